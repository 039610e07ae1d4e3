"""Borders are read from three kinds of files in any declared CRS; all that is wrong is named at once."""

from __future__ import annotations

import sqlite3
import struct
import unicodedata
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely
from conftest import CELL, HAMLETS, ORIGIN, draw_cell, draw_hamlets, draw_wards, write_boundaries
from test_crs import NAMED_VN2000

from geo.errors import BoundaryError
from geo.reading.boundaries import read_boundaries
from geo.reading.nesting import list_outside, tell_outside
from geo.units import list_units

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def problems_of(folder: Path) -> list:
    with pytest.raises(BoundaryError) as caught:
        read_boundaries(folder)
    for problem in caught.value.problems:
        assert problem.say("vi") != problem.say("en")
    return list(caught.value.problems)


def places(folder: Path) -> list[tuple]:
    return [(one.file, one.row, one.column, one.value) for one in problems_of(folder)]


@pytest.fixture
def write(tmp_path) -> Callable[..., Path]:
    """Return a function that writes a data folder with changed hamlets or wards, and returns it."""

    def write_changed(hamlets: gpd.GeoDataFrame | None = None, wards: gpd.GeoDataFrame | None = None) -> Path:
        ours = (draw_wards() if wards is None else wards, draw_hamlets() if hamlets is None else hamlets)
        write_boundaries(tmp_path / "boundaries", *ours)
        return tmp_path

    return write_changed


def move(frame: gpd.GeoDataFrame, row: int, shape: shapely.Geometry) -> gpd.GeoDataFrame:
    """Return a frame in which one unit has another shape."""
    shapes = [*frame.geometry]
    shapes[row] = shape
    return frame.set_geometry(gpd.GeoSeries(shapes, crs=frame.crs))


def change(frame: gpd.GeoDataFrame, row: int, **cells: str) -> gpd.GeoDataFrame:
    """Return a frame in which one unit has other cells."""
    return frame.assign(
        **{
            column: [cell if i == row else old for i, old in enumerate(frame[column])]
            for column, cell in cells.items()
        }
    )


def test_units_are_indexed_by_code_in_metres(small_city):
    boundaries = read_boundaries(small_city)
    assert list(boundaries.hamlets.index) == sorted(HAMLETS)
    assert list(boundaries.hamlets) == ["name", "kind", "ward_code", "valid_from", "valid_to", "geometry"]
    assert list(boundaries.wards) == ["name", "kind", "valid_from", "valid_to", "geometry"]
    assert boundaries.hamlets.crs == boundaries.wards.crs == "EPSG:5898"
    assert boundaries.hamlets.area.tolist() == [CELL**2] * 8
    assert boundaries.rivers.empty


@pytest.mark.parametrize("suffix", ["gpkg", "geojson"])
@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:32649", "EPSG:3405", "EPSG:5898"])
def test_any_kind_of_file_in_any_declared_crs_comes_out_the_same(tmp_path, small_atlas, suffix, crs):
    (tmp_path / "boundaries").mkdir()
    options = {"RFC7946": "NO"} if suffix == "geojson" else {}
    for name, frame in (("wards", draw_wards()), ("hamlets", draw_hamlets())):
        frame.to_crs(crs).to_file(tmp_path / f"boundaries/{name}.{suffix}", engine="pyogrio", **options)
    read = read_boundaries(tmp_path)
    expected = small_atlas.boundaries
    pd.testing.assert_frame_equal(
        read.hamlets.drop(columns="geometry"),
        expected.hamlets.drop(columns="geometry"),
        check_column_type=False,
    )
    assert shapely.hausdorff_distance(read.hamlets.geometry, expected.hamlets.geometry).max() < 0.01


