"""What can be taken away from the view on the screen: the page as a file, the table as a file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.export import file_name, write_csv
from geo.model import LAYOUTS
from geo.office import write_xlsx
from geo.page import compose_page
from geo.paint import paint_pdf, paint_png, paint_svg
from geo.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.model import ThematicMap

PREVIEW_DPI: Final = 80
MIME: Final = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def draw_downloads(thematic_map: ThematicMap) -> None:
    """Draw the buttons: export the map, download the table; a file is made when it is asked for."""
    language = thematic_map.view.language
    with st.container(horizontal=True, key="take_away"):
        if st.button(say("export.open", language), type="primary", icon=":material/picture_as_pdf:"):
            show_export(thematic_map)
        _draw_download("csv", say("export.csv", language), thematic_map, partial(write_csv, thematic_map))
        _draw_download("xlsx", say("export.xlsx", language), thematic_map, partial(write_xlsx, thematic_map))


def _draw_download(suffix: str, label: str, thematic_map: ThematicMap, make: Callable[[], bytes]) -> None:
    st.download_button(
        label,
        make,
        file_name=file_name(thematic_map, suffix),
        mime=MIME[suffix],
        on_click="ignore",
        key=f"download_{suffix}",
    )


def show_export(thematic_map: ThematicMap) -> None:
    """Open the export: paper, preview, files of exactly the view on the screen."""
    language = thematic_map.view.language

    @st.dialog(say("export.title", language), width="medium")
    def dialog() -> None:
        _draw_export(thematic_map)

    dialog()


def _draw_export(thematic_map: ThematicMap) -> None:
    language = thematic_map.view.language
    name = st.segmented_control(
        say("export.paper", language),
        list(LAYOUTS),
        default=next(iter(LAYOUTS)),
        required=True,
        format_func=lambda key: say(f"paper.{key}", language),
    )
    page = compose_page(thematic_map, LAYOUTS[name])
    with st.container(horizontal=True):
        _draw_download("pdf", say("export.pdf", language), thematic_map, partial(paint_pdf, page))
        _draw_download("png", say("export.png", language), thematic_map, partial(paint_png, page))
        _draw_download("svg", say("export.svg", language), thematic_map, partial(paint_svg, page))
    st.image(paint_png(page, dpi=PREVIEW_DPI), width="stretch")
