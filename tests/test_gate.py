"""Before a library sees a file, its ending, first bytes and structure must agree."""

from __future__ import annotations

import json
import sqlite3
import struct
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

import geopandas as gpd
import openpyxl
import pytest
import shapely
from test_cells import save_ods, save_xls

from geo.errors import DataFileError
from geo.gate.gate import check_table
from geo.gate.layers import check_layer

if TYPE_CHECKING:
    from pathlib import Path

ENDINGS = {"ESRI Shapefile": "shp", "MapInfo File": "tab", "GPKG": "gpkg", "GeoJSON": "geojson"}
VRT = b"<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer>"
DISGUISES = {
    "VRT": VRT,
    "WFS": b"<OGRWFSDataSource><URL>http://127.0.0.1:9/</URL></OGRWFSDataSource>",
    "GDALG": b'{"type": "gdal_streamed_alg", "command_line": "gdal vector read /etc/passwd"}',
    "two types": b'{"type": "gdal_streamed_alg", "command_line": "x", "type": "Feature"}',
    "CSV": b"WKT,ten\nPOINT (1 2),a\n",
    "KML": b"<kml><NetworkLink><href>http://127.0.0.1:9/</href></NetworkLink></kml>",
    "nothing": b"",
    "zeros": bytes(4096),
    "topology": b'{"type": "Topology", "objects": {}}',
    "list": b'{"type": "FeatureCollection", "features": [1]}',
    "broken features": b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": 1}]}',
    "deep": b"[" * 200_000,
}


def save_layer(folder: Path, driver: str) -> Path:
    boxes = [shapely.box(586000 + 500 * n, 1672000, 586500 + 500 * n, 1672500) for n in range(2)]
    path = folder / f"a.{ENDINGS[driver]}"
    gpd.GeoDataFrame({"ten": ["a", "b"]}, geometry=boxes, crs=5898).to_file(path, driver=driver)
    return path


def save_book(path: Path, parts: dict[str, bytes] | None = None) -> Path:
    """A workbook of one cell, with parts replaced or added."""
    made = openpyxl.Workbook()
    made.active["A1"] = "Thôn"
    made.save(path.with_suffix(".tmp"))
    with zipfile.ZipFile(path.with_suffix(".tmp")) as source:
        contents = {name: source.read(name) for name in source.namelist()} | (parts or {})
    with zipfile.ZipFile(path, "w") as target:
        for name, content in contents.items():
            target.writestr(name, content)
    return path


def layer_refused(path: Path, says: str) -> None:
    with pytest.raises(DataFileError, match=says) as caught:
        check_layer(path, name="ranh giới")
    assert str(path.parent) not in caught.value.say()
    assert caught.value.problems[0].remedy_vi


def table_refused(path: Path, says: str) -> None:
    with pytest.raises(DataFileError, match=says) as caught:
        check_table(path, name="bảng")
    assert str(path.parent) not in caught.value.say()
    assert caught.value.problems[0].remedy_vi


def overwrite(path: Path, layout: str, offset: int, value: int) -> None:
    content = bytearray(path.read_bytes())
    struct.pack_into(layout, content, offset, value)
    path.write_bytes(content)


# ---- layers


@pytest.mark.parametrize("driver", ENDINGS)
def test_real_layers_pass_and_stay_readable(tmp_path: Path, driver: str) -> None:
    path = save_layer(tmp_path, driver)
    check_layer(path, name="a")
    assert len(gpd.read_file(path)) == 2


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("ending", ["shp", "geojson", "json", "gpkg", "tab", "mif"])
def test_text_in_disguise_is_refused_before_it_is_opened(tmp_path: Path, disguise: str, ending: str) -> None:
    for part in (ending, "shx", "dbf", "dat", "map", "id", "mid"):
        (tmp_path / f"a.{part}").write_bytes(DISGUISES[disguise])
    layer_refused(tmp_path / f"a.{ending}", "không đúng với đuôi tệp")


