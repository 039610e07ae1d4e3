"""Columns that are not read although they may hold what is asked for: a person must say what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.clerks.clerk_values import NO_TICKS, PARSERS, TICKS, parse_status
from geo.clerks.columns import kind_of
from geo.clerks.columns_blank import FEWEST_ROWS, find_blank
from geo.clerks.columns_places import MOST, STRANGE_WORDS, UNKNOWN, share_of_hamlets
from geo.clerks.header_words import RESULTS
from geo.clerks.styles import find_style
from geo.clerks.tokens import cell_key
from geo.errors import Problem
from geo.model import LANGUAGES
from geo.tools.words import catalogue as known_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.clerks.clerk import Cell, ClerkColumn, Field
    from geo.clerks.columns_places import Found
    from geo.clerks.vocabulary import Vocabulary


def find_doubts(
    found: Sequence[Found], columns: Sequence[ClerkColumn], vocabulary: Vocabulary, *, file: str
) -> list[Problem]:
    """Return a problem for each column that is not read although it may hold what is asked for.

    Parameters
    ----------
    found
        Labels and cells.
    columns
        What was understood of them.
    vocabulary
        Clerks' words.
    file
        Name for messages.
    """
    return [
        *find_blank(found, columns, vocabulary, file=file),
        *_find_unnamed(found, columns, vocabulary, file=file),
        *_find_unread(found, columns, vocabulary, file=file),
        *_find_more_names(found, columns, vocabulary, file=file),
    ]


def _find_unnamed(
    found: Sequence[Found], columns: Sequence[ClerkColumn], vocabulary: Vocabulary, *, file: str
) -> Iterator[Problem]:
    """Yield a problem for each column without a header that goes on the column of values on its left.

    Below a group ("Kết quả") with several columns only the first has its words, where cells are not merged:
    which year or which kind each column is, nobody can tell.
    """
    kind = ""
    for column, one in zip(columns, found, strict=True):
        if column.words:
            kind = kind_of(column.field, vocabulary) if column.field in vocabulary.kinds else ""
        elif (kind and _share_of_values(one.cells, kind, vocabulary) > MOST) or (
            len(one.cells) >= FEWEST_ROWS and share_of_hamlets(one.cells, vocabulary) > MOST
        ):
            yield _unnamed(file, column)


def _find_unread(
    found: Sequence[Found], columns: Sequence[ClerkColumn], vocabulary: Vocabulary, *, file: str
) -> Iterator[Problem]:
    """Yield a problem for each column with unknown words whose cells are values that no other column has.

    Its rows would be joined without a value that stands in the file.
    """
    claimed = {column.field: len(one.cells) for column, one in zip(columns, found, strict=True)}
    longest = max(claimed.values(), default=0)
    for column, one in zip(columns, found, strict=True):
        if column.field != "other" or column.reason not in (UNKNOWN, STRANGE_WORDS) or not column.words:
            continue
        field = _guess_field(column.guess, one.cells, vocabulary)
        # A status that stands where the column of the status is empty is the other of two ticked columns; one
        # whose header says so too is a second opinion: "Xã đánh giá", "Thành phố công nhận".
        apart = field in RESULTS and claimed.get(field, 0) + len(one.cells) <= longest
        if field and (field not in claimed or apart or column.guess in RESULTS):
            yield _unread(file, column, field)


def _find_more_names(
    found: Sequence[Found], columns: Sequence[ClerkColumn], vocabulary: Vocabulary, *, file: str
) -> Iterator[Problem]:
    """Yield a problem for each column of more names of hamlets, with columns between and values behind.

    Of two tables side by side whose headers are not the same letter by letter, the values of one would be
    those of the other one's hamlets. Right beside the names others are those of before a merger.
    """
    first = next((place for place, column in enumerate(columns) if column.field == "hamlet"), len(columns))
    for place, (column, one) in enumerate(zip(columns, found, strict=True)):
        unread = column.field == "other" and column.reason in (UNKNOWN, STRANGE_WORDS) and column.words
        if not unread or first == len(columns) or share_of_hamlets(one.cells, vocabulary) <= MOST:
            continue
        between = slice(min(first, place) + 1, max(first, place))
        behind = slice(place, None) if place > first else between
        told = (
            _may_hold_values(other, cells.cells, vocabulary)
            for other, cells in zip(columns[behind], found[behind], strict=True)
            if other != column
        )
        if any(other.words for other in columns[between]) and any(told):
            yield _more_names(file, column)


def _may_hold_values(column: ClerkColumn, cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """Return whether a column holds values, or may do so below a header that is damaged."""
    return column.field in vocabulary.kinds or (column.reason in (UNKNOWN, STRANGE_WORDS) and bool(cells))


def _guess_field(guess: Field, cells: Sequence[Cell], vocabulary: Vocabulary) -> Field:
    """Return the values that a column may hold, by a word of its header or by what its cells say, or ""."""
    if guess in vocabulary.kinds or guess == "not_met":
        return guess if _share_of_values(cells, kind_of(guess, vocabulary), vocabulary) > MOST else ""
    if guess == "year":
        # "Năm 2018" alone says nothing of what stands below it.
        return next(
            (
                field
                for field, kind in vocabulary.kinds.items()
                if _share_of_values(cells, kind, vocabulary) > MOST
            ),
            "",
        )
    if guess != "other":
        return ""
    words = sum(_is_status_word(cell, vocabulary) for cell in cells)
    statuses = [field for field, kind in vocabulary.kinds.items() if kind == "status"]
    return statuses[0] if statuses and words > MOST * len(cells) else ""


def _is_status_word(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Return whether a cell is the word of a status; a sign or a yes may be about anything."""
    value, _ = parse_status(cell, "status", vocabulary)
    return value is not None and cell_key(cell.text) not in {*TICKS, *NO_TICKS}


