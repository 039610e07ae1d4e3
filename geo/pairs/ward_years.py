"""One line a ward over the years: hamlets that met the standard as "x of y", and the ward's own status."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.atlas import make_map
from geo.model.pair import WardLine, WardYears
from geo.tools.keep import keep
from geo.tools.words import name_unit
from geo.units import list_same

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

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
    frame = _draw_wards(atlas, view, asked, view.year)
    entries = atlas.classes[status, "ward"].entries if status else ()
    seen = [
        _Seen(
            same=frozenset(list_same(atlas.boundaries, "ward", view.year, year)),
            shares=_read_shares(_draw_wards(atlas, view, share, year)) if share else {},
            statuses=dict(_draw_wards(atlas, view, status, year)["class"]) if status else {},
        )
        for year in atlas.city.years
    ]
    lines = [
        _draw_line(code, name_unit(name, kind, ""), seen, missing=len(entries) - 1)
        for code, name, kind in zip(frame.index, frame["name"], frame["kind"], strict=True)
    ]
    return WardYears(atlas.city.years, tuple(lines), entries)


@dataclass(frozen=True)
class _Seen:
    """What was seen of the wards in one year, by code."""

    same: frozenset[str]
    shares: Mapping[str, tuple[int, int]]
    statuses: Mapping[str, int]


def _read_shares(frame: pd.DataFrame) -> dict[str, tuple[int, int]]:
    known = frame[frame["whole"] > 0]
    rows = zip(known.index, known["part"], known["whole"], strict=True)
    return {code: (int(part), int(whole)) for code, part, whole in rows}


def _draw_line(code: str, name: str, seen: Sequence[_Seen], *, missing: int) -> WardLine:
    same = tuple(code in year.same for year in seen)
    known = list(zip(same, seen, strict=True))
    return WardLine(
        code,
        name,
        same,
        shares=tuple(year.shares.get(code) if here else None for here, year in known),
        statuses=tuple(int(year.statuses.get(code, missing)) if here else missing for here, year in known),
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
    asked = replace(view, level="ward", indicator=indicator, year=year, layers=(), patterns=False, off=())
    frame: pd.DataFrame = make_map(atlas, asked).layer.frame
    return frame
