"""The hamlets of one ward in each layer, sent together: one layer, each row of its own file, or a refusal."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

import pyogrio
import pyproj
import pytest
from conftest import draw_hamlets, draw_wards
from forks import forking_child  # noqa: F401  a fixture of all tests here
from test_intake_borders import NAMES, assert_as_drawn, save, sent, take
from test_legacy_text import encode_tcvn3

from geo.errors import BoundaryError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import geopandas as gpd

STEMS = {"21013": "TranPhu", "21019": "NghiaChanh", "21202": "TinhAnDong"}


def split(frame: gpd.GeoDataFrame) -> dict[str, gpd.GeoDataFrame]:
    """Return the hamlets of `sent` by the name of a layer for each ward."""
    wards = draw_hamlets()["ward_code"]
    return {stem: frame[wards == ward].reset_index(drop=True) for ward, stem in STEMS.items()}


def pack(
    folder: Path,
    layers: dict[str, gpd.GeoDataFrame],
    encode: Callable[[str], Callable[[str], bytes] | None] = lambda _: None,
    **options: Any,
) -> list[tuple[Path, str]]:
    """Write one archive, a shapefile in each folder, all of one name."""
    path = folder / "goi.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for stem, frame in layers.items():
            made = folder / f"to_{len(archive.namelist())}"
            made.mkdir()
            for part, name in save(made, frame, stem="thon", encode=encode(stem), **options):
                archive.write(part, f"{stem}/{name}")
    return [(path, path.name)]


def refused(city: Path, files: list[tuple[Path, str]]) -> str:
    with pytest.raises(BoundaryError) as caught:
        take(city, files)
    return caught.value.say()


@pytest.mark.parametrize("prj", ["keep", None])
def test_layers_of_one_ward_each_are_one_and_every_row_knows_its_own(
    small_city: Path, tmp_path: Path, prj: str | None
) -> None:
    layers = split(sent())
    intake = take(small_city, pack(tmp_path, layers, prj=prj))
    assert_as_drawn(intake)
    assert list(intake.rows["status"]) == ["matched"] * len(sent())
    told = list(zip(intake.rows["sheet"], intake.rows["line"], strict=True))
    assert told == [
        (f"goi.zip/{stem}/thon.shp", row)
        for stem, frame in layers.items()
        for row in range(2, len(frame) + 2)
    ]
    assert intake.others == ()


def test_each_layer_has_a_character_set_of_its_own(small_city: Path, tmp_path: Path) -> None:
    old = {"TranPhu": encode_tcvn3, "TinhAnDong": encode_tcvn3}
    assert_as_drawn(take(small_city, pack(tmp_path, split(sent()), old.get)))


def test_layers_of_one_geopackage_are_one_too(small_city: Path, tmp_path: Path) -> None:
    path = tmp_path / "thon.gpkg"
    for stem, frame in split(sent()).items():
        pyogrio.write_dataframe(frame, path, layer=stem, driver="GPKG")
    intake = take(small_city, [(path, path.name)])
    assert_as_drawn(intake)
    assert set(intake.rows["sheet"]) == {f"thon.gpkg ({stem})" for stem in STEMS.values()}


def test_a_ward_without_a_layer_stays_as_it_was(small_city: Path, tmp_path: Path) -> None:
    layers = split(sent())
    del layers["NghiaChanh"]
    intake = take(small_city, pack(tmp_path, layers))
    assert_as_drawn(intake)
    assert len(intake.rows) == sum(map(len, layers.values()))


def test_a_layer_that_came_twice_is_there_once(small_city: Path, tmp_path: Path) -> None:
    layers = split(sent())
    intake = take(small_city, pack(tmp_path, {**layers, "TranPhu (1)": layers["TranPhu"]}))
    assert_as_drawn(intake)
    again = intake.rows[intake.rows["status"] == "duplicate"]
    assert set(again["sheet"]) == {"goi.zip/TranPhu (1)/thon.shp"}
    assert again["reason_vi"].iloc[0] == "trùng hình với dòng 2 (goi.zip/TranPhu/thon.shp)"


def test_a_unit_drawn_otherwise_in_two_layers_is_refused_by_both(small_city: Path, tmp_path: Path) -> None:
    """An old and a new drawing would be one unit of two parts."""
    layers = split(sent())
    smaller = layers["TranPhu"].iloc[:1].assign(geometry=lambda one: one.buffer(-30))
    intake = take(small_city, pack(tmp_path, {**layers, "cu": smaller}))
    told = [(problem.file, problem.row) for problem in intake.problems]
    assert told == [("goi.zip/TranPhu/thon.shp", 2), ("goi.zip/cu/thon.shp", 2)]


def test_layers_of_one_name_are_told_apart(small_city: Path, tmp_path: Path) -> None:
    """Of a long path its end is shown."""
    layers = split(sent())
    smaller = layers["TranPhu"].iloc[:1].assign(geometry=lambda one: one.buffer(-30))
    deep = "/".join(["thu muc rat dai"] * 20)
    intake = take(small_city, pack(tmp_path, {"a/" + deep: layers["TranPhu"], "b/" + deep: smaller}))
    assert [problem.row for problem in intake.problems[:2]] == [2, 2]
    assert len({problem.file for problem in intake.problems[:2]}) == 2


def test_a_doubtful_row_is_told_by_its_layer_and_its_row_there(small_city: Path, tmp_path: Path) -> None:
    layers = split(sent())
    layers["TinhAnDong"].loc[0, "TEN_THON"] = "Thôn Hoàn Toàn Lạ"
    intake = take(small_city, pack(tmp_path, layers))
    assert {(one.file, one.row) for one in intake.problems if one.row} == {("goi.zip/TinhAnDong/thon.shp", 2)}


def test_a_layer_with_other_columns_is_named(small_city: Path, tmp_path: Path) -> None:
    layers = split(sent())
    layers["NghiaChanh"] = layers["NghiaChanh"].rename(columns={"TEN_THON": "THON"})
    told = refused(small_city, pack(tmp_path, layers))
    assert "goi.zip/NghiaChanh/thon.shp: khác cột TEN_THON, THON" in told
    assert "gửi riêng" in told


def test_a_layer_that_declares_another_crs_is_named(small_city: Path, tmp_path: Path) -> None:
    layers = split(sent())
    layers["NghiaChanh"] = layers["NghiaChanh"].to_crs(4326)
    told = refused(small_city, pack(tmp_path, layers))
    assert "không cùng hệ tọa độ" in told
    assert "EPSG:4326: goi.zip/NghiaChanh/thon.shp" in told


def test_one_crs_may_be_declared_by_some_or_in_other_words(small_city: Path, tmp_path: Path) -> None:
    files = pack(tmp_path, split(sent()))
    told = zipfile.ZipFile(files[0][0])
    parts = {name: told.read(name) for name in told.namelist()}
    del parts["TranPhu/thon.prj"]
    parts["TinhAnDong/thon.prj"] = pyproj.CRS(5898).to_wkt("WKT2_2019").encode()
    with zipfile.ZipFile(files[0][0], "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    intake = take(small_city, files)
    assert_as_drawn(intake)
    assert intake.conclusion.crs == "EPSG:5898"


def test_columns_that_say_nothing_of_units_may_differ(small_city: Path, tmp_path: Path) -> None:
    layers = split(sent())
    layers["NghiaChanh"] = layers["NghiaChanh"].assign(GHI_CHU="đo lại", SO_HO=7)
    assert_as_drawn(take(small_city, pack(tmp_path, layers)))


def test_layers_of_several_formats_are_one(small_city: Path, tmp_path: Path) -> None:
    files = []
    for ending, (stem, frame) in zip(("gpkg", "geojson", "shp"), split(sent()).items(), strict=True):
        pyogrio.write_dataframe(frame, tmp_path / f"{stem}.{ending}")
        files += [(path, path.name) for path in sorted(tmp_path.glob(f"{stem}.*"))]
    assert_as_drawn(take(small_city, files))


@pytest.mark.parametrize("epsg", [5899, 9217, 4326])
def test_a_layer_in_another_crs_that_no_file_declares_is_named(
    small_city: Path, tmp_path: Path, epsg: int
) -> None:
    layers = split(sent())
    layers["NghiaChanh"] = layers["NghiaChanh"].to_crs(epsg)
    told = refused(small_city, pack(tmp_path, layers, prj=None))
    assert "không cùng hệ tọa độ" in told
    assert "goi.zip/NghiaChanh/thon.shp" in told


def test_wards_beside_their_hamlets_stay_a_layer_of_their_own(small_city: Path, tmp_path: Path) -> None:
    wards = draw_wards()[["geometry"]].assign(TEN_XA=list(NAMES.values()))
    files = pack(tmp_path, {**split(sent()), "xa": wards})
    hamlets = take(small_city, files)
    assert_as_drawn(hamlets)
    assert hamlets.others == ("goi.zip/xa/thon.shp",)
    assert list(take(small_city, files, kind="wards").frame["code"]) == list(NAMES)
