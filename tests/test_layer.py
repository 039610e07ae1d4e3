"""Rows in = rows out, and missing is never zero."""

import math

import numpy as np
import pandas as pd
import pytest
from builders import boundaries, distinct, observations, rate, share, status, totals, view
from hypothesis import given
from hypothesis import strategies as st

from geo.layer import build_layer, filter_layer, measure_units, place_sites, share_hamlets, total_hamlets
from geo.units import choose_wards

CITY = boundaries({"1": 2, "2": 1, "3": 1}, clusters=[("A", "1"), ("A", "2"), ("B", "2")])
NAN = float("nan")


def measure(tables, wanted, city=CITY, **more):
    return measure_units(city, observations(tables, **more), wanted, 2018)


def tips(**cells):
    return {(2018, "hamlet", "tips"): {code.strip("_"): value for code, value in cells.items()}}


ALL = {"1001": 3, "1002": 4, "2001": 20, "3001": 0}


def same(series, expected):
    pd.testing.assert_series_equal(
        series, pd.Series(expected, dtype=float), check_names=False, check_index_type=False
    )


def test_a_total_is_the_sum_of_its_hamlets():
    same(measure({(2018, "hamlet", "tips"): ALL}, totals())["value"], {"1": 7, "2": 20, "3": 0})


def test_a_ward_with_a_hamlet_without_data_has_no_total():
    frame = measure({(2018, "hamlet", "tips"): {**ALL, "1002": NAN}}, totals())
    same(frame["value"], {"1": NAN, "2": 20, "3": 0})
    assert frame.loc["1", ["reported", "total"]].tolist() == [1, 2]


def test_a_hamlet_without_a_row_is_a_hamlet_without_data():
    known = {code: value for code, value in ALL.items() if code != "1002"}
    same(measure({(2018, "hamlet", "tips"): known}, totals())["value"], {"1": NAN, "2": 20, "3": 0})


def test_a_ward_of_two_clusters_counts_in_both():
    same(measure({(2018, "hamlet", "tips"): ALL}, totals("cluster"))["value"], {"A": 27, "B": 20})


def test_a_year_without_any_row_is_no_data_for_every_unit():
    frame = measure({}, totals())
    assert frame["value"].isna().all()
    assert frame["reported"].tolist() == [0, 0, 0]
    assert frame["total"].tolist() == [2, 1, 1]


def test_a_rate_is_per_the_inhabitants_of_the_unit():
    tables = {(2018, "hamlet", "tips"): ALL, (2018, "hamlet", "population"): dict.fromkeys(ALL, 500)}
    same(measure(tables, rate())["value"], {"1": 7, "2": 40, "3": 0})


@pytest.mark.parametrize("people", [0, NAN])
def test_a_rate_without_inhabitants_is_no_data_and_not_infinite(people):
    tables = {
        (2018, "hamlet", "tips"): ALL,
        (2018, "hamlet", "population"): {**dict.fromkeys(ALL, 500), "2001": people},
    }
    same(measure(tables, rate())["value"], {"1": 7, "2": NAN, "3": 0})


def test_a_share_counts_met_hamlets_among_those_with_a_status():
    seen = {"1001": 1, "1002": 0, "2001": 1, "3001": NAN}
    frame = measure({(2018, "hamlet", "meets_standard"): seen}, share())
    same(frame["value"], {"1": 50, "2": 100, "3": NAN})
    same(frame["part"], {"1": 1, "2": 1, "3": NAN})
    same(frame["whole"], {"1": 2, "2": 1, "3": NAN})


def test_a_share_is_in_percent_of_the_hamlets_with_a_status():
    seen = {"1001": 1, "1002": 1, "1003": 0, "1004": 1}
    four = boundaries({"1": 4})
    same(measure({(2018, "hamlet", "meets_standard"): seen}, share(), four)["value"], {"1": 75})


def test_the_status_of_a_ward_comes_from_its_own_table_and_never_from_its_hamlets():
    tables = {
        (2018, "hamlet", "meets_standard"): dict.fromkeys(ALL, 0),
        (2018, "ward", "meets_standard"): {"1": 1, "2": 1},
    }
    same(measure(tables, status("ward"))["value"], {"1": 1, "2": 1, "3": NAN})


def test_a_ward_without_hamlets_still_has_its_row_and_its_status():
    city = boundaries({"1": 1, "2": 0})
    frame = measure({(2018, "ward", "meets_standard"): {"1": 0, "2": 1}}, status("ward"), city)
    same(frame["value"], {"1": 0, "2": 1})
    assert frame.loc["2", "total"] == 0


@pytest.mark.parametrize("wanted", [totals(), share()])
def test_a_ward_without_hamlets_has_neither_total_nor_share(wanted):
    seen = {(2018, "hamlet", column): {"1001": 1} for column in ("tips", "meets_standard")}
    found = measure(seen, wanted, boundaries({"1": 1, "2": 0}))["value"]
    assert found.notna().tolist() == [True, False]