@pytest.mark.parametrize(
    ("side", "layout", "offset", "value"),
    [
        ("shp", ">i", 24, 99),
        ("shx", ">i", 24, 99),
        ("shx", ">i", 100, 99_999_999),
        ("shx", ">i", 104, 2_000_000_000),
        ("shx", ">i", 100, -5),
        ("dbf", "<I", 4, 1),
        ("dbf", "<I", 4, 3),
        ("dbf", "<I", 4, 4_000_000_000),
        ("dbf", "<H", 10, 0),
        ("dbf", "<H", 10, 5),
        ("dbf", "<B", 32 + 16, 255),
    ],
)
def test_shapefile_headers_are_held_against_sizes(
    tmp_path: Path, side: str, layout: str, offset: int, value: int
) -> None:
    path = save_layer(tmp_path, "ESRI Shapefile")
    overwrite(path.with_suffix(f".{side}"), layout, offset, value)
    layer_refused(path, "cụt hoặc hỏng")


@pytest.mark.parametrize(
    ("side", "layout", "offset", "value"), [("shp", "<i", 32, 31), ("shp", "<i", 28, 9), ("dbf", "<B", 0, 9)]
)
def test_unknown_kinds_of_shapefiles_are_refused(
    tmp_path: Path, side: str, layout: str, offset: int, value: int
) -> None:
    path = save_layer(tmp_path, "ESRI Shapefile")
    overwrite(path.with_suffix(f".{side}"), layout, offset, value)
    layer_refused(path, "không đúng với đuôi tệp")


@pytest.mark.parametrize("side", ["shp", "shx", "dbf"])
def test_a_shapefile_cut_in_transfer_is_refused(tmp_path: Path, side: str) -> None:
    path = save_layer(tmp_path, "ESRI Shapefile")
    part = path.with_suffix(f".{side}")
    part.write_bytes(part.read_bytes()[:-8])
    layer_refused(path, "cụt hoặc hỏng")


def test_shapes_and_records_that_nothing_counts_are_refused(tmp_path: Path) -> None:
    path = save_layer(tmp_path, "ESRI Shapefile")
    table, shapes = path.with_suffix(".dbf"), path.read_bytes()
    known = table.read_bytes()
    table.write_bytes(known.removesuffix(b"\x1a") + b" more")
    layer_refused(path, "cụt hoặc hỏng")
    table.write_bytes(known + b"\x1a\0\0")
    check_layer(path, name="a")
    (length,) = struct.unpack_from(">i", shapes, 104)
    shapes += struct.pack(">i", 3) + shapes[104 : 108 + 2 * length]
    path.write_bytes(shapes)
    overwrite(path, ">i", 24, len(shapes) // 2)
    layer_refused(path, "cụt hoặc hỏng")
    overwrite(path, ">i", len(shapes) - 2 * length - 8, 0)  # room that an edited shape has left
    check_layer(path, name="a")


@pytest.mark.parametrize(("driver", "side"), [("ESRI Shapefile", ".dbf"), ("MapInfo File", ".map")])
def test_missing_parts_of_a_set_are_named(tmp_path: Path, driver: str, side: str) -> None:
    path = save_layer(tmp_path, driver)
    path.with_suffix(side).unlink()
    layer_refused(path, f"thiếu tệp {side}")


def test_an_index_of_shapes_that_was_not_sent_is_made_as_software_makes_it(tmp_path: Path) -> None:
    path = save_layer(tmp_path, "ESRI Shapefile")
    sent = path.with_suffix(".shx").read_bytes()
    path.with_suffix(".shx").unlink()
    check_layer(path, name="a")
    assert path.with_suffix(".shx").read_bytes() == sent


def test_without_their_index_shapes_that_do_not_stand_in_a_row_are_refused(tmp_path: Path) -> None:
    path = save_layer(tmp_path, "ESRI Shapefile")
    path.with_suffix(".shx").unlink()
    overwrite(path, ">i", 100, 7)  # number of the first shape
    layer_refused(path, "cụt hoặc hỏng")
    path.with_suffix(".shx").unlink()
    path.write_bytes(b"<OGRVRTDataSource/>")
    layer_refused(path, "không đúng với đuôi tệp")


@pytest.mark.parametrize("layer", ["Ranh giới thôn, tổ", 'lớp "mới"', "a"])
def test_a_layer_of_a_geopackage_may_be_called_anything(tmp_path: Path, layer: str) -> None:
    path = save_layer(tmp_path, "GPKG")
    shapes = gpd.read_file(path)
    path.unlink()
    shapes.to_file(path, driver="GPKG", layer=layer)
    check_layer(path, name="a")


def test_a_prj_that_is_no_wkt_is_removed(tmp_path: Path) -> None:
    path = save_layer(tmp_path, "ESRI Shapefile")
    check_layer(path, name="a")
    assert path.with_suffix(".prj").exists()
    path.with_suffix(".prj").write_text("http://127.0.0.1:9/crs")
    check_layer(path, name="a")
    assert not path.with_suffix(".prj").exists()


@pytest.mark.parametrize("driver", ["ESRI Shapefile", "GeoJSON"])
def test_large_layers_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, driver: str) -> None:
    monkeypatch.setattr(
        "geo.gate.layers.MAX_LAYER" if driver != "GeoJSON" else "geo.gate.documents.MAX_JSON", 99
    )
    layer_refused(save_layer(tmp_path, driver), "lớn hơn")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW xem AS SELECT * FROM a",
        "CREATE TRIGGER xoa AFTER INSERT ON a BEGIN SELECT 1; END",
        "CREATE TABLE khac (a TEXT)",
        "CREATE VIEW gpkg_xem AS SELECT * FROM a",
        "CREATE TRIGGER rtree_xoa AFTER INSERT ON gpkg_contents BEGIN DELETE FROM a; END",
        'CREATE TRIGGER gpkg_doi AFTER UPDATE ON a BEGIN UPDATE OR IGNORE "a" SET ten = 1; END',
        "CREATE TRIGGER gpkg_them AFTER UPDATE ON a BEGIN INSERT OR REPLACE INTO 'a' VALUES (1); END",
        "CREATE TRIGGER gpkg_nap AFTER INSERT ON a BEGIN SELECT load_extension('x'); END",
        "CREATE TABLE gpkg_nguoi (phone TEXT)",
        "CREATE TABLE rtree_nguoi (phone TEXT)",
        "CREATE VIRTUAL TABLE tim USING fts5 (a)",
        "CREATE VIRTUAL TABLE rtree_x USING fts5 (a)",
        "CREATE TABLE gpkg_moi (a TEXT, b TEXT GENERATED ALWAYS AS (upper(a)))",
    ],
)
def test_a_geopackage_with_more_than_layers_is_refused(tmp_path: Path, statement: str) -> None:
    path = save_layer(tmp_path, "GPKG")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(statement)
    layer_refused(path, "lạ")


