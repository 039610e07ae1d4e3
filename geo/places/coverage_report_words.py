"""What boundaries leave open, once it was found: as nouns, and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.errors import Problem
from geo.model import Text
from geo.tools.words import listed, number, signed

if TYPE_CHECKING:
    from collections.abc import Iterator

M2_PER_KM2: Final = 1_000_000
WARN_AT: Final = 0.05
FEW: Final = 3


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
    lost
        Units of ``missing`` whose ground is left to nobody.
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
    lost: tuple[str, ...] = ()
    warnings: tuple[Text, ...] = ()

    @property
    def deviation(self) -> float | None:
        """Share by which the area differs from the published one, or None."""
        return self.area_km2 / self.published_km2 - 1 if self.published_km2 else None


def list_warnings(found: CoverageReport) -> Iterator[Text]:
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


def wrong_area(found: CoverageReport, file: str) -> Problem:
    """Return the problem of an area that is far from the published one."""
    vi, en = _compare_areas(found)
    return Problem(
        file,
        vi,
        en,
        "kiểm tra hệ tọa độ và xem có thiếu đơn vị không",
        "check the CRS, and whether units are missing",
    )
