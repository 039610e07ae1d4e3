"""The road: files → Atlas (once), Atlas + View → ThematicMap (every time); it alone imports the stations."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from geo.captions import furnish_map
from geo.change import compare_status, count_changes
from geo.classify import assign_classes, count_classes, fit_classes
from geo.disclosure import TIPS, hide_units, list_protected, withhold_counts
from geo.errors import Problem, ViewError
from geo.figures import build_strip
from geo.layer import build_layer, measure_units, place_sites
from geo.match import match_models, match_rows
from geo.model import LEVELS, Atlas, Layer, Observations, ThematicMap, Withheld
from geo.published import compare_published
from geo.read import (
    fingerprint,
    read_aliases,
    read_boundaries,
    read_catalogue,
    read_city,
    read_models,
    read_published,
    read_table,
)
from geo.sentence import Reading, describe_units, write_sentence
from geo.tally import Facts
from geo.units import choose_wards, is_in_view, list_unchanged, list_units

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import geopandas as gpd

    from geo.change import Change
    from geo.model import (
        Boundaries,
        Catalogue,
        City,
        Classes,
        Comparison,
        Indicator,
        Level,
        MatchReport,
        Measure,
        View,
    )


def open_atlas(folder: Path) -> Atlas:
    """Read everything in a data folder, once per process.

    Parameters
    ----------
    folder
        Has ``city.toml``, ``boundaries/`` and ``indicators/``.

    Raises
    ------
    DataFileError
        A file is missing or cannot be used; all its problems at once.
    MatchError
        A table has rows, and none of them is a unit of the boundaries.
    """
    city = read_city(folder)
    catalogue = read_catalogue(folder, city)
    boundaries = read_boundaries(folder)
    observations, reports = _observe(folder, city, catalogue, boundaries)
    return complete_atlas(
        Atlas(
            folder=folder,
            city=city,
            boundaries=boundaries,
            observations=observations,
            catalogue=catalogue,
            published=read_published(folder),
            reports=reports,
            classes={},
            withheld=Withheld(),
            fingerprint=fingerprint(folder),
        )
    )


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


def _observe(
    folder: Path, city: City, catalogue: Catalogue, boundaries: Boundaries
) -> tuple[Observations, tuple[MatchReport, ...]]:
    aliases = read_aliases(folder, boundaries)
    matched = [
        match_rows(
            read_table(folder / "indicators" / f"{table.file}.csv", table),
            boundaries,
            table,
            years=city.years,
            aliases=aliases,
        )
        for table in catalogue.tables
    ]
    models, sites = read_models(folder, city.model_kinds)
    coded_sites, sites_report = match_models(models, sites, boundaries)
    observations = Observations(pd.concat([values for values, _ in matched]), models, coded_sites)
    return observations, (*(report for _, report in matched), sites_report)


def _list_years(city: City, observations: Observations) -> list[int]:
    """Return the years of which anything may be shown: those to choose, and what was observed before them."""
    return sorted({*city.years, *(int(year) for year in observations.values["year"].unique())})


def _fit_all(atlas: Atlas, withheld: Withheld, years: list[int]) -> dict[tuple[str, Level], Classes]:
    fitted = {}
    for indicator in atlas.catalogue.indicators.values():
        for level, measure in indicator.measures.items():
            values = [
                measure_units(atlas.boundaries, atlas.observations, measure, year)["value"] for year in years
            ]
            hidden = [hide_units(withheld, atlas.boundaries, measure, year) for year in years]
            shown = pd.concat([known.where(~gone) for known, gone in zip(values, hidden, strict=True)])
            some = any(gone.any() for gone in hidden)
            fitted[indicator.id, level] = fit_classes(shown, measure, atlas.catalogue, some_withheld=some)
    return fitted


def list_facts(atlas: Atlas) -> Facts:
    """Return what the strip and the published figures are counted from."""
    return Facts(atlas.boundaries, atlas.observations, atlas.catalogue, atlas.withheld)


def check_published(atlas: Atlas) -> tuple[Comparison, ...]:
    """Return the published figures held against the loaded ones."""
    return compare_published(list_facts(atlas), atlas.published)


def list_levels(indicator: Indicator) -> tuple[Level, ...]:
    """Return the levels at which an indicator can be drawn, from fine to coarse."""
    return tuple(level for level in LEVELS if level in indicator.measures)


def require_view(atlas: Atlas, view: View) -> tuple[Indicator, Measure]:
    """Return the indicator and the measure of a view.

    Raises
    ------
    ViewError
        Year, indicator, level or ward are not in the atlas; all problems at once.
    """
    wards = sorted(set(atlas.boundaries.wards.index))
    indicator = atlas.catalogue.indicators.get(view.indicator)
    problems = [_unknown("ward", code, wards) for code in view.wards if code not in wards]
    if view.year not in atlas.city.years:
        problems.append(_unknown("year", str(view.year), [str(year) for year in atlas.city.years]))
    if indicator is None:
        problems.append(_unknown("indicator", view.indicator, atlas.catalogue.indicators))
    elif view.level not in indicator.measures:
        problems.append(_unknown("level", view.level, list_levels(indicator)))
    if problems or indicator is None:
        raise ViewError(problems)
    return indicator, indicator.measures[view.level]


def _unknown(field: str, value: str, choices: Iterable[str]) -> Problem:
    return Problem(
        file="",
        column=field,
        value=value,
        what_vi="không có trong dữ liệu",
        what_en="is not in the data",
        remedy_vi=f"chọn một trong: {', '.join(choices)}",
        remedy_en=f"choose one of: {', '.join(choices)}",
    )


def make_map(atlas: Atlas, view: View) -> ThematicMap:
    """Return all that is drawn for a view; screen, page and table are made from this one object.

    Raises
    ------
    ViewError
        The view asks for something that the atlas does not have.
    """
    indicator, measure = require_view(atlas, view)
    classes = atlas.classes[view.indicator, view.level]
    layer = build_layer(atlas.boundaries, atlas.observations, measure, view)
    changes = _count_changes(atlas, view, measure, layer.frame)
    frame = _add_tips(atlas, view, _add_classes(atlas, view, layer.frame))
    sentence = write_sentence(Reading(view, indicator, measure, classes, frame, changes))
    facts = list_facts(atlas)
    return ThematicMap(
        view=view,
        city=atlas.city,
        indicator=indicator,
        measure=measure,
        layer=Layer(frame),
        classes=classes,
        counts=count_classes(frame["class"], classes),
        wards=list_units(atlas.boundaries, "ward", view.year),
        in_view=choose_wards(atlas.boundaries, view),
        clusters=_list_clusters(atlas, view),
        rivers=atlas.boundaries.rivers,
        sites=_list_sites(atlas, view),
        strip=build_strip(facts, view, compare_published(facts, atlas.published)),
        furniture=furnish_map(atlas, view, sentence=sentence, page_id=make_page_id(atlas, view)),
    )


def _class_values(
    atlas: Atlas, measure: Measure, classes: Classes, values: pd.Series, year: int
) -> pd.DataFrame:
    """Return the class of each value, and the value as it may be shown: a band or a hidden one not at all."""
    hidden = hide_units(atlas.withheld, atlas.boundaries, measure, year).reindex(
        values.index, fill_value=False
    )
    shown = values.where(~hidden & (measure.kind != "band"))
    return pd.DataFrame({"class": assign_classes(values, classes, hidden), "value": shown})


def _add_classes(atlas: Atlas, view: View, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    measure = atlas.catalogue.indicators[view.indicator].measures[view.level]
    classes = atlas.classes[view.indicator, view.level]
    now = _class_values(atlas, measure, classes, frame["value"], view.year)
    before = _class_values(atlas, measure, classes, frame["previous"], view.year - 1)
    columns = ["part", "whole", "reported", "total"]
    texts = describe_units(now.join(frame[columns]), classes, measure, view.language)
    nothing = {"part": float("nan"), "whole": float("nan"), "reported": 0, "total": 0}
    earlier = describe_units(before.assign(**nothing), classes, measure, view.language)
    return frame.assign(
        **now, text=texts, previous=before["value"], previous_class=before["class"], previous_text=earlier
    )


def _add_tips(atlas: Atlas, view: View, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Add the tips in words, to stand beside what is drawn: hamlets in bands, totals as they may be told."""
    indicator = atlas.catalogue.indicators.get(TIPS)
    if view.indicator == TIPS or indicator is None or view.level not in indicator.measures:
        return frame
    measure, classes = indicator.measures[view.level], atlas.classes[TIPS, view.level]
    known = measure_units(atlas.boundaries, atlas.observations, measure, view.year).loc[frame.index]
    tips = known.assign(**_class_values(atlas, measure, classes, known["value"], view.year))
    order = tips["class"].astype(float) if measure.kind == "band" else tips["value"]
    return frame.assign(tips=describe_units(tips, classes, measure, view.language), tips_order=order)


