"""The boxes of far islands on a page, and how much nearer they are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.drawing.fonts import measure
from geo.drawing.ground import take
from geo.drawing.outlines import rectangle
from geo.drawing.scene import POINT, Box, Fill, Stroke, Words
from geo.layout.furniture import write_distance
from geo.tools.words import say

if TYPE_CHECKING:
    from geo.drawing.frame import Frame
    from geo.drawing.ground import Ground
    from geo.drawing.scene import Area
    from geo.model import Layout, ThematicMap

PAPER: Final = Fill("#ffffff")
EDGE: Final = Stroke("#5b6b7a", 0.25)
SMALL: Final = 0.88
"""Size of a caption as a share of the text of the page."""


def draw_asides(thematic_map: ThematicMap, frame: Frame) -> list[Area]:
    """Return the boxes, over what surrounds the units in view."""
    return [rectangle(_box_of(aside.box, frame), PAPER, EDGE) for aside in thematic_map.asides]


def caption_asides(thematic_map: ThematicMap, frame: Frame, layout: Layout, ground: Ground) -> list[Words]:
    """Return under each box how much nearer it is drawn; at the foot of the map or on its scale bar over it.

    ``ground.taken`` then holds these words and the edges of the boxes.
    """
    size, language = max(layout.text * SMALL, layout.floor), thematic_map.view.language
    high = size * POINT * 1.27
    captions = []
    for aside in thematic_map.asides:
        box = _box_of(aside.box, frame)
        # Two digits say enough: where in its box an island is measured from is anybody's choice.
        text = say("page.aside", language, distance=write_distance(float(f"{aside.nearer:.1e}"), language))
        width = measure(text, size, "italic")
        left = min(max(box.centre[0] - width / 2, frame.box.left + 1), frame.box.right - width - 1)
        under = Box(left, box.bottom, width, high)
        apart = under.bottom < frame.box.bottom and not under.overlaps(frame.free)
        top = under.top if apart else box.top - high
        captions.append(Words(text, left, top + size * POINT, size, "italic", halo=0.42))
        for room in (Box(left, top, width, high), *_edges_of(box)):
            take(ground, room)
    return captions


def _edges_of(box: Box) -> list[Box]:
    return [
        *(Box(left, box.top, 0.0, box.height) for left in (box.left, box.right)),
        *(Box(box.left, top, box.width, 0.0) for top in (box.top, box.bottom)),
    ]


def _box_of(bounds: tuple[float, float, float, float], frame: Frame) -> Box:
    west, south, east, north = bounds
    (left, top), (right, bottom) = frame.put(west, north), frame.put(east, south)
    return Box(left, top, right - left, bottom - top)
