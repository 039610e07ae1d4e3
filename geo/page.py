"""ThematicMap + Layout → a page in millimetres: header, map, keys and footer, by the shape of the area."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from geo.arrange import BALANCE, arrange, force, put_keys, refill
from geo.fonts import measure
from geo.frame import bounds_of, fit_frame, see_rivers
from geo.furniture import draw_locator
from geo.legend import draw_classes, draw_key, draw_kinds, draw_lines, list_entries
from geo.model import A4_LANDSCAPE
from geo.outlines import rectangle
from geo.plate import draw_plate
from geo.scene import POINT, Box, Fill, Page, Picture, Stroke
from geo.terrain import read_units
from geo.typeset import GREY, Block, Type, fit, paragraph, put, right, stack
from geo.wishes import Names, list_unplaced
from geo.words import say

if TYPE_CHECKING:
    from geo.arrange import Arrangement, Maker
    from geo.model import Layout, ThematicMap
    from geo.plate import Plate
    from geo.scene import Item

KEPT: Final = 0.7
"""How large the map stays when names stand in a key, as a share of its size without them."""

FEWER: Final = 7
"""So many eighths of the names in a key stay in it each time that there is no room for all."""

TRIES: Final = 3
"""How often a map makes room for names in the key, smaller each time."""

ALARM: Final = ("#8a3200", "#fff4e5")
PLAIN: Final = ("#000000", "#ffffff")


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
        Its ``report`` says what became of each name that had to stand on the map.
    """
    sheet = Box(0.0, 0.0, layout.width, layout.height).shrink(layout.margin)
    head = draw_header(thematic_map, layout, sheet.width, emblem)
    foot = draw_footer(thematic_map, layout, sheet.width)
    space = layout.text * POINT * 0.7
    above = head.height + space if head.height else 0.0
    body = Box(sheet.left, sheet.top + above, sheet.width, sheet.height - above - foot.height - space)
    arrangement, plate = draw_body(thematic_map, layout, body)
    items = (
        *put(head, sheet.left, sheet.top),
        *plate.items,
        *put_keys(arrangement),
        *put(foot, sheet.left, sheet.bottom - foot.height),
    )
    return finish_page(thematic_map, layout, items, plate)


