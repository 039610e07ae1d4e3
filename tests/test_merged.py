"""What a merged cell says, it says of every row and column that it covers; a number is of all together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.clerks.tables import read_tables
from tests.test_tables import VOCABULARY, sheet

if TYPE_CHECKING:
    from geo.clerks.clerk import ClerkTable, MergedRange

HEADER = ["Xã, phường", "Thôn, TDP", "Kết quả", "Số hộ"]


def read(rows: list[list[object]], *merged: MergedRange) -> ClerkTable:
    (table,) = read_tables("a", [replace(sheet(rows), merged=merged)], VOCABULARY)
    return table


def test_a_merged_ward_is_that_of_every_row_it_covers() -> None:
    rows = [HEADER, ["Trần Phú", "Tổ 1", "Đạt", 5], ["", "Tổ 2", "Đạt", 6]]
    rows += [["Nghĩa Lộ", "Tổ 1", "Đạt", 7], ["Trần Phú", "Tổ 3", "Đạt", 8], ["", "Tổ 4", "Đạt", 9]]
    table = read(rows, (1, 0, 2, 0), (4, 0, 9, 0))
    wards = [row.cells["ward"] for row in table.units()]
    assert wards == ["Trần Phú", "Trần Phú", "Nghĩa Lộ", "Trần Phú", "Trần Phú"]


def test_a_merged_result_is_that_of_every_hamlet_and_a_merged_number_of_none() -> None:
    rows = [HEADER, ["Trần Phú", "Tổ 1", "Đạt", 300], ["Trần Phú", "Tổ 2"], ["Trần Phú", "Tổ 3", "Đạt", 5]]
    first, second, third = read(rows, (1, 2, 2, 2), (1, 3, 2, 3)).units()
    assert first.values == second.values == {"meets_standard": 1}
    assert ["ô gộp" in row.problems[0].what_vi for row in (first, second)] == [True, True]
    assert third.values == {"meets_standard": 1, "households": 5}


def test_a_number_merged_over_one_hamlet_and_its_notes_is_its_own() -> None:
    rows = [HEADER, ["Trần Phú", "Tổ 1", "Đạt", 300], ["", "", "", ""], ["Trần Phú", "Tổ 2", "Đạt", 5]]
    (first, second) = read(rows, (1, 1, 2, 1), (1, 3, 2, 3)).units()
    assert (first.values["households"], second.values["households"]) == (300, 5)


def test_a_label_merged_over_several_columns_is_that_of_each() -> None:
    """Which of the two is meant a person must say; the second is not dropped."""
    rows = [["Thôn, TDP", "Kết quả", ""], ["Tổ 1", "Đạt", "Không đạt"]]
    (problem,) = read(rows, (0, 1, 0, 16_000)).problems
    assert "cùng chỉ một nội dung" in problem.what_vi


def test_merged_cells_outside_the_table_change_nothing() -> None:
    rows = [["BẢNG TỔNG HỢP"], HEADER, ["Trần Phú", "Tổ 1", "Đạt", 5]]
    table = read(rows, (0, 0, 0, 3), (2, 9, 5, 9), (7, 0, 9, 0), (2, 3, 2, 3))
    assert table.units()[0].values == {"meets_standard": 1, "households": 5}


def test_a_number_merged_over_a_hamlet_and_a_row_without_its_name_is_of_both() -> None:
    rows: list[list[object]] = [["Thôn", "Kết quả", "Số hộ"], ["Thôn 1", "Đạt", 90], ["", "Đạt", ""]]
    table = read(rows, (1, 2, 2, 2))
    assert [bool(row.problems) for row in table.units()] == [True, True]
    assert "households" not in table.units()[0].values


def test_a_row_below_the_merged_cell_of_a_ward_has_not_its_ward() -> None:
    """The ward of the next block was forgotten: its hamlets are not those of the block above."""
    rows = [HEADER, ["Trần Phú", "Tổ 1", "Đạt", 5], ["", "Tổ 2", "Đạt", 6], ["", "Tổ 3", "Đạt", 7]]
    rows += [
        ["", "Cộng", "", 18],
        ["", "Tổ 4", "Đạt", 7],
        ["Nghĩa Lộ", "Tổ 1", "Đạt", 7],
        ["", "Tổ 2", "Đạt", 8],
    ]
    sources = [row.ward_source for row in read(rows, (1, 0, 2, 0)).units()]
    assert sources == ["cell", "merged", "unknown", "unknown", "cell", "block"]
