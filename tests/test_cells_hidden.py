"""What the spreadsheet does not show is read, and it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
from conftest import SHIPPED

from geo.clerks.cells import read_workbook
from geo.intake.intake import take_in

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    ["Xã, phường", "Thôn, tổ dân phố", "Ghi chú", "Kết quả", "Số hộ"],
    *(["Phường Trần Phú", f"Tổ dân phố {number}", "", "Đạt", 100 + number] for number in range(1, 6)),
]


def save(path: Path, *, rows: tuple[int, ...] = (), columns: str = "") -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in ROWS:
        sheet.append(row)
    for row in rows:
        sheet.row_dimensions[row].hidden = True
    for letter in columns:
        sheet.column_dimensions[letter].hidden = True
    book.save(path)
    return path


def test_hidden_rows_and_columns_of_a_sheet_are_found(tmp_path: Path) -> None:
    (sheet,) = read_workbook(save(tmp_path / "a.xlsx", rows=(3, 5), columns="CD"))
    assert sheet.hidden_rows == (2, 4)
    assert sheet.hidden_columns == (2, 3)
    (plain,) = read_workbook(save(tmp_path / "b.xlsx"))
    assert not plain.hidden_rows + plain.hidden_columns
    assert plain.rows == sheet.rows


def test_columns_hidden_up_to_the_end_of_the_sheet_are_no_content(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book.worksheets[0].column_dimensions.group("F", "XFD", hidden=True)
    book.save(path)
    (sheet,) = read_workbook(path)
    assert max(sheet.hidden_columns) < 1000
    assert min(sheet.hidden_columns) == 5


def test_rows_and_columns_that_are_not_shown_say_so(tmp_path: Path) -> None:
    intake = take_in(SHIPPED, save(tmp_path / "a.xlsx", rows=(3,), columns="CD"), year=2018)
    told = intake.ledger.rows.set_index("row")
    assert list(told["status"][1:]) == ["matched"] * 5
    assert [row for row, reason in told["reason_en"].items() if "hidden" in reason] == [3]
    (table,) = intake.tables
    hidden = [column for column in table.columns if "hidden" in column.reason["en"]]
    assert [(column.field, column.sure) for column in hidden] == [("meets_standard", False)]
