"""What the rows above a table and the name of its sheet say of year and ward."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.vocabulary import tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

YEAR: Final = re.compile(r"năm\s*:?\s*((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
WARD: Final = re.compile(r"\b(xã|phường|thị trấn)\s+((?:[^\W\d_]+(?:\s+|$)){1,4})", re.IGNORECASE)
STOP_WORDS: Final = "năm trực thuộc trên và thị đạt quý tháng theo về của có"


def find_title_year(texts: Sequence[str]) -> int | None:
    """Return the one year that titles name ("NĂM 2018"), or None if they name none or several."""
    years = {int(year) for text in texts for year in YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def find_title_ward(texts: Sequence[str]) -> str:
    """Return the one ward that titles name ("UBND PHƯỜNG TRẦN PHÚ"), or "" if they name none or several."""
    found = {}
    for text in texts:
        for kind, words in WARD.findall(" ".join(text.split())):
            name = _keep_name(words.split())
            if name:
                found[tokenise(name)] = f"{kind} {name}"
    return next(iter(found.values())) if len(found) == 1 else ""


def _keep_name(words: Sequence[str]) -> str:
    """Return the capitalised words before the first that belongs to the sentence."""
    name: list[str] = []
    for word in words:
        if not word[0].isupper() or word.casefold() in STOP_WORDS.split():
            break
        name.append(word)
    return " ".join(name)
