"""The legend of several years: one line a class, one column of counts a year."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

from geo.drawing.fonts import measure
from geo.drawing.outlines import rectangle
from geo.drawing.scene import POINT, Box, Stroke
from geo.drawing.typeset import GREY, Block, Type, height_of, paragraph, put, right, stack
from geo.layout.legend import list_entries, swatch, swatch_size
from geo.tools.words import number, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.drawing.scene import Item
    from geo.model import ThematicMap


FIRST: Final = 0.3
"""Least share of the width that is left to the words and the counts of the first of several years."""

EDGE: Final = Stroke("#5b6b7a", 0.15)


def draw_year_classes(maps: Sequence[ThematicMap], width: float, kind: Type) -> Block:
    """Return one legend of all years; its last line says the units that each column adds up to.

    Of more years than the width has room for each has a line, and each class a column.

    Parameters
    ----------
    maps
        The years, which share their classes.
    """
    last = maps[-1]
    language, patterns = last.view.language, last.view.patterns
    columns = [_list_cells(one) for one in maps]
    ends = _place_columns(columns, width, kind)
    small, gap = kind.smaller(0.92, colour=GREY), kind.size * POINT * 0.3
    unit = last.measure.unit[language]
    words = last.indicator.title[language] + (f" ({unit})" if unit else "")
    title = paragraph(words, width, Type(kind.size, "bold"))
    entries = list_entries(last)
    samples = [
        swatch(entry.fill, kind, mark=entry.key if style.marked else None, patterns=patterns)
        for entry, style in zip(entries, last.classes.entries, strict=True)
    ]
    if ends[0] < FIRST * width:
        names = [
            _draw_line(sample, entry.label, [(width, "")], kind)
            for sample, entry in zip(samples, entries, strict=True)
        ]
        return stack([title, *names, *_draw_turned(last, columns, width, kind)], gap)
    years, *cells, totals = zip(*columns, strict=True)
    ways = [
        [
            _draw_line(sample, entry.label, list(zip(ends, counts, strict=True)), kind, apart=apart)
            for sample, entry, counts in zip(samples, entries, cells, strict=True)
        ]
        for apart in (True, False)
    ]
    units = f"{say('compare.total', language)} ({say(f'units.{last.view.level}', language)})"
    lines = [
        _draw_line((), "", list(zip(ends, years, strict=True)), small),
        *min(ways, key=lambda way: height_of(way, 0.0)),
        _draw_line((), units, list(zip(ends, totals, strict=True)), small),
    ]
    return stack([title, *lines], gap)


def _draw_turned(
    last: ThematicMap, columns: Sequence[Sequence[str]], width: float, kind: Type
) -> list[Block]:
    """Return a line a year, with a column of counts under a sample of each class."""
    (wide, high), total = swatch_size(kind), say("compare.total", last.view.language)
    heads = [["", *(cells[1:-1]), max(total, cells[-1], key=len)] for cells in columns]
    ends = _place_columns([list(column) for column in zip(*heads, strict=True)], width, kind)
    samples = [
        item
        for entry, end in zip(list_entries(last), ends[1:-1], strict=True)
        for item in put(
            Block(high, (rectangle(Box(0.0, 0.0, wide / 2, high), entry.fill, EDGE),)), end - wide / 2, 0.0
        )
    ]
    head = Block(high, (*samples, right(total, ends[-1], kind.smaller(0.92, colour=GREY))))
    rows = [_draw_line((), year, list(zip(ends[1:], cells, strict=True)), kind) for year, *cells in columns]
    return [head, *rows]


def _list_cells(thematic_map: ThematicMap) -> list[str]:
    """Return the column of a year: the year, a count a class, the total."""
    language, counts = thematic_map.view.language, thematic_map.counts
    shown = [number(count, language) for count in (*counts, sum(counts))]
    return [str(thematic_map.view.year), *shown]


def _place_columns(columns: Sequence[Sequence[str]], width: float, kind: Type) -> list[float]:
    """Return where the columns end, from left to right; the last one ends at the width."""

    def list_widths() -> Iterator[float]:
        for cells in reversed(columns[1:]):
            yield -max(measure(cell, kind.size, "medium") for cell in cells) - kind.size * POINT

    return list(accumulate(list_widths(), initial=width))[::-1]


def _draw_line(
    sample: Sequence[Item],
    label: str,
    cells: Sequence[tuple[float, str]],
    kind: Type,
    *,
    apart: bool = False,
) -> Block:
    """Return a line of the legend: sample, words, counts that end at their places.

    Parameters
    ----------
    apart
        Whether the counts have a line of their own under the words.
    """
    wide, high = swatch_size(kind)
    gap = kind.size * POINT * 0.6
    indent = wide + gap if sample else 0.0
    first = min(end - measure(text, kind.size, "medium") for end, text in cells)
    words = paragraph(label, (cells[-1][0] if apart else first - gap) - indent, kind)
    down = max(0.0, (kind.line - high) / 2)
    figures = [right(text, end, Type(kind.size, "medium", kind.colour)) for end, text in cells if text]
    below = max(words.height, high) if apart else 0.0
    items = (
        *put(Block(high, tuple(sample)), 0.0, down),
        *put(words, indent, 0.0),
        *put(Block(kind.line, tuple(figures)), 0.0, below),
    )
    return Block(max(words.height, high, below + kind.line), items)
