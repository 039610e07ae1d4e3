"""Two years of classes → how many units went from which to which; every unit of either year in one cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from geo.model import LegendClass, Text
from geo.model.pair import GONE, NEW, Flow
from geo.tools.words import say

if TYPE_CHECKING:
    from geo.model import Classes

PALE: Final = "#ffffff"


def count_flow(before: pd.Series, after: pd.Series, *, same: pd.Index, classes: Classes) -> Flow:
    """Return where each unit went.

    Parameters
    ----------
    before, after
        Position in ``classes.entries`` of the units of each year, by code.
    same
        Codes of the units that are the same units in both years; another unit of the same code is new, and
        the one that had the code before is gone.
    """
    end = len(classes.entries)
    went = pd.DataFrame({"before": before, "after": after}).reindex(same)
    came = pd.DataFrame({"before": end, "after": after[~after.index.isin(same)]})
    left = pd.DataFrame({"before": before[~before.index.isin(same)], "after": end})
    cells = pd.concat([went, came, left]).value_counts()
    size = range(end + 1)
    return Flow(
        before=(*classes.entries, _name_end(NEW)),
        after=(*classes.entries, _name_end(GONE)),
        counts=tuple(tuple(int(cells.get((row, column), 0)) for column in size) for row in size),
    )


def _name_end(key: str) -> LegendClass:
    return LegendClass(key, Text(vi=say(f"compare.{key}", "vi"), en=say(f"compare.{key}", "en")), PALE)
