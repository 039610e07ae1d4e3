"""Every screen can be read and worked by everybody: WCAG 2.1 A and AA, by keyboard, in words."""

import ast
import re
from contextlib import ExitStack

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import painted, repainted
from conftest import ROOT
from playwright.sync_api import expect

from geo.model import LANGUAGES

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
PROJECTOR = {"width": 1920, "height": 1080}
# What the Tab key must reach: whatever a mouse can press or change, on the screen itself.
CONTROLS = """() => [...document.querySelectorAll(
        '[data-testid=stApp] :is(button, a[href], input, [tabindex="0"])')]
    .filter((one) => one.offsetParent && !one.disabled && one.tabIndex >= 0)
    .filter((one) => getComputedStyle(one).visibility === 'visible' && one.getClientRects().length)"""
# A group of choices is one stop of the Tab key; the arrows go through it.
NAME = """(one) => one.closest('[data-testid=stButtonGroup], [role=radiogroup]')?.textContent
    ?? (one.id || one.getAttribute('aria-label') || one.textContent || one.outerHTML.slice(0, 120))"""


# The name of what has the focus, and whether it, or what is drawn for it, looks otherwise than without it.
FOCUS = f"""async () => {{
    const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const one = document.activeElement;
    const look = () => [one, one.parentElement, one.parentElement?.parentElement, one.nextElementSibling,
        one.parentElement?.firstElementChild, one.closest('[role=group], label, [data-testid]')]
        .filter(Boolean).map((node) => {{
        const {{ outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor }} =
            getComputedStyle(node);
        return [outlineStyle, outlineStyle === 'none' ? '' : outlineWidth + outlineColor, boxShadow,
            borderColor, backgroundColor].join();
    }}).join(';');
    const still = document.createElement('style');
    still.textContent = '* {{ transition: none !important; animation: none !important; }}';
    document.head.append(still);
    await frame();
    const withFocus = look();
    const name = ({NAME})(one);
    one.blur();
    await frame(); // some rings are drawn by a script
    const without = look();
    one.focus({{ focusVisible: true, preventScroll: true }});
    still.remove();
    return [name, withFocus !== without];
}}"""


