"""Where the header of a clerk's table stands, and what each of its columns is.

A header has one to three rows; a label above a group of columns ("Kết quả" over "Đạt" and "Không đạt") is
that of each of them. A column is read only if all words of its label are known: "Số hộ nghèo" is not "Số hộ".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.clerk import PLACES
from geo.vocabulary import find_words, strip_accents, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.clerk import Cell, Field
    from geo.vocabulary import Personal, Tokens, Vocabulary

    Row = Sequence[Cell | None]

SEARCHED_ROWS: Final = 60
MAX_HEADER_ROWS: Final = 3
FEWEST_LABELS: Final = 2
BRACKETS: Final = re.compile(r"[(\[{][^)\]}]*[)\]}]?")
RESULTS: Final = ("meets_standard", "not_met")
YEAR: Final = re.compile(r"(?<!\d)(20\d\d|19\d\d)(?!\d)")


@dataclass(frozen=True)
class Label:
    """The words above a column, and what they say.

    Parameters
    ----------
    words
        Header rows from top to bottom, joined with " / ".
    field
        What the words name; "other" if they name nothing.
    sure
        Whether every word is known; False is a guess that is not acted on.
    personal
        Kind of personal data that the words announce, or None.
    year
        Year in the words, or None.
    """

    words: str
    field: Field
    sure: bool
    personal: Personal | None = None
    year: int | None = None


@dataclass(frozen=True)
class Header:
    """The header of a table: first and last row (0-based), and a label for each column."""

    first: int
    last: int
    labels: tuple[Label, ...]


def find_header(rows: Sequence[Row], vocabulary: Vocabulary, first: int | None = None) -> Header | None:
    """Return the header of a sheet, or None if no row looks like one.

    Parameters
    ----------
    rows
        Cells of the sheet, decoded.
    vocabulary
        Clerks' words.
    first
        Row (0-based) where a person says it starts.

    Notes
    -----
    The block of rows that names most columns wins; of equal ones the shortest, then the first. It must name a
    place and a second column.
    """
    if first is not None:
        return max(_candidates(rows, [first], vocabulary), key=_count, default=None)
    starts = [place for place, row in enumerate(rows[:SEARCHED_ROWS]) if any(row)]
    found = [header for header in _candidates(rows, starts, vocabulary) if _names_place(header)]
    best = max(found, key=_rank, default=None)
    if best is None or _count(best) < FEWEST_LABELS:
        return None
    while (above := _find_above(found, best)) and any(map(_is_filled, rows[above.last + 1 : best.first])):
        best = above
    return best


def _rank(header: Header) -> tuple[int, int]:
    return _count(header), header.first - header.last


def _find_above(found: Sequence[Header], best: Header) -> Header | None:
    """Return the best header that ends above another one: that of a table that stands higher."""
    higher = (header for header in found if header.last < best.first and _count(header) >= FEWEST_LABELS)
    return max(higher, key=_rank, default=None)


def _is_filled(row: Row) -> bool:
    """Return whether a row may belong to the body of a table: titles have a cell or two."""
    return sum(map(bool, row)) > FEWEST_LABELS or any(cell and cell.kind == "number" for cell in row)


def _candidates(rows: Sequence[Row], starts: Sequence[int], vocabulary: Vocabulary) -> Iterator[Header]:
    for start in starts:
        for last in range(start, min(start + MAX_HEADER_ROWS, len(rows))):
            if last > start and not _may_continue(rows[start:last], rows[last]):
                break
            yield Header(start, last, label_columns(rows[start : last + 1], vocabulary))


def label_columns(rows: Sequence[Row], vocabulary: Vocabulary) -> tuple[Label, ...]:
    """Return the labels of the columns below some header rows."""
    return tuple(read_label(texts, vocabulary) for texts in stack_labels(rows))


def _count(header: Header) -> int:
    """Return how many columns are surely known; two of one field count once."""
    known = {(label.field, label.year) for label in header.labels if label.sure and label.field != "other"}
    other = sum(label.sure and label.field == "other" and bool(label.words) for label in header.labels)
    return len(known) + other + sum(label.personal is not None for label in header.labels)


def _names_place(header: Header) -> bool:
    return any(label.sure and label.field in (*PLACES, "unit") for label in header.labels)


def _may_continue(above: Sequence[Row], row: Row) -> bool:
    """Return whether a row can go on a header: texts and years, under a group or beside merged cells."""
    cells = [cell for cell in row if cell]
    alone = any(sum(map(bool, other)) < FEWEST_LABELS for other in above)
    if alone or not cells or any(cell.kind != "text" and not YEAR.fullmatch(cell.text) for cell in cells):
        return False
    under = [place for place, cell in enumerate(row) if cell]
    tops = [any(_at(other, place) for other in above) for place in range(len(row))]
    opens_group = [
        place + 1 < len(row) and row[place + 1] and not tops[place + 1] for place in range(len(row))
    ]
    return all(not tops[place] or opens_group[place] for place in under)


def _at(row: Row, place: int) -> Cell | None:
    return row[place] if place < len(row) else None


def stack_labels(rows: Sequence[Row]) -> list[list[str]]:
    """Return the header texts above each column; a group's label is carried to all columns under it."""
    width = max(map(len, rows))
    stacked: list[list[str]] = [[] for _ in range(width)]
    for depth, row in enumerate(rows):
        carried = ""
        for place in range(width):
            own = cell.text if (cell := _at(row, place)) else ""
            below = any(_at(other, place) for other in rows[depth + 1 :])
            carried = own or (carried if below else "")
            if carried:
                stacked[place].append(" ".join(carried.split()))
    return stacked


