"""Several tables below each other in one sheet: where each begins, where its header stands, where it ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.clerks.clerk import PLACES
from geo.clerks.clerk_values import parse_status
from geo.clerks.header_words import YEAR, name_field
from geo.clerks.headers import FEWEST_LABELS, find_header
from geo.clerks.periods import find_period
from geo.clerks.titles import find_title_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerks.clerk import Cell
    from geo.clerks.headers import Header, Row
    from geo.clerks.vocabulary import Vocabulary


@dataclass(frozen=True)
class Piece:
    """One table of a sheet: its rows (0-based, ``end`` not included), and its header."""

    start: int
    end: int
    header: Header


def split_tables(rows: Sequence[Row], vocabulary: Vocabulary, first: int | None = None) -> list[Piece]:
    """Return the tables of a sheet from top to bottom; a header that only repeats begins none.

    Parameters
    ----------
    rows
        Cells of the sheet, decoded.
    vocabulary
        Clerks' words.
    first
        Row (0-based) where a person says that the first header starts.
    """
    header = find_header(rows, vocabulary, first)
    if header is None:
        return []
    pieces: list[Piece] = []
    titles = _list_texts(rows[: header.first])
    start, year, period = 0, find_title_year(titles), find_period(titles)
    for place in range(header.last + 1, len(rows)):
        following = _read_header(rows, place, header, vocabulary)
        if following is None:
            continue
        top = _find_top(rows, place, header.last + 1)
        own_titles = _list_texts(rows[top:place])
        own_year, own_period = find_title_year(own_titles), find_period(own_titles)
        same = (
            _list_fields(following) == _list_fields(header)
            or _repeats(rows, place, header)
            or _says_part(following, header)
        )
        if same and own_year in (None, year) and own_period in ("", period):
            continue
        pieces.append(Piece(start, top, header))
        start, header, year, period = top, following, own_year or year, own_period
    return [*pieces, Piece(start, len(rows), header)]


def _read_header(rows: Sequence[Row], place: int, above: Header, vocabulary: Vocabulary) -> Header | None:
    """Return the header that starts at a row below another one, or None: a row with data is none."""
    cells = [cell for cell in rows[place] if cell]
    if place <= above.last or any(map(_is_number, cells)):
        return None
    # "Phường An Bình" is made of words of headers, but names a ward.
    labels = [
        cell.text
        for cell in cells
        if parse_status(cell, "status", vocabulary)[1] and not vocabulary.names_ward(cell.text)
    ]
    fields = [field for text in labels for field, sure in [name_field(text, vocabulary)] if sure]
    if len(fields) < FEWEST_LABELS or 2 * len(fields) <= len(cells) or not {*PLACES, "unit"} & {*fields}:
        return None
    return find_header(rows, vocabulary, place)


def _repeats(rows: Sequence[Row], place: int, header: Header) -> bool:
    """Return whether a row is the first of a header once more: a printed page may repeat no other."""
    return _list_texts([rows[place]]) == _list_texts([rows[header.first]])


def _says_part(header: Header, above: Header) -> bool:
    """Return whether a header says of each of its columns what the one above it says: in another language."""
    pairs = zip(header.labels, above.labels, strict=False)
    told = [(label, other) for label, other in pairs if label.words]
    more = any(label.words for label in header.labels[len(above.labels) :])
    return not more and all(
        label.sure and other.sure and label.field == other.field and label.year in (None, other.year)
        for label, other in told
    )


def _is_number(cell: Cell) -> bool:
    return cell.text.strip().isdecimal() and not YEAR.fullmatch(cell.text.strip())


def _list_fields(header: Header) -> list[tuple[str, int | None]]:
    """Return what the columns of a header are, without the empty ones at its end."""
    found = [(label.field if label.sure else label.words, label.year) for label in header.labels]
    while found and found[-1][0] in ("", "other"):
        found.pop()
    return found


def _find_top(rows: Sequence[Row], place: int, lowest: int) -> int:
    """Return the row where the titles above a header begin: blank rows and lone texts."""
    top = place
    while top > lowest and _is_title(rows[top - 1]):
        top -= 1
    return top


def _is_title(row: Row) -> bool:
    cells = [cell for cell in row if cell]
    return len(cells) < FEWEST_LABELS and all(cell.kind == "text" for cell in cells)


def _list_texts(rows: Sequence[Row]) -> list[str]:
    return [cell.text for row in rows for cell in row if cell and cell.kind == "text"]
