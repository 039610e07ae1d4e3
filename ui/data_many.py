"""Several tables at once: which are ready, which need a look, and storing all that are ready."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from geo.errors import GeoError
from geo.store import NOBODY, commit, is_new
from geo.store_desk import open_desk
from geo.store_table import make_change, preview_table
from geo.store_words import say_subject
from geo.words import number, say
from ui import desk as shelf
from ui.data import data_folder
from ui.data_parts import OPEN_STATUSES, ask_who, draw_frame, draw_refusal
from ui.data_table import take

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Language
    from geo.store_desk import Desk
    from ui.data_table import Taken

STORED_MANY: Final = "just_stored_many"


def draw_many(desk: Desk, files: Sequence[tuple[str, bytes]], language: Language) -> None:
    """Draw one line a file, and the button that stores those with nothing to look at."""
    st.subheader(say("data.many", language), anchor=False)
    progress = st.progress(0.0)
    lines, ready = [], []
    for place, (name, content) in enumerate(files, 1):
        words = say("data.reading_many", language, place=place, count=len(files))
        progress.progress(place / len(files), text=words)
        line, taken = _judge(desk, name, content, language)
        lines.append(line)
        ready += [taken] if taken else []
    progress.empty()
    heads = ("file", "kind", "year", "open_rows", "changed", "state")
    draw_frame(
        {say(f"data.{head}", language): [line[place] for line in lines] for place, head in enumerate(heads)},
        alt=say("data.many", language),
        key="many",
    )
    stored = st.session_state.pop(STORED_MANY, 0)
    if stored:
        st.success(say("data.stored_many", language, count=number(stored, language)))
    if len(ready) > 1:
        _draw_store(desk, ready, language)


def _judge(desk: Desk, name: str, content: bytes, language: Language) -> tuple[list[Any], Taken | None]:
    """Return the line of a file, and the file if it is ready to be stored."""
    taken = take(desk, name, content)
    if isinstance(taken, GeoError):
        return [name, "", "", "", "", say("data.refused_file", language)], None
    kind = say_subject(taken.wish.kind, desk.catalogue, language)
    preview = shelf.load_preview(desk, taken.sent, taken.wish)
    if isinstance(preview, GeoError):
        return [name, kind, "", "", "", say("data.to_look", language)], None
    rows = preview.ledger.rows
    years = ", ".join(sorted({str(year) for year in rows["year"].dropna()}))
    doubts = int(rows["status"].isin(OPEN_STATUSES).sum())
    clear = not doubts and not preview.problems
    ready = clear and is_new(make_change(desk, preview, NOBODY), desk.base)
    state = "ready" if ready else ("nothing_new" if clear else "to_look")
    cells = [name, kind, years, number(doubts, language), number(len(preview.differences), language)]
    return [*cells, say(f"data.{state}", language)], taken if ready else None


def _draw_store(desk: Desk, ready: Sequence[Taken], language: Language) -> None:
    who = ask_who(language, key="who_many")
    label = say("data.store_many", language, count=number(len(ready), language))
    if not st.button(label, type="primary", disabled=not who, key="store_many"):
        return
    progress = st.progress(0.0)
    for place, taken in enumerate(ready, 1):
        words = say("data.storing_many", language, place=place, count=len(ready))
        progress.progress(place / len(ready), text=words)
        try:
            desk = _store_one(desk, taken, who)
        except GeoError as error:
            draw_refusal(error, language, key="refusal_many")
            return
    st.session_state[STORED_MANY] = len(ready)
    st.rerun()


def _store_one(known: Desk, taken: Taken, who: str) -> Desk:
    """Store a file on top of what the files before it changed; return the folder as it was then."""
    desk = open_desk(data_folder(), known=known)
    change = make_change(desk, preview_table(desk, taken.sent, taken.wish), who)
    if is_new(change, desk.base):
        commit(data_folder(), change, base=desk.base, who=who)
    return desk
