"""One switch of several files of a data folder: the old state or the new one, whatever happens in between.

``.history/pending/`` holds what a switch needs: the new files, complete and synced; the old ones, as links;
and the journal, which says where they go. As long as the journal is there the old state counts, and whoever
comes next puts it back; taking the journal away is the one step that makes the new state count. A full disk
is met before anything is switched: from there on files are only renamed.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, TypeVar

from filelock import FileLock, Timeout

from geo.errors import GeoError, StoreError
from geo.tools.files import sync_folder
from geo.tools.journal_words import explain_busy, explain_damage, explain_refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

Answer = TypeVar("Answer")
Entry = tuple[str, bool, bool]
"""Path in the folder, whether it was there before, whether it is there afterwards."""

HISTORY: Final = ".history"
PARTS: Final = (".", "boundaries", "indicators", "facts")
"""Folders of a data folder whose files are data."""

JOURNAL: Final = "journal.json"
WAIT_SECONDS: Final = 20.0
PAUSES: Final = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds a reader waits for a writer, each time longer."""


@contextmanager
def lock_folder(folder: Path, *, timeout: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold a data folder for writing; what a killed writer left is cleared first.

    Raises
    ------
    StoreError
        Somebody else is writing, or the folder cannot be written.
    """
    try:
        (folder / HISTORY).mkdir(exist_ok=True)
        lock = FileLock(folder / HISTORY / "lock", timeout=timeout)
        lock.acquire()
    except Timeout:
        raise StoreError(explain_busy()) from None
    except OSError as error:
        raise StoreError(explain_refusal(error)) from None
    try:
        _settle(folder)
        yield
    except OSError as error:
        raise StoreError(explain_refusal(error)) from None
    finally:
        lock.release()


def settle(folder: Path) -> None:
    """Clear what a killed writer left: its switch is taken back, or was complete; no file of it remains.

    Raises
    ------
    StoreError
        A switch is half done and cannot be taken back now.
    """
    if not _pending(folder).exists():
        return
    # A writer that only prepares its files is no reason to wait, and nothing is half done.
    half_done = _is_switching(folder)
    try:
        with lock_folder(folder, timeout=WAIT_SECONDS if half_done else 0.0):
            return
    except StoreError:
        if half_done and _is_switching(folder):
            raise


def switch_files(folder: Path, contents: Mapping[str, bytes | None]) -> None:
    """Put new contents into files of a data folder, all at once; the caller holds the lock.

    Parameters
    ----------
    contents
        Path in the folder → bytes, or None to remove the file.

    Raises
    ------
    OSError
        It could not be done; every file is as it was (or will be, as soon as the disk lets it).
    """
    try:
        entries = _prepare(folder, contents)
        _move(folder, entries)
        (_pending(folder) / JOURNAL).unlink()
    except OSError:
        with suppress(OSError):
            _settle(folder)
        raise
    with suppress(OSError):
        _settle(folder)


def read_steadily(folder: Path, read: Callable[[Path], Answer]) -> Answer:
    """Return what a function reads from a data folder, all of it from one state.

    Raises
    ------
    StoreError
        The folder did not come to rest, or was left half done and cannot be put right.
    """
    for pause in PAUSES:
        settle(folder)
        before = _stamp(folder)
        try:
            answer = read(folder)
        except (GeoError, OSError):
            if before == _stamp(folder) and not _is_switching(folder):
                raise
        else:
            if before == _stamp(folder) and not _is_switching(folder):
                return answer
        time.sleep(pause)
    raise StoreError(explain_busy())


def list_data(folder: Path) -> dict[str, Path]:
    """Return the data files of a folder by their path in it; hidden files and drafts of Excel are none."""
    found = {}
    for part in PARTS:
        for path in sorted((folder / part).glob("*")):
            if path.is_file() and not path.name.startswith((".", "~$")):
                found[path.relative_to(folder).as_posix()] = path
    return found


def is_data_path(name: str) -> bool:
    """Return whether a path in a data folder is where data files are: nothing leads out of it."""
    parent, _, own = name.rpartition("/")
    return (parent or ".") in PARTS and bool(own) and not own.startswith(".") and "\\" not in own


def _stamp(folder: Path) -> tuple[object, ...]:
    """Return what changes with any switch: a renamed or linked file has another time of change."""
    marks: list[object] = []
    for name, path in list_data(folder).items():
        with suppress(FileNotFoundError):
            status = path.stat()
            marks += [name, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns]
    return tuple(marks)


def _pending(folder: Path) -> Path:
    return folder / HISTORY / "pending"


def _is_switching(folder: Path) -> bool:
    return (_pending(folder) / JOURNAL).exists()


def _prepare(folder: Path, contents: Mapping[str, bytes | None]) -> list[Entry]:
    """Write the new files, link the old ones, and last the journal; return what it says."""
    pending = _pending(folder)
    for place in (pending, pending / "new", pending / "old"):
        place.mkdir()
    entries: list[Entry] = []
    for number, (name, content) in enumerate(contents.items()):
        target = folder / name
        before = target.exists()
        target.parent.mkdir(parents=True, exist_ok=True)
        if content is not None:
            _write(pending / "new" / str(number), content, like=target if before else None)
        if before:
            _link(target, pending / "old" / str(number))
        entries.append((name, before, content is not None))
    _write(pending / "draft", json.dumps(entries).encode())
    for place in (pending / "new", pending / "old", pending):
        sync_folder(place)
    (pending / "draft").rename(pending / JOURNAL)
    sync_folder(pending)
    return entries


def _write(path: Path, content: bytes, *, like: Path | None = None) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if like:
        path.chmod(stat.S_IMODE(like.stat().st_mode))


def _link(target: Path, link: Path) -> None:
    """Keep a file under a second name; where the disk has no links, as a copy."""
    try:
        link.hardlink_to(target)
    except OSError:
        _write(link, target.read_bytes())


def _move(folder: Path, entries: Sequence[Entry]) -> None:
    for number, (name, before, after) in enumerate(entries):
        if after:
            (_pending(folder) / "new" / str(number)).replace(folder / name)
        elif before:
            (folder / name).unlink()
    _sync(folder, entries)


def _sync(folder: Path, entries: Sequence[Entry]) -> None:
    """Make the moves last through a power cut, and the folders that were new."""
    parents = {(folder / name).parent for name, *_ in entries}
    for place in sorted({folder, *parents, *(parent.parent for parent in parents - {folder})}):
        if place.exists():
            sync_folder(place)


def _settle(folder: Path) -> None:
    """Take back a switch whose journal is there, then remove all of it."""
    pending = _pending(folder)
    if not pending.exists():
        return
    if _is_switching(folder):
        entries = _read_journal(pending / JOURNAL)
        for number, (name, before, _) in enumerate(entries):
            _put_back(pending / "old" / str(number), folder / name, before=before)
        _sync(folder, entries)
        (pending / JOURNAL).unlink()
    sync_folder(pending)
    shutil.rmtree(pending)


def _read_journal(path: Path) -> list[Entry]:
    """Return what a journal says.

    Raises
    ------
    StoreError
        It is damaged: what was half done cannot be told.
    """
    try:
        said = json.loads(path.read_bytes())
        entries = [(name, bool(before), bool(after)) for name, before, after in said if _is_ours(name)]
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise StoreError(explain_damage()) from None
    if not entries or len(entries) < len(said):
        raise StoreError(explain_damage())
    return entries


def _is_ours(name: str) -> bool:
    """Return whether a path is that of a data file or of the history."""
    return is_data_path(name) or (name.startswith(f"{HISTORY}/") and ".." not in name)


def _put_back(link: Path, target: Path, *, before: bool) -> None:
    if link.exists():
        link.replace(target)
        # Two names of one file: renaming one to the other does nothing.
        link.unlink(missing_ok=True)
    elif not before:
        target.unlink(missing_ok=True)
