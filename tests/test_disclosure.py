"""No count of 1 to k-1 tips of a single hamlet can be worked out from anything that is shown.

Three audits: every ward of up to four hamlets against a reader who knows the rule of withholding; whole
cities from what all their maps show; and two cities that differ only inside a band, which must look the same
everywhere.
"""

import itertools
import json
from collections import defaultdict

import numpy as np
import pandas as pd
import pytest
from builders import atlas, bands, boundaries, catalogue, observations, rate, share, status, totals, view
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.atlas import make_map
from geo.disclosure import hide_units, list_protected, withhold_counts, withhold_in_ward
from geo.errors import IndicatorError
from geo.export import write_csv
from geo.interactive import write_values
from geo.model import Measure
from geo.page import compose_page
from geo.paint import paint_svg
from geo.units import list_units

NAN = float("nan")
K = 5
BREAKS = (1.0, 5.0, 10.0)
ANYTHING = (0, float("inf"))


def band_of(count, breaks):
    edges = (0, *breaks, float("inf"))
    return next((low, above - 1) for low, above in itertools.pairwise(edges) if low <= count < above)


def show_ward(counts, breaks, k):
    """Return what is shown of a ward: a band or nothing of each hamlet, the total or nothing."""
    hidden, no_total = withhold_in_ward(np.array(counts, dtype=float), breaks, k)
    shown = tuple(ANYTHING if gone else band_of(c, breaks) for c, gone in zip(counts, hidden, strict=True))
    return shown, None if no_total else sum(counts)


# Every ward of n hamlets whose total is at most so much: a reader of a total can list all wards that have it.
SIZES = [(1, 40), (2, 40), (3, 30), (4, 22)]


@pytest.mark.parametrize(("hamlets", "most"), SIZES)
@pytest.mark.parametrize(
    ("k", "breaks"), [(5, BREAKS), (3, (1.0, 3.0, 10.0)), (4, (1.0, 4.0, 6.0)), (5, (1.0, 5.0, 6.0, 10.0))]
)
def test_a_reader_who_knows_the_rule_cannot_work_out_a_small_count_of_any_ward(hamlets, most, k, breaks):
    looks_like = defaultdict(list)
    for counts in itertools.product(range(most + 1), repeat=hamlets):
        if sum(counts) <= most:
            looks_like[show_ward(counts, breaks, k)].append(counts)
    for wards in looks_like.values():
        for possible in map(set, zip(*wards, strict=True)):
            assert len(possible) > 1 or not 1 <= possible.pop() < k


@pytest.mark.parametrize(
    ("counts", "hidden", "no_total"),
    [
        ([12, 0, 3, 7], [], False),  # nothing to work out
        ([3], [], True),  # the total is the count
        ([7], [], False),  # not a small count
        ([0], [], False),
        ([1, 1], [0, 1], False),  # all at their least: 0 and 2, or 2 and 0, look the same
        ([1, 10], [0], False),  # 11 − 10 leaves 1
        ([0, 11], [0], False),  # looks like the one before, or that one would stand out
        ([0, 3, 0], [0, 1, 2], False),  # all the others are 0
        ([4, 9], [], True),  # all at their most
        ([4, 0, 9], [0, 1], False),
        ([0, 0], [], False),
        ([], [], False),
    ],
)
def test_what_is_withheld_in_plain_cases(counts, hidden, no_total):
    got, total = withhold_in_ward(np.array(counts, dtype=float), BREAKS, K)
    assert list(np.flatnonzero(got)) == hidden
    assert total == no_total


def test_only_hamlets_below_k_are_ever_withheld():
    got, _ = withhold_in_ward(np.array([1.0, 10.0, 5.0]), BREAKS, K)
    assert got.tolist() == [True, False, False]


# ---- whole cities
def withheld_of(tables, units):
    return withhold_counts({"tips": BREAKS}, units, observations(tables), years=[2017, 2018], k=K)


