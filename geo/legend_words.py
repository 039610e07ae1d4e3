"""The words at the head and at the foot of a legend: the same on the screen, on paper and in office files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.words import number, say

if TYPE_CHECKING:
    from geo.model import ThematicMap


def legend_title(thematic_map: ThematicMap) -> str:
    """Return the head of the legend: the indicator and its unit."""
    language = thematic_map.view.language
    unit = thematic_map.measure.unit[language]
    title = thematic_map.indicator.title[language]
    return f"{title} ({unit})" if unit else title


def legend_total(thematic_map: ThematicMap) -> str:
    """Return the last line of the legend: the number its counts add up to."""
    language = thematic_map.view.language
    return say(
        "map.legend_total",
        language,
        count=number(sum(thematic_map.counts), language),
        units=say(f"units.{thematic_map.view.level}", language),
    )
