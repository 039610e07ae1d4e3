"""XLSX, XLS and ODS → cells as they stand: nothing is converted, guessed or computed.

Runs in the child process of `geo.sandbox`, after `geo.gate.gate` has looked at the file.
"""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.escape import unescape
from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from geo.clerks.cells_hidden import HIDDEN, NOTHING, read_hidden, read_hidden_ods
from geo.clerks.clerk import FORMULA_TEXT, Cell, RawSheet
from geo.clerks.looks import Look, Run, apply_look, apply_looks, join_runs, read_inline
from geo.clerks.looks_ods import read_ods_looks
from geo.clerks.looks_xls import read_xls
from geo.errors import IndicatorError, Problem
from geo.gate.faults import LOCKED, MACROS
from geo.gate.gate import part_contains

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from openpyxl.cell.read_only import ReadOnlyCell

    from geo.clerks.cells_hidden import Hidden
    from geo.clerks.clerk import MergedRange
    from geo.clerks.looks import Spot

MAX_SHEETS: Final = 60
MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 200
LAST_ROW: Final = 1_048_576
"""Of any spreadsheet; empty rows are walked through up to here, as somebody may have coloured them."""

PLAIN_SHEETS: Final = (SheetTypeEnum.WorkSheet, SheetTypeEnum.ChartSheet)
FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")
LOOKS: Final = re.compile(rb"<(?:\w+:)?(?:vertAlign[^>]*superscript|strike[\s/>])")
INLINE: Final = re.compile(rb"<(?:\w+:)?is>")
MERGED: Final = re.compile(rb"<(?:\w+:)?mergeCell[\s/>]")


def read_workbook(path: Path, *, name: str = "") -> tuple[RawSheet, ...]:
    """Return the sheets of a spreadsheet file.

    Parameters
    ----------
    path
        ``.xlsx`` is read by openpyxl, ``.xls`` and ``.ods`` by calamine.
    name
        Its name for messages, if it is another.

    Raises
    ------
    IndicatorError
        There are more sheets, rows or columns than a clerk's table has.
    """
    read = _read_xlsx if path.suffix.lower() == ".xlsx" else _read_calamine
    return tuple(read(path, name or path.name))


def _read_xlsx(path: Path, name: str) -> Iterator[RawSheet]:
    """Yield the sheets of an XLSX; formulas come with their stored result, those without one as "formula"."""
    looks = _has_part(path, LOOKS)
    values = openpyxl.load_workbook(path, read_only=True, data_only=True, rich_text=looks)
    computed, merged, veiled = (_has_part(path, pattern) for pattern in (FORMULA, MERGED, HIDDEN))
    formulas = openpyxl.load_workbook(path, read_only=True) if computed else values
    inline = looks and _has_part(path, INLINE)
    _require_few(name, "trang tính", "sheets", len(values.sheetnames), MAX_SHEETS)
    for sheet, twin in zip(values.worksheets, formulas.worksheets, strict=True):
        sheet.reset_dimensions()
        twin.reset_dimensions()
        twins = twin.rows if computed else iter(())
        rows = ([_from_openpyxl(cell, looks=looks) for cell in row] for row in sheet.rows)
        part = sheet._worksheet_path  # noqa: SLF001  nothing else tells it
        seen = apply_looks(rows, read_inline(path, part)) if inline else rows
        marked = _mark_formulas(seen, twins) if computed else seen
        kept = limit_rows(name, marked)
        if sheet.sheet_state != "visible":
            yield RawSheet(sheet.title, (), hidden=True, aside=kept)
        else:
            rows_hidden, columns_hidden = read_hidden(path, part, MAX_COLUMNS) if veiled else ((), ())
            yield RawSheet(
                sheet.title,
                kept,
                merged=_list_merged(path, sheet.title) if merged else (),
                hidden_rows=rows_hidden,
                hidden_columns=columns_hidden,
            )
    values.close()
    formulas.close()


def _has_part(path: Path, pattern: re.Pattern[bytes]) -> bool:
    """Return whether a part of an XLSX holds a pattern; a sheet may lie under any name."""
    with zipfile.ZipFile(path) as archive:
        return any(part_contains(archive, name, pattern) for name in archive.namelist())


def _mark_formulas(
    rows: Iterable[list[Cell | None]], twins: Iterable[Sequence[ReadOnlyCell]]
) -> Iterator[list[Cell | None]]:
    """Yield rows in which a formula without a stored result is such, not an empty cell."""
    for row, twin in zip(rows, twins, strict=True):
        yield [
            Cell("formula", FORMULA_TEXT) if cell is None and original.data_type == "f" else cell
            for cell, original in zip(row, twin, strict=True)
        ]


def _from_openpyxl(cell: ReadOnlyCell, *, looks: bool) -> Cell | None:
    if cell.data_type == "e":
        return Cell("error", str(cell.value))
    percent = isinstance(cell.value, int | float) and "%" in (cell.number_format or "")
    look = _read_look(cell) if looks and cell.value is not None else None
    value = look.text if look and look.text is not None else cell.value
    read = make_cell(unescape(value) if isinstance(value, str) else value, percent=percent)
    return apply_look(read, look and Look(None, look.struck))