def _share_of_values(cells: Sequence[Cell], kind: str, vocabulary: Vocabulary) -> float:
    style, _ = find_style(kind, cells)
    read = [PARSERS[kind](cell, style, vocabulary) for cell in cells]
    return sum(value is not None and fault is None for value, fault in read) / max(len(read), 1)


def _unnamed(file: str, column: ClerkColumn) -> Problem:
    return Problem(
        file=file,
        column=column.letter,
        what_vi="không có tiêu đề, nhưng có số liệu như cột bên trái hoặc tên thôn, tổ dân phố",
        what_en="has no header, but values like the column on its left, or names of hamlets",
        remedy_vi="ghi tiêu đề (năm, nội dung) cho cột này, hoặc xóa cột",
        remedy_en="give this column a header (its year, what it holds), or delete it",
    )


def _unread(file: str, column: ClerkColumn, field: Field) -> Problem:
    vi, en = (known_words(language).get(f"fields.{field}", field) for language in LANGUAGES)
    return Problem(
        file=file,
        column=column.words,
        what_vi=f"cột {column.letter} có số liệu, nhưng tiêu đề có chữ chưa biết (có thể là “{vi}”)",
        what_en=f"column {column.letter} holds values, but its header has unknown words (it may be “{en}”)",
        remedy_vi="chọn cột này là gì, hoặc chọn không đọc; lần sau hệ thống sẽ nhớ",
        remedy_en="choose what this column holds, or that it is not read; it is kept for the next time",
    )


def _more_names(file: str, column: ClerkColumn) -> Problem:
    return Problem(
        file=file,
        column=column.words,
        what_vi=f"cột {column.letter} cũng là tên thôn, tổ dân phố: số liệu bên phải có thể là của cột này",
        what_en=f"column {column.letter} names hamlets, too: the values on its right may be theirs",
        remedy_vi="nếu là hai bảng đặt cạnh nhau, hãy đặt trên dưới nhau; nếu không, chọn không đọc cột này",
        remedy_en="put tables that stand side by side below each other; else choose that it is not read",
    )
