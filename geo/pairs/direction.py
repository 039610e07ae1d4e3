"""Two years of numbers or of bands → up, unchanged, down; what either does not tell is no change."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
import pandas as pd

from geo.tools.rounding import round_half_up

Direction = Literal["up", "unchanged", "down", "withheld", "new_unit", "no_data"]
DIRECTIONS: Final[tuple[Direction, ...]] = ("up", "unchanged", "down", "withheld", "new_unit", "no_data")


def compare_order(
    before: pd.DataFrame, after: pd.DataFrame, *, known_before: pd.Index, decimals: int = 0
) -> pd.Series:
    """Return the direction of each unit.

    Parameters
    ----------
    before, after
        By unit code: ``order`` (number as it is shown, or position of a band; NaN where there is none) and
        ``hidden`` (bool: there is one, and it is not told). ``after`` says which units there are.
    known_before
        Units that were the same units in the earlier year.
    decimals
        Numbers that are shown alike are alike.

    Returns
    -------
    pandas.Series
        A `Direction` for each unit of ``after``.
    """
    earlier = before.reindex(after.index)
    was_hidden = earlier["hidden"].eq(other=True)
    difference = round_half_up(after["order"], decimals) - round_half_up(earlier["order"], decimals)
    known = (earlier["order"].notna() | was_hidden) & (after["order"].notna() | after["hidden"])
    hidden = known & (was_hidden | after["hidden"])
    names = np.select(
        [
            ~after.index.isin(known_before),
            hidden.to_numpy(dtype=bool),
            difference > 0,
            difference < 0,
            difference == 0,
        ],
        ["new_unit", "withheld", "up", "down", "unchanged"],
        "no_data",
    )
    return pd.Series(names, index=after.index, dtype=object)
