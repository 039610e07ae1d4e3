"""Marks that stand for the cell above: "nt", "như trên", ″; a ward is not named again for every row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import cell_at
from geo.clerks.header_words import name_field
from geo.clerks.merged import NAMES
from geo.clerks.tokens import cell_key, ditto_key
from geo.clerks.wards_serials import was_sorted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerks.clerk import Cell, ClerkColumn
    from geo.clerks.headers import Row
    from geo.clerks.pieces import Piece
    from geo.clerks.vocabulary import Vocabulary

REPEATED: Final = ("ward", "ward_code", "year")
"""Fields in which a mark is what the last row above with a text says."""

RESULTS: Final = ("status",)
"""Kinds of values in which a mark is what the unit right above has; a number is never repeated."""


def fill_dittos(
    rows: Sequence[Row], piece: Piece, columns: Sequence[ClerkColumn], vocabulary: Vocabulary
) -> list[Row]:
    """Return the rows of a sheet with each mark replaced by what the unit above it has in that column.

    A mark below nothing stays as it stands, so that its row is refused; so does one in a row without a unit:
    "Như trên" is written below signatures too. So do all where the table was sorted after it was written.
    """
    filled: list[Row] = list(rows)
    if _was_sorted(rows[piece.header.last + 1 : piece.end], columns):
        return filled
    names = [place for place, column in enumerate(columns) if column.field in NAMES]
    for place, column in enumerate(columns):
        if column.field in REPEATED:
            _fill_names(filled, piece, place, names, vocabulary)
        elif vocabulary.kinds.get(column.field) in RESULTS:
            _fill_results(filled, piece, place, names, vocabulary)
    return filled


def _fill_names(
    rows: list[Row], piece: Piece, place: int, names: Sequence[int], vocabulary: Vocabulary
) -> None:
    above: Cell | None = None
    for number in range(piece.header.last + 1, piece.end):
        row = rows[number]
        cell = cell_at(row, place)
        if not cell:
            # Among marks an empty cell says something else: a name that stands below its rows.
            above = None if _names_unit(row, names) else above
        elif not (_names_unit(row, names) or vocabulary.names_ward(cell.text)):
            continue
        elif is_ditto(cell, vocabulary):
            rows[number] = _put(row, place, above or cell)
        elif not _is_heading(cell.text, vocabulary):
            above = cell


def _fill_results(
    rows: list[Row], piece: Piece, place: int, names: Sequence[int], vocabulary: Vocabulary
) -> None:
    """Replace marks; what stands between two units, a ward's own result or a sum, is repeated by none."""
    above: Cell | None = None
    for number in range(piece.header.last + 1, piece.end):
        row = rows[number]
        cell = cell_at(row, place)
        if _names_unit(row, names):
            if cell and is_ditto(cell, vocabulary):
                cell = above or cell
                rows[number] = _put(row, place, cell)
            ward = any(vocabulary.names_ward(one.text) for name in names if (one := cell_at(row, name)))
            above = None if ward or not cell or is_ditto(cell, vocabulary) else cell
        elif cell and (cell_key(cell.text) in vocabulary.statuses or not _is_heading(cell.text, vocabulary)):
            above = None


def _was_sorted(rows: Sequence[Row], columns: Sequence[ClerkColumn]) -> bool:
    places = [place for place, column in enumerate(columns) if column.field == "serial"]
    return any(was_sorted([cell.text for row in rows if (cell := cell_at(row, place))]) for place in places)


def find_marked(before: Sequence[Row], filled: Sequence[Row], columns: Sequence[ClerkColumn]) -> set[int]:
    """Return the rows whose ward stood as a mark before `fill_dittos`."""
    places = [place for place, column in enumerate(columns) if column.field in ("ward", "ward_code")]
    return {
        number
        for number, (one, other) in enumerate(zip(before, filled, strict=True))
        if any(cell_at(one, place) != cell_at(other, place) for place in places)
    }


def is_ditto(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Return whether a cell is a mark for the one above it."""
    return ditto_key(cell.text) in vocabulary.dittos


def _put(row: Row, place: int, cell: Cell) -> Row:
    return (*row[:place], cell, *row[place + 1 :])


def _is_heading(text: str, vocabulary: Vocabulary) -> bool:
    return name_field(text, vocabulary)[1] and not vocabulary.names_ward(text)


def _names_unit(row: Row, names: Sequence[int]) -> bool:
    return any(cell_at(row, name) for name in names)
