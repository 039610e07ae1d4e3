"""Maps of all years + population → what the panel of one unit says, for every unit at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.layer import total_hamlets
from geo.tools.words import number, say
from geo.units import list_members, read_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geo.model import Atlas, ThematicMap, View


def count_people(atlas: Atlas, view: View) -> pd.Series:
    """Return the inhabitants of each unit of a view; NaN where those of any of its hamlets are not known."""
    members = list_members(atlas.boundaries, view.level, view.year)
    people: pd.Series = total_hamlets(
        read_column(atlas.observations, "population", "hamlet", view.year), members
    )["sum"]
    return people


def write_panel(maps: Sequence[ThematicMap], people: pd.Series, units: pd.Index) -> dict[str, Any]:
    """Return the years of each unit and its inhabitants, in the order of the geometry.

    Parameters
    ----------
    maps
        The whole city's maps of one indicator and level, a year each, ascending.
    people
        Inhabitants by unit, NaN = not known.
    units
        Codes of all units of the level.

    Returns
    -------
    dict
        ``history``: per year ``{"year", "labels", "codes"}``, a letter a unit; ``people``: words a unit.
    """
    language = maps[-1].view.language
    known = people.reindex(units)
    return {
        "history": [_write_year(one, units) for one in maps],
        "people": [
            say("value.no_data", language) if count != count else number(count, language)  # noqa: PLR0124  NaN
            for count in known
        ],
        "people_source": maps[-1].city.population_source[language],
    }


def _write_year(thematic_map: ThematicMap, units: pd.Index) -> dict[str, Any]:
    texts = thematic_map.layer.frame["text"].reindex(units).fillna("–")
    labels = sorted(set(texts))
    places = {label: place for place, label in enumerate(labels)}
    return {
        "year": thematic_map.view.year,
        "labels": labels,
        "codes": [places[text] for text in texts],
    }
