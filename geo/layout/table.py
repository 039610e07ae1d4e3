"""Tables and strips of numbers as pieces of a page: columns as wide as their words, rows that wrap."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, Final

from geo.drawing.fonts import measure
from geo.drawing.outlines import line, rectangle
from geo.drawing.scene import POINT, Box, Fill, Stroke
from geo.drawing.typeset import GREY, ROUND, Block, Type, height_of, paragraph, put, right, stack
from geo.office.table_widths import sample_size, share_width
from geo.tools.words import number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.drawing.scene import Item
    from geo.model import Figure, Language
    from geo.office.listing import Cell, Column

RULE: Final = Stroke("#d5dce2", 0.15)
HEAD_RULE: Final = Stroke("#55616d", 0.3)
GROUND: Final = Fill("#f3f6f9")
CHECKS: Final = {"equal": "#1f5f8b", "differs": "#8a3200"}
"""Ink of what a published figure says of a number."""


@dataclass(frozen=True, eq=False)
class Grid:
    """A table in pieces: its head, and a block a row, all of one width.

    Parameters
    ----------
    parts
        How many of it stand beside each other, each under a head.
    step
        From one of them to the next, in millimetres.
    """

    head: Block
    rows: tuple[Block, ...]
    parts: int = 1
    step: float = 0.0

    def take(self, first: int, height: float) -> int:
        """Return how many rows from a first one on fit under the heads into a height."""
        return sum(self._split(first, height))

    def _split(self, first: int, height: float) -> list[int]:
        """Return how many rows from a first one on fit into each part."""
        counts = []
        for _ in range(self.parts):
            ends = accumulate((row.height for row in self.rows[first:]), initial=self.head.height)
            counts.append(max(0, sum(1 for _ in takewhile(lambda end: end <= height + ROUND, ends)) - 1))
            first += counts[-1]
        return counts

    def put(self, first: int, count: int) -> Block:
        """Return some rows under their heads."""
        height, items = self.measure(first, count), []
        for part, most in enumerate(self._split(first, height)):
            rows = self.rows[first : first + min(most, count)]
            items += put(stack([self.head, *rows]), part * self.step, 0.0) if rows or not part else []
            first, count = first + len(rows), count - len(rows)
        return Block(height, tuple(items))

    def measure(self, first: int, count: int) -> float:
        """Return the height of some rows under their heads."""
        rows = self.rows[first : first + count]
        whole = height_of(rows, 0.0)
        if self.parts == 1:
            return self.head.height + whole
        tried = (self.head.height + whole / self.parts + row.height for row in sorted(rows, key=_tall))
        enough = (height for height in tried if self.take(first, height) >= count)
        return next(enough, self.head.height + whole)

    @property
    def height(self) -> float:
        """Height of the whole table."""
        return self.measure(0, len(self.rows))


def _tall(block: Block) -> float:
    return block.height


def draw_grid(
    columns: Sequence[Column],
    width: float,
    kind: Type,
    language: Language,
    samples: Mapping[str, Fill] | None = None,
) -> Grid:
    """Return a table.

    Parameters
    ----------
    samples
        Words of the legend → the fill that stands before them in columns of classes.
    """
    texts = [[write_cell(cell, column, language) for cell in column.cells] for column in columns]
    widths = share_width(columns, texts, width, kind, marked=bool(samples))
    head = _draw_row(
        [column.title for column in columns],
        columns,
        widths,
        kind.smaller(0.94, "bold"),
        rule=HEAD_RULE,
        samples={},
    )
    rows = [
        _draw_row(cells, columns, widths, kind, rule=RULE, samples=samples or {})
        for cells in zip(*texts, strict=True)
    ]
    return Grid(head, tuple(rows))


def write_cell(cell: Cell, column: Column, language: Language) -> str:
    """Return a cell in words: numbers as the language writes them, "" where there is nothing to say."""
    if isinstance(cell, int | float):
        return number(cell, language, column.decimals)
    return "" if cell is None else str(cell)


def _draw_row(
    cells: Sequence[str],
    columns: Sequence[Column],
    widths: Sequence[float],
    kind: Type,
    *,
    rule: Stroke,
    samples: Mapping[str, Fill],
) -> Block:
    pad = kind.size * POINT
    air = pad * 0.22
    items: list[Item] = []
    left, height = 0.0, kind.line
    for text, column, width in zip(cells, columns, widths, strict=True):
        fill = samples.get(text) if column.kind == "class" else None
        words, block = _draw_cell(text, column, width - pad, kind, fill)
        items += put(Block(0.0, tuple(words)), left, air)
        height = max(height, block)
        left += width
    height += 2 * air
    return Block(height, (*items, line([(0.0, height), (left, height)], rule)))


def _draw_cell(
    text: str, column: Column, room: float, kind: Type, fill: Fill | None
) -> tuple[list[Item], float]:
    """Return the items of a cell and their height; numbers end at the right side."""
    if column.kind == "number" and measure(text, kind.size, kind.face) <= room:
        return [right(text, room, kind)], kind.line
    if fill is None:
        words = paragraph(text, room, kind)
        return list(words.items), words.height
    wide, high = sample_size(kind)
    gap = kind.size * POINT / 2
    words = paragraph(text, room - wide - gap, kind)
    sample = rectangle(Box(0.0, (kind.line - high) / 2, wide, high), fill, Stroke("#5b6b7a", 0.12))
    return [sample, *put(words, wide + gap, 0.0)], words.height


def draw_strip(figures: Sequence[Figure], width: float, kind: Type) -> Block:
    """Return the big numbers side by side, each with its words; nothing where there are none."""
    if not figures:
        return Block(0.0, ())
    gap = kind.size * POINT * 0.8
    cell = (width - gap * (len(figures) - 1)) / len(figures)
    blocks = [_draw_figure(figure, cell - 2 * gap, kind) for figure in figures]
    height = max(block.height for block in blocks) + 2 * gap * 0.7
    items: list[Item] = []
    for place, block in enumerate(blocks):
        left = place * (cell + gap)
        items.append(rectangle(Box(left, 0.0, cell, height), GROUND))
        items += put(block, left + gap, gap * 0.7)
    return Block(height, tuple(items))


def _draw_figure(figure: Figure, width: float, kind: Type) -> Block:
    size = kind.size * 1.9
    while size > kind.size and measure(figure.value, size, "bold") > width:
        size *= 0.95
    small = Type(kind.size * 0.86, "regular", GREY)
    check = Type(kind.size * 0.86, "medium", CHECKS.get(figure.check, GREY))
    return stack(
        [
            paragraph(figure.value, width, Type(size, "bold")),
            paragraph(figure.label, width, Type(kind.size * 0.95, "medium")),
            paragraph(figure.detail, width, small),
            paragraph(figure.change, width, small),
            paragraph(figure.check_text, width, check),
        ]
    )
