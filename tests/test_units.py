"""A unit is a code and the days between which it has its borders; a ward may be in no cluster or in two."""

from dataclasses import replace

import pandas as pd
import pytest
import shapely
from builders import boundaries, observations, view

from geo.model import LEVELS
from geo.units import (
    active_sites,
    choose_wards,
    is_in_view,
    list_latest,
    list_members,
    list_same,
    list_unchanged,
    list_units,
    pick_valid,
    read_column,
)

CITY = boundaries({"1": 2, "2": 1, "3": 1}, clusters=[("A", "1"), ("A", "2"), ("B", "2")])


def follow(old, new):
    """Return boundaries with the units of both vintages."""
    return replace(
        old, hamlets=pd.concat([old.hamlets, new.hamlets]), wards=pd.concat([old.wards, new.wards])
    )


@pytest.mark.parametrize(
    ("since", "until", "valid"),
    [
        ("", "", True),
        ("2018-12-31", "", True),
        ("2019-01-01", "", False),
        ("", "2018-12-31", True),
        ("", "2018-12-30", False),
        ("2014-04-01", "2024-12-31", True),
    ],
)
def test_the_units_of_a_year_are_those_of_its_last_day(since, until, valid):
    frame = pd.DataFrame({"valid_from": [since], "valid_to": [until]})
    assert len(pick_valid(frame, 2018)) == valid


def test_one_code_with_two_vintages_is_one_unit_in_each_year():
    old = boundaries({"1": 1}, until={"1": "2019-06-30", "1001": "2019-06-30"})
    new = boundaries({"1": 1}, since={"1": "2019-07-01", "1001": "2019-07-01"})
    both = follow(old, new)
    for year, since in ((2018, ""), (2019, "2019-07-01")):
        for level in ("hamlet", "ward"):
            assert list(list_units(both, level, year)["valid_from"]) == [since]


def test_each_unit_of_any_time_is_listed_once_as_it_was_last():
    old = boundaries({"1": 1}, until={"1": "2019-06-30", "1001": "2019-06-30"})
    new = boundaries({"1": 1, "2": 1}, since={"1": "2019-07-01", "1001": "2019-07-01"})
    both = follow(old, new)
    assert list_latest(both, "ward")["valid_from"].to_dict() == {"1": "2019-07-01", "2": ""}
    assert list_latest(both, "hamlet")["valid_from"].to_dict() == {"1001": "2019-07-01", "2001": ""}


def test_years_with_the_same_units_share_them_and_others_do_not():
    later = boundaries({"1": 2, "2": 1}, since={"2001": "2018-01-01"}, clusters=[("A", "1"), ("A", "2")])
    for level in LEVELS:
        assert list_units(later, level, 2018) is list_units(later, level, 2019)
    assert list_units(later, "hamlet", 2017) is not list_units(later, "hamlet", 2018)
    assert list_units(later, "ward", 2017) is list_units(later, "ward", 2018)


def test_a_hamlet_carries_the_full_name_of_its_ward():
    assert list(list_units(CITY, "hamlet", 2018)["ward_name"]) == ["Xã 1", "Xã 1", "Xã 2", "Xã 3"]


def test_every_level_has_the_columns_that_drawers_read():
    for level in LEVELS:
        frame = list_units(CITY, level, 2018)
        assert {"name", "kind", "ward_code", "ward_name", "geometry"} <= set(frame.columns)
        assert frame.index.is_unique
        assert frame.crs == "EPSG:5898"


def test_a_cluster_is_the_union_of_its_wards_without_inner_borders():
    clusters, wards = list_units(CITY, "cluster", 2018), list_units(CITY, "ward", 2018)
    assert clusters["members"].to_dict() == {"A": ("1", "2"), "B": ("2",)}
    assert clusters.loc["A", "geometry"].equals(shapely.union_all(wards.geometry.loc[["1", "2"]]))
    assert len(clusters.loc["A", "geometry"].interiors) == 0


def test_a_cluster_is_a_union_also_where_shared_borders_have_no_corners_in_common():
    bent = shapely.Polygon([(0, 0), (100, 0), (100.001, 37), (100, 100), (0, 100)])
    city = boundaries({"1": 1, "2": 1}, clusters=[("A", "1"), ("A", "2")])
    shapes = [bent, shapely.box(100, 0, 200, 100)]
    city = replace(city, wards=city.wards.set_geometry(shapes, crs=city.wards.crs))
    [cluster] = list_units(city, "cluster", 2018).geometry
    assert cluster.equals(shapely.union_all(shapes))


def test_a_membership_written_twice_counts_once():
    city = boundaries({"1": 1}, clusters=[("A", "1"), ("A", "1")])
    assert list_units(city, "cluster", 2018)["members"].to_dict() == {"A": ("1",)}
    assert list(list_members(city, "cluster", 2018)) == ["A"]


def test_a_city_without_clusters_has_an_empty_level_and_no_error():
    city = boundaries({"1": 1})
    assert len(list_units(city, "cluster", 2018)) == 0
    assert {"name", "kind", "members", "geometry"} <= set(list_units(city, "cluster", 2018).columns)
    assert len(list_members(city, "cluster", 2018)) == 0
    assert len(list_unchanged(city, "cluster", 2018)) == 0


def test_a_hamlet_of_two_clusters_is_listed_under_both_and_one_of_none_under_neither():
    members = list_members(CITY, "cluster", 2018)
    assert sorted(members.items()) == [("1001", "A"), ("1002", "A"), ("2001", "A"), ("2001", "B")]