def test_a_table_of_styles_beside_a_layer_is_not_taken_for_another_one(tmp_path):
    (tmp_path / "boundaries").mkdir()
    file = tmp_path / "boundaries/wards.gpkg"
    draw_wards().to_file(file, layer="units", engine="pyogrio")
    pyogrio.write_dataframe(pd.DataFrame({"styleQML": ["<qgis/>"]}), file, layer="layer_styles", append=True)
    draw_hamlets().to_file(tmp_path / "boundaries/hamlets.gpkg", engine="pyogrio")
    assert len(read_boundaries(tmp_path).wards) == len(draw_wards())


def test_units_that_a_geopackage_has_not_counted_are_there(tmp_path):
    """A program that changed it may have left the number of rows as it was."""
    (tmp_path / "boundaries").mkdir()
    for name, drawn in (("wards", draw_wards()), ("hamlets", draw_hamlets())):
        file = tmp_path / f"boundaries/{name}.gpkg"
        drawn.to_file(file, engine="pyogrio")
        with closing(sqlite3.connect(file)) as database, database:
            database.execute("UPDATE gpkg_ogr_contents SET feature_count = 1")
    read = read_boundaries(tmp_path)
    assert (len(read.wards), len(read.hamlets)) == (len(draw_wards()), len(draw_hamlets()))


def test_a_known_point_lands_where_it_should(tmp_path):
    """108.8045 E 15.1205 N is E 586274.501 N 1672427.192 (transformation of PROJ, about 1 m)."""
    square = shapely.Point(108.8045, 15.1205).buffer(1e-6)
    shapes = gpd.GeoDataFrame(
        {"name": ["A"], "code": ["1"], "kind": ["xã"]}, geometry=[square], crs="EPSG:4326"
    )
    write_boundaries(tmp_path / "boundaries", shapes, shapes.assign(ward_code="1"))
    centre = read_boundaries(tmp_path).wards.geometry.iloc[0].centroid
    assert (centre.x, centre.y) == pytest.approx((586274.501, 1672427.192), abs=1.5)


@pytest.mark.parametrize("codes", [[21013, 21019, 21202], [21013.0, 21019.0, 21202.0]])
def test_days_and_numbers_become_text_and_text_is_composed(write, codes):
    wards = draw_wards().assign(
        code=codes,
        valid_from=pd.to_datetime(["2014-04-01", None, None]),
        name=[unicodedata.normalize("NFD", name) for name in draw_wards()["name"]],
    )
    folder = write()
    (folder / "boundaries/wards.shp").unlink()
    wards.to_file(folder / "boundaries/wards.gpkg", engine="pyogrio")
    read = read_boundaries(folder).wards
    assert list(read.index) == ["21013", "21019", "21202"]
    assert list(read["valid_from"]) == ["2014-04-01", "", ""]
    assert list(read["name"]) == list(draw_wards()["name"])


def test_a_hamlet_that_is_but_a_number_has_its_kind_everywhere(write):
    hamlets = read_boundaries(write(change(draw_hamlets(), 0, name="2", kind="thôn"))).hamlets
    assert hamlets["name"].iloc[0] == "Thôn 2"
    assert list(hamlets["name"][1:]) == list(draw_hamlets()["name"][1:])


def test_validity_may_be_left_out(write):
    hamlets, wards = draw_hamlets(), draw_wards()
    days = ["valid_from", "valid_to"]
    read = read_boundaries(write(hamlets.drop(columns=days), wards.drop(columns=days)))
    assert set(read.hamlets["valid_from"]) == {""}


def test_a_name_that_steers_a_terminal_is_refused(write):
    hamlets = draw_hamlets()
    hamlets.loc[1, "name"] = "Thôn\x1b[2J"
    assert places(write(hamlets)) == [("hamlets.shp", 3, "name", "Thôn\x1b[2J")]


def test_rivers_are_read(write):
    folder = write()
    line = shapely.LineString([ORIGIN, (ORIGIN[0] + 100, ORIGIN[1])])
    river = gpd.GeoDataFrame({"name": ["Trà Khúc"]}, geometry=[line], crs="EPSG:5898")
    river.to_file(folder / "boundaries/rivers.shp", engine="pyogrio", encoding="UTF-8")
    assert list(read_boundaries(folder).rivers["name"]) == ["Trà Khúc"]
    square = river.set_geometry([draw_cell(0, 0)], crs="EPSG:5898")
    square.to_file(folder / "boundaries/rivers.shp", engine="pyogrio", encoding="UTF-8")
    assert places(folder) == [("rivers.shp", 2, "geometry", "Trà Khúc")]


