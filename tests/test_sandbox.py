"""Hostile files are refused with one message; nothing of them runs, leaves or stays."""

from __future__ import annotations

import errno
import json
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd
import psutil
import pyogrio
import pytest
import shapely
from test_cells import save_ods, save_xls
from test_gate import DISGUISES, SHEET, save_book
from test_legacy_text import encode_tcvn3

import geo.gate.child_process
from geo.errors import BoundaryError, DataFileError, GeoError, IndicatorError
from geo.gate import sandbox_child
from geo.gate.child_process import DRIVERS, find_isolation, make_environment, start_child
from geo.sandbox import read_foreign_layers, read_foreign_tables
from geo.text.charsets import to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDINGS = {"ESRI Shapefile": "shp", "MapInfo File": "tab", "GPKG": "gpkg", "GeoJSON": "geojson"}


@pytest.fixture(autouse=True)
def nothing_stays(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Whatever a test does, the folders of the children are gone afterwards."""
    place = tmp_path_factory.mktemp("children")
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    yield
    assert list(place.iterdir()) == []


DEGREES: Final = 'PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]'
METRES: Final = (
    'PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000],PARAMETER["Central_Meridian",108],'
    'PARAMETER["Scale_Factor",0.9999],UNIT["Meter",1]'
)


def frame(names: tuple[str, ...] = ("Thôn Độc Lập", "Tổ dân phố 7")) -> gpd.GeoDataFrame:
    boxes = [shapely.box(586000 + 500 * n, 1672000, 586500 + 500 * n, 1672500) for n in range(len(names))]
    return gpd.GeoDataFrame({"ten": names, "so_ho": range(len(names))}, geometry=boxes, crs=5898)


def save(folder: Path, driver: str, stem: str = "ranhgioi") -> list[tuple[Path, str]]:
    path = folder / f"{stem}.{ENDINGS[driver]}"
    frame().to_file(path, driver=driver)
    return [(part, part.name) for part in sorted(folder.glob(f"{stem}.*"))]


def zipped(folder: Path, files: list[tuple[Path, str]]) -> list[tuple[Path, str]]:
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        for path, name in files:
            archive.write(path, f"bản đồ/{name}")
    return [(folder / "a.zip", "a.zip")]


def refused(files: list[tuple[Path, str]], says: str) -> str:
    with pytest.raises(BoundaryError, match=says) as caught:
        read_foreign_layers(files)
    return clean(caught.value)


def refused_table(path: Path, says: str) -> str:
    with pytest.raises(IndicatorError, match=says) as caught:
        read_foreign_tables(path)
    return clean(caught.value)


def clean(error: GeoError) -> str:
    """The message names file and remedy, and neither the machine nor a library."""
    said = error.say() + error.say("en")
    for word in (
        tempfile.gettempdir(),
        "/usr",
        "safety-map-",
        "Traceback",
        "GDAL",
        "OGR",
        "openpyxl",
        "Error",
        "sqlite",
    ):
        assert word not in said, said
    assert "→" in said
    return said


# ---- layers that are welcome


def test_a_table_beside_the_borders_is_not_kept_unread(tmp_path: Path) -> None:
    table = tmp_path / "danh sách.csv"
    table.write_text("họ tên;điện thoại\nNguyễn Văn A;0905123456\n", encoding="utf-8")
    said = refused(zipped(tmp_path, [*save(tmp_path, "ESRI Shapefile"), (table, table.name)]), "là bảng")
    assert "a.zip/bản đồ/danh sách.csv" in said
    assert "Nguyễn" not in said


@pytest.mark.parametrize("driver", DRIVERS)
@pytest.mark.parametrize("in_zip", [False, True])
def test_every_format_comes_through_whole(tmp_path: Path, driver: str, in_zip: bool) -> None:
    files = save(tmp_path, driver)
    (layer,) = read_foreign_layers(zipped(tmp_path, files) if in_zip else files)
    assert layer.driver == driver
    apart = layer.frame.geometry.hausdorff_distance(frame().geometry.set_crs(None, allow_override=True))
    assert apart.max() < 0.05  # MapInfo keeps centimetres
    assert ("ten" in layer.widths) == layer.old_text
    names = [to_bytes(name).decode() if layer.old_text else name for name in layer.frame["ten"]]
    assert names == list(frame()["ten"])
    assert list(layer.frame["so_ho"]) == [0, 1]
    assert layer.declared
    assert layer.frame.crs is None
    assert layer.file == ("a.zip/bản đồ/" if in_zip else "") + f"ranhgioi.{ENDINGS[driver]}"


def test_mif_comes_through_whole(tmp_path: Path) -> None:
    frame().to_file(tmp_path / "a.mif", driver="MapInfo File")
    (layer,) = read_foreign_layers([(tmp_path / "a.mif", "a.mif"), (tmp_path / "a.mid", "a.mid")])
    assert len(layer.frame) == 2
    assert layer.widths["ten"] == 254
    assert "Transverse_Mercator" in layer.declared


@pytest.mark.parametrize("cpg", [None, "1258", "UTF-8", "nonsense"])
def test_old_text_comes_through_byte_for_byte_whatever_the_cpg_says(tmp_path: Path, cpg: str | None) -> None:
    old = frame(
        tuple(encode_tcvn3(name).decode("latin-1") for name in ("Phường Trần Hưng Đạo", "Thôn Độc Lập"))
    )
    old.to_file(tmp_path / "a.shp", encoding="ISO-8859-1")
    (tmp_path / "a.cpg").unlink()
    if cpg:
        (tmp_path / "a.cpg").write_text(cpg)
    (layer,) = read_foreign_layers([(path, path.name) for path in sorted(tmp_path.glob("a.*"))])
    assert to_bytes(layer.frame["ten"][0]) == encode_tcvn3("Phường Trần Hưng Đạo")


@pytest.mark.parametrize("charset", [b"WindowsLatin1", b"WindowsVietnamese", b"Neutral"])
def test_mapinfo_text_comes_through_byte_for_byte_whatever_its_charset_says(
    tmp_path: Path, charset: bytes
) -> None:
    frame(("Phuong", "x")).to_file(tmp_path / "a.mif", driver="MapInfo File")
    head = (tmp_path / "a.mif").read_bytes()
    (tmp_path / "a.mif").write_bytes(head.replace(b'"Neutral"', b'"' + charset + b'"'))
    text = (tmp_path / "a.mid").read_bytes()
    (tmp_path / "a.mid").write_bytes(text.replace(b"Phuong", encode_tcvn3("Phường")))
    (layer,) = read_foreign_layers([(tmp_path / "a.mif", "a.mif"), (tmp_path / "a.mid", "a.mid")])
    assert to_bytes(layer.frame["ten"][0]) == encode_tcvn3("Phường")


def test_layers_of_a_geopackage_come_apart(tmp_path: Path) -> None:
    for layer in ("xa", "thon"):
        frame().to_file(tmp_path / "a.gpkg", layer=layer, driver="GPKG")
    layers = read_foreign_layers([(tmp_path / "a.gpkg", "a.gpkg")])
    assert [layer.layer for layer in layers] == ["xa", "thon"]


def test_bytes_of_an_old_program_in_a_geopackage_come_through_to_be_decoded(tmp_path: Path) -> None:
    ((path, name),) = save(tmp_path, "GPKG")
    with closing(sqlite3.connect(path)) as database, database:
        for (trigger,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            database.execute(f'DROP TRIGGER "{trigger}"')
        database.execute("UPDATE ranhgioi SET ten = CAST(? AS TEXT)", (encode_tcvn3("Phường"),))
    (layer,) = read_foreign_layers([(path, name)])
    assert layer.old_text
    assert to_bytes(layer.frame["ten"][0]) == encode_tcvn3("Phường")


def test_a_prj_that_is_no_wkt_declares_nothing(tmp_path: Path) -> None:
    files = save(tmp_path, "ESRI Shapefile")
    (tmp_path / "ranhgioi.prj").write_text("http://127.0.0.1:9/crs")
    (layer,) = read_foreign_layers(files)
    assert layer.declared is None


# ---- layers and tables that are not


@pytest.mark.parametrize("disguise", ["VRT", "WFS", "GDALG"])
def test_text_in_disguise_is_refused_with_one_message(tmp_path: Path, disguise: str) -> None:
    (tmp_path / "a.geojson").write_bytes(DISGUISES[disguise])
    refused([(tmp_path / "a.geojson", "a.geojson")], "không đúng với đuôi tệp")


@pytest.mark.parametrize("name", ["a.vrt", "a.kml", "a"])
def test_other_endings_are_no_layers(tmp_path: Path, name: str) -> None:
    (tmp_path / "x").write_bytes(DISGUISES["VRT"])
    assert refused([(tmp_path / "x", name)], "sẽ không được đọc").startswith(f"{name}: ")


def test_an_archive_of_another_kind_is_called_so(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"Rar!")
    refused([(tmp_path / "x", "a.rar")], "không phải tệp nén .zip")


def test_what_software_writes_beside_a_layer_is_no_layer(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(DISGUISES["VRT"])
    refused([(tmp_path / "x", "a.shp.xml")], "không có lớp ranh giới")


@pytest.mark.parametrize("name", ["ranh giới.KML", "ranh giới.kmz", "a.dxf", "a.fgb", "bản đồ.pdf", "b.docx"])
@pytest.mark.parametrize("in_zip", [False, True])
def test_what_would_not_be_read_is_not_kept_beside_the_borders(
    tmp_path: Path, name: str, in_zip: bool
) -> None:
    (tmp_path / "x").write_bytes(b"PK\x03\x04")
    files = [*save(tmp_path, "GPKG"), (tmp_path / "x", name)]
    assert name in refused(zipped(tmp_path, files) if in_zip else files, "sẽ không được đọc")


def test_what_software_writes_beside_a_layer_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"<qgis/>")
    files = [*save(tmp_path, "GPKG"), *((tmp_path / "x", name) for name in ("a.qml", "A.SHP.XML", "doc.txt"))]
    assert len(read_foreign_layers(zipped(tmp_path, files))) == 1


def test_layers_of_one_name_in_two_folders_are_told_apart(tmp_path: Path) -> None:
    ((path, _),) = save(tmp_path, "GPKG")
    files = [(path, "2017/thon.gpkg"), (path, "2018/thon.gpkg")]
    one, other = read_foreign_layers(zipped(tmp_path, files))
    assert (one.file, other.file) == ("a.zip/bản đồ/2017/thon.gpkg", "a.zip/bản đồ/2018/thon.gpkg")


def test_hostile_archives_are_refused_in_the_child(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("../../a.shp", "x")
    refused([(tmp_path / "a.zip", "a.zip")], "đường dẫn ra ngoài")


# ---- tables


@pytest.mark.parametrize(("name", "make"), [("a.ods", save_ods), ("a.xls", save_xls)])
def test_older_spreadsheets_come_through(tmp_path: Path, name: str, make: object) -> None:
    (sheet,) = read_foreign_tables(make(tmp_path / name))
    assert sheet.rows[1][1].number == 1234


def test_a_workbook_and_a_text_come_through(tmp_path: Path) -> None:
    (sheet,) = read_foreign_tables(save_book(tmp_path / "a.xlsx"))
    assert [[cell.text for cell in row] for row in sheet.rows] == [["Thôn"]]
    (tmp_path / "b.csv").write_text("Thôn;Số hộ\nThôn 1;\n", encoding="utf-8")
    (sheet,) = read_foreign_tables(tmp_path / "b.csv", name="bảng.csv")
    assert sheet.name == "bảng"
    assert [cell and cell.text for cell in sheet.rows[1]] == ["Thôn 1", None]


def test_a_sheet_that_blows_up_in_memory_is_stopped(tmp_path: Path) -> None:
    """A few kilobytes that say 1,048,576 rows of 16,384 cells: no row is made that is not there."""
    cell = b'<row r="%d"><c r="%s%d" t="inlineStr"><is><t>x</t></is></c></row>'
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    head = b'<worksheet xmlns="%s"><dimension ref="A1:XFD1048576"/><sheetData>' % space
    rows = cell % (1, b"A", 1) + cell % (1048576, b"XFD", 1048576)
    path = save_book(tmp_path / "a.xlsx", {SHEET: head + rows + b"</sheetData></worksheet>"})
    refused_table(path, "quá 20000 dòng")


# ---- limits and walls


def test_the_child_has_four_drivers_and_no_more() -> None:
    code = "import pyogrio; print(sorted(pyogrio.list_drivers()))"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code],
        env=make_environment(Path("/nowhere")),
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(json.loads(done.stdout.replace("'", '"'))) <= {*DRIVERS, "MEM"}


@pytest.mark.skipif(not find_isolation(), reason="this system does not let us take the network away")
def test_the_child_has_no_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = f"import socket; socket.create_connection(('127.0.0.1', {port}), 2)"
        plain = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, check=False)
        walled = subprocess.run(
            [*find_isolation(), sys.executable, "-I", "-c", code], capture_output=True, check=False
        )
    assert plain.returncode == 0
    assert walled.returncode != 0


def test_the_child_inherits_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "x")
    assert not any("SECRET" in name for name in make_environment(Path("/nowhere")))


UNDER_LIMITS = """
import json, sys, resource
limits = json.load(sys.stdin)["limits"]
kinds = {"memory": resource.RLIMIT_AS, "seconds": resource.RLIMIT_CPU, "bytes": resource.RLIMIT_FSIZE}
for name, kind in kinds.items():
    resource.setrlimit(kind, (limits[name], limits[name] + 1))
"""
SAY_MEMORY = "open('result.json', 'w').write('{\"fault\": \"memory\"}')"
FORK = """
import os, time
if os.fork() == 0:
    open({place!r}, "w").write(str(os.getpid()))
time.sleep(60)
"""
STAND_INS = {
    "time": ("import time; time.sleep(60)", "quá 30 giây"),
    "loop": ("while True: pass", "quá 30 giây"),
    "memory": ("x = bytearray(3 << 30)", "bộ nhớ"),
    "crash": ("import os; os.abort()", "không đọc được"),
    "kill": ("import os; os.kill(os.getpid(), 9)", "bộ nhớ"),
    "silence": ("pass", "không đọc được"),
    "noise": ("raise RuntimeError('OGR /etc/passwd')", "không đọc được"),
    "disk": ("open('x', 'wb').write(bytes(3 << 20))", "không đọc được"),
}


@pytest.mark.parametrize("trouble", STAND_INS)
def test_whatever_the_child_does_it_is_stopped_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    """A stand-in under the same limits behaves as a parser that a file has fooled."""
    code, says = STAND_INS[trouble]
    stand_in = tmp_path / "child.py"
    guarded = f"try:\n    {code}\nexcept MemoryError:\n    {SAY_MEMORY}" if trouble == "memory" else code
    stand_in.write_text(UNDER_LIMITS + guarded)
    monkeypatch.setattr(geo.gate.child_process, "CHILD", stand_in)
    monkeypatch.setattr(geo.gate.child_process, "SECONDS", 1.5)
    monkeypatch.setitem(geo.gate.child_process.LIMITS, "seconds", 1)
    monkeypatch.setitem(geo.gate.child_process.LIMITS, "bytes", 1 << 20)
    (tmp_path / "a.csv").write_text("a;b\n")
    started = time.perf_counter()
    refused_table(tmp_path / "a.csv", says)
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize(
    "code",
    ["sys.exit(75)", """open('result.json', 'w').write('{"fault": "room"}')"""],
    ids=["exit", "answer"],
)
def test_a_disk_that_is_full_is_no_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    """The child can say so, or cannot even write that down."""
    stand_in = tmp_path / "child.py"
    stand_in.write_text(UNDER_LIMITS + code)
    monkeypatch.setattr(geo.gate.child_process, "CHILD", stand_in)
    (tmp_path / "a.csv").write_text("a;b\n")
    with pytest.raises(DataFileError, match="ổ đĩa đầy"):
        read_foreign_tables(tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("number", "fault"), [(errno.ENOSPC, "room"), (errno.EDQUOT, "room"), (errno.EIO, "unreadable")]
)
def test_the_child_tells_a_full_disk_from_a_damaged_file(
    monkeypatch: pytest.MonkeyPatch, number: int, fault: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("geo.gate.child_tables.answer", fail)
    assert sandbox_child.answer({"files": [], "task": "tables"}) == {"fault": fault}


def test_no_process_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = tmp_path / "child.py"
    stand_in.write_text(FORK.format(place=str(tmp_path / "pid")))
    monkeypatch.setattr(geo.gate.child_process, "CHILD", stand_in)
    monkeypatch.setattr(geo.gate.child_process, "SECONDS", 1.5)
    (tmp_path / "a.csv").write_text("a;b\n")
    refused_table(tmp_path / "a.csv", "quá 30 giây")
    left = int((tmp_path / "pid").read_text())
    ends = time.monotonic() + 20  # by itself it would sleep for a minute
    while is_alive(left):
        assert time.monotonic() < ends
        time.sleep(0.02)


def is_alive(number: int) -> bool:
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(number).status() != psutil.STATUS_ZOMBIE
    return False


def test_large_and_missing_uploads_start_no_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geo.gate.child_process, "MAX_UPLOAD", 3)
    (tmp_path / "a.csv").write_text("a;b\n")
    refused_table(tmp_path / "a.csv", "lớn quá")
    with pytest.raises(BoundaryError, match="trống"):
        read_foreign_layers([])


@pytest.mark.parametrize("letters", [32_768, 200_000])
def test_a_text_longer_than_any_cell_is_refused_with_its_row(tmp_path: Path, letters: int) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Thôn;Số hộ\nThôn 1;2\n{'x' * letters};3\n", encoding="utf-8")
    assert "dòng 3: có ô chữ dài quá" in refused_table(path, "a.csv")
    frame = gpd.GeoDataFrame({"ten": ["a", "x" * letters]}, geometry=[shapely.box(0, 0, 1, 1)] * 2, crs=5898)
    frame.to_file(tmp_path / "a.gpkg", driver="GPKG")
    with pytest.raises(BoundaryError, match="dòng 3: có ô chữ dài quá"):
        read_foreign_layers([(tmp_path / "a.gpkg", "a.gpkg")])


def test_a_projection_that_proj_corrects_with_a_warning_is_read(tmp_path: Path) -> None:
    """Rotations as the decree of 2007 prints them, which most custom CRSs of VN-2000 were pasted from."""
    shift = "TOWGS84[-191.90441429,-39.30318279,-111.45032835,-0.00928836,0.01975479,-0.00427372,0.252906278]"
    degrees = f'GEOGCS["VN",DATUM["VN_2000",SPHEROID["WGS_1984",6378137,298.257223563],{shift}],{DEGREES}]'
    files = [one for one in save(tmp_path, "ESRI Shapefile") if one[0].suffix != ".cpg"]
    (tmp_path / "ranhgioi.prj").write_text(f'PROJCS["VN_2000_108",{degrees},{METRES}]', encoding="ascii")
    (layer,) = read_foreign_layers(files)
    assert len(layer.frame) == 2
    assert "VN_2000_108" in layer.declared


def test_a_layer_of_more_rows_than_any_city_has_units_is_refused(tmp_path: Path) -> None:
    """Each row would be held against the names of the city: 700,000 took many minutes."""
    feature = '{"type":"Feature","properties":{"TEN_THON":"Thôn 1"},"geometry":null}'
    path = tmp_path / "nhieu.geojson"
    path.write_text(f'{{"type":"FeatureCollection","features":[{",".join([feature] * 10_001)}]}}')
    with pytest.raises(BoundaryError, match=r"nhieu.geojson: có hơn 10.000 dòng"):
        read_foreign_layers([(path, path.name)])


def test_a_table_with_more_cells_than_any_clerk_fills_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text((",".join(["a"] * 200) + "\n") * 1600, encoding="utf-8")
    assert "ô có nội dung" in refused_table(tmp_path / "a.csv", "a.csv")


def test_the_name_in_a_message_has_no_folder_and_nothing_hidden(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")
    with pytest.raises(IndicatorError) as caught:
        read_foreign_tables(tmp_path / "x", name="C:\\Users\\an\\bảng\u202e.exe")
    assert caught.value.problems[0].file == "bảng.exe"


def test_a_long_name_keeps_its_ending(tmp_path: Path) -> None:
    path = tmp_path / f"{'x' * 240}.csv"
    path.write_text("Thôn;Số hộ\nThôn 1;2\n", encoding="utf-8")
    (sheet,) = read_foreign_tables(path)
    assert len(sheet.rows) == 2
    path.write_bytes(b"%PDF-1.7")
    assert f"{'x' * 115}….csv: " in refused_table(path, "không đúng với đuôi tệp")


def test_a_child_that_nobody_waits_for_is_stopped_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "a.csv").write_text("Thôn;Số hộ\nThôn 1;2\n", encoding="utf-8")
    began = time.monotonic()
    with start_child("tables", [(tmp_path / "a.csv", "a.csv")], IndicatorError):
        assert len(list(tmp_path.iterdir())) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert time.monotonic() - began < geo.gate.child_process.SECONDS


def test_a_file_that_is_not_there_starts_no_child(tmp_path: Path) -> None:
    refused_table(tmp_path / "a.csv", "không có tệp này")


def note_rows(path: Path, count: int) -> None:
    """Let a GeoPackage say of each table that it has so many rows."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE gpkg_ogr_contents SET feature_count = ?", [count])


def test_rows_that_a_geopackage_has_not_counted_are_read(tmp_path: Path) -> None:
    """A program that changed it may have left the number of rows as it was."""
    files = save(tmp_path, "GPKG")
    note_rows(files[0][0], 1)
    (layer,) = read_foreign_layers(files)
    assert len(layer.frame) == len(frame())


def test_a_table_beside_a_layer_that_says_it_is_empty_is_looked_at(tmp_path: Path) -> None:
    files = save(tmp_path, "GPKG")
    people = pd.DataFrame({"ten": ["An"]})
    pyogrio.write_dataframe(people, files[0][0], layer="danh_sach", append=True)
    note_rows(files[0][0], 0)
    refused(files, "bảng không có hình")
