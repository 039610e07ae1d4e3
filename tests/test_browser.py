"""The main journeys in a real browser that can reach nothing but the app."""

import io
from collections import Counter

import pytest
from browser import painted, repainted, settled, stopped
from playwright.sync_api import expect
from pypdf import PdfReader


def classes(page):
    """How many hamlets the map draws of each class, read from the map itself."""
    found = page.locator(".map path[data-class]")
    return Counter(found.evaluate_all("paths => paths.map((path) => path.dataset.class)"))


def spot(page, selector):
    """A point of the screen at which a unit can be touched: inside its shape, under nothing else."""
    return page.evaluate(
        """(selector) => {
            const path = document.querySelector(selector);
            const box = path.getBoundingClientRect();
            for (let i = 1; i < 20; i += 1) for (let j = 1; j < 20; j += 1) {
                const at = [box.left + (box.width * i) / 20, box.top + (box.height * j) / 20];
                if (document.elementFromPoint(...at) === path) return at;
            }
            return null;
        }""",
        selector,
    )


def test_the_map_draws_the_241_hamlets_and_names_the_four_that_failed(page, address):
    page.goto(address)
    painted(page)
    assert classes(page) == {"met": 237, "not_met": 4}
    expect(page.locator(".map .name.exception")).to_have_count(4)
    expect(page.locator(".strip .hamlets .value")).to_have_text("237/241")
    expect(page.locator(".strip .hamlets .check")).to_contain_text("khớp số công bố")


def test_the_map_has_two_thirds_of_the_height_of_the_screen(page, address):
    page.goto(address)
    painted(page)
    assert page.locator(".map").bounding_box()["height"] >= 768 * 2 / 3


# Names and symbols that hide a part of each other; symbols are round.
OVERLAPS = """() => {
    const all = [...document.querySelectorAll('.map .name, .map .site')];
    const boxes = all.map((one) => [one, one.getBoundingClientRect(), one.matches('.site')]);
    const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    const [across, down] = [(a) => a.left + a.right, (a) => a.top + a.bottom];
    const touch = (a, b) => Math.hypot(across(a) - across(b), down(a) - down(b)) < a.width + b.width - 2;
    return boxes.flatMap(([one, a, round], i) => boxes.slice(i + 1)
        .filter(([, b, too]) => (round && too ? touch : meet)(a, b))
        .map(([other, , too]) => [round === too ? 'alike' : 'other', one.textContent, other.textContent]));
}"""


@pytest.mark.parametrize(
    "path", ["?year=2016", "?year=2016&layers=models,clusters", "?level=cluster&indicator=tips", "clusters"]
)
@pytest.mark.parametrize("width", [390, 1366])
def test_no_name_hides_another_and_none_that_must_stand_is_lost(page, address, path, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{address}/{path}")
    painted(page)
    for _ in range(3):
        page.wait_for_function(f"({OVERLAPS})().every(([kind]) => kind !== 'alike')", timeout=10_000)
        expect(page.locator(".map .unnamed")).to_be_hidden()
        page.locator(".leaflet-control-zoom-in").click()
        page.wait_for_timeout(500)


def test_an_edge_of_two_clusters_is_drawn_once_and_keeps_its_dashes(page, address):
    page.goto(f"{address}/?layers=clusters")
    painted(page)
    edges = page.locator(".leaflet-clusters-pane path").evaluate_all(
        """(paths) => paths.flatMap((path) => path.getAttribute('d').split('M').slice(1).flatMap((line) => {
            const corners = line.split('L');
            return corners.slice(1).map((to, place) => [corners[place], to].sort().join(' '));
        }))"""
    )
    assert len(edges) > 100
    assert len(edges) == len(set(edges))


@pytest.mark.parametrize("path", ["", "?level=ward&indicator=tips"])
def test_on_a_projector_every_ward_of_the_city_is_named(page, address, path):
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"{address}/{path}")
    painted(page)
    named = page.locator(".map .name.ward").evaluate_all("all => all.map((name) => name.dataset.code)")
    assert len(set(named)) == len(named) == 23
    page.wait_for_function(f"({OVERLAPS})().every(([kind]) => kind !== 'alike')", timeout=10_000)


