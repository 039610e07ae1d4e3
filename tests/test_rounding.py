"""Half of the last digit goes up, and alike wherever a number is shown or put into a class."""

import math
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.tools.rounding import round_half_up
from geo.tools.words import number


@given(st.integers(0, 10**9), st.integers(0, 4), st.integers(0, 3))
def test_a_number_is_rounded_as_it_is_written(digits, behind, decimals):
    value = digits / 10**behind
    written = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert float(round_half_up(value, decimals)) == float(written)
    assert number(value, "en", decimals).replace(",", "") == f"{written:f}"


@given(st.integers(0, 400), st.integers(1, 400))
def test_a_share_is_rounded_as_a_calculator_has_it(part, whole):
    share = 100 * part / whole
    exact = (1000 * part * 2 + whole) // (2 * whole)  # tenths of a percent in whole numbers
    assert float(round_half_up(share, 1)) == exact / 10


def test_a_half_goes_away_from_zero_and_no_number_stays_none():
    assert round_half_up(np.array([81.25, -81.25, 0.0]), 1).tolist() == [81.3, -81.3, 0.0]
    assert math.isnan(round_half_up(math.nan, 1))


def test_what_rounds_to_nothing_has_no_sign():
    assert math.copysign(1, round_half_up(-0.04, 1)) == 1
