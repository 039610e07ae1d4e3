"""Two years, and clusters and models, in a real browser that can reach nothing but the app."""

import shutil

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import painted, repainted, running_app
from conftest import draw_cell, draw_hamlets, draw_wards, write_boundaries
from playwright.sync_api import expect

HAMLET = "21013001"
PLACES = """(code) => [...document.querySelectorAll('.map')].map((map) => {
    const path = map.querySelector(`path[data-code="${code}"]`).getBoundingClientRect();
    const box = map.getBoundingClientRect();
    return [path.left - box.left, path.top - box.top, path.width];
})"""
SETTLED = 700  # ms after which a zoom has come to rest
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


@pytest.fixture(scope="module")
def grown(small_city, tmp_path_factory):
    """The app on a city whose third ward was replaced in 2018 by one that reaches farther west."""
    folder = shutil.copytree(small_city, tmp_path_factory.mktemp("grown") / "city")
    hamlets, wards = draw_hamlets(), draw_wards()
    old, new = (frame["code"].str.startswith("21202") for frame in (hamlets, wards))
    later = {"valid_from": "2018-01-01", "valid_to": ""}
    west = ["21999001", "21999002", "21999003"]
    hamlets_after = hamlets[old].assign(
        code=west,
        ward_code="21999",
        name=["Thôn Độc Lập", "Thôn Hòa Bình", "Thôn Tây"],
        geometry=[draw_cell(2, 0), draw_cell(3, 0), draw_cell(-1, 0)],
        **later,
    )
    wards_after = wards[new].assign(
        code="21999", name="Tịnh Ấn Mới", geometry=[hamlets_after.geometry.union_all()], **later
    )
    hamlets.loc[old, "valid_to"] = wards.loc[new, "valid_to"] = "2017-12-31"
    write_boundaries(
        folder / "boundaries", pd.concat([wards, wards_after]), pd.concat([hamlets, hamlets_after])
    )
    with running_app(folder) as found:
        yield found


@pytest.fixture
def grown_page(opened, grown):
    with opened(grown) as found:
        yield found


def places(page):
    """Where one hamlet stands in each of the maps, in pixels."""
    return page.evaluate(PLACES, HAMLET)


def alike(spots):
    return all(abs(a - b) <= 2 for spot in spots for a, b in zip(spot, spots[0], strict=True))


def mark_everything(page):
    """Mark what is drawn, so that a test can tell what was drawn again."""
    page.evaluate(
        """() => document.querySelectorAll(
                '.compare .map path[data-code], .multiples figure, .ward-years table')
            .forEach((node) => { node.dataset.mark = 'same'; })"""
    )


def choose_year(page, side, year):
    page.locator(f".pane.{side} .years button", has_text=year).click()


# ---- two years
def test_two_years_stand_side_by_side_with_one_legend(page, address):
    page.goto(f"{address}/compare?year=2018&year2=2017")
    painted(page)
    assert page.locator("h1").count() == 1
    assert page.locator(".pane .map").count() == 3
    assert page.locator(".pair > .legend").count() == 1
    assert page.locator(".pane.before path[data-class='not_met']").count() == 6
    assert page.locator(".pane.after path[data-class='not_met']").count() == 4
    row = page.locator(".pair > .legend tbody tr").first
    expect(row).to_contain_text("Chưa đạt")
    assert row.locator(".count").all_inner_texts() == ["6", "4"]


def test_the_change_stands_in_numbers_in_words_on_the_map_and_in_the_flow(page, address):
    page.goto(f"{address}/compare?year=2018&year2=2017")
    painted(page)
    assert page.locator(".strip .gained .value").inner_text().strip() == "5"
    assert page.locator(".pane.change path[data-class='gained']").count() == 5
    expect(page.locator(".sentence")).to_contain_text("5 mới đạt")
    assert page.locator(".sentence").get_attribute("aria-live") == "polite"
    cells = page.locator(".flow tbody tr").first.locator("td").all_inner_texts()
    assert cells == ["1", "5", "0", "6"]
    assert page.locator(".flow tfoot td").last.inner_text() == "241"


def test_the_maps_zoom_and_move_as_one(page, address):
    page.goto(f"{address}/compare?year=2018&year2=2017")
    painted(page)
    before = places(page)
    assert alike(before)
    page.locator(".pane.before .leaflet-control-zoom-in").click()
    page.wait_for_timeout(SETTLED)
    closer = places(page)
    assert alike(closer)
    assert closer[0][2] > before[0][2]
    box = page.locator(".pane.after .map").bounding_box()
    page.mouse.move(box["x"] + 150, box["y"] + 150)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 190, steps=6)
    page.mouse.up()
    page.wait_for_timeout(SETTLED)
    moved = places(page)
    assert alike(moved)
    assert moved[0][0] - closer[0][0] > 20


