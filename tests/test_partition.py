"""Points into groups: compact, of the wanted sizes, in one piece, in an order a person would number them."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from geo.synthetic.partition import order_along, scatter_points, split_points, tidy_owners, warp_points

BOX = shapely.box(0, 0, 1000, 800)


@pytest.fixture
def rng():
    return np.random.default_rng(7)


@pytest.fixture
def points(rng):
    return scatter_points(BOX, 40, rng)[0]


def test_scattered_points_cover_the_box_evenly(rng):
    points, shape = scatter_points(BOX, 40, rng)
    assert len(points) == shape[0] * shape[1]
    inside = points[shapely.contains_xy(BOX, points)]
    assert len(inside) == pytest.approx(1000 * 800 / 40**2, rel=0.1)
    tree = shapely.STRtree(shapely.points(points))
    nearest = tree.query_nearest(shapely.points(inside), exclusive=True, return_distance=True)[1]
    assert nearest.min() > 5
    assert nearest.max() < 70


def test_a_warp_moves_neighbours_alike(points, rng):
    """Else borders would tear, and a unit would have holes."""
    moved = warp_points(points, 500, 32, rng) - points
    near = shapely.STRtree(shapely.points(points)).query_nearest(shapely.points(points), exclusive=True)
    assert np.abs(moved).max() > 20
    assert np.abs(moved[near[0]] - moved[near[1]]).max() < 40


def test_groups_have_the_wanted_shares(points, rng):
    owner = split_points(points, np.array([3.0, 2.0, 1.0, 1.0, 1.0]), rng)
    assert np.bincount(owner) / len(points) == pytest.approx([3 / 8, 2 / 8, 1 / 8, 1 / 8, 1 / 8], abs=0.02)


def test_one_group_takes_all_points(points, rng):
    assert set(split_points(points, np.ones(1), rng)) == {0}


def test_numbering_goes_along_a_row():
    places = np.array([[5.0, 0], [1, 0], [3, 0], [2, 0], [4, 0]])
    assert places[order_along(places), 0].tolist() == [1, 2, 3, 4, 5]


def test_numbering_of_a_grid_never_jumps():
    """The nearest-place path alone would leave one behind and jump back for it."""
    places = np.array([[x, y] for x in range(5) for y in range(4)], dtype=float)
    path = places[order_along(places)]
    steps = np.linalg.norm(np.diff(path, axis=0), axis=1)
    assert sorted(map(tuple, path)) == sorted(map(tuple, places))
    assert steps.max() < 1.5


def test_a_stray_piece_goes_to_the_owner_around_it(points):
    owner = np.where(points[:, 0] < 500, 0, 1)
    stray = np.hypot(points[:, 0] - 800, points[:, 1] - 400) < 90
    tidy = tidy_owners(points, np.where(stray, 0, owner))
    assert stray.sum() > 5
    assert (tidy == owner).all()


def test_owners_in_one_piece_stay(points):
    owner = np.where(points[:, 0] < 500, 0, 1)
    assert (tidy_owners(points, owner) == owner).all()
