"""Points → compact groups of wanted sizes, numbered so that neighbours follow each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.cluster.vq import kmeans2

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


def split_points(points: Floats, shares: Floats, rng: np.random.Generator) -> Ints:
    """Split points into compact groups.

    Parameters
    ----------
    points
        x and y of each point, evenly spread.
    shares
        Wanted share of the points of each group; the groups are numbered by `order_along`.

    Returns
    -------
    numpy.ndarray
        Group of each point, from 0; every group has at least one point.
    """
    start, _ = kmeans2(points, len(shares), iter=25, minit="++", rng=rng)
    centres = start[order_along(start)]
    wanted = shares / shares.sum() * len(points)
    area = np.ptp(points, axis=0).prod() / len(points)
    lead = np.zeros(len(shares))
    owner = np.zeros(len(points), dtype=np.int64)
    for _ in range(60):
        owner = _nearest(points, centres, lead)
        size = np.bincount(owner, minlength=len(shares))
        sums = np.column_stack([np.bincount(owner, points[:, axis], len(shares)) for axis in (0, 1)])
        centres = np.where(size[:, None] > 0, np.round(sums / np.maximum(size, 1)[:, None], 3), centres)
        lead = lead + 0.25 * area * (wanted - size)
    return owner


def _nearest(points: Floats, centres: Floats, lead: Floats) -> Ints:
    distance = ((points[:, None, :] - centres) ** 2).sum(axis=2) - lead
    return np.round(distance, 6).argmin(axis=1)


def order_along(places: Floats) -> Ints:
    """Return an order of places in which a person would number them: a short path from the north-west.

    The path goes to the nearest place not yet seen, then every detour that a reversed stretch shortens is undone.
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
    for i in range(1, len(path) - 1):
        for j in range(i + 1, len(path)):
            before = length[path[i - 1], path[i]]
            after = length[path[i - 1], path[j]]
            if j + 1 < len(path):
                before += length[path[j], path[j + 1]]
                after += length[path[i], path[j + 1]]
            if after < before - 1e-6:
                return [*path[:i], *reversed(path[i : j + 1]), *path[j + 1 :]]
    return None
