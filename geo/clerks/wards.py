"""The ward of each row, where a clerk writes it once for many rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.clerks.tokens import tokenise
from geo.clerks.wards_doubts import confirm_wards, doubt_wards

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from geo.clerks.clerk import WardSource
    from geo.clerks.lines import Line
    from geo.clerks.wards_doubts import ListsBefore

MANY_BLANKS: Final = 0.3
LONG_GAP: Final = 2
NAME_WORDS: Final = 2


@dataclass(frozen=True)
class Spread:
    """What a sheet itself says of the wards of several rows.

    Parameters
    ----------
    merged
        Row → ward of a merged cell that covers it: there nothing is inferred.
    marked
        Rows where a mark stands for the ward above: it is inherited as that of an empty cell is.
    """

    merged: Mapping[int, str]
    marked: Collection[int]


def fill_wards(
    lines: Sequence[Line],
    written: Sequence[str],
    spread: Spread,
    serials: Sequence[str] = (),
    hamlets: Sequence[str] = (),
    *,
    titled: bool = False,
    lists_before: ListsBefore = lambda *_: False,
) -> list[tuple[str, WardSource]]:
    """Return the ward of each line and where it stands.

    Parameters
    ----------
    lines
        From `geo.clerks.body.classify_lines`.
    written
        Text of the ward column in each line, "" where it is empty.
    spread
        What the sheet itself says of the wards of several rows.
    serials
        Serial number in each line, "" where it is empty.
    hamlets
        Name of the hamlet in each line.
    titled
        Whether a title names the ward of what stands above the first one.
    lists_before
        As `geo.clerks.vocabulary.Vocabulary.lists_before`.

    Notes
    -----
    A row above the block ("I. Xã Tịnh Khê") gives its ward to all rows below it, up to the next one, or to a
    row that says something else and may be the name of a ward that nobody knows. An empty cell takes the ward
    above it only where that ward stands in one block, at its top and perhaps at that of a page, as the first
    row and the numbers of the hamlets show. A merged cell says itself where its block ends.
    In a column that names the ward row by row an empty cell is a gap: the ward of such a row is not known,
    whatever the title says.
    """
    found: list[tuple[str, WardSource]] = [
        (text, ("block" if line.row in spread.marked else "cell") if text else "")
        for line, text in zip(lines, written, strict=True)
    ]
    named = any(written)
    if any(line.kind == "section" or ((line.lone or line.ward) and not named) for line in lines):
        filled = _fill_sections(lines, found)
    else:
        units = [place for place, line in enumerate(lines) if line.kind == "unit"]
        filled = _fill_blocks(units, written, found)
    doubted = doubt_wards(lines, filled, serials, hamlets, titled=titled, lists_before=lists_before)
    filled = _end_merged(
        lines, written, confirm_wards(lines, filled, doubted, written, serials), spread.merged
    )
    return [
        (spread.merged[line.row], "merged") if line.row in spread.merged and not own else (ward, source)
        for line, own, (ward, source) in zip(lines, written, filled, strict=True)
    ]


def _end_merged(
    lines: Sequence[Line],
    written: Sequence[str],
    filled: Sequence[tuple[str, WardSource]],
    merged: Collection[int],
) -> list[tuple[str, WardSource]]:
    """Return the wards without those of rows that stand below the merged cell of the ward."""
    left: list[tuple[str, WardSource]] = []
    ended = False
    for line, own, (ward, source) in zip(lines, written, filled, strict=True):
        ended = line.row in merged or (ended and not own)
        below = ended and source == "block" and line.row not in merged
        left.append(("", "unknown") if below else (ward, source))
    return left


def _fill_sections(
    lines: Sequence[Line], found: list[tuple[str, WardSource]]
) -> list[tuple[str, WardSource]]:
    ward, opened, parted = "", False, False
    filled: list[tuple[str, WardSource]] = []
    for line, (own, source) in zip(lines, found, strict=True):
        opened = opened or line.kind == "section" or line.lone
        ward = "" if line.lone else line.ward or ward
        parted = parted and not line.ward
        if line.kind != "unit" or own:
            # Beside the names of wards above their rows a column of other wards belongs to another table.
            other = line.kind == "unit" and bool(own and ward) and not _are_alike(own, ward)
            filled.append(("", "unknown") if other else (own, source))
            parted = parted or other
        else:
            filled.append((ward, "section") if ward and not parted else ("", "unknown" if opened else ""))
    return filled


def _are_alike(ward: str, other: str) -> bool:
    """Return whether two names of wards end in the same words: their kinds may be written in other ways."""
    one, two = tokenise(ward), tokenise(other)
    words = 1 if one[-1:] and one[-1].isdecimal() else NAME_WORDS
    return one[-words:] == two[-words:] or (one[-1:] == two[-1:] and min(len(one), len(two)) < NAME_WORDS)


def _fill_blocks(
    units: Sequence[int], written: Sequence[str], found: list[tuple[str, WardSource]]
) -> list[tuple[str, WardSource]]:
    keys = [tokenise(written[place]) for place in units]
    many = keys.count(()) >= MANY_BLANKS * len(keys)
    filled = list(found)
    top, once, gap = 0, False, 0
    for position, key in enumerate(keys):
        if key:
            top = position
            continue
        if position <= top + 1:  # the first row below a ward: what is found out here holds for all of them
            gap = _gap_after(keys, top)
            # Where the first row has no ward, names stand in the middle of their blocks, not at the top.
            once = bool(keys[0]) and _heads_block(keys, top)
        if once and (many or gap >= LONG_GAP):
            filled[units[position]] = (written[units[top]], "block")
        elif any(keys):
            filled[units[position]] = ("", "unknown")
    return filled


def _heads_block(keys: Sequence[tuple[str, ...]], top: int) -> bool:
    """Return whether a ward stands once in its column, or a few times in one block: at the top of pages."""
    key = keys[top]
    count, first = keys.count(key), keys.index(key)
    end = next((place for place in range(first, len(keys)) if keys[place] not in ((), key)), len(keys))
    return count == 1 or (keys[first:end].count(key) == count and end - first > 2 * count)


def _gap_after(keys: Sequence[tuple[str, ...]], top: int) -> int:
    """Return how many rows without a ward follow one that has it."""
    following = keys[top + 1 :]
    return next((count for count, key in enumerate(following) if key), len(following))
