"""A written place → the unit that it means, or why it means none. Nothing is guessed in silence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.errors import quote
from geo.lookup import reasons
from geo.lookup.by_name import propose, refuse_year, resolve_name
from geo.lookup.finding import compare_to_unit, find_code, find_named, find_numbered, find_same, read_name
from geo.lookup.gazetteer import ANYWHERE
from geo.lookup.place import Place, Resolution
from geo.model import Text
from geo.names import ANY_KIND, OFFICES, NameKey, normalise_text

if TYPE_CHECKING:
    from geo.lookup.gazetteer import Gazetteer, Known
    from geo.lookup.likeness import Difference

HARMLESS: Final[frozenset[Difference]] = frozenset({"kind_missing", "kind_accents", "accents", "y_for_i"})
"""What may differ in a name that stands beside the code of its unit."""

BEHIND: Final = r"(?:[,;(/–—-]|\bthuộc\b)\s*"
WARD: Final = rf"(?:{OFFICES.pattern})?(?:phường|xã|thị trấn|p\.|x\.|tt\.|f\.).+?"
KIND_AHEAD: Final = r"\s(?=(?:phường|xã|thị trấn)\s|(?:p|x|tt|f)\.)"
IN_WARD: Final = re.compile(rf"(.+?)\s*(?:{BEHIND}|{KIND_AHEAD})({WARD})\)?", re.IGNORECASE)
"""A hamlet with its ward in one cell: "Tổ 5, phường Trần Phú", "Tổ 5 (UBND xã Tịnh Khê)", "TDP 5 P. 2"."""

WARD_FIRST: Final = re.compile(rf"({WARD})\s*[,;:/–—-]\s*(\S.*)", re.IGNORECASE)
"""The same the other way round: "Phường Trần Phú - Tổ 5"."""

IN_BARE_WARD: Final = re.compile(rf"(.+?)\s*{BEHIND}([^,;(/–—-]+?)\)?", re.IGNORECASE)
"""The same without the kind of the ward: "TDP 1/Nghĩa Lộ"; read so only if no hamlet is called that."""

LISTED: Final = re.compile("[,;]")
"""Between two hamlets as well: "Thôn 1A, Tân Lập" of a ward Tân Lập that has a hamlet Tân Lập, too."""

BARE_WARD_FIRST: Final = re.compile(r"([^\W\d][^,;:(/–—-]*?)\s*[,;:/–—-]\s*(\S.*)")
"""The same the other way round, "An Hòa - Khu vực 3": the hamlet says its kind, and no number is a ward."""


def resolve(gazetteer: Gazetteer, place: Place) -> Resolution:
    """Return the unit that a place means.

    A match is only what cannot be another unit: the code of a unit of the year, with a name that agrees; or
    kind, letters, tones and numbers that one unit of the year in the ward has. Anything less is for a person.
    """
    if not place.code and not place.name:
        return Resolution("unmatched", reason=reasons.NO_UNIT)
    told = _tell_ward(gazetteer, place)
    if isinstance(told, Resolution):
        return told
    place, ward = told
    if place.code:
        return _resolve_code(gazetteer, place, ward)
    numbered = _resolve_number(gazetteer, place, ward.unit)
    return _weaken(numbered or resolve_name(gazetteer, place.name, ward.unit), ward)


def _tell_ward(gazetteer: Gazetteer, place: Place) -> Resolution | tuple[Place, Resolution]:
    """Return the place without its ward, and its ward; or why the ward is not known.

    No ward at all is the whole city, as a match.
    """
    anywhere = Resolution("matched", ANYWHERE, score=1.0)
    if gazetteer.wards is None or not (place.name or place.ward or place.ward_code):
        return place, anywhere
    name, inner = _split_ward(gazetteer, gazetteer.wards, place.name) or (place.name, anywhere)
    place = replace(place, name=name)
    outer = anywhere
    if place.ward or place.ward_code:
        outer = resolve(gazetteer.wards, Place(place.ward_code, place.ward, kinds=place.ward_kinds))
    if not outer.unit and outer is not anywhere:
        return replace(outer, reason=_prefix_ward(place.ward or place.ward_code, outer.reason))
    if outer.unit and inner.unit and outer.unit != inner.unit:
        names = [gazetteer.wards.units[ward.unit].name for ward in (outer, inner)]
        return Resolution("refused", reason=reasons.two_wards(*names))
    return place, max((outer, inner), key=lambda ward: (bool(ward.unit), ward.score))


def _split_ward(gazetteer: Gazetteer, wards: Gazetteer, name: str) -> tuple[str, Resolution] | None:
    """Return hamlet and ward of a cell that names both, or None.

    "Ấp 9 xã Tân An" may be a hamlet's whole name: to tell it from ấp 9 of other wards.
    """
    text = normalise_text(name)
    if find_same(gazetteer, read_name(gazetteer, text), ANYWHERE):
        return None
    for pattern, hamlet, ward in ((IN_WARD, 1, 2), (WARD_FIRST, 2, 1)):
        both = pattern.fullmatch(text)
        inner = resolve(wards, Place(name=both[ward])) if both else None
        if both and inner and inner.unit:
            return both[hamlet], inner
    for pattern, hamlet, ward in ((IN_BARE_WARD, 1, 2), (BARE_WARD_FIRST, 2, 1)):
        both = pattern.fullmatch(text)
        if both is None:
            continue
        inner = resolve(wards, Place(name=both[ward]))
        said = pattern is IN_BARE_WARD or read_name(gazetteer, both[hamlet])[0].kind
        listed = LISTED.search(text) and find_same(gazetteer, read_name(gazetteer, both[ward]), inner.unit)
        if said and inner.status == "matched" and not listed:
            return both[hamlet], inner
    return None


def _prefix_ward(ward: str, reason: Text) -> Text:
    return Text(f"xã, phường {quote(ward)}: {reason.vi}", f"ward {quote(ward)}: {reason.en}")


def _weaken(found: Resolution, ward: Resolution) -> Resolution:
    """Return what a name means in a ward that is itself only proposed."""
    if ward.status == "matched" or found.status not in ("matched", "proposed"):
        return found
    both = [part for part in (found.reason, ward.reason) if part.vi]
    reason = Text("; ".join(part.vi for part in both), "; ".join(part.en for part in both))
    return Resolution("proposed", found.unit, reason, round(found.score * ward.score, 2))


def _resolve_code(gazetteer: Gazetteer, place: Place, ward: Resolution) -> Resolution:
    unit = find_code(gazetteer, place.code)
    if unit is None:
        return Resolution("unmatched", reason=reasons.unknown_code(place.code))
    if not unit.valid:
        return refuse_year(gazetteer, unit)
    if ward.unit and unit.ward_code != ward.unit:
        return Resolution("refused", reason=reasons.code_and_ward(unit.name, place.ward or ward.unit))
    return _check_name(gazetteer, unit, place.name)


def _check_name(gazetteer: Gazetteer, unit: Known, name: str) -> Resolution:
    """Return what a unit's code means beside a name."""
    keys = read_name(gazetteer, name)
    same = [other.code for other in find_named(gazetteer, name, unit.ward_code) if other.valid]
    if not name or unit.code in same:
        return Resolution("matched", unit.code, score=1.0)
    likeness = compare_to_unit(keys, unit)
    if same or likeness is None:
        return Resolution("refused", reason=reasons.code_and_name(unit.name, name))
    if HARMLESS.issuperset(likeness.differences):
        return Resolution("matched", unit.code, score=1.0)
    return propose(likeness, unit)


def _resolve_number(gazetteer: Gazetteer, place: Place, ward: str) -> Resolution | None:
    """Return the one unit of any of some kinds that a number means, else None.

    Without a ward, a kind that only the header tells does not make the number of a hamlet unique.
    """
    stem = read_name(gazetteer, place.name)[-1].stem
    in_city = bool(gazetteer.wards and place.kinds and not ward)
    rivals = find_numbered(gazetteer, stem, ANYWHERE) if in_city else []
    if len(rivals) > 1:
        names = [unit.name for unit in rivals]
        return Resolution("ambiguous", reason=reasons.list_candidates(names, wardless=not ward))
    keys = [NameKey(kind, stem) for kind in place.kinds if kind != ANY_KIND]
    valid = {unit.code for unit in find_same(gazetteer, keys, ward) if unit.valid}
    if not valid and ANY_KIND in place.kinds and ward:
        valid = {unit.code for unit in find_numbered(gazetteer, stem, ward)}
    return Resolution("matched", valid.pop(), score=1.0) if len(valid) == 1 else None
