"""Rows with values and a ward, but without a name: hamlets whose name is missing, no names of wards."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import cell_at
from geo.clerks.sums_above import compare_sums
from geo.clerks.tokens import goes_on, tokenise
from geo.clerks.vocabulary import BEHIND_WARD

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.clerks.headers import Row
    from geo.clerks.lines import Line, LineReader
    from geo.clerks.tokens import Tokens

HEADING: Final = 2
"""Cells of a row that heads others: its number and its name."""


def keep_nameless(
    lines: Sequence[Line], rows: Sequence[Row], reader: LineReader, summed: Collection[int]
) -> list[Line]:
    """Return the lines; a row with values and the name of its ward may be one whose own name is missing.

    As the name of a ward for the rows below it would be lost. What shows that it heads no rows is told by the
    signs of `_Table`.

    Parameters
    ----------
    lines
        Rows of a table, and what they are so far.
    rows
        Cells of the sheet.
    reader
        Of the table.
    summed
        Rows that are sums of the hamlets below them.
    """
    told = [line for line in lines if line.kind in ("unit", "section")]
    nameless = _Table(told, [rows[line.row] for line in told], reader).find_nameless().difference(summed)
    return [replace(line, kind="unit", ward="") if line.row in nameless else line for line in lines]


@dataclass(frozen=True, eq=False)
class _Table:
    """The units of a table and what stands above them as the name of a ward; rows are told by their place.

    Parameters
    ----------
    told
        Units and sections.
    cells
        Of each.
    reader
        Of the table.
    """

    told: Sequence[Line]
    cells: Sequence[Row]
    reader: LineReader

    def find_nameless(self) -> set[int]:
        """Return the rows of the sheet that are no names of wards for those below them."""
        signs = (
            self._has_code_of_hamlet,
            self._is_of_its_block,
            self._comes_again,
            self._heads_nothing,
            self._is_bare_amid_count,
            self._stands_above_others,
        )
        nameless = {place for place in self.valued if any(sign(place) for sign in signs)}
        return {self.told[place].row for place in nameless | self._find_counted()}

    @cached_property
    def wards(self) -> list[Tokens]:
        """Ward that each row names."""
        return [tokenise(ward) for ward in _list_wards(self.cells, self.reader)]

    @cached_property
    def serials(self) -> list[str]:
        """Serial number of each row."""
        return [self.reader.text(row, "serial").strip() for row in self.cells]

    @cached_property
    def bare(self) -> list[bool]:
        """Whether the name of each row has no kind before it: amid the count of hamlets it is one of them."""
        names = [self.reader.text(row, "hamlet") for row in self.cells]
        return [bool(name) and not self.reader.vocabulary.begins(name, "ward") for name in names]

    @cached_property
    def valued(self) -> list[int]:
        """Sections that say more than the name of a ward.

        Where most rows name their ward, one of nothing but a ward heads none.
        """
        full = 2 * sum(map(bool, self.wards)) > len(self.wards)
        return [
            place
            for place, row in enumerate(self.cells)
            if self.told[place].kind == "section"
            and (
                self.reader.has_value(row)
                or sum(map(bool, row)) > HEADING
                or (full and self.reader.names_ward(self.reader.text(row, "ward")))
                or ((self.wards[place] or self.bare[place]) and self._is_in_count(place))
            )
        ]

    @cached_property
    def usually(self) -> bool:
        """Whether most wards have one such row at the head of theirs, with sums or apart from the count."""
        heads = [place for place in self.valued if self.wards[place] and not self._is_amid(place)]
        once = len({self.wards[place] for place in heads}) == len(heads) > 1
        apart = any(map(str.isdecimal, self.serials)) and not any(
            self.serials[place].isdecimal() for place in heads
        )
        return once and 2 * len(heads) > self._count_wards() and (apart or self._add_up(heads))

    @cached_property
    def usual_code(self) -> int:
        """Length of most codes of hamlets, or 0."""
        widths = Counter(
            len(self._code(place)) for place, line in enumerate(self.told) if line.kind == "unit"
        )
        return next((width for width, _ in widths.most_common(1)), 0)

    @cached_property
    def named(self) -> Counter[Tokens]:
        """How many sections with values name each ward."""
        valued = (place for place in self.valued if self.reader.has_value(self.cells[place]))
        return Counter(tokenise(self.told[place].ward) for place in valued)

    def _has_code_of_hamlet(self, place: int) -> bool:
        return 0 < self.usual_code == len(self._code(place))

    def _is_of_its_block(self, place: int) -> bool:
        """Return whether a row names its ward as those around it do, and is no usual head of its rows."""
        told = not self.usually or self._goes_on(place) or self._is_amid(place)
        return bool(self.wards[place]) and told

    def _comes_again(self, place: int) -> bool:
        """Return whether the ward of a row has values twice: one of its own it has but once."""
        return self.named[tokenise(self.told[place].ward)] > 1

    def _heads_nothing(self, place: int) -> bool:
        """Return whether a row stands right above another such, or is the last one below one."""
        last = place + 1 == len(self.told)
        return (place - 1 if last else place + 1) in self.valued

    def _is_bare_amid_count(self, place: int) -> bool:
        return self.bare[place] and self._goes_on(place)

    def _stands_above_others(self, place: int) -> bool:
        """Return whether the row below, or at the end the one above, has another ward than a row names."""
        beside = [*self.wards[1:], *self.wards[-2:-1], ()][place]
        named = tokenise(self.told[place].ward)
        alike = beside[-len(named) :] == named or named[-len(beside) :] == beside
        return bool(beside and named) and not alike

    def _find_counted(self) -> set[int]:
        """Return the sections that are counted as hamlets are and have more cells than a number and a name.

        Where all rows were counted anew, the names of wards too, one of these stands first.
        """
        counted = {
            place
            for place, line in enumerate(self.told)
            if line.kind == "section"
            and sum(map(bool, self.cells[place])) > HEADING
            and self._is_counted(place)
        }
        few = 2 * len(counted) <= max(self._count_wards(), 2)
        return counted if counted and (self.told[0].kind == "unit" or few) else set()

    def _code(self, place: int) -> str:
        return self.reader.text(self.cells[place], "code").strip()

    def _count_wards(self) -> int:
        return len(set(self.wards) - {()})

    def _add_up(self, heads: Sequence[int]) -> bool:
        """Return whether no number of some rows is another than the sum of those below up to the next one."""
        ends = [*heads[1:], len(self.told)]
        blocks = (self.cells[head:end] for head, end in zip(heads, ends, strict=True))
        return all(all(compare_sums(row, below, self.reader)) for row, *below in blocks)

    def _is_amid(self, place: int) -> bool:
        return 0 < place < len(self.wards) - 1 and len({*self.wards[place - 1 : place + 2]}) == 1

    def _is_in_count(self, place: int) -> bool:
        return self._goes_on(place) or self._is_counted(place)

    def _is_counted(self, place: int) -> bool:
        """Return whether the count goes on from the row above, and to that below, as far as there are any."""
        first, last = place == 0, place == len(self.serials) - 1
        return (first or self._goes_on(place - 1)) and (last or self._goes_on(place)) and not (first and last)

    def _goes_on(self, place: int) -> bool:
        """Return whether the serial number of the next row follows that of a row."""
        numbers = self.serials[place : place + 2]
        return len(numbers) > 1 and goes_on(*numbers)


def _list_wards(rows: Sequence[Row], reader: LineReader) -> list[str]:
    """Return the ward that each row names in a column of its own or, where most do so, in another one.

    That may be the one of the names, before them, or one whose header is damaged.
    """
    wards = [reader.text(row, "ward") for row in rows]
    if any(wards):
        return wards
    for place in range(len(reader.columns)):
        texts = [cell.text if (cell := cell_at(row, place)) else "" for row in rows]
        found = [_find_ward(text, reader) for text in texts]
        if 2 * sum(map(bool, found)) > len(rows):
            return found
    return wards


def _find_ward(name: str, reader: LineReader) -> str:
    """Return the ward that a text is, alone or with a hamlet: "Xã Tịnh Khê: Thôn 5"; or ""."""
    parts = (part.strip() for part in BEHIND_WARD.split(name))
    return next((part for part in parts if not part.isdecimal() and reader.names_ward(part)), "")
