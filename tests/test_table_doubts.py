"""What a table leaves open is asked: a column of values that is not read would be lost without a word."""

from __future__ import annotations

import pytest
from test_tables import VOCABULARY, plain, read, sheet

from geo.clerks.clerk import Correction
from geo.clerks.tables import read_tables


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


def test_a_second_row_of_the_header_that_fits_no_column_is_asked_about():
    rows = plain()
    strange = ["", "", "", "Nguồn tin"]
    table = read([rows[0], ["I", "", "Phường Trần Phú"], strange, *rows[1:]])
    assert ["dòng tiêu đề thứ hai" in problem.say() for problem in table.problems] == [True]


@pytest.mark.parametrize("day", ["ngày 22 tháng 8 năm 2018", "22/8/2018", "43334"])
def test_the_date_of_a_unit_is_no_signature(day):
    rows = [[*row, day] for row in plain()]
    rows[0][-1] = "Ngày công nhận"
    rows[3][3] = rows[3][4] = ""
    units = read(rows).units()
    assert len(units) == len(rows) - 1
    assert {row.values["date"] for row in units} == {"2018-08-22"}


def test_a_hamlet_below_a_signature_stays_a_unit_a_person_does_not():
    rows = [*plain(), ["", "Người lập biểu"], ["", "", "Thôn Tự Do"], ["", "", "Lê Văn Tám"]]
    table = read(rows)
    assert table.units()[-1].cells["hamlet"] == "Thôn Tự Do"
    assert table.rows[-1].ignored is not None


@pytest.mark.parametrize(
    "ward",
    [
        "Phường Trần Phú, TP Quảng Ngãi",
        "P. Trần Phú - thành phố Quảng Ngãi, tỉnh Quảng Ngãi",
        "Phường Trần Phú (tỉnh Quảng Ngãi)",
        "Phuong Tran Phu, TP Quang Ngai",
        "Trần Phú, TPQN",
    ],
)
def test_the_city_behind_a_ward_says_nothing_new(ward):
    known = VOCABULARY.know_wards(["Trần Phú"], "thành phố Quảng Ngãi")
    row = _read_ward(ward, known)
    assert row.lower().replace("ầ", "a").replace("ú", "u").endswith("tran phu")


@pytest.mark.parametrize(
    "ward", ["Phường Trần Phú, TP Nha Trang", "Xã Trần Phú, huyện Sơn Tịnh", "Thành phố Quảng Ngãi"]
)
def test_another_city_behind_a_ward_stays(ward):
    known = VOCABULARY.know_wards(["Trần Phú"], "thành phố Quảng Ngãi")
    assert _read_ward(ward, known) == ward
    assert _read_ward("Phường Trần Phú, TP Quảng Ngãi", VOCABULARY).endswith("Quảng Ngãi")


def _read_ward(ward, vocabulary):
    rows = [["Xã, phường", "Thôn", "Kết quả"], [ward, "Tổ dân phố 1", "Đạt"]]
    (table,) = read_tables("a.xlsx", [sheet(rows)], vocabulary)
    return table.units()[0].cells["ward"]


@pytest.mark.parametrize(
    "section",
    ["PHƯỜNG TRẦN PHÚ (24 tổ)", "Đơn vị: Phường Trần Phú", "UBND phường Trần Phú", "Phường Trần Phú: 24 tổ"],
)
def test_more_words_around_the_ward_of_a_section(section):
    known = VOCABULARY.know_wards(["Trần Phú", "Nghĩa Lộ"])
    rows = [["STT", "Thôn", "Kết quả"], [section], [1, "Tổ dân phố 1", "Đạt"], ["", "Phường Nghĩa Lộ"]]
    (table,) = read_tables("a.xlsx", [sheet([*rows, [2, "Tổ dân phố 1", "Đạt"]])], known)
    assert [row.cells["ward"].casefold() for row in table.units()] == ["phường trần phú", "phường nghĩa lộ"]


