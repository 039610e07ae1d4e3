"""Narrow gaps between shapes that otherwise fit → part of the neighbour that they have most border with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.places.overlaps import are_slivers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Shapes = NDArray[np.object_]


def fill_slits(shapes: Shapes, width: float) -> Shapes:
    """Return a coverage whose gaps nowhere wider than some metres are closed.

    `shapely.coverage_clean` does so too, at a cost that grows with the square of their number: minutes for
    thousands of units, each drawn for itself.

    Parameters
    ----------
    shapes
        Polygons that share their borders vertex for vertex.
    width
        Metres.
    """
    tree = shapely.STRtree(shapes)
    gaps = _find_gaps(shapes, tree)
    gaps = gaps[are_slivers(gaps, width)]
    gap, unit = tree.query(gaps, predicate="intersects")
    common = shapely.length(shapely.intersection(shapely.boundary(gaps)[gap], shapely.boundary(shapes)[unit]))
    order = np.lexsort((common, gap))
    longest = order[np.diff(gap[order], append=-1) != 0]
    gap, unit = gap[longest], unit[longest]
    filled = shapes.copy()
    by_unit = np.argsort(unit, kind="stable")
    keepers, starts = np.unique(unit[by_unit], return_index=True)
    for keeper, own in zip(keepers, np.split(gap[by_unit], starts[1:]), strict=False):
        filled[keeper] = shapely.coverage_union_all([shapes[keeper], *gaps[own]])
    return filled


def _find_gaps(shapes: Shapes, tree: shapely.STRtree) -> Shapes:
    """Return the ground that shapes enclose and none of them covers."""
    rings = shapely.get_rings(shapely.get_parts(shapely.coverage_union_all(shapes)))
    faces = shapely.get_parts(shapely.polygonize(list(rings)))
    covered, _ = tree.query(shapely.point_on_surface(faces), predicate="intersects")
    return np.delete(faces, np.unique(covered))
