"""Where the units went: every unit of either year in one cell, totals that are the counts of the legends."""

import pandas as pd
from builders import MET, NO_DATA, NOT_MET
from hypothesis import given
from hypothesis import strategies as st

from geo.model import Classes
from geo.model.pair import GONE, NEW
from geo.pairs.flow import count_flow

CLASSES = Classes((NOT_MET, MET, NO_DATA), codes=(0.0, 1.0))
POSITIONS = st.dictionaries(st.text("abcd", min_size=1, max_size=3), st.integers(0, 2))


def flow(before, after, same):
    series = (pd.Series(year, dtype=int) for year in (before, after))
    return count_flow(*series, same=pd.Index(same, dtype=str), classes=CLASSES)


def test_a_unit_stands_where_its_two_classes_meet():
    found = flow({"a": 0, "b": 1}, {"a": 1, "b": 2}, ["a", "b"])
    assert found.counts == ((0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 0), (0, 0, 0, 0))


def test_a_new_unit_and_one_that_is_no_more_have_a_row_and_a_column_of_their_own():
    found = flow({"old": 0}, {"new": 1}, [])
    assert [entry.key for entry in found.before] == ["not_met", "met", "no_data", NEW]
    assert [entry.key for entry in found.after] == ["not_met", "met", "no_data", GONE]
    assert found.counts[0] == (0, 0, 0, 1)
    assert found.counts[3] == (0, 1, 0, 0)


def test_another_unit_under_the_same_code_is_two_units():
    assert flow({"a": 0}, {"a": 0}, []).total == 2
    assert flow({"a": 0}, {"a": 0}, ["a"]).total == 1


@given(POSITIONS, POSITIONS, st.data())
def test_rows_are_the_earlier_legend_and_columns_the_later_one(before, after, data):
    both = sorted(before.keys() & after.keys())
    same = data.draw(st.lists(st.sampled_from(both), unique=True)) if both else []
    found = flow(before, after, same)
    for year, totals in ((before, found.row_totals), (after, found.column_totals)):
        assert totals[:-1] == tuple(list(year.values()).count(place) for place in range(3))
    assert found.row_totals[-1] == len(after) - len(same)
    assert found.column_totals[-1] == len(before) - len(same)
    assert found.total == len(before) + len(after) - len(same)
    assert sum(found.row_totals) == sum(found.column_totals)
