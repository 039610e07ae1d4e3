"""The map: strip of numbers, map and legend, sentence, table; and what can be taken away."""

import streamlit as st

from ui import data, filters, notices, take_away
from ui.map_component import draw_map

atlas = data.load_atlas()
view, _ = filters.current_view(atlas)
thematic_map = data.load_map(atlas, view)


def zoom_to_ward() -> None:
    """Show the ward that was clicked, or the whole city again."""
    picked = st.session_state["map"].get("pick") or {}
    filters.pick_ward(view, str(picked.get("ward", "")))


notices.draw_banner(thematic_map.furniture)
draw_map(data.load_payload(atlas, view), on_pick=zoom_to_ward)
take_away.draw_downloads(thematic_map)
