"""The ward atlas: every page there, every name there, complete files only; a page again by its id."""

import csv
import shutil
import signal
import subprocess
import sys
import threading
from collections import defaultdict
from dataclasses import replace
from io import BytesIO

import builders
import pytest
from conftest import ROOT
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn as docx_qn
from paper import Word, list_overlaps, shipped_atlas, shipped_map, texts_of
from pptx import Presentation
from pptx.oxml.ns import qn

from geo.__main__ import main
from geo.atlas import make_map, open_atlas
from geo.books import workers as book_workers
from geo.books.book import Plan, list_sheets, read_sheet
from geo.books.bookshelf import make_book, write_book
from geo.books.pages import bind, compose_book
from geo.books.reissue import draw_pages, find_page
from geo.books.reissue_log import Issued, read_log, record_pages
from geo.books.sheet import Item, Sheet
from geo.books.slides import write_book_pptx
from geo.books.views import draw_view_sheet
from geo.errors import ViewError
from geo.model import View
from geo.office.document import add_paragraph, set_up
from geo.office.document_fields import mark
from geo.office.document_pages import number_marks
from geo.office.document_table import add_table
from geo.office.listing import Column, Section
from geo.office.slide_tables import FEW, lay_table, split_rows
from geo.page import compose_page
from geo.paint import paint_pdf
from geo.tools.words import catalogue, say

PLAN = Plan((2018,), ("safety",))


@pytest.fixture(scope="module")
def parts():
    return compose_book(shipped_atlas(), PLAN)


@pytest.fixture(scope="module")
def pdf(parts, tmp_path_factory):
    path = tmp_path_factory.mktemp("atlas") / "atlas.pdf"
    path.write_bytes(paint_pdf(bind(shipped_atlas(), parts)))
    return path


def read_page(pdf, number):
    """The words of one page with their boxes, as pdftotext finds them."""
    command = ["pdftotext", "-bbox", "-f", str(number), "-l", str(number), str(pdf), "-"]
    found = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    lines = [line for line in found.splitlines() if "<word" in line]
    boxes = [line.split('"')[1::2] for line in lines]
    texts = [line.split(">")[1].split("<")[0] for line in lines]
    return [Word(text, *map(float, box)) for text, box in zip(texts, boxes, strict=True)]


def list_inside(words, box):
    """The words whose middle lies in a box of the page in millimetres."""
    middles = [
        ((word.left + word.right) / 2 * 25.4 / 72, (word.top + word.bottom) / 2 * 25.4 / 72) for word in words
    ]
    return [
        word
        for word, (x, y) in zip(words, middles, strict=True)
        if box.left <= x <= box.right and box.top <= y <= box.bottom
    ]


def count_pages(path):
    found = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True, text=True).stdout
    return int(next(line.split()[1] for line in found.splitlines() if line.startswith("Pages:")))


def test_the_atlas_has_cover_contents_a_page_a_ward_and_notes(parts, pdf):
    kinds = [part.sheet.kind for part in parts]
    assert kinds == ["cover", "contents", *["ward"] * 23, "notes"]
    wards = [part.sheet.view.wards for part in parts if part.sheet.kind == "ward"]
    assert wards == [(code,) for code in shipped_atlas().boundaries.wards.index]
    assert count_pages(pdf) == sum(len(part.pages) for part in parts) == 26


def test_every_hamlet_is_named_on_the_map_of_its_ward(parts):
    named = {
        naming.code
        for part in parts
        if part.sheet.kind == "ward"
        for naming in part.pages[0].report
        if naming.how in ("inside", "wrapped", "shrunk", "leader", "keyed")
    }
    hamlets = set(shipped_atlas().boundaries.hamlets.index)
    assert len(hamlets) == 241
    assert hamlets <= named


def test_names_are_text_of_the_pdf_at_their_places_and_no_word_lies_over_another(parts, pdf):
    found = 0
    for number, part in enumerate(parts, 1):
        words = read_page(pdf, number)
        assert list_overlaps(words) == [], number
        if part.sheet.kind == "ward":
            units = [naming for naming in part.pages[0].report if not naming.code.startswith("ward:")]
            for naming in units:
                assert " ".join(word.text for word in list_inside(words, naming.box)) == naming.text
            found += len(units)
    assert found == 241


