"""The sheets that were kept for a report: added from any screen, put in order, taken out again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.books.book import make_sheet, name_sheet, plan_report, read_sheet
from geo.books.sheet import CHOICES
from geo.errors import GeoError
from geo.tools.words import number, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.books.sheet import Plan, Sheet
    from geo.model import Atlas, Language, View

KEPT: Final = "report_sheets"
"""Addresses of the sheets, in their order."""


def list_kept() -> tuple[str, ...]:
    """Return the addresses of the sheets of this session."""
    return tuple(st.session_state.get(KEPT, ()))


def _keep(addresses: Sequence[str]) -> None:
    st.session_state[KEPT] = tuple(dict.fromkeys(addresses))


def draw_adding(sheet: Sheet, language: Language) -> None:
    """Draw the button that keeps a sheet for the report."""
    kept = sheet.address in list_kept()
    if st.button(
        say("report.added" if kept else "report.add", language),
        icon=":material/check:" if kept else ":material/playlist_add:",
        disabled=kept,
        key=f"report_add_{sheet.kind}",
    ):
        _keep([*list_kept(), sheet.address])
        st.rerun()


def choose_sheet(atlas: Atlas, view: View) -> None:
    """Draw the choice of what of the view in the sidebar is kept: a map, its table, two years, all years."""
    language = view.language
    kind = st.segmented_control(
        say("report.kind", language),
        CHOICES,
        default=CHOICES[0],
        required=True,
        format_func=lambda name: say(f"sheet.{name}", language),
        key="report_kind",
        persist_state="session",
    )
    year2 = _choose_year(atlas, view) if kind == "pair" else None
    if kind == "pair" and year2 is None:
        st.text(say("compare.one_year", language, year=view.year))
        return
    sheet = make_sheet(atlas, kind, view, year2)
    st.text(say("report.in_view", language, name=name_sheet(atlas, sheet)))
    draw_adding(sheet, language)


def _choose_year(atlas: Atlas, view: View) -> int | None:
    others = [str(year) for year in atlas.city.years if year != view.year]
    if not others:
        return None
    asked = st.segmented_control(
        say("report.year2", view.language), others, default=others[-1], required=True, key="report_year2"
    )
    return int(str(asked))


def draw_list(atlas: Atlas, language: Language) -> Plan | None:
    """Draw the sheets in their order, each with what moves it or takes it out; return the plan of them."""
    kept = list_kept()
    if not kept:
        st.text(say("report.nothing", language))
        return None
    with st.container(key="report_rows"):
        for place, address in enumerate(kept):
            _draw_row(atlas, place, address, language)
    # Told as it is typed: when the box is left may be too late.
    title = st.text_input(
        say("report.name", language), max_chars=120, live=True, key="report_name", persist_state="session"
    )
    try:
        return plan_report(atlas, kept, language, title)
    except GeoError as error:
        st.text(error.say(language).lstrip(", "))
        return None


def _draw_row(atlas: Atlas, place: int, address: str, language: Language) -> None:
    """Draw a sheet of the list; one that the data does not have any more can still be taken out."""
    try:
        name = name_sheet(atlas, read_sheet(address, atlas))
    except GeoError as error:
        name = error.say(language).lstrip(", ")
    last = place == len(list_kept()) - 1
    words, *buttons = st.columns([9, 1, 1, 1], vertical_alignment="center", gap="small")
    words.text(f"{number(place + 1, language)}. {name}")
    moves = (("up", "arrow_upward", place == 0), ("down", "arrow_downward", last), ("out", "close", False))
    for column, (move, icon, off) in zip(buttons, moves, strict=True):
        column.button(
            say(f"report.{move}", language),
            icon=f":material/{icon}:",
            help=say(f"report.{move}", language),
            disabled=off,
            on_click=partial(_move, place, move),
            key=f"report_{move}_{place}",
            width="stretch",
        )


def _move(place: int, move: str) -> None:
    kept = list(list_kept())
    sheet = kept.pop(place)
    if move != "out":
        kept.insert(place + (1 if move == "down" else -1), sheet)
    _keep(kept)
