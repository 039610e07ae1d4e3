"""The report screen through Streamlit's own test: choices, the finished file, a page by its id."""

import time
from urllib.parse import parse_qs

import pytest
from conftest import ROOT, draw_hamlets, draw_wards, write_boundaries
from streamlit.testing.v1 import AppTest

from geo.atlas import make_map, make_page_id, open_atlas
from geo.books.book import Plan, make_sheet
from geo.books.bookshelf import make_book
from geo.books.handout import hand_out
from geo.books.reissue_log import read_log
from geo.formats import FORMATS
from geo.model import View
from geo.tools.words import catalogue, day, say

APP = str(ROOT / "ui" / "front.py")


@pytest.fixture
def open_screen(monkeypatch, city_copy, tmp_path):
    def run(**query):
        monkeypatch.setenv("SAFETY_MAP_DATA", str(city_copy))
        monkeypatch.setattr("ui.report_maker.SHELF", tmp_path / "shelf")
        app = AppTest.from_file(APP, default_timeout=60)
        for word, value in query.items():
            app.query_params[word] = value
        return app.run().switch_page("screens/report.py").run()

    return run


def words_of(app):
    return [block.value for block in app.text]


def finished(tmp_path):
    return sorted((tmp_path / "shelf").glob("*/*"))


def test_the_screen_has_one_heading_its_banner_and_no_file_yet(open_screen):
    app = open_screen()
    assert not app.exception
    assert [title.value for title in app.title] == [say("report.title", "vi")]
    assert say("furniture.banner", "vi") in words_of(app)
    assert app.get("download_button") == []


def test_the_wards_are_counted_that_the_chosen_years_have(open_screen, city_copy):
    wards = draw_wards()
    wards.loc[wards["code"] == "21202", "valid_to"] = "2017-12-31"
    hamlets = draw_hamlets()
    hamlets.loc[hamlets["ward_code"] == "21202", "valid_to"] = "2017-12-31"
    write_boundaries(city_copy / "boundaries", wards, hamlets)
    app = open_screen()
    assert app.multiselect(key="report_wards").placeholder == say("report.all_wards", "vi", count="2")
    app.button_group(key="report_years").set_value(["2017", "2018"]).run()
    assert app.multiselect(key="report_wards").placeholder == say("report.all_wards", "vi", count="3")


def test_choices_begin_with_what_is_in_view(open_screen):
    app = open_screen(year="2017", ward="21013", indicator="tips")
    assert app.multiselect(key="report_wards").value == ["21013"]
    assert app.multiselect(key="report_indicators").value == ["tips"]
    assert say("report.atlas_sheets", "vi", count="4") in words_of(app)


def test_the_finished_file_is_kept_for_download(open_screen, small_atlas, tmp_path, city_copy):
    app = open_screen(ward="21013")
    app.button(key="report_make").click().run()
    assert not app.exception
    (path,) = finished(tmp_path)
    plan = Plan((2018,), ("safety",), ("21013",))
    assert path.read_bytes() == make_book(open_atlas(city_copy), plan, "pdf").content
    assert path.name.startswith("tap-ban-do_")
    app.run()
    assert len(app.get("download_button")) == 1
    assert list(app.session_state["report_done"]) == [str(path)]


@pytest.mark.parametrize("suffix", ["pptx", "docx"])
def test_office_files_are_made_too(open_screen, tmp_path, suffix):
    app = open_screen(ward="21013")
    app.segmented_control(key="report_format").set_value(suffix).run()
    app.button(key="report_make").click().run()
    assert not app.exception
    assert [path.suffix for path in finished(tmp_path)] == [f".{suffix}"]


def test_nothing_is_drawn_as_long_as_nothing_is_chosen(open_screen):
    app = open_screen()
    app.multiselect(key="report_indicators").set_value([]).run()
    assert not app.exception
    assert any("chưa chọn" in words for words in words_of(app))
    assert not any(button.key == "report_make" for button in app.button)


def test_pages_of_a_finished_atlas_are_noted(open_screen, city_copy):
    app = open_screen(ward="21013")
    app.button(key="report_make").click().run()
    assert {parse_qs(line.address)["page"][0] for line in read_log(city_copy)} == {
        "cover",
        "contents",
        "ward",
        "notes",
    }


