"""The map page in a browser: change of year, first paint, bytes over the wire, memory of the server.

Chromium can reach nothing but the servers. The app and its rivals take turns on the same machine in the same
run.
"""

from __future__ import annotations

import base64
import time
from contextlib import ExitStack
from statistics import median
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.servers import Server, serve
from benchmarks.tables import Row
from tests.browser import ARGUMENTS, CHROMIUM

if TYPE_CHECKING:
    from pathlib import Path

SIZE = {"width": 1366, "height": 768}
YEARS = ("2016", "2017", "2018")
CHANGES = 12
LOADS = 5
# What is another text when the page is repainted.
LINE = "document.querySelector('[data-testid=stText]')?.textContent"
MARKS = {
    "app": "document.querySelector('.atlas-root')?.dataset.painted",
    "sidebar": LINE,
    "empty": LINE,
    "line": LINE,
}
CHANGED = ("app", "sidebar", "empty")
# From the click to the frame after the mark has changed.
CLICK = """
([label, mark]) => new Promise((done) => {
  const read = () => eval(mark), before = read();
  const buttons = [...document.querySelectorAll('[data-testid=stSidebar] button')];
  const button = buttons.find((one) => one.textContent.trim() === label);
  const start = performance.now();
  new MutationObserver((_, observer) => {
    if (read() === before) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
  }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  button.click();
})
"""


class Wire:
    """The bytes that a page moves: answers as they come over the network, frames of the socket."""

    def __init__(self, page: Page) -> None:
        self.moved = 0
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event: self._add(event["encodedDataLength"]))
        session.on("Network.webSocketFrameReceived", self._add_frame)
        session.on("Network.webSocketFrameSent", self._add_frame)

    def _add(self, size: float) -> None:
        self.moved += int(size)

    def _add_frame(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        text = frame["opcode"] == 1
        self._add(len(frame["payloadData"].encode() if text else base64.b64decode(frame["payloadData"])))


def measure_screen(data: Path) -> list[Row]:
    with ExitStack() as stack:
        servers = {name: stack.enter_context(serve(name, data)) for name in MARKS}
        play = stack.enter_context(sync_playwright())
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        stack.callback(browser.close)
        pages = {name: open_page(browser, servers[name], name)[0] for name in servers}
        rows = measure_changes(pages)
        rows.append(Row("memory of the server with one session", servers["app"].weigh(), "MB"))
        for page in pages.values():
            page.context.close()
        return rows + measure_loads(browser, servers)


def open_page(browser: Browser, server: Server, name: str) -> tuple[Page, float, int]:
    """Open a page in a browser that has seen nothing; return it, the seconds to its paint, and the bytes."""
    page = browser.new_context(viewport=SIZE).new_page()
    wire = Wire(page)
    start = time.perf_counter()
    page.goto(server.address, wait_until="commit")
    page.wait_for_function(MARKS[name], timeout=60_000)
    taken = time.perf_counter() - start
    page.wait_for_timeout(1000)  # what comes after the paint is counted, not timed
    return page, taken, wire.moved


def measure_changes(pages: dict[str, Page]) -> list[Row]:
    """Change the year again and again, the app and the empty app in turns."""
    for name in CHANGED:
        for year in YEARS:
            change_year(pages[name], name, year)
    wire = Wire(pages["app"])
    times: dict[str, list[float]] = {name: [] for name in CHANGED}
    moved = []
    for turn in range(CHANGES):
        for name, taken in times.items():
            before = wire.moved
            taken.append(change_year(pages[name], name, YEARS[turn % len(YEARS)]))
            pages[name].wait_for_timeout(150)
            moved.append(wire.moved - before)
    app, sidebar, empty = (median(times[name]) for name in CHANGED)
    return [
        Row("change of year, repainted", app, "ms", "the same app, empty screen", sidebar, most=2),
        Row("change of year, repainted", app, "ms", "one choice, one line", empty, most=2),
        Row("change of year, the slowest", max(times["app"]), "ms", "the same", max(times["sidebar"])),
        Row("change of year, bytes both ways", max(moved) / 1000, "kB", most=10),
    ]


def change_year(page: Page, name: str, year: str) -> float:
    """Choose a year; return the milliseconds until it is painted, 0 if it was chosen already."""
    page.bring_to_front()
    chosen = page.locator("[data-testid=stSidebar] button[kind=segmented_controlActive]", has_text=year)
    if chosen.count():
        return 0.0
    return float(page.evaluate(CLICK, [year, MARKS[name]]))


def measure_loads(browser: Browser, servers: dict[str, Server]) -> list[Row]:
    """Open the app and the page of one line in turns, each time in a browser that has seen nothing."""
    loads: dict[str, list[tuple[float, int]]] = {"app": [], "line": []}
    for _ in range(LOADS):
        for name, taken in loads.items():
            page, seconds, moved = open_page(browser, servers[name], name)
            taken.append((seconds, moved))
            page.context.close()
    app, line = ([median(column) for column in zip(*loads[name], strict=True)] for name in ("app", "line"))
    return [
        Row(
            "first painted map, server warm, browser new", app[0], "s", "a page of one line", line[0], most=2
        ),
        Row("bytes of the first load", app[1] / 1000, "kB", "a page of one line", line[1] / 1000),
    ]
