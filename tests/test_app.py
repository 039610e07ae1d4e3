"""Every page through Streamlit's own test: choices make the view, the address keeps it, errors explain."""

import json
import re
import shutil
import zlib
from urllib.parse import parse_qs

import pytest
from conftest import ROOT, draw_hamlets, draw_wards, write_boundaries
from streamlit.testing.v1 import AppTest

from geo.model import LAYER_NAMES
from geo.tools.words import say
from ui.ahead import SENT
from ui.notices import FIRST_PROBLEMS

APP = str(ROOT / "ui" / "front.py")


@pytest.fixture
def run_app(monkeypatch):
    def run(folder, **query):
        monkeypatch.setenv("SAFETY_MAP_DATA", str(folder))
        app = AppTest.from_file(APP, default_timeout=30)
        for word, value in query.items():
            app.query_params[word] = value
        return app.run()

    return run


def payload(app):
    """What the browser gets to draw; a test keeps no frames, so it asks again for what is only named."""
    answer = read_answer(app)
    if "view" not in answer:
        app.session_state[SENT] = []
        answer = read_answer(app.run())
    return answer


def read_answer(app):
    found = [block.proto for block in app.main if block.type == "bidi_component"]
    return json.loads(zlib.decompress(found[0].bytes))


def test_the_first_page_shows_the_latest_year_by_hamlet(run_app, small_city):
    app = run_app(small_city)
    assert not app.exception
    view = payload(app)["view"]
    assert (view["year"], view["level"], view["language"]) == (2018, "hamlet", "vi")


def test_a_choice_in_the_sidebar_changes_view_and_address(run_app, small_city):
    app = run_app(small_city)
    app.radio(key="filter_level").set_value("ward").run()
    assert payload(app)["view"]["level"] == "ward"
    assert app.query_params["level"] == "ward"


def test_an_address_reopens_its_view(run_app, small_city):
    app = run_app(small_city, year="2017", level="ward", indicator="tips", lang="en", layers="models")
    values = payload(app)
    assert values["view"]["year"] == 2017
    assert values["view"]["level"] == "ward"
    assert values["view"]["layers"] == ["models"]
    assert app.radio(key="filter_indicator").value == "tips"
    assert app.radio(key="filter_indicator").label == "Indicator"


def test_a_level_without_the_indicator_takes_one_that_it_has(run_app, small_city):
    app = run_app(small_city)
    app.radio(key="filter_level").set_value("cluster").run()
    assert not app.exception
    assert app.query_params["indicator"] == "share_met"


def test_a_junk_address_falls_back_and_says_so(run_app, small_city):
    app = run_app(small_city, year="1066", ward="<b>x</b>", mode="cinema")
    assert payload(app)["view"]["year"] == 2018
    words = " ".join(text.value for text in app.text)
    assert say("notice.address", "vi") in words
    assert "1066" in words
    assert "Chế độ “cinema”: không phải là chế độ nào → đang hiện màn hình thường" in words


@pytest.mark.parametrize(("kept", "level"), [("tips", "hamlet"), ("tips_per_1000", "ward")])
def test_a_city_of_other_indicators_opens_with_the_first_that_it_has(run_app, city_copy, kept, level):
    catalogue = city_copy / "indicators" / "indicators.toml"
    head, *stanzas = re.split(r"(?m)^(?=\[\[indicator\]\]\n)", catalogue.read_text(encoding="utf-8"))
    (stanza,) = [one for one in stanzas if f'id = "{kept}"' in one]
    catalogue.write_text(head + stanza, encoding="utf-8")
    app = run_app(city_copy)
    assert not app.exception
    assert parse_qs(payload(app)["address"]).get("indicator", ["safety"]) == [kept]
    assert payload(app)["view"]["level"] == level
    for screen in ("compare", "clusters", "report", "data"):
        assert not app.switch_page(f"screens/{screen}.py").run().exception
    app = run_app(city_copy, level="hamlet", indicator="safety")
    assert not app.exception
    assert say("notice.address", "vi") in " ".join(text.value for text in app.text)


