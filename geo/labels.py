"""Where names and symbols stand on a map: never one over another, none lost in silence.

The map is cut into cells of half a millimetre. How much of a box lies inside its unit, or on something
already placed, is then a sum over cells, and a summed-area table (Crow 1984) gives it for all places of a box
at once. A name is tried on one line, wrapped and smaller inside its unit, then beside it with a leader line,
then as a number with the name in a key; what fits nowhere is reported, so that the page can say it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from geo.fonts import measure
from geo.ground import CELL, FREE, add_up, box_at, cells_of, sums, take
from geo.scene import DARK, POINT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from geo.ground import Ground
    from geo.scene import Box, Face

How = Literal["inside", "wrapped", "shrunk", "leader", "keyed", "omitted"]
Point = tuple[float, float]

LEADING: Final = 1.27
"""Height of a line as a share of the size: ascent and descent of the type; boxes of lines do not overlap."""

ASCENT: Final = 1.0
PAD: Final = 0.35
"""Free space on both sides of a name, in millimetres."""

NEAR: Final = 3.0
"""Least length of a leader line, in millimetres."""

OWN: Final = 2.3
"""Where a leader line begins to count, in millimetres: its start may lie on the mark of its unit."""

SHARES: Final = (0.97, 0.8)
"""Shares of a name that must lie inside its unit: the wish, and what is still readable."""

SLACK: Final = 0.02
NOBODY: Final = -2
TRIES: Final = 400
"""Places tried for a name with a leader line, best first."""


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
        Sizes in points, from the wished one to the floor.
    must
        Whether leader lines and the key are tried; a name of the surroundings is left out instead.
    face, colour
        Of the type.
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


def place_labels(wishes: Sequence[Wish], ground: Ground, *, most: int | None = None) -> tuple[Placed, ...]:
    """Place names, the important ones first; ``ground.taken`` then holds them too.

    Parameters
    ----------
    wishes
        In order of importance.
    ground
        Its ``taken`` is filled.
    most
        How many numbers the key has room for; None is any number.
    """
    placed: list[Placed] = []
    for wish in wishes:
        number = 1 + sum(item.number > 0 for item in placed)
        found = _place(wish, ground, number if most is None or number <= most else 0)
        placed.append(found)
        _occupy(ground, found)
    return tuple(placed)


def _place(wish: Wish, ground: Ground, number: int) -> Placed:
    inside = _try_sizes(wish, ground)
    if inside is not None:
        return inside
    beside = (_try_beside(wish, ground, lines) for lines in wish.texts) if wish.must else ()
    led = next(filter(None, beside), None)
    if led is not None:
        return led
    keyed = _try_number(wish, ground, number) if wish.must and number else None
    return keyed or Placed(wish, "omitted", (), 0.0, None)


def _try_number(wish: Wish, ground: Ground, number: int) -> Placed | None:
    """Place a number for a name that stands in the key."""
    mark = replace(wish, texts=((str(number),),), sizes=wish.sizes[-1:])
    lines, size = mark.texts[0], mark.sizes[0]
    room = size_box(lines, size, wish.face)
    found = _try_inside(mark, _look(mark, ground, room), lines, size, 0.0) or _try_beside(mark, ground, lines)
    return replace(found, wish=wish, how="keyed", number=number) if found else None


def _try_sizes(wish: Wish, ground: Ground) -> Placed | None:
    """Place a name inside its unit: as large as it can be, on as few lines as it can be."""
    trials = list(_trials(wish))
    if not trials:
        return None
    boxes = [size_box(lines, size, wish.face) for lines, size, _ in trials]
    outside = 1 - SHARES[-1]
    margin = (max(width for width, _ in boxes) * outside, max(height for _, height in boxes) * outside)
    patch = _look(wish, ground, margin)
    return next(filter(None, (_try_inside(wish, patch, *trial) for trial in trials)), None)


def _trials(wish: Wish) -> Iterator[tuple[tuple[str, ...], float, float]]:
    """Yield lines, size and the least share inside the unit, best first, without what is too large for it."""
    if wish.owner is None:
        return
    for texts, least, size in product((wish.texts, wish.spare), SHARES, wish.sizes):
        for lines in texts:
            width, height = size_box(lines, size, wish.face)
            if min(1.0, wish.room.width / width) * min(1.0, wish.room.height / height) >= least - SLACK:
                yield lines, size, least


@dataclass(frozen=True, eq=False)
class Patch:
    """The ground around one unit, as summed-area tables of what is its own, what is taken, what it costs."""

    ground: Ground
    row: int
    column: int
    own: NDArray[np.float32]
    taken: NDArray[np.float32]
    burden: NDArray[np.float32]
    middle: tuple[float, float]


def _look(wish: Wish, ground: Ground, margin: tuple[float, float]) -> Patch:
    """Return the ground around a unit, with a margin beside and above it in millimetres."""
    room = wish.room
    row, column = ground.at(room.left - margin[0] - CELL, room.top - margin[1] - CELL)
    below, beside = ground.at(room.right + margin[0] + CELL, room.bottom + margin[1] + CELL)
    window = np.s_[row : below + 1, column : beside + 1]
    plane, position = wish.owner or (0, NOBODY)
    own = ground.owner[plane][window] == position
    tables = (
        add_up(own),
        add_up(ground.taken[window]),
        ground.burden[row : below + 2, column : beside + 2],
    )
    return Patch(ground, row, column, *tables, _middle(own))


def _middle(own: NDArray[np.bool_]) -> tuple[float, float]:
    """Return row and column of the middle of the cells of a unit."""
    count = own.sum()
    if not count:
        return own.shape[0] / 2, own.shape[1] / 2
    down, across = own.sum(axis=1), own.sum(axis=0)
    rows, columns = np.arange(len(down)) + 0.5, np.arange(len(across)) + 0.5
    return float(down @ rows / count), float(across @ columns / count)


def size_box(lines: Sequence[str], size: float, face: Face) -> tuple[float, float]:
    """Return width and height of lines of text, in millimetres, with the space around them."""
    return max(measure(line, size, face) for line in lines) + 2 * PAD, len(lines) * LEADING * size * POINT


def _try_inside(wish: Wish, patch: Patch, lines: tuple[str, ...], size: float, least: float) -> Placed | None:
    """Place a name over its unit, near the middle, if at least a share of it lies inside."""
    rows, columns = cells_of(*size_box(lines, size, wish.face))
    if patch.own.shape[0] <= rows or patch.own.shape[1] <= columns:
        return None
    area = rows * columns
    share = sums(patch.own, rows, columns) / area
    free = (share >= least - SLACK) & (sums(patch.taken, rows, columns) < FREE)
    if not free.any():
        return None
    rise = (np.arange(share.shape[0]) + rows / 2 - patch.middle[0])[:, None]
    run = (np.arange(share.shape[1]) + columns / 2 - patch.middle[1])[None, :]
    cost = np.hypot(rise, run) / 12 + 6 * (1 - share) + sums(patch.burden, rows, columns) / area
    row, column = np.unravel_index(np.argmin(np.where(free, cost, np.inf)), cost.shape)
    box = box_at(patch.ground, patch.row + int(row), patch.column + int(column), (rows, columns))
    how: How = "shrunk" if size < wish.sizes[0] else "inside" if len(lines) == 1 else "wrapped"
    return Placed(wish, how, lines, size, box)


def _try_beside(wish: Wish, ground: Ground, lines: tuple[str, ...]) -> Placed | None:
    """Place a name beside its unit with a leader line that crosses no other name."""
    size = wish.sizes[0] if wish.owner is None else wish.sizes[-1]
    rows, columns = cells_of(*size_box(lines, size, wish.face))
    if ground.taken.shape[0] < rows or ground.taken.shape[1] < columns:
        return None
    free = sums(add_up(ground.taken), rows, columns) < FREE
    top = np.arange(free.shape[0]) * CELL + ground.box.top
    left = np.arange(free.shape[1]) * CELL + ground.box.left
    rise = np.maximum(0, np.maximum(top - wish.at[1], wish.at[1] - top - rows * CELL))[:, None]
    run = np.maximum(0, np.maximum(left - wish.at[0], wish.at[0] - left - columns * CELL))[None, :]
    distance = np.hypot(rise, run)
    cost = distance + 10 * sums(ground.burden, rows, columns) / (rows * columns)
    cost[~free | (distance < NEAR)] = np.inf
    best = np.argpartition(cost, min(TRIES, cost.size - 1), axis=None)[:TRIES]
    for flat in best[np.argsort(cost.flat[best])]:
        row, column = divmod(int(flat), cost.shape[1])
        if not np.isfinite(cost[row, column]):
            return None
        box = box_at(ground, row, column, (rows, columns))
        leader = (wish.at, _nearest(box, wish.at))
        if not ground.taken[_along(ground, leader)].any():
            return Placed(wish, "leader", lines, size, box, leader)
    return None


def _nearest(box: Box, point: Point) -> Point:
    """Return the point of a box nearest to a point."""
    return min(max(point[0], box.left), box.right), min(max(point[1], box.top), box.bottom)


def _along(
    ground: Ground, leader: tuple[Point, Point], *, start: float = OWN
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the cells of a leader line, without its start on the unit's own mark and its end at the name."""
    (x1, y1), (x2, y2) = leader
    length = float(np.hypot(x2 - x1, y2 - y1))
    steps = np.arange(start, max(length - CELL, start), CELL / 2) / max(length, CELL)
    rows, columns = ground.taken.shape
    row = ((y1 + steps * (y2 - y1) - ground.box.top) / CELL).astype(np.int64).clip(0, rows - 1)
    column = ((x1 + steps * (x2 - x1) - ground.box.left) / CELL).astype(np.int64).clip(0, columns - 1)
    return row, column


def _occupy(ground: Ground, placed: Placed) -> None:
    if placed.box is not None:
        take(ground, placed.box)
    if placed.leader is not None:
        ground.taken[_along(ground, placed.leader, start=0.0)] = True
