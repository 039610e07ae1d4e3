"""What an atlas does not have is refused with what it has; a page id names the view and the data."""

from dataclasses import replace

import pytest
from builders import atlas, boundaries, observations, view

from geo.atlas import list_levels, make_map, make_page_id, require_view
from geo.errors import ViewError

ATLAS = atlas(boundaries({"1": 1, "2": 1}), observations({}))


def test_a_view_of_what_there_is_gives_its_indicator_and_measure():
    indicator, measure = require_view(ATLAS, view(indicator="tips", level="ward", wards=("2",)))
    assert (indicator.id, measure.level, measure.rule) == ("tips", "ward", "sum")


@pytest.mark.parametrize(
    ("asked", "column", "choices"),
    [
        (view(year=1999), "year", "2017, 2018"),
        (view(indicator="nothing"), "indicator", "safety, share_met"),
        (view(level="cluster"), "level", "hamlet, ward"),
        (view(wards=("1", "9")), "ward", "1, 2"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(asked, column, choices):
    with pytest.raises(ViewError) as caught:
        make_map(ATLAS, asked)
    (problem,) = caught.value.problems
    assert problem.column == column
    assert choices in problem.remedy_vi
    assert choices in problem.say("en")


def test_all_that_is_wrong_with_a_view_is_said_at_once():
    with pytest.raises(ViewError) as caught:
        require_view(ATLAS, view(year=1999, indicator="nothing", wards=("8", "9")))
    assert len(caught.value.problems) == 4


def test_levels_are_listed_from_fine_to_coarse():
    assert list_levels(ATLAS.catalogue.indicators["tips"]) == ("hamlet", "ward", "cluster")
    assert list_levels(ATLAS.catalogue.indicators["safety"]) == ("hamlet", "ward")


def test_a_page_id_is_eight_letters_and_digits_that_cannot_be_misread():
    name = make_page_id(ATLAS, view())
    assert len(name) == 8
    assert set(name) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def test_the_same_view_of_the_same_data_has_the_same_page_id():
    assert make_page_id(ATLAS, view(wards=("1", "2"))) == make_page_id(ATLAS, view(wards=("2", "1")))


def test_another_view_or_other_data_has_another_page_id():
    other = replace(ATLAS, fingerprint="1")
    names = {
        make_page_id(ATLAS, view()),
        make_page_id(ATLAS, view(year=2017)),
        make_page_id(ATLAS, view(language="en")),
        make_page_id(other, view()),
    }
    assert len(names) == 4
