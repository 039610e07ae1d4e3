"""Two years of a view → YearPair: both maps, what changed in words, where each unit went.

Everything is compared as it is shown: classes, and numbers that are told. So no count that is banded or
hidden on a map can come out of a comparison.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd

from geo.atlas import make_map
from geo.change import compare_status
from geo.errors import Problem, ViewError
from geo.model import WITHHELD, Classes, Layer, Text
from geo.model.pair import YearPair
from geo.pairs.change_styles import choose_scheme, style_changes
from geo.pairs.direction import compare_order
from geo.pairs.flow import count_flow
from geo.pairs.pair_words import furnish_change, tell_gone, write_change, write_note
from geo.sentence import name_units
from geo.telling.views import make_page_id
from geo.tools.words import say
from geo.units import list_same

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.model import Atlas, Language, LayerName, LegendClass, ThematicMap, View
    from geo.pairs.change_styles import Scheme

__all__ = ["YearPair", "make_pair", "settle_pair"]

MOVED: Final = {"up": "changed", "down": "changed", "unchanged": "same"}
"""Of classes without an order it can only be said that they are others."""


def make_pair(atlas: Atlas, view: View, year2: int) -> YearPair:
    """Return two years of a view side by side, the earlier one first whichever was named first.

    Raises
    ------
    ViewError
        The view, or the other year, is not in the atlas; or both years are one.
    """
    later, earlier = settle_pair(atlas, view, year2)
    before, after = (make_map(atlas, replace(later, year=year)) for year in (earlier, later.year))
    same = _list_comparable(atlas, before, after)
    new, gone = (
        tuple(name_units(year.layer.frame[~year.layer.frame.index.isin(same)])) for year in (after, before)
    )
    fates = tell_gone(atlas, before, after, same)
    write = partial(write_note, before, after, same=len(same), new=new, gone=fates)
    return YearPair(
        before=before,
        after=after,
        change=_map_changes(atlas, before, after, same),
        flow=count_flow(
            before.layer.frame["class"], after.layer.frame["class"], same=same, classes=after.classes
        ),
        new=new,
        gone=gone,
        note=write(brief=False),
        brief_note=write(brief=True),
    )


def settle_pair(atlas: Atlas, view: View, year2: int) -> tuple[View, int]:
    """Return the later view of two years as it is drawn, and the earlier year: two years have one address.

    Raises
    ------
    ViewError
        Both years are one.
    """
    if year2 == view.year:
        raise ViewError(_one_year(year2))
    years = sorted((view.year, year2))
    layers = choose_layers(atlas, view)
    kinds = view.kinds if "models" in layers else ()
    return replace(view, year=years[1], layers=layers, kinds=kinds, off=()), years[0]


def choose_layers(atlas: Atlas, view: View) -> tuple[LayerName, ...]:
    """Return the layers of small maps: the signs of the models would hide the few units that changed."""
    indicator = atlas.catalogue.indicators.get(view.indicator)
    measure = indicator.measures.get(view.level) if indicator else None
    counted = measure is not None and measure.rule == "distinct"
    return tuple(layer for layer in view.layers if layer != "models" or counted)


def _list_comparable(atlas: Atlas, before: ThematicMap, after: ThematicMap) -> pd.Index:
    """Return the units in view of both years that are the same units."""
    view = after.view
    same = list_same(atlas.boundaries, view.level, view.year, before.view.year)
    return same.intersection(after.layer.frame.index).intersection(before.layer.frame.index)


def _map_changes(atlas: Atlas, before: ThematicMap, after: ThematicMap, same: pd.Index) -> ThematicMap:
    scheme = choose_scheme(after.measure)
    some_withheld = any(entry.key == WITHHELD for entry in after.classes.entries)
    entries = style_changes(scheme, atlas.catalogue, some_withheld=some_withheld)
    codes = tuple(float(place) for place in range(len(entries) - 1))
    classes = Classes(entries, codes=codes)
    frame = _class_changes(_compare(scheme, before, after, same), before, after, classes)
    sentence, brief = (write_change(before, after, frame, classes, brief=short) for short in (False, True))
    page_id = make_page_id(atlas, after.view, f"&year2={before.view.year}")
    return replace(
        after,
        indicator=replace(after.indicator, title=_name_changes(before, after)),
        measure=replace(
            after.measure, kind="typology", rule="value", classes=entries[:-1], codes=codes, unit=Text("", "")
        ),
        layer=Layer(frame),
        classes=classes,
        counts=tuple(int((frame["class"] == place).sum()) for place in range(len(entries))),
        strip=(),
        sites=after.sites.iloc[:0],
        furniture=furnish_change(atlas, before, after, sentence=sentence, brief=brief, page_id=page_id),
    )


def _class_changes(
    changes: pd.Series, before: ThematicMap, after: ThematicMap, classes: Classes
) -> gpd.GeoDataFrame:
    """Return the units of the later year with their change; the columns are those of every map."""
    places = {entry.key: place for place, entry in enumerate(classes.entries)}
    position = changes.map(places).astype(int)
    language, frame = after.view.language, after.layer.frame
    earlier = before.layer.frame["text"].reindex(frame.index)
    return frame.drop(columns=["tips", "tips_order"], errors="ignore").assign(
        value=float("nan"),
        previous=float("nan"),
        previous_class=classes.missing,
        previous_text=earlier.where(changes != "new_unit").fillna(say("value.no_data", language)),
        **{"class": position, "text": [classes.entries[place].label[language] for place in position]},
    )


def _compare(scheme: Scheme, before: ThematicMap, after: ThematicMap, same: pd.Index) -> pd.Series:
    """Return the key of the change of each unit of the later year."""
    if scheme == "status":
        return compare_status(_read_status(before), _read_status(after), known_before=same)
    decimals = after.measure.decimals if scheme == "numbers" else 0
    moved = compare_order(_read_order(before), _read_order(after), known_before=same, decimals=decimals)
    return moved.replace(MOVED) if scheme == "other_status" else moved


def _read_status(year: ThematicMap) -> pd.Series:
    """Return 1 for met, 0 for not met, NaN for no data."""
    met = [float("nan") if entry is None else float(not entry.exception) for entry in _list_known(year)]
    status: pd.Series = year.layer.frame["class"].map(dict(enumerate(met))).astype(float)
    return status


def _list_known(year: ThematicMap) -> list[LegendClass | None]:
    """Return the legend entries with None in the place of those that tell no value."""
    entries, missing = year.classes.entries, year.classes.missing
    return [
        None if place == missing or entry.key == WITHHELD else entry for place, entry in enumerate(entries)
    ]


def _read_order(year: ThematicMap) -> pd.DataFrame:
    """Return what is shown of each unit as something that has an order, and whether it is hidden."""
    frame, known = year.layer.frame, _list_known(year)
    told = frame["class"].map(dict(enumerate(entry is not None for entry in known))).astype(bool)
    by_class = year.measure.kind in ("typology", "band")
    order = frame["class"].astype(float) if by_class else frame["value"]
    hidden = ~told & (frame["class"] != year.classes.missing)
    return pd.DataFrame({"order": order.where(told), "hidden": hidden})


def _name_changes(before: ThematicMap, after: ThematicMap) -> Text:
    def words(language: Language) -> str:
        return say("compare.change_title", language, before=before.view.year, after=after.view.year)

    return Text(vi=words("vi"), en=words("en"))


def _one_year(year: int) -> Problem:
    return Problem(
        file="",
        column="year2",
        value=str(year),
        what_vi="là chính năm đang xem",
        what_en="is the year in view itself",
        remedy_vi="chọn một năm khác",
        remedy_en="choose another year",
    )
