"""Classes are fitted once; a class never changes when the map is filtered, and no data is never a number."""

import itertools
import re
from dataclasses import replace

import mapclassify
import numpy as np
import pandas as pd
import pytest
from builders import HIDDEN, NO_DATA, PALETTE, RAMP, bands, catalogue, rate, share, status, totals
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.classify import (
    assign_classes,
    count_classes,
    equal_breaks,
    find_breaks,
    fit_classes,
    natural_breaks,
    quantile_breaks,
    spread,
    take_off,
)
from geo.errors import ClassifyError

NAN = float("nan")
CATALOGUE = catalogue()
NUMBERS = st.lists(st.one_of(st.just(NAN), st.integers(0, 500).map(float)), max_size=60)
SCHEMES = st.sampled_from(["quantile", "equal", "natural"])


def series(*values):
    return pd.Series(values, dtype=float)


def keys(classes):
    return [entry.key for entry in classes.entries]


def labels(classes, language="vi"):
    return [entry.label[language] for entry in classes.entries]


# ---- breaks, against mapclassify
@given(st.lists(st.integers(0, 1000).map(float), min_size=8, max_size=80, unique=True), st.integers(2, 5))
def test_quantile_breaks_are_those_of_mapclassify(values, k):
    oracle = mapclassify.Quantiles(np.array(values), k=k).bins[:-1]
    np.testing.assert_allclose(quantile_breaks(np.array(values), k), oracle)


@given(st.lists(st.integers(0, 1000).map(float), min_size=8, max_size=80, unique=True), st.integers(2, 5))
def test_equal_breaks_are_those_of_mapclassify(values, k):
    oracle = mapclassify.EqualInterval(np.array(values), k=k).bins[:-1]
    np.testing.assert_allclose(equal_breaks(np.array(values), k), oracle)


def spread_within(values, groups):
    return sum(((values[groups == g] - values[groups == g].mean()) ** 2).sum() for g in np.unique(groups))


@pytest.mark.filterwarnings("ignore:Numba not installed")
@settings(max_examples=40)
@given(st.lists(st.integers(0, 200).map(float), min_size=6, max_size=40, unique=True), st.integers(2, 4))
def test_natural_breaks_part_the_values_as_well_as_fisher_jenks(values, k):
    numbers = np.array(values)
    ours = np.searchsorted(natural_breaks(numbers, k), numbers, side="right")
    oracle = mapclassify.FisherJenks(numbers, k=k).yb
    assert len(np.unique(ours)) == k
    assert spread_within(numbers, ours) == pytest.approx(spread_within(numbers, oracle))


# ---- degenerate data
@given(NUMBERS, SCHEMES, st.integers(2, 5))
def test_breaks_rise_and_leave_no_number_below_the_first_class(values, scheme, k):
    measure = totals(scheme=scheme, k=k)
    breaks = find_breaks(np.array(values), measure)
    assert len(breaks) < k
    assert all(low < high for low, high in itertools.pairwise(breaks))
    known = [value for value in values if value == value]  # noqa: PLR0124  NaN
    assert all(min(known) < b <= max(known) for b in breaks)


@pytest.mark.parametrize("values", [(7, 7, 7), (7,)])
@pytest.mark.parametrize("scheme", ["quantile", "equal", "natural"])
def test_constant_data_is_one_class_named_by_its_number(scheme, values):
    classes = fit_classes(series(*values), totals(scheme=scheme), CATALOGUE)
    assert labels(classes) == ["7", "Chưa có số liệu"]
    assert assign_classes(series(7, NAN), classes).tolist() == [0, 1]


@pytest.mark.parametrize("scheme", ["quantile", "equal", "natural"])
def test_data_that_nobody_has_yet_give_no_class_but_no_data(scheme):
    classes = fit_classes(series(NAN, NAN), totals(scheme=scheme), CATALOGUE)
    assert classes.entries == (NO_DATA,)
    assert assign_classes(series(NAN, NAN), classes).tolist() == [0, 0]


