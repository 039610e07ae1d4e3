"""A native table with its measures: columns as wide as their words, rows as high as their lines."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from pptx.enum.text import PP_ALIGN
from pptx.util import Mm

from geo.drawing.fonts import wrap
from geo.drawing.scene import POINT, Box
from geo.drawing.typeset import Type
from geo.layout.table import write_cell
from geo.office.native import INK, add_grid, join_cells, rgb, set_type
from geo.office.package import ink_on
from geo.office.table_widths import share_width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pptx.slide import Slide
    from pptx.table import Table

    from geo.drawing.scene import Fill
    from geo.model import Language
    from geo.office.listing import Column

SIDES: Final = 2.4
"""What the sides of a cell take of its width, in millimetres."""

NARROW: Final = 0.94
"""Width of Arial as a share of the type in which words are measured, at most."""

LEADING: Final = 1.3
HEAD: Final = "#e9edf0"


@dataclass(frozen=True, eq=False)
class Laid:
    """A table with its measures.

    Parameters
    ----------
    columns
        Their titles are the head.
    rows
        Of cells in words.
    widths
        Of columns, in millimetres.
    head
        Height of the head, in millimetres.
    heights
        Of rows, in millimetres.
    size
        Of the type, in points.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    head: float
    heights: tuple[float, ...]
    size: float

    @property
    def height(self) -> float:
        """Height of the whole table."""
        return self.head + sum(self.heights)

    def take(self, first: int, height: float) -> int:
        """Return how many rows from a first one on fit under the head into a height."""
        return sum(end <= height for end in accumulate(self.heights[first:], initial=self.head)) - 1

    def put(
        self,
        slide: Slide,
        corner: tuple[float, float],
        part: tuple[int, int],
        *,
        foot: str = "",
        shades: Mapping[str, Fill] | None = None,
    ) -> Table:
        """Add some rows under the head.

        Parameters
        ----------
        part
            The first of them, and how many.
        foot
            Words under them.
        shades
            Words of the legend → the fill of their class; cells take its colour, no pattern under words.
        """
        rows = self.rows[part[0] : sum(part)]
        heights = [self.head, *self.heights[part[0] : sum(part)], *[min(self.heights)] * bool(foot)]
        feet = [[foot, *[""] * (len(self.columns) - 1)]] if foot else []
        texts = [[column.title for column in self.columns], *rows, *feet]
        table: Table = add_grid(slide, Box(*corner, sum(self.widths), sum(heights)), texts, self.widths).table
        table.first_row = True
        for place, (row, height) in enumerate(zip(table.rows, heights, strict=True)):
            row.height = Mm(height)
            for cell, column in zip(row.cells, self.columns, strict=True):
                shade = (shades or {}).get(cell.text) if column.kind == "class" and place else None
                colour = HEAD if place == 0 else shade.colour if shade else ""
                ink = ink_on(colour) if shade else INK
                set_type(cell.text_frame, size=self.size, colour=ink, bold=place == 0)
                if colour:
                    cell.fill.solid()
                    cell.fill.fore_color.rgb = rgb(colour)
                if column.kind == "number":
                    cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
        if foot:
            join_cells(table, len(rows) + 1, len(self.columns) - 1)
        return table


def lay_out(columns: Sequence[Column], language: Language, width: float, size: float, row: float) -> Laid:
    """Return a table in a width: no word cut, and as low as its columns can make it.

    Parameters
    ----------
    size
        Of the type, in points.
    row
        Height of a row with one line, in millimetres.
    """
    texts = [[write_cell(cell, column, language) for cell in column.cells] for column in columns]
    widths = share_width(columns, texts, width, Type(size * NARROW), marked=False)
    rows = tuple(zip(*texts, strict=True))
    head, *heights = (
        row + (_count_lines(cells, widths, size) - 1) * size * POINT * LEADING
        for cells in (tuple(column.title for column in columns), *rows)
    )
    return Laid(tuple(columns), rows, tuple(widths), head, tuple(heights), size)


def _count_lines(cells: Sequence[str], widths: Sequence[float], size: float) -> int:
    """Return how many lines the fullest cell of a row needs."""
    return max(
        len(wrap(text, width - SIDES, size * NARROW)) if text else 1
        for text, width in zip(cells, widths, strict=True)
    )
