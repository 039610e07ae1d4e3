"""XLSX, PPTX, DOCX: what a clerk can use as it is, and nothing in it that runs."""

from __future__ import annotations

import re
import time
import zipfile
from dataclasses import replace
from io import BytesIO
from math import isnan

import docx
import numpy as np
import openpyxl
import pptx
import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm
from paper import shipped_atlas, shipped_map, units_of
from pptx.enum.dml import MSO_FILL
from pptx.enum.shapes import MSO_SHAPE_TYPE

from geo.classify import count_classes
from geo.drawing.fonts import measure
from geo.drawing.scene import POINT, Box
from geo.layout.legend import cluster_stroke, list_shades, name_surroundings
from geo.layout.legend_words import name_lines
from geo.layout.shown import MOST_YEARS, compose_shown, list_brief
from geo.model import Layer, View
from geo.model.pair import YearSeries
from geo.office import slides
from geo.office.document import FIGURE, write_docx
from geo.office.document_pages import measure_rest
from geo.office.document_table import add_table
from geo.office.listing import Column
from geo.office.native import fit_size
from geo.office.package import ink_on
from geo.office.slides import write_pptx
from geo.office.workbook import write_xlsx
from geo.pairs.pair_years import make_years


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
    assert {rule.dxf.fill.patternType for rule in rules} <= {None, "solid"}  # words stand on it


def test_the_head_of_a_column_of_numbers_stands_over_them(book):
    sides = {cell.value: cell.alignment.horizontal for cell in book["Bảng"][3]}
    assert [sides["Đơn vị"], sides["Mô hình"]] == ["left", "right"]


def test_rows_are_as_high_as_names_that_take_two_lines():
    drawn = shipped_map(wards=("21028",))
    frame = drawn.layer.frame.copy()
    frame.loc[frame.index[0], "name"] = "Tổ dân phố " + "Nghĩa Hưng Phú Trường " * 3
    book = openpyxl.load_workbook(BytesIO(write_xlsx(replace(drawn, layer=Layer(frame)))))
    names = {book.worksheets[0].cell(row, 2).value: row for row in range(4, 4 + len(frame))}
    high = {name: book.worksheets[0].row_dimensions[row].height for name, row in names.items()}
    assert high.pop(frame["name"].iloc[0]) == 27.0
    assert set(high.values()) == {None}


@pytest.mark.parametrize("letters", range(34, 70, 3))
def test_a_name_of_any_length_wraps_in_its_cell_and_has_no_line_too_many(letters):
    """Around the greatest width of a column rows were high for two lines, and their text was cut on one."""
    drawn = shipped_map(wards=("21028",))
    name = ("Tổ dân phố khu tái định cư Nghĩa Hưng Phú Trường Sa" * 2)[:letters].strip()
    frame = drawn.layer.frame.assign(name=name)
    sheet = openpyxl.load_workbook(BytesIO(write_xlsx(replace(drawn, layer=Layer(frame))))).worksheets[0]
    cell, width = sheet.cell(4, 2), sheet.column_dimensions["B"].width
    assert cell.alignment.wrap_text
    high = sheet.row_dimensions[4].height
    # The letters of the common type against its digits, at their narrowest and at their widest.
    low, most = (measure(name, 10) / measure("0", 10) * share + 1 for share in (0.98, 1.09))
    assert high == 27.0 or most <= width + 2
    assert high is None or low > width - 6


def test_without_a_banner_the_second_line_of_a_workbook_is_no_warning():
    drawn = shipped_map()
    real = replace(drawn, furniture=replace(drawn.furniture, banner=""))
    cells = [openpyxl.load_workbook(BytesIO(write_xlsx(one))).worksheets[0]["A2"] for one in (drawn, real)]
    assert [cell.font.bold for cell in cells] == [True, False]
    assert [cell.value for cell in cells] == [drawn.furniture.banner, drawn.furniture.subtitle]
    assert cells[0].font.color.rgb != cells[1].font.color.rgb


def test_no_cell_holds_a_formula_and_nothing_links_out(content):
    ward = shipped_map(wards=("21013",))
    named = replace(ward, layer=Layer(ward.layer.frame.assign(name="=1+1")))
    for made in (content, write_xlsx(named)):
        with zipfile.ZipFile(BytesIO(made)) as parts:
            for name in parts.namelist():
                text = parts.read(name).decode("utf-8", errors="replace")
                if name.startswith("xl/worksheets/sheet"):
                    assert not re.search(r"<f[ >]", text)
                    assert "<hyperlink" not in text
                if name.endswith(".rels"):
                    assert 'TargetMode="External"' not in text


