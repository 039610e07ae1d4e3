"""The road: files → Atlas (once), Atlas + View → ThematicMap (every time). The only module that imports the stations."""

from __future__ import annotations

import base64
import hashlib
import itertools
from typing import TYPE_CHECKING

import pandas as pd

from geo.change import compare_status, count_changes
from geo.classify import assign_classes, count_classes, fit_classes
from geo.disclosure import find_disclosing_totals, find_withheld
from geo.errors import Problem, ViewError
from geo.figures import Facts, build_strip, compare_published
from geo.layer import (
    active_sites,
    build_layer,
    choose_wards,
    dissolve_clusters,
    list_members,
    measure_units,
    pick_valid,
    read_column,
)
from geo.match import match_models, match_rows
from geo.model import LEVELS, WITHHELD, Atlas, Furniture, Layer, Observations, ThematicMap, Withheld
from geo.read import (
    fingerprint,
    read_boundaries,
    read_catalogue,
    read_city,
    read_models,
    read_published,
    read_table,
)
from geo.sentence import describe_value, name_unit, write_sentence
from geo.words import day, number, say

if TYPE_CHECKING:
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
    withheld = _find_withheld(city, catalogue, boundaries, observations)
    return Atlas(
        folder=folder,
        city=city,
        boundaries=boundaries,
        observations=observations,
        catalogue=catalogue,
        published=read_published(folder),
        reports=reports,
        classes=_fit_all(city, catalogue, boundaries, observations, withheld),
        withheld=withheld,
        fingerprint=fingerprint(folder),
    )


def _observe(
    folder: Path, city: City, catalogue: Catalogue, boundaries: Boundaries
) -> tuple[Observations, tuple[MatchReport, ...]]:
    matched = [
        match_rows(read_table(folder / "indicators" / f"{table.file}.csv", table), boundaries, table)
        for table in catalogue.tables
    ]
    models, sites = read_models(folder, city.model_kinds)
    coded_sites, sites_report = match_models(models, sites, boundaries)
    observations = Observations(pd.concat([values for values, _ in matched]), models, coded_sites)
    return observations, (*(report for _, report in matched), sites_report)


def _find_withheld(
    city: City, catalogue: Catalogue, boundaries: Boundaries, observations: Observations
) -> Withheld:
    """Return what must be hidden of the counts that hamlets show in bands (all years of the city)."""
    hamlets: set[tuple[int, str]] = set()
    totals: set[tuple[int, str]] = set()
    bands = [
        indicator.measures["hamlet"]
        for indicator in catalogue.indicators.values()
        if "hamlet" in indicator.measures and indicator.measures["hamlet"].kind == "band"
    ]
    for measure, year in itertools.product(bands, city.years):
        wards = list_members(boundaries, "ward", year)
        counts = read_column(observations, measure.column, "hamlet", year).reindex(wards.index)
        rule = {"breaks": measure.breaks, "k": city.suppress_below}
        hidden = find_withheld(counts, wards, **rule)
        hamlets |= {(year, str(code)) for code in hidden.index[hidden]}
        totals |= {(year, ward) for ward in find_disclosing_totals(counts, wards, **rule)}
    return Withheld(frozenset(hamlets), frozenset(totals))


def _fit_all(
    city: City, catalogue: Catalogue, boundaries: Boundaries, observations: Observations, withheld: Withheld
) -> dict[tuple[str, Level], Classes]:
    fitted = {}
    for indicator in catalogue.indicators.values():
        for level, measure in indicator.measures.items():
            values = [measure_units(boundaries, observations, measure, year)["value"] for year in city.years]
            hidden = [
                _is_withheld(withheld, boundaries, measure, known.index, year)
                for known, year in zip(values, city.years, strict=True)
            ]
            shown = pd.concat([known.where(~gone) for known, gone in zip(values, hidden, strict=True)])
            some = any(gone.any() for gone in hidden)
            fitted[indicator.id, level] = fit_classes(shown, measure, catalogue, some_withheld=some)
    return fitted


def _is_withheld(
    withheld: Withheld, boundaries: Boundaries, measure: Measure, units: pd.Index, year: int
) -> pd.Series:
    """Return which units of a measure are hidden: bands that a total gives back, totals that give a count back."""
    nothing = pd.Series(data=False, index=units)
    if measure.kind == "band":
        return pd.Series(withheld.among(units, "hamlet", year), index=units)
    if measure.rule not in ("sum", "per") or not withheld.totals:
        return nothing
    if measure.level == "ward":
        return pd.Series(withheld.among(units, "ward", year), index=units)
    clusters = pick_valid(boundaries.clusters, year)
    touched = clusters["cluster_code"][withheld.among(pd.Index(clusters["ward_code"]), "ward", year)]
    return pd.Series(units.isin(touched), index=units)


