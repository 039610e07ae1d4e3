"""Tables on a screen: columns keep their width as long as all have room, then the widest wrap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.frames import LINE_PIXELS, ROW_PIXELS, draw_frame, fit_columns


def test_columns_that_have_room_are_left_alone():
    assert fit_columns({"Dòng": 40, "Tình trạng": 90}, 1000) == {"Dòng": 40, "Tình trạng": 90}
    assert fit_columns({}, 1000) == {}


def test_only_the_widest_column_gives_room():
    assert fit_columns({"Phiên bản": 90, "Việc": 500, "Ai": 40}, 400) == {
        "Phiên bản": 90,
        "Việc": 270,
        "Ai": 40,
    }


@given(st.lists(st.integers(1, 900), min_size=1, max_size=8), st.integers(300, 1500))
def test_columns_have_room_together_and_none_is_narrower_than_it_must_be(wishes, width):
    widths = fit_columns({str(n): wish for n, wish in enumerate(wishes)}, width)
    assert sum(widths.values()) <= width
    if sum(wishes) > width:
        assert sum(widths.values()) > width - len(wishes)
    most = max(widths.values())
    assert all(own in (most, wish) for own, wish in zip(widths.values(), wishes, strict=True))


@pytest.mark.parametrize("long_at", [0, 30])
def test_a_long_text_among_empty_ones_has_its_room(monkeypatch, long_at):
    shown = {}
    monkeypatch.setattr("ui.frames.st.dataframe", lambda _, **said: shown.update(said))
    cells = [""] * 40
    cells[long_at] = "Phân loại an toàn về an ninh trật tự"
    draw_frame({"Tệp": ["a.xlsx"] * 40, "Loại số liệu": cells}, alt="", key="k")
    widths = {name: column["width"] for name, column in shown["column_config"].items()}
    assert widths["Loại số liệu"] > 2 * widths["Tệp"]
    assert shown["row_height"] == ROW_PIXELS


@pytest.mark.parametrize(("words", "lines"), [(40, 3), (100, 7), (1000, 8)])
def test_a_row_has_room_for_every_line_of_its_longest_text(monkeypatch, words, lines):
    shown = {}
    monkeypatch.setattr("ui.frames.st.dataframe", lambda _, **said: shown.update(said))
    draw_frame({"Dòng": ["1", "2"], "Lý do": ["", " ".join(["phường"] * words)]}, alt="", key="k")
    assert shown["row_height"] // LINE_PIXELS == lines
    assert shown["height"] > 2 * shown["row_height"]
