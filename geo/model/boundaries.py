"""Units with their shapes, and how they change over the years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from geo.model.basics import Level


@dataclass(frozen=True)
class UnitChange:
    """What became of one unit on a day.

    Parameters
    ----------
    day
        ISO date from which the new unit is there.
    level
        Of both units.
    ward_before, name_before
        Code of the old unit, or of the ward of a hamlet; its name.
    ward_after, name_after
        The same of the new unit.
    whole
        Whether all of the old unit went there; of a part nobody published how much it is.
    """

    day: str
    level: Level
    ward_before: str
    name_before: str
    ward_after: str
    name_after: str
    whole: bool


@dataclass(frozen=True, eq=False)
class Boundaries:
    """The units and their borders, in the CRS of the city, metres.

    Parameters
    ----------
    hamlets, wards
        GeoDataFrames indexed by ``code`` (str, ascending): name, kind, valid_from, valid_to (ISO or ""),
        geometry; hamlets also ward_code. A unit whose borders changed has a row for each time: its code
        stands several times, in the order of valid_from, and no two rows have a day in common.
    clusters
        DataFrame cluster_code, name, ward_code, valid_from, valid_to: membership, a row each.
    rivers
        GeoDataFrame name, geometry: lines that give bearings; may be empty.
    changes
        What became of units that were merged, split or renamed, by day.
    """

    hamlets: gpd.GeoDataFrame
    wards: gpd.GeoDataFrame
    clusters: pd.DataFrame
    rivers: gpd.GeoDataFrame
    changes: tuple[UnitChange, ...] = ()