def test_the_banner_stands_on_the_screen_as_long_as_data_is_synthetic(run_app, small_city):
    app = run_app(small_city)
    assert say("furniture.banner", "vi") in [text.value for text in app.text]


def test_a_city_without_clusters_and_models_has_no_controls_for_them(run_app, city_copy):
    for table in ("clusters", "models", "model_sites"):
        (city_copy / "indicators" / f"{table}.csv").unlink()
    app = run_app(city_copy)
    assert app.button_group(key="filter_layers").options == ["Ranh giới xã, phường", "Tên đơn vị"]
    assert app.radio(key="filter_level").options == ["Thôn, tổ dân phố", "Xã, phường"]
    assert [box.label for box in app.multiselect] == [say("filter.wards", "vi")]
    app.radio(key="filter_level").set_value("ward").run()
    assert "models" in app.query_params["layers"]


def test_without_data_the_screen_says_how_to_begin(run_app, tmp_path):
    folder = tmp_path / "nothing"
    app = run_app(folder)
    assert not app.exception
    assert app.title[0].value == say("begin.title", "vi")
    for command in ("demo", "check"):
        assert f"python -m geo {command} --data {folder}" in [block.value for block in app.code]


def test_broken_data_is_explained_with_file_row_column_and_value(run_app, small_city, tmp_path):
    folder = tmp_path / "city"
    shutil.copytree(small_city, folder)
    table = folder / "indicators" / "tips.csv"
    table.write_text(
        table.read_text(encoding="utf-8").replace("2018,21013002,12", "2018,21013002,nhiều"), encoding="utf-8"
    )
    app = run_app(folder)
    assert not app.exception
    assert app.title[0].value == say("broken.title", "vi")
    words = " ".join(text.value for text in app.text)
    for part in ("tips.csv", "nhiều", "tips"):
        assert part in words


def test_of_hundreds_of_problems_the_first_stand_open_and_the_others_can_be_opened(
    run_app, small_city, tmp_path
):
    folder = shutil.copytree(small_city, tmp_path / "city")
    table = folder / "indicators" / "tips.csv"
    table.write_text("year,hamlet_code,tips\n" + "20x8,21013001,1\n" * 300, encoding="utf-8")
    app = run_app(folder)
    (rest,) = app.expander
    told = [line for text in app.text for line in text.value.splitlines() if "tips.csv, dòng" in line]
    inside = [line for text in rest.text for line in text.value.splitlines()]
    assert rest.label == f"{len(inside)} vấn đề khác"
    assert len(told) == len(set(told)) >= 300, "none is lost"
    assert len(told) - len(inside) == FIRST_PROBLEMS


def test_the_language_of_the_address_holds_on_the_broken_screen(run_app, tmp_path):
    app = run_app(tmp_path / "nothing", lang="en")
    assert app.title[0].value == say("begin.title", "en")


def test_every_indicator_at_every_level_draws(run_app, small_city, small_atlas):
    app = run_app(small_city)
    for indicator in small_atlas.catalogue.indicators.values():
        for level in indicator.measures:
            app.query_params.update({"level": level, "indicator": indicator.id})
            app.run()
            assert not app.exception
            assert parse_qs(small_atlas and app.session_state["address"])["indicator"] == [indicator.id]


