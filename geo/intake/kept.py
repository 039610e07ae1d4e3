"""Hamlets that stay as they are stored: one ward was surveyed anew, its file says nothing of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.model import Text
from geo.tools.words import listed, number
from geo.units import pick_valid

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd
    import pandas as pd

    from geo.intake.reference import Reference
    from geo.places.coverage_report_words import CoverageReport


def list_kept(rows: pd.DataFrame, reference: Reference, *, alone: bool) -> gpd.GeoDataFrame:
    """Return the stored hamlets of the wards that no row of a file is in.

    Parameters
    ----------
    rows
        Of the year, from `geo.intake.rows.match_borders`.
    alone
        Whether the hamlets are sent without wards; wards that come with them say themselves which there are.
    """
    known = pick_valid(reference.units, reference.year)
    if reference.level == "ward" or not alone:
        return known.iloc[:0]
    return known[~known["ward_code"].isin(rows["ward_code"])]


def label_kept(kept: gpd.GeoDataFrame, reference: Reference) -> gpd.GeoSeries:
    """Return the shapes of hamlets that stay, under the names that a report of what is covered uses."""
    return kept.geometry.set_axis([reference.describe(str(code), "", "") for code in kept.index])


def describe_kept(
    kept: gpd.GeoDataFrame, rows: pd.DataFrame, reference: Reference, coverage: CoverageReport
) -> Iterator[Text]:
    """Yield the wards that a file is about where hamlets of others stay, and those that it reaches over."""
    wards = reference.gazetteer.wards
    if not len(kept) or wards is None:
        return
    names = [wards.units[code].name for code in sorted({*rows["ward_code"]} & {*wards.units})]
    yield Text(
        f"chỉ thay ranh giới thôn, tổ dân phố của {listed(names, 'vi')}; "
        f"{len(kept)} đơn vị của các xã, phường khác giữ nguyên",
        f"only hamlets of {listed(names, 'en')} are replaced; {len(kept)} units of other wards stay",
    )
    stay = {*label_kept(kept, reference).index}
    over = [(stay.intersection(pair), area) for *pair, area in coverage.overlaps]
    shared = round(sum(area for units, area in over if len(units) == 1))
    if shared:
        others = sorted({name for units, _ in over if len(units) == 1 for name in units})
        yield Text(
            f"chồng {number(shared, 'vi')} m² lên đơn vị giữ nguyên: {listed(others, 'vi')}",
            f"reaches {number(shared, 'en')} m² over units that stay: {listed(others, 'en')}",
        )