def test_the_legend_has_words_for_the_lines_that_are_drawn(page, address):
    page.goto(f"{address}/?layers=wards,clusters")
    painted(page)
    lines = page.locator(".legend .lines li")
    expect(lines).to_have_text(["Ranh giới xã, phường", "Cụm liên hoàn", "Sông Trà Khúc"])


UNDER_LEGEND = """() => {
    const legend = document.querySelector('.side').getBoundingClientRect();
    const seen = [...document.querySelectorAll('.map path[data-code], .map .name, .map .site')];
    return seen.filter((one) => {
        const box = one.getBoundingClientRect();
        return box.left < legend.right && legend.left < box.right
            && box.top < legend.bottom && legend.top < box.bottom;
    }).map((one) => one.outerHTML.slice(0, 200));
}"""


@pytest.mark.parametrize(("size", "keyed"), [((1920, 1080), True), ((1366, 768), True), ((1024, 600), False)])
def test_in_a_meeting_nothing_lies_under_the_legend(page, address, size, keyed):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{address}/?mode=meeting&layers=models,labels,wards")
    painted(page)
    assert page.evaluate(UNDER_LEGEND) == []
    assert page.locator(".legend .kinds").is_visible() == keyed
    assert page.locator(".side").evaluate("side => side.scrollHeight <= side.clientHeight")


def test_no_name_hides_a_symbol_where_there_is_room(page, address):
    page.goto(f"{address}/?year=2018")
    painted(page)
    assert page.locator(".map .site").count() > 50
    assert page.evaluate(OVERLAPS) == []


def test_a_name_far_from_its_unit_has_a_line_that_leads_to_it(page, address):
    page.goto(f"{address}/?year=2016")
    painted(page)
    far = page.evaluate(
        """() => [...document.querySelectorAll('.map .name.exception')].filter((name) => {
            const box = name.getBoundingClientRect();
            const path = document.querySelector(`.map path[data-code="${name.dataset.code}"]`);
            const unit = path.getBoundingClientRect();
            const across = Math.max(unit.left - box.right, box.left - unit.right);
            return Math.max(across, unit.top - box.bottom, box.top - unit.bottom) > 14;
        }).length"""
    )
    lines = page.locator(".map .leader.exception").count()
    assert page.locator(".map .name.exception").count() == 12
    assert 0 < far <= lines


CROSSINGS = """() => {
    const at = (node) => new DOMMatrix(getComputedStyle(node).transform);
    const lines = [...document.querySelectorAll('.map .leader')].map((node) => {
        const [m, width] = [at(node), parseFloat(node.style.width)];
        return [[m.e, m.f], [m.e + m.a * width, m.f + m.b * width]];
    });
    const side = ([ax, ay], [bx, by], [cx, cy]) => Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
    const cross = ([a, b], [c, d]) => side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
    const through = [...document.querySelectorAll('.map .name')].flatMap((node) => {
        const [{ e: x, f: y }, wide, high] = [at(node), node.offsetWidth, node.offsetHeight];
        const edges = [[[x, y], [x + wide, y]], [[x, y + high], [x + wide, y + high]],
            [[x, y], [x, y + high]], [[x + wide, y], [x + wide, y + high]]];
        return lines.filter((line) => edges.filter((edge) => cross(line, edge)).length > 1);
    });
    const crossed = lines.flatMap((a, i) => lines.slice(i + 1).filter((b) => cross(a, b)));
    return [lines.length, crossed.length, through.length];
}"""


def test_on_a_projector_no_line_to_a_name_crosses_another_or_a_name(page, address):
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(address)
    painted(page)
    page.wait_for_function("document.querySelectorAll('.map .leader').length > 0")
    count, crossed, through = page.evaluate(CROSSINGS)
    assert count > 3
    assert (crossed, through) == (0, 0)


def listed(page):
    """The models of the list that is open, which says their number."""
    found = page.locator(".site-list li b").all_inner_texts()
    assert page.locator(".site-list h2").inner_text().endswith(f" {len(found)}")
    return set(found)