def test_two_values_are_two_classes_however_many_were_asked_for():
    classes = fit_classes(series(1, 9, 9), totals(k=5), CATALOGUE)
    assert assign_classes(series(1, 9), classes).tolist() == [0, 1]


def test_an_infinite_value_is_refused():
    with pytest.raises(ClassifyError, match=r"chia cho 0"):
        fit_classes(series(1, np.inf), rate(), CATALOGUE)


def test_more_classes_than_colours_are_refused():
    with pytest.raises(ClassifyError, match=r"6 lớp"):
        fit_classes(series(1), bands((1.0, 2.0, 3.0, 4.0, 5.0)), CATALOGUE)


# ---- legends
def test_bands_of_whole_numbers_leave_no_number_between_them():
    classes = fit_classes(series(), bands(), CATALOGUE)
    assert labels(classes) == ["0", "1–4", "5–9", "10 trở lên", "Ẩn", "Chưa có số liệu"]
    assert labels(classes, "en")[3] == "10 or more"
    assert keys(classes) == ["0", "1-4", "5-9", "10+", "withheld", "no_data"]


def test_ranges_of_a_share_end_at_all_of_them():
    classes = fit_classes(series(), share(), CATALOGUE)
    assert labels(classes) == [
        "dưới 80,0",
        "80,0–89,9",
        "90,0–94,9",
        "95,0–99,9",
        "100,0",
        "Chưa có số liệu",
    ]
    assert keys(classes)[:2] == ["0.0-79.9", "80.0-89.9"]


def test_no_data_is_the_last_entry_of_every_legend_even_when_no_unit_has_it():
    for measure in (status(), bands(), share(), totals()):
        assert fit_classes(series(1, 0), measure, CATALOGUE).entries[-1] == NO_DATA


def test_withheld_stands_in_a_legend_where_it_can_occur_and_nowhere_else():
    assert HIDDEN in fit_classes(series(), bands(), CATALOGUE).entries
    assert HIDDEN not in fit_classes(series(1, 2), totals(), CATALOGUE).entries
    assert fit_classes(series(1, 2), totals(), CATALOGUE, some_withheld=True).entries[-2:] == (
        HIDDEN,
        NO_DATA,
    )


def test_a_status_keeps_the_classes_of_the_catalogue_whatever_the_data_are():
    assert keys(fit_classes(series(1, 1, 1), status(), CATALOGUE)) == ["not_met", "met", "no_data"]


def test_without_colours_the_classes_get_darker_as_they_do_with_them():
    darker, lighter = (
        fit_classes(series(1, 2, 3), replace(totals(), palette=palette), CATALOGUE).entries[:-1]
        for palette in (PALETTE, PALETTE[::-1])
    )
    assert [entry.pattern for entry in darker] == list(RAMP[:3])
    assert [entry.pattern for entry in lighter] == list(RAMP[2::-1])


def test_few_classes_take_the_ends_of_the_palette():
    assert spread(PALETTE, 2) == [PALETTE[0], PALETTE[-1]]
    assert spread(PALETTE, 5) == list(PALETTE)
    assert spread(PALETTE, 1) == [PALETTE[2]]  # neither little nor much
    assert spread(PALETTE[:4], 1) == [PALETTE[1]]


@given(NUMBERS, SCHEMES, st.integers(2, 5), st.integers(0, 2))
def test_the_label_of_its_class_contains_each_value(values, scheme, k, decimals):
    measure = totals(scheme=scheme, k=k, decimals=decimals)
    known = pd.Series(values, dtype=float) / 7
    classes = fit_classes(known, measure, CATALOGUE)
    for value, place in zip(known, assign_classes(known, classes), strict=True):
        if place == classes.missing:
            assert np.isnan(value)
            continue
        numbers = [float(part) for part in re.findall(r"[\d.]+", labels(classes, "en")[place])]
        shown = round(value, decimals)
        assert shown >= numbers[0]
        assert len(numbers) == 1 or shown <= numbers[1]


