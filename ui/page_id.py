"""The box for a page id: what it names, whether it is still the same, and the way back to its view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

import streamlit as st

from geo.book import read_sheet
from geo.errors import GeoError
from geo.paint import paint_pdf
from geo.reissue import draw_pages, find_page
from geo.reissue_words import write_found
from geo.words import say

if TYPE_CHECKING:
    from geo.model import Atlas, Language
    from geo.reissue import Found

SCREENS: Final = {"pair": "compare", "years": "compare", "clusters": "clusters"}
"""Kind of a sheet → the screen that shows the same; the others are on that of the map."""


def draw_page_id(atlas: Atlas, language: Language) -> None:
    """Draw the box, and below it what the id that was typed in names."""
    st.header(say("report.id_title", language), anchor=False)
    text = st.text_input(
        say("report.id_label", language),
        placeholder=say("report.id_hint", language),
        max_chars=40,
        key="report_id",
    )
    if not text.strip():
        return
    try:
        found = find_page(atlas, text)
    except GeoError as error:
        st.text(error.say(language).lstrip(", "))
        return
    with st.container(key="report_found"):
        for line in write_found(found, language):
            st.text(line)
        if found.state != "gone":
            _draw_ways(atlas, found, language)


def _draw_ways(atlas: Atlas, found: Found, language: Language) -> None:
    """Draw the link to the view, and the page as a file as long as its data is there."""
    sheet = read_sheet(found.address, atlas)
    query = parse_qs(sheet.view.address, keep_blank_values=True)
    st.page_link(
        f"ui/screens/{SCREENS.get(sheet.kind, 'map')}.py",
        label=say("report.open_view", language),
        icon=":material/map:",
        query_params=query | ({"year2": [str(sheet.year2)]} if sheet.year2 is not None else {}),
    )
    if found.state in ("same", "program"):
        st.download_button(
            say("report.again", language),
            lambda: paint_pdf(draw_pages(atlas, found)),
            file_name=f"{found.page_id}.pdf",
            mime="application/pdf",
            on_click="ignore",
            icon=":material/picture_as_pdf:",
            key="report_again",
        )