@pytest.mark.parametrize("before", range(190, 202))
def test_no_word_is_a_command_of_the_printed_foot(before):
    ward = shipped_map(wards=("21013",))
    named = replace(ward, furniture=replace(ward.furniture, source="x" * before + "&D&&F" * 20))
    sheet = openpyxl.load_workbook(BytesIO(write_xlsx(named)))["Bảng"]
    assert sheet.oddFooter.right.text == f"{named.furniture.page_id} · &P/&N"
    assert not re.search(r"(?<!&)(&&)*&(?!&)", sheet.oddFooter.left.text)


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


@pytest.fixture(scope="module")
def show():
    return write_pptx([shipped_map(), shipped_map(level="ward", indicator="tips")])


def read_show(content):
    return pptx.Presentation(BytesIO(content))


def texts_on(slide):
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        if shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)


def test_a_slide_has_the_map_as_a_picture_that_says_itself(show):
    slides = [slide for slide in read_show(show).slides if slide.has_notes_slide]  # the others are tables
    assert len(slides) == 2
    for slide, words in zip(slides, ({}, {"level": "ward", "indicator": "tips"}), strict=True):
        thematic_map = shipped_map(**words)
        furniture = thematic_map.furniture
        pictures = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
        said = [picture._element.xpath(".//p:cNvPr")[0].get("descr") for picture in pictures]
        assert said == [furniture.sentence, *(entry.label["vi"] for entry in thematic_map.classes.entries)]
        assert slide.shapes.title.text_frame.text == furniture.title
        said = list(texts_on(slide))
        assert furniture.banner in said
        assert any(furniture.page_id in text and furniture.source in text for text in said)
        assert furniture.sentence in slide.notes_slide.notes_text_frame.text


@pytest.mark.parametrize(("years", "named"), [(MOST_YEARS, False), (MOST_YEARS + 1, True)])
def test_names_without_a_place_follow_where_no_table_has_them(years, named, monkeypatch):
    asked = []
    monkeypatch.setattr(slides, "add_names", lambda *_: asked.append(True))
    write_pptx(YearSeries((shipped_map(level="ward"),) * years))
    assert bool(asked) == named


@pytest.mark.parametrize("count", [3, 5])
def test_years_and_their_counts_stand_on_one_line_in_the_legend_of_a_slide(count):
    one = make_years(shipped_atlas(), View(2018)).maps[-1]
    maps = tuple(replace(one, view=replace(one.view, year=2018 - back)) for back in reversed(range(count)))
    [slide, *_] = read_show(write_pptx(YearSeries(maps))).slides
    legend = next(shape.table for shape in slide.shapes if shape.has_table)
    for row in legend.rows:
        for cell, column in list(zip(row.cells, legend.columns, strict=True))[2:]:
            runs = cell.text_frame.paragraphs[0].runs
            assert all(run.font.size.pt >= 7 for run in runs)
            wide = sum(measure(run.text, run.font.size.pt) for run in runs)
            assert wide <= (column.width - cell.margin_left - cell.margin_right) / Mm(1)


@pytest.fixture(scope="module")
def ten_years():
    """Ten years with 12 to 30 exceptions each: too many for names, keys and columns."""
    one = make_years(shipped_atlas(), View(2018)).maps[-1]
    rows = np.arange(len(one.layer.frame))
    maps = []
    for back in range(10):
        frame = one.layer.frame.assign(**{"class": np.where((rows + back) % (8 + back) == 0, 0, 1)})
        frame["text"] = [one.classes.entries[place].label["vi"] for place in frame["class"]]
        counts = count_classes(frame["class"], one.classes)
        view = replace(one.view, year=2009 + back)
        maps.append(replace(one, view=view, layer=Layer(frame), counts=counts))
    return YearSeries(tuple(maps))


