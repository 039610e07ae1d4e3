"""A refusal names the place, the value and the remedy, in both languages."""

from dataclasses import replace

import pytest

from geo.errors import (
    BoundaryError,
    ClassifyError,
    DataFileError,
    GeoError,
    IndicatorError,
    MatchError,
    Problem,
    ViewError,
    quote_all,
)

PROBLEM = Problem(
    file="tips.csv",
    row=7,
    column="tips",
    value="-3",
    what_vi="không phải số đếm",
    what_en="is not a count",
    remedy_vi="sửa ô này",
    remedy_en="mend this cell",
)


def test_a_problem_names_file_row_column_value_and_remedy_in_vietnamese():
    assert PROBLEM.say() == "tips.csv, dòng 7, cột “tips”, giá trị “-3”: không phải số đếm → sửa ô này"


def test_a_problem_names_file_row_column_value_and_remedy_in_english():
    assert PROBLEM.say("en") == "tips.csv, row 7, column “tips”, value “-3”: is not a count → mend this cell"


def test_a_long_header_or_value_is_cut_and_of_many_the_first_are_said():
    long = "Đạt" * 2000
    said = replace(PROBLEM, column=long, value=long).say()
    assert len(said) < 400
    assert said.count("…”") == 2
    assert quote_all([long] * 500).count("Đạt…") + len(quote_all(["a"] * 500)) < 200


def test_a_hostile_value_is_shown_for_what_it_is():
    said = replace(PROBLEM, value="a\u202eb\x1b[31m\u200b\ue000\nc\u00a0d").say()
    assert "“a[U+202E]b[U+001B][31m[U+200B][U+E000] c d”" in said
    assert said.isprintable()
    assert f"“{'x' * 120}…”" in replace(PROBLEM, value="x" * 500).say()


def test_what_is_not_known_of_a_problem_is_left_out():
    assert (
        Problem(file="wards.shp", what_vi="thiếu", what_en="is missing").say("en") == "wards.shp: is missing"
    )


def test_a_problem_without_a_file_begins_with_its_place():
    problem = Problem(file="", column="year", value="1999", what_vi="lạ", what_en="is unknown")
    assert problem.say("en") == "column “year”, value “1999”: is unknown"


def test_an_empty_value_and_row_zero_are_named():
    assert "row 0" in Problem(file="x", row=0, value="", what_vi="", what_en="bad").say("en")
    assert "value “”" in Problem(file="x", value="", what_vi="", what_en="bad").say("en")


def test_an_error_says_all_its_problems_a_line_each():
    other = Problem(file="wards.shp", what_vi="thiếu", what_en="is missing")
    error = IndicatorError(problem for problem in (PROBLEM, other))
    assert error.problems == (PROBLEM, other)
    assert str(error).splitlines() == [PROBLEM.say(), other.say()]
    assert error.say("en").splitlines() == [PROBLEM.say("en"), other.say("en")]


def test_of_very_many_problems_the_first_are_said_and_the_others_counted():
    error = IndicatorError([PROBLEM] * 5000)
    lines = error.say().splitlines()
    assert len(lines) < 100
    assert lines[-1] == f"… và {5000 - len(lines) + 1} điều khác"
    assert error.say("en").endswith(" more")
    assert len(error.problems) == 5000


def test_one_problem_needs_no_list():
    assert MatchError(PROBLEM).problems == (PROBLEM,)


@pytest.mark.parametrize("kind", [DataFileError, MatchError, ClassifyError, ViewError])
def test_whoever_catches_geo_errors_catches_all(kind):
    assert issubclass(kind, GeoError)


@pytest.mark.parametrize("kind", [BoundaryError, IndicatorError])
def test_a_broken_boundary_or_table_is_a_data_file_error(kind):
    assert issubclass(kind, DataFileError)


def test_a_problem_of_no_place_says_only_what_is_wrong():
    assert Problem(file="", what_vi="hỏng", what_en="broken").say("en") == "broken"