def test_a_hamlet_without_data_takes_no_part():
    units = boundaries({"1": 3})
    got = withheld_of({(2018, "hamlet", "tips"): {"1001": 1, "1002": 10, "1003": NAN}}, units)
    assert got.hamlets == {(2018, "1001")}
    assert got.totals == frozenset()


def test_every_year_is_protected_on_its_own():
    tables = {(2017, "hamlet", "tips"): {"1001": 3}, (2018, "hamlet", "tips"): {"1001": 7}}
    assert withheld_of(tables, boundaries({"1": 1})).totals == {(2017, "1")}


def test_a_cluster_is_hidden_with_the_total_of_any_of_its_wards():
    units = boundaries({"1": 1, "2": 2}, clusters=[("A", "1"), ("A", "2"), ("B", "2")])
    got = withheld_of({(2018, "hamlet", "tips"): {"1001": 3, "2001": 20, "2002": 30}}, units)
    assert hide_units(got, units, totals(), 2018).to_dict() == {"1": True, "2": False}
    assert hide_units(got, units, rate(), 2018).to_dict() == {"1": True, "2": False}
    assert hide_units(got, units, totals("cluster"), 2018).to_dict() == {"A": True, "B": False}
    assert not hide_units(got, units, totals(), 2017).any()


def test_an_indicator_of_another_column_is_never_hidden():
    units = boundaries({"1": 1})
    got = withheld_of({(2018, "hamlet", "tips"): {"1001": 3}}, units)
    assert not hide_units(got, units, status("ward"), 2018).any()
    assert not hide_units(got, units, share(), 2018).any()


def test_tips_by_another_name_of_the_denominator_are_hidden_too():
    units = boundaries({"1": 1})
    got = withheld_of({(2018, "hamlet", "tips"): {"1001": 3}}, units)
    people_per_tip = Measure("ward", "rate", "per", "population", "population", denominator="tips")
    assert hide_units(got, units, people_per_tip, 2018).all()


# ---- the catalogue
@pytest.mark.parametrize(
    "measure",
    [
        Measure("hamlet", "count", "value", "tips", "tips"),
        Measure("hamlet", "rate", "per", "tips", "tips", denominator="population"),
        Measure("ward", "rate", "share", "tips", "tips"),
        Measure("ward", "count", "value", "tips", "tips"),
        Measure("hamlet", "rate", "per", "population", "population", denominator="tips"),
    ],
)
def test_a_catalogue_that_would_show_exact_counts_is_refused(measure):
    with pytest.raises(IndicatorError, match=r"để lộ"):
        list_protected(catalogue(("more", measure)), K)


@pytest.mark.parametrize("breaks", [(1.0, 3.0, 5.0), (5.0, 10.0), (1.0, 10.0), (2.0, 5.0), ()])
def test_bands_that_split_or_join_small_counts_are_refused(breaks):
    with pytest.raises(IndicatorError, match=r"từ 1 đến 4"):
        list_protected(catalogue(("tips", bands(breaks))), K)


@pytest.mark.parametrize("k", [-1, 0, 1, 2])
def test_a_k_that_hides_nothing_is_refused(k):
    with pytest.raises(IndicatorError, match=r"suppress_below"):
        list_protected(catalogue(), k)


def test_all_that_is_wrong_with_a_catalogue_is_said_at_once():
    wrong = catalogue(("tips", bands((5.0,))), ("a", Measure("hamlet", "count", "value", "tips", "tips")))
    with pytest.raises(IndicatorError) as caught:
        list_protected(wrong, 2)
    assert len(caught.value.problems) == 3


def test_tips_are_protected_even_if_no_hamlet_shows_them():
    assert list_protected(catalogue(("tips", totals())), K) == {"tips": (1.0, 5.0)}
    assert list_protected(catalogue(("tips", bands())), K) == {"tips": BREAKS}


