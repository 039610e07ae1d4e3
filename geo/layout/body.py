"""The body of a page: the map and its keys, with room for the names that do not stand on the map."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from geo.drawing.frame import bounds_of, fit_frame, see_rivers
from geo.drawing.typeset import Block, Type
from geo.layout.arrange import BALANCE, arrange, force, has_room, refill
from geo.layout.furniture import draw_locator
from geo.layout.legend import LONG, draw_classes, draw_kinds, draw_lines
from geo.layout.plate import draw_plate
from geo.lettering.key_names import draw_key, report_key
from geo.lettering.wishes import Names, list_forms, list_unplaced

if TYPE_CHECKING:
    from geo.drawing.scene import Box
    from geo.layout.arrange import Arrangement
    from geo.layout.plate import Plate
    from geo.model import Layout, ThematicMap

TRIES: Final = 3
"""How often a map makes room for names in the key, smaller each time."""


def draw_body(thematic_map: ThematicMap, layout: Layout, body: Box) -> tuple[Arrangement, Plate, Names]:
    """Return the map, its keys and their names; for these the map makes room and is drawn again."""
    nothing = cache(partial(draw_keys, thematic_map, layout, Names()))
    ground = _size_ground(thematic_map)
    arrangement = arrange(body, ground, layout, nothing, BALANCE) or force(body, layout, nothing)
    frame = fit_frame(thematic_map, arrangement.map_box, layout)
    plate = draw_plate(thematic_map, frame, layout)
    names = list_unplaced(plate.placed)
    least = layout.kept * arrangement.worth
    for _ in range(TRIES if names != Names() else 0):
        arrangement, room = _make_room(thematic_map, layout, body, names, least) or (arrangement, names)
        frame = fit_frame(thematic_map, arrangement.map_box, layout)
        plate = draw_plate(thematic_map, frame, layout, most=None if room.by_ward else len(room.keyed))
        found = list_unplaced(plate.placed)
        if room.by_ward:
            if room.later or not _fill(thematic_map, layout, body, arrangement, found)[1].later:
                break
            names = found
            continue
        if not found.lost:
            break
        # A map that made room is smaller: names that had a place on it may need the key now.
        wanted = list_unplaced(draw_plate(thematic_map, frame, layout).placed)
        names = max(names, wanted, key=lambda one: len(one.every))
    seen = see_rivers(thematic_map, frame)
    if names == Names() and seen is thematic_map:
        return arrangement, plate, names
    filled, kept = _fill(seen, layout, body, arrangement, list_unplaced(plate.placed))
    return filled, replace(plate, report=report_key(plate.report, kept)), kept


def _size_ground(thematic_map: ThematicMap) -> tuple[float, float]:
    west, south, east, north = bounds_of(thematic_map)
    return east - west, north - south


def _make_room(
    thematic_map: ThematicMap, layout: Layout, body: Box, names: Names, least: float
) -> tuple[Arrangement, Names] | None:
    """Return places with room for names in the key, in the best form that leaves the map large enough."""
    ground = _size_ground(thematic_map)
    for form in list_forms(names):
        room = replace(form, spare=not form.by_ward)
        draw = cache(partial(draw_keys, thematic_map, layout, room))
        found = arrange(body, ground, layout, draw, BALANCE)
        if found is not None and (found.worth >= least or not form.shown):
            return found, room
    return None


def _fill(
    thematic_map: ThematicMap, layout: Layout, body: Box, arrangement: Arrangement, names: Names
) -> tuple[Arrangement, Names]:
    """Return the keys in places that are given, with as many of the names as there is room for."""
    filled, form = arrangement, names
    for form in list_forms(names):
        filled = refill(arrangement, partial(draw_keys, thematic_map, layout, form))
        if has_room(filled, body):
            break
    return filled, form


def draw_keys(
    thematic_map: ThematicMap, layout: Layout, names: Names, share: float, width: float, *, most: int = LONG
) -> list[Block]:
    """Return the keys in a column of a width, their type a share of the text size.

    Parameters
    ----------
    most
        Rows of the key of the models that stay in one piece.
    """
    kind = Type(layout.text * share, floor=layout.floor)
    inset = (min(width, 5.6 * layout.text * share), 3.6 * layout.text * share)
    return [
        draw_classes(thematic_map, width, kind),
        *draw_kinds(thematic_map, width, kind, most=most),
        draw_lines(thematic_map, width, kind),
        draw_locator(thematic_map, *inset, kind),
        *draw_key(names, thematic_map.view.language, width, kind),
    ]
