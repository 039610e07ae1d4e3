"""Wards by the cluster they belong to: one class a cluster, one for several, one for none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from geo.model import LegendClass, Text
from geo.tools.words import say

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.model import Catalogue, Pattern

TINTS: Final[tuple[tuple[str, Pattern], ...]] = (
    ("#c7dcee", "dots"),
    ("#f0dfae", "hatch"),
    ("#cfe4cd", "horizontal"),
    ("#e6cfe0", "crosshatch"),
    ("#f2cfb8", "dots"),
    ("#cfd3ea", "hatch"),
)
"""Fill and pattern of the clusters in order; a city with more clusters uses them again, the names stay."""

SEVERAL: Final = ("#b9acd8", "dense")
NONE: Final = ("#ffffff", "solid")


def style_memberships(clusters: gpd.GeoDataFrame, catalogue: Catalogue) -> tuple[LegendClass, ...]:
    """Return the legend entries: the clusters, several, none; the last one, "no data", stays empty."""
    entries = [
        LegendClass(str(code), Text(name, name), *TINTS[place % len(TINTS)])
        for place, (code, name) in enumerate(clusters["name"].items())
    ]
    return (*entries, _entry("several", *SEVERAL), _entry("none", *NONE), catalogue.no_data)


def _entry(key: str, colour: str, pattern: Pattern) -> LegendClass:
    words = Text(vi=say(f"clusters.{key}", "vi"), en=say(f"clusters.{key}", "en"))
    return LegendClass(key, words, colour, pattern)


def list_memberships(clusters: gpd.GeoDataFrame, wards: pd.Index) -> pd.Series:
    """Return the codes of the clusters of each ward: a tuple by ward code, () where it is in none."""
    found: dict[str, list[str]] = {str(ward): [] for ward in wards}
    for code, members in clusters["members"].items():
        for ward in members:
            if ward in found:
                found[ward].append(str(code))
    return pd.Series([tuple(codes) for codes in found.values()], index=wards, dtype=object)
