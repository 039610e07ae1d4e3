"""Proposals of a file: a person accepts or rejects them one by one, or all alike at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from geo.storing.named import Decisions
from geo.tools.words import number, say
from ui.markdown import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from geo.model import Language

CHOICES: Final = ("accept", "reject")
AT_ONCE: Final = 12
DECIDED: Final = "decided"


def read_decisions(tag: str) -> Decisions:
    """Return what this person decided on the proposals of a file."""
    said = _read(tag)
    spots = {
        choice: frozenset((sheet, row) for (sheet, row), made in said.items() if made == choice)
        for choice in CHOICES
    }
    return Decisions(spots["accept"], spots["reject"])


def _read(tag: str) -> dict[tuple[str, int], str]:
    """Return sheet and row → choice; the session keeps only plain lists."""
    said: list[Any] = st.session_state.get(f"{DECIDED}_{tag}", [])
    return {(sheet, row): choice for sheet, row, choice in said}


def _decide(tag: str, spots: Sequence[tuple[str, int]], choice: str | None) -> None:
    said = {spot: made for spot, made in _read(tag).items() if spot not in spots}
    said |= dict.fromkeys(spots, choice) if choice else {}
    st.session_state[f"{DECIDED}_{tag}"] = [[sheet, row, made] for (sheet, row), made in said.items()]


def _decide_one(tag: str, spot: tuple[str, int], key: str) -> None:
    _decide(tag, [spot], st.session_state[key])


def draw_proposals(
    rows: pd.DataFrame, written: Mapping[tuple[str, int], str], language: Language, *, tag: str
) -> None:
    """Draw the proposals of a ledger on which nobody has decided anything yet.

    Parameters
    ----------
    rows
        The ledger without decisions.
    written
        Sheet and row → the unit as the file names it.
    """
    proposed = rows[rows["status"] == "proposed"]
    if proposed.empty:
        return
    st.subheader(say("data.proposals", language), anchor=False)
    st.text(say("data.proposals_explain", language))
    spots = list(zip(proposed["sheet"], proposed["row"], strict=True))
    reasons = dict(zip(spots, proposed[f"reason_{language}"], strict=True))
    _draw_alike(reasons, language, tag=tag)
    said = _read(tag)
    page = pick_page(len(spots), say("data.page", language), key=f"page_{tag}")
    for spot in spots[page * AT_ONCE : (page + 1) * AT_ONCE]:
        key = f"decide_{tag}_{spot[0]}_{spot[1]}"
        st.session_state[key] = said.get(spot)
        left, right = st.columns([4, 1.4], vertical_alignment="center")
        left.text(
            say("data.proposal", language, row=spot[1], written=written.get(spot, ""), reason=reasons[spot])
        )
        right.segmented_control(
            say("data.decide", language, row=spot[1]),
            CHOICES,
            format_func=lambda choice: say(f"data.{choice}", language),
            label_visibility="collapsed",
            key=key,
            on_change=_decide_one,
            args=(tag, spot, key),
        )


def _draw_alike(reasons: Mapping[tuple[str, int], str], language: Language, *, tag: str) -> None:
    """Draw a button for each kind of difference that several proposals share, and one for all of them."""
    groups: dict[str, list[tuple[str, int]]] = {}
    for spot, reason in reasons.items():
        groups.setdefault(reason.rpartition(": ")[2], []).append(spot)
    buttons: list[tuple[str, list[tuple[str, int]], str | None]] = []
    if len(reasons) > 1:
        count = number(len(reasons), language)
        buttons.append((say("data.accept_all", language, count=count), list(reasons), "accept"))
    for why, spots in groups.items():
        if 1 < len(spots) < len(reasons):
            count = number(len(spots), language)
            buttons.append((say("data.accept_alike", language, count=count, why=why), spots, "accept"))
    if _read(tag):
        buttons.append((say("data.undecide", language), list(reasons), None))
    if buttons:
        with st.container(horizontal=True):
            for place, (label, spots, choice) in enumerate(buttons):
                st.button(
                    escape_markdown(label),
                    key=f"alike_{tag}_{place}",
                    on_click=_decide,
                    args=(tag, spots, choice),
                )


def pick_page(count: int, label: str, *, key: str) -> int:
    """Return which dozen of a long list is shown; of a short one there is one."""
    if count <= AT_ONCE:
        return 0
    pages = -(-count // AT_ONCE)
    return int(
        st.selectbox(
            label,
            range(pages),
            format_func=lambda page: f"{page * AT_ONCE + 1}–{min(count, (page + 1) * AT_ONCE)} / {count}",
            key=key,
        )
    )
