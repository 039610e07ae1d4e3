"""Approximate ward borders from boxes: an exact coverage of the wanted area, in the place, near the boxes."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.synthetic.approximate_wards import draw_wards

CRS = "EPSG:5898"
X, Y = 586_000, 1_672_000
BOXES = {
    "A": ((0, 0, 3000, 2600), np.nan),
    "B": ((2600, 0, 6000, 2800), 6e6),
    "C": ((0, 2300, 3300, 5000), np.nan),
    "D": ((3000, 2500, 6500, 5000), np.nan),
}
AREA = 26e6


@pytest.fixture(scope="module")
def boxes():
    shapes = [shapely.box(x1 + X, y1 + Y, x2 + X, y2 + Y) for (x1, y1, x2, y2), _ in BOXES.values()]
    areas = [area for _, area in BOXES.values()]
    return gpd.GeoDataFrame(
        {"name": list("abcd"), "area": areas}, geometry=shapes, index=list(BOXES), crs=CRS
    )


@pytest.fixture(scope="module")
def place():
    """All land west of a straight coast."""
    return shapely.box(X - 9000, Y - 9000, X + 5900, Y + 14_000)


@pytest.fixture(scope="module")
def wards(boxes, place):
    return draw_wards(boxes, place, area=AREA)


def test_the_coverage_is_exact_and_in_one_piece_each(wards):
    assert list(wards.index) == list(BOXES)
    assert set(wards.geom_type) == {"Polygon"}
    assert shapely.coverage_is_valid(wards.geometry.to_numpy())
    assert wards.union_all().geom_type == "Polygon"
    assert not shapely.get_num_interior_rings(wards.union_all())


def test_the_areas_are_the_wanted_ones(wards):
    assert wards.area.sum() == pytest.approx(AREA, rel=0.01)
    assert wards.area["B"] == pytest.approx(6e6, rel=0.03)


def test_no_ward_leaves_the_place(wards, place):
    assert wards.union_all().difference(place).area < 10
    assert shapely.distance(wards.union_all(), place.boundary) == 0


def test_a_ward_lies_where_its_box_is(wards, boxes):
    inside = shapely.intersection(wards.geometry.to_numpy(), boxes.geometry.to_numpy())
    assert (shapely.area(inside) > 0.85 * wards.area).all()


def test_a_border_is_no_straight_line(wards):
    shared = shapely.line_merge(shapely.intersection(wards.geometry["A"], wards.geometry["C"]))
    ends = shapely.get_point(shared, 0), shapely.get_point(shared, -1)
    assert shapely.get_num_coordinates(shared) > 10
    assert shared.length > 1.03 * shapely.distance(*ends)


def test_the_result_says_that_it_is_made_up(wards):
    assert wards["synthetic"].all()
    assert list(wards["name"]) == list("abcd")
    assert "area" not in wards


def test_the_same_input_gives_the_same_borders(wards, boxes, place):
    assert draw_wards(boxes, place, area=AREA).to_wkb().equals(wards.to_wkb())
    assert not draw_wards(boxes, place, area=AREA, seed=1).geometry.geom_equals(wards.geometry).any()
