"""Foreign files read in forks of one process: its libraries are loaded once, not for every test."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import pytest

import geo.gate.child_process
from geo.gate.child_process import STOPPED, find_isolation, make_environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

PROGRAM = Path(__file__).with_name("forking_child.py")


@contextmanager
def read_in_forks(folder: Path) -> Iterator[None]:
    """Let the sandbox fork `tests/forking_child.py` instead of starting a program for each file.

    Parameters
    ----------
    folder
        Where the folders of the children are made; it must be empty again afterwards.
    """
    with (
        subprocess.Popen(
            [*find_isolation(), sys.executable, "-I", "-B", "-X", "utf8", str(PROGRAM)],
            env=make_environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as child,
        pytest.MonkeyPatch.context() as patch,
    ):
        assert child.stdin
        assert child.stdout
        one_at_a_time = Lock()

        @contextmanager
        def start(request: Mapping[str, Any], place: Path) -> Iterator[Callable[[], str]]:
            with one_at_a_time:
                child.stdin.write(json.dumps([str(place), request]).encode() + b"\n")
                child.stdin.flush()
                ended = STOPPED.get(int(child.stdout.readline()), "unreadable")
            yield lambda: ended

        patch.setattr(geo.gate.child_process, "_start", start)
        patch.setattr(tempfile, "tempdir", str(folder))
        yield
        child.stdin.close()
    assert list(folder.iterdir()) == []


@pytest.fixture(scope="module", autouse=True)
def forking_child(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let a test module that imports this read its foreign files in forks."""
    with read_in_forks(tmp_path_factory.mktemp("children")):
        yield
