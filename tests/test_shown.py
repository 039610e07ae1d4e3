"""A map, two years and all years are treated alike: page, slide, figure and table say the same of each."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import docx
import pptx
import pytest
from paper import shipped_atlas, shipped_map
from pptx.enum.shapes import MSO_SHAPE_TYPE

from geo.formats import OF_YEARS, make_file
from geo.layout.shown import MOST_YEARS, head_of, list_shown
from geo.model import View
from geo.model.pair import YearSeries
from geo.office.document import write_docx
from geo.office.listing import list_readable
from geo.office.slides import write_pptx
from geo.pairs.pair import make_pair
from geo.pairs.pair_years import make_years

VIEWS = [{}, {"level": "ward", "indicator": "share_met"}, {"indicator": "tips", "language": "en"}]


def pair(**words):
    return make_pair(shipped_atlas(), View(**{"year": 2018, **words}), 2017)


def years(**words):
    return make_years(shipped_atlas(), View(**{"year": 2018, **words}))


def slide_of(shown):
    return pptx.Presentation(BytesIO(write_pptx(shown))).slides[0]


def tables_of(slide):
    return [
        [[cell.text.strip("\u00a0") for cell in row.cells] for row in shape.table.rows]
        for shape in slide.shapes
        if shape.has_table
    ]


@pytest.mark.parametrize("words", VIEWS)
def test_the_table_of_two_years_has_both_values_and_the_change_of_every_unit(words):
    shown = pair(**words)
    columns = {column.title: column.cells for column in list_shown(shown)}
    frame, language = shown.change.layer.frame, shown.change.view.language
    head = "Thay đổi" if language == "vi" else "Change"
    assert len(columns[head]) == len(frame)
    assert sorted(columns[head]) == sorted(frame["text"])
    exceptions = {entry.label[language] for entry in shown.change.classes.entries if entry.exception}
    marked = [text in exceptions for text in columns[head]]
    assert marked == sorted(marked, reverse=True)


def test_a_unit_with_other_borders_is_told_nothing_of_the_earlier_year():
    shown = pair()
    frame = shown.change.layer.frame
    moved = replace(shown.change, layer=replace(shown.change.layer, frame=frame.assign(previous_text="–")))
    columns = {column.title: column.cells for column in list_shown(replace(shown, change=moved))}
    assert set(columns["Năm 2017"]) == {"–"}


def test_so_many_years_that_a_table_has_no_room_leave_it_to_the_legend():
    maps = years().maps
    assert list_shown(YearSeries(maps))
    assert list_shown(YearSeries((*maps, *maps)[: MOST_YEARS + 1])) == ()


def test_a_single_map_keeps_its_table():
    assert list_shown(shipped_map()) == list_readable(shipped_map())


@pytest.mark.parametrize("words", VIEWS)
def test_a_slide_of_two_years_has_a_picture_and_native_legends_that_add_up(words):
    shown = pair(**words)
    slide = slide_of(shown)
    pictures = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    largest = max(pictures, key=lambda shape: shape.width)
    assert largest._element.xpath(".//p:cNvPr")[0].get("descr") == shown.change.furniture.sentence
    assert slide.shapes.title.text_frame.text == shown.change.furniture.title
    values, change, *_ = tables_of(slide)
    assert values[0][2:] == ["2017", "2018"]
    assert [row[2:] for row in values[1:-1]] == [
        [str(first), str(second)]
        for first, second in zip(shown.before.counts, shown.after.counts, strict=True)
    ]
    assert [int(row[2]) for row in change[1:-1]] == list(shown.change.counts)


def test_a_slide_of_all_years_has_a_column_of_counts_a_year():
    shown = years()
    legend, table = tables_of(slide_of(shown))
    assert legend[0][2:] == ["2016", "2017", "2018"]
    assert [int(count) for count in legend[-1][2:]] == [sum(one.counts) for one in shown.maps]
    assert table[0][2:] == ["Năm 2016", "Năm 2017", "Năm 2018"]


@pytest.mark.parametrize("make", [pair, years])
def test_nothing_hangs_over_the_edge_of_a_slide(make):
    slide = slide_of(make())
    for shape in slide.shapes:
        assert shape.top + shape.height <= 190.5 * 36000
        assert shape.left + shape.width <= 338.7 * 36000


@pytest.mark.parametrize("make", [pair, years])
def test_a_figure_of_several_years_is_160_mm_wide_with_its_table(make):
    shown = make()
    report = docx.Document(BytesIO(write_docx(shown)))
    (figure,) = report.inline_shapes
    assert figure.width.mm <= 160.01
    assert figure._inline.docPr.get("descr") == head_of(shown).furniture.sentence
    (table,) = report.tables
    assert len(table.rows) == 1 + len(head_of(shown).layer.frame)
    if make is pair:
        assert any(paragraph.text.startswith(shown.note) for paragraph in report.paragraphs)


@pytest.mark.parametrize("suffix", OF_YEARS)
def test_every_format_of_pages_takes_several_years_and_is_the_same_bytes_each_time(suffix):
    shown = years(wards=("21013",))
    assert make_file(shown, suffix) == make_file(shown, suffix)
