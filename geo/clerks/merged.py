"""Merged cells of a spreadsheet: what stands once and is meant for each row that the cell covers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.clerks.columns import kind_of
from geo.clerks.headers import label_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.clerks.clerk import Cell, ClerkColumn, MergedRange
    from geo.clerks.headers import Row
    from geo.clerks.pieces import Piece
    from geo.clerks.vocabulary import Vocabulary

CARRIED: Final = ("ward_code", "year", "date")
"""Fields that a merged cell gives to every row that it covers, as it gives the ward."""

NAMES: Final = ("hamlet", "code")


def label_merged(
    piece: Piece, rows: Sequence[Row], merged: Sequence[MergedRange], vocabulary: Vocabulary
) -> Piece:
    """Return a table in whose header a merged label stands above every column that its cell covers."""
    header = piece.header
    inside = [one for one in merged if header.first <= one[0] <= header.last]
    if not inside:
        return piece
    width = max(map(len, rows[piece.start : piece.end]))
    lines = [[*row, *[None] * (width - len(row))] for row in rows[header.first : header.last + 1]]
    for top, left, _, right in inside:
        line = lines[top - header.first]
        stop = min(right + 1, width)
        line[left:stop] = line[left : left + 1] * (stop - left)
    return replace(piece, header=replace(header, labels=label_columns(lines, vocabulary)))


def spread_merged(
    rows: Sequence[Row],
    merged: Sequence[MergedRange],
    piece: Piece,
    columns: Sequence[ClerkColumn],
    vocabulary: Vocabulary,
) -> list[Row]:
    """Return the rows of a sheet with what merged cells mean for the rows of a table.

    A result is that of every hamlet that its cell covers. A number is not: it belongs to the hamlets
    together, and each of their rows says so.
    """
    spread: list[Row] = list(rows)
    for covered, left, cell in _list_tall(rows, merged, piece, columns):
        field = columns[left].field
        named = [place for place in covered if _is_named(rows[place], columns)]
        if field in CARRIED:
            _write(spread, covered, left, cell)
        elif field not in NAMES and (kind := kind_of(field, vocabulary)) != "text":
            # A row whose name is missing has its part of a number too.
            several = sum(_is_filled(rows[place], left) for place in covered) > 1
            counted = several and kind in ("count", "number")
            _write(spread, named, left, replace(cell, kind="shared") if counted else cell)
    return spread


def find_merged_wards(
    rows: Sequence[Row], merged: Sequence[MergedRange], piece: Piece, columns: Sequence[ClerkColumn]
) -> dict[int, str]:
    """Return the wards of the rows that a merged cell of the column of wards covers."""
    return {
        place: cell.text
        for covered, left, cell in _list_tall(rows, merged, piece, columns)
        if columns[left].field == "ward"
        for place in covered
    }


def _list_tall(
    rows: Sequence[Row], merged: Sequence[MergedRange], piece: Piece, columns: Sequence[ClerkColumn]
) -> Iterator[tuple[range, int, Cell]]:
    """Yield the filled cells of a table that cover several rows: the rows, the column, the cell."""
    for top, left, bottom, _ in merged:
        covered = range(top, min(bottom + 1, piece.end))
        inside = piece.header.last < top and len(covered) > 1 and left < len(columns)
        cell = rows[top][left] if inside and left < len(rows[top]) else None
        if cell:
            yield covered, left, cell


def _is_named(row: Row, columns: Sequence[ClerkColumn]) -> bool:
    return any(cell and column.field in NAMES for column, cell in zip(columns, row, strict=False))


def _is_filled(row: Row, left: int) -> bool:
    """Return whether a row has anything beside a merged cell."""
    return any(cell for place, cell in enumerate(row) if place != left)


def _write(rows: list[Row], places: Sequence[int], column: int, cell: Cell | None) -> None:
    """Write a cell into a column of some rows of a list that nobody else has."""
    for place in places if cell else ():
        line = [*rows[place], *[None] * (column + 1 - len(rows[place]))]
        rows[place] = (*line[:column], cell, *line[column + 1 :])