def list_facts(atlas: Atlas) -> Facts:
    """Return what the strip and the published figures are counted from."""
    return Facts(atlas.boundaries, atlas.observations, atlas.catalogue, atlas.withheld)


def check_published(atlas: Atlas) -> tuple[Comparison, ...]:
    """Return the published figures held against the loaded ones."""
    return compare_published(list_facts(atlas), atlas.published)


def require_view(atlas: Atlas, view: View) -> tuple[Indicator, Measure]:
    """Return the indicator and the measure of a view.

    Raises
    ------
    ViewError
        Year, indicator, level or ward are not in the atlas; all problems at once.
    """
    problems = []
    wards = set(atlas.boundaries.wards.index)
    indicator = atlas.catalogue.indicators.get(view.indicator)
    if view.year not in atlas.city.years:
        problems.append(_unknown("year", str(view.year), ", ".join(map(str, atlas.city.years))))
    problems += [_unknown("ward", code, ", ".join(sorted(wards))) for code in view.wards if code not in wards]
    if indicator is None:
        problems.append(_unknown("indicator", view.indicator, ", ".join(atlas.catalogue.indicators)))
    elif view.level not in indicator.measures:
        problems.append(_unknown("level", view.level, ", ".join(indicator.measures)))
    if problems or indicator is None:
        raise ViewError(problems)
    return indicator, indicator.measures[view.level]


