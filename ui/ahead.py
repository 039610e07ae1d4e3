"""Frames ahead: what one click or key leads to is in the browser before it is asked for.

The server stays the truth: the browser paints a frame that it has as soon as a choice leads to it, and the
answer to that choice confirms it, or replaces it if the data has changed meanwhile.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from ui import data
from ui.choices import list_choices, list_wards
from ui.map_component import draw_ahead
from ui.meeting import list_frames

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.model import Atlas, View

SENT: Final = "ahead"


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


def send_ahead(atlas: Atlas, view: View, *, meeting: bool) -> None:
    """Send the browser what it may be asked for next; each only once in a session.

    Called last in a run: the answer is on its way, and another click interrupts between two groups.
    """
    sent = set(st.session_state.get(SENT, ()))
    for group in ("meeting",) if meeting else ("near", "inside"):
        name = f"{atlas.fingerprint} {view.address} {group}"
        if name in sent:
            continue
        frames = data.load_frames(atlas, view, group, GROUPS[group])
        draw_ahead(frames, group=group)
        sent.add(name)
        st.session_state[SENT] = sorted(sent)
