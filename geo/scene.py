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

STROKES: Final[Mapping[Pattern, tuple[tuple[tuple[float, float, float, float], ...], float]]] = {
    "hatch": (((-2, 2, 2, -2), (0, 8, 8, 0), (6, 10, 10, 6)), 2.2),
    "backhatch": (((-2, 6, 2, 10), (0, 0, 8, 8), (6, -2, 10, 2)), 1.0),
    "crosshatch": (((0, 8, 8, 0), (0, 0, 8, 8)), 1.1),
    "horizontal": (((0, 2, 8, 2), (0, 6, 8, 6)), 1.0),
    "dense": (((0, 1, 8, 1), (0, 3, 8, 3), (0, 5, 8, 5), (0, 7, 8, 7)), 1.1),
    "dots": (((2, 2, 2, 2), (6, 6, 6, 6)), 2.2),
}
"""Strokes (x1, y1, x2, y2) of each pattern in a square of 8 units, and their width: the same as on the screen."""

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
    """Return the outlines of a shape on the ground, in tenths of a metre from a north-west corner."""
    closed = not shape.geom_type.endswith("LineString")
    parts = shapely.get_parts(shapely.boundary(shape) if closed else shape)
    lines = []
    for part in parts:
        points = shapely.get_coordinates(part)
        whole = np.rint((points - corner) * (1 / UNIT, -1 / UNIT)).astype(np.int64)
        lines.append(whole[:-1] if closed else whole)
    return Path(tuple(lines), closed=closed)


def paper_path(*lines: Sequence[tuple[float, float]] | NDArray[np.float64], closed: bool = True) -> Path:
    """Return outlines given in millimetres of the page; draw them with the placement ``PAPER``."""
    return Path(tuple(np.rint(np.asarray(line) / PAPER.scale).astype(np.int64) for line in lines), closed=closed)


def rectangle(box: Box, fill: Fill | None = None, stroke: Stroke | None = None, title: str = "") -> Area:
    """Return a box as an area."""
    corners = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]
    return Area(paper_path(corners), fill=fill, stroke=stroke, title=title)


def line(points: Sequence[tuple[float, float]], stroke: Stroke) -> Area:
    """Return a line through points of the page."""
    return Area(paper_path(points, closed=False), stroke=stroke)


def hatch(pattern: Pattern, box: Box) -> tuple[list[tuple[float, float, float, float]], float]:
    """Return the strokes of a pattern over a box, and their width; the pattern is fixed to the page, in millimetres.

    Dots are strokes of no length, to be drawn with round caps.
    """
    strokes, width = STROKES[pattern]
    unit = TILE / 8
    columns = range(int(box.left // TILE), int(box.right // TILE) + 1)
    rows = range(int(box.top // TILE), int(box.bottom // TILE) + 1)
    tiles = [(column * TILE, row * TILE) for row in rows for column in columns]
    drawn = [
        (x + x1 * unit, y + y1 * unit, x + x2 * unit, y + y2 * unit)
        for x, y in tiles
        for x1, y1, x2, y2 in strokes
    ]
    return drawn, width * unit
