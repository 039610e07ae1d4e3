"""What ships in ``data/``, read plainly: not through the code that the tests are about."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest

from geo.demo import DATA, read_facts

YEARS = [2016, 2017, 2018]


def read_table(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / "indicators" / f"{name}.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="session")
def shipped_wards() -> gpd.GeoDataFrame:
    return gpd.read_file(DATA / "boundaries" / "wards.shp").set_index("code")


@pytest.fixture(scope="session")
def shipped_hamlets() -> gpd.GeoDataFrame:
    return gpd.read_file(DATA / "boundaries" / "hamlets.shp").set_index("code")


@pytest.fixture(scope="session")
def ward_facts() -> pd.DataFrame:
    return read_facts("wards_2018").set_index("ward_code")
