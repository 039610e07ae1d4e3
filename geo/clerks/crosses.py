"""Crosses beside other signs: who ticks with "✓" and crosses with "x" means the opposite, and is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk_values import CROSS, parse_status
from geo.clerks.tokens import cell_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.clerks.clerk import Cell, ClerkColumn, Correction, Status
    from geo.clerks.columns_places import Found
    from geo.clerks.vocabulary import Vocabulary

LONGEST_SIGN: Final = 2


def doubt_crosses(
    columns: Sequence[ClerkColumn], found: Sequence[Found], vocabulary: Vocabulary, correction: Correction
) -> tuple[ClerkColumn, ...]:
    """Return the columns; those of results whose crosses may mean either have the style "crosses".

    Parameters
    ----------
    columns
        As they were understood.
    found
        Their labels and cells.
    vocabulary
        Clerks' words.
    correction
        What a person set right: nothing is asked of a column that has a style.

    Notes
    -----
    A cross alone is met, and so it is where other words say what was not met, here or in a column of its own.
    """
    if any(column.field == "not_met" for column in columns):
        return tuple(columns)
    return tuple(
        replace(column, style="crosses", sure=False)
        if vocabulary.kinds.get(column.field) == "status"
        and column.words not in correction.styles
        and _may_be_either(one.cells, vocabulary)
        else column
        for column, one in zip(columns, found, strict=True)
    )


def leave_sure(
    words: Mapping[str, Mapping[str, Status]], found: Sequence[Found], vocabulary: Vocabulary
) -> dict[str, Mapping[str, Status]]:
    """Return what a person said that words mean, without crosses in columns in which they are sure.

    It is kept for other files, below the same header: who ticks with "x" there means what was met.
    """
    ticked = any(one.label.field == "not_met" for one in found)
    doubted = {one.label.words for one in found if not ticked and _may_be_either(one.cells, vocabulary)}
    return {
        header: {
            word: status for word, status in told.items() if header in doubted or cell_key(word) != CROSS
        }
        for header, told in words.items()
    }


def _may_be_either(cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """Return whether another sign or word is met, or nobody knows it, and none says what was not met."""
    others = [cell for cell in cells if cell_key(cell.text) != CROSS]
    told = [parse_status(cell, "status", vocabulary) for cell in others]
    if len(others) == len(cells) or any(value == 0 for value, _ in told):
        return False
    return any(
        value == 1 or (fault and len(cell.text.strip()) <= LONGEST_SIGN)
        for cell, (value, fault) in zip(others, told, strict=True)
    )
