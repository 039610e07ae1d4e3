"""How much room names leave in columns of a fixed width: one that fills its column may have been cut."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.clerks.rows import NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerks.clerk import ClerkRow, ClerkTable, Field, RawSheet
    from geo.clerks.headers import Row
    from geo.clerks.vocabulary import Vocabulary


def measure_room(table: ClerkTable, sheet: RawSheet, vocabulary: Vocabulary) -> ClerkTable:
    """Return a table whose rows say how many bytes their names leave free in columns of a fixed width.

    A DBF tells the width. A spreadsheet that was made from a file with fields does not: there the longest
    text of a column fills it, if one of that length ends in a blank or is but the beginning of a known name.

    Parameters
    ----------
    table
        As understood.
    sheet
        Its cells as they stand.
    vocabulary
        Clerks' words; without the names of the city only a DBF has widths.
    """
    cells = [sheet.rows[row.row - 1] for row in table.units()]
    places = []
    for place, column in enumerate(table.columns):
        if column.field not in NAMES:
            continue
        told = sheet.widths[place] if place < len(sheet.widths) else 0
        width = told or _guess_width(_list_texts(cells, place), column.field, vocabulary)
        if width:
            places.append((place, column.field, width))
    if not places:
        return table
    return replace(
        table, rows=tuple(_measure_row(row, sheet.rows[row.row - 1], places) for row in table.rows)
    )


def _list_texts(rows: Sequence[Row], place: int) -> set[str]:
    return {cell.text for row in rows if place < len(row) and (cell := row[place])}


def _guess_width(texts: set[str], field: Field, vocabulary: Vocabulary) -> int:
    """Return the width at which the texts of a column seem to have been cut, or 0."""
    width = max(map(len, texts), default=0)
    full = [text for text in texts if len(text) == width]
    cut = any(text.endswith(" ") or vocabulary.begins_name(text, field) for text in full)
    return width if cut else 0


def _measure_row(row: ClerkRow, cells: Row, places: Sequence[tuple[int, Field, int]]) -> ClerkRow:
    known = {
        field: width - len(cell.text.rstrip().encode("latin-1", "replace"))
        for place, field, width in places
        if place < len(cells) and (cell := cells[place])
    }
    return replace(row, room=known)
