"""One line a ward: x of y hamlets a year and the ward's own status; another ward under the code has none."""

import pytest
from builders import MET, NOT_MET, atlas, boundaries, catalogue, distinct, observations, share, status, view

from geo.pairs.ward_years import make_ward_years

TABLES = {
    (2017, "hamlet", "meets_standard"): {"1001": 1, "1002": 0, "2001": 1},
    (2018, "hamlet", "meets_standard"): {"1001": 1, "1002": 1},
    (2017, "ward", "meets_standard"): {"1": 0},
    (2018, "ward", "meets_standard"): {"1": 1, "2": 1},
}
UNITS = boundaries({"1": 2, "2": 1})


def lines(units=UNITS, indicators=None, **asked):
    years = make_ward_years(atlas(units, observations(TABLES), indicators), view(**asked))
    return {line.code: line for line in years.lines}


def test_shares_are_hamlets_that_met_of_those_with_a_result():
    assert lines()["1"].shares == ((1, 2), (2, 2))


def test_a_year_without_a_result_is_unknown_and_not_zero():
    assert lines()["2"].shares == ((1, 1), None)


def test_the_status_is_the_wards_own_and_not_that_of_its_hamlets():
    years = make_ward_years(atlas(UNITS, observations(TABLES)), view())
    keys = [[years.classes[place].key for place in line.statuses] for line in years.lines]
    assert keys == [["not_met", "met"], ["no_data", "met"]]


def test_a_ward_with_other_borders_has_no_value_in_the_year_before():
    found = lines(boundaries({"1": 2, "2": 1}, since={"1": "2018-03-01"}))["1"]
    assert found.same == (False, True)
    assert found.shares == (None, (2, 2))
    assert found.statuses[0] == 2


def test_only_the_wards_in_view_have_a_line_and_the_language_names_them():
    assert list(lines(wards=("2",))) == ["2"]
    assert lines()["2"].name == "Xã 2"


def test_the_year_and_the_indicator_in_view_do_not_matter_for_the_lines():
    assert lines(year=2017) == lines(year=2018, indicator="tips", level="ward")


@pytest.mark.parametrize("missing", ["share", "status"])
def test_one_of_share_and_status_is_enough(missing):
    only = catalogue(("safety", status("ward"))) if missing == "share" else catalogue(("share_met", share()))
    asked = {"level": "ward", "indicator": next(iter(only.indicators))}
    years = make_ward_years(atlas(UNITS, observations(TABLES), only), view(**asked))
    assert len(years.lines) == 2
    assert any(filter(None, years.lines[0].shares)) == (missing == "status")
    assert (years.classes[:2] == (NOT_MET, MET)) == (missing == "share")


def test_without_either_there_are_no_lines():
    only = catalogue(("models", distinct()))
    asked = view(level="ward", indicator="models")
    assert make_ward_years(atlas(UNITS, observations(TABLES), only), asked) is None
