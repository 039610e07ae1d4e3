"""Approximate hamlet borders where no real ones are known: from ward borders and a list of hamlets.

Ward borders may be real ones or themselves approximate (`geo.synthetic.approximate_wards`). What comes out is
a valid coverage of compact, plausible units: shared borders agree vertex for vertex, with no gap and no
overlap. It shows where a unit lies, roughly; it is nobody's border, and each row says so (``synthetic``).

The way: scattered points, each given to a hamlet; the Voronoi cells of a hamlet's points are its land.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import shapely

from geo.errors import BoundaryError, Problem
from geo.synthetic.coverage import (
    cut_cells,
    cut_faces,
    dissolve_shapes,
    join_loose_parts,
    round_off,
    smooth_borders,
)
from geo.synthetic.partition import (
    ROUNDS,
    SPACING,
    TOLERANCE,
    scatter_points,
    split_points,
    tidy_owners,
    warp_points,
)

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEAST: Final = 0.1
"""No hamlet is drawn smaller than this share of an average one."""


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
        Indexed by code: ward_code, and weight if hamlets differ in size (relative area, above 0); other
        columns are kept. The hamlets of a ward are laid out in their order: neighbours in the list adjoin.
    seed
        Another seed is another drawing.

    Returns
    -------
    geopandas.GeoDataFrame
        The rows of ``hamlets`` with borders that are a valid coverage, and ``synthetic``. The hamlets of a
        ward union to the ward, to a hundredth of a metre; where a border between two of them ends, the border
        of the ward (and of the ward beside it) has a vertex more.

    Raises
    ------
    BoundaryError
        Wards overlap or are not in metres, a hamlet names a ward that is not there or has no positive
        weight, or a ward has no hamlet; all problems at once.
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
    if wards.crs is None or not wards.crs.is_projected:
        problems.append(
            _problem(str(wards.crs), "không phải hệ tọa độ mét", "is no coordinate system in metres")
        )
    if "weight" in hamlets:
        bad = hamlets.index[~(hamlets["weight"] > 0)]
        problems += [_problem(code, "có trọng số không dương", "has no positive weight") for code in bad]
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
    weight = np.maximum(weight, LEAST * weight.mean())
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
