"""What helps to read a map: scale bar, north arrow, locator inset."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10
from operator import itemgetter
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.drawing.fonts import measure
from geo.drawing.nearer import bring_wards_near
from geo.drawing.outlines import UNIT, coarsen, paper_path, rectangle
from geo.drawing.scene import DARK, POINT, Area, Box, Fill, Path, Placement, Stroke, Words
from geo.drawing.terrain import corner_of, trace_frame
from geo.drawing.typeset import Block, Type, paragraph, put, stack
from geo.tools.keep import keep
from geo.tools.words import number, say
from geo.units import find_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from geo.drawing.scene import Item
    from geo.model import Language, ThematicMap

BAR: Final = 42.0
"""Greatest length of a scale bar, in millimetres, at a text size of 8 points."""

ALONE: Final = 2.5
"""In less room, in widths of the words at its end, a scale bar has these words only, over its middle."""

KILOMETRE: Final = 1000
FINE: Final = 0.12
"""Finest detail of the locator, in millimetres."""

HERE: Final = (Fill("#4f81a8"), Stroke("#1c3a57", 0.25))
HERE_BLACK: Final = (Fill("#000000"), Stroke("#000000", 0.25))
AROUND: Final = Stroke("#5b6b7a", 0.15)
ELSEWHERE: Final = (Fill("#e9edf0"), Stroke("#ffffff", 0.15))
THIN: Final = (Fill("#b5bec6"), Stroke("#b5bec6", 0.15))
"""How the city is filled where wards in view are, where it is too thin for the borders of its wards."""

RING: Final = 2.2
"""Least radius of the ring around the wards in view of a thin city, in millimetres."""

TALL: Final = 4
"""So many times as high as wide a city may have the height of a wide one's width."""


def round_length(longest: float) -> float:
    """Return the greatest 1, 2 or 5 times a power of ten that is not above a length."""
    power = 10.0 ** floor(log10(longest))
    return max(step * power for step in (1, 2, 5) if step * power <= longest * (1 + 1e-9))


def write_distance(metres: float, language: Language) -> str:
    """Return a distance as a number of kilometres, or of metres below one kilometre, with its unit."""
    if metres < KILOMETRE:
        return f"{number(metres, language)} m"
    kilometres = metres / KILOMETRE
    return f"{number(kilometres, language, 0 if kilometres == round(kilometres) else 1)} km"


def draw_scale(metres_per_mm: float, language: Language, kind: Type, room: float) -> tuple[Block, float]:
    """Return a scale bar with its ends and its middle named, and its width: at most some millimetres."""
    longest = BAR * kind.size / 8
    ends = measure(write_distance(KILOMETRE * 0.25, language), kind.size)
    alone = room < ALONE * ends
    length = round_length(min(longest, max(room - ends * (not alone), 1.0)) * metres_per_mm)
    width = length / metres_per_mm
    high = kind.size * POINT * 0.42
    down = kind.size * POINT * 1.25
    texts = ("0", _bare(length / 2, length, language), write_distance(length, language))
    sizes = [measure(text, kind.size) for text in texts]
    start = max(0.0, sizes[2] - width) / 2 if alone else sizes[0] / 2
    places = {texts[2]: 0.5} if alone else {texts[0]: 0.0, texts[2]: 1.0}
    if not alone and width / 2 >= sum(sizes) / 2 + kind.size * POINT:
        places[texts[1]] = 0.5
    labels = [
        Words(text, start + width * share, kind.size * POINT, kind.size, anchor="middle")
        for text, share in sorted(places.items(), key=itemgetter(1))
    ]
    edge = Stroke(DARK, 0.2)
    bar = [
        rectangle(Box(start, down, width, high), Fill("#ffffff"), edge),
        rectangle(Box(start, down, width / 2, high), Fill(DARK), edge),
    ]
    return Block(down + high, (*labels, *bar)), start + width + (start if alone else sizes[2] / 2)


def _bare(metres: float, length: float, language: Language) -> str:
    """Return the middle of the bar in the unit of its end, without the unit."""
    if length < KILOMETRE:
        return number(metres, language)
    kilometres = metres / KILOMETRE
    return number(kilometres, language, 0 if kilometres == round(kilometres) else 1)


def draw_north(kind: Type, language: Language) -> tuple[Block, float]:
    """Return a north arrow with its letter, and its width; the projection has north upwards."""
    wide = kind.size * POINT * 1.1
    tall = kind.size * POINT * 1.5
    down = kind.size * POINT * 1.12
    middle = wide / 2
    west = [(middle, down), (middle, down + tall * 0.76), (0.0, down + tall)]
    east = [(middle, down), (wide, down + tall), (middle, down + tall * 0.76)]
    edge = Stroke(DARK, 0.15)
    letter = Words(say("page.north", language), middle, kind.size * POINT, kind.size, "bold", "middle")
    items = (
        letter,
        Area(paper_path(west), fill=Fill(DARK), stroke=edge),
        Area(paper_path(east), fill=Fill("#ffffff"), stroke=edge),
    )
    return Block(down + tall, items), wide


