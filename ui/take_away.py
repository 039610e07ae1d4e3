"""What can be taken away from the view on the screen: the page as a file, the table as a file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.export import file_name
from geo.formats import FORMATS, OF_YEARS, make_file
from geo.model import A4_LANDSCAPE, LAYOUTS
from geo.page import compose_page
from geo.paint import paint_png
from geo.pair import make_pair
from geo.pair_years import make_years
from geo.shown import compose_shown, head_of
from geo.words import say
from ui import data

if TYPE_CHECKING:
    from geo.model import Atlas, Language, Layout, ThematicMap, View

PREVIEW_DPI: Final = 80
TABLES: Final = ("csv", "xlsx")


def draw_downloads(thematic_map: ThematicMap) -> None:
    """Draw the buttons: export the map, download the table; a file is made when it is asked for."""
    language = thematic_map.view.language
    with st.container(horizontal=True, key="take_away"):
        if st.button(say("export.open", language), type="primary", icon=":material/picture_as_pdf:"):
            show_export(thematic_map)
        for suffix in TABLES:
            _draw_download(suffix, thematic_map)


def _draw_download(suffix: str, thematic_map: ThematicMap, layout: Layout = A4_LANDSCAPE) -> None:
    st.download_button(
        say(f"export.{suffix}", thematic_map.view.language),
        partial(make_file, thematic_map, suffix, layout=layout, emblem=data.read_emblem(thematic_map.city)),
        file_name=file_name(thematic_map, suffix),
        mime=FORMATS[suffix].mime,
        on_click="ignore",
        key=f"download_{suffix}",
    )


def show_export(thematic_map: ThematicMap) -> None:
    """Open the export: paper, preview, files of exactly the view on the screen."""

    @st.dialog(say("export.title", thematic_map.view.language), width="medium")
    def dialog() -> None:
        _draw_export(thematic_map)

    dialog()


def _draw_export(thematic_map: ThematicMap) -> None:
    layout = _choose_paper(thematic_map.view.language)
    with st.container(horizontal=True):
        for suffix in FORMATS:
            if suffix not in TABLES:
                _draw_download(suffix, thematic_map, layout)
    page = compose_page(thematic_map, layout, emblem=data.read_emblem(thematic_map.city))
    st.image(paint_png(page, dpi=PREVIEW_DPI), width="stretch")


def _choose_paper(language: Language) -> Layout:
    name = st.segmented_control(
        say("export.paper", language),
        list(LAYOUTS),
        default=next(iter(LAYOUTS)),
        required=True,
        format_func=lambda key: say(f"paper.{key}", language),
    )
    return LAYOUTS[name]


def draw_pair_downloads(atlas: Atlas, view: View, year2: int) -> None:
    """Draw the button that exports two years, or all years, as a page."""
    label = say("export.open_pair", view.language)
    if st.button(label, icon=":material/picture_as_pdf:", key="export_pair"):

        @st.dialog(label, width="medium")
        def dialog() -> None:
            _draw_pair_export(atlas, view, year2)

        dialog()


def _draw_pair_export(atlas: Atlas, view: View, year2: int) -> None:
    language = view.language
    chosen = st.segmented_control(
        say("export.what", language),
        ["pair", "years"],
        default="pair",
        required=True,
        format_func=lambda key: say(f"export.page_{key}", language),
    )
    layout, emblem = _choose_paper(language), data.read_emblem(atlas.city)
    shown = make_pair(atlas, view, year2) if chosen == "pair" else make_years(atlas, view)
    with st.container(horizontal=True):
        for suffix in OF_YEARS:
            st.download_button(
                say(f"export.{suffix}", language),
                partial(make_file, shown, suffix, layout=layout, emblem=emblem),
                file_name=file_name(head_of(shown), suffix),
                mime=FORMATS[suffix].mime,
                on_click="ignore",
                key=f"download_pair_{suffix}",
            )
    st.image(paint_png(compose_shown(shown, layout, emblem=emblem), dpi=PREVIEW_DPI), width="stretch")
