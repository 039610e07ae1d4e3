"""Approximate ward borders where only the box of each ward is known (see `geo.approximate`).

Scattered points, each given to the ward with the nearest box; the Voronoi cells of its points are its land.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from scipy.ndimage import binary_fill_holes, distance_transform_edt

from geo.synthetic.coverage import (
    cut_cells,
    cut_faces,
    dissolve_shapes,
    keep_largest,
    round_off,
    smooth_borders,
)
from geo.synthetic.partition import ROUNDS, SPACING, TOLERANCE, scatter_points, tidy_owners, warp_points

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

SEA: Final = -1
"""Owner of the points that belong to no ward."""

INLET: Final = 10
"""Grid steps: an inlet narrower than twice this, between two wards, is land of one of them."""

BEYOND: Final = 4
"""Grid steps by which the land is drawn beyond the border of the place, which then cuts it."""


def draw_wards(
    boxes: gpd.GeoDataFrame, place: shapely.Geometry, *, area: float, seed: int = 0
) -> gpd.GeoDataFrame:
    """Draw approximate ward borders from the boxes of the wards.

    Parameters
    ----------
    boxes
        Projected, in metres, indexed by code: geometry (a rectangle) and area (square metres, NaN where
        unknown); other columns are kept.
    place
        A polygon that the wards do not leave: a coast, the border of the province.
    area
        Square metres of all wards together.
    seed
        Another seed is another drawing.

    Returns
    -------
    geopandas.GeoDataFrame
        The rows of ``boxes`` with borders that are a valid coverage, and ``synthetic``.
    """
    rng = np.random.default_rng([seed, 1])
    frame = shapely.box(*boxes.buffer(INLET * SPACING).total_bounds)
    points, shape = scatter_points(frame, SPACING, rng)
    distance = _measure_boxes(warp_points(points, 18 * SPACING, 1.6 * SPACING, rng), boxes)
    inside = shapely.contains_xy(place, points).reshape(shape)
    land = _find_land(distance.min(axis=1).reshape(shape), inside, area / SPACING**2)
    shore = ~inside & (distance_transform_edt(~land) <= BEYOND)
    owner = _share_out(distance, land.ravel(), boxes["area"].to_numpy(dtype=float) / SPACING**2)
    owner = tidy_owners(points, np.where((land | shore).ravel(), owner, SEA))
    drawn = _cut_wards(points, owner, place, boxes.crs)
    drawn = (
        boxes.drop(columns="area")
        .iloc[drawn.index]
        .assign(synthetic=True)
        .set_geometry(drawn.geometry.to_numpy())
    )
    smooth = smooth_borders(drawn, rounds=ROUNDS).geometry.to_numpy()
    return round_off(drawn.set_geometry(shapely.coverage_simplify(smooth, TOLERANCE)))


def _measure_boxes(points: Floats, boxes: gpd.GeoDataFrame) -> Floats:
    """Return the superellipse distance of each point to each box: 0 in its middle, 1 on its sides."""
    bounds = boxes.bounds.to_numpy()
    middle, half = (bounds[:, :2] + bounds[:, 2:]) / 2, (bounds[:, 2:] - bounds[:, :2]) / 2
    scaled = np.abs(points[:, None, :] - middle) / half
    return np.asarray(np.round((scaled**3).sum(axis=2) ** (1 / 3), 9))


def _find_land(distance: Floats, inside: NDArray[np.bool_], cells: float) -> NDArray[np.bool_]:
    """Return which points of a grid are land: the nearest to the boxes, inlets closed, as many as wanted."""
    low, high = 0.0, float(distance.max())
    land = inside
    for _ in range(30):
        limit = (low + high) / 2
        near = (distance <= limit) | ~inside
        wide = distance_transform_edt(~near) <= INLET
        closed = near | (distance_transform_edt(wide) > INLET)
        land = binary_fill_holes(closed & inside & (distance <= 1.2 * limit))
        low, high = (limit, high) if land.sum() < cells else (low, limit)
    return np.asarray(land)


def _share_out(distance: Floats, land: NDArray[np.bool_], wanted: Floats) -> Ints:
    """Return the box of each point; a box with a known number of points grows or shrinks until it has it."""
    scale = np.ones(len(wanted))
    known = np.isfinite(wanted)
    owner = distance.argmin(axis=1)
    for _ in range(40):
        got = np.bincount(owner[land], minlength=len(wanted))
        scale[known] = np.round(scale[known] * (wanted[known] / np.maximum(got[known], 1)) ** 0.25, 9)
        owner = np.round(distance / scale, 9).argmin(axis=1)
    return np.asarray(owner)


def _cut_wards(points: Floats, owner: Ints, place: shapely.Geometry, crs: object) -> gpd.GeoDataFrame:
    """Return the land of each owner, cut by the border of the place, indexed by owner."""
    cells = dissolve_shapes(cut_cells(points), owner, crs)
    faces = cut_faces([*cells.boundary, shapely.boundary(place)])
    middles = shapely.point_on_surface(faces)
    whose = owner[shapely.STRtree(shapely.points(points)).nearest(middles)]
    kept = (whose != SEA) & shapely.contains(place, middles)
    return keep_largest(dissolve_shapes(faces[kept], whose[kept], crs))