# ---- audits of whole cities
WARDS = {"1": 2, "2": 1, "3": 2}
UNITS = boundaries(WARDS, clusters=[("A", "1"), ("A", "2"), ("B", "2"), ("B", "3")])
HAMLETS = list(UNITS.hamlets.index)
YEARS = (2017, 2018)
HIGHEST = 14
COUNTS = st.one_of(st.none(), st.integers(0, 5), st.integers(0, HIGHEST))
ROWS = st.lists(COUNTS, min_size=len(HAMLETS), max_size=len(HAMLETS))
ASKED = (
    ("hamlet", "tips"),
    ("hamlet", "safety"),
    ("ward", "tips"),
    ("ward", "tips_per_1000"),
    ("ward", "safety"),
    ("cluster", "tips"),
    ("cluster", "models"),
)


def make_city(rows):
    tables = {
        (year, "hamlet", "tips"): {
            code: NAN if count is None else count for code, count in zip(HAMLETS, counts, strict=True)
        }
        for year, counts in rows.items()
    }
    people = {(year, "hamlet", "population"): dict.fromkeys(HAMLETS, 1000) for year in rows}
    return atlas(UNITS, observations({**tables, **people}))


def list_views():
    choices = [(), *(c for n in (1, 2) for c in itertools.combinations(WARDS, n))]
    for year, (level, indicator) in itertools.product(YEARS, ASKED):
        yield view(year=year, level=level, indicator=indicator, language="en")
    for year, wards in itertools.product(YEARS, choices):
        yield view(year=year, level="hamlet", indicator="tips", wards=wards, language="en")


def read_number(text):
    head = text.split()[0].replace(",", "").replace("−", "-").replace("+", "").replace("±", "")
    return float(head) if head.lstrip("-").replace(".", "").isdigit() else None


def collect_ranges(drawn):
    """Return year, hamlet and range for each band that a map shows."""
    frame, year = drawn.layer.frame, drawn.view.year
    if drawn.view.level != "hamlet":
        return
    words = {"0": (0, 0), "1–4": (1, 4), "5–9": (5, 9), "10 or more": (10, HIGHEST)}
    columns = {"text": year, "previous_text": year - 1} if drawn.indicator.id == "tips" else {"tips": year}
    for column, of_year in columns.items():
        for code, text in frame[column].items():
            yield of_year, code, words.get(text, (0, HIGHEST))
            assert text in words or text in ("Withheld", "No data")


def collect_sums(drawn):
    """Return year, hamlets and number for each exact total that a map shows."""
    frame, year, level = drawn.layer.frame, drawn.view.year, drawn.view.level
    if level != "hamlet":
        for code, row in frame.iterrows():
            wards = row["members"] if level == "cluster" else (code,)
            shown = {"tips": [("text", year), ("previous_text", year - 1)]}.get(
                drawn.indicator.id, [("tips", year)]
            )
            for column, of_year in shown:
                number = read_number(row[column]) if "tips" in row[column] else None
                if number is not None and drawn.indicator.id != "tips_per_1000":
                    yield of_year, in_wards(wards), number
            if drawn.indicator.id == "tips_per_1000" and not np.isnan(row["value"]):
                yield year, in_wards(wards), round(row["value"] * len(in_wards(wards)))
    for figure in drawn.strip:
        if figure.key == "tips" and (number := read_number(figure.value)) is not None:
            yield year, in_wards(drawn.in_view), number
            if figure.change:
                yield year - 1, in_wards(drawn.in_view), number - read_number(figure.change)


def in_wards(wards):
    return [code for code in HAMLETS if code[0] in wards]


def list_possible(ranges, sums, known):
    """Return all count vectors (one column a hamlet with data) that agree with what was shown."""
    axes = [
        np.arange(max(low for low, _ in ranges[c]), min(high for _, high in ranges[c]) + 1) for c in known
    ]
    grid = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, len(known))
    for codes, number in sums:
        grid = grid[grid[:, [c in codes for c in known]].sum(axis=1) == number]
    return grid


