"""ClusterReport → its tables, as they can be taken away: the clusters, the models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.model.clusters import PlainTable
from geo.tools.words import say

if TYPE_CHECKING:
    from geo.model.clusters import ClusterReport

MODEL_COLUMNS: Final = ("model", "kind", "started", "places", "cluster")


def list_tables(report: ClusterReport) -> tuple[PlainTable, PlainTable]:
    """Return the clusters in view with what each indicator says of them, and the models in view."""
    language = report.map.view.language
    clusters = PlainTable(
        title=say("clusters.clusters", language),
        heads=(say("clusters.cluster", language), say("clusters.members", language), *report.indicators),
        rows=tuple((line.name, ", ".join(line.names), *line.values) for line in report.clusters),
    )
    models = PlainTable(
        title=say("clusters.models_table", language),
        heads=tuple(say(f"clusters.{column}", language) for column in MODEL_COLUMNS),
        rows=tuple(
            (line.name, line.kind_label, line.started, "; ".join(line.places), ", ".join(line.clusters))
            for line in report.models
        ),
    )
    return clusters, models
