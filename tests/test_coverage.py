"""What is done to shapes that share their borders leaves them sharing them."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.synthetic.coverage import (
    cut_cells,
    cut_faces,
    join_loose_parts,
    keep_largest,
    round_off,
    smooth_borders,
)

CRS = "EPSG:5898"


def make_units(*shapes, group="one"):
    codes = [chr(ord("a") + place) for place in range(len(shapes))]
    return gpd.GeoDataFrame({"group": group}, geometry=list(shapes), index=codes, crs=CRS)


@pytest.fixture
def jagged():
    """Voronoi cells of scattered points, dissolved to three units with corners all along their borders."""
    points = np.random.default_rng(3).uniform(0, 900, (400, 2))
    cells = gpd.GeoDataFrame(
        {"owner": (points[:, 0] // 300).astype(int)}, geometry=list(cut_cells(points)), crs=CRS
    )
    return cells.dissolve("owner", method="coverage")


def turn(line):
    """Return the mean turn of a line at its vertices, in radians."""
    steps = np.diff(shapely.get_coordinates(line), axis=0)
    angle = np.arctan2(steps[:, 1], steps[:, 0])
    return np.abs((np.diff(angle) + np.pi) % (2 * np.pi) - np.pi).mean()


def test_cells_stand_in_the_order_of_their_points():
    points = np.random.default_rng(1).uniform(0, 100, (50, 2))
    assert shapely.contains(cut_cells(points), shapely.points(points)).all()


def test_faces_share_each_crossing():
    """A border that ends in the middle of another gives that one a vertex."""
    faces = cut_faces([shapely.box(0, 0, 10, 10).boundary, shapely.LineString([(4, 0), (4, 10)])])
    assert sorted(shapely.area(faces)) == pytest.approx([40, 60])
    assert shapely.coverage_is_valid(faces)


def test_smoothing_takes_the_corners_and_keeps_the_coverage(jagged):
    smooth = smooth_borders(jagged, rounds=3)
    shapes = smooth.geometry.to_numpy()
    before, after = (
        shapely.line_merge(shapely.intersection(*frame.geometry.iloc[:2])) for frame in (jagged, smooth)
    )
    assert turn(after) < 0.5 * turn(before)
    assert shapely.coverage_is_valid(shapes)
    assert (
        shapely.get_num_coordinates(shapes).tolist() == shapely.get_num_coordinates(jagged.geometry).tolist()
    )


def test_smoothing_leaves_junctions_and_fixed_vertices():
    left, right = shapely.box(0, 0, 5, 10), shapely.box(5, 0, 10, 10)
    fixed = np.array([[10.0, 0.0]])
    smooth = smooth_borders(make_units(left, right), rounds=1, fixed=fixed)
    corners = set(map(tuple, shapely.get_coordinates(smooth.geometry).tolist()))
    assert {(5, 0), (5, 10), (10, 0)} <= corners
    assert not {(0, 0), (0, 10), (10, 10)} & corners


def test_smoothing_takes_units_of_several_parts_and_holes():
    ring = shapely.Polygon(shapely.box(0, 0, 9, 9).exterior, [shapely.box(3, 3, 6, 6).exterior])
    units = make_units(shapely.multipolygons([ring, shapely.box(20, 0, 25, 5)]), shapely.box(3, 3, 6, 6))
    smooth = smooth_borders(units, rounds=2)
    assert shapely.coverage_is_valid(smooth.geometry.to_numpy())
    assert shapely.get_num_interior_rings(shapely.get_geometry(smooth.geometry["a"], 0)) == 1


def test_smoothing_does_not_touch_its_argument(jagged):
    before = jagged.copy()
    smooth_borders(jagged, rounds=1)
    assert jagged.equals(before)


def test_rounding_keeps_shared_vertices_shared(jagged):
    rounded = round_off(jagged)
    xy = shapely.get_coordinates(rounded.geometry)
    assert np.abs(xy - np.round(xy, 2)).max() < 1e-9
    assert shapely.coverage_is_valid(rounded.geometry.to_numpy())


def test_the_largest_part_is_kept():
    two = shapely.multipolygons([shapely.box(0, 0, 1, 1), shapely.box(5, 5, 8, 8)])
    kept = keep_largest(make_units(two, shapely.box(9, 9, 10, 10)))
    assert kept.area.to_dict() == {"a": 9, "b": 1}
    assert list(kept.columns) == ["group", "geometry"]


def test_a_loose_part_goes_to_the_longest_shared_border_in_its_group():
    """The unit with the longer border is of another group."""
    main, loose = shapely.box(0, 0, 10, 10), shapely.box(20, 0, 24, 2)
    beside = shapely.Polygon([(24, 0), (30, 0), (30, 10), (24, 10), (24, 2)])
    other = shapely.box(20, 2, 24, 10)
    units = make_units(shapely.multipolygons([main, loose]), beside, other).assign(
        group=["one", "one", "two"]
    )
    joined = join_loose_parts(units, "group")
    assert joined.area.to_dict() == {"a": 100, "b": 68, "c": 32}
    assert set(joined.geom_type) == {"Polygon"}


def test_an_island_stays_with_its_unit():
    units = make_units(
        shapely.multipolygons([shapely.box(0, 0, 10, 10), shapely.box(50, 0, 52, 2)]),
        shapely.box(10, 0, 20, 10),
    )
    assert join_loose_parts(units, "group").area.to_dict() == {"a": 104, "b": 100}
