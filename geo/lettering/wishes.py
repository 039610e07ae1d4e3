"""A name that wants a place on the map, and the place that it got."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, Literal

from geo.drawing.fonts import measure
from geo.drawing.scene import DARK, POINT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.drawing.scene import Box, Face

How = Literal["inside", "wrapped", "shrunk", "leader", "keyed", "listed", "omitted"]
Point = tuple[float, float]

LEADING: Final = 1.27
"""Height of a line as a share of the size: ascent and descent of the type; boxes of lines do not overlap."""

ASCENT: Final = 1.0
FEWER: Final = 7
"""So many eighths of the names in a key stay in it each time that there is no room for all."""

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
    name, ward, status
        How a list by wards names it: without its ward, under its ward, and under its class where the map
        has several that stand out.
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
    name: str = ""
    ward: str = ""
    status: str = ""


@dataclass(frozen=True, eq=False)  # the same one is the same: a key is set again for each place that is tried
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
    """The names that do not stand on the map, and how the key has them.

    Parameters
    ----------
    keyed
        Those whose numbers stand on the map.
    lost
        Those that have no number either.
    by_ward
        Whether the key lists them by wards, in running lines; else each number has a row.
    most
        How many of them the key has room for; None is all. The others stand on a sheet that follows.
    spare
        Whether a line of the key stays free.
    """

    keyed: tuple[Placed, ...] = ()
    lost: tuple[Placed, ...] = ()
    by_ward: bool = False
    most: int | None = None
    spare: bool = False

    @cached_property
    def every(self) -> tuple[Placed, ...]:
        """The names in the order of a list: by class where there are several, then by wards."""
        return tuple(sorted((*self.keyed, *self.lost), key=_rank))

    @property
    def shown(self) -> tuple[Placed, ...]:
        """The names in the key."""
        return self.every[: self.most] if self.by_ward else self.keyed

    @property
    def later(self) -> tuple[Placed, ...]:
        """The names that the key has no room for."""
        return () if self.most is None else self.every[self.most :]

    @property
    def rest(self) -> Names:
        """The names that the key has no room for, as a key of their own."""
        numbered = tuple(item for item in self.later if item.number)
        return Names(numbered, tuple(item for item in self.later if not item.number), by_ward=True)


def _rank(item: Placed) -> tuple[str, bool, str, bool, int, str]:
    """Return the place of a name in a list: hamlets by ward and number, then the others by their number."""
    wish = item.wish
    home = wish.code if wish.ward else ""
    return wish.status, not wish.ward, home, not item.number, item.number, wish.code


def list_unplaced(placed: Sequence[Placed]) -> Names:
    """Return the names without a place on the map; a crowd, or some without a number, is a list by wards."""
    keyed = tuple(item for item in placed if item.number)
    lost = tuple(item for item in placed if item.how == "omitted" and item.wish.must)
    return Names(keyed, lost, by_ward=bool(lost) or any(item.wish.crowded for item in keyed))


def list_forms(names: Names) -> Iterator[Names]:
    """Yield ways to have names in a key, best first: rows, a list by wards, a shorter one, none."""
    if not names.by_ward:
        yield names
    whole = replace(names, by_ward=True)
    if whole.every:
        yield whole
    most = len(whole.every)
    while most:
        most = most * FEWER // 8
        yield replace(whole, most=most)


def list_ways(names: Sequence[Names]) -> Iterator[tuple[Names, ...]]:
    """Yield ways to have the names of several maps in one key, best first: rows, else by wards."""
    by_ward = tuple(replace(one, by_ward=True) for one in names)
    yield tuple(names)
    if by_ward != tuple(names):
        yield by_ward


@lru_cache(maxsize=4096)
def size_box(lines: tuple[str, ...], size: float, face: Face) -> tuple[float, float]:
    """Return width and height of lines of text, in millimetres, with the space around them."""
    return max(measure(line, size, face) for line in lines) + 2 * PAD, len(lines) * LEADING * size * POINT
