"""Rows of units above the header of their table: that one repeats a header that is damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.clerk import PLACES
from geo.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.headers import Row
    from geo.lines import Line, LineReader

FEWEST_ROWS: Final = 2


def find_rows_above(
    lines: Sequence[Line], rows: Sequence[Row], reader: LineReader, *, file: str
) -> list[Problem]:
    """Return that titles of a table have names and values in its columns: they would be lost.

    Parameters
    ----------
    lines
        Rows of the table, and what they are.
    rows
        Cells of the sheet.
    reader
        Of the table.
    file
        Name for messages.
    """
    found = [
        line.row + 1
        for line in lines
        if line.kind == "title"
        and any(reader.text(rows[line.row], place) for place in PLACES)
        and reader.has_value(rows[line.row])
    ]
    if len(found) < FEWEST_ROWS:
        return []
    return [
        Problem(
            file=file,
            row=found[0],
            what_vi=f"và {len(found) - 1} dòng khác ở trên dòng tiêu đề cột có tên đơn vị và số liệu",
            what_en=f"and {len(found) - 1} other rows above the header hold names and values",
            remedy_vi="ghi lại tiêu đề các cột ở trên các dòng này, hoặc chọn dòng tiêu đề",
            remedy_en="write the headers of the columns above these rows, or choose the header row",
        )
    ]
