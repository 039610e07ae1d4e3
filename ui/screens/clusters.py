"""The clusters with their members and figures, the community models by kind, year and place."""

import streamlit as st

from ui import data, filters, notices
from ui.compare_component import draw_clusters
from ui.take_away import draw_cluster_downloads

atlas = data.load_atlas()
view, _ = filters.current_view(atlas)


def zoom_to_ward() -> None:
    """Show one ward, or the whole city again."""
    filters.pick_ward(view, dict(st.session_state["clusters"].get("pick") or {}).get("ward", ""))


notices.draw_banner(data.load_map(atlas, view).furniture)
draw_clusters(data.load_clusters(atlas, view), on_pick=zoom_to_ward)
draw_cluster_downloads(atlas, view, data.load_cluster_report(atlas, view))
