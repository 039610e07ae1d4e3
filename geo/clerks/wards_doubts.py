"""Wards that rows took from above, doubted: what stands above a row is not always its ward."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import INHERITED
from geo.clerks.tokens import read_number, tokenise
from geo.clerks.wards_serials import doubt_restarts, doubt_sorted, find_doubled, find_moved

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.clerks.clerk import WardSource
    from geo.clerks.lines import Line
    from geo.clerks.tokens import Tokens

    Wards = list[tuple[str, WardSource]]
    ListsBefore = Callable[[str, str, str], bool]

FEWEST_FALLS: Final = 2
MOST_FALLS: Final = 3
"""Where numbers of hamlets fall in so many blocks, and in one of so many, somebody sorted the table."""

MOST_RISE: Final = 1
"""How many blocks in which the numbers of hamlets rise there must be for each in which they fall."""


def doubt_wards(
    lines: Sequence[Line],
    filled: Wards,
    serials: Sequence[str],
    hamlets: Sequence[str],
    *,
    titled: bool,
    lists_before: ListsBefore,
) -> Wards:
    """Return the wards without those that rows took from above and that may be another one's.

    Parameters
    ----------
    lines
        Rows of a table, and what they are.
    filled
        Ward of each line, and where it stands.
    serials, hamlets
        Serial number and name of the hamlet in each line.
    titled
        Whether a title names the ward of what stands above the first one.
    lists_before
        Whether the city lists one hamlet of a ward before another one: there their numbers may go back.
    """
    filled = _take_title(lines, filled) if titled else _doubt_sums(lines, filled)
    filled = _doubt_all(lines, filled, serials, hamlets, lists_before)
    return [("", "") if found == ("", "section") else found for found in filled]


def _take_title(lines: Sequence[Line], filled: Wards) -> Wards:
    """Return the wards; above the first of several names the rows inherit that of the title, "" here."""
    if not any(line.kind == "section" for line in lines):
        return filled
    pairs = zip(lines, filled, strict=True)
    return [("", "section") if line.kind == "unit" and found == ("", "") else found for line, found in pairs]


def _doubt_all(
    lines: Sequence[Line],
    filled: Wards,
    serials: Sequence[str],
    hamlets: Sequence[str],
    lists_before: ListsBefore,
) -> Wards:
    # What was put in another place, or stands twice, says nothing of the rows around it.
    moved = find_moved(lines, filled, serials)
    doubled = find_doubled(lines, filled, hamlets)
    told = list(zip(serials, hamlets, strict=False))
    twice = [at for at, (one, other) in enumerate(pairwise(told), 1) if one == other and one[0]]
    serials, hamlets = (
        [cell * (at not in (*moved, *twice)) for at, cell in enumerate(cells)] for cells in (serials, hamlets)
    )
    filled = [
        ("", "unknown") if at in (*moved, *doubled) and source in INHERITED else (ward, source)
        for at, (ward, source) in enumerate(filled)
    ]
    filled = doubt_sorted(lines, filled, serials)
    filled = _doubt_closed(lines, doubt_restarts(lines, filled, serials), hamlets)
    return _doubt_descents(lines, _doubt_middles(filled, hamlets, lists_before), hamlets, lists_before)


def confirm_wards(
    lines: Sequence[Line], filled: Wards, doubted: Wards, written: Sequence[str], serials: Sequence[str]
) -> Wards:
    """Return the wards with those of the blocks that a sum closes which names the ward again.

    What was cut and put into such a block is none of it.

    Parameters
    ----------
    filled, doubted
        Ward of each line before and after `doubt_wards`.
    written
        What stands in the column of wards.
    serials
        Serial number in each line, "" where it is empty.
    """
    if not any(line.kind == "total" for line in lines):
        return doubted
    confirmed, block = list(doubted), list[int]()
    moved = {*find_moved(lines, filled, serials)}
    for place, line in enumerate(lines):
        if line.kind == "unit":
            block.append(place)
        elif line.kind == "total":
            wards = {filled[one][0] for one in block}
            ward = tokenise(wards.pop()) if len(wards) == 1 else ()
            if ward and tokenise(written[place])[-len(ward) :] == ward:
                for at in {*range(block[0], block[-1] + 1)} - moved:
                    confirmed[at] = filled[at]
            block = []
    return confirmed


def _doubt_closed(lines: Sequence[Line], filled: Wards, hamlets: Sequence[str]) -> Wards:
    """Return the wards without those below a sum, where sums end the blocks of most wards.

    Below that of a page the numbers of the hamlets go on; where they do not, the sum ended its block. Where
    they go on below a header that is repeated the sum was that of a page.
    """
    after, ended, going, paged = list[int](), list[int](), list[int](), list[int]()
    summed, above, headed = False, "", False
    for place, (line, name) in enumerate(zip(lines, hamlets, strict=False)):
        if line.kind in ("unit", "section"):
            paged += [place] * headed
            headed = False
            after += [place] * summed
            ended += [place] * (summed and 0 < _number_of(name) <= _count_like(name, above))
            going += [place] * (summed and _number_of(name) == _count_like(name, above) + 1 > 1)
            above = name if line.kind == "unit" else ""
        summed = line.kind == "total" or (summed and line.kind not in ("unit", "section"))
        headed = headed or line.kind == "repeat"
    opened = [place for place in after if lines[place].kind == "unit" and filled[place][1] in INHERITED]
    # Of as many that open a block as not, those stand inside one at which the numbers go on.
    inside = [place for place in going if 2 * len(opened) == len(after) or place in paged]
    most = 2 * len(opened) <= len(after)
    closed = [place for place in opened if place in ended or (most and place not in inside)]
    return _forget_from(closed, filled)


def _count_like(name: str, above: str) -> int:
    """Return the number of the hamlet above, or 0 where that has another name but for the number."""
    return _number_of(above) if tokenise(name)[:-1] == tokenise(above)[:-1] else 0


def _doubt_descents(
    lines: Sequence[Line], filled: Wards, hamlets: Sequence[str], lists_before: ListsBefore
) -> Wards:
    """Return the wards without those where the numbers of the hamlets go back, which rise in most blocks.

    Below 14 and 15 the hamlets 6 and 7 are those of another ward, whose name was forgotten; so are
    1 and 2 that come again. Where two numbers stand twice the rows of several wards were sorted by them.
    Where that is so in many blocks the table was sorted, and no row has the ward above it.
    A ward may have several kinds of hamlets, and each is counted for itself: thôn 1 below tổ dân phố 9.
    """

    def find_fall(block: Sequence[int]) -> int:
        """Return the first row whose number is lower than the one above, or 0; "10" may precede "2".

        One row below which the numbers go on as above it ("4, 5, 2, 6") came twice or lost its place.
        """
        texts, (ward, _) = [hamlets[place] for place in block], filled[block[0]]
        numbers = list(map(_number_of, texts))
        falls = (at for at in range(1, len(block)) if numbers[at] < numbers[at - 1])
        told = (at for at in falls if numbers[at + 1 : at + 2] != [numbers[at - 1] + 1])
        odd = (block[at] for at in told if not lists_before(ward, texts[at - 1], texts[at]))
        return 0 if texts == sorted(texts) else next(odd, 0)

    blocks: dict[tuple[int, Tokens], list[int]] = {}
    run, above = 0, ""
    for place, (line, (ward, _)) in enumerate(zip(lines, filled, strict=True)):
        if line.kind == "unit" and place < len(hamlets) and _number_of(hamlets[place]):
            run, above = run + (ward != above), ward
            blocks.setdefault((run, tokenise(hamlets[place])[:-1]), []).append(place)
    several = [block for block in blocks.values() if len(block) > 1]
    falls = [(block, fall) for block in several if (fall := find_fall(block))]
    if len(falls) >= FEWEST_FALLS and MOST_FALLS * len(falls) >= len(several):
        return [("", "unknown") if source in INHERITED else (ward, source) for ward, source in filled]
    usual = len(several) - len(falls) >= MOST_RISE * len(falls)
    told = [fall for block, fall in falls if usual or _count_again(block, fall, hamlets) > 1]
    twice = [block for block in several if not find_fall(block) and _count_twice(block, hamlets) > 1]
    inherited = [[place for place in block if filled[place][1] in INHERITED] for block in twice]
    return _forget_from([*told, *(places[0] for places in inherited if places)], filled)


def _count_twice(block: Sequence[int], hamlets: Sequence[str]) -> int:
    """Return how many rows of a block have the number of another one: 1, 1, 2, 2 was sorted of two wards."""
    return len(block) - len({_number_of(hamlets[place]) for place in block})


def _count_again(block: Sequence[int], fall: int, hamlets: Sequence[str]) -> int:
    """Return how many numbers of a block come again from a row on: of one ward each stands once."""
    above = {_number_of(hamlets[place]) for place in block if place < fall}
    return len(above & {_number_of(hamlets[place]) for place in block if place >= fall})


def _forget_from(places: Sequence[int], filled: Wards) -> Wards:
    """Return the wards without those of some lines, and of those below that have the same from above."""
    left = list(filled)
    for first in places:
        for place in range(first, len(left)):
            ward, source = filled[place]
            if source in INHERITED and ward == filled[first][0]:
                left[place] = ("", "unknown")
            elif ward:
                break
    return left


def _doubt_sums(lines: Sequence[Line], filled: Wards) -> Wards:
    """Return the wards without those of a table that begins with a hamlet of none: its wards stand below.

    Each is named in the row of its sum; the hamlets of the next one would be those of the ward above.
    """
    kinds = [line.kind for line in lines if line.kind in ("unit", "section")]
    above = kinds.index("section") if "section" in kinds else 0
    first = next((found for line, found in zip(lines, filled, strict=True) if line.kind == "unit"), ("", ""))
    if first != ("", "") or not (above > 1 or (above and kinds[-1] == "section")):
        return filled
    return [("", "unknown") if source == "section" else (ward, source) for ward, source in filled]


def _doubt_middles(filled: Wards, hamlets: Sequence[str], lists_before: ListsBefore) -> Wards:
    """Return the wards without those of blocks whose names stand in their middle: beside a hamlet number 7.

    There the first hamlets of a ward, number 1 among them, would be those of the ward above.
    """
    top, late = "", False
    for name, (ward, source) in zip(hamlets, filled, strict=False):
        top = name if source == "cell" else top
        alike = source == "block" and tokenise(name)[:-1] == tokenise(top)[:-1]
        below = alike and _number_of(name) == 1 < _number_of(top)
        late = late or (below and not lists_before(ward, top, name))
    if not late:
        return filled
    return [("", "unknown") if source == "block" else (ward, source) for ward, source in filled]


def _number_of(name: str) -> int:
    """Return the number at the end of a name, or 0."""
    last = tokenise(name)[-1:]
    return read_number(last[0]) if last else 0
