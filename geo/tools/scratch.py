"""A temporary folder of this process; what processes that were killed left is removed at the next start."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import stat
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.errors import DataFileError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX: Final = "safety-map-"
OPENED: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
FULL: Final = (errno.ENOSPC, errno.EDQUOT)


@contextmanager
def open_scratch() -> Iterator[Path]:
    """Yield an empty folder, which is gone afterwards.

    Raises
    ------
    DataFileError
        There is no room for temporary files, or they cannot be written.
    """
    held, folder = None, None
    try:
        folder, held = _make()
        yield folder
    except OSError as error:
        if error.errno in FULL or folder is None or str(error.filename or "").startswith(str(folder)):
            raise DataFileError(_no_room()) from None
        raise
    finally:
        if folder is not None and held is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(held)


def _make() -> tuple[Path, int]:
    """Return a new folder, and what says to others that its process lives: a lock that dies with it."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        held = os.open(folder, OPENED)
        with suppress(OSError):  # where nothing can be locked, nothing is swept either
            fcntl.flock(held, fcntl.LOCK_EX)
        # Before it was locked, another process that starts may have taken it for one left behind.
        if _is_the_same(folder, held):
            return folder, held
        os.close(held)


def _is_the_same(folder: Path, held: int) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(folder.lstat(), os.fstat(held))
    return False


def sweep() -> None:
    """Remove the folders of this user's processes that were killed; others', and links, are left alone."""
    with suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            if entry.name.startswith(PREFIX) and entry.is_dir(follow_symlinks=False):
                with suppress(OSError):
                    _sweep_one(Path(entry.path))


def _sweep_one(folder: Path) -> None:
    held = os.open(folder, OPENED)
    try:
        status = os.fstat(held)
        if status.st_uid != os.getuid() or stat.S_IMODE(status.st_mode) != stat.S_IRWXU:
            return
        # The lock of a process that lives cannot be had.
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if _is_the_same(folder, held):
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(held)


def _no_room() -> Problem:
    return Problem(
        file="",
        what_vi="không ghi được tệp tạm: ổ đĩa đầy hoặc không có quyền ghi; chưa có gì thay đổi",
        what_en="temporary files cannot be written: the disk is full or withheld; nothing was changed",
        remedy_vi="giải phóng dung lượng của thư mục tạm rồi làm lại",
        remedy_en="free some space where temporary files stand, then try again",
    )
