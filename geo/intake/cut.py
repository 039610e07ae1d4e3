"""Names that were cut at the width of their field: what they may have been is proposed, never taken.

A DBF field is as wide as somebody thought names to be, in bytes: "Phường Trần Hưng Đạo" becomes "Phường Trần
H", and "Tổ dân phố 10" becomes "Tổ dân phố 1", which is another unit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.intake.reference import Cells, find_home
from geo.lookup.cut import ROOM, ask_wider, explain_cut, find_begun, find_longer, reads_on
from geo.lookup.gazetteer import ANYWHERE
from geo.lookup.place import Place, Resolution
from geo.lookup.resolve import resolve
from geo.model import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.intake.reference import Reference
    from geo.lookup.gazetteer import Gazetteer, Known

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
    longer = [] if spare.name else find_longer(reference.gazetteer, cells.name, home)
    return Resolution("ambiguous", reason=ask_wider(cells.name, longer)) if longer else answer


def _propose(gazetteer: Gazetteer, name: str, answer: Resolution, begun: Sequence[Known]) -> Resolution:
    """Return the one unit that a cut name may be, or that it may be any of several."""
    codes = dict.fromkeys([unit.code for unit in begun] + ([answer.unit] if answer.unit else []))
    reason = explain_cut(name, [gazetteer.units[code].name for code in codes])
    if len(codes) > 1:
        return Resolution("ambiguous", reason=reason)
    return Resolution("proposed", next(iter(codes)), reason, SCORE)
