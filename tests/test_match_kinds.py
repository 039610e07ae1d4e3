"""A number below the name of a kind is a unit of that kind, where it can be nothing else."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from test_resolve import boundaries  # noqa: F401  the units of the tests of names
from test_tables import VOCABULARY, Rows, sheet

from geo.clerks.tables import read_tables
from geo.matching.clerk import Years, match_tables
from geo.names import list_kinds


def units(rows: Rows, boundaries) -> list[tuple[str, str]]:  # noqa: F811
    tables = read_tables("a.xlsx", [sheet(rows, "Sheet1")], VOCABULARY)
    ledger = match_tables(tables, boundaries, years=Years(2018, 2018)).rows
    told = ledger[ledger["status"] != "ignored"]
    return list(zip(told["status"], told["unit"], strict=True))


def lay(header: str, cells: list[tuple[object, object]]) -> Rows:
    return [["Xã, phường", header, "Số hộ"], *([ward, cell, 90] for ward, cell in cells)]


@pytest.mark.parametrize("header", ["Tổ dân phố", "TDP số", "Tên tổ dân phố", "Thôn, tổ dân phố", "Thôn/TDP"])
def test_a_number_takes_its_kind_from_the_header(header, boundaries):  # noqa: F811
    rows = lay(header, [("Phường Trần Phú", 1), ("Phường Trần Phú", "02"), ("Phường Trần Phú", 12)])
    assert units(rows, boundaries) == [
        ("matched", "21013001"),
        ("matched", "21013002"),
        ("matched", "21013012"),
    ]


@pytest.mark.parametrize("header", ["Đơn vị", "Khu dân cư", "Tên thôn", "TEN_THON", "Hamlet"])
def test_below_a_header_of_no_kind_a_number_is_the_only_unit_that_has_it(header, boundaries):  # noqa: F811
    rows = lay(header, [("Phường Trần Phú", 1), ("Phường Trần Phú", 2), ("Phường Trần Phú", 99)])
    assert units(rows, boundaries)[:2] == [("matched", "21013001"), ("matched", "21013002")]
    assert units(rows, boundaries)[2][0] == "refused"


def test_a_number_without_a_ward_is_the_only_one_in_the_city_or_asked_about(boundaries):  # noqa: F811
    """TDP 20 is Trần Phú's alone; where Tịnh Ấn Tây has a thôn 20, a header of thôn does not choose it."""
    hamlets = boundaries.hamlets
    thon = hamlets.loc[["21223001"]].assign(name="Thôn 20").rename(index={"21223001": "21223099"})
    mixed = replace(boundaries, hamlets=pd.concat([hamlets, thon]))
    rows = [["Thôn", "Số hộ"], [20, 90], [21, 80], [22, 70]]
    assert units(rows, boundaries)[0][0] != "ambiguous"
    assert units(rows, mixed)[0][0] == "ambiguous"
    named = [["Thôn, tổ dân phố", "Số hộ"], ["Thôn 20", 90], ["Tổ dân phố 20", 80]]
    assert units(named, mixed) == [("matched", "21223099"), ("matched", "21013020")]


def test_one_hamlet_of_a_ward_among_several_of_others_is_named_by_its_number_too(boundaries):  # noqa: F811
    rows = lay("TDP", [("Phường Trần Phú", 1), ("Phường Trần Phú", 2), ("Phường Lê Hồng Phong", 1)])
    assert units(rows, boundaries)[2] == ("matched", "21010001")


def test_a_number_in_the_only_row_of_its_ward_may_be_how_many_it_has(boundaries):  # noqa: F811
    rows = lay("Tổ dân phố", [("Phường Trần Phú", 10), ("Phường Lê Hồng Phong", 12)])
    assert {status for status, _ in units(rows, boundaries)} == {"proposed"}


def test_a_row_that_stands_twice_takes_no_kind_from_the_numbers_of_its_ward(boundaries):  # noqa: F811
    rows = lay("Tổ dân phố", [("Phường Trần Phú", 1), ("Phường Trần Phú", 1), ("Phường Trần Phú", 2)])
    assert [status for status, _ in units(rows, boundaries)] == ["matched", "duplicate", "matched"]
    rows[2][2] = 91
    assert {status for status, _ in units(rows, boundaries)} == {"proposed"}


def test_a_number_that_a_ward_has_twice_is_no_name(boundaries):  # noqa: F811
    rows = lay("Tổ dân phố", [("Phường Trần Phú", 10), ("Phường Trần Phú", 10)])
    assert {status for status, _ in units(rows, boundaries)} == {"proposed"}


def test_where_a_number_comes_again_below_the_header_tells_no_kind(boundaries):  # noqa: F811
    """Trần Phú is given a thôn 1 beside its tổ dân phố 1; the second count may be another ward's too."""
    hamlets = boundaries.hamlets
    thon = hamlets.loc[["21013001"]].assign(name="Thôn 1", kind="thôn").rename(index={"21013001": "21013099"})
    mixed = replace(boundaries, hamlets=pd.concat([hamlets, thon]))
    cells = [("Phường Trần Phú", 1), ("", 2), ("Phường Lê Hồng Phong", 1), ("", 2)]
    rows = lay("Tên thôn", cells)
    assert units(rows, mixed)[0] == ("matched", "21013099")
    told = units([*rows[:3], ["", 1, 90], *rows[3:]], mixed)
    assert (told[0][0], told[3]) == ("ambiguous", ("matched", "21010001"))


def test_kinds_are_found_in_any_header():
    assert list_kinds("Tên thôn (bản), TDP", "hamlet") == ("thôn", "bản", "tổ dân phố")
    assert list_kinds("Phường/Xã/TT", "ward") == ("phường", "xã", "thị trấn")
    assert list_kinds("Đơn vị", "hamlet") == ()
