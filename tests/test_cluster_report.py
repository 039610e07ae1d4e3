"""Clusters, models and what is missing: distinct models, members by name, nothing said that is not known."""

import pandas as pd
import pytest
from builders import atlas, boundaries, observations, view

from geo.model import LANGUAGES
from geo.office.listing import list_columns
from geo.page import compose_page
from geo.pairs.cluster_report import make_cluster_report

UNITS = boundaries(
    {"1": 2, "2": 1, "3": 1, "4": 1}, clusters=[("A", "1"), ("A", "2"), ("B", "2"), ("B", "3")]
)
TABLES = {
    (2018, "hamlet", "meets_standard"): {"1001": 1, "1002": 0, "2001": 1, "3001": 1, "4001": 1},
    (2018, "hamlet", "tips"): {"1001": 20, "1002": 30, "2001": 400, "3001": 50},
}
MODELS = {
    "models": [
        ("M", "team", 2015, pd.NA),
        ("N", "camera", pd.NA, pd.NA),
        ("O", "camera", 2010, 2017),
    ],
    "sites": [("M", "1001"), ("M", "1002"), ("M", "2001"), ("N", "4001"), ("O", "3001")],
}


def report(units=UNITS, seen=None, **asked):
    seen = seen or observations(TABLES, **MODELS)
    return make_cluster_report(atlas(units, seen), view(**{"language": "en", **asked}))


def memberships(found):
    entries = found.map.classes.entries
    return {code: entries[place].key for code, place in found.map.layer.frame["class"].items()}


# ---- the wards
def test_each_ward_is_in_one_cluster_in_several_or_in_none():
    assert memberships(report()) == {"1": "A", "2": "several", "3": "B", "4": "none"}


def test_the_counts_add_up_to_the_wards_in_view():
    assert report().map.counts == (1, 1, 1, 1, 0)
    assert sum(report(wards=("1", "4")).map.counts) == 2


def test_the_map_is_drawn_as_any_map_is():
    found = report()
    assert compose_page(found.map).units == memberships(found)


def test_no_cluster_looks_as_missing_data_do_in_black_and_white():
    named = ((f"K{n}", str(n)) for n in range(1, 8))
    entries = report(boundaries({str(n): 1 for n in range(1, 8)}, clusters=tuple(named))).map.classes.entries
    assert len(entries) == 7 + 3
    assert entries[-1].pattern not in [entry.pattern for entry in entries[:-1]]


def test_its_table_has_no_column_of_a_year_before():
    assert "previous" not in [column.key for column in list_columns(report().map)]


def test_models_stand_on_the_map_when_they_are_asked_for():
    assert len(report(layers=("models",)).map.sites) == 4
    assert len(report(layers=()).map.sites) == 0
    assert len(report(layers=()).models) == 2


def test_a_choice_of_kinds_hides_no_model():
    assert report(kinds=("camera",)).models == report().models
    assert len(report(layers=("models",), kinds=("camera",)).map.sites) == 4


def test_a_ward_says_what_every_ward_indicator_says_of_it():
    assert report().columns.loc["1", "Indicator share_met"] == "50.0% (1 of 2)"


# ---- the clusters
def test_a_cluster_has_its_members_and_what_each_indicator_says():
    first = report().clusters[0]
    assert (first.code, first.members, first.names) == ("A", ("1", "2"), ("Xã 1", "Xã 2"))
    said = dict(zip(report().indicators, first.values, strict=True))
    assert said["Indicator share_met"] == "66.7% (2 of 3)"
    assert said["Indicator models"] == "1"


def test_a_cluster_is_whole_although_only_some_of_its_wards_are_in_view():
    whole, part = report().clusters[0], report(wards=("1",)).clusters[0]
    assert whole == part


def test_tips_of_a_cluster_that_are_withheld_are_not_told():
    few = {"1001": 20, "1002": 30, "2001": 1, "3001": 50}  # the total of ward 2 is a count of its one hamlet
    found = report(seen=observations({**TABLES, (2018, "hamlet", "tips"): few}, **MODELS))
    place = found.indicators.index("Indicator tips")
    assert report().clusters[0].values[place] == "450 tips"
    assert (found.clusters[0].values[place], found.clusters[0].order[place]) == ("Withheld", None)


# ---- the models
def test_a_model_is_one_line_however_many_sites_it_has():
    model = report().models[0]
    assert (model.code, model.started, model.kind_label) == ("M", 2015, "Team")
    assert len(model.places) == 3
    assert model.wards == ("1", "2")
    assert model.clusters == ("Cụm A", "Cụm B")


def test_a_model_without_a_year_has_none_and_one_that_ended_is_not_there():
    found = report().models
    assert [(model.code, model.started) for model in found] == [("M", 2015), ("N", None)]
    assert [model.code for model in report(year=2017).models] == ["M", "N", "O"]


def test_only_the_sites_in_view_are_named():
    found = report(wards=("2",)).models
    assert [(model.code, model.wards, len(model.places)) for model in found] == [("M", ("2",), 1)]


# ---- what is missing
def test_what_is_missing_is_named():
    assert report().missing == (
        "Wards in no cluster: Xã 4.",
        "Every cluster has a model.",
        "Wards without a model: Xã 3.",
    )


def test_a_cluster_without_a_model_is_named():
    only = {"models": [("N", "camera", 2010, pd.NA)], "sites": [("N", "1001")]}
    assert "Clusters without a model: Cụm B." in report(seen=observations(TABLES, **only)).missing


def test_a_cluster_whose_models_are_outside_the_view_is_not_without_one():
    assert "Every cluster has a model." in report(wards=("3",)).missing


def test_every_missing_ward_is_named_however_many_there_are():
    many = boundaries({str(n): 1 for n in range(1, 31)}, clusters=[("A", "1")])
    only = observations({}, models=[("N", "camera", 2010, pd.NA)], sites=[("N", "1001")])
    said = " ".join(report(units=many, seen=only).missing)
    assert all(f"Xã {n}" in said for n in range(2, 31))


def test_an_empty_list_of_models_is_not_the_news_that_nobody_has_any():
    found = report(seen=observations(TABLES))
    assert found.missing == ("Wards in no cluster: Xã 4.",)
    assert found.models == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_clusters_and_no_models_are_sentences(language):
    found = report(units=boundaries({"1": 1}), seen=observations({}), language=language)
    assert found.clusters == ()
    assert found.missing == ()
    assert found.map.furniture.sentence == (
        "Năm 2018, dữ liệu chưa có cụm liên hoàn nào trong phần đang xem. "
        "Năm 2018, danh mục chưa có mô hình nào hoạt động trong phần đang xem."
        if language == "vi"
        else "For 2018 the data has no linked cluster in view. "
        "For 2018 the list has no model at work in view."
    )


def test_the_sentence_counts_distinct_models_and_their_sites():
    assert report().map.furniture.sentence == (
        "In 2018, 2 linked clusters have 3 of the 4 wards in view as members; "
        "in several clusters: Xã 2 (Cụm A, Cụm B). 2 models are at work at 4 sites."
    )


@pytest.mark.parametrize(("level", "indicator"), [("hamlet", "tips"), ("cluster", "share_met")])
def test_level_and_indicator_in_view_do_not_matter(level, indicator):
    assert report(level=level, indicator=indicator).clusters == report().clusters