@given(NUMBERS, SCHEMES)
def test_every_class_has_a_key_and_a_label_of_its_own(values, scheme):
    classes = fit_classes(pd.Series(values, dtype=float), totals(scheme=scheme), CATALOGUE)
    for names in (keys(classes), labels(classes), labels(classes, "en")):
        assert len(set(names)) == len(names)


# ---- positions
def test_a_value_at_a_break_is_in_the_upper_class():
    classes = fit_classes(series(), bands(), CATALOGUE)
    assert assign_classes(series(0, 1, 4, 5, 9, 10, 400), classes).tolist() == [0, 1, 1, 2, 2, 3, 3]


def test_a_value_is_classed_as_it_is_shown():
    classes = fit_classes(series(), share(), CATALOGUE)
    assert assign_classes(series(79.94, 79.95, 99.96), classes).tolist() == [0, 1, 4]


def test_no_data_is_no_number_class():
    for measure in (status(), bands(), share()):
        classes = fit_classes(series(0, 1), measure, CATALOGUE)
        assert assign_classes(series(NAN), classes).tolist() == [classes.missing]


def test_a_status_that_the_catalogue_does_not_name_is_refused_with_its_unit():
    classes = fit_classes(series(), status(), CATALOGUE)
    with pytest.raises(ClassifyError, match=r"giá trị “2”.*21013001"):
        assign_classes(pd.Series([2.0], ["21013001"]), classes)


def test_a_hidden_value_is_in_the_class_of_hidden_ones_whatever_it_is():
    classes = fit_classes(series(), bands(), CATALOGUE)
    hidden = pd.Series([True, False, True])
    assert [keys(classes)[p] for p in assign_classes(series(3, 3, NAN), classes, hidden)] == [
        "withheld",
        "1-4",
        "withheld",
    ]


def test_nothing_hidden_needs_no_class_for_it():
    classes = fit_classes(series(), status(), CATALOGUE)
    assert assign_classes(series(1), classes, pd.Series([False])).tolist() == [1]


@given(NUMBERS, SCHEMES, st.integers(2, 5))
def test_the_counts_of_a_legend_add_up_to_the_units(values, scheme, k):
    known = pd.Series(values, dtype=float)
    classes = fit_classes(known, totals(scheme=scheme, k=k), CATALOGUE)
    counts = count_classes(assign_classes(known, classes), classes)
    assert len(counts) == len(classes.entries)
    assert sum(counts) == len(known)
    assert counts[classes.missing] == known.isna().sum()


@given(NUMBERS, SCHEMES, st.data())
def test_a_unit_keeps_its_class_when_others_are_filtered_away(values, scheme, data):
    known = pd.Series(values, dtype=float)
    assume(len(known))
    classes = fit_classes(known, totals(scheme=scheme), CATALOGUE)
    kept = data.draw(st.lists(st.sampled_from(list(known.index)), unique=True))
    whole = assign_classes(known, classes)
    pd.testing.assert_series_equal(assign_classes(known.loc[kept], classes), whole.loc[kept])


@given(NUMBERS, SCHEMES)
def test_a_greater_value_is_never_in_a_lower_class(values, scheme):
    known = pd.Series(values, dtype=float).dropna().sort_values()
    classes = fit_classes(known, totals(scheme=scheme), CATALOGUE)
    assert assign_classes(known, classes).is_monotonic_increasing


def test_a_class_that_is_taken_off_the_map_keeps_its_place_and_so_do_the_units():
    classes = fit_classes(series(1, 9), totals(k=2), CATALOGUE)
    first, *others = classes.entries
    bare = take_off(classes, {first.key})
    assert [entry.off for entry in bare.entries] == [True, *(False for _ in others)]
    assert keys(bare) == keys(classes)
    assert assign_classes(series(1, 9), bare).tolist() == [0, 1]