def test_another_earlier_year_repaints_only_what_changes(page, address):
    page.goto(f"{address}/compare?year=2018&year2=2017")
    first = painted(page)
    page.locator(".pane.after .leaflet-control-zoom-in").click()
    page.wait_for_timeout(SETTLED)
    zoomed = places(page)
    mark_everything(page)
    after = page.locator(".pane.after .map").inner_html()
    choose_year(page, "before", "2016")
    repainted(page, first)
    page.wait_for_url("**year2=2016**")
    assert places(page) == zoomed
    assert page.locator(".pane.after .map").inner_html() == after
    assert page.locator(".pane.before path[data-code]:not([data-mark])").count() == 0
    assert page.locator("figure:not([data-mark]), .ward-years table:not([data-mark])").count() == 0
    assert page.locator("figure.chosen figcaption strong").all_inner_texts() == ["2016", "2018"]
    assert page.evaluate("document.activeElement.textContent") == "2016"


def test_a_year_that_does_not_fit_its_side_cannot_be_chosen(page, address):
    page.goto(f"{address}/compare?year=2017&year2=2016")
    first = painted(page)
    assert page.locator(".pane.before .years button:disabled").all_inner_texts() == ["2017", "2018"]
    choose_year(page, "after", "2018")
    repainted(page, first)
    expect(page.locator("h1")).to_contain_text("2016")
    expect(page.locator("h1")).to_contain_text("2018")


def test_pointing_at_a_unit_lights_it_in_every_map_and_in_the_table(page, address):
    page.goto(f"{address}/compare?year=2018&year2=2017")
    painted(page)
    row = page.locator(".units tbody tr").first
    code = row.get_attribute("data-code")
    row.hover()
    lit = page.locator(f'.map path[data-code="{code}"][stroke-width="3"]')
    expect(lit).to_have_count(3)


def test_the_table_names_what_changed_first(page, address):
    page.goto(f"{address}/compare?year=2018&year2=2017")
    painted(page)
    changed = page.locator(".units tr.exception")
    assert changed.count() == 8
    heads = page.locator(".units th button").all_inner_texts()
    assert heads[2:5] == ["Năm 2017", "Năm 2018", "Thay đổi"]


def test_a_copied_link_reopens_the_pair_in_a_new_session(page, address, opened):
    page.goto(f"{address}/compare?year=2018&year2=2016&level=ward&indicator=tips&lang=en")
    first = painted(page)
    with opened(address, page.url.removeprefix(f"{address}/")) as other:
        assert painted(other) == first
        expect(other.locator("h1")).to_have_text(
            "2016 compared with 2018: Tips on security and order – Quảng Ngãi city"
        )


def test_years_with_other_borders_stand_on_the_same_ground(grown_page, grown):
    """The ward of 2018 reaches farther west, so each year counts its metres from another corner."""
    grown_page.goto(f"{grown}/compare?year=2018&year2=2017")
    painted(grown_page)
    assert alike(places(grown_page))
    expect(grown_page.locator(".note")).to_contain_text("Thôn Tây (xã Tịnh Ấn Mới)")
    grown_page.locator(".pane.before .leaflet-control-zoom-in").click()
    grown_page.wait_for_timeout(SETTLED)
    assert alike(places(grown_page))
    grown_page.locator('.units tr[data-code="21999003"]').click()
    grown_page.wait_for_timeout(SETTLED)
    assert alike(places(grown_page))
    assert grown_page.locator(".flow tfoot td").last.inner_text() == "11"


def test_every_ward_has_its_line_over_the_years(page, address):
    page.goto(f"{address}/compare")
    painted(page)
    assert page.locator(".ward-years tbody tr").count() == 23
    assert page.locator(".ward-years tbody td.line svg").count() == 23
    first = page.locator('.ward-years tr[data-code="21028"]')
    assert first.locator("td.share").all_inner_texts() == ["15/17", "16/17", "16/17"]


def test_the_numbers_of_the_map_look_alike_after_two_years_were_compared(page, address):
    page.goto(f"{address}/compare")
    painted(page)
    page.get_by_test_id("stTopNavLink").first.click()
    expect(page.locator(".strip .figure.wards")).to_be_visible()
    shown = "boxes => boxes.map(box => getComputedStyle(box).display)"
    assert set(page.locator(".strip .figure").evaluate_all(shown)) == {"flex"}


@pytest.mark.parametrize("path", ["", "compare", "clusters", "report", "data"])
@pytest.mark.parametrize("width", [910, 1024])
def test_no_screen_is_wider_than_a_small_projector_or_a_page_that_was_zoomed(opened, address, path, width):
    with opened(address, path, size={"width": width, "height": 600}) as page:
        page.wait_for_selector("[data-testid=stMain] :is(.atlas-root[data-painted], [data-testid=stHeading])")
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        assert page.get_by_test_id("stMain").evaluate("main => main.scrollWidth - main.clientWidth") <= 0


