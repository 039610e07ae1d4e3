"""What stands in a legend: the unit at its head, the sum of its counts at its foot, words for the lines."""

from builders import atlas, boundaries, observations, view

from geo.atlas import make_map
from geo.layout.legend_words import legend_title, legend_total, name_lines
from geo.model import View

UNITS = boundaries({"1": 2, "2": 1})
ATLAS = atlas(UNITS, observations({(2018, "hamlet", "tips"): {"1001": 20, "1002": 30, "2001": 400}}))


def test_the_head_is_the_indicator_with_its_unit_if_it_has_one():
    assert legend_title(make_map(ATLAS, view(indicator="tips", language="en"))) == "Indicator tips (tips)"
    assert legend_title(make_map(ATLAS, view())) == "Chỉ tiêu safety"


def test_the_foot_is_the_sum_of_the_counts_in_units_of_the_level():
    drawn = make_map(ATLAS, view(indicator="tips", language="en"))
    assert legend_total(drawn) == f"Total: {sum(drawn.counts)} hamlets" == "Total: 3 hamlets"


def test_lines_that_are_drawn_have_words_and_others_none(small_atlas):
    drawn = make_map(small_atlas, View(2018, layers=("wards", "clusters")))
    lines = name_lines(drawn)
    assert list(lines)[:2] == ["wards", "clusters"]
    assert lines["wards"] == "Ranh giới xã, phường"
    assert "wards" not in name_lines(make_map(small_atlas, View(2018, level="ward", layers=("wards",))))
    assert "clusters" not in name_lines(make_map(small_atlas, View(2018, layers=("wards",))))
