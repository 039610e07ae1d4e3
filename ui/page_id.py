"""The box for a page id: what it names, whether it is still the same, and the way back to its view."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

import streamlit as st

from geo.books.book import read_sheet
from geo.books.reissue import find_page, list_ways, make_again
from geo.books.reissue_words import write_found
from geo.books.sheet import TAKEN
from geo.books.views import draw_sheet_map, show_view
from geo.errors import GeoError
from geo.export import file_name
from geo.formats import FORMATS
from geo.layout.shown import head_of
from geo.model import find_layout
from geo.tools.words import say
from ui.take_away import choose_paper

if TYPE_CHECKING:
    from geo.books.reissue import Found
    from geo.books.sheet import Sheet
    from geo.model import Atlas, Language

SCREENS: Final = {"pair": "compare", "years": "compare", "clusters": "clusters"}
"""Kind of a sheet → the screen that shows the same; the others are on that of the map."""


def draw_page_id(atlas: Atlas, language: Language) -> None:
    """Draw the box, and below it what the id that was typed in names."""
    st.header(say("report.id_title", language), anchor=False)
    text = st.text_input(
        say("report.id_label", language),
        placeholder=say("report.id_hint", language),
        max_chars=200,
        key="report_id",
        persist_state="session",
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
        f"screens/{SCREENS.get(sheet.kind, 'map')}.py",
        label=say("report.open_view", language),
        icon=":material/map:",
        query_params=query | ({"year2": [str(sheet.year2)]} if sheet.year2 is not None else {}),
    )
    if found.state in ("same", "program"):
        _draw_files(atlas, found, sheet, language)


def _draw_files(atlas: Atlas, found: Found, sheet: Sheet, language: Language) -> None:
    """Draw a button a kind of file: first the one that was handed out; pages are on any paper."""
    st.text(say("report.again", language))
    papers = dict.fromkeys(FORMATS, found.paper)
    if sheet.kind in TAKEN:
        handed = find_layout(found.paper)
        chosen = replace(handed, name=choose_paper(language, handed.name).name).code
        papers |= {kind: chosen for kind, one in FORMATS.items() if one.takes == "page"}
    named = head_of(show_view(atlas, sheet)) if sheet.kind in TAKEN else draw_sheet_map(atlas, sheet)
    with st.container(horizontal=True):
        for place, kind in enumerate(list_ways(atlas, found)):
            st.download_button(
                say(f"export.{kind}", language),
                partial(make_again, atlas, replace(found, paper=papers[kind]), kind),
                file_name=file_name(named, kind),
                mime=FORMATS[kind].mime,
                on_click="ignore",
                type="secondary" if place else "primary",
                key=f"report_again_{kind}",
            )
