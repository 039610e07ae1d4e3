"""An address reopens its view; what the data does not have falls back and says so."""

from dataclasses import replace
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.model import LANGUAGES, LAYER_NAMES, LEVELS, View
from geo.telling.address import (
    list_indicators,
    list_unknown,
    pick_kinds,
    read_mode,
    read_view,
    read_year2,
)
from geo.telling.views import list_classes


def reopen(address, atlas):
    return read_view(parse_qs(address, keep_blank_values=True), atlas)


def test_an_empty_address_is_the_latest_year_of_the_whole_city_in_vietnamese(small_atlas):
    view, problems = read_view({}, small_atlas)
    assert view == View(year=small_atlas.city.years[-1])
    assert problems == ()


@given(data=st.data())
def test_the_address_of_any_view_reopens_that_view(small_atlas, data):
    level = data.draw(st.sampled_from(LEVELS))
    wards = data.draw(st.sets(st.sampled_from(sorted(small_atlas.boundaries.wards.index))))
    layers = data.draw(st.sets(st.sampled_from(LAYER_NAMES)))
    kinds = data.draw(st.sets(st.sampled_from(list(small_atlas.city.model_kinds))))
    indicator = data.draw(st.sampled_from(list_indicators(small_atlas.catalogue, level)))
    classes = list_classes(small_atlas, level, indicator)
    off = data.draw(st.sets(st.sampled_from(classes)))
    view = View(
        year=data.draw(st.sampled_from(small_atlas.city.years)),
        level=level,
        indicator=indicator,
        wards=tuple(sorted(wards)),
        layers=tuple(name for name in LAYER_NAMES if name in layers),
        language=data.draw(st.sampled_from(LANGUAGES)),
        patterns=data.draw(st.booleans()),
        kinds=pick_kinds(small_atlas.city, kinds),
        off=tuple(key for key in classes if key in off),
    )
    assert reopen(view.address, small_atlas) == (view, ())


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("year=1999", "year"),
        ("year=<script>", "year"),
        ("level=thôn", "level"),
        ("indicator=none", "indicator"),
        ("level=cluster&indicator=safety", "indicator"),
        ("ward=99999", "ward"),
        ("layers=models,roads", "layers"),
        ("kinds=family_group,ghosts", "kinds"),
        ("kinds=ghosts", "kinds"),
        ("off=met,1-4", "off"),
        ("lang=fr", "lang"),
        ("patterns=maybe", "patterns"),
    ],
)
def test_a_junk_value_falls_back_and_says_so(small_atlas, address, word):
    view, problems = reopen(address, small_atlas)
    assert [problem.column for problem in problems] == [word]
    assert problems[0].value in address
    assert reopen(view.address, small_atlas) == (view, ())


def test_all_kinds_of_models_are_no_choice(small_atlas):
    view, _ = reopen("kinds=security_camera,family_group,civil_defence", small_atlas)
    assert view == View(year=small_atlas.city.years[-1])


def test_a_known_ward_stays_when_another_is_junk(small_atlas):
    known = small_atlas.boundaries.wards.index[0]
    view, problems = reopen(f"ward={known}&ward=00000&ward={known}", small_atlas)
    assert view.wards == (known,)
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("asked", "vi", "en"),
    [
        ({"ward": ["9"]}, "đang hiện toàn thành phố", "the whole city"),
        ({"ward": ["21013", "9"]}, "đang hiện phường Trần Phú", "showing phường Trần Phú"),
        ({"level": ["street"]}, "đang hiện thôn, tổ dân phố", "showing hamlets"),
        ({"indicator": ["foo"]}, "đang hiện Phân loại an toàn", "showing Public-safety classification"),
        ({"lang": ["fr"]}, "đang hiện Tiếng Việt", "Tiếng Việt"),
        ({"patterns": ["maybe"]}, "đang hiện màu", "showing colours"),
        ({"kinds": ["family_group,zz"]}, "đang hiện Tổ liên gia", "showing Inter-family group"),
        ({"layers": ["roads"]}, "bỏ qua lớp này", "left out"),
    ],
)
def test_what_is_shown_instead_is_said_in_words(small_atlas, asked, vi, en):
    _, (problem,) = read_view(asked, small_atlas)
    assert vi in problem.say("vi")
    assert en in problem.say("en")


def test_no_layer_at_all_is_a_choice_too(small_atlas):
    view = replace(View(year=small_atlas.city.years[-1]), layers=())
    assert reopen(view.address, small_atlas)[0].layers == ()


# ---- the other year
@pytest.mark.parametrize(("year", "other"), [(2018, 2017), (2017, 2018)])
def test_without_another_year_it_is_the_year_before_or_the_first_there_is(small_atlas, year, other):
    assert read_year2({}, small_atlas, year) == (other, ())


@pytest.mark.parametrize("asked", ["1066", "junk", "2018"])
def test_another_year_that_is_not_there_or_is_the_year_itself_falls_back_and_says_so(small_atlas, asked):
    year2, problems = read_year2({"year2": [asked]}, small_atlas, 2018)
    assert year2 == 2017
    assert [(problem.column, problem.value) for problem in problems] == [("year2", asked)]


def test_a_year_that_is_compared_with_itself_is_called_so(small_atlas):
    _, (problem,) = read_year2({"year2": ["2018"]}, small_atlas, 2018)
    assert (problem.what_vi, problem.remedy_vi) == ("là chính năm đang xem", "đang hiện 2017")


def test_one_year_has_no_other_to_compare_with(small_atlas):
    alone = replace(small_atlas, city=replace(small_atlas.city, years=(2018,)))
    assert read_year2({"year2": ["2017"]}, alone, 2018) == (None, ())


# ---- the mode
@pytest.mark.parametrize(
    ("asked", "meeting", "in_vain"),
    [
        ({}, False, []),
        ({"mode": ["meeting"]}, True, []),
        ({"mode": ["x"]}, False, ["x"]),
        ({"mode": [""]}, False, []),
    ],
)
def test_a_mode_that_is_none_is_told(asked, meeting, in_vain):
    found, problems = read_mode(asked)
    assert found == meeting
    assert [(problem.column, problem.value) for problem in problems] == [("mode", value) for value in in_vain]


def test_a_word_that_says_nothing_is_told_with_its_value_and_every_word_of_a_view_is_known(small_atlas):
    assert list_unknown(parse_qs("yaer=2017&year=2018&x=1&x=2")) == ("yaer=2017", "x=1,2")
    view = View(year=2018, wards=("21013",), kinds=("family_group",), off=("met",), patterns=True)
    words = parse_qs(f"{view.address}&year2=2017&mode=meeting", keep_blank_values=True)
    assert {"ward", "kinds", "off", "patterns"} < set(words)
    assert list_unknown(words) == ()
