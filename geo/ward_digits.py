"""“Đạt” and “Không đạt” above 0 and 1 in a table of wards: a tick each, or how many hamlets? It is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.clerk_values import parse_status
from geo.columns_places import MOST, share_of_wards
from geo.header_words import RESULTS
from geo.vocabulary import cell_key, tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerk import Cell, ClerkColumn, Correction
    from geo.columns_places import Found
    from geo.vocabulary import Vocabulary


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
    """Return whether the rows of a table are wards: it names no hamlets, and few wards more than once."""
    cells = {column.field: one.cells for column, one in zip(columns, found, strict=True)}
    if "hamlet" in cells:
        return share_of_wards(cells["hamlet"], vocabulary) > MOST
    wards = [tokenise(cell.text) for cell in cells.get("ward") or cells.get("ward_code", ())]
    return bool(wards) and 2 * len(set(wards)) > len(wards)
