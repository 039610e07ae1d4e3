"""The page as a scene: what stands where, in millimetres from the top left corner. It knows no file format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import shapely

from geo.model import MISSING, WITHHELD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from geo.model import Language, LegendClass, Pattern

Face = Literal["regular", "medium", "bold", "italic"]
Anchor = Literal["start", "middle", "end"]

POINT: Final = 25.4 / 72
"""One point of type, in millimetres."""

UNIT: Final = 0.1
"""Metres in one unit of a path on the ground: borders keep a tenth of a metre."""

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

``rising``: x + y, ``falling``: x - y, ``level``: y is the offset, in every square; ``points``: a point at x = y = offset.
"""

INK: Final[Mapping[Pattern, str]] = {"hatch": "#7a2f00", "backhatch": "#8b929a", "horizontal": "#7b5f86"}
DARK: Final = "#1c2733"


@dataclass(frozen=True)
class Box:
    """A rectangle, in millimetres; y grows downwards."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.top + self.height

    @property
    def centre(self) -> tuple[float, float]:
        """The point in the middle."""
        return self.left + self.width / 2, self.top + self.height / 2

    def shrink(self, by: float) -> Box:
        """Return the box with all sides moved inwards."""
        return Box(self.left + by, self.top + by, self.width - 2 * by, self.height - 2 * by)

    def overlaps(self, other: Box) -> bool:
        """Return whether two boxes share more than a side."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True)
class Fill:
    """A colour, and a pattern over it in an ink of its own."""

    colour: str
    pattern: Pattern = "solid"
    ink: str = DARK


@dataclass(frozen=True)
class Stroke:
    """A line: its colour, width and dashes in millimetres."""

    colour: str
    width: float
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, eq=False)
class Path:
    """One or more outlines in units of their own, y downwards.

    Parameters
    ----------
    lines
        Whole numbers, one array (n, 2) an outline; a closed outline does not repeat its first point.
    closed
        Whether the outlines are rings.
    """

    lines: tuple[NDArray[np.int64], ...]
    closed: bool = True

    @property
    def key(self) -> bytes:
        """What two paths of the same points share."""
        return b"|".join(line.tobytes() for line in self.lines)


@dataclass(frozen=True)
class Placement:
    """Where a path stands: millimetres = (left, top) + scale · units."""

    left: float
    top: float
    scale: float

    def apply(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return points in millimetres."""
        return np.asarray(points, dtype=float) * self.scale + (self.left, self.top)


PAPER: Final = Placement(0.0, 0.0, 0.01)
"""Placement of what is drawn on the page itself: its paths are in hundredths of a millimetre."""


@dataclass(frozen=True, eq=False)
class Area:
    """An outline on the page.

    Parameters
    ----------
    path, place
        What, and where.
    fill, stroke
        How.
    unit
        Code of the unit that it shows, or "".
    title
        What it is, in words, or "".
    """

    path: Path
    place: Placement = PAPER
    fill: Fill | None = None
    stroke: Stroke | None = None
    unit: str = ""
    title: str = ""


@dataclass(frozen=True)
class Words:
    """One line of text.

    Parameters
    ----------
    x, y
        The anchor, on the baseline.
    size
        In points.
    halo
        Width of the white rim around the letters in millimetres; 0 is none.
    """

    text: str
    x: float
    y: float
    size: float
    face: Face = "regular"
    anchor: Anchor = "start"
    colour: str = DARK
    halo: float = 0.0


@dataclass(frozen=True, eq=False)
class Picture:
    """A PNG on the page."""

    box: Box
    png: bytes
    title: str


@dataclass(frozen=True, eq=False)
class Window:
    """Items of which only what lies inside a box is seen."""

    box: Box
    items: tuple[Item, ...]


Item = Area | Words | Picture | Window


@dataclass(frozen=True)
class Entry:
    """A line of the legend as it stands on the page."""

    key: str
    label: str
    fill: Fill
    count: int


@dataclass(frozen=True, eq=False)
class Page:
    """A finished page.

    Parameters
    ----------
    width, height
        Millimetres.
    items
        In the order of drawing.
    title, author, subject, language
        Of the document; the subject is the sentence that says the map.
    page_id
        Eight characters that name view and data.
    legend
        What the legend says.
    units
        Code of each unit on the page → key of its class.
    report
        What became of each label: see `geo.labels`.
    """

    width: float
    height: float
    items: tuple[Item, ...]
    title: str
    author: str
    subject: str
    language: Language
    page_id: str
    legend: tuple[Entry, ...] = ()
    units: Mapping[str, str] | None = None
    report: tuple[Naming, ...] = ()


@dataclass(frozen=True)
class Naming:
    """What labelling did with one name.

    Parameters
    ----------
    code
        Unit or model that is named.
    text
        Its name as it stands on the page.
    how
        ``inside`` | ``wrapped`` | ``shrunk`` | ``leader`` | ``keyed`` (a number, and the name in the key) |
        ``omitted`` (the page says how many).
    size
        In points.
    box
        Where it stands; None for what is omitted.
    """

    code: str
    text: str
    how: Literal["inside", "wrapped", "shrunk", "leader", "keyed", "omitted"]
    size: float
    box: Box | None


def fill_of(entry: LegendClass, *, patterns: bool) -> Fill:
    """Return how the units of a class are filled: the rule of the screen.

    In colour only exceptions, "no data" and withheld counts carry a pattern, a ramp speaks by its colours; in black
    and white there are patterns only.
    """
    if patterns:
        return Fill("#ffffff", entry.pattern, "#000000")
    marked = entry.exception or entry.key in (MISSING, WITHHELD)
    return Fill(entry.colour, entry.pattern if marked else "solid", INK.get(entry.pattern, DARK))


def trace(shape: shapely.Geometry, corner: tuple[float, float]) -> Path:
    """Return the outlines of a shape on the ground, in tenths of a metre from a north-west corner.

    Outer rings and holes run in opposite directions.
    """
    closed = not shape.geom_type.endswith("LineString")
    parts = shapely.get_parts(shapely.boundary(shapely.orient_polygons(shape)) if closed else shape)
    lines = []
    for part in parts:
        points = shapely.get_coordinates(part)
        whole = np.rint((points - corner) * (1 / UNIT, -1 / UNIT)).astype(np.int64)
        lines.append(whole[:-1] if closed else whole)
    return Path(tuple(lines), closed=closed)


def paper_path(*lines: Sequence[tuple[float, float]] | NDArray[np.float64], closed: bool = True) -> Path:
    """Return outlines given in millimetres of the page; draw them with the placement ``PAPER``."""
    return Path(
        tuple(np.rint(np.asarray(line) / PAPER.scale).astype(np.int64) for line in lines), closed=closed
    )


def rectangle(box: Box, fill: Fill | None = None, stroke: Stroke | None = None, title: str = "") -> Area:
    """Return a box as an area."""
    corners = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]
    return Area(paper_path(corners), fill=fill, stroke=stroke, title=title)


def line(points: Sequence[tuple[float, float]], stroke: Stroke) -> Area:
    """Return a line through points of the page."""
    return Area(paper_path(points, closed=False), stroke=stroke)


@dataclass(frozen=True, eq=False)
class Hatch:
    """The lines of a pattern over a box, fixed to the page: their ends in millimetres, and how they are drawn."""

    ends: tuple[tuple[float, float, float, float], ...]
    width: float
    dash: tuple[float, ...] = ()


def hatch(pattern: Pattern, box: Box) -> Hatch:
    """Return the lines of a pattern over a box; they may reach beyond it, and points are dashes without length."""
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
