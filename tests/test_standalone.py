"""The page that is one file: opens without internet, shows the view, runs nothing that came in a name."""

import dataclasses
import math
import re

import numpy as np
import pytest

from geo.atlas import make_map, open_atlas
from geo.browser.standalone import write_html
from geo.demo import DATA
from geo.model import Layer, View

HOSTILE = (
    '<img src=x onerror="window.hurt=1">${window.hurt=2}`\';</script></title><script>window.hurt=3</script>'
    "{{ 7 * 7 }}{% raw %}{# -->"
)


@pytest.fixture(scope="module")
def shipped_atlas():
    return open_atlas(DATA)


@pytest.fixture
def open_page(tmp_path, windows):
    with windows.borrow("file:///") as window:
        page = window.new_page()
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


def test_a_long_sentence_opens_from_its_brief_form_and_the_map_is_as_large_as_its_room(
    open_page, small_atlas
):
    drawn = make_map(small_atlas, View(year=2018))
    names = "Tổ dân phố 1 (phường Trần Phú), " * 30
    furniture = dataclasses.replace(drawn.furniture, sentence=names, brief="Tất cả 30 đơn vị")
    page = open_page(write_html(dataclasses.replace(drawn, furniture=furniture)))
    assert page.locator("footer summary").inner_text() == "Tất cả 30 đơn vị"
    assert page.locator("footer details[open]").count() == 0
    page.locator("footer summary").click()
    assert names.strip() in page.locator("footer details[open]").inner_text()
    known = """() => {
        const node = document.querySelector(".folium-map");
        const map = window[node.id];
        return [map.getSize().x, map.getSize().y, node.clientWidth, node.clientHeight];
    }"""
    page.wait_for_function(
        f"() => {{ const [x, y, wide, high] = ({known})(); return x === wide && y === high; }}"
    )
    whole, left = page.evaluate(
        "() => [window.innerHeight, document.querySelector('.folium-map').clientHeight]"
    )
    assert left < whole - 200


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
    assert page.title() == HOSTILE


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
    shown = re.search(r'"units":(\{.*?\}),"labels"', page).group(1)
    assert '"12"' not in shown
    assert '"25"' not in shown


def test_a_view_without_units_is_still_a_page(small_atlas):
    drawn = make_map(small_atlas, View(year=2018, level="cluster", indicator="share_met"))
    empty = dataclasses.replace(
        drawn, layer=Layer(drawn.layer.frame.iloc[:0]), counts=(0,) * len(drawn.counts)
    )
    assert drawn.furniture.title in write_html(empty).decode()


BOXES = """selector => [...document.querySelectorAll(selector)].map((node) => {
  const { left, top, right, bottom } = node.getBoundingClientRect();
  return [left, top, right, bottom];
})"""


def overlaps(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def hides(one, other):
    """Whether two symbols, which are round, lie over each other."""
    x, y = ((one[side] + one[side + 2] - other[side] - other[side + 2]) / 2 for side in (0, 1))
    return math.hypot(x, y) < (one[2] - one[0] + other[2] - other[0]) / 2 - 1


def test_names_and_symbols_hide_each_other_at_no_zoom(open_page, shipped_atlas):
    page = open_page(write_html(make_map(shipped_atlas, View(year=2018))))
    for _ in range(3):
        names, signs = (page.evaluate(BOXES, selector) for selector in (".label", ".site"))
        assert names
        assert signs
        assert not [1 for at, one in enumerate(names) for other in names[:at] if overlaps(one, other)]
        assert not [1 for at, one in enumerate(signs) for other in signs[:at] if hides(one, other)]
        page.locator(".leaflet-control-zoom-in").click()
        page.wait_for_timeout(500)


def test_wards_are_named_and_every_site_is_in_a_symbol(open_page, shipped_atlas):
    drawn = make_map(shipped_atlas, View(year=2018))
    page = open_page(write_html(drawn))
    named = set(page.locator(".label.ward").all_inner_texts())
    assert named == set(drawn.wards["name"])
    told = page.locator(".site").evaluate_all("nodes => nodes.map((node) => node.getAttribute('aria-label'))")
    assert {name for names in told for name in names.split("; ")} == set(drawn.sites["name"])


def test_layers_that_are_off_are_not_on_the_page(open_page, small_atlas):
    page = open_page(write_html(make_map(small_atlas, View(year=2018, layers=()))))
    assert page.locator(".label.ward, .label.unit, .site").count() == 0
    assert page.locator(".label.exception").count() == page.locator("path[fill='url(#class0)']").count()


def test_names_are_left_out_of_a_narrow_page_rather_than_put_over_another(open_page, shipped_atlas):
    page = open_page(write_html(make_map(shipped_atlas, View(year=2018))))
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(300)
    boxes = page.evaluate(BOXES, ".label")
    assert not [1 for at, one in enumerate(boxes) for other in boxes[:at] if overlaps(one, other)]


def test_many_names_of_exceptions_stand_on_the_map_only_from_near_and_the_legend_says_so(
    open_page, shipped_atlas
):
    """Names with lines to 60 units had covered the map: on paper numbers stand there, here a nearer look."""
    drawn = make_map(shipped_atlas, View(year=2018))
    places = np.where(np.arange(len(drawn.layer.frame)) % 4, 1, 0)
    page = open_page(
        write_html(dataclasses.replace(drawn, layer=Layer(drawn.layer.frame.assign(**{"class": places}))))
    )
    left = page.locator("#left")
    assert page.locator(".label.exception").count() == 0
    assert left.inner_text().startswith(f"{int((places == 0).sum())} tên ")
    for _ in range(12):
        if left.is_visible():
            page.locator(".leaflet-control-zoom-in").click()
            page.wait_for_timeout(400)
    assert left.is_hidden()
    assert page.locator(".label.exception").count() > 0


def test_a_few_names_of_exceptions_always_stand_on_the_map(open_page, shipped_atlas):
    drawn = make_map(shipped_atlas, View(year=2018))
    page = open_page(write_html(drawn))
    assert page.locator(".label.exception").count() == int(drawn.counts[0])
    assert page.locator("#left").is_hidden()
