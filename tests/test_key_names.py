"""The key of names that do not stand on the map: every exception of a crowd is named, whatever the paper."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import numpy as np
import pptx
import pytest
from paper import list_overlaps, read_words, shipped_map, texts_of, units_of
from PIL import Image

from geo.classify import count_classes
from geo.drawing.pdf import write_pdf
from geo.drawing.runs import Run, set_runs
from geo.drawing.scene import Box, list_pages
from geo.drawing.typeset import Type
from geo.lettering.key_names import draw_key
from geo.lettering.name_lines import abbreviate, shorten
from geo.lettering.naming import CROWD
from geo.lettering.wishes import Names, Placed, Wish, list_forms, list_unplaced
from geo.model import A4_LANDSCAPE, FIGURE_160, LAYOUTS, Layer
from geo.office.document import write_docx
from geo.office.document_pages import measure_rest
from geo.office.slides import write_pptx
from geo.page import compose_page
from geo.paint import paint_pdf, paint_png
from geo.tools.words import say

if TYPE_CHECKING:
    from geo.drawing.scene import Page
    from geo.model import ThematicMap

LONG = ("Tổ dân phố khu tập thể nhà máy cơ khí An Phú Đông số", "Thôn Hòa Bình mới thành lập nhánh")


@cache
def crowd(count: int, *, long: bool = False) -> ThematicMap:
    """Return the city with so many hamlets that do not meet the standard, every fourth name a long one."""
    base = shipped_map()
    frame = base.layer.frame
    places = np.full(len(frame), next(n for n, one in enumerate(base.classes.entries) if one.key == "met"))
    places[np.random.default_rng(3).permutation(len(frame))[:count]] = 0
    names = [
        f"{LONG[n % 8 // 4]} {n}" if long and n % 4 == 0 else name for n, name in enumerate(frame["name"])
    ]
    texts = [base.classes.entries[place].label["vi"] for place in places]
    drawn = frame.assign(**{"class": places}, name=names, text=texts)
    return replace(base, layer=Layer(drawn), counts=count_classes(drawn["class"], base.classes))


def list_said(page: Page) -> str:
    return " ".join(text for one in list_pages(page) for text in texts_of(one.items))


def exceptions_of(thematic_map: ThematicMap) -> set[str]:
    frame = thematic_map.layer.frame
    return set(frame.index[frame["class"] == 0])


@pytest.mark.parametrize(("count", "long"), [(CROWD, False), (241, True)], ids=["numbers", "long"])
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_every_exception_is_named_on_the_page_or_on_those_that_go_on_with_it(layout, long, count, tmp_path):
    thematic_map = crowd(count, long=long)
    page = compose_page(thematic_map, layout)
    became = {naming.code: naming.how for naming in page.report}
    assert became.keys() >= exceptions_of(thematic_map)
    later = [code for code, how in became.items() if how == "omitted"]
    assert bool(later) == bool(page.more)
    if later:
        assert say("page.omitted", "vi", count=len(later)).split("; ")[0] in list_said(page)
    said = list_said(page)
    for code, name in thematic_map.layer.frame["name"].items():
        if code in exceptions_of(thematic_map):
            assert shorten(name).rpartition(" ")[2] in said
            if name.startswith(LONG):
                assert all(word in said for word in shorten(name).split())
    for one in list_pages(page):
        assert list_overlaps(read_words(write_pdf([one]), tmp_path)) == []


@pytest.mark.parametrize("count", [CROWD, 241])
def test_a_list_by_wards_has_each_name_once_under_its_ward(count):
    thematic_map = crowd(count)
    page = compose_page(thematic_map, A4_LANDSCAPE)
    frame = thematic_map.layer.frame
    words = " ".join(texts_of(page.items))
    for ward in frame.loc[sorted(exceptions_of(thematic_map)), "ward_name"].unique():
        assert words.count(f"{ward[:1].upper()}{ward[1:]}:") == 1


def test_numbers_of_a_crowd_go_up_ward_by_ward():
    page = compose_page(crowd(CROWD))
    numbered = [naming.code for naming in page.report if naming.how == "keyed" and naming.code.isdigit()]
    assert len(numbered) == CROWD
    assert numbered == sorted(numbered)


def test_pages_that_go_on_have_the_furniture_and_a_picture_is_of_the_first_one():
    page = compose_page(crowd(241, long=True), LAYOUTS["slide_16_9"])
    assert page.more
    for more in page.more:
        said = " ".join(texts_of(more.items))
        furniture = crowd(241, long=True).furniture
        assert all(words in said for words in (furniture.page_id, furniture.banner, furniture.office))
        assert say("page.more", "vi", title=furniture.title) in said
        assert not units_of(more.items)
    together = write_pdf(list_pages(page))
    assert paint_pdf(page) == together
    with Image.open(BytesIO(paint_png(page, 36))) as picture:
        assert picture.height == round(page.height / 25.4 * 36)


def test_a_figure_of_a_text_page_becomes_higher_instead_of_going_on():
    page = compose_page(crowd(CROWD, long=True), FIGURE_160)
    assert not page.more
    assert FIGURE_160.height < page.height <= 2.1 * FIGURE_160.height
    assert page.width == FIGURE_160.width


def test_slides_go_on_with_the_names_that_have_no_place_on_the_map():
    thematic_map = crowd(CROWD)
    show = pptx.Presentation(BytesIO(write_pptx(thematic_map)))
    assert len(show.slides) > 1
    cells = [
        cell.text
        for slide in list(show.slides)[1:]
        for shape in slide.shapes
        if shape.has_table
        for row in list(shape.table.rows)[1:]
        for cell in [list(row.cells)[-1]]
    ]
    assert sum(len(text.split(", ")) for text in cells) == CROWD
    assert len(pptx.Presentation(BytesIO(write_pptx(shipped_map()))).slides) == 1


def place(code: str, number: int = 0, **words: str) -> Placed:
    wish = Wish(code, ((code,),), (0.0, 0.0), Box(0, 0, 1, 1), None, (7.0,), **words)
    return Placed(wish, "keyed" if number else "omitted", (), 7.0, None, number=number)


def test_names_of_several_classes_stand_under_theirs():
    placed = [
        place("21013001", name="Thôn 1", ward="xã A", status="Mới đạt"),
        place("21013002", name="Thôn 2", ward="xã A", status="Mất danh hiệu"),
        place("21014001", 1, colour="#8a3200", name="Thôn 1", ward="xã B", status="Mới đạt"),
    ]
    names = list_unplaced(placed)
    assert names.by_ward
    said = [words.text for block in draw_key(names, "vi", 60.0, Type(8.0)) for words in block.items]
    assert [text for text in said if text.endswith(":")] == [
        "Mất danh hiệu, xã A:",
        "Mới đạt, xã A:",
        "Mới đạt, xã B:",
    ]


def test_a_key_is_rows_while_each_name_has_a_number_then_a_list_then_a_shorter_one():
    few = list_unplaced([place("1", 1, name="A"), place("2", 2, name="B")])
    forms = list(list_forms(few))
    assert not forms[0].by_ward
    assert [len(form.shown) for form in forms] == [2, 2, 1, 0]
    assert all(len(form.shown) + len(form.later) == 2 for form in forms)
    assert next(list_forms(Names())) == Names()


def test_no_column_of_a_key_ends_with_the_first_line_of_a_ward():
    names = [f"Thôn {letter} có tên dài hơn một dòng" for letter in "ABC"]
    placed = [
        place(f"{ward}{n}", 10 * ward + n, colour="#8a3200", name=name, ward=f"xã {ward} có tên rất dài")
        for ward in range(1, 8)
        for n, name in enumerate(names, 1)
    ]
    blocks = draw_key(replace(list_unplaced(placed), by_ward=True), "vi", 40.0, Type(8.0))
    parts = [[words.text for words in block.items] for block in blocks if block.items]
    assert len(parts) > 2
    assert all(not part[-1].endswith(":") for part in parts)
    assert sum(text.endswith(":") for part in parts for text in part) == 7


def test_names_that_would_hide_a_small_map_are_numbers_on_it():
    drawn = crowd(60, long=True)
    page = compose_page(drawn, FIGURE_160)
    assert page.height > FIGURE_160.height, "a figure becomes higher rather than its map small"
    assert {name.how for name in page.report if name.code in exceptions_of(drawn)} == {"keyed"}
    assert "leader" in {name.how for name in compose_page(crowd(8), A4_LANDSCAPE).report}


def test_neighbours_in_a_list_share_the_words_before_their_numbers():
    names = ["TDP 1", "TDP 3", "Thôn Hòa Bình", "Thôn 4", "Thôn 5A", "7", "8"]
    assert list(abbreviate(names)) == ["TDP 1", "3", "Thôn Hòa Bình", "Thôn 4", "5A", "7", "8"]


def test_runs_stay_whole_where_a_line_holds_them_and_no_line_is_too_long():
    kind = Type(8.0)
    runs = (Run("12", "medium", tied=True), Run("Thôn 3,"), Run("Thôn rất dài không đủ chỗ trên một dòng"))
    lines = set_runs(runs, 30.0, kind, 2.0)
    assert " ".join(words.text for line in lines for words in line) == " ".join(run.text for run in runs)
    assert [words.text[:7] for words in lines[0]] == ["12", "Thôn 3,"]
    assert all(line[0].x == 2.0 for line in lines[1:])


def test_a_figure_stands_with_its_words_on_a_page_and_what_it_has_no_room_for_under_them():
    thematic_map = crowd(241, long=True)
    report = docx.Document(BytesIO(write_docx(thematic_map)))
    table, *_ = report.tables
    table._tbl.getparent().remove(table._tbl)
    figures = [paragraph for paragraph in report.paragraphs if paragraph._p.xpath(".//wp:inline")]
    assert len(figures) > 1
    for more in figures[1:]:
        more._p.getparent().remove(more._p)
    assert measure_rest(report, 0) >= 0
