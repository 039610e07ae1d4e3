"""A written place whose name, or that of its ward, may have been cut at the width of a field of a DBF.

One that is the beginning of another name, which the field does not hold, may mean either: it is asked. One
that is no name is proposed to be the one unit whose name begins so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.lookup.cut import ROOM, ask_wider, explain_cut, find_begun, find_longer, list_full, reads_on
from geo.lookup.gazetteer import ANYWHERE
from geo.lookup.place import Resolution
from geo.lookup.resolve import resolve

if TYPE_CHECKING:
    from geo.lookup.gazetteer import Gazetteer
    from geo.lookup.place import Place

SCORE: Final = 0.6
SETTLED: Final = ("matched", "proposed")


def resolve_cut(gazetteer: Gazetteer, place: Place) -> Resolution:
    """Return the unit that a place means, as `geo.lookup.resolve` does, or that its name may be cut."""
    if place.code or not place.name:
        return resolve(gazetteer, place)
    ward = _settle_ward(gazetteer, place)
    if ward and not ward.unit:
        return ward
    told = replace(place, ward="", ward_code=ward.unit) if ward else place
    found = _settle_name(gazetteer, told)
    if ward is None or found.status not in SETTLED:
        return found
    reason = found.reason if found.status == "proposed" else ward.reason
    return replace(found, status="proposed", reason=reason, score=min(found.score, SCORE) or SCORE)


def _settle_ward(gazetteer: Gazetteer, place: Place) -> Resolution | None:
    """Return the ward that may have been cut, or that it may be several; None where it was not."""
    wards = gazetteer.wards
    if wards is None or not place.ward or place.ward_code or place.ward_room is None:
        return None
    told = replace(place, name=place.ward, ward="", kinds=place.ward_kinds, room=place.ward_room)
    found = _settle_name(wards, told)
    return None if found.status == "matched" or found == resolve(wards, told) else found


def _settle_name(gazetteer: Gazetteer, place: Place) -> Resolution:
    found = resolve(gazetteer, place)
    if place.room is None or place.room > ROOM:
        return found
    if found.status == "matched":
        unit = gazetteer.units[found.unit]
        codes = list_full(gazetteer, place.name, unit, place.room)
        begun = [unit, *(gazetteer.units[code] for code in codes)]
        return found if len(begun) == 1 else _ask(place.name, [one.name for one in begun])
    ward = _find_home(gazetteer, place)
    begun = find_begun(gazetteer, place.name, ward, reads_on) if ward is not None else []
    codes = list(dict.fromkeys([one.code for one in begun] + [found.unit] * bool(found.unit)))
    names = [gazetteer.units[code].name for code in codes]
    if begun and len(codes) == 1:
        return Resolution("proposed", codes[0], explain_cut(place.name, names), SCORE)
    if begun:
        return _ask(place.name, names)
    longer = find_longer(gazetteer, place.name, ward) if ward is not None and not place.room else []
    return _ask(place.name, longer) if longer and not found.unit else found


def _find_home(gazetteer: Gazetteer, place: Place) -> str | None:
    """Return the code of the ward that a place says, `ANYWHERE` if it says none, None if it is not known."""
    if gazetteer.wards is None or not (place.ward or place.ward_code):
        return ANYWHERE
    home = resolve(
        gazetteer.wards, replace(place, code=place.ward_code, name=place.ward, kinds=place.ward_kinds)
    )
    return home.unit or None


def _ask(name: str, names: list[str]) -> Resolution:
    return Resolution("ambiguous", reason=ask_wider(name, names))
