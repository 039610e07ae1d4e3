"""Frames ahead: what one click or key leads to is in the browser before it is asked for.

The server stays the truth: the browser paints a frame that it has as soon as a choice leads to it, and the
answer to that choice confirms it, or replaces it if the data has changed meanwhile. What a session was sent
once is answered by its name alone; a browser that has it no more asks again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from ui import data
from ui.choices import list_choices, list_wards
from ui.map_component import draw_ahead
from ui.meeting import list_frames

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.model import Atlas, View

SENT: Final = "sent"
KEPT: Final = 250
"""Names of what was sent that a session keeps; the browser keeps more frames than that."""


def list_near(atlas: Atlas, view: View) -> tuple[View, ...]:
    """Return the views that one choice in the sidebar, or the way back to the whole city, leads to."""
    views = [there for options in list_choices(atlas, view).values() for there in options]
    return tuple(dict.fromkeys([*views, replace(view, wards=())]))


def list_inside(atlas: Atlas, view: View) -> tuple[View, ...]:
    """Return the views that a click on the map leads to: from the whole city into each ward."""
    return () if view.wards else tuple(list_wards(atlas, view))


GROUPS: Final[dict[str, Callable[[Atlas, View], tuple[View, ...]]]] = {
    "near": list_near,
    "inside": list_inside,
    "meeting": list_frames,
}


def write_answer(atlas: Atlas, view: View, *, meeting: bool) -> dict[str, Any]:
    """Return what the browser draws of a view, or only its name if this session was sent it before."""
    values = data.load_payload(atlas, view)
    name = _name(atlas, view)
    known = name in _read_sent()
    _note_sent([name])
    if known:
        return {"state": values["state"], "address": values["address"], "meeting": meeting}
    return {**values, "meeting": meeting}


def forget_sent() -> None:
    """Send everything again: the browser lacks what it was sent."""
    st.session_state[SENT] = []


def send_ahead(atlas: Atlas, view: View, *, meeting: bool) -> None:
    """Send the browser what it may be asked for next; each only once in a session.

    Called last in a run: the answer is on its way, and another click interrupts between two groups.
    """
    for group in ("meeting",) if meeting else ("near", "inside"):
        name = f"{_name(atlas, view)} {group}"
        if name in _read_sent():
            continue
        draw_ahead(data.load_frames(atlas, view, group, GROUPS[group]), group=group)
        _note_sent([*(_name(atlas, there) for there in GROUPS[group](atlas, view)), name])


def _name(atlas: Atlas, view: View) -> str:
    return f"{atlas.fingerprint} {view.address}"


def _read_sent() -> list[str]:
    sent: list[str] = st.session_state.get(SENT, [])
    return sent


def _note_sent(names: list[str]) -> None:
    # As in the browser: the latest last, the oldest dropped.
    again = set(names)
    st.session_state[SENT] = [*(name for name in _read_sent() if name not in again), *names][-KEPT:]
