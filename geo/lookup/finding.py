"""Which units of a gazetteer have a code, are called so, or have a name like it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.lookup.likeness import Likeness, compare_keys
from geo.names import fold, make_keys, normalise_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.lookup.gazetteer import Gazetteer, Known
    from geo.names import NameKey

COUNTED: Final = re.compile(r"(?:(\d{1,3})\s*[.):/]|([a-zđ])\s*\))\s*(\S.*)", re.IGNORECASE)
"""A name behind the number of a list; "V. Hòa" may be short for "Vĩnh Hòa"."""

LETTERED: Final = re.compile(r"(\d+) ([^\W\d])")


def find_code(gazetteer: Gazetteer, code: str) -> Known | None:
    """Return the unit of a code, also of one that lost or gained zeros before it in a column of numbers."""
    if code.isdecimal() and gazetteer.code_width:
        code = code.lstrip("0").zfill(gazetteer.code_width)
    return gazetteer.units.get(code)


def read_name(gazetteer: Gazetteer, name: str) -> tuple[NameKey, ...]:
    """Return the ways to read a name of the city, as `geo.names.make_keys` does."""
    return make_keys(name, gazetteer.level, gazetteer.kinds)


def find_same(gazetteer: Gazetteer, keys: Sequence[NameKey], ward: str) -> list[Known]:
    """Return the units of all years whose name is the written one: kind, letters, tones and numbers.

    A name that says no kind is the same as well; a bare number is not, it may be anything.
    """
    found = {}
    for key in keys:
        for unit in gazetteer.by_stem.get((ward, key.stem), ()):
            says_kind = bool(key.kind) and not key.plain_kind
            if key in unit.keys if says_kind else not key.kind and key.letters:
                found[unit.code] = unit
    return list(found.values())


def find_named(gazetteer: Gazetteer, name: str, ward: str) -> list[Known]:
    """Return the units of all years that a text names, also behind the number of a list ("1. Độc Lập").

    A number that is part of a name may stand so as well: "2. Phú Trung" beside a "Phú Trung 2".
    """
    same = find_same(gazetteer, read_name(gazetteer, name), ward)
    counted = None if same else COUNTED.fullmatch(normalise_text(name))
    if counted is None:
        return same
    number, bare = counted[1] or counted[2], counted[3]
    numbered = find_same(gazetteer, read_name(gazetteer, f"{bare} {number}"), ward)
    return [] if numbered else find_same(gazetteer, read_name(gazetteer, bare), ward)


def find_numbered(gazetteer: Gazetteer, number: str, ward: str) -> list[Known]:
    """Return the units of the year, of any kind, whose name in a ward is nothing but a number."""
    units = gazetteer.by_numbers.get((ward, (number,)), ())
    return [unit for unit in units if unit.valid and any(key.stem == number for key in unit.keys)]


def find_alike(gazetteer: Gazetteer, keys: Sequence[NameKey], ward: str) -> list[tuple[Likeness, Known]]:
    """Return the units of the year with a name like the written one, the likest first."""
    found: dict[str, tuple[Likeness, Known]] = {}
    for key in keys:
        for unit in gazetteer.by_numbers.get((ward, key.numbers), ()):
            likeness = compare_to_unit((key,), unit)
            if likeness and (unit.code not in found or likeness.score > found[unit.code][0].score):
                found[unit.code] = (likeness, unit)
    return sorted(found.values(), key=lambda pair: (-pair[0].score, pair[1].code))


def compare_to_unit(keys: Sequence[NameKey], unit: Known) -> Likeness | None:
    """Return how like a written name is to the name of a unit, in the way that likens them most."""
    found = [compare_keys(key, known) for key in keys for known in unit.keys]
    return max(
        (likeness for likeness in found if likeness), key=lambda likeness: likeness.score, default=None
    )


def has_other_number(gazetteer: Gazetteer, keys: Sequence[NameKey], ward: str) -> str:
    """Return the number of a name that is that of numbered units but for its number ("12", "1A"), or ""."""
    for key in keys:
        if key.numbers and (ward, fold(key.letters)) in gazetteer.numbered:
            lettered = LETTERED.fullmatch(key.stem)
            return "".join(lettered.groups()).upper() if lettered else " ".join(key.numbers)
    return ""