def test_files_that_are_not_there_are_named_together(tmp_path):
    assert [one.file for one in problems_of(tmp_path)] == ["boundaries/wards", "boundaries/hamlets"]


def test_two_files_of_one_name_are_refused(write):
    folder = write()
    draw_wards().to_file(folder / "boundaries/wards.gpkg", engine="pyogrio")
    assert places(folder) == [("wards", None, None, "wards.shp, wards.gpkg")]


def test_two_files_of_rivers_are_refused_too(write):
    folder = write()
    for suffix in ("geojson", "gpkg"):
        draw_wards().to_file(folder / f"boundaries/rivers.{suffix}", engine="pyogrio")
    assert [one.file for one in problems_of(folder)] == ["rivers"]


@pytest.mark.parametrize("part", [".dbf", ".shx"])
def test_a_shapefile_without_all_its_files_is_refused(write, part):
    folder = write()
    (folder / f"boundaries/wards{part}").unlink()
    (found,) = problems_of(folder)
    assert f"wards{part}" in found.say("vi")


def test_a_file_without_a_crs_says_what_to_do(write):
    folder = write()
    (folder / "boundaries/wards.prj").unlink()
    (found,) = problems_of(folder)
    assert "EPSG:5898" in found.say("vi")
    assert "EPSG:5898" in found.say("en")


def test_a_broken_file_is_named(write):
    folder = write()
    (folder / "boundaries/wards.shp").write_bytes(b"no shapes")
    assert [one.file for one in problems_of(folder)] == ["wards.shp"]


@pytest.mark.parametrize("part", [".shp", ".shx", ".dbf"])
def test_half_a_shapefile_is_refused(write, part):
    path = write() / f"boundaries/wards{part}"
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert {one.file for one in problems_of(path.parent.parent)} == {"wards.shp"}


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_half_a_geopackage_is_refused(tmp_path, share):
    (tmp_path / "boundaries").mkdir()
    for name, frame in (("wards", draw_wards()), ("hamlets", draw_hamlets())):
        frame.to_file(tmp_path / f"boundaries/{name}.gpkg", engine="pyogrio")
    path = tmp_path / "boundaries/wards.gpkg"
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    assert {one.file for one in problems_of(tmp_path)} == {"wards.gpkg"}


def test_a_ring_that_is_not_closed_is_no_shape(write):
    folder = write()
    path = folder / "boundaries/hamlets.shp"
    content = bytearray(path.read_bytes())
    first_ring = 100 + 8 + 44 + 4
    content[first_ring : first_ring + 8] = struct.pack("<d", ORIGIN[0] + 7)
    path.write_bytes(content)
    assert places(folder) == [("hamlets.shp", 2, "geometry", "Tổ dân phố 1")]


def test_a_table_without_shapes_is_no_boundary(write):
    folder = write()
    (folder / "boundaries/wards.shp").unlink()
    table = pd.DataFrame(draw_wards().drop(columns="geometry"))
    pyogrio.write_dataframe(table, folder / "boundaries/wards.gpkg")
    (found,) = problems_of(folder)
    assert (found.file, found.what_en) == ("wards.gpkg", "has no geometry")


def test_an_old_encoding_is_refused_declared_or_not(write):
    folder = write()
    (folder / "boundaries/wards.cpg").write_text("1258")
    assert places(folder) == [("wards.shp", None, None, "1258")]
    (folder / "boundaries/wards.cpg").unlink()
    table = folder / "boundaries/wards.dbf"
    table.write_bytes(table.read_bytes().replace("Trần".encode(), b"Tr\xc7n  "))
    (found,) = problems_of(folder)
    assert "UTF-8" in found.say("vi")


