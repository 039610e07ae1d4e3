"""Spreadsheets and text files become cells as they stand: nothing converted, nothing dropped."""

from __future__ import annotations

import datetime as dt
import struct
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

import geo.clerks.cells
from geo.clerks.cells import read_workbook
from geo.clerks.delimited import decode_file, read_delimited, split_rows
from geo.errors import IndicatorError

if TYPE_CHECKING:
    from pathlib import Path

    from geo.clerks.clerk import Cell

ROWS = [["Thôn", "Kết quả"], ["Thôn 1", "Đạt"], ["Thôn 2", "1.234"]]


def shown(rows: tuple[tuple[Cell | None, ...], ...]) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in rows]


def save(path: Path, rows: list[list[object]], **formats: str) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for place, number_format in formats.items():
        book.active[place].number_format = number_format
    book.save(path)
    return path


# ---- XLSX


def test_xlsx_cells_stand_as_they_are(tmp_path: Path) -> None:
    values = ["1.234", 1.234, 1234, 0.983, dt.date(2018, 12, 31), True, None, "  ", "Thôn"]
    path = save(tmp_path / "a.xlsx", [values], D1="0.0%")
    (sheet,) = read_workbook(path)
    cells = sheet.rows[0]
    assert [(cell.kind, cell.text) if cell else None for cell in cells] == [
        ("text", "1.234"),
        ("number", "1.234"),
        ("number", "1234"),
        ("percent", "0.983"),
        ("date", "2018-12-31"),
        ("text", "true"),
        None,
        None,
        ("text", "Thôn"),
    ]
    assert cells[3].number == 0.983


def test_rows_are_counted_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["B3"], book.active["D7"] = "a", "b"
    book.save(tmp_path / "a.xlsx")
    (sheet,) = read_workbook(tmp_path / "a.xlsx")
    assert shown(sheet.rows) == [[], [], ["", "a"], [], [], [], ["", "", "", "b"]]


