"""Hamlets that the ward above them has not, and another one has, show that the name of one is missing."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box
from test_tables import VOCABULARY, Rows, sheet

from geo.clerks.tables import read_tables
from geo.matching.blocks import doubt_blocks
from geo.matching.clerk import Years, match_tables
from geo.model import Boundaries

YEARS = Years(2018, 2018)
HAMLETS = {
    "Lộc Tấn": ["Ấp 1", "Ấp 2", "Cây Chặt", "Ấp 5"],
    "Tân Hưng": ["Ấp 2", "Đông Hồ", "Ấp 5", "Lòng Hồ", "Ấp 9"],
}


@pytest.fixture(scope="module")
def city() -> Boundaries:
    """Two wards which share the names of some hamlets."""
    wards = [(str(100 + n), ward, "xã") for n, ward in enumerate(HAMLETS)]
    hamlets = [
        (f"{code}{place:03d}", name, "ấp", code)
        for code, ward, _ in wards
        for place, name in enumerate(HAMLETS[ward], 1)
    ]
    nothing = gpd.GeoDataFrame({"name": []}, geometry=[], crs="EPSG:5898")
    return Boundaries(
        lay_out(hamlets, ["code", "name", "kind", "ward_code"]),
        lay_out(wards, ["code", "name", "kind"]),
        pd.DataFrame(),
        nothing,
    )


def lay_out(rows: list[tuple[str, ...]], columns: list[str]) -> gpd.GeoDataFrame:
    frame = pd.DataFrame(rows, columns=columns).assign(valid_from="", valid_to="")
    shapes = [box(n, 0, n + 1, 1) for n in range(len(rows))]
    return gpd.GeoDataFrame(frame, geometry=shapes, crs="EPSG:5898").set_index("code", drop=False)


def join(city: Boundaries, names: list[str]) -> list[tuple[str, str]]:
    """What becomes of hamlets below the name of the first ward."""
    rows: Rows = [["TT", "Thôn, tổ dân phố", "Kết quả"], ["I", "Xã Lộc Tấn", ""]]
    rows += [["", name, "Đạt"] for name in names]
    tables = doubt_blocks(read_tables("a.xlsx", [sheet(rows)], VOCABULARY), city, years=YEARS)
    told = match_tables(tables, city, years=YEARS).rows
    told = told[told["status"] != "ignored"]
    return list(zip(told["status"], told["unit"], strict=True))


def test_below_several_hamlets_of_other_wards_no_ward_is_carried_on(city: Boundaries) -> None:
    found = join(city, ["Ấp 1", "Cây Chặt", "Ấp 2", "Đông Hồ", "Ấp 5", "Lòng Hồ"])
    assert found == [
        ("matched", "100001"),
        ("matched", "100003"),
        ("ambiguous", ""),
        ("matched", "101002"),
        ("ambiguous", ""),
        ("matched", "101004"),
    ]


@pytest.mark.parametrize("strange", ["Đông Hồ", "Ấp 9"])
def test_one_stranger_and_numbers_that_a_ward_has_not_show_no_other_ward(
    city: Boundaries, strange: str
) -> None:
    found = join(city, ["Ấp 1", "Ấp 2", strange, "Cây Chặt", "Ấp 5"])
    assert [unit for _, unit in found] == ["100001", "100002", "", "100003", "100004"]


def test_a_number_that_one_ward_alone_has_is_proposed_where_the_ward_of_its_row_is_lost(
    city: Boundaries,
) -> None:
    """Ấp 9 stands below the wrong ward; it may be thôn 9 of another one, with a slip of the kind."""
    found = join(city, ["Ấp 1", "Cây Chặt", "Đông Hồ", "Lòng Hồ", "Ấp 9"])
    assert found[3:] == [("matched", "101004"), ("proposed", "101005")]
