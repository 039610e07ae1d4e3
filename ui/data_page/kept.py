"""What is remembered for files to come (spellings of units, readings of columns): shown, withdrawn singly."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, get_args

import streamlit as st

from geo.clerks.clerk import STYLES
from geo.errors import GeoError
from geo.storing.corrections import list_corrections, withdraw_corrections
from geo.storing.names import withdraw_aliases
from geo.storing.words import say_column, say_meanings, say_unit
from geo.text.charsets import Encoding
from geo.tools.values import is_day
from geo.tools.words import day, say
from ui.data_page.parts import ask_who, draw_refusal, press, store
from ui.data_page.reading import say_encoding
from ui.frames import draw_frame
from ui.held import hold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo.model import Language
    from geo.store import Change
    from geo.storing.desk import Desk


def draw_kept(desk: Desk, language: Language) -> None:
    """Draw what is remembered, and take back what a person chooses."""
    who = ask_who(language)
    st.subheader(say("data.spellings", language), anchor=False)
    st.text(say("data.names_explain", language))
    _draw_names(desk, who, language)
    st.subheader(say("data.corrections", language), anchor=False)
    st.text(say("data.corrections_explain", language))
    _draw_corrections(desk, who, language)


def _draw_names(desk: Desk, who: str, language: Language) -> None:
    aliases = desk.aliases.reset_index(drop=True)
    if aliases.empty:
        st.text(say("data.no_names", language))
        return
    units = [say_unit(code, desk.boundaries) for code in aliases["unit_code"]]
    draw_frame(
        {
            say("data.spelling", language): list(aliases["source_name"]),
            say("data.unit", language): units,
            say("data.from_year", language): list(aliases["year"]),
            say("data.who", language): list(aliases["who"]),
            say("data.when", language): [_say_day(when, language) for when in aliases["when"]],
            say("data.from_file", language): list(aliases["source"]),
        },
        alt=say("data.spellings", language),
        key="names",
    )
    told = [f"{name} → {unit}" for name, unit in zip(aliases["source_name"], units, strict=True)]
    keys = [
        "|".join(alias) for alias in aliases[["source_name", "ward", "unit_code"]].itertuples(index=False)
    ]

    def make(chosen: Sequence[str]) -> Change:
        return withdraw_aliases(desk, [keys.index(key) for key in chosen])

    offered = dict(zip(keys, told, strict=True))
    _draw_withdrawal(desk, "names", offered, make, who=who, language=language)


def _draw_corrections(desk: Desk, who: str, language: Language) -> None:
    rows = list_corrections(desk.folder)
    if rows.empty:
        st.text(say("data.no_corrections", language))
        return
    fields = [say_column(field, desk.catalogue, language) if field else "" for field in rows["field"]]
    styles = [say(f"styles.{style}", language) if style in STYLES else "" for style in rows["style"]]
    known = get_args(Encoding)
    draw_frame(
        {
            say("data.header", language): list(rows["header"]),
            say("data.read_as", language): fields,
            say("data.written", language): styles,
            say("data.encoding", language): [
                say_encoding(name) if name in known else "" for name in rows["encoding"]
            ],
            say("data.kept_words", language): [
                say_meanings(words, desk.catalogue, language) for words in rows["words"]
            ],
            say("data.who", language): list(rows["who"]),
            say("data.when", language): [_say_day(when, language) for when in rows["when"]],
        },
        alt=say("data.corrections", language),
        key="corrections",
    )
    offered = {header: header for header in rows["header"]}
    make = partial(withdraw_corrections, desk.folder)
    _draw_withdrawal(desk, "corrections", offered, make, who=who, language=language)


def _draw_withdrawal(
    desk: Desk,
    part: str,
    offered: Mapping[str, str],
    make: Callable[[Sequence[str]], Change],
    *,
    who: str,
    language: Language,
) -> None:
    """Draw the choice of what to take back, and the button that does.

    Parameters
    ----------
    offered
        What can be taken back → how it is told. By places in a list a choice would stand for another one as
        soon as the first of them is gone.
    """
    hold(f"withdraw_{part}", offered)
    chosen = st.multiselect(
        say(f"data.choose_{part}", language),
        list(offered),
        format_func=offered.__getitem__,
        key=f"withdraw_{part}",
        placeholder=say("data.none_chosen", language),
    )
    label = say("data.withdraw", language)
    if press(label, who, language, key=f"withdraw_{part}_now", off=not chosen):
        try:
            change = make(chosen)
        except GeoError as error:
            draw_refusal(error, language)
            return
        store(desk, change, who, language)


def _say_day(when: str, language: Language) -> str:
    """Return a day in words; lists that a person wrote may have none, or another text."""
    return day(when, language) if is_day(when) else when
