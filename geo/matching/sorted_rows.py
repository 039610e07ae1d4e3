"""Tables that were sorted after they had been written: what stands above a row is nothing of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo.clerks.tokens import strip_accents, tokenise
from geo.matching.clerk import NO_VALUES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerks.clerk import ClerkRow
    from geo.matching.finder import Finder

MANY: Final = 0.05
MOST: Final = 0.5
"""Shares of rows that cannot be of the ward above them from which a table was sorted: without serial numbers,
and with such as rise (`geo.clerks.wards` doubts those that do not), which somebody would have written anew.
"""


def are_sorted(rows: Sequence[ClerkRow], finder: Finder) -> bool:
    """Return whether too many rows cannot be of the ward above them; of one ward alone all are."""
    told = [row for row in rows if row.ward_source == "block"]
    if len({row.cells["ward"] for row in rows if row.cells.get("ward")}) == 1:
        return False
    seen: set[str] = {finder.hamlet(row, row.cells["ward"]) for row in rows if row.ward_source == "cell"}
    strange = 0
    for row in told:
        own = finder.hamlet(row, row.cells["ward"])
        strange += own in seen if own else finder.elsewhere(row)
        seen.add(own)
    doubted = any(row.ward_source == "unknown" for row in rows)
    if (strange or doubted) and _rise_or_fall(rows):
        return True
    numbered = any(column.field == "serial" for column in finder.table.columns)
    return strange > numbered and strange >= (MOST if numbered else MANY) * len(told)


def _rise_or_fall(rows: Sequence[ClerkRow]) -> bool:
    """Return whether a column of values, or the names, only rise or only fall, not at an end alone."""
    fields = {field for row in rows for field in row.values} - {*NO_VALUES}
    names = [strip_accents(row.cells.get("hamlet", "").casefold()) for row in rows]
    numbered = [[(not word.isdecimal(), word.zfill(len(name))) for word in tokenise(name)] for name in names]
    columns: list[list[Any]] = [
        [row.values[field] for row in rows if field in row.values] for field in fields
    ]
    return any(
        any(one != column[1] for one in column[2:-1])
        and column in (sorted(column), sorted(column, reverse=True))
        for column in (*columns, names, numbered)
    )
