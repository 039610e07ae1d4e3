"""Two years of numbers are compared as they are shown; what either year does not tell is no change."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.pairs.direction import DIRECTIONS, compare_order

NAN = float("nan")


def year(**units):
    """Return a year: unit → number, None for a hidden one, NaN for none."""
    order = pd.Series({unit: NAN if value is None else value for unit, value in units.items()}, dtype=float)
    hidden = pd.Series({unit: value is None for unit, value in units.items()}, dtype=bool)
    return pd.DataFrame({"order": order, "hidden": hidden})


def compare(before, after, decimals=0):
    directions = compare_order(year(a=before), year(a=after), known_before=pd.Index(["a"]), decimals=decimals)
    return directions["a"]


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        (1, 2, "up"),
        (2, 1, "down"),
        (2, 2, "unchanged"),
        (0, 0, "unchanged"),
        (NAN, 2, "no_data"),
        (2, NAN, "no_data"),
        (None, 2, "withheld"),
        (2, None, "withheld"),
        (None, None, "withheld"),
        (NAN, None, "no_data"),
        (None, NAN, "no_data"),
    ],
)
def test_each_pair_of_years_is_one_direction(before, after, direction):
    assert compare(before, after) == direction


def test_numbers_that_are_shown_alike_are_unchanged():
    assert compare(98.26, 98.31, decimals=1) == "unchanged"
    assert compare(98.24, 98.31, decimals=1) == "up"


def test_a_unit_that_was_another_one_is_new_whatever_its_code_had():
    directions = compare_order(year(a=1), year(a=2, b=3), known_before=pd.Index([], dtype=str))
    assert directions.to_dict() == {"a": "new_unit", "b": "new_unit"}


def test_a_unit_that_is_no_more_is_not_among_those_of_the_later_year():
    directions = compare_order(year(a=1, gone=5), year(a=1), known_before=pd.Index(["a", "gone"]))
    assert list(directions.index) == ["a"]


VALUES = st.one_of(st.none(), st.just(NAN), st.integers(0, 9).map(float))


@given(st.dictionaries(st.text("abcdef", min_size=1), st.tuples(VALUES, VALUES, st.booleans())))
def test_every_unit_of_the_later_year_has_one_direction(rows):
    before, after = (year(**{unit: row[place] for unit, row in rows.items()}) for place in (0, 1))
    known = pd.Index([unit for unit, row in rows.items() if row[2]], dtype=str)
    directions = compare_order(before, after, known_before=known)
    assert list(directions.index) == list(rows)
    assert set(directions) <= set(DIRECTIONS)
