"""The app's map against the same map the usual way: repaint, bytes a change, blank frames, zoom kept."""

from __future__ import annotations

from contextlib import ExitStack
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from playwright.sync_api import sync_playwright

from benchmarks.screen import SIZE, YEARS
from benchmarks.servers import serve
from benchmarks.tables import Row
from tests.browser import ARGUMENTS, CHROMIUM

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from benchmarks.servers import Server

CHANGES: Final = 9
ZOOMS: Final = {"app": 100, "usual": 6}
REST_MS: Final = 250
# Of each map: the paths it draws, the year they show, the button that zooms in.
MAPS: Final = {
    "app": {
        "document": "document",
        "paths": ".map path[data-class]",
        "year": "document.querySelector('.atlas-root')?.dataset.painted",
    },
    "usual": {
        "document": "document.querySelector('iframe')?.contentDocument",
        "paths": "path.unit",
        "year": "document.querySelector('iframe')?.contentDocument?.querySelector('path.unit')"
        "?.getAttribute('class').match(/year(\\d+)/)?.[1]",
    },
}
# From the click on a year to the frame in which the map shows it; frames in which there was no map.
CHANGE: Final = """
([label, map]) => new Promise((done) => {
  const year = () => eval(map.year), before = year();
  const drawn = () => eval(map.document)?.querySelectorAll(map.paths).length > 0;
  const buttons = [...document.querySelectorAll('[data-testid=stSidebar] button')];
  const start = performance.now();
  let blank = 0;
  const look = () => {
    if (!drawn()) blank += 1;
    else if (year() && year() !== before) {
      requestAnimationFrame(() => done({ taken: performance.now() - start, blank }));
      return;
    }
    requestAnimationFrame(look);
  };
  buttons.find((one) => one.textContent.trim() === label).click();
  requestAnimationFrame(look);
})
"""
PLACE: Final = """
(map) => {
  const unit = eval(map.document).querySelectorAll(map.paths)[120];
  const { left, top, width } = unit.getBoundingClientRect();
  return [left, top, width].map(Math.round).join();
}
"""
ZOOM: Final = "(map) => eval(map.document).querySelector('.leaflet-control-zoom-in').click()"


def measure_usual(data: Path) -> list[Row]:
    with ExitStack() as stack:
        servers = {name: stack.enter_context(serve(name, data)) for name in MAPS}
        play = stack.enter_context(sync_playwright())
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        stack.callback(browser.close)
        pages = {name: open_map(browser, servers[name], name) for name in MAPS}
        for turn in range(len(YEARS)):
            for name, page in pages.items():
                change(page, name, turn)
        seen: dict[str, list[dict[str, float]]] = {name: [] for name in MAPS}
        for turn in range(CHANGES):
            for name, page in pages.items():
                before = servers[name].wire.moved
                found = change(page, name, turn)
                seen[name].append({**found, "moved": servers[name].wire.moved - before})
        kept = {name: count_kept(page, name) for name, page in pages.items()}
    return list_rows(seen, kept)


def list_rows(seen: dict[str, list[dict[str, float]]], kept: dict[str, int]) -> list[Row]:
    taken, moved = (
        {name: median(one[part] for one in found) for name, found in seen.items()}
        for part in ("taken", "moved")
    )
    blank = {name: sum(one["blank"] for one in found) / len(found) for name, found in seen.items()}
    share = {name: 100 * kept[name] / ZOOMS[name] for name in kept}
    usual = "st_folium, a new map each run"
    return [
        Row("change of year, repainted", taken["app"], "ms", usual, taken["usual"], most=1 / 7),
        Row(
            "bytes a change, both ways", moved["app"] / 1000, "kB", usual, moved["usual"] / 1000, most=1 / 50
        ),
        Row("frames without a map, a change", blank["app"], "frames", most=0),
        Row("  the same, st_folium", blank["usual"], "frames"),
        Row(f"zoom kept, of {ZOOMS['app']} changes", share["app"], "%"),
        Row(f"  the same, st_folium, of {ZOOMS['usual']} changes", share["usual"], "%"),
    ]


def open_map(browser: Browser, server: Server, name: str) -> Page:
    page = browser.new_context(viewport=SIZE).new_page()
    page.goto(server.address)
    drawn = "(map) => eval(map.document)?.querySelectorAll(map.paths).length > 240"
    page.wait_for_function(drawn, arg=MAPS[name], timeout=60_000)
    page.wait_for_timeout(1000)
    return page


def change(page: Page, name: str, turn: int) -> dict[str, float]:
    """Choose the next year; return the milliseconds to its map, and the frames without any."""
    page.bring_to_front()
    found: Any = page.evaluate(CHANGE, [YEARS[turn % len(YEARS)], MAPS[name]])
    page.wait_for_timeout(REST_MS)
    return dict(found)


def count_kept(page: Page, name: str) -> int:
    """Zoom in once; return after how many changes of year a unit stands where it stood."""
    page.evaluate(ZOOM, MAPS[name])
    page.wait_for_timeout(600)
    kept = 0
    for turn in range(ZOOMS[name]):
        before = page.evaluate(PLACE, MAPS[name])
        change(page, name, turn)
        kept += page.evaluate(PLACE, MAPS[name]) == before
    return kept
