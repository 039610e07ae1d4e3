"""Streamlit servers to measure: the app and what it is held against."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from benchmarks.wire import HOST, Wire, tap
from tests.browser import ROOT, free_port, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPTS = {
    "app": "app.py",
    "sidebar": "benchmarks/sidebar_app.py",
    "empty": "benchmarks/empty_page.py",
    "usual": "benchmarks/usual_page.py",
    "line": "benchmarks/one_line_page.py",
}


@dataclass(frozen=True)
class Server:
    """A running server, by the wire that counts what passes, and directly."""

    wire: Wire
    direct: str
    process: psutil.Process

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.wire.port}"

    def weigh(self) -> float:
        """Return the resident memory of the server and its children, in MB."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(member.memory_info().rss for member in family) / 1e6


@contextmanager
def serve(name: str, data: Path) -> Iterator[Server]:
    """Run one of the scripts on a free port of this machine."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", SCRIPTS[name], f"--server.port={port}"],
                cwd=ROOT,
                env={**os.environ, "SAFETY_MAP_DATA": str(data), "PYTHONPATH": str(ROOT)},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            try:
                wait_for(f"http://{HOST}:{port}/_stcore/health", process, log)
                with tap(port) as wire:
                    yield Server(wire, f"http://{HOST}:{port}", psutil.Process(process.pid))
            finally:
                process.terminate()
                process.wait(timeout=20)