def test_a_formula_has_its_stored_result_or_is_a_formula_without_one(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", [["Thôn", 1, "=B1+1"]])
    (sheet,) = read_workbook(path)
    assert [cell.kind for cell in sheet.rows[0]] == ["text", "number", "formula"]
    stored = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(stored, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(
                name,
                content.replace(b"</f><v></v>", b"</f><v>2</v>")
                .replace(b"</f><v/>", b"</f><v>2</v>")
                .replace(b"</f><v />", b"</f><v>2</v>"),
            )
    (sheet,) = read_workbook(stored)
    assert [cell.text for cell in sheet.rows[0]] == ["Thôn", "1", "2"]


def test_a_hidden_sheet_is_named_and_not_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "a"
    book.create_sheet("cũ")["A1"] = "b"
    book["cũ"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    sheets = read_workbook(tmp_path / "a.xlsx")
    assert [(sheet.name, sheet.hidden, len(sheet.rows)) for sheet in sheets] == [
        ("Sheet", False, 1),
        ("cũ", True, 0),
    ]


@pytest.mark.parametrize("place", ["A61", "H1"])
def test_content_beyond_the_limits_is_refused_not_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setattr(geo.clerks.cells, "MAX_ROWS", 60)
    monkeypatch.setattr(geo.clerks.cells, "MAX_COLUMNS", 7)
    book = openpyxl.Workbook()
    book.active["A1"], book.active[place] = "a", "b"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(IndicatorError, match="quá"):
        read_workbook(tmp_path / "a.xlsx")


def test_empty_formatted_rows_far_below_are_no_content(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "a"
    book.active["A900000"].number_format = "0.00"
    book.active["XFD1"].number_format = "0.00"
    book.save(tmp_path / "a.xlsx")
    (sheet,) = read_workbook(tmp_path / "a.xlsx")
    assert shown(sheet.rows) == [["a"]]


def test_rows_below_any_spreadsheet_are_not_walked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(geo.clerks.cells, "LAST_ROW", 300)
    book = openpyxl.Workbook()
    book.active["A1"] = "a"
    book.active["A400"].number_format = "0.00"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(IndicatorError, match="quá 300 dòng"):
        read_workbook(tmp_path / "a.xlsx")


# ---- ODS and XLS: the smallest files of their kinds, made here


MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def save_ods(path: Path) -> Path:
    cell = '<table:table-cell office:value-type="{kind}" {value}><text:p>{shown}</text:p></table:table-cell>'
    row = "<table:table-row>{}</table:table-row>"
    body = [
        row.format(
            cell.format(kind="string", value="", shown="Thôn")
            + cell.format(kind="string", value="", shown="Số hộ")
            + cell.format(kind="string", value="", shown="Ghi chú")
        ),
        row.format(
            cell.format(kind="string", value="", shown="Thôn Độc Lập")
            + cell.format(kind="float", value='office:value="1234"', shown="1.234")
            + cell.format(kind="string", value="", shown="1.234")
        ),
    ]
    spaces = ("office", "table", "text")
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in spaces)
    content = (
        f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>'
        f'<table:table table:name="Bảng">{"".join(body)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    return path


def record(kind: int, payload: bytes) -> bytes:
    return struct.pack("<HH", kind, len(payload)) + payload


def label(row: int, column: int, text: str) -> bytes:
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def save_xls(path: Path, more: bytes = b"", cells: bytes = b"") -> Path:
    """A BIFF8 workbook of one sheet, padded so that its stream needs no mini sectors, in a compound file.

    ``more`` are records of the workbook; ``cells`` stand in the place of the usual ones.
    """
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6))
    name = "Bảng".encode("utf-16-le")
    head = 4 + 8 + len(name)
    offset = len(begin) + head + len(more) + 4
    sheet_entry = record(0x0085, struct.pack("<IHBB", offset, 0, 4, 1) + name)
    usual = (
        label(0, 0, "Thôn")
        + label(0, 1, "Số hộ")
        + label(0, 2, "Ghi chú")
        + label(1, 0, "Thôn Độc Lập")
        + record(0x0203, struct.pack("<HHHd", 1, 1, 0, 1234.0))
        + label(1, 2, "1.234")
    )
    inner = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6)) + (cells or usual)
    sheet = inner + record(0x000A, b"")
    stream = (begin + sheet_entry + more + record(0x000A, b"") + sheet).ljust(4608, b"\0")
    sectors = len(stream) // 512
    header = bytearray(512)
    header[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))

    def entry(title: str, kind: int, child: int, start: int, size: int) -> bytes:
        raw = (title + "\0").encode("utf-16-le")
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )

    folder = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, 2, len(stream))
    path.write_bytes(bytes(header) + table + folder.ljust(512, b"\0") + stream)
    return path


@pytest.mark.parametrize(("name", "make"), [("a.ods", save_ods), ("a.xls", save_xls)])
def test_older_spreadsheets_keep_texts_and_numbers_apart(tmp_path: Path, name: str, make: object) -> None:
    (sheet,) = read_workbook(make(tmp_path / name))
    assert sheet.name == "Bảng"
    assert shown(sheet.rows) == [["Thôn", "Số hộ", "Ghi chú"], ["Thôn Độc Lập", "1234", "1.234"]]
    assert [cell.kind for cell in sheet.rows[1]] == ["text", "number", "text"]


def change_xls(path: Path, kind: int, extra: bytes = b"") -> Path:
    """The workbook of `save_xls` with its sheet as another kind, and a record more at its head."""
    content = bytearray(save_xls(path).read_bytes())
    entry = content.find(struct.pack("<HH", 0x0085, 16))
    start = int.from_bytes(content[entry + 4 : entry + 8], "little") + len(extra)
    content[entry + 4 : entry + 8] = struct.pack("<I", start)
    content[entry + 9] = kind
    content[entry:entry] = extra
    path.write_bytes(content[: len(content) - len(extra)])
    return path


@pytest.mark.parametrize("kind", [1, 6])
def test_an_old_workbook_with_a_sheet_of_macros_is_refused(tmp_path: Path, kind: int) -> None:
    with pytest.raises(IndicatorError, match="macro"):
        read_workbook(change_xls(tmp_path / "a.xls", kind))


