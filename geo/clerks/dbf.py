"""DBF tables, as the map office sends them → cells as they stand; texts keep their bytes, as Latin-1 letters.

Which old character set a column is in is decided by its cells (`geo.legacy_text`), so no .cpg is needed.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from geo.clerks.cells import limit_rows, make_cell
from geo.clerks.clerk import Cell, RawSheet
from geo.gate.layers import DBF_HEADER, check_dbf, list_dbf_fields

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DELETED: Final = b"*"
DAY_DIGITS: Final = 8
NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?", re.ASCII)
LOGICAL: Final = {"T": True, "Y": True, "F": False, "N": False}


@dataclass(frozen=True)
class _Field:
    name: str
    kind: str
    start: int
    stop: int


def read_dbf(path: Path, *, name: str = "") -> tuple[RawSheet, ...]:
    """Return the one sheet of a DBF; its field names are row 1, deleted records are blank rows.

    Raises
    ------
    DataFileError
        It is no DBF, is cut, or has more rows or columns than a clerk's table.
    """
    file = name or path.name
    count = check_dbf(path, file)
    content = path.read_bytes()
    first, width = struct.unpack_from("<HH", content, 8)
    fields = list(_list_fields(content[DBF_HEADER:first]))
    records = (content[at : at + width] for at in range(first, first + count * width, width))
    rows = ([] if one.startswith(DELETED) else [_cell(one, field) for field in fields] for one in records)
    header = [make_cell(field.name) for field in fields]
    widths = tuple((field.stop - field.start) * (field.kind == "C") for field in fields)
    return (RawSheet(PurePath(file).stem, limit_rows(file, chain([header], rows)), widths=widths),)


def _list_fields(described: bytes) -> Iterator[_Field]:
    start = 1
    for field in list_dbf_fields(described):
        title = field[:11].split(b"\0")[0].decode("latin-1").strip()
        yield _Field(title, chr(field[11]), start, start + field[16])
        start += field[16]


def _cell(record: bytes, field: _Field) -> Cell | None:
    """Return a cell of a record; a number that is none stays the text that it is."""
    raw = record[field.start : field.stop]
    if field.kind == "I" and len(raw) == struct.calcsize("<i"):
        return make_cell(struct.unpack("<i", raw)[0])
    text = raw.decode("latin-1").strip("\0 ")
    if field.kind in ("N", "F"):
        return make_cell(float(text) if NUMBER.fullmatch(text) else text)
    if field.kind == "L":
        return make_cell(LOGICAL.get(text.upper()))
    if field.kind == "D" and len(text) == DAY_DIGITS and text.isdecimal():
        return Cell("date", f"{text[:4]}-{text[4:6]}-{text[6:]}")
    return make_cell(text)
