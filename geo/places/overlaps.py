"""Where shapes of one layer lie on each other, and whether that is a sliver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.places.tangles import make_sound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Shapes = NDArray[np.object_]

LEAST_M2: Final = 0.01

MOST: Final = 500
"""Real overlaps after which a layer is known to be no layer of units beside each other."""

MOST_GROUND: Final = 0.5
AT_ONCE: Final = 256
PAIRS: Final = 4096


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
    """Return the pairs of valid polygons that share ground; after ``MOST`` real ones no more are looked for.

    Parameters
    ----------
    shapes
        Polygons, metres.
    tolerance
        Width in metres below which an overlap is a sliver.
    """
    found: list[Overlap] = []
    for pairs in _list_pairs(shapes):
        found += _share(shapes, pairs, tolerance)
        if sum(not overlap.sliver for overlap in found) > MOST:
            break
    return found


def _list_pairs(shapes: Shapes) -> Iterator[NDArray[np.intp]]:
    """Yield pairs of positions of polygons that touch, some at a time: they may be nearly all there are."""
    tree = shapely.STRtree(shapes)
    for start in range(0, len(shapes), AT_ONCE):
        first, second = tree.query(shapes[start : start + AT_ONCE], predicate="intersects")
        once = first + start < second
        pairs = np.column_stack([first[once] + start, second[once]])
        yield from (pairs[place : place + PAIRS] for place in range(0, len(pairs), PAIRS))


def _share(shapes: Shapes, pairs: NDArray[np.intp], tolerance: float) -> list[Overlap]:
    shared = shapely.intersection(shapes[pairs[:, 0]], shapes[pairs[:, 1]])
    areas = shapely.area(shared)
    real = areas > LEAST_M2
    slivers = are_slivers(shared[real], tolerance)
    return [
        Overlap(int(pair[0]), int(pair[1]), float(area), bool(sliver))
        for pair, area, sliver in zip(pairs[real], areas[real], slivers, strict=True)
    ]


def are_slivers(shapes: Shapes, width: float) -> NDArray[np.bool_]:
    """Return which of some areas are nowhere wider than some metres."""
    parts, owners = shapely.get_parts(shapes, return_index=True)
    # What lies within half the width of a border is at most that band: with more ground a part is wider.
    wide = shapely.area(parts) > shapely.length(parts) * width / 2
    wide[~wide] = ~shapely.is_empty(shapely.buffer(parts[~wide], -width / 2, join_style="mitre"))
    slivers = np.ones(len(shapes), dtype=bool)
    slivers[owners[wide]] = False
    return slivers


def is_sliver(shape: shapely.Geometry, width: float) -> bool:
    """Return whether an area is nowhere wider than some metres."""
    return bool(are_slivers(np.array([shape], dtype=object), width)[0])


def share_ground(shape: shapely.Geometry | None, ground: shapely.Geometry) -> bool:
    """Return whether most of a shape lies on some ground, or covers most of it: units are merged and split.

    Of no shape nobody can tell.
    """
    if shape is None or not shape.area:
        return True
    sound = make_sound(shape)
    return bool(sound.intersection(ground).area > MOST_GROUND * min(sound.area, ground.area))
