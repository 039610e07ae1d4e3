"""What the controls of the sidebar offer, and the view that each choice leads to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from geo.model import LAYER_NAMES, View
from geo.telling.address import list_indicators, offer_layers, offer_levels, pick_kinds
from geo.tools.words import name_unit, rank_name
from geo.units import list_latest, list_units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.model import Atlas

SEVERAL: Final = ("layers",)
"""Controls of which several options may be chosen: a click adds one or takes it away."""
ANY_WARD: Final = "WARD"
"""In an address, the place of a ward's code."""
ANY_CLASS: Final = "OFF"
"""In an address, the place of the keys of classes."""


def name_wards(atlas: Atlas) -> dict[str, str]:
    """Return the codes of the wards of any year, with their names, in Vietnamese order."""
    wards = list_latest(atlas.boundaries, "ward")
    names = {
        str(code): name_unit(name, kind, "")
        for code, name, kind in zip(wards.index, wards["name"], wards["kind"], strict=True)
    }
    return dict(sorted(names.items(), key=lambda entry: rank_name(entry[1])))


def read_choices(view: View) -> dict[str, Any]:
    """Return the value that each control has when it shows the view."""
    return {
        "year": str(view.year),
        "level": view.level,
        "indicator": view.indicator,
        "ward": list(view.wards),
        "layers": list(view.layers),
        "lang": view.language,
        "patterns": view.patterns,
        "kinds": list(view.kinds),
    }


def change_view(atlas: Atlas, view: View, changes: Mapping[str, Any]) -> View:
    """Return the view that some controls lead to; another legend begins with all its classes on the map."""
    there = make_view(atlas, {**read_choices(view), **changes})
    same = (there.level, there.indicator) == (view.level, view.indicator)
    return replace(there, off=view.off) if same else there


def make_view(atlas: Atlas, chosen: Mapping[str, Any]) -> View:
    """Return the view of what the controls show; a level without the indicator takes its first."""
    offered = list_indicators(atlas.catalogue, chosen["level"])
    return View(
        year=int(chosen["year"]),
        level=chosen["level"],
        indicator=chosen["indicator"] if chosen["indicator"] in offered else offered[0],
        wards=tuple(sorted(chosen["ward"])),
        layers=tuple(name for name in LAYER_NAMES if name in chosen["layers"]),
        language=chosen["lang"],
        patterns=chosen["patterns"],
        kinds=pick_kinds(atlas.city, chosen["kinds"]),
    )


def list_options(atlas: Atlas, view: View) -> dict[str, Sequence[Any]]:
    """Return what the controls offer whose options all stand on the screen, in the order they stand there."""
    return {
        "year": [str(year) for year in atlas.city.years],
        "level": offer_levels(atlas),
        "indicator": list_indicators(atlas.catalogue, view.level),
        "layers": offer_layers(atlas),
        "patterns": [not view.patterns],
    }


def list_choices(atlas: Atlas, view: View) -> dict[str, list[View]]:
    """Return the view that a click on each option leads to, in the order of ``list_options``."""
    shown = read_choices(view)
    return {
        field: [change_view(atlas, view, {field: _choose(field, shown[field], option)}) for option in options]
        for field, options in list_options(atlas, view).items()
    }


def _choose(field: str, value: Any, option: Any) -> Any:  # noqa: ANN401  as the controls have them
    return sorted(set(value) ^ {option}) if field in SEVERAL else option


def list_wards(atlas: Atlas, view: View) -> list[View]:
    """Return the views of each ward of the year alone."""
    codes = list_units(atlas.boundaries, "ward", view.year).index
    return [change_view(atlas, view, {"ward": [code]}) for code in codes]


def write_links(atlas: Atlas, view: View) -> dict[str, Any]:
    """Return the address that each click leads to.

    Returns
    -------
    dict
        choices ({control: [address of each option]}), ward (an address with ``WARD`` for the code of any
        ward), whole (the whole city), off (an address with ``OFF`` for the keys of classes off the map).
    """
    return {
        "choices": {
            field: [there.address for there in views] for field, views in list_choices(atlas, view).items()
        },
        "ward": change_view(atlas, view, {"ward": [ANY_WARD]}).address,
        "whole": change_view(atlas, view, {"ward": []}).address,
        "off": replace(view, off=(ANY_CLASS,)).address,
    }
