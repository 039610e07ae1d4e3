"""Sheets without a table, and hidden ones: nobody reads them, but the file is kept as it was sent.

So they too are looked through for personal data, column by column.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from geo.clerks.header_words import Label, read_label
from geo.clerks.personal import SEVERAL, find_personal
from geo.errors import IndicatorError
from geo.legacy_text import decode_texts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from geo.clerks.clerk import Cell, RawSheet
    from geo.clerks.vocabulary import Vocabulary
    from geo.errors import Problem

HEAD_ROWS: Final = 12
LONGEST_HEADER: Final = 60


def refuse_personal_sheets(
    file: str, sheets: Sequence[RawSheet], read: Collection[str], vocabulary: Vocabulary
) -> None:
    """Raise if a sheet that is not read has a column that looks like personal data.

    Parameters
    ----------
    file
        Name for messages.
    sheets
        All sheets of the file.
    read
        Names of those that have a table, where `geo.clerks.tables.read_tables` has looked.
    vocabulary
        Clerks' words.

    Raises
    ------
    IndicatorError
        A sheet has; nothing of the file is kept.
    """
    problems = [
        problem
        for sheet in sheets
        if sheet.name not in read
        for cells in zip_longest(*(sheet.rows or sheet.aside))
        for problem in _look_through(file, sheet.name, cells, vocabulary)
    ]
    if problems:
        raise IndicatorError(problems)


def _look_through(
    file: str, sheet: str, cells: Sequence[Cell | None], vocabulary: Vocabulary
) -> Iterator[Problem]:
    """Yield that a column looks personal: a header says so above several cells, or several cells do."""
    known = [cell for cell in cells if cell]
    if len(known) < SEVERAL:
        return
    heads = [cell.text for cell in cells[:HEAD_ROWS] if cell and len(cell.text) <= LONGEST_HEADER]
    labels = [read_label([text], vocabulary) for text in decode_texts(heads).values]
    said = next((label for label in labels if label.personal), None)
    words = said.words if said else known[0].text[:LONGEST_HEADER]
    label = Label(f"{words} ({sheet})", "other", sure=False, personal=said.personal if said else None)
    yield from find_personal([label], [known], file=file, fewest=SEVERAL)
