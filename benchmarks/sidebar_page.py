"""The same app with an empty screen: its sidebar, its address, its warm atlas, and one line of text."""

import streamlit as st

from geo.words import say
from ui import data, filters, theme

st.set_page_config(page_title=say("app.title", "vi"), page_icon=str(theme.ICON), layout="wide")
theme.use_theme()
atlas = data.load_atlas()
view, _ = filters.current_view(atlas)
filters.draw_sidebar(atlas, view)
st.text(f"Năm {view.year}")
