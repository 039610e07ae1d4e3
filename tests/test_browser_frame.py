"""The frame around our parts: Streamlit's words in the page's language, the path that the app stands at."""

from pathlib import Path

import pytest
import streamlit
from browser import painted, repainted, running_app, settled, stopped
from conftest import ROOT
from playwright.sync_api import expect
from streamlit.elements.exception import _GENERIC_UNCAUGHT_EXCEPTION_TEXT as FAILED

from geo.tools.words import say
from ui.frame_words import write_words

# What is seen or read out; icons are drawn by their names.
SAID = """() => [...document.querySelectorAll(':is([data-testid=stApp], [data-testid=stDialog]) *')]
    .filter((one) => !one.closest('[data-testid=stIconMaterial], [data-testid=stElementToolbar], style'))
    .flatMap((one) => [
        ...[...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data),
        ...['aria-label', 'placeholder', 'title'].map((name) => one.getAttribute(name))])
    .filter(Boolean)"""


def english_of(page):
    """Return what of Streamlit's own words is on the page."""
    whole = {phrase["en"] for phrase in write_words() if "{" not in phrase["en"]}
    beginnings = ("Remove ", "Select ")
    return {said for said in page.evaluate(SAID) if said in whole or said.startswith(beginnings)}


def await_no_english(page):
    """Wait until the frame is there and says its words in Vietnamese."""
    page.wait_for_selector(f"[aria-label='{say('frame.sidebar', 'vi')}']", state="attached", timeout=30_000)
    for _ in range(60):
        if not (left := english_of(page)):
            return
        page.wait_for_timeout(150)
    raise AssertionError(left)


@pytest.mark.parametrize("screen", ["", "compare", "clusters", "report", "data"])
def test_a_vietnamese_screen_has_no_english_word_of_the_frame(page, address, screen):
    page.goto(f"{address}/{screen}")
    await_no_english(page)


def test_a_list_that_opens_and_a_folded_sidebar_speak_vietnamese(page, address):
    page.goto(address)
    painted(page)
    page.locator(".st-key-filter_ward input").click()
    expect(page.get_by_text("Chọn tất cả", exact=True)).to_be_visible()
    await_no_english(page)
    page.keyboard.press("Escape")
    page.locator("[data-testid=stSidebarCollapseButton] button").click(force=True)
    expect(page.locator("[data-testid=stExpandSidebarButton]")).to_have_attribute(
        "aria-label", "Mở khung lựa chọn"
    )


@pytest.mark.parametrize("screen", ["", "data"])
def test_nothing_is_moved_while_a_page_opens(page, address, screen):
    page.add_init_script(
        """window.moved = [];
        new PerformanceObserver((list) => window.moved.push(...list.getEntries().map(({ value }) => value)))
            .observe({ type: 'layout-shift', buffered: true });"""
    )
    page.goto(f"{address}/{screen}")
    expect(page.get_by_test_id("stSidebar").get_by_text("Tiếng Việt", exact=True)).to_be_visible()
    expect(page.get_by_test_id("stMain").locator(".atlas-view, input[type=file]").first).to_be_attached()
    page.wait_for_timeout(500)
    # A sidebar that comes late moves all else by its width: 0.2 and more.
    assert max(page.evaluate("window.moved"), default=0) < 0.1


def test_in_english_the_frame_speaks_english_again(page, address):
    page.goto(address)
    before = painted(page)
    await_no_english(page)
    page.locator("[data-testid=stSidebar]").get_by_text("English", exact=True).click()
    repainted(page, before)
    expect(page.locator("[data-testid=stSidebar]")).to_have_attribute("aria-label", "Sidebar")
    expect(page.locator(".st-key-filter_ward button").last).to_have_attribute("aria-label", "Open")


def test_sizes_of_files_have_the_digits_of_the_language_and_sentences_about_them_stay(page, address):
    page.goto(address)
    painted(page)
    made = "Object.assign(document.createElement('p'), {id: 'put', innerText: words})"
    put = f"words => document.body.append({made})"
    for said, shown in (("121.0B", "121,0 B"), ("6.5KB", "6,5 KB"), ("b.csv hơn 200 MB", "b.csv hơn 200 MB")):
        page.evaluate(put, said)
        expect(page.locator("#put")).to_have_text(shown, timeout=5000)
        page.evaluate("document.getElementById('put').remove()")


def test_the_phrases_are_what_streamlit_says():
    """A new Streamlit that says it otherwise would be English on a Vietnamese screen."""
    scripts = (Path(streamlit.__file__).parent / "static" / "static" / "js").glob("*.js")
    all_of_it = "\n".join(path.read_text(encoding="utf-8") for path in scripts)
    # The browser's own list says how many there are, and writes it together from parts.
    composed = {"{count} options available.", "Select {count} matches", "{size}MB per file"}
    composed |= {"{whole}.{tenth}B", "{whole}.{tenth}KB", "{whole}.{tenth}MB", say("frame.no_page_why", "en")}
    composed |= {say("frame.add", "en")}
    phrases = {phrase["en"] for phrase in write_words()} - composed - {FAILED}
    assert {phrase for phrase in phrases if phrase.split("{")[0] not in all_of_it} == set()


def test_a_screen_that_fails_says_so_in_vietnamese(page, address):
    """The server writes these words where a screen ends in an error that nobody foresaw."""
    assert FAILED in {phrase["en"] for phrase in write_words()}
    page.goto(address)
    painted(page)
    page.evaluate(
        """words => document.querySelector('[data-testid=stMain]')
            .append(Object.assign(document.createElement('p'), { textContent: words }))""",
        FAILED,
    )
    expect(page.get_by_text("Màn hình này gặp lỗi ngoài dự kiến")).to_be_visible()
    await_no_english(page)