@pytest.mark.parametrize(
    ("screen", "drawn"),
    [
        ("map", {"year", "ward", "level", "indicator", "layers", "kinds", "patterns", "lang"}),
        ("compare", {"year", "ward", "level", "indicator", "layers", "patterns", "lang"}),
        ("clusters", {"year", "ward", "layers", "patterns", "lang"}),
        ("report", {"year", "ward", "level", "indicator", "layers", "kinds", "patterns", "lang"}),
        ("data", {"lang"}),
    ],
)
def test_a_screen_offers_only_what_it_heeds_and_keeps_the_rest(run_app, small_city, screen, drawn):
    app = run_app(small_city, year="2017", level="ward", indicator="tips")
    if screen != "map":
        app = app.switch_page(f"screens/{screen}.py").run()
    assert not app.exception
    kinds = ("button_group", "multiselect", "radio", "toggle")
    keys = {one.key for kind in kinds for one in app.sidebar.get(kind)}
    assert {key.removeprefix("filter_") for key in keys} == drawn
    app = app.switch_page("screens/map.py").run()
    seen = payload(app)["view"]
    assert (seen["year"], seen["level"]) == (2017, "ward")
    assert app.query_params["indicator"] == "tips"


def test_models_are_chosen_by_kind_while_their_layer_is_on(run_app, small_city):
    app = run_app(small_city)
    app.multiselect(key="filter_kinds").set_value(["family_group"]).run()
    assert app.query_params["kinds"] == "family_group"
    assert [kind["label"] for kind in payload(app)["kinds"]] == ["Tổ liên gia"]
    (pills,) = [one for one in app.sidebar.get("button_group") if one.key == "filter_layers"]
    app = pills.set_value([]).run()
    assert "filter_kinds" not in {one.key for one in app.multiselect}
    assert app.query_params["kinds"] == "family_group", "it is there when the layer comes back"


@pytest.mark.parametrize("screen", ["map", "compare", "clusters", "report"])
def test_meeting_mode_is_entered_from_every_screen_with_a_view(run_app, small_city, screen):
    app = run_app(small_city, year="2017", level="ward")
    if screen != "map":
        app = app.switch_page(f"screens/{screen}.py").run()
    app = app.sidebar.button(key="enter_meeting").click().run()
    assert not app.exception
    held = parse_qs(app.session_state["address"])
    assert (held["mode"], held["year"], held["level"]) == (["meeting"], ["2017"], ["ward"])


@pytest.mark.parametrize(
    ("screen", "drawn"),
    [("map", LAYER_NAMES), ("compare", ("wards", "clusters", "labels")), ("clusters", ("models", "labels"))],
)
def test_a_screen_offers_only_the_layers_it_draws_and_keeps_the_rest(run_app, small_city, screen, drawn):
    app = run_app(small_city, year="2018", layers="clusters,models,wards")
    if screen != "map":
        app = app.switch_page(f"screens/{screen}.py").run()
    (pills,) = [one for one in app.sidebar.get("button_group") if one.key == "filter_layers"]
    names = [say(f"layers.{name}", "vi") for name in drawn]
    assert [option.content for option in pills.proto.options] == names
    assert pills.value == [name for name in drawn if name in ("models", "wards", "clusters")]
    app = pills.set_value([]).run()
    left = {"clusters", "models", "wards"} - set(drawn)
    (kept,) = parse_qs(app.session_state["address"], keep_blank_values=True)["layers"]
    assert set(filter(None, kept.split(","))) == left


def test_wards_that_a_year_does_not_have_are_named_and_the_city_is_one_click_away(run_app, city_copy):
    wards, hamlets = draw_wards(), draw_hamlets()
    wards.loc[wards["code"] == "21202", "valid_to"] = "2017-12-31"
    hamlets.loc[hamlets["ward_code"] == "21202", "valid_to"] = "2017-12-31"
    write_boundaries(city_copy / "boundaries", wards, hamlets)
    app = run_app(city_copy, year="2018", ward="21202")
    assert not app.exception
    said = say("notice.absent", "vi", ward="xã Tịnh Ấn Đông", year=2018, years="2017")
    assert said in [text.value for text in app.main.get("text")]
    whole = next(
        button for button in app.main.button if button.label == say("map.whole_city", "vi", city="thành phố")
    )
    app = whole.click().run()
    assert payload(app)["view"]["wards"] == []
    assert said not in [text.value for text in app.main.get("text")]
    assert "ward" not in app.query_params
