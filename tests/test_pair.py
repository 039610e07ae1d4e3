"""Two years side by side: compared as they are shown, on the borders that stayed, every unit once."""

import json
from dataclasses import replace

import pandas as pd
import pytest
import shapely
from builders import atlas, boundaries, catalogue, observations, status, view

from geo.browser.interactive_pair import write_pair
from geo.errors import ViewError
from geo.model import LANGUAGES, MISSING, WITHHELD, LegendClass, Text
from geo.page import compose_page
from geo.pairs.pair import make_pair
from geo.pairs.pair_words import write_note
from geo.units import list_units

NAN = float("nan")


def safety(before, after):
    """Return the observations of two years: hamlet → status."""
    return observations(
        {(2017, "hamlet", "meets_standard"): before, (2018, "hamlet", "meets_standard"): after}
    )


def changes(pair):
    """Return unit → key of its change."""
    entries = pair.change.classes.entries
    return {code: entries[place].key for code, place in pair.change.layer.frame["class"].items()}


CITY = boundaries({"1": 4, "2": 3})
STATUS = safety(
    {"1001": 1, "1002": 0, "1003": 1, "1004": 0, "2001": 1},
    {"1001": 1, "1002": 1, "1003": 0, "1004": 0, "2002": 1, "2003": 0},
)
ATLAS = atlas(CITY, STATUS)


# ---- a status
def test_each_hamlet_is_kept_gained_lost_still_not_met_or_without_data():
    assert changes(make_pair(ATLAS, view(), 2017)) == {
        "1001": "kept",
        "1002": "gained",
        "1003": "lost",
        "1004": "still_not_met",
        "2001": MISSING,
        "2002": MISSING,
        "2003": MISSING,
    }


def test_the_earlier_year_is_first_whichever_was_named_first():
    one, other = make_pair(ATLAS, view(year=2018), 2017), make_pair(ATLAS, view(year=2017), 2018)
    assert (one.before.view.year, one.after.view.year) == (2017, 2018)
    assert (other.before.view.year, other.after.view.year) == (2017, 2018)
    assert changes(one) == changes(other)
    assert one.change.furniture.page_id == other.change.furniture.page_id


def test_a_year_is_not_compared_with_itself():
    with pytest.raises(ViewError) as caught:
        make_pair(ATLAS, view(), 2018)
    assert caught.value.problems[0].column == "year2"


def test_another_year_that_the_data_does_not_have_is_refused():
    with pytest.raises(ViewError):
        make_pair(ATLAS, view(), 1999)


def test_a_status_with_three_classes_is_changed_or_the_same():
    grades = tuple(LegendClass(key, Text(key, key), "#ffffff") for key in "abc")
    ranks = replace(status(), classes=grades, codes=(0.0, 1.0, 2.0))
    seen = safety({"1001": 0, "1002": 2, "1003": 1}, {"1001": 2, "1002": 0, "1003": 1})
    pair = make_pair(atlas(CITY, seen, catalogue(("safety", ranks))), view(), 2017)
    assert [changes(pair)[f"100{n}"] for n in (1, 2, 3)] == ["changed", "changed", "same"]


# ---- everything adds up
def test_counts_and_flow_add_up_for_every_indicator_at_every_level(small_atlas):
    for indicator in small_atlas.catalogue.indicators.values():
        for level in indicator.measures:
            pair = make_pair(small_atlas, view(level=level, indicator=indicator.id), 2017)
            units = len(pair.change.layer.frame)
            assert sum(pair.change.counts) == units == len(pair.after.layer.frame)
            assert pair.flow.row_totals[:-1] == pair.before.counts
            assert pair.flow.column_totals[:-1] == pair.after.counts
            assert pair.flow.total == units + len(pair.gone)
            assert pair.before.classes is pair.after.classes


def test_a_choice_of_wards_compares_these_and_no_others(small_atlas):
    whole = changes(make_pair(small_atlas, view(), 2017))
    some = make_pair(small_atlas, view(wards=("21013",)), 2017)
    assert changes(some) == {code: key for code, key in whole.items() if code.startswith("21013")}
    assert some.flow.total == 3


# ---- numbers and bands
def test_totals_go_up_and_down_and_a_total_that_is_not_known_does_neither(small_atlas):
    pair = make_pair(small_atlas, view(level="ward", indicator="tips"), 2017)
    assert changes(pair)["21202"] == MISSING  # a hamlet of it had no data in 2017
    told = {WITHHELD, "up", "down", "unchanged"}
    assert {changes(pair)["21013"], changes(pair)["21019"]} <= told


def counts(before, after):
    return observations({(2017, "hamlet", "tips"): before, (2018, "hamlet", "tips"): after})


def test_hamlet_tips_move_by_bands_only():
    """6 to 9 is more, and stays in its band."""
    units = boundaries({"1": 8})
    low = {f"100{n}": 2 for n in range(4, 9)}
    before = {"1001": 6, "1002": 6, "1003": 20, **low}
    after = {"1001": 9, "1002": 30, "1003": 7, **low}
    pair = make_pair(atlas(units, counts(before, after)), view(indicator="tips"), 2017)
    assert [changes(pair)[f"100{n}"] for n in (1, 2, 3)] == ["unchanged", "up", "down"]
    assert pair.change.layer.frame["value"].isna().all()


def test_a_withheld_band_is_a_class_of_its_own_and_never_a_direction(small_atlas):
    pair = make_pair(small_atlas, view(indicator="tips"), 2017)
    keys = changes(pair)
    for year in (pair.before, pair.after):
        entries = year.classes.entries
        for code, place in year.layer.frame["class"].items():
            if entries[place].key == WITHHELD:
                assert keys[code] in (WITHHELD, MISSING)
    assert WITHHELD in keys.values()