def test_one_model_at_several_sites_of_a_ward_is_one_model():
    models = {
        "models": [("M", "camera", 2016, pd.NA), ("N", "camera", 2016, pd.NA)],
        "sites": [("M", "1001"), ("M", "1002"), ("M", "2001"), ("N", "2001")],
    }
    same(measure({}, distinct(), **models)["value"], {"1": 1, "2": 2, "3": 0})
    same(measure({}, distinct("cluster"), **models)["value"], {"A": 2, "B": 2})


def test_a_city_without_a_list_of_models_has_no_data_and_not_zero_models():
    assert measure({}, distinct())["value"].isna().all()


def layer(tables, wanted, city=CITY, **fields):
    asked = view(level=wanted.level, **fields)
    whole = build_layer(city, observations(tables), wanted, asked.year)
    return filter_layer(whole, wanted.level, choose_wards(city, asked)).frame


def test_a_filter_of_wards_keeps_their_hamlets_and_their_values():
    tables = {(2018, "hamlet", "meets_standard"): {"1001": 1, "1002": 0, "2001": 1}}
    whole, part = layer(tables, status()), layer(tables, status(), wards=("1",))
    assert list(part.index) == ["1001", "1002"]
    pd.testing.assert_frame_equal(part, whole.loc[part.index])


def test_a_layer_of_no_ward_is_empty_and_has_its_columns():
    city = boundaries({"1": 1}, since={"1": "2019-01-01"})
    frame = layer({}, status(), city, wards=("1",))
    assert frame.empty
    assert {"value", "previous", "part", "whole", "reported", "total"} <= set(frame.columns)


def test_the_year_before_is_known_where_the_table_has_it():
    tables = {
        (2017, "hamlet", "meets_standard"): {"1001": 0},
        (2018, "hamlet", "meets_standard"): {"1001": 1},
    }
    frame = layer(tables, status())
    assert frame.loc["1001", ["previous", "value"]].tolist() == [0, 1]
    assert frame["previous"].isna().sum() == 3


def test_the_year_before_the_first_is_no_data():
    assert layer({(2018, "hamlet", "meets_standard"): ALL}, status())["previous"].isna().all()


def test_a_unit_with_new_borders_has_no_year_before_under_its_old_code():
    city = boundaries({"1": 1, "2": 1}, since={"2": "2018-07-01"})
    tables = {(year, "ward", "meets_standard"): {"1": 1, "2": 1} for year in (2017, 2018)}
    same(layer(tables, status("ward"), city)["previous"], {"1": 1, "2": NAN})


def test_models_stand_beside_every_value():
    seen = observations({}, models=[("M", "camera", 2018, pd.NA)], sites=[("M", "1001")])
    assert build_layer(CITY, seen, status(), 2018).frame["models"].tolist() == [1, 0, 0, 0]
    assert build_layer(CITY, seen, status(), 2017).frame["models"].tolist() == [0, 0, 0, 0]


def test_without_a_list_of_models_nothing_is_said_of_their_number():
    assert "models" not in build_layer(CITY, observations({}), status(), 2018).frame


def test_a_site_stands_inside_its_hamlet_and_is_named():
    seen = observations({}, models=[("M", "camera", 2018, pd.NA)], sites=[("M", "1002"), ("M", "3001")])
    sites = place_sites(CITY, seen, 2018)
    assert sites[["hamlet_code", "hamlet", "ward"]].to_numpy().tolist() == [
        ["1002", "Thôn 2", "Xã 1"],
        ["3001", "Thôn 1", "Xã 3"],
    ]
    assert sites[["x", "y"]].iloc[0].tolist() == [586_750, 1_672_250]
    assert sites["ward_code"].tolist() == ["1", "3"]
    assert place_sites(CITY, seen, 2017).empty


COUNTS = st.lists(
    st.tuples(st.integers(0, 3), st.one_of(st.none(), st.integers(0, 30))), min_size=1, max_size=12
)


@given(COUNTS)
def test_totals_over_units_account_for_every_hamlet(rows):
    codes = [f"h{n}" for n in range(len(rows))]
    members = pd.Series([f"w{ward}" for ward, _ in rows], codes)
    values = pd.Series([NAN if value is None else value for _, value in rows], codes, dtype=float)
    frame = total_hamlets(values, members)
    assert frame["total"].sum() == len(rows)
    assert frame["reported"].sum() == values.count()
    for unit, row in frame.iterrows():
        mine = values[members == unit]
        assert row["sum"] == mine.sum() if mine.notna().all() else math.isnan(row["sum"])


@given(COUNTS)
def test_a_share_never_leaves_0_to_100_and_part_never_exceeds_whole(rows):
    places, wards = pd.factorize(np.array([ward for ward, _ in rows], dtype=int))
    values = np.array([NAN if value is None else value % 2 for _, value in rows], dtype=float)
    part, whole = share_hamlets(values, places, len(wards))
    assert (np.isnan(part) == np.isnan(whole)).all()
    assert (part[whole > 0] <= whole[whole > 0]).all()
    assert np.nansum(part) == (values == 1).sum()
