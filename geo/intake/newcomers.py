"""Units that borders bring and the data folder does not know: their names, and which code they get."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from geo.intake.reference import find_home
from geo.lookup.finding import read_name
from geo.model import Text
from geo.names import canonical_kind
from geo.units import list_latest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.intake.reference import Cells, Reference
    from geo.lookup.place import Resolution

HAMLET_DIGITS: Final = 3
SPACE: Final = re.compile(r"[\s.]+")
KIND_IN: Final = {"phường": "tổ dân phố", "thị trấn": "tổ dân phố", "xã": "thôn"}
"""Kind of a ward → kind of its hamlets, by law."""
NO_WARD: Final = Text("không rõ thuộc xã, phường nào", "it is not known which ward it is in")
NO_NAME: Final = Text("không ghi đủ tên và loại", "its name or its kind is not written")
NO_CODE: Final = Text("đơn vị mới nhưng không có mã", "a new unit, but without a code")


def describe_row(
    answer: Resolution, *, name: str, kind: str, ward_code: str, new: bool = False
) -> dict[str, Any]:
    """Return the line of a row in the ledger."""
    return {
        "status": answer.status,
        "unit": answer.unit,
        "score": answer.score,
        "name": name,
        "kind": kind,
        "ward_code": ward_code,
        "new": new,
        "reason_vi": answer.reason.vi,
        "reason_en": answer.reason.en,
    }


class Newcomers:
    """Codes for units that the data folder does not know: their own if it will do, else the next free one."""

    def __init__(self, reference: Reference, said: set[str]) -> None:
        self.reference = reference
        self.taken = {*reference.units.index, *said}
        self.codes: dict[tuple[str, str, str], str] = {}
        self.numbers: dict[str, Iterator[int]] = {}

    def describe(self, cells: Cells, answer: Resolution) -> dict[str, Any]:
        """Return the line of a row whose unit is unknown."""
        home = find_home(cells, self.reference)
        kind, name = self._name(cells, home)
        fault = self._find_fault(cells, kind, home)
        if fault:
            reason = Text(f"{answer.reason.vi}; {fault.vi}", f"{answer.reason.en}; {fault.en}")
            answer = replace(answer, reason=reason)
            return describe_row(answer, name=cells.name or cells.code, kind=kind, ward_code=home)
        code = self._find_code(cells.code, home, name)
        return describe_row(replace(answer, unit=code), name=name, kind=kind, ward_code=home, new=True)

    def describe_renamed(self, cells: Cells, answer: Resolution) -> dict[str, Any]:
        """Return the line of a row whose unit is known and has a new name."""
        known = self.reference.find(answer.unit) or {}
        home = known.get("ward_code", "")
        kind, name = self._name(cells, home)
        return describe_row(answer, name=name, kind=kind or known.get("kind", ""), ward_code=home)

    def _find_fault(self, cells: Cells, kind: str, home: str) -> Text | None:
        """Return why a unit cannot be a new one, or None."""
        if self.reference.level == "hamlet":
            return None if home and cells.name else NO_WARD if cells.name else NO_NAME
        if not cells.code.isalnum():
            return NO_CODE
        return None if cells.name and kind else NO_NAME

    def _name(self, cells: Cells, home: str) -> tuple[str, str]:
        """Return kind and name of a new unit as the product keeps them ("Thôn 3", but "Trần Phú")."""
        level = self.reference.level
        key = read_name(self.reference.gazetteer, cells.name)[0]
        kind = canonical_kind(cells.kind, level) if cells.kind else key.kind
        if level == "ward":
            words = [word for word in SPACE.split(cells.name) if word]
            return kind, " ".join(words[-len(key.stem.split()) :]) if key.kind else cells.name
        wards = list_latest(self.reference.boundaries, "ward")
        kind = kind or KIND_IN.get(str(wards["kind"].get(home, "")), "")
        return kind, cells.name if key.kind or not kind else f"{kind.capitalize()} {cells.name}"

    def _find_code(self, code: str, home: str, name: str) -> str:
        """Return the code of an unknown unit; rows of the same name in the same ward are one unit."""
        if code.isalnum() and code.startswith(home):
            return code
        key = read_name(self.reference.gazetteer, name)[0].stem
        if (home, key, code) not in self.codes:
            numbers = self.numbers.setdefault(home, count(1))  # those before are taken, and stay so
            numbered = (f"{home}{number:0{HAMLET_DIGITS}d}" for number in numbers)
            self.codes[home, key, code] = next(one for one in numbered if one not in self.taken)
            self.taken.add(self.codes[home, key, code])
        return self.codes[home, key, code]