def routes():
    """The addresses of the screens, as the front door registers them."""
    tree = ast.parse((ROOT / "ui" / "front.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    pages = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "Page"]
    return [next(word.value.value for word in page.keywords if word.arg == "url_path") for page in pages]


ROUTES = ["" if route == "map" else route for route in routes()]


@pytest.fixture
def open_page(opened, address):
    with ExitStack() as stack:

        def open_(path="", **looks):
            page = stack.enter_context(opened(address, path, reduced_motion="reduce", **looks))
            settled(page)
            return page

        yield open_


def settled(page):
    """Wait until the screen is there: the script has run, and what it draws is painted."""
    page.wait_for_selector("[data-testid=stMain] :is(.atlas-root, [data-testid=stHeading])", state="attached")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", state="attached")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    if page.locator(".atlas-root").count():
        painted(page)
        page.wait_for_function("!document.querySelector('[aria-busy=true]')")


def violations(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        (one["id"], node["target"], node["failureSummary"].splitlines()[1:2])
        for one in found
        for node in one["nodes"]
    ]


@pytest.mark.parametrize(
    ("language", "scheme"), [("vi", "light"), ("en", "light"), ("vi", "dark"), ("en", "dark")]
)
@pytest.mark.parametrize("route", ROUTES)
def test_axe_finds_nothing_on_any_screen_and_the_page_says_its_language(open_page, route, language, scheme):
    page = open_page(f"{route}?lang={language}", color_scheme=scheme)
    page.wait_for_function("language => document.documentElement.lang === language", arg=language)
    assert violations(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_meeting_mode(open_page, language):
    page = open_page(f"?mode=meeting&lang={language}", size=PROJECTOR)
    page.wait_for_selector(".hint:not([hidden])")
    assert violations(page) == []


@pytest.mark.parametrize("path", ["?level=ward&indicator=tips&patterns=true", "?ward=21262&lang=en"])
def test_axe_finds_nothing_on_other_views_with_a_unit_chosen(open_page, path):
    page = open_page(path)
    page.locator(".units tbody tr").first.click()
    expect(page.locator(".unit-panel")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize(
    ("path", "opens"), [("?lang=vi", ".st-key-take_away"), ("compare?lang=en", ".st-key-export_pair")]
)
def test_axe_finds_nothing_in_the_window_of_the_export(open_page, path, opens):
    page = open_page(path)
    page.locator(f"{opens} button").first.click()
    page.locator("[role=dialog] img").wait_for()
    expect(page.locator("[role=dialog] [data-testid=stDownloadButton] button").first).to_be_visible()
    assert violations(page) == []


def test_the_language_of_the_page_follows_the_switch(open_page):
    page = open_page()
    before = painted(page)
    page.get_by_test_id("stSidebar").get_by_text("English", exact=True).click()
    repainted(page, before)
    assert page.evaluate("document.documentElement.lang") == "en"


def test_the_map_is_said_in_words_and_announced_when_it_changes(open_page):
    page = open_page()
    sentence = page.locator(".sentence[aria-live=polite]")
    words = sentence.inner_text()
    assert words in page.locator(".map[role=group]").get_attribute("aria-label")
    assert page.locator(".units tbody tr").count() == 241
    page.evaluate(
        """() => {
            const sentence = document.querySelector('.sentence');
            window.said = [];
            new MutationObserver(() => window.said.push(sentence.textContent))
                .observe(sentence, { childList: true, characterData: true, subtree: true });
        }"""
    )
    before = painted(page)
    page.get_by_test_id("stSidebar").get_by_text("2017", exact=True).click()
    repainted(page, before)
    expect(sentence).to_contain_text("Năm 2017")
    assert page.evaluate("window.said.at(-1)") == sentence.inner_text() != words
    assert sentence.inner_text() in page.locator(".map[role=group]").get_attribute("aria-label")


@pytest.mark.parametrize(
    ("route", "scheme"),
    [("", "light"), ("", "dark"), ("compare", "light"), ("clusters", "light"), ("report", "dark")],
)
def test_the_tab_key_reaches_every_control_and_shows_where_it_is(open_page, route, scheme):
    page = open_page(route, color_scheme=scheme)
    page.wait_for_function(f"({CONTROLS})().length > 10")
    page.wait_for_timeout(1000)  # controls of the frame come one after the other
    wanted = set(page.evaluate(f"() => ({CONTROLS})().map({NAME})"))
    assert len(wanted) > 10
    page.evaluate("document.activeElement?.blur()")
    reached, unseen = set(), []
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            continue  # past the last control, before the first
        name, seen = page.evaluate(FOCUS)
        if not seen:
            page.wait_for_timeout(300)  # a ring that a script draws may come late on a busy machine
            name, seen = page.evaluate(FOCUS)
        if name in reached and wanted <= reached:
            break
        reached.add(name)
        if not seen:
            unseen.append(name)
    assert wanted - reached == set()
    assert unseen == []


def test_the_arrow_keys_choose_the_year_and_the_tab_key_comes_to_the_chosen_one(open_page):
    page = open_page()
    years = page.locator(".st-key-filter_year [role=radiogroup]")
    page.evaluate("document.activeElement?.blur()")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(years.get_by_text("2018", exact=True).locator("xpath=ancestor::button")).to_be_focused()
    for year in ("2017", "2016"):
        before = painted(page)
        page.keyboard.press("ArrowLeft")
        repainted(page, before)
        chosen = years.locator("[aria-checked=true]")
        expect(chosen).to_have_text(year)
        expect(chosen).to_be_focused()
    expect(page).to_have_url(re.compile("year=2016"))


def test_a_file_that_was_made_leaves_the_focus_in_the_window_and_escape_closes_it(open_page):
    page = open_page()
    page.locator(".st-key-take_away button").first.click()
    page.locator("[role=dialog] img").wait_for()
    made = page.locator("[role=dialog] [data-testid=stDownloadButton] button").first
    with page.expect_download() as download:
        made.click()
    assert download.value.path()
    expect(page.locator("[role=dialog]:focus, [role=dialog]:focus-within")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("[role=dialog]")).to_have_count(0)


def test_in_a_meeting_the_tab_key_comes_to_nothing_that_lies_behind_the_map(open_page):
    page = open_page("?mode=meeting", size=PROJECTOR)
    page.evaluate("document.activeElement?.blur()")
    reached = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                """() => {
                    const one = document.activeElement;
                    return one === document.body || one.closest('.atlas-view') !== null;
                }"""
            )
        )
    assert reached == {True}
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stSidebar")).to_be_visible()


def test_which_screen_the_tab_key_has_come_to_is_seen(open_page):
    page = open_page()
    link = page.get_by_test_id("stTopNavLink").nth(1)
    page.keyboard.press("Tab")
    link.focus()
    assert link.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
