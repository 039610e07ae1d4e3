"""Names beside their units, each with a leader line that crosses no other name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geo.ground import CELL, TENTH, box_at, cells_of, sums
from geo.wishes import Placed, size_box

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from geo.ground import Ground
    from geo.scene import Box
    from geo.wishes import Point, Wish

NEAR: Final = 3.0
"""Least length of a leader line, in millimetres."""

OWN: Final = 2.3
"""Where a leader line begins to count, in millimetres: its start may lie on the mark of its unit."""

TRIES: Final = 150
"""Places tried for a name with a leader line, best first."""


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
    rows, columns = cells_of(*size_box(lines, size, wish.face))
    if ground.taken.shape[0] < rows or ground.taken.shape[1] < columns:
        return None
    free = sums(add_taken(), rows, columns) == 0
    top = np.arange(free.shape[0]) * CELL + ground.box.top
    left = np.arange(free.shape[1]) * CELL + ground.box.left
    rise = np.maximum(0, np.maximum(top - wish.at[1], wish.at[1] - top - rows * CELL))[:, None]
    run = np.maximum(0, np.maximum(left - wish.at[0], wish.at[0] - left - columns * CELL))[None, :]
    distance = np.hypot(rise, run)
    cost = distance + 10 * sums(ground.burden, rows, columns) / (rows * columns * TENTH)
    cost[~free | (distance < NEAR)] = np.inf
    best = np.argpartition(cost, min(TRIES, cost.size - 1), axis=None)[:TRIES]
    best = best[np.isfinite(cost.flat[best])]
    best = best[np.argsort(cost.flat[best], kind="stable")]
    corners = np.column_stack(np.divmod(best, cost.shape[1]))
    boxes = [box_at(ground, int(row), int(column), (rows, columns)) for row, column in corners]
    clear = _are_clear(ground, wish.at, [_nearest(box, wish.at) for box in boxes])
    if not clear.any():
        return None
    box = boxes[int(np.argmax(clear))]
    return Placed(wish, "leader", lines, size, box, (wish.at, _nearest(box, wish.at)))


def _are_clear(ground: Ground, start: Point, ends: Sequence[Point]) -> NDArray[np.bool_]:
    """Return which lines from a point cross nothing that is taken, but for the mark of their own unit."""
    if not ends:
        return np.zeros(0, np.bool_)
    ways = np.array(ends) - start
    lengths = np.hypot(ways[:, 0], ways[:, 1])
    steps = np.arange(OWN, max(float(lengths.max()), OWN) + CELL, CELL / 2)
    on_line = steps[None, :] < np.maximum(lengths - CELL, OWN + CELL / 4)[:, None]
    points = start + (ways / lengths[:, None])[:, None, :] * steps[None, :, None]
    rows, columns = ground.taken.shape
    row = ((points[..., 1] - ground.box.top) / CELL).astype(np.int64).clip(0, rows - 1)
    column = ((points[..., 0] - ground.box.left) / CELL).astype(np.int64).clip(0, columns - 1)
    crossed: NDArray[np.bool_] = (ground.taken[row, column] & on_line).any(axis=1)
    return ~crossed


def _nearest(box: Box, point: Point) -> Point:
    """Return the point of a box nearest to a point."""
    return min(max(point[0], box.left), box.right), min(max(point[1], box.top), box.bottom)


def along(ground: Ground, leader: tuple[Point, Point]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the cells of a leader line."""
    start, end = np.array(leader)
    count = int(np.hypot(*(end - start)) / CELL * 2) + 2
    points = start + np.linspace(0, 1, count)[:, None] * (end - start)
    rows, columns = ground.taken.shape
    row = ((points[:, 1] - ground.box.top) / CELL).astype(np.int64).clip(0, rows - 1)
    return row, ((points[:, 0] - ground.box.left) / CELL).astype(np.int64).clip(0, columns - 1)
