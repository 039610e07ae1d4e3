"""Marks that stand for the cell above: "nt", "như trên", ″; a ward is not named again for every row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.header_words import name_field
from geo.merged import NAMES
from geo.vocabulary import ditto_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerk import Cell, ClerkColumn
    from geo.headers import Row
    from geo.pieces import Piece
    from geo.vocabulary import Vocabulary

REPEATED: Final = ("ward", "ward_code", "year")
"""Fields in which a mark is read: in a column of values it is refused like any other word."""


def fill_dittos(
    rows: Sequence[Row], piece: Piece, columns: Sequence[ClerkColumn], vocabulary: Vocabulary
) -> list[Row]:
    """Return the rows of a sheet with each mark replaced by what the unit above it has in that column.

    A mark below nothing stays as it stands, so that its row is refused; so does one in a row without a unit:
    "Như trên" is written below signatures too.
    """
    filled: list[Row] = list(rows)
    names = [place for place, column in enumerate(columns) if column.field in NAMES]
    for place in (place for place, column in enumerate(columns) if column.field in REPEATED):
        above: Cell | None = None
        for number in range(piece.header.last + 1, piece.end):
            row = filled[number]
            cell = row[place] if place < len(row) else None
            if not cell or not _names_unit(row, names):
                continue
            if ditto_key(cell.text) in vocabulary.dittos:
                filled[number] = (*row[:place], above or cell, *row[place + 1 :])
            elif not _is_heading(cell.text, vocabulary):
                above = cell
    return filled


def _is_heading(text: str, vocabulary: Vocabulary) -> bool:
    return name_field(text, vocabulary)[1] and not vocabulary.names_ward(text)


def _names_unit(row: Row, names: Sequence[int]) -> bool:
    return any(name < len(row) and row[name] for name in names)
