"""Widths of the columns of a table: no word cut, and the table as short as they can make it."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.drawing.fonts import measure
from geo.drawing.scene import POINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.drawing.typeset import Type
    from geo.office.listing import Column

    Row = NDArray[np.float64]

WIDEST: Final = 9.0
"""Wish of a column of long texts, in millimetres for each point of the type; its words wrap."""

USUAL: Final = 2.0
"""Wish of a column whose texts differ in length, in mean lengths: a few long ones do not widen it."""

TITLE: Final = 2.4
"""Room for the title of a column on one line, at most, in millimetres for each point of the type."""

STEPS: Final = (16.0, 8.0, 4.0, 2.0, 1.0)
"""Room that a column gives to another one, in millimetres."""

ROUNDS: Final = 12
TIDY: Final = 0.01
"""What a line of a cell counts, as a share of a line of a row."""

LOSS: Final = 1.12
"""Room that lines of a wrapped text need, as a share of the room of its words."""


def share_width(
    columns: Sequence[Column], texts: Sequence[Sequence[str]], width: float, kind: Type, *, marked: bool
) -> list[float]:
    """Return the widths of columns that add up: no word is cut as long as all words have room.

    The columns of several years are as wide as each other, and the words of a class take two lines at most.
    Where not every text can stand on one line, columns give room to each other until the table is as short
    as that makes it.
    """
    least, wished, whole, lengths, pads = [], [], [], [], []
    for column, cells in zip(columns, texts, strict=True):
        words = [*column.title.split(" "), *(word for text in set(cells) for word in text.split(" "))]
        words += [_halve(text, kind) for text in set(cells) if column.kind == "class"]
        sample = sample_size(kind)[0] + kind.size * POINT / 2 if marked and column.kind == "class" else 0.0
        more = sample + kind.size * POINT * 1.05
        long = [measure(text, kind.size) for text in cells]
        usual = USUAL * sum(long) / max(len(long), 1)
        title = measure(column.title, kind.size, "bold")
        wish = (
            max(min(max(long, default=0.0), usual, WIDEST * kind.size), min(title, TITLE * kind.size)) + more
        )
        least.append(max(measure(word, kind.size, "bold") for word in words) + more)
        wished.append(max(wish, least[-1]))
        whole.append(max(wished[-1], max(long, default=0.0) + more))
        lengths.append([title, *long])
        pads.append(more)
    kinds = ["year" if column.key.startswith("year") else str(place) for place, column in enumerate(columns)]
    least, wished, whole = _even(least, kinds), _even(wished, kinds), _even(whole, kinds)
    over = [wish - needed for wish, needed in zip(wished, least, strict=True)]
    spare = width - sum(least)
    if spare <= 0 or not sum(over):
        return [needed * width / sum(least) for needed in least]
    if sum(wished) <= width:
        shares = [wish * width / sum(wished) for wish in wished]
        breaks = any(share < needed for share, needed in zip(shares, whole, strict=True))
        return _even_out(whole, width) if breaks and sum(whole) <= width else shares
    start = np.array([needed + spare * more / sum(over) for needed, more in zip(least, over, strict=True)])
    groups = np.array([[one == kind for one in kinds] for kind in dict.fromkeys(kinds)], dtype=float)
    shortest = _shorten(start, np.array(least), np.array(lengths), np.array(pads), groups)
    return [float(share) for share in shortest]


def _even_out(sizes: Sequence[float], width: float) -> list[float]:
    """Return sizes that add up to a width, each with as much more than it needs."""
    return [size + (width - sum(sizes)) / len(sizes) for size in sizes]


def _halve(text: str, kind: Type) -> str:
    """Return the longer line of a text that stands on two lines as short as they can be."""
    words = text.split(" ")
    ways = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, max(len(words), 2))]
    pairs = ([(measure(line, kind.size), line) for line in way] for way in ways)
    return min(max(pair) for pair in pairs)[1]


def _even(sizes: Sequence[float], kinds: Sequence[str]) -> list[float]:
    """Return sizes of columns, those of a kind as wide as the widest of them."""
    widest: dict[str, float] = {}
    for kind, size in zip(kinds, sizes, strict=True):
        widest[kind] = max(size, widest.get(kind, 0.0))
    return [widest[kind] for kind in kinds]


def _shorten(widths: Row, least: Row, lengths: Row, pads: Row, groups: Row) -> Row:
    """Return widths of columns that make a table as short as moving room from one to another can.

    Parameters
    ----------
    widths, least
        Of the columns: to begin with, and at least.
    lengths
        Of their texts on one line, the title first.
    pads
        What a column needs besides its text.
    groups
        Which columns are alike: a row a kind, 1 where a column is of it.
    """
    moves = groups / groups.sum(axis=1, keepdims=True)
    steps = [step * (taker - giver) for step in STEPS for taker, giver in permutations(moves, 2)]
    lines = float(_count_lines(widths[None], lengths, pads)[0])
    for _ in range(ROUNDS):
        tried = widths + np.array(steps)
        tried = tried[(tried >= least).all(axis=1)]
        found = _count_lines(tried, lengths, pads)
        if not len(found) or found.min() >= lines:
            break
        widths, lines = tried[int(found.argmin())], float(found.min())
    return widths


def _count_lines(tried: Row, lengths: Row, pads: Row) -> Row:
    """Return how many lines all rows have together, for each of some choices of widths.

    Of choices that are as short as each other the one with fewer broken cells counts less.
    """
    shares = lengths / (tried - pads)[:, :, None]
    cells = np.where(shares <= 1, 1.0, np.ceil(shares * LOSS))
    lines: Row = cells.max(axis=1).sum(axis=1) + TIDY * cells.sum(axis=(1, 2))
    return lines


def sample_size(kind: Type) -> tuple[float, float]:
    """Return width and height of the sample of a fill before the words of a cell, in millimetres."""
    return kind.size * POINT * 1.5, kind.size * POINT * 0.95
