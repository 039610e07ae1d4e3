"""Boundaries + observations + View → Layer: values of every unit, dissolved and filtered, rows in = rows out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.model import CRS, Layer

if TYPE_CHECKING:
    from geo.model import Boundaries, Level, Measure, Observations, View


def last_day(year: int) -> str:
    """Return the day on which the units of a year are taken."""
    return f"{year}-12-31"


def pick_valid(frame: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the rows (units or memberships) that are valid on the last day of a year."""
    day = last_day(year)
    begun = (frame["valid_from"] == "") | (frame["valid_from"] <= day)
    return frame[begun & ((frame["valid_to"] == "") | (frame["valid_to"] >= day))]


def list_members(boundaries: Boundaries, level: Level, year: int) -> pd.Series:
    """Return the unit of each hamlet at a level: a Series hamlet code → unit code.

    A hamlet stands as often as it has units (a ward in two clusters) and not at all where it has none.
    """
    hamlets = pick_valid(boundaries.hamlets, year)
    if level == "hamlet":
        return pd.Series(hamlets.index, index=hamlets.index, name="unit")
    if level == "ward":
        return hamlets["ward_code"].rename("unit")
    clusters = pick_valid(boundaries.clusters, year)
    joined = hamlets[["ward_code"]].reset_index().merge(clusters, on="ward_code")
    return joined.set_index("code")["cluster_code"].rename("unit")


def dissolve_clusters(boundaries: Boundaries, year: int) -> gpd.GeoDataFrame:
    """Return the clusters of a year as dissolved outlines.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:5898, indexed by cluster_code: name, kind (""), ward_code (""), members (tuple of ward codes), geometry.
        Empty when no ward belongs to a cluster.
    """
    wards = pick_valid(boundaries.wards, year)
    members = pick_valid(boundaries.clusters, year)
    members = members[members["ward_code"].isin(wards.index)]
    shapes = gpd.GeoDataFrame(
        members[["cluster_code", "name", "ward_code"]],
        geometry=wards.geometry.reindex(members["ward_code"]).to_numpy(),
        crs=CRS,
    )
    names = members.groupby("cluster_code")["name"].first()
    wards_of = members.groupby("cluster_code")["ward_code"].agg(lambda codes: tuple(sorted(codes)))
    outline = shapes[["cluster_code", "geometry"]].dissolve("cluster_code", method="coverage")
    return outline.assign(name=names, kind="", ward_code="", members=wards_of)


def list_units(boundaries: Boundaries, level: Level, year: int) -> gpd.GeoDataFrame:
    """Return the units of a level valid in a year: name, kind, ward_code, ward_name, geometry, by code."""
    if level == "cluster":
        return dissolve_clusters(boundaries, year).assign(ward_name="")
    wards = pick_valid(boundaries.wards, year)
    if level == "ward":
        return wards.assign(ward_code=wards.index, ward_name="")
    hamlets = pick_valid(boundaries.hamlets, year)
    return hamlets.assign(ward_name=hamlets["ward_code"].map(wards["kind"] + " " + wards["name"]))


def read_column(observations: Observations, column: str, level: Level, year: int) -> pd.Series:
    """Return the observed values of a column in a year by unit code; units without a row are absent."""
    values = observations.values
    chosen = values[(values["year"] == year) & (values["column"] == column) & (values["level"] == level)]
    return chosen.set_index("unit")["value"]


def total_hamlets(values: pd.Series, members: pd.Series) -> pd.DataFrame:
    """Return sum, reported and total by unit; the sum is NaN where any hamlet of the unit has no data.

    A sum over the hamlets that happened to report would look like the total of the unit: missing is not zero.
    """
    spread = pd.DataFrame({"unit": members, "value": values.reindex(members.index)})
    grouped = spread.groupby("unit")["value"]
    totals = pd.DataFrame({"sum": grouped.sum(), "reported": grouped.count(), "total": grouped.size()})
    totals.loc[totals["reported"] < totals["total"], "sum"] = np.nan
    return totals


