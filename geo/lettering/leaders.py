"""Names beside their units, each with a leader line that crosses no other name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geo.drawing.ground import CELL, TENTH, box_at, cells_of, sums
from geo.lettering.wishes import Placed, size_box

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from geo.drawing.ground import Ground
    from geo.lettering.wishes import Point, Wish

NEAR: Final = 3.0
"""Least length of a leader line, in millimetres."""

OWN: Final = 2.3
"""Where a leader line begins to count, in millimetres: its start may lie on the mark of its unit."""

REACHES: Final = (20.0, 40.0)
"""How far around a unit it is looked first, and at most, in millimetres: no eye follows a longer line."""

TRIES: Final = 150
"""Places tried for a name with a leader line, best first."""

STRIDE: Final = 24
"""So many points of all lines are looked at together."""


def place_beside(
    wish: Wish, ground: Ground, lines: tuple[str, ...], add_taken: Callable[[], NDArray[np.int32]]
) -> Placed | None:
    """Place a name beside its unit with a leader line that crosses no other name.

    Parameters
    ----------
    add_taken
        Gives what is taken of the ground as a summed-area table.
    """
    size = wish.sizes[0] if wish.owner is None else wish.sizes[-1]
    cells = cells_of(*size_box(lines, size, wish.face))
    if ground.taken.shape[0] < cells[0] or ground.taken.shape[1] < cells[1]:
        return None
    places = _list_places(ground, wish.at, cells, add_taken())
    boxes = places * CELL + (ground.box.top, ground.box.left)
    nearest = np.clip(wish.at[::-1], boxes, boxes + np.array(cells) * CELL)[:, ::-1]
    clear = _find_clear(ground, wish.at, nearest)
    if not len(clear):
        return None
    row, column = places[clear[0]].tolist()
    end_x, end_y = nearest[clear[0]].tolist()
    return Placed(wish, "leader", lines, size, box_at(ground, row, column, cells), (wish.at, (end_x, end_y)))


def _list_places(
    ground: Ground, at: Point, cells: tuple[int, int], taken: NDArray[np.int32]
) -> NDArray[np.int64]:
    """Return row and column of the best free places of a box, best first: near its unit, over little."""
    for reach in REACHES:
        found, costs = _weigh_places(ground, at, cells, taken, reach)
        if len(costs) == TRIES and costs[-1] <= reach:
            break  # what is farther away costs more
    return found


def _weigh_places(
    ground: Ground, at: Point, cells: tuple[int, int], taken: NDArray[np.int32], reach: float
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the best free places of a box within reach, and their costs."""
    top = np.arange(ground.taken.shape[0] - cells[0] + 1) * CELL + ground.box.top
    left = np.arange(ground.taken.shape[1] - cells[1] + 1) * CELL + ground.box.left
    rise = np.maximum(0, np.maximum(top - at[1], at[1] - top - cells[0] * CELL))
    run = np.maximum(0, np.maximum(left - at[0], at[0] - left - cells[1] * CELL))
    near_rows, near_columns = np.flatnonzero(rise <= reach), np.flatnonzero(run <= reach)
    if not len(near_rows) or not len(near_columns):
        return np.zeros((0, 2), np.int64), np.zeros(0)
    row, column = int(near_rows[0]), int(near_columns[0])
    below, beside = int(near_rows[-1]) + 1, int(near_columns[-1]) + 1
    around = np.s_[row : below + cells[0], column : beside + cells[1]]
    distance = np.hypot(rise[row:below, None], run[None, column:beside])
    cost = distance + 10 * sums(ground.burden[around], *cells) / (cells[0] * cells[1] * TENTH)
    cost[(sums(taken[around], *cells) > 0) | (distance < NEAR)] = np.inf
    flat = cost.ravel()
    last = np.partition(flat, min(TRIES, flat.size) - 1)[min(TRIES, flat.size) - 1]
    best = np.flatnonzero((flat <= last) & (flat < np.inf))
    best = best[np.argsort(flat[best], kind="stable")][:TRIES]
    down, across = np.divmod(best, cost.shape[1])
    return np.column_stack((row + down, column + across)), flat[best]


def _find_clear(ground: Ground, start: Point, ends: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return which lines from a point cross nothing that is taken, but for the mark of their own unit."""
    clear = np.arange(len(ends))
    ways = ends - start
    lengths = np.hypot(ways[:, 0], ways[:, 1])
    ways /= lengths[:, None]
    stops = np.maximum(lengths - CELL, OWN + CELL / 4)
    steps = np.arange(OWN, lengths.max(initial=OWN) + CELL, CELL / 2)
    rows, columns = ground.taken.shape
    for near in range(0, len(steps), STRIDE):  # most lines that cross something do so near their start
        some = steps[near : near + STRIDE]
        points = start + ways[clear][:, None, :] * some[None, :, None]
        row = ((points[..., 1] - ground.box.top) / CELL).astype(np.int64).clip(0, rows - 1)
        column = ((points[..., 0] - ground.box.left) / CELL).astype(np.int64).clip(0, columns - 1)
        crossed = ground.taken[row, column] & (some[None, :] < stops[clear][:, None])
        clear = clear[~crossed.any(axis=1)]
    return clear


def along(ground: Ground, leader: tuple[Point, Point]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the cells of a leader line."""
    start, end = np.array(leader)
    count = int(np.hypot(*(end - start)) / CELL * 2) + 2
    points = start + np.linspace(0, 1, count)[:, None] * (end - start)
    rows, columns = ground.taken.shape
    row = ((points[:, 1] - ground.box.top) / CELL).astype(np.int64).clip(0, rows - 1)
    return row, ((points[:, 0] - ground.box.left) / CELL).astype(np.int64).clip(0, columns - 1)
