"""Which column of several years or of several results is read."""

from __future__ import annotations

from test_tables import Rows, read

TICKED: Rows = [
    ["Phường", "Thôn", "Năm 2017", "", "Năm 2018", ""],
    ["", "", "Đạt", "Không đạt", "Đạt", "Không đạt"],
]


def test_in_a_year_in_which_all_met_the_standard_the_empty_column_is_no_riddle() -> None:
    rows = [[*row] for row in TICKED]
    rows += [
        ["Trần Phú", f"Thôn {n}", "x" if n % 2 else "", "" if n % 2 else "x", "x", ""] for n in range(1, 7)
    ]
    table = read(rows, year=2018)
    assert not table.problems
    assert [row.values["meets_standard"] for row in table.units()] == [1.0] * 6


def test_in_a_year_in_which_none_met_the_standard_the_empty_column_is_no_riddle() -> None:
    rows = [[*row] for row in TICKED]
    rows += [["Trần Phú", f"Thôn {n}", "x", "", "", "x"] for n in range(1, 7)]
    table = read(rows, year=2018)
    assert not table.problems
    assert [row.values["meets_standard"] for row in table.units()] == [0.0] * 6
