"""Choices in lists whose options are said in words: they survive a change of the page's language.

The browser knows an option of such a list by its words only, which are others after the change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Collection


def hold(key: str, options: Collection[object]) -> bool:
    """Say again what was chosen in a list, if it is offered still; return whether it was.

    A list that holds a choice takes no other to begin with.
    """
    if key not in st.session_state:
        return False
    held = st.session_state[key]
    if not all(one in options for one in (held if isinstance(held, list) else [held])):
        return False
    st.session_state[key] = held
    return True
