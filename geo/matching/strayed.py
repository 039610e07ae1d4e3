"""Rows below the name of a ward that may be those of another one, whose name was forgotten or not known."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import INHERITED
from geo.names import make_keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.clerks.clerk import ClerkRow
    from geo.matching.finder import Finder

FEWEST_STRANGERS: Final = 2
"""How many hamlets of other wards must stand below a ward to show that another one begins there."""


def list_strayed(rows: Sequence[ClerkRow], finder: Finder) -> Iterator[int]:
    """Yield the rows below one that is called like another ward, up to the next known ward.

    So may be one that nothing known is called like and that has no value, where others have.
    """
    above, strayed, valued = "", False, any(row.values for row in rows)
    for row in rows:
        ward = row.cells.get("ward", "") or above * (row.ward_source == "unknown")
        strayed = strayed and ward == above and row.ward_source in (*INHERITED, "unknown")
        above = ward
        if strayed:
            yield row.row
        elif row.ward_source in (*INHERITED, "unknown") and not finder.hamlet(row, ward):
            name = row.cells.get("hamlet", "")
            named = finder.ward(name, row)
            bare = valued and not row.values and name and not make_keys(name, "hamlet")[0].kind
            strayed = named != finder.ward(ward, row) if named else bool(bare) and not finder.elsewhere(row)


def list_strangers(rows: Sequence[ClerkRow], finder: Finder) -> Iterator[int]:
    """Yield the rows below a ward that has none of several of them, while other wards have.

    The name of another ward is missing among them: above the first stranger, or higher, where the two have
    hamlets of one name. What is above a hamlet that no other ward has is the ward's own.
    """
    for ward, group in groupby(rows, lambda row: row.cells.get("ward", "")):
        run = list(group) if ward else []
        strange = [place for place, row in enumerate(run) if finder.is_stranger(row)]
        if len(strange) < FEWEST_STRANGERS:
            continue
        sure = (place for place in range(strange[0], -1, -1) if finder.is_unique(run[place], ward))
        for row in run[next(sure, -1) + 1 :]:
            if row.ward_source in INHERITED:
                yield row.row