@pytest.mark.parametrize("shapes", [False, True])
def test_of_ten_years_the_legend_of_a_slide_has_a_row_each_in_type_that_can_be_read(ten_years, shapes):
    [slide, *_] = read_show(write_pptx(ten_years, shapes=shapes)).slides
    names, legend, *_ = (shape.table for shape in slide.shapes if shape.has_table)
    labels = [entry.label["vi"] for entry in ten_years.maps[-1].classes.entries]
    assert [row.cells[1].text for row in names.rows][1:] == labels
    for row, one in zip(list(legend.rows)[1:], ten_years.maps, strict=True):
        year, *counts, total = (cell.text for cell in row.cells)
        assert year == str(one.view.year)
        assert [int(count) for count in counts] == list(one.counts)
        assert int(total) == sum(one.counts)
    runs = [run for row in legend.rows for cell in row.cells for run in cell.text_frame.paragraphs[0].runs]
    assert min(run.font.size.pt for run in runs) >= 8


def test_of_ten_years_the_slide_of_names_has_every_exception_of_each_year_and_ends_on_the_slide(ten_years):
    _, *slides_of_names = read_show(write_pptx(ten_years)).slides
    said = {}
    for slide in slides_of_names:
        for shape in slide.shapes:
            assert shape.top + shape.height <= 190.5 * 36000
            for row in list(shape.table.rows)[1:] if shape.has_table else ():
                year, text, names = (cell.text for cell in row.cells)
                said.setdefault(year, []).append((text, names))
    for one in ten_years.maps:
        count = int(one.counts[0])
        assert {text for text, _ in said[str(one.view.year)]} == {f"Chưa đạt: {count}"}
        units = [names.replace("; ", ", ").split(", ") for _, names in said[str(one.view.year)]]
        assert sum(map(len, units)) == count


def test_lines_of_their_own_count_for_the_size_of_type_at_which_a_text_has_room():
    box = Box(0.0, 0.0, 300.0, 150.0)
    size = fit_size("\n".join(["Nguồn"] * 40), box, 13.0)
    assert 40 * size * POINT * 1.25 <= box.height < 40 * (size + 0.5) * POINT * 1.3


def test_a_slide_is_sixteen_to_nine_and_nothing_hangs_over_its_edge(show):
    presentation = read_show(show)
    width, height = presentation.slide_width, presentation.slide_height
    assert width / height == pytest.approx(16 / 9, rel=1e-3)
    for slide in presentation.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= width
            assert shape.top + shape.height <= height


def test_samples_of_a_legend_look_as_those_of_the_map_and_stand_in_their_rows():
    """Office suites draw patterns of their own: dots of a map had been hatches in its legend."""
    slide = read_show(write_pptx(shipped_map(level="ward", indicator="tips", patterns=True))).slides[0]
    _, *samples = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    legend = next(shape for shape in slide.shapes if shape.has_table)
    assert len({sample.image.sha1 for sample in samples}) == len(samples) > 3
    down = legend.top
    rows = list(legend.table.rows)
    for row, sample in zip(rows[1:], samples, strict=False):
        down += rows[0].height if row is rows[1] else 0
        assert down <= sample.top
        assert sample.top + sample.height <= down + row.height
        assert sample.name == row.cells[1].text
        down += row.height


def test_legend_and_table_of_a_slide_are_native_with_exceptions_first(show):
    thematic_map = shipped_map()
    tables = [shape.table for shape in read_show(show).slides[0].shapes if shape.has_table]
    legend, table = ([[cell.text for cell in row.cells] for row in found.rows] for found in tables)
    labels = [entry.label["vi"] for entry in thematic_map.classes.entries]
    assert [row[1] for row in legend[1:-1]] == labels
    assert [int(row[2]) for row in legend[1:-1]] == list(thematic_map.counts)
    states = [row[2] for row in table[1:-1]]
    assert states[: thematic_map.counts[0]] == ["Chưa đạt"] * thematic_map.counts[0]
    rest = len(thematic_map.layer.frame) - len(states)
    assert str(rest) in table[-1][0]


@pytest.mark.parametrize("words", [{"wards": ("21013",)}, {"level": "ward", "indicator": "tips"}])
def test_a_list_that_has_no_room_beside_the_map_follows_whole_with_exceptions_first(words):
    thematic_map = shipped_map(**words)
    beside, *follow = [
        [[cell.text for cell in row.cells] for row in shape.table.rows]
        for slide in read_show(write_pptx(thematic_map)).slides
        for shape in slide.shapes
        if shape.has_table and shape.name != "Chú giải"
    ]
    listed = [row[0] for table in follow or [beside] for row in table[1:]]
    assert listed == [
        cell for column in list_brief(thematic_map) if column.key == "name" for cell in column.cells
    ]


