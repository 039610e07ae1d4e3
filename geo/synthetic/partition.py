"""Scattered points → groups in one piece, compact, of wanted sizes, numbered so that neighbours follow.

Coordinates are rounded before they decide anything, so that the last bit of a sine never changes a group.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from scipy.cluster.vq import kmeans2
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import Delaunay

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


SPACING: Final = 80.0
"""Metres between scattered points at most: the scale of the wiggles of a border."""

ROUNDS: Final = 3
"""How often borders are smoothed: enough to lose the corners of the cells."""

TOLERANCE: Final = 10.0
"""Metres within which borders are simplified."""


def scatter_points(
    box: shapely.Geometry, spacing: float, rng: np.random.Generator
) -> tuple[Floats, tuple[int, ...]]:
    """Return the points (x, y) of a jittered grid over a box, and the rows and columns of the grid."""
    left, bottom, right, top = shapely.bounds(box)
    x, y = np.meshgrid(np.arange(left, right + spacing, spacing), np.arange(bottom, top + spacing, spacing))
    grid = np.column_stack([x.ravel(), y.ravel()])
    return np.round(grid + rng.uniform(-0.35, 0.35, grid.shape) * spacing, 2), x.shape


def warp_points(points: Floats, wavelength: float, amplitude: float, rng: np.random.Generator) -> Floats:
    """Return points moved by a smooth random field, so that straight lines through them come out wiggly.

    Parameters
    ----------
    wavelength, amplitude
        Metres. Waves of about this length and, weaker, of a third of it are added up.
    """
    moved = points.copy()
    for axis, (share, strength) in itertools.product((0, 1), ((1.0, 1.0), (0.3, 0.12))):
        angle, phase = rng.uniform(0, 2 * np.pi, 12), rng.uniform(0, 2 * np.pi, 12)
        frequency = 2 * np.pi / (share * wavelength * 2 ** rng.uniform(-0.7, 0.7, 12))
        along = points[:, 0, None] * np.cos(angle) + points[:, 1, None] * np.sin(angle)
        field = np.sin(along * frequency + phase).sum(axis=1) / np.sqrt(6)
        moved[:, axis] += strength * amplitude * field
    return np.round(moved, 2)


def split_points(points: Floats, shares: Floats, rng: np.random.Generator) -> Ints:
    """Split points into compact groups.

    Parameters
    ----------
    points
        x and y of each point, evenly spread.
    shares
        Wanted share of the points of each group, relative; the groups follow each other as in `order_along`.

    Returns
    -------
    numpy.ndarray
        Group of each point, from 0.
    """
    start, _ = kmeans2(points, len(shares), iter=25, minit="++", rng=rng)
    centres = start[order_along(start)]
    wanted = shares / shares.sum() * len(points)
    cell = np.ptp(points, axis=0).prod() / len(points)
    lead = np.zeros(len(shares))
    owner = np.zeros(len(points), dtype=np.int64)
    for _ in range(60):
        distance = ((points[:, None, :] - centres) ** 2).sum(axis=2) - lead
        owner = np.asarray(np.round(distance, 6).argmin(axis=1))
        size = np.bincount(owner, minlength=len(shares))
        sums = np.column_stack([np.bincount(owner, points[:, axis], len(shares)) for axis in (0, 1)])
        centres = np.where(size[:, None] > 0, np.round(sums / np.maximum(size, 1)[:, None], 3), centres)
        lead = lead + 0.25 * cell * (wanted - size)
    return owner


def order_along(places: Floats) -> Ints:
    """Return an order of places in which a person would number them: a short path from the north-west.

    The path goes to the nearest place not yet seen; then stretches are reversed as long as that shortens it.
    """
    length = np.round(np.linalg.norm(places[:, None] - places, axis=2), 3)
    path = [int(np.argmin(places[:, 0] - places[:, 1]))]
    while len(path) < len(places):
        ahead = length[path[-1]].copy()
        ahead[path] = np.inf
        path.append(int(ahead.argmin()))
    while (shorter := _shorten(path, length)) is not None:
        path = shorter
    return np.array(path)


def _shorten(path: list[int], length: Floats) -> list[int] | None:
    """Return the path with one stretch reversed if that makes it shorter, else None; the start stays."""
    for i, j in itertools.combinations(range(1, len(path)), 2):
        before, after = length[path[i - 1], path[i]], length[path[i - 1], path[j]]
        if j + 1 < len(path):
            before += length[path[j], path[j + 1]]
            after += length[path[i], path[j + 1]]
        if after < before - 1e-6:
            return [*path[:i], *reversed(path[i : j + 1]), *path[j + 1 :]]
    return None


def tidy_owners(points: Floats, owner: Ints) -> Ints:
    """Return owners so that each has its points in one piece: smaller pieces go to the owners around them."""
    corners = Delaunay(points).simplices
    sides = np.vstack([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]])
    pairs = np.unique(np.sort(sides, axis=1), axis=0)
    tidy = owner.copy()
    for _ in range(20):
        stray = _find_strays(tidy, pairs)
        if not stray.any():
            break
        tidy = _hand_over(tidy, stray, pairs)
    return tidy


def _find_strays(owner: Ints, pairs: Ints) -> NDArray[np.bool_]:
    """Return which points are not in the largest piece of their owner."""
    same = pairs[owner[pairs[:, 0]] == owner[pairs[:, 1]]]
    links = coo_array((np.ones(len(same)), (same[:, 0], same[:, 1])), shape=(len(owner),) * 2)
    _, piece = connected_components(links, directed=False)
    size = np.bincount(piece)
    stray = np.ones(len(owner), dtype=bool)
    for who in np.unique(owner):
        pieces = piece[owner == who]
        stray[piece == pieces[size[pieces].argmax()]] = False
    return stray


def _hand_over(owner: Ints, stray: NDArray[np.bool_], pairs: Ints) -> Ints:
    """Return owners after each stray point took the commonest owner among its settled neighbours."""
    both = np.vstack([pairs, pairs[:, ::-1]])
    useful = both[stray[both[:, 0]] & ~stray[both[:, 1]]]
    votes: dict[int, dict[int, int]] = {}
    for point, neighbour in useful.tolist():
        who, count = int(owner[neighbour]), votes.setdefault(point, {})
        count[who] = count.get(who, 0) + 1
    settled = owner.copy()
    for point, count in votes.items():
        settled[point] = min(count, key=lambda who: (-count[who], who))
    return settled
