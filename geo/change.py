"""Two years of a status → kept, gained, lost, still not met, new unit, no data; every unit in exactly one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, Literal

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

Change = Literal["kept", "gained", "lost", "still_not_met", "new_unit", "no_data"]
CHANGES: Final[tuple[Change, ...]] = ("kept", "gained", "lost", "still_not_met", "new_unit", "no_data")
FLOWS: Final[dict[tuple[float, float], Change]] = {
    (1.0, 1.0): "kept",
    (0.0, 1.0): "gained",
    (1.0, 0.0): "lost",
    (0.0, 0.0): "still_not_met",
}


def compare_status(before: pd.Series, after: pd.Series, *, known_before: pd.Index) -> pd.Series:
    """Return the change of each unit's status.

    Parameters
    ----------
    before, after
        Status (1 met, 0 not met, NaN no data) by unit code; ``after`` says which units there are.
    known_before
        Units that were valid in the earlier year; the others are new or merged.

    Returns
    -------
    pandas.Series
        A `Change` for each unit of ``after``.
    """
    earlier = before.reindex(after.index)
    flows = [FLOWS.get((b, a), "no_data") for b, a in zip(earlier, after, strict=True)]
    changes = pd.Series(flows, index=after.index, dtype=object)
    changes[~after.index.isin(known_before)] = "new_unit"
    return changes


def count_changes(changes: Iterable[Change]) -> dict[Change, int]:
    """Return the number of units of each change; the counts add up to the units."""
    counted = Counter(changes)
    return {change: counted[change] for change in CHANGES}
