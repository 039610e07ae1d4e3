"""Shapes that share their borders vertex for vertex, and what leaves them without a gap or overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Shapes = NDArray[np.object_]

GRID = 0.01
"""Metres to which coordinates are rounded."""

JUNCTION = 3
"""Borders that meet at a vertex which must not move."""


def cut_cells(points: Floats) -> Shapes:
    """Return the Voronoi cell of each point."""
    cells = shapely.voronoi_polygons(shapely.multipoints(points), ordered=True)
    return np.asarray(shapely.get_parts(cells))


def cut_faces(lines: Iterable[shapely.Geometry]) -> Shapes:
    """Return the faces that lines enclose, every crossing a vertex of all faces around it."""
    noded = shapely.union_all(list(lines), grid_size=GRID)
    return np.asarray(shapely.get_parts(shapely.polygonize([noded])))


def dissolve_shapes(shapes: Shapes, names: NDArray[np.generic], crs: object) -> gpd.GeoDataFrame:
    """Return one shape a name, of those that share borders; the name is the index."""
    return gpd.GeoDataFrame({"name": names}, geometry=list(shapes), crs=crs).dissolve(
        "name", method="coverage"
    )


def round_off(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return units with coordinates on the grid; a vertex shared before is shared after."""
    return units.set_geometry(shapely.set_precision(units.geometry.to_numpy(), GRID, mode="pointwise"))


def smooth_borders(units: gpd.GeoDataFrame, *, rounds: int, fixed: Floats | None = None) -> gpd.GeoDataFrame:
    """Return units with every vertex of a border moved towards its two neighbours, the same in both units.

    Parameters
    ----------
    rounds
        How often.
    fixed
        Vertices (x, y) that stay, beside those where three borders meet.
    """
    shapes = units.geometry.to_numpy()
    held = np.empty((0, 2)) if fixed is None else fixed
    spots, place = np.unique(np.vstack([shapely.get_coordinates(shapes), held]), axis=0, return_inverse=True)
    count = shapely.get_num_coordinates(shapes).sum()
    ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(shapes)), return_index=True)[1]
    steps = np.column_stack([place[: count - 1], place[1:count]])[ring[1:] == ring[:-1]]
    edges = np.unique(np.sort(steps, axis=1), axis=0)
    ends, others = np.concatenate([edges, edges[:, ::-1]]).T
    free = np.bincount(ends, minlength=len(spots)) < JUNCTION
    free[place[count:]] = False
    for _ in range(rounds):
        around = np.zeros_like(spots)
        np.add.at(around, ends, spots[others])
        spots = np.where(free[:, None], 0.5 * spots + 0.25 * around, spots)
    return units.set_geometry(shapely.set_coordinates(shapes.copy(), spots[place[:count]]))


def keep_largest(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return units with the largest part of each."""
    parts = units.explode()
    ranked = parts.assign(size=parts.area).sort_values("size", kind="stable")
    return ranked.groupby(level=0).tail(1).sort_index().drop(columns="size")


def join_loose_parts(units: gpd.GeoDataFrame, group: str) -> gpd.GeoDataFrame:
    """Return units in one part each: a loose part goes to the unit with the longest shared border.

    Parameters
    ----------
    group
        Column; a part only goes to a unit of the same group. A part that touches none, an island, stays.
    """
    shapes = units.geometry.to_dict()
    for code in units.index[shapely.get_num_geometries(units.geometry) > 1]:
        others = units.index[(units[group] == units.loc[code, group]) & (units.index != code)]
        largest, *loose = sorted(shapely.get_parts(shapes[code]), key=shapely.area, reverse=True)
        kept = [largest]
        for part in loose:
            heir = _find_heir(part, {other: shapes[other] for other in others})
            if heir is None:
                kept.append(part)
            else:
                shapes[heir] = shapely.coverage_union_all([shapes[heir], part])
        shapes[code] = largest if len(kept) == 1 else shapely.multipolygons(kept)
    return units.set_geometry(gpd.GeoSeries(shapes, crs=units.crs).reindex(units.index))


def _find_heir(part: shapely.Geometry, others: dict[str, shapely.Geometry]) -> str | None:
    """Return which unit has the longest border with a part, or None if none touches it along a line."""
    shared = {name: shapely.length(shapely.intersection(part, shape)) for name, shape in others.items()}
    best = max(shared, key=lambda name: shared[name], default=None)
    return best if best is not None and shared[best] > 0 else None
