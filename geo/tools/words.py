"""Words, numbers and dates of screens and pages, in both languages.

The words stand in ``locale/vi.toml`` and ``locale/en.toml``; numbers and dates come from Babel.
"""

from __future__ import annotations

import tomllib
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, localcontext
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.numbers import format_decimal

if TYPE_CHECKING:
    from geo.model import Language, Level

LOCALE = Path(__file__).parent.parent.parent / "locale"
LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
ORDER = str.maketrans(LETTERS, "".join(map(chr, range(ord("a"), ord("a") + len(LETTERS)))))
TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Grave, hook above, tilde, acute and dot below: the order of Vietnamese dictionaries."""
DAY_FORMAT = {"vi": "dd/MM/yyyy", "en": "d MMMM yyyy"}


@cache
def catalogue(language: Language) -> dict[str, str]:
    """Return all words of a language, keyed ``section.name``, in NFC."""
    with (LOCALE / f"{language}.toml").open("rb") as file:
        sections = tomllib.load(file)
    return {
        f"{section}.{name}": unicodedata.normalize("NFC", words)
        for section, entries in sections.items()
        for name, words in entries.items()
    }


class _Plurals(Formatter):
    """Fills ``{count:unit|units}`` with the word for one, or the word for any other number."""

    def format_field(self, value: object, format_spec: str) -> str:
        one, bar, many = format_spec.partition("|")
        return (one if str(value) == "1" else many) if bar else str(super().format_field(value, format_spec))


_FORMATTER = _Plurals()


def say(key: str, language: Language, /, **values: object) -> str:
    """Return the words of a key with its ``{placeholders}`` filled; ``{count:unit|units}`` follows the count.

    Raises
    ------
    KeyError
        The key is in no catalogue: a defect of the code, not of the data.
    """
    words = catalogue(language)[key]
    if "|" in words:
        return _FORMATTER.vformat(words, (), values)
    return words.format(**values) if values else words


def say_units(level: Level, language: Language, count: int) -> str:
    """Return what so many units of a level are called: one is no plural."""
    return say(f"unit.{level}" if count == 1 else f"units.{level}", language)


@lru_cache(maxsize=4096)
def number(value: float, language: Language, decimals: int = 0) -> str:
    """Return a number as the language writes it: 1.000 and 98,3 in Vietnamese, 1,000 and 98.3 in English.

    Half of the last digit goes up, as `geo.tools.rounding` has it.
    """
    tail = "." + "0" * decimals if decimals else ""
    with localcontext(rounding=ROUND_HALF_UP):
        return str(format_decimal(value, format="#,##0" + tail, locale=language))


def signed(value: float, language: Language, decimals: int = 0) -> str:
    """Return a difference with its sign; no difference is ``±0``."""
    shown = number(abs(value), language, decimals)
    if shown == number(0, language, decimals):
        return "±0"
    return ("+" if value > 0 else "−") + shown


def percent(part: float, whole: float, language: Language, decimals: int = 1) -> str:
    """Return a share in percent: ``98,3 %`` in Vietnamese, ``98.3%`` in English."""
    shown = number(100 * part / whole, language, decimals)
    return f"{shown}\u00a0%" if language == "vi" else f"{shown}%"


def day(iso: str, language: Language) -> str:
    """Return an ISO date in words: ``31/12/2018`` in Vietnamese, ``31 December 2018`` in English."""
    return str(format_date(date.fromisoformat(iso), format=DAY_FORMAT[language], locale=language))


def name_unit(name: str, kind: str, ward_name: str) -> str:
    """Name in full a unit: ``phường Trần Phú``, ``Tổ dân phố 7 (phường Trần Phú)``, ``Cụm số 1``."""
    if ward_name:
        return f"{name} ({ward_name})"
    named = f"{name} ".casefold().startswith(f"{kind} ".casefold())
    return name if named else f"{kind} {name}".strip()


def name_number(name: str, kind: str) -> str:
    """Return the name of a hamlet with its kind before it if it begins with a number: ``Thôn 2``."""
    return f"{kind[:1].upper()}{kind[1:]} {name}" if name[:1].isdecimal() else name


def rank_name(name: str) -> tuple[tuple[bool, int, str, int], ...]:
    """Return the key that puts names in Vietnamese order: syllable by syllable, its letters, then its tone.

    Đ comes after D, and Ấ after A, not after Z as code points have it; "Tổ 2" comes before "Tổ 10".
    """
    return tuple(map(_rank_syllable, unicodedata.normalize("NFD", name.lower()).split()))


def _rank_syllable(word: str) -> tuple[bool, int, str, int]:
    letters = unicodedata.normalize("NFC", "".join(mark for mark in word if mark not in TONES))
    tone = max(TONES.find(mark) for mark in word)
    counts = word.isdecimal()
    return not counts, int(word) if counts else 0, letters.translate(ORDER), tone


def listed(names: list[str], language: Language, limit: int = 8) -> str:
    """Return names as a list in words; what is beyond the limit is counted, not dropped."""
    shown = ", ".join(names[:limit])
    rest = len(names) - limit
    return shown if rest <= 0 else shown + say("words.and_more", language, count=number(rest, language))


def listed_few(names: list[str], language: Language, few: int = 2) -> str:
    """Return names as a list in words where they are few, else how many they are."""
    if len(names) <= few:
        return listed(names, language)
    return say("words.many", language, count=number(len(names), language))