def test_each_ward_page_has_the_table_of_its_hamlets(parts):
    hamlets = shipped_atlas().boundaries.hamlets
    for part in parts[2:-1]:
        code = part.sheet.view.wards[0]
        texts = [text for page in part.pages for text in texts_of(page.items)]
        for name in hamlets.loc[hamlets["ward_code"] == code, "name"]:
            assert name in texts, (code, name)


def test_a_table_of_the_whole_city_says_the_ward_of_each_hamlet():
    city, ward = (
        [
            word
            for page in draw_view_sheet(shipped_atlas(), Sheet("table", view))
            for word in texts_of(page.items)
        ]
        for view in (View(2018), View(2018, wards=("21013",)))
    )
    assert city.count("phường Trần Phú") == 24
    assert ward.count("phường Trần Phú") <= 1


def test_contents_name_the_page_on_which_each_ward_stands(parts, pdf):
    texts = texts_of(parts[1].pages[0].items)
    for number, part in enumerate(parts, 1):
        if part.sheet.kind == "ward":
            assert str(number) in texts
            name = shipped_atlas().boundaries.wards.loc[part.sheet.view.wards[0], "name"]
            first = " ".join(word.text for word in read_page(pdf, number)[:40])
            assert name in first


def test_the_last_page_quotes_the_published_figures_and_never_compares_the_undated(parts):
    text = " ".join(texts_of(parts[-1].pages[0].items))
    for figure in ("237/241", "23/23", "140/155", "307", "940"):
        assert figure in text
    assert catalogue("vi")["book.not_comparable"].split(",")[0] in text
    assert "241 trong 241" in text


def test_the_banner_stands_on_every_page(parts):
    for part in parts:
        for page in part.pages:
            assert catalogue("vi")["furniture.banner"] in texts_of(page.items)


def test_the_pdf_is_sound_and_the_same_each_time(parts, pdf):
    assert subprocess.run(["qpdf", "--check", str(pdf)], capture_output=True, check=False).returncode == 0
    assert paint_pdf(bind(shipped_atlas(), parts)) == pdf.read_bytes()


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_several_processes_draw_the_same_pages(small_atlas, monkeypatch, start):
    alone = make_book(small_atlas, PLAN, "pdf", workers=1)
    monkeypatch.setattr("geo.books.workers._choose_start", lambda: start)
    assert make_book(small_atlas, PLAN, "pdf", workers=2) == alone


def test_a_process_with_threads_is_not_forked():
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    assert book_workers._choose_start() == "spawn"
    stop.set()
    thread.join()
    assert book_workers.choose_workers(sheets=26, asked=3) == 3


def test_several_years_and_indicators_give_a_page_each(small_atlas):
    plan = Plan((2017, 2018), ("safety", "tips"), ("21013",))
    sheets = list_sheets(small_atlas, plan)
    shown = [(sheet.view.year, sheet.view.indicator) for sheet in sheets if sheet.kind == "ward"]
    assert shown == [(2018, "safety"), (2018, "tips"), (2017, "safety"), (2017, "tips")]
    assert [sheet.kind for sheet in sheets].count("city") == 3


def test_an_address_gives_its_sheet_back(small_atlas):
    for sheet in list_sheets(small_atlas, Plan((2017, 2018), ("safety", "tips"), ("21013",), "en")):
        assert read_sheet(sheet.address, small_atlas) == sheet


def test_hamlet_tips_stay_in_their_bands_in_every_format(small_atlas):
    plan = Plan((2018,), ("tips",))
    parts = compose_book(small_atlas, plan)
    texts = {text for part in parts[2:-1] for page in part.pages for text in texts_of(page.items)}
    assert "25" not in texts  # the count of one hamlet
    report = Document(BytesIO(make_book(small_atlas, plan, "docx").content))
    cells = {cell.text for table in report.tables for row in table.rows for cell in row.cells}
    assert "25" not in cells
    assert "10 trở lên" in cells


