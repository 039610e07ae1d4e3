"""Rows with values and a ward, but without a name: hamlets whose name is missing, no names of wards."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

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

    As the name of a ward for the rows below it would be lost. It is one amid the rows of that ward, with a
    serial number that goes on below, with the code of a hamlet, or where few of the wards have such a row, or
    have several. Nor is a row a name for those below it where none stand there, where they are of another
    ward, or where it is one of those that are counted and has more cells than a number and a name.

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
    wards = [tokenise(ward) for ward in _list_wards([rows[line.row] for line in told], reader)]
    serials = [reader.text(rows[line.row], "serial").strip() for line in told]
    widths = Counter(len(reader.text(rows[line.row], "code").strip()) for line in told if line.kind == "unit")
    usual = next((width for width, _ in widths.most_common(1)), 0)
    beside = [*wards[1:], *wards[-2:-1], ()]
    bare = [_is_bare(reader.text(rows[line.row], "hamlet"), reader) for line in told]
    # Where most rows name their ward a row of nothing but a ward heads none.
    full = 2 * sum(bool(ward) for ward in wards) > len(wards)
    known = [reader.names_ward(reader.text(rows[line.row], "ward")) for line in told]
    valued = [
        place
        for place, line in enumerate(told)
        if line.kind == "section"
        and (
            reader.has_value(rows[line.row])
            or sum(map(bool, rows[line.row])) > HEADING
            or (known[place] and full)
            or ((wards[place] or bare[place]) and (_goes_on(serials, place) or _is_counted(serials, place)))
        )
    ]
    # A ward has no values of its own twice.
    named = Counter(tokenise(told[place].ward) for place in valued if reader.has_value(rows[told[place].row]))
    own = [place for place in valued if wards[place]]
    heads = [place for place in own if not _is_amid(wards, place)]
    once = len({wards[place] for place in heads}) == len(heads) > 1
    apart = any(map(str.isdecimal, serials)) and not any(serials[place].isdecimal() for place in heads)
    usually = (
        once and 2 * len(heads) > len(set(wards) - {()}) and (apart or _add_up(told, heads, rows, reader))
    )
    nameless = {
        told[place].row
        for place in valued
        if (usual and len(reader.text(rows[told[place].row], "code").strip()) == usual)
        or (place in own and (not usually or _goes_on(serials, place) or _is_amid(wards, place)))
        or named[tokenise(told[place].ward)] > 1
        or _heads_nothing(told, place, valued)
        or (bare[place] and _goes_on(serials, place))
        or _is_alone(told[place], beside[place])
    }
    slipped = [
        place
        for place, line in enumerate(told)
        if line.kind == "section" and sum(map(bool, rows[line.row])) > HEADING and _is_counted(serials, place)
    ]
    # Where all rows were counted anew, the names of wards too, one of these stands first.
    if slipped and (told[0].kind == "unit" or 2 * len(slipped) <= max(len(set(wards) - {()}), 2)):
        nameless |= {told[place].row for place in slipped}
    return [
        replace(line, kind="unit", ward="") if line.row in nameless.difference(summed) else line
        for line in lines
    ]


def _add_up(told: Sequence[Line], heads: Sequence[int], rows: Sequence[Row], reader: LineReader) -> bool:
    """Return whether no number of some rows is another than the sum of those below it, up to the next one."""
    ends = [*heads[1:], len(told)]
    blocks = [[rows[line.row] for line in told[head:end]] for head, end in zip(heads, ends, strict=True)]
    return all(all(compare_sums(row, below, reader)) for row, *below in blocks)


def _list_wards(rows: Sequence[Row], reader: LineReader) -> list[str]:
    """Return the ward that each row names in a column of its own or, where most do so, before its hamlet."""
    wards = [reader.text(row, "ward") for row in rows]
    names = [reader.text(row, "hamlet") for row in rows]
    before = [_find_ward(name, reader) for name in names]
    if any(wards) or 2 * sum(map(bool, before)) <= len(names):
        return wards
    alone = [name if reader.names_ward(name) else "" for name in names]
    return [ward or name for ward, name in zip(before, alone, strict=True)]


def _find_ward(name: str, reader: LineReader) -> str:
    """Return the ward of a name that is ward and hamlet: "Xã Tịnh Khê: Thôn 5"; or ""."""
    parts = [part.strip() for part in BEHIND_WARD.split(name)]
    wards = [part for part in parts if reader.names_ward(part)]
    return wards[0] if wards and len(wards) < len(parts) else ""


def _heads_nothing(told: Sequence[Line], place: int, valued: Sequence[int]) -> bool:
    """Return whether a row with values stands right above another such, or is the last one below one."""
    below = told[place + 1].kind == "section" and place + 1 in valued if place + 1 < len(told) else True
    above = place > 0 and told[place - 1].kind == "section" and place - 1 in valued
    return below and (above or place + 1 < len(told))


def _is_bare(name: str, reader: LineReader) -> bool:
    """Return whether a name has no kind before it: amid the count of hamlets it is one of them."""
    return bool(name) and not reader.vocabulary.begins(name, "ward")


def _is_alone(line: Line, ward: Tokens) -> bool:
    """Return whether the row below one that names a ward, or at the end the one above, has another ward."""
    named = tokenise(line.ward)
    return bool(ward and named) and ward[-len(named) :] != named and named[-len(ward) :] != ward


def _is_amid(wards: Sequence[Tokens], place: int) -> bool:
    return 0 < place < len(wards) - 1 and wards[place - 1] == wards[place] == wards[place + 1]


def _is_counted(serials: Sequence[str], place: int) -> bool:
    """Return whether the count of the rows goes on from the row above, and to that below if there is any."""
    return (
        place > 0 and _goes_on(serials, place - 1) and (place == len(serials) - 1 or _goes_on(serials, place))
    )


def _goes_on(serials: Sequence[str], place: int) -> bool:
    """Return whether the serial number of the next row follows that of a row."""
    numbers = serials[place : place + 2]
    return len(numbers) > 1 and goes_on(*numbers)