def test_an_address_of_no_screen_is_told_in_vietnamese(page, address):
    page.goto(f"{address}/nosuch")
    expect(page.get_by_role("dialog")).to_contain_text(say("frame.no_page_why", "vi"), timeout=30_000)
    await_no_english(page)


HALF = {"width": 910, "height": 768}


def test_on_half_a_screen_the_numbers_fill_their_rows_and_no_choice_is_cut(opened, address):
    with opened(address, "?year=2018", size=HALF) as page:
        for screen in ("", "compare"):
            page.goto(f"{address}/{screen}?year=2018")
            painted(page)
            tops = [card.bounding_box()["y"] for card in page.locator(".strip .figure").all()]
            assert [tops.count(top) for top in sorted(set(tops))] == [3, 3]
        page.goto(f"{address}/report")
        page.get_by_text("Báo cáo tự chọn", exact=True).click()
        page.locator(".st-key-report_kind").wait_for()
        groups = page.get_by_test_id("stMain").locator("[role=radiogroup]")
        assert groups.count() > 1
        assert (
            groups.evaluate_all("all => all.filter((one) => one.scrollWidth > one.clientWidth + 1).length")
            == 0
        )


def test_a_meeting_on_an_enlarged_screen_leaves_the_map_its_room(opened, address):
    size = {"width": 911, "height": 512}  # 1366 × 768 at 150 %
    with opened(address, "?mode=meeting&year=2017", size) as page:
        painted(page)
        assert page.locator(".map-frame").bounding_box()["height"] > 0.66 * size["height"]


@pytest.mark.parametrize("screen", ["", "compare", "clusters"])
def test_what_can_only_be_pressed_is_not_printed(page, address, screen):
    page.goto(f"{address}/{screen}")
    painted(page)
    buttons = page.locator("[class*=st-key-take_away]")
    expect(buttons).to_be_visible()
    page.emulate_media(media="print")
    expect(buttons).to_be_hidden()


def test_below_a_path_every_screen_finds_its_files(opened):
    with running_app(ROOT / "data", below="city/map") as home, opened(home, "") as page:
        assert painted(page)
        page.locator("[data-testid=stTopNavLink]").nth(1).click()
        page.wait_for_selector(".atlas-root[data-screen=compare] .leaflet-container path")
        page.goto(f"{home}/clusters")
        page.wait_for_selector(".atlas-root[data-screen=clusters] .leaflet-container path")


def test_a_meeting_goes_on_while_the_server_does_not_answer(page, address):
    page.goto(f"{address}/?mode=meeting&year=2018")
    before = painted(page)
    settled(page)
    with stopped(address):
        page.keyboard.press("ArrowLeft")
        page.wait_for_function(
            "before => document.querySelector('.atlas-root').dataset.painted !== before", arg=before
        )
        expect(page.locator("h1.title")).to_contain_text("2017")


def test_a_report_in_the_making_keeps_its_name_while_another_page_is_looked_for(page, address):
    page.goto(f"{address}/?year=2018")
    painted(page)
    page.get_by_role("button", name="Thêm vào báo cáo").click()
    settled(page)
    link = page.get_by_test_id("stTopNavLink")
    link.filter(has_text="Báo cáo").click()
    for move in ("Lên một dòng", "Xuống một dòng", "Bỏ khỏi báo cáo"):
        expect(page.get_by_role("button", name=move, exact=True)).to_have_count(1)
    name = page.get_by_label("Tên báo cáo")
    name.press_sequentially("Báo cáo quý")
    settled(page)
    page.go_back()  # the box is not left, it is gone
    painted(page)
    link.filter(has_text="Báo cáo").click()
    expect(name).to_have_value("Báo cáo quý")


def test_the_back_button_takes_a_step_a_view_and_leaves_the_app_at_last(page, address):
    before = f"{address}/_stcore/health"
    page.goto(before)
    page.goto(address)
    painted(page)
    settled(page)
    for screen in ("Báo cáo", "So sánh"):
        page.get_by_test_id("stTopNavLink").filter(has_text=screen).click()
        page.wait_for_url("**?*year=*")
        settled(page)
    for path in ("/report?", "/?"):
        page.go_back()
        page.wait_for_url(f"{address}{path}**")
        settled(page)
    page.go_back()
    page.wait_for_url(before)
    for path in ("/?", "/report?", "/compare?"):  # and all steps are there again for who comes back
        page.go_forward()
        page.wait_for_url(f"{address}{path}**")
        settled(page)


@pytest.mark.parametrize("cut", ["?lang=vi&year=2017", "?yaer=2017", "?year=2017"])
def test_an_address_that_becomes_whole_by_itself_is_no_step_of_the_back_button(page, address, cut):
    before = f"{address}/_stcore/health"
    page.goto(before)
    page.goto(f"{address}/{cut}")
    painted(page)
    settled(page)
    expect(page.get_by_text("đã bỏ qua: “yaer=2017”")).to_have_count(int("yaer" in cut))
    page.get_by_test_id("stSidebar").get_by_text("2016", exact=True).click()
    page.wait_for_url("**year=2016*")
    settled(page)
    expect(page.get_by_text("đã bỏ qua")).to_have_count(0)
    page.go_back()
    page.wait_for_url(f"**year={2018 if 'yaer' in cut else 2017}*")
    settled(page)
    page.go_back()
    page.wait_for_url(before)
