"""CSV, GeoPackage, GeoJSON and file names: complete, marked, harmless."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from io import StringIO
from math import isnan

import geopandas as gpd
import pyogrio
import pytest
from lxml.etree import fromstring
from paper import shipped_map

from geo.export import file_name, write_csv, write_geojson, write_gpkg
from geo.layout.legend import list_entries
from geo.model import WITHHELD, Layer, Text
from geo.tools.formulas import defuse


def read_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def split_rows(content: bytes) -> tuple[list[str], list[list[str]], list[list[str]]]:
    """Return head, rows and the notes under the empty row."""
    head, *rest = read_rows(content)
    cut = rest.index([])
    return head, rest[:cut], rest[cut + 1 :]


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"wards": ("21013",)},
        {"level": "ward", "indicator": "tips"},
        {"level": "cluster", "indicator": "tips"},
    ],
)
def test_every_unit_in_view_has_one_row_and_exceptions_come_first(words):
    thematic_map = shipped_map(**words)
    head, rows, _ = split_rows(write_csv(thematic_map))
    assert sorted(row[0] for row in rows) == sorted(map(str, thematic_map.layer.frame.index))
    assert all(len(row) == len(head) for row in rows)
    entries = thematic_map.classes.entries
    place = dict(
        zip(map(str, thematic_map.layer.frame.index), thematic_map.layer.frame["class"], strict=True)
    )
    order = [entries[place[row[0]]].exception for row in rows]
    assert order == sorted(order, reverse=True)


def test_csv_is_utf8_with_bom_and_keeps_vietnamese():
    content = write_csv(shipped_map())
    assert content.startswith(b"\xef\xbb\xbf")
    head, rows, _ = split_rows(content)
    assert head[:3] == ["Mã", "Đơn vị", "Xã, phường"]
    assert "phường Trần Hưng Đạo" in {row[2] for row in rows}


def test_heads_are_in_the_language_of_the_view():
    head, _, notes = split_rows(write_csv(shipped_map(language="en")))
    assert head[:3] == ["Code", "Unit", "Ward"]
    assert head[-1] == "Notice"
    assert any("not for reporting" in note[0] for note in notes)


def test_a_year_before_the_first_one_has_no_column_of_missing_data():
    first = [split_rows(write_csv(shipped_map(year=year)))[0] for year in (2016, 2017)]
    assert ["Năm 2015" in first[0], "Năm 2016" in first[1]] == [False, True]


def test_made_up_data_says_so_in_every_row_and_under_the_table():
    thematic_map = shipped_map()
    _, rows, notes = split_rows(write_csv(thematic_map))
    furniture = thematic_map.furniture
    assert {row[-1] for row in rows} == {furniture.banner}
    said = [note[0] for note in notes]
    for words in (
        furniture.banner,
        furniture.source,
        furniture.data_date,
        furniture.vintage,
        furniture.title,
    ):
        assert words in said
    assert any(furniture.page_id in words for words in said)


def test_real_data_carries_no_notice():
    thematic_map = shipped_map()
    real = replace(thematic_map, furniture=replace(thematic_map.furniture, banner=""))
    head, rows, notes = split_rows(write_csv(real))
    assert "Lưu ý" not in head
    assert all("minh họa –" not in cell for row in rows for cell in row)
    assert notes[0] == [thematic_map.furniture.title]


def test_hamlet_counts_of_tips_leave_in_bands_only():
    thematic_map = shipped_map(indicator="tips")
    labels = {entry.label["vi"] for entry in thematic_map.classes.entries}
    _, rows, _ = split_rows(write_csv(thematic_map))
    assert {row[3] for row in rows} <= labels
    assert {row[4] for row in rows} <= labels
    hidden = next(entry.label["vi"] for entry in thematic_map.classes.entries if entry.key == WITHHELD)
    assert hidden in {row[3] for row in rows}


def test_missing_values_are_empty_and_not_zero():
    thematic_map = shipped_map(level="ward", indicator="tips")
    missing = thematic_map.layer.frame.index[thematic_map.layer.frame["value"].isna()]
    assert len(missing)
    _, rows, _ = split_rows(write_csv(thematic_map))
    values = {row[0]: row[3] for row in rows}
    assert {values[str(code)] for code in missing} == {""}
    assert all(value.isdigit() for code, value in values.items() if code not in set(map(str, missing)))


def test_numbers_have_the_decimals_of_the_language():
    vietnamese = split_rows(write_csv(shipped_map(level="ward", indicator="share_met")))[1]
    english = split_rows(write_csv(shipped_map(level="ward", indicator="share_met", language="en")))[1]
    assert vietnamese[0][3].replace(",", ".") == english[0][3]
    assert "," in vietnamese[0][3]


def test_half_of_the_last_digit_goes_up_as_on_the_page_and_in_excel():
    thematic_map = shipped_map(level="ward", indicator="share_met")
    halves = Layer(thematic_map.layer.frame.assign(value=81.25))
    _, rows, _ = split_rows(write_csv(replace(thematic_map, layer=halves)))
    assert {row[3] for row in rows} == {"81,3"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "＝"])
def test_no_cell_is_taken_for_a_formula(start):
    thematic_map, text = shipped_map(wards=("21013",)), f"{start}HYPERLINK()"
    titled = replace(thematic_map.indicator, title=Text(text, text))
    furniture = replace(thematic_map.furniture, title=text, source=text, office=text, banner=text)
    layer = Layer(thematic_map.layer.frame.assign(name=text))
    hostile = replace(thematic_map, layer=layer, indicator=titled, furniture=furniture)
    head, rows, notes = split_rows(write_csv(hostile))
    assert {row[1] for row in rows} == {f"'{text}"}
    assert [cell for line in (head, *rows, *notes) for cell in line if cell.startswith(start)] == []


def test_no_cell_is_taken_for_a_formula_where_cells_end_at_a_semicolon():
    assert defuse("Thôn 1;=A1; @x;b") == "Thôn 1;'=A1;' @x;b"
    assert defuse("so với năm 2017: 5 mới đạt; 2–3") == "so với năm 2017: 5 mới đạt; 2–3"


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ({}, ["phan-loai-an-toan", "thon-to-dan-pho", "thanh-pho-quang-ngai", "2018"]),
        ({"wards": ("21013",)}, ["phuong-tran-phu", "2018"]),
        (
            {"level": "ward", "indicator": "tips", "year": 2017, "language": "en"},
            ["tips", "wards", "city", "2017"],
        ),
        ({"wards": ("21010", "21013", "21016", "21019")}, ["4-xa-phuong"]),
    ],
)
def test_file_names_say_what_where_and_when_in_plain_letters(words, parts):
    thematic_map = shipped_map(**words)
    name = file_name(thematic_map, ".csv")
    assert name.isascii()
    assert name == name.replace(" ", "")
    assert not set(name) & set('/\\:*?"<>|')
    assert name.endswith(f"{thematic_map.furniture.page_id}.csv")
    assert all(part in name for part in parts)
    assert len(name) < 180


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("tin báo " * 12, "tin-bao-tin-bao-tin-bao-tin-bao-tin-bao-tin-bao"),
        (f"{'a' * 24} {'b' * 23} c", f"{'a' * 24}-{'b' * 23}"),
        ("a" * 60, "a" * 48),
    ],
)
def test_what_is_in_a_file_is_cut_at_a_word(title, short):
    assert file_name(shipped_map(), "csv", title).partition("_")[0] == short


@pytest.mark.parametrize(
    "words", [{}, {"level": "ward", "indicator": "tips"}, {"level": "cluster", "indicator": "tips"}]
)
def test_geopackage_has_every_unit_in_the_crs_of_the_product(words, tmp_path):
    thematic_map = shipped_map(**words)
    content = write_gpkg(thematic_map)
    assert write_gpkg(thematic_map) == content
    file = tmp_path / "units.gpkg"
    file.write_bytes(content)
    read = gpd.read_file(file, layer="units")
    assert read.crs == "EPSG:5898"
    assert sorted(read["code"]) == sorted(map(str, thematic_map.layer.frame.index))
    assert set(read["notice"]) == {thematic_map.furniture.banner}
    about = pyogrio.read_info(file, layer="units")["layer_metadata"]
    assert about["page_id"] == thematic_map.furniture.page_id
    assert about["source"] == thematic_map.furniture.source


@pytest.mark.parametrize("words", [{}, {"level": "ward", "indicator": "tips", "patterns": True}])
def test_geopackage_opens_in_qgis_in_the_classes_of_the_map(words, tmp_path):
    thematic_map = shipped_map(**words)
    file = tmp_path / "units.gpkg"
    file.write_bytes(write_gpkg(thematic_map))
    with closing(sqlite3.connect(file)) as package:
        styles = package.execute(
            "SELECT f_table_name, f_geometry_column, useAsDefault, styleQML FROM layer_styles"
        ).fetchall()
        columns = package.execute("SELECT table_name, column_name FROM gpkg_geometry_columns").fetchall()
        assert package.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    [(table, shape, usual, qml)] = styles
    assert (table, shape) == columns[0]
    assert usual
    root = fromstring(qml)
    column = root.find("renderer-v2").get("attr")
    symbols = {one.get("name"): one.find("layer/prop[@k='color']").get("v") for one in root.iter("symbol")}
    drawn = [
        (one.get("value"), one.get("label"), symbols[one.get("symbol")]) for one in root.iter("category")
    ]
    assert drawn == [
        (one.key, one.label, ",".join(map(str, (*bytes.fromhex(one.fill.colour[1:]), 255))))
        for one in list_entries(thematic_map)
    ]
    assert set(gpd.read_file(file, layer="units")[column]) <= {key for key, _, _ in drawn}


def test_geojson_is_in_degrees_and_says_where_it_comes_from():
    thematic_map = shipped_map(level="ward", indicator="tips")
    read = json.loads(write_geojson(thematic_map))
    assert read["metadata"]["notice"] == thematic_map.furniture.banner
    assert len(read["features"]) == 23
    known = thematic_map.layer.frame["value"]
    for feature in read["features"]:
        value = feature["properties"]["value"]
        expected = known[feature["properties"]["code"]]
        assert value is None if isnan(expected) else value == expected
    shape = gpd.GeoDataFrame.from_features(read["features"])
    assert 108.7 < shape.total_bounds[0] < shape.total_bounds[2] < 109.0
    assert 15.0 < shape.total_bounds[1] < shape.total_bounds[3] < 15.3
    assert shape.is_valid.all()


@pytest.mark.parametrize(("write", "suffix"), [(write_geojson, "geojson"), (write_gpkg, "gpkg")])
def test_geographic_files_hold_bands_and_no_exact_hamlet_count(write, suffix, tmp_path):
    thematic_map = shipped_map(indicator="tips")
    file = tmp_path / f"units.{suffix}"
    file.write_bytes(write(thematic_map))
    read = gpd.read_file(file, layer=0)
    assert read["value"].isna().all()
    assert set(read["text"]) <= {entry.label["vi"] for entry in thematic_map.classes.entries}
    assert not [column for column in read.columns if "tips" in column]
