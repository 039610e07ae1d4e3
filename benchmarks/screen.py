"""The map page in a browser: change of a choice, first paint, bytes over the wire, memory of the server.

Chromium can reach nothing but the servers. The app and its rivals take turns on the same machine in the same
run.
"""

from __future__ import annotations

import time
from contextlib import ExitStack
from statistics import median
from typing import TYPE_CHECKING, Final

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.servers import Server, serve
from benchmarks.tables import Row
from tests.browser import ARGUMENTS, CHROMIUM

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import BrowserContext

SIZE: Final = {"width": 1366, "height": 768}
YEARS: Final = ("2016", "2017", "2018")
CHANGES: Final = 12
LOADS: Final = 5
SETTLE_MS: Final = 1500  # until what is sent ahead is there
# What is another text when the page is repainted, and when the server has answered.
LINE: Final = "document.querySelector('[data-testid=stText]')?.textContent"
PAINTED: Final = "document.querySelector('.atlas-root')?.dataset.painted"
ANSWERED: Final = "document.querySelector('.atlas-root')?.dataset.answered"
MARKS: Final = {"app": PAINTED, "sidebar": LINE, "empty": LINE, "line": LINE}
CHANGED: Final = ("app", "sidebar", "empty")
LINE_PAGE: Final = "a page of one line"
YEAR_BUTTONS: Final = "[data-testid=stSidebar] button"
# From the click to the frame after the mark has changed.
CLICK: Final = """
([selector, label, mark]) => new Promise((done) => {
  const read = () => eval(mark), before = read();
  const options = [...document.querySelectorAll(selector)];
  const option = options.find((one) => !label || one.textContent.trim() === label);
  const start = performance.now();
  new MutationObserver((_, observer) => {
    if (read() === before) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
  }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  const at = { bubbles: true, cancelable: true, view: window };
  option.dispatchEvent(new MouseEvent('click', at)); // shapes of the map have no click() of their own
})
"""
INDICATORS: Final = ".st-key-filter_indicator label:has(input)"
LANGUAGES: Final = ".st-key-filter_lang button"
A_WARD: Final = '.map path[data-code="21187002"]'
WHOLE: Final = ".map-tools .whole"


def measure_screen(data: Path) -> list[Row]:
    with ExitStack() as stack:
        servers = {name: stack.enter_context(serve(name, data)) for name in MARKS}
        play = stack.enter_context(sync_playwright())
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        stack.callback(browser.close)
        started = {name: open_new(browser, servers[name], name) for name in ("app", "line")}
        pages = {
            name: open_page(browser.new_context(viewport=SIZE), servers[name], name)[0] for name in MARKS
        }
        rows = measure_years(pages, servers["app"])
        rows += measure_others(pages)
        rows.append(Row("memory of the server with one session", servers["app"].weigh(), "MB"))
        for page in pages.values():
            page.context.close()
        rows += measure_loads(browser, servers)
        rows.append(
            Row("first painted map, server just started", started["app"], "s", LINE_PAGE, started["line"])
        )
    return rows


def open_page(context: BrowserContext, server: Server, name: str) -> tuple[Page, float, int]:
    """Open a page; return it, the seconds to its paint, and the bytes until all is quiet."""
    page = context.new_page()
    before, start = server.wire.moved, time.perf_counter()
    page.goto(server.address, wait_until="commit")
    page.wait_for_function(MARKS[name], timeout=60_000)
    taken = time.perf_counter() - start
    page.wait_for_timeout(SETTLE_MS)  # what comes after the paint is counted, not timed
    return page, taken, server.wire.moved - before


def open_new(browser: Browser, server: Server, name: str) -> float:
    """Return the seconds to the paint in a browser that has seen nothing."""
    page, taken, _ = open_page(browser.new_context(viewport=SIZE), server, name)
    page.context.close()
    return taken


