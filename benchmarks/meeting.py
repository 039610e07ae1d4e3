"""Meeting mode: from the key to the repainted map, when the data is already in the browser."""

from __future__ import annotations

from contextlib import ExitStack
from statistics import median
from typing import TYPE_CHECKING, Final

from playwright.sync_api import sync_playwright

from benchmarks.screen import SIZE, change_year, open_page
from benchmarks.servers import serve
from benchmarks.tables import Row
from tests.browser import ARGUMENTS, CHROMIUM, painted

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

PROJECTOR: Final = {"width": 1920, "height": 1080}
KEYS: Final = ("ArrowLeft", "ArrowLeft", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowUp", "c", "c")
ROUNDS: Final = 3
REST_MS: Final = 700  # a presenter's shortest look at a frame; the next frames come meanwhile
YEARS: Final = ("2016", "2017", "2018")
PRESS: Final = """
(key) => new Promise((done) => {
  const root = document.querySelector('.atlas-root'), before = root.dataset.painted;
  const start = performance.now();
  new MutationObserver((_, observer) => {
    if (root.dataset.painted === before) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
  }).observe(root, { attributeFilter: ['data-painted'] });
  document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
})
"""


def measure_meeting(data: Path) -> list[Row]:
    with ExitStack() as stack:
        app, sidebar = (stack.enter_context(serve(name, data)) for name in ("app", "sidebar"))
        play = stack.enter_context(sync_playwright())
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        stack.callback(browser.close)
        empty = open_page(browser.new_context(viewport=SIZE), sidebar, "sidebar")[0]
        page = browser.new_context(viewport=PROJECTOR).new_page()
        page.goto(f"{app.address}/?mode=meeting")
        painted(page)
        page.wait_for_timeout(REST_MS)
        for key in KEYS:
            press(page, key)
        before = app.wire.moved
        taken: list[float] = []
        reruns: list[float] = []
        for turn in range(ROUNDS):
            taken += [press(page, key) for key in KEYS]
            years = [YEARS[(turn + place) % len(YEARS)] for place in range(len(YEARS))]
            reruns += [change_year(empty, "sidebar", year) for year in years]
        moved = (app.wire.moved - before) / len(taken)
    rerun = median(one for one in reruns if one)
    return [
        Row("key to repainted map, the data is there", median(taken), "ms", most=100),
        Row("key to repainted map", median(taken), "ms", "an empty rerun of the same app", rerun),
        Row("key to repainted map, the slowest", max(taken), "ms"),
        Row("bytes a key, with the next frames", moved / 1000, "kB"),
    ]


def press(page: Page, key: str) -> float:
    """Press a key; return the milliseconds until the map is painted."""
    page.bring_to_front()
    taken = float(page.evaluate(PRESS, key))
    page.wait_for_timeout(REST_MS)
    return taken
