"""Words in several faces that run on in lines, as the entries of a list do."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from geo.drawing.fonts import clean, measure, wrap
from geo.drawing.scene import DARK, POINT, Words
from geo.drawing.typeset import RISE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.drawing.scene import Face
    from geo.drawing.typeset import Type


@dataclass(frozen=True)
class Run:
    """Words in one face that stay on one line if a line is long enough for them."""

    text: str
    face: Face = "regular"
    colour: str = DARK
    tied: bool = False
    """Whether no line ends after them."""


def set_runs(runs: tuple[Run, ...], width: float, kind: Type, indent: float) -> tuple[tuple[Words, ...], ...]:
    """Return the lines of some runs, each with its baseline as that of a first line.

    Parameters
    ----------
    width, indent
        Of the lines, and of all but the first one, in millimetres.
    kind
        Its size is that of all runs.
    """
    space = measure(" ", kind.size, "regular")
    lines: list[list[tuple[float, Run]]] = [[]]
    left = 0.0
    for knot in _tie(runs, width - indent, kind.size):
        wide = sum(measure(run.text, kind.size, run.face) for run in knot) + space * (len(knot) - 1)
        if lines[-1] and left + wide > width:
            lines.append([])
            left = indent
        for run in knot:
            lines[-1].append((left, run))
            left += measure(run.text, kind.size, run.face) + space
    return tuple(tuple(_join(line, kind)) for line in lines)


def _tie(runs: Sequence[Run], width: float, size: float) -> Iterator[tuple[Run, ...]]:
    """Yield what stays on one line: tied runs together; what is too long for a line comes word by word."""
    knot: list[Run] = []
    for run in runs:
        parts = _cut(run, width - sum(measure(f"{one.text} ", size, one.face) for one in knot), size)
        knot.append(parts[0])
        if not run.tied:
            yield tuple(knot)
            yield from ((part,) for part in parts[1:])
            knot = []


def _cut(run: Run, width: float, size: float) -> list[Run]:
    text = clean(run.text)
    if measure(text, size, run.face) <= width:
        return [Run(text, run.face, run.colour)]
    words = [part for word in text.split(" ") for part in wrap(word, width, size, run.face)]
    return [Run(word, run.face, run.colour) for word in words]


def _join(line: Sequence[tuple[float, Run]], kind: Type) -> Iterator[Words]:
    """Yield the words of a line; neighbours in one face are one text."""
    for (face, colour), group in groupby(line, key=lambda item: (item[1].face, item[1].colour)):
        parts = list(group)
        text = " ".join(run.text for _, run in parts)
        yield Words(text, parts[0][0], kind.size * POINT * RISE, kind.size, face, colour=colour)
