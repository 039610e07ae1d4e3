"""Columns of values in which nothing stands at all: what was meant may be shown by colours only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import PLACES
from geo.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerks.clerk import ClerkColumn
    from geo.clerks.columns_places import Found
    from geo.clerks.vocabulary import Vocabulary

FEWEST_ROWS: Final = 3


def find_blank(
    found: Sequence[Found], columns: Sequence[ClerkColumn], vocabulary: Vocabulary, *, file: str
) -> list[Problem]:
    """Return that nothing stands below the headers of values: stored, that would be no data everywhere.

    Parameters
    ----------
    found
        Labels and cells.
    columns
        What was understood of them.
    vocabulary
        Clerks' words.
    file
        Name for messages.
    """
    pairs = list(zip(columns, found, strict=True))
    values = [pair for pair in pairs if pair[0].field in (*vocabulary.kinds, "not_met")]
    rows = max((len(one.cells) for column, one in pairs if column.field in PLACES), default=0)
    if not values or rows < FEWEST_ROWS or any(one.cells for _, one in values):
        return []
    return [
        Problem(
            file=file,
            column=values[0][0].words,
            what_vi="không có chữ hay số nào ở dưới; màu ô thì hệ thống không đọc",
            what_en="has no word or number below it; colours of cells are not read",
            remedy_vi="ghi kết quả bằng chữ hoặc số, hoặc chọn không đọc cột này",
            remedy_en="write the results in words or numbers, or choose that this column is not read",
        )
    ]