def draw_body(thematic_map: ThematicMap, layout: Layout, body: Box) -> tuple[Arrangement, Plate]:
    """Return the map and its keys; for names in a key the map makes room and is drawn again."""
    west, south, east, north = bounds_of(thematic_map)
    ground = (east - west, north - south)

    def make_keys(names: Names) -> Maker:
        return cache(partial(draw_keys, thematic_map, layout, names))

    nothing = make_keys(Names())
    arrangement = arrange(body, ground, layout.text, nothing, BALANCE) or force(body, layout.text, nothing)
    frame = fit_frame(thematic_map, arrangement.map_box, layout)
    plate = draw_plate(thematic_map, frame, layout)
    names = list_unplaced(plate.placed)
    seen = see_rivers(thematic_map, frame)
    if names == Names():
        keys = partial(draw_keys, seen, layout, names)
        return arrangement if seen is thematic_map else refill(arrangement, keys), plate
    least = KEPT * arrangement.worth
    for _ in range(TRIES):
        room = replace(names, lost=max(names.lost, 1))
        with_names = arrange(body, ground, layout.text, make_keys(room), BALANCE)
        while room.keyed and (with_names is None or with_names.worth < least):
            room = replace(room, keyed=room.keyed[: len(room.keyed) * FEWER // 8])
            with_names = arrange(body, ground, layout.text, make_keys(room), BALANCE)
        arrangement = with_names or arrangement
        frame = fit_frame(thematic_map, arrangement.map_box, layout)
        plate = draw_plate(thematic_map, frame, layout, most=len(room.keyed))
        if len(room.keyed) < len(names.keyed) or not list_unplaced(plate.placed).lost:
            break
        # A map that made room is smaller: names that had a place on it may need the key now.
        wanted = list_unplaced(draw_plate(thematic_map, frame, layout).placed)
        names = max(names, wanted, key=lambda one: len(one.keyed))
    keys = partial(draw_keys, see_rivers(thematic_map, frame), layout, list_unplaced(plate.placed))
    return refill(arrangement, keys), plate


def finish_page(thematic_map: ThematicMap, layout: Layout, items: tuple[Item, ...], plate: Plate) -> Page:
    """Return the page of what was drawn, with what it says of itself."""
    furniture = thematic_map.furniture
    units, entries = read_units(thematic_map.layer), thematic_map.classes.entries
    return Page(
        width=layout.width,
        height=layout.height,
        items=items,
        title=furniture.title,
        author=furniture.office,
        subject=furniture.sentence,
        language=thematic_map.view.language,
        page_id=furniture.page_id,
        legend=list_entries(thematic_map),
        units={code: entries[place].key for code, place in zip(units.codes, units.classes, strict=True)},
        report=plate.report,
    )


def draw_header(thematic_map: ThematicMap, layout: Layout, width: float, emblem: bytes) -> Block:
    """Return office, banner, title, subtitle and sentence; of a figure in a text page only the banner."""
    furniture = thematic_map.furniture
    banner, banner_width = draw_banner(thematic_map, layout)
    if not layout.headed:
        return Block(banner.height, tuple(put(banner, 0.0, 0.0)))
    office = Type(layout.text, "medium", GREY)
    side = layout.title * POINT * 2.4 if emblem else 0.0
    indent = side + layout.text * POINT if emblem else 0.0
    room = width - indent
    first = Block(
        max(office.line, banner.height),
        (
            *put(fit(furniture.office, room - banner_width - 4.0, office, lines=1), 0.0, 0.0),
            *put(banner, room - banner_width, 0.0),
        ),
    )
    words = stack(
        [
            first,
            fit(furniture.title, room, Type(layout.title, "bold"), lines=1, floor=0.8),
            paragraph(furniture.subtitle, room, Type(layout.text, "regular", GREY)),
            fit(furniture.sentence, room, Type(layout.text * 1.15), lines=2, floor=0.8),
        ],
        gap=layout.text * POINT * 0.35,
    )
    if not emblem:
        return words
    picture = Picture(Box(0.0, 0.0, side, side), emblem, furniture.office)
    return Block(max(words.height, side), (picture, *put(words, indent, 0.0)))


def draw_banner(thematic_map: ThematicMap, layout: Layout) -> tuple[Block, float]:
    """Return the banner in its box, and its width; nothing where there is no banner."""
    words = thematic_map.furniture.banner
    if not words:
        return Block(0.0, ()), 0.0
    ink, ground = PLAIN if thematic_map.view.patterns else ALARM
    kind = Type(layout.text * 0.95, "bold", ink)
    pad = kind.size * POINT * 0.7
    width = measure(words, kind.size, kind.face) + 2 * pad
    box = Box(0.0, 0.0, width, kind.line + pad)
    text = put(paragraph(words, width, kind), pad, pad / 2)
    return Block(box.height, (rectangle(box, Fill(ground), Stroke(ink, 0.3)), *text)), width


def draw_footer(thematic_map: ThematicMap, layout: Layout, width: float) -> Block:
    """Return source, data date, boundary vintage, projection and page id."""
    furniture, language = thematic_map.furniture, thematic_map.view.language
    kind = Type(layout.text * 0.86, "regular", GREY)
    mark = f"{say('map.page_id', language)} {furniture.page_id}"
    mark_kind = Type(kind.size, "medium", GREY)
    room = width - measure(mark, kind.size, "medium") - kind.size * POINT * 2
    facts = f"{furniture.data_date} · {furniture.vintage} · {furniture.projection}"
    words = stack([paragraph(furniture.source, room, kind), paragraph(facts, room, kind)])
    if not layout.headed:
        words = stack([words, paragraph(furniture.office, room, kind)])
    return Block(words.height, (*words.items, right(mark, width, mark_kind)))


def draw_keys(
    thematic_map: ThematicMap, layout: Layout, names: Names, share: float, width: float
) -> list[Block]:
    """Return the keys in a column of a width, their type a share of the text size."""
    kind = Type(layout.text * share)
    inset = (min(width, 5.6 * layout.text * share), 3.6 * layout.text * share)
    return [
        draw_classes(thematic_map, width, kind),
        *draw_kinds(thematic_map, width, kind),
        draw_lines(thematic_map, width, kind),
        draw_locator(thematic_map, *inset, kind),
        *draw_key(names.keyed, names.lost, thematic_map.view.language, width, kind),
    ]


def compose_map(thematic_map: ThematicMap, layout: Layout) -> Page:
    """Return the map alone, as large as the paper: for files whose title, legend and table are their own.

    There is no key for names that have no place on the map; the report says which they are.
    """
    sheet = Box(0.0, 0.0, layout.width, layout.height).shrink(layout.margin)
    plate = draw_plate(thematic_map, fit_frame(thematic_map, sheet, layout), layout, most=0)
    return finish_page(thematic_map, layout, plate.items, plate)
