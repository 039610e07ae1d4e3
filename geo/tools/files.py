"""Writing files so that a reader sees the old one or the new one, never half of either."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from geo.errors import DataFileError, Problem


def write_file(path: Path, content: bytes) -> None:
    """Write a file at once: into a draft beside it, synced, then renamed.

    Raises
    ------
    DataFileError
        The place cannot be written; the old file is as it was.
    """
    try:
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".draft")
    except OSError:
        raise DataFileError(_refused(path)) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).chmod(0o666 & ~_read_umask())
        Path(draft).replace(path)
        sync_folder(path.parent)
    except OSError:
        Path(draft).unlink(missing_ok=True)
        raise DataFileError(_refused(path)) from None


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read_umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _refused(path: Path) -> Problem:
    return Problem(
        file=path.name,
        what_vi="không ghi được tệp",
        what_en="cannot be written",
        remedy_vi="kiểm tra thư mục, quyền ghi và dung lượng trống",
        remedy_en="check the folder, its permissions and the free space",
    )
