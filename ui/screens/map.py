"""The map: strip of numbers, map and legend, sentence, table; and what can be taken away."""

from typing import Any

import streamlit as st

from ui import data, filters, notices, published, take_away
from ui.ahead import forget_sent, write_answer
from ui.map_component import draw_map

atlas = data.load_atlas()
view, _ = filters.current_view(atlas)
thematic_map = data.load_map(atlas, view)


def asked(event: str) -> dict[str, Any]:
    """Return what the page asked for."""
    return dict(st.session_state["map"].get(event) or {})


def zoom_to_ward() -> None:
    """Show the ward that was clicked, or the whole city again."""
    filters.pick_ward(view, asked("pick").get("ward", ""))


def go() -> None:
    """Show the view that a key led to."""
    filters.go(atlas, asked("go").get("address", ""))


def take_off() -> None:
    """Leave the classes white that are not pressed in the legend."""
    filters.take_off(atlas, view, asked("off").get("keys", []))


def switch_mode() -> None:
    """Enter or leave meeting mode."""
    filters.write_address(view, meeting=asked("mode").get("mode") == "meeting")


meeting = filters.in_meeting()
notices.draw_banner(thematic_map.furniture)
draw_map(
    write_answer(atlas, view, meeting=meeting),
    on_pick=zoom_to_ward,
    on_go=go,
    on_off=take_off,
    on_mode=switch_mode,
    on_again=forget_sent,
)
if asked("published"):
    published.open_published(atlas, view.language)
take_away.draw_downloads(atlas, thematic_map)
