"""Versions and differences in words, for the command line and the screen."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Final

from babel.dates import format_datetime

from geo.model import WITHHELD
from geo.words import catalogue as known_words
from geo.words import name_unit, number, say

if TYPE_CHECKING:
    from geo.history import Difference, Version
    from geo.model import Boundaries, Catalogue, Language

BORDER: Final = "border"
BAND: Final = re.compile(r"\d+(-\d+|\+)?")
TIME_FORMAT: Final = {"vi": "dd/MM/yyyy HH:mm", "en": "d MMM yyyy HH:mm"}


def say_time(when: str, language: Language) -> str:
    """Return a time of the history, which is kept in UTC, as the clock here shows it."""
    local = datetime.fromisoformat(when).astimezone()
    return str(format_datetime(local, format=TIME_FORMAT[language], locale=language))


def say_version(version: Version, language: Language) -> str:
    """Return what made a version, in words."""
    note = version.note
    words = {"subject": note.subject, "source": note.source, "version": note.restores}
    return say(f"store.{note.kind}", language, **words)


def say_counts(version: Version, language: Language) -> str:
    """Return how many rows a version took in, by status, and how many values it changed."""
    parts = [
        f"{say(f'check.{status}', language)} {number(count, language)}"
        for status, count in version.note.counts.items()
        if count
    ]
    changed = len(version.note.differences)
    return " · ".join([*parts, say("store.changed", language, count=number(changed, language))])


def say_place(one: Difference, boundaries: Boundaries) -> str:
    """Return the unit of a difference by its full name, or by its code if the borders know it no more."""
    for units in (boundaries.hamlets, boundaries.wards):
        if one.unit in units.index:
            name, kind = units.loc[one.unit, ["name", "kind"]]
            ward = boundaries.wards.loc[units.loc[one.unit, "ward_code"]] if "ward_code" in units else None
            return name_unit(name, kind, "" if ward is None else name_unit(ward["name"], ward["kind"], ""))
    return one.unit


def say_column(column: str, catalogue: Catalogue, language: Language) -> str:
    """Return what a column holds, in words; a column that nobody named is called as it is."""
    for indicator in catalogue.indicators.values():
        if any(one.column == column and one.rule == "value" for one in indicator.measures.values()):
            return indicator.title[language]
    return known_words(language).get(f"fields.{column}", column)


def say_value(value: float | str | None, column: str, catalogue: Catalogue, language: Language) -> str:
    """Return a value of a difference in the words of the legend."""
    if column == BORDER:
        square = "" if value is None else f"{number(float(value), language, 2)} km²"
        return square or say("store.no_unit", language)
    if value is None:
        return catalogue.no_data.label[language]
    if value == WITHHELD:
        return catalogue.withheld.label[language]
    if isinstance(value, str):
        return _say_band(value, language)
    for indicator in catalogue.indicators.values():
        for measure in indicator.measures.values():
            if measure.column == column and value in measure.codes:
                return measure.classes[measure.codes.index(value)].label[language]
    return number(value, language, 0 if value == int(value) else 2)


def _say_band(key: str, language: Language) -> str:
    """Return the key of a class of counts ("1-4", "10+") in words; anything else as it stands."""
    if not BAND.fullmatch(key):
        return key
    if key.endswith("+"):
        return say("classes.and_more", language, low=key.removesuffix("+"))
    return key.replace("-", "–")


def say_difference(one: Difference, boundaries: Boundaries, catalogue: Catalogue, language: Language) -> str:
    """Return a difference as one line."""
    before, after = (say_value(value, one.column, catalogue, language) for value in (one.before, one.after))
    unit, column = say_place(one, boundaries), say_column(one.column, catalogue, language)
    words = {"unit": unit, "column": column, "before": before, "after": after}
    if one.year is None:
        return say("store.border", language, **words)
    return say("store.difference", language, year=one.year, **words)
