"""Shapes of the ground and of the page → paths."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.drawing.scene import PAPER, Area, Path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.drawing.scene import Box, Fill, Stroke

UNIT: Final = 0.5
"""Metres in one unit of a path on the ground: on paper nobody sees less."""


def trace(
    shapes: Sequence[shapely.Geometry] | NDArray[np.object_], corner: tuple[float, float]
) -> list[Path]:
    """Return the outlines of shapes on the ground, in units from a north-west corner.

    Outer rings and holes run in opposite directions; the shapes are areas, or lines.
    """
    known = np.asarray(shapes, dtype=object)
    closed = not any("LineString" in shape.geom_type for shape in known)
    areas = shapely.orient_polygons(known) if closed else known
    parts, owners = shapely.get_parts(areas, return_index=True)
    if closed:
        parts, within = shapely.get_rings(parts, return_index=True)
        owners = owners[within]
    points, lines = shapely.get_coordinates(parts, return_index=True)
    whole = np.rint((points - corner) * (1 / UNIT, -1 / UNIT)).astype(np.int64)
    cuts = np.split(whole, np.flatnonzero(np.diff(lines)) + 1) if len(whole) else []
    drawn: list[list[NDArray[np.int64]]] = [[] for _ in known]
    for owner, line_ in zip(owners, cuts, strict=True):
        drawn[owner].append(line_[:-1] if closed else line_)
    return [Path(tuple(lines_), closed=closed) for lines_ in drawn]


def coarsen(path: Path, step: int) -> Path:
    """Return a path in units that are some times as large, without points that fall together."""
    lines = []
    for line_ in path.lines:
        whole = np.rint(line_ / step).astype(np.int64)
        moved = np.any(whole != np.roll(whole, 1, axis=0), axis=1)
        lines.append(whole[moved] if moved.any() else whole[:1])
    return Path(tuple(lines), closed=path.closed)


def paper_path(*lines: Sequence[tuple[float, float]] | NDArray[np.float64], closed: bool = True) -> Path:
    """Return outlines given in millimetres of the page; draw them with the placement ``PAPER``."""
    return Path(
        tuple(np.rint(np.asarray(line) / PAPER.scale).astype(np.int64) for line in lines), closed=closed
    )


def rectangle(box: Box, fill: Fill | None = None, stroke: Stroke | None = None, title: str = "") -> Area:
    """Return a box as an area."""
    return Area(_trace_box(box), fill=fill, stroke=stroke, title=title)


@lru_cache(maxsize=256)  # samples of a legend are all of one size
def _trace_box(box: Box) -> Path:
    corners = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]
    return paper_path(corners)


def line(points: Sequence[tuple[float, float]], stroke: Stroke) -> Area:
    """Return a line through points of the page."""
    return Area(paper_path(points, closed=False), stroke=stroke)
