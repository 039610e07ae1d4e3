"""A map, two years or all years → page, picture and table, so that every format treats all three alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.layout.pair import compose_pair, compose_panels, compose_years
from geo.model import A4_LANDSCAPE
from geo.model.pair import YearPair, YearSeries
from geo.office.listing import Column, list_readable
from geo.page import compose_map, compose_page
from geo.tools.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from geo.drawing.scene import Page
    from geo.model import Layout, ThematicMap
    from geo.model.pair import Shown

FEW_YEARS: Final = 3
"""More have no room beside a column of wards: each ward has a row above its hamlets."""

MOST_YEARS: Final = 5
"""So many years have a column each in a table of a text page; of more the legend tells the counts."""


def head_of(shown: Shown) -> ThematicMap:
    """Return the map whose words stand around it all."""
    if isinstance(shown, YearPair):
        return shown.change
    return shown.maps[-1] if isinstance(shown, YearSeries) else shown


def years_of(shown: Shown) -> tuple[ThematicMap, ...]:
    """Return the maps that share the legend of the values, ascending."""
    if isinstance(shown, YearPair):
        return (shown.before, shown.after)
    return shown.maps if isinstance(shown, YearSeries) else (shown,)


def compose_shown(shown: Shown, layout: Layout = A4_LANDSCAPE, *, emblem: bytes = b"") -> Page:
    """Return the page."""
    if isinstance(shown, YearPair):
        return compose_pair(shown, layout, emblem=emblem)
    if isinstance(shown, YearSeries):
        return compose_years(shown.maps, layout, emblem=emblem)
    return compose_page(shown, layout, emblem=emblem)


def compose_picture(shown: Shown, layout: Layout) -> Page:
    """Return the map or the maps alone: for files whose title, legend and table are their own."""
    if isinstance(shown, YearPair | YearSeries):
        return compose_panels(shown, layout)
    return compose_map(shown, layout)


def list_shown(shown: Shown) -> tuple[Column, ...]:
    """Return the table for readers, exceptions first; none where the years are too many for one."""
    if not isinstance(shown, YearPair | YearSeries):
        return list_readable(shown)
    years = years_of(shown)
    return _list_years(shown, years) if len(years) <= MOST_YEARS else ()


def list_brief(shown: Shown) -> tuple[Column, ...]:
    """Return the table for readers without codes, and without the ward where all is in one."""
    left_out = ("code", "ward") if len(head_of(shown).view.wards) == 1 else ("code",)
    return tuple(column for column in list_shown(shown) if column.key not in left_out)


def _list_years(shown: YearPair | YearSeries, years: Sequence[ThematicMap]) -> tuple[Column, ...]:
    """Return the units of the last year with a column of values a year, and what changed in two of them."""
    head = head_of(shown)
    rows, language = _sort_rows(head), head.view.language
    if len(years) > FEW_YEARS and head.view.level == "hamlet":
        rows = rows.sort_values("ward_code", kind="stable")
    columns = [Column("name", say("map.unit", language), tuple(map(str, rows["name"])))]
    if head.view.level == "hamlet":
        columns.append(Column("ward", say("map.ward", language), tuple(map(str, rows["ward_name"]))))
    missing = say("value.no_data", language)
    for one in years:
        texts = one.layer.frame["text"].reindex(rows.index).fillna(missing)
        if isinstance(shown, YearPair) and one is shown.before:
            texts = rows["previous_text"]  # a unit that had other borders is told nothing of that year
        title = say("map.value", language, year=one.view.year)
        columns.append(Column(f"year{one.view.year}", title, tuple(map(str, texts))))
    if isinstance(shown, YearPair):
        columns.append(Column("change", say("compare.change", language), tuple(rows["text"]), "class"))
    return tuple(columns)


def _sort_rows(thematic_map: ThematicMap) -> gpd.GeoDataFrame:
    """Return the units with the exceptions first, then in the order of the legend."""
    frame, entries = thematic_map.layer.frame, thematic_map.classes.entries
    ranks = [(not entries[place].exception, place) for place in frame["class"]]
    return frame.iloc[sorted(range(len(frame)), key=ranks.__getitem__)]
