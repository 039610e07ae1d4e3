"""The pages of a book: a cover with the city, a map with its table under it, pages of words and tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain
from typing import TYPE_CHECKING, Final

from geo.arrange import SHRINKS, put_keys
from geo.frame import fit_frame, see_rivers
from geo.keep import keep
from geo.key_names import draw_key, report_key
from geo.legend import list_shades
from geo.listing import list_readable
from geo.model import A4_PORTRAIT
from geo.nearer import bring_near
from geo.page import finish_page
from geo.page_body import draw_body, draw_keys
from geo.page_head import open_space
from geo.page_more import add_more
from geo.page_table import draw_grid, draw_strip
from geo.plate import draw_plate
from geo.scene import POINT, Box, Page
from geo.typeset import ROUND, Block, Type, flow, height_of, put, stack
from geo.wishes import Names, list_forms, list_unplaced

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.listing import Column
    from geo.model import Figure, Layout, ThematicMap
    from geo.page_table import Grid
    from geo.scene import Item

COVER: Final = replace(A4_PORTRAIT, title=22.0)
ENOUGH: Final = 0.42
"""Least share of the height between head and foot that the map of a sheet keeps."""

SIZES: Final = (0.92, 0.86, 0.8)
"""Sizes of the type of the table, as shares of the text size of the page."""

WAYS: Final = ((1, 0.33), (2, 0.225))
"""Columns of keys beside the table of a sheet, and the share of the width that each takes."""


def compose_cover(
    thematic_map: ThematicMap, figures: Sequence[Figure], *, layout: Layout = COVER, emblem: bytes = b""
) -> Page:
    """Return a page with a strip of numbers, the map and its keys: of the whole city."""
    [thematic_map] = bring_near(thematic_map)
    width = layout.width - 2 * layout.margin
    strip = draw_strip(figures, width, Type(layout.text))
    space = open_space(thematic_map, layout, emblem, strip)
    arrangement, plate, names = draw_body(thematic_map, layout, space.body)
    items = space.enclose(*plate.items, *put_keys(arrangement))
    page = finish_page(thematic_map, layout, items, plate)
    rest = partial(draw_key, names.rest, thematic_map.view.language)
    return add_more(page, thematic_map, layout, rest) if names.later else page


def compose_sheet(
    thematic_map: ThematicMap,
    figures: Sequence[Figure] = (),
    *,
    layout: Layout = A4_PORTRAIT,
    emblem: bytes = b"",
) -> list[Page]:
    """Return a map with its keys and its table under it; rows that have no room stand on pages that follow.

    Parameters
    ----------
    figures
        The big numbers above the map; there may be none.
    """
    [thematic_map] = bring_near(thematic_map)
    strip = draw_strip(figures, layout.width - 2 * layout.margin, Type(layout.text))
    space = open_space(thematic_map, layout, emblem, strip)
    draw, band = _choose_table(thematic_map, layout, space.body)
    make = partial(_draw_band, thematic_map, layout, space.body, draw)
    frame = fit_frame(thematic_map, band.above(space.body, layout), layout)
    plate = draw_plate(thematic_map, frame, layout)
    names = list_unplaced(plate.placed)
    if names != Names():
        room, band = _choose_form(replace(names, spare=not names.by_ward), make, _most(space.body))
        frame = fit_frame(thematic_map, band.above(space.body, layout), layout)
        plate = draw_plate(thematic_map, frame, layout, most=None if room.by_ward else len(room.keyed))
        names, filled = _choose_form(list_unplaced(plate.placed), make, band.height)
        band = filled.within(band.height)
    height = band.height
    top = space.body.bottom - height
    seen = see_rivers(thematic_map, frame)
    if seen is not thematic_map:
        band = _draw_band(seen, layout, space.body, draw, names).within(height)
    items = space.enclose(*plate.items, *band.put(space.body.left, top))
    plate = replace(plate, report=report_key(plate.report, names))
    first = finish_page(thematic_map, layout, items, plate)
    rest = _go_on(thematic_map, layout, draw, band.shown, emblem)
    return [first, *(replace(first, items=more, units=None, legend=(), report=()) for more in rest)]


@dataclass(frozen=True, eq=False)
class _Band:
    """What stands under the map: columns of keys, and the rows of the table that have room."""

    keys: tuple[tuple[Block, ...], ...]
    key_width: float
    gap: float
    grid: Grid
    shown: int
    height: float

    def above(self, body: Box, layout: Layout) -> Box:
        """Return the room over the band."""
        return Box(body.left, body.top, body.width, body.height - self.height - layout.text * POINT * 1.2)

    def within(self, height: float) -> _Band:
        """Return the band in a room that is given; rows that have none there go on on the next page."""
        return replace(self, height=height, shown=min(self.shown, self.grid.take(0, height)))

    def put(self, left: float, top: float) -> list[Item]:
        """Return the band at its place."""
        items: list[Item] = []
        for column in self.keys:
            items += put(stack(column, self.gap), left, top)
            left += self.key_width + self.gap
        return [*items, *put(self.grid.put(0, self.shown), left, top)]


def _choose_table(
    thematic_map: ThematicMap, layout: Layout, body: Box
) -> tuple[Callable[[float], Grid], _Band]:
    """Return the table, from its width, in the largest type in which all of it has room, and its band.

    One that has no room in any goes on on the next page, in the usual type.
    """
    tables = [cache(partial(_draw_table, thematic_map, layout, share)) for share in SIZES]
    pairs = ((table, _draw_band(thematic_map, layout, body, table, Names())) for table in tables)
    usual, rows = next(pairs), len(thematic_map.layer.frame)
    return next((pair for pair in chain((usual,), pairs) if pair[1].shown == rows), usual)


def _choose_form(names: Names, make: Callable[[Names], _Band], most: float) -> tuple[Names, _Band]:
    """Return names and their band in the first form that is low enough; the table has them all."""
    forms = list_forms(names)
    form = next(forms)
    band = make(form)
    while band.height > most + ROUND and (fewer := next(forms, None)) is not None:
        form, band = fewer, make(fewer)
    return form, band


def _most(body: Box) -> float:
    """Return how high the band under a map may be."""
    return body.height * (1 - ENOUGH)


@keep
def _list_columns(thematic_map: ThematicMap) -> tuple[Column, ...]:
    """Return the columns of the table of a sheet; of one ward its name need not stand in every row."""
    left_out = ("code", "ward") if len(thematic_map.view.wards) == 1 else ("code",)
    return tuple(column for column in list_readable(thematic_map) if column.key not in left_out)


def _draw_band(
    thematic_map: ThematicMap, layout: Layout, body: Box, draw: Callable[[float], Grid], names: Names
) -> _Band:
    """Return the lowest band of keys and table; the keys in smaller type where they are too tall."""
    most = _most(body)
    tried: list[_Band] = []
    for share in SHRINKS:
        for count, part in WAYS:
            way = _Way(count, part, share, most, draw)
            band = _try_band(thematic_map, layout, body, way, names)
            tried.append(band)
            if band.height <= band.grid.measure(0, band.shown):
                return band  # the table alone needs the room
        best = min(tried, key=lambda band: (-band.shown, band.height))
        if best.height <= most:
            return best
    return min(tried, key=lambda band: band.height)


@dataclass(frozen=True, eq=False)
class _Way:
    """One way to fill a band; ``draw`` gives the table in a width."""

    count: int
    part: float
    share: float
    most: float
    draw: Callable[[float], Grid]


def _try_band(thematic_map: ThematicMap, layout: Layout, body: Box, way: _Way, names: Names) -> _Band:
    gap = layout.text * POINT * 1.6
    width = body.width * way.part - gap
    blocks = draw_keys(thematic_map, layout, names, way.share, width)
    keys = tuple(map(tuple, flow(blocks, way.count, gap * way.share)))
    room = body.width - len(keys) * (width + gap)
    grid = way.draw(room)
    shown = grid.take(0, way.most)
    tall = max(height_of(column, gap) for column in keys)
    return _Band(keys, width, gap, grid, shown, max(tall, grid.measure(0, shown)))


def _draw_table(thematic_map: ThematicMap, layout: Layout, share: float, width: float) -> Grid:
    columns, kind = _list_columns(thematic_map), Type(layout.text * share)
    return draw_grid(columns, width, kind, thematic_map.view.language, list_shades(thematic_map))


def _go_on(
    thematic_map: ThematicMap, layout: Layout, draw: Callable[[float], Grid], shown: int, emblem: bytes
) -> list[tuple[Item, ...]]:
    """Return the pages of the rows that have no room under the map."""
    if shown >= len(thematic_map.layer.frame):
        return []
    space = open_space(thematic_map, layout, emblem)
    grid = draw(space.body.width)
    pages: list[tuple[Item, ...]] = []
    while shown < len(grid.rows):
        count = max(1, grid.take(shown, space.body.height))
        pages.append(space.enclose(*put(grid.put(shown, count), space.body.left, space.body.top)))
        shown += count
    return pages
