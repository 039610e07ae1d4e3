"""All years of a view → their maps, with the words of the page that they share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.atlas import make_map
from geo.model.pair import YearSeries
from geo.telling.captions import data_day, name_place
from geo.telling.views import make_page_id
from geo.tools.words import day, number, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Atlas, Language, ThematicMap, View

YEAR: Final = "2018"
"""How a year is written, in ISO dates and in words."""

FEW: Final = 3
"""Up to so many years each is told in words; of more the first and the last where room is short."""


def make_years(atlas: Atlas, view: View) -> YearSeries:
    """Return the maps of all years, ascending; the words around the last one are those of all of them.

    Raises
    ------
    ViewError
        The view is not in the atlas.
    """
    view = replace(view, off=())
    make_map(atlas, view)
    *maps, last = (make_map(atlas, replace(view, year=year)) for year in atlas.city.years)
    language, years = view.language, atlas.city.years
    furniture = replace(
        last.furniture,
        title=say(
            "page.years_title",
            language,
            indicator=last.indicator.title[language],
            place=name_place(atlas, last.view),
            first=years[0],
            last=years[-1],
        ),
        data_date=write_days([data_day(atlas.city, year) for year in years], language),
        page_id=make_page_id(atlas, last.view, "&years=all"),
        sentence=write_years((*maps, last)),
        brief=write_years((maps[0], last)) if len(years) > FEW else "",
    )
    return YearSeries((*maps, replace(last, furniture=furniture)))


def write_days(days: Sequence[str], language: Language) -> str:
    """Return up to which days the figures of some years go; the same day of each year is said once.

    Parameters
    ----------
    days
        As ISO dates, ascending.
    """
    words = [day(one, language) for one in days]
    every = {(one[4:], text[: -len(YEAR)]) for one, text in zip(days, words, strict=True)}
    years = [int(one[: len(YEAR)]) for one in days]
    if len(days) <= FEW or len(every) > 1 or years != list(range(years[0], years[-1] + 1)):
        return say("page.years_dates", language, days=", ".join(words))
    same = words[0][: -len(YEAR) - 1]
    return say("page.years_date", language, day=same, first=years[0], last=years[-1])


def write_years(maps: Sequence[ThematicMap]) -> str:
    """Return all years as one sentence: how many units each class has, without the empty ones."""
    view = maps[-1].view
    years = "; ".join(
        say("page.years_item", view.language, year=one.view.year, classes=_write_classes(one)) for one in maps
    )
    units = say(f"units.{view.level}", view.language)
    return say("page.years_sentence", view.language, units=units, years=years)


def _write_classes(thematic_map: ThematicMap) -> str:
    language = thematic_map.view.language
    entries = zip(thematic_map.classes.entries, thematic_map.counts, strict=True)
    return ", ".join(
        say("page.years_class", language, label=_lower(entry.label[language]), count=number(count, language))
        for entry, count in entries
        if count
    ) or number(0, language)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
