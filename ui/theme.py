"""Look of the frame around the screens: the typeface from its package, room for the map."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from ui.map_component import folder_address

ASSETS: Final = Path(__file__).parent / "assets"
ICON: Final = ASSETS / "icon.png"
STYLE: Final = ASSETS / "frame.css"
WEIGHTS: Final = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}


def use_theme() -> None:
    """Give the page its typeface and its style."""
    faces = "".join(
        f"@font-face{{font-family:'Be Vietnam Pro';font-weight:{weight};font-display:swap;"
        f"src:url('{folder_address('fonts')}/BeVietnamPro-{name}.ttf') format('truetype')}}"
        for weight, name in WEIGHTS.items()
    )
    st.html(f"<style>{faces}{STYLE.read_text(encoding='utf-8')}</style>")
