"""The road: files → Atlas (once), Atlas + View → ThematicMap (every time); it alone joins the stations."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.change import compare_status, count_changes
from geo.classify import assign_classes, count_classes, fit_classes, take_off
from geo.disclosure import TIPS, hide_units, list_protected, withhold_counts
from geo.errors import do_both
from geo.layer import build_layer, filter_layer, measure_units, place_sites
from geo.model import Atlas, Layer, ThematicMap, Withheld
from geo.observe import observe
from geo.read import fingerprint, read_boundaries, read_catalogue, read_city, read_published
from geo.sentence import Reading, describe_units, write_sentence
from geo.tally import Facts
from geo.telling.captions import furnish_map
from geo.telling.figures import build_strip
from geo.telling.published import compare_published
from geo.telling.views import list_levels, make_page_id, require_view
from geo.tools.journal import read_steadily
from geo.tools.keep import keep
from geo.units import choose_wards, find_rows, is_in_view, list_unchanged, list_units, pick_rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import geopandas as gpd

    from geo.change import Change
    from geo.model import (
        Boundaries,
        Catalogue,
        City,
        Classes,
        Comparison,
        Language,
        Level,
        MatchReport,
        Measure,
        Observations,
        View,
    )

__all__ = [
    "check_published",
    "complete_atlas",
    "list_facts",
    "list_levels",
    "make_map",
    "make_page_id",
    "open_atlas",
    "require_view",
]


def open_atlas(folder: Path, *, borders: Boundaries | None = None) -> Atlas:
    """Read everything in a data folder, once per process.

    Parameters
    ----------
    folder
        Has ``city.toml``, ``boundaries/`` and ``indicators/``.
    borders
        What `geo.read.read_boundaries` gives for it, where that is known already; None reads them.

    Raises
    ------
    DataFileError
        A file is missing or cannot be used; all its problems at once.
    MatchError
        A table has rows, and none of them is a unit of the boundaries.
    StoreError
        Somebody is writing the folder all the time, or was stopped and cannot be cleared up after.
    """
    return read_steadily(folder, partial(_read_atlas, borders=borders))


def _read_atlas(folder: Path, *, borders: Boundaries | None) -> Atlas:
    city = read_city(folder)
    observed, published = do_both(
        partial(_observe, folder, city, borders=borders), partial(read_published, folder)
    )
    catalogue, boundaries, observations, reports = observed
    return complete_atlas(
        Atlas(
            folder=folder,
            city=city,
            boundaries=boundaries,
            observations=observations,
            catalogue=catalogue,
            published=published,
            reports=reports,
            classes={},
            withheld=Withheld(),
            fingerprint=fingerprint(folder),
        )
    )


def _observe(
    folder: Path, city: City, *, borders: Boundaries | None
) -> tuple[Catalogue, Boundaries, Observations, tuple[MatchReport, ...]]:
    catalogue, boundaries = do_both(
        partial(read_catalogue, folder, city),
        lambda: borders or read_boundaries(folder, city.crs, city.box),
    )
    return catalogue, boundaries, *observe(folder, city, catalogue, boundaries)


def complete_atlas(atlas: Atlas) -> Atlas:
    """Return the atlas with its classes, and with what must be withheld, worked out from what was read.

    Raises
    ------
    IndicatorError
        The catalogue would show counts of hamlets that are too exact.
    ClassifyError
        The values of a measure cannot be put into classes.
    """
    years, k = _list_years(atlas.city, atlas.observations), atlas.city.suppress_below
    protected = list_protected(atlas.catalogue, k)
    withheld = withhold_counts(protected, atlas.boundaries, atlas.observations, years=years, k=k)
    return replace(atlas, withheld=withheld, classes=_fit_all(atlas, withheld, years))


def _list_years(city: City, observations: Observations) -> list[int]:
    """Return the years of which anything may be shown: those to choose, and what was observed before them."""
    return sorted({*city.years, *(int(year) for year in observations.values["year"].unique())})


def _fit_all(atlas: Atlas, withheld: Withheld, years: list[int]) -> dict[tuple[str, Level], Classes]:
    return {
        (indicator.id, level): _fit(atlas, withheld, measure, years)
        for indicator in atlas.catalogue.indicators.values()
        for level, measure in indicator.measures.items()
    }


def _fit(atlas: Atlas, withheld: Withheld, measure: Measure, years: list[int]) -> Classes:
    if measure.kind == "typology":  # its classes are those of the catalogue, whatever the values
        return fit_classes(pd.Series(dtype=float), measure, atlas.catalogue)
    known = [measure_units(atlas.boundaries, atlas.observations, measure, year)["value"] for year in years]
    hidden = np.concatenate([hide_units(withheld, atlas.boundaries, measure, year) for year in years])
    shown = pd.Series(np.where(hidden, np.nan, np.concatenate(known)), dtype=float)
    return fit_classes(shown, measure, atlas.catalogue, some_withheld=bool(hidden.any()))


@keep
def list_facts(atlas: Atlas) -> Facts:
    """Return what the strip and the published figures are counted from."""
    return Facts(atlas.boundaries, atlas.observations, atlas.catalogue, atlas.withheld)


@keep
def check_published(atlas: Atlas) -> tuple[Comparison, ...]:
    """Return the published figures held against the loaded ones."""
    return compare_published(list_facts(atlas), atlas.published)


def make_map(atlas: Atlas, view: View) -> ThematicMap:
    """Return all that is drawn for a view; screen, page and table are made from this one object.

    Raises
    ------
    ViewError
        The view asks for something that the atlas does not have.
    """
    indicator, measure = require_view(atlas, view)
    classes, wards = atlas.classes[view.indicator, view.level], choose_wards(atlas.boundaries, view)
    city = _draw_units(atlas, view.indicator, view.level, view.year, view.language)
    layer = filter_layer(city, view.level, wards)
    frame = layer.frame
    changes = _count_changes(atlas, view, frame)
    reading = Reading(view, indicator, measure, classes, frame, changes)
    furniture = furnish_map(atlas, view, sentence=write_sentence(reading), page_id=make_page_id(atlas, view))
    furniture = replace(furniture, brief=write_sentence(replace(reading, brief=True)))
    classes = take_off(classes, view.off)
    return ThematicMap(
        view=view,
        city=atlas.city,
        indicator=indicator,
        measure=measure,
        layer=layer,
        classes=classes,
        counts=count_classes(frame["class"], classes),
        wards=list_units(atlas.boundaries, "ward", view.year),
        in_view=wards,
        clusters=_list_clusters(atlas, view, wards),
        rivers=atlas.boundaries.rivers,
        sites=_list_sites(atlas, view, wards),
        strip=build_strip(list_facts(atlas), reading, check_published(atlas)),
        furniture=furniture,
    )


@keep
def _draw_units(atlas: Atlas, indicator: str, level: Level, year: int, language: Language) -> Layer:
    """Return all units of a level with their class and their words; a view shows some of them, unchanged."""
    measure, classes = atlas.catalogue.indicators[indicator].measures[level], atlas.classes[indicator, level]
    frame = build_layer(atlas.boundaries, atlas.observations, measure, year).frame
    now = _class_values(atlas, indicator, level, frame["value"], year)
    before = _class_values(atlas, indicator, level, frame["previous"], year - 1)
    texts = describe_units(
        now.join(frame[["part", "whole", "reported", "total"]]), classes, measure, language
    )
    nothing = {"part": float("nan"), "whole": float("nan"), "reported": 0, "total": 0}
    earlier = describe_units(before.assign(**nothing), classes, measure, language)
    columns = {
        "value": now["value"],
        "class": now["class"],
        "text": texts,
        "previous": before["value"],
        "previous_class": before["class"],
        "previous_text": earlier,
    }
    tips = {} if indicator == TIPS else _describe_tips(atlas, level, year, language)
    return Layer(frame.assign(**columns, **tips))


def _class_values(atlas: Atlas, indicator: str, level: Level, values: pd.Series, year: int) -> pd.DataFrame:
    """Return the class of each value, and the value as it may be shown: not at all if banded or hidden."""
    measure = atlas.catalogue.indicators[indicator].measures[level]
    gone = hide_units(atlas.withheld, atlas.boundaries, measure, year).reindex(values.index, fill_value=False)
    shown = values.where(~gone & (measure.kind != "band"))
    return pd.DataFrame(
        {"class": assign_classes(values, atlas.classes[indicator, level], gone), "value": shown}
    )


def _describe_tips(atlas: Atlas, level: Level, year: int, language: Language) -> dict[str, Any]:
    """Return the tips in words, to stand beside what is drawn: hamlets in bands, totals as may be told."""
    indicator = atlas.catalogue.indicators.get(TIPS)
    if indicator is None or level not in indicator.measures:
        return {}
    measure, classes = indicator.measures[level], atlas.classes[TIPS, level]
    known = measure_units(atlas.boundaries, atlas.observations, measure, year)
    tips = known.assign(**_class_values(atlas, TIPS, level, known["value"], year))
    order = tips["class"].astype(float) if measure.kind == "band" else tips["value"]
    return {"tips": describe_units(tips, classes, measure, language), "tips_order": order}


def _count_changes(atlas: Atlas, view: View, frame: gpd.GeoDataFrame) -> dict[Change, int] | None:
    measure = atlas.catalogue.indicators[view.indicator].measures[view.level]
    if measure.kind != "typology" or set(measure.codes) != {0.0, 1.0} or frame["previous"].isna().all():
        return None
    changes = _list_changes(atlas, view.indicator, view.level, view.year, view.language)
    return count_changes(changes[code] for code in frame.index)


@keep
def _list_changes(
    atlas: Atlas, indicator: str, level: Level, year: int, language: Language
) -> Mapping[str, Change]:
    """Return what became of the status of each unit since the year before, by its code."""
    frame = _draw_units(atlas, indicator, level, year, language).frame
    unchanged = list_unchanged(atlas.boundaries, level, year)
    changes = compare_status(frame["previous"], frame["value"], known_before=unchanged)
    return dict(zip(map(str, frame.index), changes, strict=True))


def _list_clusters(atlas: Atlas, view: View, wards: tuple[str, ...]) -> gpd.GeoDataFrame:
    clusters = list_units(atlas.boundaries, "cluster", view.year)
    if "clusters" not in view.layers and view.level != "cluster":
        return clusters.iloc[:0]
    return pick_rows(clusters, np.flatnonzero(is_in_view(clusters, "cluster", wards)).tolist())


def _list_sites(atlas: Atlas, view: View, wards: tuple[str, ...]) -> pd.DataFrame:
    sites = _label_sites(atlas, view.year, view.language)
    shown = pick_rows(sites, find_rows(sites, "ward_code", wards) if "models" in view.layers else [])
    return shown[shown["kind"].isin(view.kinds)] if view.kinds else shown


@keep
def _label_sites(atlas: Atlas, year: int, language: Language) -> pd.DataFrame:
    """Return the sites of all community models of a year, each with its kind in words."""
    sites = place_sites(atlas.boundaries, atlas.observations, year)
    words = {code: words[language] for code, words in atlas.city.model_kinds.items()}
    return sites.assign(kind_label=[words.get(kind, kind) for kind in sites["kind"]])