def test_members_at_hamlet_and_ward_level_are_the_hamlet_and_its_ward():
    assert list_members(CITY, "hamlet", 2018).to_dict() == {code: code for code in CITY.hamlets.index}
    assert list_members(CITY, "ward", 2018)["2001"] == "2"


def test_a_unit_with_new_borders_under_its_old_code_is_not_the_same_unit():
    city = boundaries({"1": 1, "2": 1}, since={"2": "2018-07-01"})
    assert list(list_unchanged(city, "ward", 2018)) == ["1"]
    assert list(list_unchanged(city, "ward", 2019)) == ["1", "2"]


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"name": "Xã Mới"}, True),
        ({"kind": "phường"}, True),
        ({}, False),
        ({"name": "Xã Mới", "geometry": shapely.box(0, 0, 1, 1)}, False),
    ],
)
def test_a_unit_with_a_new_name_on_its_old_ground_is_the_same_unit(change, same):
    days = {"1": "2018-07-01", "1001": "2018-07-01"}
    old = boundaries({"1": 1}, until=dict.fromkeys(days, "2018-06-30"), clusters=[("A", "1")])
    new = boundaries({"1": 1}, since=days)
    new = replace(new, wards=new.wards.assign(**{column: [value] for column, value in change.items()}))
    city = follow(old, new)
    assert list(list_same(city, "ward", 2018, 2017)) == ["1"] * same
    assert list(list_same(city, "cluster", 2018, 2017)) == ["A"] * same


def test_a_hamlet_that_went_to_another_ward_is_not_the_same_unit():
    old = boundaries({"1": 1, "2": 1}, until={"1001": "2018-06-30"})
    new = boundaries({"1": 1}, since={"1001": "2018-07-01"})
    moved = new.hamlets.assign(name="Thôn Mới", ward_code="2")
    city = replace(old, hamlets=pd.concat([old.hamlets, moved]))
    assert list(list_same(city, "hamlet", 2018, 2017)) == ["2001"]


def test_a_cluster_with_another_member_is_not_the_same_cluster():
    city = boundaries({"1": 1, "2": 1}, clusters=[("A", "1"), ("A", "2")], since={"2": "2018-07-01"})
    assert list(list_unchanged(city, "cluster", 2018)) == []
    assert list(list_unchanged(city, "cluster", 2019)) == ["A"]


def test_units_of_two_distant_years_are_the_same_only_with_the_same_borders():
    city = boundaries({"1": 1, "2": 1}, since={"2": "2017-06-01"})
    assert list(list_same(city, "ward", 2019, 2016)) == ["1"]
    assert list(list_same(city, "ward", 2019, 2017)) == ["1", "2"]


def test_a_cluster_of_a_redrawn_ward_is_another_cluster():
    city = boundaries({"1": 1, "2": 1}, clusters=[("A", "1"), ("B", "2")])
    first = city.wards.loc[["1"]]
    redrawn = [first.assign(valid_to="2017-12-31"), first.assign(valid_from="2018-01-01")]
    wards = pd.concat([*redrawn, city.wards.loc[["2"]]])
    assert list(list_same(replace(city, wards=wards), "cluster", 2018, 2017)) == ["B"]


def test_no_choice_of_wards_is_the_whole_city():
    assert choose_wards(CITY, view()) == ("1", "2", "3")


def test_a_chosen_ward_of_another_year_is_not_in_view():
    city = boundaries({"1": 1, "2": 1}, since={"2": "2019-01-01"})
    assert choose_wards(city, view(wards=("1", "2"))) == ("1",)
    assert choose_wards(city, view(wards=("2",))) == ()


def test_a_cluster_is_in_view_with_any_of_its_wards():
    clusters = list_units(CITY, "cluster", 2018)
    assert is_in_view(clusters, "cluster", ("1",)).to_dict() == {"A": True, "B": False}
    assert is_in_view(clusters, "cluster", ("2",)).to_dict() == {"A": True, "B": True}
    assert not is_in_view(clusters, "cluster", ()).any()


def test_a_hamlet_is_in_view_with_its_ward():
    assert is_in_view(list_units(CITY, "hamlet", 2018), "hamlet", ("2",)).sum() == 1


def test_a_column_is_read_for_its_year_and_level_only():
    seen = observations(
        {
            (2018, "hamlet", "tips"): {"1001": 3},
            (2017, "hamlet", "tips"): {"1001": 8},
            (2018, "ward", "tips"): {"1": 40},
            (2018, "hamlet", "population"): {"1001": 90},
        }
    )
    assert read_column(seen, "tips", "hamlet", 2018).to_dict() == {"1001": 3.0}
    assert read_column(seen, "tips", "ward", 2018).to_dict() == {"1": 40.0}
    assert read_column(seen, "tips", "hamlet", 2016).empty


@pytest.mark.parametrize(("year", "active"), [(2015, set()), (2016, {"M"}), (2018, {"M"}), (2019, set())])
def test_a_model_works_from_its_first_to_its_last_year(year, active):
    seen = observations({}, models=[("M", "camera", 2016, 2018)], sites=[("M", "1001")])
    assert set(active_sites(seen, year)["model_code"]) == active


def test_a_model_without_years_works_always():
    seen = observations({}, models=[("M", "camera", pd.NA, pd.NA)], sites=[("M", "1001"), ("M", "2001")])
    assert len(active_sites(seen, 1990)) == 2
