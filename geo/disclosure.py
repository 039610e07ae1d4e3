"""Small counts of tips: bands, and what else must be hidden so that a ward total gives none back.

A hamlet count of 1 to k-1 can point at an informant, so hamlet counts are shown in bands only. Ward totals
are exact, and bands plus a total can leave one possible count for a hamlet. Then the bands of the hamlets
below k are withheld, zeros among them, or, where that cannot help, the total. Two or more counts stay
possible for each small one, also for a reader who knows this rule and asks why something is withheld (the
tests go through all cases; on suppression and on that reader see Hundepool et al., *Statistical Disclosure
Control*, 2012, ch. 4).

Each ward in each year is a table of its own. Every other total that is shown (clusters, a choice of wards,
the change since the year before, a rate) is made of ward totals, and is hidden where one of them is.
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

LEAST_K: Final = 3
"""The least k for which the band 1 to k-1 hides anything."""


def band_bounds(values: NDArray[np.float64], breaks: tuple[float, ...]) -> Bounds:
    """Return the lowest and highest whole count that the band of each value allows (inf in the last band)."""
    edges = np.array([0.0, *breaks, np.inf])
    position = np.searchsorted(edges, values, side="right") - 1
    return edges[position], edges[position + 1] - 1


def withhold_in_ward(
    counts: NDArray[np.float64], breaks: tuple[float, ...], k: int
) -> tuple[NDArray[np.bool_], bool]:
    """Return what to withhold so that no small count of one ward can be worked out.

    Parameters
    ----------
    counts
        Exact counts of the hamlets with data.
    breaks
        Lower bounds of the bands after the first (1, k, 10).
    k
        Counts of 1 to k-1 are small.

    Returns
    -------
    numpy.ndarray
        Hamlets whose band is withheld: none, or all below k.
    bool
        Whether the total is withheld; the bands are shown then.
    """
    low = counts < k
    small = int((low & (counts > 0)).sum())
    least, most = (float(bound.sum()) for bound in band_bounds(counts[~low], breaks))
    total, highest = float(counts.sum()), small * (k - 1) + most
    alone = small == 1 and least == most
    if small and ((alone and low.sum() == 1) or (small == low.sum() and total >= highest - 1)):
        return np.zeros_like(low), True
    # What the small counts and the open bands hold above the least that their bands allow.
    spare = total - least - small
    tight = spare <= 1 or alone or (small > 0 and total == highest)
    return low & (total > least) & tight, False


def list_protected(catalogue: Catalogue, k: int) -> dict[str, tuple[float, ...]]:
    """Return the protected columns with the breaks of the bands in which hamlets show them.

    Raises
    ------
    IndicatorError
        A measure of the catalogue would show counts of hamlets that are too exact; all such measures at once.
    """
    measures = [
        (indicator.id, measure)
        for indicator in catalogue.indicators.values()
        for measure in indicator.measures.values()
    ]
    bands = {m.column: m.breaks for _, m in measures if m.level == "hamlet" and m.kind == "band"}
    protected = {TIPS: (1.0, float(k)), **bands}
    problems = [
        _tells_too_much(name, m) for name, m in measures if _touches(m, protected) and not _is_safe(m)
    ]
    problems += [
        _splits_small(name, m, k) for name, m in measures if m.kind == "band" and not _keeps_small(m, k)
    ]
    if k < LEAST_K:
        problems.append(_too_small(k))
    if problems:
        raise IndicatorError(problems)
    return protected


def _keeps_small(measure: Measure, k: int) -> bool:
    """Return whether 1 to k-1 is one band, neither split nor joined with others."""
    return [step for step in measure.breaks if step <= k] == [1, k]


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


def _splits_small(indicator: str, measure: Measure, k: int) -> Problem:
    return Problem(
        file="indicators.toml",
        column=f"{indicator}.{measure.level}",
        value=", ".join(f"{step:g}" for step in measure.breaks),
        what_vi=f"phải có đúng một khoảng từ 1 đến {k - 1}",
        what_en=f"must have exactly one band from 1 to {k - 1}",
        remedy_vi='viết breaks = [1, "k", …]',
        remedy_en='write breaks = [1, "k", …]',
    )


def _too_small(k: int) -> Problem:
    return Problem(
        file="city.toml",
        column="suppress_below",
        value=str(k),
        what_vi="quá nhỏ: một khoảng phải che được ít nhất hai số",
        what_en="is too small: a band must cover at least two counts",
        remedy_vi=f"chọn {LEAST_K} trở lên, nên là 5",
        remedy_en=f"choose {LEAST_K} or more, best 5",
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
        homes = list_members(boundaries, "ward", year)
        places, wards = pd.factorize(homes.array)
        for column, breaks in protected.items():
            observed = read_column(observations, column, "hamlet", year)
            counts = observed.reindex(homes.index).to_numpy(dtype=float)
            for place, ward in enumerate(wards):
                rows = np.flatnonzero((places == place) & ~np.isnan(counts))
                hidden, total = withhold_in_ward(counts[rows], breaks, k)
                hamlets |= {(year, str(code)) for code in homes.index[rows[hidden]]}
                totals |= {(year, str(ward))} if total else set()
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
