"""What the browser tests stand on: the app on a free port, and Chromium that can reach nothing but it."""

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
from pathlib import Path

ROOT = Path(__file__).parent.parent
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
def running_app(data, port=None):
    """Run the app on a data folder; yields its address."""
    port = port or free_port()
    log = Path(os.environ.get("TMPDIR", "/tmp")) / f"safety-map-{port}.log"  # noqa: S108  a log, removed below
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"],
            cwd=ROOT,
            env={**os.environ, "SAFETY_MAP_DATA": str(data)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)
            log.unlink()


def wait_for(address, process, log):
    for _ in range(300):
        if process.poll() is not None:
            message = f"the app did not start:\n{log.read_text()}"
            raise AssertionError(message)
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310  our own server
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    message = "the app did not answer in 30 s"
    raise AssertionError(message)


class Watch:
    """What a page asked for and complained about."""

    def __init__(self, page, address):
        self.outside, self.errors = [], []
        page.on("request", lambda request: self._note(request.url, address))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _note(self, url, address):
        if not url.startswith((address, address.replace("http", "ws"), "data:", "blob:")):
            self.outside.append(url)


def painted(page):
    """Wait until the map shows the view of the address; return the page id it carries."""
    page.wait_for_selector(".atlas-root[data-painted]", state="attached", timeout=30_000)
    page.evaluate("document.fonts.ready.then(() => true)")  # a letter that comes late moves the map
    return page.locator(".atlas-root").get_attribute("data-painted")


def repainted(page, before):
    """Wait until the map carries another page id than before; return it."""
    page.wait_for_function(
        "before => document.querySelector('.atlas-root')?.dataset.painted !== before",
        arg=before,
        timeout=30_000,
    )
    return painted(page)
