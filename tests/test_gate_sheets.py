"""Rows of an XLSX that a reader would drop without a word refuse the file, with the row and the remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from test_gate import SHEET, save_book

from geo.clerks.cells import read_workbook
from geo.errors import DataFileError
from geo.gate.sheets import count_letters, refuse_disorder

if TYPE_CHECKING:
    from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def save(path: Path, rows: str, prefix: str = "") -> Path:
    data = f"<sheetData>{rows}</sheetData>"
    if prefix:
        data = data.replace("</", f"</{prefix}:").replace("<", f"<{prefix}:").replace(f"<{prefix}:/", "</")
    tag, space = (f"{prefix}:worksheet", f"xmlns:{prefix}") if prefix else ("worksheet", "xmlns")
    return save_book(path, {SHEET: f'<{tag} {space}="{MAIN}">{data}</{tag}>'.encode()})


def row(number: object, *cells: str) -> str:
    told = "".join(f"<c{f' r={place!r}' if place else ''}><v>{n}</v></c>" for n, place in enumerate(cells, 1))
    return f"<row{f' r={str(number)!r}' if number != '' else ''}>{told}</row>"


@pytest.mark.parametrize(
    "rows",
    [
        row(1, "A1") + row(2, "A2", "C2") + row(7, "B7"),
        row("", "A1") + row("", "", "", "") + row(3, "A3", "", "C3"),
        row("", "", "") + row(5, "", ""),
        row(1) + row(2, "Z2", "AA2", "AZ2", "BA2"),
    ],
)
def test_rows_in_order_are_all_read(tmp_path: Path, rows: str) -> None:
    path = save(tmp_path / "a.xlsx", rows)
    refuse_disorder(path, "bảng")
    (sheet,) = read_workbook(path)
    assert sum(bool(cell) for line in sheet.rows for cell in line) == rows.count("<v>")


@pytest.mark.parametrize("prefix", ["", "x"])
@pytest.mark.parametrize(
    "rows",
    [
        row(1, "A1") + row(2, "A2") + row(2, "A2"),
        row(3, "A3") + row(2, "A2"),
        row(3, "A3") + row("", "") + row(4, "A4"),
        row(1, "A1", "B1", "A1"),
        row(1, "A1", "A1"),
        row(1, "B1", "A1"),
        row(1, "B1", "", "C1"),
        row(1, "A1") + row(2, "A3"),
        row(1, "A1") + row("2.5", "A2"),
        row(1, "$A$1"),
        row(0, "A1"),
    ],
)
def test_a_number_that_repeats_or_goes_back_refuses_the_file(tmp_path: Path, rows: str, prefix: str) -> None:
    path = save(tmp_path / "a.xlsx", rows, prefix)
    with pytest.raises(DataFileError, match=r"^bảng, dòng \d+: có số dòng hoặc ô lặp lại.*→ mở bằng Excel"):
        refuse_disorder(path, "bảng")


def test_a_sheet_that_is_no_xml_is_called_damaged(tmp_path: Path) -> None:
    path = save_book(tmp_path / "a.xlsx", {SHEET: b"<worksheet><sheetData><row></worksheet>"})
    with pytest.raises(DataFileError, match="bị hỏng"):
        refuse_disorder(path, "bảng")


@pytest.mark.parametrize(
    ("letters", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("AZ", 52), ("XFD", 16384), ("a", 0), ("", 0)]
)
def test_columns_are_counted(letters: str, number: int) -> None:
    assert count_letters(letters) == number
