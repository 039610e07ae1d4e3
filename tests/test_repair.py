"""Borders with one right answer are mended and said; the others are refused; the rest is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon, box

from geo.errors import BoundaryError
from geo.places.coverage_report import report_coverage
from geo.places.overlaps import AT_ONCE, MOST, are_slivers, find_overlaps, is_sliver
from geo.places.repair import SNAPS_M, Repaired, repair_units
from geo.places.repair_shapes import read_shapes
from geo.places.tangles import is_tangled, make_sound

if TYPE_CHECKING:
    from geo.places.coverage_report_words import CoverageReport

X, Y, SIZE = 586_000.0, 1_672_000.0, 500.0


def cell(column: int, row: int = 0, *, wider: float = 0.0) -> Polygon:
    return box(X + SIZE * column, Y + SIZE * row, X + SIZE * (column + 1) + wider, Y + SIZE * (row + 1))


RING = [cell(0), cell(1), cell(2), cell(0, 1), cell(2, 1), cell(0, 2), cell(1, 2), cell(2, 2)]


def layer(*shapes: shapely.Geometry | None, names: list[str] | None = None) -> gpd.GeoDataFrame:
    labels = names or [f"Thôn {n}" for n in range(1, len(shapes) + 1)]
    frame = gpd.GeoDataFrame({"name": labels}, geometry=list(shapes), crs=5898)
    return frame.set_index(frame.index + 10)


def mend(*shapes: shapely.Geometry | None, names: list[str] | None = None, **options: object) -> Repaired:
    return repair_units(layer(*shapes, names=names), unit="name", file="a.shp", **options)


def said(repaired: Repaired) -> list[str]:
    return [f"{note.unit}: {note.what.vi}" for note in repaired.notes]


def refused(*shapes: shapely.Geometry | None, names: list[str] | None = None) -> list[str]:
    with pytest.raises(BoundaryError) as caught:
        mend(*shapes, names=names)
    assert all(problem.remedy_vi for problem in caught.value.problems)
    return [problem.say() for problem in caught.value.problems]


def assert_sound(repaired: Repaired) -> None:
    shapes = repaired.frame.geometry.to_numpy()
    assert shapely.is_valid(shapes).all()
    assert set(repaired.frame.geometry.geom_type) <= {"Polygon", "MultiPolygon"}
    assert shapely.coverage_is_valid(shapes)


# ---- mended


def test_sound_borders_stay_as_they_are_vertex_for_vertex() -> None:
    frame = layer(cell(0), cell(1), cell(0, 1))
    repaired = repair_units(frame, unit="name")
    assert repaired.notes == ()
    assert repaired.frame.geom_equals_exact(frame, 0).all()
    assert repaired.frame.index.equals(frame.index)
    assert repaired.frame.crs == frame.crs


def test_a_ring_that_is_one_point_over_and_over_is_dropped() -> None:
    """GEOS raises where it is to work with one; it is no ground, so nothing is lost."""
    point = [(X + 9, Y + 9)] * 4
    repaired = mend(MultiPolygon([Polygon(cell(0).exterior, [point]), Polygon(point)]), cell(1))
    assert repaired.frame.geometry.iloc[0].equals(cell(0))
    assert said(repaired) == ["Thôn 1: bỏ 8 đỉnh lặp"]
    assert "là điểm hoặc đường" in refused(Polygon(point), cell(1))[0]


def test_a_ring_that_crosses_itself_is_mended_where_all_methods_agree() -> None:
    bow = Polygon([(X, Y), (X + 500, Y + 500), (X + 500, Y), (X, Y + 500)])
    repaired = mend(bow)
    assert "tự cắt" in said(repaired)[0]
    assert_sound(repaired)
    assert repaired.frame.geometry.area.sum() == pytest.approx(125_000)


def test_a_spike_is_cut_off() -> None:
    spiked = Polygon([(X, Y), (X + 500, Y), (X + 900, Y), (X + 500, Y), (X + 500, Y + 500), (X, Y + 500)])
    repaired = mend(spiked)
    assert repaired.frame.geometry.area.sum() == pytest.approx(250_000)
    assert_sound(repaired)


def test_a_ring_that_runs_round_twice_has_no_one_answer() -> None:
    """Whether the ground between the two rounds belongs to the unit, nobody can tell."""
    corners = [(0, 0), (500, 0), (500, 500), (100, 500), (100, 100), (300, 100), (300, 600), (0, 600)]
    twice = Polygon([(X + x, Y + y) for x, y in corners])
    assert not twice.is_valid
    (said_once,) = refused(twice)
    assert "tự cắt" in said_once
    assert "Thôn 1" in said_once


def test_doubled_vertices_are_dropped_and_counted() -> None:
    corners = list(cell(0).exterior.coords)
    repaired = mend(Polygon([corners[0], corners[0], corners[1], corners[1], *corners[1:]]))
    assert said(repaired) == ["Thôn 1: bỏ 3 đỉnh lặp"]


def test_an_open_ring_is_closed_and_said() -> None:
    whole = shapely.to_wkb(cell(0))
    open_ring = whole[:9] + (4).to_bytes(4, "little") + whole[13 : 13 + 4 * 16]
    shapes, closed = read_shapes([whole, open_ring, None, b"\x01nonsense"])
    assert closed == [1]
    assert shapely.equals(shapes[1], cell(0))
    assert shapes[2] is None
    assert shapes[3] is None
    repaired = mend(shapes[1], closed=[0])
    assert said(repaired) == ["Thôn 1: khép vành hở"]


def test_points_and_lines_among_the_areas_of_a_unit_are_dropped_and_said() -> None:
    line = LineString([(X, Y), (X + SIZE, Y)])
    mixed = shapely.GeometryCollection([cell(0), line, MultiPolygon([cell(2), cell(4)])])
    repaired = mend(mixed, cell(1))
    assert repaired.frame.geometry.iloc[0].equals(shapely.union_all([cell(0), cell(2), cell(4)]))
    assert said(repaired) == ["Thôn 1: bỏ 1 điểm, đường lẫn vào"]
    assert refused(shapely.GeometryCollection([line])) == [
        "a.shp, giá trị “Thôn 1”: là điểm hoặc đường, không phải vùng → sửa ranh giới trong phần mềm bản đồ"
    ]


def test_several_rows_of_one_unit_become_one_shape() -> None:
    repaired = mend(cell(0), cell(3), cell(1), names=["Thôn 1", "Thôn 1", "Thôn 2"])
    assert said(repaired) == ["Thôn 1: nối 2 phần thành một"]
    assert list(repaired.frame["name"]) == ["Thôn 1", "Thôn 2"]
    assert list(repaired.frame.index) == [10, 12]
    assert repaired.frame.geometry.iloc[0].area == 2 * SIZE**2


def test_the_same_shape_twice_is_one() -> None:
    repaired = mend(cell(0), cell(0), names=["Thôn 1", "Thôn 1"])
    assert said(repaired) == ["Thôn 1: bỏ hình trùng nhau"]
    assert len(repaired.frame) == 1


def test_splinters_beside_a_real_part_are_dropped() -> None:
    splinter = box(X + 2000, Y, X + 2001, Y + 300)
    repaired = mend(MultiPolygon([cell(0), splinter, cell(2)]))
    assert said(repaired) == ["Thôn 1: bỏ 1 mảnh vụn"]
    assert repaired.frame.geometry.iloc[0].equals(MultiPolygon([cell(0), cell(2)]))


@pytest.mark.parametrize("slip", [-1.5, -0.4, 0.4, 1.5])
def test_slivers_between_neighbours_are_given_to_one_of_them(slip: float) -> None:
    """Drawn twice, a common border is off by up to the tolerance: overlaps and gaps alike."""
    repaired = mend(*RING, cell(1, 1, wider=slip))
    assert_sound(repaired)
    assert repaired.frame.geometry.area.sum() == pytest.approx(9 * SIZE**2)
    assert any("khe hở, chồng lấn" in note for note in said(repaired))
    assert shapely.coverage_is_valid(repaired.frame.geometry.to_numpy(), gap_width=2)


def test_a_wide_gap_between_neighbours_is_left_for_the_report() -> None:
    """It may be a river: closing it would invent ground."""
    repaired = mend(*RING, cell(1, 1, wider=-20))
    assert repaired.notes == ()
    assert [gap.area for gap in report_coverage(repaired.frame.geometry).gaps] == [20 * SIZE]


def test_vertices_that_neighbours_do_not_share_are_made_common() -> None:
    between = Polygon(
        [(X + 500, Y), (X + 1000, Y), (X + 1000, Y + 500), (X + 500, Y + 500), (X + 500, Y + 250)]
    )
    assert_sound(mend(cell(0), between))


# ---- refused


def test_points_lines_and_nothing_are_refused_all_at_once() -> None:
    problems = refused(Point(X, Y), LineString([(X, Y), (X + 1, Y)]), None, Polygon(), cell(0))
    assert len(problems) == 4
    assert sum("điểm hoặc đường" in problem for problem in problems) == 2
    assert sum("không có hình" in problem for problem in problems) == 2
    assert "điểm hoặc đường" in refused(Polygon([(X, Y), (X + SIZE, Y), (X, Y)]), cell(0))[0]


def test_what_many_units_have_is_said_once_with_their_number() -> None:
    said = refused(*(Point(X, Y + place) for place in range(40)), None)
    assert len(said) == 2
    assert "“Thôn 1”: là điểm hoặc đường, không phải vùng (cùng 39 đơn vị khác: Thôn 2, " in said[0]
    assert "“Thôn 41”: không có hình → sửa" in said[1]


@pytest.mark.parametrize("broken", [np.nan, np.inf])
@pytest.mark.filterwarnings("error")
def test_a_coordinate_that_is_no_number_is_refused_not_dropped(broken: float) -> None:
    (shape,), _ = read_shapes([shapely.to_wkb(cell(1))])
    corners = shapely.get_coordinates(shape)
    corners[2, 0] = broken
    ((sent,), closed) = read_shapes([shapely.to_wkb(shapely.set_coordinates(shape, corners))])
    assert closed == []
    (problem,) = refused(cell(0), sent)
    assert problem.startswith("a.shp, giá trị “Thôn 2”: có tọa độ hỏng")


def test_two_different_shapes_for_one_unit_are_refused() -> None:
    (problem,) = refused(cell(0), cell(0, wider=100), names=["Thôn 1", "Thôn 1"])
    assert "hai hình khác nhau" in problem


def test_units_that_overlap_beyond_the_tolerance_are_refused_with_both_names() -> None:
    problems = refused(cell(0, wider=100), cell(1), cell(2, wider=50), cell(3))
    assert len(problems) == 2
    assert "“Thôn 1” và “Thôn 2” chồng lên nhau 50.000 m²" in problems[0]


def test_a_unit_inside_another_is_an_overlap() -> None:
    assert "chồng lên nhau" in refused(cell(0), cell(0).buffer(-100))[0]


def tangle(corners: int) -> Polygon:
    """A ring from one corner drawn by lot to the next."""
    drawn = np.random.default_rng(corners).uniform(0, SIZE, (corners, 2))
    return Polygon(np.array([X, Y]) + drawn)


@pytest.mark.parametrize("corners", [60, 20_000])
def test_a_border_with_very_many_crossings_is_refused_without_an_attempt_to_mend_it(corners: int) -> None:
    assert is_tangled(tangle(corners))
    (problem,) = refused(tangle(corners), cell(1))
    assert "tự cắt" in problem


@pytest.mark.parametrize("corners", [4, 12])
def test_a_few_crossings_are_no_tangle(corners: int) -> None:
    assert not is_tangled(tangle(corners))
    assert not is_tangled(shapely.segmentize(cell(0), 0.1))


def test_a_tangle_has_no_ground_before_it_is_refused() -> None:
    """What it covers is asked before anything is mended; 6,000 corners took 3 GB and many minutes to tell."""
    assert make_sound(tangle(3000)).is_empty
    assert make_sound(tangle(20)).is_valid
    assert make_sound(tangle(20)).area > 0
    assert make_sound(cell(0)) == cell(0)


@pytest.mark.parametrize("failing", [1, len(SNAPS_M)])
def test_a_library_that_gives_a_unit_away_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    """GEOS 3.14 did so where slivers were as wide as the snapping distance; another distance is tried."""
    honest, asked = shapely.coverage_clean, []

    def clean(shapes: np.ndarray, *, snapping_distance: float) -> np.ndarray:
        asked.append(snapping_distance)
        if len(asked) <= failing:
            return np.array([Polygon(), shapely.union_all(shapes)], dtype=object)
        return honest(shapes, snapping_distance=snapping_distance)

    monkeypatch.setattr(shapely, "coverage_clean", clean)
    if failing < len(SNAPS_M):
        fitted = mend(cell(0, wider=1), cell(1)).frame
        assert list(fitted.area) == pytest.approx([SIZE**2, SIZE**2], rel=0.003)
    else:
        with pytest.raises(BoundaryError, match="không khớp được với đơn vị bên cạnh"):
            mend(cell(0, wider=1), cell(1))
    assert asked == list(SNAPS_M[: failing + 1])


# ---- overlaps and slivers


def test_a_long_overlap_is_a_sliver_by_its_width_not_its_area() -> None:
    narrow, compact = cell(0, wider=1), box(X, Y, X + 20, Y + 20)
    (overlap,) = find_overlaps(np.array([narrow, cell(1)], dtype=object), 2)
    assert overlap.area == 500
    assert overlap.sliver
    assert not is_sliver(compact, 2)


def test_an_area_of_many_parts_is_a_sliver_if_all_of_them_are() -> None:
    thin = [box(X + 10 * n, Y, X + 10 * n + 1, Y + 90) for n in range(3)]
    shapes = np.array([MultiPolygon(thin), MultiPolygon([*thin, cell(1)]), Polygon(), cell(0)], dtype=object)
    eroded = shapely.is_empty(shapely.buffer(shapes, -1, join_style="mitre"))
    assert list(are_slivers(shapes, 2)) == list(eroded) == [True, False, True, False]


def test_so_many_overlaps_that_it_is_no_layer_are_not_all_counted() -> None:
    heap = np.array([cell(0).buffer(-n / 100) for n in range(200)], dtype=object)
    assert MOST < len(find_overlaps(heap, 2)) < 200 * 199 / 2


def test_overlaps_are_found_across_the_pieces_in_which_they_are_looked_for() -> None:
    apart = [cell(n) for n in range(AT_ONCE)]
    found = find_overlaps(np.array([*apart, box(X + 100, Y + 100, X + 300, Y + 300)], dtype=object), 2)
    assert [(overlap.first, overlap.second) for overlap in found] == [(0, AT_ONCE)]


def test_neighbours_that_touch_do_not_overlap() -> None:
    assert find_overlaps(np.array([cell(0), cell(1), cell(1, 1)], dtype=object), 2) == []


# ---- reported


def report(*shapes: Polygon, **options: object) -> CoverageReport:
    series = gpd.GeoSeries(list(shapes), index=[f"T{n}" for n in range(len(shapes))], crs=5898)
    return report_coverage(series, file="a.shp", **options)


def test_a_slit_that_is_open_to_the_outside_stays_and_is_told() -> None:
    sides = {"A": shapely.box(0, 0, 100, 100), "B": shapely.box(100.5, 0, 200, 100)}
    found = report_coverage(gpd.GeoSeries(sides))
    assert found.slits == (("A", 100.0), ("B", 100.0))
    (told,) = found.warnings
    assert told.vi == "khe hở hẹp thông ra ngoài, dài 100 m, bên cạnh A, B"
    assert told.en == "narrow gaps open to the outside, 100 m long, beside A, B"
    few = {"A": shapely.box(0, 0, 100, 9), "B": shapely.box(100.5, 0, 200, 9)}
    assert not report_coverage(gpd.GeoSeries(few)).slits


def test_a_hole_between_units_is_a_gap_with_its_place_and_neighbours() -> None:
    (gap,) = report(*RING).gaps
    assert gap.area == SIZE**2
    assert cell(1, 1).contains(Point(gap.x, gap.y))
    assert len(gap.around) == 8


def test_with_an_outline_everything_not_covered_is_a_gap() -> None:
    found = report(cell(0), cell(1), outline=box(X, Y, X + 4 * SIZE, Y + SIZE))
    assert [gap.area for gap in found.gaps] == [2 * SIZE**2]
    assert report(cell(0), cell(1), outline=box(X, Y, X + 2 * SIZE, Y + SIZE + 1)).gaps == ()


def test_ground_outside_the_outline_is_reported() -> None:
    found = report(cell(0), cell(1), outline=cell(0))
    assert found.outside_m2 == SIZE**2
    assert "ngoài ranh giới" in found.warnings[0].vi


def test_missing_and_unknown_units_are_named() -> None:
    found = report(cell(0), cell(1), expected={"T1", "T7"})
    assert (found.missing, found.unknown) == (("T7",), ("T0",))
    assert "T7" in found.warnings[0].vi
    assert "T0" in found.warnings[1].vi


@pytest.mark.parametrize(
    ("published", "warned"), [(0.5, False), (0.52, False), (0.53, True), (0.42, True), (0.66, True)]
)
def test_an_area_off_by_five_percent_is_a_warning(published: float, warned: bool) -> None:
    found = report(cell(0), cell(1), published_km2=published)
    assert found.area_km2 == pytest.approx(0.5)
    assert bool(found.warnings) == warned


@pytest.mark.parametrize("published", [0.3, 0.7, 156.85])
def test_an_area_off_by_twenty_five_percent_stops(published: float) -> None:
    with pytest.raises(BoundaryError, match="số công bố"):
        report(cell(0), cell(1), published_km2=published)


def test_sound_borders_of_all_units_have_no_warning() -> None:
    found = report(
        cell(0), cell(1), expected={"T0", "T1"}, published_km2=0.5, outline=box(X, Y, X + 2 * SIZE, Y + SIZE)
    )
    assert (found.units, found.warnings, found.gaps, found.overlaps) == (2, (), (), ())
