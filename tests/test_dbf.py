"""A DBF of the map office is a clerk's table: texts in any old character set, values as they stand."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest
from conftest import SHIPPED
from test_legacy_text import encode_cp1258, encode_tcvn3, encode_vni

from geo.clerks.dbf import read_dbf
from geo.clerks.tables import read_tables
from geo.clerks.vocabulary_read import read_vocabulary
from geo.errors import DataFileError
from geo.sandbox import read_foreign_tables
from ui.data_page.upload import sort_files

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

VOCABULARY = read_vocabulary(SHIPPED / "indicators" / "indicators.toml")
FIELDS = [
    ("TEN_XA", "C", 40),
    ("TEN_THON", "C", 40),
    ("KET_QUA", "L", 1),
    ("NGUON_TIN", "N", 6),
    ("SO_HO", "I", 4),
    ("NGAY", "D", 8),
]
WIDTH = 1 + sum(width for _, _, width in FIELDS)
ROWS = [
    ["Phường Trần Phú", "Tổ dân phố 1", "T", "12", struct.pack("<i", 350), "20181231"],
    ["Xã Tịnh Ấn Đông", "Thôn Độc Lập", "F", "0", struct.pack("<i", 90), ""],
    ["Xã Tịnh Ấn Đông", "Thôn Hòa Bình", "?", "***", struct.pack("<i", 0), "x"],
]


def save(
    path: Path, rows: Sequence[Sequence[str | bytes]], encode: Callable[[str], bytes], marks: bytes = b"   "
) -> Path:
    head = struct.pack("<B3BIHH20x", 3, 118, 12, 31, len(rows), 33 + 32 * len(FIELDS), WIDTH)
    described = b"".join(
        name.encode().ljust(11, b"\0") + kind.encode() + bytes(4) + bytes([width, 0]) + bytes(14)
        for name, kind, width in FIELDS
    )
    records = [
        bytes([mark])
        + b"".join(
            (cell if isinstance(cell, bytes) else encode(cell)).ljust(width)
            for cell, (_, _, width) in zip(row, FIELDS, strict=True)
        )
        for mark, row in zip(marks, rows, strict=True)
    ]
    path.write_bytes(head + described + b"\r" + b"".join(records) + b"\x1a")
    return path


@pytest.mark.parametrize("encode", [encode_tcvn3, encode_vni, encode_cp1258, str.encode])
def test_a_dbf_is_read_in_any_character_set(tmp_path: Path, encode: Callable[[str], bytes]) -> None:
    sheets = read_foreign_tables(save(tmp_path / "thon.dbf", ROWS, encode))
    (table,) = read_tables("thon.dbf", sheets, VOCABULARY)
    rows = [(row.row, row.cells["ward"].casefold(), row.cells["hamlet"], row.values) for row in table.units()]
    assert [row[:3] for row in rows] == [
        (number, ward.casefold(), hamlet) for number, (ward, hamlet, *_) in enumerate(ROWS, 2)
    ]
    assert rows[0][3] == {"meets_standard": 1.0, "tips": 12.0, "households": 350.0, "date": "2018-12-31"}
    assert rows[1][3] == {"meets_standard": 0.0, "tips": 0.0, "households": 90.0}
    assert ["***" in problem.say() for problem in table.units()[2].problems] == [True]


@pytest.mark.parametrize("text", ["nan", "inf", "1_000", "12a"])
def test_what_is_no_number_stays_the_text_that_it_is(tmp_path: Path, text: str) -> None:
    rows = [(*row[:3], text, *row[4:]) for row in ROWS]
    (sheet,) = read_dbf(save(tmp_path / "a.dbf", rows, str.encode))
    assert {(row[3].kind, row[3].text) for row in sheet.rows[1:] if row} == {("text", text)}


def test_a_deleted_record_is_a_blank_row(tmp_path: Path) -> None:
    (sheet,) = read_dbf(save(tmp_path / "a.dbf", ROWS, str.encode, marks=b" * "), name="thôn.dbf")
    assert sheet.name == "thôn"
    assert [bool(row) for row in sheet.rows] == [True, True, False, True]


def test_a_dbf_that_is_cut_is_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "a.dbf", ROWS, str.encode)
    path.write_bytes(path.read_bytes()[:-150])
    with pytest.raises(DataFileError, match="bị cụt"):
        read_foreign_tables(path)


class _Sent:
    def __init__(self, name: str) -> None:
        self.name = name


@pytest.mark.parametrize(
    ("names", "sorted_names"),
    [
        (["a.dbf"], (["a.dbf"], [], [])),
        (["a.dbf", "a.cpg"], (["a.dbf"], [], [])),
        (["a.dbf", "a.shp", "a.cpg"], ([], ["a.dbf", "a.shp", "a.cpg"], [])),
        (["b.dbf", "a.shp", "a.dbf", "c.pdf"], (["b.dbf"], ["a.shp", "a.dbf"], ["c.pdf"])),
    ],
)
def test_a_dbf_without_its_shapes_is_a_table(
    names: list[str], sorted_names: tuple[list[str], list[str], list[str]]
) -> None:
    found = sort_files([_Sent(name) for name in names])
    assert tuple([file.name for file in part] for part in found) == sorted_names


def test_the_widths_of_fields_come_with_the_table(tmp_path: Path) -> None:
    path = tmp_path / "a.dbf"
    save(path, ROWS, encode_tcvn3)
    (sheet,) = read_foreign_tables(path)
    assert sheet.widths == (40, 40, 0, 0, 0, 0)