def test_symbols_that_would_hide_each_other_are_one_that_lists_its_models(page, address):
    page.goto(address)
    painted(page)
    models = set()
    for symbol in page.locator(".map .site").all():
        symbol.dispatch_event("click")
        found = listed(page)
        models |= found
        if "group" in symbol.get_attribute("class"):
            assert symbol.inner_text() == str(len(found))
    assert len(models) == 53
    groups = page.locator(".map .site.group")
    before = groups.count()
    assert before > 5
    page.keyboard.press("Escape")
    groups.first.click()
    page.locator(".site-list .closer").click()
    page.wait_for_timeout(600)
    expect(page.locator(".site-list")).to_be_hidden()
    assert groups.count() < before


def test_the_models_of_a_symbol_are_reached_by_keyboard(page, address):
    page.goto(address)
    painted(page)
    assert page.locator('.map .site[tabindex="0"]').count() == 1
    page.locator('.map .site[tabindex="0"]').focus()
    page.keyboard.press("ArrowRight")
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    expect(page.locator(".unit-tip")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".site-list .close")).to_be_focused()
    assert len(listed(page)) >= 1
    page.keyboard.press("Escape")
    expect(page.locator(".site-list")).to_be_hidden()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == label


def test_nothing_of_the_city_lies_under_the_buttons(page, address):
    page.goto(address)
    painted(page)
    tools = page.locator(".map-tools").bounding_box()
    tops = "paths => paths.map((path) => path.getBoundingClientRect().top)"
    highest = min(page.locator(".map path[data-code]").evaluate_all(tops))
    assert highest >= tools["y"] + tools["height"]


def test_a_change_of_year_keeps_the_zoom_and_the_map_itself(page, address):
    page.goto(address)
    first = painted(page)
    page.locator(".leaflet-control-zoom-in").click()
    page.wait_for_timeout(400)
    page.evaluate("document.querySelector('.map path[data-code=\"21013001\"]').dataset.mark = 'same'")
    place = "el => el.getBoundingClientRect().toJSON()"
    before = page.locator('.map path[data-code="21013001"]').evaluate(place)
    page.get_by_test_id("stSidebar").get_by_text("2017", exact=True).click()
    second = repainted(page, first)
    assert second != first
    assert "year=2017" in page.url
    assert page.locator('.map path[data-code="21013001"]').evaluate(place) == before
    assert page.locator('.map path[data-mark="same"]').count() == 1
    page.get_by_test_id("stSidebar").get_by_text("2016", exact=True).click()
    repainted(page, second)
    assert page.locator('.map path[data-code="21013001"]').evaluate(place) == before


def choose(page, words):
    page.get_by_test_id("stSidebar").get_by_text(words, exact=True).click()


def shown_id(page):
    return page.locator(".atlas-root").get_attribute("data-painted")


def test_the_table_stays_sorted_as_it_was_when_the_year_changes(page, address):
    page.goto(address)
    first = painted(page)
    head = page.locator(".atlas-view th button").first
    names = page.locator(".atlas-view tbody tr td:first-child")
    for order in ("ascending", "descending"):
        head.click()
        expect(page.locator(".atlas-view th").first).to_have_attribute("aria-sort", order)
    last = names.all_inner_texts()
    page.get_by_test_id("stSidebar").get_by_text("2017", exact=True).click()
    repainted(page, first)
    expect(page.locator(".atlas-view th").first).to_have_attribute("aria-sort", "descending")
    expect(names).to_have_text(last)


def test_a_choice_is_painted_before_the_server_answers_which_then_confirms_it(page, address):
    page.goto(address)
    latest = painted(page)
    settled(page)
    with stopped(address):
        choose(page, "2017")
        expect(page.locator(".sentence")).to_contain_text("Năm 2017")
        ahead = shown_id(page)
        assert "year=2018" in page.url
    assert repainted(page, latest) == ahead
    assert "year=2017" in page.url
    settled(page)
    with stopped(address):
        page.mouse.click(*spot(page, '.map path[data-code="21187002"]'))
        page.wait_for_function(
            "id => document.querySelector('.atlas-root').dataset.painted !== id", arg=ahead
        )
        ward = shown_id(page)
    assert repainted(page, ahead) == ward
    assert "ward=21187" in page.url


def test_a_choice_that_is_taken_back_at_once_leaves_the_last_one_on_the_screen(page, address):
    page.goto(address)
    latest = painted(page)
    settled(page)
    with stopped(address):
        for year in ("2017", "2016", "2018"):
            choose(page, year)
        assert shown_id(page) == latest
    page.wait_for_timeout(1500)  # the answers to all three
    assert painted(page) == latest
    assert "year=2018" in page.url


