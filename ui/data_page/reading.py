"""How a clerk's file was read: its columns, ten rows, and what a person sets right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from geo.clerks.clerk import STRUCTURE, Correction
from geo.clerks.columns import kind_of
from geo.clerks.value_words import list_unknown
from geo.legacy_text import NAMES
from geo.storing.words import say_column, say_value
from geo.text.charsets import ENCODINGS
from geo.tools.words import say
from ui.data_page.words import draw_words
from ui.frames import draw_frame
from ui.held import hold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerks.clerk import ClerkColumn, ClerkRow, ClerkTable, Field, Status, Style
    from geo.model import Language
    from geo.storing.desk import Desk, Sent
    from geo.text.charsets import Encoding

STYLES_OF: Final[dict[str, tuple[Style, ...]]] = {
    "count": ("whole", "dots", "commas", "spaces"),
    "number": ("dots", "commas", "spaces", "share"),
    "status": ("status", "plus_minus"),
    "tick": ("tick",),
    "date": ("dmy", "mdy"),
}
"""What a column holds → the ways in which its cells may be written."""

PLAIN: Final = ("ascii", "utf-8", "latin-1")
ROWS_SHOWN: Final = 10
FIX: Final = "fix"


def read_fixes(tag: str) -> Correction:
    """Return what this person set right in a file; kept as plain words, by the headers of its columns."""
    said: dict[str, Any] = st.session_state.get(f"{FIX}_{tag}", {})
    return Correction(
        said.get("fields", {}),
        said.get("styles", {}),
        said.get("encodings", {}),
        said.get("header_row"),
        said.get("words", {}),
    )


def _fix(tag: str, part: str, words: str, key: str) -> None:
    said = dict(st.session_state.get(f"{FIX}_{tag}", {}))
    said[part] = {**said.get(part, {}), words: st.session_state[key]}
    st.session_state[f"{FIX}_{tag}"] = said


def _fix_word(tag: str, words: dict[str, dict[str, Status]]) -> None:
    st.session_state[f"{FIX}_{tag}"] = {**st.session_state.get(f"{FIX}_{tag}", {}), "words": words}


def _fix_header(tag: str, key: str) -> None:
    said = dict(st.session_state.get(f"{FIX}_{tag}", {}))
    st.session_state[f"{FIX}_{tag}"] = said | {"header_row": st.session_state[key]}


def draw_reading(
    desk: Desk, sent: Sent, tables: Sequence[ClerkTable], language: Language, *, tag: str
) -> None:
    """Draw the columns of each table with what they were taken for, and its first ten rows."""
    for place, table in enumerate(tables):
        if len(tables) > 1:
            st.text(say("data.sheet_name", language, sheet=table.sheet))
        examples = _find_examples(sent, table)
        shown = [
            (column, example)
            for column, example in zip(table.columns, examples, strict=True)
            if column.words or example
        ]
        draw_frame(
            {
                say("data.column", language): [column.letter for column, _ in shown],
                say("data.header", language): [column.words for column, _ in shown],
                say("data.read_as", language): [
                    say_field(column.field, desk, language) for column, _ in shown
                ],
                say("data.written", language): [_say_style(column, language) for column, _ in shown],
                say("data.encoding", language): [say_encoding(column.encoding) for column, _ in shown],
                say("data.why", language): [_say_reason(column, desk, language) for column, _ in shown],
                say("data.example", language): [example for _, example in shown],
            },
            alt=say("data.columns", language),
            key=f"columns_{tag}_{place}",
        )
        st.text(say("data.first_rows", language))
        draw_frame(
            _list_rows(desk, table, language),
            alt=say("data.first_rows", language),
            key=f"first_{tag}_{place}",
        )


def _find_examples(sent: Sent, table: ClerkTable) -> list[str]:
    """Return a first cell of each column below the header: as read, else as it stands."""
    rows = next(sheet.rows for sheet in sent.sheets if sheet.name == table.tab)[max(table.header_rows) :]
    read = {column.field: "" for column in table.columns}
    for row in reversed(table.units()):
        read |= {field: text for field, text in row.cells.items() if text}
    raw = [
        next((row[place].text for row in rows if place < len(row) and row[place]), "")  # type: ignore[union-attr]
        for place in range(len(table.columns))
    ]
    known = {"other", "serial", "not_met"}
    return [
        read.get(column.field, "") if column.field not in known and read.get(column.field) else text
        for column, text in zip(table.columns, raw, strict=True)
    ]


def say_field(field: Field, desk: Desk, language: Language) -> str:
    """Return what a column holds, in words."""
    return say_column(field, desk.catalogue, language)


def say_encoding(encoding: Encoding) -> str:
    """Return the name of an old character set; what is Unicode, or the same in every set, is called so."""
    return "Unicode" if encoding in PLAIN else NAMES[encoding]


def _say_style(column: ClerkColumn, language: Language) -> str:
    return "" if column.field in ("other", "serial") else say(f"styles.{column.style}", language)


def _say_reason(column: ClerkColumn, desk: Desk, language: Language) -> str:
    doubt = "" if column.sure else f"{say('data.unsure', language)}: "
    guess = "" if column.guess in ("other", column.field) or column.field != "other" else column.guess
    perhaps = f" ({say('data.perhaps', language, field=say_field(guess, desk, language))})" if guess else ""
    return f"{doubt}{column.reason[language]}{perhaps}"


def _list_rows(desk: Desk, table: ClerkTable, language: Language) -> dict[str, list[object]]:
    """Return the first ten units: as written, and behind an arrow as understood where that differs."""
    rows = table.units()[:ROWS_SHOWN]
    fields = list(
        dict.fromkeys(column.field for column in table.columns if column.field not in ("other", "serial"))
    )
    cells: dict[str, list[object]] = {say("data.row", language): [row.row for row in rows]}
    for field in fields:
        cells[say_field(field, desk, language)] = [_say_cell(desk, row, field, language) for row in rows]
    return cells


def _say_cell(desk: Desk, row: ClerkRow, field: Field, language: Language) -> str:
    written, value = row.cells.get(field, ""), row.values.get(field)
    if isinstance(value, str) or field == "year":
        return written
    if value is None:
        return (
            written if field not in desk.vocabulary.kinds else f"{written} → {say('value.no_data', language)}"
        )
    understood = say_value(value, field, desk.catalogue, language)
    return written if written == understood else f"{written} → {understood}"


def draw_fixes(desk: Desk, tables: Sequence[ClerkTable], language: Language, *, tag: str) -> None:
    """Draw what can be set right: the row of the header, and of each column what it holds and how."""
    unread = any(column.words and not column.sure for table in tables for column in table.columns)
    unknown = list_unknown(tables)
    doubtful = not tables or unread or bool(unknown) or any(table.problems for table in tables)
    with st.expander(say("data.fix", language), expanded=doubtful):
        st.text(say("data.fix_kept", language))
        _draw_header_row(tables, language, tag=tag)
        columns = [column for table in tables for column in table.columns if column.words]
        if columns:
            _draw_column(desk, columns, language, tag=tag)
            said = read_fixes(tag).words
            draw_words(desk, unknown, said, partial(_fix_word, tag), language)


def _draw_header_row(tables: Sequence[ClerkTable], language: Language, *, tag: str) -> None:
    key = f"header_{tag}"
    found = tables[0].header_rows[0] if tables else None
    st.number_input(
        say("data.header_row", language),
        min_value=1,
        max_value=200,
        value=found,
        step=1,
        key=key,
        on_change=_fix_header,
        args=(tag, key),
    )


def _draw_column(desk: Desk, columns: Sequence[ClerkColumn], language: Language, *, tag: str) -> None:
    doubtful = [place for place, column in enumerate(columns) if not column.sure]
    place = st.selectbox(
        say("data.fix_column", language),
        range(len(columns)),
        index=doubtful[0] if doubtful else 0,
        format_func=lambda number: f"{columns[number].letter} – {columns[number].words}",
        key=f"column_{tag}",
    )
    column = columns[place]
    fields = {name: say_field(name, desk, language) for name in (*STRUCTURE, *desk.vocabulary.kinds)}
    ways = STYLES_OF.get(kind_of(column.field, desk.vocabulary), ())
    styles = {style: say(f"styles.{style}", language) for style in (column.style, *ways)}
    chosen: list[tuple[str, str, dict[str, str]]] = [
        ("fields", column.field, fields),
        ("styles", column.style, {str(style): words for style, words in styles.items()}),
        ("encodings", column.encoding, {str(name): NAMES[name] for name in ENCODINGS}),
    ]
    for box, (part, current, words) in zip(st.columns(3), chosen, strict=True):
        key = f"{part}_{tag}_{place}"
        box.selectbox(
            say(f"data.fix_{part}", language),
            list(words),
            index=0 if hold(key, words) else list(words).index(current),
            format_func=words.__getitem__,
            key=key,
            on_change=_fix,
            args=(tag, part, column.words, key),
        )
