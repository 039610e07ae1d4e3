"""“Đạt” and “Không đạt” above numbers in a table of wards: ticks, or how many hamlets.

Beside the number of all hamlets of each ward they are counts, if together they never exceed it and one is
above 1; else it is asked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk_values import parse_count, parse_status
from geo.clerks.columns import CORRECTED
from geo.clerks.columns_places import MOST, share_of_wards
from geo.clerks.header_words import RESULTS
from geo.clerks.tokens import cell_key, tokenise
from geo.model import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerks.clerk import Cell, ClerkColumn, Correction
    from geo.clerks.columns_places import Found
    from geo.clerks.headers import Row
    from geo.clerks.vocabulary import Vocabulary

COUNTS: Final = Text("đếm thôn, không phải kết quả của xã, phường", "counts hamlets, is no result of a ward")
AMOUNTS: Final = frozenset(map(tokenise, ("số", "tổng", "sl")))


def leave_counts(
    columns: Sequence[ClerkColumn], found: Sequence[Found], rows: Sequence[Row], vocabulary: Vocabulary
) -> tuple[ClerkColumn, ...]:
    """Return the columns; of wards, those that surely count hamlets are no results.

    Parameters
    ----------
    columns, found
        As they were understood, and their cells.
    rows
        Cells below the header.
    vocabulary
        Clerks' words.
    """
    columns = _leave_numbers(columns, found, vocabulary)
    results = [
        place
        for place, column in enumerate(columns)
        if column.field in RESULTS and column.reason != CORRECTED
    ]
    wholes = [place for place, column in enumerate(columns) if _counts_hamlets(column, vocabulary)]
    if not results or len(wholes) != 1 or not _are_of_wards(columns, found, vocabulary):
        return tuple(columns)
    told = [
        (whole, [_count(row, place, vocabulary, empty=0.0) for place in results])
        for row in rows
        if (whole := _count(row, wholes[0], vocabulary)) is not None
    ]
    counts = [part for _, parts in told for part in parts if part is not None]
    if not all(_are_parts(whole, parts) for whole, parts in told) or max(counts, default=0) <= 1:
        return tuple(columns)
    return tuple(
        replace(column, field="other", reason=COUNTS) if place in results else column
        for place, column in enumerate(columns)
    )


def _leave_numbers(
    columns: Sequence[ClerkColumn], found: Sequence[Found], vocabulary: Vocabulary
) -> Sequence[ClerkColumn]:
    """Return the columns; "Số KDC" and "KDC đạt" above numbers, beside wards that stand once, name none."""
    named = [place for place, column in enumerate(columns) if column.field == "hamlet"]
    amounts = [place for place in named if tokenise(columns[place].words)[:1] in AMOUNTS]
    cells = [cell.text.strip() for place in named for cell in found[place].cells]
    rest = [replace(one, field="other") if place in named else one for place, one in enumerate(columns)]
    if (
        not amounts
        or any(columns[place].reason == CORRECTED for place in named)
        or not all(map(str.isdecimal, cells))
        or not _are_of_wards(rest, found, vocabulary)
    ):
        return columns
    return [replace(one, reason=COUNTS) if place in named else one for place, one in enumerate(rest)]


def _counts_hamlets(column: ClerkColumn, vocabulary: Vocabulary) -> bool:
    """Return whether a column says how many hamlets a ward has: "Số thôn, TDP", or "Tổng số" alone."""
    tokens = tokenise(column.words)
    hamlets = any(vocabulary.fields.exact.get((token,)) == "hamlet" for token in tokens)
    amount = tokens[:1] in AMOUNTS and hamlets
    return column.field == "other" and (amount or tokens in vocabulary.rows["total"])


def _count(row: Row, place: int, vocabulary: Vocabulary, *, empty: float | None = None) -> float | None:
    """Return the count in a cell, or None where it is anything else."""
    cell = row[place] if place < len(row) else None
    if cell is None:
        return empty
    value, _ = parse_count(cell, "whole", vocabulary)
    return value if isinstance(value, float) else None


def _are_parts(whole: float, counts: Sequence[float | None]) -> bool:
    """Return whether all are counts, and no more together than the whole: some hamlets may have no result."""
    known = [count for count in counts if count is not None]
    return len(known) == len(counts) and sum(known) <= whole


def doubt_digits(
    columns: Sequence[ClerkColumn], found: Sequence[Found], vocabulary: Vocabulary, correction: Correction
) -> tuple[ClerkColumn, ...]:
    """Return the columns; those whose 0 and 1 may be counts have the style "digits".

    Parameters
    ----------
    columns
        As they were understood.
    found
        Their labels and cells.
    vocabulary
        Clerks' words.
    correction
        What a person set right: once one of the columns has a style, nothing is asked.

    Notes
    -----
    A header that is itself a result ("Đạt") may stand above ticks and above counts; "Kết quả" above results
    only. A word or another sign among the cells shows that they are ticks, and so does a name of a hamlet.
    """
    results = [place for place, column in enumerate(columns) if column.field in RESULTS]
    pair = any(columns[place].field == "not_met" for place in results)
    asked = [place for place in results if pair or _names_result(columns[place], vocabulary)]
    known = any(columns[place].words in correction.styles for place in asked)
    cells = [cell for place in asked for cell in found[place].cells]
    if (
        known
        or not _are_of_wards(columns, found, vocabulary)
        or any(_is_mark(cell, vocabulary) for cell in cells)
    ):
        return tuple(columns)
    return tuple(
        replace(column, style="digits", sure=False)
        if place in asked and _has_digits(found[place])
        else column
        for place, column in enumerate(columns)
    )


def _names_result(column: ClerkColumn, vocabulary: Vocabulary) -> bool:
    """Return whether the words of a header are themselves those of a result."""
    return cell_key(column.words.rpartition(" / ")[2]) in vocabulary.statuses


def _has_digits(found: Found) -> bool:
    return any(cell.text.strip().isdecimal() for cell in found.cells)


def _is_mark(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Return whether a cell says a result otherwise than by a number."""
    value, _ = parse_status(cell, "status", vocabulary)
    return value is not None and not cell.text.strip().isdecimal()


def _are_of_wards(columns: Sequence[ClerkColumn], found: Sequence[Found], vocabulary: Vocabulary) -> bool:
    """Return whether the rows of a table are wards: it names no hamlets, and few wards more than once.

    A hamlet may be called like a ward: below the word for hamlets, or beside a ward, only the kind of a ward
    makes it one.
    """
    cells = {column.field: one.cells for column, one in zip(columns, found, strict=True)}
    if "hamlet" in cells:
        names = cells["hamlet"]
        headed = any(column.field == column.guess == "hamlet" for column in columns)
        if headed or cells.get("ward") or cells.get("ward_code"):
            names = [cell for cell in names if tokenise(cell.text) not in vocabulary.wards]
        return share_of_wards(names, vocabulary) * len(names) > MOST * len(cells["hamlet"])
    wards = [tokenise(cell.text) for cell in cells.get("ward") or cells.get("ward_code", ())]
    return bool(wards) and 2 * len(set(wards)) > len(wards)