def test_a_shapefile_without_a_declared_encoding_may_be_utf_8(write):
    folder = write()
    (folder / "boundaries/wards.cpg").unlink()
    assert "Trần Phú" in set(read_boundaries(folder).wards["name"])


def test_the_layer_of_the_file_is_read_or_the_only_one(tmp_path):
    (tmp_path / "boundaries").mkdir()
    wards, hamlets = tmp_path / "boundaries/wards.gpkg", tmp_path / "boundaries/hamlets.gpkg"
    draw_wards().to_file(wards, layer="anything", engine="pyogrio")
    draw_hamlets().to_file(hamlets, layer="old", engine="pyogrio")
    draw_hamlets().to_file(hamlets, layer="hamlets", engine="pyogrio")
    assert len(read_boundaries(tmp_path).hamlets) == 8
    draw_wards().to_file(wards, layer="other", engine="pyogrio")
    assert places(tmp_path) == [("wards.gpkg", None, None, "anything, other")]


def test_every_missing_column_is_named_with_those_of_the_file(write):
    found = problems_of(write(draw_hamlets().drop(columns=["kind", "ward_code"])))
    assert [one.column for one in found] == ["kind", "ward_code"]
    assert "valid_from" in found[0].say("vi")


def test_all_that_is_wrong_with_words_is_named_at_once(write):
    hamlets = draw_hamlets()
    hamlets = change(hamlets, 0, name="")
    hamlets = change(hamlets, 1, code="21013001")
    hamlets = change(hamlets, 2, code="21-013")
    hamlets = change(hamlets, 3, valid_from="2018")
    hamlets = change(hamlets, 4, valid_from="2018-01-01", valid_to="2017-01-01")
    assert places(write(hamlets, change(draw_wards(), 0, kind=""))) == [
        ("wards.shp", 2, "kind", None),
        ("hamlets.shp", 2, "name", None),
        ("hamlets.shp", 3, "code", "21013001"),
        ("hamlets.shp", 4, "code", "21-013"),
        ("hamlets.shp", 5, "valid_from", "2018"),
        ("hamlets.shp", 6, "valid_to", "2017-01-01"),
    ]


def test_an_empty_layer_has_no_unit(write):
    folder = write(draw_hamlets().iloc[:0])
    assert [(one.file, one.row) for one in problems_of(folder)] == [("hamlets.shp", None)]


def bow(x: float, y: float) -> shapely.Polygon:
    """Return an outline that crosses itself."""
    return shapely.Polygon([(x, y), (x + CELL, y + CELL), (x + CELL, y), (x, y + CELL)])


def test_an_outline_that_crosses_itself_is_refused_with_the_place(write):
    (found,) = problems_of(write(move(draw_hamlets(), 0, bow(*ORIGIN))))
    assert (found.row, found.column, found.value) == (2, "geometry", "Tổ dân phố 1")
    assert "586250, 1672250" in found.say("vi")


def test_lines_and_empty_shapes_are_no_units(tmp_path):
    (tmp_path / "boundaries").mkdir()
    line = shapely.LineString([ORIGIN, (ORIGIN[0], ORIGIN[1] + CELL)])
    hamlets = move(move(draw_hamlets(), 0, line), 1, None)
    for name, frame in (("wards", draw_wards()), ("hamlets", hamlets)):
        frame.to_file(tmp_path / f"boundaries/{name}.gpkg", engine="pyogrio")
    assert [(one.row, one.value) for one in problems_of(tmp_path)] == [
        (2, "Tổ dân phố 1"),
        (3, "Tổ dân phố 2"),
    ]


