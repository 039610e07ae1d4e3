"""Tables side by side are read one below the other, if each has the same full header; else it is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from test_tables import VOCABULARY, sheet

from geo.clerks.tables import read_tables
from geo.clerks.wards import LONG_GAP

if TYPE_CHECKING:
    from geo.clerks.clerk import ClerkTable

HEADER: list[object] = ["Xã, phường", "Tên thôn, tổ dân phố", "Kết quả", "Số hộ"]
LEFT: list[list[object]] = [
    ["Phường Trần Phú", "Tổ dân phố 1", "Đạt", 120],
    ["Phường Trần Phú", "Tổ dân phố 2", "Không đạt", 130],
    ["Phường Nghĩa Lộ", "Tổ dân phố 1", "Đạt", 140],
]
RIGHT: list[list[object]] = [
    ["Xã Tịnh Ấn Đông", "Thôn Độc Lập", "Đạt", 150],
    ["Xã Tịnh Ấn Đông", "Thôn Hòa Bình", "Không đạt", 160],
]
BLANK: list[object] = ["", "", "", ""]


def join(left: list[list[object]], right: list[list[object]], gap: int = 1) -> list[list[object]]:
    height = max(len(left), len(right))
    pairs = zip(*(half + [BLANK] * (height - len(half)) for half in (left, right)), strict=True)
    return [[*one, *[""] * gap, *other] for one, other in pairs]


def read(rows, merged=(), name="Sheet1") -> tuple[ClerkTable, ...]:
    return read_tables("a.xlsx", [replace(sheet(rows, name), merged=tuple(merged))], VOCABULARY)


def tell(tables) -> list[tuple[object, ...]]:
    return [
        (row.row, row.cells.get("ward"), row.cells.get("hamlet"), *row.values.values())
        for table in tables
        for row in table.units()
    ]


@pytest.mark.parametrize("gap", [0, 1, 2])
def test_two_tables_are_read_one_below_the_other(gap):
    tables = read([["BẢNG KẾT QUẢ NĂM 2018"], [], *join([HEADER, *LEFT], [HEADER, *RIGHT], gap)])
    assert [table.problems for table in tables] == [(), ()]
    assert [table.sheet for table in tables] == [
        "Sheet1 (A–D)",
        ["Sheet1 (E–H)", "Sheet1 (F–I)", "Sheet1 (G–J)"][gap],
    ]
    assert {table.tab for table in tables} == {"Sheet1"}
    assert {table.title_year for table in tables} == {2018}
    assert tell(tables) == [
        (4, "Phường Trần Phú", "Tổ dân phố 1", 1.0, 120.0),
        (5, "Phường Trần Phú", "Tổ dân phố 2", 0.0, 130.0),
        (6, "Phường Nghĩa Lộ", "Tổ dân phố 1", 1.0, 140.0),
        (4, "Xã Tịnh Ấn Đông", "Thôn Độc Lập", 1.0, 150.0),
        (5, "Xã Tịnh Ấn Đông", "Thôn Hòa Bình", 0.0, 160.0),
    ]
    assert tables[1].columns[4 + gap].letter == "EFG"[gap]


def test_every_row_is_told_of_in_each_of_them():
    tables = read(
        join([HEADER, *LEFT, ["Tổng cộng", "", "", 390]], [HEADER, *RIGHT, ["Tổng cộng", "", "", 310]])
    )
    assert [[row.row for row in table.rows] for table in tables] == [[1, 2, 3, 4, 5]] * 2
    assert [row.ignored.en for table in tables for row in table.rows if "Tổng" in str(row.cells)] == [
        "row of a sum"
    ] * 2


def test_three_tables_and_a_header_of_two_rows():
    header = [["Xã, phường", "Tên thôn", "Năm 2018", ""], ["", "", "Kết quả", "Số hộ"]]
    third = [["Xã Tịnh Khê", "Thôn Mỹ Lại", "Đạt", 170]]
    tables = read(join(join([*header, *LEFT], [*header, *RIGHT]), [*header, *third]))
    assert [table.problems for table in tables] == [(), (), ()]
    assert len(tell(tables)) == 6
    assert tell(tables)[-1] == (3, "Xã Tịnh Khê", "Thôn Mỹ Lại", 1.0, 170.0)


def test_each_has_its_own_ward_above_it():
    header = ["STT", "Tên thôn", "Kết quả", "Số hộ"]
    left, right = ([["", *row[1:]] for row in half] for half in (LEFT[:2], RIGHT))
    tables = read(
        join(
            [["PHƯỜNG TRẦN PHÚ", "", "", ""], header, *left],
            [["XÃ TỊNH ẤN ĐÔNG", "", "", ""], header, *right],
        )
    )
    assert [table.title_ward.upper() for table in tables] == ["PHƯỜNG TRẦN PHÚ", "XÃ TỊNH ẤN ĐÔNG"]


def test_a_ward_across_both_is_that_of_both():
    header = ["STT", "Tên thôn", "Kết quả", "Số hộ"]
    rows = join(
        [header, *([n, *row[1:]] for n, row in enumerate(LEFT[:2], 1))],
        [header, [3, "Tổ dân phố 3", "Đạt", 99]],
    )
    rows.insert(1, ["Phường Trần Phú", *[""] * 8])
    tables = read(rows, [(1, 0, 1, 8)])
    assert {(row.cells["ward"], row.ward_source) for table in tables for row in table.units()} == {
        ("Phường Trần Phú", "section")
    }


def test_a_ward_is_not_carried_from_one_to_the_next():
    header = ["STT", "Tên thôn", "Kết quả", "Số hộ"]
    rows = join(
        [header, ["", "Phường Trần Phú", "", ""], *([n, *row[1:]] for n, row in enumerate(LEFT[:2], 1))],
        [header, *[[n, f"Tổ dân phố {n}", "Đạt", n] for n in range(3, 4 + LONG_GAP)]],
    )
    (left, right) = read(rows)
    assert {row.cells.get("ward") for row in left.units()} == {"Phường Trần Phú"}
    assert {row.cells.get("ward") for row in right.units()} == {None}


def test_two_years_side_by_side_are_asked_about():
    tops = [["NĂM 2017", "", "", ""], HEADER, *LEFT], [["NĂM 2018", "", "", ""], HEADER, *LEFT]
    (table,) = read(join(*tops))
    assert any("cạnh nhau" in problem.say() for problem in table.problems)


@pytest.mark.parametrize(
    "header",
    [
        ["", "", "", ""],
        ["Xã, phường", "Tên thôn", "Kết quả", ""],
        ["Xã, phường", "Tên thôn, tổ dân phố", "Kết quả 2017", "Số hộ"],
        ["Xã, phường", "Tên thôn, tổ dân phố", "Số hộ", "Kết quả"],
    ],
)
def test_without_the_same_full_header_it_is_asked_about(header):
    (table,) = read(join([HEADER, *LEFT], [header, *RIGHT]))
    assert table.problems


def test_a_cell_beside_both_is_asked_about():
    rows = join([HEADER, *LEFT], [HEADER, *RIGHT], gap=2)
    rows[2][4] = 7
    (table,) = read(rows)
    assert table.problems


def test_another_table_below_them_is_asked_about():
    below = [["Xã, phường", "Tên thôn", "Dân số"], ["Xã Tịnh Khê", "Thôn Mỹ Lại", 500]]
    tables = read([*join([HEADER, *LEFT], [HEADER, *RIGHT]), [], *below])
    assert any(table.problems for table in tables)


@pytest.mark.parametrize("half", [0, 1])
def test_personal_data_in_either_refuse_the_file(half):
    halves = [[[*HEADER, "Ghi chú"], *([*row, ""] for row in rows)] for rows in (LEFT, RIGHT)]
    halves[half][1][4] = "gọi 0905 123 456"
    rows = join(*halves)
    with pytest.raises(Exception, match="dữ liệu cá nhân"):
        read(rows)


def test_numbers_of_the_columns_may_go_on_between_the_tables() -> None:
    head = ["Xã, phường", "Thôn", "Kết quả"]
    rows = [[*head, "", *head], [f"({n})" for n in range(1, 8)]]
    rows += [["Trần Phú", f"Tổ {n}", "Đạt", "", "Nghĩa Lộ", f"Tổ {n}", "Đạt"] for n in (1, 2)]
    assert [len(table.units()) for table in read_tables("a", [sheet(rows)], VOCABULARY)] == [
        2,
        2,
    ]
