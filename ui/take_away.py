"""What can be taken away from the view on the screen: the page as a file, the table as a file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.book import make_sheet
from geo.cluster_tables import list_tables
from geo.export import file_name, write_table_csv
from geo.formats import FORMATS, OF_YEARS
from geo.handout import hand_out
from geo.model import A4_LANDSCAPE, LAYOUTS, ThematicMap
from geo.paint import paint_png
from geo.pair import make_pair
from geo.pair_years import make_years
from geo.shown import compose_shown, head_of
from geo.words import say
from geo.workbook_tables import write_tables_xlsx
from ui import data
from ui.report_list import draw_adding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Atlas, Language, Layout, View
    from geo.model_clusters import ClusterReport
    from geo.model_pair import Shown

PREVIEW_DPI: Final = 80
TABLES: Final = ("csv", "xlsx")
SHEETS: Final = tuple(suffix for suffix in FORMATS if suffix not in TABLES)
PAGES: Final = tuple(suffix for suffix, kind in FORMATS.items() if kind.takes == "page")
"""The kinds of file of a map that has tables of its own."""


def draw_downloads(atlas: Atlas, thematic_map: ThematicMap) -> None:
    """Draw the buttons: export the map, download the table, keep it for the report."""
    language = thematic_map.view.language
    with st.container(horizontal=True, key="take_away"):
        if st.button(say("export.open", language), type="primary", icon=":material/picture_as_pdf:"):
            show_export(atlas, thematic_map)
        for suffix in TABLES:
            _draw_download(atlas, thematic_map, suffix)
        draw_adding(make_sheet(atlas, "map", thematic_map.view), language)


def _draw_download(
    atlas: Atlas, shown: Shown, suffix: str, *, layout: Layout = A4_LANDSCAPE, shapes: bool = False
) -> None:
    """Draw the button of a kind of file, which is made, and its page id noted, when it is asked for."""
    head = head_of(shown)

    def make() -> bytes:
        return hand_out(atlas, shown, suffix, layout=layout, shapes=shapes)[0]

    st.download_button(
        say(f"export.{suffix}", head.view.language),
        make,
        file_name=file_name(head, suffix),
        mime=FORMATS[suffix].mime,
        on_click="ignore",
        key=f"download_{suffix}",
    )


def show_export(atlas: Atlas, thematic_map: ThematicMap) -> None:
    """Open the export: paper, preview, files of exactly the view on the screen."""

    @st.dialog(say("export.title", thematic_map.view.language), width="medium")
    def dialog() -> None:
        kinds = [suffix for suffix in FORMATS if suffix not in TABLES]
        _draw_export(atlas, thematic_map, kinds)

    dialog()


def _draw_export(atlas: Atlas, shown: Shown, kinds: Sequence[str]) -> None:
    language = head_of(shown).view.language
    layout = _choose_paper(language)
    shapes = isinstance(shown, ThematicMap) and st.toggle(say("export.shapes", language), key="export_shapes")
    with st.container(horizontal=True):
        for suffix in kinds:
            _draw_download(atlas, shown, suffix, layout=layout, shapes=shapes)
    page = compose_shown(shown, layout, emblem=data.read_emblem(atlas.city))
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
    """Draw the buttons: export two years, or all years, as a page; keep the two years for the report."""
    label = say("export.open_pair", view.language)
    with st.container(horizontal=True, key="take_away_pair"):
        opened = st.button(label, icon=":material/picture_as_pdf:", key="export_pair")
        draw_adding(make_sheet(atlas, "pair", view, year2), view.language)
    if opened:

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
        format_func=lambda key: say(f"sheet.{key}", language),
    )
    shown = make_pair(atlas, view, year2) if chosen == "pair" else make_years(atlas, view)
    _draw_export(atlas, shown, OF_YEARS)


def draw_cluster_downloads(report: ClusterReport) -> None:
    """Draw the buttons: the tables of clusters and models as one workbook, and each as CSV."""
    language, tables = report.map.view.language, list_tables(report)
    with st.container(horizontal=True, key="take_away_clusters"):
        st.download_button(
            say("export.xlsx", language),
            partial(write_tables_xlsx, tables, report.map),
            file_name=file_name(report.map, "xlsx"),
            mime=FORMATS["xlsx"].mime,
            on_click="ignore",
            key="download_clusters_xlsx",
        )
        for name, table in zip(("clusters", "models"), tables, strict=True):
            st.download_button(
                f"{say('export.csv', language)}: {table.title}",
                partial(write_table_csv, table, report.map),
                file_name=f"{name}_{file_name(report.map, 'csv')}",
                mime=FORMATS["csv"].mime,
                on_click="ignore",
                key=f"download_{name}_csv",
            )