def draw_bearings(
    metres_per_mm: float, language: Language, kind: Type, free: Box, *, turned: bool
) -> tuple[list[Item], Box]:
    """Return scale bar and north arrow in a place of the map, and the box that they take of it.

    Parameters
    ----------
    turned
        Whether the arrow is left of the bar; where the place is high it stands over it.
    """
    gap = kind.size * POINT * 0.8
    north, wide = draw_north(kind, language)
    if free.height > 2 * north.height:
        scale, width = draw_scale(metres_per_mm, language, kind, free.width - 2 * gap)
        left = free.left + (free.width - width) / 2
        both = stack([Block(north.height, tuple(put(north, (width - wide) / 2, 0.0))), scale], gap)
        return put(both, left, free.top + (free.height - both.height) / 2), free
    scale, width = draw_scale(metres_per_mm, language, kind, free.width - wide - 4 * gap)
    down = free.top + (free.height - max(scale.height, north.height)) / 2
    left = free.right - width - gap if turned else free.left + gap
    arrow = left - gap * 3.5 if turned else left + width + gap * 2
    start, end = min(left, arrow) - gap, max(left + width, arrow + wide) + gap
    items = [*put(scale, left, down + north.height - scale.height), *put(north, arrow, down)]
    return items, Box(start, free.top, end - start, free.height)


def draw_locator(thematic_map: ThematicMap, width: float, height: float, kind: Type) -> Block:
    """Return a small map of the city with the wards in view marked, under its head; else nothing."""
    inset = draw_inset(thematic_map, width, height)
    if not inset.height:
        return inset
    words = say("page.locator", thematic_map.view.language, city=thematic_map.furniture.city)
    head = paragraph(words, width, Type(kind.size, "bold"))
    return stack([head, inset], gap=kind.size * POINT * 0.3)


def draw_inset(thematic_map: ThematicMap, width: float, height: float) -> Block:
    """Return a small map of the city with the wards in view marked; empty where the whole city is in view."""
    wards = thematic_map.wards
    if len(thematic_map.in_view) == len(wards):
        return Block(0.0, ())
    small = _draw_small(wards, width, height)
    thin = min(small.width, small.height) < 2 * RING
    if thin:
        small = _draw_small(wards, width - 2 * RING, height - 2 * RING)
    rows = find_rows(wards, None, thematic_map.in_view)
    black = thematic_map.view.patterns
    here = [Area(small.wards[row], small.place, *(HERE_BLACK if black else HERE)) for row in rows]
    if not thin:
        return Block(small.height, (Area(small.whole, small.place, *ELSEWHERE), *here, *small.boxes))
    # Of a long and thin city its shape would be lost on the paper, and the wards in view in the shape.
    items = (Area(small.whole, small.place, *THIN), *here, _ring(here), *small.boxes)
    return Block(small.height + 2 * RING, tuple(put(Block(small.height, items), RING, RING)))


def _ring(areas: Sequence[Area]) -> Area:
    """Return a ring around areas, in which they can be found however small they are."""
    points = np.concatenate([area.place.apply(points) for area in areas for points in area.path.lines])
    low, high = points.min(axis=0), points.max(axis=0)
    radius = max(float(np.hypot(*(high - low))) / 2 * 1.15, RING)
    angles = np.linspace(0, 2 * np.pi, 32, endpoint=False)
    middle = (low + high) / 2
    ring = np.column_stack([middle[0] + radius * np.cos(angles), middle[1] + radius * np.sin(angles)])
    return Area(paper_path(ring), stroke=Stroke(DARK, 0.35))


@dataclass(frozen=True, eq=False)
class _Small:
    """The wards of a city, small: each, and all as one outline that an atlas of many pages has once.

    Parameters
    ----------
    boxes
        Of far islands, which are drawn near the land.
    """

    wards: tuple[Path, ...]
    whole: Path
    boxes: tuple[Area, ...]
    place: Placement
    width: float
    height: float


@keep
def _draw_small(wards: gpd.GeoDataFrame, width: float, height: float) -> _Small:
    near, boxes = bring_wards_near(wards)
    bounds = np.array([near.total_bounds, *boxes])
    (west, south), (east, north) = bounds[:, :2].min(axis=0), bounds[:, 2:].max(axis=0)
    if (east - west) * TALL < north - south:
        height = max(width, height)
    scale = min(width / (east - west), height / (north - south))
    step = max(1, int(FINE / (scale * UNIT)))
    corner = corner_of(near)
    paths = tuple(coarsen(path, step) for path in trace_frame(near, corner))
    whole = Path(tuple(line for path in paths for line in path.lines))
    drawn = tuple(
        rectangle(
            Box((left - west) * scale, (north - top) * scale, (right - left) * scale, (top - bottom) * scale),
            stroke=AROUND,
        )
        for left, bottom, right, top in boxes
    )
    across, down = ((corner[0] - west) * scale, (north - corner[1]) * scale) if boxes else (0.0, 0.0)
    place = Placement(across, down, scale * UNIT * step)
    return _Small(paths, whole, drawn, place, (east - west) * scale, (north - south) * scale)
