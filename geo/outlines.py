"""Shapes of the ground and of the page → paths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.scene import PAPER, Area, Path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.scene import Box, Fill, Stroke

UNIT: Final = 0.1
"""Metres in one unit of a path on the ground: borders keep a tenth of a metre."""


def trace(shape: shapely.Geometry, corner: tuple[float, float]) -> Path:
    """Return the outlines of a shape on the ground, in tenths of a metre from a north-west corner.

    Outer rings and holes run in opposite directions.
    """
    closed = not shape.geom_type.endswith("LineString")
    parts = shapely.get_parts(shapely.boundary(shapely.orient_polygons(shape)) if closed else shape)
    lines = []
    for part in parts:
        points = shapely.get_coordinates(part)
        whole = np.rint((points - corner) * (1 / UNIT, -1 / UNIT)).astype(np.int64)
        lines.append(whole[:-1] if closed else whole)
    return Path(tuple(lines), closed=closed)


def paper_path(*lines: Sequence[tuple[float, float]] | NDArray[np.float64], closed: bool = True) -> Path:
    """Return outlines given in millimetres of the page; draw them with the placement ``PAPER``."""
    return Path(
        tuple(np.rint(np.asarray(line) / PAPER.scale).astype(np.int64) for line in lines), closed=closed
    )


def rectangle(box: Box, fill: Fill | None = None, stroke: Stroke | None = None, title: str = "") -> Area:
    """Return a box as an area."""
    corners = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]
    return Area(paper_path(corners), fill=fill, stroke=stroke, title=title)


def line(points: Sequence[tuple[float, float]], stroke: Stroke) -> Area:
    """Return a line through points of the page."""
    return Area(paper_path(points, closed=False), stroke=stroke)
