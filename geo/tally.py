"""Counts behind the strip and the published figures: units that met the standard, models, tips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.tools.keep import keep
from geo.units import active_sites, find_rows, list_cells, list_unchanged, list_units, read_column

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.model import Boundaries, Catalogue, Level, Measure, Observations, Withheld


@dataclass(frozen=True, eq=False)
class Facts:
    """What is counted."""

    boundaries: Boundaries
    observations: Observations
    catalogue: Catalogue
    withheld: Withheld


@dataclass(frozen=True)
class StatusCount:
    """How many units of a level met the standard.

    Parameters
    ----------
    met, not_met
        Units with a status.
    total
        All units.
    change
        Gained less lost since the year before, over the units with a status in both years; None where there
        is no such unit. A status that was missing the year before is no gain.
    compared
        Units with a status in both years.
    """

    met: int
    not_met: int
    total: int
    change: int | None
    compared: int

    @property
    def known(self) -> int:
        """Units with a status."""
        return self.met + self.not_met

    @property
    def missing(self) -> int:
        """Units without one."""
        return self.total - self.known


@dataclass(frozen=True)
class TipsCount:
    """How many tips some wards had, and how many of their hamlets reported.

    Parameters
    ----------
    tips
        Total of the hamlets that reported; None where it is withheld.
    change
        Since the year before; None unless every hamlet reported in both years and neither total is withheld.
    reported, total
        Hamlets.
    """

    tips: float | None
    change: float | None
    reported: int
    total: int


def find_measure(catalogue: Catalogue, indicator: str, level: Level) -> Measure | None:
    """Return a measure, or None where the catalogue has none."""
    found = catalogue.indicators.get(indicator)
    return found.measures.get(level) if found else None


def met_code(measure: Measure) -> float:
    """Return the value that means "met": that of the first class that is no exception."""
    return next(
        code for code, entry in zip(measure.codes, measure.classes, strict=True) if not entry.exception
    )


@keep
def count_status(facts: Facts, level: Level, year: int, wards: tuple[str, ...]) -> StatusCount | None:
    """Return the status of the units of a level in some wards, or None where the catalogue has none."""
    measure = find_measure(facts.catalogue, "safety", level)
    if measure is None or measure.kind != "typology":
        return None
    units = list_units(facts.boundaries, level, year)
    rows = find_rows(units, "ward_code", wards)
    now, before = (_align(facts, measure.column, level, year, other)[rows] for other in (year, year - 1))
    known, met = ~np.isnan(now), now == met_code(measure)
    both = known & ~np.isnan(before) & _mark_unchanged(facts, level, year)[rows]
    gained = np.sum(met[both]) - np.sum(before[both] == met_code(measure))
    change = int(gained) if both.any() else None
    return StatusCount(
        met=int(np.sum(met)),
        not_met=int(np.sum(known & ~met)),
        total=len(rows),
        change=change,
        compared=int(np.sum(both)),
    )


@keep
def _align(facts: Facts, column: str, level: Level, year: int, other: int) -> NDArray[np.float64]:
    """Return what was observed in some year, for the units of a year in their order."""
    codes = list_units(facts.boundaries, level, year).index
    return read_column(facts.observations, column, level, other).reindex(codes).to_numpy(dtype=float)


@keep
def _mark_unchanged(facts: Facts, level: Level, year: int) -> NDArray[np.bool_]:
    """Return which units of a year were the same units a year before."""
    codes = list_units(facts.boundaries, level, year).index
    return np.asarray(codes.isin(list_unchanged(facts.boundaries, level, year)))


@keep
def count_models(facts: Facts, year: int, wards: tuple[str, ...]) -> tuple[int, int]:
    """Return the number of distinct community models in some wards, and of their sites there."""
    sites, hamlets = active_sites(facts.observations, year), list_units(facts.boundaries, "hamlet", year)
    codes, models = list_cells(hamlets), list_cells(sites, "model_code")
    here = [codes[row] for row in find_rows(hamlets, "ward_code", wards)]
    found = [models[row] for row in find_rows(sites, "hamlet_code", here)]
    return len(set(found)), len(found)


@keep
def count_tips(facts: Facts, year: int, wards: tuple[str, ...]) -> TipsCount:
    """Return the tips of some wards."""
    now, before = _sum_tips(facts, year, wards), _sum_tips(facts, year - 1, wards)
    unchanged = list_unchanged(facts.boundaries, "ward", year)
    same = all(ward in unchanged for ward in wards)
    complete = all(known.reported == known.total > 0 for known in (now, before))
    if not same or not complete or now.tips is None or before.tips is None:
        return now
    return TipsCount(now.tips, now.tips - before.tips, now.reported, now.total)


def _sum_tips(facts: Facts, year: int, wards: tuple[str, ...]) -> TipsCount:
    measure = find_measure(facts.catalogue, "tips", "hamlet")
    rows = find_rows(list_units(facts.boundaries, "hamlet", year), "ward_code", wards)
    known = _align(facts, measure.column if measure else "", "hamlet", year, year)[rows]
    hidden = any(facts.withheld.among(pd.Index(wards), "ward", year))
    reported = int(np.sum(~np.isnan(known)))
    return TipsCount(None if hidden else float(np.nansum(known)), None, reported, len(rows))
