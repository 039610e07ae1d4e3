"""Rows of a ward's sum above its hamlets: beside it stand how many they are, or the sums of their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import cell_at
from geo.clerks.clerk_values import PARSERS
from geo.clerks.tokens import read_number, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.clerks.headers import Row
    from geo.clerks.lines import Line, LineReader

SUMMED: Final = ("count", "number")
FEWEST: Final = 2
"""One hamlet has the values of its ward, and so may another row of it."""


def find_sums_above(lines: Sequence[Line], rows: Sequence[Row], reader: LineReader) -> dict[int, str]:
    """Return row → ward of the sums: "Phường Trần Phú | 24 | 310", and below it 24 hamlets with 310 tips.

    A number may be the hamlet that is called so, too: that the rows below have serial numbers and this one
    has none shows that it is not, or that their values make those of this one.

    Parameters
    ----------
    lines
        Rows of a table, and what they are so far.
    rows
        Cells of the sheet.
    reader
        Of the table.
    """
    found: dict[int, str] = {}
    below: list[Row] = []
    for line in reversed([line for line in lines if line.kind in ("unit", "section", "total")]):
        row = rows[line.row]
        ward = reader.text(row, "ward") or _find_aside(row, reader)
        named = reader.names_ward(ward) or not (ward.isdecimal() or reader.vocabulary.tells_hamlet(ward))
        if ward and named and line.kind != "total" and _is_sum(row, below, reader):
            found[line.row] = ward
        if line.kind == "unit" and not ward:
            below.append(row)
        else:
            below = []
    return found


def _find_aside(row: Row, reader: LineReader) -> str:
    """Return the known ward that a row without a name has in the column of serial numbers, or ""."""
    text = reader.text(row, "serial")
    return text if reader.names_ward(text) and not text.isdecimal() and not reader.text(row, "hamlet") else ""


def _is_sum(row: Row, below: Sequence[Row], reader: LineReader) -> bool:
    words = tokenise(reader.text(row, "hamlet"))
    sums = list(compare_sums(row, below, reader))
    adds_up = len(below) >= FEWEST and bool(sums) and all(sums)
    if not words:
        return adds_up
    kind = not words[1:] or reader.vocabulary.begins(" ".join((*words[1:], "1")), "hamlet")
    counted = kind and 0 < len(below) == read_number(words[0])
    serials = [reader.text(one, "serial").strip().isdecimal() for one in below]
    return counted and (adds_up or (all(serials) and not reader.text(row, "serial")))


def compare_sums(row: Row, below: Sequence[Row], reader: LineReader) -> Iterator[bool]:
    """Yield for each number of a row whether it is the sum of those below it."""
    for place, column in enumerate(reader.columns):
        kind = reader.vocabulary.kinds.get(column.field, "")
        if kind not in SUMMED or not cell_at(row, place):
            continue
        cells = [cell for one in (row, *below) if (cell := cell_at(one, place))]
        told = [PARSERS[kind](cell, column.style, reader.vocabulary)[0] for cell in cells]
        numbers = [float(number) for number in told if number is not None]
        yield len(numbers) == len(below) + 1 and numbers[0] == sum(numbers[1:]) > 0
