"""The page that is one file: opens without internet, shows the view, runs nothing that came in a name."""

import dataclasses
import re

import pytest
from browser import ARGUMENTS, CHROMIUM
from playwright.sync_api import sync_playwright

from geo.atlas import make_map
from geo.model import Layer, View
from geo.standalone import write_html

HOSTILE = '<img src=x onerror="window.hurt=1">${window.hurt=2}`\';</script><script>window.hurt=3</script>'


@pytest.fixture
def open_page(tmp_path):
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page()
        page.asked, page.errors = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: page.errors.append(str(error)))

        def show(content):
            path = tmp_path / "page.html"
            path.write_bytes(content)
            page.goto(path.as_uri())
            page.wait_for_selector(".leaflet-interactive")
            assert [url for url in page.asked if not url.startswith(("file:", "data:"))] == []
            assert page.errors == []
            return page

        yield show
        browser.close()


def test_the_page_opens_alone_and_shows_every_unit_and_the_legend(open_page, small_atlas):
    drawn = make_map(small_atlas, View(year=2018))
    page = open_page(write_html(drawn))
    assert page.locator("path.leaflet-interactive").count() == len(drawn.layer.frame)
    counts = page.locator("aside ul").first.locator("b").all_inner_texts()
    assert counts == [str(count) for count in drawn.counts]
    assert page.locator("h1").inner_text() == drawn.furniture.title
    assert drawn.furniture.banner in page.locator("header").inner_text()
    assert page.locator("footer").inner_text().startswith(drawn.furniture.sentence)
    assert page.evaluate("document.documentElement.lang") == "vi"


def test_a_hostile_name_stays_a_name(open_page, small_atlas):
    drawn = make_map(small_atlas, View(year=2018))
    frame = drawn.layer.frame.assign(name=HOSTILE, ward_name=HOSTILE)
    sites = drawn.sites.assign(name=HOSTILE)
    furniture = dataclasses.replace(drawn.furniture, title=HOSTILE, sentence=HOSTILE)
    page = open_page(
        write_html(dataclasses.replace(drawn, layer=Layer(frame), sites=sites, furniture=furniture))
    )
    page.locator("path.leaflet-interactive").first.hover(force=True)
    page.wait_for_timeout(200)
    assert page.evaluate("window.hurt") is None
    assert page.locator("h1").inner_text() == HOSTILE


def test_the_same_view_is_the_same_bytes(small_atlas):
    drawn = make_map(small_atlas, View(year=2018, language="en"))
    assert write_html(drawn) == write_html(drawn)


def test_nothing_is_loaded_from_an_address(small_atlas):
    content = write_html(make_map(small_atlas, View(year=2018))).decode()
    assert re.findall(r'(?:src|href)="(?:https?:)?//', content.split("<script>")[0]) == []
    assert "cdn" not in content


def test_exact_hamlet_counts_are_not_in_the_file(small_atlas):
    drawn = make_map(small_atlas, View(year=2018, indicator="tips"))
    page = write_html(drawn).decode()
    shown = re.search(r'"units":(\{.*?\}),"names"', page).group(1)
    assert '"12"' not in shown
    assert '"25"' not in shown


def test_a_view_without_units_is_still_a_page(small_atlas):
    drawn = make_map(small_atlas, View(year=2018, level="cluster", indicator="share_met"))
    empty = dataclasses.replace(
        drawn, layer=Layer(drawn.layer.frame.iloc[:0]), counts=(0,) * len(drawn.counts)
    )
    assert drawn.furniture.title in write_html(empty).decode()
