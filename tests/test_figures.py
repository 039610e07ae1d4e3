"""The strip says what is in view, what changed, and whether it agrees with what was published."""

from dataclasses import replace

import pandas as pd
import pytest
from builders import atlas, boundaries, catalogue, observations, status, totals, view

from geo.atlas import make_map
from geo.model import PublishedFigure, Text

NAN = float("nan")
UNITS = boundaries({"1": 2, "2": 1}, clusters=[("A", "1"), ("B", "1"), ("B", "2")])
TABLES = {
    (2017, "hamlet", "meets_standard"): {"1001": 0, "1002": 1, "2001": 0},
    (2018, "hamlet", "meets_standard"): {"1001": 1, "1002": 1, "2001": 0},
    (2018, "ward", "meets_standard"): {"1": 1},
    (2017, "hamlet", "tips"): {"1001": 900, "1002": 200, "2001": 50},
    (2018, "hamlet", "tips"): {"1001": 1000, "1002": 200, "2001": 60},
}
MODELS = {"models": [("M", "camera", 2018, pd.NA)], "sites": [("M", "1001"), ("M", "2001")]}


def strip(tables=None, units=UNITS, published=(), indicators=None, **fields):
    made = atlas(
        units,
        observations(TABLES if tables is None else tables, **MODELS),
        indicators,
        published=published,
    )
    asked = {"indicator": "safety", "language": "en", **fields}
    return {figure.key: figure for figure in make_map(made, view(**asked)).strip}


def publish(numerator, denominator, year=2018):
    return PublishedFigure(
        "F", "safety", "hamlet", year, numerator, denominator, "", True, "", "", "", "", ""
    )


def test_the_strip_has_its_numbers_in_a_fixed_order():
    assert list(strip()) == ["hamlets", "not_met", "wards", "models", "clusters", "tips"]


def test_met_hamlets_are_x_of_y_with_their_share_and_change():
    hamlets = strip()["hamlets"]
    assert (hamlets.value, hamlets.detail, hamlets.change) == ("2/3", "66.7%", "+1 since 2017")
    assert (strip()["not_met"].value, strip()["not_met"].change) == ("1", "−1 since 2017")


def test_a_change_says_among_how_many_units_if_some_have_one_year_only():
    tables = TABLES | {
        (2017, "hamlet", "meets_standard"): {"1001": 0, "1002": 1},
        (2017, "ward", "meets_standard"): {"1": 0, "2": 1},
    }
    assert strip(tables)["not_met"].change == "−1 since 2017 (of 2 units)"
    assert strip(tables, language="vi")["not_met"].change == "−1 so với 2017 (xét 2 đơn vị)"


def test_where_other_units_had_a_status_the_year_before_its_own_number_stands_beside():
    tables = TABLES | {
        (2017, "hamlet", "meets_standard"): {"1001": 0, "1002": 1},
        (2017, "ward", "meets_standard"): {"1": 0, "2": 1},
    }
    assert (strip(tables)["hamlets"].value, strip(tables)["hamlets"].change) == ("2/3", "2017: 1/2")
    assert strip(tables, language="vi")["hamlets"].change == "năm 2017: 1/2"
    assert strip(tables)["wards"].change == "2017: 1/2"
    ward_is_new = boundaries({"1": 2, "2": 1}, since={"2": "2018-05-01"})
    assert strip(tables, ward_is_new)["hamlets"].change == "+1 since 2017 (of 2 units)"


def test_units_without_a_status_stand_apart_and_are_not_in_the_whole():
    wards = strip()["wards"]
    assert (wards.value, wards.detail, wards.change) == ("1/1", "100.0% · 1 without data", "")


def test_a_level_without_any_status_shows_no_number():
    wards = strip(year=2017)["wards"]
    assert (wards.value, wards.detail, wards.change) == ("–", "2 without data", "")


def test_a_level_without_any_status_shows_no_zero_of_failed_hamlets():
    assert "not_met" not in strip({})


def test_the_strip_speaks_the_language_of_the_view():
    hamlets = strip(language="vi")["hamlets"]
    assert (hamlets.label, hamlets.detail, hamlets.change) == (
        "thôn, tổ dân phố đạt",
        "66,7\u00a0%",
        "+1 so với 2017",
    )


def test_the_strip_counts_the_wards_in_view():
    one = strip(wards=("2",))
    assert [one[key].value for key in ("hamlets", "not_met", "models", "clusters")] == ["0/1", "1", "1", "1"]
    assert one["tips"].value == "60"


def test_tips_have_a_thousands_separator_and_a_change():
    assert (strip()["tips"].value, strip()["tips"].change) == ("1,260", "+110 since 2017")


def test_models_are_counted_once_with_their_sites_beside():
    models = strip()["models"]
    assert (models.value, models.detail, models.change) == ("1", "at 2 sites", "+1 since 2017")


def test_the_first_year_of_the_data_is_compared_with_no_year_before_it():
    assert all(figure.change == "" for figure in strip(year=2017).values())


def test_models_of_wards_with_new_borders_are_not_compared():
    units = boundaries({"1": 2, "2": 1}, since={"1": "2018-05-01"})
    assert strip(units=units)["models"].change == ""


def test_a_ward_of_two_clusters_is_one_member():
    assert (strip()["clusters"].value, strip()["clusters"].detail) == ("2", "member wards: 2")


