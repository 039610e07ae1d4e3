"""What may be asked for next is sent ahead, once a session, and is what the server would answer."""

import json
import shutil
import zlib
from dataclasses import replace

import pytest
from conftest import ROOT
from streamlit.testing.v1 import AppTest

from geo.model import View
from ui.ahead import KEPT, SENT, list_inside, list_near
from ui.choices import list_choices, list_wards
from ui.data import load_payload

LATEST = View(year=2018)


@pytest.fixture
def app(monkeypatch, small_city):
    monkeypatch.setenv("SAFETY_MAP_DATA", str(small_city))
    return AppTest.from_file(str(ROOT / "ui" / "front.py"), default_timeout=30)


def payloads(app):
    """What came to the browser: first the answer, then what is sent ahead of the next."""
    return [
        json.loads(zlib.decompress(block.proto.bytes)) for block in app.main if block.type == "bidi_component"
    ]


def test_every_choice_of_the_sidebar_and_the_way_back_are_near(small_atlas):
    view = replace(LATEST, wards=("21013",))
    near = list_near(small_atlas, view)
    assert {there for views in list_choices(small_atlas, view).values() for there in views} <= set(near)
    assert replace(view, wards=()) in near
    assert len(set(near)) == len(near)


def test_from_the_whole_city_every_ward_is_sent_from_a_ward_none(small_atlas):
    assert list_inside(small_atlas, LATEST) == tuple(list_wards(small_atlas, LATEST))
    assert list_inside(small_atlas, replace(LATEST, wards=("21013",))) == ()


def test_a_frame_is_what_the_server_answers_to_that_choice(app):
    _, near, inside = payloads(app.run())
    frames = {frame["address"]: frame for frame in [*near, *inside]}
    app.session_state[SENT] = []
    app.radio(key="filter_level").set_value("ward").run()
    answer = payloads(app)[0]
    assert frames[answer["address"]] == {key: value for key, value in answer.items() if key != "meeting"}


def test_a_view_that_was_sent_before_is_answered_by_its_name_alone(app):
    first, near, _ = payloads(app.run())
    app.radio(key="filter_level").set_value("ward").run()
    answer = payloads(app)[0]
    assert set(answer) == {"state", "address", "meeting"}
    assert answer["address"] in {frame["address"] for frame in near}
    app.radio(key="filter_level").set_value("hamlet").run()
    assert payloads(app)[0] == {name: first[name] for name in ("state", "address", "meeting")}


def test_a_session_keeps_the_names_of_what_was_sent_last(app):
    app.session_state[SENT] = [f"old {number}" for number in range(KEPT)]
    app.run()
    kept = app.session_state[SENT]
    assert len(kept) == KEPT
    assert "old 0" not in kept
    assert f"old {KEPT - 1}" in kept


def test_what_was_sent_in_a_session_is_not_sent_again(app):
    assert len(payloads(app.run())) == 3
    assert len(payloads(app.run())) == 1


def test_data_that_changed_is_sent_anew(app, small_city, tmp_path, monkeypatch):
    states = {frame["state"] for frame in payloads(app.run())[1]}
    folder = tmp_path / "city"
    shutil.copytree(small_city, folder)
    table = folder / "indicators" / "tips.csv"
    table.write_text(
        table.read_text(encoding="utf-8").replace("2018,21013002,12", "2018,21013002,13"), encoding="utf-8"
    )
    monkeypatch.setenv("SAFETY_MAP_DATA", str(folder))
    again = payloads(app.run())
    assert len(again) == 3
    assert states.isdisjoint(frame["state"] for frame in again[1])


def test_in_a_meeting_the_views_of_the_keys_are_sent(app, small_atlas):
    app.query_params["mode"] = "meeting"
    answer, ahead = payloads(app.run())
    assert set(answer["moves"].values()) <= {frame["address"] for frame in ahead}
    assert ahead[0] == load_payload(small_atlas, LATEST)
