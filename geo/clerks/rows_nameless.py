"""Rows with values and a ward, but without a name of a hamlet: its sum, or a hamlet whose name is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from geo.clerks.vocabulary import tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerks.headers import Row
    from geo.clerks.lines import Line, LineReader
    from geo.clerks.vocabulary import Tokens


def find_counts_above(lines: Sequence[Line], rows: Sequence[Row], reader: LineReader) -> list[Line]:
    """Return the lines; a row with a ward and a number is that of its sum where so many hamlets stand below.

    "Phường Trần Phú | 24" has no serial number, and 24 rows below it have one and no ward of their own. A
    hamlet that is called by its number has a serial number as the others do.

    Parameters
    ----------
    lines
        Rows of a table, and what they are so far.
    rows
        Cells of the sheet.
    reader
        Of the table.
    """
    told = [line for line in lines if line.kind in ("unit", "section", "total")]
    wards = [reader.text(rows[line.row], "ward") for line in told]
    headed = {
        line.row: ward
        for place, (line, ward) in enumerate(zip(told, wards, strict=True))
        if ward and line.kind == "unit" and _counts_below(told, place, rows, reader)
    }
    return [
        replace(line, kind="section", ward=headed[line.row]) if line.row in headed else line for line in lines
    ]


def _counts_below(told: Sequence[Line], place: int, rows: Sequence[Row], reader: LineReader) -> bool:
    words = tokenise(reader.text(rows[told[place].row], "hamlet"))
    kind = not words[1:] or reader.vocabulary.begins(" ".join((*words[1:], "1")), "hamlet")
    if not words or not words[0].isdecimal() or not kind or reader.text(rows[told[place].row], "serial"):
        return False
    below = list(
        takewhile(
            lambda line: line.kind == "unit" and not reader.text(rows[line.row], "ward"), told[place + 1 :]
        )
    )
    numbered = all(reader.text(rows[line.row], "serial").strip().isdecimal() for line in below)
    return numbered and len(below) == int(words[0])


def keep_nameless(lines: Sequence[Line], rows: Sequence[Row], reader: LineReader) -> list[Line]:
    """Return the lines; a row with values and the name of its ward may be one whose own name is missing.

    As the name of a ward for the rows below it would be lost. It is one amid the rows of that ward, with a
    serial number that goes on below, with the code of a hamlet, or where few of the wards have such a row.
    Nor is a row a name for those below it where none stand there.

    Parameters
    ----------
    lines
        Rows of a table, and what they are so far.
    rows
        Cells of the sheet.
    reader
        Of the table.
    """
    told = [line for line in lines if line.kind in ("unit", "section")]
    wards = [tokenise(reader.text(rows[line.row], "ward")) for line in told]
    serials = [reader.text(rows[line.row], "serial").strip() for line in told]
    widths = Counter(len(reader.text(rows[line.row], "code").strip()) for line in told if line.kind == "unit")
    usual = next((width for width, _ in widths.most_common(1)), 0)
    bare = [_is_bare(reader.text(rows[line.row], "hamlet"), reader) for line in told]
    valued = [
        place
        for place, line in enumerate(told)
        if line.kind == "section"
        and (reader.has_value(rows[line.row]) or ((wards[place] or bare[place]) and _goes_on(serials, place)))
    ]
    own = [place for place in valued if wards[place]]
    usually = len(own) > 1 and 2 * len(own) > len(set(wards) - {()})
    nameless = {
        told[place].row
        for place in valued
        if (usual and len(reader.text(rows[told[place].row], "code").strip()) == usual)
        or (place in own and (not usually or _goes_on(serials, place) or _is_amid(wards, place)))
        or _heads_nothing(told, place, valued)
        or (bare[place] and _goes_on(serials, place))
    }
    return [replace(line, kind="unit", ward="") if line.row in nameless else line for line in lines]


def _heads_nothing(told: Sequence[Line], place: int, valued: Sequence[int]) -> bool:
    """Return whether a row with values stands right above another such, or is the last one below one."""
    below = told[place + 1].kind == "section" and place + 1 in valued if place + 1 < len(told) else True
    above = place > 0 and told[place - 1].kind == "section" and place - 1 in valued
    return below and (above or place + 1 < len(told))


def _is_bare(name: str, reader: LineReader) -> bool:
    """Return whether a name has no kind before it: amid the count of hamlets it is one of them."""
    return bool(name) and not reader.vocabulary.begins(name, "ward")


def _is_amid(wards: Sequence[Tokens], place: int) -> bool:
    return 0 < place < len(wards) - 1 and wards[place - 1] == wards[place] == wards[place + 1]


def _goes_on(serials: Sequence[str], place: int) -> bool:
    """Return whether the serial number of the next row follows that of a row."""
    numbers = serials[place : place + 2]
    return len(numbers) > 1 and all(map(str.isdecimal, numbers)) and int(numbers[1]) == int(numbers[0]) + 1
