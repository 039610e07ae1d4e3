"""The controls and the links in the browser follow one rule: what a click leads to is said in one place."""

from dataclasses import replace
from urllib.parse import parse_qs

import pytest

from geo.atlas import make_map, open_atlas
from geo.export import write_geojson
from geo.interactive import write_values
from geo.model import LAYER_NAMES, LEVELS, View
from geo.office.listing import list_columns
from geo.telling.address import read_view
from geo.tools.words import say
from ui.choices import list_choices, list_options, list_wards, make_view, read_choices, write_links

LATEST = View(year=2018)


@pytest.mark.parametrize(
    "view",
    [
        LATEST,
        View(year=2016, level="ward", indicator="tips", wards=("21013",), layers=(), language="en"),
        replace(LATEST, patterns=True),
    ],
)
def test_controls_that_show_a_view_make_that_view(small_atlas, view):
    assert make_view(small_atlas, read_choices(view)) == view


def test_a_level_without_the_indicator_takes_its_first(small_atlas):
    cluster = make_view(small_atlas, {**read_choices(LATEST), "level": "cluster"})
    assert cluster.indicator == "share_met"


def test_classes_off_the_map_stay_off_until_the_legend_is_another(small_atlas):
    view = replace(LATEST, off=("met",))
    choices = list_choices(small_atlas, view)
    assert {there.off for field in ("year", "layers", "patterns") for there in choices[field]} == {("met",)}
    assert {there.off for there in list_wards(small_atlas, view)} == {("met",)}
    assert [there.off for there in choices["indicator"] if there.indicator != "safety"] == [()]
    assert {there.off for there in choices["level"] if there.level != "hamlet"} == {()}
    assert write_links(small_atlas, view)["off"] == view.address.replace("off=met", "off=OFF")


def test_each_option_of_each_control_has_its_view_in_its_place(small_atlas):
    options, choices = list_options(small_atlas, LATEST), list_choices(small_atlas, LATEST)
    assert {field: len(views) for field, views in choices.items()} == {
        field: len(found) for field, found in options.items()
    }
    assert [str(view.year) for view in choices["year"]] == list(options["year"])
    assert [view.level for view in choices["level"]] == list(LEVELS)
    assert [view.indicator for view in choices["indicator"]] == list(options["indicator"])


def test_a_click_on_a_layer_adds_it_or_takes_it_away(small_atlas):
    there = dict(zip(LAYER_NAMES, list_choices(small_atlas, LATEST)["layers"], strict=True))
    assert "clusters" in there["clusters"].layers
    assert "models" not in there["models"].layers


def test_what_the_city_has_nothing_for_is_not_offered(city_copy):
    for table in ("clusters", "models", "model_sites"):
        (city_copy / "indicators" / f"{table}.csv").unlink()
    atlas = open_atlas(city_copy)
    options = list_options(atlas, LATEST)
    assert list(options["layers"]) == ["wards", "labels"]
    assert list(options["level"]) == ["hamlet", "ward"]
    view, problems = read_view(parse_qs("level=cluster"), atlas)
    assert view.level == "hamlet"
    assert [problem.value for problem in problems] == ["cluster"]


def test_without_a_list_of_models_no_table_has_a_column_of_zeros(city_copy):
    for table in ("models", "model_sites"):
        (city_copy / "indicators" / f"{table}.csv").unlink()
    shown = make_map(open_atlas(city_copy), LATEST)
    title = say("map.models", "vi")
    assert title not in [column.title for column in list_columns(shown)]
    assert title not in [
        column["title"] for column in write_values(shown, shown.layer.frame.index)["columns"]
    ]
    assert b'"models"' not in write_geojson(shown)


def test_links_are_addresses_that_the_server_reads_as_the_view_of_the_click(small_atlas):
    view = replace(LATEST, wards=("21013",))
    links = write_links(small_atlas, view)
    for field, views in list_choices(small_atlas, view).items():
        for address, there in zip(links["choices"][field], views, strict=True):
            assert read_view(parse_qs(address, keep_blank_values=True), small_atlas) == (there, ())
    assert links["whole"] == LATEST.address


def test_the_link_of_any_ward_becomes_that_of_one_by_its_code(small_atlas):
    link = write_links(small_atlas, LATEST)["ward"]
    for there in list_wards(small_atlas, LATEST):
        assert link.replace("=WARD&", f"={there.wards[0]}&") == there.address