def measure_years(pages: dict[str, Page], server: Server) -> list[Row]:
    """Change the year again and again, the app and its rivals in turns."""
    before = server.wire.moved
    for name in CHANGED:
        for year in YEARS:
            change_year(pages[name], name, year)
            pages[name].wait_for_timeout(SETTLE_MS)
    first = (server.wire.moved - before) / len(YEARS)
    times: dict[str, list[float]] = {name: [] for name in CHANGED}
    moved = []
    for turn in range(CHANGES):
        for name, taken in times.items():
            before = server.wire.moved
            taken.append(change_year(pages[name], name, YEARS[turn % len(YEARS)]))
            pages[name].wait_for_timeout(400)
            if name == "app":
                moved.append(server.wire.moved - before)
    app, sidebar, empty = (median(times[name]) for name in CHANGED)
    same = "the same app, empty screen"
    return [
        Row("change of year, map repainted", app, "ms", same, sidebar, most=1.4),
        Row("  the same", app, "ms", "one choice, one line", empty, most=1.4),
        Row("  the slowest", max(times["app"]), "ms", "the same", max(times["sidebar"])),
        Row("  bytes both ways, on the wire", median(moved) / 1000, "kB", most=10),
        Row("  the same for a year first seen, with what is sent ahead", first / 1000, "kB"),
    ]


def measure_others(pages: dict[str, Page]) -> list[Row]:
    """Change other choices, beside an empty rerun of the same app: one after the other, in turns."""
    app, empty = pages["app"], pages["sidebar"]
    indicators = [app.locator(INDICATORS).nth(place).inner_text().strip() for place in (1, 0)]
    clicks = {
        "change of indicator, map repainted": [(INDICATORS, label, PAINTED) for label in indicators],
        "click on a ward and back, map repainted": [(A_WARD, "", PAINTED), (WHOLE, "", PAINTED)],
        "change of language, which is not sent ahead": [
            (LANGUAGES, "English", PAINTED),
            (LANGUAGES, "Tiếng Việt", PAINTED),
        ],
    }
    times: dict[str, list[float]] = {what: [] for what in clicks}
    answers: list[float] = []
    reruns: list[float] = []
    for turn in range(CHANGES // 2):
        for what, steps in clicks.items():
            times[what] += [click(app, *step) for step in steps]
        for place in range(2):
            year = YEARS[(2 * turn + place + 1) % len(YEARS)]
            answers.append(click(app, YEAR_BUTTONS, year, ANSWERED))
            reruns.append(change_year(empty, "sidebar", year))
    rerun = median(one for one in reruns if one)
    same = "an empty rerun of the same app"
    goals = dict.fromkeys(list(clicks)[:2], 1.4)
    rows = [Row(what, median(taken), "ms", same, rerun, goals.get(what)) for what, taken in times.items()]
    return [
        *rows,
        Row("change of year, the server's answer has confirmed it", median(answers), "ms", same, rerun),
    ]


def click(page: Page, selector: str, label: str, mark: str) -> float:
    """Click on what the label names; return the milliseconds until the mark is another."""
    page.bring_to_front()
    taken = float(page.evaluate(CLICK, [selector, label, mark]))
    page.wait_for_timeout(SETTLE_MS)
    return taken


def change_year(page: Page, name: str, year: str) -> float:
    """Choose a year; return the milliseconds until it is painted, 0 if it was chosen already."""
    page.bring_to_front()
    chosen = page.locator("[data-testid=stSidebar] button[kind=segmented_controlActive]", has_text=year)
    if chosen.count():
        return 0.0
    return float(page.evaluate(CLICK, [YEAR_BUTTONS, year, MARKS[name]]))


def measure_loads(browser: Browser, servers: dict[str, Server]) -> list[Row]:
    """Open the app and the page of one line in turns, in a new browser and once more in the same."""
    first: dict[str, list[tuple[float, int]]] = {"app": [], "line": []}
    again: dict[str, list[tuple[float, int]]] = {"app": [], "line": []}
    for _ in range(LOADS):
        for name in ("app", "line"):
            context = browser.new_context(viewport=SIZE)
            for loads in (first, again):
                loads[name].append(open_page(context, servers[name], name)[1:])
            context.close()
    rows = []
    for what, loads in (("browser new", first), ("browser seen before", again)):
        seconds, moved = (
            {name: median(one[part] for one in found) for name, found in loads.items()} for part in (0, 1)
        )
        rows += [
            Row(
                f"first painted map, server warm, {what}",
                seconds["app"],
                "s",
                LINE_PAGE,
                seconds["line"],
                most=2,
            ),
            Row("  bytes on the wire", moved["app"] / 1000, "kB", LINE_PAGE, moved["line"] / 1000),
        ]
    return rows
