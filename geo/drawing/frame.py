"""Which ground a map shows, how large, and where in its frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.drawing.outlines import UNIT
from geo.drawing.scene import POINT, Box, Placement
from geo.drawing.terrain import corner_of, find_seen, list_shapes
from geo.tools.keep import keep
from geo.units import find_rows

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from geo.model import Layout, ThematicMap

AIR: Final = 0.035
"""Free space around the area shown, as a share of the shorter side of the frame."""

SLIM: Final = 11.5
"""Below so many heights of the text the north arrow stands over the scale bar, else beside it."""


BESIDE: Final = 16
"""Width of a place of scale bar and north arrow left of the map, in heights of the text."""

WORTH: Final = 1.4
"""So many times as large the map must become by it: it does not stand in the middle then."""


@dataclass(frozen=True, eq=False)
class Frame:
    """A map in its frame on the page.

    Parameters
    ----------
    box
        The frame.
    corner
        West and north of the city, metres: the zero of all paths.
    place
        From units of paths on the ground to millimetres of the page.
    free
        Where scale bar and north arrow stand; of no width where another map of the page shows them.
    """

    box: Box
    corner: tuple[float, float]
    place: Placement
    free: Box

    @property
    def scale(self) -> float:
        """Metres of the ground in a millimetre of the page."""
        return UNIT / self.place.scale

    def put(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the ground on the page."""
        return (
            self.place.left + (x - self.corner[0]) / self.scale,
            self.place.top + (self.corner[1] - y) / self.scale,
        )

    def ground(self, box: Box) -> shapely.Polygon:
        """Return a box of the page on the ground."""
        west = self.corner[0] + (box.left - self.place.left) * self.scale
        north = self.corner[1] - (box.top - self.place.top) * self.scale
        return shapely.box(west, north - box.height * self.scale, west + box.width * self.scale, north)


@keep
def list_shown(thematic_map: ThematicMap) -> NDArray[np.object_]:
    """Return the shapes of the area shown: the wards in view, the units, and boxes of far islands."""
    wards = list_shapes(thematic_map.wards)[find_rows(thematic_map.wards, None, thematic_map.in_view)]
    boxes = [shapely.box(*aside.box) for aside in thematic_map.asides]
    return np.concatenate([wards, list_shapes(thematic_map.layer.frame), np.array(boxes, dtype=object)])


@keep
def bounds_of(thematic_map: ThematicMap) -> tuple[float, float, float, float]:
    """Return west, south, east and north of the area shown."""
    shown = list_shown(thematic_map)
    if not len(shown):
        return (0.0, 0.0, 1.0, 1.0)
    west, south, east, north = map(float, shapely.total_bounds(shown))
    return west, south, east, north


def fit_frame(thematic_map: ThematicMap, box: Box, layout: Layout) -> Frame:
    """Return the frame that shows the area as large as it can be, with a free place for scale and north."""
    letter = layout.text * POINT
    height, width = letter * 2.9, min(letter * 20, box.width - 2)
    if width < SLIM * letter:
        height *= 2
    strip = Box(box.left + 1, box.bottom - height - 1, width, height)
    frame = _fit(thematic_map, box, strip)
    shown = list_shown(thematic_map)
    free = [
        corner
        for corner in _corners(box.shrink(1.0), width, height)
        if not shapely.intersects(shown, frame.ground(corner)).any()
    ]
    if free:
        return replace(frame, free=min(free, key=partial(count_crossing, thematic_map, frame)))
    below = _fit(thematic_map, replace_height(box, box.height - height), strip, whole=box)
    side = min(width, letter * BESIDE)
    right = Box(box.left + side, box.top, box.width - side, box.height)
    place = Box(box.left + 1, max(box.top, box.bottom - height - 1), side - 1, min(height, box.height))
    beside = _fit(thematic_map, right, place, whole=box) if side < box.width / 2 else below
    return beside if beside.place.scale > WORTH * below.place.scale else below


def count_crossing(thematic_map: ThematicMap, frame: Frame, box: Box) -> tuple[int, int]:
    """Return how many rivers and how many borders of wards cross a box of the page."""
    ground = frame.ground(box)
    wards = list_shapes(thematic_map.wards)[find_seen(thematic_map.wards, ground)]
    borders = len(wards) - int(np.count_nonzero(shapely.contains(wards, ground)))
    return len(find_seen(thematic_map.rivers, ground)), borders


def see_rivers(thematic_map: ThematicMap, frame: Frame) -> ThematicMap:
    """Return a map with the rivers alone that a frame shows: what it does not show has no line in a key."""
    rows = find_seen(thematic_map.rivers, frame.ground(frame.box))
    if len(rows) == len(thematic_map.rivers):
        return thematic_map
    return replace(thematic_map, rivers=_pick_rows(thematic_map.rivers, tuple(rows)))


@keep
def _pick_rows(shapes: gpd.GeoDataFrame, rows: tuple[int, ...]) -> gpd.GeoDataFrame:
    return shapes.iloc[list(rows)]


def replace_height(box: Box, height: float) -> Box:
    """Return a box with another height."""
    return Box(box.left, box.top, box.width, height)


def _corners(box: Box, width: float, height: float) -> list[Box]:
    return [
        Box(left, top, width, height)
        for top in (box.bottom - height, box.top)
        for left in (box.left, box.right - width)
    ]


def _fit(thematic_map: ThematicMap, box: Box, free: Box, whole: Box | None = None) -> Frame:
    west, south, east, north = bounds_of(thematic_map)
    corner = corner_of(thematic_map.wards)
    room = box.shrink(AIR * min(box.width, box.height))
    scale = max((east - west) / room.width, (north - south) / room.height)
    across, down = room.centre
    left = across - ((west + east) / 2 - corner[0]) / scale
    top = down - (corner[1] - (south + north) / 2) / scale
    return Frame(whole or box, corner, Placement(left, top, UNIT / scale), free)
