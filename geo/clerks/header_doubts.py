"""What a header leaves open: a second row of it below, or a second table beside it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from geo.clerks.columns import EMPTY
from geo.clerks.header_words import name_field
from geo.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerks.clerk import ClerkColumn
    from geo.clerks.headers import Row
    from geo.clerks.lines import Line
    from geo.clerks.vocabulary import Vocabulary


def find_hidden_header(
    lines: Sequence[Line], rows: Sequence[Row], columns: Sequence[ClerkColumn], vocabulary: Vocabulary
) -> int | None:
    """Return the row (0-based) between header and units that holds labels of values, or None.

    A second row of a header that could not be joined to the first would leave values under the wrong words.
    """
    for line in lines:
        if line.kind == "unit":
            return None
        if line.kind == "stray" and _labels_value(rows[line.row], columns, vocabulary):
            return line.row
    return None


def find_block_beside(
    lines: Sequence[Line], rows: Sequence[Row], columns: Sequence[ClerkColumn], *, file: str
) -> list[Problem]:
    """Return that a second table without a header stands beside the first: its rows would not be read.

    One cell that no header heads is a note; two of them, side by side in a row, are a row of another table.
    So is a list of wards beyond an empty column that ends above the middle of the hamlets.
    """
    apart = _find_list_beside(lines, rows, columns)
    if apart:
        return [_beside(file, apart[0] + 1, columns[apart[1]])]
    for line in lines:
        bare = [
            bool(cell) and not column.words for cell, column in zip(rows[line.row], columns, strict=False)
        ]
        places = [place for place, (one, other) in enumerate(pairwise(bare)) if one and other]
        if places and line.kind in ("unit", "stray"):
            return [_beside(file, line.row + 1, columns[places[0]])]
    return []


def _find_list_beside(
    lines: Sequence[Line], rows: Sequence[Row], columns: Sequence[ClerkColumn]
) -> tuple[int, int] | None:
    """Return first row and column of a list of wards that stands beside a table of hamlets, or None."""
    fields = [column.field for column in columns]
    if "hamlet" not in fields or "ward" not in fields[fields.index("hamlet") :]:
        return None
    first, last = fields.index("hamlet"), len(fields) - 1 - fields[::-1].index("ward")
    units = [line.row for line in lines if line.kind == "unit"]
    filled = [row for row in units if last < len(rows[row]) and rows[row][last]]
    gap = any(column.reason == EMPTY and not column.words for column in columns[first:last])
    ends = bool(filled) and 2 * (units.index(filled[-1]) + 1) < len(units)
    return (filled[0], last) if gap and ends and len(filled) > 1 else None


def _labels_value(row: Row, columns: Sequence[ClerkColumn], vocabulary: Vocabulary) -> bool:
    """Return whether a row holds a label of a value, or words that may be one of another value than above."""
    values = {*vocabulary.kinds, "not_met"}
    pairs = zip(columns, row, strict=False)
    told = [
        (column, name_field(cell.text, vocabulary)) for column, cell in pairs if cell and cell.kind == "text"
    ]
    return any(
        field in values and (sure or (column.field in values and column.field != field))
        for column, (field, sure) in told
    )


def _beside(file: str, row: int, column: ClerkColumn) -> Problem:
    return Problem(
        file=file,
        row=row,
        column=column.letter,
        what_vi="và cột bên phải có số liệu mà không có tiêu đề: có thể là một bảng nữa đặt cạnh bảng này",
        what_en="and the next hold data without a header: perhaps a second table beside this one",
        remedy_vi="ghi tiêu đề cho các cột này, đặt hai bảng trên dưới nhau, hoặc xóa phần thừa",
        remedy_en="give them headers, put the tables below each other, or delete what is not needed",
    )


def hidden_header(file: str, row: int) -> Problem:
    """Return that a row below the header looks like a part of it."""
    return Problem(
        file=file,
        row=row + 1,
        what_vi="có vẻ là dòng tiêu đề thứ hai, nhưng không rõ chữ nào thuộc cột nào",
        what_en="looks like a second row of the header, but which label belongs to which column is not clear",
        remedy_vi="gộp ô tiêu đề nhóm, hoặc ghi đủ tiêu đề trên một dòng",
        remedy_en="merge the cells of the group's label, or write the whole header in one row",
    )