@pytest.mark.parametrize("kind", ["tiles", "x", "FEATURES"])
def test_a_table_of_a_geopackage_that_is_listed_as_something_else_is_refused(
    tmp_path: Path, kind: str
) -> None:
    path = save_layer(tmp_path, "GPKG")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE persons (name TEXT)")
        database.execute("INSERT INTO gpkg_contents (table_name, data_type) VALUES ('persons', ?)", [kind])
    layer_refused(path, "bảng, khung nhìn hoặc trigger lạ")


def test_bytes_behind_a_database_are_refused(tmp_path: Path) -> None:
    path = save_layer(tmp_path, "GPKG")
    path.write_bytes(path.read_bytes() + b"unread")
    layer_refused(path, "cụt hoặc hỏng")


def test_a_database_that_is_no_geopackage_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE gpkg_contents (table_name TEXT)")
    layer_refused(path, "không đúng với đuôi tệp")


def test_a_list_of_layers_that_never_ends_is_not_asked(tmp_path: Path) -> None:
    path = save_layer(tmp_path, "GPKG")
    endless = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS table_name FROM n"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("ALTER TABLE gpkg_contents RENAME TO gpkg_extensions_old")
        database.execute(f"CREATE VIEW gpkg_contents AS {endless}")
    layer_refused(path, "không đúng với đuôi tệp")


def test_a_damaged_geopackage_is_refused(tmp_path: Path) -> None:
    path = save_layer(tmp_path, "GPKG")
    whole = path.read_bytes()
    path.write_bytes(whole[:200] + bytes(len(whole) - 200))
    layer_refused(path, "không đúng với đuôi tệp")
    for cut in (50, 5000, len(whole) - 1):
        path.write_bytes(whole[:cut])
        layer_refused(path, "cụt hoặc hỏng")


