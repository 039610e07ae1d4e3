"""The words at the head and at the foot of a legend: the same on the screen, on paper and in office files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.drawing.terrain import list_names
from geo.tools.words import number, say, say_units

if TYPE_CHECKING:
    from geo.model import Language, LegendClass, ThematicMap


def legend_title(thematic_map: ThematicMap) -> str:
    """Return the head of the legend: the indicator and its unit."""
    language = thematic_map.view.language
    unit = thematic_map.measure.unit[language]
    title = thematic_map.indicator.title[language]
    return f"{title} ({unit})" if unit else title


def legend_total(thematic_map: ThematicMap) -> str:
    """Return the last line of the legend: the number its counts add up to."""
    language, count = thematic_map.view.language, sum(thematic_map.counts)
    return say(
        "map.legend_total",
        language,
        count=number(count, language),
        units=say_units(thematic_map.view.level, language, count),
    )


def name_lines(thematic_map: ThematicMap) -> dict[str, str]:
    """Return the words of the lines on the map that need some: wards, clusters, rivers."""
    view = thematic_map.view
    lines = {}
    if "wards" in view.layers and view.level == "hamlet":
        lines["wards"] = say("layers.wards", view.language)
    if len(thematic_map.clusters) and view.level != "cluster":
        lines["clusters"] = say("layers.clusters", view.language)
    rivers = ", ".join(dict.fromkeys(name for _, name in list_names(thematic_map.rivers) if name))
    if rivers:
        lines["rivers"] = rivers
    return lines


def label_of(entry: LegendClass, language: Language) -> str:
    """Return the words of a class in a legend; of one that was taken off the map, that it is."""
    label = entry.label[language]
    return say("map.off", language, label=label) if entry.off else label
