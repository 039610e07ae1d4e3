"""Questions to what was read: which units there are in a year, who belongs to whom, what was observed.

A leaf that stations and drawers ask. Answers are kept (`geo.tools.keep`): nobody may write into them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.tools.keep import keep
from geo.tools.words import name_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.model import Boundaries, Level, Observations, View

Frame = TypeVar("Frame", bound=pd.DataFrame)

# A city has few names and they are asked one by one: each would be unpacked from an Arrow array again.
pd.set_option("mode.string_storage", "python")


def last_day(year: int) -> str:
    """Return the day on which the units of a year are taken."""
    return f"{year}-12-31"


def pick_valid(frame: Frame, year: int) -> Frame:
    """Return the rows (units or memberships) that are valid on the last day of a year."""
    valid: Frame = frame[find_valid(frame, year)]
    return valid


def find_valid(frame: pd.DataFrame, year: int) -> NDArray[np.bool_]:
    """Return which rows (units or memberships) are valid on the last day of a year."""
    day = last_day(year)
    # `tolist` here and elsewhere: a pandas array that is walked makes each of its texts anew.
    times = zip(frame["valid_from"].tolist(), frame["valid_to"].tolist(), strict=True)
    return np.array([(start or day) <= day <= (end or day) for start, end in times], dtype=bool)


@keep
def list_latest(boundaries: Boundaries, level: Literal["hamlet", "ward"]) -> gpd.GeoDataFrame:
    """Return every unit of any time once, as it was last: for what asks by code alone, whatever the year."""
    units = boundaries.wards if level == "ward" else boundaries.hamlets
    latest: gpd.GeoDataFrame = units[~units.index.duplicated(keep="last")]
    return latest


@keep
def list_units(boundaries: Boundaries, level: Level, year: int) -> gpd.GeoDataFrame:
    """Return the units of a level valid in a year, by code.

    Returns
    -------
    geopandas.GeoDataFrame
        name, kind, valid_from, valid_to, ward_code, ward_name ("" above the hamlets), geometry; clusters have
        members (tuple of ward codes) instead of the validity.
    """
    wards = _find_rows_of_year(boundaries.wards, year)
    if level == "ward":
        return _pick_wards(boundaries, wards)
    if level == "cluster":
        return _dissolve_clusters(boundaries, wards, _find_rows_of_year(boundaries.clusters, year))
    return _pick_hamlets(boundaries, wards, _find_rows_of_year(boundaries.hamlets, year))


def _find_rows_of_year(frame: pd.DataFrame, year: int) -> bytes:
    """Return which rows are valid in a year; years with the same units share all that is known of them."""
    return find_valid(frame, year).tobytes()


@keep
def _pick_wards(boundaries: Boundaries, rows: bytes) -> gpd.GeoDataFrame:
    wards = boundaries.wards[np.frombuffer(rows, dtype=bool)]
    return wards.assign(ward_code=wards.index, ward_name="")


@keep
def _pick_hamlets(boundaries: Boundaries, ward_rows: bytes, rows: bytes) -> gpd.GeoDataFrame:
    wards, hamlets = _pick_wards(boundaries, ward_rows), boundaries.hamlets[np.frombuffer(rows, dtype=bool)]
    kinds = zip(wards.index, wards["name"], wards["kind"], strict=True)
    names = {code: name_unit(name, kind, "") for code, name, kind in kinds}
    return hamlets.assign(ward_name=[names.get(code, "") for code in hamlets["ward_code"]])


@keep
def _dissolve_clusters(boundaries: Boundaries, ward_rows: bytes, rows: bytes) -> gpd.GeoDataFrame:
    wards = _pick_wards(boundaries, ward_rows)
    members = boundaries.clusters[np.frombuffer(rows, dtype=bool)]
    members = members.drop_duplicates(["cluster_code", "ward_code"])
    members = members[members["ward_code"].isin(wards.index)]
    groups = members.groupby("cluster_code")
    codes = pd.Index(list(groups.groups), dtype=str, name="cluster_code")
    unions = [_unite(wards.geometry.loc[list(rows["ward_code"])]) for _, rows in groups]
    return gpd.GeoDataFrame(
        {
            "name": [rows["name"].iloc[0] for _, rows in groups],
            "kind": "",
            "ward_code": "",
            "ward_name": "",
            "members": [tuple(sorted(rows["ward_code"])) for _, rows in groups],
        },
        index=codes,
        geometry=gpd.GeoSeries(unions, index=codes, crs=wards.crs),
    )


def _unite(shapes: gpd.GeoSeries) -> BaseGeometry:
    """Return the union of shapes: in a tenth of the time where shared borders share their corners."""
    try:
        return shapes.union_all(method="coverage")
    except shapely.errors.GEOSException:
        return shapes.union_all()


@keep
def list_members(boundaries: Boundaries, level: Level, year: int) -> pd.Series:
    """Return the unit of each hamlet at a level: a Series hamlet code → unit code.

    A hamlet stands as often as it has units (a ward in two clusters) and not at all where it has none.
    """
    hamlets = list_units(boundaries, "hamlet", year)
    if level == "hamlet":
        return pd.Series(hamlets.index, index=hamlets.index, name="unit")
    if level == "ward":
        return pd.Series(hamlets["ward_code"], name="unit")
    clusters = list_units(boundaries, "cluster", year)
    homes: dict[str, list[str]] = {}
    for cluster, members in zip(clusters.index, clusters["members"], strict=True):
        for ward in members:
            homes.setdefault(ward, []).append(cluster)
    placed = zip(hamlets.index.tolist(), hamlets["ward_code"].tolist(), strict=True)
    pairs = [(code, cluster) for code, ward in placed for cluster in homes.get(ward, ())]
    codes = pd.Index([code for code, _ in pairs], dtype=str, name="code")
    return pd.Series([cluster for _, cluster in pairs], codes, dtype=str, name="unit")


def list_unchanged(boundaries: Boundaries, level: Level, year: int) -> pd.Index:
    """Return the codes of the units of a year that were the same units a year before."""
    return list_same(boundaries, level, year, year - 1)


@keep
def list_same(boundaries: Boundaries, level: Level, year: int, before: int) -> pd.Index:
    """Return the codes of the units of a year that were the same units in another year.

    A code alone does not say so: a unit is its code and the day from which it has its borders, and a cluster
    is its members with theirs. What changed cannot be compared; a new name alone is no change.
    """
    earlier, now = list_units(boundaries, level, before), list_units(boundaries, level, year)
    now = now[now.index.isin(earlier.index)]
    earlier = earlier.loc[now.index]
    if level == "cluster":
        wards = set(list_same(boundaries, "ward", year, before))
        same = _have_equal(earlier, now, "members")
        same &= np.array([wards.issuperset(members) for members in now["members"].tolist()], dtype=bool)
    else:
        same = _have_equal(earlier, now, "valid_from")
        same[~same] = _are_renamed(earlier[~same], now[~same])
    codes: pd.Index = now.index[same]
    return codes


def _have_equal(earlier: pd.DataFrame, now: pd.DataFrame, column: str) -> NDArray[np.bool_]:
    pairs = zip(earlier[column].tolist(), now[column].tolist(), strict=True)
    return np.array([was == one for was, one in pairs], dtype=bool)


def _are_renamed(earlier: gpd.GeoDataFrame, now: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Return which units got another name or kind on the ground that they had.

    A new day with nothing new to see is a change whose earlier borders nobody drew.
    """
    called = _have_equal(earlier, now, "name") & _have_equal(earlier, now, "kind")
    here = shapely.equals(earlier.geometry.to_numpy(), now.geometry.to_numpy())
    return np.asarray(here & _have_equal(earlier, now, "ward_code") & ~called)


