"""Where the header of a clerk's table stands, and what each of its columns is.

A header has one to four rows; a label above a group of columns ("Kết quả" over "Đạt" and "Không đạt") is
that of each of them. Rows that only say units ("ĐVT: người") or count the columns may stand between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import PLACES, cell_at
from geo.clerks.header_words import YEAR, Label, name_field, read_label
from geo.clerks.tokens import cell_key, tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geo.clerks.clerk import Cell
    from geo.clerks.vocabulary import Vocabulary

    Row = Sequence[Cell | None]

SEARCHED_ROWS: Final = 60
MAX_HEADER_ROWS: Final = 6
MAX_LABEL_ROWS: Final = 4
FEWEST_LABELS: Final = 2
FEWEST_NUMBERS: Final = 3
NO_GROUP: Final = (*PLACES, "unit", "serial")
"""What has no parts below it: a row with a cell there is no part of a header."""

COLUMN_NUMBER: Final = re.compile(r"[(\[]?(\d{1,2}|[A-Z])[)\]]?")


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
        named = _candidates(rows, [first], vocabulary)
        chosen = max(named, key=lambda one: _count(one.labels), default=None)
        return chosen and _take_below(chosen, rows, vocabulary)
    starts = [place for place, row in enumerate(rows[:SEARCHED_ROWS]) if any(row) and not _is_counted(row)]
    found = [header for header in _candidates(rows, starts, vocabulary) if _names_place(header)]
    rank = partial(_rank, rows=rows, vocabulary=vocabulary)
    best = max(found, key=rank, default=None)
    if best is None or _count(best.labels) + _count_years(best.labels) < FEWEST_LABELS:
        return None
    while (above := _find_above(found, best, rank)) and any(
        map(_is_filled, rows[above.last + 1 : best.first])
    ):
        best = above
    return _take_below(best, rows, vocabulary)


def _is_counted(row: Row) -> bool:
    """Return whether a row begins with a number, as units do: "1, Phường Trần Phú, Tổ, 5, Đạt"."""
    first = next(cell.text.strip() for cell in row if cell)
    return first.isdecimal() and not YEAR.fullmatch(first)


def _take_below(header: Header, rows: Sequence[Row], vocabulary: Vocabulary) -> Header:
    """Return a header with the rows right below it that belong to it although others name as many columns."""
    for take in (_take_years, _take_labels, _take_parts, _take_units):
        header = take(header, rows, vocabulary)
    return header


def _take_years(header: Header, rows: Sequence[Row], vocabulary: Vocabulary) -> Header:
    """Return a header with the row right below it that only says years: that of a column, if only one."""
    below = rows[header.last + 1 : header.last + 2]
    told = rows[header.first : header.last + 1]
    cells = [cell for row in below for cell in row if cell]
    if not cells or not all(YEAR.fullmatch(cell.text.strip()) for cell in cells):
        return header
    if not all(cell_at(told[-1], place) for place, cell in enumerate(below[0]) if cell):
        return header
    return Header(header.first, header.last + 1, label_columns([*told, *below], vocabulary))


def _take_labels(header: Header, rows: Sequence[Row], vocabulary: Vocabulary) -> Header:
    """Return a header with the row right below it that only says more of its columns: "Dân số" over "Số hộ".

    The upper words alone would name another value. A row of results is none: one label must be no result.
    """
    below = [[*row] for row in rows[header.last + 1 : header.last + 2]]
    cells = [(place, cell) for row in below for place, cell in enumerate(row) if cell]
    if not cells or any(cell.kind != "text" for _, cell in cells):
        return header
    labels = label_columns([*rows[header.first : header.last + 1], *below], vocabulary)
    inside = [header.labels[place] for place, _ in cells if place < len(header.labels)]
    known = all(labels[place].sure and labels[place].field not in NO_GROUP for place, _ in cells)
    if len(inside) < len(cells) or any(one.field in NO_GROUP for one in inside) or not known:
        return header
    return Header(header.first, header.last + 1, labels) if _name_value(below[0], vocabulary) else header


def _name_value(row: Row, vocabulary: Vocabulary) -> bool:
    """Return whether a text of a row surely names a value and is no result itself."""
    texts = [cell.text for cell in row if cell and cell_key(cell.text) not in vocabulary.statuses]
    return any(
        sure and field in vocabulary.kinds for field, sure in (name_field(one, vocabulary) for one in texts)
    )


def _take_parts(header: Header, rows: Sequence[Row], vocabulary: Vocabulary) -> Header:
    """Return a header with the row right below it that parts a group: "Tổng số", "Hình sự", "Khác"."""
    below = rows[header.last + 1 : header.last + 2]
    told = rows[header.first : header.last + 1]
    if not below or not _may_continue(told, below[0]):
        return header
    parts = [(place, cell) for place, cell in enumerate(below[0]) if cell]
    whole = any(tokenise(cell.text) in vocabulary.rows["total"] for _, cell in parts)
    beside = any(header.labels[place].field in NO_GROUP for place, _ in parts if place < len(header.labels))
    if not whole or beside or len(parts) < FEWEST_LABELS:
        return header
    return Header(header.first, header.last + 1, label_columns([*told, *below], vocabulary))


def _take_units(header: Header, rows: Sequence[Row], vocabulary: Vocabulary) -> Header:
    """Return a header with the rows right below it that only say units."""
    last = header.last
    while last + 1 < len(rows) and (cells := [cell for cell in rows[last + 1] if cell]):
        if not all(_is_measure(cell.text, vocabulary) for cell in cells):
            break
        last += 1
    return replace(header, last=last)


def _rank(header: Header, rows: Sequence[Row], vocabulary: Vocabulary) -> tuple[int, bool, int]:
    """Return how well a block names columns; units stand for labels only where nothing else does."""
    by_units = header.first < header.last and _is_aside(rows[header.last], vocabulary)
    return _count(header.labels), not by_units, header.first - header.last


def _find_above(
    found: Sequence[Header], best: Header, rank: Callable[[Header], tuple[int, bool, int]]
) -> Header | None:
    """Return the best header that ends above another one: that of a table that stands higher."""
    higher = (
        header for header in found if header.last < best.first and _count(header.labels) >= FEWEST_LABELS
    )
    return max(higher, key=rank, default=None)


def _is_filled(row: Row) -> bool:
    """Return whether a row may belong to the body of a table: titles have a cell or two."""
    return sum(map(bool, row)) > FEWEST_LABELS or any(cell and cell.kind == "number" for cell in row)


def _candidates(rows: Sequence[Row], starts: Sequence[int], vocabulary: Vocabulary) -> Iterator[Header]:
    for start in starts:
        told: list[Row] = []
        for last in range(start, min(start + MAX_HEADER_ROWS, len(rows))):
            row = rows[last]
            if told and _is_aside(row, vocabulary):
                # "tin" and "hộ" are units, but below a group they are the labels themselves.
                if _may_continue(told, row):
                    yield Header(start, last, _read_labels([*told, row], vocabulary))
                continue
            if (told and not _may_continue(told, row)) or len(told) == MAX_LABEL_ROWS:
                break
            told.append(row)
            yield Header(start, last, _read_labels(told, vocabulary))


def _read_labels(told: Sequence[Row], vocabulary: Vocabulary) -> tuple[Label, ...]:
    return tuple(read_label(texts, vocabulary) for texts in stack_labels(told))


def label_columns(rows: Sequence[Row], vocabulary: Vocabulary) -> tuple[Label, ...]:
    """Return the labels of the columns below some header rows, the units in them or not: what names more."""
    told = [*rows[:1], *(row for row in rows[1:] if not _is_aside(row, vocabulary))]
    return max(_read_labels(told, vocabulary), _read_labels(rows, vocabulary), key=_count)


def _is_aside(row: Row, vocabulary: Vocabulary) -> bool:
    """Return whether a row below labels says units, the numbers of the columns, or nothing at all."""
    return is_numbering(row) or all(_is_measure(cell.text, vocabulary) for cell in row if cell)


def is_numbering(row: Row) -> bool:
    """Return whether a row only counts the columns: (1) (2) (3), or A B 1 2."""
    found = [COLUMN_NUMBER.fullmatch(cell.text.strip()) for cell in row if cell]
    if len(found) < FEWEST_NUMBERS or not all(found):
        return False
    numbers = [int(match[1]) for match in found if match and match[1].isdigit()]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True


def _is_measure(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether a text is only the unit of numbers: "(người)", "ĐVT: hộ, khẩu", "ĐVT: thôn", "%"."""
    tokens = tokenise(text)
    if not tokens:
        return "%" in text
    marks = {words for words in vocabulary.rows["unit_marks"] if tokens[: len(words)] == words}
    if any(vocabulary.fields.exact.get(words) != "unit" for words in marks):
        return True
    rest = tokens[max(map(len, marks), default=0) :]
    units = vocabulary.rows["units"]
    return rest in units or all(not word.isdecimal() and any(word in unit for unit in units) for word in rest)