def _unknown(field: str, value: str, choices: str) -> Problem:
    return Problem(
        file="",
        column=field,
        value=value,
        what_vi="không có trong dữ liệu",
        what_en="is not in the data",
        remedy_vi=f"chọn một trong: {choices}",
        remedy_en=f"choose one of: {choices}",
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
    frame = _class_frame(atlas, view, measure, classes, layer.frame)
    changes = _count_changes(atlas, view, measure, frame)
    sentence = write_sentence(view, indicator, measure, frame, classes, changes)
    wards = pick_valid(atlas.boundaries.wards, view.year)
    facts = list_facts(atlas)
    return ThematicMap(
        view=view,
        city=atlas.city,
        indicator=indicator,
        measure=measure,
        layer=Layer(frame),
        classes=classes,
        counts=count_classes(frame["class"], classes),
        wards=wards,
        in_view=choose_wards(atlas.boundaries, view),
        clusters=_clusters_in_view(atlas, view),
        rivers=atlas.boundaries.rivers,
        sites=_place_sites(atlas, view),
        strip=build_strip(facts, view, compare_published(facts, atlas.published)),
        furniture=_furnish(atlas, view, indicator, measure, sentence),
    )


def _class_frame(
    atlas: Atlas, view: View, measure: Measure, classes: Classes, frame: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    now, before = (
        _is_withheld(atlas.withheld, atlas.boundaries, measure, frame.index, year)
        for year in (view.year, view.year - 1)
    )
    classed = frame.assign(
        **{
            "class": assign_classes(frame["value"], classes, now),
            "previous_class": assign_classes(frame["previous"], classes, before),
        }
    )
    if measure.kind == "band":
        classed = classed.assign(value=float("nan"), previous=float("nan"))
    classed = classed.assign(
        value=classed["value"].where(~now), previous=classed["previous"].where(~before)
    )
    texts = _describe(classed, "class", "value", measure, classes, view)
    return classed.assign(text=texts, previous_text=_describe_previous(classed, measure, classes, view))


def _describe(
    frame: gpd.GeoDataFrame, position: str, value: str, measure: Measure, classes: Classes, view: View
) -> list[str]:
    labels = [entry.label[view.language] for entry in classes.entries]
    by_label = measure.kind in ("typology", "band")
    texts = []
    rows = zip(frame[position], frame[value], frame["part"], frame["whole"], strict=True)
    for place, amount, part, whole in rows:
        special = place == classes.missing or classes.entries[place].key == WITHHELD
        texts.append(
            labels[place]
            if by_label or special
            else describe_value(amount, part, whole, measure, view.language)
        )
    return [_explain_gap(text, *row, measure, view) for text, *row in zip(
        texts, frame[position] == classes.missing, frame["reported"], frame["total"], strict=True
    )]


def _explain_gap(text: str, missing: bool, reported: int, total: int, measure: Measure, view: View) -> str:  # noqa: FBT001, PLR0913
    """Return why a total is missing: some hamlets reported, not all of them."""
    if not missing or measure.rule not in ("sum", "per") or not 0 < reported < total:
        return text
    return say("value.incomplete", view.language, reported=reported, total=total)


def _describe_previous(frame: gpd.GeoDataFrame, measure: Measure, classes: Classes, view: View) -> list[str]:
    bare = frame.assign(part=float("nan"), whole=float("nan"), reported=0, total=0)
    return _describe(bare, "previous_class", "previous", measure, classes, view)


def _count_changes(
    atlas: Atlas, view: View, measure: Measure, frame: gpd.GeoDataFrame
) -> dict[Change, int] | None:
    if measure.kind != "typology" or frame["previous"].isna().all():
        return None
    earlier = atlas.boundaries.hamlets if view.level == "hamlet" else atlas.boundaries.wards
    known = pick_valid(earlier, view.year - 1).index
    return count_changes(compare_status(frame["previous"], frame["value"], known_before=known))


def _clusters_in_view(atlas: Atlas, view: View) -> gpd.GeoDataFrame:
    clusters = dissolve_clusters(atlas.boundaries, view.year)
    if "clusters" not in view.layers and view.level != "cluster":
        return clusters.iloc[:0]
    chosen = set(choose_wards(atlas.boundaries, view))
    return clusters[[not chosen.isdisjoint(members) for members in clusters["members"]]]


def _place_sites(atlas: Atlas, view: View) -> pd.DataFrame:
    """Return the sites of the models in view, each at a point inside its hamlet."""
    hamlets = pick_valid(atlas.boundaries.hamlets, view.year)
    hamlets = hamlets[hamlets["ward_code"].isin(choose_wards(atlas.boundaries, view))]
    sites = active_sites(atlas.observations, view.year)
    here = sites[sites["hamlet_code"].isin(hamlets.index)]
    if "models" not in view.layers:
        here = here.iloc[:0]
    places = hamlets.loc[here["hamlet_code"]]
    points = places.geometry.representative_point()
    wards = atlas.boundaries.wards
    kinds = {code: words[view.language] for code, words in atlas.city.model_kinds.items()}
    return here.reset_index(drop=True).assign(
        kind_label=here["kind"].map(kinds).to_numpy(),
        hamlet=places["name"].to_numpy(),
        ward=[
            name_unit(name, kind, "")
            for name, kind in wards.loc[places["ward_code"], ["name", "kind"]].itertuples(index=False)
        ],
        x=points.x.to_numpy(),
        y=points.y.to_numpy(),
    )


def _furnish(atlas: Atlas, view: View, indicator: Indicator, measure: Measure, sentence: str) -> Furniture:
    language, city = view.language, atlas.city
    note = measure.note[language]
    by_level = say("furniture.by_level", language, units=say(f"units.{view.level}", language))
    date = city.data_dates.get(view.year, f"{view.year}-12-31")
    return Furniture(
        title=say(
            "furniture.title",
            language,
            indicator=indicator.title[language],
            place=_name_place(atlas, view),
            year=view.year,
        ),
        subtitle=f"{by_level} {note}".strip(),
        banner=say("furniture.banner", language) if city.synthetic or indicator.synthetic else "",
        source=say(
            "furniture.source",
            language,
            source=indicator.source[language],
            boundaries=city.boundary_source[language],
        ),
        data_date=say("furniture.data_date", language, day=day(date, language)),
        vintage=say("furniture.vintage", language, day=day(city.vintage, language)),
        projection=say("furniture.projection", language),
        office=city.office[language],
        page_id=make_page_id(atlas, view),
        sentence=sentence,
    )


def _name_place(atlas: Atlas, view: View) -> str:
    city = atlas.city.name[view.language]
    wards = atlas.boundaries.wards
    names = [name_unit(wards.at[code, "name"], wards.at[code, "kind"], "") for code in view.wards]
    if not names:
        return city
    if len(names) > 3:  # noqa: PLR2004  a longer list does not fit a title
        names = [say("furniture.wards_many", view.language, count=number(len(names), view.language))]
    return f"{', '.join(names)}, {city}"


def make_page_id(atlas: Atlas, view: View) -> str:
    """Return eight characters that name this view of this data: another view or another byte of data changes them."""
    digest = hashlib.sha256(f"{view.address}\n{atlas.fingerprint}".encode()).digest()
    return base64.b32encode(digest)[:8].decode()


def list_levels(indicator: Indicator) -> tuple[Level, ...]:
    """Return the levels at which an indicator can be drawn, from fine to coarse."""
    return tuple(level for level in LEVELS if level in indicator.measures)
