"""Boundary files of every kind of trouble: in as they should be, or refused with one clear message."""

from __future__ import annotations

import hashlib
import math
import struct
import zipfile
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyogrio
import pyproj
import pytest
import shapely
import shapely.affinity
from conftest import CELL, ORIGIN, SHIPPED, draw_cell, draw_hamlets, draw_wards, write_boundaries
from forks import read_in_forks
from test_crs import NAMED_VN2000
from test_legacy_text import encode_cp1258, encode_tcvn3, encode_vni

from geo.errors import BoundaryError
from geo.intake import cover as intake_cover
from geo.intake.borders import BorderIntake, take_in_borders
from geo.intake.cover import LOST
from geo.intake.write import write_borders
from geo.read import read_boundaries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import geopandas as gpd

NAMES = {
    "21013": "Phường Trần Phú",
    "21019": "Phường Nghĩa Chánh",
    "21202": "Xã Tịnh Ấn Đông",
}


@pytest.fixture(scope="module", autouse=True)
def forking_child(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with read_in_forks(tmp_path_factory.mktemp("children")):
        yield


def sent(**columns: Any) -> gpd.GeoDataFrame:
    """Return the hamlets as an office sends them: names of hamlet and ward, no code."""
    known = draw_hamlets()
    frame = known[["name", "geometry"]].rename(columns={"name": "TEN_THON"})
    frame.insert(1, "TEN_XA", known["ward_code"].map(NAMES))
    return frame.assign(**columns)


def save(
    folder: Path,
    frame: gpd.GeoDataFrame,
    *,
    stem: str = "ranhgioi",
    encode: Callable[[str], bytes] | None = None,
    prj: str | None = "keep",
    **options: str,
) -> list[tuple[Path, str]]:
    """Write a shapefile, without a .cpg; with ``encode`` its text is in an old character set.

    Fields are 80 bytes wide; with the option ``RESIZE="YES"`` as wide as their longest text.
    """
    told, encoding = frame, "UTF-8"
    if encode:
        texts = {
            name: [text and encode(text).decode("latin-1") for text in frame[name]]
            for name in frame.select_dtypes(["object", "string"]).columns
        }
        told, encoding = frame.assign(**texts), "ISO-8859-1"
    path = folder / f"{stem}.shp"
    pyogrio.write_dataframe(told, path, driver="ESRI Shapefile", encoding=encoding, **options)
    path.with_suffix(".cpg").unlink(missing_ok=True)
    if prj is None:
        path.with_suffix(".prj").unlink(missing_ok=True)
    elif prj != "keep":
        path.with_suffix(".prj").write_text(prj, encoding="ascii")
    return [(part, part.name) for part in sorted(folder.glob(f"{stem}.*"))]


def save_as(folder: Path, frame: gpd.GeoDataFrame, ending: str) -> list[tuple[Path, str]]:
    driver = {"gpkg": "GPKG", "geojson": "GeoJSON", "tab": "MapInfo File", "mif": "MapInfo File"}[ending]
    frame.to_file(folder / f"ranhgioi.{ending}", driver=driver)
    return [(part, part.name) for part in sorted(folder.glob("ranhgioi.*"))]


def take(city: Path, files: list[tuple[Path, str]], **options: Any) -> BorderIntake:
    return take_in_borders(city, files, kind=options.pop("kind", "hamlets"), **options)


def refused(city: Path, files: list[tuple[Path, str]], **options: Any) -> str:
    with pytest.raises(BoundaryError) as caught:
        take(city, files, **options)
    assert all(problem.file for problem in caught.value.problems)
    assert "/" not in caught.value.say().replace("/name", "").split(":")[0]
    return caught.value.say()


def assert_as_drawn(intake: BorderIntake, *, within: float = 1.5) -> None:
    """Every hamlet has its code and lies where it was drawn."""
    assert intake.problems == ()
    truth = draw_hamlets().set_index("code")
    found = intake.frame.set_index("code")
    assert list(found.index) == list(truth.index)
    assert list(found["name"]) == list(truth["name"])
    assert found.crs == "EPSG:5898"
    assert found.geometry.hausdorff_distance(truth.geometry).max() < within


def statuses(intake: BorderIntake) -> dict[int, str]:
    return dict(zip(intake.rows["row"], intake.rows["status"], strict=True))


# ---- text


@pytest.mark.parametrize("encode", [encode_tcvn3, encode_vni, encode_cp1258, str.encode])
def test_old_character_sets_without_a_cpg_come_out_right(
    small_city: Path, tmp_path: Path, encode: Callable[[str], bytes]
) -> None:
    intake = take(small_city, save(tmp_path, sent(), encode=encode))
    assert_as_drawn(intake)
    assert set(intake.texts) == {"TEN_THON", "TEN_XA"}
    assert all(detection.reason.vi for detection in intake.texts.values())
    assert set(intake.rows["status"]) == {"matched"}


def test_a_person_may_choose_the_character_set(small_city: Path, tmp_path: Path) -> None:
    files = save(tmp_path, sent(), encode=encode_tcvn3)
    assert_as_drawn(take(small_city, files, encoding="tcvn3"))
    wrong = refused(small_city, files, encoding="cp1258")
    assert "ranhgioi.shp, dòng" in wrong


def test_column_names_in_an_old_character_set_are_understood(small_city: Path, tmp_path: Path) -> None:
    frame = sent().rename(columns={"TEN_THON": encode_tcvn3("Tên thôn").decode("latin-1")})
    path = tmp_path / "a.shp"
    texts = {
        name: [encode_tcvn3(text).decode("latin-1") for text in frame[name]] for name in frame.columns[:2]
    }
    pyogrio.write_dataframe(frame.assign(**texts), path, encoding="ISO-8859-1")
    path.with_suffix(".cpg").unlink()
    intake = take(small_city, [(part, part.name) for part in sorted(tmp_path.glob("a.*"))])
    assert_as_drawn(intake)
    assert intake.columns["hamlet"] == "Tên thôn"


# ---- coordinates


def test_a_file_without_a_crs_is_placed_where_the_city_is(small_city: Path, tmp_path: Path) -> None:
    intake = take(small_city, save(tmp_path, sent(), prj=None))
    assert_as_drawn(intake, within=0.01)
    assert intake.conclusion.crs == "EPSG:5898"
    assert intake.conclusion.reason in intake.warnings


@pytest.mark.parametrize("epsg", [5899, 9217, 3857])
def test_another_zone_without_a_word_is_recognised(small_city: Path, tmp_path: Path, epsg: int) -> None:
    intake = take(small_city, save(tmp_path, sent().to_crs(epsg), prj=None))
    assert_as_drawn(intake)
    assert intake.conclusion.crs == f"EPSG:{epsg}"


def test_a_zone_declared_wrongly_is_put_right_and_said(small_city: Path, tmp_path: Path) -> None:
    wrong = draw_hamlets().to_crs(9217).crs.to_wkt("WKT1_ESRI")
    intake = take(small_city, save(tmp_path, sent(), prj=wrong))
    assert_as_drawn(intake, within=0.01)
    assert intake.conclusion.differs


def test_a_datum_only_called_vn2000_is_not_225_m_off(small_city: Path, tmp_path: Path) -> None:
    named = NAMED_VN2000.format(shift="", meridian=108, scale=0.9999)
    intake = take(small_city, save(tmp_path, sent(), prj=named))
    assert_as_drawn(intake, within=0.01)
    assert "VN2000" in intake.conclusion.reason.vi


def test_swapped_axes_are_turned(small_city: Path, tmp_path: Path) -> None:
    turned = sent().set_geometry(
        shapely.transform(draw_hamlets().geometry.to_numpy(), lambda xy: xy[:, ::-1])
    )
    assert_as_drawn(take(small_city, save(tmp_path, turned, prj=None)), within=0.01)


@pytest.mark.parametrize("epsg", [4326, 4756, 3406, 32649])
def test_a_datum_that_is_not_said_is_told_by_known_borders(
    small_city: Path, tmp_path: Path, epsg: int
) -> None:
    intake = take(small_city, save(tmp_path, sent().to_crs(epsg), prj=None))
    assert_as_drawn(intake)
    assert intake.conclusion.crs == f"EPSG:{epsg}"
    assert "so với ranh giới đã có" in intake.conclusion.reason.vi


def test_degrees_that_known_borders_cannot_tell_are_asked(small_city: Path, tmp_path: Path) -> None:
    """The borders were drawn anew, 100 m off: either datum may be meant until a person says which."""
    moved = sent().set_geometry(draw_hamlets().translate(100, 60))
    files = save(tmp_path, moved.to_crs(4326), prj=None)
    said = refused(small_city, files)
    assert "EPSG:4326" in said
    assert "EPSG:4756" in said
    chosen = take(small_city, files, crs="EPSG:4326")
    assert "người dùng chọn" in chosen.conclusion.reason.vi
    assert chosen.frame.geometry.total_bounds[0] == pytest.approx(ORIGIN[0] + 100, abs=1.5)


def test_a_datum_declared_against_known_borders_is_asked(small_city: Path, tmp_path: Path) -> None:
    """VN-2000 coordinates under a WGS 84 .prj: 225 m off, and nobody sees it."""
    utm = sent().to_crs(3406).set_crs(32649, allow_override=True)
    said = refused(small_city, save(tmp_path, utm))
    assert "tệp ghi EPSG:32649 (WGS 84 / UTM zone 49N); nhưng so với ranh giới đã có" in said
    assert_as_drawn(take(small_city, save(tmp_path, utm), crs="EPSG:3406"))


def test_only_a_crs_with_a_code_is_offered_where_known_borders_tell_another_one(
    small_city: Path, tmp_path: Path
) -> None:
    declared = (
        pyproj.CRS(5898).to_wkt("WKT1_ESRI").replace('"False_Easting",500000.0', '"False_Easting",500150.0')
    )
    said = refused(small_city, save(tmp_path, sent(), prj=declared))
    assert "chọn EPSG:5898" in said
    assert "[" not in said


def test_a_declared_datum_is_believed_where_known_borders_say_nothing(
    small_city: Path, tmp_path: Path
) -> None:
    anew = sent().set_geometry(draw_hamlets().scale(1.1, 1.1, origin=ORIGIN))
    intake = take(small_city, save(tmp_path, anew.to_crs(4326)))
    assert (intake.conclusion.crs, intake.conclusion.differs) == ("EPSG:4326", False)


@pytest.mark.parametrize("prj", ["keep", None])
@pytest.mark.parametrize(
    ("way", "why"),
    [
        (
            (190, -110),
            "đều lệch 220 m về phía đông nam so với ranh giới đã có, đúng bằng độ lệch",
        ),
        ((-190, 110), "đều lệch 220 m về phía tây bắc so với ranh giới đã có, đúng bằng độ lệch"),
        ((-100, 70), "đều lệch 122 m về phía tây bắc so với ranh giới đã có: có thể lớp đã bị dời"),
    ],
)
def test_units_that_all_lie_beside_their_known_borders_are_asked(
    small_city: Path, tmp_path: Path, way: tuple[int, int], why: str, prj: str | None
) -> None:
    """Nobody sees 225 m, and wards and hamlets that are moved alike fit each other."""
    moved = sent().set_geometry(draw_hamlets().translate(*way))
    files = save(tmp_path, moved, prj=prj)
    assert why in refused(small_city, files)
    chosen = take(small_city, files, crs="EPSG:5898")
    assert any("đều lệch" in warning.vi for warning in chosen.warnings)


def test_a_projection_that_differs_in_scale_alone_is_told_by_known_borders(
    small_city: Path, tmp_path: Path
) -> None:
    """VN-2000 / TM-3 105°00′ lies 500 m beside UTM 48N, so within the same box."""
    utm = sent().to_crs(5897).set_crs(3405, allow_override=True)
    said = refused(small_city, save(tmp_path, utm))
    assert "EPSG:3405" in said
    assert "EPSG:5897" in said
    assert_as_drawn(take(small_city, save(tmp_path, utm), crs="EPSG:5897"))


@pytest.mark.parametrize("count", [1, 2])
def test_one_unit_or_two_tell_a_shift_by_their_outlines(small_city: Path, tmp_path: Path, count: int) -> None:
    few = sent().iloc[:count]
    assert "đều lệch 220 m" in refused(small_city, save(tmp_path, few.set_geometry(few.translate(190, -110))))
    wider = few.set_geometry(
        few.buffer(60, join_style="mitre").intersection(few.translate(60, 60).buffer(60))
    )
    ask = refused if count > 1 else lambda *told: str(take(*told).problems)
    assert "đều lệch" not in ask(small_city, save(tmp_path, wider))


@pytest.mark.parametrize("epsg", [3405, 32648])
def test_a_declared_crs_is_held_against_borders_whatever_the_units_are_called(
    city_copy: Path, tmp_path: Path, epsg: int
) -> None:
    """On one meridian VN-2000 / TM-3 and UTM put a city 500 m apart, a single unit as well as all."""
    wide = [one.set_geometry(one.scale(1.3, 1.3, origin=ORIGIN)) for one in (draw_wards(), draw_hamlets())]
    write_boundaries(city_copy / "boundaries", *wide)
    strange = wide[1][["geometry"]].iloc[:1].assign(TEN_THON="Thôn Mới Lập", TEN_XA="Xã Chưa Có")
    told = strange.to_crs(5897).set_crs(epsg, allow_override=True)
    said = refused(city_copy, save(tmp_path, told))
    assert f"EPSG:{epsg}" in said
    assert "so với ranh giới đã có: theo EPSG:5897" in said


@pytest.mark.parametrize("crs", ["EPSG:9217", "EPSG:1", "hệ nào cũng được"])
def test_a_crs_that_cannot_be_is_not_taken_from_a_person_either(
    small_city: Path, tmp_path: Path, crs: str
) -> None:
    assert crs in refused(small_city, save(tmp_path, sent(), prj=None), crs=crs)


def test_a_file_of_another_city_is_refused(small_city: Path, tmp_path: Path) -> None:
    away = sent().set_geometry(draw_hamlets().translate(0, 600_000))
    assert "không nằm trong địa bàn" in refused(small_city, save(tmp_path, away))


@pytest.mark.parametrize("far", [1e300, -4e6])
def test_a_damaged_corner_is_named(small_city: Path, tmp_path: Path, far: float) -> None:
    x, y = ORIGIN
    spoilt = shapely.Polygon([(x, y), (x + CELL, y), (x + CELL, y + CELL), (far, y + CELL)])
    said = refused(small_city, save(tmp_path, changed(0, spoilt)))
    assert "dòng 2, giá trị “Tổ dân phố 1”: có tọa độ nằm ngoài Việt Nam" in said


def test_coordinates_of_another_origin_are_a_fault_of_the_file_not_of_each_row(
    small_city: Path, tmp_path: Path
) -> None:
    x, y = ORIGIN
    local = sent().set_geometry(draw_hamlets().translate(-x, -y)).set_crs("EPSG:4326", allow_override=True)
    path = tmp_path / "a.geojson"
    local.to_file(path, engine="pyogrio")
    said = refused(small_city, [(path, path.name)])
    assert said.startswith("a.geojson: hầu hết các hình có tọa độ nằm ngoài Việt Nam")


def test_a_corner_that_is_no_number_is_named(small_city: Path, tmp_path: Path) -> None:
    files = save(tmp_path, sent())
    shapes = tmp_path / "ranhgioi.shp"
    content = shapes.read_bytes()
    corner = content.index(b"\0\0\0\3", 100) + 8 + 48 + 16  # the second corner of the third record
    shapes.write_bytes(content[:corner] + struct.pack("<d", math.nan) + content[corner + 8 :])
    said = refused(small_city, files)
    assert "dòng 4" in said
    assert "có tọa độ hỏng" in said


def test_an_empty_shape_is_refused(small_city: Path, tmp_path: Path) -> None:
    said = refused(small_city, save_as(tmp_path, changed(0, shapely.Polygon()), "gpkg"))
    assert "21013001 Tổ dân phố 1 (phường Trần Phú)”: không có hình" in said


# ---- formats


@pytest.mark.parametrize("ending", ["gpkg", "geojson", "tab", "mif"])
def test_every_format_ends_in_the_same_borders(small_city: Path, tmp_path: Path, ending: str) -> None:
    frame = sent().to_crs(4326) if ending == "geojson" else sent()
    intake = take(small_city, save_as(tmp_path, frame, ending))
    assert_as_drawn(intake)
    assert intake.file == f"ranhgioi.{ending}"


def test_a_zip_with_a_set_is_taken(small_city: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "gửi.zip", "w") as archive:
        for path, name in save(tmp_path, sent(), encode=encode_vni):
            archive.write(path, f"Ranh giới/{name}")
    assert_as_drawn(take(small_city, [(tmp_path / "gửi.zip", "gửi.zip")]))


def test_the_files_of_the_product_come_back_as_they_were(small_city: Path) -> None:
    for kind in ("wards", "hamlets"):
        files = [(part, part.name) for part in sorted((small_city / "boundaries").glob(f"{kind}.*"))]
        intake = take(small_city, files, kind=kind)
        assert (intake.problems, intake.warnings, intake.repairs) == ((), (), ())
        known = getattr(read_boundaries(small_city), kind).reset_index()
        assert known[intake.frame.columns].equals(intake.frame)


def test_a_virtual_file_disguised_as_shapes_is_refused(small_city: Path, tmp_path: Path) -> None:
    files = save(tmp_path, sent())
    (tmp_path / "ranhgioi.shp").write_text("<OGRVRTDataSource/>", encoding="ascii")
    assert "ranhgioi.shp" in refused(small_city, files)


def test_of_several_layers_the_one_of_the_name_is_taken(small_city: Path, tmp_path: Path) -> None:
    hamlets, wards = save(tmp_path, sent(), stem="hamlets"), save(tmp_path, draw_wards(), stem="xa")
    assert_as_drawn(take(small_city, [*hamlets, *wards]))
    other = sent().rename(columns={"TEN_THON": "THON"})
    two = [*save(tmp_path, sent(), stem="a"), *save(tmp_path, other, stem="b")]
    assert "nhiều lớp" in refused(small_city, two)


def test_of_several_layers_the_one_whose_columns_say_so_is_taken(small_city: Path, tmp_path: Path) -> None:
    """Offices call their layers as they like; a column of hamlets is in the layer of the hamlets alone."""
    wards = draw_wards()[["geometry"]].assign(TEN_XA=list(NAMES.values()))
    sets = [*save(tmp_path, sent(), stem="Thôn, TDP"), *save(tmp_path, wards, stem="Xã phường")]
    with zipfile.ZipFile(tmp_path / "gửi.zip", "w") as archive:
        for path, name in sets:
            archive.write(path, name)
    both = [(tmp_path / "gửi.zip", "gửi.zip")]
    assert_as_drawn(take(small_city, both))
    assert list(take(small_city, both, kind="wards").frame["code"]) == list(NAMES)


def test_personal_data_refuse_the_whole_file(small_city: Path, tmp_path: Path) -> None:
    people = ["Nguyễn Văn An"] * 8
    assert "TRUONGTHON" in refused(small_city, save(tmp_path, sent(TRUONGTHON=people).rename(columns=str)))
    assert "0905" not in refused(small_city, save(tmp_path, sent(GHICHU=["0905 123 456"] * 8)))
    numbers = sent(KINH_DO=108.8, VI_DO=15.1, OBJECTID=range(8), Shape_Area=250000.0)
    assert_as_drawn(take(small_city, save(tmp_path, numbers)))


def test_the_code_of_the_kind_of_thing_in_national_layers_is_no_person(
    small_city: Path, tmp_path: Path
) -> None:
    assert_as_drawn(take(small_city, save_as(tmp_path, sent(maDoiTuong="AC01"), "gpkg")))
    for codes in ([f"DT0{n}" for n in range(8)], ["Lê Văn An"] * 8, ["0905123456"] * 8):
        assert "không nhận dữ liệu cá nhân" in refused(
            small_city, save_as(tmp_path, sent(maDoiTuong=codes), "gpkg")
        )


def test_a_layer_that_names_no_unit_is_refused(small_city: Path, tmp_path: Path) -> None:
    nameless = sent()[["geometry"]].assign(SO=range(8))
    assert "không có cột nào" in refused(small_city, save(tmp_path, nameless))


def test_a_layer_without_a_row_is_refused(small_city: Path, tmp_path: Path) -> None:
    assert "không có đơn vị nào" in refused(small_city, save_as(tmp_path, sent().iloc[:0], "gpkg"))


def test_texts_of_no_certain_character_set_are_warned_of(small_city: Path, tmp_path: Path) -> None:
    """A single accented word may be Vietnamese in several character sets."""
    codes = [*draw_hamlets()["code"][:7], "21202009"]
    frame = sent(MA_THON=codes, MA_XA=[code[:5] for code in codes], TEN_THON=[None] * 7 + ["Lý"])
    intake = take(small_city, save_as(tmp_path, frame.drop(columns="TEN_XA"), "gpkg"))
    assert statuses(intake)[9] == "unmatched"
    assert any("chưa chắc bảng mã" in text.vi for text in intake.warnings)


def test_hamlets_are_not_taken_for_wards(small_city: Path, tmp_path: Path) -> None:
    assert "TEN_THON" in refused(small_city, save(tmp_path, sent()), kind="wards")


# ---- shapes


def changed(place: int, shape: shapely.Geometry | None) -> gpd.GeoDataFrame:
    frame = sent()
    return frame.set_geometry([shape if n == place else one for n, one in enumerate(frame.geometry)])


def test_a_ring_that_crosses_itself_in_one_way_is_mended(small_city: Path, tmp_path: Path) -> None:
    x, y = ORIGIN
    spike = shapely.Polygon(
        [
            (x, y),
            (x + 250, y),
            (x + 250, y + 40),
            (x + 250, y),
            (x + CELL, y),
            (x + CELL, y + CELL),
            (x, y + CELL),
        ]
    )
    assert not spike.is_valid
    intake = take(small_city, save(tmp_path, changed(0, spike)))
    assert_as_drawn(intake)
    assert [note.unit for note in intake.repairs] == ["21013001 Tổ dân phố 1 (phường Trần Phú)"]


def test_a_ring_that_covers_ground_twice_is_refused(small_city: Path, tmp_path: Path) -> None:
    """Two rings of one shape overlap: nobody knows whether the ground they share is in or out."""
    x, y = ORIGIN
    twice = shapely.MultiPolygon([draw_cell(0, 0), shapely.box(x + 100, y + 100, x + 400, y + 400)])
    said = refused(small_city, save_as(tmp_path, changed(0, twice), "gpkg"))
    assert "tự cắt" in said
    assert "21013001" in said


def test_a_unit_of_two_parts_stays_one_unit(small_city: Path, tmp_path: Path) -> None:
    """The eastern hamlet has an island, as a second part of its shape or as a row of its own."""
    x, y = ORIGIN[0] + 4 * CELL + 200, ORIGIN[1]
    island = shapely.box(x, y, x + 100, y + 100)
    both = shapely.MultiPolygon([draw_cell(3, 0), island])
    (one := tmp_path / "one").mkdir()
    (two := tmp_path / "two").mkdir()
    apart = pd.concat([sent(), sent().iloc[[6]].set_geometry([island])], ignore_index=True)
    for folder, frame in ((one, changed(6, both)), (two, apart)):
        with_wards = take_in_borders(
            small_city, save(folder, frame), kind="hamlets", wards=_wards_with(small_city, folder, island)
        )
        assert with_wards.problems == ()
        assert with_wards.frame.geometry.iloc[6].equals(both)
    assert with_wards.rows["reason_vi"].iloc[-1] == "một phần nữa của cùng đơn vị"


def _wards_with(small_city: Path, folder: Path, island: shapely.Polygon) -> BorderIntake:
    wards = draw_wards()
    shapes = [*wards.geometry[:2], shapely.union_all([wards.geometry[2], island])]
    return take(small_city, save(folder, wards.set_geometry(shapes), stem="xa"), kind="wards")


def test_the_same_row_twice_is_one_unit(small_city: Path, tmp_path: Path) -> None:
    twice = pd.concat([sent(), sent().iloc[[2]]], ignore_index=True)
    intake = take(small_city, save(tmp_path, twice))
    assert_as_drawn(intake)
    assert statuses(intake)[10] == "duplicate"
    assert "dòng 4" in intake.rows["reason_vi"].iloc[-1]


def test_two_shapes_of_one_name_are_proposed_where_a_unit_is_missing(
    small_city: Path, tmp_path: Path
) -> None:
    """Tổ dân phố 2 is called 1 by mistake: joined, it would vanish into its neighbour."""
    frame = sent()
    frame.loc[1, "TEN_THON"] = "Tổ dân phố 1"
    files = save(tmp_path, frame)
    intake = take(small_city, files)
    assert statuses(intake)[3] == "proposed"
    assert len(intake.problems) == 1
    assert "còn thiếu 1 đơn vị" in intake.problems[0].say()
    assert intake.coverage.missing == ("21013002 Tổ dân phố 2 (phường Trần Phú)",)
    with pytest.raises(BoundaryError):
        write_borders(intake)
    joined = take(small_city, files, accepted=[3])
    assert joined.problems == ()
    assert joined.frame.set_index("code").geometry["21013001"].area == pytest.approx(2 * CELL**2)


def test_a_part_that_lies_where_another_unit_lay_is_proposed(small_city: Path, tmp_path: Path) -> None:
    """Each hamlet is drawn in two halves, and one of them has its neighbour's name: no unit is missing."""
    halves = pd.concat([sent()] * 2, ignore_index=True)
    count = len(sent())
    west = [shapely.affinity.scale(cell, 0.5, 1, origin=cell.bounds[:2]) for cell in sent().geometry]
    east = [cell.difference(half) for cell, half in zip(sent().geometry, west, strict=True)]
    halves = halves.set_geometry([*west, *east], crs=sent().crs)
    assert_as_drawn(take(small_city, save(tmp_path, halves)), within=0.01)
    halves.loc[count, "TEN_THON"] = "Tổ dân phố 2"
    files = save(tmp_path, halves)
    intake = take(small_city, files)
    assert [row for row, status in statuses(intake).items() if status != "matched"] == [count + 2]
    assert "một phần nằm ở chỗ của 21013001" in intake.problems[0].say()
    assert not take(small_city, files, accepted=[count + 2]).problems


def test_names_that_changed_places_are_proposed_not_stored(small_city: Path, tmp_path: Path) -> None:
    frame = sent()
    frame.loc[[0, 2], "TEN_THON"] = list(frame.loc[[2, 0], "TEN_THON"])
    intake = take(small_city, save(tmp_path, frame))
    assert [statuses(intake)[row] for row in (2, 3, 4)] == ["proposed", "matched", "proposed"]
    assert "nằm ở chỗ của 21013001" in intake.problems[0].say()


def test_a_unit_on_the_ground_of_one_that_is_missing_is_proposed(small_city: Path, tmp_path: Path) -> None:
    """Three hamlets became two, numbered anew: both numbers were there before, of other ground."""
    frame = sent()
    x, y = ORIGIN
    frame.loc[0, "geometry"] = shapely.box(x, y, x + CELL, y + 2 * CELL)
    files = save(tmp_path, frame.drop(index=2))
    intake = take(small_city, files)
    assert [statuses(intake)[row] for row in (2, 3)] == ["proposed", "matched"]
    where = "21013003 Tổ dân phố 3 (phường Trần Phú)"
    assert f"phủ lên chỗ của {where}, theo tệp thì không còn ở đó" in intake.problems[0].say()
    assert not take(small_city, files, accepted=[2]).problems


def test_one_or_two_units_that_changed_places_are_asked_too(small_city: Path, tmp_path: Path) -> None:
    frame = sent()
    frame.loc[[0, 4], ["TEN_THON", "TEN_XA"]] = frame.loc[[6, 7], ["TEN_THON", "TEN_XA"]].to_numpy()
    rows = take(small_city, save(tmp_path, frame.iloc[[0, 4]])).rows
    assert set(rows["status"]) == {"proposed"}


def test_names_that_changed_places_in_a_dense_quarter_are_proposed(city_copy: Path, tmp_path: Path) -> None:
    """Hamlets 30 m wide: no surveyor moves one onto its neighbour, however near that is."""
    scaled = {"xfact": 30 / CELL, "yfact": 30 / CELL, "origin": ORIGIN}
    wards, frame = draw_wards(), sent()
    small = draw_hamlets().geometry.scale(**scaled)
    write_boundaries(
        city_copy / "boundaries",
        wards.set_geometry(wards.geometry.scale(**scaled)),
        draw_hamlets().set_geometry(small),
    )
    settings = (city_copy / "city.toml").read_text(encoding="utf-8")
    (city_copy / "city.toml").write_text(settings.replace("area_km2 = 2.0\n", ""), encoding="utf-8")
    frame.loc[[0, 2], "TEN_THON"] = list(frame.loc[[2, 0], "TEN_THON"])
    intake = take(city_copy, save(tmp_path, frame.set_geometry(small)))
    assert [statuses(intake)[row] for row in (2, 3, 4)] == ["proposed", "matched", "proposed"]


@pytest.mark.parametrize("ward", ["", "Phường Trần Phú"])
def test_a_table_sorted_apart_from_its_shapes_is_asked_about(
    small_city: Path, tmp_path: Path, ward: str
) -> None:
    """Most units lie elsewhere, but just where others lay: the borders are the known ones."""
    frame = sent()[sent()["TEN_XA"].str.contains(ward)]
    intake = take(small_city, save(tmp_path, frame.set_geometry(list(frame.geometry)[::-1])))
    told = intake.rows["reason_vi"].str.contains("bảng .dbf đã bị sắp xếp riêng")
    assert set(intake.rows["status"][told]) == {"proposed"}
    assert told.sum() >= len(frame) - 1


def test_borders_drawn_quite_differently_are_no_doubt_about_names(small_city: Path, tmp_path: Path) -> None:
    """If most units lie elsewhere, the known borders are others, as those of a made-up city are."""
    left, bottom, right, top = draw_hamlets().total_bounds
    width = (right - left) / len(sent())
    strips = [
        shapely.box(right - (n + 1) * width, bottom, right - n * width, top) for n in range(len(sent()))
    ]
    intake = take(small_city, save(tmp_path, sent().set_geometry(strips)), wards=None)
    assert not intake.rows["reason_vi"].str.contains("nằm ở chỗ của").any()
    assert any("nằm ngoài xã, phường" in problem.say() for problem in intake.problems)


def test_slivers_between_neighbours_are_mended(small_city: Path, tmp_path: Path) -> None:
    x, y = ORIGIN
    wide = shapely.box(x, y, x + CELL + 0.5, y + CELL)
    intake = take(small_city, save(tmp_path, changed(0, wide)))
    assert_as_drawn(intake)
    assert intake.repairs
    assert shapely.coverage_is_valid(intake.frame.geometry.to_numpy())


def test_units_that_overlap_are_refused_by_name(small_city: Path, tmp_path: Path) -> None:
    x, y = ORIGIN
    said = refused(small_city, save(tmp_path, changed(0, shapely.box(x, y, x + CELL + 90, y + CELL))))
    assert "“21013001 Tổ dân phố 1 (phường Trần Phú)” và “21013002" in said
    assert "45.000 m²" in said


@pytest.mark.parametrize(
    "shape", [None, shapely.Point(ORIGIN), shapely.LineString([ORIGIN, (586500, 1672500)])]
)
def test_a_unit_without_an_area_is_refused(
    small_city: Path, tmp_path: Path, shape: shapely.Geometry | None
) -> None:
    said = refused(small_city, save_as(tmp_path, changed(0, shape), "gpkg"))
    assert "21013001" in said


# ---- units


def test_a_unit_that_is_a_sliver_only_is_refused(small_city: Path, tmp_path: Path) -> None:
    middle = draw_cell(0, 0).centroid
    said = refused(small_city, save(tmp_path, changed(0, middle.buffer(0.5))))
    assert "21013001 Tổ dân phố 1 (phường Trần Phú)”: chỉ có mảnh vụn hẹp" in said


def test_a_unit_is_lost_only_if_a_person_says_so(small_city: Path, tmp_path: Path) -> None:
    files = save(tmp_path, sent().drop(index=4))
    (problem,) = take(small_city, files).problems
    assert "thiếu 1 đơn vị" in problem.say()
    assert "21019002 Tổ dân phố 2 (phường Nghĩa Chánh)" in problem.say()
    assert take(small_city, files, accepted=[LOST]).problems == ()


def test_a_unit_whose_ground_another_one_has_now_is_not_lost(small_city: Path, tmp_path: Path) -> None:
    both = sent().geometry.iloc[3:5].union_all()
    merged = sent().drop(index=4).set_geometry(changed(3, both).geometry.drop(4))
    intake = take(small_city, save(tmp_path, merged), accepted=[5])
    assert intake.problems == ()
    assert intake.coverage.missing == ("21019002 Tổ dân phố 2 (phường Nghĩa Chánh)",)
    assert any("thiếu 1 đơn vị" in text.vi for text in intake.warnings)


def test_what_a_row_lacks_is_settled_before_the_units_that_are_lost_without_it(
    small_city: Path, tmp_path: Path
) -> None:
    told = sent()
    told.loc[4, "TEN_THON"] = "Tổ dân phố <b>2</b>"
    (problem,) = take(small_city, save(tmp_path, told)).problems
    assert problem.row == 6


def test_missing_units_and_gaps_are_reported(small_city: Path, tmp_path: Path) -> None:
    intake = take(small_city, save(tmp_path, sent().drop(index=4)), accepted=[LOST])
    assert intake.coverage.missing == ("21019002 Tổ dân phố 2 (phường Nghĩa Chánh)",)
    assert [round(gap.area) for gap in intake.coverage.gaps] == [250_000]
    assert any("thiếu 1 đơn vị" in text.vi for text in intake.warnings)
    assert any("lệch −12,5" in text.vi for text in intake.warnings)
    assert intake.problems == ()


def test_an_area_far_from_the_published_one_stops(small_city: Path, tmp_path: Path) -> None:
    files = save(tmp_path, sent().iloc[[0, 3, 5]])
    assert "số công bố 2,00 km²" in refused(small_city, files, accepted=[LOST])


def resurvey(ward: str) -> gpd.GeoDataFrame:
    """Return the hamlets of one ward, two of them with the line between them 60 m farther on."""
    frame = sent().assign(code=list(draw_hamlets()["code"]))
    frame = frame[frame["code"].str.startswith(ward)].reset_index(drop=True)
    left, right = frame.geometry[0], frame.geometry[1]
    strip = shapely.affinity.translate(left, 60)
    frame.loc[0, "geometry"] = left.union(strip.intersection(right))
    frame.loc[1, "geometry"] = right.difference(strip)
    return frame.drop(columns="code")


def test_hamlets_of_one_ward_that_was_surveyed_anew_leave_those_of_the_others(
    small_city: Path, tmp_path: Path
) -> None:
    told = resurvey("21202")
    intake = take(small_city, save(tmp_path, told))
    assert intake.problems == ()
    truth, found = draw_hamlets().set_index("code"), intake.frame.set_index("code")
    assert list(found.index) == list(truth.index)
    same = [one.symmetric_difference(truth.geometry[code]).area < 1 for code, one in found.geometry.items()]
    assert same == [True, True, True, True, True, False, False, True]
    assert found.geometry["21202001"].area == pytest.approx(CELL * (CELL + 60), rel=1e-3)
    assert intake.warnings[0].vi.startswith(
        "chỉ thay ranh giới thôn, tổ dân phố của xã Tịnh Ấn Đông; 5 đơn vị"
    )
    assert (intake.coverage.missing, intake.coverage.area_km2) == ((), pytest.approx(2.0, abs=0.001))


def test_of_one_ward_a_hamlet_that_is_not_there_is_asked_about_alone(
    small_city: Path, tmp_path: Path
) -> None:
    files = save(tmp_path, resurvey("21202").iloc[:2])
    (problem,) = take(small_city, files).problems
    assert problem.what_vi.endswith(
        "không đơn vị nào khác phủ lên chỗ của chúng: 21202003 Thôn Đoàn Kết (xã Tịnh Ấn Đông)"
    )
    accepted = take(small_city, files, accepted=[LOST])
    assert accepted.problems == ()
    assert list(accepted.frame["code"]) == [code for code in draw_hamlets()["code"] if code != "21202003"]


def test_hamlets_of_one_ward_that_reach_over_those_of_another_are_asked_about(
    small_city: Path, tmp_path: Path
) -> None:
    told = sent().iloc[5:].reset_index(drop=True)
    own = told.geometry[1].union(told.geometry[2])
    told.loc[0, "geometry"] = told.geometry[0].buffer(20, join_style="mitre").difference(own)
    intake = take(small_city, save(tmp_path, told))
    assert any("nằm ngoài" in problem.say() for problem in intake.problems)
    assert intake.warnings[1].vi.startswith("chồng 20.400 m² lên đơn vị giữ nguyên: 21013002 Tổ dân phố 2")


def test_an_unknown_unit_waits_for_a_person_and_gets_the_next_code(small_city: Path, tmp_path: Path) -> None:
    frame = sent()
    frame.loc[7, "TEN_THON"] = "Thôn Bình Minh"
    files = save(tmp_path, frame)
    intake = take(small_city, files)
    assert statuses(intake)[9] == "unmatched"
    assert intake.coverage.unknown == ("21202004 Thôn Bình Minh (xã Tịnh Ấn Đông)",)
    assert intake.coverage.missing == ("21202003 Thôn Đoàn Kết (xã Tịnh Ấn Đông)",)
    accepted = take(small_city, files, accepted=[9])
    assert accepted.problems == ()
    assert dict(accepted.frame.iloc[-1].drop("geometry")) == {
        "code": "21202004",
        "name": "Thôn Bình Minh",
        "kind": "thôn",
        "ward_code": "21202",
        "valid_from": "",
        "valid_to": "",
    }


def test_an_unknown_unit_keeps_its_own_code_and_gets_its_kind_by_law(
    small_city: Path, tmp_path: Path
) -> None:
    frame = sent(MA_THON=draw_hamlets()["code"])
    frame.loc[0, ["MA_THON", "TEN_THON"]] = ["21013031", "31"]
    accepted = take(small_city, save(tmp_path, frame), accepted=[2])
    assert accepted.problems == ()
    row = accepted.frame.set_index("code").loc["21013031"]
    assert (row["name"], row["kind"]) == ("Tổ dân phố 31", "tổ dân phố")


def test_a_name_that_another_ward_has_may_be_new_here(small_city: Path, tmp_path: Path) -> None:
    """Names repeat across wards: for a table it is a wrong ward, for borders perhaps a new unit."""
    frame = sent()
    frame.loc[2, "TEN_THON"] = "Thôn Hòa Bình"
    intake = take(small_city, save(tmp_path, frame))
    assert statuses(intake)[4] == "unmatched"
    assert "chỉ có: Thôn Hòa Bình (xã Tịnh Ấn Đông)" in intake.problems[0].say()
    both = frame.assign(
        TEN_THON=[*frame["TEN_THON"][:2], "Thôn Hòa Bình (xã Tịnh Ấn Đông)", *frame["TEN_THON"][3:]]
    )
    assert statuses(take(small_city, save(tmp_path, both)))[4] == "refused"


def test_an_unknown_hamlet_needs_a_ward(small_city: Path, tmp_path: Path) -> None:
    frame = sent()
    frame.loc[7, ["TEN_THON", "TEN_XA"]] = ["Thôn Bình Minh", "Xã Bình Châu"]
    intake = take(small_city, save(tmp_path, frame), accepted=[9])
    assert statuses(intake)[9] == "unmatched"
    assert "không rõ thuộc xã, phường nào" in intake.problems[0].say()


def test_an_unknown_ward_needs_its_code(small_city: Path, tmp_path: Path) -> None:
    wards = draw_wards()[["name", "geometry"]].rename(columns={"name": "TEN_XA"})
    wards.loc[2, "TEN_XA"] = "Xã Bình Châu"
    intake = take(small_city, save(tmp_path, wards), kind="wards", accepted=[4])
    assert "không có mã" in intake.problems[0].say()
    coded = wards.assign(MA_XA=["21013", "21019", "21999"])
    accepted = take(small_city, save(tmp_path, coded), kind="wards", accepted=[4])
    assert accepted.problems == ()
    assert list(accepted.frame.iloc[2][["code", "name", "kind"]]) == ["21999", "Bình Châu", "xã"]


def test_a_code_that_nobody_knows_makes_a_match_a_proposal(small_city: Path, tmp_path: Path) -> None:
    frame = sent(MA=[f"T{n}" for n in range(8)])
    files = save(tmp_path, frame)
    intake = take(small_city, files)
    assert set(intake.rows["status"]) == {"proposed"}
    assert "không có đơn vị nào mang mã T0" in intake.problems[0].say()
    assert_as_drawn(take(small_city, files, accepted=list(intake.rows["row"])))


def test_a_code_that_became_a_number_and_then_text_is_the_code(small_city: Path, tmp_path: Path) -> None:
    codes = [f"{code}.0" for code in draw_hamlets()["code"]]
    intake = take(small_city, save(tmp_path, sent(MA=codes)))
    assert set(intake.rows["status"]) == {"matched"}
    assert_as_drawn(intake)


def test_code_and_name_that_disagree_are_refused(small_city: Path, tmp_path: Path) -> None:
    codes = list(draw_hamlets()["code"])
    codes[0], codes[1] = codes[1], codes[0]
    intake = take(small_city, save(tmp_path, sent(MA_THON=codes)))
    assert [statuses(intake)[row] for row in (2, 3, 4)] == ["refused", "refused", "matched"]
    assert all(problem.remedy_vi for problem in intake.problems)


@pytest.mark.parametrize("days", [False, True])
def test_a_known_code_with_a_new_name_is_proposed_as_a_new_name(
    small_city: Path, tmp_path: Path, days: bool
) -> None:
    """With the days of both names in the file, the years before keep the old one."""
    told = sent(MA_THON=list(draw_hamlets()["code"]))
    new = told.replace({"TEN_THON": {"Thôn Độc Lập": "Thôn Bình Minh"}})
    if days:
        old = told.iloc[[5]].assign(valid_to="2018-06-30")
        new = pd.concat([new.assign(valid_from="2018-07-01"), old], ignore_index=True).fillna("")
    files = save(tmp_path, new)
    intake = take(small_city, files)
    assert statuses(intake)[7] == "proposed"
    assert "nếu là đổi tên thì chấp nhận" in intake.problems[0].say()
    accepted = take(small_city, files, accepted=[7])
    assert accepted.problems == ()
    names = accepted.frame.loc[accepted.frame["code"] == "21202001", "name"]
    assert list(names) == ["Thôn Độc Lập"] * days + ["Thôn Bình Minh"]


@pytest.mark.parametrize("accepted", [(), (7,)])
def test_a_new_name_beside_a_known_code_that_lies_elsewhere_is_no_new_name(
    small_city: Path, tmp_path: Path, accepted: tuple[int, ...]
) -> None:
    """The code was given to a new unit: what was observed of the old one is not about it."""
    told = sent(MA_THON=list(draw_hamlets()["code"]))
    told.loc[5, "TEN_THON"] = "Thôn Bình Minh"
    told.loc[5, "geometry"] = shapely.affinity.translate(told.geometry[5], 9 * CELL)
    intake = take(small_city, save(tmp_path, told), accepted=accepted)
    assert statuses(intake)[7] == "refused"
    assert "tên ghi “Thôn Bình Minh”, và hình nằm ở chỗ khác" in intake.problems[0].say()


def test_where_all_borders_are_others_a_new_name_may_lie_anywhere(small_city: Path, tmp_path: Path) -> None:
    """The first surveyed borders after approximate ones: each unit lies where another one was drawn."""
    told = sent(MA_THON=list(draw_hamlets()["code"]))
    told.loc[5, "TEN_THON"] = "Thôn Bình Minh"
    for ward in told.groupby("TEN_XA").groups.values():
        told.loc[ward, "geometry"] = [*told.geometry[ward[1:]], told.geometry[ward[0]]]
    assert statuses(take(small_city, save(tmp_path, told)))[7] == "proposed"


def test_a_new_name_on_a_part_or_all_of_the_old_ground_is_proposed(small_city: Path, tmp_path: Path) -> None:
    told = sent(MA_THON=list(draw_hamlets()["code"]))
    told.loc[5, "TEN_THON"] = "Thôn Bình Minh"
    left, bottom, right, top = told.geometry[5].bounds
    told.loc[5, "geometry"] = shapely.box(left, bottom, left + (right - left) * 0.4, top)
    assert statuses(take(small_city, save(tmp_path, told)))[7] == "proposed"


def test_a_known_code_with_the_name_of_a_neighbour_is_refused(small_city: Path, tmp_path: Path) -> None:
    told = sent(MA_THON=list(draw_hamlets()["code"]))
    told.loc[5, "TEN_THON"] = "Thôn Hòa Bình"
    assert statuses(take(small_city, save(tmp_path, told)))[7] == "refused"


def test_a_name_written_without_accents_is_proposed(small_city: Path, tmp_path: Path) -> None:
    frame = sent()
    frame.loc[5, "TEN_THON"] = "Thon Doc Lap"
    intake = take(small_city, save(tmp_path, frame))
    assert statuses(intake)[7] == "proposed"
    assert intake.rows["unit"].iloc[5] == "21202001"


def test_a_row_without_a_name_on_the_ground_of_a_missing_unit_is_asked_about(
    small_city: Path, tmp_path: Path
) -> None:
    """Stored without it, the city would lose the unit, and the sender believes to have sent it."""
    frame = sent()
    frame.loc[4, ["TEN_THON", "TEN_XA"]] = [None, None]
    files = save(tmp_path, frame)
    intake = take(small_city, files)
    assert statuses(intake)[6] == "proposed"
    assert "không ghi tên, và nằm ở chỗ của 21019002" in intake.problems[0].say()
    assert_as_drawn(take(small_city, files, accepted={6}))


def test_a_row_without_a_name_that_covers_several_missing_units_is_no_proposal(
    small_city: Path, tmp_path: Path
) -> None:
    frame = sent()
    frame.loc[3, "geometry"] = shapely.union(frame.geometry[3], frame.geometry[4])
    frame.loc[3, ["TEN_THON", "TEN_XA"]] = [None, None]
    intake = take(small_city, save(tmp_path, frame.drop(index=4)), accepted={5})
    assert statuses(intake)[5] == "unmatched"
    assert "21019001" in intake.problems[0].say()
    assert "21019002" in intake.problems[0].say()


def test_a_row_without_a_name_where_no_unit_is_missing_is_ignored(small_city: Path, tmp_path: Path) -> None:
    frame = sent()
    pond = frame.iloc[[0]].assign(TEN_THON=None, TEN_XA=None, geometry=[draw_cell(4, 0)])
    intake = take(small_city, save(tmp_path, pd.concat([frame, pond], ignore_index=True)))
    assert statuses(intake)[10] == "ignored"
    assert_as_drawn(intake)


def split_kind(names: Any) -> tuple[list[str], list[str]]:
    kinds = ["Tổ dân phố" if name.startswith("Tổ dân phố") else "Thôn" for name in names]
    return kinds, [name.removeprefix(kind).strip() for name, kind in zip(names, kinds, strict=True)]


@pytest.mark.parametrize("column", ["LOAI", "kind", "CAP"])
def test_the_kind_may_stand_in_a_column_of_its_own(small_city: Path, tmp_path: Path, column: str) -> None:
    frame = sent()
    kinds, bare = split_kind(frame["TEN_THON"])
    assert_as_drawn(take(small_city, save(tmp_path, frame.assign(**{column: kinds}, TEN_THON=bare))))


def test_another_kind_in_its_column_is_asked_about(small_city: Path, tmp_path: Path) -> None:
    frame = sent()
    kinds, bare = split_kind(frame["TEN_THON"])
    intake = take(small_city, save(tmp_path, frame.assign(LOAI=["Thôn", *kinds[1:]], TEN_THON=bare)))
    assert [status for status in statuses(intake).values() if status != "matched"] == ["proposed"]
    assert "loại" in intake.problems[0].say()


def test_columns_that_mean_the_same_and_say_different_things_are_refused(
    small_city: Path, tmp_path: Path
) -> None:
    frame = sent()
    frame.insert(0, "THON", [*frame["TEN_THON"][1:], frame["TEN_THON"][0]])
    said = refused(small_city, save(tmp_path, frame))
    assert "“THON”" in said
    assert "“TEN_THON”" in said
    bare = frame.assign(THON=split_kind(frame["TEN_THON"])[1])
    assert take(small_city, save(tmp_path, bare, stem="hai")).columns["hamlet"] == "THON"


@pytest.mark.parametrize(
    ("wards", "hamlets"), [("Lớp xã", "Lớp thôn"), ("Bản đồ phường", "ban do thon"), ("RG_XA", "RG_THON")]
)
def test_the_name_of_a_layer_tells_whose_borders_it_holds(
    small_city: Path, tmp_path: Path, wards: str, hamlets: str
) -> None:
    path = tmp_path / "hai.gpkg"
    draw_wards().to_file(path, driver="GPKG", layer=wards)
    draw_hamlets().to_file(path, driver="GPKG", layer=hamlets)
    assert_as_drawn(take(small_city, [(path, path.name)]))
    assert len(take(small_city, [(path, path.name)], kind="wards").frame) == 3


def test_the_name_of_a_layer_tells_hamlets_from_wards_where_its_column_is_of_no_level(
    small_city: Path, tmp_path: Path
) -> None:
    path = tmp_path / "hai.gpkg"
    wards = draw_wards()[["name", "geometry"]].rename(columns={"name": "TEN"})
    wards.to_file(path, driver="GPKG", layer="Ranh giới xã")
    sent().rename(columns={"TEN_THON": "TEN"}).to_file(path, driver="GPKG", layer="Ranh giới thôn")
    assert_as_drawn(take(small_city, [(path, path.name)]))
    assert len(take(small_city, [(path, path.name)], kind="wards").frame) == 3


def test_a_hidden_character_in_a_name_is_refused(small_city: Path, tmp_path: Path) -> None:
    frame = sent()
    frame.loc[0, "TEN_THON"] = "Tổ dân phố \u202e1"
    intake = take(small_city, save_as(tmp_path, frame, "gpkg"))
    assert statuses(intake)[2] == "refused"
    assert "ký tự ẩn" in intake.problems[0].say()


def test_when_no_row_is_a_unit_each_says_why(small_city: Path, tmp_path: Path) -> None:
    said = refused(small_city, save(tmp_path, sent(TEN_XA="Xã Bình Châu")))
    assert said.count("\n") == 7


@pytest.mark.parametrize(
    ("limit", "words"), [("MOST_CORNERS", "vertices"), ("MOST_RINGS", "holes and loose parts")]
)
def test_a_drawing_too_large_to_be_mended_is_refused_before_anything_is_done_with_it(
    small_city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, words: str
) -> None:
    frame = sent()
    middle = frame.geometry.iloc[0].centroid
    frame.loc[0, "geometry"] = frame.geometry.iloc[0].difference(middle.buffer(20)).union(middle.buffer(5))
    files = save(tmp_path, frame)
    monkeypatch.setattr(intake_cover, limit, 1)
    monkeypatch.setattr("geo.intake.borders.mend_units", None)
    with pytest.raises(BoundaryError) as caught:
        take(small_city, files)
    assert words in caught.value.say("en")
    assert "at most 1 are taken" in caught.value.say("en")


def test_hamlets_in_part_outside_their_ward_wait_for_a_person(small_city: Path, tmp_path: Path) -> None:
    """Two offices draw the lines of wards and of hamlets; whether it is that, or a wrong shape, is asked."""
    frame = sent()
    files = save(tmp_path, frame.set_geometry(frame.geometry.translate(0, 60)))
    intake = take(small_city, files, crs="EPSG:5898")
    upper = [3, 4, 5, 6, 7, 9]
    assert [row for row, status in statuses(intake).items() if status == "proposed"] == upper
    said = next(problem.say() for problem in intake.problems if problem.row == 4)
    assert "12% diện tích nằm ngoài xã, phường 21013" in said
    assert "hai nơi vẽ khác nhau thì chấp nhận; nếu không, nhập cùng ranh giới xã" in said
    agreed = take(small_city, files, crs="EPSG:5898", accepted=upper)
    assert agreed.problems == ()
    assert any("6 thôn, tổ dân phố nằm ngoài xã, phường từ 1% diện tích" in one.vi for one in agreed.warnings)


def test_a_name_and_a_place_in_doubt_are_both_said(small_city: Path, tmp_path: Path) -> None:
    frame = sent()
    frame.loc[2, "TEN_THON"] = "To dan pho 3"
    files = save(tmp_path, frame.set_geometry(frame.geometry.translate(0, 60)))
    (said,) = (one.say() for one in take(small_city, files, crs="EPSG:5898").problems if one.row == 4)
    assert "loại đơn vị viết sai dấu" in said
    assert "12% diện tích nằm ngoài xã, phường 21013" in said


def test_hamlets_that_lie_elsewhere_for_the_most_part_cannot_be_accepted(
    small_city: Path, tmp_path: Path
) -> None:
    frame = sent()
    files = save(tmp_path, frame.set_geometry(frame.geometry.translate(0, 0.6 * CELL)))
    intake = take(small_city, files, crs="EPSG:5898", accepted=range(2, 10))
    said = [problem.say() for problem in intake.problems]
    assert any("60% diện tích Tổ dân phố 3 nằm ngoài xã, phường 21013" in line for line in said)
    assert any("nhập cùng lúc ranh giới mới của xã, phường" in line for line in said)


def test_units_of_other_times_stay(city_copy: Path, tmp_path: Path) -> None:
    """The hamlets of before 2015 are not in a file of 2018, and are not lost by it."""
    hamlets = draw_hamlets()
    old = hamlets.iloc[[0]].assign(code="21013901", name="Tổ dân phố 90", valid_to="2014-12-31")
    for part in (city_copy / "boundaries").glob("hamlets.*"):
        part.unlink()
    both = pd.concat([hamlets, old], ignore_index=True)
    both.to_file(city_copy / "boundaries" / "hamlets.shp", encoding="UTF-8")
    intake = take(city_copy, save(tmp_path, sent()))
    assert intake.coverage.missing == ()
    assert "21013901" in set(intake.frame["code"])
    assert len(intake.frame) == 9


def test_days_of_validity_in_the_file_are_taken_and_checked(small_city: Path, tmp_path: Path) -> None:
    dated = sent(valid_from="2014-04-01", valid_to="")
    assert set(take(small_city, save(tmp_path, dated)).frame["valid_from"]) == {"2014-04-01"}
    wrong = take(small_city, save(tmp_path, sent(valid_from="1/4/2014", valid_to="")))
    assert "valid_from" in wrong.problems[0].say()


# ---- what is stored


def test_what_is_written_is_what_the_product_reads(city_copy: Path, tmp_path: Path) -> None:
    files = write_borders(take(city_copy, save(tmp_path, sent().to_crs(9217), encode=encode_tcvn3)))
    assert sorted(files) == [f"hamlets.{ending}" for ending in ("cpg", "dbf", "prj", "shp", "shx")]
    for name, content in files.items():
        (city_copy / "boundaries" / name).write_bytes(content)
    stored = read_boundaries(city_copy).hamlets
    assert stored.geometry.hausdorff_distance(draw_hamlets().set_index("code").geometry).max() < 1.5
    assert files["hamlets.cpg"] == b"UTF-8"
    assert b"Vietnam_2000" in files["hamlets.prj"]


def test_the_same_file_is_written_the_same(small_city: Path, tmp_path: Path) -> None:
    files = save(tmp_path, sent())
    digests = [
        {name: hashlib.sha256(content).hexdigest() for name, content in written.items()}
        for written in (write_borders(take(small_city, files)) for _ in range(2))
    ]
    assert digests[0] == digests[1]


def test_nothing_in_the_data_folder_changes(city_copy: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in city_copy.rglob("*") if path.is_file()}
    write_borders(take(city_copy, save(tmp_path, sent())))
    assert {path: path.read_bytes() for path in city_copy.rglob("*") if path.is_file()} == before


def test_the_shipped_city_comes_back_as_it_is(tmp_path: Path) -> None:
    """241 hamlets, most of them called by a number; in TCVN3 and without a word on the CRS."""
    known = read_boundaries(SHIPPED)
    frame = known.hamlets.reset_index()
    names = known.wards["kind"].str.capitalize() + " " + known.wards["name"]
    told = (
        frame[["name", "geometry"]]
        .assign(TEN_XA=frame["ward_code"].map(names))
        .rename(columns={"name": "TEN_THON"})
    )
    intake = take(SHIPPED, save(tmp_path, told, encode=encode_tcvn3, prj=None))
    assert intake.problems == ()
    assert set(intake.rows["status"]) == {"matched"}
    assert list(intake.rows["unit"]) == list(frame["code"])
    assert intake.frame.geometry.geom_equals(frame.geometry).all()
