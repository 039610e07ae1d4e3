"""The report: the ward atlas as one file, and a page again by its id."""

import streamlit as st

from geo.words import say
from ui import data, filters, notices, theme
from ui.page_id import draw_page_id
from ui.report_maker import choose_plan, draw_done, draw_making

atlas = data.load_atlas()
view, _ = filters.current_view(atlas)
language = view.language

notices.draw_banner(data.load_map(atlas, view).furniture)
st.title(say("report.title", language))
left, right = st.columns([3, 2], gap="large")
with left:
    st.text(say("report.about", language))
    plan, suffix = choose_plan(atlas, view)
    draw_making(atlas, plan, suffix)
    draw_done(language)
with right:
    draw_page_id(atlas, language)
theme.say_language(language)