def test_other_counts_of_the_same_bands_and_totals_give_the_same_screen():
    units = boundaries({"1": 8})
    low = {f"100{n}": 2 for n in range(5, 9)}
    before = {"1001": 6, "1002": 6, "1003": 20, "1004": 37, **low}
    one = {"1001": 5, "1002": 9, "1003": 7331, "1004": 12, **low}
    other = {"1001": 9, "1002": 5, "1003": 12, "1004": 7331, **low}
    pairs = [
        make_pair(atlas(units, counts(before, after)), view(indicator="tips"), 2017) for after in (one, other)
    ]
    order = {year: list_units(units, "hamlet", year).index for year in (2017, 2018)}
    screens = [json.dumps(write_pair(pair, order)) for pair in pairs]
    assert screens[0] == screens[1]
    assert "7331" not in screens[0]


# ---- units that changed
def renewed():
    """Return a city whose ward 2 was redrawn in 2018 under its old code, with another hamlet."""
    first = boundaries({"1": 2, "2": 2})
    old = first.hamlets.loc[["2001", "2002"]].assign(valid_to="2017-12-31")
    new = first.hamlets.loc[["2001"]].assign(valid_from="2018-01-01", name="Thôn mới")
    new = new.set_geometry([shapely.union_all(old.geometry)], crs=old.crs)
    wards = [first.wards.loc[["1"]], first.wards.loc[["2"]].assign(valid_to="2017-12-31")]
    wards.append(first.wards.loc[["2"]].assign(valid_from="2018-01-01"))
    return replace(
        first,
        hamlets=pd.concat([first.hamlets.loc[["1001", "1002"]], old, new]),
        wards=pd.concat(wards),
    )


RENEWED = atlas(
    renewed(),
    safety({"1001": 1, "1002": 1, "2001": 0, "2002": 0}, {"1001": 1, "1002": 0, "2001": 1}),
)


def test_a_unit_with_other_borders_is_new_and_the_one_before_it_is_gone():
    pair = make_pair(RENEWED, view(), 2017)
    assert changes(pair) == {"1001": "kept", "1002": "lost", "2001": "new_unit"}
    assert len(pair.new) == 1
    assert "Thôn mới" in pair.new[0]
    assert len(pair.gone) == 2
    assert pair.flow.total == 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_note_names_what_cannot_be_compared(language):
    pair = make_pair(RENEWED, view(language=language), 2017)
    for name in (*pair.new, *pair.gone):
        assert name in pair.note


def test_a_brief_note_counts_many_units_and_names_few():
    pair = make_pair(RENEWED, view(), 2017)
    assert pair.brief_note == pair.note
    before, after = pair.before, pair.after
    words = [write_note(before, after, same=1, new=(), gone=tuple("ABC"), brief=brief) for brief in (0, 1)]
    assert "A, B, C" in words[0]
    assert "3 đơn vị" in words[1]


def test_the_note_of_unchanged_borders_says_that_all_units_are_compared():
    pair = make_pair(ATLAS, view(language="en"), 2017)
    assert pair.note == "Compared on the same borders: all 7 hamlets are the same from 2017 to 2018."


def test_where_no_unit_stayed_the_note_says_that_nothing_can_be_compared():
    pair = make_pair(RENEWED, view(wards=("2",), language="en"), 2017)
    assert pair.note.startswith("No unit has the same borders in 2017 and 2018")
    assert "cannot be compared yet" in pair.change.furniture.sentence


# ---- words
def test_the_sentence_counts_every_change_and_names_what_stands_out():
    sentence = make_pair(ATLAS, view(language="en"), 2017).change.furniture.sentence
    assert sentence == (
        "From 2017 to 2018, of 7 hamlets, 1 lost: Thôn 3 (Xã 1); 1 still not met: Thôn 4 (Xã 1); "
        "1 gained: Thôn 2 (Xã 1); 1 kept; "
        "3 data missing: Thôn 1 (Xã 2), Thôn 2 (Xã 2), Thôn 3 (Xã 2)."
    )


def test_an_empty_view_is_a_sentence():
    pair = make_pair(atlas(boundaries({"1": 1, "2": 0}), safety({}, {})), view(wards=("2",)), 2017)
    assert pair.change.furniture.sentence == "Không có đơn vị nào trong phần đang xem."
    assert pair.flow.total == 0


def test_years_without_data_are_a_sentence():
    pair = make_pair(atlas(CITY, safety({}, {"1001": 1})), view(), 2017)
    assert pair.change.furniture.sentence.startswith("Chưa so sánh được năm 2017 với năm 2018")


def test_title_and_dates_name_both_years():
    furniture = make_pair(ATLAS, view(), 2017).change.furniture
    assert "2017" in furniture.title
    assert "2018" in furniture.title
    assert furniture.data_date == "Số liệu đến ngày 31/12/2017 và ngày 15/12/2018"


def test_another_pair_of_years_is_another_page(small_atlas):
    pair = make_pair(small_atlas, view(), 2017)
    ids = {part.furniture.page_id for part in (pair.before, pair.after, pair.change)}
    assert len(ids) == 3


# ---- as a map
def test_the_change_is_drawn_as_any_map_is():
    pair = make_pair(ATLAS, view(), 2017)
    page = compose_page(pair.change)
    assert page.units == changes(pair)
    assert page.title == pair.change.furniture.title


def test_signs_of_models_stand_only_where_models_are_what_is_compared(small_atlas):
    layers = ("models", "labels")
    status_pair = make_pair(small_atlas, view(layers=layers), 2017)
    models_pair = make_pair(small_atlas, view(layers=layers, level="ward", indicator="models"), 2017)
    assert len(status_pair.after.sites) == 0
    assert len(models_pair.after.sites) > 0
    assert len(models_pair.change.sites) == 0
