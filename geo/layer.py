"""Boundaries + observations + View → Layer: values of every unit, dissolved, filtered; rows in = rows out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.model import Layer
from geo.units import (
    ANSWERS_KEPT,
    active_sites,
    choose_wards,
    is_in_view,
    list_members,
    list_unchanged,
    list_units,
    point_hamlets,
    read_column,
)

if TYPE_CHECKING:
    from geo.model import Boundaries, Measure, Observations, View


def total_hamlets(values: pd.Series, members: pd.Series) -> pd.DataFrame:
    """Return sum, reported and total by unit; the sum is NaN where any hamlet of the unit has no data.

    A sum over the hamlets that happened to report would look like the total of the unit: missing is not zero.
    """
    spread = pd.DataFrame(
        {"unit": members.to_numpy(), "value": values.reindex(members.index).to_numpy(dtype=float)}
    )
    grouped = spread.groupby("unit")["value"]
    totals = pd.DataFrame({"sum": grouped.sum(), "reported": grouped.count(), "total": grouped.size()})
    return totals.assign(sum=totals["sum"].where(totals["reported"] == totals["total"]))


def share_hamlets(values: pd.Series, members: pd.Series) -> pd.DataFrame:
    """Return part and whole by unit: hamlets with the value 1, hamlets with any; NaN where none has any."""
    known = values.reindex(members.index).to_numpy(dtype=float)
    spread = pd.DataFrame(
        {"unit": members.to_numpy(), "part": (known == 1).astype(float), "whole": ~np.isnan(known)}
    )
    counted = spread.groupby("unit").sum().astype(float)
    return counted.where(counted["whole"] > 0)


def count_models(observations: Observations, members: pd.Series, year: int) -> pd.Series:
    """Return the number of distinct models active in a year by unit; units without one are absent."""
    sites = active_sites(observations, year)
    spread = pd.DataFrame({"hamlet_code": members.index, "unit": members.to_numpy()})
    return spread.merge(sites, on="hamlet_code").groupby("unit")["model_code"].nunique()


@lru_cache(maxsize=ANSWERS_KEPT)
def measure_units(
    boundaries: Boundaries, observations: Observations, measure: Measure, year: int
) -> pd.DataFrame:
    """Return the values of a measure for every unit of its level in a year.

    Returns
    -------
    pandas.DataFrame
        By unit code: value, part, whole (float), reported, total (int). Every valid unit has its row.
    """
    units = list_units(boundaries, measure.level, year).index
    members = list_members(boundaries, measure.level, year)
    hamlets = read_column(observations, measure.column, "hamlet", year)
    totals = total_hamlets(hamlets, members).reindex(units)
    frame = pd.DataFrame({"value": np.nan, "part": np.nan, "whole": np.nan}, index=units).assign(
        reported=totals["reported"].fillna(0).astype(int), total=totals["total"].fillna(0).astype(int)
    )
    if measure.rule == "value":
        return frame.assign(
            value=read_column(observations, measure.column, measure.level, year).reindex(units)
        )
    if measure.rule == "sum":
        return frame.assign(value=totals["sum"])
    if measure.rule == "share":
        counted = share_hamlets(hamlets, members).reindex(units)
        return frame.assign(**counted, value=100 * counted["part"] / counted["whole"])
    if measure.rule == "per":
        people = total_hamlets(read_column(observations, measure.denominator, "hamlet", year), members)["sum"]
        return frame.assign(value=measure.per * totals["sum"] / people.where(people > 0).reindex(units))
    # A list of models without a single row is not the news that no unit has any.
    if observations.models.empty:
        return frame
    counted_models = count_models(observations, members, year).reindex(units)
    return frame.assign(value=counted_models.fillna(0).astype(float), reported=frame["total"])


def build_layer(boundaries: Boundaries, observations: Observations, measure: Measure, view: View) -> Layer:
    """Return the layer of a view: one row per unit in view, no unit dropped, doubled or guessed.

    Parameters
    ----------
    measure
        The measure of ``view.indicator`` at ``view.level``.
    """
    units = list_units(boundaries, view.level, view.year)
    now = measure_units(boundaries, observations, measure, view.year)
    before = measure_units(boundaries, observations, measure, view.year - 1)["value"]
    unchanged = list_unchanged(boundaries, view.level, view.year)
    models = count_models(observations, list_members(boundaries, view.level, view.year), view.year)
    frame = units.join(now).assign(
        previous=before.reindex(unchanged).reindex(units.index),
        models=models.reindex(units.index).fillna(0).astype(int),
    )
    return Layer(frame[is_in_view(units, view.level, choose_wards(boundaries, view))])


def place_sites(boundaries: Boundaries, observations: Observations, view: View) -> pd.DataFrame:
    """Return the sites of the community models in view, each at a point inside its hamlet.

    Returns
    -------
    pandas.DataFrame
        model_code, name, kind, hamlet_code, hamlet, ward, x, y (metres): a row a site.
    """
    hamlets = list_units(boundaries, "hamlet", view.year)
    hamlets = hamlets[hamlets["ward_code"].isin(choose_wards(boundaries, view))]
    sites = active_sites(observations, view.year)
    here = sites.loc[sites["hamlet_code"].isin(hamlets.index), ["model_code", "name", "kind", "hamlet_code"]]
    places = hamlets.loc[here["hamlet_code"]]
    points = point_hamlets(boundaries, view.year).loc[here["hamlet_code"]]
    return here.reset_index(drop=True).assign(
        hamlet=places["name"].to_numpy(),
        ward=places["ward_name"].to_numpy(),
        x=points.x.to_numpy(),
        y=points.y.to_numpy(),
    )
