"""The state of the data folder that a person has seen: what they store is stored upon that one.

A click runs the screen anew, on what another editor may have stored a moment ago. So the state of the run
before counts, the one that stood on the screen; who has not seen what another changed is told first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.errors import GeoError
from geo.store import explain_conflict
from ui.data import data_folder

if TYPE_CHECKING:
    from geo.errors import Problem
    from geo.storing.history import State

SEEN: Final = "seen_state"


def seen(present: State) -> State:
    """Return the state that this person has seen; who has seen none sees the present one."""
    return dict(st.session_state.get(SEEN, present))


def see(state: State) -> None:
    """Keep the state that this person has seen, or made."""
    st.session_state[SEEN] = state


def list_unseen(present: State) -> list[Problem]:
    """Return who changed what since this person looked."""
    before = seen(present)
    try:
        return [] if before == present else explain_conflict(data_folder(), before, present)
    except GeoError as error:
        return list(error.problems)
