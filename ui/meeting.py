"""Meeting mode: which view each key leads to, so that the browser has it before the key is pressed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.model import LAYER_NAMES
from geo.telling.address import offer_layers
from geo.telling.captions import call_city
from geo.tools.words import say
from geo.units import list_units

if TYPE_CHECKING:
    from geo.model import Atlas, Language, LayerName, View

KEYS: Final = ("year", "ward", "clusters", "models", "play", "home", "leave")
"""What the keys do, in the order in which the screen tells them."""

TOGGLED: Final = frozenset[str]({"clusters", "models"})
"""Layers that have a key."""


def list_moves(atlas: Atlas, view: View) -> dict[str, View]:
    """Return the views that the keys lead to.

    Returns
    -------
    dict
        earlier, later (year; absent at either end), ward_before, ward_after (through the wards of the year,
        then the whole city), clusters, models (each switched on or off; absent in a city that has none),
        home (the whole city in the latest year), first (year).
    """
    years = atlas.city.years
    place = years.index(view.year)
    wards = list_units(atlas.boundaries, "ward", view.year).index
    stops: list[tuple[str, ...]] = [(), *((code,) for code in wards)]
    here = stops.index(view.wards) if view.wards in stops else 0
    moves: dict[str, View] = {
        "ward_before": replace(view, wards=stops[here - 1]),
        "ward_after": replace(view, wards=stops[(here + 1) % len(stops)]),
        "home": replace(view, wards=(), year=years[-1]),
    }
    moves |= {layer: toggle_layer(view, layer) for layer in list_toggles(atlas)}
    moves["first"] = replace(view, year=years[0])
    if place > 0:
        moves["earlier"] = replace(view, year=years[place - 1])
    if place + 1 < len(years):
        moves["later"] = replace(view, year=years[place + 1])
    return moves


def list_toggles(atlas: Atlas) -> tuple[LayerName, ...]:
    """Return the layers that a key switches on and off: those that the city has."""
    return tuple(layer for layer in offer_layers(atlas) if layer in TOGGLED)


def write_keys(atlas: Atlas, language: Language) -> str:
    """Return what the keys do in words, without those that do nothing in this city."""
    absent = TOGGLED.difference(list_toggles(atlas))
    city = call_city(atlas.city, language)
    return " · ".join(say(f"keys.{key}", language, city=city) for key in KEYS if key not in absent)


def toggle_layer(view: View, layer: LayerName) -> View:
    """Return the view with one layer switched on or off."""
    on = set(view.layers) ^ {layer}
    return replace(view, layers=tuple(name for name in LAYER_NAMES if name in on))


def list_frames(atlas: Atlas, view: View) -> tuple[View, ...]:
    """Return the views to have ready: where one key leads, and every year of what is shown."""
    years = [replace(view, year=year) for year in atlas.city.years]
    return tuple(dict.fromkeys([view, *years, *list_moves(atlas, view).values()]))
