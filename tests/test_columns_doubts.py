"""A column that may hold what is asked for is asked about, never left out in silence."""

from __future__ import annotations

import pytest
from test_tables import plain, read

from geo.clerks.clerk import Correction


def renamed(place: int, header: str, cells: list[object] | None = None):
    rows = plain()
    rows[0][place] = header
    for row, cell in zip(rows[1:], cells or [], strict=False):
        row[place] = cell
    return rows


@pytest.mark.parametrize(
    ("place", "header", "field"),
    [
        (4, "Số hộ ven biển", "Số hộ"),
        (4, "Số tin đã xử lý", "Nguồn tin"),
        (3, "Kết quả lần hai", "Kết quả phân loại"),
        (3, "Nhận xét chung", "Kết quả phân loại"),
    ],
)
def test_a_column_of_values_with_strange_words_is_asked_about(place, header, field):
    (problem,) = read(renamed(place, header)).problems
    assert header in problem.say()
    assert field in problem.say()


def test_the_other_of_two_ticked_columns_is_asked_about_where_its_header_is_damaged():
    rows = [[*row[:4], ""] for row in plain()]
    rows[0][3:] = ["Đạt", "Cha đạt"]
    for number, row in enumerate(rows[1:]):
        row[3:] = ["", "x"] if number % 3 == 0 else ["x", ""]
    (problem,) = read(rows).problems
    assert "Cha đạt" in problem.say()


def test_hamlets_in_a_column_without_a_header_are_asked_about():
    rows = [[*row, "", f"Tổ dân phố {place}"] for place, row in enumerate(plain())]
    rows[0][-1] = ""
    (problem,) = read(rows).problems
    assert "không có tiêu đề" in problem.say()


@pytest.mark.parametrize("other", ["Thành phố công nhận", "Kết quả của thành phố"])
def test_a_second_opinion_on_the_result_is_asked_about(other):
    rows = [[*row, "Đạt"] for row in plain()]
    rows[0][3], rows[0][-1] = "Xã đánh giá", other
    (problem,) = read(rows).problems
    assert other in problem.say()
    assert not read(rows, correction=Correction(fields={other: "other"})).problems


@pytest.mark.parametrize(("yes", "no"), [("x", "0"), ("true", "false"), ("yes", "no"), ("có", "không")])
def test_signs_and_answers_below_strange_words_may_be_about_anything(yes, no):
    rows = [[*row[:3], no if place % 4 else yes, row[4]] for place, row in enumerate(plain())]
    rows[0][3] = "Ven biển"
    assert not read(rows).problems


@pytest.mark.parametrize("chosen", ["households", "other"])
def test_what_a_person_chose_is_not_asked_again(chosen):
    rows = renamed(4, "Số hộ ven biển")
    assert not read(rows, correction=Correction(fields={"Số hộ ven biển": chosen})).problems


@pytest.mark.parametrize(
    ("place", "header", "cells"),
    [
        (4, "Mã bưu chính", [57000, 57001, 57002]),
        (4, "Camera", ["x", "", "x"]),
        (4, "Số hộ ven biển", ["nhiều", "ít", "không rõ"] * 3),
        (0, "Số hộ nghèo", [1, 2, 3]),
    ],
)
def test_a_column_that_is_about_something_else_is_not_asked_about(place, header, cells):
    assert not read(renamed(place, header, cells)).problems


def test_names_of_hamlets_below_a_damaged_header_beside_the_first_table_are_asked_about():
    """Of the left table the results have a damaged header: those of the right one would be taken for them."""
    left = ["TT", "Thôn, tổ dân phố", "Xhp loại", "", "TT"]
    rows = [[*left, "Thôn, t dân phố", "Xếp loại"]]
    rows += [[n, f"Thôn {n}", "Đạt", "", n, f"Thôn {n + 3}", "Không đạt"] for n in range(1, 4)]
    (problem,) = read(rows).problems
    assert "Thôn, t dân phố" in problem.say()
    assert not read(rows, correction=Correction(fields={"Thôn, t dân phố": "other"})).problems


def test_former_names_right_beside_those_of_today_need_no_answer():
    rows = [["TT", "Thôn, tổ dân phố", "Thôn cũ", "Xếp loại"]]
    rows += [[n, f"Thôn {n}", f"Thôn {n + 3}", "Không đạt"] for n in range(1, 4)]
    assert not read(rows).problems


@pytest.mark.parametrize("values", ["Số tin", "Số ti", "Đạ/Không đạt", "KQXL?"])
def test_of_two_tables_side_by_side_both_headers_of_one_may_be_damaged(values):
    header = ["STT", "Tôn, tổ dân phố", values, "", "STT", "Thôn, tổ dân phố", "Kết quả"]
    cells = [[n, f"Thôn {n}", "Đạt", "", n, f"Thôn {n + 9}", "Không đạt"] for n in range(1, 4)]
    if values.startswith("Số"):
        cells = [[*row[:2], 5, *row[3:]] for row in cells]
    assert any("cũng là tên thôn" in problem.what_vi for problem in read([header, *cells]).problems)


@pytest.mark.parametrize("damaged", [1, 4])
@pytest.mark.parametrize("rows", [1, 4])
def test_of_two_tables_side_by_side_a_damaged_header_of_names_is_asked_about(damaged, rows):
    """The values of one table would be those of the hamlets of the other, however few they are."""
    header = ["Xã, phường", "Thôn, tổ dân phố", "Số tin"] * 2
    header[damaged] = "Tê"
    cells = [
        ["Trần Phú", f"Tổ dân phố {n}", n, "Trần Phú", f"Tổ dân phố {n + 9}", n + 20]
        for n in range(1, rows + 1)
    ]
    told = read([header, *cells])
    assert any("cũng là tên thôn" in problem.what_vi for problem in told.problems)
