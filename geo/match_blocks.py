"""Wards that rows took from the block above them, held against the units: names may stand beside its middle.

Where the name of a ward stands beside the middle of its block, the first hamlets of it would be those of the
ward above. That they are none of that ward but of the next one shows it; then no row of the table has a ward
but where one is written.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.match_clerk import find_level, make_look_up, read_place, tell_year

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from geo.clerk import ClerkRow, ClerkTable
    from geo.match_clerk import Years
    from geo.model import Boundaries

    Find = Callable[[ClerkRow, str], str]


def doubt_blocks(
    tables: Sequence[ClerkTable], boundaries: Boundaries, *, years: Years, aliases: pd.DataFrame | None = None
) -> tuple[ClerkTable, ...]:
    """Return the tables; those whose wards stand beside the middle of blocks without the wards carried down.

    Parameters
    ----------
    tables
        As `geo.tables.read_tables` understood them.
    years
        Which year their rows are about.
    aliases
        Spellings accepted before.
    """
    look_up = make_look_up(boundaries, aliases)

    def settle(table: ClerkTable) -> ClerkTable:
        def find(row: ClerkRow, ward: str) -> str:
            """Return the hamlet that a row names for sure if it is one of a ward, else ""."""
            place = replace(read_place(table, row, "hamlet"), ward=ward)
            found = look_up("hamlet", tell_year(table, row, years), place)
            return found.unit if found.status == "matched" else ""

        return _forget_wards(table) if _have_middles(table.units(), find) else table

    return tuple(settle(table) if find_level(table, boundaries) == "hamlet" else table for table in tables)


def _have_middles(rows: Sequence[ClerkRow], find: Find) -> bool:
    blocks: list[list[ClerkRow]] = []
    for row in rows:
        if blocks and row.ward_source == "block":
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return any(_repeats(block, find) for block in blocks) or any(
        _belongs_below(block, below[0].cells.get("ward", ""), find) for block, below in pairwise(blocks)
    )


def _repeats(block: Sequence[ClerkRow], find: Find) -> bool:
    """Return whether the hamlet beside the name of a ward comes again below it."""
    ward = block[0].cells.get("ward", "")
    first = find(block[0], ward) if len(block) > 1 else ""
    return bool(first) and any(find(row, ward) == first for row in block[1:])


def _belongs_below(block: Sequence[ClerkRow], below: str, find: Find) -> bool:
    """Return whether one of the last rows of a block, all of which the next ward has, is none of its own."""
    own = block[0].cells.get("ward", "")
    for row in reversed(block[1:]):
        if not below or not find(row, below):
            return False
        if not find(row, own):
            return True
    return False


def _forget_wards(table: ClerkTable) -> ClerkTable:
    return replace(
        table,
        rows=tuple(
            replace(row, cells={**row.cells, "ward": ""}, ward_source="unknown")
            if row.ward_source == "block"
            else row
            for row in table.rows
        ),
    )
