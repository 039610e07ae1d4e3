"""Tables on a screen: what they are given comes to the browser as text, cell by cell."""

from __future__ import annotations

import json
import zlib

from ui import frames


def test_every_cell_comes_as_text_under_its_head(monkeypatch):
    sent = {}
    monkeypatch.setattr(frames, "_mount", lambda **said: sent.update(said))
    frames.draw_frame({"Dòng": [1, 2], "Lý do": ["<b>đậm</b>", None]}, alt="Đối chiếu", key="k")
    assert sent["key"] == "k"
    assert json.loads(zlib.decompress(sent["data"])) == {
        "title": "Đối chiếu",
        "heads": ["Dòng", "Lý do"],
        "columns": [["1", "2"], ["<b>đậm</b>", "None"]],
    }


def test_a_table_without_rows_has_its_heads(monkeypatch):
    sent = {}
    monkeypatch.setattr(frames, "_mount", lambda **said: sent.update(said))
    frames.draw_frame({"Dòng": [], "Lý do": []}, alt="", key="k")
    assert json.loads(zlib.decompress(sent["data"]))["columns"] == [[], []]
