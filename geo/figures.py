"""The strip of big numbers, and published figures held against the loaded ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.layer import active_sites, choose_wards, list_members, measure_units, pick_valid, read_column
from geo.model import Comparison, Figure, PublishedFigure, View
from geo.words import number, percent, say, signed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.model import Boundaries, Catalogue, Language, Level, Measure, Observations, Withheld


@dataclass(frozen=True, eq=False)
class Facts:
    """What the strip counts from."""

    boundaries: Boundaries
    observations: Observations
    catalogue: Catalogue
    withheld: Withheld


@dataclass(frozen=True)
class StatusCount:
    """How many units of a level met the standard, and of how many nothing is known."""

    met: int
    not_met: int
    total: int

    @property
    def missing(self) -> int:
        """Units without a status."""
        return self.total - self.met - self.not_met


def find_measure(catalogue: Catalogue, indicator: str, level: Level) -> Measure | None:
    """Return a measure, or None where the catalogue has none."""
    found = catalogue.indicators.get(indicator)
    return found.measures.get(level) if found else None


def met_code(measure: Measure) -> float:
    """Return the value that means "met": that of the first class that is no exception."""
    return next(
        code for code, entry in zip(measure.codes, measure.classes, strict=True) if not entry.exception
    )


def count_status(facts: Facts, level: Level, year: int, wards: Sequence[str]) -> StatusCount | None:
    """Return the status counts of the units of a level in some wards, or None where there is no such measure."""
    measure = find_measure(facts.catalogue, "safety", level)
    if measure is None:
        return None
    units = list_members(facts.boundaries, "ward", year)
    codes = units.index[units.isin(wards)] if level == "hamlet" else pd.Index(wards)
    values = measure_units(facts.boundaries, facts.observations, measure, year)["value"].reindex(codes)
    met = int((values == met_code(measure)).sum())
    return StatusCount(met=met, not_met=int(values.notna().sum()) - met, total=len(codes))


def compare_published(facts: Facts, published: Sequence[PublishedFigure]) -> tuple[Comparison, ...]:
    """Return each published figure with what the loaded tables say of the same thing; nothing is adjusted."""
    return tuple(_compare(facts, figure) for figure in published)


def _compare(facts: Facts, figure: PublishedFigure) -> Comparison:
    if not figure.comparable or figure.year is None:
        return Comparison(figure, None, None, "not_comparable")
    wards = tuple(pick_valid(facts.boundaries.wards, figure.year).index)
    count = None
    if figure.indicator == "safety" and figure.level in ("hamlet", "ward"):
        level: Level = "hamlet" if figure.level == "hamlet" else "ward"
        count = count_status(facts, level, figure.year, wards)
    if count is None or count.missing == count.total:
        return Comparison(figure, None, None, "not_loaded")
    equal = (count.met, count.total) == (figure.numerator, figure.denominator)
    return Comparison(figure, count.met, count.total, "equal" if equal else "differs")


def build_strip(facts: Facts, view: View, comparisons: Sequence[Comparison]) -> tuple[Figure, ...]:
    """Return the big numbers of a view, in its language.

    Parameters
    ----------
    comparisons
        Published figures; one is marked at a number only when the view has its scope, the whole city.
    """
    wards = choose_wards(facts.boundaries, view)
    whole = not view.wards
    checks = {
        (found.figure.indicator, found.figure.level): found
        for found in comparisons
        if whole and found.figure.year == view.year and found.state in ("equal", "differs")
    }
    makers: tuple[Callable[[], list[Figure]], ...] = (
        lambda: _status_figures(facts, view, wards, "hamlet", checks.get(("safety", "hamlet"))),
        lambda: _status_figures(facts, view, wards, "ward", checks.get(("safety", "ward"))),
        lambda: [_models_figure(facts, view, wards)] if len(facts.observations.models) else [],
        lambda: [_clusters_figure(facts, view, wards)] if len(facts.boundaries.clusters) else [],
        lambda: [_tips_figure(facts, view, wards)] if find_measure(facts.catalogue, "tips", "hamlet") else [],
    )
    return tuple(figure for make in makers for figure in make())


def _since(difference: float | None, view: View) -> str:
    if difference is None:
        return ""
    since = say("strip.change_since", view.language, year=view.year - 1)
    return f"{signed(difference, view.language)} {since}"


def _status_figures(
    facts: Facts, view: View, wards: tuple[str, ...], level: Level, check: Comparison | None
) -> list[Figure]:
    now = count_status(facts, level, view.year, wards)
    before = count_status(facts, level, view.year - 1, wards)
    if now is None or now.total == 0:
        return []
    known = before is not None and before.missing < before.total and now.missing < now.total
    language = view.language
    missing = say("strip.no_data_units", language, count=number(now.missing, language)) if now.missing else ""
    figures = [
        Figure(
            key=f"{level}s",
            value=f"{number(now.met, language)}/{number(now.total, language)}"
            if now.missing < now.total
            else say("strip.unknown", language),
            label=say(f"strip.{level}s", language),
            detail=" · ".join(filter(None, (percent(now.met, now.total, language), missing))),
            change=_since(now.met - before.met if known and before else None, view),
            **_check_words(check, language),
        )
    ]
    if level == "hamlet" and now.missing < now.total:
        difference = now.not_met - before.not_met if known and before else None
        figures.append(
            Figure(
                key="not_met",
                value=number(now.not_met, language),
                label=say("strip.not_met", language),
                change=_since(difference, view),
            )
        )
    return figures


def _check_words(check: Comparison | None, language: Language) -> dict[str, str]:
    if check is None or check.numerator is None or check.figure.numerator is None:
        return {}
    published = f"{number(check.figure.numerator, language)}/{number(check.figure.denominator or 0, language)}"
    if check.state == "equal":
        return {"check": "equal", "check_text": say("strip.equal", language)}
    difference = signed(check.numerator - check.figure.numerator, language)
    return {
        "check": "differs",
        "check_text": say("strip.differs", language, difference=difference, published=published),
    }


def _count_sites(facts: Facts, year: int, wards: tuple[str, ...]) -> tuple[int, int]:
    units = list_members(facts.boundaries, "ward", year)
    sites = active_sites(facts.observations, year)
    here = sites[sites["hamlet_code"].isin(units.index[units.isin(wards)])]
    return here["model_code"].nunique(), len(here)


def _models_figure(facts: Facts, view: View, wards: tuple[str, ...]) -> Figure:
    models, sites = _count_sites(facts, view.year, wards)
    before, _ = _count_sites(facts, view.year - 1, wards)
    language = view.language
    return Figure(
        key="models",
        value=number(models, language),
        label=say("strip.models", language),
        detail=say("strip.sites", language, count=number(sites, language)),
        change=_since(models - before, view),
    )


def _clusters_figure(facts: Facts, view: View, wards: tuple[str, ...]) -> Figure:
    members = pick_valid(facts.boundaries.clusters, view.year)
    here = members[members["ward_code"].isin(wards)]
    language = view.language
    return Figure(
        key="clusters",
        value=number(here["cluster_code"].nunique(), language),
        label=say("strip.clusters", language),
        detail=say("strip.members", language, count=number(here["ward_code"].nunique(), language)),
    )


def _sum_tips(facts: Facts, year: int, wards: tuple[str, ...]) -> tuple[float, int, int]:
    measure = find_measure(facts.catalogue, "tips", "hamlet")
    column = measure.column if measure else ""
    units = list_members(facts.boundaries, "ward", year)
    here = units.index[units.isin(wards)]
    values = read_column(facts.observations, column, "hamlet", year).reindex(here)
    return float(values.sum()), int(values.count()), len(here)


def _tips_figure(facts: Facts, view: View, wards: tuple[str, ...]) -> Figure:
    language = view.language
    label = say("strip.tips", language)
    if any(facts.withheld.among(pd.Index(wards), "ward", view.year)):
        return Figure("tips", say("strip.unknown", language), label, say("strip.withheld", language))
    tips, reported, total = _sum_tips(facts, view.year, wards)
    before, reported_before, total_before = _sum_tips(facts, view.year - 1, wards)
    complete = reported == total and reported_before == total_before
    return Figure(
        key="tips",
        value=number(tips, language) if reported else say("strip.unknown", language),
        label=label,
        detail=""
        if reported == total
        else say("strip.reported", language, reported=number(reported, language), total=number(total, language)),
        change=_since(tips - before if complete else None, view),
    )
