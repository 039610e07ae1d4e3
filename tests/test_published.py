"""A published figure is held against the loaded one and never adjusted."""

import pytest
from builders import atlas, boundaries, observations

from geo.atlas import check_published
from geo.model import PublishedFigure, Text

UNITS = boundaries({"1": 2, "2": 1})


def figure(**fields):
    given = {
        "figure_id": "F",
        "indicator": "safety",
        "level": "hamlet",
        "year": 2018,
        "numerator": 2,
        "denominator": 3,
        "value": "2/3",
        "comparable": True,
    }
    words = dict.fromkeys(("meaning", "period", "warning", "source"), Text("", ""))
    return PublishedFigure(**{**words, "quote": "", **given, **fields})


def check(published, hamlets=None, wards=None):
    seen = observations(
        {
            (2018, "hamlet", "meets_standard"): hamlets or {},
            (2018, "ward", "meets_standard"): wards or {},
        }
    )
    return check_published(atlas(UNITS, seen, published=[published]))[0]


def found(comparison):
    return comparison.numerator, comparison.denominator, comparison.state


HAMLETS = {"1001": 1, "1002": 0, "2001": 1}


def test_a_figure_that_agrees_is_equal():
    assert found(check(figure(), HAMLETS)) == (2, 3, "equal")


@pytest.mark.parametrize("published", [figure(numerator=3), figure(denominator=4)])
def test_a_figure_whose_part_or_whole_is_another_differs_and_both_are_kept(published):
    comparison = check(published, HAMLETS)
    assert found(comparison) == (2, 3, "differs")
    assert comparison.figure is published


def test_a_unit_without_a_status_is_not_part_of_the_whole():
    assert found(check(figure(), {"1001": 1, "2001": 1})) == (2, 2, "differs")


def test_a_ward_figure_is_held_against_the_ward_table():
    published = figure(level="ward", numerator=2, denominator=2)
    assert found(check(published, HAMLETS, {"1": 1, "2": 1})) == (2, 2, "equal")


@pytest.mark.parametrize(
    "published",
    [figure(level="organisation"), figure(indicator="other"), figure(year=2011), figure(level="city")],
)
def test_a_figure_of_something_that_is_not_loaded_says_so(published):
    assert found(check(published, HAMLETS)) == (None, None, "not_loaded")


@pytest.mark.parametrize("published", [figure(comparable=False), figure(year=None)])
def test_a_figure_without_a_year_or_with_another_scope_is_quoted_and_never_compared(published):
    assert found(check(published, HAMLETS)) == (None, None, "not_comparable")


def test_the_figures_keep_the_order_of_their_file():
    several = [figure(figure_id=name) for name in "CAB"]
    made = atlas(UNITS, observations({}), published=several)
    assert [c.figure.figure_id for c in check_published(made)] == ["C", "A", "B"]
