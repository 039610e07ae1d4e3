"""A clerk's file on the screen: what it is for, how it was read, what it changes, and storing it."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.errors import GeoError
from geo.storing.history import hash_bytes
from geo.storing.kinds import find_kinds, list_kinds
from geo.storing.match import write_ledger
from geo.storing.named import Decisions
from geo.storing.table import Wish, make_change
from geo.storing.words import say_subject, say_unit
from geo.tools.words import number, say
from ui import desk as shelf
from ui.data_page.naming import UNITS, WARDS, draw_naming, read_named
from ui.data_page.parts import (
    OPEN_STATUSES,
    draw_differences,
    draw_hints,
    draw_refusal,
    draw_rows,
    draw_store,
)
from ui.data_page.proposals import draw_proposals, read_decisions
from ui.data_page.reading import draw_fixes, draw_reading, read_fixes
from ui.held import hold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.delta_generator import DeltaGenerator

    from geo.clerks.clerk import ClerkTable
    from geo.model import Language
    from geo.storing.desk import Desk, Sent
    from geo.storing.table import Preview

YEARS_BACK: Final = 10
WISH: Final = "wish"


@dataclass(frozen=True, eq=False)
class Taken:
    """A file as this person takes it now.

    Parameters
    ----------
    tag
        What tells it apart in the session.
    sent, tables, wish
        The file, how it was read, and how it is taken.
    """

    tag: str
    sent: Sent
    tables: tuple[ClerkTable, ...]
    wish: Wish


def take(desk: Desk, name: str, content: bytes) -> Taken | GeoError:
    """Return a file as this person takes it now, or why it cannot be read."""
    sent = shelf.load_sent(name, content)
    if isinstance(sent, GeoError):
        return sent
    tag = sent.sha[:12]
    fixes = read_fixes(tag)
    tables = shelf.load_tables(desk, sent, Wish("", correction=fixes))
    if isinstance(tables, GeoError):
        return tables
    said = st.session_state.get(f"{WISH}_{tag}", {})
    found = find_kinds(tables, desk.boundaries, desk.catalogue)
    kind = said.get("kind") or (found or list_kinds(desk.catalogue))[0]
    decisions = replace(read_decisions(tag), units=read_named(UNITS, tag), wards=read_named(WARDS, tag))
    wish = Wish(kind, said.get("year") or None, fixes, decisions)
    read = shelf.load_tables(desk, sent, Wish("", wish.year, fixes))
    return Taken(tag, sent, tables if isinstance(read, GeoError) else read, wish)


def take_all(desk: Desk, taken: Taken) -> tuple[Taken, ...]:
    """Return a file once for each kind of values that it has, and for the one that was chosen for it."""
    found = find_kinds(taken.tables, desk.boundaries, desk.catalogue)
    kinds = dict.fromkeys((*found, taken.wish.kind))
    return tuple(replace(taken, wish=replace(taken.wish, kind=kind)) for kind in kinds)


def draw_table_import(desk: Desk, name: str, content: bytes, language: Language) -> None:
    """Draw one clerk's file, from how it was read to the button that stores it."""
    with st.spinner(say("data.opening", language)):
        taken = take(desk, name, content)
    if isinstance(taken, GeoError):
        draw_refusal(taken, language)
        if not isinstance(shelf.load_sent(name, content), GeoError):
            draw_fixes(desk, (), language, tag=hash_bytes(content)[:12])
        return
    _ask_wish(desk, taken, language)
    # What is in the way stands above the long tables, not behind them.
    obstacles = st.container()
    st.subheader(say("data.understood", language), anchor=False)
    draw_reading(desk, taken.sent, taken.tables, language, tag=taken.tag)
    draw_fixes(desk, taken.tables, language, tag=taken.tag)
    _draw_effect(desk, taken, obstacles, language)


