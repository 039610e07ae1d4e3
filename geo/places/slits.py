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
    gaps = _find_gaps(shapes, shapely.STRtree(shapes))
    left, filled = _cut(gaps[are_slivers(gaps, width)], shapely.STRtree(shapes)), shapes.copy()
    while len(left):
        piece, unit = _find_keepers(left, filled)
        if not len(piece):
            break
        by_unit = np.argsort(unit, kind="stable")
        keepers, starts = np.unique(unit[by_unit], return_index=True)
        for keeper, own in zip(keepers, np.split(piece[by_unit], starts[1:]), strict=False):
            filled[keeper] = shapely.coverage_union_all([filled[keeper], *left[own]])
        left = np.delete(left, piece)
    return filled


def _cut(gaps: Shapes, tree: shapely.STRtree) -> Shapes:
    """Return gaps, those between more than two units cut into pieces between the same ones.

    Where each unit was drawn for itself the gaps are one net, and a unit that got all of it would reach
    through the whole city.
    """
    gap, _ = tree.query(gaps, predicate="intersects")
    nets = np.bincount(gap, minlength=len(gaps)) > 2  # noqa: PLR2004  a line has two sides
    triangles = shapely.get_parts(shapely.constrained_delaunay_triangles(gaps[nets]))
    beside: list[list[int]] = [[] for _ in triangles]
    for triangle, unit in sorted(tree.query(triangles, predicate="intersects").T.tolist()):
        beside[triangle].append(unit)
    alike: dict[tuple[int, ...], list[shapely.Geometry]] = {}
    for triangle, units in zip(triangles, beside, strict=True):
        alike.setdefault(tuple(units), []).append(triangle)
    pieces = [shapely.get_parts(shapely.coverage_union_all(same)) for same in alike.values()]
    return np.concatenate([gaps[~nets], *pieces])


def _find_keepers(pieces: Shapes, shapes: Shapes) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the pieces (by position) that have border with a shape, and the one they have most with."""
    piece, unit = shapely.STRtree(shapes).query(pieces, predicate="intersects")
    edges, borders = shapely.boundary(pieces), shapely.boundary(shapes)
    common = shapely.length(shapely.intersection(edges[piece], borders[unit]))
    order = np.lexsort((common, piece))
    longest = order[np.diff(piece[order], append=-1) != 0]
    longest = longest[common[longest] > 0]
    return piece[longest], unit[longest]


def _find_gaps(shapes: Shapes, tree: shapely.STRtree) -> Shapes:
    """Return the ground that shapes enclose and none of them covers."""
    rings = shapely.get_rings(shapely.get_parts(shapely.coverage_union_all(shapes)))
    faces = shapely.get_parts(shapely.polygonize(list(rings)))
    covered, _ = tree.query(shapely.point_on_surface(faces), predicate="intersects")
    return np.delete(faces, np.unique(covered))