def choose_wards(boundaries: Boundaries, view: View) -> tuple[str, ...]:
    """Return the codes of the wards in view: no choice means all, and a ward of another year is not there."""
    wards = list_units(boundaries, "ward", view.year)
    codes = list_cells(wards)
    return tuple(codes[row] for row in find_rows(wards, None, view.wards)) if view.wards else codes


@keep
def list_cells(frame: pd.DataFrame, column: str | None = None) -> tuple[str, ...]:
    """Return the texts of a column, or of the index, of a kept frame."""
    return tuple(map(str, frame.index if column is None else frame[column]))


def find_rows(frame: pd.DataFrame, column: str | None, codes: Iterable[str]) -> list[int]:
    """Return the rows of a kept frame where a column, or the index, has one of some codes; in their order.

    A page of one ward asks this of the whole city again and again: the rows of each code are kept.
    """
    rows = _group_rows(frame, column)
    return sorted(row for code in set(codes) for row in rows.get(code, ()))


def pick_rows(frame: Frame, rows: Iterable[int]) -> Frame:
    """Return some rows of a kept frame, the same object for the same rows: what is known of it is kept."""
    return _pick_rows(frame, tuple(rows))


@keep
def _pick_rows(frame: Frame, rows: tuple[int, ...]) -> Frame:
    picked: Frame = frame.iloc[list(rows)]
    return picked


@keep
def _group_rows(frame: pd.DataFrame, column: str | None) -> Mapping[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row, code in enumerate(frame.index if column is None else frame[column]):
        rows.setdefault(code, []).append(row)
    return rows


def is_in_view(units: gpd.GeoDataFrame, level: Level, wards: tuple[str, ...]) -> pd.Series:
    """Return which units lie in the chosen wards; a cluster is in view with any of its wards."""
    if level == "cluster":
        chosen = set(wards)
        touched = [not chosen.isdisjoint(members) for members in units["members"]]
        return pd.Series(touched, index=units.index, dtype=bool)
    return pd.Series(units["ward_code"].isin(wards))


@keep
def find_first_year(observations: Observations) -> float:
    """Return the first year of which anything was observed; NaN where nothing was."""
    return float(observations.values["year"].min())


@keep
def read_column(observations: Observations, column: str, level: Level, year: int) -> pd.Series:
    """Return the observed values of a column in a year by unit code; units without a row are absent."""
    rows = observations.values.iloc[_group_values(observations).get((year, column, level), [])]
    return rows.set_index("unit")["value"]


@keep
def _group_values(observations: Observations) -> Mapping[tuple[int, str, str], list[int]]:
    """Return the rows of each year, column and level."""
    rows: dict[tuple[int, str, str], list[int]] = {}
    keys = zip(*(observations.values[name].tolist() for name in ("year", "column", "level")), strict=True)
    for row, key in enumerate(keys):
        rows.setdefault(key, []).append(row)
    return rows


@keep
def active_sites(observations: Observations, year: int) -> pd.DataFrame:
    """Return the sites of the models active in a year.

    Returns
    -------
    pandas.DataFrame
        model_code, name, kind, started, ended, hamlet_code: a row a site.
    """
    sites = _place_models(observations)
    active = (sites["started"].fillna(0) <= year) & (sites["ended"].fillna(year) >= year)
    return sites[active].reset_index(drop=True)


@keep
def _place_models(observations: Observations) -> pd.DataFrame:
    """Return the sites of the models of all times."""
    return observations.models.merge(observations.sites, on="model_code")
