"""What speaks against the rows of a table as a whole: a person must decide before they are used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.clerks.columns_blank import FEWEST_ROWS
from geo.clerks.columns_places import STRANGE_WORDS, UNKNOWN
from geo.clerks.header_words import RESULTS
from geo.clerks.tokens import tokenise
from geo.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerks.clerk import ClerkColumn, ClerkTable
    from geo.clerks.lines import Line

COUNT: Final = re.compile(r"[2-9]|[1-9]\d{1,5}")
"""No result: those that are numbers are 0 and 1."""

FEWEST_COUNTS: Final = 2
MANY: Final = 0.2


def find_table_doubts(table: ClerkTable, lines: Sequence[Line]) -> list[Problem]:
    """Return what speaks against the rows of a table as a whole."""
    return [*_find_no_unit(table, lines), *_find_many_rows(table), *_find_counts(table)]


def _find_no_unit(table: ClerkTable, lines: Sequence[Line]) -> list[Problem]:
    """Return that no row below a header names a unit although something stands there.

    Names of wards with nothing named below them are no headings either.
    """
    sections = [line.row + 1 for line in lines if line.kind == "section"]
    strange = [line.row + 1 for line in lines if line.kind == "stray"]
    units = table.units()
    if not sections and (units or not strange):
        return []
    if units and any(row.cells.get(field) for row in units for field in ("hamlet", "code")):
        return []
    strange = sorted([*strange, *sections])
    return [
        Problem(
            file=table.file,
            row=strange[0],
            what_vi=f"không đọc được đơn vị nào: {len(strange)} dòng có chữ nhưng không có tên và số liệu",
            what_en=f"no row is a unit: {len(strange)} rows have text, but neither a name nor data",
            remedy_vi="kiểm tra dấu phân cách cột của tệp, hoặc chọn dòng tiêu đề và cột tên đơn vị",
            remedy_en="check how the columns are separated, or choose the header row and the column of names",
        )
    ]


def _find_counts(table: ClerkTable) -> list[Problem]:
    """Return that a column of results holds counts: "Đạt" above 7 and 1 is how many, and 1 is no result."""
    found = []
    for column in table.columns:
        if column.field not in RESULTS:
            continue
        told = [row for row in table.units() if row.cells.get(column.field)]
        counts = [text for row in told if COUNT.fullmatch(text := row.cells[column.field].strip())]
        if len(counts) >= FEWEST_COUNTS and len(counts) > MANY * len(told):
            found.append(_counts(table.file, column, counts[0]))
    return found


def _find_many_rows(table: ClerkTable) -> list[Problem]:
    """Return that a table of wards names them again and again: its rows are about something inside them.

    Beside a column of which nobody knows what it holds, one that comes twice is enough.
    """
    if {"hamlet", "code"} & {column.field for column in table.columns}:
        return []
    named = [
        (row.cells.get("ward_code") or tokenise(row.cells.get("ward", "")), row.values.get("year"))
        for row in table.units()
    ]
    known = [place for place in named if place[0]]
    unknown = any(column.reason in (UNKNOWN, STRANGE_WORDS) for column in table.columns)
    again = len(named) >= FEWEST_ROWS and 2 * len(set(named)) < len(named)
    if not again and not (unknown and len(set(known)) < len(known)):
        return []
    return [
        Problem(
            file=table.file,
            what_vi=f"có {len(named)} dòng cho {len(set(named))} xã, phường mà không có cột tên thôn",
            what_en=f"has {len(named)} rows for {len(set(named))} wards, but no column that names hamlets",
            remedy_vi="chọn cột nào là tên thôn, tổ dân phố",
            remedy_en="choose the column that names the hamlets",
        )
    ]


def _counts(file: str, column: ClerkColumn, count: str) -> Problem:
    return Problem(
        file=file,
        column=column.words,
        value=count,
        what_vi="có vẻ là số đếm, không phải kết quả của từng đơn vị",
        what_en="looks like a count, not the result of each unit",
        remedy_vi="chọn cột nào là kết quả phân loại, hoặc chọn không đọc cột này",
        remedy_en="choose the column of results, or that this one is not read",
    )
