"""Borders that were put into a data folder without an import: what they leave open, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.errors import BoundaryError
from geo.model import LANGUAGES, Text
from geo.places.coverage_report import report_coverage
from geo.places.coverage_report_words import WARN_AT
from geo.tools.keep import keep
from geo.tools.words import name_unit, number
from geo.units import list_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import geopandas as gpd

    from geo.model import Boundaries
    from geo.names import KindLevel

LEVELS: Final[dict[KindLevel, Text]] = {
    "ward": Text("Ranh giới xã, phường", "Borders of wards"),
    "hamlet": Text("Ranh giới thôn, tổ dân phố", "Borders of hamlets"),
}
SLIVERS_M2: Final = 100.0
"""Units that share less, all together, were drawn by two hands: lines on the map, but no wrong ground."""


@dataclass(frozen=True)
class Standing:
    """One thing to be said of the borders of a level.

    Parameters
    ----------
    text
        In words; names the level.
    wrong
        Whether it cannot be so: much ground in two units, or another area than the published one.
    """

    text: Text
    wrong: bool


@keep
def look_at_borders(boundaries: Boundaries, year: int, area_km2: float | None) -> tuple[Standing, ...]:
    """Return what is to be said of the borders of a year: overlaps, gaps, their area.

    An import mends what has one right answer and refuses the rest; files that were copied into the folder
    went through neither.

    Parameters
    ----------
    area_km2
        Published area of the city, or None.
    """
    outline = list_units(boundaries, "ward", year).geometry.union_all()
    found: list[Standing] = []
    for level, head in LEVELS.items():
        units = _name(list_units(boundaries, level, year))
        inside = {"outline": outline} if level == "hamlet" else {"published_km2": area_km2}
        found += [
            Standing(Text(f"{head.vi}: {text.vi}", f"{head.en}: {text.en}"), wrong)
            for text, wrong in _look(units, **inside)
        ]
    return tuple(found)


def _name(frame: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Return the shapes of units by their full names."""
    words = frame[["name", "kind", "ward_name"]].itertuples(index=False)
    return frame.geometry.set_axis([name_unit(*told) for told in words])


def _look(units: gpd.GeoSeries, **inside: object) -> Iterator[tuple[Text, bool]]:
    try:
        report = report_coverage(units, **inside)  # type: ignore[arg-type]  # one of its two
    except BoundaryError as error:
        yield Text(error.problems[0].what_vi, error.problems[0].what_en), True
        return
    if report.overlaps:
        yield _tell_overlaps(report.overlaps), sum(area for *_, area in report.overlaps) >= SLIVERS_M2
    off = abs(report.deviation or 0) >= WARN_AT  # then that is the first of them
    for place, warning in enumerate(report.warnings):
        yield warning, off and place == 0


def _tell_overlaps(overlaps: Sequence[tuple[str, str, float]]) -> Text:
    first, second, area = max(overlaps, key=lambda overlap: overlap[2])
    shared = sum(overlap[2] for overlap in overlaps)
    vi, en = ([number(m2, one, 0 if m2 >= 1 else 2) for m2 in (shared, area)] for one in LANGUAGES)
    return Text(
        f"{len(overlaps)} cặp đơn vị chồng lên nhau, tổng {vi[0]} m², nhiều nhất {first} và {second} "
        f"({vi[1]} m²); nhập lại ranh giới ở màn hình Dữ liệu để sửa chỗ hẹp và biết chỗ rộng",
        f"{len(overlaps)} pairs of units lie on each other by {en[0]} m², most {first} and {second} "
        f"({en[1]} m²); send the borders through the data screen: it mends slivers and names the rest",
    )
