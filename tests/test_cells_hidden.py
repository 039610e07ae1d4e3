"""What the spreadsheet does not show is read, and it is told."""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from conftest import SHIPPED
from test_cells import label, record, save_ods, save_xls
from test_looks import font

from geo.clerks.cells import read_workbook
from geo.intake.intake import take_in
from geo.storing.desk import open_desk, receive
from geo.storing.table import Wish, preview_table

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


def save_veiled_ods(path: Path) -> Path:
    """Column B, and the second row, which a filter hides, up to the end of the sheet."""
    with zipfile.ZipFile(save_ods(path)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    first, second, *rest = parts["content.xml"].split("<table:table-row>")
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    veiled = '<table:table-row table:visibility="filter">'
    end = '<table:table-row table:visibility="collapse" table:number-rows-repeated="1048000"/></table:table>'
    content = f"{first}{columns}<table:table-row>{second}{veiled}{''.join(rest)}"
    parts["content.xml"] = content.replace("</table:table>", end)
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def save_veiled_xls(path: Path) -> Path:
    """The same: bits of the records of row and column."""
    column = record(0x7D, struct.pack("<HHHHHH", 1, 1, 2048, 0, 1, 0))
    row = record(0x0208, struct.pack("<HHHHHHI", 1, 0, 3, 255, 0, 0, 0x20))
    more = font() + record(0xE0, bytes(20))
    return save_xls(
        path, more, column + row + label(0, 0, "Thôn") + label(0, 1, "Số hộ") + label(1, 0, "Thôn 1")
    )


@pytest.mark.parametrize(("name", "save_veiled"), [("a.ods", save_veiled_ods), ("a.xls", save_veiled_xls)])
def test_older_workbooks_hide_rows_and_columns_too(tmp_path: Path, name: str, save_veiled: object) -> None:
    (sheet,) = read_workbook(save_veiled(tmp_path / name))
    assert (sheet.hidden_rows[0], sheet.hidden_columns) == (1, (1,))
    assert len(sheet.hidden_rows) <= 20_000


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
    (note,) = intake.notes
    assert "row 3" in note["en"]
    told = intake.ledger.rows.set_index("row")
    assert list(told["status"][1:]) == ["matched"] * 5
    assert [row for row, reason in told["reason_en"].items() if "hidden" in reason] == [3]
    (table,) = intake.tables
    hidden = [column for column in table.columns if "hidden" in column.reason["en"]]
    assert [(column.field, column.sure) for column in hidden] == [("meets_standard", False)]


def test_sheets_that_are_not_read_are_named_before_anything_is_stored(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(save(tmp_path / "a.xlsx"))
    book.create_sheet("Nháp").append(["tính thử", 5])
    book.create_sheet("Cũ").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    sent = receive("a.xlsx", (tmp_path / "a.xlsx").read_bytes())
    notes = [note["en"] for note in preview_table(open_desk(SHIPPED), sent, Wish("safety", 2018)).notes]
    assert any("“Nháp”, “Cũ”" in note for note in notes)
