"""Clusters and community models of a view: members, what the indicators say, where the models are."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from typing import TYPE_CHECKING, Final

import pandas as pd

from geo.atlas import make_map
from geo.model import Classes, Layer, Measure, Text
from geo.model.clusters import ClusterLine, ClusterReport, ModelLine
from geo.pairs.cluster_styles import list_memberships, style_memberships
from geo.pairs.cluster_words import furnish_clusters, name_wards, write_missing, write_sentence
from geo.tools.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.model import Atlas, LayerName, LegendClass, Level, ThematicMap, View

LAYERS: Final[tuple[LayerName, ...]] = ("models", "labels")
"""What of a view's layers its map draws: clusters are always there, and borders are theirs."""


def make_cluster_report(atlas: Atlas, view: View) -> ClusterReport:
    """Return the clusters and the models of the wards in view, in the year in view.

    Level and indicator of the view do not matter: clusters are shown with all their indicators, and the map
    has the wards by the cluster they belong to. Nor does a choice of kinds of models or of classes.
    """
    view = replace(view, kinds=(), off=())
    city = make_map(atlas, replace(view, wards=(), layers=("models", "clusters")))
    base = make_map(atlas, replace(view, layers=("models", "clusters")))
    wards = base.wards[base.wards.index.isin(base.in_view)]
    names = name_wards(base.wards)
    memberships = list_memberships(base.clusters, wards.index)
    models = _list_models(atlas, base, memberships)
    maps = _list_maps(atlas, view, "cluster")
    sentence = write_sentence(base, memberships, models, names)
    return ClusterReport(
        map=_map_memberships(atlas, base, view, memberships, sentence),
        indicators=tuple(one.indicator.title[view.language] for one in maps),
        clusters=tuple(_draw_cluster(str(code), base, names, maps) for code in base.clusters.index),
        models=models,
        columns=_describe_wards(_list_maps(atlas, view, "ward"), wards.index),
        missing=write_missing(base, memberships, frozenset(city.sites["ward_code"]), names),
    )


def _map_memberships(
    atlas: Atlas, base: ThematicMap, view: View, memberships: pd.Series, sentence: str
) -> ThematicMap:
    """Return the wards in view by cluster; the columns of the layer are those of every map."""
    entries = style_memberships(base.clusters, atlas.catalogue)
    codes = tuple(float(place) for place in range(len(entries) - 1))
    keys = [_choose_class(clusters) for clusters in memberships]
    places = {entry.key: place for place, entry in enumerate(entries)}
    position = pd.Series([places[key] for key in keys], index=memberships.index, dtype=int)
    labels = [entries[place].label[view.language] for place in position]
    nothing = float("nan")
    frame = base.wards.loc[memberships.index].assign(
        **dict.fromkeys(("value", "previous", "part", "whole"), nothing),
        **dict.fromkeys(("reported", "total"), 0),
        models=_count_models(base, memberships.index),
        previous_class=len(entries) - 1,
        previous_text="",
        text=labels,
        **{"class": position},
    )
    chosen = tuple(name for name in view.layers if name in LAYERS)
    return replace(
        base,
        view=replace(view, level="ward", layers=("clusters", *chosen)),
        indicator=replace(
            base.indicator,
            id="clusters",
            title=Text(*(say("clusters.legend", "vi"), say("clusters.legend", "en"))),
        ),
        measure=_measure_memberships(entries[:-1], codes),
        layer=Layer(frame),
        classes=Classes(entries, codes=codes),
        counts=tuple(int((position == place).sum()) for place in range(len(entries))),
        sites=base.sites if "models" in view.layers else base.sites.iloc[:0],
        strip=(),
        furniture=furnish_clusters(atlas, view, base, sentence),
    )


def _choose_class(clusters: tuple[str, ...]) -> str:
    if len(clusters) == 1:
        return clusters[0]
    return "several" if clusters else "none"


def _measure_memberships(classes: tuple[LegendClass, ...], codes: tuple[float, ...]) -> Measure:
    return Measure(
        level="ward",
        kind="typology",
        rule="value",
        table="clusters",
        column="cluster_code",
        scheme="typology",
        classes=classes,
        codes=codes,
    )


def _count_models(base: ThematicMap, wards: pd.Index) -> pd.Series:
    counted = base.sites.groupby("ward_code")["model_code"].nunique()
    models: pd.Series = counted.reindex(wards, fill_value=0).astype(int)
    return models


def _list_maps(atlas: Atlas, view: View, level: Level) -> list[ThematicMap]:
    """Return the map of each indicator that a level has."""
    asked = replace(view, level=level, layers=(), patterns=False)
    return [
        make_map(atlas, replace(asked, indicator=name))
        for name, indicator in atlas.catalogue.indicators.items()
        if level in indicator.measures
    ]


def _draw_cluster(
    code: str, base: ThematicMap, names: Mapping[str, str], maps: list[ThematicMap]
) -> ClusterLine:
    members = tuple(base.clusters["members"][code])
    values = [float(one.layer.frame["value"][code]) for one in maps]
    return ClusterLine(
        code=code,
        name=str(base.clusters["name"][code]),
        members=members,
        names=tuple(names[ward] for ward in members),
        values=tuple(str(one.layer.frame["text"][code]) for one in maps),
        order=tuple(None if isnan(value) else value for value in values),
    )


def _describe_wards(maps: list[ThematicMap], wards: pd.Index) -> pd.DataFrame:
    """Return what each indicator says of the wards, in words, a column an indicator by its title."""
    return pd.DataFrame(
        {one.indicator.title[one.view.language]: one.layer.frame["text"].reindex(wards) for one in maps},
        index=wards,
    )


def _list_models(atlas: Atlas, base: ThematicMap, memberships: pd.Series) -> tuple[ModelLine, ...]:
    """Return the models with a site in view, in the order of their codes."""
    started = atlas.observations.models.set_index("model_code")["started"]
    clusters = dict(base.clusters["name"])
    return tuple(
        _draw_model(
            sites,
            None if pd.isna(started[code]) else int(started[code]),
            {ward: tuple(clusters[one] for one in memberships[ward]) for ward in sites["ward_code"]},
        )
        for code, sites in base.sites.groupby("model_code", sort=True)
    )


def _draw_model(
    sites: pd.DataFrame, started: int | None, clusters: Mapping[str, tuple[str, ...]]
) -> ModelLine:
    """Return a model by its sites; ``clusters`` has the names of the clusters of their wards."""
    first = sites.iloc[0]
    return ModelLine(
        code=first["model_code"],
        name=first["name"],
        kind=first["kind"],
        kind_label=first["kind_label"],
        started=started,
        places=tuple(f"{row.hamlet}, {row.ward}" for row in sites.itertuples()),
        wards=tuple(clusters),
        clusters=tuple(dict.fromkeys(name for names in clusters.values() for name in names)),
    )
