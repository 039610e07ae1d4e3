"""The strip of big numbers above the map."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Final

from geo.model import Figure
from geo.sentence import describe_value
from geo.tally import count_models, count_status, count_tips, find_measure
from geo.tools.words import number, percent, say, signed
from geo.units import choose_wards, find_first_year, list_unchanged, list_units

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.model import Comparison, Level, View
    from geo.sentence import Reading
    from geo.tally import Facts

Wards = tuple[str, ...]


COUNTED: Final = frozenset({"hamlets", "wards", "tips"})
"""Numbers that tell how the city is; where there is none of them, those of what is drawn are shown."""


def build_strip(facts: Facts, reading: Reading, comparisons: Sequence[Comparison]) -> tuple[Figure, ...]:
    """Return the big numbers of a view, in its language.

    Parameters
    ----------
    reading
        What is drawn.
    comparisons
        Published figures; one is marked at a number only when the view has its scope, the whole city.
    """
    view = reading.view
    wards = choose_wards(facts.boundaries, view)
    checks = {
        (found.figure.indicator, found.figure.level): found
        for found in comparisons
        if not view.wards and found.figure.year == view.year and found.state in ("equal", "differs")
    }
    makers: tuple[Callable[[], list[Figure]], ...] = (
        lambda: _count_level(facts, view, wards, "hamlet", checks.get(("safety", "hamlet"))),
        lambda: _count_level(facts, view, wards, "ward", checks.get(("safety", "ward"))),
        lambda: [_count_models(facts, view, wards)] if len(facts.observations.models) else [],
        lambda: [_count_clusters(facts, view, wards)] if len(facts.boundaries.clusters) else [],
        lambda: [_count_tips(facts, view, wards)] if find_measure(facts.catalogue, "tips", "hamlet") else [],
    )
    figures = tuple(figure for make in makers for figure in make())
    return (
        figures if COUNTED.intersection(figure.key for figure in figures) else (*_sum_up(reading), *figures)
    )


def _since(difference: float | None, view: View, *, among: int | None = None) -> str:
    """Return a change in words; ``among`` how many units it is about, where the years tell of others, too."""
    if difference is None:
        return ""
    since = say("strip.change_since", view.language, year=view.year - 1)
    if among is not None:
        since += f" {say('strip.change_among', view.language, count=number(among, view.language))}"
    return f"{signed(difference, view.language)} {since}"


def _count_level(
    facts: Facts, view: View, wards: Wards, level: Level, check: Comparison | None
) -> list[Figure]:
    count, language = count_status(facts, level, view.year, wards), view.language
    if count is None or count.total == 0:
        return []
    label = say(f"strip.{level}s", language)
    among = count.compared if count.compared < count.total else None
    gap = say("strip.no_data_units", language, count=number(count.missing, language)) if count.missing else ""
    if not count.known:
        return [Figure(key=f"{level}s", value=say("strip.unknown", language), label=label, detail=gap)]
    met = Figure(
        key=f"{level}s",
        value=f"{number(count.met, language)}/{number(count.known, language)}",
        label=label,
        detail=" · ".join(filter(None, (percent(count.met, count.known, language), gap))),
        change=_say_change(facts, view, wards, level),
        check="" if check is None else "equal" if check.state == "equal" else "differs",
        check_text="" if check is None else _say_check(check, view),
    )
    if level != "hamlet":
        return [met]
    change = None if count.change is None else -count.change
    not_met = Figure(
        key="not_met",
        value=number(count.not_met, language),
        label=say("strip.not_met", language, count=count.not_met),
        change=_since(change, view, among=among),
    )
    return [met, not_met]


def _say_change(facts: Facts, view: View, wards: Wards, level: Level) -> str:
    """Return how the units that met the standard changed since the year before.

    Where other units had a status then, that year's own number: from 232 of 239 to 237 of 241 is +3 only
    among the units with a status in both years.
    """
    now, before = (count_status(facts, level, year, wards) for year in (view.year, view.year - 1))
    if now is None or before is None or now.change is None:
        return ""
    if now.compared == now.total:
        return _since(now.change, view)
    if not _are_same(facts, view, wards):
        return _since(now.change, view, among=now.compared)
    met, known = number(before.met, view.language), number(before.known, view.language)
    return say("strip.before", view.language, year=view.year - 1, met=met, known=known)


def _are_same(facts: Facts, view: View, wards: Wards) -> bool:
    """Return whether the wards in view were the same a year before."""
    return set(wards).issubset(list_unchanged(facts.boundaries, "ward", view.year))


def _say_check(check: Comparison, view: View) -> str:
    if check.state == "equal":
        return say("strip.equal", view.language)
    met, whole = check.figure.numerator or 0, check.figure.denominator or 0
    published = f"{number(met, view.language)}/{number(whole, view.language)}"
    difference = (check.numerator or 0) - met
    if not difference:
        return say("strip.differs_whole", view.language, published=published)
    shown = signed(difference, view.language)
    return say("strip.differs", view.language, difference=shown, published=published)


def _count_models(facts: Facts, view: View, wards: Wards) -> Figure:
    language = view.language
    models, sites = count_models(facts, view.year, wards)
    before, _ = count_models(facts, view.year - 1, wards)
    return Figure(
        key="models",
        value=number(models, language),
        label=say("strip.models", language, count=models),
        detail=say("strip.sites", language, count=number(sites, language)),
        change=_since_listed(facts, view, wards, models - before),
    )


def _since_listed(facts: Facts, view: View, wards: Wards, difference: int) -> str:
    """Return a change of what a list tells; before the first year of the data none is known to be whole."""
    known = find_first_year(facts.observations) < view.year
    return _since(difference if known and _are_same(facts, view, wards) else None, view)


def _find_members(facts: Facts, year: int, wards: Wards) -> list[set[str]]:
    """Return the members in some wards of each cluster that has any there."""
    clusters = list_units(facts.boundaries, "cluster", year)
    here = (set(members).intersection(wards) for members in clusters["members"])
    return [members for members in here if members]


def _count_clusters(facts: Facts, view: View, wards: Wards) -> Figure:
    language = view.language
    here, before = (_find_members(facts, year, wards) for year in (view.year, view.year - 1))
    found = len(here)
    return Figure(
        key="clusters",
        value=number(found, language),
        label=say("strip.clusters", language, count=found),
        detail=say("strip.members", language, count=number(len(set().union(*here)), language)),
        change=_since_listed(facts, view, wards, found - len(before)),
    )


def _count_tips(facts: Facts, view: View, wards: Wards) -> Figure:
    language = view.language
    count = count_tips(facts, view.year, wards)
    unknown, detail = say("strip.unknown", language), ""
    if count.tips is None:
        detail = say("strip.withheld", language)
    elif count.reported < count.total:
        reported, total = number(count.reported, language), number(count.total, language)
        detail = say("strip.reported", language, reported=reported, total=total)
    known = count.tips is not None and count.reported
    return Figure(
        key="tips",
        value=number(count.tips or 0, language) if known else unknown,
        label=say("strip.tips", language, count=count.tips),
        detail=detail,
        change=_since(count.change, view),
    )


def _sum_up(reading: Reading) -> list[Figure]:
    """Return big numbers of what is drawn itself."""
    frame, measure, language = reading.frame, reading.measure, reading.view.language
    told, known = frame["class"] != reading.classes.missing, frame["value"].dropna()
    units = say("strip.with_data", language, units=say(f"units.{reading.view.level}", language))
    shown = f"{number(int(told.sum()), language)}/{number(len(frame), language)}"
    figures = [*_sum_values(reading), Figure("told", shown, units)]
    if measure.kind == "typology":
        return figures + _count_classes(reading)
    for key, value in (("lowest", known.min()), ("highest", known.max())) if len(known) else ():
        text = describe_value(value, 0, 0, measure, language)
        figures.append(Figure(key, text, say(f"strip.{key}", language)))
    return figures


def _sum_values(reading: Reading) -> list[Figure]:
    """Return the total of a count, of which no unit is missing; clusters have none, as they share wards."""
    frame, measure, view = reading.frame, reading.measure, reading.view
    adds_up = measure.kind == "count" and measure.rule in ("sum", "value") and view.level != "cluster"
    total, before = (float(frame[column].sum(skipna=False)) for column in ("value", "previous"))
    if not adds_up or frame.empty or isnan(total):
        return []
    text = describe_value(total, 0, 0, measure, view.language)
    change = _since(None if isnan(before) else total - before, view)
    return [Figure("total", text, say("strip.total", view.language), change=change)]


def _count_classes(reading: Reading) -> list[Figure]:
    language, places = reading.view.language, reading.frame["class"]
    counts = [int((places == place).sum()) for place in range(reading.classes.missing)]
    known = sum(counts)
    return [
        Figure(entry.key, number(count, language), entry.label[language], percent(count, known, language))
        for entry, count in zip(reading.classes.entries, counts, strict=False)
        if count
    ]
