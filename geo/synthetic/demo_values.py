"""The made-up values of the synthetic city: tables as clerks would send them, totals as published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from geo.synthetic.demo_models import make_models

if TYPE_CHECKING:
    import geopandas as gpd

YEARS: Final = (2016, 2017, 2018)
CENSUS_YEAR: Final = 2018
GROWTH: Final = 0.008
"""Yearly growth by which population and households of earlier years are estimated from the census."""

NOT_MET_2018: Final = ("21028011", "21187003", "21256007", "21262005")
"""One hamlet in each of four wards: 237 of 241 met, as published; which four is not published."""

WARDS_NOT_MET: Final = {2016: ("21028", "21256"), 2017: ("21256",)}

CLUSTERS: Final = {
    "C1": ("Cụm liên hoàn số 1", ("21010", "21013", "21022", "21025", "21172")),
    "C2": ("Cụm liên hoàn số 2", ("21016", "21019", "21028", "21031")),
    "C3": ("Cụm liên hoàn số 3", ("21172", "21202", "21223", "21232")),
    "C4": ("Cụm liên hoàn số 4", ("21187", "21190", "21211", "21253", "21262")),
}
"""Four clusters, as published; their members are made up. One ward is in two of them, six are in none."""

NO_TIPS: Final = {2016: ("21034", "21199", "21208"), 2017: ("21199", "21256"), 2018: ("21199", "21214")}
"""Wards of which some hamlets sent no number of tips, by year."""


def make_tables(hamlets: gpd.GeoDataFrame, facts: pd.DataFrame, *, seed: int) -> dict[str, pd.DataFrame]:
    """Return the tables of the synthetic city by file name.

    Parameters
    ----------
    hamlets
        code, name, ward_code.
    facts
        Published facts of the wards: ward_code, name, kind, population_2019.
    seed
        Another seed is another city.
    """
    people = make_population(hamlets, facts, np.random.default_rng([seed, 4]))
    models, sites = make_models(hamlets, facts, np.random.default_rng([seed, 5]))
    members = [(code, name, ward, "", "") for code, (name, wards) in CLUSTERS.items() for ward in wards]
    return {
        "safety_hamlets": make_safety(hamlets, np.random.default_rng([seed, 6])),
        "safety_wards": make_ward_safety(facts),
        "tips": make_tips(hamlets, np.random.default_rng([seed, 7])),
        "population": people,
        "models": models,
        "model_sites": sites,
        "clusters": pd.DataFrame(
            members, columns=["cluster_code", "name", "ward_code", "valid_from", "valid_to"]
        ),
        "aliases": pd.DataFrame(columns=["source_name", "ward", "unit_code", "who", "when"]),
    }


def share_largest_remainder(weights: pd.Series, total: int) -> pd.Series:
    """Return whole numbers in proportion to weights that sum exactly to a total (largest remainder)."""
    exact = weights * total / weights.sum()
    shares = np.floor(exact).astype(int)
    rest = (exact - shares).round(9).sort_values(ascending=False, kind="stable").index[: total - shares.sum()]
    shares[rest] += 1
    return pd.Series(shares)


def make_population(hamlets: gpd.GeoDataFrame, facts: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return households and population a year and hamlet; of 2018 they sum to the census in every ward.

    Earlier years are the census less `GROWTH` a year, rounded.
    """
    weight = pd.Series(rng.uniform(0.7, 1.35, len(hamlets)).round(4), index=hamlets["code"])
    census = facts.set_index("ward_code")["population_2019"].astype(int)
    shares = [
        share_largest_remainder(weight[list(codes)], census[ward])
        for ward, codes in hamlets.groupby("ward_code")["code"]
    ]
    people = pd.concat(shares).reindex(hamlets["code"])
    households = (people / rng.uniform(3.4, 4.1, len(people)).round(3)).round().astype(int)
    tables = []
    for year in YEARS:
        factor = (1 - GROWTH) ** (CENSUS_YEAR - year)
        counts = {"households": households, "population": people}
        counted = {name: (count * factor).round().astype(int).to_numpy() for name, count in counts.items()}
        tables.append(pd.DataFrame({"year": year, "hamlet_code": people.index, **counted}))
    return pd.concat(tables)


def make_safety(hamlets: gpd.GeoDataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the status a year and hamlet: 237 of 241 met in 2018, fewer and with gaps before.

    One of the four of 2018 had failed before, one had no status the year before, two are lost titles.
    """
    codes = hamlets["code"].to_numpy(dtype=object)
    others = np.array([code for code in codes if code not in NOT_MET_2018], dtype=object)
    drawn = rng.permutation(others)
    failed = {
        2018: {*NOT_MET_2018},
        2017: {NOT_MET_2018[0], *drawn[:5]},
        2016: {NOT_MET_2018[0], *drawn[2:13]},
    }
    blank = {2018: set(), 2017: {NOT_MET_2018[1], drawn[20]}, 2016: set(drawn[20:25])}
    absent = {2018: set(), 2017: {drawn[30]}, 2016: set(drawn[30:32])}
    rows = [
        (year, code, "" if code in blank[year] else str(code not in failed[year]).lower())
        for year in YEARS
        for code in codes
        if code not in absent[year]
    ]
    return pd.DataFrame(rows, columns=["year", "hamlet_code", "meets_standard"])


def make_ward_safety(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the status a year and ward: a classification of its own, 23 of 23 in 2018."""
    rows = [
        (year, ward, str(ward not in WARDS_NOT_MET.get(year, ())).lower())
        for year in YEARS
        for ward in facts["ward_code"]
    ]
    return pd.DataFrame(rows, columns=["year", "ward_code", "meets_standard"])


def make_tips(hamlets: gpd.GeoDataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the number of tips a year and hamlet: mostly small, some ten and more, some not sent."""
    usual = rng.gamma(0.9, 3.2, len(hamlets)).round(3)
    rows = []
    for year in YEARS:
        counts = rng.poisson(usual)
        silent = _choose_silent(hamlets, NO_TIPS[year], rng)
        cells = zip(hamlets["code"], counts.tolist(), strict=True)
        rows += [
            (year, code, "" if code in silent else str(count))
            for code, count in cells
            if code not in silent[1:]
        ]
    return pd.DataFrame(rows, columns=["year", "hamlet_code", "tips"])


def _choose_silent(hamlets: gpd.GeoDataFrame, wards: tuple[str, ...], rng: np.random.Generator) -> list[str]:
    """Return some hamlets of some wards; the first has an empty cell, the others have no row."""
    return [str(rng.choice(hamlets.loc[hamlets["ward_code"] == ward, "code"].to_numpy())) for ward in wards]
