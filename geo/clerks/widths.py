"""How much room names leave in columns of a fixed width: one that fills its column may have been cut."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import ClerkRow, Field
from geo.clerks.rows import NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerks.clerk import ClerkTable, RawSheet
    from geo.clerks.headers import Row
    from geo.clerks.vocabulary import Vocabulary

ABOVE: Final = ("block", "merged")
"""Sources of a ward that stands in its column, but in a row above."""


def measure_room(table: ClerkTable, sheet: RawSheet, vocabulary: Vocabulary) -> ClerkTable:
    """Return a table whose rows say how many bytes their names leave free in columns of a fixed width.

    A DBF tells the width. A spreadsheet that was made from a file with fields does not: there the longest
    text of a column fills it, if one of that length ends in a blank or is but the beginning of a known name.
    Where blanks stand behind other texts, too, somebody typed them.
    A ward taken from above is as long as it was there.

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
    names = [place for place, column in enumerate(table.columns) if column.field in NAMES]
    others = [place for place in range(len(table.columns)) if place not in names]
    typed = any(text.endswith(" ") for place in others for text in _list_texts(cells, place))
    places = []
    for place in names:
        texts = {text.rstrip() if typed else text for text in _list_texts(cells, place)}
        field, told = table.columns[place].field, sheet.widths[place] if place < len(sheet.widths) else 0
        width = told or _guess_width(_keep_names(texts, field, vocabulary), field, vocabulary)
        if width:
            places.append((place, field, width))
    if not places:
        return table
    rows, above = list[ClerkRow](), dict[Field, int]()
    for row in table.rows:
        room = _measure_row(sheet.rows[row.row - 1], places)
        if row.ward_source in ABOVE and "ward" in above:
            room["ward"] = above["ward"]
        above = room or above
        rows.append(replace(row, room=room))
    return replace(table, rows=tuple(rows))


def _list_texts(rows: Sequence[Row], place: int) -> set[str]:
    return {cell.text for row in rows if place < len(row) and (cell := row[place])}


def _keep_names(texts: set[str], field: Field, vocabulary: Vocabulary) -> set[str]:
    """Return the texts that may be names: what is written between the rows may be longer than any."""
    known = vocabulary.names_ward if field == "ward" else vocabulary.knows_place
    ways = (
        known,
        lambda text: vocabulary.begins(text, field),
        lambda text: vocabulary.begins_name(text, field),
    )
    return {text for text in texts if any(way(text) for way in ways)}


def _guess_width(texts: set[str], field: Field, vocabulary: Vocabulary) -> int:
    """Return the width at which the texts of a column seem to have been cut, or 0."""
    width = max(map(len, texts), default=0)
    full = [text for text in texts if len(text) == width]
    cut = any(text.endswith(" ") or vocabulary.begins_name(text, field) for text in full)
    return width if cut else 0


def _measure_row(cells: Row, places: Sequence[tuple[int, Field, int]]) -> dict[Field, int]:
    return {
        field: width - len(cell.text.rstrip().encode("latin-1", "replace"))
        for place, field, width in places
        if place < len(cells) and (cell := cells[place])
    }
