"""What stands under the map of a sheet: its keys, and beside or under them the rows of its table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from geo.drawing.scene import POINT, Box
from geo.drawing.typeset import Block, Type, flow, height_of, put, stack
from geo.layout.arrange import list_shares
from geo.layout.body import draw_keys
from geo.layout.legend import LONG, list_shades
from geo.layout.table import draw_grid
from geo.office.listing import list_readable
from geo.tools.keep import keep

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.drawing.scene import Item
    from geo.layout.table import Grid
    from geo.lettering.wishes import Names
    from geo.model import Layout, ThematicMap
    from geo.office.listing import Column

ENOUGH: Final = {False: 0.42, True: 0.38}
"""Least share of the height between head and foot that the map keeps: over a table under the keys or not."""

WAYS: Final = {False: ((1, 0.33), (2, 0.225)), True: ((4, 0.25), (5, 0.2))}
"""Columns of keys and the share of the width that each takes: beside the table, and over it."""

LOW: Final = 3
"""Rows of the key of the models from which on it comes in two columns where it stands over the table."""


@dataclass(frozen=True, eq=False)
class Band:
    """What stands under the map: columns of keys, and the rows of the table that have room.

    Parameters
    ----------
    top
        How far down the table begins: under the keys, else beside them.
    """

    keys: tuple[tuple[Block, ...], ...]
    key_width: float
    gap: float
    grid: Grid
    shown: int
    height: float
    top: float

    def above(self, body: Box, layout: Layout) -> Box:
        """Return the room over the band."""
        return Box(body.left, body.top, body.width, body.height - self.height - layout.text * POINT * 1.2)

    def within(self, height: float) -> Band:
        """Return the band in a room that is given; rows that have none there go on on the next page."""
        return replace(self, height=height, shown=min(self.shown, self.grid.take(0, height - self.top)))

    def put(self, left: float, top: float) -> list[Item]:
        """Return the band at its place."""
        items: list[Item] = []
        table = left + (0.0 if self.top else len(self.keys) * (self.key_width + self.gap))
        for place, column in enumerate(self.keys):
            items += put(stack(column, self.gap), left + place * (self.key_width + self.gap), top)
        return [*items, *put(self.grid.put(0, self.shown), table, top + self.top)]


@dataclass(frozen=True, eq=False)
class Table:
    """The table of a sheet, from its width; under the keys it has all of the page's."""

    draw: Callable[[float], Grid]
    under: bool

    def limit(self, body: Box) -> float:
        """Return how high the band with it may be."""
        return body.height * (1 - ENOUGH[self.under])


def make_table(thematic_map: ThematicMap, layout: Layout, share: float, parts: int, *, under: bool) -> Table:
    """Return the table of a sheet, in parts beside each other; its type is a share of the text size."""
    columns, kind = _list_columns(thematic_map), Type(layout.text * share, floor=layout.floor)
    gap = layout.text * POINT * 1.6

    @cache
    def draw(width: float) -> Grid:
        step = (width + gap) / parts
        grid = draw_grid(columns, step - gap, kind, thematic_map.view.language, list_shades(thematic_map))
        return replace(grid, parts=parts, step=step)

    return Table(draw, under)


@keep
def _list_columns(thematic_map: ThematicMap) -> tuple[Column, ...]:
    """Return the columns of the table of a sheet; of one ward its name need not stand in every row."""
    left_out = ("code", "ward") if len(thematic_map.view.wards) == 1 else ("code",)
    return tuple(column for column in list_readable(thematic_map) if column.key not in left_out)


def draw_band(thematic_map: ThematicMap, layout: Layout, body: Box, table: Table, names: Names) -> Band:
    """Return the lowest band of keys and table; the keys in smaller type where they are too tall."""
    most = table.limit(body)
    tried: list[Band] = []
    for share in list_shares(layout):
        for count, part in WAYS[table.under]:
            way = _Way(count, part, share, most, table)
            band = _try_band(thematic_map, layout, body, way, names)
            tried.append(band)
            if band.height - band.top <= band.grid.measure(0, band.shown):
                return band  # the table alone needs the room
        best = min(tried, key=lambda band: (-band.shown, band.height))
        if best.height <= most:
            return best
    return min(tried, key=lambda band: band.height)


@dataclass(frozen=True, eq=False)
class _Way:
    """One way to fill a band: columns of keys, the share of the width of each, their type, the height."""

    count: int
    part: float
    share: float
    most: float
    table: Table


def _try_band(thematic_map: ThematicMap, layout: Layout, body: Box, way: _Way, names: Names) -> Band:
    gap = layout.text * POINT * 1.6
    width = body.width * way.part - gap
    over = way.table.under
    blocks = draw_keys(thematic_map, layout, names, way.share, width, most=LOW if over else LONG)
    keys = tuple(map(tuple, flow(blocks, way.count, gap * way.share)))
    tall = max(height_of(column, gap) for column in keys)
    top = tall + gap if over else 0.0
    grid = way.table.draw(body.width - (0.0 if over else len(keys) * (width + gap)))
    shown = grid.take(0, way.most - top)
    return Band(keys, width, gap, grid, shown, max(tall, top + grid.measure(0, shown)), top)
