"""What a person decided on the rows of a file: proposals, and wards and units that nobody knew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geo.clerks.clerk import ClerkRow, ClerkTable
    from geo.model import RowStatus

Spot = tuple[str, int]
"""Sheet and row."""

NAMEABLE: Final[tuple[RowStatus, ...]] = ("proposed", "ambiguous", "unmatched", "refused")


@dataclass(frozen=True)
class Decisions:
    """What a person decided on the rows of a file.

    Parameters
    ----------
    accepted, rejected
        Proposals.
    everything
        All proposals are accepted that are not rejected.
    units
        Sheet, row and code: rows that mean no unit, and the one that a person named.
    wards
        Sheet, row and code: rows whose ward nobody knew, and the one that a person named.
    """

    accepted: frozenset[Spot] = frozenset()
    rejected: frozenset[Spot] = frozenset()
    everything: bool = False
    units: tuple[tuple[str, int, str], ...] = ()
    wards: tuple[tuple[str, int, str], ...] = ()


def place_wards(tables: Sequence[ClerkTable], decisions: Decisions) -> tuple[ClerkTable, ...]:
    """Return the tables with the wards that a person named."""
    codes = {(sheet, row): code for sheet, row, code in decisions.wards}
    return tuple(
        replace(table, rows=tuple(_put_ward(row, codes.get((table.sheet, row.row))) for row in table.rows))
        for table in tables
    )


def _put_ward(row: ClerkRow, code: str | None) -> ClerkRow:
    return replace(row, cells={**row.cells, "ward": "", "ward_code": code}) if code else row


def pick_named(rows: pd.DataFrame, decisions: Decisions) -> dict[Spot, str]:
    """Return the rows of a ledger whose unit a person named, as far as nothing else is wrong with them."""
    asked = rows[~rows["closed"] & rows["status"].isin(NAMEABLE)]
    spots = set(zip(asked["sheet"], asked["row"], strict=True))
    return {(sheet, row): unit for sheet, row, unit in decisions.units if (sheet, row) in spots}
