"""Making a book from the screen: what is chosen, the work with its progress, the finished files."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.books.book import FORMATS as BOOK_FORMATS
from geo.books.book import Plan, list_sheets
from geo.books.bookshelf import write_book
from geo.books.version import name_version
from geo.books.views import draw_sheet_map
from geo.errors import GeoError
from geo.export import file_name
from geo.formats import FORMATS
from geo.tools.words import number, say
from geo.units import list_units
from ui.choices import name_wards
from ui.files import ROOT
from ui.held import hold
from ui.markdown import escape_markdown

if TYPE_CHECKING:
    from geo.books.pages import Progress
    from geo.model import Atlas, Language, ThematicMap, View

SHELF: Final = ROOT / ".cache" / "books"
KEPT: Final = 20
"""Finished files that stay on the shelf; the oldest goes first."""

NAMES: Final = {"pdf": "PDF", "pptx": "PowerPoint", "docx": "Word"}
DONE: Final = "report_done"


def choose_plan(atlas: Atlas, view: View) -> Plan:
    """Draw the choices of an atlas; they begin with what is in view."""
    language = view.language
    names = name_wards(atlas)
    wards = st.multiselect(
        say("filter.wards", language),
        list(names),
        default=list(view.wards),
        format_func=names.__getitem__,
        placeholder=say("report.all_wards", language, count=number(_count_wards(atlas, view), language)),
        key="report_wards",
    )
    offered = list(atlas.catalogue.indicators)
    indicators = st.multiselect(
        say("filter.indicator", language),
        offered,
        default=None if hold("report_indicators", offered) else [view.indicator],
        format_func=lambda name: atlas.catalogue.indicators[name].title[language],
        placeholder=say("report.choose", language),
        key="report_indicators",
    )
    years = st.pills(
        say("filter.year", language),
        [str(year) for year in atlas.city.years],
        selection_mode="multi",
        default=[str(view.year)],
        key="report_years",
    )
    return Plan(tuple(map(int, sorted(years))), tuple(indicators), tuple(sorted(wards)), language)


def choose_format(language: Language) -> str:
    """Draw the choice of the kind of file."""
    suffix = st.segmented_control(
        say("report.format", language),
        BOOK_FORMATS,
        default=BOOK_FORMATS[0],
        required=True,
        format_func=NAMES.__getitem__,
        key="report_format",
        persist_state="session",
    )
    return str(suffix)


def _count_wards(atlas: Atlas, view: View) -> int:
    """Return how many wards the chosen years have, by the choice below; at first the year in view."""
    years = st.session_state.get("report_years", [view.year])
    return len({code for year in years for code in list_units(atlas.boundaries, "ward", int(year)).index})


def draw_making(atlas: Atlas, plan: Plan, suffix: str) -> None:
    """Draw the button that starts the work; while it runs, its progress and the button that stops it."""
    language = plan.language
    try:
        sheets = list_sheets(atlas, plan)
    except GeoError as error:
        st.text(error.say(language))
        return
    kind = "report" if plan.chosen else "atlas"
    st.text(say(f"report.{kind}_sheets", language, count=number(len(sheets), language)))
    if not st.button(
        say(f"report.make_{kind}", language), type="primary", icon=":material/menu_book:", key="report_make"
    ):
        return
    path = _name_file(atlas, plan, suffix)
    with st.container(key="report_work"):
        # Any click stops the run of this script where it next speaks to the browser; no file is there then.
        st.button(say("report.cancel", language), icon=":material/close:", key="report_cancel")
        bar = st.progress(0.0, text=say("report.starting", language))

        def tell(done: int, total: int, name: str) -> None:
            shown = say("reissue.drawing", language, done=done, total=total, name=name)
            bar.progress(min(done / total, 1.0), text=escape_markdown(shown))

        _write(atlas, plan, path, tell)
    label = f"{_name_book(atlas, plan)} – {NAMES[suffix]}"
    st.session_state[DONE] = {str(path): label} | st.session_state.get(DONE, {})
    st.rerun()


def _write(atlas: Atlas, plan: Plan, path: Path, tell: Progress) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    write_book(atlas, plan, path, progress=tell)
    finished = sorted(SHELF.glob("*/*"), key=lambda file: file.stat().st_mtime, reverse=True)
    for old in finished[KEPT:]:
        old.unlink(missing_ok=True)


def _draw_cover(atlas: Atlas, plan: Plan) -> ThematicMap:
    return draw_sheet_map(atlas, list_sheets(atlas, plan)[0])


def _name_book(atlas: Atlas, plan: Plan) -> str:
    """Return the title of an atlas, and what it is about."""
    furniture = _draw_cover(atlas, plan).furniture
    return f"{furniture.title}. {furniture.subtitle}"


def _name_file(atlas: Atlas, plan: Plan, suffix: str) -> Path:
    """Return where an atlas stands when it is finished: the same plan, data and program, the same place."""
    cover = _draw_cover(atlas, plan)
    key = hashlib.sha256(f"{plan}{atlas.fingerprint}{name_version()}".encode()).hexdigest()[:16]
    stem = say("book.report_stem" if plan.chosen else "book.stem", plan.language)
    name = f"{stem}_{file_name(cover, suffix)}"
    return SHELF / key / name


def draw_done(language: Language) -> None:
    """Draw the files that are finished, the latest first."""
    labels = {Path(name): label for name, label in st.session_state.get(DONE, {}).items()}
    paths = [path for path in labels if path.is_file()]
    if not paths:
        return
    st.header(say("report.done", language), anchor=False)
    for path in paths:
        size = number(path.stat().st_size / 1e6, language, 1)
        st.download_button(
            escape_markdown(say("report.download", language, name=labels[path], size=size)),
            path.read_bytes,
            file_name=path.name,
            mime=FORMATS[path.suffix.lstrip(".")].mime,
            on_click="ignore",
            icon=":material/download:",
            wrap=True,
            key=f"report_file_{path.parent.name}_{path.suffix}",
        )
