"""A name that wants a place on the map, and the place that it got."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from geo.fonts import measure
from geo.scene import DARK, POINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.scene import Box, Face

How = Literal["inside", "wrapped", "shrunk", "leader", "keyed", "omitted"]
Point = tuple[float, float]

LEADING: Final = 1.27
"""Height of a line as a share of the size: ascent and descent of the type; boxes of lines do not overlap."""

ASCENT: Final = 1.0
PAD: Final = 0.35
"""Free space on both sides of a name, in millimetres."""


@dataclass(frozen=True)
class Wish:
    """A name that wants a place.

    Parameters
    ----------
    code
        What is named.
    texts
        Ways to write the name, best first: each a tuple of lines.
    spare
        Ways that are tried when none of these fits inside the unit at any size.
    at
        Point of the unit to which a leader line goes.
    room
        Bounds of the unit.
    owner
        Plane and position of it in ``Ground.owner``; None: the name never stands inside.
    sizes
        Sizes in points, from the wished one to the floor; none: the name is reported as left out.
    must
        Whether leader lines and the key are tried; a name of the surroundings is left out instead.
    face, colour
        Of the type.
    crowded
        Whether it is one of so many that it goes to the key at once.
    """

    code: str
    texts: tuple[tuple[str, ...], ...]
    at: Point
    room: Box
    owner: tuple[int, int] | None
    sizes: tuple[float, ...]
    must: bool = True
    face: Face = "medium"
    colour: str = DARK
    spare: tuple[tuple[str, ...], ...] = ()
    crowded: bool = False


@dataclass(frozen=True)
class Placed:
    """A name with its place; ``box`` is None when it has none, ``number`` is its number in the key or 0."""

    wish: Wish
    how: How
    lines: tuple[str, ...]
    size: float
    box: Box | None
    leader: tuple[Point, Point] | None = None
    number: int = 0


@dataclass(frozen=True)
class Names:
    """The names that stand in the key, and how many stand nowhere."""

    keyed: tuple[Placed, ...] = ()
    lost: int = 0


def list_unplaced(placed: Sequence[Placed]) -> Names:
    """Return what became of the names that did not find a place on the map."""
    lost = sum(item.how == "omitted" and item.wish.must for item in placed)
    return Names(tuple(item for item in placed if item.number), lost)


@lru_cache(maxsize=4096)
def size_box(lines: tuple[str, ...], size: float, face: Face) -> tuple[float, float]:
    """Return width and height of lines of text, in millimetres, with the space around them."""
    return max(measure(line, size, face) for line in lines) + 2 * PAD, len(lines) * LEADING * size * POINT
