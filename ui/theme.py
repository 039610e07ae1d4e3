"""Look of the frame around the screens: the typeface from its package, room for the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from ui.files import ASSETS

if TYPE_CHECKING:
    from geo.model import Language

ICON: Final = ASSETS / "icon.png"


def say_language(language: Language) -> None:
    """Say in which language the page is, before anything of it can fail.

    Streamlit says "en" whatever the words are, and its own parts speak English.
    """
    # To say the same again would make the browser style the whole page anew.
    script = (
        f"const html = document.documentElement; if (html.lang !== '{language}') html.lang = '{language}';"
    )
    st.html(f"<script>{{{script}}}</script>", unsafe_allow_javascript=True)