def test_a_geojson_without_crs_is_written_without_one(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text('{"type": "FeatureCollection", "features": []}')
    check_layer(path, name="a")
    assert json.loads(path.read_text()) == {"type": "FeatureCollection", "features": []}


def test_geojson_is_written_anew_without_what_no_border_needs(tmp_path: Path) -> None:
    path = save_layer(tmp_path, "GeoJSON")
    document = json.loads(path.read_text())
    document["features"][0]["properties"] |= {"nested": {"a": 1}, "tên": "Thôn Độc Lập", "n": 1}
    path.write_text(json.dumps(document | {"command_line": "x", "links": []}))
    check_layer(path, name="a")
    written = json.loads(path.read_text())
    assert set(written) == {"type", "features", "crs"}
    kept = {"ten": "a", "nested": '{"a": 1}', "tên": "Thôn Độc Lập", "n": 1}
    assert written["features"][0]["properties"] == kept
    assert written["features"][0]["geometry"] == document["features"][0]["geometry"]


def test_a_geojson_with_personal_data_beside_what_is_read_is_refused(tmp_path: Path) -> None:
    path = save_layer(tmp_path, "GeoJSON")
    plain = path.read_text()
    for more, says in (
        ({"contact": {"tel": "0905 123 456"}}, "điện thoại"),
        ({"features": [{**json.loads(plain)["features"][0], "id": "0905123456"}]}, "điện thoại"),
    ):
        path.write_text(json.dumps(json.loads(plain) | more))
        layer_refused(path, says)
    path.write_text(plain.replace('"properties": {', '"properties": {"a": "0905123456"}, "properties": {', 2))
    layer_refused(path, "không đúng với đuôi tệp")


@pytest.mark.parametrize(
    ("crs", "says"),
    [
        ({"type": "link", "properties": {"href": "http://127.0.0.1:9/"}}, "trỏ sang"),
        ({"type": "name", "properties": {"name": "/etc/passwd"}}, "mục crs không ghi hệ tọa độ"),
        ({"type": "name"}, "mục crs không ghi hệ tọa độ"),
        ("x", "mục crs không ghi hệ tọa độ"),
    ],
)
def test_a_geojson_whose_crs_points_elsewhere_is_refused(tmp_path: Path, crs: object, says: str) -> None:
    path = save_layer(tmp_path, "GeoJSON")
    path.write_text(json.dumps(json.loads(path.read_text()) | {"crs": crs}))
    layer_refused(path, says)


def test_a_geojson_in_utf_16_is_read_and_one_of_another_kind_is_called_so(tmp_path: Path) -> None:
    path = save_layer(tmp_path, "GeoJSON")
    plain = json.loads(path.read_text())
    path.write_bytes(json.dumps(plain).encode("utf-16"))
    check_layer(path, name="a")
    assert json.loads(path.read_text())["features"] == plain["features"]
    for other in (plain["features"][0], {"type": "Topology", "objects": {}, "arcs": []}, [1]):
        path.write_text(json.dumps(other))
        layer_refused(path, "không phải GeoJSON")


def test_a_geojson_may_say_that_it_has_no_crs(tmp_path: Path) -> None:
    path = save_layer(tmp_path, "GeoJSON")
    path.write_text(json.dumps(json.loads(path.read_text()) | {"crs": None}))
    check_layer(path, name=path.name)
    assert "crs" not in json.loads(path.read_text())


@pytest.mark.parametrize(
    "words", ['Open Table "..\\x" Hide', "create view x as select", "Type LINKED", 'File "C:\\x.tab"']
)
def test_a_tab_that_opens_other_files_is_refused(tmp_path: Path, words: str) -> None:
    path = save_layer(tmp_path, "MapInfo File")
    path.write_text(path.read_text() + words + "\n")
    layer_refused(path, "trỏ sang")


def test_a_mif_is_read_byte_for_byte_and_one_in_disguise_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.mid").write_text("1\n")
    (tmp_path / "a.mif").write_bytes(b'Version 300\nCharset "WindowsVietnamese"\n')
    check_layer(tmp_path / "a.mif", name="a")
    assert b'Charset "Neutral"' in (tmp_path / "a.mif").read_bytes()
    (tmp_path / "a.mif").write_bytes(b"Version 300\n\0")
    layer_refused(tmp_path / "a.mif", "không đúng với đuôi tệp")


def test_a_tab_whose_map_is_something_else_is_refused(tmp_path: Path) -> None:
    path = save_layer(tmp_path, "MapInfo File")
    path.with_suffix(".map").write_bytes(bytes(2048))
    layer_refused(path, "không đúng với đuôi tệp")


# ---- tables

LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><worksheet/>'
SHEET = "xl/worksheets/sheet1.xml"
TYPES = "[Content_Types].xml"
OUTSIDE = (
    b'<Relationships><Relationship Type="http://x/%s" Target="//a/b" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods", "a.csv", "a.tsv", "a.TXT"])
def test_real_tables_pass(tmp_path: Path, name: str) -> None:
    makers = {".xlsx": save_book, ".xls": save_xls, ".ods": save_ods}
    path = tmp_path / name
    makers.get(path.suffix, lambda one: one.write_text("Thôn;Số hộ\n"))(path)
    check_table(path, name="bảng")


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({SHEET: LAUGHS}, "DTD"),
        ({SHEET: b"<!--" + b"a" * (3 << 20) + b"-->" + LAUGHS[21:]}, "DTD"),
        ({SHEET: LAUGHS.decode().encode("utf-16")}, "DTD"),
        ({"docProps/app.xml": LAUGHS}, "DTD"),
        ({"xl/worksheets/sheet1.dat": LAUGHS}, "DTD"),
        ({"xl/worksheets/sheet1.dat": LAUGHS.decode().encode("utf-16")}, "DTD"),
        ({"xl/worksheets/sheet1.dat": LAUGHS.decode().encode("utf-16-be")}, "DTD"),
        ({"docProps/app.xml": b"\x81\x92"}, "bị hỏng hoặc có mật khẩu"),
        ({"xl/vbaProject.bin": b"x"}, "macro"),
        ({"xl/macrosheets/sheet1.xml": b"<x/>"}, "macro"),
        ({TYPES: b'<Types><Override ContentType="application/vnd.ms-office.vbaProject"/></Types>'}, "macro"),
        ({TYPES: b'<Types><Override ContentType="sheet.macroEnabled.main+xml"/></Types>'}, "macro"),
        ({TYPES: b'<Types><Override ContentType="spreadsheetml.externalLink+xml"/></Types>'}, "liên kết"),
        ({"xl/externalLinks/externalLink1.xml": b"<x/>"}, "liên kết"),
        ({"xl/connections.xml": b"<x/>"}, "liên kết"),
        ({"xl/embeddings/a.bin": b"x"}, "liên kết"),
        ({"xl/_rels/x.xml.rels": OUTSIDE % b"externalLinkPath"}, "liên kết"),
        ({"xl/worksheets/_rels/sheet1.xml.rels": OUTSIDE % b"oleObject"}, "liên kết"),
        ({"_rels/x.rels": OUTSIDE % b"attachedTemplate"}, "liên kết"),
        ({"_rels/x.rels": (OUTSIDE % b"image").replace(b"External", b"&#69;xternal")}, "liên kết"),
        ({"_rels/x.rels": OUTSIDE.replace(b"//a/b", b"//a/b?Type='/hyperlink'") % b"image"}, "liên kết"),
        ({"_rels/x.rels": OUTSIDE % b"vbaProject"}, "macro"),
        ({"_rels/x.rels": b"<Relationships>"}, "bị hỏng"),
        ({"xl/../../a.xml": b"<x/>"}, "đường dẫn ra ngoài"),
    ],
)
def test_workbooks_with_declarations_macros_or_links_are_refused(
    tmp_path: Path, parts: dict[str, bytes], says: str
) -> None:
    table_refused(save_book(tmp_path / "a.xlsx", parts), says)