def _ask_wish(desk: Desk, taken: Taken, language: Language) -> None:
    """Ask what the file is for and which year it is about, as far as it does not say so itself."""
    tag, tables = taken.tag, taken.tables
    kinds = list_kinds(desk.catalogue)
    left, right = st.columns(2)
    key = f"kind_{tag}"
    left.selectbox(
        say("data.kind", language),
        kinds,
        index=0 if hold(key, kinds) else kinds.index(taken.wish.kind),
        format_func=lambda one: say_subject(one, desk.catalogue, language),
        key=key,
        on_change=_keep_wish,
        args=(tag, "kind"),
    )
    said = ", ".join(map(str, sorted({table.title_year for table in tables if table.title_year})))
    in_rows = any("year" in row.values for table in tables for row in table.units())
    words = said or say("data.year_in_rows" if in_rows else "data.year_not_said", language)
    years = [0, *range(datetime.now(UTC).year, min(desk.city.years) - YEARS_BACK, -1)]
    key = f"year_{tag}"
    right.selectbox(
        say("data.year", language),
        years,
        index=0 if hold(key, years) else years.index(taken.wish.year or 0),
        format_func=lambda one: str(one) if one else say("data.year_of_file", language, year=words),
        key=key,
        on_change=_keep_wish,
        args=(tag, "year"),
    )


def _keep_wish(tag: str, part: str) -> None:
    said = st.session_state.get(f"{WISH}_{tag}", {})
    st.session_state[f"{WISH}_{tag}"] = {**said, part: st.session_state[f"{part}_{tag}"]}


def _draw_effect(desk: Desk, taken: Taken, obstacles: DeltaGenerator, language: Language) -> None:
    """Draw what becomes of the rows, what is for a person to decide, and what would be stored."""
    tag, undecided = taken.tag, replace(taken.wish, decisions=Decisions(wards=taken.wish.decisions.wards))
    with st.spinner(say("data.comparing", language)):
        plain = shelf.load_preview(desk, taken.sent, undecided)
        preview = shelf.load_preview(desk, taken.sent, taken.wish)
    if isinstance(plain, GeoError):
        with obstacles:
            draw_refusal(plain, language)
        return
    written = _list_written(taken.tables)
    draw_proposals(plain.ledger.rows, written, language, tag=tag)
    if isinstance(preview, GeoError):
        with obstacles:
            draw_refusal(preview, language)
        return
    draw_naming(desk, preview, written, language, tag=tag)
    st.subheader(say("data.ledger", language), anchor=False)
    rows = preview.ledger.rows
    spots = zip(rows["sheet"], rows["row"], strict=True)
    rows = rows.assign(as_written=[written.get(spot, "") for spot in spots])
    draw_rows(rows, lambda unit: say_unit(unit, desk.boundaries), language, key=f"ledger_{tag}")
    _draw_missing(desk, preview, language)
    st.download_button(
        say("data.download", language),
        codecs.BOM_UTF8 + write_ledger(preview.ledger),
        file_name="ledger.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"download_{tag}",
    )
    st.subheader(say("data.differences", language), anchor=False)
    draw_differences(desk, preview.differences, language, key=tag)
    left = int(rows["status"].isin(OPEN_STATUSES).sum())
    some = left and not preview.problems  # that no row at all can be stored is said below
    told = [say("data.left_out", language, count=number(left, language))] if some else []
    draw_hints([*told, *(note[language] for note in preview.notes)])
    if preview.problems:
        draw_refusal(GeoError(preview.problems), language)
        return
    draw_store(desk, lambda who: make_change(desk, preview, who), language, key=tag)


def _list_written(tables: Sequence[ClerkTable]) -> dict[tuple[str, int], str]:
    """Return what each row calls its unit."""
    parts = ("code", "hamlet", "ward")
    return {
        (table.sheet, row.row): ", ".join(row.cells[part] for part in parts if row.cells.get(part))
        for table in tables
        for row in table.units()
    }


def _draw_missing(desk: Desk, preview: Preview, language: Language) -> None:
    """Name the units that the file says nothing of."""
    missing = preview.ledger.missing
    levels = [level for level in preview.targets if (missing["level"] == level).any()]
    for level in levels:
        part = missing[missing["level"] == level]
        names = [say_unit(unit, desk.boundaries) for unit in part["unit"]]
        with st.expander(say("data.missing", language, count=len(names))):
            st.text("\n".join(names))
