"""Meeting mode: every key leads to a view that is ready, and none changes data."""

from dataclasses import replace

from geo.model import View
from ui.meeting import list_frames, list_moves, write_keys


def test_the_years_end_where_the_data_ends(small_atlas):
    first, last = small_atlas.city.years[0], small_atlas.city.years[-1]
    assert "earlier" not in list_moves(small_atlas, View(year=first))
    assert "later" not in list_moves(small_atlas, View(year=last))
    assert list_moves(small_atlas, View(year=first))["later"].year == first + 1


def test_the_wards_go_round_through_the_whole_city(small_atlas):
    view = View(year=small_atlas.city.years[-1])
    seen = []
    for _ in range(len(small_atlas.boundaries.wards) + 1):
        view = list_moves(small_atlas, view)["ward_after"]
        seen.append(view.wards)
    assert seen == [*((code,) for code in small_atlas.boundaries.wards.index), ()]
    assert list_moves(small_atlas, view)["ward_before"].wards == (small_atlas.boundaries.wards.index[-1],)


def test_a_layer_key_pressed_twice_is_the_view_before(small_atlas):
    view = View(year=small_atlas.city.years[-1])
    for move in ("clusters", "models"):
        there = list_moves(small_atlas, view)[move]
        assert there != view
        assert list_moves(small_atlas, there)[move] == view


def test_keys_for_what_a_city_does_not_have_are_neither_told_nor_heeded(small_atlas):
    boundaries = replace(small_atlas.boundaries, clusters=small_atlas.boundaries.clusters.iloc[:0])
    atlas = replace(small_atlas, boundaries=boundaries)
    assert "C cụm · M mô hình" in write_keys(small_atlas, "vi")
    assert "C cụm" not in write_keys(atlas, "vi")
    assert "M models" in write_keys(atlas, "en")
    assert {"clusters", "models"} - set(list_moves(atlas, View(year=2018))) == {"clusters"}


def test_home_is_the_whole_city_in_the_latest_year(small_atlas):
    view = View(year=small_atlas.city.years[0], wards=("21013",), language="en")
    home = list_moves(small_atlas, view)["home"]
    assert home == replace(view, year=small_atlas.city.years[-1], wards=())


def test_where_a_key_leads_is_among_the_frames(small_atlas):
    view = View(year=small_atlas.city.years[0], wards=("21013",))
    frames = list_frames(small_atlas, view)
    assert view in frames
    assert set(list_moves(small_atlas, view).values()) <= set(frames)
    assert len(set(frames)) == len(frames)