def test_an_ods_with_a_formula_without_its_result_is_refused(tmp_path: Path) -> None:
    path = save_ods(tmp_path / "a.ods")
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    computed = parts["content.xml"].replace(
        b"<table:table-cell ", b'<table:table-cell table:formula="of:=1" '
    )
    for content, fine in ((computed, True), (computed.replace(b'office:value-type="float"', b""), False)):
        with zipfile.ZipFile(path, "w") as target:
            for name, part in {**parts, "content.xml": content}.items():
                target.writestr(name, part)
        if fine:
            check_table(path, name="bảng")
        else:
            table_refused(path, "công thức chưa có kết quả")


def test_a_workbook_whose_cells_name_addresses_passes(tmp_path: Path) -> None:
    links = {"xl/worksheets/_rels/sheet1.xml.rels": OUTSIDE % b"hyperlink"}
    check_table(save_book(tmp_path / "a.xlsx", links), name="bảng")


def test_workbooks_with_a_password_are_called_so(tmp_path: Path) -> None:
    content = save_xls(tmp_path / "a.xls").read_bytes()
    (tmp_path / "a.xlsx").write_bytes(content + "EncryptedPackage".encode("utf-16-le"))
    table_refused(tmp_path / "a.xlsx", "có mật khẩu → mở bằng Excel, bỏ mật khẩu")
    (tmp_path / "b.xlsx").write_bytes(content)
    table_refused(tmp_path / "b.xlsx", "không đúng với đuôi tệp")
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", b"\x81\x92")
        archive.writestr("META-INF/manifest.xml", "<x><manifest:encryption-data/></x>")
    table_refused(tmp_path / "a.ods", "có mật khẩu")


