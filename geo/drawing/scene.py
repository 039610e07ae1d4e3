"""The page as a scene: what stands where, in millimetres from the top left corner, in no file format."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geo.model import Language, Pattern

Face = Literal["regular", "medium", "bold", "italic"]
Anchor = Literal["start", "middle", "end"]

POINT: Final = 25.4 / 72
"""One point of type, in millimetres."""

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

    @cached_property
    def key(self) -> bytes:
        """What two paths of the same points share."""
        found = blake2b(digest_size=16)
        for line in self.lines:
            found.update(len(line).to_bytes(4))
            found.update(line.tobytes())
        return found.digest()

    @cached_property
    def points(self) -> NDArray[np.int64]:
        """The points of all lines."""
        if len(self.lines) == 1:
            return self.lines[0]
        return np.concatenate(self.lines) if self.lines else np.zeros((0, 2), np.int64)

    @cached_property
    def bounds(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom."""
        (left, top), (right, bottom) = self.points.min(axis=0).tolist(), self.points.max(axis=0).tolist()
        return left, top, right, bottom


@dataclass(frozen=True)
class Placement:
    """Where a path stands: millimetres = (left, top) + scale · units."""

    left: float
    top: float
    scale: float

    def apply(self, points: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return points in millimetres."""
        return np.asarray(points * self.scale + (self.left, self.top), dtype=np.float64)


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
        What became of each label: see `geo.lettering.labels`.
    more
        The pages that go on with it, in files that have several.
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
    more: tuple[Page, ...] = ()


def list_pages(page: Page) -> tuple[Page, ...]:
    """Return a page and those that go on with it, one by one."""
    return (replace(page, more=()), *page.more) if page.more else (page,)


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
        ``listed`` (the name in the key under its ward) | ``omitted`` (the page says how many; a file of
        several pages goes on with them).
    size
        In points.
    box
        Where it stands; None for what is omitted.
    """

    code: str
    text: str
    how: Literal["inside", "wrapped", "shrunk", "leader", "keyed", "listed", "omitted"]
    size: float
    box: Box | None
