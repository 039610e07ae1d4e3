"""Versions and differences in words, for the command line and the screen."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, Final

from babel.dates import format_datetime

from geo.clerks.value_words import MEANINGS
from geo.model import WITHHELD
from geo.tools.keep import keep
from geo.tools.words import catalogue as known_words
from geo.tools.words import day, name_unit, number, say

if TYPE_CHECKING:
    from geo.model import Boundaries, Catalogue, Language
    from geo.storing.history import Difference, Version

BORDER: Final = "border"
STATUS: Final = "meets_standard"
BAND: Final = re.compile(r"\d+(-\d+|\+)?")
TIME_FORMAT: Final = {"vi": "dd/MM/yyyy HH:mm", "en": "d MMM yyyy HH:mm"}
DAYS: Final = ("valid_from", "valid_to")
NO_DAY: Final = "–"


def say_time(when: str, language: Language) -> str:
    """Return a time of the history, which is kept in UTC, as the clock here shows it."""
    local = datetime.fromisoformat(when).astimezone()
    return str(format_datetime(local, format=TIME_FORMAT[language], locale=language))


def say_version(version: Version, language: Language, catalogue: Catalogue | None = None) -> str:
    """Return what made a version, in words; without a catalogue tables are called by their id."""
    note = version.note
    subject = say_subject(note.subject, catalogue, language) if catalogue else note.subject
    words = {"subject": subject, "source": note.source, "version": note.restores}
    return say(f"store.{note.kind}", language, **words)


def say_counts(version: Version, language: Language) -> str:
    """Return how many rows a version took in, by status, and how many values it changed.

    Of what was not an import nobody counted the values: nothing is said.
    """
    parts = [
        f"{say(f'check.{status}', language)} {number(count, language)}"
        for status, count in version.note.counts.items()
        if count
    ]
    changed = len(version.note.differences)
    if changed or parts:
        parts.append(say("store.changed", language, count=number(changed, language)))
    return " · ".join(parts)


def say_unit(code: str, boundaries: Boundaries) -> str:
    """Return a unit by its full name, or by its code if the borders know it no more."""
    return _name_units(boundaries).get(code, code)


@keep
def _name_units(boundaries: Boundaries) -> dict[str, str]:
    wards = {
        str(code): name_unit(name, kind, "")
        for code, name, kind in boundaries.wards[["name", "kind"]].itertuples()
    }
    homes = boundaries.hamlets[["name", "kind", "ward_code"]].itertuples()
    return wards | {
        str(code): name_unit(name, kind, wards.get(home, home)) for code, name, kind, home in homes
    }


def say_subject(subject: str, catalogue: Catalogue, language: Language) -> str:
    """Return what was imported, in words: an indicator, what a table's columns hold, or whose borders."""
    if subject in catalogue.indicators:
        return catalogue.indicators[subject].title[language]
    columns = next((table.columns for table in catalogue.tables if table.file == subject), None)
    if columns:
        return ", ".join(say_column(column, catalogue, language) for column in columns)
    words = known_words(language)
    return ", ".join(words.get(f"borders.{part}", part) for part in subject.split(", "))


def say_column(column: str, catalogue: Catalogue, language: Language) -> str:
    """Return what a column holds, in words; a column that nobody named is called as it is."""
    for indicator in catalogue.indicators.values():
        if any(one.column == column and one.rule in ("value", "sum") for one in indicator.measures.values()):
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
        return _say_day(value, language) if column in DAYS else _say_band(value, language)
    for indicator in catalogue.indicators.values():
        for measure in indicator.measures.values():
            if measure.column == column and value in measure.codes:
                return measure.classes[measure.codes.index(value)].label[language]
    return number(value, language, 0 if value == int(value) else 2)


def _say_day(iso: str, language: Language) -> str:
    return day(iso, language) if iso else NO_DAY


def say_meanings(words: str, catalogue: Catalogue, language: Language) -> str:
    """Return what words of results were said to mean, as `geo.storing.corrections` keeps them."""
    told = [
        say(
            "store.kept_word",
            language,
            word=word,
            meaning=say_value(MEANINGS[status], STATUS, catalogue, language),
        )
        for word, status in json.loads(words or "{}").items()
    ]
    return ", ".join(told)


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
    unit, column = say_unit(one.unit, boundaries), say_column(one.column, catalogue, language)
    words = {"unit": unit, "column": column, "before": before, "after": after}
    if one.year is None:
        return say("store.border", language, **words)
    return say("store.difference", language, year=one.year, **words)
