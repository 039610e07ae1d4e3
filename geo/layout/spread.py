"""Several maps of one area on a page: where each stands, at one scale, and where their keys stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Final

import pandas as pd

from geo.drawing.frame import bounds_of, fit_frame
from geo.drawing.scene import POINT, Box, Placement
from geo.drawing.typeset import Block, Type, fit, flow, height_of, put
from geo.layout.arrange import COLUMN, Arrangement, arrange, force, list_shares
from geo.layout.plate import Plate, draw_plate, is_crowded
from geo.lettering.naming import need_numbers
from geo.model import Layer
from geo.tools.keep import keep

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.drawing.frame import Frame
    from geo.layout.arrange import Maker
    from geo.model import Layout, ThematicMap

GAP: Final = 1.2
"""Space between maps, in heights of the text of the page."""

NARROW: Final = (0.85, 0.66)
"""Shares of the usual width that a column of keys may have in the corner of a page."""


@dataclass(frozen=True, eq=False)
class Panel:
    """A map of several, and the words over it."""

    map: ThematicMap
    caption: str


@dataclass(frozen=True, eq=False)
class Spread:
    """The places of several maps, with the place of their captions, and their keys."""

    cells: tuple[Box, ...]
    keys: Arrangement
    worth: float


def spread(panels: Sequence[Panel], layout: Layout, body: Box, make_keys: Maker) -> Spread | None:
    """Return the places that show the maps largest, or None where the keys do not fit.

    The maps stand in rows and columns; the keys beside them, under them or in the last row.
    """
    return max(_list_spreads(panels, layout, body, make_keys), key=lambda way: way.worth, default=None)


def force_spread(panels: Sequence[Panel], layout: Layout, body: Box, make_keys: Maker) -> Spread:
    """Return the maps in one row beside their keys: when nothing fits."""
    keys = force(body, layout, make_keys)
    return _judge(panels, _size_ground(panels), layout, keys, len(panels))


def _list_spreads(panels: Sequence[Panel], layout: Layout, body: Box, make_keys: Maker) -> Iterator[Spread]:
    ground = width, height = _size_ground(panels)
    for columns in range(1, len(panels) + 1):
        rows = -(-len(panels) // columns)
        last = _split(body, layout, rows, columns)[len(panels) : rows * columns]
        inside = _fill_corner(last, body, layout, make_keys) if last else None
        if inside is not None:
            yield _judge(panels, ground, layout, inside, columns)
        around = arrange(body, (columns * width, rows * height), layout, make_keys)
        if around is not None:
            yield _judge(panels, ground, layout, around, columns)


def _judge(
    panels: Sequence[Panel], ground: tuple[float, float], layout: Layout, keys: Arrangement, columns: int
) -> Spread:
    """Return the maps in the room that the keys leave, worth their scale, less for small type."""
    cells = _split(keys.map_box, layout, -(-len(panels) // columns), columns)[: len(panels)]
    width, height = ground
    room = _below_caption(panels, cells[0], layout)
    worth = min(room.width / width, room.height / height) * keys.share**0.5
    return Spread(tuple(cells), keys, worth)


def _split(box: Box, layout: Layout, rows: int, columns: int) -> list[Box]:
    """Return a box in rows and columns, row by row."""
    gap = layout.text * POINT * GAP
    width = (box.width - (columns - 1) * gap) / columns
    height = (box.height - (rows - 1) * gap) / rows
    return [
        Box(box.left + column * (width + gap), box.top + row * (height + gap), width, height)
        for row in range(rows)
        for column in range(columns)
    ]


def _fill_corner(last: Sequence[Box], body: Box, layout: Layout, make_keys: Maker) -> Arrangement | None:
    """Return the keys in the places that the maps leave free in the last row, or None if they do not fit."""
    corner = Box(last[0].left, last[0].top, last[-1].right - last[0].left, last[0].height)
    for share, narrow in product(list_shares(layout), NARROW):
        size = layout.text * share
        between = size * POINT * 1.6
        count = max(1, int((corner.width + between) / (COLUMN * narrow * size + between)))
        width = (corner.width - (count - 1) * between) / count
        filled = flow(make_keys(share, width), count, between)
        if all(height_of(column, between) <= corner.height for column in filled):
            places = tuple((corner.left + at * (width + between), corner.top) for at in range(count))
            return Arrangement(body, tuple(map(tuple, filled)), places, between, 0.0, width, share)
    return None


def _size_ground(panels: Sequence[Panel]) -> tuple[float, float]:
    west, south, east, north = bounds_of(_join(panels))
    return east - west, north - south


def _join(panels: Sequence[Panel]) -> ThematicMap:
    """Return a map of the ground of all maps: units of either year count for scale and free corners."""
    return _join_others(panels[0], tuple(panel.map for panel in panels[1:]))


@keep
def _join_others(first: Panel, others: tuple[ThematicMap, ...]) -> ThematicMap:
    maps = (first.map, *others)
    return replace(
        maps[-1],
        layer=Layer(pd.concat([one.layer.frame[["geometry"]] for one in maps])),
        wards=pd.concat([one.wards for one in maps]),
        in_view=tuple(dict.fromkeys(code for one in maps for code in one.in_view)),
    )


def _below_caption(panels: Sequence[Panel], cell: Box, layout: Layout) -> Box:
    """Return what the captions leave of a place, the same of each."""
    down = max(_write_caption(panel, cell, layout).height for panel in panels)
    down += layout.text * POINT * 0.1
    return Box(cell.left, cell.top + down, cell.width, cell.height - down)


def _write_caption(panel: Panel, cell: Box, layout: Layout) -> Block:
    return fit(panel.caption, cell.width, Type(layout.text * 1.1, "bold", floor=layout.floor), lines=1)


def draw_panels(
    panels: Sequence[Panel], cells: Sequence[Box], layout: Layout, *, most: int | None = None
) -> list[Plate]:
    """Return the maps at one scale with their captions; the first one has scale bar and north arrow.

    Maps that are read by one legend are drawn alike: numbers for names where most need them, marks if all
    have them.

    Parameters
    ----------
    most
        How many names of each map the key has room for; None is any number.
    """
    small, frame = _shrink(layout), frame_first(panels, cells, layout)
    plates = []
    for panel, cell in zip(panels, cells, strict=True):
        shifted = _shift(frame, _below_caption(panels, cell, layout))
        alike = [other.map for other in panels if other.map.classes.entries == panel.map.classes.entries]
        marked = not any(map(is_crowded, alike))
        numbered = 2 * sum(need_numbers(one, small, frame.box) for one in alike) > len(alike)
        plate = draw_plate(panel.map, shifted, small, most=most, small=True, marked=marked, numbered=numbered)
        caption = _write_caption(panel, cell, layout)
        plates.append(replace(plate, items=(*put(caption, cell.left, cell.top), *plate.items)))
    return plates


def frame_first(panels: Sequence[Panel], cells: Sequence[Box], layout: Layout) -> Frame:
    """Return the frame of the first map; the others show the same ground at the same scale."""
    return fit_frame(_join(panels), _below_caption(panels, cells[0], layout), _shrink(layout))


def _shrink(layout: Layout) -> Layout:
    return replace(layout, text=layout.text * 0.92, names=layout.names * 0.92)


def _shift(frame: Frame, box: Box) -> Frame:
    """Return the frame of the first map at the place of another one."""
    if box == frame.box:
        return frame
    across, down = box.left - frame.box.left, box.top - frame.box.top
    place = Placement(frame.place.left + across, frame.place.top + down, frame.place.scale)
    return replace(frame, box=box, place=place, free=Box(box.left, box.top, 0.0, 0.0))
