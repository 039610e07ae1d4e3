"""The words around a map: title, subtitle, banner, source, dates; the same on screen and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.declared import write_meridian
from geo.model import Furniture
from geo.units import find_rows, list_units
from geo.words import day, name_unit, number, say

if TYPE_CHECKING:
    from geo.model import Atlas, City, Language, View

NAMED: Final = 3
"""So many chosen wards stand in a title by name; more are counted."""


def furnish_map(atlas: Atlas, view: View, *, sentence: str, page_id: str) -> Furniture:
    """Return the words around the map of a view.

    Parameters
    ----------
    sentence
        The map as one sentence.
    page_id
        Names the view and the data.
    """
    language, city = view.language, atlas.city
    indicator = atlas.catalogue.indicators[view.indicator]
    return Furniture(
        title=say(
            "furniture.title",
            language,
            indicator=indicator.title[language],
            place=name_place(atlas, view),
            year=view.year,
        ),
        subtitle=_write_subtitle(atlas, view),
        banner=say("furniture.banner", language) if is_synthetic(atlas) else "",
        source=say(
            "furniture.source",
            language,
            source=indicator.source[language],
            boundaries=city.boundary_source[language],
        ),
        data_date=say("furniture.data_date", language, day=day(data_day(city, view.year), language)),
        vintage=say("furniture.vintage", language, day=day(city.vintage, language)),
        projection=write_projection(city, language),
        office=city.office[language],
        page_id=page_id,
        sentence=sentence,
    )


def write_projection(city: City, language: Language) -> str:
    """Return the projection of the maps in words: ``VN-2000, kinh tuyến trục 108°00′``."""
    return say("furniture.projection", language, meridian=write_meridian(city.crs))


def data_day(city: City, year: int) -> str:
    """Return the day up to which the figures of a year count, as ISO date."""
    return city.data_dates.get(year, f"{year}-12-31")


def is_synthetic(atlas: Atlas) -> bool:
    """Return whether anything is made up: then every screen and page says so, whatever it shows."""
    return atlas.city.synthetic or any(entry.synthetic for entry in atlas.catalogue.indicators.values())


def name_place(atlas: Atlas, view: View) -> str:
    """Return where: the city, or the wards that were chosen and the city."""
    city = atlas.city.name[view.language]
    if not view.wards:
        return city
    wards = list_units(atlas.boundaries, "ward", view.year)
    # A ward of another year is asked for, and its name is all there is of it.
    known = wards if all(code in wards.index for code in view.wards) else atlas.boundaries.wards
    named = known.iloc[find_rows(known, None, view.wards)]
    named = named[~named.index.duplicated()]
    names = [name_unit(name, kind, "") for name, kind in zip(named["name"], named["kind"], strict=True)]
    if len(names) > NAMED:
        names = [say("furniture.wards_many", view.language, count=number(len(names), view.language))]
    return ", ".join((*names, city))


def _write_subtitle(atlas: Atlas, view: View) -> str:
    measure = atlas.catalogue.indicators[view.indicator].measures[view.level]
    units = say(f"units.{view.level}", view.language)
    by_level = say("furniture.by_level", view.language, units=units)
    return f"{by_level} {measure.note[view.language]}".strip()