def test_swapped_axes_lie_outside_the_country(write):
    swap = {
        name: shapely.transform(frame.geometry, lambda xy: xy[:, ::-1])
        for name, frame in (("wards", draw_wards()), ("hamlets", draw_hamlets()))
    }
    folder = write(
        draw_hamlets().set_geometry(swap["hamlets"], crs="EPSG:5898"),
        draw_wards().set_geometry(swap["wards"], crs="EPSG:5898"),
    )
    assert [(one.file, one.column) for one in problems_of(folder)] == [
        ("wards.shp", "geometry"),
        ("hamlets.shp", "geometry"),
    ]


def test_swapped_axes_are_called_so_where_the_place_of_the_city_is_known(write):
    swapped = shapely.transform(draw_wards().geometry, lambda xy: xy[:, ::-1])
    folder = write(wards=draw_wards().set_geometry(swapped, crs="EPSG:5898"))
    with pytest.raises(BoundaryError, match=r"ghi tung độ .* trước hoành độ: .*EPSG:5898.*→ đổi hai trục"):
        read_boundaries(folder, box=BOX)


def test_a_shape_that_is_none_is_told_with_what_to_do(write):
    (problem,) = problems_of(write(move(draw_hamlets(), 3, None)))
    assert (problem.row, problem.value, bool(problem.remedy_vi)) == (5, "Tổ dân phố 1", True)


def test_a_hamlet_has_a_ward_and_lies_in_it(write):
    hamlets = change(change(draw_hamlets(), 0, ward_code="99999"), 3, ward_code="21202")
    assert [(one.column, one.value) for one in problems_of(write(hamlets))] == [
        ("ward_code", "99999"),
        ("geometry", "21019001"),
    ]


def test_a_hamlet_may_lie_in_part_outside_its_ward_and_is_told(write):
    x, y = ORIGIN
    for beyond, told in ((2, 0), (20, 1), (CELL - 1, 1)):
        wider = shapely.box(x - beyond, y, x + CELL, y + CELL)
        found = read_boundaries(write(move(draw_hamlets(), 0, wider)))
        assert len(list_outside(found.hamlets, found.wards)) == told
    assert tell_outside(list_outside(found.hamlets, found.wards)).vi == (
        "1 thôn, tổ dân phố nằm ngoài xã, phường từ 1% diện tích; nhiều nhất 21013001 Tổ dân phố 1: 50%"
    )
    elsewhere = shapely.box(x - CELL - 1, y, x + CELL, y + CELL)
    assert places(write(move(draw_hamlets(), 0, elsewhere))) == [
        ("hamlets.shp", None, "geometry", "21013001")
    ]


def test_a_crs_that_cannot_be_transformed_is_named(tmp_path):
    local = 'LOCAL_CS["xưởng",UNIT["metre",1]]'.replace("xưởng", "works")
    (tmp_path / "boundaries").mkdir()
    for name, frame in (("wards", draw_wards()), ("hamlets", draw_hamlets())):
        frame.set_crs(local, allow_override=True).to_file(
            tmp_path / f"boundaries/{name}.gpkg", engine="pyogrio"
        )
    assert {one.file for one in problems_of(tmp_path)} == {"wards.gpkg", "hamlets.gpkg"}


def redraw(frame: gpd.GeoDataFrame, row: int, day: str, **cells: str) -> gpd.GeoDataFrame:
    """Return a frame in which a unit ends on the eve of a day, and begins anew on it with other cells."""
    eve = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    again = change(frame.iloc[[row]], 0, valid_from=day, **cells)
    return pd.concat([change(frame, row, valid_to=eve), again], ignore_index=True)


def test_a_code_stands_for_another_unit_at_another_time(write):
    wards = redraw(draw_wards(), 0, "2018-07-01", name="Trần Phú Mới")
    boundaries = read_boundaries(write(wards=wards.iloc[::-1]))
    assert boundaries.wards.loc["21013", "name"].tolist() == ["Trần Phú", "Trần Phú Mới"]
    assert list_units(boundaries, "ward", 2017)["name"]["21013"] == "Trần Phú"
    assert list_units(boundaries, "ward", 2018)["name"]["21013"] == "Trần Phú Mới"


