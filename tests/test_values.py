"""A cell is a value of its column, no data, or a problem that is named; it is never guessed."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.tools.values import explain_cell, is_day, parse_count, parse_number, parse_status, parse_year

PARSERS = (parse_status, parse_count, parse_number)


@pytest.mark.parametrize("parse", PARSERS)
def test_an_empty_cell_is_no_data(parse):
    assert math.isnan(parse(""))


@pytest.mark.parametrize("cell", ["true", "TRUE", "1", "đạt", "Đạt", "ĐẠT"])
def test_words_of_met(cell):
    assert parse_status(cell) == 1


@pytest.mark.parametrize("cell", ["false", "False", "0", "không đạt", "Không  đạt", "chưa đạt"])
def test_words_of_not_met(cell):
    assert parse_status(cell) == 0


@pytest.mark.parametrize("cell", ["2", "x", "có", "dat", "-", "true?", "1.0"])
def test_other_words_are_no_status(cell):
    assert parse_status(cell) is None


@given(st.integers(0, 10**9))
def test_a_whole_number_is_a_count(count):
    assert parse_count(str(count)) == count
    assert parse_count(f"{count}.0") == count


@pytest.mark.parametrize(
    "cell", ["-1", "1.5", "1,5", "1.234", "1 234", "1e3", "một", "nan", "inf", "１２", "9" * 20]
)
def test_what_may_be_read_in_two_ways_is_no_count(cell):
    assert parse_count(cell) is None


@given(st.decimals(-(10**6), 10**6, places=3))
def test_a_number_with_a_point_is_a_number(value):
    assert parse_number(str(value)) == float(value)


@pytest.mark.parametrize("cell", ["1,5", "1 234", "nan", "inf", "5 %", "--1", "0x10"])
def test_other_writings_are_no_number(cell):
    assert parse_number(cell) is None


def test_a_year_has_four_digits():
    assert parse_year("2018") == 2018
    assert [parse_year(cell) for cell in ("18", "20180", "2018a", "")] == [None] * 4


def test_a_day_is_written_in_one_way():
    assert is_day("2018-12-31")
    assert not any(map(is_day, ("2018-02-30", "31/12/2018", "20181231", "2018-W01-1", "")))


@pytest.mark.parametrize("kind", ["status", "count", "number", "year", "day"])
def test_a_refused_cell_is_named_with_its_remedy_in_both_languages(kind):
    problem = explain_cell(kind, "tips.csv", 7, "tips", "abc")
    for language, row in (("vi", "dòng 7"), ("en", "row 7")):
        said = problem.say(language)
        assert all(word in said for word in ("tips.csv", row, "tips", "abc", "→"))
