"""How classes are filled: colours and patterns, the same on screen and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from geo.drawing.scene import DARK, Fill
from geo.model import MISSING, WITHHELD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.drawing.scene import Box
    from geo.model import LegendClass, Pattern

TILE: Final = 1.7
"""Side of the square of a fill pattern, in millimetres."""

Lines = Literal["rising", "falling", "level", "points"]

PATTERNS: Final[Mapping[Pattern, tuple[tuple[tuple[Lines, float], ...], float]]] = {
    "hatch": ((("rising", 0),), 2.2),
    "backhatch": ((("falling", 0),), 1.0),
    "crosshatch": ((("rising", 0), ("falling", 0)), 1.1),
    "horizontal": ((("level", 2), ("level", 6)), 1.0),
    "dense": ((("level", 1), ("level", 3), ("level", 5), ("level", 7)), 1.1),
    "dots": ((("points", 2), ("points", 6)), 2.2),
}
"""Lines of each pattern and their width, in a square of 8 units; the same as on the screen.

``rising``: x + y is the offset, ``falling``: x - y, ``level``: y; ``points``: a point at x = y = offset.
"""

WHITE: Final = Fill("#ffffff")

INK: Final[Mapping[Pattern, str]] = {"hatch": "#7a2f00", "backhatch": "#8b929a", "horizontal": "#7b5f86"}


def fill_of(entry: LegendClass, *, patterns: bool) -> Fill:
    """Return how the units of a class are filled: the rule of the screen.

    In colour only exceptions, "no data" and withheld counts carry a pattern, a ramp speaks by its colours;
    in black and white there are patterns only. A class that was taken off the map is white.
    """
    if entry.off:
        return WHITE
    if patterns:
        return Fill("#ffffff", entry.pattern, "#000000")
    marked = entry.exception or entry.key in (MISSING, WITHHELD)
    return Fill(entry.colour, entry.pattern if marked else "solid", INK.get(entry.pattern, DARK))


@dataclass(frozen=True, eq=False)
class Hatch:
    """The lines of a pattern over a box, fixed to the page: their ends and looks, in millimetres."""

    ends: tuple[tuple[float, float, float, float], ...]
    width: float
    dash: tuple[float, ...] = ()


def hatch(pattern: Pattern, box: Box) -> Hatch:
    """Return the lines of a pattern over a box; which may reach beyond it; points are short dashes."""
    families, width = PATTERNS[pattern]
    ends = [line_ for lines, offset in families for line_ in _rule(lines, offset * TILE / 8, box)]
    dash = (0.01, TILE - 0.01) if families[0][0] == "points" else ()
    return Hatch(tuple(ends), width * TILE / 8, dash)


def _rule(lines: Lines, offset: float, box: Box) -> list[tuple[float, float, float, float]]:
    top, bottom = box.top, box.bottom
    if lines in ("level", "points"):
        left = (box.left // TILE) * TILE + (offset if lines == "points" else 0.0)
        return [(left, y, box.right, y) for y in _steps(top - offset, bottom - offset, offset)]
    if lines == "rising":
        return [(c - top, top, c - bottom, bottom) for c in _steps(box.left + top, box.right + bottom, 0.0)]
    return [(c + top, top, c + bottom, bottom) for c in _steps(box.left - bottom, box.right - top, 0.0)]


def _steps(start: float, end: float, offset: float) -> list[float]:
    return [number * TILE + offset for number in range(int(start // TILE), int(end // TILE) + 2)]
