"""Approximate borders where no real ones are known: wards from boxes, hamlets from wards and a list.

What comes out is a valid coverage of compact, plausible units: shared borders agree vertex for vertex, with
no gap and no overlap. It shows where a unit lies, roughly; it is nobody's border, and each row says so (``synthetic``).

The way: scattered points, each given to a unit; the Voronoi cells of a unit's points are its land.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import shapely
from scipy.ndimage import binary_fill_holes, distance_transform_edt

from geo.coverage import (
    cut_cells,
    cut_faces,
    dissolve_shapes,
    join_loose_parts,
    keep_largest,
    round_off,
    smooth_borders,
)
from geo.errors import BoundaryError, Problem
from geo.partition import scatter_points, split_points, tidy_owners, warp_points

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

SEA: Final = -1
"""Owner of the points that belong to no unit."""

SPACING: Final = 80.0
"""Metres between scattered points at most: the scale of the wiggles of a border."""

INLET: Final = 10
"""Grid steps: an inlet narrower than twice this, between two wards, is land of one of them."""

ROUNDS: Final = 3
"""How often borders are smoothed: enough to lose the corners of the cells."""

TOLERANCE: Final = 10.0
"""Metres within which borders are simplified."""


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
    shore = ~inside & (distance_transform_edt(~land) <= 4)
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


@dataclass(frozen=True, eq=False)
class _Plan:
    """How one ward is split: scattered points, the hamlet of each, and the lines between hamlets."""

    points: Floats
    codes: NDArray[np.object_]
    lines: shapely.Geometry


def draw_hamlets(wards: gpd.GeoDataFrame, hamlets: pd.DataFrame, *, seed: int = 0) -> gpd.GeoDataFrame:
    """Draw approximate hamlet borders inside ward borders; the ward borders stay as they are.

    Parameters
    ----------
    wards
        Projected, in metres, indexed by code, each with a border.
    hamlets
        Indexed by code: ward_code, and weight if hamlets differ in size (relative area); other columns are
        kept. The hamlets of a ward are laid out in their order, so that neighbours in the list adjoin.
    seed
        Another seed is another drawing.

    Returns
    -------
    geopandas.GeoDataFrame
        The rows of ``hamlets`` with borders that are a valid coverage, and ``synthetic``. The hamlets of a
        ward union to the ward, to a hundredth of a metre; where a border between two of them ends, the border of
        the ward (and of the ward beside it) has a vertex more.

    Raises
    ------
    BoundaryError
        Wards overlap, a hamlet names a ward that is not there, or a ward has no hamlet.
    """
    _require_wards(wards, hamlets)
    groups = hamlets.groupby("ward_code")
    plans = [_plan_ward(border, groups.get_group(code), seed) for code, border in wards.geometry.items()]
    faces = cut_faces([*wards.boundary, *(plan.lines for plan in plans)])
    whose = _name_faces(faces, wards, plans)
    known = whose != ""
    pieces = dissolve_shapes(faces[known], whose[known], wards.crs)
    drawn = hamlets.drop(columns="weight", errors="ignore").assign(synthetic=True).join(pieces)
    drawn = join_loose_parts(gpd.GeoDataFrame(drawn, geometry="geometry", crs=wards.crs), "ward_code")
    outlines = shapely.get_coordinates(drawn.dissolve("ward_code", method="coverage").geometry)
    return _simplify_inside(smooth_borders(drawn, rounds=ROUNDS, fixed=outlines))


def _require_wards(wards: gpd.GeoDataFrame, hamlets: pd.DataFrame) -> None:
    """Raise all that keeps the wards from being filled with hamlets."""
    named, there = set(hamlets["ward_code"]), set(wards.index)
    problems = [
        _problem(code, "không có thôn, tổ dân phố nào", "has no hamlet") for code in sorted(there - named)
    ]
    problems += [_problem(code, "không có ranh giới", "has no border") for code in sorted(named - there)]
    shapes = wards.geometry.to_numpy()
    for one, other in wards.sindex.query(shapes, predicate="intersects").T:
        if one < other and shapely.area(shapely.intersection(shapes[one], shapes[other])) > 1:
            neighbour = wards.index[other]
            problems.append(_problem(wards.index[one], f"chồng lên {neighbour}", f"overlaps {neighbour}"))
    if problems:
        raise BoundaryError(problems)


def _problem(code: str, what_vi: str, what_en: str) -> Problem:
    return Problem(
        file="wards",
        column="code",
        value=code,
        what_vi=what_vi,
        what_en=what_en,
        remedy_vi="sửa ranh giới hoặc danh sách thôn, tổ dân phố",
        remedy_en="correct the borders or the list of hamlets",
    )


def _plan_ward(border: shapely.Geometry, hamlets: pd.DataFrame, seed: int) -> _Plan:
    rng = np.random.default_rng([seed, 2, *str(hamlets.index[0]).encode()])
    size = float(np.sqrt(border.area / len(hamlets)))
    points, _ = scatter_points(shapely.envelope(border), min(size / 11, SPACING), rng)
    points = points[shapely.contains_xy(border, points)]
    weight = hamlets["weight"].to_numpy(dtype=float) if "weight" in hamlets else np.ones(len(hamlets))
    owner = tidy_owners(points, split_points(warp_points(points, 0.8 * size, 0.065 * size, rng), weight, rng))
    cells = dissolve_shapes(cut_cells(points), owner, None)
    lines = shapely.intersection(shapely.union_all(cells.boundary.to_numpy()), border)
    return _Plan(points, hamlets.index.to_numpy(dtype=object)[owner], lines)


def _name_faces(
    faces: NDArray[np.object_], wards: gpd.GeoDataFrame, plans: list[_Plan]
) -> NDArray[np.object_]:
    """Return the hamlet of each face, or "" for the holes between wards."""
    inner = shapely.point_on_surface(faces)
    face, ward = wards.sindex.query(inner, predicate="intersects")
    whose = np.full(len(faces), "", dtype=object)
    for place, plan in enumerate(plans):
        here = face[ward == place]
        whose[here] = plan.codes[shapely.STRtree(shapely.points(plan.points)).nearest(inner[here])]
    return whose


def _simplify_inside(hamlets: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return hamlets with simpler borders between them; the border of each ward keeps every vertex."""
    shapes = hamlets.geometry.copy()
    for _, group in hamlets.groupby("ward_code"):
        shapes[group.index] = shapely.coverage_simplify(
            group.geometry.to_numpy(), TOLERANCE, simplify_boundary=False
        )
    return round_off(hamlets.set_geometry(shapes))
