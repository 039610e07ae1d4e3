"""The words around a map: title, subtitle, banner, source, dates; the same on screen and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.model import Furniture
from geo.places.declared import write_meridian
from geo.tools.keep import keep
from geo.tools.words import day, listed, name_unit, number, say
from geo.units import list_units

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

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
        city=call_city(city, language),
        page_id=page_id,
        sentence=sentence,
    )


def call_city(city: City, language: Language) -> str:
    """Return what a city is, as its name has it in small letters: "thị xã" of "thị xã Đức Phổ"."""
    words = city.name[language].split()
    small = [word for word in words if word.islower()]
    # "Thành phố Huế"; in "Huế city" no name would be left.
    headed = len(words) > len(small) + 1 and words[0].istitle() and words[1] in small
    return " ".join([words[0].lower()] * headed + small) or say("map.area", language)


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
    known = _name_wards(list_units(atlas.boundaries, "ward", view.year))
    if not known.keys() >= set(view.wards):
        # A ward of another year is asked for, and its name is all there is of it.
        known = _name_wards(atlas.boundaries.wards)
    names = [name for _, name in sorted(known[code] for code in set(view.wards) & known.keys())]
    if len(names) > NAMED:
        names = [say("furniture.wards_many", view.language, count=number(len(names), view.language))]
    return ", ".join(dict.fromkeys((*names, city)))  # a city of one ward may be called as it is


@keep
def _name_wards(wards: gpd.GeoDataFrame) -> Mapping[str, tuple[int, str]]:
    """Return the place and the name of each ward by its code; of one with several times the first."""
    named: dict[str, tuple[int, str]] = {}
    for place, (code, name, kind) in enumerate(wards[["name", "kind"]].itertuples()):
        named.setdefault(code, (place, name_unit(name, kind, "")))
    return named


def _write_subtitle(atlas: Atlas, view: View) -> str:
    measure = atlas.catalogue.indicators[view.indicator].measures[view.level]
    units = say(f"units.{view.level}", view.language)
    by_level = say("furniture.by_level", view.language, units=units)
    parts = (by_level, measure.note[view.language], _name_off(atlas, view), _name_kinds(atlas, view))
    return " ".join(filter(None, parts))


def _name_off(atlas: Atlas, view: View) -> str:
    """Return which classes are not coloured, because a reader took them off the map."""
    entries = atlas.classes[view.indicator, view.level].entries
    off = [entry.label[view.language] for entry in entries if entry.key in view.off]
    return say("furniture.off", view.language, classes=listed(off, view.language)) if off else ""


def _name_kinds(atlas: Atlas, view: View) -> str:
    """Return which kinds of community models are shown, where it is not all of them."""
    if not view.kinds or "models" not in view.layers:
        return ""
    kinds = atlas.city.model_kinds
    named = listed([kinds[kind][view.language] for kind in kinds if kind in view.kinds], view.language)
    return say("furniture.kinds", view.language, kinds=named)
