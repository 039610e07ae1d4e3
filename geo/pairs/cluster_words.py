"""Clusters and models in words: the sentence that says the map, and what is missing, by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.telling.captions import name_place
from geo.telling.views import CLUSTERS, make_page_id
from geo.tools.words import name_unit, number, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd
    import pandas as pd

    from geo.model import Atlas, Furniture, Language, ThematicMap, View
    from geo.model.clusters import ModelLine


def name_wards(wards: gpd.GeoDataFrame) -> dict[str, str]:
    """Return the full name of each ward by code."""
    rows = zip(wards.index, wards["name"], wards["kind"], strict=True)
    return {str(code): name_unit(name, kind, "") for code, name, kind in rows}


def write_sentence(
    base: ThematicMap, memberships: pd.Series, models: Sequence[ModelLine], names: Mapping[str, str]
) -> str:
    """Return clusters and models of a view as sentences: how many, of how many wards, at how many sites."""
    language, year = base.view.language, base.view.year
    parts = [_say_clusters(base, memberships, names)]
    sites = sum(len(model.places) for model in models)
    key = "clusters.models" if models else "clusters.no_models"
    parts.append(
        say(key, language, year=year, models=number(len(models), language), sites=number(sites, language))
        if models
        else say(key, language, year=year)
    )
    return " ".join(parts)


def _say_clusters(base: ThematicMap, memberships: pd.Series, names: Mapping[str, str]) -> str:
    language, year = base.view.language, base.view.year
    if base.clusters.empty:
        return say("clusters.no_clusters", language, year=year)
    known = base.clusters["name"]
    many = [
        f"{names[str(code)]} ({', '.join(known[list(clusters)])})"
        for code, clusters in memberships.items()
        if len(clusters) > 1
    ]
    words = say(
        "clusters.sentence",
        language,
        year=year,
        clusters=number(len(base.clusters), language),
        members=number(int(memberships.map(bool).sum()), language),
        wards=number(len(memberships), language),
    )
    return words + (say("clusters.many", language, names=", ".join(many)) if many else "") + "."


def write_missing(
    base: ThematicMap, memberships: pd.Series, served: frozenset[str], names: Mapping[str, str]
) -> tuple[str, ...]:
    """Return what is missing, all of it by name: wards in no cluster, clusters and wards without a model.

    Parameters
    ----------
    served
        Codes of the wards of the whole city with a model. Where there are none at all, nothing is said of
        models: a list without a row is not the news that nobody has any.
    """
    language = base.view.language
    said = []
    if not base.clusters.empty:
        alone = [names[str(code)] for code, clusters in memberships.items() if not clusters]
        said.append(_name("alone", alone, language))
    if served:
        without = [
            name
            for name, members in zip(base.clusters["name"], base.clusters["members"], strict=True)
            if served.isdisjoint(members)
        ]
        if not base.clusters.empty:
            said.append(_name("clusters_without", without, language))
        said.append(
            _name("wards_without", [names[c] for c in memberships.index if c not in served], language)
        )
    return tuple(said)


def _name(key: str, names: list[str], language: Language) -> str:
    if not names:
        return say(f"clusters.no_{key}", language)
    return say(f"clusters.{key}", language, names=", ".join(names))


def furnish_clusters(atlas: Atlas, view: View, base: ThematicMap, sentence: str) -> Furniture:
    """Return the words around the map of clusters and models."""
    language = view.language
    shown = [one for one in atlas.catalogue.indicators.values() if "cluster" in one.measures]
    sources = [one.source[language] for one in shown or [base.indicator]]
    parts = dict.fromkeys(part for source in sources for part in source.split("; "))
    return replace(
        base.furniture,
        title=say("clusters.title", language, place=name_place(atlas, view), year=view.year),
        subtitle="",
        source=say(
            "furniture.source",
            language,
            source="; ".join(parts),
            boundaries=atlas.city.boundary_source[language],
        ),
        page_id=make_page_id(atlas, view, CLUSTERS),
        sentence=sentence,
        brief="",
    )
