"""Foreign text where Streamlit reads Markdown: labels of controls, words at a progress bar."""

from __future__ import annotations

import re
from typing import Final

SIGN: Final = re.compile(r"[\\`*_\[\]<$~&]")
"""What Markdown takes for a command anywhere; a backslash before it makes it the sign that it is."""
JOINT: Final = re.compile(
    r"\A(?=[-#>+=|\d])|(?<=[:@])(?=\S)|(?<=www)(?=\.)|(?<=[-<>~])(?=[-<>=])", re.IGNORECASE
)
"""Where a heading or a list would begin, and where Streamlit joins signs to an icon, a link or an arrow."""
APART: Final = "\N{WORD JOINER}"
"""A sign that is not seen and keeps two others from being one."""


def escape_markdown(text: str) -> str:
    """Return Markdown that shows a text as it stands."""
    return SIGN.sub(r"\\\g<0>", JOINT.sub(APART, text))
