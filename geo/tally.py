"""Counts behind the strip and the published figures: units that met the standard, models, tips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.keep import keep
from geo.units import active_sites, find_rows, list_unchanged, list_units, read_column

if TYPE_CHECKING:
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
    """

    met: int
    not_met: int
    total: int
    change: int | None

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
    codes = units.index[find_rows(units, "ward_code", wards)]
    now, before = (
        read_column(facts.observations, measure.column, level, y).reindex(codes).dropna()
        for y in (year, year - 1)
    )
    met = now == met_code(measure)
    unchanged = list_unchanged(facts.boundaries, level, year)
    both = [code for code in before.index.intersection(now.index) if code in unchanged]
    change = int(met[both].sum() - (before[both] == met_code(measure)).sum()) if both else None
    return StatusCount(met=int(met.sum()), not_met=int((~met).sum()), total=len(codes), change=change)


def _list_hamlets(boundaries: Boundaries, year: int, wards: tuple[str, ...]) -> pd.Index:
    hamlets = list_units(boundaries, "hamlet", year)
    codes: pd.Index = hamlets.index[find_rows(hamlets, "ward_code", wards)]
    return codes


@keep
def count_models(facts: Facts, year: int, wards: tuple[str, ...]) -> tuple[int, int]:
    """Return the number of distinct community models in some wards, and of their sites there."""
    sites = active_sites(facts.observations, year)
    here = sites.iloc[find_rows(sites, "hamlet_code", _list_hamlets(facts.boundaries, year, wards))]
    return here["model_code"].nunique(), len(here)


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
    here = _list_hamlets(facts.boundaries, year, wards)
    column = measure.column if measure else ""
    values = read_column(facts.observations, column, "hamlet", year).reindex(here)
    hidden = any(facts.withheld.among(pd.Index(wards), "ward", year))
    return TipsCount(None if hidden else float(values.sum()), None, int(values.count()), len(here))
