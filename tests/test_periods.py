"""Counts of a part of the year, and results of another year, are no figures of the year."""

from __future__ import annotations

import pytest
from test_tables import VOCABULARY, read, sheet

from geo.clerks.clerk import Correction
from geo.clerks.periods import find_period, list_period_notes
from geo.clerks.tables import read_tables

HEADER = ["Xã, phường", "Thôn, tổ dân phố", "Số nguồn tin"]
ROW = ["Phường Trần Phú", "Tổ dân phố 1", 3]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Tháng 3", "Tháng 3"),
        ("BÁO CÁO QUÝ III NĂM 2018", "QUÝ III"),
        ("quý 4/2018", "quý 4"),
        ("Kết quả 6 tháng đầu năm 2018", "6 tháng đầu năm"),
        ("09 tháng", "09 tháng"),
        ("12 tháng năm 2018", ""),
        ("Quảng Ngãi, ngày 12 tháng 11 năm 2018", ""),
        ("NĂM 2018", ""),
        ("Quý I và quý II", ""),
        ("Ban quý tộc", ""),
    ],
)
def test_titles_name_a_part_of_a_year(text, period):
    assert find_period([text]) == period


def test_counts_of_several_months_are_asked_about():
    sheets = [sheet([HEADER, ROW], name) for name in ("Tháng 1", "Tháng 2")]
    tables = read_tables("a.xlsx", sheets, VOCABULARY)
    (problem,) = [problem for table in tables for problem in table.problems]
    assert "Tháng 1" in problem.say()
    assert "cả năm" in problem.say()


def test_results_and_one_month_alone_are_not():
    results = [[*HEADER[:2], "Kết quả"], [*ROW[:2], "Đạt"]]
    sheets = [sheet(results, name) for name in ("Tháng 1", "Tháng 2")]
    assert not any(table.problems for table in read_tables("a.xlsx", sheets, VOCABULARY))
    table = read([["BÁO CÁO QUÝ III NĂM 2018"], HEADER, ROW])
    assert not table.problems
    (note,) = list_period_notes([table], VOCABULARY.kinds, None)
    assert "QUÝ III" in note.vi


@pytest.mark.parametrize("year", [2018, None])
def test_a_column_of_another_year_is_asked_about(year):
    rows = [["KẾT QUẢ NĂM 2018"], [*HEADER[:2], "Kết quả 2017"], [*ROW[:2], "Đạt"]]
    (problem,) = read(rows, year=year).problems
    assert "ghi năm 2017, không phải năm 2018" in problem.say()
    right = Correction(fields={"Kết quả 2017": "meets_standard"})
    assert not read(rows, year=year, correction=right).problems


def test_a_second_column_that_only_says_its_year_is_not_passed_over():
    rows = [[*HEADER[:2], "Kết quả 2017", "2018"], [*ROW[:2], "Đạt", "Không đạt"]]
    assert read(rows, year=2018).problems


def test_the_year_of_the_headers_is_that_of_the_table_where_nothing_else_says_one():
    table = read([[*HEADER[:2], "Kết quả năm 2017", "Số tin 2017"], [*ROW[:2], "Đạt", 3]])
    assert (table.title_year, table.problems) == (2017, ())
    rows = [[*HEADER[:2], "Kết quả năm 2018", "Số tin 2017"], [*ROW[:2], "Đạt", 3]]
    (problem,) = read(rows).problems
    assert "Số tin 2017" in problem.say()


@pytest.mark.parametrize(
    "header",
    [
        "Số tin trong tháng",
        "Số tin trong quý",
        "Số nguồn tin (nghìn)",
        "Kết quả tự đánh giá",
        "Kết quả tháng",
    ],
)
def test_headers_of_less_than_the_result_of_a_year_are_asked_about(header):
    value = "Đạt" if header.startswith("Kết") else 3
    (problem,) = read([[*HEADER[:2], header], [*ROW[:2], value]]).problems
    assert header in problem.say()


@pytest.mark.parametrize(
    "header", ["Kết quả năm nay", "Kết quả an ninh, trật tự", "Đạt tiêu chuẩn về an ninh trật tự"]
)
def test_words_that_say_nothing_may_be_several(header):
    assert not read([[*HEADER[:2], header], [*ROW[:2], "Đạt"]]).problems


def test_quarters_below_each_other_are_several_tables():
    rows = [["SỐ TIN QUÝ I"], HEADER, ROW, [], ["SỐ TIN QUÝ II"], HEADER, ROW]
    tables = read_tables("a.xlsx", [sheet(rows)], VOCABULARY)
    assert [table.period for table in tables] == ["QUÝ I", "QUÝ II"]
    assert tables[0].problems


def test_a_year_below_one_header_is_a_part_of_it():
    rows = [[*HEADER, "Kết quả"], ["", "", 2017, ""], [*ROW, "Đạt"]]
    (problem,) = read(rows, year=2018).problems
    assert "ghi năm 2017" in problem.say()
    assert read(rows, year=2017).units()[0].values == {"tips": 3.0, "meets_standard": 1.0}


@pytest.mark.parametrize(
    ("chosen", "told"), [(2018, ["tiêu đề bảng ghi năm 2017, bạn chọn năm 2018"]), (2017, []), (None, [])]
)
def test_a_title_of_another_year_than_the_chosen_one_is_told(chosen, told):
    tables = read_tables("a.xlsx", [sheet([["NĂM 2017"], HEADER, ROW])], VOCABULARY, year=chosen)
    assert [note.vi for note in list_period_notes(tables, VOCABULARY.kinds, chosen)] == told
