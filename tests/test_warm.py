"""The city is open before the first visitor; data that cannot be read stops nothing."""

from ui import data
from ui.warm import open_city


def test_the_first_visitor_finds_the_city_open(monkeypatch, small_city):
    monkeypatch.setenv("SAFETY_MAP_DATA", str(small_city))
    data._open.clear()
    opened = []
    monkeypatch.setattr(
        data, "open_atlas", lambda folder, ask=data.open_atlas: opened.append(folder) or ask(folder)
    )
    open_city()
    data.load_atlas()
    assert opened == [small_city]


def test_a_city_that_cannot_be_read_is_left_to_who_visits(monkeypatch, tmp_path):
    monkeypatch.setenv("SAFETY_MAP_DATA", str(tmp_path / "none"))
    open_city()
