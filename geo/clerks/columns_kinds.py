"""Kinds of hamlets beside their names: in a column of their own ("Loại": Thôn, TDP), or above the names."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import Cell, cell_at
from geo.clerks.columns import CORRECTED
from geo.clerks.tokens import read_number, tokenise
from geo.model import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerks.clerk import ClerkColumn
    from geo.clerks.headers import Row
    from geo.clerks.pieces import Piece
    from geo.clerks.vocabulary import TableWord, Vocabulary

KIND: Final = Text("loại đơn vị, đọc cùng tên", "kinds of units, read with their names")
ASIDE: Final = Text(
    "tên loại khác, đọc cùng cột tên", "names of another kind, read with those of the other column"
)
NAME_WORD: Final = "tên"
NO_NAMES: Final[tuple[TableWord, ...]] = ("total", "footer", "ward_kinds", "city_kinds", "page_words")


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
    if len(names) > 1:
        return _join_sides(rows, piece, columns, names, vocabulary)
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


def _join_sides(
    rows: Sequence[Row],
    piece: Piece,
    columns: Sequence[ClerkColumn],
    names: Sequence[int],
    vocabulary: Vocabulary,
) -> tuple[list[Row], tuple[ClerkColumn, ...]]:
    """Return the names of several columns in the first of them, where each column is of one kind.

    "Thôn" and "Tổ dân phố" beside each other: of each row one is filled. Numbers below them must count up,
    else they may be how many of a kind a ward has.
    """
    below = rows[piece.header.last + 1 : piece.end]
    kinds = [_read_kind(columns[place].words, vocabulary) for place in names]
    filled = [[cell for place in names if (cell := cell_at(row, place))] for row in below]
    cells = [[cell for row in below if (cell := cell_at(row, place))] for place in names]
    apart = all(len(told) <= 1 for told in filled) and all(map(_count_up, cells))
    if "" in kinds or len(set(kinds)) < len(kinds) or not apart:
        return list(rows), tuple(columns)
    joined = list(rows)
    for number in range(piece.header.last + 1, piece.end):
        row = [*rows[number], *[None] * (max(names) + 1 - len(rows[number]))]
        for place, kind in zip(names, kinds, strict=True):
            cell, row[place] = row[place], None
            if cell:
                row[names[0]] = Cell("text", f"{kind} {cell.text}") if _is_bare(cell, vocabulary) else cell
        joined[number] = tuple(row)
    told = [
        replace(column, field="other", reason=ASIDE, sure=True) if place in names[1:] else column
        for place, column in enumerate(columns)
    ]
    return joined, tuple(told)


def _is_bare(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Return whether a cell may be a name without its kind: it is no sum, no ward, no note."""
    tokens = tokenise(cell.text)
    heads = {tokens[at : at + length] for at in (0, 1) for length in (1, 2, 3)}
    others = any(heads & vocabulary.rows[words] for words in NO_NAMES)
    return cell.kind != "struck" and not others and not vocabulary.begins(cell.text, "hamlet")


def _read_kind(words: str, vocabulary: Vocabulary) -> str:
    """Return the one kind that a header names, or ""."""
    kind = " ".join(words.rpartition(" / ")[2].split())
    kind = kind[len(NAME_WORD) :].lstrip() if tokenise(kind)[:1] == (NAME_WORD,) else kind
    tokens = tokenise(kind)
    known = vocabulary.rows["hamlet_kinds"] | {
        run for run, field in vocabulary.fields.exact.items() if field == "hamlet"
    }
    several = any(tokens[:at] in known and tokens[at:] in known for at in range(1, len(tokens)))
    return kind if tokens in known and not several else ""


def _count_up(cells: Sequence[Cell]) -> bool:
    """Return whether numbers among cells begin at 1 somewhere, and most follow the one above."""
    numbers = [read_number(cell.text.strip()) for cell in cells if cell.text.strip().isdecimal()]
    following = sum(number in (1, above + 1) for above, number in pairwise([0, *numbers]))
    return (1 in numbers and 2 * following > len(numbers)) or not numbers
