"""What every visit runs: page, sidebar, the screen that was chosen."""

from functools import partial

import streamlit as st

from geo.errors import GeoError
from geo.telling.address import list_unknown
from geo.tools.words import say
from ui import data, filters, notices, sent, theme
from ui.ahead import send_ahead

FIRST = ""  # Streamlit gives the screen that opens without a name no path
MAPS = (FIRST, "compare", "clusters")
SENDING = "data"

folder = data.data_folder()
language = filters.current_language()
st.set_page_config(
    page_title=say("app.title", language),
    page_icon=str(theme.ICON),
    layout="wide",
    initial_sidebar_state="auto",
)
with st.sidebar:
    theme.say_language(language)
screen = st.navigation(
    [
        st.Page("screens/map.py", title=say("screens.map", language), url_path="map", default=True),
        st.Page("screens/compare.py", title=say("screens.compare", language), url_path="compare"),
        st.Page("screens/clusters.py", title=say("screens.clusters", language), url_path="clusters"),
        st.Page("screens/report.py", title=say("screens.report", language), url_path="report"),
        st.Page("screens/data.py", title=say("screens.data", language), url_path="data"),
    ],
    position="top",
)
if screen.url_path != SENDING:
    sent.keep_files(language)

if not folder.is_dir() or not any(folder.iterdir()):
    filters.draw_language(language)
    notices.draw_beginning(str(folder), language)
    st.stop()
try:
    atlas = data.load_atlas()
except GeoError as error:
    filters.draw_language(language)
    if screen.url_path == SENDING:
        screen.run()
    else:
        notices.draw_broken(error, str(folder), language)
    st.stop()

unknown = list_unknown(filters.read_address())
view, problems = filters.current_view(atlas, pair=screen.url_path in filters.PAIRS)
notices.draw_fallbacks(problems, view.language)
notices.draw_unknown(unknown, view.language)
notices.draw_absent(atlas, view, on_whole=partial(filters.pick_ward, view, ""))
if screen.url_path in MAPS:
    # The map is on its way to the browser before the controls, and what may be asked for next after both.
    screen.run()
    filters.draw_sidebar(atlas, view, screen.url_path)
    if screen.url_path == FIRST:
        send_ahead(atlas, view, meeting=filters.in_meeting())
else:
    filters.draw_sidebar(atlas, view, screen.url_path)
    screen.run()
