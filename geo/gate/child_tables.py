"""In the child process: a clerk's file → its sheets as JSON."""

from __future__ import annotations

import importlib
import math
from typing import TYPE_CHECKING, Any, Final

from geo.clerks.cells import read_workbook
from geo.clerks.delimited import read_delimited
from geo.clerks.personal_notes import refuse_personal_notes
from geo.errors import DataFileError, Problem
from geo.gate.faults import LONGEST_TEXT, TOO_LONG, refuse
from geo.gate.gate import WORKBOOKS, check_table
from geo.gate.sheets import refuse_disorder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from geo.clerks.clerk import Cell, RawSheet
    from geo.errors import Fault

MAX_CELLS: Final = 300_000
"""Filled cells of a file: 20,000 rows of 15 columns; what follows is done for each."""

TOO_MANY: Final[Fault] = (
    f"có hơn {MAX_CELLS // 1000}.000 ô có nội dung",
    f"has more than {MAX_CELLS:,} filled cells",
    "chỉ để lại bảng cần nhập",
    "keep the table only",
)


def answer(files: Sequence[tuple[Path, str]], request: Mapping[str, Any]) -> dict[str, Any]:
    """Return the sheets of the one file of a request.

    Of each: name, hidden, rows of cells (kind, text, number), merged cells, rows of a hidden sheet, widths,
    hidden rows and columns.

    Raises
    ------
    DataFileError
        It is not the table that its ending says, or too large.
    """
    del request
    ((path, name),) = files
    check_table(path, name=name)
    if path.suffix.lower() == ".xlsx":
        refuse_disorder(path, name)
    sheets = _choose_reader(path.suffix.lower())(path, name=name)
    _refuse_long_texts(name, sheets)
    if sum(bool(cell) for sheet in sheets for row in sheet.rows or sheet.aside for cell in row) > MAX_CELLS:
        refuse(name, TOO_MANY)
    if path.suffix.lower() in WORKBOOKS:
        refuse_personal_notes(path, name, sheets)
    return {
        "sheets": [
            [
                *(sheet.name, sheet.hidden, _plain_rows(sheet.rows), sheet.merged),
                *(_plain_rows(sheet.aside), sheet.widths, sheet.hidden_rows, sheet.hidden_columns),
            ]
            for sheet in sheets
        ]
    }


def _refuse_long_texts(name: str, sheets: Sequence[RawSheet]) -> None:
    """Refuse what no cell of a spreadsheet can hold: nothing that follows need be ready for it."""
    for sheet in sheets:
        for number, row in enumerate(sheet.rows or sheet.aside, 1):
            if any(cell and len(cell.text) > LONGEST_TEXT for cell in row):
                raise DataFileError(Problem(name, *TOO_LONG, row=number))


def _choose_reader(ending: str) -> Callable[..., tuple[RawSheet, ...]]:
    if ending == ".dbf":
        reader: Callable[..., tuple[RawSheet, ...]] = importlib.import_module("geo.clerks.dbf").read_dbf
        return reader
    return read_workbook if ending in WORKBOOKS else read_delimited


def _plain_rows(rows: Sequence[Sequence[Cell | None]]) -> list[list[list[object] | None]]:
    return [list(map(_plain, row)) for row in rows]


def _plain(cell: Cell | None) -> list[object] | None:
    if cell is None:
        return None
    return [cell.kind, cell.text, None if math.isnan(cell.number) else cell.number]
