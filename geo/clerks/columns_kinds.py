"""Kinds of hamlets in a column of their own ("Loại": Thôn, TDP): they belong to the names beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import Cell, cell_at
from geo.clerks.columns import CORRECTED
from geo.clerks.vocabulary import tokenise
from geo.model import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerks.clerk import ClerkColumn
    from geo.clerks.headers import Row
    from geo.clerks.pieces import Piece
    from geo.clerks.vocabulary import Vocabulary

KIND: Final = Text("loại đơn vị, đọc cùng tên", "kinds of units, read with their names")


def join_kinds(
    rows: Sequence[Row], piece: Piece, columns: Sequence[ClerkColumn], vocabulary: Vocabulary
) -> tuple[list[Row], tuple[ClerkColumn, ...]]:
    """Return the rows of a sheet with the names of hamlets as if their kinds were written before them.

    Parameters
    ----------
    rows
        Cells of the sheet.
    piece
        The table.
    columns
        What was understood of it; the column of kinds, if there is one, is told as such.
    vocabulary
        Clerks' words.
    """
    below = rows[piece.header.last + 1 : piece.end]
    names = [place for place, column in enumerate(columns) if column.field == "hamlet"]
    kinds = [
        place
        for place, column in enumerate(columns)
        if column.field == "other"
        and column.reason != CORRECTED
        and _are_kinds(below, place, names, vocabulary)
    ]
    if len(names) != 1 or len(kinds) != 1:
        return list(rows), tuple(columns)
    joined = [
        _join(row, names[0], kinds[0], vocabulary) if piece.header.last < number < piece.end else row
        for number, row in enumerate(rows)
    ]
    told = replace(columns[kinds[0]], reason=KIND, sure=True)
    return joined, (*columns[: kinds[0]], told, *columns[kinds[0] + 1 :])


def _are_kinds(rows: Sequence[Row], place: int, names: Sequence[int], vocabulary: Vocabulary) -> bool:
    """Return whether a column has a kind beside most names, and nothing but kinds."""
    beside = [
        cell for row in rows if any(cell_at(row, name) for name in names) if (cell := cell_at(row, place))
    ]
    named = sum(any(cell_at(row, name) for name in names) for row in rows)
    return 2 * len(beside) > named and all(_is_kind(cell, vocabulary) for cell in beside)


def _is_kind(cell: Cell, vocabulary: Vocabulary) -> bool:
    tokens = tokenise(cell.text)
    return vocabulary.fields.exact.get(tokens) == "hamlet" or tokens in vocabulary.rows["hamlet_kinds"]


def _join(row: Row, name: int, kind: int, vocabulary: Vocabulary) -> Row:
    own, before = cell_at(row, name), cell_at(row, kind)
    if not own or not before or not _is_kind(before, vocabulary) or vocabulary.begins(own.text, "hamlet"):
        return row
    kindly = replace(own, kind="struck") if "struck" in (own.kind, before.kind) else Cell("text", "")
    return (*row[:name], replace(kindly, text=f"{before.text} {own.text}"), *row[name + 1 :])
