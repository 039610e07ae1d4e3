"""Several tables, or several kinds of values in one: which are ready, and storing all that are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.errors import GeoError
from geo.store import commit, is_new
from geo.storing.beside import explain_dispute, find_disputes
from geo.storing.borders import BorderWish
from geo.storing.desk import open_desk
from geo.storing.table import make_change, preview_table
from geo.storing.words import say_subject
from geo.tools.words import number, say
from ui import desk as shelf
from ui.data import data_folder
from ui.data_page.parts import OPEN_STATUSES, WHO_MANY, ask_who, draw_refusal, press
from ui.data_page.seen import see, seen
from ui.data_page.table import take, take_all
from ui.frames import draw_frame
from ui.markdown import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.errors import Problem
    from geo.model import Language
    from geo.storing.desk import Desk, Sent
    from geo.storing.sets import Files
    from geo.storing.table import Preview
    from ui.data_page.table import Taken

    Question = tuple[object, list[tuple[str, int]]]
    """What files are read for: the state of the data, their names and sizes."""

STORE_MANY: Final = "store_many"
STORED_MANY: Final = "just_stored_many"
JUDGED: Final = "judged_many"
STOPPED: Final = "stopped_many"


@dataclass(frozen=True, eq=False)
class Line:
    """What is said of one kind of values of a file, and the file so taken if it is ready to be stored.

    It is open where a person has something to decide.
    """

    cells: tuple[str, ...]
    open: bool = False
    ready: Taken | None = None
    refusal: GeoError | None = None
    preview: Preview | None = None


def draw_many(
    desk: Desk, files: Sequence[tuple[str, bytes]], borders: Files, language: Language
) -> tuple[set[str], set[str]] | None:
    """Draw one line for each kind of values of each file, and the button that stores those that are ready.

    One file with one kind of values needs no such list. The files of borders are the first line: they are
    looked at together and on their own.

    Returns
    -------
    two sets of str, or None
        Names of the tables that were refused, and of those that a person has to look at; None where the
        reading was stopped.
    """
    question = (desk.base, [(name, len(content)) for name, content in files])
    if st.session_state.get(STOPPED) == question:
        _draw_stopped(language)
        return None
    # What comes and goes has its place, so that nothing below is moved or drawn anew.
    heading = st.container()
    lines, problems = _hold_back(desk, _judge_all(desk, files, question, language), language)
    stored = st.session_state.pop(STORED_MANY, 0)
    names = {line.cells[0] for line in lines if line.refusal}, {line.cells[0] for line in lines if line.open}
    if borders:
        lines = [_judge_borders(desk, borders, language), *lines]
    refused = [line for line in lines if line.refusal]
    ready = [line.ready for line in lines if line.ready]
    if len(lines) == 1:
        return names
    heading.subheader(say("data.many", language), anchor=False)
    states = Counter(line.cells[-1] for line in lines)
    heading.text(" · ".join(f"{state}: {number(count, language)}" for state, count in states.items()))
    heads = ("sent", "kind", "year", "open_rows", "changed", "state")
    draw_frame(
        {say(f"data.{head}", language): [line.cells[n] for line in lines] for n, head in enumerate(heads)},
        alt=say("data.many", language),
        key="many",
    )
    if stored:
        words = say("data.stored_many", language, count=number(stored, language))
        st.toast(words)
        with st.container(key=None if len(ready) > 1 else STORE_MANY):
            st.success(words)
    problems += [problem for line in refused if line.refusal for problem in line.refusal.problems]
    if problems:
        draw_refusal(GeoError(problems), language, key="refusal_files")
    if len(ready) > 1:
        _draw_store(desk, ready, language)
    return names


def _stop(question: Question | None) -> None:
    st.session_state[STOPPED] = question


def _draw_stopped(language: Language) -> None:
    """Say that nothing was read, and offer it: other files than these are read without a question."""
    st.text(say("data.stopped", language))
    st.button(say("data.read_on", language), key="read_on", on_click=_stop, args=(None,))


def _judge_all(
    desk: Desk, files: Sequence[tuple[str, bytes]], question: Question, language: Language
) -> list[Line]:
    """Return the lines of all files; a bar names the one in hand where this was not done before."""

    def tell(place: int) -> str:
        words = say("data.reading_many", language, place=place, count=len(files), name=files[place - 1][0])
        return escape_markdown(words)

    new = st.session_state.get(JUDGED) != question
    # All files are opened before the first one is judged: the bar has its words from the beginning.
    bar, way_out = st.empty(), st.empty()
    if new:
        bar.progress(0.0, text=tell(1))
    if new and len(files) > 1:
        way_out.button(
            say("report.cancel", language),
            icon=":material/close:",
            key="stop_reading",
            on_click=_stop,
            args=(question,),
        )
    lines: list[Line] = []
    for place, (file, sent) in enumerate(zip(files, shelf.load_all_sent(files), strict=True), 1):
        if new:
            bar.progress(place / len(files), text=tell(place))
        lines += _judge_file(desk, file, sent, language)
    bar.empty()
    way_out.empty()
    st.session_state[JUDGED] = question
    return lines


def _judge_file(
    desk: Desk, file: tuple[str, bytes], sent: Sent | GeoError, language: Language
) -> Iterator[Line]:
    taken = sent if isinstance(sent, GeoError) else take(desk, *file)
    if isinstance(taken, GeoError):
        yield Line((file[0], "", "", "", "", say("data.refused_file", language)), refusal=taken)
        return
    for one in take_all(desk, taken):
        yield _judge(desk, one, language)


def _judge_borders(desk: Desk, files: Files, language: Language) -> Line:
    """Return the line of the files of borders, as they are read without anybody's help."""
    with st.spinner(say("data.comparing", language)):
        preview = shelf.load_borders(desk, files, BorderWish(shelf.load_kinds(desk, files)))
    refusal = preview if isinstance(preview, GeoError) else None
    several = say("data.border_files", language, count=number(len(files), language))
    named = several if len(files) > 1 else say("data.border_file", language, name=files[0][0])
    state = say("data.refused_file" if refusal else "data.to_look", language)
    return Line((named, "", "", "", "", state), refusal=refusal)