def test_a_page_id_leads_back_to_its_view(open_screen, city_copy):
    view = View(2017, "ward", "tips")
    page_id = make_map(open_atlas(city_copy), view).furniture.page_id
    app = open_screen()
    app.text_input(key="report_id").set_value(f" {page_id.lower()} ").run()
    assert not app.exception
    assert say("reissue.same", "vi") in words_of(app)
    (link,) = app.get("page_link")
    assert parse_qs(link.proto.query_string.lstrip("?")) == parse_qs(view.address)


def labels_of(app):
    return [button.proto.label for button in app.get("download_button")]


def test_a_page_is_downloaded_again_in_every_format_the_one_that_was_handed_out_first(open_screen, city_copy):
    atlas = open_atlas(city_copy)
    sheet = make_sheet(atlas, "map", View(2017))
    hand_out(atlas, sheet, "docx")
    app = open_screen()
    app.text_input(key="report_id").set_value(make_page_id(atlas, sheet.view)).run()
    assert not app.exception
    line = read_log(city_copy)[-1]
    assert any(day(line.when[:10], "vi") in words for words in words_of(app))
    first, *_ = labels = labels_of(app)
    assert first == say("export.docx", "vi")
    assert sorted(labels) == sorted(say(f"export.{suffix}", "vi") for suffix in FORMATS)


def test_a_page_about_a_whole_book_is_downloaded_again_as_pdf(open_screen, city_copy):
    app = open_screen(ward="21013")
    app.button(key="report_make").click().run()
    page_id = next(line.page_id for line in read_log(city_copy) if "page=contents" in line.address)
    app.text_input(key="report_id").set_value(page_id).run()
    assert not app.exception
    assert labels_of(app).count(say("export.pdf", "vi")) == 1
    assert say("export.png", "vi") not in labels_of(app)


@pytest.mark.parametrize(
    ("kind", "year2", "screen"),
    [("pair", 2017, "compare"), ("years", None, "compare"), ("clusters", None, "clusters")],
)
def test_the_id_of_a_comparison_or_of_clusters_leads_to_their_screen(
    open_screen, city_copy, kind, year2, screen
):
    atlas = open_atlas(city_copy)
    sheet = make_sheet(atlas, kind, View(2018), year2)
    app = open_screen()
    app.text_input(key="report_id").set_value(make_page_id(atlas, sheet.view, sheet.more)).run()
    assert not app.exception
    (link,) = app.get("page_link")
    assert link.proto.page.endswith(screen)
    assert parse_qs(link.proto.query_string.lstrip("?")).get("year2") == ([str(year2)] if year2 else None)


def test_a_page_id_of_older_data_says_which_file_has_changed(open_screen, city_copy):
    app = open_screen(ward="21013")
    app.button(key="report_make").click().run()
    page_id = read_log(city_copy)[0].page_id
    table = city_copy / "indicators" / "tips.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("2018,21013002,12", "2018,21013002,13"))
    app.text_input(key="report_id").set_value(page_id).run()
    assert not app.exception
    assert say("reissue.changed", "vi", names="indicators/tips.csv") in words_of(app)
    assert app.get("page_link")


def test_when_a_page_was_issued_is_told_by_the_clock_here(open_screen, city_copy, monkeypatch):
    atlas = open_atlas(city_copy)
    hand_out(atlas, make_sheet(atlas, "map", View(2018)), "pdf")
    log = city_copy / ".history" / "pages.csv"
    (line,) = read_log(city_copy)
    log.write_text(
        log.read_text(encoding="utf-8").replace(line.when, "2018-12-31T20:30:00Z"), encoding="utf-8"
    )
    app = open_screen()
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    time.tzset()
    try:
        app.text_input(key="report_id").set_value(line.page_id).run()
        assert any("01/01/2019, 03:30," in words for words in words_of(app))
    finally:
        monkeypatch.undo()
        time.tzset()


def test_what_is_no_page_id_is_said_in_words(open_screen):
    app = open_screen()
    app.text_input(key="report_id").set_value("<b>xin chào</b>").run()
    assert not app.exception
    assert any("không phải là mã trang" in words for words in words_of(app))


def test_the_english_screen_is_english(open_screen):
    app = open_screen(lang="en")
    assert app.title[0].value == catalogue("en")["report.title"]
    assert app.button(key="report_make").label == catalogue("en")["report.make_atlas"]
