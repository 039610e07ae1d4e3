"""Small counts of tips: bands, and what else must be hidden so that a ward total gives none back.

A hamlet count of 1 to k-1 can point at an informant, so hamlet counts are shown in bands only. Ward totals are exact,
and bands plus a total can leave one possible count for a hamlet: then counts of that ward are withheld until at
least two remain possible for each small one. The rule is primary and complementary suppression of table cells
(Hundepool et al., *Statistical Disclosure Control*, 2012, ch. 4), on one-dimensional tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

Bounds = tuple["NDArray[np.float64]", "NDArray[np.float64]"]


def band_bounds(values: NDArray[np.float64], breaks: tuple[float, ...]) -> Bounds:
    """Return the lowest and highest whole count that the band of each value allows (inf for the last band)."""
    edges = np.array([0.0, *breaks, np.inf])
    position = np.searchsorted(edges, values, side="right") - 1
    return edges[position], edges[position + 1] - 1


def possible_counts(low: NDArray[np.float64], high: NDArray[np.float64], total: float) -> Bounds:
    """Return the tightest range of each count, given the ranges of all of them and their exact total."""
    others_high = np.array([np.delete(high, i).sum() for i in range(len(high))])
    others_low = low.sum() - low
    return np.maximum(low, total - others_high), np.minimum(high, total - others_low)


def exposed_counts(
    values: NDArray[np.float64], hidden: NDArray[np.bool_], breaks: tuple[float, ...], k: int
) -> NDArray[np.bool_]:
    """Return which small counts (1 to k-1) a reader could work out from the bands and the total."""
    low, high = band_bounds(values, breaks)
    low, high = np.where(hidden, 0.0, low), np.where(hidden, np.inf, high)
    least, most = possible_counts(low, high, values.sum())
    return np.asarray((values >= 1) & (values < k) & (least == most))


def withhold_in_ward(values: NDArray[np.float64], breaks: tuple[float, ...], k: int) -> NDArray[np.bool_]:
    """Return which hamlets of one ward to withhold so that no small count can be worked out.

    Parameters
    ----------
    values
        Exact counts of the hamlets with data.
    breaks
        Lower bounds of the bands after the first (1, k, 10).
    k
        Counts of 1 to k-1 are small.

    Returns
    -------
    numpy.ndarray
        True where the band is hidden too. All True when even that does not help (a ward of one hamlet): then the
        total itself must not be shown.
    """
    hidden = np.zeros(len(values), dtype=bool)
    while (exposed := exposed_counts(values, hidden, breaks, k)).any() and not hidden.all():
        hidden |= exposed
        if exposed_counts(values, hidden, breaks, k).any() and not hidden.all():
            open_ones = np.flatnonzero(~hidden)
            hidden[open_ones[np.argmin(values[open_ones])]] = True
    return hidden


def find_withheld(values: pd.Series, wards: pd.Series, *, breaks: tuple[float, ...], k: int) -> pd.Series:
    """Return which hamlets of one year are withheld.

    Parameters
    ----------
    values
        Counts by hamlet code; NaN = no data (never withheld: nothing is known of it).
    wards
        Ward code by hamlet code, same index.
    breaks, k
        See `withhold_in_ward`.

    Returns
    -------
    pandas.Series
        bool, on the index of ``values``.
    """
    withheld = pd.Series(data=False, index=values.index)
    for _, counts in values.dropna().groupby(wards):
        withheld[counts.index] = withhold_in_ward(counts.to_numpy(dtype=float), breaks, k)
    return withheld


def find_disclosing_totals(values: pd.Series, wards: pd.Series, *, breaks: tuple[float, ...], k: int) -> list[str]:
    """Return the wards whose exact total gives a small count back whatever is hidden below it.

    A ward of one hamlet is the plain case: its total is the hamlet's count.
    """
    disclosing = []
    for ward, group in values.dropna().groupby(wards):
        counts = group.to_numpy(dtype=float)
        if exposed_counts(counts, withhold_in_ward(counts, breaks, k), breaks, k).any():
            disclosing.append(str(ward))
    return disclosing
