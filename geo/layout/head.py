"""Head and foot of a page and the room between: office, banner, title, sentence; source, dates, page id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.drawing.fonts import measure
from geo.drawing.outlines import rectangle
from geo.drawing.scene import POINT, Box, Fill, Picture, Stroke
from geo.drawing.typeset import GREY, Block, Type, fit, paragraph, put, right, stack
from geo.tools.words import say

if TYPE_CHECKING:
    from geo.drawing.scene import Item
    from geo.model import Furniture, Layout, ThematicMap

ALARM: Final = ("#8a3200", "#fff4e5")
PLAIN: Final = ("#000000", "#ffffff")
MOST: Final = 4
"""Lines of a sentence that lists many names; of a longer one they stand on the map or in its key only."""

NOTHING: Final = Block(0.0, ())


@dataclass(frozen=True, eq=False)
class Space:
    """A page without its middle: head and foot drawn, and the room between them."""

    head: tuple[Item, ...]
    body: Box
    foot: tuple[Item, ...]

    def enclose(self, *items: Item) -> tuple[Item, ...]:
        """Return all that stands on the page, in the order in which it is read."""
        return (*self.head, *items, *self.foot)


def open_space(
    thematic_map: ThematicMap, layout: Layout, emblem: bytes = b"", strip: Block = NOTHING
) -> Space:
    """Return a page without its middle, with big numbers under its head if there are any."""
    sheet = Box(0.0, 0.0, layout.width, layout.height).shrink(layout.margin)
    gap = layout.text * POINT * 0.7
    head = stack([draw_header(thematic_map, layout, sheet.width, emblem), strip], gap=gap)
    foot = draw_footer(thematic_map, layout, sheet.width)
    above, below = (block.height + gap if block.height else 0.0 for block in (head, foot))
    return Space(
        tuple(put(head, sheet.left, sheet.top)),
        Box(sheet.left, sheet.top + above, sheet.width, sheet.height - above - below),
        tuple(put(foot, sheet.left, sheet.bottom - foot.height)),
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
            _fit_sentence(furniture, room, Type(layout.text * 1.15)),
        ],
        gap=layout.text * POINT * 0.35,
    )
    if not emblem:
        return words
    picture = Picture(Box(0.0, 0.0, side, side), emblem, furniture.office)
    return Block(max(words.height, side), (picture, *put(words, indent, 0.0)))


def _fit_sentence(furniture: Furniture, width: float, kind: Type) -> Block:
    """Return the sentence; the brief one where the other would take the room of the map."""
    whole = fit(furniture.sentence, width, kind, lines=2, floor=0.8)
    if not furniture.brief or len(whole.items) <= MOST:
        return whole
    return fit(furniture.brief, width, kind, lines=2, floor=0.8)


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
    """Return source, data date, boundary vintage, projection and page id, where the paper has them."""
    if not layout.footed:
        return NOTHING
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