def test_a_plan_that_cannot_be_drawn_names_everything_that_is_wrong(small_atlas):
    with pytest.raises(ViewError) as raised:
        list_sheets(small_atlas, Plan((1066,), ("nothing",), ("99999",)))
    assert {problem.value for problem in raised.value.problems} == {"1066", "nothing", "99999"}
    with pytest.raises(ViewError, match="chưa chọn"):
        list_sheets(small_atlas, Plan((), ()))


def test_presentation_has_a_slide_a_map_between_cover_and_notes(small_atlas):
    show = Presentation(BytesIO(make_book(small_atlas, PLAN, "pptx").content))
    titles = [slide.shapes.title.text_frame.text for slide in show.slides]
    assert titles[0].startswith("Tập bản đồ")
    assert titles[1] == catalogue("vi")["book.contents"]
    wards = [words.split(" – ")[1].split(",")[0] for words in titles[3:6]]
    assert wards == ["phường Trần Phú", "phường Nghĩa Chánh", "xã Tịnh Ấn Đông"]
    assert titles[-1].startswith(catalogue("vi")["book.sources"])


def test_a_city_that_is_one_ward_has_its_map_once_in_an_office_file():
    one = builders.atlas(builders.boundaries({"1": 3}), builders.observations({}))
    slides = Presentation(BytesIO(make_book(one, PLAN, "pptx").content)).slides
    assert sum(slide.has_notes_slide for slide in slides) == 1


def test_the_cover_of_a_presentation_counts_units_where_their_names_would_fill_it():
    drawn = shipped_map()
    furniture = replace(drawn.furniture, sentence="Thôn 1 (xã Tịnh Hòa), " * 40, brief="chưa đạt: 40 đơn vị")
    content = write_book_pptx(replace(drawn, furniture=furniture), [Item("phường", drawn)], list)
    cover = Presentation(BytesIO(content)).slides[0]
    assert furniture.brief in [shape.text_frame.text for shape in cover.shapes if shape.has_text_frame]


@pytest.fixture(scope="module")
def ward_slides():
    """Slides of a small and of a large ward, by page id."""
    plan = Plan((2018,), ("safety",), ("21010", "21013"))
    show = Presentation(BytesIO(make_book(shipped_atlas(), plan, "pptx").content))
    slides = defaultdict(list)
    for slide in list(show.slides)[2:-2]:
        (foot,) = [words for words in list_words(slide) if say("map.page_id", "vi") in words]
        slides[foot.split()[-1]].append(slide)
    return list(slides.values())[1:]


def list_words(slide):
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_slides_of_a_ward_have_all_of_its_list_and_more_slides_only_where_it_takes_them(ward_slides):
    for slides, code, most in zip(ward_slides, ("21010", "21013"), (1, 2), strict=True):
        assert len(slides) == most
        frame = make_map(shipped_atlas(), View(2018, "hamlet", "safety", (code,))).layer.frame
        tables = [shape.table for shape in slides[-1].shapes if shape.has_table]
        rows = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
        listed = {row[0]: row[1:] for row in rows if row[0] in set(frame["name"])}
        assert sum(row[0] in listed for row in rows) == len(frame)
        asked = frame.set_index("name")[["text", "previous_text", "tips"]].to_dict("split")
        assert listed == {
            name: [*cells, *rest]
            for name, cells, rest in zip(
                asked["index"], asked["data"], [[str(count)] for count in frame["models"]], strict=True
            )
        }
        assert not any("đơn vị khác" in cell for row in rows for cell in row)


def test_a_slide_of_a_ward_shows_where_in_the_city_it_lies(ward_slides):
    words = "Vị trí trong thành phố"
    for (slide, *_), ward in zip(ward_slides, ("phường Lê Hồng Phong", "phường Trần Phú"), strict=True):
        (inset,) = [shape for shape in slide.shapes if shape.name == words]
        assert inset._element.xpath("./p:nvGrpSpPr/p:cNvPr")[0].get("descr") == f"{words}: {ward}"
        assert words in list_words(slide)
        legend = next(shape for shape in slide.shapes if shape.has_table)
        assert legend.left + legend.width <= inset.left


