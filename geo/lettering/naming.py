"""Which names a map needs, and how they are written on it."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.drawing.outlines import line
from geo.drawing.scene import DARK, POINT, Box, Naming, Stroke, Words
from geo.drawing.terrain import read_units
from geo.layout.legend import ink_of
from geo.lettering.name_lines import halve, shorten, write_beside, write_inside
from geo.lettering.wishes import ASCENT, LEADING, Placed, Wish, size_box
from geo.tools.keep import keep
from geo.tools.words import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from geo.drawing.scene import Area, Path
    from geo.model import Layout, ThematicMap

FEW: Final = 60
"""Up to so many hamlets in view each is named; beyond it wards are, and exceptions up to as many."""

CROWD: Final = 120
"""Up to so many exceptions have numbers on the map; more would hide it, and the key lists them by wards."""

COVER: Final = 0.2
"""Share of the map that names beside exceptions may cover; more would hide it, and numbers stand there."""

WIDE: Final = 0.3
"""Share of the width of the map from which on a name beside its unit takes two lines rather than one."""

SHARES: Final = (1.0, 0.9, 0.78)
"""Sizes of a name that are tried, as shares of the size that the page wishes; none is below its floor."""

LARGEST: Final = 1.8
"""How many times as large names are where all units have room for it: three hamlets fill a page."""

ROOMY: Final = (0.35, 0.16)
"""Shares of the width and of the height of its unit that a name may take to be larger."""

HALO: Final = 0.42
"""Width of the white rim around names, in millimetres; on patterns it is twice as wide."""

LEADER: Final = Stroke("#3c4a57", 0.2)
AROUND: Final = "#66727e"


def list_wishes(
    thematic_map: ThematicMap,
    areas: Sequence[Area],
    marks: Mapping[str, tuple[float, float]],
    wards: Mapping[str, Area],
    layout: Layout,
    *,
    room: Box,
    numbered: bool,
) -> list[Wish]:
    """Return the names that want a place, the important ones first.

    Parameters
    ----------
    areas, wards
        What is drawn: the planes of the ground.
    marks
        Where the marks of the exceptions stand, by unit code.
    room
        The frame of the map.
    numbered
        Whether numbers stand in place of names beside units.
    """
    sizes = tuple(dict.fromkeys(max(layout.names * share, layout.floor) for share in SHARES))
    named = "labels" in thematic_map.view.layers
    units = _grow(
        [
            _wrap(replace(wish, crowded=wish.crowded or (numbered and wish.owner is None)), room)
            for wish in _name_units(thematic_map, areas, marks, sizes)
        ]
    )
    # So many that only numbers stand on the map are numbered ward by ward, as the key lists them.
    units.sort(key=lambda wish: (wish.code not in marks, wish.code * wish.crowded, wish.room.width))
    return [*units, *(_name_wards(thematic_map, wards, sizes) if named else [])]


def _name_units(
    thematic_map: ThematicMap,
    areas: Sequence[Area],
    marks: Mapping[str, tuple[float, float]],
    sizes: tuple[float, ...],
) -> Iterator[Wish]:
    """Yield the names of the units: inside them where there are few, else beside the exceptions."""
    units = read_units(thematic_map.layer)
    inside = _are_inside(thematic_map)
    entries, patterns = thematic_map.classes.entries, thematic_map.view.patterns
    places = {area.unit: position for position, area in enumerate(areas) if area.unit}
    rows = zip(units.codes, units.names, units.wards, units.values, units.classes, strict=True)
    every = inside and "labels" in thematic_map.view.layers
    exceptions = list_exceptions(thematic_map)
    stand = zip(units.codes, units.classes, strict=True)
    several = len({place for code, place in stand if code in exceptions}) > 1
    for code, name, ward, value, place in rows:
        if not every and code not in exceptions:
            continue
        area = areas[places[code]]
        shown_value = _write_value(thematic_map, value)
        texts = write_inside(name, shown_value) if inside else write_beside(name, ward)
        owner = (0, places[code]) if inside else None
        at = marks.get(code) or middle_of(area)
        spare = write_inside(name) if shown_value else ()
        crowded = not inside and code not in marks
        tried = () if crowded and len(exceptions) > CROWD else sizes
        wish = Wish(code, texts, at, room_of(area), owner, tried, spare=spare, crowded=crowded)
        status = entries[place].label[thematic_map.view.language] if several and code in exceptions else ""
        wish = replace(wish, name=shorten(name), ward=ward, status=status)
        loud = ink_of(entries[place].key, patterns=patterns)
        yield replace(wish, face="bold", colour=loud) if code in exceptions else wish


def need_numbers(thematic_map: ThematicMap, layout: Layout, room: Box) -> bool:
    """Return whether names beside the exceptions would hide a map: numbers stand there then."""
    units, exceptions = read_units(thematic_map.layer), list_exceptions(thematic_map)
    if _are_inside(thematic_map):
        return False
    rows = zip(units.codes, units.names, units.wards, strict=True)
    names = (write_beside(name, ward)[0] for code, name, ward in rows if code in exceptions)
    sizes = (size_box(lines, layout.names, "bold") for lines in names)
    return sum(width * height for width, height in sizes) > COVER * room.width * room.height


def _are_inside(thematic_map: ThematicMap) -> bool:
    """Return whether all units are named, and inside their borders as far as they have room."""
    return thematic_map.view.level != "hamlet" or len(thematic_map.layer.frame) <= FEW


def _grow(wishes: list[Wish]) -> list[Wish]:
    """Return names as they are, or all larger where each unit has room for much more."""
    inside = [wish for wish in wishes if wish.owner is not None]
    if len(inside) < len(wishes) or not wishes:
        return wishes
    sizes = [size_box(wish.texts[0], wish.sizes[0], wish.face) for wish in wishes]
    shares = [
        min(ROOMY[0] * wish.room.width / width, ROOMY[1] * wish.room.height / (height / len(wish.texts[0])))
        for wish, (width, height) in zip(wishes, sizes, strict=True)
    ]
    larger = min(LARGEST, *shares)
    if larger <= 1:
        return wishes
    return [replace(wish, sizes=(wish.sizes[0] * larger, *wish.sizes)) for wish in wishes]


def _wrap(wish: Wish, room: Box) -> Wish:
    """Return a wish for two lines where one would lead the eye far from the unit."""
    if wish.owner is not None or not wish.sizes:
        return wish
    wide, _ = size_box(wish.texts[0], wish.sizes[0], wish.face)
    return replace(wish, texts=wish.texts[1:] or wish.texts) if wide > WIDE * room.width else wish


def list_exceptions(thematic_map: ThematicMap) -> frozenset[str]:
    """Return the codes of the units in view that stand out on the map."""
    units, entries = read_units(thematic_map.layer), thematic_map.classes.entries
    rows = zip(units.codes, units.classes, strict=True)
    return frozenset(code for code, place in rows if entries[place].marked)


def _write_value(thematic_map: ThematicMap, value: float) -> str:
    """Return the number that stands under the name of a ward or cluster; statuses and bands have none."""
    measured = thematic_map.measure
    if measured.kind not in ("rate", "count") or isnan(value):
        return ""
    sign = "\u00a0%" if measured.unit.en == "%" else ""
    return number(value, thematic_map.view.language, measured.decimals) + sign


def _name_wards(thematic_map: ThematicMap, wards: Mapping[str, Area], sizes: tuple[float, ...]) -> list[Wish]:
    """Return the names of the wards: those in view must stand where units are hamlets, the others may."""
    view = thematic_map.view
    inside = set(thematic_map.in_view)
    left_out = inside if view.level == "ward" or (view.level == "hamlet" and len(inside) == 1) else set()
    wishes = [
        _name_ward(code, area, (1, position), sizes, must=view.level == "hamlet" and code in inside)
        for position, (code, area) in enumerate(wards.items())
        if code not in left_out
    ]
    return sorted(wishes, key=lambda wish: (not wish.must, wish.room.width))


def _name_ward(
    code: str, area: Area, owner: tuple[int, int], sizes: tuple[float, ...], *, must: bool
) -> Wish:
    return Wish(
        f"ward:{code}",
        ((area.title,), *halve(area.title)),
        middle_of(area),
        room_of(area),
        owner,
        sizes if must else sizes[1:] or sizes,
        must=must,
        name=area.title,
        face="bold" if must else "italic",
        colour=DARK if must else AROUND,
    )


def room_of(area: Area) -> Box:
    """Return the bounds of an area on the page."""
    (left, top, right, bottom), place = area.path.bounds, area.place
    across, down = place.left + left * place.scale, place.top + top * place.scale
    return Box(across, down, (right - left) * place.scale, (bottom - top) * place.scale)


def middle_of(area: Area) -> tuple[float, float]:
    """Return a point inside an area: the middle of its widest part along a line through its largest piece."""
    x, y = _middle_of(area.path)
    return area.place.left + x * area.place.scale, area.place.top + y * area.place.scale


@keep
def _middle_of(path: Path) -> tuple[float, float]:
    left, top, right, bottom = path.bounds
    if len(path.lines) > 1:
        largest = max(path.lines, key=_measure_ring)
        top, bottom = int(largest[:, 1].min()), int(largest[:, 1].max())
    y = (top + bottom) / 2
    starts = path.points
    ends = np.concatenate([part for ring in path.lines for part in (ring[1:], ring[:1])])
    cross = (starts[:, 1] <= y) != (ends[:, 1] <= y)
    a, b = starts[cross], ends[cross]
    xs = np.sort(a[:, 0] + (y - a[:, 1]) * (b[:, 0] - a[:, 0]) / (b[:, 1] - a[:, 1]))
    if len(xs) < 2:  # noqa: PLR2004  a line enters and leaves
        return (left + right) / 2, y
    widths = xs[1::2] - xs[: len(xs) // 2 * 2 : 2]
    best = int(np.argmax(widths))
    return float((xs[2 * best] + xs[2 * best + 1]) / 2), y


def _measure_ring(points: NDArray[np.int64]) -> float:
    """Return twice what a ring encloses."""
    x, y = points.T
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1)))


def draw_leaders(placed: Sequence[Placed]) -> list[Area]:
    """Return the leader lines."""
    return [line(item.leader, LEADER) for item in placed if item.leader is not None]


def draw_names(placed: Sequence[Placed], *, patterns: bool) -> list[Words]:
    """Return the names with a white rim, line by line in the middle of their boxes."""
    return [
        words
        for item in placed
        if item.box is not None
        for words in _draw_lines(item, item.box, HALO * (1 + patterns))
    ]


def _draw_lines(item: Placed, box: Box, halo: float) -> list[Words]:
    x, y = box.centre
    step = LEADING * item.size * POINT
    first = y - len(item.lines) * step / 2 + ASCENT * item.size * POINT
    face, colour = item.wish.face, item.wish.colour
    return [
        Words(text, x, first + place * step, item.size, face, "middle", colour, halo)
        for place, text in enumerate(item.lines)
    ]


def report_names(placed: Sequence[Placed]) -> tuple[Naming, ...]:
    """Return what became of each name that had to stand."""
    return tuple(
        Naming(item.wish.code, " ".join(item.lines or item.wish.texts[0]), item.how, item.size, item.box)
        for item in placed
        if item.wish.must
    )
