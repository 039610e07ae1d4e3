"""The report: the ward atlas or chosen pages as one file, and a page again by its id."""

import streamlit as st

from geo.tools.words import say
from ui import data, filters, notices
from ui.page_id import draw_page_id
from ui.report_list import choose_sheet, draw_list, list_kept
from ui.report_maker import choose_format, choose_plan, draw_done, draw_making

atlas = data.load_atlas()
view, _ = filters.current_view(atlas)
language = view.language

notices.draw_banner(data.load_map(atlas, view).furniture)
st.title(say("report.title", language), anchor=False)
left, right = st.columns([3, 2], gap="large")
with left:
    chosen = st.segmented_control(
        say("report.what", language),
        ["atlas", "chosen"],
        default="chosen" if list_kept() else "atlas",
        required=True,
        format_func=lambda kind: say(f"report.what_{kind}", language),
        key="report_what",
    )
    st.text(say(f"report.about_{chosen}", language))
    if chosen == "chosen":
        choose_sheet(atlas, view)
        st.header(say("report.list", language), anchor=False)
    plan = draw_list(atlas, language) if chosen == "chosen" else choose_plan(atlas, view)
    if plan is not None:
        draw_making(atlas, plan, choose_format(language))
    draw_done(language)
with right:
    draw_page_id(atlas, language)
