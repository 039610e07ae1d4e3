"""Look of the frame around the screens: the typeface from its package, room for the map."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from ui.map_component import folder_address

ASSETS: Final = Path(__file__).parent / "assets"
ICON: Final = ASSETS / "icon.png"


def use_theme() -> None:
    """Give the page its typeface and its style."""
    # By address: the text of a style sheet would go over the wire again with every change.
    st.html(f"<style>@import url('{folder_address('assets')}/frame.css')</style>")
