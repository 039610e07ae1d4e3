"""Boundaries + observations + View → Layer: values of every unit, dissolved, filtered; rows in = rows out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.keep import keep
from geo.model import Layer
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
    total = np.bincount(places, minlength=len(units))
    reported = np.bincount(places, ~np.isnan(known), minlength=len(units)).astype(int)
    sums = np.bincount(places, np.nan_to_num(known), minlength=len(units))
    found = {"sum": np.where(reported == total, sums, np.nan), "reported": reported, "total": total}
    return pd.DataFrame(found, index=pd.Index(units, name="unit"))


def share_hamlets(values: pd.Series, members: pd.Series) -> pd.DataFrame:
    """Return part and whole by unit: hamlets with the value 1, hamlets with any; NaN where none has any."""
    places, units = pd.factorize(members.array, sort=True)
    known = values.reindex(members.index).to_numpy(dtype=float)
    part = np.bincount(places, known == 1, minlength=len(units))
    whole = np.bincount(places, ~np.isnan(known), minlength=len(units))
    some = whole > 0
    found = {"part": np.where(some, part, np.nan), "whole": np.where(some, whole, np.nan)}
    return pd.DataFrame(found, index=pd.Index(units, name="unit"))


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
    totals = total_hamlets(read_column(observations, measure.column, "hamlet", year), members).reindex(units)
    nothing = np.full(len(units), np.nan)
    reported, total = (totals[column].fillna(0).to_numpy(dtype=int) for column in ("reported", "total"))
    found: dict[str, NDArray[Any] | pd.Series] = {
        "value": nothing,
        "part": nothing,
        "whole": nothing,
        "reported": reported,
        "total": total,
    }
    if measure.rule == "value":
        found["value"] = read_column(observations, measure.column, measure.level, year).reindex(units)
    elif measure.rule == "sum":
        found["value"] = totals["sum"]
    elif measure.rule == "per":
        people = total_hamlets(read_column(observations, measure.denominator, "hamlet", year), members)["sum"]
        found["value"] = measure.per * totals["sum"] / people.where(people > 0).reindex(units)
    elif measure.rule == "share":
        hamlets = read_column(observations, measure.column, "hamlet", year)
        counted = share_hamlets(hamlets, members).reindex(units)
        found["part"], found["whole"] = counted["part"], counted["whole"]
        found["value"] = 100 * counted["part"] / counted["whole"]
    # A list of models without a single row is not the news that no unit has any.
    elif not observations.models.empty:
        found["value"] = count_models(boundaries, observations, measure.level, year).astype(float)
        found["reported"] = total
    return pd.DataFrame(found, index=units)


def build_layer(boundaries: Boundaries, observations: Observations, measure: Measure, year: int) -> Layer:
    """Return the layer of a measure in a year: one row per unit, no unit dropped, doubled or guessed."""
    units = list_units(boundaries, measure.level, year)
    now = measure_units(boundaries, observations, measure, year)
    before = measure_units(boundaries, observations, measure, year - 1)["value"]
    unchanged = list_unchanged(boundaries, measure.level, year)
    return Layer(
        units.join(now).assign(
            previous=before.reindex(unchanged).reindex(units.index),
            models=count_models(boundaries, observations, measure.level, year),
        )
    )


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
