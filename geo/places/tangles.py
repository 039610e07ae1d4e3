"""Borders that cross themselves more often than by a slip of the hand: no method mends them in good time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST: Final = 100
"""Crossings of borders of one unit that are looked at; more of them have no single right answer."""

FIRST: Final = 16
"""Edges that are looked at first; more and more at once as long as few of them cross."""

LARGEST: Final = 4096


def is_tangled(shape: shapely.Geometry) -> bool:
    """Return whether the edges of an area cross each other more than ``MOST`` times.

    The work is bounded however tangled the area is: it ends at the first crossings too many.
    """
    edges = _list_edges(shape)
    tree = shapely.STRtree(edges)
    start, step, found = 0, FIRST, 0
    while start < len(edges):
        found += tree.query(edges[start : start + step], predicate="crosses").shape[1]
        if found > 2 * MOST:  # each crossing is found from both of its edges
            return True
        start, step = start + step, min(2 * step, LARGEST)
    return False


def make_sound(shape: shapely.Geometry) -> shapely.Geometry:
    """Return the ground of an area before it is mended; a tangle, whose ground nobody can tell, has none."""
    if shapely.is_valid(shape):
        return shape
    return shapely.Polygon() if is_tangled(shape) else shapely.make_valid(shape)


def _list_edges(shape: shapely.Geometry) -> NDArray[np.object_]:
    """Return the edges of all rings of an area."""
    points, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(shape)), return_index=True)
    same = ring[1:] == ring[:-1]
    ends = np.stack([points[:-1][same], points[1:][same]], axis=1)
    edges: NDArray[np.object_] = shapely.linestrings(ends)
    return edges
