"""Hamlets in part outside their ward: two offices drew the lines of the two, or one of them is wrong.

Nobody but a person can tell, so the row is proposed, with the share that lies outside, and says so for good
once it was accepted. What lies outside for the most part is refused (`geo.reading.nesting`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.model import Text
from geo.reading.nesting import MOST_OUTSIDE, Outside, list_outside, tell_outside

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import geopandas as gpd
    import pandas as pd

    Loose = Mapping[str, Sequence[Outside]]

SCORE: Final = 0.5


def find_loose(frame: gpd.GeoDataFrame, hamlets: gpd.GeoDataFrame, wards: gpd.GeoDataFrame) -> Loose:
    """Return the hamlets that lie in part outside their ward, by the unit that was sent.

    Parameters
    ----------
    frame
        What was sent, hamlets or wards: ``code`` and more.
    hamlets, wards
        By code; one of the two is what was sent.
    """
    loose: dict[str, list[Outside]] = {}
    sent = set(frame["code"])
    for one in list_outside(hamlets, wards):
        if one.share <= MOST_OUTSIDE:
            loose.setdefault(one.code if one.code in sent else one.ward, []).append(one)
    return loose


def doubt_loose(rows: pd.DataFrame, loose: Loose, accepted: Collection[int]) -> pd.DataFrame:
    """Return the rows with those proposed whose unit, or whose hamlets, lie in part outside.

    Parameters
    ----------
    rows
        From `geo.intake.rows.match_borders`.
    loose
        From `find_loose`.
    accepted
        Rows that a person looked at: they stay as they are.

    Returns
    -------
    pandas.DataFrame
        With a column more: ``loose``, whether a row waits for nothing else.
    """
    doubted = rows.assign(loose=False)
    for unit, outside in loose.items():
        label = rows.index[rows["unit"] == unit][0]
        if rows.loc[label, "row"] in accepted:
            continue
        reason = _explain(unit, outside)
        if rows.loc[label, "status"] == "matched":
            doubted.loc[label, ["status", "reason_vi", "reason_en"]] = ["proposed", reason.vi, reason.en]
            doubted.loc[label, "score"] = SCORE
            doubted.loc[label, "loose"] = True
        else:
            doubted.loc[label, "reason_vi"] = f"{rows.loc[label, 'reason_vi']}; {reason.vi}"
            doubted.loc[label, "reason_en"] = f"{rows.loc[label, 'reason_en']}; {reason.en}"
    return doubted


def describe_loose(loose: Loose) -> list[Text]:
    """Return how many hamlets lie in part outside, and which one most; nothing if none does."""
    outside = [one for found in loose.values() for one in found]
    return [tell_outside(outside)] if outside else []


def _explain(unit: str, outside: Sequence[Outside]) -> Text:
    """Return what lies outside: the hamlet that was sent, or hamlets of the ward that was sent."""
    (first, *others) = outside
    if others or first.code != unit:
        return tell_outside(outside)
    return Text(
        f"{first.share:.0%} diện tích nằm ngoài xã, phường {first.ward}",
        f"{first.share:.0%} of the area lie outside ward {first.ward}",
    )
