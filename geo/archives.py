"""Zip files: what is wrong with one before anything is unpacked, and unpacking under names of our own."""

from __future__ import annotations

import stat
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from geo.errors import DataFileError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_ENTRIES: Final = 200
MAX_TOTAL: Final = 500 * 1024 * 1024
MAX_RATIO: Final = 100
RATIO_FROM: Final = 5 * 1024 * 1024
"""Below this size a high ratio is no bomb: a table of equal rows packs well."""

LOCAL_HEADER: Final = 30
CHUNK: Final = 1 << 20
METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
PACKED: Final = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!",
    b"BZh",
    b"\xfd7zXZ",
)
JUNK_FOLDERS: Final = frozenset({"__macosx", ".git", ".svn"})
JUNK_FILES: Final = frozenset({".ds_store", "thumbs.db", "desktop.ini"})

Fault = tuple[str, str]


@dataclass(frozen=True)
class Member:
    """A file taken out of an archive: where it lies now, and what it was called."""

    path: Path
    name: str


def check_zip(path: Path, *, name: str) -> list[zipfile.ZipInfo]:
    """Return the files of an archive that may be unpacked, junk left out.

    Parameters
    ----------
    path
        The archive.
    name
        Its name for messages.

    Raises
    ------
    DataFileError
        It is no zip, or anything in it is hostile; all problems at once.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError):
        raise DataFileError(
            _problem(name, None, ("không mở được tệp nén", "cannot be opened as a zip"))
        ) from None
    wanted = [entry for entry in entries if not _is_junk(entry.filename)]
    problems = [_problem(name, None, fault) for fault in _find_faults(entries, path.stat().st_size)]
    problems += [_problem(name, entry.filename, fault) for entry in entries if (fault := _find_fault(entry))]
    if problems:
        raise DataFileError(problems)
    return wanted


def _find_faults(entries: Sequence[zipfile.ZipInfo], size: int) -> Iterator[Fault]:
    """Yield what is wrong with the archive as a whole."""
    if len(entries) > MAX_ENTRIES:
        yield (
            f"có {len(entries)} tệp, tối đa {MAX_ENTRIES}",
            f"has {len(entries)} files, at most {MAX_ENTRIES}",
        )
    total = sum(entry.file_size for entry in entries)
    if total > MAX_TOTAL:
        limit = MAX_TOTAL >> 20
        yield (f"giải nén ra hơn {limit} MB", f"unpacks to more than {limit} MB")
    if total > RATIO_FROM and total > MAX_RATIO * max(size, 1):
        yield (
            "nén quá chặt so với nội dung: có thể là tệp phá hoại",
            "is packed too tightly: it may be a bomb",
        )
    names = [unicodedata.normalize("NFC", entry.filename).casefold() for entry in entries]
    if len(set(names)) < len(names):
        yield ("có hai tệp trùng tên", "has two files of the same name")
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    ends = [entry.header_offset + LOCAL_HEADER + entry.compress_size for entry in ordered]
    if any(end > after.header_offset for end, after in zip(ends, ordered[1:], strict=False)):
        yield ("có các phần chồng lên nhau", "has parts that overlap")


def _find_fault(entry: zipfile.ZipInfo) -> Fault | None:
    """Return what is wrong with one file of an archive, or None."""
    mode = entry.external_attr >> 16
    checks: tuple[tuple[bool, Fault], ...] = (
        (not is_safe_name(entry.orig_filename), ("có đường dẫn ra ngoài", "leads out of the archive")),
        (bool(entry.flag_bits & 0x1), ("có mật khẩu", "is encrypted")),
        (
            stat.S_IFMT(mode) not in (0, stat.S_IFREG),
            ("là liên kết hoặc tệp đặc biệt", "is a link or a special file"),
        ),
        (entry.compress_type not in METHODS, ("nén theo kiểu lạ", "is packed in an unusual way")),
    )
    return next((fault for wrong, fault in checks if wrong), None)


def is_safe_name(name: str) -> bool:
    """Return whether a name stays inside its archive: relative, no "..", no drive, no control character."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    inside = bool(parts) and not name.startswith(("/", "\\")) and ".." not in parts and ":" not in name
    return inside and name.isprintable()


def _is_junk(name: str) -> bool:
    parts = [part.casefold() for part in PurePosixPath(name).parts]
    return bool(JUNK_FOLDERS.intersection(parts)) or parts[-1] in JUNK_FILES or parts[-1].startswith("._")


def extract_zip(path: Path, folder: Path, *, name: str) -> list[Member]:
    """Unpack an archive into a folder, files named by number and ending: no name inside it is used.

    Raises
    ------
    DataFileError
        See `check_zip`; also if a file is larger than it says, damaged, or an archive itself.
    """
    members = []
    stems: dict[PurePosixPath, int] = {}
    with zipfile.ZipFile(path) as archive:
        for entry in check_zip(path, name=name):
            inner = PurePosixPath(entry.filename.replace("\\", "/"))
            number = stems.setdefault(inner.with_suffix(""), len(stems))
            target = folder / f"{number}{_safe_ending(inner.suffix)}"
            _unpack(archive, entry, target, name)
            members.append(Member(target, inner.name))
    return members


def _safe_ending(ending: str) -> str:
    return ending.lower() if ending[1:].isascii() and ending[1:].isalnum() else ""


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, name: str) -> None:
    written = 0
    try:
        with archive.open(entry) as source, target.open("xb") as sink:
            while chunk := source.read(CHUNK):
                if not written and chunk.startswith(PACKED):
                    raise DataFileError(
                        _problem(name, entry.filename, ("là tệp nén trong tệp nén", "is an archive itself"))
                    )
                written += len(chunk)
                sink.write(chunk)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zlib.error):
        raise DataFileError(_problem(name, entry.filename, ("bị hỏng", "is damaged"))) from None


def _problem(file: str, entry: str | None, fault: Fault) -> Problem:
    shown = None if entry is None else "".join(letter for letter in entry if letter.isprintable())[:120]
    return Problem(
        file=file,
        value=shown,
        what_vi=fault[0],
        what_en=fault[1],
        remedy_vi="nén lại chỉ các tệp cần gửi, không đặt mật khẩu",
        remedy_en="zip again only the files to be sent, without a password",
    )