# ---- clusters and models
def test_clusters_are_named_on_the_map_and_in_a_table(page, address):
    page.goto(f"{address}/clusters?year=2018")
    painted(page)
    assert page.locator("h1").count() == 1
    assert page.locator(".map .name.chip").count() == 4
    assert page.locator(".cluster-table tbody tr").count() == 4
    expect(page.locator(".cluster-table tbody tr").first).to_contain_text("60 trên 60")
    expect(page.locator(".missing")).to_contain_text("Xã, phường không thuộc cụm nào: xã Nghĩa Dũng")
    expect(page.locator(".missing")).to_contain_text("Xã, phường chưa có mô hình nào: xã Tịnh Thiện.")


def test_models_are_sorted_by_the_year_they_were_founded(page, address):
    page.goto(f"{address}/clusters?year=2018")
    painted(page)
    assert page.locator(".model-table tbody tr").count() == 53
    button = page.locator(".model-table th button", has_text="Năm bắt đầu")
    years = ".model-table tbody td:nth-child(3)"
    button.click()
    shown = page.locator(years).all_inner_texts()
    assert shown == sorted(shown)
    button.click()
    assert page.locator(years).all_inner_texts() == sorted(shown, reverse=True)
    assert page.locator(".model-table th[aria-sort='descending']").count() == 1


def test_pointing_at_a_cluster_lights_its_wards(page, address):
    page.goto(f"{address}/clusters?year=2018")
    painted(page)
    page.locator(".cluster-table tbody tr").first.focus()
    lit = page.locator('.map path[data-code][stroke-width="3"]')
    expect(lit).to_have_count(5)
    page.keyboard.press("ArrowDown")
    expect(lit).to_have_count(4)


def test_a_click_on_a_ward_shows_it_alone_and_back(page, address):
    page.goto(f"{address}/clusters?year=2018")
    city = painted(page)
    box = page.locator('.map path[data-code="21187"]').bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.35, box["y"] + box["height"] * 0.5)
    repainted(page, city)
    page.wait_for_url("**ward=21187**")
    assert page.locator(".cluster-table tbody tr").count() == 1
    page.locator(".map-tools .whole").click()
    page.wait_for_function("id => document.querySelector('.atlas-root').dataset.painted === id", arg=city)


# ---- both
@pytest.mark.parametrize("screen", ["compare", "clusters"])
@pytest.mark.parametrize("width", [390, 1366, 1920])
def test_nothing_is_wider_than_the_screen(page, address, screen, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{address}/{screen}")
    painted(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = page.evaluate(
        """() => [...document.querySelectorAll('.atlas-view > *, .strip > *, .legend li, .pane, .note')]
            .filter((el) => getComputedStyle(el).overflowX === 'visible')
            .filter((el) => el.scrollWidth > el.clientWidth + 1)
            .map((el) => el.className)"""
    )
    assert wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", ["compare", "clusters"])
def test_nobody_is_shut_out_of_another_indicator_in_patterns(page, address, screen, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{address}/{screen}?lang=en&level=ward&indicator=tips&patterns=true")
    painted(page)
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found] == []
    assert page.evaluate("document.documentElement.lang") == "en"


def test_screens_follow_each_other_and_keep_the_view(page, address):
    page.goto(f"{address}/compare?year=2018&year2=2016&lang=en")
    pair = painted(page)
    page.get_by_role("link", name="Clusters and models").click()
    repainted(page, pair)
    page.wait_for_url("**/clusters?**")
    expect(page.locator("h1")).to_have_text("Linked clusters and community models – Quảng Ngãi city, 2018")
    clusters = painted(page)
    page.get_by_role("link", name="Compare").click()
    assert repainted(page, clusters) == pair


def test_a_long_name_stands_on_lines_of_like_length_where_the_map_is_narrow(city_copy, opened):
    wards = draw_wards()
    wards.loc[wards["code"] == "21013", "name"] = "Nguyễn Thị Minh Khai Mở Rộng"
    write_boundaries(city_copy / "boundaries", wards, draw_hamlets())
    with running_app(city_copy) as address, opened(address, "compare?level=ward") as page:
        painted(page)
        name = page.locator('.pane.before .name[data-code="21013"]')
        expect(name).to_have_text("Nguyễn Thị Minh\nKhai Mở Rộng")
        expect(name).to_be_visible()  # it is placed anew when its type has come
        widths = [
            box.evaluate("box => box.getBoundingClientRect().width")
            for box in (name, page.locator(".pane.before .map"))
        ]
        assert 0 < widths[0] < 0.5 * widths[1]
