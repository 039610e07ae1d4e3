"""The same app with an empty screen: its sidebar, navigation, address and warm atlas, and one line."""

import streamlit as st

from geo.tools.words import say
from ui import data, filters, theme

SCREENS = ("map", "compare", "clusters", "report", "data")


def draw_line() -> None:
    st.text(view.address)


st.set_page_config(page_title=say("app.title", "vi"), page_icon=str(theme.ICON), layout="wide")
screen = st.navigation(
    [
        st.Page(draw_line, title=say(f"screens.{name}", "vi"), url_path=name, default=name == "map")
        for name in SCREENS
    ],
    position="top",
)
atlas = data.load_atlas()
view, _ = filters.current_view(atlas)
filters.draw_sidebar(atlas, view, screen.url_path)
screen.run()
