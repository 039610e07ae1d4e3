"""Pages of words and tables in a book, as many as they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.drawing.scene import POINT, Page
from geo.drawing.typeset import Block, height_of, put, stack
from geo.layout.head import open_space
from geo.layout.table import Grid
from geo.model import A4_PORTRAIT
from geo.page import make_page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.model import Layout, ThematicMap

Piece = Block | tuple[Block, Grid]
"""What a page of words is made of: a block, or a table with its heading."""


def compose_words(
    thematic_map: ThematicMap, write: Callable[[float], Sequence[Piece]], *, layout: Layout = A4_PORTRAIT
) -> list[Page]:
    """Return pages of words and tables, as many as they need, under the head of a map.

    Parameters
    ----------
    thematic_map
        Its furniture heads the pages.
    write
        From the width of a page to what stands on it.
    """
    space = open_space(thematic_map, layout)
    gap = layout.text * POINT * 1.1
    pages = _fill_pages(write(space.body.width), space.body.height, gap)
    return [
        make_page(
            thematic_map,
            layout,
            space.enclose(*put(stack(blocks, gap), space.body.left, space.body.top)),
        )
        for blocks in pages
    ]


def _fill_pages(pieces: Sequence[Piece], height: float, gap: float) -> list[list[Block]]:
    """Return the blocks of each page; a table goes on with its head repeated, a heading stays with rows."""
    pages: list[list[Block]] = [[]]
    for piece in pieces:
        if isinstance(piece, Block):
            if pages[-1] and height_of([*pages[-1], piece], gap) > height:
                pages.append([])
            pages[-1].append(piece)
        else:
            _fill_rows(pages, *piece, height, gap)
    return pages


def _fill_rows(pages: list[list[Block]], heading: Block, grid: Grid, height: float, gap: float) -> None:
    first, top = 0, heading
    while first < len(grid.rows):
        room = height - height_of([*pages[-1], top], gap)
        count = grid.take(first, room)
        if count:
            pages[-1].append(stack([top, grid.put(first, count)], gap / 2))
            first, top = first + count, Block(0.0, ())
        elif pages[-1]:
            pages.append([])
        else:
            pages[-1].append(grid.put(first, 1))
            first += 1
