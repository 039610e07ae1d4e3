"""Approximate borders where no real ones are known: wards from their boxes, hamlets from ward borders and a list.

What comes out is a valid coverage (shared borders vertex for vertex, no gap, no overlap) of compact, plausible
units. It shows where a unit lies within its ward; it is nobody's border, and each row says so (``synthetic``).

The way: scattered points, each given to a unit; the Voronoi cells of a unit's points are its land. Coordinates are
rounded before they decide anything, so that the last bit of a sine never changes a border.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely
from scipy.ndimage import distance_transform_edt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import Delaunay

from geo.errors import BoundaryError, Problem
from geo.partition import order_along, split_points

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

GRID = 0.01
"""Metres to which coordinates are rounded."""

SEA = -1
"""Owner of the points that belong to no unit."""

INLET = 10
"""Grid steps: an inlet narrower than twice this, between two wards, is land of one of them."""


def draw_wards(
    boxes: gpd.GeoDataFrame, place: shapely.Geometry, *, area: float, spacing: float = 80.0, seed: int = 0
) -> gpd.GeoDataFrame:
    """Draw approximate ward borders from the boxes of the wards.

    Parameters
    ----------
    boxes
        Projected, in metres, indexed by code: geometry (a rectangle) and area (square metres, NaN where unknown);
        other columns are kept.
    place
        A polygon that the wards do not leave: a coast, the border of the province.
    area
        Square metres of all wards together.
    spacing
        Metres between scattered points: the scale of the wiggles of a border.
    seed
        Another seed is another drawing.

    Returns
    -------
    geopandas.GeoDataFrame
        The rows of ``boxes`` with borders that are a valid coverage, and ``synthetic``.
    """
    rng = np.random.default_rng([seed, 1])
    points, shape = scatter_points(shapely.box(*boxes.buffer(10 * spacing).total_bounds), spacing, rng)
    distance = _measure_boxes(warp_points(points, 18 * spacing, 1.6 * spacing, rng), boxes)
    inside = shapely.contains_xy(place, points)
    land = _find_land(distance.min(axis=1).reshape(shape), inside.reshape(shape), area / spacing**2)
    shore = (distance_transform_edt(~land) <= 4).ravel() & ~inside
    owner = _share_out(distance, land.ravel(), boxes["area"].to_numpy(dtype=float) / spacing**2)
    owner = tidy_owners(points, np.where(land.ravel() | shore, owner, SEA))
    cells = gpd.GeoDataFrame({"owner": owner}, geometry=list(cut_cells(points)), crs=boxes.crs)
    outlines = cells.dissolve("owner", method="coverage").boundary
    faces = cut_faces([*outlines, shapely.boundary(place)])
    middles = shapely.point_on_surface(faces)
    of_face = owner[shapely.STRtree(shapely.points(points)).nearest(middles)]
    of_face[~shapely.contains(place, middles)] = SEA
    pieces = gpd.GeoDataFrame({"owner": of_face}, geometry=list(faces), crs=boxes.crs)
    drawn = keep_largest(pieces[of_face != SEA].dissolve("owner", method="coverage"))
    drawn = (
        boxes.drop(columns="area")
        .iloc[drawn.index]
        .assign(synthetic=True)
        .set_geometry(drawn.geometry.to_numpy())
    )
    return round_off(drawn.set_geometry(shapely.coverage_simplify(drawn.geometry.to_numpy(), spacing / 8)))


def draw_hamlets(
    wards: gpd.GeoDataFrame, hamlets: pd.DataFrame, *, tolerance: float = 14.0, seed: int = 0
) -> gpd.GeoDataFrame:
    """Draw approximate hamlet borders inside ward borders; the ward borders stay as they are.

    Parameters
    ----------
    wards
        Projected, in metres, indexed by code, each with a border.
    hamlets
        Indexed by code: ward_code, and weight if hamlets differ in size (share of the ward's area); other columns
        are kept. The hamlets of a ward are laid out in their order, so that neighbours in the list adjoin.
    tolerance
        Metres within which borders between hamlets are simplified.
    seed
        Another seed is another drawing.

    Returns
    -------
    geopandas.GeoDataFrame
        The rows of ``hamlets`` with borders that are a valid coverage, and ``synthetic``. The hamlets of a ward union
        to the ward; where a border between two of them ends, the ward's border (of both wards) has a vertex more.

    Raises
    ------
    BoundaryError
        Wards overlap, a hamlet names a ward that is not there, or a ward has no hamlet.
    """
    _require_wards(wards, hamlets)
    plans = [
        _plan_ward(border, hamlets[hamlets["ward_code"] == code], seed)
        for code, border in wards.geometry.items()
    ]
    lines = [*wards.boundary, *(line for _, _, line in plans)]
    faces = cut_faces(lines)
    ward_of = _find_owner(faces, wards)
    found = np.full(len(faces), "", dtype=object)
    inner = shapely.point_on_surface(faces)
    for place, (points, codes, _) in enumerate(plans):
        here = np.flatnonzero(ward_of == place)
        nearest = shapely.STRtree(shapely.points(points)).nearest(inner[here])
        found[here] = codes[nearest]
    pieces = gpd.GeoDataFrame({"code": found}, geometry=list(faces), crs=wards.crs)
    drawn = pieces[pieces["code"] != ""].dissolve("code", method="coverage")
    drawn = hamlets.drop(columns="weight", errors="ignore").assign(synthetic=True).join(drawn, how="left")
    drawn = gpd.GeoDataFrame(drawn, geometry="geometry", crs=wards.crs)
    return _simplify_inside(_give_back(drawn), tolerance)


def scatter_points(
    box: shapely.Geometry, spacing: float, rng: np.random.Generator
) -> tuple[Floats, tuple[int, int]]:
    """Return the points of a jittered grid over a box, as an array of x and y, and the rows and columns of the grid."""
    left, bottom, right, top = shapely.bounds(box)
    x, y = np.meshgrid(np.arange(left, right + spacing, spacing), np.arange(bottom, top + spacing, spacing))
    grid = np.column_stack([x.ravel(), y.ravel()])
    return np.round(grid + rng.uniform(-0.35, 0.35, grid.shape) * spacing, 2), x.shape


def warp_points(points: Floats, wavelength: float, amplitude: float, rng: np.random.Generator) -> Floats:
    """Return points moved by a smooth random field, so that straight lines through them come out wiggly.

    Parameters
    ----------
    wavelength, amplitude
        Metres; the field is the mean of waves from half to twice the wavelength.
    """
    moved = points.copy()
    for axis, (share, strength) in itertools.product((0, 1), ((1.0, 1.0), (0.3, 0.12))):
        angle, phase = rng.uniform(0, 2 * np.pi, 12), rng.uniform(0, 2 * np.pi, 12)
        frequency = 2 * np.pi / (share * wavelength * 2 ** rng.uniform(-0.7, 0.7, 12))
        east, north = points[:, 0, None] * np.cos(angle), points[:, 1, None] * np.sin(angle)
        waves = np.sin((east + north) * frequency + phase)
        moved[:, axis] += strength * amplitude * waves.sum(axis=1) / np.sqrt(6)
    return np.round(moved, 2)


def _measure_boxes(points: Floats, boxes: gpd.GeoDataFrame) -> Floats:
    """Return the superellipse distance of each point to each box: 0 in its middle, 1 where its sides are met."""
    bounds = boxes.bounds.to_numpy()
    middle, half = (bounds[:, :2] + bounds[:, 2:]) / 2, (bounds[:, 2:] - bounds[:, :2]) / 2
    scaled = np.abs(points[:, None, :] - middle) / half
    return np.round((scaled**3).sum(axis=2) ** (1 / 3), 9)


def _find_land(distance: Floats, inside: NDArray[np.bool_], cells: float) -> NDArray[np.bool_]:
    """Return which points of a grid are land: the nearest to the boxes, inlets closed, as many as wanted."""
    low, high = 0.0, float(distance.max())
    for _ in range(30):
        limit = (low + high) / 2
        near = (distance <= limit) & inside
        wide = distance_transform_edt(~(near | ~inside)) <= INLET
        land = (near | (distance_transform_edt(wide) > INLET)) & inside & (distance <= 1.2 * limit)
        low, high = (limit, high) if land.sum() < cells else (low, limit)
    return land


def _share_out(distance: Floats, land: NDArray[np.bool_], wanted: Floats) -> Ints:
    """Return the box of each point; boxes with a known number of land points grow or shrink until they have it."""
    scale = np.ones(len(wanted))
    known = np.isfinite(wanted)
    for _ in range(40):
        owner = np.round(distance / scale, 9).argmin(axis=1)
        got = np.bincount(owner[land], minlength=len(wanted))
        scale[known] = np.round(scale[known] * (wanted[known] / np.maximum(got[known], 1)) ** 0.25, 9)
    return owner


def cut_cells(points: Floats) -> NDArray[np.object_]:
    """Return the Voronoi cell of each point."""
    return shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), ordered=True))


def cut_faces(lines: list[shapely.Geometry]) -> NDArray[np.object_]:
    """Return the faces that lines enclose, every crossing a vertex of all faces around it."""
    return shapely.get_parts(shapely.polygonize([shapely.union_all(lines, grid_size=GRID)]))


def tidy_owners(points: Floats, owner: Ints) -> Ints:
    """Return owners so that each has its land in one piece: smaller pieces go to the neighbours around them."""
    corners = Delaunay(points).simplices
    pairs = np.unique(
        np.sort(np.vstack([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]])), axis=0
    )
    tidy = owner.copy()
    for _ in range(20):
        same = pairs[tidy[pairs[:, 0]] == tidy[pairs[:, 1]]]
        links = coo_array((np.ones(len(same)), (same[:, 0], same[:, 1])), shape=(len(points),) * 2)
        count, piece = connected_components(links, directed=False)
        size = np.bincount(piece, minlength=count)
        keeper = {
            int(who): int(piece[tidy == who][size[piece[tidy == who]].argmax()]) for who in np.unique(tidy)
        }
        stray = np.array([keeper[int(who)] for who in tidy]) != piece
        if not stray.any():
            break
        tidy = _hand_over(tidy, stray, pairs)
    return tidy


def _hand_over(owner: Ints, stray: NDArray[np.bool_], pairs: Ints) -> Ints:
    """Return owners after each stray point took the commonest owner among its settled neighbours."""
    both = np.vstack([pairs, pairs[:, ::-1]])
    useful = both[stray[both[:, 0]] & ~stray[both[:, 1]]]
    votes: dict[int, dict[int, int]] = {}
    for point, neighbour in useful.tolist():
        who, count = int(owner[neighbour]), votes.setdefault(point, {})
        count[who] = count.get(who, 0) + 1
    settled = owner.copy()
    for point, count in votes.items():
        settled[point] = min(count, key=lambda who: (-count[who], who))
    return settled


def _require_wards(wards: gpd.GeoDataFrame, hamlets: pd.DataFrame) -> None:
    """Raise all that keeps the wards from being filled with hamlets."""
    named = set(hamlets["ward_code"])
    problems = [
        _problem(code, "không có thôn, tổ dân phố nào", "has no hamlet")
        for code in wards.index.difference(list(named))
    ]
    problems += [
        _problem(code, "không có ranh giới", "has no border") for code in sorted(named - set(wards.index))
    ]
    pairs = wards.sindex.query(wards.geometry, predicate="overlaps").T
    shared = wards.geometry.to_numpy()
    problems += [
        _problem(wards.index[one], f"chồng lên {wards.index[other]}", f"overlaps {wards.index[other]}")
        for one, other in pairs
        if one < other and shapely.area(shapely.intersection(shared[one], shared[other])) > 1
    ]
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


def _plan_ward(
    border: shapely.Geometry, hamlets: pd.DataFrame, seed: int
) -> tuple[Floats, NDArray[np.object_], shapely.Geometry]:
    """Return points inside a ward, the hamlet of each, and the lines between the hamlets."""
    rng = np.random.default_rng([seed, 2, *hamlets.index[0].encode()])
    size = float(np.sqrt(border.area / len(hamlets)))
    spacing = min(size / 11, 80.0)
    points, _ = scatter_points(shapely.envelope(border), spacing, rng)
    points = points[shapely.contains_xy(border, points)]
    weight = hamlets["weight"].to_numpy(dtype=float) if "weight" in hamlets else np.ones(len(hamlets))
    owner = split_points(warp_points(points, 0.8 * size, 0.065 * size, rng), weight, rng)
    owner = tidy_owners(points, owner)
    cells = gpd.GeoDataFrame({"owner": owner}, geometry=list(cut_cells(points)))
    lines = shapely.intersection(cells.dissolve("owner", method="coverage").boundary.union_all(), border)
    return points, hamlets.index.to_numpy(dtype=object)[owner], lines


def _find_owner(faces: NDArray[np.object_], wards: gpd.GeoDataFrame) -> Ints:
    """Return the position of the ward of each face, or -1 for the holes between wards."""
    owner = np.full(len(faces), -1, dtype=np.int64)
    face, ward = wards.sindex.query(shapely.point_on_surface(faces), predicate="intersects")
    owner[face[::-1]] = ward[::-1]
    return owner


def _give_back(hamlets: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return hamlets without loose bits: each goes to the hamlet of the same ward with the longest shared border."""
    shapes = dict(hamlets.geometry.items())
    for code, shape in hamlets.geometry[shapely.get_num_geometries(hamlets.geometry) > 1].items():
        parts = sorted(shapely.get_parts(shapes[code]), key=lambda part: -part.area)
        others = hamlets.index[
            (hamlets["ward_code"] == hamlets.at[code, "ward_code"]) & (hamlets.index != code)
        ]
        kept = [parts[0]]
        for bit in parts[1:]:
            shared = {other: shapely.length(shapely.intersection(bit, shapes[other])) for other in others}
            best = max(shared, key=lambda other: shared[other], default=None)
            if best is None or not shared[best]:
                kept.append(bit)
            else:
                shapes[best] = shapely.coverage_union_all([shapes[best], bit])
        shapes[code] = kept[0] if len(kept) == 1 else shapely.multipolygons(kept)
    return hamlets.set_geometry(gpd.GeoSeries(shapes, crs=hamlets.crs).reindex(hamlets.index))


def _simplify_inside(hamlets: gpd.GeoDataFrame, tolerance: float) -> gpd.GeoDataFrame:
    """Return hamlets with simpler borders between them; the border of each ward keeps every vertex."""
    shapes = hamlets.geometry.copy()
    for _, group in hamlets.groupby("ward_code"):
        simple = shapely.coverage_simplify(group.geometry.to_numpy(), tolerance, simplify_boundary=False)
        shapes[group.index] = gpd.GeoSeries(simple, index=group.index)
    return round_off(hamlets.set_geometry(shapes))


def keep_largest(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return units with the largest part of each."""
    parts = units.explode(ignore_index=False).assign(size=lambda frame: frame.area)
    largest = parts.sort_values("size", kind="stable").groupby(level=0).tail(1)
    return largest.sort_index().drop(columns="size")


def round_off(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return units with coordinates on the grid; a vertex shared before is shared after."""
    return units.set_geometry(shapely.set_precision(units.geometry.to_numpy(), GRID, mode="pointwise"))
