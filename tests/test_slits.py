"""A narrow gap goes to the neighbour that it has most border with; wide and open ones stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import Polygon, box

from geo.places.slits import fill_slits

if TYPE_CHECKING:
    from collections.abc import Callable

WIDTH = 2.0


def fill(*shapes: Polygon) -> list[Polygon]:
    filled = fill_slits(np.array(shapes, dtype=object), WIDTH)
    assert shapely.coverage_is_valid(filled)
    return list(filled)


def ring(inner: float, outer: float) -> Polygon:
    return Polygon(
        box(-outer, -outer, outer, outer).exterior, [box(-inner, -inner, inner, inner).exterior.coords[::-1]]
    )


def test_a_gap_goes_to_the_neighbour_with_the_longest_border() -> None:
    left = Polygon([(0, 0), (10, 0), (10, 2), (9, 5), (10, 8), (10, 10), (0, 10)])
    right = Polygon([(10, 0), (20, 0), (20, 10), (10, 10), (10, 8), (10, 2)])
    first, second = fill(left, right)
    assert first.equals(box(0, 0, 10, 10))
    assert second.equals(right)


def test_a_moat_around_a_unit_is_filled_and_the_unit_within_stays() -> None:
    around, inner = ring(51, 90), box(-50, -50, 50, 50)
    filled = fill(around, inner)
    assert sum(shape.area for shape in filled) == 180**2
    assert shapely.union_all(filled).equals(box(-90, -90, 90, 90))
    assert filled[1].covers(inner)


def test_a_lake_stays_where_it_is() -> None:
    lake = ring(50, 90)
    assert fill(lake, box(90, -90, 100, 90))[0].equals(lake)


def test_a_slit_that_is_open_to_the_outside_stays() -> None:
    units = (
        box(0, 0, 10, 10),
        box(11, 0, 20, 10),
        Polygon([(0, -5), (20, -5), (20, 0), (11, 0), (10, 0), (0, 0)]),
    )
    assert all(now.equals(was) for now, was in zip(fill(*units), units, strict=True))


def test_what_is_filled_is_what_geos_fills() -> None:
    """Hundreds of units, each drawn for itself: corners lie up to a metre beside each other."""
    rng = np.random.default_rng(7)
    cells = [box(x, y, x + 100, y + 100) for x in range(0, 1500, 100) for y in range(0, 1500, 100)]
    drawn = np.array([shapely.transform(shapely.segmentize(cell, 25), _shake(rng)) for cell in cells])
    ours = fill_slits(shapely.coverage_clean(drawn, snapping_distance=0.01), WIDTH)
    theirs = shapely.coverage_clean(drawn, gap_width=WIDTH, snapping_distance=0.01)
    assert shapely.coverage_is_valid(ours)
    assert shapely.coverage_union_all(ours).equals(shapely.coverage_union_all(theirs))
    moved = shapely.area(shapely.symmetric_difference(ours, drawn)) - shapely.area(
        shapely.symmetric_difference(theirs, drawn)
    )
    assert abs(moved.sum()) < 0.01 * sum(shapely.area(shapely.symmetric_difference(theirs, drawn)))


def _shake(rng: np.random.Generator) -> Callable[[np.ndarray], np.ndarray]:
    def shake(corners: np.ndarray) -> np.ndarray:
        moved = corners + rng.uniform(-0.5, 0.5, corners.shape)
        moved[-1] = moved[0]
        return moved

    return shake


def test_a_net_of_gaps_goes_to_those_beside_it_not_to_one_unit() -> None:
    """Squares that were each drawn for itself: one that got the whole net would reach to the far corner."""
    squares = [
        shapely.segmentize(box(x, y, x + 99, y + 99), 10)
        for y in range(100, 600, 100)
        for x in range(100, 600, 100)
    ]
    frame = shapely.segmentize(box(0, 0, 699, 699).difference(box(99, 99, 600, 600)), 10)
    filled = fill(frame, *squares)
    assert shapely.union_all(filled).equals(box(0, 0, 699, 699))
    assert max(now.hausdorff_distance(was) for now, was in zip(filled[1:], squares, strict=True)) < 20


def test_where_many_gaps_meet_no_hole_is_left() -> None:
    """The middle of a star of gaps has a corner of each unit, and an edge of none."""
    angles = np.linspace(0, 2 * np.pi, 7)[:-1]
    ways = np.column_stack([np.cos(angles), np.sin(angles)])
    thirds = [
        Polygon([ways[k], 50 * ways[k], 50 * ways[(k + 1) % 6], ways[(k + 1) % 6]]) for k in range(0, 6, 2)
    ]
    around = shapely.Point(0, 0).buffer(90, quad_segs=8).difference(Polygon(50 * ways))
    filled = fill_slits(np.array([*thirds, around], dtype=object), 200.0)
    assert shapely.coverage_is_valid(filled)
    assert len(shapely.get_rings(shapely.coverage_union_all(filled))) == 1