BESIDE = [
    ["Thôn 7", "Đạt"],
    ["Độc Lập", "x"],
    [8, "Hòa Bình", "", "x"],
    ["", 9, "Không đạt"],
]


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


def test_counts_in_a_column_of_results_are_no_results():
    rows = [["Xã, phường", "Đạt", "Không đạt"], ["Phường Trần Phú", 7, 2], ["Xã Tịnh Khê", 1, ""]]
    rows.append(["Phường Nghĩa Lộ", 9, 3])
    assert {problem.column for problem in read(rows).problems} == {"Đạt", "Không đạt"}
    ticks = [rows[0], ["Phường Trần Phú", 1, ""], ["Xã Tịnh Khê", "", 1], ["Tổng cộng", 12, 11]]
    assert read(ticks).problems == ()


def test_results_that_are_only_coloured_are_asked_about():
    (problem,) = read([[*row[:3], "Kết quả" if not n else None] for n, row in enumerate(plain())]).problems
    assert "màu" in problem.say()


def test_an_empty_column_beside_other_values_says_nothing():
    table = read([[*row[:3], "Kết quả" if not n else None, *row[4:]] for n, row in enumerate(plain())])
    assert not table.problems
    assert "meets_standard" not in {column.field for column in table.columns}


def test_rows_above_a_repeated_header_are_not_lost_where_the_first_one_is_damaged():
    header, *rows = plain()
    damaged = ["", *(f"Cột {place}" for place in range(len(header) - 1))]
    problems = read([damaged, *rows, header, *rows[:2]]).problems
    assert any("ở trên dòng tiêu đề" in problem.say() for problem in problems)


def test_a_row_without_a_name_amid_those_of_its_ward_is_no_name_of_a_ward():
    rows = [["Xã", "Thôn", "Kết quả"], *(["Xã Tịnh Khê", f"Thôn {n}", "Đạt"] for n in range(1, 5))]
    rows[2][1] = None
    table = read(rows)
    assert [bool(row.problems) for row in table.units()] == [False, True, False, False]


def test_a_code_stands_for_a_name_also_beside_a_ward():
    rows = [["Mã", "Xã", "Thôn", "Kết quả"]]
    rows += [[f"2121100{n}", "Xã Tịnh Khê", f"Thôn {n}" if n > 1 else None, "Đạt"] for n in range(1, 5)]
    assert [row.cells["code"] for row in read(rows).units()] == [row[0] for row in rows[1:]]


def test_an_empty_column_of_codes_makes_no_table_of_hamlets():
    table = read([["Mã", "Xã", "Kết quả"], ["", "Xã Tịnh Khê", "Đạt"], ["", "Xã Tịnh An", "Đạt"]])
    assert not any(row.problems for row in table.units())


@pytest.mark.parametrize(("header", "asked"), [("Cột 1", True), ("", True), ("Ghi chú", False)])
def test_a_ward_that_comes_twice_beside_an_unknown_column_is_asked_about(header, asked):
    rows = [["Xã", header, "Kết quả"], ["Tịnh Khê", "Cổ Lũy", "Đạt"], ["Tịnh An", "Long Bàn", "Đạt"]]
    assert not read(rows).problems
    assert bool(read([*rows, ["Tịnh Khê", "Mỹ Lại", "Đạt"]]).problems) == asked


def test_a_sheet_of_hamlets_without_a_header_is_told_beside_others():
    rows = [[number, f"Thôn {number}", "Đạt"] for number in range(1, 5)]
    (table,) = read_tables("a.xlsx", [sheet(plain(), "1"), sheet(rows, "2")], VOCABULARY)
    assert "không tìm thấy dòng tiêu đề" in table.problems[0].say()
    lists = [["Danh mục viết tắt"], ["Thôn", "T"], ["Tổ dân phố", "TDP"]]
    (table,) = read_tables("a.xlsx", [sheet(plain(), "1"), sheet(lists, "2")], VOCABULARY)
    assert not table.problems
