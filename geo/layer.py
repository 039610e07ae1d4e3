"""Boundaries + observations + View → Layer: values of every unit, dissolved, filtered; rows in = rows out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.model import Layer
from geo.tools.keep import keep
from geo.units import (
    active_sites,
    find_rows,
    is_in_view,
    list_members,
    list_unchanged,
    list_units,
    read_column,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.model import Boundaries, Level, Measure, Observations


def total_hamlets(values: pd.Series, members: pd.Series) -> pd.DataFrame:
    """Return sum, reported and total by unit; the sum is NaN where any hamlet of the unit has no data.

    A sum over the hamlets that happened to report would look like the total of the unit: missing is not zero.
    """
    places, units = pd.factorize(members.array, sort=True)
    known = values.reindex(members.index).to_numpy(dtype=float)
    return pd.DataFrame(_total(known, places, len(units)), index=pd.Index(units, name="unit"))


def _total(known: NDArray[np.float64], places: NDArray[np.intp], units: int) -> dict[str, NDArray[Any]]:
    """Return sum, reported and total of some units: ``known`` are their hamlets, each with its place."""
    total = np.bincount(places, minlength=units)
    reported = np.bincount(places, ~np.isnan(known), minlength=units).astype(int)
    sums = np.bincount(places, np.nan_to_num(known), minlength=units)
    complete = (reported == total) & (total > 0)
    return {"sum": np.where(complete, sums, np.nan), "reported": reported, "total": total}


def share_hamlets(
    known: NDArray[np.float64], places: NDArray[np.intp], units: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return part and whole by unit: hamlets with the value 1, hamlets with any; NaN where none has any.

    Parameters
    ----------
    known, places
        Value and unit of each hamlet.
    units
        How many units there are.
    """
    part = np.bincount(places, known == 1, minlength=units)
    whole = np.bincount(places, ~np.isnan(known), minlength=units)
    some = whole > 0
    return np.where(some, part, np.nan), np.where(some, whole, np.nan)


@keep
def _place_members(
    boundaries: Boundaries, level: Level, year: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return which members, as `list_members` has them, have a unit in a year, and its place."""
    units, members = list_units(boundaries, level, year).index, list_members(boundaries, level, year)
    places = np.asarray(units.get_indexer(pd.Index(members)), dtype=np.intp)
    rows = np.flatnonzero(places >= 0)
    return rows, places[rows]


@keep
def count_models(boundaries: Boundaries, observations: Observations, level: Level, year: int) -> pd.Series:
    """Return the number of distinct models active in a year by unit code; 0 where there is none."""
    members, sites = list_members(boundaries, level, year), active_sites(observations, year)
    at: dict[str, set[str]] = {}
    for hamlet, model in zip(sites["hamlet_code"].tolist(), sites["model_code"].tolist(), strict=True):
        at.setdefault(hamlet, set()).add(model)
    found: dict[str, set[str]] = {}
    for hamlet, unit in zip(members.index.tolist(), members.tolist(), strict=True):
        found.setdefault(unit, set()).update(at.get(str(hamlet), ()))
    units = list_units(boundaries, level, year).index
    return pd.Series([len(found.get(unit, ())) for unit in units], units, dtype=int)


@keep
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
    rows, places = _place_members(boundaries, measure.level, year)

    def observe(column: str) -> NDArray[np.float64]:
        known = read_column(observations, column, "hamlet", year).reindex(members.index)
        return np.asarray(known.to_numpy(dtype=float)[rows])

    totals = _total(observe(measure.column), places, len(units))
    nothing = np.full(len(units), np.nan)
    found: dict[str, NDArray[Any]] = {
        "value": nothing,
        "part": nothing,
        "whole": nothing,
        "reported": totals["reported"],
        "total": totals["total"],
    }
    if measure.rule == "value":
        values = read_column(observations, measure.column, measure.level, year)
        found["value"] = values.reindex(units).to_numpy(dtype=float)
    elif measure.rule == "sum":
        found["value"] = totals["sum"]
    elif measure.rule == "per":
        people = _total(observe(measure.denominator), places, len(units))["sum"]
        found["value"] = measure.per * totals["sum"] / np.where(people > 0, people, np.nan)
    elif measure.rule == "share":
        found["part"], found["whole"] = share_hamlets(observe(measure.column), places, len(units))
        found["value"] = 100 * found["part"] / found["whole"]
    # A list of models without a single row is not the news that no unit has any.
    elif not observations.models.empty:
        found["value"] = count_models(boundaries, observations, measure.level, year).to_numpy(dtype=float)
        found["reported"] = totals["total"]
    return pd.DataFrame(found, index=units)


def build_layer(boundaries: Boundaries, observations: Observations, measure: Measure, year: int) -> Layer:
    """Return the layer of a measure in a year: one row per unit, no unit dropped, doubled or guessed."""
    units = list_units(boundaries, measure.level, year)
    now = measure_units(boundaries, observations, measure, year)
    before = measure_units(boundaries, observations, measure, year - 1)["value"]
    unchanged = list_unchanged(boundaries, measure.level, year)
    frame = units.join(now).assign(previous=before.reindex(unchanged).reindex(units.index))
    if not observations.models.empty:
        frame["models"] = count_models(boundaries, observations, measure.level, year)
    return Layer(frame)


@keep
def filter_layer(layer: Layer, level: Level, wards: tuple[str, ...]) -> Layer:
    """Return the layer with the units of some wards: their rows are what they were."""
    frame = layer.frame
    if level == "cluster":
        return Layer(frame[is_in_view(frame, level, wards)])
    return Layer(frame.iloc[find_rows(frame, "ward_code", wards)])


@keep
def place_sites(boundaries: Boundaries, observations: Observations, year: int) -> pd.DataFrame:
    """Return the sites of the community models active in a year, each at a point inside its hamlet.

    Returns
    -------
    pandas.DataFrame
        model_code, name, kind, hamlet_code, hamlet, ward_code, ward, x, y (metres): a row a site.
    """
    hamlets = list_units(boundaries, "hamlet", year)
    sites = active_sites(observations, year)
    here = sites.loc[sites["hamlet_code"].isin(hamlets.index), ["model_code", "name", "kind", "hamlet_code"]]
    places = hamlets.loc[here["hamlet_code"]]
    points = places.geometry.representative_point()
    return here.reset_index(drop=True).assign(
        hamlet=places["name"].to_numpy(),
        ward_code=places["ward_code"].to_numpy(),
        ward=places["ward_name"].to_numpy(),
        x=points.x.to_numpy(),
        y=points.y.to_numpy(),
    )
