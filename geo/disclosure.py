"""Small counts of tips: bands, and what else must be hidden so that a ward total gives none back.

A hamlet count of 1 to k-1 can point at an informant, so hamlet counts are shown in bands only. Ward totals
are exact, and bands plus a total can leave one possible count for a hamlet: then counts of that ward are
withheld until at least two remain possible for each small one. The rule is primary and complementary
suppression of table cells (Hundepool et al., *Statistical Disclosure Control*, 2012, ch. 4), on
one-dimensional tables: each ward in each year is a table of its own, and every other total that is shown
(clusters, a choice of wards, the change since the year before, a rate) is made of ward totals, and is hidden
where one of them is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from geo.errors import IndicatorError, Problem
from geo.model import Withheld
from geo.units import list_members, list_units, read_column

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from geo.model import Boundaries, Catalogue, Measure, Observations

Bounds = tuple["NDArray[np.float64]", "NDArray[np.float64]"]

TIPS: Final = "tips"
"""The column that is protected whatever the catalogue says of it."""


def band_bounds(values: NDArray[np.float64], breaks: tuple[float, ...]) -> Bounds:
    """Return the lowest and highest whole count that the band of each value allows (inf in the last band)."""
    edges = np.array([0.0, *breaks, np.inf])
    position = np.searchsorted(edges, values, side="right") - 1
    return edges[position], edges[position + 1] - 1


def possible_counts(low: NDArray[np.float64], high: NDArray[np.float64], total: float) -> Bounds:
    """Return the tightest range of each count, given the ranges of all of them and their exact total."""
    endless = np.isinf(high)
    finite = np.where(endless, 0.0, high)
    others_high = np.where(endless.sum() - endless > 0, np.inf, finite.sum() - finite)
    others_low = low.sum() - low
    return np.maximum(low, total - others_high), np.minimum(high, total - others_low)


def exposed_counts(
    values: NDArray[np.float64], hidden: NDArray[np.bool_], breaks: tuple[float, ...], k: int
) -> NDArray[np.bool_]:
    """Return which small counts (1 to k-1) a reader could work out from the bands and the total."""
    low, high = band_bounds(values, breaks)
    low, high = np.where(hidden, 0.0, low), np.where(hidden, np.inf, high)
    least, most = possible_counts(low, high, float(values.sum()))
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
        True where the band is hidden too. All True when even that does not help (a ward of one hamlet): then
        the total itself must not be shown.
    """
    hidden = np.zeros(len(values), dtype=bool)
    while (exposed := exposed_counts(values, hidden, breaks, k)).any() and not hidden.all():
        if (exposed & ~hidden).any():
            hidden = hidden | exposed
            continue
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


def find_disclosing_totals(
    values: pd.Series, wards: pd.Series, *, breaks: tuple[float, ...], k: int
) -> list[str]:
    """Return the wards whose exact total gives a small count back whatever is hidden below it.

    A ward of one hamlet is the plain case: its total is the hamlet's count.
    """
    disclosing = []
    for ward, group in values.dropna().groupby(wards):
        counts = group.to_numpy(dtype=float)
        if exposed_counts(counts, withhold_in_ward(counts, breaks, k), breaks, k).any():
            disclosing.append(str(ward))
    return disclosing


def list_protected(catalogue: Catalogue) -> dict[str, tuple[float, ...]]:
    """Return the protected columns with the breaks of the bands in which hamlets show them.

    No breaks: hamlets show nothing of the column, and only totals of it can be drawn.

    Raises
    ------
    IndicatorError
        A measure of the catalogue would show exact counts of hamlets; all such measures at once.
    """
    measures = [m for indicator in catalogue.indicators.values() for m in indicator.measures.values()]
    bands = {m.column: m.breaks for m in measures if m.level == "hamlet" and m.kind == "band"}
    protected = {TIPS: (), **bands}
    problems = [
        _tells_too_much(indicator.id, m)
        for indicator in catalogue.indicators.values()
        for m in indicator.measures.values()
        if _touches(m, protected) and not _is_safe(m)
    ]
    if problems:
        raise IndicatorError(problems)
    return protected


def _touches(measure: Measure, columns: Iterable[str]) -> bool:
    return not {measure.column, measure.denominator}.isdisjoint(columns)


def _is_safe(measure: Measure) -> bool:
    if measure.level == "hamlet":
        return measure.kind == "band" and measure.rule == "value"
    return measure.rule in ("sum", "per")


def _tells_too_much(indicator: str, measure: Measure) -> Problem:
    return Problem(
        file="indicators.toml",
        column=f"{indicator}.{measure.level}",
        value=f"{measure.kind}, {measure.rule}",
        what_vi="sẽ để lộ số nguồn tin chính xác của từng thôn, tổ dân phố",
        what_en="would show the exact number of tips of single hamlets",
        remedy_vi='cấp thôn, tổ dân phố: kind = "band", rule = "value"; cấp trên: rule = "sum" hoặc "per"',
        remedy_en='hamlets: kind = "band", rule = "value"; above them: rule = "sum" or "per"',
    )


def withhold_counts(
    protected: Mapping[str, tuple[float, ...]],
    boundaries: Boundaries,
    observations: Observations,
    *,
    years: Iterable[int],
    k: int,
) -> Withheld:
    """Return what must be hidden of the protected columns in each year.

    Parameters
    ----------
    protected
        See `list_protected`.
    years
        All years of which anything may be shown, also as "the year before".
    k
        Counts of 1 to k-1 are small.
    """
    hamlets: set[tuple[int, str]] = set()
    totals: set[tuple[int, str]] = set()
    for year in years:
        wards = list_members(boundaries, "ward", year)
        for column, breaks in protected.items():
            counts = read_column(observations, column, "hamlet", year).reindex(wards.index)
            hidden = find_withheld(counts, wards, breaks=breaks, k=k)
            hamlets |= {(year, str(code)) for code in hidden.index[hidden]}
            totals |= {(year, ward) for ward in find_disclosing_totals(counts, wards, breaks=breaks, k=k)}
    return Withheld(frozenset(hamlets), frozenset(totals), frozenset(protected))


def hide_units(withheld: Withheld, boundaries: Boundaries, measure: Measure, year: int) -> pd.Series:
    """Return which units of a measure are hidden in a year: bool by unit code, every unit of the level.

    A band is hidden that a total would give back, a total that would give a count back, and a cluster with
    it.
    """
    units = list_units(boundaries, measure.level, year)
    if not _touches(measure, withheld.columns):
        return pd.Series(data=False, index=units.index)
    if measure.level != "cluster":
        return pd.Series(withheld.among(units.index, measure.level, year), index=units.index, dtype=bool)
    hidden = [any(withheld.among(pd.Index(members), "ward", year)) for members in units["members"]]
    return pd.Series(hidden, index=units.index, dtype=bool)
