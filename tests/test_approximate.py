"""Approximate hamlet borders: an exact, plausible coverage inside any wards, honest about what it is."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.approximate import LEAST, draw_hamlets
from geo.errors import BoundaryError
from geo.synthetic.coverage import GRID

CRS = "EPSG:5898"
X, Y = 586_000.0, 1_672_000.0


def move(shape, east, north):
    """Return a shape moved by metres."""
    return shapely.transform(shape, lambda xy: xy + np.array([east, north]))


def make_wards(**shapes):
    """Return wards from shapes in metres from a corner inside the city."""
    moved = [move(shape, X, Y) for shape in shapes.values()]
    return gpd.GeoDataFrame({"name": list(shapes)}, geometry=moved, index=list(shapes), crs=CRS)


def make_hamlets(weights=None, **counts):
    """Return a list of hamlets, numbered in each ward."""
    rows = [
        (f"{ward}{i:02d}", f"Thôn {i}", ward) for ward, count in counts.items() for i in range(1, count + 1)
    ]
    hamlets = pd.DataFrame(rows, columns=["code", "name", "ward_code"]).set_index("code")
    return hamlets if weights is None else hamlets.assign(weight=weights)


def rings(shape):
    """Return the vertices of a shape as a set, to the grid."""
    return {tuple(xy) for xy in np.round(shapely.get_coordinates(shape), 2).tolist()}


A = shapely.box(0, 0, 1500, 1200)
B = shapely.box(1500, 0, 3200, 1200)
BENT = shapely.Polygon([(0, 1200), (3200, 1200), (3600, 2600), (2000, 2100), (1500, 3300), (-400, 2500)])


@pytest.fixture(scope="module")
def three():
    """Three wards (the border of the third lacks the corner it shares with the others) and their hamlets."""
    wards = make_wards(A=A, B=B, C=BENT)
    return wards, draw_hamlets(wards, make_hamlets(A=6, B=9, C=12))


def test_the_coverage_is_exact(three):
    _, drawn = three
    assert len(drawn) == 27
    assert drawn.geometry.notna().all()
    assert shapely.is_valid(drawn.geometry.to_numpy()).all()
    assert shapely.coverage_is_valid(drawn.geometry.to_numpy())


def test_hamlets_union_to_their_ward_and_keep_each_of_its_vertices(three):
    wards, drawn = three
    union = drawn.dissolve("ward_code", method="coverage").geometry
    for code, border in wards.geometry.items():
        assert shapely.hausdorff_distance(union[code].boundary, border.boundary) <= GRID
        assert rings(border) <= rings(union[code])


def test_a_border_between_wards_gets_the_same_vertices_on_both_sides(three):
    _, drawn = three
    outlines = drawn.dissolve("ward_code", method="coverage").geometry.to_numpy()
    assert shapely.coverage_is_valid(outlines)
    assert len(rings(outlines[0]) & rings(outlines[1])) > 2


def test_each_hamlet_is_in_one_piece_and_no_sliver(three):
    wards, drawn = three
    assert set(drawn.geom_type) == {"Polygon"}
    average = drawn["ward_code"].map(wards.area / drawn["ward_code"].value_counts())
    assert (drawn.area / average).between(0.5, 1.6).all()
    assert (drawn.area / drawn.convex_hull.area > 0.6).all()


def test_borders_inside_a_ward_are_wiggly(three):
    """A straight line between two hamlets would have two vertices."""
    _, drawn = three
    first, second = drawn.geometry.iloc[0], drawn.geometry.iloc[1]
    shared = shapely.line_merge(shapely.intersection(first, second))
    assert shared.geom_type == "LineString"
    assert shapely.get_num_coordinates(shared) > 4
    assert shared.length > 1.02 * shapely.distance(
        shapely.get_point(shared, 0), shapely.get_point(shared, -1)
    )


def test_hamlets_next_to_each_other_in_the_list_adjoin(three):
    _, drawn = three
    for _, group in drawn.groupby("ward_code"):
        shapes = group.geometry.to_numpy()
        adjoin = shapely.length(shapely.intersection(shapes[:-1], shapes[1:])) > 0
        assert adjoin.mean() >= 0.8


def test_the_result_says_that_it_is_made_up_and_keeps_the_list(three):
    _, drawn = three
    assert drawn["synthetic"].all()
    assert list(drawn.index) == list(make_hamlets(A=6, B=9, C=12).index)
    assert list(drawn["name"][:2]) == ["Thôn 1", "Thôn 2"]
    assert drawn.crs == CRS


def test_the_same_input_gives_the_same_borders_and_another_seed_others():
    wards, hamlets = make_wards(A=A), make_hamlets(A=5)
    once, twice, other = (draw_hamlets(wards, hamlets, seed=seed) for seed in (1, 1, 2))
    assert once.to_wkb().equals(twice.to_wkb())
    assert not once.geometry.geom_equals(other.geometry).any()


def test_the_arguments_stay_as_they_were():
    wards, hamlets = make_wards(A=A, B=B), make_hamlets(A=2, B=3, weights=[1, 2, 1, 1, 1])
    before = wards.copy(), hamlets.copy()
    draw_hamlets(wards, hamlets)
    assert wards.equals(before[0])
    assert hamlets.equals(before[1])


def test_a_ward_of_one_hamlet_is_that_hamlet():
    wards = make_wards(A=A, B=B)
    drawn = draw_hamlets(wards, make_hamlets(A=1, B=2))
    assert shapely.symmetric_difference(drawn.geometry["A01"], wards.geometry["A"]).area < 1


def test_weights_give_hamlets_their_relative_area():
    drawn = draw_hamlets(make_wards(A=A), make_hamlets(A=4, weights=[4, 2, 1, 1]))
    assert "weight" not in drawn
    assert (drawn.area / A.area).to_numpy() == pytest.approx([0.5, 0.25, 0.125, 0.125], abs=0.04)


def test_a_tiny_weight_still_leaves_a_hamlet_to_be_seen():
    drawn = draw_hamlets(make_wards(A=A), make_hamlets(A=4, weights=[1, 1, 1, 1e-9]))
    assert drawn.area.min() > 0.4 * LEAST * A.area / 4


def test_an_island_and_a_hole_of_a_ward_stay():
    """The lake is in no hamlet; the island belongs to one."""
    lake, island = shapely.box(600, 500, 900, 800), shapely.box(1700, 300, 1900, 500)
    ward = shapely.union_all([A.difference(lake), island])
    drawn = draw_hamlets(make_wards(A=ward), make_hamlets(A=5))
    assert shapely.coverage_is_valid(drawn.geometry.to_numpy())
    assert drawn.area.sum() == pytest.approx(ward.area, rel=1e-6)
    moved = move(lake, X, Y)
    assert shapely.intersection(drawn.union_all(), moved).area < 1


def test_a_gap_between_wards_stays_a_gap():
    drawn = draw_hamlets(make_wards(A=A, B=move(B, 90, 0)), make_hamlets(A=3, B=3))
    assert drawn.area.sum() == pytest.approx(A.area + B.area, rel=1e-6)


def test_a_ward_border_may_bend_back_on_itself():
    """A comb: points across a bay are near, but not neighbours."""
    comb = shapely.union_all(
        [shapely.box(0, 0, 2400, 300), *(shapely.box(x, 0, x + 300, 1500) for x in (0, 700, 1400, 2100))]
    )
    drawn = draw_hamlets(make_wards(A=comb), make_hamlets(A=7))
    assert set(drawn.geom_type) == {"Polygon"}
    assert shapely.coverage_is_valid(drawn.geometry.to_numpy())
    assert drawn.area.sum() == pytest.approx(comb.area, rel=1e-6)


@settings(max_examples=15, deadline=None)
@given(
    count=st.integers(1, 14),
    width=st.integers(150, 9000),
    height=st.integers(150, 9000),
    seed=st.integers(0, 10_000),
)
def test_any_size_and_number_of_hamlets_gives_an_exact_coverage(count, width, height, seed):
    ward = shapely.box(0, 0, width, height)
    drawn = draw_hamlets(make_wards(A=ward), make_hamlets(A=count), seed=seed)
    assert drawn.geometry.notna().all()
    assert shapely.coverage_is_valid(drawn.geometry.to_numpy())
    assert drawn.area.sum() == pytest.approx(ward.area, rel=1e-6)


def test_all_that_is_wrong_with_the_input_is_said_at_once():
    wards = make_wards(A=A, B=shapely.box(1400, 0, 3000, 1200), C=BENT)
    with pytest.raises(BoundaryError) as refused:
        draw_hamlets(wards, make_hamlets(A=2, B=2, D=1, weights=[1, 0, 1, np.nan, 1]))
    told = refused.value.say("en")
    assert "“A”: overlaps B" in told
    assert "“C”: has no hamlet" in told
    assert "“D”: has no border" in told
    assert "“A02”: has no positive weight" in told
    assert "“B02”: has no positive weight" in told
    assert len(refused.value.problems) == 5


def test_degrees_are_refused():
    with pytest.raises(BoundaryError, match="không phải hệ tọa độ mét"):
        draw_hamlets(make_wards(A=A).to_crs("EPSG:4756"), make_hamlets(A=2))
