"""Where files are dropped: one box for the whole session, which no other screen empties."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.tools.words import number, say

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from geo.model import Language

HELD: Final = "files_held"
"""Whether this session has sent files."""


def take_files(language: Language, *, shown: bool = True) -> list[UploadedFile]:
    """Draw where files are dropped and return them; where it is not shown it keeps them all the same."""
    with at_the_door(), st.container(key="upload"):
        if shown:
            st.text(say("data.upload_explain", language))
        files = st.file_uploader(
            say("data.upload", language),
            accept_multiple_files=True,
            label_visibility="collapsed",
            key="files",
        )
        gone = len(st.session_state["files"] or ()) - len(files)
        if shown and gone:
            # A new server has nothing of what the browser shows still.
            with st.container(key="refusal_gone"):
                st.text(say("data.gone", language, count=number(gone, language)))
    if not shown:
        # With what is around it, which has a gap to what comes next.
        st.html("<style>[data-testid=stLayoutWrapper]:has(>.st-key-upload){display:none}</style>")
    st.session_state[HELD] = bool(files)
    return files


def keep_files(language: Language) -> None:
    """Keep the files of the session on a screen that has no use for them."""
    if st.session_state.get(HELD):
        take_files(language, shown=False)


def at_the_door() -> AbstractContextManager[None]:
    """Let what is drawn belong to all screens, as what the front door draws.

    Of a screen that is left, Streamlit forgets everything.
    """
    context = get_script_run_ctx()
    if context is None:
        return nullcontext()
    return context.run_with_active_hash(context.pages_manager.main_script_hash)
