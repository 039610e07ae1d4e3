"""How a change is drawn and called: calm, never red against green, told apart in grey and by pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from geo.model import WITHHELD, LegendClass, Text
from geo.tools.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.model import Catalogue, Language, Measure, Pattern

Scheme = Literal["status", "other_status", "bands", "numbers"]

STYLES: Final[Mapping[str, tuple[str, Pattern, bool]]] = {
    "lost": ("#e66101", "hatch", True),
    "still_not_met": ("#fbd0a5", "crosshatch", True),
    "gained": ("#7fb4dc", "dots", True),
    "kept": ("#dfe9f2", "solid", False),
    "changed": ("#7fb4dc", "dots", True),
    "same": ("#dfe9f2", "solid", False),
    "up": ("#2f7d86", "crosshatch", False),
    "unchanged": ("#f3f1e6", "solid", False),
    "down": ("#bcaed6", "dots", False),
    "new_unit": ("#e6cb8a", "dense", False),
}
"""Key of a change → colour, pattern, whether it is an exception: listed first and named on the map."""

KEYS: Final[Mapping[Scheme, tuple[str, ...]]] = {
    "status": ("lost", "still_not_met", "gained", "kept", "new_unit"),
    "other_status": ("changed", "same", "new_unit"),
    "bands": ("up", "unchanged", "down", "new_unit"),
    "numbers": ("up", "unchanged", "down", "new_unit"),
}
"""Scheme → its changes in the order of the legend; withheld counts and missing data follow."""


def choose_scheme(measure: Measure) -> Scheme:
    """Return how two years of a measure are compared.

    A status of two classes, one of them the exception, is won or lost; of any other typology it can only be
    said that it is the same or not.
    """
    if measure.kind == "typology":
        exceptions = [entry.exception for entry in measure.classes]
        return "status" if sorted(exceptions) == [False, True] else "other_status"
    return "bands" if measure.kind == "band" else "numbers"


def style_changes(
    scheme: Scheme, catalogue: Catalogue, *, some_withheld: bool = False
) -> tuple[LegendClass, ...]:
    """Return the legend entries of the changes; the last one is missing data.

    Parameters
    ----------
    some_withheld
        Whether the years have a class of withheld counts.
    """
    entries = [_style_change(scheme, key) for key in KEYS[scheme]]
    if some_withheld:
        entries.append(catalogue.withheld)
    missing = catalogue.no_data
    words = _words("change.no_data")
    return (*entries, LegendClass(missing.key, words, missing.colour, missing.pattern))


def _style_change(scheme: Scheme, key: str) -> LegendClass:
    colour, pattern, exception = STYLES[key]
    banded = scheme == "bands" and key in ("up", "unchanged", "down")
    words = _words(f"compare.band_{key}" if banded else f"change.{key}")
    return LegendClass(key, words, colour, pattern, exception)


def _words(key: str) -> Text:
    def capital(language: Language) -> str:
        words = say(key, language)
        return words[:1].upper() + words[1:]

    return Text(vi=capital("vi"), en=capital("en"))


def is_comparable(key: str) -> bool:
    """Return whether a change is known: not of a new unit, a withheld count or missing data."""
    return key in STYLES and key not in ("new_unit", WITHHELD)
