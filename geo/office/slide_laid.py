"""A native table with its measures: columns as wide as their words, rows as high as their lines."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from pptx.enum.text import PP_ALIGN
from pptx.table import _Cell
from pptx.util import Mm

from geo.drawing.fonts import wrap
from geo.drawing.scene import POINT, Box
from geo.drawing.typeset import Type
from geo.layout.table import write_cell
from geo.office.native import INK, NOTHING, add_grid, join_cells, rgb, set_type
from geo.office.package import ink_on
from geo.office.table_widths import share_width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pptx.oxml.table import CT_TableCell
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
        feet = [(foot, *[""] * (len(self.columns) - 1))] if foot else []
        texts = [[column.title for column in self.columns], [""] * len(self.columns)]
        grid = add_grid(slide, Box(*corner, sum(self.widths), sum(heights)), texts, self.widths)
        table: Table = grid.table
        table.first_row = True
        for cell, column in zip(table.rows[0].cells, self.columns, strict=True):
            _dress(cell, column, HEAD, INK, self.size, bold=True)
        self._add_rows(table, (*rows, *feet), shades or {})
        for row, height in zip(table._tbl.tr_lst, heights, strict=True):  # noqa: SLF001  the library adds up all rows at each
            row.h = Mm(height)
        grid.height = Mm(sum(heights))
        if foot:
            join_cells(table, len(rows) + 1, len(self.columns) - 1)
        return table

    def _add_rows(self, table: Table, rows: Sequence[Sequence[str]], shades: Mapping[str, Fill]) -> None:
        """Put rows in place of the empty one: copies of its cells, as each column and colour has them.

        A cell that is copied takes a tenth of the time of one that the library makes.
        """
        body, empty = table._tbl, table._tbl.tr_lst[1]  # noqa: SLF001  the library has no way to copy

        @cache
        def make_cell(place: int, colour: str) -> CT_TableCell:
            cell = _Cell(deepcopy(empty.tc_lst[place]), table)
            _dress(
                cell, self.columns[place], colour, ink_on(colour) if colour else INK, self.size, bold=False
            )
            return cell._tc  # noqa: SLF001

        for texts in rows:
            row = deepcopy(empty)
            for place, (old, text, column) in enumerate(zip(list(row), texts, self.columns, strict=True)):
                shade = shades.get(text) if column.kind == "class" else None
                cell = deepcopy(make_cell(place, shade.colour if shade else ""))
                cell.get_or_add_txBody().p_lst[0].r_lst[0].text = text or NOTHING
                row.replace(old, cell)
            body.append(row)
        body.remove(empty)


def _dress(cell: _Cell, column: Column, colour: str, ink: str, size: float, *, bold: bool) -> None:
    """Give a cell its type, its colour, and the side on which its words stand."""
    set_type(cell.text_frame, size=size, colour=ink, bold=bold)
    if colour:
        cell.fill.solid()
        cell.fill.fore_color.rgb = rgb(colour)
    if column.kind == "number":
        cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


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
