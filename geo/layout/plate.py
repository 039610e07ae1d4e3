"""The map itself on the page: units, borders, symbols and names inside its frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.drawing.asides import caption_asides, draw_asides
from geo.drawing.frame import count_crossing
from geo.drawing.ground import (
    CELL,
    Ground,
    add_up,
    place_signs,
    split_ground,
    stamp,
    take,
    to_cells,
    trace_cells,
    weigh,
)
from geo.drawing.outlines import line, rectangle
from geo.drawing.patterns import fill_of
from geo.drawing.scene import Area, Fill, Stroke, Window
from geo.drawing.terrain import find_seen, list_names, read_sites, read_units, trace_frame, trace_shapes
from geo.drawing.typeset import Type
from geo.layout.furniture import draw_bearings
from geo.layout.legend import (
    BLACK,
    OUTSIDE,
    cluster_stroke,
    draw_mark,
    draw_sign,
    ink_of,
    river_stroke,
    ward_stroke,
)
from geo.lettering.labels import place_labels
from geo.lettering.naming import (
    FEW,
    draw_leaders,
    draw_names,
    list_exceptions,
    list_wishes,
    need_numbers,
    report_names,
)
from geo.lettering.wishes import PAD, Placed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd

    from geo.drawing.frame import Frame
    from geo.drawing.scene import Item, Naming
    from geo.model import Layout, LegendClass, ThematicMap

MANY: Final = 60
"""From so many units on their borders are drawn thinner."""

AROUND: Final = Stroke("#c3ccd4", 0.15)
MEMBER: Final = Stroke("#8a949e", 0.15)
"""The borders of wards inside a cluster."""

NEATLINE: Final = Stroke("#1c2733", 0.3)
PANEL: Final = Fill("#ffffff")
EDGE: Final = "#5b6b7a"
SIGN: Final = 2.5
"""Side of the sign of a community model in millimetres, where names have 8 points; so is that of a mark."""


@dataclass(frozen=True, eq=False)
class Plate:
    """The drawn map, and what became of its names."""

    items: tuple[Item, ...]
    placed: tuple[Placed, ...]
    report: tuple[Naming, ...]


def draw_plate(
    thematic_map: ThematicMap,
    frame: Frame,
    layout: Layout,
    *,
    most: int | None = None,
    small: bool = False,
    marked: bool = True,
    numbered: bool = False,
) -> Plate:
    """Return the drawn map.

    Parameters
    ----------
    most
        How many names the key has room for; None is any number.
    small
        Whether names of wards only give bearings, and may be left out where they have no room inside.
    marked
        Whether exceptions have their marks, as long as they are no crowd.
    numbered
        Whether numbers stand in place of names beside units, even where these have room.
    """
    side = SIGN * layout.names / 8
    patterns = thematic_map.view.patterns
    wards = _outline_wards(thematic_map, frame)
    names = {f"ward:{code}" for code in wards}
    areas = _draw_areas(thematic_map, frame, wards)
    ground = _survey(thematic_map, frame, areas, wards)
    captions = caption_asides(thematic_map, frame, layout, ground)
    marks = _place_marks(thematic_map, frame, ground, side) if marked and not is_crowded(thematic_map) else {}
    numbered = numbered or need_numbers(thematic_map, layout, frame.box)
    wishes = list_wishes(thematic_map, areas, marks, wards, layout, room=frame.box, numbered=numbered)
    if small:
        wishes = [replace(wish, must=wish.must and wish.code not in names) for wish in wishes]
    placed = place_labels(wishes, ground, most=most)
    inside: tuple[Item, ...] = (
        *areas,
        *_draw_outlines(thematic_map, frame, wards),
        *draw_leaders(placed),
        *_draw_marks(thematic_map, marks, side),
        *_draw_signs(thematic_map, frame, ground, side),
        *draw_names(placed, patterns=patterns),
        *captions,
    )
    items = (
        Window(frame.box, inside),
        *_draw_free(thematic_map, frame, layout),
        rectangle(frame.box, stroke=NEATLINE),
    )
    return Plate(items, placed, report_names(placed))


def _outline_wards(thematic_map: ThematicMap, frame: Frame) -> dict[str, Area]:
    """Return the wards that the frame shows a part of, by code, without looks."""
    wards = thematic_map.wards
    paths, names = trace_frame(wards, frame.corner), list_names(wards)
    seen = find_seen(wards, frame.ground(frame.box))
    return {names[row][0]: Area(paths[row], frame.place, title=names[row][1]) for row in seen}


def _draw_areas(thematic_map: ThematicMap, frame: Frame, wards: Mapping[str, Area]) -> list[Area]:
    """Return the surroundings, then the units in view, exceptions on top."""
    units, entries = read_units(thematic_map.layer), thematic_map.classes.entries
    inside = () if thematic_map.view.level == "cluster" else thematic_map.in_view
    areas = [replace(area, fill=OUTSIDE, stroke=AROUND) for code, area in wards.items() if code not in inside]
    areas += draw_asides(thematic_map, frame)
    paths = trace_shapes(units.shapes, frame.corner)
    patterns = thematic_map.view.patterns
    looks = [(fill_of(entry, patterns=patterns), _edge(thematic_map, entry)) for entry in entries]
    rows = zip(units.codes, units.names, units.classes, units.texts, paths, strict=True)
    areas += [
        Area(path, frame.place, *looks[position], code, f"{name}: {text}")
        for code, name, position, text, path in sorted(rows, key=lambda row: entries[row[2]].marked)
    ]
    return areas


def _edge(thematic_map: ThematicMap, entry: LegendClass) -> Stroke:
    if entry.marked:
        return Stroke(ink_of(entry.key, patterns=thematic_map.view.patterns), 0.45)
    return Stroke(EDGE, 0.1 if len(thematic_map.layer.frame) > MANY else 0.18)


def _draw_outlines(thematic_map: ThematicMap, frame: Frame, wards: Mapping[str, Area]) -> list[Area]:
    """Return rivers, ward borders and cluster outlines."""
    view, inside = thematic_map.view, set(thematic_map.in_view)
    lines = _outline(thematic_map.rivers, frame, river_stroke(thematic_map))
    if "wards" in view.layers and view.level == "hamlet":
        stroke = ward_stroke(thematic_map)
        lines += [replace(area, stroke=stroke, title="") for code, area in wards.items() if code in inside]
    elif view.level == "cluster":
        lines += [replace(area, stroke=MEMBER, title="") for area in wards.values()]
    on_top = Stroke(BLACK, 0.5) if view.level == "cluster" else cluster_stroke(thematic_map)
    return lines + _outline(thematic_map.clusters, frame, on_top)


def _outline(shapes: gpd.GeoDataFrame, frame: Frame, stroke: Stroke) -> list[Area]:
    paths = trace_frame(shapes, frame.corner)
    return [
        Area(paths[row], frame.place, stroke=stroke) for row in find_seen(shapes, frame.ground(frame.box))
    ]


def _survey(
    thematic_map: ThematicMap, frame: Frame, areas: Sequence[Area], wards: Mapping[str, Area]
) -> Ground:
    """Return the ground of the names: whose cell it is, and what should stay visible."""
    empty = split_ground(frame.box.shrink(CELL))
    outlines = {area.path: _cut_rings(area, empty) for area in (*areas, *wards.values())}
    groups = (areas, wards.values())
    planes = tuple(stamp(empty, [outlines[area.path] for area in group]) for group in groups)
    exceptions = list_exceptions(thematic_map)
    weights = [30 if area.unit in exceptions else 10 if area.unit else 2 for area in areas]
    burden = weigh(planes[0], weights)
    borders = trace_cells(empty, [ring for area in wards.values() for ring in outlines[area.path]])
    ground = Ground(empty.box, planes, add_up(burden + 5 * borders.view(np.uint8)), empty.taken)
    take(ground, frame.free)
    return ground


def _cut_rings(area: Area, ground: Ground) -> list[Sequence[float]]:
    """Return the outlines of an area in cells of the ground."""
    return [to_cells(ground, area.place.apply(points)) for points in area.path.lines]


def is_crowded(thematic_map: ThematicMap) -> bool:
    """Return whether there are so many exceptions that their marks would cover the map."""
    return len(list_exceptions(thematic_map)) > FEW


def _place_marks(
    thematic_map: ThematicMap, frame: Frame, ground: Ground, side: float
) -> Mapping[str, tuple[float, float]]:
    """Return where the mark of each exception stands, by unit code."""
    units, exceptions = read_units(thematic_map.layer), list_exceptions(thematic_map)
    chosen = [row for row, code in enumerate(units.codes) if code in exceptions]
    inside = shapely.get_coordinates(shapely.point_on_surface(units.shapes[chosen]))
    points = [frame.put(x, y) for x, y in inside.tolist()]
    return dict(zip((units.codes[row] for row in chosen), place_signs(points, side, ground), strict=True))


def _draw_marks(
    thematic_map: ThematicMap, marks: Mapping[str, tuple[float, float]], side: float
) -> list[Area]:
    entries, patterns = thematic_map.classes.entries, thematic_map.view.patterns
    units = read_units(thematic_map.layer)
    keys = {code: entries[place].key for code, place in zip(units.codes, units.classes, strict=True)}
    return [
        area
        for code, (x, y) in marks.items()
        for area in draw_mark(x, y, side, patterns=patterns, key=keys[code])
    ]


def _draw_signs(thematic_map: ThematicMap, frame: Frame, ground: Ground, side: float) -> list[Area]:
    """Return the signs of the community models, each with a line to its site where it had to give way."""
    sites = read_sites(thematic_map.sites)
    order = {kind: position for position, kind in enumerate(thematic_map.city.model_kinds)}
    points = [frame.put(x, y) for x, y in sites.points]
    places = place_signs(points, side, ground)
    lines = [
        line([point, place], Stroke("#55616d", 0.15))
        for point, place in zip(points, places, strict=True)
        if np.hypot(point[0] - place[0], point[1] - place[1]) > side * 0.75
    ]
    patterns = thematic_map.view.patterns
    signs = [
        replace(draw_sign(order[kind], *place, side - PAD, patterns=patterns), title=title)
        for place, kind, title in zip(places, sites.kinds, sites.titles, strict=True)
    ]
    return [*lines, *signs]


def _draw_free(thematic_map: ThematicMap, frame: Frame, layout: Layout) -> list[Item]:
    """Return scale bar and north arrow, on paper of their own where lines would run through them.

    There are none where the frame has no place for them.
    """
    if not frame.free.width:
        return []
    language = thematic_map.view.language
    kind = Type(layout.text, floor=layout.floor).smaller(0.88)
    turned = frame.free.left > frame.box.centre[0]
    items, panel = draw_bearings(frame.scale, language, kind, frame.free, turned=turned)
    crossed = any(count_crossing(thematic_map, frame, panel))
    return [*([rectangle(panel, PANEL, AROUND)] if crossed else ()), *items]
