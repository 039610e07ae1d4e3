"""Wards that rows took from above, held against the units: what stands above is not always the ward.

A table may have been sorted after it was written: its hamlets stand below wards that have none of that name,
or have it already; where its values only rise or only fall, one such hamlet shows it. Where the name of a
ward stands beside the middle of its block, the first hamlets of it would be those of the ward above: that the
next ward has them, and the one above has not, shows it; a sum between two blocks closes the one above. Where
a row below the name of a ward is itself called like another ward, the rows below it may be those of that one.
No such row has a ward.
Where hamlets come again below the same ward, the name of another ward may be missing between the two.
A row of no ward that is called like one may be its sum: it is no hamlet that happens to have this name.
In a column of "địa bàn" rows called like wards may be the hamlets of one, where hamlets have these names too.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.clerks.body import REASONS
from geo.clerks.clerk import INHERITED
from geo.clerks.columns import CORRECTED
from geo.errors import Problem
from geo.matching.clerk import find_level, make_look_up, tell_year
from geo.matching.finder import Finder
from geo.matching.sorted_rows import are_sorted
from geo.matching.strayed import list_strangers, list_strayed
from geo.model import Text
from geo.names import make_keys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    import pandas as pd

    from geo.clerks.clerk import ClerkRow, ClerkTable
    from geo.matching.clerk import Years
    from geo.model import Boundaries


FEWEST_AGAIN: Final = 2
"""How many hamlets must come again below a ward to show that another one begins there."""

MAYBE_SUM: Final = Text(
    "trùng tên một xã, phường, có thể là dòng cộng của xã, phường đó",
    "is also the name of a ward: the row may be its sum",
)
MAYBE_HAMLET: Final = Text(
    "trùng tên một thôn, tổ dân phố, không rõ là xã, phường hay thôn; hãy ghi đủ “Xã …”, “Thôn …”",
    "is also the name of a hamlet: whether the ward or the hamlet is meant is not known; write its kind",
)


def doubt_blocks(
    tables: Sequence[ClerkTable], boundaries: Boundaries, *, years: Years, aliases: pd.DataFrame | None = None
) -> tuple[ClerkTable, ...]:
    """Return the tables, without the wards of rows that took them from above and may be those of another one.

    Parameters
    ----------
    tables
        As `geo.clerks.tables.read_tables` understood them.
    years
        Which year their rows are about.
    aliases
        Spellings accepted before.
    """
    look_up = make_look_up(boundaries, aliases)
    return tuple(
        (_doubt_table if find_level(table, boundaries) == "hamlet" else _doubt_wards)(
            Finder(table, years, look_up)
        )
        for table in tables
    )


def _doubt_table(finder: Finder) -> ClerkTable:
    told = _doubt_places(finder)
    told = _ask(told, {row.row for row in told.units() if finder.may_be_sum(row)}, MAYBE_SUM)
    for first, again, rows in _list_repeated(told, finder):
        told = _ask(told, rows, _say_repeated(first, again))
    return told


def _doubt_wards(finder: Finder) -> ClerkTable:
    """Return a table of wards; rows that may be hamlets are asked about.

    Such are called like a hamlet, without a kind, below a header that says neither, where other rows say that
    they are wards, where a name comes again, or where all names are those of hamlets.
    """
    table = finder.table
    if not any(
        one.field == "ward" and one.guess == "unit" and one.reason != CORRECTED for one in table.columns
    ):
        return table
    rows = table.units()
    keys = [make_keys(row.cells.get("ward", ""), "ward") for row in rows]
    bare = [row for row, ways in zip(rows, keys, strict=True) if not ways[0].kind]
    alike = {row.row for row in bare if finder.elsewhere(row)}
    again = len({ways[-1] for row, ways in zip(rows, keys, strict=True) if row in bare}) < len(bare)
    doubted = len(bare) < len(rows) or again or len(alike) == len(rows)
    return _ask(table, alike, MAYBE_HAMLET) if doubted else table


def _ask(table: ClerkTable, rows: Collection[int], what: Text) -> ClerkTable:
    """Return a table some of whose rows are refused with what a person must see."""
    return replace(
        table,
        rows=tuple(
            replace(row, problems=(*row.problems, _problem(table, row, what))) if row.row in rows else row
            for row in table.rows
        ),
    )


def _problem(table: ClerkTable, row: ClerkRow, what: Text) -> Problem:
    return Problem(
        table.file, what.vi, what.en, row=row.row, value=row.cells.get("hamlet", row.cells.get("ward"))
    )


def _doubt_places(finder: Finder) -> ClerkTable:
    table = finder.table
    rows = table.units()
    if not any(row.ward_source in INHERITED for row in rows):
        return table
    if _stand_below(rows, finder):
        doubted = {row.row for row in rows if row.ward_source == "section"}
    elif are_sorted(rows, finder) or _have_middles(rows, finder):
        doubted = {row.row for row in rows if row.ward_source == "block"}
    else:
        doubted = {*list_strayed(rows, finder), *list_strangers(rows, finder)}
    return replace(table, rows=tuple(_forget(row) if row.row in doubted else row for row in table.rows))


def _stand_below(rows: Sequence[ClerkRow], finder: Finder) -> bool:
    """Return whether the first rows have no ward and are hamlets of the first ward that is named below them.

    Then each ward may be named in the row of its sum, below its hamlets.
    """
    first = next((place for place, row in enumerate(rows) if row.ward_source == "section"), 0)
    above = [] if finder.table.title_ward else rows[:first]
    return bool(above) and all(
        not row.ward_source and finder.hamlet(row, rows[first].cells["ward"]) for row in above
    )


def _have_middles(rows: Sequence[ClerkRow], finder: Finder) -> bool:
    blocks: list[list[ClerkRow]] = []
    for row in rows:
        if blocks and row.ward_source == "block":
            blocks[-1].append(row)
        else:
            blocks.append([row])
    sums = [row.row for row in finder.table.rows if row.ignored == REASONS["total"]]
    return any(
        below[0].cells.get("ward")
        and not any(block[-1].row < row < below[0].row for row in sums)
        and (_belongs_below(block, below, finder) or _repeats(block, below, finder))
        for block, below in pairwise(blocks)
    )


def _belongs_below(block: Sequence[ClerkRow], below: Sequence[ClerkRow], finder: Finder) -> bool:
    """Return whether one of the last rows of a block, all of which the next ward has, is none of its own."""
    own, other = block[0].cells.get("ward", ""), below[0].cells["ward"]
    for row in reversed(block[1:]):
        if not finder.hamlet(row, other):
            return False
        if not finder.hamlet(row, own):
            return True
    return False


def _repeats(block: Sequence[ClerkRow], below: Sequence[ClerkRow], finder: Finder) -> bool:
    """Return whether the hamlet beside a ward comes again, and from there on the next ward goes on below."""
    own, other = block[0].cells.get("ward", ""), below[0].cells["ward"]
    first = finder.hamlet(block[0], own)
    again = next((place for place, row in enumerate(block) if place and finder.hamlet(row, own) == first), 0)
    rest = {finder.hamlet(row, other) for row in block[again:]} if first and again else {""}
    return "" not in rest and finder.hamlet(below[0], other) not in rest


def _list_repeated(table: ClerkTable, finder: Finder) -> Iterator[tuple[int, int, set[int]]]:
    """Yield the two rows of the first hamlet that comes again below a ward, and the rows that this doubts.

    One hamlet may have been written twice, and each may have two rows, right below each other. Where several
    come again those of another ward begin, and which of the two are the ward's own nobody knows.
    """
    for run in (run for run in _list_runs(table) if len(run) >= 2 * FEWEST_AGAIN):
        seen: dict[tuple[str, int], int] = {}
        again: list[tuple[int, int]] = []
        for place, row in enumerate(run):
            unit = finder.hamlet(row, row.cells.get("ward", "") or table.title_ward)
            key = unit, tell_year(table, row, finder.years)
            first = seen.get(key, place)
            again += [(first, place)] * (bool(unit) and first < place - 1)
            seen[key] = place
        if len(again) >= FEWEST_AGAIN:
            below = range(again[0][1], len(run))
            rows = {run[place].row for place in (*below, *(first for first, _ in again))}
            yield run[again[0][0]].row, run[again[0][1]].row, rows


def _list_runs(table: ClerkTable) -> list[list[ClerkRow]]:
    """Return the rows that have one ward from the same place above them."""
    runs: list[list[ClerkRow]] = []
    above = None
    for row in table.units():
        inherited = row.ward_source in INHERITED or (not row.ward_source and table.title_ward)
        ward = row.cells.get("ward", "")
        if not inherited or ward != above:
            runs.append([])
        above = ward
        runs[-1].append(row)
    return runs


def _say_repeated(first: int, again: int) -> Text:
    return Text(
        f"dòng {first} và dòng {again} là cùng một thôn, tổ dân phố dưới một xã, phường: "
        "có thể thiếu tên của một xã, phường khác ở giữa; hãy ghi xã, phường ở từng dòng",
        f"rows {first} and {again} are the same hamlet below one ward: the name of another ward may be "
        "missing between them; write the ward in each row",
    )


def _forget(row: ClerkRow) -> ClerkRow:
    return replace(row, cells={**row.cells, "ward": ""}, ward_source="unknown")