@pytest.mark.parametrize("rows", [1, 8, 19, 24, 57, 130])
def test_a_table_on_slides_has_each_row_once_in_parts_about_as_high_as_each_other(rows):
    names = Column("name", "Đơn vị", tuple(f"Thôn {place}" for place in range(rows)))
    value = Column("value", "Năm 2018", ("Đạt tiêu chuẩn",) * rows)
    laid = lay_table(Section("Bảng", (), (names, value)), shipped_map())
    slides = list(split_rows(laid))
    assert [
        place for parts in slides for first, count in parts for place in range(first, first + count)
    ] == list(range(rows))
    assert [len(parts) for parts in slides] == [1 if rows <= FEW else 2] * len(slides)
    counts = [count for _, count in slides[-1]]
    assert max(counts) - min(counts) <= 1
    assert len(slides) == -(-rows // 44)


def test_contents_of_a_presentation_lead_to_the_slides_that_they_name(small_atlas):
    show = Presentation(BytesIO(make_book(small_atlas, PLAN, "pptx").content))
    slides = list(show.slides)
    (table,) = [shape.table for shape in slides[1].shapes if shape.has_table]
    rows = list(table.rows)[1:]
    assert len(rows) == 4
    for row in rows:
        (run,) = row.cells[0].text_frame.paragraphs[0].runs
        (link,) = run._r.xpath("./a:rPr/a:hlinkClick")
        target = slides[1].part.related_part(link.get(qn("r:id"))).slide
        assert slides[int(row.cells[2].text) - 1].slide_id == target.slide_id
        said = " ".join(shape.text_frame.text for shape in target.shapes if shape.has_text_frame)
        assert row.cells[1].text in said


def test_contents_of_a_document_lead_to_the_figures_that_they_name(small_atlas):
    report = Document(BytesIO(make_book(small_atlas, PLAN, "docx").content))
    body = report.element.body
    marks = {
        mark.get(docx_qn("w:name")): "".join(mark.getparent().itertext())
        for mark in body.iter(docx_qn("w:bookmarkStart"))
    }
    links = list(body.iter(docx_qn("w:hyperlink")))
    assert len(links) == 4
    for link in links:
        place = "".join(part.text for part in link.iter(docx_qn("w:t")))
        assert place in marks[link.get(docx_qn("w:anchor"))]


def test_contents_of_a_document_say_the_page_until_word_has_counted(small_atlas):
    report = Document(BytesIO(make_book(small_atlas, PLAN, "docx").content))
    (table,) = [table for table in report.tables if len(table.columns) == 4 and table.cell(1, 0).text == "1"]
    codes = [part.text.split() for part in table._tbl.iter(docx_qn("w:instrText"))]
    assert codes == [["PAGEREF", f"figure{place}"] for place in range(1, 5)]
    assert [row.cells[3].text for row in table.rows] == [say("book.page", "vi"), "3", "4", "5", "6"]


def test_pages_of_a_document_are_counted_with_tables_that_go_on():
    report = Document()
    set_up(report, shipped_map())
    column = Column("name", "Đơn vị", tuple(f"Thôn {place}" for place in range(120)))
    for place in (1, 2):
        heading = add_paragraph(report, WD_ALIGN_PARAGRAPH.LEFT)
        heading.paragraph_format.page_break_before = place > 1
        heading.add_run("Bảng")
        mark(heading, f"figure{place}", place)
        add_table(report, [column], "vi")
    assert number_marks(report) == {"figure1": "1", "figure2": "4"}  # 56 rows have room on a page


def test_each_ward_of_a_document_has_its_figure_and_its_whole_table_on_one_page():
    plan = Plan((2018,), ("safety",), ("21010", "21013"))
    report = Document(BytesIO(make_book(shipped_atlas(), plan, "docx").content))
    city, small, large = report.inline_shapes
    assert city.height > small.height > large.height
    tables = [table for table in report.tables if table.cell(0, 0).text == say("map.unit", "vi")]
    assert [len(table.rows) - 1 for table in tables] == [9, 24]
    sizes = [table.cell(1, 0).paragraphs[0].runs[0].font.size.pt for table in tables]
    assert sizes == [10.5, 9.5]
    assert number_marks(report) == {"figure1": "3", "figure2": "4", "figure3": "5"}
    headings = [part for part in report.paragraphs if part.style.name == "Heading 1"]
    mark(headings[4], "notes", 9)  # after the contents and three figures
    assert number_marks(report)["notes"] == "6"


def test_document_has_a_figure_a_map_and_the_published_figures(small_atlas):
    report = Document(BytesIO(make_book(small_atlas, PLAN, "docx").content))
    assert len(report.inline_shapes) == 4
    cells = [cell.text for row in report.tables[-1].rows for cell in row.cells]
    assert "6/7" in cells
    assert "307" in cells


def test_what_stops_the_work_leaves_no_file(city_copy, tmp_path):
    def stop(done, total, name):
        if done > 2:
            raise KeyboardInterrupt

    out = tmp_path / "out"
    out.mkdir()
    for suffix in ("pdf", "pptx", "docx"):
        with pytest.raises(KeyboardInterrupt):
            write_book(open_atlas(city_copy), PLAN, out / f"atlas.{suffix}", progress=stop)
    assert list(out.iterdir()) == []


def test_a_killed_run_leaves_nothing_under_the_name_of_the_file(tmp_path):
    out = tmp_path / "atlas.pdf"
    command = [sys.executable, "-m", "geo", "atlas", "--year", "2018", "--workers", "2", "--out", str(out)]
    shutil.copytree(ROOT / "data", tmp_path / "city", ignore=shutil.ignore_patterns(".*"))
    run = subprocess.Popen(
        [*command, "--data", str(tmp_path / "city")],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    lines = [run.stderr.readline() for _ in range(2)]
    run.send_signal(signal.SIGKILL)
    run.communicate(timeout=60)  # ends when no process holds the pipe any more: the others have followed
    assert [line.split()[0] for line in lines] == ["1/26", "2/26"]
    assert not out.exists()


def test_progress_names_the_page_that_is_drawn(small_atlas):
    told = []
    compose_book(small_atlas, PLAN, progress=lambda done, total, name: told.append((done, total, name)))
    assert [total for _, total, _ in told] == [6] * 6
    assert any("phường Trần Phú" in name for _, _, name in told)


def test_a_page_is_issued_again_bit_for_bit(city_copy, tmp_path, capsys):
    page, again = tmp_path / "map.pdf", tmp_path / "again.pdf"
    assert (
        main(["map", "--data", str(city_copy), "--year", "2018", "--ward", "21013", "--out", str(page)]) == 0
    )
    page_id = make_map(open_atlas(city_copy), View(2018, wards=("21013",))).furniture.page_id
    assert main(["reissue", page_id, "--data", str(city_copy), "--out", str(again)]) == 0
    assert again.read_bytes() == page.read_bytes()


def test_every_page_of_an_atlas_is_found_by_its_id(city_copy, tmp_path):
    atlas = open_atlas(city_copy)
    assert write_book(atlas, Plan((2017, 2018), ("safety", "tips")), tmp_path / "atlas.pdf")
    parts = compose_book(atlas, Plan((2017, 2018), ("safety", "tips")))
    for part in parts:
        found = find_page(atlas, part.pages[0].page_id.lower())
        assert (found.address, found.state) == (part.sheet.address, "same")
        assert paint_pdf(draw_pages(atlas, found)) == paint_pdf(part.pages)


def test_a_page_that_nobody_noted_is_found_among_the_usual_views(city_copy):
    atlas = open_atlas(city_copy)
    view = View(2017, "ward", "tips", language="en", patterns=True)
    page_id = make_map(atlas, view).furniture.page_id
    found = find_page(atlas, page_id)
    # As it is copied from a page, or from the name of its file.
    for text in (
        f"Mã trang {page_id}",
        f"ban-do_2018_{page_id}.pdf",
        f" {page_id[:4].lower()} {page_id[4:]}",
    ):
        assert find_page(atlas, text).page_id == found.page_id
    assert (found.address, found.state, found.when) == (view.address, "same", "")
    (page,) = draw_pages(atlas, found)
    assert paint_pdf(page) == paint_pdf(compose_page(make_map(atlas, view)))


def test_changed_data_is_named_and_the_old_page_is_not_drawn(city_copy, tmp_path, capsys):
    assert main(["atlas", "--data", str(city_copy), "--year", "2018", "--out", str(tmp_path / "a.pdf")]) == 0
    line = next(line for line in read_log(city_copy) if "ward=21013" in line.address)
    table = city_copy / "indicators" / "safety_hamlets.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("2018,21013001,true", "2018,21013001,false"))
    out = tmp_path / "again.pdf"
    capsys.readouterr()
    assert main(["reissue", line.page_id, "--data", str(city_copy), "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert "indicators/safety_hamlets.csv" in said
    assert "tips.csv" not in said
    assert not out.exists()
    found = find_page(open_atlas(city_copy), line.page_id)
    assert found.now_id in said
    assert find_page(open_atlas(city_copy), found.now_id).address == line.address


def test_another_program_is_named_and_the_page_is_drawn(city_copy, tmp_path, capsys, monkeypatch):
    atlas = open_atlas(city_copy)
    page_id = make_map(atlas, View(2018)).furniture.page_id
    monkeypatch.setattr("geo.books.reissue_log.name_version", lambda: "0.0.9+aaaaaaaa")
    assert record_pages(atlas, [Issued(page_id, View(2018).address)])
    out = tmp_path / "again.pdf"
    assert main(["reissue", page_id, "--data", str(city_copy), "--lang", "en", "--out", str(out)]) == 1
    assert "0.0.9+aaaaaaaa" in capsys.readouterr().err
    assert out.exists()


def test_a_view_that_is_gone_is_said_to_be_gone(city_copy, tmp_path, capsys):
    atlas = open_atlas(city_copy)
    address = View(2018, wards=("21013",)).address.replace("21013", "30000")
    assert record_pages(atlas, [Issued("ABCDEFGH", address)])
    assert main(["reissue", "ABCDEFGH", "--data", str(city_copy), "--out", str(tmp_path / "x.pdf")]) == 1
    said = capsys.readouterr().err
    assert "30000" in said
    assert catalogue("vi")["reissue.gone_view"] in said


@pytest.mark.parametrize("typed", ["", "abc", "ABCDEFG9", "../../etc", "22222222"])
def test_what_is_no_page_id_is_refused_in_words(city_copy, typed):
    with pytest.raises(ViewError):
        find_page(open_atlas(city_copy), typed)


def test_digits_that_no_id_has_are_the_letters_that_they_look_like(city_copy):
    atlas = open_atlas(city_copy)
    assert record_pages(atlas, [Issued("AOIBEFGH", View(2018).address)])
    assert find_page(atlas, " a018 efgh").page_id == "AOIBEFGH"


def test_the_log_only_grows_and_a_cut_line_is_skipped(city_copy):
    atlas = open_atlas(city_copy)
    assert record_pages(atlas, [Issued("ABCDEFGH", View(2018).address)])
    log = city_copy / ".history" / "pages.csv"
    first = log.read_bytes()
    assert record_pages(atlas, [Issued("ABCDEFGH", View(2018).address)])
    assert log.read_bytes() == first
    log.write_bytes(first + b"HGFEDCBA,year=20")
    assert [line.page_id for line in read_log(city_copy)] == ["ABCDEFGH"]
    assert record_pages(atlas, [Issued("BBBBBBBB", View(2017).address)])
    assert [line.page_id for line in read_log(city_copy)] == ["ABCDEFGH", "BBBBBBBB"]
    with log.open(encoding="utf-8") as file:
        assert next(csv.reader(file))[0] == "page_id"


def test_a_data_folder_that_cannot_be_written_still_gives_the_atlas(city_copy, tmp_path):
    (city_copy / ".history").write_text("not a folder")
    assert write_book(open_atlas(city_copy), PLAN, tmp_path / "a.pdf") is False
    assert (tmp_path / "a.pdf").exists()


def test_a_kind_of_file_that_is_no_atlas_is_refused(city_copy, tmp_path, capsys):
    assert main(["atlas", "--data", str(city_copy), "--year", "2018", "--out", str(tmp_path / "a.xlsx")]) == 2
    assert ".pdf, .pptx, .docx" in capsys.readouterr().err
