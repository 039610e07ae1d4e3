"""What people come for, from first click to last, in a real browser that can reach nothing but the app."""

import io
import shutil

import pytest
from browser import free_port, painted, repainted, running_app
from conftest import SHIPPED, draw_hamlets, draw_wards, write_boundaries, write_table
from PIL import Image
from playwright.sync_api import expect
from pypdf import PdfReader

PHONE = {"width": 390, "height": 844}


def choose(page, words):
    """Press a choice in the sidebar and wait for its map."""
    before = painted(page)
    page.get_by_test_id("stSidebar").get_by_text(words, exact=True).click()
    return repainted(page, before)


def visit(page, title):
    """Go to another screen by its name."""
    page.get_by_test_id("stTopNavLink").filter(has_text=title).click()
    page.wait_for_url(lambda address: "?" in address or not address.endswith("/"))


def test_the_ten_minutes_of_a_leader(opened, address):
    with opened(address) as page:
        painted(page)
        expect(page.locator(".strip .hamlets .value")).to_have_text("237/241")

        choose(page, "2017")
        expect(page.locator(".sentence")).to_contain_text("Năm 2017")
        latest = choose(page, "2018")

        page.locator(".search input").fill("nghia ha")
        page.locator(".search .found button").first.click()
        ward = repainted(page, latest)
        page.wait_for_url("**ward=21256**")
        expect(page.locator(".trail")).to_contain_text("Nghĩa Hà")

        exception = page.locator(".units tr.exception")
        expect(exception).to_have_count(1)
        exception.click()
        expect(page.locator(".unit-panel")).to_contain_text("Thôn 7")
        expect(page.locator(".unit-panel")).to_contain_text("Chưa đạt")

        visit(page, "So sánh")
        page.wait_for_selector(".atlas-view.compare")
        painted(page)
        expect(page.locator(".compare .sentence")).not_to_be_empty()
        visit(page, "Cụm")
        page.wait_for_selector(".atlas-root[data-screen=clusters]")
        painted(page)
        visit(page, "Bản đồ")
        page.wait_for_selector(".atlas-root[data-screen=map][data-painted]")
        assert painted(page) == ward

        page.locator(".map-tools .meet").click()
        page.wait_for_function("document.documentElement.classList.contains('safety-meeting')")
        page.keyboard.press("Home")
        assert repainted(page, ward) == latest
        page.keyboard.press("ArrowLeft")
        earlier = repainted(page, latest)
        page.wait_for_url("**year=2017**")
        link = page.url
        assert "mode=meeting" in link

        with opened(address, link.removeprefix(f"{address}/")) as other:
            assert painted(other) == earlier
            other.wait_for_function("document.documentElement.classList.contains('safety-meeting')")
            assert other.locator(".strip").inner_text() == page.locator(".strip").inner_text()


@pytest.mark.parametrize("kind", ["PNG", "PDF"])
def test_an_officer_has_the_file_of_the_screen_in_three_clicks(opened, address, kind):
    with opened(address, "?ward=21262") as page:
        page_id = painted(page)
        page.get_by_role("button", name="Xuất bản đồ").click()
        with page.expect_download() as caught:
            page.get_by_role("button", name=f"Tải {kind}").click(timeout=20_000)
        content = caught.value.path().read_bytes()
        assert page_id in caught.value.suggested_filename
        if kind == "PNG":
            with Image.open(io.BytesIO(content)) as picture:
                assert picture.size == (3508, 2480)
        else:
            assert page_id in PdfReader(io.BytesIO(content)).pages[0].extract_text()


