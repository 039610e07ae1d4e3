"""What the parts of the data screen share: refusals, tables, differences, storing. Foreign text is text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.errors import GeoError
from geo.model import ROW_STATUSES
from geo.store import NOBODY, commit, is_new
from geo.storing.words import say_column, say_unit, say_value
from geo.text.textgate import clean_text
from geo.tools.words import number, say
from ui.data import data_folder
from ui.data_page.seen import see, seen
from ui.frames import draw_frame
from ui.sent import at_the_door

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from geo.model import Language, RowStatus
    from geo.store import Change
    from geo.storing.desk import Desk
    from geo.storing.history import Difference

WHO: Final = "who_stores"
WHO_MANY: Final = "who_many"
WHO_BOXES: Final = (WHO, WHO_MANY)
WHO_HELD: Final = "who"
"""The name that every box of the session shows."""

STORED: Final = "just_stored"
SHOWN_NOW: Final = "stored_now"
OPEN_STATUSES: Final[tuple[RowStatus, ...]] = ("proposed", "ambiguous", "unmatched", "refused")
SPOT: Final = ("sheet", "map_layer", "row", "year", "as_written")
TOLD_ONCE: Final = ("sheet", "map_layer", "year")
"""What need not stand in each row if it is the same in all of them."""


def draw_style() -> None:
    """Set the notes of this screen off."""
    st.html(
        "<style>"
        "[data-testid=stMain] [data-testid=stHeading]{margin-top:.6rem;padding-bottom:.35rem}"
        "[data-testid=stHeader]{backdrop-filter:blur(12px)}"
        # What is wrong with a file is told in its place, not to those only who point at it.
        "[data-testid=stFileChip] [role=alert]{position:static;width:auto;height:auto;margin:0 .5rem;"
        "clip:auto;clip-path:none;overflow:visible;white-space:normal;font-size:.875rem}"
        "[class*=st-key-refusal],[class*=st-key-hints]{border-radius:.35rem;padding:.4rem .75rem}"
        "[class*=st-key-refusal]{background:#fdeaea;border:1px solid #c0504d}"
        "[class*=st-key-refusal] *{color:#5c1512!important}"
        "[class*=st-key-hints]{background:#fff7e0;border:1px solid #d9b44a}"
        "[class*=st-key-hints] *{color:#4d3800!important}"
        "</style>"
    )


def draw_refusal(error: GeoError, language: Language, *, key: str = "refusal") -> None:
    """Say what is refused, all of it at once."""
    with st.container(key=key):
        for line in error.say(language).splitlines():
            st.text(line)


def draw_hints(words: Sequence[str]) -> None:
    """Say what a person should know, a line each."""
    if words:
        with st.container(key="hints"):
            for line in words:
                st.text(line)


def pick_statuses(counts: Mapping[RowStatus, int], language: Language, *, key: str) -> list[RowStatus]:
    """Return the statuses whose rows are to be shown; at first those that somebody must look at."""
    present = [status for status in ROW_STATUSES if counts.get(status)]
    first = [status for status in present if status in OPEN_STATUSES] or present
    chosen = st.pills(
        say("data.status", language),
        present,
        selection_mode="multi",
        default=first,
        format_func=lambda status: f"{say(f'check.{status}', language)} ({number(counts[status], language)})",
        # Another choice of statuses is another question: what was chosen before may be none of them.
        key=f"{key}_{'_'.join(present)}",
    )
    return list(chosen)


def draw_rows(rows: pd.DataFrame, names: Callable[[str], str], language: Language, *, key: str) -> None:
    """Draw rows of a ledger: filtered by status, each with its row number and reason.

    Parameters
    ----------
    rows
        row, status, unit, reason_vi, reason_en; perhaps sheet, map_layer, year, and as_written: the unit as
        the file names it.
    names
        Code of a unit → its name in full.
    """
    counts: dict[RowStatus, int] = {status: int((rows["status"] == status).sum()) for status in ROW_STATUSES}
    chosen = pick_statuses(counts, language, key=f"{key}_status")
    shown = rows[rows["status"].isin(chosen)]
    spots = [name for name in SPOT if name in rows and not (name in TOLD_ONCE and _is_same(rows[name]))]
    columns = {name: shown[name].astype(object).fillna("") for name in spots}
    words: dict[str, Sequence[object]] = {
        **{say(f"data.{name}", language): list(cells) for name, cells in columns.items()},
        say("data.status", language): [say(f"check.{status}", language) for status in shown["status"]],
        say("data.unit", language): [names(unit) if unit else "" for unit in shown["unit"]],
        say("data.reason", language): list(shown[f"reason_{language}"]),
    }
    draw_frame(words, alt=say("data.ledger", language), key=f"{key}_rows")


def _is_same(cells: pd.Series) -> bool:
    return len(set(cells.dropna()) - {""}) <= 1


def draw_differences(
    desk: Desk,
    differences: Sequence[Difference],
    language: Language,
    *,
    key: str,
    heads: tuple[str, str] = ("before", "after"),
) -> None:
    """Draw the values that would be replaced, or once were; those that are new are counted."""
    replaced = [one for one in differences if one.before is not None]
    new = len(differences) - len(replaced)
    words = [say("data.replaced", language, count=number(len(replaced), language))]
    st.text(" · ".join([*words, say("store.new_values", language, count=number(new, language))]))
    if not replaced:
        return
    catalogue = desk.catalogue
    table: dict[str, Sequence[object]] = {
        say("data.unit", language): [say_unit(one.unit, desk.boundaries) for one in replaced],
        **({say("data.year", language): [one.year for one in replaced]} if replaced[0].year else {}),
        say("data.content", language): [say_column(one.column, catalogue, language) for one in replaced],
        say(f"data.{heads[0]}", language): [
            say_value(one.before, one.column, catalogue, language) for one in replaced
        ],
        say(f"data.{heads[1]}", language): [
            say_value(one.after, one.column, catalogue, language) for one in replaced
        ],
    }
    draw_frame(table, alt=say("data.differences", language), key=f"{key}_differences")


def ask_who(language: Language, *, key: str = WHO) -> str:
    """Return who stores; asked once a session, whatever screen comes between.

    Every letter is in the browser's keeping as it is typed, and comes with whatever is pressed next: told
    only when the box is left, a name was lost wherever the page was drawn anew before.
    """
    held: str = st.session_state.get(WHO_HELD, "")
    said = {box: st.session_state[box] for box in WHO_BOXES if box in st.session_state}
    who = next((name for name in said.values() if name != held), held)  # the box that was written in
    for box, name in {key: "", **said}.items():
        if name != who:
            st.session_state[box] = who
    st.session_state[WHO_HELD] = who
    with at_the_door():
        text = st.text_input(
            say("data.who", language),
            key=key,
            max_chars=80,
            placeholder=say("data.who_hint", language),
            on_change="ignore",
            live="0ms",
            persist_state="session",
        )
    return clean_text(text)


def press(
    label: str, who: str, language: Language, *, key: str, off: bool = False, first: bool = False
) -> bool:
    """Draw a button that stores and return whether somebody who signed pressed it; others are asked who.

    For want of a name it is never grey: the click would be lost that comes with the name.

    Parameters
    ----------
    who
        What `ask_who` gave.
    off
        Whether there is nothing to store yet.
    first
        Whether it is the main thing to do.
    """
    if not st.button(label, disabled=off, type="primary" if first else "secondary", key=key):
        return False
    if not who:
        with st.container(key="hints_who"):
            st.text(say("data.who_first", language))
    return bool(who)


def draw_store(desk: Desk, make: Callable[[str], Change], language: Language, *, key: str) -> None:
    """Draw who stores and the button; a change of nothing says so.

    Parameters
    ----------
    make
        Name of the person → what is to be stored.
    """
    if not is_new(make(NOBODY), desk.base):
        now = st.session_state.get(SHOWN_NOW)
        # Where the button was: who pressed it by keyboard is there still (frame_keys.js).
        with st.container(key=f"{key}_store"):
            if now:
                st.success(f"{say('command.stored', language, version=now)} {say('data.way_back', language)}")
            else:
                st.text(say("command.nothing_new", language))
        return
    who = ask_who(language)
    if press(say("data.store", language), who, language, key=f"{key}_store", first=True):
        store(desk, make(who), who, language)


def store(desk: Desk, change: Change, who: str, language: Language) -> None:
    """Store a change and begin anew, or say why it could not be."""
    try:
        with st.spinner(say("data.storing", language)):
            version = commit(data_folder(), change, base=seen(desk.base), who=who)
    except GeoError as error:
        draw_refusal(error, language, key="refusal_store")
        return
    see(version.files)
    st.session_state[STORED] = version.number
    st.rerun()


def draw_stored(language: Language) -> None:
    """Say once what was just stored: at the head of the screen, and where the button was (`draw_store`)."""
    number_stored = st.session_state.pop(STORED, None)
    st.session_state[SHOWN_NOW] = number_stored
    if number_stored:
        st.toast(say("command.stored", language, version=number_stored))
        st.success(say("command.stored", language, version=number_stored))
