"""What boundaries leave open: gaps, missing and unknown units, and their area against the published one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.errors import BoundaryError
from geo.places.coverage_report_words import M2_PER_KM2, CoverageReport, Gap, list_warnings, wrong_area
from geo.places.overlaps import are_slivers, find_overlaps

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import geopandas as gpd
    from numpy.typing import NDArray

    from geo.places.overlaps import Overlap

STOP_AT: Final = 0.25
LEAST_SLIT_M: Final = 20.0
"""Metres of border along slits that are told: where two units meet at a sharp angle there are always some."""


def report_coverage(
    units: gpd.GeoSeries,
    *,
    expected: Collection[str] | None = None,
    published_km2: float | None = None,
    outline: shapely.Geometry | None = None,
    tolerance: float = 2.0,
    file: str = "",
) -> CoverageReport:
    """Return what a set of borders covers and what it leaves open.

    Parameters
    ----------
    units
        Sound polygons by unit code, in the CRS of the city.
    expected
        Codes of the units that there should be, or None.
    published_km2
        Area to compare with, or None.
    outline
        What the units should cover (the wards of the hamlets), or None: then only holes are gaps.
    tolerance
        Gaps narrower than this, in metres, are slits.
    file
        Name for messages.

    Raises
    ------
    BoundaryError
        The area differs from the published one by 25 % and more.
    """
    shapes = units.to_numpy()
    # Units whose borders are one line share no ground, and joining them is quick.
    fits = bool(shapely.coverage_is_valid(shapes))
    ground = shapely.coverage_union_all(shapes) if fits else shapely.union_all(shapes)
    overlaps = [] if fits else find_overlaps(shapes, tolerance)
    codes = [str(code) for code in units.index]
    found = CoverageReport(
        units=len(codes),
        gaps=_find_gaps(units, ground, outline, tolerance),
        overlaps=tuple(_name(one, codes) for one in overlaps),
        missing=tuple(sorted(set(expected or ()) - set(codes))),
        unknown=() if expected is None else tuple(sorted(set(codes) - set(expected))),
        area_km2=ground.area / M2_PER_KM2,
        published_km2=published_km2,
        outside_m2=_measure_outside(ground, outline, tolerance),
        slits=tuple(_find_slits(shapes, codes, tolerance)) if fits else (),
    )
    if abs(found.deviation or 0) >= STOP_AT:
        raise BoundaryError(wrong_area(found, file))
    return replace(found, warnings=tuple(list_warnings(found)))


def _find_gaps(
    units: gpd.GeoSeries, ground: shapely.Geometry, outline: shapely.Geometry | None, tolerance: float
) -> tuple[Gap, ...]:
    if outline is None:
        rings = [ring for part in shapely.get_parts(ground) for ring in part.interiors]
        open_ground = [shapely.Polygon(ring) for ring in rings]
    else:
        open_ground = [part for part in shapely.get_parts(shapely.difference(outline, ground)) if part.area]
    parts = np.array(open_ground, dtype=object)
    return tuple(_describe_gaps(parts[~are_slivers(parts, tolerance)], units))


def _describe_gaps(parts: NDArray[np.object_], units: gpd.GeoSeries) -> Iterator[Gap]:
    """Yield gaps, largest first."""
    where, beside = shapely.STRtree(units.to_numpy()).query(parts, predicate="intersects")
    around: list[list[str]] = [[] for _ in parts]
    for part, unit in sorted(zip(where.tolist(), beside.tolist(), strict=True)):
        around[part].append(str(units.index[unit]))
    areas, points = shapely.area(parts), shapely.get_coordinates(shapely.point_on_surface(parts))
    for place in np.argsort(-areas, kind="stable"):
        x, y = points[place]
        yield Gap(float(areas[place]), float(x), float(y), tuple(around[place]))


def _find_slits(shapes: NDArray[np.object_], codes: list[str], tolerance: float) -> list[tuple[str, float]]:
    """Return the units that border on narrow gaps, longest first; none if it is for a few metres."""
    if shapely.coverage_is_valid(shapes, gap_width=tolerance):
        return []
    lengths = shapely.length(shapely.coverage_invalid_edges(shapes, gap_width=tolerance))
    found = [(codes[place], float(lengths[place])) for place in np.argsort(-lengths) if lengths[place]]
    return found if lengths.sum() >= LEAST_SLIT_M else []


def _name(overlap: Overlap, codes: list[str]) -> tuple[str, str, float]:
    return codes[overlap.first], codes[overlap.second], overlap.area


def _measure_outside(ground: shapely.Geometry, outline: shapely.Geometry | None, tolerance: float) -> float:
    if outline is None:
        return 0.0
    parts = shapely.get_parts(shapely.difference(ground, outline))
    areas = shapely.area(parts)
    return float(areas[(areas > 0) & ~are_slivers(parts, tolerance)].sum())
