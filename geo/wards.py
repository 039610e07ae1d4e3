"""The ward of each row, where a clerk writes it once for many rows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.vocabulary import tokenise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.clerk import WardSource
    from geo.lines import Line

MANY_BLANKS: Final = 0.3
LONG_GAP: Final = 2
FEWEST_BLOCKS: Final = 2
MOST_DIGITS: Final = 9
INHERITED: Final = ("section", "block")


def fill_wards(
    lines: Sequence[Line],
    written: Sequence[str],
    known: Mapping[int, str],
    serials: Sequence[str] = (),
    hamlets: Sequence[str] = (),
    *,
    titled: bool = False,
) -> list[tuple[str, WardSource]]:
    """Return the ward of each line and where it stands.

    Parameters
    ----------
    lines
        From `geo.body.classify_lines`.
    written
        Text of the ward column in each line, "" where it is empty.
    known
        Row → ward of a merged cell that covers it: there nothing is inferred.
    serials
        Serial number in each line, "" where it is empty.
    hamlets
        Name of the hamlet in each line.
    titled
        Whether a title names the ward of what stands above the first one.

    Notes
    -----
    A row above the block ("I. Xã Tịnh Khê") gives its ward to all rows below it, up to the next one, or to a
    row that says something else and may be the name of a ward that nobody knows. An empty cell takes the ward
    above it only where that ward stands once in the column, at the top of its block, as the first row and the
    numbers of the hamlets show.
    In a column that names the ward row by row an empty cell is a gap: the ward of such a row is not known,
    whatever the title says.
    """
    found: list[tuple[str, WardSource]] = [(text, "cell" if text else "") for text in written]
    named = any(written)
    if any(line.kind == "section" or ((line.lone or line.ward) and not named) for line in lines):
        filled = _fill_sections(lines, found)
    else:
        units = [place for place, line in enumerate(lines) if line.kind == "unit"]
        filled = _fill_blocks(units, written, found)
    if not titled:
        filled = _doubt_sums(lines, filled)
    filled = _doubt_sorted(lines, filled, serials)
    filled = _doubt_middles(_doubt_restarts(lines, filled, serials), hamlets)
    return [
        (known[line.row], "merged") if line.row in known and not own else (ward, source)
        for line, own, (ward, source) in zip(lines, written, filled, strict=True)
    ]


def _fill_sections(
    lines: Sequence[Line], found: list[tuple[str, WardSource]]
) -> list[tuple[str, WardSource]]:
    ward, opened = "", False
    filled: list[tuple[str, WardSource]] = []
    for line, (own, source) in zip(lines, found, strict=True):
        opened = opened or line.kind == "section" or line.lone
        ward = "" if line.lone else line.ward or ward
        if line.kind != "unit" or own:
            filled.append((own, source))
        else:
            filled.append((ward, "section") if ward else ("", "unknown" if opened else ""))
    return filled


def _fill_blocks(
    units: Sequence[int], written: Sequence[str], found: list[tuple[str, WardSource]]
) -> list[tuple[str, WardSource]]:
    keys = [tokenise(written[place]) for place in units]
    many = keys.count(()) >= MANY_BLANKS * len(keys)
    filled = list(found)
    top = 0
    for position, key in enumerate(keys):
        if key:
            top = position
            continue
        gap = _gap_after(keys, top)
        # Where the first row has no ward, names stand in the middle of their blocks, not at the top.
        once = bool(keys[0]) and bool(keys[top]) and keys.count(keys[top]) == 1
        if once and (many or gap >= LONG_GAP):
            filled[units[position]] = (written[units[top]], "block")
        elif any(keys):
            filled[units[position]] = ("", "unknown")
    return filled


def _gap_after(keys: Sequence[tuple[str, ...]], top: int) -> int:
    """Return how many rows without a ward follow one that has it."""
    following = keys[top + 1 :]
    return next((count for count, key in enumerate(following) if key), len(following))


def _doubt_sums(lines: Sequence[Line], filled: list[tuple[str, WardSource]]) -> list[tuple[str, WardSource]]:
    """Return the wards without those of a table that begins with a hamlet of none: its wards stand below.

    Each is named in the row of its sum; the hamlets of the next one would be those of the ward above.
    """
    kinds = [line.kind for line in lines if line.kind in ("unit", "section")]
    above = kinds.index("section") if "section" in kinds else 0
    first = next((found for line, found in zip(lines, filled, strict=True) if line.kind == "unit"), ("", ""))
    if first != ("", "") or not (above > 1 or (above and kinds[-1] == "section")):
        return filled
    return [("", "unknown") if source == "section" else (ward, source) for ward, source in filled]


def _doubt_sorted(
    lines: Sequence[Line], filled: list[tuple[str, WardSource]], serials: Sequence[str]
) -> list[tuple[str, WardSource]]:
    """Return the wards without those taken from above where serial numbers go back, but not to 1.

    Such a table was sorted after it had been written: what stands above a row is nothing of its own.
    """
    pairs = zip(lines, serials, strict=False)
    numbers = [_count_from(serial) for line, serial in pairs if line.kind == "unit"]
    counted = [number for number in numbers if number]
    if not any(1 < number < before for before, number in pairwise(counted)):
        return filled
    return [("", "unknown") if source in INHERITED else (ward, source) for ward, source in filled]


def _doubt_restarts(
    lines: Sequence[Line], filled: list[tuple[str, WardSource]], serials: Sequence[str]
) -> list[tuple[str, WardSource]]:
    """Return the wards without those below a number 1 inside a block, where every block counts from 1.

    There the name of a ward was forgotten: its hamlets would be those of the ward above.
    """
    units = [place for place, line in enumerate(lines) if line.kind == "unit"]
    inherited = [place for place in units if filled[place][1] in INHERITED]
    if not serials or not inherited:
        return filled
    wards = [filled[place][0] for place in units]
    tops = [place for at, place in enumerate(units) if not at or wards[at] != wards[at - 1]]
    if len(tops) < FEWEST_BLOCKS or any(_count_from(serials[place]) != 1 for place in tops):
        return filled
    doubted, lost = list(filled), False
    for place in units:
        lost = place not in tops and (lost or _count_from(serials[place]) == 1)
        if lost and filled[place][1] in INHERITED:
            doubted[place] = ("", "unknown")
    return doubted


def _doubt_middles(
    filled: list[tuple[str, WardSource]], hamlets: Sequence[str]
) -> list[tuple[str, WardSource]]:
    """Return the wards without those of blocks whose names stand in their middle: beside a hamlet number 7.

    There the first hamlets of a ward, number 1 among them, would be those of the ward above.
    """
    numbers = [_number_of(name) for name in hamlets]
    begun, late = 0, False
    for number, (_, source) in zip(numbers, filled, strict=False):
        begun = number if source == "cell" else begun
        late = late or (source == "block" and number == 1 < begun)
    if not late:
        return filled
    return [("", "unknown") if source == "block" else (ward, source) for ward, source in filled]


def _number_of(name: str) -> int:
    """Return the number at the end of a name, or 0."""
    last = tokenise(name)[-1:]
    return _read_number(last[0]) if last else 0


def _count_from(serial: str) -> int:
    """Return the number of a row inside its ward: 2 of "2", "2)" and "4.2"."""
    digits = serial.strip().rstrip(".)").rpartition(".")[2]
    return _read_number(digits)


def _read_number(text: str) -> int:
    """Return a number, or 0: one of more digits than any row or hamlet has is none."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 0
