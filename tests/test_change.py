"""Every unit has exactly one change, and no change is guessed."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.change import CHANGES, compare_status, count_changes

NAN = float("nan")
STATUS = st.sampled_from([0.0, 1.0, NAN])


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (1, 1, "kept"),
        (0, 1, "gained"),
        (1, 0, "lost"),
        (0, 0, "still_not_met"),
        (NAN, 1, "no_data"),
        (0, NAN, "no_data"),
        (NAN, NAN, "no_data"),
    ],
)
def test_each_pair_of_statuses_is_one_change(before, after, change):
    codes = pd.Index(["a"])
    changes = compare_status(pd.Series([before], codes), pd.Series([after], codes), known_before=codes)
    assert changes.to_dict() == {"a": change}


def test_a_unit_that_did_not_exist_the_year_before_gained_nothing():
    after = pd.Series([1.0, 1.0], ["a", "new"])
    changes = compare_status(pd.Series([0.0], ["a"]), after, known_before=pd.Index(["a"]))
    assert changes.to_dict() == {"a": "gained", "new": "new_unit"}


def test_a_unit_that_exists_no_more_is_not_counted():
    before, after = pd.Series([1.0, 0.0], ["a", "gone"]), pd.Series([1.0], ["a"])
    changes = compare_status(before, after, known_before=before.index)
    assert list(changes.index) == ["a"]


@given(st.lists(st.tuples(STATUS, STATUS, st.booleans())))
def test_the_counts_of_all_changes_add_up_to_the_units(rows):
    before = pd.Series([row[0] for row in rows], dtype=float)
    after = pd.Series([row[1] for row in rows], dtype=float)
    known = before.index[[row[2] for row in rows]]
    counts = count_changes(compare_status(before, after, known_before=known))
    assert tuple(counts) == CHANGES
    assert sum(counts.values()) == len(rows)
