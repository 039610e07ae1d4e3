"""The nouns of the rows below a header: what a row is, and what of its table tells that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geo.clerks.clerk_values import PARSERS
from geo.clerks.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerks.clerk import Cell, ClerkColumn, Field
    from geo.clerks.headers import Header, Row
    from geo.clerks.tokens import Tokens
    from geo.clerks.vocabulary import TableWord, Vocabulary

LineKind = Literal[
    "title", "header", "blank", "repeat", "numbering", "total", "section", "footer", "stray", "unit"
]


@dataclass(frozen=True)
class Line:
    """A row of a sheet (0-based) and what it is.

    Parameters
    ----------
    ward
        Of a section the name of the ward; of a unit what may be the name of that of the rows below.
    lone
        Whether it is stray words that may be the name of a ward: then what stands above is no ward of the
        rows below.
    """

    row: int
    kind: LineKind
    ward: str = ""
    lone: bool = False


@dataclass(frozen=True)
class LineReader:
    """What classifying a row needs to know of its table."""

    header: Header
    columns: Sequence[ClerkColumn]
    vocabulary: Vocabulary
    headings: frozenset[tuple[str, ...]]
    outlined: bool

    def text(self, row: Row, field: Field) -> str:
        """Return the text of the column of a field; "" if there is no such column or cell."""
        for place, column in enumerate(self.columns[: len(row)]):
            cell = row[place]
            if column.field == field and cell:
                return cell.text
        return ""

    def has_value(self, row: Row) -> bool:
        """Return whether a cell of a value column holds a value of it."""
        pairs = zip(self.columns, row, strict=False)
        return any(cell and self._is_value(column, cell) for column, cell in pairs)

    def _is_value(self, column: ClerkColumn, cell: Cell) -> bool:
        kind = "tick" if column.field == "not_met" else self.vocabulary.kinds.get(column.field, "")
        if not kind:
            return False
        value, fault = PARSERS[kind](cell, column.style, self.vocabulary)
        return cell.kind in ("formula", "shared", "struck") or (value is not None and fault is None)

    def is_word(self, tokens: Tokens, words: TableWord) -> bool:
        """Return whether tokens are one of some words."""
        return tokens in self.vocabulary.rows[words]

    def names_ward(self, text: str) -> bool:
        """Return whether a text is kind and name of a known ward, or its name."""
        return self.vocabulary.names_ward(text)

    def knows_ward(self, text: str) -> bool:
        """Return whether a text names a known ward, or no ward is known."""
        tokens = tokenise(text)
        known = self.vocabulary.wards
        return not known or self.names_ward(text) or self.vocabulary.names_plainly(tokens)

    def starts(self, tokens: Tokens, words: TableWord) -> Tokens | None:
        """Return what follows if tokens start with one of some words, else None."""
        for length in range(len(tokens), 0, -1):
            if self.is_word(tokens[:length], words):
                return tokens[length:]
        return None
