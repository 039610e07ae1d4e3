"""The screens of two years and of clusters in Streamlit's own test: address, words, what cannot be had."""

import json
import shutil
import zlib

import pytest
from conftest import ROOT
from streamlit.testing.v1 import AppTest

from geo.tools.words import say

APP = str(ROOT / "ui" / "front.py")
COMPARE, CLUSTERS = "screens/compare.py", "screens/clusters.py"
REPORT, DATA = "screens/report.py", "screens/data.py"


@pytest.fixture
def open_screen(monkeypatch):
    def run(folder, screen, **query):
        monkeypatch.setenv("SAFETY_MAP_DATA", str(folder))
        app = AppTest.from_file(APP, default_timeout=60)
        for word, value in query.items():
            app.query_params[word] = value
        return app.run().switch_page(screen).run()

    return run


def payload(app):
    """What the browser gets to draw."""
    assert not app.exception
    found = [block.proto for block in app.main if block.type == "bidi_component"]
    return json.loads(zlib.decompress(found[0].bytes))


def words_of(app):
    return " ".join(text.value for text in app.text)


# ---- two years
def test_the_other_year_is_the_year_before_and_stands_in_the_address(open_screen, small_city):
    app = open_screen(small_city, COMPARE)
    assert payload(app)["years"] == {"before": 2017, "after": 2018}
    assert (app.query_params["year"], app.query_params["year2"]) == ("2018", "2017")


def test_an_address_reopens_its_pair_with_the_earlier_year_on_the_left(open_screen, small_city):
    app = open_screen(
        small_city, COMPARE, year="2017", year2="2018", level="ward", indicator="tips", lang="en"
    )
    values = payload(app)
    assert values["years"] == {"before": 2017, "after": 2018}
    assert (values["view"]["level"], values["view"]["language"]) == ("ward", "en")
    assert values["furniture"]["title"].startswith("2017 compared with 2018: Tips")


@pytest.mark.parametrize("asked", ["1066", "2018"])
def test_another_year_that_cannot_be_had_falls_back_and_says_so(open_screen, small_city, asked):
    app = open_screen(small_city, COMPARE, year2=asked)
    assert payload(app)["years"]["before"] == 2017
    assert app.query_params["year2"] == "2017"
    # The notice stood on the run that met the junk; the address is mended from then on.
    again = AppTest.from_file(str(ROOT / "ui" / COMPARE), default_timeout=60)
    again.query_params["year2"] = asked
    again.run()
    assert say("notice.address", "vi") in words_of(again)
    assert f"“{asked}”" in words_of(again)


def test_choosing_the_other_year_itself_takes_another_one(open_screen, small_city):
    app = open_screen(small_city, COMPARE)
    app.button_group(key="filter_year").set_value("2017").run()
    assert payload(app)["years"] == {"before": 2017, "after": 2018}
    assert (app.query_params["year"], app.query_params["year2"]) == ("2017", "2018")


def test_the_other_year_stays_when_another_screen_is_looked_at(open_screen, small_city):
    app = open_screen(small_city, COMPARE, year="2018", year2="2017")
    app.switch_page("screens/map.py").run()
    assert app.query_params["year2"] == "2017"
    assert payload(app.switch_page(COMPARE).run())["years"]["before"] == 2017


def test_filters_of_the_sidebar_hold_for_the_pair(open_screen, small_city):
    app = open_screen(small_city, COMPARE)
    app.radio(key="filter_level").set_value("ward").run()
    app.multiselect(key="filter_ward").set_value(["21013"]).run()
    values = payload(app)
    assert (values["view"]["level"], values["view"]["wards"]) == ("ward", ["21013"])
    assert [row["code"] for row in values["wards"]["rows"]] == ["21013"]
    assert len(values["multiples"]) == 2


def test_a_city_of_one_year_says_that_there_is_nothing_to_compare(open_screen, small_city, tmp_path):
    folder = tmp_path / "city"
    shutil.copytree(small_city, folder)
    settings = folder / "city.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("years = [2017, 2018]", "years = [2018]"), encoding="utf-8")
    for table in ("safety_hamlets", "safety_wards", "tips", "population"):
        path = folder / "indicators" / f"{table}.csv"
        kept = [
            line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("2017,")
        ]
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    app = open_screen(folder, COMPARE)
    assert not app.exception
    assert app.title[0].value == say("screens.compare", "vi")
    assert say("compare.one_year", "vi", year=2018) in words_of(app)


@pytest.mark.parametrize("screen", [COMPARE, CLUSTERS, REPORT, DATA])
def test_the_banner_stands_on_every_screen(open_screen, small_city, screen):
    assert say("furniture.banner", "vi") in words_of(open_screen(small_city, screen))


@pytest.mark.parametrize("screen", [COMPARE, CLUSTERS])
def test_every_indicator_at_every_level_draws(open_screen, small_city, small_atlas, screen):
    app = open_screen(small_city, screen)
    for indicator in small_atlas.catalogue.indicators.values():
        for level in indicator.measures:
            app.query_params.update({"level": level, "indicator": indicator.id})
            app.run()
            assert payload(app)["furniture"]["sentence"]


@pytest.mark.parametrize("screen", [COMPARE, CLUSTERS])
def test_english_has_no_vietnamese_words_of_ours(open_screen, small_city, screen):
    values = payload(open_screen(small_city, screen, lang="en"))
    said = " ".join([values["furniture"]["sentence"], *values["words"].values()])
    assert not any(word in said for word in ("Năm", "xã, phường", "nguồn tin", "Mô hình"))


# ---- clusters and models
def test_clusters_and_models_of_the_view(open_screen, small_city):
    values = payload(open_screen(small_city, CLUSTERS, year="2018"))
    assert [cluster["name"] for cluster in values["clusters"]] == ["Cụm số 1", "Cụm số 2"]
    assert [model["code"] for model in values["models"]] == ["M01", "M02"]
    assert values["geometry"].startswith("files/each/geometry/")


def test_the_year_of_the_sidebar_changes_the_models(open_screen, small_city):
    app = open_screen(small_city, CLUSTERS, year="2018")
    app.button_group(key="filter_year").set_value("2017").run()
    assert [model["code"] for model in payload(app)["models"]] == ["M01", "M03"]