@pytest.mark.parametrize(("since", "until"), [("2018-07-01", ""), ("", "2018-07-01"), ("", "")])
def test_two_rows_of_a_code_that_meet_on_a_day_are_refused_with_both_rows(write, since, until):
    wards = redraw(draw_wards(), 0, "2018-07-01")
    wards = change(change(wards, 0, valid_to="2018-07-01"), 3, valid_from=since, valid_to=until)
    (found,) = problems_of(write(wards=wards))
    assert (found.row, found.column, found.value) == (5, "code", "21013")
    assert "dòng 2" in found.say("vi")


def test_a_hamlet_lies_in_every_vintage_of_its_ward_that_it_lives_to_see(write):
    shrunk = draw_cell(0, 0)
    wards = redraw(draw_wards(), 0, "2018-07-01")
    wards = move(wards, 3, shrunk)
    assert places(write(wards=wards)) == [
        ("hamlets.shp", None, "geometry", "21013002"),
        ("hamlets.shp", None, "geometry", "21013003"),
    ]
    hamlets = change(change(draw_hamlets(), 1, valid_to="2018-06-30"), 2, valid_to="2018-06-30")
    assert len(read_boundaries(write(hamlets, wards)).hamlets) == 8


def test_a_hamlet_does_not_outlive_its_ward(write):
    wards = change(draw_wards(), 0, valid_to="2018-06-30")
    found = problems_of(write(wards=wards))
    assert [(one.column, one.value) for one in found] == [("valid_to", None)] * 3
    assert "21013001" in found[0].say("vi")
    assert "2018-06-30" in found[0].say("vi")


BOX = (108.79, 15.11, 108.83, 15.14)
"""Around the small city, in degrees."""


def write_layers(folder: Path, declared: str | None = None, crs: str = "EPSG:5898") -> Path:
    """Write the small city in a CRS, declared as it is or as something else."""
    (folder / "boundaries").mkdir()
    for name, frame in (("wards", draw_wards()), ("hamlets", draw_hamlets())):
        there = frame.to_crs(crs)
        if declared:
            there = there.set_crs(declared, allow_override=True)
        there.to_file(folder / f"boundaries/{name}.gpkg", engine="pyogrio")
    return folder


def test_a_datum_only_called_vn2000_is_not_225_m_off(tmp_path, small_atlas):
    (tmp_path / "boundaries").mkdir()
    wkt = NAMED_VN2000.format(shift="", meridian=107.75, scale=0.9999)
    for name, frame in (("wards", draw_wards()), ("hamlets", draw_hamlets())):
        frame.to_crs("EPSG:5899").to_file(
            tmp_path / f"boundaries/{name}.shp", engine="pyogrio", encoding="UTF-8"
        )
        (tmp_path / f"boundaries/{name}.prj").write_text(wkt, encoding="ascii")
    true = small_atlas.boundaries.hamlets.geometry.centroid
    assert read_boundaries(tmp_path).hamlets.geometry.centroid.distance(true).max() < 2


@pytest.mark.parametrize(("declared", "crs"), [("EPSG:5898", "EPSG:5899"), ("EPSG:32648", "EPSG:32649")])
def test_a_zone_declared_wrongly_is_refused_with_the_right_one(tmp_path, declared, crs):
    write_layers(tmp_path, declared, crs)
    assert len(read_boundaries(tmp_path).wards) == 3, "without a box nobody can tell"
    with pytest.raises(BoundaryError) as caught:
        read_boundaries(tmp_path, box=BOX)
    assert [one.file for one in caught.value.problems] == ["wards.gpkg", "hamlets.gpkg"]
    assert crs in caught.value.problems[0].say("vi")


@pytest.mark.parametrize("crs", ["EPSG:5898", "EPSG:4326", "EPSG:3406", "EPSG:32649"])
def test_a_true_declaration_is_believed(tmp_path, crs):
    write_layers(tmp_path, crs=crs)
    assert len(read_boundaries(tmp_path, box=BOX).hamlets) == 8
