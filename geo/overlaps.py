"""Where shapes of one layer lie on each other, and whether that is a sliver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Shapes = NDArray[np.object_]

LEAST_M2: Final = 0.01


@dataclass(frozen=True)
class Overlap:
    """Two shapes (by position) that share ground.

    Parameters
    ----------
    first, second
        Positions.
    area
        Square metres that they share.
    sliver
        Whether all of it is narrower than the tolerance.
    """

    first: int
    second: int
    area: float
    sliver: bool


def find_overlaps(shapes: Shapes, tolerance: float) -> list[Overlap]:
    """Return the pairs of valid polygons that share ground.

    Parameters
    ----------
    shapes
        Polygons, metres.
    tolerance
        Width in metres below which an overlap is a sliver.
    """
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    once = first < second
    pairs = np.column_stack([first[once], second[once]])
    shared = shapely.intersection(shapes[pairs[:, 0]], shapes[pairs[:, 1]])
    areas = shapely.area(shared)
    return [
        Overlap(int(pair[0]), int(pair[1]), float(area), is_sliver(common, tolerance))
        for pair, common, area in zip(pairs, shared, areas, strict=True)
        if area > LEAST_M2
    ]


def is_sliver(shape: shapely.Geometry, width: float) -> bool:
    """Return whether a shape is nowhere wider than some metres."""
    return bool(shapely.is_empty(shapely.buffer(shape, -width / 2, join_style="mitre")))
