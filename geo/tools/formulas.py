"""Texts that a spreadsheet would take for a formula, made plain text for a CSV."""

from __future__ import annotations

import re
from typing import Final

FORMULA: Final = re.compile(r"(\A|[;\t\r\n])(\s*[=+\-@＝＋－＠])")
"""Where a cell may begin, and what makes it a formula: in a country of decimal commas, cells end at ";"."""


def defuse(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe stands before what begins one."""
    return FORMULA.sub(r"\1'\2", text)
