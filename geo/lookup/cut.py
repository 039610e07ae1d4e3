"""Names that a field cut at its width: what they may have been before.

A field is as wide as somebody thought names to be, in bytes: "Tổ dân phố 10" becomes "Tổ dân phố 1", which is
another unit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from geo.errors import quote
from geo.lookup.finding import read_name
from geo.lookup.gazetteer import ANYWHERE
from geo.model import Text
from geo.names import TONES, fold, move_tone
from geo.tools.words import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.lookup.gazetteer import Gazetteer, Known
    from geo.names import NameKey

    Words = Sequence[str]
    Follows = Callable[[Words, Words], bool]

ROOM: Final = 3
"""Bytes that a cut leaves free at most: a letter that did not fit is dropped whole, and a blank before it."""


def find_begun(gazetteer: Gazetteer, name: str, ward: str, follows: Follows) -> list[Known]:
    """Return the units of the year whose name goes on where a written one ends.

    Parameters
    ----------
    ward
        Code of their ward, or `ANYWHERE`.
    follows
        Whether words may be what a cut left of others.
    """
    ways = _list_beginnings(name, gazetteer)
    return [
        unit
        for unit in gazetteer.units.values()
        if unit.valid
        and ward in (unit.ward_code, ANYWHERE)
        and any(follows(way, full) for way in ways for full in _list_ways(unit))
    ]


def find_longer(gazetteer: Gazetteer, name: str, ward: str) -> list[str]:
    """Return the names of the units of the year whose number goes on where a written one ends."""
    return [
        unit.name
        for unit in gazetteer.units.values()
        if unit.valid
        and ward in (unit.ward_code, ANYWHERE)
        and any(adds_digits(key, own) for key in read_name(gazetteer, name) for own in unit.keys)
    ]


def adds_digits(key: NameKey, longer: NameKey) -> bool:
    """Return whether a name is another one with more digits behind it."""
    start, whole = (f"{one.kind} {one.stem}" for one in (key, longer))
    return start[-1].isdecimal() and whole.startswith(start) and whole[len(start) :].isdecimal()


def _list_beginnings(name: str, gazetteer: Gazetteer) -> list[list[str]]:
    """Return the words of a name; where it ends in what may be a Roman numeral, also with the letter."""
    ways = [_list_words(key) for key in read_name(gazetteer, name)]
    last = name.rsplit(maxsplit=1)[-1]
    letters = [[*way[:-1], last.lower()] for way in ways if way[-1].isdecimal() and last.isalpha()]
    return [*ways, *letters]


def _list_ways(unit: Known) -> list[list[str]]:
    return [words for key in unit.keys for words in (_list_words(key), key.stem.split())]


def _list_words(key: NameKey) -> list[str]:
    """Return kind and name in words, each with its tone at its end."""
    return [*map(move_tone, key.kind.split()), *key.stem.split()]


def reads_on(way: Words, full: Words) -> bool:
    """Return whether words are the beginning of others; the last one may be cut, unless it is a number."""
    last, word = way[-1], find_last(way, full)
    if not word:
        return False
    if last.isdecimal():
        return word == last
    # An old file may have lost its "ư" before it was cut: "Thợ" is the beginning of "Thượng" then.
    return any(fold(one).startswith(fold(last)) for one in (word, word.replace("ư", "")))


def find_last(way: Words, full: Words) -> str:
    """Return the word of a longer name that stands where a shorter one ends, or "" if none does."""
    *whole, _ = way
    if len(way) > len(full) or whole != list(full[: len(whole)]) or list(way) == list(full):
        return ""
    return full[len(whole)]


def list_full(gazetteer: Gazetteer, name: str, unit: Known, room: int) -> list[str]:
    """Return the units whose name goes on letter for letter where one ends that fills its field."""
    if room > ROOM:
        return []

    def follows(way: Words, full: Words) -> bool:
        return _goes_on(way, full) and _count_letters(full) - _count_letters(way) > room

    return [one.code for one in find_begun(gazetteer, name, unit.ward_code, follows) if one != unit]


def _goes_on(way: Words, full: Words) -> bool:
    """Return whether words are the beginning of others; the cut may have taken marks of the last letter."""
    word, last = (_split_tone(one) for one in (find_last(way, full), way[-1]))
    if last.body.isdecimal() or not word.body:
        return word.body.isdecimal() and word.body.startswith(last.body)
    sure, end = last.body[:-1], last.body[-1]
    return (
        word.body.startswith(sure)
        and fold(word.body[len(sure) : len(last.body)]) == fold(end)
        and last.tone in ("", word.tone)
    )


class _Word(NamedTuple):
    body: str
    tone: str


def _split_tone(word: str) -> _Word:
    body = word.rstrip(TONES)
    return _Word(body, word[len(body) :])


def _count_letters(words: Words) -> int:
    return len(" ".join(_split_tone(word).body for word in words))


def explain_cut(name: str, names: list[str]) -> Text:
    """Return that a name looks cut, and what it may be."""
    if len(names) > 1:
        return ask_wider(name, names)
    vi = f"tên {quote(name)} có vẻ bị cắt ở độ rộng của cột: có thể là {listed(names, 'vi')}"
    en = f"{quote(name)} looks cut at the width of its field: may be {listed(names, 'en')}"
    return Text(vi, en)


def ask_wider(name: str, names: list[str]) -> Text:
    """Return that a name may be any of some, and how to send it so that it is clear."""
    return Text(
        f"tên {quote(name)} có vẻ bị cắt ở độ rộng của cột: có thể là {listed(names, 'vi')}; "
        "hãy xuất lại với cột rộng hơn hoặc kèm cột mã",
        f"{quote(name)} looks cut at the width of its field: may be {listed(names, 'en')}; "
        "export it again with a wider column, or with codes",
    )
