"""A second row of a header, or a table beside it, is asked about, never left out in silence."""

from __future__ import annotations

import pytest
from test_tables import plain, read

BESIDE = [
    ["Thôn 7", "Đạt"],
    ["Độc Lập", "x"],
    [8, "Hòa Bình", "", "x"],
    ["", 9, "Không đạt"],
]


def test_a_second_row_of_the_header_that_fits_no_column_is_asked_about():
    rows = plain()
    strange = ["", "", "", "Nguồn tin"]
    table = read([rows[0], ["I", "", "Phường Trần Phú"], strange, *rows[1:]])
    assert ["dòng tiêu đề thứ hai" in problem.say() for problem in table.problems] == [True]


@pytest.mark.parametrize("block", BESIDE)
@pytest.mark.parametrize("left", [True, False])
def test_a_row_of_a_table_beside_without_a_header_is_never_left_out_in_silence(block, left):
    rows = plain()
    rows = [*rows[:4], [*block, *rows[4]] if left else [*rows[4], "", *block], *rows[5:]]
    if left:
        rows = [[*[""] * len(block), *row] if place != 4 else row for place, row in enumerate(rows)]
    assert any("đặt cạnh" in problem.say() for problem in read(rows).problems)


def test_a_table_beside_may_be_longer_than_the_one_that_is_read():
    rows = [*plain(), [*[""] * 6, "Thôn 7", "Đạt"]]
    (problem,) = read(rows).problems
    assert f"dòng {len(rows)}" in problem.say()


def test_notes_and_signatures_beside_a_table_are_no_table():
    rows = plain()
    rows[2] = [*rows[2], "", "xem lại"]
    rows.append(["", "", "", "", "", "", "NGƯỜI LẬP BIỂU", "TRƯỞNG CÔNG AN"])
    assert read(rows).problems == ()


def test_two_tables_side_by_side_under_like_headers_are_told_so():
    rows = [[*row, "", *row[:4], ""] for row in plain()]
    (problem,) = read(rows).problems
    assert "hai bảng đặt cạnh nhau" in problem.say()
