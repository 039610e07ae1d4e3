"""The panel of a unit: its years and its people, in the order of the map's geometry."""

from dataclasses import replace

import pytest

from geo.atlas import make_map
from geo.model import LEVELS, View
from geo.telling.panel import count_people, write_panel
from geo.telling.views import list_levels
from geo.tools.words import say
from geo.units import list_units


def panel(atlas, view):
    maps = [make_map(atlas, replace(view, year=year)) for year in atlas.city.years]
    units = list_units(atlas.boundaries, view.level, view.year).index
    return write_panel(maps, count_people(atlas, view), units), units


def spoken(written, unit, units):
    place = list(units).index(unit)
    return {year["year"]: year["labels"][year["codes"][place]] for year in written["history"]}


def test_each_year_of_a_unit_stands_in_its_place(small_atlas):
    written, units = panel(small_atlas, View(year=2018))
    assert spoken(written, "21013002", units) == {2017: "Chưa đạt", 2018: "Đạt tiêu chuẩn"}
    assert spoken(written, "21202003", units) == {2017: "Đạt tiêu chuẩn", 2018: "Chưa có số liệu"}


def test_people_of_a_ward_are_those_of_its_hamlets(small_atlas):
    written, units = panel(small_atlas, View(year=2018, level="ward"))
    assert written["people"][list(units).index("21013")] == "1.220"


def test_people_are_unknown_where_one_hamlet_is_unknown(small_atlas):
    people = count_people(small_atlas, View(year=2018, level="ward"))
    people["21013"] = float("nan")
    units = list_units(small_atlas.boundaries, "ward", 2018).index
    maps = [make_map(small_atlas, View(year=2018, level="ward"))]
    assert write_panel(maps, people, units)["people"][0] == say("value.no_data", "vi")


@pytest.mark.parametrize("level", LEVELS)
def test_every_unit_has_a_word_for_every_year(small_atlas, level):
    for indicator in small_atlas.catalogue.indicators.values():
        if level in list_levels(indicator):
            written, units = panel(small_atlas, View(year=2018, level=level, indicator=indicator.id))
            assert all(len(year["codes"]) == len(units) for year in written["history"])
            assert len(written["people"]) == len(units)


def test_hamlet_tips_reach_the_panel_as_bands_only(small_atlas):
    written, _ = panel(small_atlas, View(year=2018, indicator="tips"))
    allowed = {entry.label["vi"] for entry in small_atlas.classes["tips", "hamlet"].entries}
    assert {label for year in written["history"] for label in year["labels"]} <= allowed
