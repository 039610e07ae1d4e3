"""Names that are those of a unit, and may be what a cut left of another one's.

"Phường Hoài Thanh Tây" in a field of 17 bytes is "Phường Hoài Thanh", another ward; "Tổ dân phố 10" in one of
12 is "Tổ dân phố 1". Such a row may mean any of them, until its shape tells which (`geo.intake.settle`).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geo.intake.newcomers import describe_row
from geo.lookup.cut import ROOM, adds_digits, explain_cut, find_begun, list_full, reads_on
from geo.lookup.place import Place, Resolution
from geo.lookup.reasons import NO_REASON
from geo.lookup.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.intake.cut import Spare
    from geo.intake.reference import Cells, Reference
    from geo.lookup.gazetteer import Gazetteer, Known


class Rivals(NamedTuple):
    """Units that a row may mean, the one that is written first, and the text that may be cut."""

    codes: tuple[str, ...]
    text: str


NO_RIVALS: Final = Rivals((), "")


def find_rivals(cells: Cells, answer: Resolution, spare: Spare, reference: Reference) -> Rivals:
    """Return the units that a matched row may mean, if its name or its ward may have been cut.

    Parameters
    ----------
    answer
        What the row means as it stands; a code, and a spelling that was accepted, tell it anyway.
    """
    if answer.status != "matched" or cells.code or answer.reason != NO_REASON:
        return NO_RIVALS
    unit = reference.gazetteer.units[answer.unit]
    begun = _list_begun(reference.gazetteer, cells.name, unit, spare)
    if begun:
        return Rivals((unit.code, *begun), cells.name)
    wards = reference.gazetteer.wards
    if wards is None or not cells.ward or cells.ward_code:
        return NO_RIVALS
    places = [
        Place(name=cells.name, ward_code=home)
        for home in list_full(wards, cells.ward, wards.units[unit.ward_code], spare.ward_room)
    ]
    codes = [found.unit for place in places if (found := resolve(reference.gazetteer, place)).unit]
    return Rivals((unit.code, *codes), cells.ward) if codes else NO_RIVALS


def _list_begun(gazetteer: Gazetteer, name: str, unit: Known, spare: Spare) -> list[str]:
    """Return the other units of the ward that a name may have been before it was cut."""
    letter = name.rsplit(maxsplit=1)[-1].isalpha() and unit.keys[0].stem[-1:].isdecimal()
    if letter and spare.name <= ROOM:
        # What reads as a Roman numeral may be a letter that is left of a word.
        return [one.code for one in find_begun(gazetteer, name, unit.ward_code, reads_on)]
    return list_full(gazetteer, name, unit, spare.name_room)


def doubt_cuts(
    lines: Sequence[dict[str, Any]], found: Sequence[Rivals], room: Sequence[Spare], reference: Reference
) -> list[dict[str, Any]]:
    """Return the lines of a ledger, each with its rivals (codes); those that have some are ambiguous.

    Parameters
    ----------
    lines
        What became of each row (`geo.intake.rows.match_borders`).
    found
        From `find_rivals`.
    room
        How much room each name leaves in its field.
    """
    numbered = _find_numbers(lines, room, reference)
    doubted = []
    for line, (codes, text) in zip(lines, found, strict=True):
        rivals = codes or numbered.get(line["unit"], ()) if line["status"] == "matched" else ()
        doubt = _doubt(line["name"], text, rivals, reference) if rivals else {}
        doubted.append({**line, **doubt, "rivals": rivals})
    return doubted


def _find_numbers(
    lines: Sequence[dict[str, Any]], room: Sequence[Spare], reference: Reference
) -> dict[str, tuple[str, ...]]:
    """Return the units that several rows name, by code, with units that are missing and have more digits.

    Only where the number ends where the field does.
    """
    units = reference.gazetteer.units
    named = [line["unit"] if line["status"] == "matched" else "" for line in lines]
    left = [unit for unit in units.values() if unit.valid and unit.code not in named]
    found = {}
    for code in {code for code, rows in Counter(named).items() if code in units and rows > 1}:
        rivals = [unit.code for unit in left if _is_longer(unit, units[code])]
        if rivals and all(spare.name == 0 for spare, other in zip(room, named, strict=True) if other == code):
            found[code] = (code, *rivals)
    return found


def _is_longer(unit: Known, shorter: Known) -> bool:
    """Return whether the name of a unit is that of another one of its ward with more digits behind it."""
    return unit.ward_code == shorter.ward_code and adds_digits(shorter.keys[0], unit.keys[0])


def _doubt(name: str, text: str, rivals: Sequence[str], reference: Reference) -> dict[str, Any]:
    """Return what a line says whose name may have been cut from that of several units."""
    reason = explain_cut(text or name, [reference.gazetteer.units[code].name for code in rivals])
    answer = Resolution("ambiguous", reason=reason)
    return describe_row(answer, name=name, kind="", ward_code="")
