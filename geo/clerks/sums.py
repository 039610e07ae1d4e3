"""Which rows of a clerk's table are sums: "Tổng cộng", "Cộng xã Tịnh Khê", "Tịnh Khê cộng", "Tổng (I+II)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import PLACES, TEXTS
from geo.clerks.tokens import tokenise

if TYPE_CHECKING:
    from geo.clerks.headers import Row
    from geo.clerks.lines import LineReader

SUM_SIGNS: Final = frozenset({"∑", "Σ"})

ENUMERATION: Final = re.compile(
    r"^\s*(?:[IVXLC]+|\d{1,3}(?:\.\d{1,2})*|[A-Za-z])\s*[.)/:]\s*"
    r"|^\s*\d{1,2}(?:\.\d{1,2})+\s+(?=\S)|^\s*[IVXLC]+\s*-?\s+(?=\S)"
)
ROMAN: Final = re.compile(r"[IVX]+\.?|[A-H]\.?")


def is_total(row: Row, reader: LineReader) -> bool:
    """Return whether a text of a row begins as that of a sum, or is the city; of a unit, outside its values.

    Beside the name of a hamlet it is none: that row would be lost.
    """
    hamlet = reader.text(row, "hamlet")
    if reader.vocabulary.begins(hamlet, "hamlet"):
        return _is_sum(hamlet, reader)
    named = any(reader.text(row, field) for field in PLACES)
    for place, cell in enumerate(row):
        field = reader.columns[place].field if place < len(reader.columns) else "other"
        if not cell or cell.kind not in TEXTS or (named and field in reader.vocabulary.kinds):
            continue
        if _is_sum(cell.text, reader) or ((field == "hamlet" or not hamlet) and _is_city(cell.text, reader)):
            return True
    return False


def _is_city(text: str, reader: LineReader) -> bool:
    city = reader.vocabulary.city
    return bool(city) and reader.starts(tokenise(text), "city_kinds") == city


def _is_sum(text: str, reader: LineReader) -> bool:
    """Return whether a text is that of a sum: "Cộng xã Tịnh Khê", "Tịnh Khê cộng", "Tổng (I+II)"."""
    if text.strip() in SUM_SIGNS:
        return True
    if text.lstrip().startswith("="):
        return False  # a formula that is kept as text: "=SUM(A1:A3)"
    tokens = tokenise(ENUMERATION.sub("", text))
    wards = reader.vocabulary.wards
    head = tokens[:-1]
    if (
        head
        and reader.is_word(tokens[-1:], "total")
        and (head in wards or reader.starts(head, "ward_kinds") in wards)
    ):
        return True
    rest = reader.starts(tokens, "total")
    if rest is None:
        return False
    plain = not rest or rest[0].isdecimal() or reader.is_word(rest[:1], "total_tails") or rest in wards
    return (
        plain
        or reader.starts(rest, "ward_kinds") in wards
        or all(word.isdigit() or ROMAN.fullmatch(word.upper()) for word in rest)
    )
