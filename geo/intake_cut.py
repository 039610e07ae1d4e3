"""Names that were cut at the width of their field: what they may have been is proposed, never taken.

A DBF field is as wide as somebody thought names to be, in bytes: "Phường Trần Hưng Đạo" becomes "Phường Trần
H", and "Tổ dân phố 10" becomes "Tổ dân phố 1", which is another unit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.errors import quote
from geo.gazetteer import ANYWHERE
from geo.intake_reference import Cells, find_home
from geo.model import Text
from geo.names import fold, make_keys, move_tone
from geo.resolve import Place, Resolution, resolve
from geo.words import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.gazetteer import Gazetteer, Known
    from geo.intake_reference import Reference
    from geo.names import NameKey

    Words = Sequence[str]
    Follows = Callable[[Words, Words], bool]

ROOM: Final = 3
"""Bytes that a cut leaves free at most: a letter that did not fit is dropped whole, and a blank before it."""

SCORE: Final = 0.6


class Spare(NamedTuple):
    """How many bytes a row's name, and that of its ward, leave free.

    Parameters
    ----------
    name, ward
        By how many they are shorter than the longest of their columns.
    name_room, ward_room
        How many their fields still hold, as far as the fields have a width.
    """

    name: int
    ward: int
    name_room: int
    ward_room: int


def complete_cut(cells: Cells, answer: Resolution, spare: Spare, reference: Reference) -> Resolution:
    """Return what a row means whose name or ward may have been cut: one unit as a proposal, or several.

    Parameters
    ----------
    answer
        What the row means as it stands; a match stays, and what no unit begins with.
    """
    if answer.status == "matched" or not cells.name:
        return answer
    ward = _complete_ward(cells, spare, reference)
    if ward and not ward.unit:
        return ward
    if ward:
        cells = cells._replace(ward="", ward_code=ward.unit)
        answer = resolve(reference.gazetteer, Place(cells.code, cells.name, ward_code=ward.unit))
    found = _complete_name(cells, answer, spare, reference)
    if ward is None or found.status not in ("matched", "proposed"):
        return found
    vi, en = (f"{one}; {other}".strip("; ") for one, other in zip(*_say(ward, found), strict=True))
    return replace(found, status="proposed", reason=Text(vi, en), score=min(found.score, SCORE))


def _say(*answers: Resolution) -> list[tuple[str, str]]:
    return [(answer.reason.vi, answer.reason.en) for answer in answers]


def _complete_ward(cells: Cells, spare: Spare, reference: Reference) -> Resolution | None:
    """Return the ward whose name may have been cut, or None if it was not."""
    wards = reference.gazetteer.wards
    if wards is None or not cells.ward or spare.ward > ROOM:
        return None
    answer = resolve(wards, Place(code=cells.ward_code, name=cells.ward))
    begun = find_begun(wards, cells.ward, ANYWHERE, reads_on)
    return _propose(wards, cells.ward, answer, begun) if begun and answer.status != "matched" else None


def _complete_name(cells: Cells, answer: Resolution, spare: Spare, reference: Reference) -> Resolution:
    """Return the unit whose name may have been cut; beside a code it is the one of the code, if any."""
    if answer.status == "matched" or spare.name > ROOM:
        return answer
    home = find_home(cells, reference) or ANYWHERE
    begun = find_begun(reference.gazetteer, cells.name, home, reads_on)
    if cells.code in reference.gazetteer.units:
        begun = [unit for unit in begun if unit.code == cells.code]
    if begun:
        return _propose(reference.gazetteer, cells.name, answer, begun)
    longer = [] if spare.name else _find_longer(reference.gazetteer, cells.name, home)
    return Resolution("ambiguous", reason=_ask_wider(cells.name, longer)) if longer else answer


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


def _find_longer(gazetteer: Gazetteer, name: str, ward: str) -> list[str]:
    """Return the names of the units of the year whose number goes on where a written one ends."""
    return [
        unit.name
        for unit in gazetteer.units.values()
        if unit.valid
        and ward in (unit.ward_code, ANYWHERE)
        and any(adds_digits(key, own) for key in make_keys(name, gazetteer.level) for own in unit.keys)
    ]


def adds_digits(key: NameKey, longer: NameKey) -> bool:
    """Return whether a name is another one with more digits behind it."""
    start, whole = (f"{one.kind} {one.stem}" for one in (key, longer))
    return start[-1].isdecimal() and whole.startswith(start) and whole[len(start) :].isdecimal()


def _list_beginnings(name: str, gazetteer: Gazetteer) -> list[list[str]]:
    """Return the words of a name; where it ends in what may be a Roman numeral, also with the letter."""
    ways = [_list_words(key) for key in make_keys(name, gazetteer.level)]
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


def _propose(gazetteer: Gazetteer, name: str, answer: Resolution, begun: Sequence[Known]) -> Resolution:
    """Return the one unit that a cut name may be, or that it may be any of several."""
    codes = dict.fromkeys([unit.code for unit in begun] + ([answer.unit] if answer.unit else []))
    reason = explain_cut(name, [gazetteer.units[code].name for code in codes])
    if len(codes) > 1:
        return Resolution("ambiguous", reason=reason)
    return Resolution("proposed", next(iter(codes)), reason, SCORE)


def explain_cut(name: str, names: list[str]) -> Text:
    """Return that a name looks cut, and what it may be."""
    if len(names) > 1:
        return _ask_wider(name, names)
    vi = f"tên {quote(name)} có vẻ bị cắt ở độ rộng của cột: có thể là {listed(names, 'vi')}"
    en = f"{quote(name)} looks cut at the width of its field: may be {listed(names, 'en')}"
    return Text(vi, en)


def _ask_wider(name: str, names: list[str]) -> Text:
    return Text(
        f"tên {quote(name)} có vẻ bị cắt ở độ rộng của cột: có thể là {listed(names, 'vi')}; "
        "hãy xuất lại lớp với cột rộng hơn hoặc kèm cột mã",
        f"{quote(name)} looks cut at the width of its field: may be {listed(names, 'en')}; "
        "export the layer again with a wider column, or with codes",
    )