@pytest.mark.parametrize("view", [{}, {"wards": ("21013",)}, {"level": "cluster", "indicator": "tips"}])
def test_a_slide_has_words_for_every_line_and_ground_of_its_map(view):
    thematic_map = shipped_map(**view)
    slide = pptx.Presentation(BytesIO(write_pptx(thematic_map))).slides[0]
    said = {shape.text_frame.text for shape in slide.shapes if shape.has_text_frame}
    asked = {*name_lines(thematic_map).values(), name_surroundings(thematic_map)} - {""}
    assert asked
    assert asked <= said


def test_a_map_of_native_shapes_names_every_unit():
    thematic_map = shipped_map(wards=("21028",))
    slide = read_show(write_pptx(thematic_map, shapes=True)).slides[0]
    group = next(shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP)
    names = {shape.name.split(" ", 1)[0] for shape in group.shapes}
    assert set(map(str, thematic_map.layer.frame.index)) <= names
    assert group._element.xpath("./p:nvGrpSpPr/p:cNvPr")[0].get("descr") == thematic_map.furniture.sentence
    said = set(texts_on(slide))
    assert {"TDP 11", "Tổ dân phố 11"} & said


def test_native_shapes_stay_inside_the_map_and_none_shares_its_number(show):
    """Neighbouring wards go on outside the window of a ward page; there they would lie over the words."""
    slide = read_show(write_pptx(shipped_map(wards=("21028",)), shapes=True)).slides[0]
    picture = next(s for s in read_show(show).slides[0].shapes if s.shape_type == MSO_SHAPE_TYPE.PICTURE)
    group = next(shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP)
    room = 2 * 36000
    assert len(group.shapes) > 17
    for shape in group.shapes:
        assert shape.left >= picture.left - room
        assert shape.top >= picture.top - room
        assert shape.left + shape.width <= picture.left + picture.width + room
        assert shape.top + shape.height <= picture.top + picture.height + room
    numbers = [found.get("id") for found in slide._element.xpath(".//p:cNvPr")]
    assert len(set(numbers)) == len(numbers)


def test_native_lines_have_the_dashes_of_the_map_and_patterns_their_inks():
    thematic_map = shipped_map(layers=("clusters",))
    slide = read_show(write_pptx(thematic_map, shapes=True)).slides[0]
    stroke = cluster_stroke(thematic_map)
    dashes = [(int(one.get("d")), int(one.get("sp"))) for one in slide._element.xpath(".//a:custDash/a:ds")]
    asked = tuple(part / stroke.width * 100_000 for part in stroke.dash)
    assert len(dashes) == 1 + len(thematic_map.clusters)  # the key has one too
    assert all(drawn == pytest.approx(asked, rel=1e-3) for drawn in dashes)
    shapes = next(shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP).shapes
    failed = [shape for shape in shapes if shape.name.endswith("Chưa đạt")]
    assert len(failed) == thematic_map.counts[0]
    fill = list_shades(thematic_map)["Chưa đạt"]
    for shape in failed:
        assert shape.fill.type == MSO_FILL.PATTERNED
        assert f"#{shape.fill.back_color.rgb}".lower() == fill.colour
        assert f"#{shape.fill.fore_color.rgb}".lower() == fill.ink


def test_native_shapes_of_a_city_are_drawn_without_walking_every_point_again():
    """The library's own way took 30 times the time of the picture; the ratio holds on a busy machine too."""
    thematic_map = shipped_map()
    took = []
    for shapes in (False, True):
        write_pptx(thematic_map, shapes=shapes)
        start = time.process_time()
        write_pptx(thematic_map, shapes=shapes)
        took.append(time.process_time() - start)
    assert took[1] < 8 * took[0]


@pytest.mark.parametrize("write", [write_pptx, write_docx])
def test_office_files_say_whose_they_are_and_are_the_same_bytes_each_time(write):
    thematic_map = shipped_map(wards=("21202",))
    content = write(thematic_map)
    assert write(thematic_map) == content
    opened = read_show(content) if write is write_pptx else docx.Document(BytesIO(content))
    properties = opened.core_properties
    assert properties.author == properties.last_modified_by == thematic_map.furniture.office
    assert properties.title == thematic_map.furniture.title
    assert thematic_map.furniture.page_id in properties.comments


@pytest.fixture(scope="module")
def report():
    maps = [shipped_map(wards=("21028",)), shipped_map(level="ward", indicator="share_met")]
    return docx.Document(BytesIO(write_docx(maps)))


