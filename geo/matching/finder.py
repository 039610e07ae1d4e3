"""What looks up the names of the rows of a clerk's table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.lookup.place import Place
from geo.matching.clerk import read_place, tell_year
from geo.names import make_keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.clerks.clerk import ClerkRow, ClerkTable
    from geo.lookup.place import Resolution
    from geo.matching.clerk import Years
    from geo.names import KindLevel

FOUND: Final = ("matched", "ambiguous")
NOTHING: Final = ("refused", "unmatched")


@dataclass(frozen=True)
class Finder:
    """What looks up the names of the rows of a table."""

    table: ClerkTable
    years: Years
    look_up: Callable[[KindLevel, int, Place], Resolution]

    def hamlet(self, row: ClerkRow, ward: str) -> str:
        """Return the hamlet of a ward that a row names for sure, else ""."""
        place = replace(read_place(self.table, row, "hamlet"), ward=ward)
        found = self._look_up(row, place)
        return found.unit if found.status == "matched" else ""

    def elsewhere(self, row: ClerkRow) -> bool:
        """Return whether the name of a row is that of a hamlet of any ward."""
        name = row.cells.get("hamlet", row.cells.get("ward", ""))
        place = replace(read_place(self.table, row, "hamlet"), name=name, ward="", ward_code="")
        return self._look_up(row, place).status in FOUND

    def is_stranger(self, row: ClerkRow) -> bool:
        """Return whether the ward of a row has no hamlet that may be meant, and another one has it.

        One that is only a number may as well be one too many.
        """
        place = read_place(self.table, row, "hamlet")
        named = bool(make_keys(place.name, "hamlet")[0].letters)
        return named and self._look_up(row, place).status in NOTHING and self.elsewhere(row)

    def is_unique(self, row: ClerkRow, ward: str) -> bool:
        """Return whether a row names a hamlet of a ward that has no namesake in the city."""
        place = replace(read_place(self.table, row, "hamlet"), ward="", ward_code="")
        found = self._look_up(row, place)
        return found.status == "matched" and found.unit == self.hamlet(row, ward)

    def _look_up(self, row: ClerkRow, place: Place) -> Resolution:
        return self.look_up("hamlet", tell_year(self.table, row, self.years), place)

    def ward(self, name: str, row: ClerkRow) -> str:
        """Return the ward that a name may mean, else ""."""
        return self.look_up("ward", tell_year(self.table, row, self.years), Place(name=name)).unit

    def may_be_sum(self, row: ClerkRow) -> bool:
        """Return whether a row of no ward has values and is called like a ward."""
        place = read_place(self.table, row, "hamlet")
        if place.code or place.ward or place.ward_code or not place.name or not row.values:
            return False
        year = tell_year(self.table, row, self.years)
        return self.look_up("ward", year, Place(name=place.name)).status == "matched"
