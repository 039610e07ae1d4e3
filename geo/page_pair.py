"""Two years with what changed, or all years of an indicator → one page at one scale with one legend."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from geo.arrange import put_keys, refill
from geo.frame import see_rivers
from geo.furniture import draw_locator
from geo.legend import draw_classes, draw_key, draw_lines
from geo.legend_years import draw_year_classes
from geo.model import A4_LANDSCAPE
from geo.model_pair import YearPair
from geo.page import FEWER, TRIES, draw_footer, draw_header, finish_page
from geo.plate import Plate
from geo.scene import POINT, Box
from geo.spread import Panel, draw_panels, force_spread, frame_first, spread
from geo.typeset import Block, Type, paragraph, put, stack
from geo.wishes import Names, list_unplaced
from geo.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.arrange import Arrangement
    from geo.model import Layout, ThematicMap
    from geo.model_pair import YearSeries
    from geo.scene import Item, Page
    from geo.spread import Spread

    Legends = Callable[[float, Type], Sequence[Block]]


HIGHER: Final = (1.25, 1.5, 1.75)
"""Heights that a figure of a text page may take, as shares of the one of its paper."""


@dataclass(frozen=True, eq=False)
class Series:
    """Maps that share a page.

    Parameters
    ----------
    panels
        The maps in the order of reading.
    head
        The map whose words stand around them all.
    legends
        From a width and a type to the legends.
    """

    panels: tuple[Panel, ...]
    head: ThematicMap
    legends: Legends


def compose_pair(pair: YearPair, layout: Layout = A4_LANDSCAPE, *, emblem: bytes = b"") -> Page:
    """Return the page of two years: both maps with one legend, and the map of what changed with its own.

    Parameters
    ----------
    pair
        All that is drawn comes from it.
    layout
        Paper and sizes of type.
    emblem
        A PNG for the head of the page; none is drawn when it is empty.

    Returns
    -------
    Page
        ``legend`` and ``units`` are those of the map of changes; ``report`` says what became of the names of
        all three maps, those of the map of changes first.
    """
    years = (pair.before, pair.after)

    def draw_legends(width: float, kind: Type) -> list[Block]:
        note = paragraph(pair.note, width, Type(kind.size * 0.92))
        return [draw_year_classes(years, width, kind), draw_classes(pair.change, width, kind), note]

    return _compose(Series(_list_panels(pair), pair.change, draw_legends), layout, emblem)


def compose_years(maps: Sequence[ThematicMap], layout: Layout = A4_LANDSCAPE, *, emblem: bytes = b"") -> Page:
    """Return the page of all years of an indicator: small maps at one scale with one legend.

    Parameters
    ----------
    maps
        At least one, ascending; the words around them are those of the last one.
    layout, emblem
        As for `compose_pair`.

    Returns
    -------
    Page
        ``legend`` and ``units`` are those of the last year.
    """

    def draw_legends(width: float, kind: Type) -> list[Block]:
        return [draw_year_classes(maps, width, kind)]

    return _compose(Series(_list_years(maps), maps[-1], draw_legends), layout, emblem)


def compose_panels(shown: YearPair | YearSeries, layout: Layout) -> Page:
    """Return the maps alone, as large as the paper: for files whose title, legend and table are their own.

    Names that have no place on their map stand in a key.
    """
    if isinstance(shown, YearPair):
        series = Series(_list_panels(shown), shown.change, lambda *_: ())
    else:
        series = Series(_list_years(shown.maps), shown.maps[-1], lambda *_: ())
    sheet = Box(0.0, 0.0, layout.width, layout.height).shrink(layout.margin)
    keys, plates = _draw_body(series, layout, sheet)
    return _finish(series, layout, (*_list_items(plates), *put_keys(keys)), plates)


def _list_panels(pair: YearPair) -> tuple[Panel, ...]:
    change = Panel(_quieten(pair.change), pair.change.indicator.title[pair.change.view.language])
    return (*_list_years((pair.before, pair.after)), change)


def _list_years(maps: Sequence[ThematicMap]) -> tuple[Panel, ...]:
    language = maps[-1].view.language
    return tuple(Panel(_strip(one), say("map.value", language, year=one.view.year)) for one in maps)


def _quieten(thematic_map: ThematicMap) -> ThematicMap:
    """Return a map without the signs of the community models, for which small maps have no room."""
    return replace(thematic_map, sites=thematic_map.sites.iloc[:0])


def _strip(thematic_map: ThematicMap) -> ThematicMap:
    """Return a map of hamlets that names its exceptions only; wards and clusters keep names and numbers."""
    view = thematic_map.view
    if view.level != "hamlet":
        return _quieten(thematic_map)
    layers = tuple(layer for layer in view.layers if layer != "labels")
    return replace(_quieten(thematic_map), view=replace(view, layers=layers))


def _compose(series: Series, layout: Layout, emblem: bytes) -> Page:
    """Return the page; a figure of a text page becomes higher until all its names have a place."""
    page, lost = _compose_at(series, layout, emblem)
    for share in () if layout.headed else HIGHER:
        if not lost:
            break
        page, lost = _compose_at(series, replace(layout, height=layout.height * share), emblem)
    return page


def _compose_at(series: Series, layout: Layout, emblem: bytes) -> tuple[Page, int]:
    """Return the page on a paper, and how many names have no place on it."""
    sheet = Box(0.0, 0.0, layout.width, layout.height).shrink(layout.margin)
    head = draw_header(series.head, layout, sheet.width, emblem)
    foot = draw_footer(series.head, layout, sheet.width)
    space = layout.text * POINT * 0.7
    above = head.height + space if head.height else 0.0
    body = Box(sheet.left, sheet.top + above, sheet.width, sheet.height - above - foot.height - space)
    keys, plates = _draw_body(series, layout, body)
    items = (
        *put(head, sheet.left, sheet.top),
        *_list_items(plates),
        *put_keys(keys),
        *put(foot, sheet.left, sheet.bottom - foot.height),
    )
    lost = sum(list_unplaced(plate.placed).lost for plate in plates)
    return _finish(series, layout, items, plates), lost


def _list_items(plates: Sequence[Plate]) -> tuple[Item, ...]:
    return tuple(item for plate in plates for item in plate.items)


def _finish(series: Series, layout: Layout, items: tuple[Item, ...], plates: Sequence[Plate]) -> Page:
    report = tuple(naming for plate in reversed(plates) for naming in plate.report)
    return finish_page(series.head, layout, items, Plate((), (), report))


def _draw_body(series: Series, layout: Layout, body: Box) -> tuple[Arrangement, list[Plate]]:
    """Return the maps and their keys; for names in a key the maps make room and are drawn again."""
    nothing = (Names(),) * len(series.panels)
    make = cache(partial(_draw_keys, series, layout, nothing))
    places = spread(series.panels, layout, body, make) or force_spread(series.panels, layout, body, make)
    plates = draw_panels(series.panels, places.cells, layout, (None,) * len(nothing))
    names = tuple(list_unplaced(plate.placed) for plate in plates)
    seen = _see_rivers(series, places.cells, layout)
    if names == nothing:
        keys = partial(_draw_keys, seen, layout, names)
        return places.keys if seen is series else refill(places.keys, keys), plates
    for _ in range(TRIES):
        places, room = _make_room(series, layout, body, names) or (places, nothing)
        plates = draw_panels(series.panels, places.cells, layout, [len(one.keyed) for one in room])
        full = any(len(kept.keyed) < len(one.keyed) for kept, one in zip(room, names, strict=True))
        if full or not any(list_unplaced(plate.placed).lost for plate in plates):
            break
        # Maps that made room are smaller: names that had a place on them may need the key now.
        free = draw_panels(series.panels, places.cells, layout, (None,) * len(nothing))
        wanted = [list_unplaced(plate.placed) for plate in free]
        names = tuple(max(pair, key=lambda one: len(one.keyed)) for pair in zip(names, wanted, strict=True))
    names = tuple(list_unplaced(plate.placed) for plate in plates)
    seen = _see_rivers(series, places.cells, layout)
    return refill(places.keys, partial(_draw_keys, seen, layout, names)), plates


def _make_room(
    series: Series, layout: Layout, body: Box, names: Sequence[Names]
) -> tuple[Spread, tuple[Names, ...]] | None:
    """Return places with room for names in the key, for as many as it holds, and those names."""
    room = tuple(replace(one, lost=max(one.lost, 1)) for one in names)
    while True:
        places = spread(series.panels, layout, body, cache(partial(_draw_keys, series, layout, room)))
        if places is not None:
            return places, room
        if not any(one.keyed for one in room):
            return None
        room = tuple(replace(one, keyed=one.keyed[: len(one.keyed) * FEWER // 8]) for one in room)


def _see_rivers(series: Series, cells: Sequence[Box], layout: Layout) -> Series:
    """Return maps whose words are those of the rivers that are seen."""
    head = see_rivers(series.head, frame_first(series.panels, cells, layout))
    return series if head is series.head else replace(series, head=head)


def _draw_keys(
    series: Series, layout: Layout, names: Sequence[Names], share: float, width: float
) -> list[Block]:
    """Return the keys in a column of a width, their type a share of the text size."""
    kind = Type(layout.text * share)
    inset = (min(width, 5.6 * layout.text * share), 3.6 * layout.text * share)
    return [
        *series.legends(width, kind),
        draw_lines(series.head, width, kind),
        draw_locator(series.head, *inset, kind),
        *(
            block
            for panel, one in zip(series.panels, names, strict=True)
            for block in _draw_names(panel, one, width, kind)
        ),
    ]


def _draw_names(panel: Panel, names: Names, width: float, kind: Type) -> list[Block]:
    """Return the key of the names of one map, under its caption."""
    if names == Names():
        return []
    caption = paragraph(panel.caption, width, Type(kind.size, "bold"))
    first, *rest = draw_key(names.keyed, names.lost, panel.map.view.language, width, kind)
    return [stack([caption, first]), *rest]