def test_clusters_are_compared_with_those_of_the_year_before():
    assert strip()["clusters"].change == "±0 since 2017"
    units = boundaries({"1": 2, "2": 1}, clusters=[("A", "1"), ("B", "2")])
    units.clusters["valid_from"] = ["", "2018-03-01"]
    assert strip(units=units)["clusters"].change == "+1 since 2017"
    assert strip(units=units, wards=("1",))["clusters"].change == "±0 since 2017"
    renewed = boundaries({"1": 2, "2": 1}, clusters=[("A", "1")], since={"1": "2018-05-01"})
    assert strip(units=renewed)["clusters"].change == "", "other borders are not compared"


def test_tips_with_a_gap_say_how_many_hamlets_reported():
    tables = {**TABLES, (2018, "hamlet", "tips"): {"1001": 1000, "1002": 200, "2001": NAN}}
    tips = strip(tables)["tips"]
    assert (tips.value, tips.detail, tips.change) == ("1,200", "2/3 hamlets reported", "")


def test_tips_that_nobody_reported_are_no_zero():
    tables = {key: cells for key, cells in TABLES.items() if key[2] != "tips"}
    assert (strip(tables)["tips"].value, strip(tables)["tips"].detail) == ("–", "0/3 hamlets reported")


def test_a_withheld_total_says_why_it_is_not_told():
    tables = {**TABLES, (2018, "hamlet", "tips"): {"1001": 1000, "1002": 200, "2001": 3}}
    assert strip(tables, wards=("2",))["tips"].value == "–"
    assert strip(tables, wards=("2",))["tips"].detail == "withheld to protect sources"
    assert strip(tables, wards=("1",))["tips"].value == "1,200"


def test_a_published_figure_that_agrees_is_marked_at_its_number():
    hamlets = strip(published=[publish(2, 3)])["hamlets"]
    assert (hamlets.check, hamlets.check_text) == ("equal", "equals the published figure")


@pytest.mark.parametrize(
    ("numerator", "denominator", "words"),
    [
        (3, 3, "differs by −1 from the published 3/3"),
        (1, 3, "differs by +1 from the published 1/3"),
        (2, 4, "differs from the published 2/4"),
    ],
)
def test_a_published_figure_that_differs_is_named(numerator, denominator, words):
    hamlets = strip(published=[publish(numerator, denominator)])["hamlets"]
    assert (hamlets.check, hamlets.check_text) == ("differs", words)


def test_a_figure_of_the_whole_city_or_another_year_is_not_held_against_a_part():
    assert strip(published=[publish(2, 3)], wards=("1",))["hamlets"].check == ""
    assert strip(published=[publish(2, 3, 2017)])["hamlets"].check == ""


def test_what_the_data_do_not_have_is_not_in_the_strip():
    made = atlas(boundaries({"1": 1}), observations({}), catalogue(("safety", status())))
    assert [figure.key for figure in make_map(made, view()).strip] == ["hamlets"]


def test_a_view_without_units_has_no_shares():
    units = boundaries({"1": 2, "2": 1}, since={"2": "2019-01-01", "2001": "2019-01-01"})
    assert {"hamlets", "not_met", "wards"}.isdisjoint(strip(units=units, wards=("2",)))


def sums(tables, level="ward", **fields):
    """Return the strip of a city that has one count of wards only."""
    measure = replace(totals(level), table="drills", column="drills", unit=Text("lần", "drills"))
    made = atlas(boundaries({"1": 2, "2": 1}), observations(tables), catalogue(("drills", measure)))
    asked = view(indicator="drills", level=level, language="en", **fields)
    return [(one.key, one.value, one.label, one.change) for one in make_map(made, asked).strip]


def test_a_city_with_counts_only_has_its_total_in_the_strip():
    drills = {(2017, "hamlet", "drills"): {"1001": 900, "1002": 100, "2001": 4}}
    tables = drills | {(2018, "hamlet", "drills"): {"1001": 1000, "1002": 100, "2001": 3}}
    assert sums(tables) == [
        ("total", "1,103 drills", "in total", "+99 since 2017"),
        ("told", "2/2", "wards with data", ""),
        ("lowest", "3 drills", "lowest", ""),
        ("highest", "1,100 drills", "highest", ""),
    ]
    assert [one[:2] for one in sums(drills | {(2018, "hamlet", "drills"): {"2001": 3}})] == [
        ("told", "1/2"),
        ("lowest", "3 drills"),
        ("highest", "3 drills"),
    ]
    assert [one[:2] for one in sums(drills)] == [("told", "0/2")]


def test_a_city_with_another_classification_only_counts_its_classes():
    made = atlas(UNITS, observations(TABLES), catalogue(("drugs", status())))
    shown = make_map(made, view(indicator="drugs", level="hamlet", language="en")).strip
    assert [(one.key, one.value, one.detail) for one in shown[:-1]] == [
        ("told", "3/3", ""),
        ("not_met", "1", "33.3%"),
        ("met", "2", "66.7%"),
    ]
    assert shown[-1].key == "clusters"


def test_one_of_a_kind_is_no_plural_in_english():
    one = strip(wards=("2",), language="en")
    assert (one["not_met"].value, one["not_met"].label) == ("1", "hamlet did not meet")
    assert (one["clusters"].value, one["clusters"].label) == ("1", "linked cluster")
    assert strip(language="en")["clusters"].label == "linked clusters"
