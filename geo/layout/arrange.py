"""Where the map stands and where its keys: beside it or under it, whichever shows the area larger."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from geo.drawing.scene import POINT, Box
from geo.drawing.typeset import ROUND, Block, flow, height_of, put, stack

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.drawing.scene import Item
    from geo.model import Layout

    Maker = Callable[[float, float], Sequence[Block]]
    Keys = Callable[[float], Sequence[Block]]
    Arranger = Callable[[Box, tuple[float, float], float, Keys], "Arrangement | None"]

SHRINKS: Final = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64)
"""Sizes of the keys that are tried until they fit, as shares of the text size; none below its floor."""

COLUMN: Final = 7.9
"""Width of a column of keys, in millimetres for each point of the text size."""

LEAST: Final = 0.4
"""Least share of the height that the map keeps when the keys stand under it."""

SLIM: Final = 0.33
"""Least share of the width that the map keeps beside its keys: a tall ward needs no more."""

BALANCE: Final = 0.25
"""Power of the share of the page that the frame of a map takes: of maps as large, that with less blank."""


@dataclass(frozen=True, eq=False)
class Arrangement:
    """The place of the map, and the keys in their columns.

    Parameters
    ----------
    map_box
        Where the map stands.
    columns
        The keys, column by column.
    places
        Upper left corner of each column.
    gap
        Between keys under each other.
    worth
        Millimetres of the page for a metre of the ground, less for small type.
    width, share
        Of a column, in millimetres; of the text size.
    """

    map_box: Box
    columns: tuple[tuple[Block, ...], ...]
    places: tuple[tuple[float, float], ...]
    gap: float
    worth: float
    width: float
    share: float = 1.0


def list_shares(layout: Layout) -> tuple[float, ...]:
    """Return the sizes of the keys that are tried, largest first."""
    return tuple(share for share in SHRINKS if share * layout.text >= layout.floor) or SHRINKS[:1]


def arrange(
    body: Box, ground: tuple[float, float], layout: Layout, make_keys: Maker, balance: float = 0.0
) -> Arrangement | None:
    """Return the best arrangement of a map and its keys, or None where the keys do not fit.

    Parameters
    ----------
    body
        Between header and footer.
    ground
        Width and height of the area shown, in metres.
    layout
        Its sizes of type.
    make_keys
        From a share of the text size and a width in millimetres to keys.
    balance
        How much a narrow frame of the map counts against an arrangement: see `BALANCE`.
    """
    found = [
        arrangement
        for make in (partial(beside, columns=1), partial(beside, columns=2), below)
        if (arrangement := _largest_type(make, body, ground, layout, make_keys)) is not None
    ]

    def judge(one: Arrangement) -> float:
        share = one.map_box.width * one.map_box.height / (body.width * body.height)
        return one.worth * math.pow(share, balance)

    return max(found, key=judge, default=None)


def _largest_type(
    make: Arranger, body: Box, ground: tuple[float, float], layout: Layout, make_keys: Maker
) -> Arrangement | None:
    """Return one way to arrange with the keys as large as they fit, worth less the smaller they are."""
    for share in list_shares(layout):
        made = make(body, ground, layout.text * share, partial(make_keys, share))
        if made is not None:
            return replace(made, worth=made.worth * share**0.5, share=share)
    return None


def beside(
    body: Box, ground: tuple[float, float], size: float, make_keys: Keys, *, columns: int
) -> Arrangement | None:
    """Return the map with its keys to the right, or None where they are too tall or leave no room."""
    between = size * POINT * 1.6
    width = COLUMN * size
    filled = flow(make_keys(width), columns, between)
    taken = len(filled) * width + (len(filled) - 1) * between
    map_box = Box(body.left, body.top, body.width - taken - between, body.height)
    if (
        any(height_of(column, between) > body.height for column in filled)
        or map_box.width < SLIM * body.width
    ):
        return None
    places = tuple(
        (map_box.right + between + place * (width + between), body.top) for place in range(len(filled))
    )
    return Arrangement(map_box, tuple(map(tuple, filled)), places, between, _scale(map_box, ground), width)


def below(body: Box, ground: tuple[float, float], size: float, make_keys: Keys) -> Arrangement | None:
    """Return the map with its keys in columns under it, or None where they leave it too little height."""
    between = size * POINT * 1.6
    columns = max(1, int((body.width + between) / (COLUMN * 0.85 * size + between)))
    width = (body.width - (columns - 1) * between) / columns
    filled = flow(make_keys(width), columns, between)
    height = max((height_of(column, between) for column in filled), default=0.0)
    map_box = Box(body.left, body.top, body.width, body.height - height - between)
    if map_box.height < LEAST * body.height:
        return None
    places = tuple(
        (body.left + place * (width + between), map_box.bottom + between) for place in range(len(filled))
    )
    return Arrangement(map_box, tuple(map(tuple, filled)), places, between, _scale(map_box, ground), width)


def force(body: Box, layout: Layout, make_keys: Maker) -> Arrangement:
    """Return the keys in as many columns as the page holds beside the map: when nothing fits."""
    share = list_shares(layout)[-1]
    size = layout.text * share
    between = size * POINT * 1.6
    width = COLUMN * size
    columns = max(1, int((1 - LEAST) * body.width / (width + between)))
    keys = make_keys(share, width)
    filled = flow(keys, columns, between)
    map_box = Box(body.left, body.top, body.width - columns * (width + between), body.height)
    places = tuple(
        (map_box.right + between + place * (width + between), body.top) for place in range(len(filled))
    )
    return Arrangement(map_box, tuple(map(tuple, filled)), places, between, 0.0, width, share)


def refill(arrangement: Arrangement, make_keys: Maker) -> Arrangement:
    """Return an arrangement with other keys in the same columns."""
    filled = flow(make_keys(arrangement.share, arrangement.width), len(arrangement.places), arrangement.gap)
    return replace(arrangement, columns=tuple(map(tuple, filled)))


def has_room(arrangement: Arrangement, body: Box) -> bool:
    """Return whether the keys of an arrangement end on the page."""
    columns = zip(arrangement.columns, arrangement.places, strict=False)
    ends = [top + height_of(column, arrangement.gap) for column, (_, top) in columns]
    return len(arrangement.columns) <= len(ends) and max(ends, default=0.0) <= body.bottom + ROUND


def put_keys(arrangement: Arrangement) -> list[Item]:
    """Return the keys at their places."""
    items: list[Item] = []
    for column, (left, top) in zip(arrangement.columns, arrangement.places, strict=False):
        items += put(stack(column, arrangement.gap), left, top)
    return items


def _scale(map_box: Box, ground: tuple[float, float]) -> float:
    return min(map_box.width / ground[0], map_box.height / ground[1])
