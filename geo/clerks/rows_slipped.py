"""Rows whose cells slipped into other columns, and what shows that a row is one of a unit at all."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import PLACES, TEXTS, cell_at
from geo.clerks.columns_places import STRANGE_WORDS, UNKNOWN
from geo.clerks.sums import ENUMERATION
from geo.clerks.tokens import cell_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerks.clerk import Field
    from geo.clerks.headers import Row
    from geo.clerks.lines import Line, LineReader

NUMBER: Final = re.compile(r"\s*\d+(?:[.,\s]\d{3})*\s*")
"""A whole number as clerks write one: "1.060"."""


def has_result_aside(row: Row, reader: LineReader) -> bool:
    """Return whether a row of several cells has a result or a number that stands in no column of values."""
    cells = [cell for cell in row if cell]
    words = {key for key in map(cell_key, (cell.text for cell in cells)) if any(map(str.isalpha, key))}
    told = words & reader.vocabulary.statuses.keys() or any(cell.text.strip().isdecimal() for cell in cells)
    return len(cells) > 1 and bool(told)


def has_slipped(row: Row, reader: LineReader, *, anywhere: bool = False) -> bool:
    """Return whether a hamlet stands in a column of values, or a result in one of wards: the row slipped.

    So it did where a ward of a table of wards stands in one of values.

    Parameters
    ----------
    anywhere
        Whether any column but those of names counts: beside the name of a ward no note is a hamlet.
    """
    pairs = zip(reader.columns, row, strict=False)
    counted = {column.field for column in reader.columns} if anywhere else {*reader.vocabulary.kinds}
    texts = [cell.text for column, cell in pairs if cell and column.field in counted - {*PLACES}]
    if "hamlet" not in {column.field for column in reader.columns} and any(map(reader.names_ward, texts)):
        return True
    ward = cell_key(reader.text(row, "ward"))
    result = any(map(str.isalpha, ward)) and ward in reader.vocabulary.statuses
    return result or any(_begins(text, reader) for text in texts)


def is_hamlet_aside(row: Row, reader: LineReader) -> bool:
    """Return whether a hamlet stands in the column of serial numbers or of wards, and none in its own."""
    serial, ward = reader.text(row, "serial"), reader.text(row, "ward")
    known = reader.vocabulary
    told = any(known.begins(text, "hamlet") and not reader.names_ward(text) for text in (serial, ward))
    return not reader.text(row, "hamlet") and (told or bool(ward and known.has_hamlet(serial, ward)))


def _begins(text: str, reader: LineReader) -> bool:
    return reader.vocabulary.begins(ENUMERATION.sub("", text), "hamlet")


def is_named(row: Row, reader: LineReader) -> bool:
    """Return whether a row has the name or the code of a unit; of a ward in a table without hamlets."""
    fields = {column.field for column in reader.columns}
    levels: tuple[Field, ...] = ("hamlet", "code") if fields & {"hamlet", "code"} else ("ward", "ward_code")
    return any(reader.text(row, field) for field in levels)


def is_listed(row: Row, reader: LineReader) -> bool:
    """Return whether a row names a hamlet with its kind or as a number, or is numbered as a unit is."""
    hamlet = reader.text(row, "hamlet").strip()
    texts = (hamlet, *(cell.text for cell in row if cell and cell.kind in TEXTS))
    return is_numbered(row, reader) or hamlet.isdecimal() or any(_begins(text, reader) for text in texts)


def is_numbered(row: Row, reader: LineReader) -> bool:
    """Return whether a row has a serial number, and beside it the name, the code or the ward of a unit."""
    told = is_named(row, reader) or bool(reader.text(row, "ward"))
    return told and reader.text(row, "serial").strip().isdecimal()


def find_pushed(lines: Sequence[Line], rows: Sequence[Row], reader: LineReader) -> set[int]:
    """Return the rows whose cells somebody pushed to the right, from a value on that is empty now.

    All their cells are filled from there to one that nothing heads, or to a number in the last column, which
    is not read and has most of its numbers in such rows.

    Parameters
    ----------
    lines
        Rows of a table, and what they are.
    rows
        Cells of the sheet.
    reader
        Of the table.
    """
    headed = [place for place, column in enumerate(reader.columns) if column.words]
    units = [line.row for line in lines if line.kind == "unit"]
    if not headed:
        return set()
    last = headed[-1]
    beyond = {row for row in units if cell_at(rows[row], last + 1) and _has_gap(rows[row], last, reader)}
    if reader.columns[last].field != "other":
        return beyond
    counted = {row for row in units if (cell := cell_at(rows[row], last)) and NUMBER.fullmatch(cell.text)}
    gaps = {row for row in counted if _has_gap(rows[row], last - 1, reader)}
    return beyond | (gaps if 2 * len(gaps) >= len(counted) else set())


def _has_gap(row: Row, last: int, reader: LineReader) -> bool:
    """Return whether the last cell that is empty up to a place is a value or a name, with another behind it.

    Below words that are not known values may stand, too.
    """
    gap = max((place for place in range(last + 1) if not cell_at(row, place)), default=last)
    column = reader.columns[gap]
    valued = column.field in ("hamlet", *reader.vocabulary.kinds) or column.reason in (UNKNOWN, STRANGE_WORDS)
    return gap < last and valued


def find_continued(lines: Sequence[Line], rows: Sequence[Row], reader: LineReader) -> set[int]:
    """Return the rows whose ward goes on in the row below: "P. Hòa Khánh", and below it nothing but "Nam".

    Both are names of wards, and the row below says which is meant; copied from a text a line is a row.
    """
    found = set()
    for line, below in pairwise(lines):
        filled = [(place, cell) for place, cell in enumerate(rows[below.row]) if cell]
        if line.kind != "unit" or len(filled) != 1 or filled[0][0] >= len(reader.columns):
            continue
        place, cell = filled[0]
        above = cell_at(rows[line.row], place)
        if above and reader.columns[place].field == "ward" and reader.names_ward(f"{above.text} {cell.text}"):
            found.add(line.row)
    return found
