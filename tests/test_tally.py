"""Counts behind the strip: missing is neither met nor a loss, and only the same unit can change."""

import pandas as pd
import pytest
from builders import atlas, bands, boundaries, catalogue, observations, share, status

from geo.atlas import list_facts
from geo.tally import TipsCount, count_models, count_status, count_tips

NAN = float("nan")
UNITS = boundaries({"1": 3, "2": 1})
BOTH = ("1", "2")


def facts(tables, units=UNITS, indicators=None, **more):
    return list_facts(atlas(units, observations(tables, **more), indicators))


def statuses(before, now, level="hamlet"):
    return {(2017, level, "meets_standard"): before, (2018, level, "meets_standard"): now}


def test_a_unit_without_a_status_is_counted_as_missing_and_not_as_failed():
    count = count_status(facts(statuses({}, {"1001": 1, "1002": 0, "1003": NAN})), "hamlet", 2018, BOTH)
    assert (count.met, count.not_met, count.known, count.missing, count.total) == (1, 1, 2, 2, 4)


def test_a_status_that_was_missing_the_year_before_is_no_gain():
    count = count_status(
        facts(statuses({"1001": 0, "1002": 1}, dict.fromkeys(("1001", "1002", "1003"), 1))), *ASK
    )
    assert count.change == 1


ASK = ("hamlet", 2018, BOTH)


def test_gains_and_losses_cancel_out_in_the_change():
    count = count_status(facts(statuses({"1001": 0, "1002": 1}, {"1001": 1, "1002": 0})), *ASK)
    assert count.change == 0


def test_without_a_year_before_there_is_no_change():
    assert count_status(facts(statuses({}, {"1001": 1})), *ASK).change is None


def test_a_unit_with_new_borders_has_no_change():
    units = boundaries({"1": 2}, since={"1001": "2018-06-01"})
    count = count_status(facts(statuses({"1001": 0, "1002": 0}, {"1001": 1, "1002": 1}), units), *ASK)
    assert (count.met, count.change) == (2, 1)


def test_wards_are_counted_from_their_own_table():
    tables = {**statuses({}, {"1001": 0}), **statuses({}, {"1": 1, "2": 0}, "ward")}
    count = count_status(facts(tables), "ward", 2018, BOTH)
    assert (count.met, count.not_met) == (1, 1)


def test_only_the_wards_in_view_are_counted():
    count = count_status(facts(statuses({}, {"1001": 1, "2001": 0})), "hamlet", 2018, ("2",))
    assert (count.met, count.not_met, count.total) == (0, 1, 1)


@pytest.mark.parametrize("indicators", [catalogue(), catalogue(("safety", share()))])
def test_a_catalogue_without_a_status_gives_no_count(indicators):
    known = facts(statuses({}, {"1001": 1}), indicators=indicators)
    assert count_status(known, "hamlet", 2018, BOTH) is None
    assert count_status(known, "ward", 2018, BOTH) is None


def test_what_means_met_is_said_by_the_catalogue_and_not_by_the_number_one():
    measure = status()
    turned = type(measure)(**{**vars(measure), "codes": (1.0, 0.0)})
    known = facts(statuses({}, {"1001": 0, "1002": 0, "1003": 1}), indicators=catalogue(("safety", turned)))
    assert count_status(known, "hamlet", 2018, BOTH).met == 2


def test_a_model_at_two_sites_is_one_model_at_two_sites():
    known = facts(
        {}, models=[("M", "camera", 2016, pd.NA)], sites=[("M", "1001"), ("M", "1002"), ("M", "2001")]
    )
    assert count_models(known, 2018, BOTH) == (1, 3)
    assert count_models(known, 2018, ("2",)) == (1, 1)
    assert count_models(known, 2015, BOTH) == (0, 0)


def tips(before, now):
    return {(2017, "hamlet", "tips"): before, (2018, "hamlet", "tips"): now}


MANY = {"1001": 20, "1002": 30, "1003": 11, "2001": 40}
MORE = {"1001": 21, "1002": 30, "1003": 11, "2001": 42}


def test_tips_are_summed_and_compared_when_every_hamlet_reported_in_both_years():
    assert count_tips(facts(tips(MANY, MORE)), 2018, BOTH) == TipsCount(104, 3, 4, 4)
    assert count_tips(facts(tips(MANY, MORE)), 2017, BOTH) == TipsCount(101, None, 4, 4)


@pytest.mark.parametrize("gap", [2017, 2018])
def test_tips_with_a_gap_in_either_year_are_not_compared(gap):
    tables = tips(MANY, MORE)
    tables[gap, "hamlet", "tips"] = {**tables[gap, "hamlet", "tips"], "1001": NAN}
    assert count_tips(facts(tables), 2018, BOTH).change is None


def test_tips_of_wards_with_new_borders_are_not_compared():
    units = boundaries({"1": 3, "2": 1}, since={"2": "2018-06-01"})
    assert count_tips(facts(tips(MANY, MORE), units), 2018, BOTH).change is None
    assert count_tips(facts(tips(MANY, MORE), units), 2018, ("1",)).change == 1


def test_a_withheld_total_is_told_neither_now_nor_by_the_change_a_year_later():
    known = facts(tips({**MANY, "2001": 3}, MORE))
    assert count_tips(known, 2017, ("2",)).tips is None
    assert count_tips(known, 2018, ("2",)) == TipsCount(42, None, 1, 1)
    assert count_tips(known, 2017, BOTH).tips is None
    assert count_tips(known, 2018, BOTH).change is None


def test_a_year_without_tips_has_none_reported():
    count = count_tips(facts(tips({}, MORE)), 2017, BOTH)
    assert (count.reported, count.total) == (0, 4)


def test_tips_follow_the_column_that_the_catalogue_names():
    measure = bands()
    other = type(measure)(**{**vars(measure), "column": "reports"})
    tables = {(2018, "hamlet", "reports"): MANY}
    assert count_tips(facts(tables, indicators=catalogue(("tips", other))), 2018, BOTH).tips == 101