@settings(max_examples=12)
@given(ROWS, ROWS)
def test_all_maps_of_a_city_together_give_no_small_count_back(before, now):
    rows = dict(zip(YEARS, (before, now), strict=True))
    city = make_city(rows)
    ranges = defaultdict(lambda: [(0, HIGHEST)])
    sums = defaultdict(set)
    for asked in list_views():
        drawn = make_map(city, asked)
        for year, code, shown in collect_ranges(drawn):
            ranges[year, code].append(shown)
        for year, codes, number in collect_sums(drawn):
            sums[year].add((tuple(codes), number))
    for year, counts in rows.items():
        truth = {code: count for code, count in zip(HAMLETS, counts, strict=True) if count is not None}
        known = list(truth)
        if not known:
            continue
        possible = list_possible({c: ranges[year, c] for c in known}, sums[year], known)
        assert list(truth.values()) in possible.tolist(), "the audit must not exclude the truth"
        for column, code in enumerate(known):
            assert not 1 <= truth[code] < K or len(np.unique(possible[:, column])) > 1


def test_the_audit_sees_totals_bands_rates_and_changes():
    city = make_city({2017: [20, 30, 6, 7, 8], 2018: [21, 33, 6, 9, 8]})
    sums = {found for asked in list_views() for found in map(str, collect_sums(make_map(city, asked)))}
    ranges = [found for asked in list_views() for found in collect_ranges(make_map(city, asked))]
    assert str((2018, ["1001", "1002"], 54.0)) in sums
    assert str((2017, ["1001", "1002"], 50.0)) in sums
    assert str((2018, ["1001", "1002"], 54)) in sums
    assert str((2018, HAMLETS, 77.0)) in sums
    assert (2018, "2001", (5, 9)) in ranges
    assert (2017, "1001", (10, HIGHEST)) in ranges


def write_all(city):
    """Return all that drawers and exports of all views are made of."""
    maps = [make_map(city, asked) for asked in list_views()]
    return [
        json.dumps(write_values(drawn, list_units(UNITS, drawn.view.level, drawn.view.year).index))
        + drawn.layer.frame.drop(columns="geometry").to_csv()
        for drawn in maps
    ]


@settings(max_examples=8)
@given(ROWS, st.integers(1, 4), st.integers(1, 4))
def test_two_small_counts_of_a_ward_can_be_swapped_and_nothing_shown_changes(counts, one, other):
    rest = counts[2:]
    cities = [make_city({year: [*pair, *rest] for year in YEARS}) for pair in ((one, other), (other, one))]
    assert write_all(cities[0]) == write_all(cities[1])


@pytest.mark.parametrize(
    ("level", "indicator"), [("hamlet", "tips"), ("hamlet", "safety"), ("ward", "tips"), ("cluster", "tips")]
)
def test_files_to_take_away_are_the_same_when_two_small_counts_of_a_ward_are_swapped(level, indicator):
    files = []
    for pair in ((2, 3), (3, 2)):
        city = make_city({year: [*pair, 8, 30, 1] for year in YEARS})
        drawn = make_map(city, view(level=level, indicator=indicator))
        files.append((write_csv(drawn), paint_svg(compose_page(drawn))))
    assert files[0] == files[1]


def test_what_goes_to_the_browser_holds_no_exact_count_of_a_hamlet():
    city = make_city({2017: [13, 2, 4, 11, 3], 2018: [12, 3, 4, 11, 2]})
    for indicator in ("tips", "safety"):
        drawn = make_map(city, view(indicator=indicator))
        payload = write_values(drawn, list_units(UNITS, "hamlet", 2018).index)
        for column in payload["columns"]:
            if column["title"] != "Mô hình":
                assert set(column) == {"title", "labels", "codes"}
    frame = make_map(city, view(indicator="tips")).layer.frame
    assert frame[["value", "previous"]].isna().all(axis=None)
    numbers = pd.to_numeric(frame.drop(columns="geometry").to_numpy().ravel(), errors="coerce")
    assert not {11, 12, 13}.intersection(numbers)
