"""What the browser tests stand on: the app on a free port, and Chromium that can reach nothing but it.

The fixtures are known to every test through conftest.py.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

import psutil
import pytest

ROOT = Path(__file__).parent.parent
LAPTOP = {"width": 1366, "height": 768}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Names resolve to nothing: a page that wants the internet shows what it lacks.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def running_app(data, port=None, *, below=""):
    """Run the app on a data folder, below a path of its own if one is given; yields its address."""
    port = port or free_port()
    options = [f"--server.port={port}", f"--server.baseUrlPath={below}"]
    log = Path(os.environ.get("TMPDIR", "/tmp")) / f"safety-map-{port}.log"  # noqa: S108  a log, removed below
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", *options],
            cwd=ROOT,
            env={**os.environ, "SAFETY_MAP_DATA": str(data)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            home = f"http://127.0.0.1:{port}/{below}".rstrip("/")
            wait_for(f"{home}/_stcore/health", process, log)
            yield home
        finally:
            stop(process)
            log.unlink()


def stop(process):
    """End an app; one that does not end by itself on a busy machine is killed."""
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_for(address, process, log):
    for _ in range(300):
        if process.poll() is not None:
            message = f"the app did not start:\n{log.read_text()}"
            raise AssertionError(message)
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310  our own server
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    message = "the app did not answer in 30 s"
    raise AssertionError(message)


PATIENCE_MS = 15_000
"""What is waited for comes in a moment, and on a busy machine later; no test is one of speed."""


class Watch:
    """What a page asked for and complained about."""

    def __init__(self, page, address):
        self.outside, self.errors = [], []
        page.on("request", lambda request: self._note(request.url, address))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self._hear(message.text))

    def _hear(self, text):
        if "Content Security Policy" in text:
            self.errors.append(text)

    def _note(self, url, address):
        if not url.startswith((address, address.replace("http", "ws"), "data:", "blob:")):
            self.outside.append(url)


class Windows:
    """The windows of one browser: opening one costs more than the page in it, so the next page has it again.

    What a page left there is gone, but for the files it was sent. A page that opens beside another one has a
    window of its own, as another person has.
    """

    LEFT = "local_storage,indexeddb,cache_storage,service_workers"

    def __init__(self, browser):
        self._browser = browser
        self._free = {}

    @contextmanager
    def borrow(self, address, **looks):
        """A window in which nothing is open that the app knows of."""
        free = self._free.setdefault(tuple(sorted(looks.items())), [])
        context = free.pop() if free else self._browser.new_context(accept_downloads=True, **looks)
        keeper, *_ = context.pages or [context.new_page()]  # a window goes with its last page
        try:
            yield context
        except BaseException:
            context.close()
            raise
        for page in context.pages:
            if page != keeper:
                page.close()
        context.clear_cookies()
        origin = {"origin": urljoin(address, "/"), "storageTypes": self.LEFT}
        context.new_cdp_session(keeper).send("Storage.clearDataForOrigin", origin)
        free.append(context)


@contextmanager
def watched(windows, address, path="", size=LAPTOP, **looks):
    """A page in a session of its own; at the end nothing has left the machine and nothing has failed.

    ``path`` is what it opens; None is nothing yet. ``looks`` as for a browser's new context.
    """
    with windows.borrow(address, **looks) as context:
        page = context.new_page()
        page.set_viewport_size(size)
        watch = Watch(page, address)
        if path is not None:
            page.goto(f"{address}/{path}")
        yield page
        assert watch.outside == [], "a request left the machine"
        assert watch.errors == []


@pytest.fixture(scope="session")
def address():
    """The app on the shipped city: one for all browser tests, as none of them changes its data."""
    with running_app(ROOT / "data") as found:
        yield found


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415  most tests need no browser

    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def windows(chromium):
    return Windows(chromium)


@pytest.fixture
def opened(windows):
    """Open a page of an address: ``with opened(address, "compare?year=2018") as page``."""
    return partial(watched, windows)


@pytest.fixture
def page(opened, address):
    """A page that has not opened anything yet."""
    with opened(address, None) as found:
        yield found


@contextmanager
def stopped(address):
    """Let the app behind an address do nothing for a while."""
    port = f"--server.port={address.rsplit(':', 1)[1]}"
    server = next(child for child in psutil.Process().children() if port in child.cmdline())
    server.suspend()
    try:
        yield
    finally:
        server.resume()


def painted(page):
    """Wait until the map shows the view of the address; return the page id it carries."""
    page.wait_for_selector(".atlas-root[data-painted]", state="attached", timeout=30_000)
    # A frame that was there is painted at once; the address changes with the answer of the server.
    page.wait_for_function(
        """() => {
            const { painted, answered } = document.querySelector('.atlas-root').dataset;
            return !answered || answered === painted;
        }""",
        timeout=30_000,
    )
    page.evaluate("document.fonts.ready.then(() => true)")  # a letter that comes late moves the map
    return page.locator(".atlas-root").get_attribute("data-painted")


def settled(page):
    """Wait until the server has nothing more to do and the browser has what was sent ahead."""
    seen, calm = None, 0
    for _ in range(300):
        now = page.evaluate(
            """() => [
                document.querySelector('[data-testid=stApp]').dataset.testScriptState,
                document.documentElement.dataset.ahead,
            ]"""
        )
        calm = calm + 1 if now == seen and now[0] == "notRunning" and now[1] else 0
        if calm == 4:
            return
        seen = now
        page.wait_for_timeout(150)
    message = f"the app did not come to rest in 45 s: {seen}"
    raise AssertionError(message)


def repainted(page, before):
    """Wait until the map carries another page id than before; return it."""
    page.wait_for_function(
        "before => document.querySelector('.atlas-root')?.dataset.painted !== before",
        arg=before,
        timeout=30_000,
    )
    return painted(page)
