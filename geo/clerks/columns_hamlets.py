"""Wards beside which an unknown column has names of their hamlets: that is no table of wards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.clerks.columns_places import STRANGE_WORDS, UNKNOWN
from geo.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerks.clerk import ClerkColumn
    from geo.clerks.headers import Row
    from geo.clerks.lines import Line, LineReader


def find_hamlets_aside(
    lines: Sequence[Line], rows: Sequence[Row], reader: LineReader, *, file: str
) -> list[Problem]:
    """Return that a column of a table of wards may name the hamlets that its results are of.

    A number may be a hamlet, or say anything else of a ward: where every one could be a hamlet, it is asked.

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
    if {"hamlet", "code"} & {column.field for column in reader.columns}:
        return []
    units = [rows[line.row] for line in lines if line.kind == "unit" and reader.text(rows[line.row], "ward")]
    return [
        _ask(file, column)
        for place, column in enumerate(reader.columns)
        if column.field == "other" and column.reason in (UNKNOWN, STRANGE_WORDS)
        if _are_hamlets(units, place, reader)
    ]


def _are_hamlets(units: Sequence[Row], place: int, reader: LineReader) -> bool:
    told = [
        (reader.text(row, "ward"), cell.text) for row in units if place < len(row) and (cell := row[place])
    ]
    known = [names for names in told if reader.knows_ward(names[0])]
    return 2 * len(told) > len(units) and all(reader.vocabulary.has_hamlet(*names) for names in known or told)


def _ask(file: str, column: ClerkColumn) -> Problem:
    return Problem(
        file=file,
        column=column.words or column.letter,
        what_vi="có thể là tên thôn, tổ dân phố của các xã, phường: không rõ kết quả là của thôn hay của xã",
        what_en="may name hamlets of the wards: whether the results are theirs or the wards' is not known",
        remedy_vi="chọn cột này là tên thôn, tổ dân phố, hoặc chọn không đọc; lần sau hệ thống sẽ nhớ",
        remedy_en="choose that this column names the hamlets, or that it is not read; it is kept",
    )