def test_a_report_counts_units_where_a_sentence_of_names_would_fill_its_page():
    drawn = shipped_map()
    furniture = replace(drawn.furniture, sentence="Tổ dân phố số 14, " * 50, brief="chưa đạt: 50 đơn vị.")
    document = docx.Document(BytesIO(write_docx(replace(drawn, furniture=furniture))))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert "chưa đạt: 50 đơn vị." in said
    assert furniture.sentence not in said


def test_a_report_has_the_margins_and_the_type_of_official_documents(report):
    section = report.sections[0]
    assert (section.page_width.mm, section.page_height.mm) == (
        pytest.approx(210, 0.1),
        pytest.approx(297, 0.1),
    )
    assert 20 <= section.top_margin.mm <= 25.1
    assert 29.9 <= section.left_margin.mm <= 35
    assert 14.9 <= section.right_margin.mm <= 20.1
    fonts = report.styles["Normal"].element.rPr.rFonts
    assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "cs")} == {"Times New Roman"}


def test_a_figure_is_at_most_160_mm_wide_with_caption_and_alternative_text(report):
    assert len(report.inline_shapes) == 2
    for figure in report.inline_shapes:
        assert figure.width.mm <= 160.01
        assert figure._inline.docPr.get("descr")
    captions = [paragraph.text for paragraph in report.paragraphs if paragraph.style.name == "Caption"]
    assert [caption.split(".")[0] for caption in captions] == ["Hình 1", "Bảng 1", "Hình 2", "Bảng 2"]


@pytest.mark.parametrize(("wards", "together"), [(8, True), (23, False)])
def test_several_years_of_few_units_stand_with_their_table_on_one_page(wards, together):
    chosen = tuple(shipped_atlas().boundaries.wards.index[:wards])
    years = make_years(shipped_atlas(), View(2018, level="ward", indicator="tips", wards=chosen))
    report = Document(BytesIO(write_docx(years)))
    assert (measure_rest(report, 0) >= 0) == together
    assert report.inline_shapes[0].height >= Mm(112) - 1


def test_a_map_is_not_squeezed_so_that_its_table_ends_on_its_page():
    drawn = shipped_map(wards=("21013",))
    usual, lowest = (compose_shown(drawn, replace(FIGURE, height=height)) for height in (104.0, 78.0))
    scales = [max(area.place.scale for area in units_of(page.items)) for page in (usual, lowest)]
    assert scales[1] > 0.6 * scales[0]


def test_a_table_of_a_report_has_every_unit_and_repeats_its_head(report):
    first = report.tables[0]
    assert len(first.rows) == 1 + len(shipped_map(wards=("21028",)).layer.frame)
    assert first.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert not first.rows[1]._tr.xpath("./w:trPr/w:tblHeader")
    assert [cell.text for cell in first.rows[0].cells[:2]] == [
        "Đơn vị",
        "Năm 2018",
    ]  # not its ward
    assert first.rows[1].cells[1].text == "Chưa đạt"
    assert first.rows[1].cells[1]._tc.xpath("./w:tcPr/w:shd")[0].get(qn("w:fill")) == "e66101"


def test_of_many_years_each_ward_has_a_row_over_its_hamlets_and_no_cell_breaks():
    one = make_years(shipped_atlas(), View(2018)).maps[-1]
    maps = tuple(replace(one, view=replace(one.view, year=2018 - back)) for back in reversed(range(5)))
    columns = list_brief(YearSeries(maps))
    names, wards = (next(column.cells for column in columns if column.key == key) for key in ("name", "ward"))
    rows = [[cell.text for cell in row.cells] for row in add_table(Document(), columns, "vi").rows]
    told = []
    for row in rows[1:]:
        if len(set(row)) == 1:
            ward = row[0]
        else:
            told.append((row[0].replace("TDP", "Tổ dân phố"), ward.casefold()))
    assert told == [(name, ward.casefold()) for name, ward in zip(names, wards, strict=True)]
    assert len(rows) == 1 + len(names) + len(set(wards))
    heads = [row[0] for row in rows if len(set(row)) == 1]
    assert len(heads) == len(set(heads))
    size = 9.5
    widths = [column.width / Mm(1) for column in add_table(Document(), columns, "vi").columns]
    for row in rows:
        if len(set(row)) > 1:
            cells = zip(row, widths, strict=True)
            assert all(measure(text, size) * 0.885 + 3.8 <= width for text, width in cells)


