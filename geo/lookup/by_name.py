"""A written name → the unit of a ward, or of the city, that it means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.lookup import reasons
from geo.lookup.finding import find_alike, find_named, find_same, has_other_number, read_name
from geo.lookup.gazetteer import ANYWHERE
from geo.lookup.place import Resolution
from geo.names import normalise_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.lookup.gazetteer import Gazetteer, Known
    from geo.lookup.likeness import Likeness
    from geo.names import NameKey

CLOSE: Final = 0.1
"""Proposals whose scores lie closer than this cannot be told apart."""

LATER_ALIAS: Final = 0.9
REMARKED: Final = 0.8
LOST: Final = 0.8

LOST_LETTER: Final = re.compile("[?\ufffd]")
"""What stands for a letter that a program could not write: "Xã Tân Tiến ?" may be Tân Tiến B."""

REMARK: Final = re.compile(r"(.*\S)\s*\(([^()]+)\)")
"""A name with words in brackets behind it: "Khu phố 1 (mới)". What they mean is for a person."""


def resolve_name(gazetteer: Gazetteer, name: str, ward: str) -> Resolution:
    """Return what a name means among the units of a ward, `ANYWHERE` for all of the city."""
    keys = read_name(gazetteer, name)
    same = find_named(gazetteer, name, ward)
    valid = [unit for unit in same if unit.valid]
    alias = _resolve_alias(gazetteer, keys, ward)
    if len(valid) == 1 and LOST_LETTER.search(name) and not alias:
        return Resolution("proposed", valid[0].code, reasons.lost_letter(valid[0].name), LOST)
    if len(valid) == 1:
        return Resolution("matched", valid[0].code, score=1.0)
    if valid:
        names = [unit.name for unit in valid]
        homes = {unit.ward_code for unit in valid}
        return Resolution("ambiguous", reason=reasons.list_candidates(names, wardless=len(homes) > 1))
    if alias:
        return alias
    if same:
        return refuse_year(gazetteer, same[0])
    return _resolve_alike(gazetteer, keys, name, ward)


def _resolve_alias(gazetteer: Gazetteer, keys: Sequence[NameKey], ward: str) -> Resolution | None:
    stem = keys[-1].stem
    alias = gazetteer.aliases.get((ward, stem)) or gazetteer.aliases.get((ANYWHERE, stem))
    unit = gazetteer.units[alias.unit] if alias else None
    if alias is None or unit is None or (ward and unit.ward_code != ward):
        return None
    if not unit.valid:
        return refuse_year(gazetteer, unit)
    if gazetteer.year is not None and gazetteer.year < alias.year:
        reason = reasons.alias_of_year(unit.name, alias.year)
        return Resolution("proposed", unit.code, reason, LATER_ALIAS)
    return Resolution("matched", unit.code, reasons.known_alias(unit.name, alias.who, alias.when), 1.0)


def _resolve_alike(gazetteer: Gazetteer, keys: Sequence[NameKey], name: str, ward: str) -> Resolution:
    """Return what a name that no unit has may mean."""
    alike = find_alike(gazetteer, keys, ward)
    elsewhere = [unit for unit in find_same(gazetteer, keys, ANYWHERE) if unit.valid and keys[-1].letters]
    place = gazetteer.wards.units[ward].name if gazetteer.wards and ward else ""
    # A name that is right in another ward is more likely a wrong ward than a slip of the pen.
    if alike and not (elsewhere and "letter" in alike[0][0].differences):
        rivals = [unit.name for likeness, unit in alike if alike[0][0].score - likeness.score < CLOSE]
        if len(rivals) > 1:
            return Resolution("ambiguous", reason=reasons.list_candidates(rivals))
        return propose(*alike[0])
    remarked = _resolve_remarked(gazetteer, name, ward)
    if remarked:
        return remarked
    number, numbers = has_other_number(gazetteer, keys, ward), keys[-1].numbers
    if number or len(numbers) > 1:
        several = len(numbers) > 1
        reason = reasons.several_numbers(numbers, place) if several else reasons.other_number(number, place)
        return Resolution("refused" if number else "unmatched", reason=reason, closed=several)
    if elsewhere:
        return Resolution("refused", reason=reasons.other_ward(place, [unit.name for unit in elsewhere]))
    return Resolution("unmatched", reason=reasons.unknown_name(name, place))


def _resolve_remarked(gazetteer: Gazetteer, name: str, ward: str) -> Resolution | None:
    """Return the one unit that a name means without the words in brackets behind it, as a proposal."""
    parts = REMARK.fullmatch(normalise_text(name))
    same = find_same(gazetteer, read_name(gazetteer, parts[1]), ward) if parts else []
    valid = [unit for unit in same if unit.valid]
    if parts is None or len(valid) != 1:
        return None
    reason = reasons.with_remark(valid[0].name, parts[2])
    return Resolution("proposed", valid[0].code, reason, REMARKED)


def propose(likeness: Likeness, unit: Known) -> Resolution:
    """Return a unit that a name is only like, for a person to accept."""
    reason = reasons.describe_differences(likeness.differences, unit.name)
    return Resolution("proposed", unit.code, reason, likeness.score)


def refuse_year(gazetteer: Gazetteer, unit: Known) -> Resolution:
    """Return the refusal of a unit that the year of the table does not have."""
    year = gazetteer.year or 0
    reason = reasons.other_year(unit.name, year, unit.valid_from, unit.valid_to)
    return Resolution("refused", reason=reason, closed=True)