def _judge(desk: Desk, taken: Taken, language: Language) -> Line:
    named = (taken.sent.name, say_subject(taken.wish.kind, desk.catalogue, language))
    preview = shelf.load_preview(desk, taken.sent, taken.wish)
    if isinstance(preview, GeoError):
        return Line((*named, "", "", "", say("data.to_look", language)), open=True)
    rows = preview.ledger.rows
    years = ", ".join(sorted({str(year) for year in rows["year"].dropna()}))
    doubts = int(rows["status"].isin(OPEN_STATUSES).sum())
    clear = not doubts and not preview.problems
    ready = clear and shelf.is_news(desk, preview)
    state = "ready" if ready else ("nothing_new" if clear else "to_look")
    counts = (number(doubts, language), number(len(preview.differences), language))
    words = (*named, years, *counts, say(f"data.{state}", language))
    return Line(words, not clear, taken if ready else None, preview=preview)


def _hold_back(desk: Desk, lines: Sequence[Line], language: Language) -> tuple[list[Line], list[Problem]]:
    """Return the lines with none ready that another file contradicts, and who contradicts whom.

    Stored together, the last of them would have its way, and nobody would know.
    """
    usable = [place for place, line in enumerate(lines) if line.preview]
    previews = [line.preview for line in lines if line.preview]
    disputes = find_disputes(previews)
    held = {usable[place] for one in disputes for place in (one.one, one.other)}
    state = say("data.disputed", language)
    told = [
        replace(line, cells=(*line.cells[:-1], state), open=True, ready=None) if place in held else line
        for place, line in enumerate(lines)
    ]
    return told, [explain_dispute(desk, previews, one) for one in disputes]


def _draw_store(desk: Desk, ready: Sequence[Taken], language: Language) -> None:
    who = ask_who(language, key=WHO_MANY)
    label = say("data.store_many", language, count=number(len(ready), language))
    if not press(label, who, language, key=STORE_MANY, first=True):
        return
    progress = st.progress(0.0)
    for place, taken in enumerate(ready, 1):
        words = say("data.storing_many", language, place=place, count=len(ready), name=taken.sent.name)
        progress.progress(place / len(ready), text=escape_markdown(words))
        try:
            desk = _store_one(desk, taken, who)
        except GeoError as error:
            progress.empty()
            if place > 1:
                st.success(say("data.stored_many", language, count=number(place - 1, language)))
            draw_refusal(error, language, key="refusal_many")
            return
    st.session_state[STORED_MANY] = len(ready)
    st.rerun()


def _store_one(known: Desk, taken: Taken, who: str) -> Desk:
    """Store a file on top of what the files before it changed; return the folder as it was then."""
    desk = open_desk(data_folder(), known=known)
    change = make_change(desk, preview_table(desk, taken.sent, taken.wish), who)
    if is_new(change, desk.base):
        see(commit(data_folder(), change, base=seen(desk.base), who=who).files)
    return desk
