"""XLSX: a table that a clerk can use as it is, and nothing in it that runs."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from math import isnan

import openpyxl
import pytest
from paper import shipped_map

from geo.office import write_xlsx


@pytest.fixture(scope="module")
def content():
    return write_xlsx(shipped_map())


@pytest.fixture(scope="module")
def book(content):
    return openpyxl.load_workbook(BytesIO(content))


def test_workbook_has_table_legend_and_picture(book):
    assert book.sheetnames == ["Bảng", "Chú giải", "Bản đồ"]
    assert len(book["Bản đồ"]._images) == 1


def test_codes_are_text_and_every_unit_has_one_row(book):
    sheet = book["Bảng"]
    rows = list(sheet.iter_rows(min_row=4))
    assert len(rows) == 241
    assert {row[0].data_type for row in rows} == {"s"}
    assert {row[0].number_format for row in rows} == {"@"}
    assert {row[0].value for row in rows} == set(map(str, shipped_map().layer.frame.index))


def test_head_stays_in_view_and_columns_can_be_filtered(book):
    sheet = book["Bảng"]
    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref == "A3:G244"
    assert sheet.print_title_rows == "$3:$3"


def test_title_banner_source_and_page_id_stand_in_it(book):
    furniture = shipped_map().furniture
    assert book["Bảng"]["A1"].value == furniture.title
    assert book["Bảng"]["A2"].value == furniture.banner
    notes = {cell.value for row in book["Chú giải"].iter_rows() for cell in row}
    assert {furniture.banner, furniture.source, furniture.sentence, furniture.data_date} <= notes
    assert book.properties.creator == furniture.office
    assert book.properties.title == furniture.title
    assert furniture.page_id in book.properties.description


def test_legend_has_every_class_with_colour_and_count(book):
    thematic_map = shipped_map()
    rows = list(book["Chú giải"].iter_rows(min_row=2, max_row=1 + len(thematic_map.classes.entries)))
    assert [row[1].value for row in rows] == [entry.label["vi"] for entry in thematic_map.classes.entries]
    assert [row[2].value for row in rows] == list(thematic_map.counts)
    fills = [row[0].fill for row in rows]
    assert fills[1].fgColor.rgb == "FFB3CDE3"
    assert fills[0].fill_type not in (None, "solid")


def test_classes_are_coloured_by_what_their_cells_say(book):
    sheet = book["Bảng"]
    rules = [rule for ranges in sheet.conditional_formatting for rule in ranges.rules]
    assert [rule.formula for rule in rules] == [['"Chưa đạt"'], ['"Đạt tiêu chuẩn"'], ['"Chưa có số liệu"']]
    assert [str(ranges.sqref) for ranges in sheet.conditional_formatting] == ["D4:D244"]


def test_no_cell_holds_a_formula_and_nothing_links_out(content):
    frame = shipped_map(wards=("21013",))
    frame.layer.frame["name"] = "=1+1"
    for made in (content, write_xlsx(frame)):
        with zipfile.ZipFile(BytesIO(made)) as parts:
            for name in parts.namelist():
                text = parts.read(name).decode("utf-8", errors="replace")
                if name.startswith("xl/worksheets/sheet"):
                    assert not re.search(r"<f[ >]", text)
                    assert "<hyperlink" not in text
                if name.endswith(".rels"):
                    assert 'TargetMode="External"' not in text


def test_the_same_map_gives_the_same_bytes(content):
    assert write_xlsx(shipped_map()) == content


def test_numbers_are_numbers_and_missing_ones_are_empty():
    thematic_map = shipped_map(level="ward", indicator="tips")
    sheet = openpyxl.load_workbook(BytesIO(write_xlsx(thematic_map)))["Bảng"]
    values = {row[0].value: row[3].value for row in sheet.iter_rows(min_row=4)}
    known = thematic_map.layer.frame["value"]
    for code, value in values.items():
        expected = known[code]
        assert (value is None) == isnan(expected)
        assert value is None or value == expected


def test_hamlet_counts_of_tips_leave_in_bands_only():
    thematic_map = shipped_map(indicator="tips")
    labels = {entry.label["vi"] for entry in thematic_map.classes.entries}
    sheet = openpyxl.load_workbook(BytesIO(write_xlsx(thematic_map)))["Bảng"]
    assert {row[3].value for row in sheet.iter_rows(min_row=4)} <= labels


def test_english_view_gives_an_english_workbook():
    book = openpyxl.load_workbook(
        BytesIO(write_xlsx(shipped_map(language="en", level="cluster", indicator="share_met")))
    )
    assert book.sheetnames == ["Table", "Legend", "Map"]
    assert book["Table"]["A3"].value == "Code"
