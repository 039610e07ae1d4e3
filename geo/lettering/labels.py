"""Where names and symbols stand on a map: never one over another, none lost in silence.

The map is cut into cells of half a millimetre. How much of a box lies inside its unit, or on something
already placed, is then a sum over cells, and a summed-area table (Crow 1984) gives it for all places of a box
at once. A name is tried on one line, wrapped and smaller inside its unit, then beside it with a leader line,
then as a number with the name in a key; what fits nowhere is reported, so that the page can say it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property, partial, reduce
from itertools import product
from math import ceil, isqrt
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.drawing.ground import CELL, TENTH, add_up, box_at, cells_of, sums, take
from geo.lettering.leaders import along, place_beside
from geo.lettering.wishes import Placed, size_box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from geo.drawing.ground import Ground
    from geo.lettering.wishes import How, Wish

Trial = tuple[tuple[str, ...], float, float]
"""Lines of a name, their size, and the least share of them inside the unit."""

SHARES: Final = (0.97, 0.8)
"""Shares of a name that must lie inside its unit: the wish, and what is still readable."""

SLACK: Final = 0.02
FINE: Final = 32
"""Cells along a side of a unit that are enough to see whether a name has room in it."""

COARSE: Final = 4
"""Most cells of the ground along a side of a cell of a coarse look."""

NOBODY: Final = -2


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
    if not wish.must or not wish.sizes:
        return Placed(wish, "omitted", (), 0.0, None)
    ways = () if wish.crowded else wish.texts
    add_taken = cache(partial(add_up, ground.taken))  # nothing more is taken before this name has its place
    beside = (place_beside(wish, ground, lines, add_taken) for lines in ways)
    led = next(filter(None, beside), None)
    if led is not None:
        return led
    keyed = _try_number(wish, ground, number, add_taken) if number else None
    return keyed or Placed(wish, "omitted", (), 0.0, None)


def _try_number(
    wish: Wish, ground: Ground, number: int, add_taken: Callable[[], NDArray[np.int32]]
) -> Placed | None:
    """Place a number for a name that stands in the key."""
    mark = replace(wish, texts=((str(number),),), sizes=wish.sizes[-1:])
    lines, size = mark.texts[0], mark.sizes[0]
    room = size_box(lines, size, wish.face)
    patch = _look(mark, ground, _surround(mark, ground, *room))
    found = _try_inside(mark, patch, lines, size, 0.0) or place_beside(mark, ground, lines, add_taken)
    return replace(found, wish=wish, how="keyed", number=number) if found else None


def _try_sizes(wish: Wish, ground: Ground) -> Placed | None:
    """Place a name inside its unit: as large as it can be, on as few lines as it can be."""
    trials = _trials(wish)
    first = next(trials, None)
    if first is None:
        return None
    # Most names have room and to spare: a coarse look is enough to see that.
    around = _surround(wish, ground)
    step = min(COARSE, isqrt(around[2] * around[3]) // FINE)
    found = _try_inside(wish, _look(wish, ground, around, step), *first) if step > 1 else None
    return found or _try_closely(wish, ground, [first, *trials])


def _try_closely(wish: Wish, ground: Ground, trials: Sequence[Trial]) -> Placed | None:
    boxes = [size_box(lines, size, wish.face) for lines, size, _ in trials]
    outside = 1 - SHARES[-1]
    margin = (max(width for width, _ in boxes) * outside, max(height for _, height in boxes) * outside)
    patch = _look(wish, ground, _surround(wish, ground, *margin))
    return next(filter(None, (_try_inside(wish, patch, *trial) for trial in trials)), None)


def _trials(wish: Wish) -> Iterator[Trial]:
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
    """The ground around one unit, as summed-area tables of what is its own, what is taken, what it costs.

    Parameters
    ----------
    row, column
        Of its first cell in the ground.
    step
        Cells of the ground along a side of one of its cells.
    """

    ground: Ground
    row: int
    column: int
    step: int
    own: NDArray[np.int32]
    taken: NDArray[np.int32]
    burden: NDArray[np.int32]

    @cached_property
    def middle(self) -> tuple[float, float]:
        """Row and column of the middle of the cells of the unit."""
        rows, columns, total = self.own.shape[0] - 1, self.own.shape[1] - 1, int(self.own[-1, -1])
        if not total:
            return rows / 2, columns / 2
        # Each cell counts in all sums from its own row on: the sums tell how far from the last row it is.
        down, across = int(self.own[1:, -1].sum()), int(self.own[-1, 1:].sum())
        return ((rows + 0.5) * total - down) / total, ((columns + 0.5) * total - across) / total


def _surround(
    wish: Wish, ground: Ground, across: float = 0.0, down: float = 0.0
) -> tuple[int, int, int, int]:
    """Return row and column, height and width in cells of a unit with margins in millimetres."""
    room = wish.room
    row, column = ground.at(room.left - across - CELL, room.top - down - CELL)
    below, beside = ground.at(room.right + across + CELL, room.bottom + down + CELL)
    return row, column, below + 1 - row, beside + 1 - column


def _look(wish: Wish, ground: Ground, around: tuple[int, int, int, int], step: int = 1) -> Patch:
    """Return a part of the ground in cells that are some times as large."""
    row, column, height, width = around
    window = np.s_[row : row + height // step * step, column : column + width // step * step]
    plane, position = wish.owner or (0, NOBODY)
    return Patch(
        ground,
        row,
        column,
        step,
        add_up(ground.owner[plane][window][::step, ::step] == position),
        add_up(_pool(ground.taken[window], step) if step > 1 else ground.taken[window]),
        ground.burden[row : row + height + 1 : step, column : column + width + 1 : step],
    )


def _pool(taken: NDArray[np.bool_], step: int) -> NDArray[np.bool_]:
    """Return cells some times as large, taken if any part of them is."""
    flat = reduce(np.logical_or, (taken[down::step] for down in range(step)))
    return reduce(np.logical_or, (flat[:, across::step] for across in range(step)))


def _try_inside(wish: Wish, patch: Patch, lines: tuple[str, ...], size: float, least: float) -> Placed | None:
    """Place a name over its unit, near the middle, if at least a share of it lies inside."""
    step, cells = patch.step, cells_of(*size_box(lines, size, wish.face))
    rows, columns = (-(-count // step) for count in cells)
    if patch.own.shape[0] <= rows or patch.own.shape[1] <= columns:
        return None
    area = rows * columns
    inside = sums(patch.own, rows, columns)
    free = inside >= ceil((least - SLACK) * area)
    if patch.taken[-1, -1]:  # most names are the first around their unit
        free &= sums(patch.taken, rows, columns) == 0
    if not free.any():
        return None
    middle = patch.middle
    rise = np.square(np.arange(free.shape[0], dtype=np.float32) + np.float32(rows / 2 - middle[0]))
    run = np.square(np.arange(free.shape[1], dtype=np.float32) + np.float32(columns / 2 - middle[1]))
    cost = np.sqrt(rise[:, None] + run) * np.float32(step / 12)
    cost -= np.float32(6 / area) * inside
    cost += np.float32(1 / (area * step**2 * TENTH)) * sums(patch.burden, rows, columns)
    cost[~free] = np.inf
    row, column = divmod(int(np.argmin(cost)), cost.shape[1])
    top = patch.row + row * step + (rows * step - cells[0]) // 2
    left = patch.column + column * step + (columns * step - cells[1]) // 2
    how: How = "shrunk" if size < wish.sizes[0] else "inside" if len(lines) == 1 else "wrapped"
    return Placed(wish, how, lines, size, box_at(patch.ground, top, left, cells))


def _occupy(ground: Ground, placed: Placed) -> None:
    if placed.box is not None:
        take(ground, placed.box)
    if placed.leader is not None:
        ground.taken[along(ground, placed.leader)] = True
