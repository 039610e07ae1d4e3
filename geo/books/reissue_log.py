"""The pages that were issued from a data folder: id → address, data and program that drew it.

``.history/pages.csv`` has a line a page, ``.history/pages/<fingerprint>.csv`` the files of the data it was
drawn from, so that a page id can be told years later even when the data has changed. Both only grow; a line
that is cut short by a power failure is skipped.
"""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from geo.books.version import name_version
from geo.errors import DataFileError
from geo.tools.files import write_file
from geo.tools.journal import HISTORY, list_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from geo.model import Atlas

LOG: Final = "pages.csv"
STATES: Final = "pages"
HEAD: Final = ("page_id", "address", "paper", "fingerprint", "version", "when")
SHAPES: Final = "pptx_shapes"
"""In place of a paper: a slide whose map is made of shapes."""

WAIT_SECONDS: Final = 5.0


@dataclass(frozen=True)
class Issued:
    """A page as it leaves.

    Parameters
    ----------
    page_id, address
        What was drawn.
    paper
        Name of the layout, "sheet" for a page of a book, `SHAPES`, or the kind of file that has none.
    """

    page_id: str
    address: str
    paper: str = "a4_landscape"


@dataclass(frozen=True)
class Line:
    """A line of the log: what was issued, the data and the program, and when (UTC)."""

    page_id: str
    address: str
    paper: str
    fingerprint: str
    version: str
    when: str


def record_pages(atlas: Atlas, pages: Iterable[Issued]) -> bool:
    """Note pages that are issued; the same page of the same data and program is noted once.

    Returns
    -------
    bool
        False where the data folder cannot be written, or another writer holds the log: the page is good all
        the same.
    """
    version, folder = name_version(), atlas.folder
    when = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    try:
        (folder / HISTORY / STATES).mkdir(parents=True, exist_ok=True)
        with FileLock(folder / HISTORY / "pages.lock", timeout=WAIT_SECONDS):
            known = {(line.page_id, line.paper, line.version) for line in read_log(folder)}
            fresh = [
                Line(page.page_id, page.address, page.paper, atlas.fingerprint, version, when)
                for page in dict.fromkeys(pages)
                if (page.page_id, page.paper, version) not in known
            ]
            _append(folder / HISTORY / LOG, fresh)
            _keep_state(atlas)
    except (OSError, Timeout, DataFileError):
        return False
    return True


def _append(path: Path, lines: Sequence[Line]) -> None:
    old = path.read_bytes() if path.exists() else b""
    rows = [] if old else [HEAD]
    buffer = io.StringIO()
    if old and not old.endswith(b"\n"):
        buffer.write("\n")  # what was cut short stays alone on its line
    csv.writer(buffer, lineterminator="\n").writerows([*rows, *map(astuple, lines)])
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(buffer.getvalue())


def _keep_state(atlas: Atlas) -> None:
    """Keep the sums of the data files under the fingerprint of the data."""
    path = atlas.folder / HISTORY / STATES / f"{atlas.fingerprint}.csv"
    if path.exists():
        return
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(read_sums(atlas.folder).items())
    write_file(path, buffer.getvalue().encode())


def read_sums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each data file by its path in the folder."""
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in list_data(folder).items()}


def read_log(folder: Path) -> tuple[Line, ...]:
    """Return the lines of the log, the oldest first."""
    path = folder / HISTORY / LOG
    if not path.is_file():
        return ()
    rows = list(csv.reader(path.read_text(encoding="utf-8", errors="replace").splitlines()))
    return tuple(Line(*row) for row in rows[1:] if len(row) == len(HEAD))


def list_fingerprints(folder: Path) -> tuple[str, ...]:
    """Return the fingerprints of the data that pages were issued from."""
    return tuple(path.stem for path in sorted((folder / HISTORY / STATES).glob("*.csv")))


def compare_files(folder: Path, fingerprint: str) -> Mapping[str, tuple[str, ...]] | None:
    """Return which data files are not as they were: ``changed``, ``new``, ``gone``; None if nobody knows."""
    path = folder / HISTORY / STATES / f"{fingerprint}.csv"
    if not path.is_file():
        return None
    before = dict(row for row in csv.reader(path.read_text(encoding="utf-8").splitlines()) if len(row) == 2)  # noqa: PLR2004  name and sum
    now = read_sums(folder)
    return {
        "changed": tuple(name for name in now if name in before and now[name] != before[name]),
        "new": tuple(name for name in now if name not in before),
        "gone": tuple(name for name in before if name not in now),
    }