def test_an_ods_with_macros_or_another_type_is_refused(tmp_path: Path) -> None:
    path = save_ods(tmp_path / "a.ods")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("Basic/script.xml", "<x/>")
    table_refused(path, "macro")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<x/>")
    table_refused(path, "không đúng với đuôi tệp")


def test_an_xls_with_macros_is_refused(tmp_path: Path) -> None:
    path = save_xls(tmp_path / "a.xls")
    path.write_bytes(path.read_bytes() + "_VBA_PROJECT".encode("utf-16-le"))
    table_refused(path, "macro")


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods"])
def test_who_sends_a_cut_spreadsheet_is_not_told_to_zip_it_again(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04 and nothing")
    table_refused(tmp_path / name, "bị hỏng hoặc bị cụt → .*lưu lại bằng Excel")


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods", "a.csv"])
@pytest.mark.parametrize(
    "content", [b"<html><table></table></html>", b"%PDF-1.7", b"PK\x03\x04 and nothing", b"MZ"]
)
def test_tables_in_disguise_are_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    table_refused(tmp_path / name, "không đúng với đuôi tệp|không mở được")


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods"])
def test_a_zip_without_the_parts_of_a_table_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / name, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    table_refused(tmp_path / name, "không đúng với đuôi tệp")


@pytest.mark.parametrize("name", ["a.xlsm", "a.xlsb", "a.pdf", "a.html", "a", "a.zip"])
def test_other_endings_are_no_tables(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    table_refused(tmp_path / name, "không phải loại tệp bảng")


@pytest.mark.parametrize("name", ["a.shp", "a.gpkg", "a.geojson", "a.zip"])
def test_borders_among_tables_are_told_how_they_come_in(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    table_refused(tmp_path / name, "nếu là ranh giới thì nhập với loại hamlets, wards hoặc borders")


def test_large_tables_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.gate.gate.MAX_TABLE", 3)
    (tmp_path / "a.csv").write_text("a;b\n")
    table_refused(tmp_path / "a.csv", "lớn hơn")


@pytest.mark.parametrize("kind", [b"\0\0\x01\x02\x03\x04", b"\1\0" + bytes(52)])
def test_an_xls_with_a_password_of_any_kind_is_called_so(tmp_path: Path, kind: bytes) -> None:
    """Obfuscated (XOR) or encrypted (RC4): the record of the password stands right behind the first one."""
    path = save_xls(tmp_path / "a.xls")
    check_table(path, name="bảng")
    content = path.read_bytes()
    start = content.index(b"\x09\x08\x10\0") + 20
    locked = content[:start] + b"\x2f\0" + len(kind).to_bytes(2, "little") + kind
    path.write_bytes(locked + content[len(locked) :])
    table_refused(path, "có mật khẩu → mở bằng Excel, bỏ mật khẩu")


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods", "csv", "dbf"])
def test_a_table_of_no_bytes_is_called_empty(tmp_path, ending):
    path = tmp_path / f"a.{ending}"
    path.write_bytes(b"")
    table_refused(path, "tệp rỗng")
