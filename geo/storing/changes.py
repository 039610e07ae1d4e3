"""What new borders change: which units are new, gone or others, and what the tables lose by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import shapely

from geo.model import Text
from geo.storing.history import Difference

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterator

    import geopandas as gpd

    from geo.storing.trial import Trial

WORDS: Final = ("name", "kind", "ward_code", "valid_from", "valid_to")
M2_PER_KM2: Final = 1_000_000
SAME_M2: Final = 1.0


def compare_units(before: gpd.GeoDataFrame, after: gpd.GeoDataFrame) -> Iterator[Difference]:
    """Yield what becomes of each unit: new, gone, another shape (square kilometres), name, kind, ward or day.

    Parameters
    ----------
    before, after
        Units by code, in the CRS of the city, metres.
    """
    several = {code for units in (before, after) for code in units.index[units.index.duplicated()]}
    was, now = _list_vintages(before, several), _list_vintages(after, several)
    for key in sorted({*was, *now}):
        code, old, new = key[0], was.get(key), now.get(key)
        if old is None or new is None or _differ(old["geometry"], new["geometry"]):
            areas = [
                None if unit is None else round(unit["geometry"].area / M2_PER_KM2, 4) for unit in (old, new)
            ]
            yield Difference(None, str(code), "border", *areas)
        if old is not None and new is not None:
            words = [word for word in WORDS if word in after and old[word] != new[word]]
            yield from (Difference(None, str(code), word, str(old[word]), str(new[word])) for word in words)


def _list_vintages(
    units: gpd.GeoDataFrame, several: Collection[Hashable]
) -> dict[tuple[str, str], dict[Hashable, Any]]:
    """Return the units by code and first day; without the day where a code stands once, before and after."""
    rows = zip(units.index, units.to_dict("records"), strict=True)
    return {(str(code), row["valid_from"] if code in several else ""): row for code, row in rows}


def _differ(one: shapely.Geometry, other: shapely.Geometry) -> bool:
    return bool(shapely.symmetric_difference(one, other).area > SAME_M2)


def list_losses(trial: Trial) -> Iterator[Text]:
    """Yield the tables of which fewer rows would be about a unit than now."""
    if trial.before is None:
        return
    before = {report.file: report.count("matched") for report in trial.before.reports}
    for report in trial.after.reports:
        lost = before.get(report.file, 0) - report.count("matched")
        if lost > 0:
            yield Text(
                f"{report.file}: {lost} dòng không còn khớp đơn vị nào (vẫn giữ trong tệp)",
                f"{report.file}: {lost} rows would be about no unit any more (they stay in the file)",
            )
