"""Where a text breaks into lines: a number stays with its word, and no line is left with a scrap."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.drawing.fonts import clean, measure, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.drawing.scene import Face

TIE: Final = "\ue000"
"""Stands for a space that holds; the texts themselves have no letters of private use."""

TIES: Final = re.compile(
    r"(?<=\d) (?=[^\W\d_])|(?<=[^\W\d_]) (?=\d[\d.,]*(?!\w))|(?<=\d:) (?=\d)| (?=%|[–·/](?: |$))"
)
"""Spaces at which a line should not break: "Thôn 3", "4 mô hình", "98,3 %", "1–4: 12", before a dash."""

SCRAP: Final = 0.2
"""A last line shorter than this share of the width is a scrap: words of the lines above join it."""

LEAST: Final = 0.35
"""Where a scrap is mended no line is shorter than this share of the longest one."""

PAIR: Final = 2
STEPS: Final = 12
"""How many narrower widths are tried that may mend a scrap of more than two lines."""

DOT: Final = " ·"

PAUSES: Final = (",", ";", ".", "–", "·")
"""A line ends best with one of these."""


@lru_cache(maxsize=4096)
def break_lines(text: str, width: float, size: float, face: Face = "regular") -> tuple[str, ...]:
    """Return text in lines of at most a width in millimetres; a longer word is cut, none is lost.

    A dot between two facts falls away where a line ends between them.
    """
    tied = TIES.sub(TIE, clean(text))
    pieces = [piece.replace(TIE, " ") for piece in tied.split(" ")]
    widths = [measure(piece, size, face) for piece in pieces]
    if max(widths) > width:
        return tuple(wrap(text, width, size, face))
    space = measure(" ", size, face)
    ends = _fill(widths, space, width)
    if len(ends) > 1 and _measure(widths, space, ends)[-1] < SCRAP * width:
        ends = _mend(pieces, widths, space, ends)
    return tuple(" ".join(pieces[start:end]).removesuffix(DOT) for start, end in pairwise((0, *ends)))


def _fill(widths: Sequence[float], space: float, width: float) -> list[int]:
    """Return where full lines end: the number of the piece after each."""
    ends, used = [], 0.0
    for place, wide in enumerate(widths):
        if place and used + space + wide > width:
            ends.append(place)
            used = wide
        else:
            used += wide + (space if place else 0.0)
    return [*ends, len(widths)]


def _measure(widths: Sequence[float], space: float, ends: Sequence[int]) -> list[float]:
    """Return the widths of lines."""
    return [sum(widths[start:end]) + space * (end - start - 1) for start, end in pairwise((0, *ends))]


def _mend(pieces: Sequence[str], widths: Sequence[float], space: float, ends: list[int]) -> list[int]:
    """Return the ends of as many lines without a scrap: at pauses if it can be, else as even as can be."""

    def judge(tried: Sequence[int]) -> tuple[int, float]:
        lines = _measure(widths, space, tried)
        return -sum(pieces[end - 1].endswith(PAUSES) for end in tried[:-1]), max(lines) - min(lines)

    return min(_list_even(widths, space, ends), key=judge, default=ends)


def _list_even(widths: Sequence[float], space: float, ends: Sequence[int]) -> Iterator[list[int]]:
    """Yield the ends of as many lines, none of which is much shorter than the others."""
    for tried in _list_tries(widths, space, ends):
        lines = _measure(widths, space, tried)
        if len(tried) == len(ends) and min(lines) >= LEAST * max(lines):
            yield tried


def _list_tries(widths: Sequence[float], space: float, ends: Sequence[int]) -> Iterator[list[int]]:
    """Yield ends of lines that are not too wide: of two lines all, of more those of narrower widths."""
    most = max(_measure(widths, space, ends))
    if len(ends) == PAIR:
        for end in range(1, len(widths)):
            if max(_measure(widths, space, (end, len(widths)))) <= most:
                yield [end, len(widths)]
        return
    least = max(*widths, (sum(widths) + space * len(widths)) / len(ends))
    for step in range(STEPS + 1):
        yield _fill(widths, space, least + (most - least) * step / STEPS)
