"""The key of the names that do not stand on the map: a row a number, or a list by wards in running lines."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

from geo.drawing.fonts import measure
from geo.drawing.runs import Run, set_runs
from geo.drawing.scene import POINT, Words
from geo.drawing.typeset import RISE, Block, Type, go_on, paragraph, put, stack
from geo.lettering.name_lines import abbreviate
from geo.tools.words import number, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.drawing.scene import Naming
    from geo.lettering.wishes import How, Names, Placed
    from geo.model import Language

PART: Final = 8
"""So many rows of the key stay together; between parts it may go on in the next column."""

TRIED: Final = 16384
"""Lists of wards that are remembered: a key of 60 wards is set anew for each size and place that is tried."""

HANG: Final = 1.2
"""How far the lines of a ward after its first one stand in, in heights of the type."""


def draw_key(names: Names, language: Language, width: float, kind: Type) -> list[Block]:
    """Return the key of the names that do not stand on the map, and how many it has no room for."""
    small = kind.smaller(0.92)
    shown = names.shown
    if names.by_ward:
        groups = [_list_ward(entries, width, small) for entries in _group(shown)]
    else:
        groups = [(_number(item, width, small),) for item in shown]
    title = "page.key" if any(item.number for item in shown) else "page.key_listed"
    head = paragraph(say(title, language), width, Type(kind.size, "bold"))
    gap = kind.size * POINT * 0.1
    parts = [_join(rows, gap, head.height) for rows in _split(groups)]
    if parts:
        parts[0] = stack([head, parts[0]], gap)
    if not names.later:
        return [*parts, Block(small.line if names.spare else 0.0, ())]
    return [*parts, write_later(len(names.later), language, width, kind)]


def write_later(count: int, language: Language, width: float, kind: Type) -> Block:
    """Return how many names stand on a sheet that follows."""
    note = say("page.omitted", language, count=number(count, language))
    return paragraph(note, width, kind.smaller(0.92))


def _split(groups: Sequence[tuple[Block, ...]]) -> list[tuple[Block, ...]]:
    """Return the rows of each part; a ward begins a new one rather than end a part with its first line."""
    parts: list[tuple[Block, ...]] = []
    for rows in groups:
        if parts and len(parts[-1]) + len(rows) <= PART:
            parts[-1] += rows
        else:
            parts += [rows[at : at + PART] for at in range(0, len(rows), PART)]
    return parts


@lru_cache(maxsize=TRIED)
def _join(rows: tuple[Block, ...], gap: float, lead: float) -> Block:
    return go_on(stack(rows, gap), gap, lead)


@lru_cache(maxsize=2048)
def _number(item: Placed, width: float, kind: Type) -> Block:
    """Return a row of the key: the number on the map, and the name."""
    indent = measure("000", kind.size, "medium")
    words = paragraph(" ".join(item.wish.texts[0]), width - indent, kind)
    figure = Words(str(item.number), 0.0, kind.size * POINT * RISE, kind.size, "medium")
    return Block(words.height, (figure, *put(words, indent, 0.0)))


def _group(shown: Iterable[Placed]) -> Iterator[tuple[Placed, ...]]:
    """Yield the names of a ward and class together."""
    for _, group in groupby(shown, key=lambda item: (item.wish.status, item.wish.ward)):
        yield tuple(group)


@lru_cache(maxsize=TRIED)
def _list_ward(entries: tuple[Placed, ...], width: float, kind: Type) -> tuple[Block, ...]:
    """Return the lines of the names of a ward."""
    wish = entries[0].wish
    head = ", ".join(filter(None, (wish.status, wish.ward)))
    runs = [Run(f"{head[0].upper()}{head[1:]}:", "medium")] if head else []
    lines = set_runs((*runs, *_write(entries)), width, kind, HANG * kind.size * POINT)
    return tuple(Block(kind.line, words) for words in lines)


def _write(entries: Sequence[Placed]) -> Iterator[Run]:
    """Yield the names of a ward, each after its number on the map; those without one follow in short."""
    numbered = [item for item in entries if item.number]
    short = list(abbreviate(item.wish.name for item in entries if not item.number))
    for place, item in enumerate(numbered, 1):
        yield Run(str(item.number), "medium", item.wish.colour, tied=True)
        yield Run(item.wish.name + ("," if short or place < len(numbered) else ""))
    for place, text in enumerate(short, 1):
        yield Run(text + ("," if place < len(short) else ""))


def report_key(report: Sequence[Naming], names: Names) -> tuple[Naming, ...]:
    """Return a report of names with what the key has of them, and what stands on a sheet that follows."""
    said: dict[str, How] = {item.wish.code: "keyed" if item.number else "listed" for item in names.shown}
    said |= {item.wish.code: "omitted" for item in names.later}
    return tuple(replace(naming, how=said.get(naming.code, naming.how)) for naming in report)