def test_a_sheet_that_is_a_chart_has_no_table(tmp_path: Path) -> None:
    assert read_workbook(change_xls(tmp_path / "a.xls", 2)) == ()


def test_an_old_workbook_with_a_password_is_called_so(tmp_path: Path) -> None:
    with pytest.raises(IndicatorError, match="có mật khẩu → mở bằng Excel, bỏ mật khẩu"):
        read_workbook(change_xls(tmp_path / "a.xls", 0, record(0x002F, struct.pack("<HHH", 1, 1, 2))))


def test_a_formula_is_seen_in_a_sheet_of_any_name(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Thôn", "=1+1"])
    book.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as source, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as target:
        for name in source.namelist():
            content = source.read(name).replace(b"worksheets/sheet1.xml", b"bang/mot.dat")
            target.writestr(name.replace("worksheets/sheet1.xml", "bang/mot.dat"), content)
    (sheet,) = read_workbook(tmp_path / "b.xlsx")
    assert [cell.kind for cell in sheet.rows[0]] == ["text", "formula"]


# ---- CSV


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_text_files_in_every_unicode_and_with_every_delimiter(
    tmp_path: Path, encoding: str, delimiter: str, end: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(end.join(delimiter.join(row) for row in ROWS).encode(encoding))
    (sheet,) = read_delimited(path)
    assert shown(sheet.rows) == ROWS


def test_old_bytes_are_kept_for_the_columns_to_decide() -> None:
    assert decode_file(b"Th\xabn;K\xd5t qu\xb6") == "Th\xabn;K\xd5t qu\xb6"


def test_byte_85_is_no_line_end() -> None:
    """It is a letter of TCVN3 and an ellipsis of Windows; Python's splitlines() would cut the row there."""
    assert split_rows("a;b\x85c\nd;e") == [["a", "b\x85c"], ["d", "e"]]


def test_a_decimal_comma_does_not_outvote_the_semicolon() -> None:
    assert split_rows("a;b\n98,3;1,5\n97,2;2,5") == [["a", "b"], ["98,3", "1,5"], ["97,2", "2,5"]]


def test_titles_without_delimiters_do_not_hide_it() -> None:
    text = "DANH SÁCH THÔN, TỔ DÂN PHỐ\n\nTT;Thôn;Số hộ\n1;Thôn 1;5\n2;Thôn 2;7"
    assert [len(row) for row in split_rows(text)] == [1, 0, 3, 3, 3]


def test_the_line_that_names_the_delimiter_is_no_row() -> None:
    assert split_rows("sep=,\na,b;c\n") == [["a", "b;c"]]


def test_a_line_break_inside_quotes_is_one_row() -> None:
    assert split_rows('a;b\n"Thôn\n1";2\n3;4') == [["a", "b"], ["Thôn\n1", "2"], ["3", "4"]]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"a;b\n1;\x00\n", "NUL"),
        (b'a;b\n"1;2\n3;4\n', "nháy"),
        (b"a\n" * 20_001, "lớn quá"),
        (b"a;" * 300, "lớn quá"),
    ],
)
def test_files_that_are_no_tables_are_refused(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(IndicatorError, match=says):
        read_delimited(path)


def test_a_file_over_the_size_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.clerks.delimited.MAX_BYTES", 100)
    path = tmp_path / "a.csv"
    path.write_bytes(b"a;b\n" * 26)
    with pytest.raises(IndicatorError, match="lớn quá"):
        read_delimited(path)


def test_an_empty_file_is_an_empty_sheet(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"")
    assert read_delimited(tmp_path / "a.csv")[0].rows == ()


def test_merged_cells_are_listed(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    book.save(tmp_path / "a.xlsx")
    assert read_workbook(tmp_path / "a.xlsx")[0].merged == ((1, 0, 2, 0),)
    assert read_workbook(save(tmp_path / "b.xlsx", ROWS))[0].merged == ()
