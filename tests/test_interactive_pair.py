"""The comparing screen draws what the pair says: one legend, a flow that adds up, signs, years, wards."""

import json

import pytest
from builders import atlas, boundaries, observations, view

from geo.atlas import make_map
from geo.browser.interactive_pair import write_multiples, write_pair, write_wards
from geo.model import LANGUAGES
from geo.model.pair import WardLine, WardYears
from geo.pairs.pair import make_pair
from geo.pairs.ward_years import make_ward_years
from geo.tools.words import catalogue
from geo.units import list_units

UNITS = boundaries({"1": 4, "2": 3})
ATLAS = atlas(
    UNITS,
    observations(
        {
            (2017, "hamlet", "meets_standard"): {"1001": 1, "1002": 0, "1003": 1, "1004": 0},
            (2018, "hamlet", "meets_standard"): {"1001": 1, "1002": 1, "1003": 0, "1004": 0, "2001": 1},
            (2018, "ward", "meets_standard"): {"1": 1, "2": 0},
        }
    ),
)


def order(atlas_=ATLAS, level="hamlet"):
    return {year: list_units(atlas_.boundaries, level, year).index for year in atlas_.city.years}


def values(**asked):
    wanted = view(**{"language": "en", **asked})
    return write_pair(make_pair(ATLAS, wanted, 2017), order(level=wanted.level))


def test_both_maps_have_the_same_legend_with_the_counts_of_their_year():
    found = values()
    before, after = ({e["key"]: e["shown"] for e in found[part]["classes"]} for part in ("before", "after"))
    assert before == {"not_met": "2", "met": "2", "no_data": "3"}
    assert after == {"not_met": "2", "met": "3", "no_data": "2"}


def test_the_flow_has_totals_on_both_sides_and_no_row_for_units_that_are_not_there():
    flow = values()["flow"]
    assert (
        [row["label"] for row in flow["rows"]]
        == flow["columns"]
        == ["Did not meet", "Met the standard", "No data"]
    )
    assert [row["cells"] for row in flow["rows"]] == [["1", "1", "0"], ["1", "1", "0"], ["0", "1", "2"]]
    assert [row["total"] for row in flow["rows"]] == ["2", "2", "3"]
    assert (flow["totals"], flow["total"]) == (["2", "3", "2"], "7")
    assert [row["same"] for row in flow["rows"]] == [0, 1, 2]


def test_new_units_and_those_that_are_no_more_have_a_row_and_a_column():
    renamed = boundaries({"1": 2}, since={"1001": "2018-02-01"}, until={"1002": "2017-12-31"})
    seen = observations(
        {
            (2017, "hamlet", "meets_standard"): {"1002": 1},
            (2018, "hamlet", "meets_standard"): {"1001": 1},
        }
    )
    changed = atlas(renamed, seen)
    flow = write_pair(make_pair(changed, view(language="en"), 2017), order(changed))["flow"]
    assert flow["rows"][-1]["label"] == "Not a unit yet"
    assert flow["rows"][-1]["same"] is None
    assert flow["columns"][-1] == "No longer a unit"
    assert flow["total"] == "2"


def test_the_table_of_changes_says_both_years_and_the_change():
    columns = values()["change"]["columns"]
    assert [column["title"] for column in columns] == ["2017", "2018", "Change"]
    words = [[column["labels"][int(code, 36)] for code in column["codes"]] for column in columns]
    assert list(zip(*words, strict=True))[1] == ("Did not meet", "Met the standard", "Gained")


def test_changes_that_stand_out_have_a_sign_and_a_border():
    entries = {entry["key"]: entry for entry in values()["change"]["classes"]}
    assert all({"path", "edge"} <= entries[key].keys() for key in ("gained", "lost", "still_not_met"))
    assert entries["gained"]["path"] != entries["lost"]["path"]
    assert "path" not in entries["kept"]


def test_ups_and_downs_of_wards_have_signs_and_those_of_hundreds_of_hamlets_have_not():
    wards = {e["key"]: e for e in values(level="ward", indicator="share_met")["change"]["classes"]}
    hamlets = {e["key"]: e for e in values(indicator="tips")["change"]["classes"]}
    assert {"path"} <= wards["up"].keys() & wards["down"].keys()
    assert "path" not in hamlets["up"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_the_screen_asks_for_is_there(language):
    words = values(language=language)["words"]
    assert all(words.values())
    known = set(catalogue(language).values())
    assert words["total"] in known
    assert "2017" in words["flow"]


def test_what_is_sent_is_plain_json():
    assert json.loads(json.dumps(values(), allow_nan=False))


def test_all_years_in_small_have_the_classes_of_the_big_maps():
    years = [make_map(ATLAS, view(year=year)) for year in (2017, 2018)]
    small = write_multiples(years, order())
    assert [one["positions"] for one in small] == ["1010222", "1100122"]
    assert [one["caption"] for one in small] == ["2/4 đạt", "3/5 đạt"]
    assert [one["sentence"] for one in small] == [year.furniture.sentence for year in years]


def test_a_year_without_any_data_says_so_and_not_that_none_of_none_met():
    years = [make_map(ATLAS, view(year=2017, level="ward"))]
    assert write_multiples(years, order(level="ward"))[0]["caption"] == "Chưa có số liệu"


def test_years_of_numbers_say_how_many_units_have_one():
    years = [make_map(ATLAS, view(level="ward", indicator="share_met", language="en"))]
    assert write_multiples(years, order(level="ward"))[0]["caption"] == "2/2 with data"


# ---- one line a ward
def test_a_ward_is_a_line_of_numbers_and_the_same_in_words():
    wards = write_wards(make_ward_years(ATLAS, view(language="en")), "en")
    assert wards["years"] == [2017, 2018]
    first, second = wards["rows"]
    assert (first["shares"], first["line"]) == (["2/4", "2/4"], [50.0, 50.0])
    assert (second["shares"], second["line"]) == (["–", "1/1"], [None, 100.0])
    signs = [[wards["signs"][place]["sign"] for place in row["statuses"]] for row in wards["rows"]]
    assert signs == [["–", "✓"], ["–", "✕"]]


def one_ward(*shares, same=None):
    line = WardLine("1", "xã 1", same or (True,) * len(shares), shares, (0,) * len(shares))
    return write_wards(WardYears(tuple(range(2018 - len(shares), 2018)), (line,), ()), "en")


@pytest.mark.parametrize(
    ("shares", "low"), [([(9, 10)], 90), ([(89, 100)], 80), ([(1, 1)], 90), ([None], 0), ([(0, 3)], 0)]
)
def test_all_lines_have_one_scale_that_begins_at_a_round_number_below_the_lowest(shares, low):
    assert one_ward(*shares)["low"] == low


def test_other_borders_are_said_and_not_drawn():
    wards = one_ward(None, (1, 2), same=(False, True))
    assert wards["rows"][0]["shares"] == ["other borders", "1/2"]
    assert wards["rows"][0]["line"] == [None, 50.0]