def test_a_table_whose_cells_would_break_has_smaller_type_where_none_breaks_by_it():
    columns = [
        Column("name", "Đơn vị", ("Tổ dân phố 11",) * 4),
        Column("ward", "Xã, phường", ("phường Trương Quang Trọng", "xã Tịnh An") * 2),
        *(Column(f"year{year}", f"Năm {year}", ("Đạt tiêu chuẩn",) * 4) for year in (2016, 2017, 2018)),
    ]
    table = add_table(Document(), columns, "vi")
    (size,) = {
        run.font.size.pt for row in table.rows for cell in row.cells for run in cell.paragraphs[0].runs
    }
    assert size == 9.5
    for column, sized in zip(columns, table.columns, strict=True):
        widest = max(measure(text, size) for text in column.cells)
        assert widest * 0.885 + 3.8 <= sized.width / Mm(1)
    short = [Column("name", "Đơn vị", ("Thôn 1",)), Column("year2018", "Năm 2018", ("Chưa đạt",))]
    (cell, *_) = add_table(Document(), short, "vi").rows[1].cells
    assert cell.paragraphs[0].runs[0].font.size.pt == 10.5


def test_each_row_of_a_table_of_a_report_has_its_own_words_colours_and_ends_of_numbers():
    columns = (
        Column("name", "Đơn vị", ("Thôn 1", "Thôn 2", "Thôn 3")),
        Column("value", "Nhóm", ("Đạt", "Chưa đạt", "Đạt"), "class"),
        Column("models", "Mô hình", (2, None, 1234), "number"),
    )
    table = add_table(Document(), columns, "vi", {"Đạt": "#b3cde3", "Thôn 3": "#000000"})
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == [
        ["Thôn 1", "Đạt", "2"],
        ["Thôn 2", "Chưa đạt", ""],
        ["Thôn 3", "Đạt", "1.234"],
    ]
    shades = [[cell._tc.xpath("string(w:tcPr/w:shd/@w:fill)") for cell in row.cells] for row in table.rows]
    assert shades == [["e9edf0"] * 3, ["", "b3cde3", ""], [""] * 3, ["", "b3cde3", ""]]
    ends = {cell.paragraphs[0].alignment for cell in table.columns[2].cells}
    assert ends == {WD_ALIGN_PARAGRAPH.RIGHT}


def test_no_row_of_a_table_stands_alone_under_its_head_or_on_its_last_page(report):
    rows = report.tables[0].rows
    held = [all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells) for row in rows]
    assert held == [True] * 3 + [False] * (len(rows) - 6) + [True] * 2 + [False]


@pytest.mark.parametrize(
    "colour", ["#e66101", "#1c6275", "#b3cde3", "#9a86bd", "#66aca6", "#777777", "#000000"]
)
def test_words_on_the_colour_of_a_class_can_be_read(colour):
    def light(of):
        parts = np.array([int(of[at : at + 2], 16) for at in (1, 3, 5)]) / 255
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722]) + 0.05

    lights = sorted((light(colour), light(ink_on(colour))))
    assert lights[1] / lights[0] >= 4.5


def test_captions_are_numbered_by_fields_and_a_table_has_the_number_of_its_figure(report):
    codes = [part.text.strip() for part in report.element.body.iter(qn("w:instrText"))]
    assert codes == [
        r"SEQ Hình \* ARABIC",
        r"SEQ Bảng \* ARABIC \r 1",
        r"SEQ Hình \* ARABIC",
        r"SEQ Bảng \* ARABIC \r 2",
    ]


def test_pages_are_numbered_at_their_head_but_the_first(report):
    section = report.sections[0]
    assert section.different_first_page_header_footer
    codes = [part.text.strip() for part in section.header._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE"]
    assert not list(section.first_page_header._element.iter(qn("w:instrText")))
    assert shipped_map().furniture.banner in section.first_page_header.paragraphs[0].text


def test_a_report_carries_banner_source_and_page_id(report):
    furniture = shipped_map(wards=("21028",)).furniture
    said = "\n".join(paragraph.text for paragraph in report.paragraphs)
    assert furniture.banner in report.sections[0].header.paragraphs[0].text
    for words in (
        furniture.source,
        furniture.data_date,
        furniture.vintage,
        furniture.page_id,
        furniture.sentence,
    ):
        assert words in said
