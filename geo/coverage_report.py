"""What boundaries leave open: gaps, missing and unknown units, and their area against the published one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.errors import BoundaryError, Problem
from geo.model import Text
from geo.overlaps import are_slivers, find_overlaps
from geo.words import listed, number, signed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import geopandas as gpd
    from numpy.typing import NDArray

    from geo.overlaps import Overlap

M2_PER_KM2: Final = 1_000_000
WARN_AT: Final = 0.05
STOP_AT: Final = 0.25
FEW: Final = 3
LEAST_SLIT_M: Final = 20.0
"""Metres of border along slits that are told: where two units meet at a sharp angle there are always some."""


@dataclass(frozen=True)
class Gap:
    """Ground inside the outline that belongs to no unit.

    Parameters
    ----------
    area
        Square metres.
    x, y
        A point in it, in the CRS of the city.
    around
        Units that it lies between.
    """

    area: float
    x: float
    y: float
    around: tuple[str, ...]


@dataclass(frozen=True)
class CoverageReport:
    """What was found; nothing in it stops the import.

    Parameters
    ----------
    units
        Number of units.
    gaps
        Largest first; rivers and the sea may be among them.
    overlaps
        Pairs of units and square metres that they share (slivers that were not mended).
    missing
        Units that were expected and are not there.
    unknown
        Units that are there and were not expected.
    area_km2
        Ground that the units cover.
    published_km2
        Published area, or None.
    outside_m2
        Square metres that the units cover outside the outline, or 0.
    slits
        Units beside gaps too narrow to be one of ``gaps``, and metres of their border there; longest first.
        Those that are closed on all sides were mended: these open to the outside.
    warnings
        All of that in words; the area from a deviation of 5 % on.
    """

    units: int
    gaps: tuple[Gap, ...]
    overlaps: tuple[tuple[str, str, float], ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    area_km2: float
    published_km2: float | None
    outside_m2: float = 0.0
    slits: tuple[tuple[str, float], ...] = ()
    warnings: tuple[Text, ...] = ()

    @property
    def deviation(self) -> float | None:
        """Share by which the area differs from the published one, or None."""
        return self.area_km2 / self.published_km2 - 1 if self.published_km2 else None


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
        raise BoundaryError(_wrong_area(found, file))
    return replace(found, warnings=tuple(_list_warnings(found)))


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


def _list_warnings(found: CoverageReport) -> Iterator[Text]:
    """Yield what a person should know before the boundaries are stored."""
    if found.deviation is not None and abs(found.deviation) >= WARN_AT:
        yield Text(*_compare_areas(found))
    if found.missing:
        yield Text(
            f"thiếu {len(found.missing)} đơn vị: {listed(list(found.missing), 'vi')}",
            f"{len(found.missing)} units are missing: {listed(list(found.missing), 'en')}",
        )
    if found.unknown:
        yield Text(
            f"có {len(found.unknown)} đơn vị lạ: {listed(list(found.unknown), 'vi')}",
            f"{len(found.unknown)} units are unknown: {listed(list(found.unknown), 'en')}",
        )
    if found.gaps:
        area = sum(gap.area for gap in found.gaps) / M2_PER_KM2
        where = _place(found.gaps[0])
        yield Text(
            f"có {len(found.gaps)} khoảng trống, tổng {number(area, 'vi', 2)} km²{where.vi}",
            f"{len(found.gaps)} gaps, {number(area, 'en', 2)} km² together{where.en}",
        )
    if found.slits:
        metres, names = round(sum(length for _, length in found.slits) / 2), [unit for unit, _ in found.slits]
        yield Text(
            f"khe hở hẹp thông ra ngoài, dài {number(metres, 'vi')} m, bên cạnh {listed(names, 'vi')}",
            f"narrow gaps open to the outside, {number(metres, 'en')} m long, beside {listed(names, 'en')}",
        )
    if found.outside_m2:
        area = found.outside_m2 / M2_PER_KM2
        yield Text(
            f"{number(area, 'vi', 2)} km² nằm ngoài ranh giới cấp trên",
            f"{number(area, 'en', 2)} km² lie outside the outline",
        )


def _place(largest: Gap) -> Text:
    """Return beside which units the largest gap lies, if beside any."""
    if not largest.around:
        return Text("", "")
    beside = list(largest.around)
    return Text(
        f", lớn nhất cạnh {listed(beside, 'vi', FEW)}", f", the largest beside {listed(beside, 'en', FEW)}"
    )


def _compare_areas(found: CoverageReport) -> tuple[str, str]:
    """Return the two areas and their difference, in Vietnamese and English."""
    ours, theirs, share = found.area_km2, found.published_km2 or 0, 100 * (found.deviation or 0)
    vi = f"diện tích {number(ours, 'vi', 2)} km², số công bố {number(theirs, 'vi', 2)} km²"
    en = f"area {number(ours, 'en', 2)} km², published {number(theirs, 'en', 2)} km²"
    return f"{vi} (lệch {signed(share, 'vi', 1)} %)", f"{en} ({signed(share, 'en', 1)}%)"


def _wrong_area(found: CoverageReport, file: str) -> Problem:
    vi, en = _compare_areas(found)
    return Problem(
        file,
        vi,
        en,
        "kiểm tra hệ tọa độ và xem có thiếu đơn vị không",
        "check the CRS, and whether units are missing",
    )
