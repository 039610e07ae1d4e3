"""The versions of the data folder, what each one changed, and the way back; also when the data is broken."""

from __future__ import annotations

import csv
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.errors import GeoError, StoreError
from geo.store import look, undo
from geo.storing.borders import KINDS
from geo.storing.history import read_history, read_object
from geo.storing.words import say_counts, say_time, say_unit, say_version
from geo.tools.words import say
from ui.data import data_folder
from ui.data_page.parts import STORED, ask_who, draw_differences, draw_refusal, draw_rows, press
from ui.data_page.seen import see, seen
from ui.frames import draw_frame
from ui.held import hold
from ui.markdown import escape_markdown

if TYPE_CHECKING:
    from geo.model import Catalogue, Language
    from geo.storing.desk import Desk
    from geo.storing.history import Version


def draw_history(desk: Desk | None, language: Language) -> None:
    """Draw the versions; without a desk (the data cannot be read) what they changed is left out.

    Parameters
    ----------
    desk
        For the names of units.
    """
    versions, damaged = read_history(data_folder())
    if damaged:
        draw_refusal(StoreError(damaged), language, key="refusal_history")
    if not (versions or damaged):
        st.text(say("command.no_history", language))
    if not versions:
        return
    catalogue = desk.catalogue if desk else None
    draw_frame(
        {
            say("data.version", language): [version.number for version in versions],
            say("data.when", language): [say_time(version.when, language) for version in versions],
            say("data.who", language): [version.who for version in versions],
            say("data.what", language): [say_version(version, language, catalogue) for version in versions],
            say("data.counts", language): [say_counts(version, language) for version in versions],
        },
        alt=say("data.history", language),
        key="history",
    )
    numbers = {version.number: version for version in versions}
    hold("history_version", numbers)
    number = st.selectbox(
        say("data.version", language),
        list(numbers),
        format_func=lambda one: _say_choice(numbers[one], catalogue, language),
        key="history_version",
    )
    if desk:
        _draw_version(desk, numbers[number], language)
    if desk and numbers[number].files == desk.base:
        with st.container(key="undo"):
            st.text(say("data.is_current", language))
    else:
        _draw_undo(numbers[number], language)


def _say_choice(version: Version, catalogue: Catalogue | None, language: Language) -> str:
    words = (str(version.number), say_time(version.when, language), say_version(version, language, catalogue))
    return " · ".join(words)


def _draw_version(desk: Desk, version: Version, language: Language) -> None:
    """Draw what a version changed, unit by unit, and what became of the rows that came in."""
    note = version.note
    if note.differences:
        # What was stored then may have been replaced since: no head says what is stored now.
        heads = ("was", "became")
        draw_differences(desk, note.differences, language, key=f"version_{version.number}", heads=heads)
    _draw_sent(desk, version, language)
    if not note.ledger:
        return
    try:
        lines = list(csv.DictReader(read_object(desk.folder, note.ledger).decode().splitlines()))
    except GeoError as error:
        draw_refusal(error, language, key="refusal_ledger")
        return
    st.text(say("data.rows_of", language, source=note.source))
    rows = pd.DataFrame(lines)
    if "sheet" in rows and rows["sheet"].str.partition(":")[0].isin(KINDS).all():
        rows["map_layer"] = [_say_layer(sheet, language) for sheet in rows.pop("sheet")]
    draw_rows(
        rows,
        lambda unit: say_unit(unit, desk.boundaries),
        language,
        key=f"version_{version.number}",
    )


def _say_layer(sheet: str, language: Language) -> str:
    """Return whose borders a row of a ledger is, and its layer if there were several: "hamlets: a.zip/b"."""
    kind, _, layer = sheet.partition(": ")
    return ": ".join(filter(None, (say(f"borders.{kind}", language), layer)))


def _draw_sent(desk: Desk, version: Version, language: Language) -> None:
    """Draw where the files that were sent can be had again, byte for byte."""
    sources = version.note.sources
    if not sources:
        return
    with st.container(horizontal=True):
        for place, (name, sha) in enumerate(sources.items()):
            st.download_button(
                escape_markdown(say("data.download_sent", language, name=name)),
                partial(read_object, desk.folder, sha),
                file_name=name,
                on_click="ignore",
                key=f"sent_{version.number}_{place}",
            )


def _draw_undo(version: Version, language: Language) -> None:
    """Draw the way back to a version."""
    who = ask_who(language)
    st.text(say("data.undo_explain", language))
    label = say("data.undo", language, version=version.number)
    if not press(label, who, language, key="undo"):
        return
    folder = data_folder()
    try:
        with st.spinner(say("data.storing", language)):
            stored = undo(folder, version.number, base=seen(look(folder)), who=who)
    except GeoError as error:
        draw_refusal(error, language, key="refusal_undo")
        return
    see(stored.files)
    st.session_state[STORED] = stored.number
    st.rerun()
