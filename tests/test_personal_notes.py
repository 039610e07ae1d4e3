"""Notes, text boxes and tables without shapes are kept with a file: personal data there refuse it too."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pyogrio
import pytest
from forks import forking_child  # noqa: F401  a fixture of all tests here
from openpyxl.comments import Comment
from test_cells import label, save_ods, save_xls
from test_gate import save_book
from test_sandbox import frame, refused, save, zipped

from geo.errors import IndicatorError
from geo.sandbox import read_foreign_layers, read_foreign_tables

if TYPE_CHECKING:
    from pathlib import Path

FORBIDDEN = [
    ("Anh Bình: gọi 0905 123 456", "số điện thoại"),
    ("số thẻ 051088001234", "số giấy tờ"),
    ("nhà ở số nhà 12", "địa chỉ"),
    ("tối qua có người lạ " * 12, "nội dung tin"),
]


def save_noted(path: Path, note: str) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["Thôn", "Kết quả"])
    book.active["B1"].comment = Comment(note, "Nguyễn Văn An")
    book.save(path)
    return path


@pytest.mark.parametrize(("note", "says"), FORBIDDEN)
def test_a_note_on_a_cell_with_personal_data_refuses_the_file(tmp_path: Path, note: str, says: str) -> None:
    with pytest.raises(IndicatorError, match=says) as caught:
        read_foreign_tables(save_noted(tmp_path / "a.xlsx", note))
    assert note not in caught.value.say()
    assert caught.value.problems[0].remedy_vi


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/pivotCache/pivotCacheDefinition1.xml", '<cacheField><s v="0905 123 456"/></cacheField>'),
        ("xl/pivotCache/pivotCacheRecords1.xml", '<r><n v="1"/><s v="Nguyễn Văn An"/></r>' * 4),
        ("xl/charts/chart1.xml", "<c:pt><c:v>0905123456</c:v></c:pt>"),
        ("xl/sharedStrings.xml", "<sst><si><t>0905 123 456</t></si></sst>"),
    ],
)
def test_copies_of_what_stands_in_no_cell_any_more_are_looked_through(
    tmp_path: Path, part: str, content: str
) -> None:
    with pytest.raises(IndicatorError, match=r"số điện thoại|họ tên người"):
        read_foreign_tables(save_book(tmp_path / "a.xlsx", {part: content.encode()}))


def test_a_note_that_says_who_looked_at_it_is_none(tmp_path: Path) -> None:
    (sheet,) = read_foreign_tables(save_noted(tmp_path / "a.xlsx", "Nguyễn Văn An:\nđã kiểm tra lại 12/2018"))
    assert len(sheet.rows) == 1


@pytest.mark.parametrize(
    ("part", "content"),
    [
        (
            "xl/threadedComments/x.xml",
            "<ThreadedComments><threadedComment><text>{}</text></threadedComment></T>",
        ),
        ("xl/drawings/drawing1.xml", "<xdr:wsDr><xdr:sp macro=''><a:t>{}</a:t></xdr:sp></xdr:wsDr>"),
        (
            "xl/other.xml",
            "<comments><comment ref='A1'><r><t>0905 123</t></r><r><t> 456</t></r></comment></c>",
        ),
    ],
)
def test_threads_text_boxes_and_words_in_several_looks_are_notes_too(
    tmp_path: Path, part: str, content: str
) -> None:
    parts = {part: content.format("gọi 0905123456").encode()}
    with pytest.raises(IndicatorError, match="số điện thoại"):
        read_foreign_tables(save_book(tmp_path / "a.xlsx", parts))


def test_notes_of_ods_are_looked_through(tmp_path: Path) -> None:
    path, noted = save_ods(tmp_path / "a.ods"), tmp_path / "b.ods"
    note = "<office:annotation><text:p>gọi <text:span>0905</text:span> 123 456</text:p></office:annotation>"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(noted, "w") as new:
        for part in old.namelist():
            content = old.read(part).decode()
            new.writestr(part, re.sub(r"(<table:table-cell[^/>]*>)", rf"\1{note}", content, count=1))
    read_foreign_tables(path)
    with pytest.raises(IndicatorError, match="số điện thoại"):
        read_foreign_tables(noted)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16-le"])
def test_phone_numbers_anywhere_in_an_xls_are_found(tmp_path: Path, encoding: str) -> None:
    path = save_xls(tmp_path / "a.xls")
    read_foreign_tables(path)
    content = path.read_bytes()
    note = "goi 0905 123 456".encode(encoding)
    path.write_bytes(content[: -len(note)] + note)
    with pytest.raises(IndicatorError, match="số điện thoại"):
        read_foreign_tables(path)


def test_a_phone_number_in_a_cell_of_an_xls_is_no_note(tmp_path: Path) -> None:
    path = save_xls(tmp_path / "a.xls")
    cell, letterhead = ("Thôn Độc Lập".encode("utf-16-le"), "0255.822.123".encode("utf-16-le"))
    assert path.read_bytes().count(cell) == 1
    path.write_bytes(path.read_bytes().replace(cell, letterhead))
    (sheet,) = read_foreign_tables(path)
    assert sheet.rows[1][0].text == "0255.822.123"


def test_the_length_of_a_text_of_an_xls_is_no_digit_of_the_code_before_it(tmp_path: Path) -> None:
    """One of fifty letters stands behind "2"."""
    path = save_xls(tmp_path / "a.xls", cells=label(0, 0, "Mã thôn") + label(1, 0, "01040.004"))
    content, lengthy = path.read_bytes(), b"01040.0042\0\1"
    path.write_bytes(content[: -len(lengthy)] + lengthy)
    (sheet,) = read_foreign_tables(path)
    assert sheet.rows[1][0].text == "01040.004"


@pytest.mark.parametrize("part", [b"<sp ", b"<sp >", b"<sp><a"])
def test_notes_that_never_end_are_read_to_the_end(tmp_path: Path, part: bytes) -> None:
    (sheet,) = read_foreign_tables(save_book(tmp_path / "a.xlsx", {"xl/x.xml": part * 300_000}))
    assert len(sheet.rows) == 1


def test_a_table_without_shapes_in_a_geopackage_refuses_it(tmp_path: Path) -> None:
    files = save(tmp_path, "GPKG")
    assert len(read_foreign_layers(files)) == 1
    people = pd.DataFrame({"ten": ["Nguyễn Văn An"], "sdt": ["0905123456"]})
    pyogrio.write_dataframe(people, files[0][0], layer="danh_ba", driver="GPKG")
    refused(files, "có bảng không có hình")


def test_what_mapping_software_keeps_for_itself_and_empty_tables_pass(tmp_path: Path) -> None:
    files = save(tmp_path, "GPKG")
    styles = pd.DataFrame({"styleName": ["đỏ"]})
    pyogrio.write_dataframe(styles, files[0][0], layer="layer_styles", driver="GPKG")
    pyogrio.write_dataframe(styles.iloc[:0], files[0][0], layer="trống", driver="GPKG")
    assert len(read_foreign_layers(files)) == 1


def test_a_dbf_without_its_shapes_in_an_archive_of_borders_refuses_it(tmp_path: Path) -> None:
    files = save(tmp_path, "ESRI Shapefile")
    frame().to_file(tmp_path / "other.shp")
    refused(zipped(tmp_path, [*files, (tmp_path / "other.dbf", "danhba.dbf")]), "là bảng nằm trong tệp nén")
