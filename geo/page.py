"""ThematicMap + Layout → a page in millimetres: header, map, keys and footer, by the shape of the area."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from geo.drawing.frame import fit_frame
from geo.drawing.nearer import bring_near
from geo.drawing.scene import Box, Page
from geo.drawing.terrain import read_units
from geo.layout.arrange import put_keys
from geo.layout.body import draw_body
from geo.layout.head import open_space
from geo.layout.legend import list_entries
from geo.layout.more import add_more, grow
from geo.layout.plate import draw_plate
from geo.lettering.key_names import draw_key
from geo.model import A4_LANDSCAPE

if TYPE_CHECKING:
    from geo.drawing.scene import Item
    from geo.layout.plate import Plate
    from geo.model import Layout, ThematicMap


def compose_page(thematic_map: ThematicMap, layout: Layout = A4_LANDSCAPE, *, emblem: bytes = b"") -> Page:
    """Return the page of a map.

    Parameters
    ----------
    thematic_map
        All that is drawn comes from it.
    layout
        Paper and sizes of type.
    emblem
        A PNG for the head of the page; none is drawn when it is empty.

    Returns
    -------
    Page
        Its ``report`` says what became of each name that had to stand on the map; names without room on it
        stand on those of its ``more``.
    """
    [near] = bring_near(thematic_map)
    return grow(layout, partial(_compose_at, near, emblem))


def _compose_at(thematic_map: ThematicMap, emblem: bytes, layout: Layout) -> Page:
    space = open_space(thematic_map, layout, emblem)
    arrangement, plate, names = draw_body(thematic_map, layout, space.body)
    items = space.enclose(*plate.items, *put_keys(arrangement))
    page = finish_page(thematic_map, layout, items, plate)
    rest = partial(draw_key, names.rest, thematic_map.view.language)
    return add_more(page, thematic_map, layout, rest) if names.later else page


def make_page(thematic_map: ThematicMap, layout: Layout, items: tuple[Item, ...]) -> Page:
    """Return a page under the furniture of a map."""
    furniture = thematic_map.furniture
    return Page(
        width=layout.width,
        height=layout.height,
        items=items,
        title=furniture.title,
        author=furniture.office,
        subject=furniture.sentence,
        language=thematic_map.view.language,
        page_id=furniture.page_id,
    )


def finish_page(thematic_map: ThematicMap, layout: Layout, items: tuple[Item, ...], plate: Plate) -> Page:
    """Return the page of a map that was drawn, with what it says of itself."""
    units, entries = read_units(thematic_map.layer), thematic_map.classes.entries
    return replace(
        make_page(thematic_map, layout, items),
        legend=list_entries(thematic_map),
        units={code: entries[place].key for code, place in zip(units.codes, units.classes, strict=True)},
        report=plate.report,
    )


def compose_map(thematic_map: ThematicMap, layout: Layout) -> Page:
    """Return the map alone, as large as the paper: for files whose title, legend and table are their own.

    There is no key for names that have no place on the map; the report says which they are.
    """
    [thematic_map] = bring_near(thematic_map)
    sheet = Box(0.0, 0.0, layout.width, layout.height).shrink(layout.margin)
    plate = draw_plate(thematic_map, fit_frame(thematic_map, sheet, layout), layout, most=0)
    return finish_page(thematic_map, layout, plate.items, plate)
