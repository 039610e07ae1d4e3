"""The nouns of the screen of clusters and community models."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from geo.model import ThematicMap


@dataclass(frozen=True)
class ClusterLine:
    """A cluster of linked wards.

    Parameters
    ----------
    code, name
        As in the table of clusters.
    members
        Codes of its wards.
    names
        Their names in full, parallel to ``members``.
    values
        What each indicator says of it, in words, parallel to `ClusterReport.indicators`.
    order
        The same as numbers to sort by; None where there is none.
    """

    code: str
    name: str
    members: tuple[str, ...]
    names: tuple[str, ...]
    values: tuple[str, ...]
    order: tuple[float | None, ...]


@dataclass(frozen=True)
class ModelLine:
    """A community model: one line however many sites it has.

    Parameters
    ----------
    code, name, kind
        As in the table of models; ``kind`` is a code.
    kind_label
        Words of the kind, in the language of the view.
    started
        Year founded, or None where the table does not say.
    places
        Names of the hamlets in view where it works.
    wards
        Codes of their wards, each once.
    clusters
        Names of the clusters that these wards belong to.
    """

    code: str
    name: str
    kind: str
    kind_label: str
    started: int | None
    places: tuple[str, ...]
    wards: tuple[str, ...]
    clusters: tuple[str, ...]


@dataclass(frozen=True)
class PlainTable:
    """A table as it is read: of words and of whole numbers.

    Parameters
    ----------
    title
        What it is a table of.
    heads
        Titles of its columns.
    rows
        Cells of each row, parallel to ``heads``; None where there is nothing to say.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str | int | None, ...], ...]


@dataclass(frozen=True, eq=False)
class ClusterReport:
    """What there is to say of the clusters and models of a view.

    Parameters
    ----------
    map
        The wards by the cluster they belong to, drawn as any map is; ``sites`` are the models that are shown.
    indicators
        Titles of the indicators that clusters have.
    clusters, models
        Those in view.
    columns
        Frame by ward code, wards in view: a column an indicator of the wards, in words.
    missing
        Sentences that name what is missing: clusters and wards without a model, wards in no cluster; or say
        that nothing is.
    """

    map: ThematicMap
    indicators: tuple[str, ...]
    clusters: tuple[ClusterLine, ...]
    models: tuple[ModelLine, ...]
    columns: pd.DataFrame
    missing: tuple[str, ...]