def count_models(observations: Observations, members: pd.Series, year: int) -> pd.Series:
    """Return the number of distinct community models active in a year by unit; units without one are absent."""
    sites = active_sites(observations, year)
    spread = members.rename_axis("hamlet_code").reset_index().merge(sites, on="hamlet_code")
    return spread.groupby("unit")["model_code"].nunique()


def active_sites(observations: Observations, year: int) -> pd.DataFrame:
    """Return the sites of the models active in a year: model_code, name, kind, started, ended, hamlet_code."""
    models = observations.models
    active = (models["started"].fillna(0) <= year) & (models["ended"].fillna(year) >= year)
    return models[active].merge(observations.sites, on="model_code")


def measure_units(boundaries: Boundaries, observations: Observations, measure: Measure, year: int) -> pd.DataFrame:
    """Return the values of a measure for every unit of its level in a year.

    Returns
    -------
    pandas.DataFrame
        By unit code: value, part, whole (float), reported, total (int). Every valid unit has its row.
    """
    members = list_members(boundaries, measure.level, year)
    hamlet_values = read_column(observations, measure.column, "hamlet", year)
    totals = total_hamlets(hamlet_values, members)
    if measure.rule == "value":
        result = totals.assign(value=read_column(observations, measure.column, measure.level, year))
    elif measure.rule == "sum":
        result = totals.assign(value=totals["sum"])
    elif measure.rule == "share":
        result = _share(totals, hamlet_values, members)
    elif measure.rule == "per":
        people = total_hamlets(read_column(observations, measure.denominator, "hamlet", year), members)["sum"]
        result = totals.assign(value=measure.per * totals["sum"] / people.where(people > 0))
    else:
        counted = count_models(observations, members, year)
        result = totals.assign(value=counted.reindex(totals.index).fillna(0.0), reported=totals["total"])
    blank = pd.DataFrame({"part": np.nan, "whole": np.nan}, index=result.index)
    return result.combine_first(blank)[["value", "part", "whole", "reported", "total"]]


def _share(totals: pd.DataFrame, values: pd.Series, members: pd.Series) -> pd.DataFrame:
    met = (values == 1).reindex(members.index, fill_value=False).groupby(members.to_numpy()).sum()
    part = met.reindex(totals.index).where(totals["reported"] > 0).astype(float)
    whole = totals["reported"].where(totals["reported"] > 0).astype(float)
    return totals.assign(value=100 * part / whole, part=part, whole=whole)


def choose_wards(boundaries: Boundaries, view: View) -> tuple[str, ...]:
    """Return the codes of the wards in view; no choice means all of them."""
    wards = pick_valid(boundaries.wards, view.year)
    return tuple(code for code in wards.index if not view.wards or code in view.wards)


def in_view(units: gpd.GeoDataFrame, level: Level, wards: tuple[str, ...]) -> pd.Series:
    """Return which units lie in the chosen wards; a cluster is in view with any of its wards."""
    if level == "cluster":
        chosen = set(wards)
        return units["members"].map(lambda members: not chosen.isdisjoint(members)).astype(bool)
    return units["ward_code"].isin(wards)


def build_layer(boundaries: Boundaries, observations: Observations, measure: Measure, view: View) -> Layer:
    """Return the layer of a view: one row per unit in view, no unit dropped, doubled or guessed.

    Parameters
    ----------
    measure
        The measure of ``view.indicator`` at ``view.level``.
    """
    units = list_units(boundaries, view.level, view.year)
    now = measure_units(boundaries, observations, measure, view.year)
    before = measure_units(boundaries, observations, measure, view.year - 1)
    models = count_models(observations, list_members(boundaries, view.level, view.year), view.year)
    frame = units.join(now, how="left").assign(
        previous=before["value"].reindex(units.index), models=models.reindex(units.index).fillna(0).astype(int)
    )
    frame[["reported", "total"]] = frame[["reported", "total"]].fillna(0).astype(int)
    return Layer(frame[in_view(units, view.level, choose_wards(boundaries, view))])
