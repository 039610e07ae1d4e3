"""One line a ward over the years: hamlets that met the standard as "x of y", and the ward's own status."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from geo.atlas import make_map
from geo.keep import keep
from geo.model_pair import WardYears
from geo.units import list_same

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.model import Atlas, Measure, View


@keep
def make_ward_years(atlas: Atlas, view: View) -> WardYears | None:
    """Return the wards in view of a year over all years, or None where wards have neither share nor status.

    A ward with other borders in another year is another ward: it has no value there.
    """
    share = _find_indicator(atlas, lambda measure: measure.rule == "share")
    status = _find_indicator(atlas, lambda measure: measure.kind == "typology")
    asked = share or status
    if asked is None:
        return None
    years = atlas.city.years
    wards = _draw_wards(atlas, view, asked, view.year)[["name", "kind"]]
    same = {
        year: pd.Series(wards.index.isin(list_same(atlas.boundaries, "ward", view.year, year)), wards.index)
        for year in years
    }
    nothing = pd.Series(float("nan"), wards.index)

    def collect(indicator: str | None, column: str) -> pd.DataFrame:
        known = {
            year: nothing if indicator is None else _draw_wards(atlas, view, indicator, year)[column]
            for year in years
        }
        return pd.DataFrame({year: known[year].reindex(wards.index).where(same[year]) for year in years})

    entries = atlas.classes[status, "ward"].entries if status else ()
    return WardYears(
        years=years,
        wards=wards,
        part=collect(share, "part"),
        whole=collect(share, "whole"),
        status=collect(status, "class").fillna(max(len(entries) - 1, 0)).astype(int),
        classes=entries,
        comparable=pd.DataFrame(same),
    )


def _find_indicator(atlas: Atlas, fits: Callable[[Measure], bool]) -> str | None:
    """Return the first indicator of the catalogue whose measure of wards fits."""
    return next(
        (
            indicator.id
            for indicator in atlas.catalogue.indicators.values()
            if "ward" in indicator.measures and fits(indicator.measures["ward"])
        ),
        None,
    )


def _draw_wards(atlas: Atlas, view: View, indicator: str, year: int) -> pd.DataFrame:
    asked = replace(view, level="ward", indicator=indicator, year=year, layers=(), patterns=False)
    frame: pd.DataFrame = make_map(atlas, asked).layer.frame
    return frame
