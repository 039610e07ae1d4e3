"""The words of clerks know the units of a city, and the kinds that only its own borders name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import SHIPPED
from test_tables import VOCABULARY, Rows, sheet

from geo.atlas import open_atlas
from geo.clerks.tables import read_tables
from geo.matching.clerk import Years, match_tables
from geo.matching.words import know_units

WARD = "21013"


@pytest.mark.parametrize("kind", ["plei", "tổ nhân dân"])
@pytest.mark.parametrize("head", ["{kind}", "Tên {kind}", "Thôn, {kind}"])
def test_a_kind_that_only_the_borders_name_heads_the_column_of_hamlets(kind: str, head: str) -> None:
    boundaries = open_atlas(SHIPPED).boundaries
    hamlets = boundaries.hamlets[boundaries.hamlets["ward_code"] == WARD]
    numbers = range(1, len(hamlets) + 1)
    named = hamlets.assign(kind=kind, name=[f"{kind.capitalize()} {number}" for number in numbers])
    city = replace(boundaries, hamlets=named)
    table: Rows = [["Trần Phú"], ["TT", head.format(kind=kind.upper()), "Kết quả"]]
    table += [[number, f"{kind} số {number:02d}", "Đạt"] for number in numbers]
    tables = read_tables("a.xlsx", [sheet(table)], know_units(VOCABULARY, city, "thành phố Quảng Ngãi"))
    told = match_tables(tables, city, years=Years(2018, 2018)).rows
    assert list(told.loc[told["status"] != "ignored", "unit"]) == list(named.index)
    assert set(told["status"]) == {"ignored", "matched"}
