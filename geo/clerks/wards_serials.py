"""Wards that rows took from above, doubted by the serial numbers: a sorted table, a forgotten ward."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import INHERITED
from geo.clerks.tokens import goes_on, read_number, tokenise

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.clerks.clerk import WardSource
    from geo.clerks.lines import Line

    Wards = list[tuple[str, WardSource]]


MOST_MOVED: Final = 3
MOST_ODD: Final = 2


def doubt_sorted(lines: Sequence[Line], filled: Wards, serials: Sequence[str]) -> Wards:
    """Return the wards without those taken from above where serial numbers go back, but not to 1.

    Such a table was sorted after it had been written: what stands above a row is nothing of its own. A ward
    that is named begins a count of its own, whose first rows somebody may have left out. Of one row that was
    copied to another place only its own ward is not known.
    """
    runs = _list_runs(lines, filled, serials)
    counts = [[serials[place] for place in run] for run in runs]
    strays = [run[at] for run, count in zip(runs, counts, strict=True) for at in _find_strays(count)]
    every = [serial for count in counts for serial in count]
    copied = len(strays) == 1 and not any(was_sorted(count, every) for count in counts)
    return [
        ("", "unknown")
        if strays and source in INHERITED and (place in strays or not copied)
        else (ward, source)
        for place, (ward, source) in enumerate(filled)
    ]


def _list_runs(lines: Sequence[Line], filled: Wards, serials: Sequence[str]) -> list[list[int]]:
    """Return the units of each ward that is named, and those above the first."""
    runs: list[list[int]] = [[]]
    for place, (line, (_, source), _) in enumerate(zip(lines, filled, serials, strict=False)):
        if line.kind == "section" or (line.kind == "unit" and source == "cell"):
            runs.append([])
        runs[-1] += [place] * (line.kind == "unit")
    return runs


def find_moved(lines: Sequence[Line], filled: Wards, serials: Sequence[str]) -> list[int]:
    """Return the lines that were cut and put in another place, as the serial numbers show: 4, 13, 5.

    Such a row interrupts a count that goes on behind it, or stands before its 1, or its number is missing
    where 12 and 14 stand right below each other. If it took the name of its ward along, the rows that it left
    have none, nor have those that it came to stand above. Many such rows show a table that was sorted. Nor
    does a row belong where its number is that of another ward: 3.4, 4.5, 3.5.
    """
    told = _list_runs(lines, filled, serials)
    strange = [at for run in told for at in _find_other_wards(run, serials)]
    runs = [[(at, _count_from(serials[at])) for at in run] for run in told]
    left = {
        run[place - 1][1] + 1: [at for at, _ in run[place:]]
        for run in runs
        for place in range(1, len(run))
        if run[place - 1][1] and run[place][1] == run[place - 1][1] + 2
    }
    moved = {
        at: number
        for run in runs
        for before, (at, number), after in zip([(0, 0), *run], run, [*run[1:], (0, 0)], strict=False)
        if number and _is_out_of_place(before[1], number, after[1], left)
    }
    if len(moved) > MOST_MOVED:
        return strange
    # Where it came behind a row of its own number, either may be the one.
    counts = [Counter(number for _, number in run) for run in runs]
    both = [
        at for run, count in zip(runs, counts, strict=True) for at, n in run if n in left and count[n] > 1
    ]
    named = {at: number for at, number in moved.items() if filled[at][1] == "cell"}
    below = [at for run in runs if run and run[0][0] in named for at, _ in run]
    return [
        *strange,
        *moved,
        *both,
        *below,
        *(at for number in named.values() for at in left.get(number, ())),
    ]


def find_doubled(lines: Sequence[Line], filled: Wards, hamlets: Sequence[str]) -> list[int]:
    """Return the lines that were put between two hamlets of another ward, as the 9 of 6, 9, 7, 8, 9.

    There the hamlet stands again, in its own place: without serial numbers nothing else shows it.
    """
    found = []
    for run in _list_runs(lines, filled, hamlets):
        names = [tokenise(hamlets[at]) for at in run]
        for at, (above, name, below) in zip(
            run[1:], zip(names, names[1:], names[2:], strict=False), strict=False
        ):
            between = above[-1:] and below[-1:] and goes_on(above[-1], below[-1]) and above[:-1] == below[:-1]
            if between and name[:-1] == above[:-1] and name not in (above, below) and names.count(name) > 1:
                found.append(at)
    return found


def _find_other_wards(run: Sequence[int], serials: Sequence[str]) -> list[int]:
    """Return the rows of a run whose number begins as that of another ward; of several odd ones all rows."""
    wards = {at: ward for at in run if (ward := serials[at].strip().rstrip(".)").rpartition(".")[0])}
    usual, _ = next(iter(Counter(wards.values()).most_common(1)), ("", 0))
    odd = [at for at, ward in wards.items() if ward != usual]
    return odd if len(odd) < MOST_ODD else list(run)


def _is_out_of_place(before: int, number: int, after: int, left: Collection[int]) -> bool:
    if before == number - 1 or after == number + 1:
        return False
    between = bool(before) and after == before + 1
    return between or (not before and after == 1 < number) or number in left


def was_sorted(serials: Sequence[str], every: Sequence[str] = ()) -> bool:
    """Return whether serial numbers go back, but not to 1: the table was sorted after it had been written.

    The copy of one row, amid a count that goes on below it or at its end, is no sign of that.

    Parameters
    ----------
    serials
        Of the rows of one count.
    every
        Of the whole table: where it is one count, the row that was copied may stand in another part of it.
    """
    strays = _find_strays(serials)
    if len(strays) != 1:
        return bool(strays)
    at = strays[0]
    number, above, *below = map(_count_from, (serials[at], serials[at - 1], *serials[at + 1 : at + 2]))
    told = [*map(_count_from, serials[:at])]
    whole = [*map(_count_from, every)]
    copied = number in told or (whole.count(1) == 1 and whole.count(number) > 1)
    return not copied or below not in ([], [1], [above + 1])


def _find_strays(serials: Sequence[str]) -> list[int]:
    """Return the rows whose serial number is lower than the one above, but not 1."""
    counted = [(at, number) for at, serial in enumerate(serials) if (number := _count_from(serial))]
    return [at for (_, before), (at, number) in pairwise(counted) if 1 < number < before]


def doubt_restarts(lines: Sequence[Line], filled: Wards, serials: Sequence[str]) -> Wards:
    """Return the wards without those that the count of the rows speaks against, where blocks count from 1.

    Below a number 1 inside a block the name of a ward was forgotten: its hamlets would be those of the ward
    above. A block that goes on with the count of the one above has no ward of its own: what stands above it
    may be a note ("Xã Tịnh Long báo cáo muộn").
    """
    units = [place for place, line in enumerate(lines) if line.kind == "unit"]
    inherited = [place for place in units if filled[place][1] in INHERITED]
    if not serials or not inherited:
        return filled
    counts = {place: _count_from(serials[place]) for place in units}
    above = dict(zip(units[1:], units, strict=False))
    tops = [place for place in units if place not in above or filled[place][0] != filled[above[place]][0]]
    going = [place for place in tops if place in above and 1 < counts[place] == counts[above[place]] + 1]
    first = [place for place in tops if counts[place] == 1]
    if len(first) < max(1, 2 * len(going)) or len(first) + len(going) < len(tops):
        return filled
    doubted, lost = list(filled), False
    for place in units:
        lost = place in going or (place not in tops and (lost or counts[place] == 1))
        if lost and filled[place][1] in INHERITED:
            doubted[place] = ("", "unknown")
    return doubted


def _count_from(serial: str) -> int:
    """Return the number of a row inside its ward: 2 of "2", "2)" and "4.2"."""
    digits = serial.strip().rstrip(".)").rpartition(".")[2]
    return read_number(digits)