def _count(labels: Sequence[Label]) -> int:
    """Return how many columns are surely known; two of one field and year count once.

    One without a year is no other than one with it: a title above some columns adds none.
    """
    told = {(label.field, label.year) for label in labels if label.sure and label.field != "other"}
    dated = {field for field, year in told if year}
    known = {(field, year) for field, year in told if year or field not in dated}
    other = sum(label.sure and label.field == "other" and bool(label.words) for label in labels)
    return len(known) + other + sum(label.personal is not None for label in labels)


def _count_years(labels: Sequence[Label]) -> int:
    """Return how many columns are headed by a year and nothing else: "Năm 2017", "Năm 2018"."""
    return sum(label.field == "year" and label.year is not None and not label.sure for label in labels)


def _names_place(header: Header) -> bool:
    return any(label.sure and label.field in (*PLACES, "unit") for label in header.labels)


def _may_continue(above: Sequence[Row], row: Row) -> bool:
    """Return whether a row can go on a header: texts and years, under a group or beside merged cells."""
    cells = [cell for cell in row if cell]
    alone = any(sum(map(bool, other)) < FEWEST_LABELS for other in above[:1])
    if alone or not cells or any(cell.kind != "text" and not YEAR.fullmatch(cell.text) for cell in cells):
        return False
    tops = [any(cell_at(other, place) for other in above) for place in range(len(row) + 1)]
    return all(not tops[place] or not tops[place + 1] for place, cell in enumerate(row) if cell)


def stack_labels(rows: Sequence[Row]) -> list[list[str]]:
    """Return the header texts above each column; a group's label is carried to all columns under it."""
    width = max(map(len, rows))
    stacked: list[list[str]] = [[] for _ in range(width)]
    for depth, row in enumerate(rows):
        carried = ""
        for place in range(width):
            own = cell.text if (cell := cell_at(row, place)) else ""
            below = any(cell_at(other, place) for other in rows[depth + 1 :])
            carried = own or (carried if below else "")
            if carried:
                stacked[place].append(" ".join(carried.split()))
    return stacked
