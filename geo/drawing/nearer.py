"""Far islands in a box of their own near the land, so that the land is not drawn tiny in an empty sea."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from math import hypot
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import shapely

from geo.drawing.terrain import list_shapes
from geo.model import Aside, Layer
from geo.tools.keep import keep
from geo.units import find_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from geo.model import ThematicMap

Bounds = tuple[float, float, float, float]
"""West, south, east and north, in metres."""

SPARSE: Final = 0.25
"""Wards in view that fill less of their bounds may have far islands."""

APART: Final = 0.4
"""How wide water is that parts groups, as a share of the side of a square as large as all of the land."""

WORTH: Final = 1.5
"""So many times as large the map must become."""

ROOM: Final = 0.02
"""Free ground around what stands in a box, as a share of the diagonal of the land's bounds."""


@dataclass(frozen=True)
class Move:
    """A part of the ground is drawn elsewhere.

    Parameters
    ----------
    bounds
        Of what is moved.
    box
        Where it is drawn, with free ground around it.
    """

    bounds: Bounds
    box: Bounds

    @property
    def way(self) -> tuple[float, float]:
        """How far east and how far north it is moved."""
        (left, bottom, right, top), (west, south, east, north) = self.bounds, self.box
        return (west + east - left - right) / 2, (south + north - bottom - top) / 2


def bring_near(*maps: ThematicMap) -> tuple[ThematicMap, ...]:
    """Return the maps of a page with far islands, if the last one has any, in boxes near its land."""
    moves = () if maps[-1].asides else _plan(maps[-1].wards, maps[-1].in_view)
    return tuple(_move(one, moves) for one in maps) if moves else maps


def bring_wards_near(wards: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, tuple[Bounds, ...]]:
    """Return the wards of a city with far islands, if it has any, in boxes near its land, and these boxes."""
    moves = _plan(wards, tuple(map(str, wards.index)))
    return (_move_frame(wards, moves), tuple(move.box for move in moves)) if moves else (wards, ())


@keep
def _plan(frame: gpd.GeoDataFrame, in_view: tuple[str, ...]) -> tuple[Move, ...]:
    """Return what is moved, where it pays: what is in view of all land but the one with most of the view."""
    every = list_shapes(frame)  # wards that are chosen apart from each other are no islands
    wards = every[find_rows(frame, None, in_view)]
    if not len(wards):
        return ()
    land, whole = float(shapely.area(wards).sum()), _bounds_of(wards)
    if land >= SPARSE * (whole[2] - whole[0]) * (whole[3] - whole[1]):
        return ()
    main, *far = _group(shapely.get_parts(wards), shapely.get_parts(every), APART * land**0.5)
    moves = _place(main, [_bounds_of(group) for group in far])
    drawn = _join([_bounds_of(main), *(move.box for move in moves)])
    return moves if moves and _side(whole) >= WORTH * _side(drawn) else ()


def _group(parts: NDArray[np.object_], every: NDArray[np.object_], apart: float) -> list[NDArray[np.object_]]:
    """Return the shapes on the same land, or on islands near each other, together, the largest group first.

    Parameters
    ----------
    every
        All land.
    """
    around = shapely.get_parts(shapely.union_all(shapely.buffer(shapely.envelope(every), apart / 2)))
    owners, rows = shapely.STRtree(parts).query(around, predicate="intersects")
    groups = [parts[rows[owners == owner]] for owner in sorted(set(owners.tolist()))]
    return sorted(groups, key=lambda group: -float(shapely.area(group).sum()))


def _place(main: NDArray[np.object_], far: Sequence[Bounds]) -> tuple[Move, ...]:
    """Return where far groups go, corners of the land's bounds first; nowhere if one finds no place."""
    land = west, south, east, north = _bounds_of(main)
    room = ROOM * hypot(east - west, north - south)
    moves: list[Move] = []
    for bounds in far:
        left, bottom, right, top = bounds
        wide, high = right - left + 2 * room, top - bottom + 2 * room
        across = (west, east - wide, west - room - wide, east + room)
        up = (south, north - high, south - room - high, north + room)
        taken = np.array([*main, *(shapely.box(*move.box) for move in moves)])
        free = [
            box
            for box in ((x, y, x + wide, y + high) for x, y in product(across, up))
            if not shapely.dwithin(taken, shapely.box(*box), room / 2).any()
        ]
        if not free:
            return ()
        drawn = [land, *(move.box for move in moves)]
        trials = [Move(bounds, box) for box in free]
        moves.append(min(trials, key=lambda move: (_side(_join([*drawn, move.box])), hypot(*move.way))))
    return tuple(moves)


def _move(thematic_map: ThematicMap, moves: tuple[Move, ...]) -> ThematicMap:
    return replace(
        thematic_map,
        layer=Layer(_move_frame(thematic_map.layer.frame, moves)),
        wards=_move_frame(thematic_map.wards, moves),
        clusters=_move_frame(thematic_map.clusters, moves),
        sites=_move_sites(thematic_map.sites, moves),
        asides=tuple(Aside(move.box, hypot(*move.way)) for move in moves),
    )


@keep
def _move_frame(frame: gpd.GeoDataFrame, moves: tuple[Move, ...]) -> gpd.GeoDataFrame:
    """Return a frame with the pieces of its shapes that lie in the bounds of a move in its box."""
    shapes = list_shapes(frame).copy()
    pieces, owners = shapely.get_parts(shapes, return_index=True)
    moved = np.zeros(len(pieces), np.bool_)
    for move in moves:
        there = shapely.covered_by(pieces, shapely.box(*move.bounds)) & ~moved
        pieces[there] = shapely.transform(pieces[there], partial(np.add, move.way))
        moved |= there
    for owner in set(owners[moved].tolist()):
        own = pieces[owners == owner]
        shapes[owner] = own[0] if len(own) == 1 else shapely.multipolygons(own)
    return frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=frame.crs))


def _move_sites(sites: pd.DataFrame, moves: tuple[Move, ...]) -> pd.DataFrame:
    points = sites[["x", "y"]].to_numpy(dtype=np.float64)
    placed = points.copy()
    for move in moves:
        west, south, east, north = move.bounds
        placed[((points >= (west, south)) & (points <= (east, north))).all(axis=1)] += move.way
    return sites.assign(x=placed[:, 0], y=placed[:, 1])


def _bounds_of(shapes: NDArray[np.object_]) -> Bounds:
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    return west, south, east, north


def _join(bounds: Sequence[Bounds]) -> Bounds:
    west, south, east, north = zip(*bounds, strict=True)
    return min(west), min(south), max(east), max(north)


def _side(bounds: Bounds) -> float:
    """Return the longer side of bounds."""
    west, south, east, north = bounds
    return max(east - west, north - south)