def test_a_choice_that_no_frame_is_there_for_waits_for_the_server(page, address):
    page.goto(address)
    latest = painted(page)
    settled(page)
    with stopped(address):
        choose(page, "2017")
        choose(page, "English")
        expect(page.locator(".sentence")).to_contain_text("Năm 2017")
    repainted(page, latest)
    page.wait_for_url("**year=2017**lang=en**")
    expect(page.locator(".sentence")).to_contain_text("In 2017")


CROWD_OUT = """async () => {
  const fetched = performance.getEntriesByType("resource");
  const script = fetched.find(({ name }) => name.endsWith("/assets/frames.js"));
  const { receive } = await import(script.name);
  const others = Array.from({ length: 400 }, (_, place) => ({ state: "other", address: String(place) }));
  const stream = new Blob([JSON.stringify(others)]).stream().pipeThrough(new CompressionStream("deflate"));
  receive(new Uint8Array(await new Response(stream).arrayBuffer()));
}"""


def test_a_frame_that_the_browser_dropped_is_sent_again(page, address):
    page.goto(address)
    latest = painted(page)
    settled(page)
    page.evaluate(CROWD_OUT)
    page.wait_for_timeout(500)
    choose(page, "2017")
    repainted(page, latest)
    expect(page.locator(".sentence")).to_contain_text("Năm 2017")


def test_a_copied_link_reopens_the_view_in_a_new_session(page, address, opened):
    page.goto(f"{address}/?year=2017&level=ward&indicator=tips&lang=en&layers=clusters")
    first = painted(page)
    expect(page.locator(".legend h2").first).to_contain_text("Tips on security and order")
    with opened(address, page.url.removeprefix(f"{address}/")) as other:
        assert painted(other) == first


WHITE = """() => new Set([...document.querySelectorAll('.map path[data-class=not_met]')]
    .map((path) => path.getAttribute('fill'))).size === 1
    && document.querySelector('.map path[data-class=not_met]').getAttribute('fill') === '#ffffff'"""


def test_a_class_taken_off_the_map_is_off_in_the_link_and_in_the_file_until_it_is_brought_back(
    page, address, opened
):
    page.goto(address)
    first = painted(page)
    pressed = page.locator(".legend button.class", has_text="Chưa đạt")
    pressed.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(WHITE)
    second = repainted(page, first)
    page.wait_for_function(WHITE)
    expect(pressed).to_be_focused()
    expect(pressed).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".map .name.exception")).to_have_count(0)
    expect(page.locator(".units tr.exception")).to_have_count(4)
    page.wait_for_url("**off=not_met**")
    with opened(address, page.url.removeprefix(f"{address}/")) as other:
        assert painted(other) == second
        other.wait_for_function(WHITE)
    settled(page)
    choose(page, "2017")
    third = repainted(page, second)
    page.wait_for_function(WHITE)
    pressed.click()
    repainted(page, third)
    expect(page.locator(".map .name.exception").first).to_be_visible()
    page.wait_for_url(lambda url: "off=" not in url)


def test_a_click_on_a_ward_zooms_to_it_and_back(page, address):
    page.goto(address)
    city = painted(page)
    page.mouse.click(*spot(page, '.map path[data-code="21187002"]'))
    ward = repainted(page, city)
    assert "ward=21187" in page.url
    assert set(classes(page)) <= {"met", "not_met", "no_data", "outside"}
    page.locator(".map-tools .whole").click()
    assert repainted(page, ward) == city
    assert "ward=" not in page.url


def test_hover_names_the_unit_its_status_and_its_tips_as_a_band(page, address):
    page.goto(address)
    painted(page)
    page.mouse.move(*spot(page, '.map path[data-class="not_met"]'))
    tip = page.locator(".unit-tip")
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("Chưa đạt")
    expect(tip).to_contain_text("Nguồn tin")


def test_the_language_switch_changes_every_word_and_the_lang_of_the_page(page, address):
    page.goto(f"{address}/?lang=en")
    painted(page)
    assert page.evaluate("document.documentElement.lang") == "en"
    words = page.locator(".atlas-view .legend, .atlas-view .strip, .atlas-view .sentence").all_inner_texts()
    assert not any(word in text for text in words for word in ("Chưa đạt", "nguồn tin", "Năm 20"))


