"""Rows whose cells slipped into other columns, and what shows that a row is one of a unit at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.clerks.clerk import PLACES, TEXTS
from geo.clerks.sums import ENUMERATION
from geo.clerks.tokens import cell_key

if TYPE_CHECKING:
    from geo.clerks.headers import Row
    from geo.clerks.lines import LineReader


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


def _begins(text: str, reader: LineReader) -> bool:
    return reader.vocabulary.begins(ENUMERATION.sub("", text), "hamlet")


def is_listed(row: Row, reader: LineReader) -> bool:
    """Return whether a row names a hamlet with its kind or as a number, or has a serial number and a name."""
    hamlet = reader.text(row, "hamlet").strip()
    numbered = bool(hamlet) and reader.text(row, "serial").strip().isdecimal()
    texts = (hamlet, *(cell.text for cell in row if cell and cell.kind in TEXTS))
    return numbered or hamlet.isdecimal() or any(_begins(text, reader) for text in texts)
