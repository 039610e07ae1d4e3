"""The maps of all years: each year once, and words that say all of them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from paper import shipped_atlas

from geo.errors import ViewError
from geo.model import View
from geo.pairs.pair_years import make_years, write_days, write_years


def test_there_is_a_map_of_each_year_in_the_order_of_time_whichever_year_is_in_view():
    for year in shipped_atlas().city.years:
        maps = make_years(shipped_atlas(), View(year)).maps
        assert tuple(one.view.year for one in maps) == shipped_atlas().city.years


def test_all_maps_share_their_classes():
    first, *rest = make_years(shipped_atlas(), View(2018, level="ward", indicator="tips_per_1000")).maps
    assert all(one.classes == first.classes for one in rest)


@pytest.mark.parametrize("words", [{}, {"level": "ward"}, {"indicator": "tips"}])
def test_the_sentence_says_as_many_units_as_the_maps_have(words):
    maps = make_years(shipped_atlas(), View(2018, **words)).maps
    counts = sum(int(count) for count in re.findall(r": (\d+)", write_years(maps)))
    assert counts == sum(len(one.layer.frame) for one in maps)


def test_the_page_has_an_id_of_its_own_that_does_not_depend_on_the_year_in_view():
    ids = {make_years(shipped_atlas(), View(year)).maps[-1].furniture.page_id for year in (2016, 2018)}
    assert len(ids) == 1
    other = make_years(shipped_atlas(), View(2018, level="ward")).maps[-1].furniture.page_id
    assert other not in ids


def test_a_view_that_is_not_in_the_atlas_is_refused():
    with pytest.raises(ViewError):
        make_years(shipped_atlas(), View(1999))


def test_the_same_day_of_many_years_is_said_once_and_other_days_are_said_in_full():
    same = [f"{year}-12-31" for year in range(2009, 2019)]
    assert write_days(same, "vi") == "Số liệu đến ngày 31/12 các năm 2009–2018"
    assert write_days(same, "en") == "Figures up to 31 December of each year 2009–2018"
    other = [*same[:-1], "2018-11-15"]
    assert write_days(other, "vi").count("/") == 2 * len(other)
    assert write_days(same[:3], "vi").count("31/12/") == 3
    assert write_days([same[0], *same[4:]], "vi").count("31/12/") == 7


def test_of_many_years_the_brief_sentence_says_the_first_and_the_last():
    atlas = shipped_atlas()
    years = tuple(range(2011, 2019))
    last = make_years(replace(atlas, city=replace(atlas.city, years=years)), View(2018)).maps[-1]
    said = last.furniture.brief
    assert {"2011", "2014", "2018"} & set(re.findall(r"\d{4}", said)) == {"2011", "2018"}
    assert not make_years(atlas, View(2018)).maps[-1].furniture.brief