def _read_look(cell: ReadOnlyCell) -> Look:
    struck = bool(cell.font and cell.font.strike)
    if not isinstance(cell.value, CellRichText):
        return Look(None, struck)
    look = join_runs([_name_run(run) for run in cell.value])
    return Look(look.text, struck or look.struck)


def _name_run(run: str | TextBlock) -> Run:
    if not isinstance(run, TextBlock):
        return Run(str(run))
    return Run(str(run), run.font.vertAlign == "superscript", bool(run.font.strike))


def make_cell(value: object, *, percent: bool = False) -> Cell | None:
    """Return a value of a spreadsheet library as a cell; an empty text is an empty cell."""
    if isinstance(value, bool):
        return Cell("text", "true" if value else "false")
    if isinstance(value, int | float):
        shown = f"{value:.0f}" if float(value).is_integer() else repr(float(value))
        return Cell("percent" if percent else "number", shown, float(value))
    if isinstance(value, datetime | date):
        return Cell("date", value.isoformat()[:10])
    if isinstance(value, time | timedelta):
        return Cell("text", str(value))
    return Cell("text", str(value)) if value is not None and str(value).strip() else None


def _read_calamine(path: Path, name: str) -> Iterator[RawSheet]:
    """Yield the sheets of an XLS or ODS; a formula comes with its stored result."""
    with _open_calamine(path, name) as book:
        _require_few(name, "trang tính", "sheets", len(book.sheet_names), MAX_SHEETS)
        if not all(metadata.typ in PLAIN_SHEETS for metadata in book.sheets_metadata):
            raise IndicatorError(Problem(name, *MACROS))
        looks, veiled = _read_beside(path)
        for position, metadata in enumerate(book.sheets_metadata):
            if metadata.typ == SheetTypeEnum.ChartSheet:
                continue
            sheet = book.get_sheet_by_index(position)
            last_row, last_column = sheet.end or (0, 0)
            _require_few(name, "dòng", "rows", last_row + 1, MAX_ROWS)
            _require_few(name, "cột", "columns", last_column + 1, MAX_COLUMNS)
            rows = sheet.to_python(skip_empty_area=False)
            cells = ([make_cell(value) for value in row] for row in rows)
            kept = limit_rows(name, apply_looks(cells, looks.get(metadata.name, {})))
            if metadata.visible != SheetVisibleEnum.Visible:
                yield RawSheet(metadata.name, (), hidden=True, aside=kept)
            else:
                hidden = veiled.get(metadata.name, NOTHING)
                yield RawSheet(
                    metadata.name,
                    kept,
                    merged=_name_ranges(sheet),
                    hidden_rows=hidden[0],
                    hidden_columns=hidden[1],
                )


def _read_beside(path: Path) -> tuple[dict[str, dict[Spot, Look]], dict[str, Hidden]]:
    """Return what calamine does not tell of the sheets: looks of texts, hidden rows and columns."""
    if path.suffix.lower() == ".ods":
        return read_ods_looks(path), read_hidden_ods(path, MAX_ROWS, MAX_COLUMNS)
    return read_xls(path)


def _open_calamine(path: Path, name: str) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(path)
    except PasswordError:
        raise IndicatorError(Problem(name, *LOCKED)) from None


def _list_merged(path: Path, title: str) -> tuple[MergedRange, ...]:
    """Return the merged cells of a sheet of an XLSX, which openpyxl does not read row by row."""
    with CalamineWorkbook.from_path(path) as book:
        return _name_ranges(book.get_sheet_by_name(title))


def _name_ranges(sheet: CalamineSheet) -> tuple[MergedRange, ...]:
    return tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())


def limit_rows(file: str, rows: Iterable[list[Cell | None]]) -> tuple[tuple[Cell | None, ...], ...]:
    """Return rows without empty ends.

    Raises
    ------
    IndicatorError
        Content stands beyond the limits; it is never dropped.
    """
    kept: list[tuple[Cell | None, ...]] = []
    blank = 0
    for number, row in enumerate(rows, 1):
        width = max((place for place, cell in enumerate(row, 1) if cell), default=0)
        if not width:
            blank += 1
            _require_few(file, "dòng", "rows", number, LAST_ROW)
            continue
        _require_few(file, "dòng", "rows", number, MAX_ROWS)
        _require_few(file, "cột", "columns", width, MAX_COLUMNS)
        kept += [()] * blank
        kept.append(tuple(row[:width]))
        blank = 0
    return tuple(kept)


def _require_few(file: str, what_vi: str, what_en: str, count: int, limit: int) -> None:
    if count > limit:
        raise IndicatorError(
            Problem(
                file=file,
                what_vi=f"có nội dung ở {what_vi} thứ {count}, quá {limit} {what_vi}",
                what_en=f"has content in number {count} of its {what_en}, beyond {limit}",
                remedy_vi="xóa phần thừa, chỉ để lại bảng cần nhập",
                remedy_en="delete what is not part of the table",
            )
        )
