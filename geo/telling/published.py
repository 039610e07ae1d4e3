"""Published figures held against the loaded ones: quoted, compared, never adjusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.model import Comparison
from geo.tally import count_status
from geo.units import list_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import PublishedFigure
    from geo.tally import Facts, StatusCount


def compare_published(facts: Facts, published: Sequence[PublishedFigure]) -> tuple[Comparison, ...]:
    """Return each published figure with what the loaded tables say of the same thing; nothing is adjusted."""
    return tuple(_compare(facts, figure) for figure in published)


def _compare(facts: Facts, figure: PublishedFigure) -> Comparison:
    if not figure.comparable or figure.year is None:
        return Comparison(figure, None, None, "not_comparable")
    count = _count(facts, figure, figure.year)
    if count is None or not count.known:
        return Comparison(figure, None, None, "not_loaded")
    equal = (count.met, count.known) == (figure.numerator, figure.denominator)
    return Comparison(figure, count.met, count.known, "equal" if equal else "differs")


def _count(facts: Facts, figure: PublishedFigure, year: int) -> StatusCount | None:
    if figure.indicator != "safety" or figure.level not in ("hamlet", "ward"):
        return None
    wards = tuple(list_units(facts.boundaries, "ward", year).index)
    return count_status(facts, "hamlet" if figure.level == "hamlet" else "ward", year, wards)
