"""Two years with what changed, or all years of an indicator → one page at one scale with one legend."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from geo.drawing.frame import see_rivers
from geo.drawing.nearer import bring_near
from geo.drawing.scene import Box
from geo.drawing.typeset import Block, Type, paragraph, stack
from geo.layout.arrange import has_room, put_keys, refill
from geo.layout.body import TRIES
from geo.layout.furniture import draw_locator
from geo.layout.head import open_space
from geo.layout.legend import draw_classes, draw_lines
from geo.layout.legend_years import draw_year_classes
from geo.layout.more import add_more, grow
from geo.layout.plate import Plate
from geo.layout.spread import Panel, draw_panels, force_spread, frame_first, spread
from geo.lettering.key_names import draw_key, report_key, write_later
from geo.lettering.wishes import Names, list_unplaced, list_ways
from geo.model import A4_LANDSCAPE
from geo.model.pair import YearPair
from geo.page import finish_page
from geo.tools.keep import keep
from geo.tools.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.drawing.scene import Item, Page
    from geo.layout.arrange import Arrangement
    from geo.layout.spread import Spread
    from geo.model import Layout, ThematicMap
    from geo.model.pair import YearSeries

    Legends = Callable[[float, Type], Sequence[Block]]


LONG: Final = 10
"""Lines of a note that lists units; in a longer one they are counted, and the maps keep their room."""


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
        small = kind.smaller(0.92)
        note = paragraph(pair.note, width, small)
        if len(note.items) > LONG:
            note = paragraph(pair.brief_note, width, small)
        return [draw_year_classes(years, width, kind), draw_classes(pair.change, width, kind), note]

    return grow(layout, partial(_compose_at, Series(_list_panels(pair), pair.change, draw_legends), emblem))


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

    return grow(layout, partial(_compose_at, Series(_list_years(maps), maps[-1], draw_legends), emblem))


def compose_panels(shown: YearPair | YearSeries, layout: Layout) -> Page:
    """Return the maps alone, as large as the paper: for files whose title, legend and table are their own.

    Names that have no place on their map stand in a key, if it has room for all of them; else there are
    neither key nor numbers, the maps are large, and the report says which names they are.
    """
    if isinstance(shown, YearPair):
        series = Series(_list_panels(shown), shown.change, lambda *_: ())
    else:
        series = Series(_list_years(shown.maps), shown.maps[-1], lambda *_: ())
    sheet = Box(0.0, 0.0, layout.width, layout.height).shrink(layout.margin)
    keys, plates, names = _draw_body(series, layout, sheet)
    if any(one.later for one in names):
        nothing = (Names(),) * len(names)
        places = _spread_maps(series, layout, sheet, nothing)
        plates = draw_panels(series.panels, places.cells, layout, most=0)
        keys = _fill(_see_rivers(series, places.cells, layout), layout, places.keys, nothing)
    return _finish(series, layout, (*_list_items(plates), *put_keys(keys)), plates)


def _list_panels(pair: YearPair) -> tuple[Panel, ...]:
    before, after, change = bring_near(pair.before, pair.after, pair.change)
    last = Panel(_quieten(change), pair.change.indicator.title[pair.change.view.language])
    return (*_list_years((before, after)), last)


def _list_years(maps: Sequence[ThematicMap]) -> tuple[Panel, ...]:
    language = maps[-1].view.language
    return tuple(
        Panel(_strip(one), say("map.value", language, year=one.view.year)) for one in bring_near(*maps)
    )


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


def _compose_at(series: Series, emblem: bytes, layout: Layout) -> Page:
    space = open_space(series.head, layout, emblem)
    keys, plates, names = _draw_body(series, layout, space.body)
    items = space.enclose(*_list_items(plates), *put_keys(keys))
    page = _finish(series, layout, items, plates)
    rest = partial(_draw_all_names, series, [one.rest for one in names])
    return add_more(page, series.head, layout, rest) if any(one.later for one in names) else page


def _list_items(plates: Sequence[Plate]) -> tuple[Item, ...]:
    return tuple(item for plate in plates for item in plate.items)


def _finish(series: Series, layout: Layout, items: tuple[Item, ...], plates: Sequence[Plate]) -> Page:
    report = tuple(naming for plate in reversed(plates) for naming in plate.report)
    return finish_page(series.head, layout, items, Plate((), (), report))


def _draw_body(
    series: Series, layout: Layout, body: Box
) -> tuple[Arrangement, list[Plate], tuple[Names, ...]]:
    """Return the maps, their keys and their names; for these the maps make room and are drawn again.

    Where they have no room for all of them, a sheet that follows has them all.
    """
    names: tuple[Names, ...] = (Names(),) * len(series.panels)
    places = _spread_maps(series, layout, body, names)
    least = layout.kept * places.worth
    for tries in range(TRIES + 1):
        plates = draw_panels(series.panels, places.cells, layout)
        found = tuple(list_unplaced(plate.placed) for plate in plates)
        seen = _see_rivers(series, places.cells, layout)
        for names in list_ways(found):
            keys = _fill(seen, layout, places.keys, names)
            if has_room(keys, body):
                return keys, _report(plates, names), names
        room = _make_room(series, layout, body, found, least) if tries < TRIES else None
        if room is None:
            break
        places = room
    names = tuple(replace(one, by_ward=True, most=0) for one in found)
    places = _spread_maps(series, layout, body, names)
    plates = draw_panels(series.panels, places.cells, layout)
    names = tuple(replace(list_unplaced(plate.placed), by_ward=True, most=0) for plate in plates)
    seen = _see_rivers(series, places.cells, layout)
    return _fill(seen, layout, places.keys, names), _report(plates, names), names


def _report(plates: Sequence[Plate], names: Sequence[Names]) -> list[Plate]:
    """Return maps that report their names as the keys have them."""
    said = zip(plates, names, strict=True)
    return [replace(plate, report=report_key(plate.report, one)) for plate, one in said]


def _spread_maps(series: Series, layout: Layout, body: Box, names: Sequence[Names]) -> Spread:
    """Return the places of the maps and of their keys."""
    make = cache(partial(_draw_keys, series, layout, names))
    return spread(series.panels, layout, body, make) or force_spread(series.panels, layout, body, make)


def _make_room(
    series: Series, layout: Layout, body: Box, found: Sequence[Names], least: float
) -> Spread | None:
    """Return places with room for all names in the keys, None where they leave the maps too small."""
    for names in list_ways(found):
        room = tuple(replace(one, spare=not one.by_ward) for one in names)
        places = spread(series.panels, layout, body, cache(partial(_draw_keys, series, layout, room)))
        if places is not None and places.worth >= least:
            return places
    return None


def _fill(series: Series, layout: Layout, arrangement: Arrangement, names: Sequence[Names]) -> Arrangement:
    """Return the keys in places that are given."""
    return refill(arrangement, partial(_draw_keys, series, layout, names))


def _see_rivers(series: Series, cells: Sequence[Box], layout: Layout) -> Series:
    """Return maps whose words are those of the rivers that are seen."""
    head = see_rivers(series.head, frame_first(series.panels, cells, layout))
    return series if head is series.head else replace(series, head=head)


def _draw_keys(
    series: Series, layout: Layout, names: Sequence[Names], share: float, width: float
) -> list[Block]:
    """Return the keys in a column of a width, their type a share of the text size."""
    kind = Type(layout.text * share, floor=layout.floor)
    return [*_draw_legends(series, width, kind), *_draw_all_names(series, names, width, kind)]


@keep
def _draw_legends(series: Series, width: float, kind: Type) -> list[Block]:
    """Return the keys that are the same whatever names stand under them."""
    inset = (min(width, 5.6 * kind.size), 3.6 * kind.size)
    return [
        *series.legends(width, kind),
        draw_lines(series.head, width, kind),
        draw_locator(series.head, *inset, kind),
    ]


def _draw_all_names(series: Series, names: Sequence[Names], width: float, kind: Type) -> list[Block]:
    """Return the keys of the names of all maps, or how many of them stand on a sheet that follows."""
    language, later = series.head.view.language, sum(len(one.later) for one in names)
    if later:
        return [write_later(later, language, width, kind)]
    panels = zip(series.panels, names, strict=True)
    return [block for panel, one in panels for block in _draw_names(panel, one, width, kind)]


def _draw_names(panel: Panel, names: Names, width: float, kind: Type) -> list[Block]:
    """Return the key of the names of one map, under its caption."""
    if not (names.every or names.spare):
        return []
    caption = paragraph(panel.caption, width, Type(kind.size, "bold"))
    first, *rest = draw_key(names, panel.map.view.language, width, kind)
    return [stack([caption, first]), *rest]
