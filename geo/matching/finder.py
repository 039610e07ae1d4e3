"""What looks up the names of the rows of a clerk's table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.lookup.place import Place
from geo.matching.clerk import read_place, tell_year

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.clerks.clerk import ClerkRow, ClerkTable
    from geo.lookup.place import Resolution
    from geo.matching.clerk import Years
    from geo.names import KindLevel

FOUND: Final = ("matched", "ambiguous")


@dataclass(frozen=True)
class Finder:
    """What looks up the names of the rows of a table."""

    table: ClerkTable
    years: Years
    look_up: Callable[[KindLevel, int, Place], Resolution]

    def hamlet(self, row: ClerkRow, ward: str) -> str:
        """Return the hamlet of a ward that a row names for sure, else ""."""
        place = replace(read_place(self.table, row, "hamlet"), ward=ward)
        found = self.look_up("hamlet", tell_year(self.table, row, self.years), place)
        return found.unit if found.status == "matched" else ""

    def elsewhere(self, row: ClerkRow) -> bool:
        """Return whether the name of a row is that of a hamlet of any ward."""
        name = row.cells.get("hamlet", row.cells.get("ward", ""))
        place = replace(read_place(self.table, row, "hamlet"), name=name, ward="", ward_code="")
        return self.look_up("hamlet", tell_year(self.table, row, self.years), place).status in FOUND

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
