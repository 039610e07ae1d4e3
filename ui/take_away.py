"""What can be taken away from the view on the screen: the page as a file, the table as a file."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.books.book import make_sheet
from geo.books.handout import hand_out
from geo.books.views import show_view
from geo.export import file_name, write_table_csv
from geo.formats import FORMATS, OF_YEARS
from geo.layout.shown import compose_shown, head_of
from geo.model import A4_LANDSCAPE, LAYOUTS, RESOLUTIONS
from geo.office.workbook_tables import write_tables_xlsx
from geo.paint import paint_png
from geo.pairs.cluster_tables import list_tables
from geo.tools.words import say
from ui import data
from ui.report_list import draw_adding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.books.sheet import Sheet
    from geo.model import Atlas, Language, Layout, ThematicMap, View
    from geo.model.clusters import ClusterReport

    Looks = tuple[Layout, bool]

PREVIEW_DPI: Final = 80
TABLES: Final = ("csv", "xlsx")
SHEETS: Final = tuple(suffix for suffix in FORMATS if suffix not in TABLES)
A4_LOOKS: Final = (A4_LANDSCAPE, False)


def draw_downloads(atlas: Atlas, thematic_map: ThematicMap) -> None:
    """Draw the buttons: export the map, download the table, keep it for the report."""
    language = thematic_map.view.language
    sheet = make_sheet(atlas, "map", thematic_map.view)
    with st.container(horizontal=True, key="take_away"):
        if st.button(say("export.open", language), type="primary", icon=":material/picture_as_pdf:"):
            _open_export(atlas, sheet, SHEETS)
        for suffix in TABLES:
            _draw_download(atlas, sheet, thematic_map, suffix)
        draw_adding(sheet, language)


def _draw_download(
    atlas: Atlas, sheet: Sheet, named: ThematicMap, suffix: str, looks: Looks = A4_LOOKS
) -> None:
    """Draw the button of a kind of file, which is made, and its page id noted, when it is asked for."""
    layout, shapes = looks

    def make() -> bytes:
        return hand_out(atlas, sheet, suffix, layout=layout, shapes=shapes)[0]

    st.download_button(
        say(f"export.{suffix}", named.view.language),
        make,
        file_name=file_name(named, suffix),
        mime=FORMATS[suffix].mime,
        on_click="ignore",
        key=f"download_{sheet.kind}_{suffix}",
    )


def _open_export(atlas: Atlas, sheet: Sheet, kinds: Sequence[str]) -> None:
    """Open the export: paper, preview, files of exactly the view on the screen."""

    @st.dialog(say("export.title", sheet.view.language), width="medium")
    def dialog() -> None:
        _draw_export(atlas, sheet, kinds)

    dialog()


def _draw_export(atlas: Atlas, sheet: Sheet, kinds: Sequence[str]) -> None:
    language, shown = sheet.view.language, show_view(atlas, sheet)
    layout = replace(choose_paper(language), dpi=_choose_resolution(language))
    shapes = "pptx" in kinds and st.toggle(say("export.shapes", language), key="export_shapes")
    with st.container(horizontal=True):
        for suffix in kinds:
            _draw_download(atlas, sheet, head_of(shown), suffix, (layout, shapes))
    page = compose_shown(shown, layout, emblem=data.read_emblem(atlas.city))
    furniture = head_of(shown).furniture
    alt = f"{furniture.title}. {furniture.sentence}"
    st.image(paint_png(page, dpi=PREVIEW_DPI), width="stretch", alt=alt)


def choose_paper(language: Language, first: str = A4_LANDSCAPE.name) -> Layout:
    """Draw the choice of paper; it begins with the one that is named."""
    name = st.segmented_control(
        say("export.paper", language),
        list(LAYOUTS),
        default=first,
        required=True,
        format_func=lambda key: say(f"paper.{key}", language),
    )
    return LAYOUTS[name]


def _choose_resolution(language: Language) -> int:
    """Draw the choice of the resolution of a PNG."""
    name = st.segmented_control(
        say("export.dpi", language),
        list(RESOLUTIONS),
        default=next(iter(RESOLUTIONS)),
        required=True,
        format_func=lambda key: say(f"export.dpi_{key}", language),
        key="export_dpi",
    )
    return RESOLUTIONS[name]


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
    _draw_export(atlas, make_sheet(atlas, "pair" if chosen == "pair" else "years", view, year2), OF_YEARS)


def draw_cluster_downloads(atlas: Atlas, view: View, report: ClusterReport) -> None:
    """Draw the buttons: the map as a page, the tables as one workbook each as CSV; keep for the report."""
    language, tables = view.language, list_tables(report)
    sheet = make_sheet(atlas, "clusters", view)
    with st.container(horizontal=True, key="take_away_clusters"):
        if st.button(say("export.open", language), type="primary", icon=":material/picture_as_pdf:"):
            _open_export(atlas, sheet, OF_YEARS)
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
                file_name=file_name(report.map, "csv", table.title),
                mime=FORMATS["csv"].mime,
                on_click="ignore",
                key=f"download_{name}_csv",
            )
        draw_adding(sheet, language)
