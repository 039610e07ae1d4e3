"""What a table leaves open is asked: a column of values that is not read would be lost without a word."""

from __future__ import annotations

import pytest
from test_tables import VOCABULARY, plain, read, sheet

from geo.clerks.tables import read_tables


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


def test_days_that_cannot_be_read_stand_in_nobodys_way():
    days = ("15/11/2018", "11/15/2018", "cuối năm")
    rows = [["Trần Phú", f"Tổ dân phố {n}", "Đạt", day] for n, day in enumerate(days, 1)]
    table = read([["Phường", "Tổ dân phố", "Kết quả năm 2018", "Ngày công nhận"], *rows])
    assert table.problems == ()
    assert all(column.sure for column in table.columns)
    assert [(row.problems, row.values["meets_standard"]) for row in table.units()] == [((), 1.0)] * 3


def test_of_numbers_in_two_ways_a_first_cell_of_each_is_shown():
    counts = ("900", "1.234", "1.100", "1,050", "khoảng 500")
    rows = [["Trần Phú", f"Tổ dân phố {n}", "Đạt", count] for n, count in enumerate(counts, 1)]
    table = read([["Phường", "Tổ dân phố", "Kết quả năm 2018", "Số hộ"], *rows])
    (problem,) = table.problems
    assert problem.what_vi == "viết số theo hai kiểu trái nhau: “1.234” (dòng 3), “1,050” (dòng 5)"
