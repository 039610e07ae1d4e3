"""The map as cells: what is there, what is free, how much of a box lies where."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image, ImageDraw

from geo.drawing.scene import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

Point = tuple[float, float]

CELL: Final = 0.5
"""Side of a cell, in millimetres."""

TENTH: Final = 10
"""Burdens are counted in tenths: whole numbers add up faster, and exactly."""

SMALL: Final = 256
"""Up to so many shapes, and none, a cell that says which it belongs to is one byte."""


@dataclass(frozen=True, eq=False)
class Ground:
    """The map as cells.

    Parameters
    ----------
    box
        The map on the page.
    owner
        Planes of cells, each with the position of the shape whose name may stand in a cell: see `stamp`.
    burden
        Summed-area table of what covering a cell costs, in tenths: 0 for empty paper, more for what should
        be seen.
    taken
        Cells with a name, a symbol or a leader line.
    """

    box: Box
    owner: tuple[NDArray[np.integer], ...]
    burden: NDArray[np.int32]
    taken: NDArray[np.bool_]

    def at(self, x: float, y: float) -> tuple[int, int]:
        """Return row and column of a point of the page, inside the map."""
        rows, columns = self.taken.shape
        row, column = int((y - self.box.top) / CELL), int((x - self.box.left) / CELL)
        return min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)


def split_ground(box: Box) -> Ground:
    """Return the empty ground of a map."""
    shape = (int(box.height / CELL), int(box.width / CELL))
    burden = np.zeros((shape[0] + 1, shape[1] + 1), np.int32)
    return Ground(box, (), burden, np.zeros(shape, np.bool_))


def to_cells(ground: Ground, points: NDArray[np.float64]) -> Sequence[float]:
    """Return the cells of points in millimetres of the page: column and row of each, as a pen takes them."""
    cells = (points - (ground.box.left, ground.box.top)) / CELL - 0.5
    # The pen takes floats of four bytes, and cuts off what is behind the point: no cell may become the next.
    return np.trunc(cells).astype(np.float32).data


def stamp(ground: Ground, outlines: Sequence[Sequence[Sequence[float]]]) -> NDArray[np.integer]:
    """Return which outline covers each cell: the position of the last one; beyond all positions is none.

    Parameters
    ----------
    outlines
        For each shape its rings in cells. Holes are covered too.
    """
    none = len(outlines)
    small = none < SMALL  # cells of one byte: memory takes longer to get than to fill
    covered = np.full(ground.taken.shape, none, np.uint8 if small else np.int32)
    draw = _draw_into(covered, "L" if small else "RGBA")
    for position, rings in enumerate(outlines):
        for ring in rings:
            draw.polygon(ring, fill=position)
    return covered


def weigh(covered: NDArray[np.integer], weights: Sequence[int]) -> NDArray[np.uint8]:
    """Return the weight of the shape of each cell, at most 255, from `stamp`; that of none is 0."""
    if covered.itemsize > 1:
        return np.array([*weights, 0], np.uint8).take(covered)
    # `take` would make eight bytes of each cell first.
    table = bytes(weights).ljust(SMALL, b"\0")
    return np.frombuffer(covered.tobytes().translate(table), np.uint8).reshape(covered.shape)


def trace_cells(ground: Ground, lines: Iterable[Sequence[float]]) -> NDArray[np.bool_]:
    """Return which cells lines pass through; their points are in cells."""
    passed = np.zeros(ground.taken.shape, np.bool_)
    draw = _draw_into(passed, "L")
    for line in lines:
        draw.line(line, fill=1)
    return passed


def _draw_into(cells: NDArray[np.integer] | NDArray[np.bool_], mode: str) -> ImageDraw.ImageDraw:
    """Return a pen that writes whole numbers into an array itself: a pixel of the mode is a cell."""
    rows, columns = cells.shape
    image = Image.frombuffer(mode, (columns, rows), cells, "raw", mode, 0, 1)
    image.readonly = 0  # else the pen would write into a copy
    return ImageDraw.Draw(image)


def take(ground: Ground, box: Box) -> None:
    """Mark the cells of a box as taken."""
    row, column = ground.at(box.left + CELL / 2, box.top + CELL / 2)
    below, beside = ground.at(box.right - CELL / 2, box.bottom - CELL / 2)
    ground.taken[row : below + 1, column : beside + 1] = True


def add_up(cells: NDArray[np.integer] | NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return the summed-area table of cells: the sum of all cells above and left of each corner."""
    table = np.zeros((cells.shape[0] + 1, cells.shape[1] + 1), np.int32)
    inner = table[1:, 1:]
    np.add.accumulate(cells, axis=1, dtype=np.int32, out=inner)
    np.add.accumulate(inner, axis=0, out=inner)
    return table


def sums(table: NDArray[np.int32], rows: int, columns: int) -> NDArray[np.int32]:
    """Return the sum over every box of some rows and columns, by its upper left cell, from `add_up`."""
    bands = table[rows:] - table[:-rows]
    return bands[:, columns:] - bands[:, :-columns]


def cells_of(width: float, height: float) -> tuple[int, int]:
    """Return how many rows and columns of cells a box takes."""
    return ceil(height / CELL - 1e-6), ceil(width / CELL - 1e-6)


def box_at(ground: Ground, row: int, column: int, size: tuple[int, int]) -> Box:
    """Return the box of some rows and columns whose upper left cell is given."""
    return Box(ground.box.left + column * CELL, ground.box.top + row * CELL, size[1] * CELL, size[0] * CELL)


def place_signs(points: Sequence[Point], side: float, ground: Ground) -> tuple[Point, ...]:
    """Return where symbols of a side in millimetres stand: at their points, or at the nearest free place.

    ``ground.taken`` then holds them too.
    """
    count = int(np.ceil(side / CELL))
    places = []
    for point in points:
        place = _nearest_free(point, count, ground)
        take(ground, Box(place[0] - side / 2, place[1] - side / 2, side, side))
        places.append(place)
    return tuple(places)


def _nearest_free(point: Point, count: int, ground: Ground, reach: int = 8) -> Point:
    """Return the centre of the nearest free square of some cells; the point itself where there is none."""
    row, column = ground.at(*point)
    above, left = max(row - reach, 0), max(column - reach, 0)
    taken = ground.taken[above : row + reach, left : column + reach]
    if min(taken.shape) < count:
        return point
    free = sums(add_up(taken), count, count) == 0
    if not free.any():
        return point if reach > max(ground.taken.shape) else _nearest_free(point, count, ground, reach * 3)
    top = ground.box.top + (above + np.arange(free.shape[0]) + count / 2) * CELL
    side = ground.box.left + (left + np.arange(free.shape[1]) + count / 2) * CELL
    cost = np.hypot(top[:, None] - point[1], side[None, :] - point[0])
    best = np.unravel_index(np.argmin(np.where(free, cost, np.inf)), cost.shape)
    return float(side[best[1]]), float(top[best[0]])
