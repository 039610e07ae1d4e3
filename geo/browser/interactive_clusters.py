"""ClusterReport → what the screen of clusters and models in the browser draws: a map and two tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo.interactive import write_values
from geo.tools.symbols import sign_of
from geo.tools.words import say

if TYPE_CHECKING:
    import pandas as pd

    from geo.model import City
    from geo.model.clusters import ClusterLine, ClusterReport, ModelLine

WORDS: Final = (
    "clusters", "models_table", "cluster", "members", "model", "kind", "started", "places", "unknown_year",
)  # fmt: skip
EMPTY: Final = ("no_clusters", "no_models")


def write_clusters(report: ClusterReport, all_wards: pd.Index) -> dict[str, Any]:
    """Return what changes with the view: map, words, clusters, models, what is missing.

    Parameters
    ----------
    all_wards
        Codes of all wards in the order of the geometry.
    """
    language = report.map.view.language
    values = write_values(report.map, all_wards)
    return {
        **values,
        "words": {
            **values["words"],
            **{key: say(f"clusters.{key}", language) for key in WORDS},
            **{key: say(f"clusters.{key}", language, year=report.map.view.year) for key in EMPTY},
        },
        "columns": _write_columns(report),
        "missing": list(report.missing),
        "indicators": list(report.indicators),
        "clusters": [_write_cluster(line) for line in report.clusters],
        "models": [_write_model(line) for line in report.models],
        "signs": _write_signs(report.map.city),
    }


def _write_columns(report: ClusterReport) -> list[dict[str, Any]]:
    """Return what a ward says when it is pointed at: its clusters, then each indicator of the wards."""
    language = report.map.view.language
    names = dict.fromkeys(report.columns.index, say("clusters.none", language))
    for line in report.clusters:
        for ward in line.members:
            if ward in names:
                others = [names[ward]] if names[ward] != say("clusters.none", language) else []
                names[ward] = ", ".join([*others, line.name])
    own = {"title": say("clusters.cluster", language), "texts": list(names.values())}
    return [own, *({"title": str(title), "texts": list(texts)} for title, texts in report.columns.items())]


def _write_cluster(line: ClusterLine) -> dict[str, Any]:
    return {
        "code": line.code,
        "name": line.name,
        "wards": list(line.members),
        "members": ", ".join(line.names),
        "cells": list(line.values),
        "orders": list(line.order),
    }


def _write_model(line: ModelLine) -> dict[str, Any]:
    return {
        "code": line.code,
        "name": line.name,
        "kind": line.kind,
        "kind_label": line.kind_label,
        "started": line.started,
        "places": "; ".join(line.places),
        "count": len(line.places),
        "wards": list(line.wards),
        "clusters": ", ".join(line.clusters) or "–",
    }


def _write_signs(city: City) -> dict[str, dict[str, str]]:
    """Return the sign of each kind of models, as on the map."""
    signs = {kind: sign_of(place) for place, kind in enumerate(city.model_kinds)}
    return {kind: {"path": sign.path, "colour": sign.colour} for kind, sign in signs.items()}
