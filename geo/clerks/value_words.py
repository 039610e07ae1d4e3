"""Words for a result that no list knows ("✗", "Chưa"): a person says once, for a header, what one means.

A known one may be as doubtful: "1" in a table of wards, where it may count hamlets.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk_values import UNKNOWN_WORDS
from geo.clerks.personal import is_name
from geo.clerks.tokens import cell_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.clerks.clerk import Cell, ClerkTable, Status
    from geo.clerks.headers import Row
    from geo.clerks.pieces import Piece
    from geo.clerks.vocabulary import Vocabulary

MEANINGS: Final[Mapping[Status, float | None]] = {"met": 1.0, "not_met": 0.0, "no_data": None}
LONGEST: Final = 30
"""A longer text is a remark on one unit, and may tell of somebody: it is not kept for other files."""

MOST_DIGITS: Final = 4


@dataclass(frozen=True)
class Unknown:
    """A word that is no result: the header of its column, how often it stands there, the first row."""

    header: str
    word: str
    times: int
    row: int


def list_unknown(tables: Iterable[ClerkTable]) -> list[Unknown]:
    """Return the words in columns of results that nobody knows, the most frequent first."""
    found = [
        (problem.column, problem.value, row.row)
        for table in tables
        for row in table.units()
        for problem in row.problems
        if problem.column and problem.value and problem.what_en in UNKNOWN_WORDS
    ]
    times = Counter((header, cell_key(word)) for header, word, _ in found)
    first = {(header, cell_key(word)): (word, row) for header, word, row in reversed(found)}
    return [
        Unknown(header, " ".join(first[header, key][0].split()), count, first[header, key][1])
        for (header, key), count in times.most_common()
        if may_be_kept(first[header, key][0])
    ]


def may_be_kept(word: str) -> bool:
    """Return whether a cell is a word that may be kept: short, no person, no long number, nothing hidden."""
    text = " ".join(word.split())
    digits = sum(letter.isdigit() for letter in text)
    return 0 < len(text) <= LONGEST and digits <= MOST_DIGITS and text.isprintable() and not is_name(text)


def settle_words(
    rows: Sequence[Row],
    piece: Piece,
    words: Mapping[str, Mapping[str, Status]],
    vocabulary: Vocabulary,
) -> tuple[tuple[Cell | None, ...], ...]:
    """Return the rows of a sheet with the words that a person explained written as known ones.

    Parameters
    ----------
    rows, piece
        Cells of a sheet, decoded, and where a table of it stands.
    words
        Words of a header → word of a cell → what it means.
    vocabulary
        Clerks' words.
    """
    plain = {status: _find_word(value, vocabulary) for status, value in MEANINGS.items()}
    told = {
        place: {cell_key(word): plain[status] for word, status in words[label.words].items()}
        for place, label in enumerate(piece.header.labels)
        if label.words in words
    }
    return tuple(
        tuple(
            _settle(cell, told[place]) if cell and place in told else cell for place, cell in enumerate(row)
        )
        if piece.header.last < number < piece.end
        else tuple(row)
        for number, row in enumerate(rows)
    )


def _find_word(value: float | None, vocabulary: Vocabulary) -> str | None:
    """Return a known word for a result; no data is an empty cell: a dash may be the opposite of a plus."""
    if value is None:
        return ""
    return next((word for word, known in vocabulary.statuses.items() if known == value), None)


def _settle(cell: Cell, told: Mapping[str, str | None]) -> Cell | None:
    word = told.get(cell_key(cell.text))
    if word is None:
        return cell
    return replace(cell, kind="text", text=word) if word else None