def read_label(texts: Sequence[str], vocabulary: Vocabulary) -> Label:
    """Return what the texts above a column say: the lowest if it is sure, else all of them together."""
    words = " / ".join(dict.fromkeys(texts))
    years = {int(year) for text in texts for year in YEAR.findall(text)}
    year = years.pop() if len(years) == 1 else None
    personal = find_words(tokenise(words), vocabulary.personal)
    if personal:
        return Label(words, "other", sure=True, personal=personal[1], year=year)
    lowest, together = (name_field(text, vocabulary) for text in (texts[-1] if texts else "", words))
    field, sure = lowest if lowest[1] or not together[1] else together
    return Label(words, field or "other", sure, year=year)


@lru_cache(maxsize=16_384)
def name_field(text: str, vocabulary: Vocabulary) -> tuple[Field, bool]:
    """Return the field that a label names ("" if none), and whether all its words are known."""
    outside = tokenise(BRACKETS.sub(" ", text))
    found = find_words(outside, vocabulary.fields)
    if found is None or found[1] == "unit":
        found = find_words(tokenise(" ".join(BRACKETS.findall(text))), vocabulary.fields) or found
    if found is None:
        return "", False
    field, doubtful = _weigh_more(outside, found, vocabulary)
    rest = _drop_known(outside, found[0], vocabulary)
    return field, not rest and not doubtful and not (field == "year" and YEAR.search(text))


def _weigh_more(tokens: Tokens, found: tuple[Tokens, Field], vocabulary: Vocabulary) -> tuple[Field, bool]:
    """Return the field of a label, and whether its other words name another value.

    "Đạt / Không đạt" heads a column of results; "Số hộ không đạt" is neither a result nor the households.
    """
    words, field = found
    starts = (place for place in range(len(tokens)) if tokens[place : place + len(words)] == words)
    start = next(starts, len(tokens))
    parts = (tokens[:start], tokens[start + len(words) :])
    more = {named[1] for part in parts if (named := find_words(part, vocabulary.fields))}
    if field in RESULTS and more & set(RESULTS) - {field}:
        return "meets_standard", False
    values = {*vocabulary.kinds, "not_met"}
    return field, field in values and bool(more & values - {field})


def _drop_known(tokens: Tokens, match: Tokens, vocabulary: Vocabulary) -> list[str]:
    """Return the words of a label that are neither its match, nor fillers, nor a year."""
    plain = all(token.isascii() for token in tokens)
    fillers = _list_fillers(vocabulary, plain=plain)
    return [
        token for token in tokens if token not in fillers and token not in match and not YEAR.fullmatch(token)
    ]


@lru_cache(maxsize=8)
def _list_fillers(vocabulary: Vocabulary, *, plain: bool) -> frozenset[str]:
    fillers = {token for words in vocabulary.rows["fillers"] for token in words}
    return frozenset(fillers | {strip_accents(word) for word in fillers} if plain else fillers)