def test_a_visitor_reads_english_on_every_screen_they_come_to(opened, address):
    with opened(address) as page:
        choose(page, "English")
        assert "lang=en" in page.url
        visit(page, "Compare")
        page.wait_for_selector(".atlas-view.compare")
        painted(page)
        assert page.evaluate("document.documentElement.lang") == "en"
        words = page.locator(".compare .title, .compare .legend, .compare .flow-box").all_inner_texts()
        assert not any(word in text for text in words for word in ("Năm", "Chưa", "đạt", "Đạt"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_browsers_own_print_is_a_page_with_the_whole_map_and_every_row(opened, address, scheme):
    with opened(address, "?year=2018", color_scheme=scheme) as page:
        painted(page)
        page.wait_for_function("!document.querySelector('[aria-busy=true]')")
        before = page.locator(".map").bounding_box()
        page.evaluate(
            """() => addEventListener('beforeprint', () => {
                const map = document.querySelector('.map').getBoundingClientRect();
                const shapes = [...document.querySelectorAll('.map path[data-code]')];
                window.cut = shapes.map((shape) => shape.getBoundingClientRect())
                    .filter((box) => box.left < map.left || box.right > map.right).length;
            })"""
        )
        sheets = PdfReader(io.BytesIO(page.pdf(format="A4", print_background=True))).pages
        assert page.evaluate("window.cut") == 0
        assert page.locator(".map").bounding_box() == before
        first, rows = sheets[0].extract_text(), "\n".join(sheet.extract_text() for sheet in sheets)
        for words in ("237/241", "Chưa đạt", "Thôn 7, xã Nghĩa Hà", "Năm 2018, 237 trong 241"):
            assert words in first
        assert "Toàn thành phố" not in first
        assert rows.count("Tổ dân phố") + rows.count("Thôn ") > 241
        assert len(sheets) <= 7


def test_a_phone_shows_the_map_and_its_numbers_without_clipping(opened, address):
    with opened(address, size=PHONE) as page:
        painted(page)
        box = page.locator(".map").bounding_box()
        assert box["width"] > 300
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        for figure in page.locator(".strip .figure").all():
            place = figure.bounding_box()
            assert place["x"] >= 0
            assert place["x"] + place["width"] <= PHONE["width"] + 1
        sizes = page.locator(".atlas-view .value, .atlas-view .label, .sentence").evaluate_all(
            "all => all.filter((el) => el.offsetWidth).map((el) => parseFloat(getComputedStyle(el).fontSize))"
        )
        assert min(sizes) >= 12
        hint = page.locator(".search input").evaluate(
            """(input) => {
                const pen = document.createElement('canvas').getContext('2d');
                const { font, paddingLeft, paddingRight } = getComputedStyle(input);
                pen.font = font;
                return pen.measureText(input.placeholder).width
                    <= input.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
            }"""
        )
        assert hint, "what can be looked for is said in full"
        page.goto(f"{address}/data")
        hint = page.get_by_text("mỗi tệp tối đa 50 MB")
        hint.wait_for()
        assert hint.evaluate("one => one.scrollWidth <= one.clientWidth")


def test_broken_data_is_explained_and_the_mended_file_is_seen_at_the_next_reload(opened, tmp_path):
    folder = shutil.copytree(SHIPPED, tmp_path / "city")
    table = folder / "indicators" / "tips.csv"
    sound = table.read_text(encoding="utf-8")
    lines = sound.splitlines()
    row = 5
    lines[row - 1] = lines[row - 1].rpartition(",")[0] + ",nhiều"
    with running_app(folder) as address, opened(address) as page:
        first = painted(page)

        table.write_text("\n".join(lines) + "\n", encoding="utf-8")
        page.reload()
        problems = page.locator(".st-key-problems")
        expect(problems).to_contain_text("tips.csv")
        for part in (str(row), "tips", "nhiều"):
            expect(problems).to_contain_text(part)
        expect(page.get_by_text("Traceback")).to_have_count(0)

        table.write_text(sound, encoding="utf-8")
        page.reload()
        assert painted(page) == first


@pytest.mark.parametrize("mode", ["", "&mode=meeting"])
def test_a_server_that_is_started_again_shows_the_same_view_again(opened, mode):
    port = free_port()
    with running_app(SHIPPED, port) as address:
        context = opened(address, f"?year=2017&ward=21262{mode}")
        page = context.__enter__()
        before = painted(page)
        page.evaluate("window.sameDocument = true")
    # Between the two servers the page stands as it was.
    assert page.locator(".atlas-root").get_attribute("data-painted") == before
    with running_app(SHIPPED, port):
        # In a meeting the app stands unseen behind the map.
        app = "[data-testid=stApp][data-test-connection-state=CONNECTED]"
        page.wait_for_selector(app, state="attached", timeout=60_000)
        page.wait_for_timeout(1500)  # the page makes itself known to the new server
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", state="attached")
        assert painted(page) == before
        assert page.evaluate("window.sameDocument === true")
        assert "year=2017" in page.url
        if mode:
            page.keyboard.press("ArrowRight")
        else:
            page.get_by_test_id("stSidebar").get_by_text("2018", exact=True).click()
        repainted(page, before)
        page.wait_for_url("**year=2018**")
        context.__exit__(None, None, None)


@pytest.mark.parametrize("mode", ["", "&mode=meeting"])
def test_a_leader_asks_of_a_number_whether_it_is_the_published_one(page, address, mode):
    page.goto(f"{address}/?year=2018{mode}")
    painted(page)
    mark = page.locator(".strip .hamlets .check")
    mark.click()
    dialog = page.get_by_role("dialog")
    for figure in ("237/241", "23/23", "140/155"):
        expect(dialog.get_by_text(figure, exact=True).first).to_be_attached()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(mark).to_be_focused()
    assert ("mode=meeting" in page.url) == bool(mode), "Esc closes what stands above the map, not the meeting"


def test_published_figures_without_a_card_are_one_click_from_the_map_too(page, address):
    page.goto(f"{address}/?year=2016&ward=21013")
    painted(page)
    expect(page.locator(".strip .check")).to_have_count(0)
    page.get_by_role("button", name="Số công bố").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_in_a_ward_its_hamlets_are_named_however_little_nearer_it_is_than_the_city(city_copy, opened):
    with running_app(city_copy) as address, opened(address, "?year=2018&ward=21202") as page:
        painted(page)
        names = page.locator(".name.hamlet")
        expect(names).to_have_text(["Thôn Độc Lập", "Thôn Hòa Bình", "Thôn Đoàn Kết"])


def test_of_a_city_of_one_ward_the_hamlets_are_named(city_copy, opened):
    wards, hamlets = draw_wards(), draw_hamlets()
    write_boundaries(
        city_copy / "boundaries", wards[wards["code"] == "21202"], hamlets[hamlets["ward_code"] == "21202"]
    )
    for name in ("clusters", "models", "model_sites", "published_figures", "safety_wards"):
        (city_copy / f"indicators/{name}.csv").unlink(missing_ok=True)
    statuses = "".join(f"2018,21202{number:03d},true\n" for number in (1, 2, 3))
    write_table(city_copy, "safety_hamlets", f"year,hamlet_code,meets_standard\n{statuses}")
    people = "".join(f"2018,21202{number:03d},100,400\n" for number in (1, 2, 3))
    write_table(city_copy, "population", f"year,hamlet_code,households,population\n{people}")
    write_table(
        city_copy, "tips", "year,hamlet_code,tips\n2018,21202001,6\n2018,21202002,7\n2018,21202003,8\n"
    )
    with running_app(city_copy) as address, opened(address, "?year=2018") as page:
        painted(page)
        names = page.locator(".name.hamlet")
        expect(names).to_have_text(["Thôn Độc Lập", "Thôn Hòa Bình", "Thôn Đoàn Kết"])
