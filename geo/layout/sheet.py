"""The pages of a book: a cover with the city, a map with its table under it, pages of words and tables."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from geo.drawing.frame import fit_frame, see_rivers
from geo.drawing.nearer import bring_near
from geo.drawing.typeset import ROUND, Type, height_of, put
from geo.layout.arrange import put_keys
from geo.layout.body import draw_body
from geo.layout.head import open_space
from geo.layout.more import add_more
from geo.layout.plate import draw_plate
from geo.layout.sheet_band import draw_band, make_table
from geo.layout.table import draw_strip
from geo.lettering.key_names import draw_key, report_key
from geo.lettering.wishes import Names, list_forms, list_unplaced
from geo.model import A4_PORTRAIT
from geo.page import finish_page
from geo.tools.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.drawing.scene import Box, Item, Page
    from geo.layout.sheet_band import Band, Table
    from geo.layout.table import Grid
    from geo.model import Figure, Layout, ThematicMap

COVER: Final = replace(A4_PORTRAIT, title=22.0)
SIZES: Final = (0.92, 0.86, 0.8)
"""Sizes of the type of the table, as shares of the text size of the page."""

TABLES: Final = tuple((share, *form) for share in SIZES for form in ((1, False), (2, True), (1, True)))
"""Forms of the table: size of its type, how many parts stand beside each other, whether under the keys."""

READABLE: Final = 2
"""Lines of its rows up to which a table that has room is not tried in another form."""

WRAPPED: Final = 1.2
"""Rows of a table in parts are at most so much higher than in one piece: else it is only harder to read."""


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
    choose = partial(_choose_table, thematic_map, layout, space.body)
    table, _, band = choose(Names())
    frame = fit_frame(thematic_map, band.above(space.body, layout), layout)
    plate = draw_plate(thematic_map, frame, layout)
    names = list_unplaced(plate.placed)
    if names != Names():
        table, room, band = choose(replace(names, spare=not names.by_ward))
        frame = fit_frame(thematic_map, band.above(space.body, layout), layout)
        plate = draw_plate(thematic_map, frame, layout, most=None if room.by_ward else len(room.keyed))
        make = partial(draw_band, thematic_map, layout, space.body, table)
        names, filled = _choose_form(list_unplaced(plate.placed), make, band.height, band.shown)
        band = filled.within(band.height)
    height = band.height
    top = space.body.bottom - height
    seen = see_rivers(thematic_map, frame)
    if seen is not thematic_map:
        band = draw_band(seen, layout, space.body, table, names).within(height)
    items = space.enclose(*plate.items, *band.put(space.body.left, top))
    plate = replace(plate, report=report_key(plate.report, names))
    first = finish_page(thematic_map, layout, items, plate)
    rest = _go_on(thematic_map, layout, table, band.shown, emblem)
    return [first, *(replace(first, items=more, units=None, legend=(), report=()) for more in rest)]


def _choose_table(
    thematic_map: ThematicMap, layout: Layout, body: Box, names: Names
) -> tuple[Table, Names, Band]:
    """Return the table in the first form in which all of it has room, with names and band.

    One that has no room in any goes on on other pages, as few as can be, with rows of as few lines.
    """
    rows = len(thematic_map.layer.frame)
    full = open_space(thematic_map, layout).body
    tried: list[tuple[tuple[int, int], Table, Names, Band]] = []
    for share, parts, under in TABLES:
        table = make_table(thematic_map, layout, share, parts, under=under)
        if parts > 1 and _sum_rows(table, body.width) > WRAPPED * _sum_rows(tried[-1][1], body.width):
            continue
        make = partial(draw_band, thematic_map, layout, body, table)
        room, band = _choose_form(names, make, table.limit(body))
        pages = len(_count_rows(table.draw(full.width), band.shown, full.height))
        line = Type(layout.text * share, floor=layout.floor).line
        lines = round(sum(row.height for row in band.grid.rows) / max(rows, 1) / line)
        tried.append(((pages, lines), table, room, band))
        if band.shown == rows and lines <= READABLE:
            break
    return min(tried, key=itemgetter(0))[1:]


def _sum_rows(table: Table, width: float) -> float:
    return height_of(table.draw(width).rows, 0.0)


def _count_rows(grid: Grid, shown: int, height: float) -> list[int]:
    """Return how many rows stand on each of the pages that follow."""
    counts = []
    while shown < len(grid.rows):
        counts.append(max(1, grid.take(shown, height)))
        shown += counts[-1]
    return counts


def _choose_form(
    names: Names, make: Callable[[Names], Band], most: float, rows: int = 0
) -> tuple[Names, Band]:
    """Return names and their band in the first form that is low enough; the table has them all.

    Parameters
    ----------
    rows
        So many rows of the table keep their room.
    """
    forms = list_forms(names)
    form = next(forms)
    band = make(form)
    while (band.height > most + ROUND or band.shown < rows) and (fewer := next(forms, None)) is not None:
        form, band = fewer, make(fewer)
    return form, band


def _go_on(
    thematic_map: ThematicMap, layout: Layout, table: Table, shown: int, emblem: bytes
) -> list[tuple[Item, ...]]:
    """Return the pages of the rows that have no room under the map."""
    if shown >= len(thematic_map.layer.frame):
        return []
    title = say("page.more", thematic_map.view.language, title=thematic_map.furniture.title)
    furniture = replace(thematic_map.furniture, title=title, sentence="", brief="")
    space = open_space(replace(thematic_map, furniture=furniture), layout, emblem)
    grid = table.draw(space.body.width)
    pages: list[tuple[Item, ...]] = []
    for count in _count_rows(grid, shown, space.body.height):
        pages.append(space.enclose(*put(grid.put(shown, count), space.body.left, space.body.top)))
        shown += count
    return pages