def _count_changes(
    atlas: Atlas, view: View, measure: Measure, frame: gpd.GeoDataFrame
) -> dict[Change, int] | None:
    if measure.kind != "typology" or set(measure.codes) != {0.0, 1.0} or frame["previous"].isna().all():
        return None
    unchanged = list_unchanged(atlas.boundaries, view.level, view.year)
    return count_changes(compare_status(frame["previous"], frame["value"], known_before=unchanged))


def _list_clusters(atlas: Atlas, view: View) -> gpd.GeoDataFrame:
    clusters = list_units(atlas.boundaries, "cluster", view.year)
    if "clusters" not in view.layers and view.level != "cluster":
        return clusters.iloc[:0]
    return clusters[is_in_view(clusters, "cluster", choose_wards(atlas.boundaries, view))]


def _list_sites(atlas: Atlas, view: View) -> pd.DataFrame:
    sites = place_sites(atlas.boundaries, atlas.observations, view)
    words = {code: words[view.language] for code, words in atlas.city.model_kinds.items()}
    named = sites.assign(kind_label=sites["kind"].map(words).fillna(sites["kind"]))
    return named if "models" in view.layers else named.iloc[:0]


def make_page_id(atlas: Atlas, view: View) -> str:
    """Return eight characters that name this view of this data: another view or byte of data changes them."""
    digest = hashlib.sha256(f"{view.address}\n{atlas.fingerprint}".encode()).digest()
    return base64.b32encode(digest)[:8].decode()
