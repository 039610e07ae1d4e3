"""What a page has no room for: a figure of a text page becomes higher, a paper goes on on the next one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.drawing.scene import POINT, Box, Page, Words
from geo.drawing.typeset import Type, fill, flow, height_of, put, stack
from geo.layout.arrange import COLUMN
from geo.layout.head import open_space
from geo.tools.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.drawing.scene import Item
    from geo.drawing.typeset import Block
    from geo.model import Layout, ThematicMap

HIGHER: Final = (1.25, 1.5, 1.75, 2.1)
"""Heights that a figure of a text page may take up to its tallest, as shares of the one of its paper."""

SMALLER: Final = 0.5
"""How large the map of the highest figure stays: names that it has no room for may stand nowhere else."""

WANTING: Final = ("listed", "omitted")
"""What a name is that has neither a place nor a number on its map."""


def grow(layout: Layout, compose: Callable[[Layout], Page]) -> Page:
    """Return a page; a figure of a text page becomes higher until its names and its keys have a place.

    Parameters
    ----------
    compose
        From a layout to the page.
    """
    first = compose(layout)
    if layout.headed or not _count(first, *WANTING):
        return first
    *heights, tallest = (min(layout.height * share, layout.tallest) for share in HIGHER)
    higher = dict.fromkeys(height for height in heights if layout.height < height < tallest)
    highest = None
    for height in higher:
        page = compose(replace(layout, height=height))
        if not _count(page, *WANTING):
            return page
        # The highest one comes next: where that is too small, all are, and each takes long to find out.
        highest = highest or compose(replace(layout, height=max(tallest, layout.height), kept=SMALLER))
        if _count(highest, *WANTING):
            return min(first, highest, key=lambda page: _count(page, "omitted"))
    return highest or compose(replace(layout, height=max(tallest, layout.height), kept=SMALLER))


def _count(page: Page, *ways: str) -> int:
    """Return how many names ended in some ways, and how many words of the keys run over the foot."""
    over = sum(isinstance(item, Words) and item.y > page.height for item in page.items)
    return over + sum(naming.how in ways for naming in page.report)


def add_more(
    page: Page, thematic_map: ThematicMap, layout: Layout, write: Callable[[float, Type], Sequence[Block]]
) -> Page:
    """Return a page with the pages that go on with it, under its own head and foot.

    Parameters
    ----------
    write
        From the width of a column and a type to what stands on them.
    """
    title = say("page.more", page.language, title=page.title)
    furniture = replace(thematic_map.furniture, title=title, sentence="", brief="")
    head_map = replace(thematic_map, furniture=furniture)
    space = open_space(head_map, layout)
    plain = replace(page, title=title, legend=(), units=None, report=())
    pages = _fill_pages(space.body, layout, write)
    more = [replace(plain, items=space.enclose(*items)) for items in pages]
    return replace(page, more=tuple(more))


def _fill_pages(
    body: Box, layout: Layout, write: Callable[[float, Type], Sequence[Block]]
) -> list[list[Item]]:
    """Return the columns of each page."""
    gap = layout.text * POINT * 1.6
    count = max(1, int((body.width + gap) / (COLUMN * layout.text + gap)))
    width = (body.width - (count - 1) * gap) / count
    blocks = write(width, Type(layout.text))
    columns = flow(blocks, count, gap)
    if any(height_of(column, gap) > body.height for column in columns):
        columns = fill(blocks, body.height, gap)
    pages = [columns[at : at + count] for at in range(0, len(columns), count)]
    return [
        [
            item
            for place, column in enumerate(page)
            for item in put(stack(column, gap), body.left + place * (width + gap), body.top)
        ]
        for page in pages
    ]