def test_the_exported_files_are_the_view_on_the_screen(page, address):
    page.goto(address)
    page_id = painted(page)
    page.get_by_role("button", name="Xuất bản đồ").click()
    with page.expect_download() as caught:
        page.get_by_role("button", name="Tải PDF").click(timeout=20_000)
    content = caught.value.path().read_bytes()
    assert content.startswith(b"%PDF")
    text = PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert page_id in text


@pytest.mark.parametrize("width", [390, 1366, 1920])
def test_nothing_is_wider_than_the_screen(page, address, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address)
    painted(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = page.evaluate(
        """() => [...document.querySelectorAll('.atlas-view > *, .strip > *, .legend li')]
            .filter((el) => getComputedStyle(el).overflowX === 'visible')
            .filter((el) => el.scrollWidth > el.clientWidth + 1)
            .map((el) => el.className)"""
    )
    assert wide == []


def test_meeting_mode_follows_the_keys_and_a_reload(page, address):
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"{address}/?mode=meeting&year=2018")
    latest = painted(page)
    assert page.locator(".map").bounding_box()["width"] > 1800
    sizes = page.locator(".strip span, .title, .banner, .legend .label").evaluate_all(
        "all => all.filter((el) => el.offsetWidth).map((el) => parseFloat(getComputedStyle(el).fontSize))"
    )
    assert min(sizes) >= 24
    page.wait_for_function("document.querySelector('.hint:not([hidden])')")
    page.keyboard.press("ArrowLeft")
    earlier = repainted(page, latest)
    page.keyboard.press("PageDown")
    assert repainted(page, earlier) == latest
    page.keyboard.press("ArrowDown")
    ward = repainted(page, latest)
    page.wait_for_url("**ward=21010**")
    page.reload()
    assert painted(page) == ward
    assert "mode=meeting" in page.url
    page.keyboard.press("Home")
    assert repainted(page, ward) == latest
    page.keyboard.press("c")
    repainted(page, latest)
    page.wait_for_url("**clusters**")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    page.wait_for_function("!document.documentElement.classList.contains('safety-meeting')")
    assert "mode=" not in page.url


def test_meeting_mode_is_entered_from_another_screen(page, address):
    page.goto(f"{address}/compare?year=2018&year2=2017&level=ward")
    painted(page)
    page.get_by_test_id("stSidebar").get_by_role("button", name="Chế độ họp").click()
    page.wait_for_url("**mode=meeting**")
    page.wait_for_function("document.documentElement.classList.contains('safety-meeting')")
    painted(page)
    assert "level=ward" in page.url
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stSidebar")).to_be_visible()


def test_a_meeting_has_the_whole_screen_and_ends_with_it(page, address):
    page.goto(f"{address}/report?year=2018")
    page.get_by_test_id("stSidebar").get_by_role("button", name="Chế độ họp").click()
    page.wait_for_function("document.fullscreenElement !== null")
    expect(page.locator("html.safety-meeting")).to_have_count(1)
    # As the Escape key does: the browser keeps it to itself while it shows one page on the whole screen.
    page.evaluate("document.exitFullscreen()")
    page.wait_for_url(lambda url: "mode=meeting" not in url)
    expect(page.locator("html.safety-meeting")).to_have_count(0)


@pytest.mark.parametrize("screen", ["compare", "clusters"])
def test_no_part_of_a_screen_jumps_while_it_comes_up(page, address, screen):
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")  # as on a first visit
    page.goto(f"{address}/{screen}?year=2018")
    page.wait_for_selector(".atlas-root[data-painted]", state="attached")
    page.wait_for_timeout(1000)
    jumped = page.evaluate(
        """() => new Promise((done) => {
            const found = [];
            new PerformanceObserver((list) => {
                for (const { sources } of list.getEntries()) for (const { node, previousRect } of sources)
                    if (node?.closest?.('.atlas-view') && previousRect.height) found.push(node.className);
            }).observe({ type: 'layout-shift', buffered: true });
            setTimeout(() => done(found), 300);
        })"""
    )
    assert jumped == []
