"""Raised digits are footnotes, struck words are taken back: in every kind of spreadsheet."""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from test_cells import record, save_ods, save_xls
from test_tables import VOCABULARY, sheet
from test_wards_above import HEADER

from geo.clerks.cells import read_workbook
from geo.clerks.clerk import RawSheet
from geo.clerks.looks_xls import read_xls
from geo.clerks.tables import read_tables

if TYPE_CHECKING:
    from pathlib import Path

NOTED = [("Thôn 1(2)", "text"), ("Thôn 2", "struck"), ("ĐạtKĐ", "struck"), ("Thôn 1", "text")]
"""A raised 2 behind "Thôn 1"; a struck cell; a cell with one struck word; one in two runs that look alike."""


def read(path: Path) -> list[tuple[str, str]]:
    return [(cell.text, cell.kind) for row in read_workbook(path)[0].rows for cell in row if cell]


def save_shared(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        cells, plain = book.add_worksheet(), book.add_format()
        raised, struck = book.add_format({"font_script": 1}), book.add_format({"font_strikeout": True})
        cells.write_rich_string(0, 0, plain, "Thôn 1", raised, "2")
        cells.write_string(0, 1, "Thôn 2", struck)
        cells.write_rich_string(0, 2, struck, "Đạt", plain, "KĐ")
        cells.write_rich_string(0, 3, plain, "Thôn ", plain, "1")
    return path


def save_inline(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active["A1"] = CellRichText("Thôn 1", TextBlock(InlineFont(vertAlign="superscript"), "2"))
    book.active["B1"] = "Thôn 2"
    book.active["B1"].font = Font(strike=True)
    book.active["C1"] = CellRichText(TextBlock(InlineFont(strike=True), "Đạt"), "KĐ")
    book.active["D1"] = CellRichText("Thôn ", TextBlock(InlineFont(b=True), "1"))
    book.save(path)
    return path


STYLES = (
    '<office:automatic-styles xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">'
    + "".join(
        f'<style:style style:name="{name}"><style:text-properties style:{look}/></style:style>'
        for name, look in (
            ("ce1", 'text-line-through-style="solid"'),
            ("T1", 'text-position="super 58%"'),
            ("T2", 'text-line-through-type="single"'),
        )
    )
    + "</office:automatic-styles>"
)


def save_noted_ods(path: Path) -> Path:
    cells = [
        ("", 'Thôn 1<text:span text:style-name="T1">2</text:span>'),
        (' table:style-name="ce1"', "Thôn 2"),
        ("", '<text:span text:style-name="T2">Đạt</text:span>KĐ'),
        ("", "Thôn <text:span>1</text:span>"),
    ]
    row = "".join(
        f'<table:table-cell office:value-type="string"{style}><text:p>{text}</text:p></table:table-cell>'
        for style, text in cells
    )
    with zipfile.ZipFile(save_ods(path)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    content = parts["content.xml"]
    start, end = content.index("<table:table-row>"), content.rindex("</table:table>")
    content = content[:start] + f"<table:table-row>{row}</table:table-row>" + content[end:]
    parts["content.xml"] = content.replace("<office:body>", STYLES + "<office:body>")
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def font(options: int = 0, position: int = 0) -> bytes:
    name = "Arial"
    head = struct.pack("<HHHHHBBBBBB", 200, options, 0x7FFF, 400, position, 0, 0, 0, 0, len(name), 0)
    return record(0x31, head + name.encode())


def save_noted_xls(path: Path) -> Path:
    texts = [("Thôn 1" + "2", [(6, 1)]), ("Thôn 2", []), ("ĐạtKĐ", [(0, 2), (3, 0)]), ("Thôn 1", [(5, 0)])]
    listed = struct.pack("<II", len(texts), len(texts))
    for text, runs in texts:
        listed += struct.pack("<HB", len(text), 1 | 8 * bool(runs))
        listed += struct.pack("<H", len(runs)) if runs else b""
        listed += text.encode("utf-16-le") + b"".join(struct.pack("<HH", *run) for run in runs)
    formats = b"".join(record(0xE0, struct.pack("<H", number) + bytes(18)) for number in (0, 2))
    # The list goes on in another record, in the midst of a text: that begins with the width of letters.
    stop = 8 + 5 + 14
    more = font() + font(position=1) + font(options=8) + formats
    more += record(0xFC, listed[: stop - 4]) + record(0x3C, b"\x01" + listed[stop - 4 :])
    cells = b"".join(
        record(0xFD, struct.pack("<HHHI", 0, place, place == 1, place)) for place in range(len(texts))
    )
    return save_xls(path, more, cells)


@pytest.mark.parametrize(
    ("name", "save"),
    [("a.xlsx", save_shared), ("b.xlsx", save_inline), ("a.ods", save_noted_ods), ("a.xls", save_noted_xls)],
)
def test_raised_digits_and_struck_words_are_seen(tmp_path: Path, name: str, save: object) -> None:
    assert read(save(tmp_path / name)) == NOTED  # type: ignore[operator]


@pytest.mark.parametrize("length", [0, 60, 512, 700, 1600, 3000])
def test_of_a_damaged_workbook_nothing_is_told(tmp_path: Path, length: int) -> None:
    path = save_noted_xls(tmp_path / "a.xls")
    path.write_bytes(path.read_bytes()[:length])
    assert read_xls(path) == ({}, {})


def test_a_struck_row_is_for_a_person_and_a_struck_ward_is_one() -> None:
    rows = [HEADER, ["", "Xã Tịnh Khê", ""], [1, "Thôn 1", 5], ["", "Xã Nghĩa An", ""], [1, "Thôn 1", 6]]
    plain = sheet(rows)
    struck = RawSheet("Sheet1", tuple(map(tuple, plain.rows)))
    cells = [list(row) for row in struck.rows]
    for row in cells[2:4]:
        row[1] = type(row[1])("struck", row[1].text)
    (table,) = read_tables("a.xlsx", [RawSheet("Sheet1", tuple(map(tuple, cells)))], VOCABULARY)
    first, second = table.units()
    assert "gạch" in first.problems[0].say()
    assert (second.cells["ward"], second.problems) == ("Xã Nghĩa An", ())
