"""Kinds of units that the header of a column names: "5" below "Tổ dân phố" is tổ dân phố 5.

A header that lists several ("Thôn, TDP"), or that names another kind or none ("Tên thôn" above the numbers of
tổ dân phố), leaves it to the units which of them a number is. A number may also be how many hamlets a ward
has: where most wards have one row only, nothing is taken from the header.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.clerks.tokens import tokenise
from geo.names import ANY_KIND, list_kinds, make_keys
from geo.tools.keep import keep

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.clerks.clerk import ClerkRow, ClerkTable
    from geo.names import KindLevel

FEWEST_ROWS: Final = 2


@dataclass(frozen=True)
class Kinds:
    """What the headers of hamlet and ward say of a row; nothing beside a name that is no number.

    `ANY_KIND` stands behind the kinds of hamlets where a number may be a unit of another one.
    """

    hamlet: tuple[str, ...] = ()
    ward: tuple[str, ...] = ()


@keep
def find_kinds(table: ClerkTable) -> Mapping[int, Kinds]:
    """Return the kinds that headers say for the units of a clerk's table, by row."""
    hamlets, wards = (*_read_header(table, "hamlet"), ANY_KIND), _read_header(table, "ward")
    units = table.units()
    # A row that was written twice, one right below the other, is no second hamlet of its number.
    copies = {other.row for one, other in pairwise(units) if one.cells == other.cells}
    told = [row for row in units if row.row not in copies]
    rows = Counter(_place(row) for row in told if _number(row, "hamlet"))
    each = Counter((*_place(row), _number(row, "hamlet")) for row in told)
    twice = {place[:-1] for place, count in each.items() if place[-1] and count > 1}
    several = sum(count for count in rows.values() if count >= FEWEST_ROWS)
    names = not twice and 2 * several > rows.total()
    again = set(_find_again(units))
    return {
        row.row: Kinds(
            hamlets[-1 if _place(row) in again else 0 :]
            if names or (rows[_place(row)] >= FEWEST_ROWS and _place(row) not in twice)
            else (),
            wards if _number(row, "ward") else (),
        )
        for row in units
        if _number(row, "hamlet") or _number(row, "ward")
    }


def _find_again(units: Sequence[ClerkRow]) -> Iterator[tuple[object, ...]]:
    """Yield the places a number of which comes again in the rows of no ward below them.

    Those may be hamlets of it as well, of another kind: the header does not tell which is which.
    """
    above: tuple[object, ...] = ()
    told: set[str] = set()
    for row in units:
        number = _number(row, "hamlet")
        if row.ward_source == "unknown":
            if number and number in told:
                yield above
            continue
        told = told if _place(row) == above else set()
        above = _place(row)
        told.add(number)


def _read_header(table: ClerkTable, level: KindLevel) -> tuple[str, ...]:
    words = next((column.words for column in table.columns if column.field == level), "")
    return list_kinds(words, level)


def _place(row: ClerkRow) -> tuple[object, ...]:
    """Return what rows of one ward and one year share."""
    return row.cells.get("ward_code", ""), tokenise(row.cells.get("ward", "")), row.values.get("year")


def _number(row: ClerkRow, level: KindLevel) -> str:
    """Return the number that a cell is, or "" where it is no number or says a kind itself."""
    text = row.cells.get(level, "")
    stem = make_keys(text, level)[-1].stem if text else ""
    return stem if stem.isdecimal() else ""
