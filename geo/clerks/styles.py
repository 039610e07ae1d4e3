"""How the cells of a column are written, decided for the column as a whole: separators, order of dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.clerks.clerk import Cell, Style

GROUPED: Final[dict[Style, re.Pattern[str]]] = {
    "dots": re.compile(r"[1-9]\d{0,2}(\.\d{3})+"),
    "commas": re.compile(r"[1-9]\d{0,2}(,\d{3})+"),
    "spaces": re.compile(r"[1-9]\d{0,2}([ \u00a0\u202f]\d{3})+"),
}
"""Whole numbers with separators of thousands, by style."""

DIGITS: Final = re.compile(r"\d[\d.,\s\u00a0\u202f]*")
MOST_OF_ONE: Final = 2
"""A part of 1 may be somewhat more than it: 105 % is 1.05."""

FEWEST_HALVES: Final = 2
"""Counts in one column that are no whole numbers: their separator of thousands was taken for decimals."""

DASHES: Final = ("-", "–", "—", "−", "‑")
DAY: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
LAST_MONTH: Final = 12


def find_style(kind: str, cells: Iterable[Cell]) -> tuple[Style, bool]:
    """Return how the cells of a column are written, and whether they show it.

    Parameters
    ----------
    kind
        What the column holds: "status", "tick", "count", "number", "year", "date" or anything else for text.
    cells
        Its cells that are not empty. Numbers and dates of a spreadsheet have no style; texts do.
    """
    known = list(cells)
    texts = [cell.text.strip() for cell in known if cell.kind == "text"]
    signs = {text for text in texts if not any(letter.isalnum() for letter in text)}
    if kind == "status" and {"+"} < signs <= {"+", *DASHES}:
        return "mixed", False
    if kind == "number" and _may_be_shares(known):
        return "mixed", False
    if kind == "date":
        return find_order(texts)
    if kind in ("count", "number"):
        digits = [found[0].strip() for text in texts if (found := DIGITS.search(text))]
        if kind == "count" and not digits and sum(map(_is_half, known)) >= FEWEST_HALVES:
            return "thousands", True
        return find_separator(digits, whole=kind == "count")
    styles: dict[str, Style] = {"status": "status", "tick": "tick", "year": "year"}
    return styles.get(kind, "text"), True


def _is_half(cell: Cell) -> bool:
    return cell.kind == "number" and not cell.number.is_integer()


def _may_be_shares(cells: Sequence[Cell]) -> bool:
    """Return whether all numbers of a spreadsheet may be parts of 1: XLS and ODS come without formats.

    What is shown as 98.3 % is stored as 0.983, and 100 % as 1: as they stand they would be a hundred times
    too small.
    """
    numbers = [cell.number for cell in cells if cell.kind == "number"]
    if not numbers or not 0 <= min(numbers) <= max(numbers) <= MOST_OF_ONE:
        return False
    return max(numbers) <= 1 or any(not number.is_integer() for number in numbers)


def find_separator(texts: Sequence[str], *, whole: bool) -> tuple[Style, bool]:
    """Return which separator of thousands a column uses, and whether its cells leave no doubt.

    Parameters
    ----------
    texts
        Numbers as written.
    whole
        Whether the column holds counts: then a separator before three digits is one of thousands.
    """
    if whole:
        found = [style for style, pattern in GROUPED.items() if any(map(pattern.fullmatch, texts))]
        return ("mixed", False) if len(found) > 1 else (found[0] if found else "whole", True)
    spaced = any(map(GROUPED["spaces"].match, texts))
    point = any(_shows_decimal(text, ".", "dots") or text.count(",") > 1 for text in texts)
    comma = any(_shows_decimal(text, ",", "commas") or text.count(".") > 1 for text in texts)
    if point and (comma or spaced):
        return "mixed", False
    if point:
        return "commas", True
    open_question = any("." in text or "," in text for text in texts) and not (comma or spaced)
    return ("spaces" if spaced else "dots"), not open_question


def _shows_decimal(text: str, mark: str, grouping: Style) -> bool:
    """Return whether a sign in a number can only be the decimal one: "12,5", "0.983", "1.234,5"."""
    last = max(text.rfind("."), text.rfind(","))
    return text.count(mark) == 1 and text.find(mark) == last and not GROUPED[grouping].fullmatch(text)


def find_order(texts: Sequence[str]) -> tuple[Style, bool]:
    """Return day first, unless the column shows that the month is; both at once contradict each other."""
    parts = [(int(found[1]), int(found[2])) for text in texts if (found := DAY.fullmatch(text))]
    day_first = any(first > LAST_MONTH for first, _ in parts)
    month_first = any(second > LAST_MONTH for _, second in parts)
    if day_first and month_first:
        return "mixed", False
    return ("mdy" if month_first else "dmy"), day_first or month_first or not parts
