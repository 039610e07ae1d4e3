"""The signs of the community models: one shape and colour a kind, told apart by either alone."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Sign:
    """A closed outline in a square of 12 units around (0, 0), y downwards, and its fill.

    Parameters
    ----------
    points
        Corners, in units.
    colour
        "#rrggbb", at least 3 : 1 against white.
    """

    points: Points
    colour: str

    @property
    def path(self) -> str:
        """The outline as an SVG path."""
        return "M" + "L".join(f"{x:g},{y:g}" for x, y in self.points) + "Z"


def _ring(corners: int, *, radius: float = 6, turn: float = 0, inner: float | None = None) -> Points:
    """Return a regular polygon, or a star when an inner radius is given; the first corner points up."""
    radii = [radius] if inner is None else [radius, inner]
    count = corners * len(radii)
    steps = ((radii[i % len(radii)], 2 * pi * i / count + turn - pi / 2) for i in range(count))
    return tuple((round(r * cos(a), 2), round(r * sin(a), 2)) for r, a in steps)


def _mirror(points: Iterable[tuple[float, float]]) -> Points:
    return tuple((x, -y) for x, y in points)


PLUS: Final[Points] = (
    (-2, -6), (2, -6), (2, -2), (6, -2), (6, 2),
    (2, 2), (2, 6), (-2, 6), (-2, 2), (-6, 2), (-6, -2), (-2, -2),
)  # fmt: skip
HOUSE: Final[Points] = ((0, -6), (6, -0.5), (4.5, -0.5), (4.5, 5.5), (-4.5, 5.5), (-4.5, -0.5), (-6, -0.5))
BAR: Final[Points] = ((-6, -3), (6, -3), (6, 3), (-6, 3))
HOURGLASS: Final[Points] = ((-5, -5.5), (5, -5.5), (1.2, 0), (5, 5.5), (-5, 5.5), (-1.2, 0))
SHIELD: Final[Points] = ((-5, -5.5), (5, -5.5), (5, 0.5), (0, 6), (-5, 0.5))

SIGNS: Final[tuple[Sign, ...]] = (
    Sign(_ring(16, radius=5.6), "#1b7f5c"),
    Sign(_ring(3, radius=6.6), "#b8326b"),
    Sign(_ring(4, radius=6.8, turn=pi / 4), "#35507a"),
    Sign(_ring(5, inner=2.6, radius=6.8), "#a8770a"),
    Sign(SHIELD, "#2f7fb8"),
    Sign(_ring(4, radius=6.6), "#7a4fa3"),
    Sign(HOUSE, "#8c5a2b"),
    Sign(_ring(8, inner=3.6, radius=6.8), "#c08a00"),
    Sign(_mirror(_ring(3, radius=6.6)), "#4f7d1f"),
    Sign(PLUS, "#a33b3b"),
    Sign(BAR, "#167d8c"),
    Sign(HOURGLASS, "#555f6b"),
)

CHANGE_SIGNS: Final[Mapping[str, Sign]] = {
    "gained": Sign(_ring(3, radius=6.6), "#0b4f8a"),
    "lost": Sign(_mirror(_ring(3, radius=6.6)), "#7a2f00"),
    "still_not_met": Sign(_ring(4, radius=6.4, turn=pi / 4), "#7a2f00"),
    "changed": Sign(_ring(4, radius=6.6), "#0b4f8a"),
    "up": Sign(_ring(3, radius=6.6), "#0d4148"),
    "down": Sign(_mirror(_ring(3, radius=6.6)), "#4a3776"),
}
"""Key of a change → its sign; a change without one is calm and has none."""


def sign_of(position: int) -> Sign:
    """Return the sign of the n-th kind; a city with more kinds than signs uses them again."""
    return SIGNS[position % len(SIGNS)]
