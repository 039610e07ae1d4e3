"""The map itself on the page: units, borders, symbols and names inside its frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.furniture import draw_north, draw_scale
from geo.ground import CELL, Ground, place_signs, split_ground, stamp, take, trace_cells
from geo.labels import PAD, Placed, place_labels
from geo.legend import BLACK, MARK, OUTSIDE, cluster_stroke, draw_mark, draw_sign, river_stroke, ward_stroke
from geo.naming import draw_leaders, draw_names, list_wishes, report_names
from geo.outlines import line, rectangle, trace
from geo.patterns import fill_of
from geo.scene import POINT, Area, Stroke, Window
from geo.typeset import Type, put

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from geo.frame import Frame
    from geo.model import Layout, LegendClass, ThematicMap
    from geo.scene import Item, Naming

MANY: Final = 60
"""From so many units on their borders are drawn thinner."""

AROUND: Final = Stroke("#c3ccd4", 0.15)
NEATLINE: Final = Stroke("#1c2733", 0.3)
EDGE: Final = "#5b6b7a"
SIGN: Final = 2.5
"""Side of the sign of a community model in millimetres, where names have 8 points; so is that of a mark."""


@dataclass(frozen=True, eq=False)
class Plate:
    """The drawn map, and what became of its names."""

    items: tuple[Item, ...]
    placed: tuple[Placed, ...]
    report: tuple[Naming, ...]


def draw_plate(thematic_map: ThematicMap, frame: Frame, layout: Layout) -> Plate:
    """Return the drawn map."""
    side = SIGN * layout.names / 8
    patterns = thematic_map.view.patterns
    areas = _draw_areas(thematic_map, frame)
    wards = [Area(trace(shape, frame.corner), frame.place) for shape in thematic_map.wards.geometry]
    ground = _survey(thematic_map, frame, areas, wards)
    marks = _place_marks(thematic_map, frame, ground, side)
    placed = place_labels(list_wishes(thematic_map, areas, marks, wards, layout), ground)
    inside: tuple[Item, ...] = (
        *areas,
        *_draw_outlines(thematic_map, frame),
        *draw_leaders(placed),
        *(item for x, y in marks.values() for item in draw_mark(x, y, side, patterns=patterns)),
        *_draw_signs(thematic_map, frame, ground, side),
        *draw_names(placed, patterns=patterns),
    )
    items = (
        Window(frame.box, inside),
        *_draw_free(thematic_map, frame, layout),
        rectangle(frame.box, stroke=NEATLINE),
    )
    return Plate(items, placed, report_names(placed))


def _draw_areas(thematic_map: ThematicMap, frame: Frame) -> list[Area]:
    """Return the surroundings, then the units in view, exceptions on top."""
    wards, shown = thematic_map.wards, thematic_map.layer.frame
    around = wards if thematic_map.view.level == "cluster" else wards.drop(list(thematic_map.in_view))
    areas = [
        Area(trace(shape, frame.corner), frame.place, OUTSIDE, AROUND, title=name)
        for name, shape in zip(around["name"], around.geometry, strict=True)
    ]
    entries = thematic_map.classes.entries
    rows = zip(shown.index, shown["name"], shown["class"], shown["text"], shown.geometry, strict=True)
    for code, name, position, text, shape in sorted(rows, key=lambda row: entries[row[2]].exception):
        fill = fill_of(entries[position], patterns=thematic_map.view.patterns)
        stroke = _edge(thematic_map, entries[position])
        areas.append(
            Area(trace(shape, frame.corner), frame.place, fill, stroke, str(code), f"{name}: {text}")
        )
    return areas


def _edge(thematic_map: ThematicMap, entry: LegendClass) -> Stroke:
    if entry.exception:
        return Stroke(BLACK if thematic_map.view.patterns else MARK, 0.45)
    return Stroke(EDGE, 0.1 if len(thematic_map.layer.frame) > MANY else 0.18)


def _draw_outlines(thematic_map: ThematicMap, frame: Frame) -> list[Area]:
    """Return rivers, ward borders and cluster outlines."""
    view, wards = thematic_map.view, thematic_map.wards
    drawn = [(thematic_map.rivers, river_stroke(thematic_map))]
    if "wards" in view.layers and view.level == "hamlet":
        drawn.append((wards.loc[list(thematic_map.in_view)], ward_stroke(thematic_map)))
    elif view.level == "cluster":
        drawn.append((wards, Stroke("#8a949e", 0.15)))
    on_top = Stroke(BLACK, 0.5) if view.level == "cluster" else cluster_stroke(thematic_map)
    drawn.append((thematic_map.clusters, on_top))
    return [
        Area(trace(shape, frame.corner), frame.place, stroke=stroke)
        for frame_, stroke in drawn
        for shape in frame_.geometry
    ]


def _survey(thematic_map: ThematicMap, frame: Frame, areas: Sequence[Area], wards: Sequence[Area]) -> Ground:
    """Return the ground of the names: whose cell it is, and what should stay visible."""
    empty = split_ground(frame.box.shrink(CELL))
    planes = [stamp(empty, [rings_of(area) for area in group]) for group in (areas, wards)]
    entries = thematic_map.classes.entries
    exceptions = {
        str(code)
        for code, position in zip(
            thematic_map.layer.frame.index, thematic_map.layer.frame["class"], strict=True
        )
        if entries[position].exception
    }
    weights = [3.0 if area.unit in exceptions else 1.0 if area.unit else 0.2 for area in areas]
    burden = np.array([*weights, 0.0], np.float32)[planes[0]]
    borders = trace_cells(empty, [ring for area in wards for ring in rings_of(area)])
    ground = Ground(empty.box, np.stack(planes), (burden + 0.5 * borders).astype(np.float32), empty.taken)
    take(ground, frame.free)
    return ground


def rings_of(area: Area) -> list[NDArray[np.float64]]:
    """Return the outlines of an area in millimetres of the page."""
    return [area.place.apply(points) for points in area.path.lines]


def _place_marks(
    thematic_map: ThematicMap, frame: Frame, ground: Ground, side: float
) -> Mapping[str, tuple[float, float]]:
    """Return where the mark of each exception stands, by unit code."""
    shown, entries = thematic_map.layer.frame, thematic_map.classes.entries
    chosen = shown[[entries[position].exception for position in shown["class"]]]
    points = [frame.put(point.x, point.y) for point in chosen.geometry.representative_point()]
    return dict(zip(map(str, chosen.index), place_signs(points, side, ground), strict=True))


def _draw_signs(thematic_map: ThematicMap, frame: Frame, ground: Ground, side: float) -> list[Area]:
    """Return the signs of the community models, each with a line to its site where it had to give way."""
    sites = thematic_map.sites
    order = {kind: position for position, kind in enumerate(thematic_map.city.model_kinds)}
    points = [frame.put(x, y) for x, y in zip(sites["x"], sites["y"], strict=True)]
    places = place_signs(points, side, ground)
    lines = [
        line([point, place], Stroke("#55616d", 0.15))
        for point, place in zip(points, places, strict=True)
        if np.hypot(point[0] - place[0], point[1] - place[1]) > side * 0.75
    ]
    patterns = thematic_map.view.patterns
    signs = [
        replace(draw_sign(order[kind], *place, side - PAD, patterns=patterns), title=f"{name} – {label}")
        for place, kind, name, label in zip(
            places, sites["kind"], sites["name"], sites["kind_label"], strict=True
        )
    ]
    return [*lines, *signs]


def _draw_free(thematic_map: ThematicMap, frame: Frame, layout: Layout) -> list[Item]:
    """Return scale bar and north arrow on a light ground."""
    language = thematic_map.view.language
    kind = Type(layout.text * 0.88)
    scale, width = draw_scale(frame.scale, language, kind)
    north, _ = draw_north(kind, language)
    free = frame.free
    gap = kind.size * POINT * 0.8
    down = (free.height - max(scale.height, north.height)) / 2
    turned = free.left > frame.box.centre[0]
    left = free.right - width - gap if turned else free.left + gap
    arrow = left - gap * 3.5 if turned else left + width + gap * 2
    return [
        *put(scale, left, free.top + down + north.height - scale.height),
        *put(north, arrow, free.top + down),
    ]
