"""Zip files: what is wrong with one before anything is unpacked, and unpacking under names of our own."""

from __future__ import annotations

import mmap
import os
import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, BinaryIO, Final

from geo.errors import DataFileError, Problem
from geo.gate.archive_faults import (
    DAMAGED,
    HIDDEN,
    LINK,
    LOCKED,
    NESTED,
    NO_ZIP,
    ONLY_NEEDED,
    OUTSIDE,
    OVERLAPPING,
    TIGHT,
    TWICE,
    UNUSUAL,
    count_others,
)
from geo.gate.archive_names import decode_names, inner_path, is_inside, is_junk, is_plain_name, show_name
from geo.gate.sandbox_child import FULL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path, PurePosixPath

    from geo.errors import Fault

MAX_ENTRIES: Final = 1000
MAX_TOTAL: Final = 500 * 1024 * 1024
MAX_RATIO: Final = 100
RATIO_FROM: Final = 5 * 1024 * 1024
"""Below this size a high ratio is no bomb: a table of equal rows packs well."""

END_MAGIC: Final = b"PK\5\6"
END_RECORD: Final = 22
"""Bytes of the record at the end, without its comment."""

ENTRY: Final = re.compile(rb"PK\x01\x02")
"""How each entry of an archive's directory begins."""

ENTRY_HEAD: Final = 46
ENTRY_LENGTHS: Final = 28
"""Bytes of an entry before its name, and where among them the lengths of what follows stand."""

LOCAL_HEADER: Final = 30
SAID_ELSEWHERE: Final = 0xFFFFFFFF
"""The size of what is so large that its size stands in another field."""
CHUNK: Final = 1 << 20
HERE: Final = "./"
"""The folder itself, which some programs list."""
METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MAGICS: Final = (b"PK\x03\x04", b"PK\x05\x06")
"""How a zip begins; what has a program in front of it is none."""

PACKED: Final = (
    *MAGICS,
    b"\x1f\x8b",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!",
    b"BZh",
    b"\xfd7zXZ",
)


@dataclass(frozen=True)
class Member:
    """A file taken out of an archive: where it lies now, and what it was called, with its folders."""

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
        It is no zip, or anything in it is hostile; all problems at once, each with the first file it is in.
    """
    with path.open("rb") as file:
        begins_well = file.read(4) in MAGICS
        entries = _count_entries(file) if begins_well else 0
    if entries > MAX_ENTRIES:
        raise DataFileError(Problem(name, *_too_many(entries)))
    try:
        with zipfile.ZipFile(path) as archive:
            listed, end = archive.infolist(), archive.start_dir
            begins_well &= _ends_with_itself(path, len(archive.comment))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        begins_well = False
    if not begins_well:
        raise DataFileError(Problem(name, *NO_ZIP))
    for entry, said in zip(listed, decode_names(listed), strict=True):
        entry.filename = said
    problems = [Problem(name, *fault) for fault in _find_faults(listed, end, path.stat().st_size)]
    problems += _find_entry_faults(path, listed, name)
    if problems:
        raise DataFileError(problems)
    return [entry for entry in listed if not (_is_folder(entry) or is_junk(entry.filename))]


def _count_entries(file: BinaryIO) -> int:
    """Return how many entries an archive lists, without making anything of them: its end may say less.

    They stand one behind the other; archives that it holds unpacked have lists of their own.
    """
    longest = run = end = 0
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        for found in ENTRY.finditer(whole):
            start = found.start()
            if start < end or start + ENTRY_HEAD > len(whole):
                continue  # in a name
            run = run + 1 if start == end else 1
            end = start + ENTRY_HEAD + sum(struct.unpack_from("<3H", whole, start + ENTRY_LENGTHS))
            longest = max(longest, run)
    return longest


def _too_many(entries: int) -> Fault:
    return (
        f"có {entries} tệp, tối đa {MAX_ENTRIES}",
        f"has {entries} files, at most {MAX_ENTRIES}",
        *ONLY_NEEDED,
    )


def _ends_with_itself(path: Path, comment: int) -> bool:
    """Return whether an archive is as long as its file: what stands behind it would be kept unread."""
    with path.open("rb") as file:
        file.seek(-(END_RECORD + comment), os.SEEK_END)
        return file.read(len(END_MAGIC)) == END_MAGIC


def _find_faults(entries: Sequence[zipfile.ZipInfo], end: int, size: int) -> Iterator[Fault]:
    """Yield what is wrong with the archive as a whole; its directory starts at the end of its files."""
    if len(entries) > MAX_ENTRIES:
        yield _too_many(len(entries))
    total = sum(entry.file_size for entry in entries)
    if total > MAX_TOTAL:
        limit = MAX_TOTAL >> 20
        yield (f"giải nén ra hơn {limit} MB", f"unpacks to more than {limit} MB", *ONLY_NEEDED)
    if total > RATIO_FROM and total > MAX_RATIO * size:
        yield TIGHT
    if len({inner_path(entry.filename) for entry in entries}) < len(entries):
        yield TWICE
    spans = sorted((one.header_offset, LOCAL_HEADER + one.compress_size) for one in entries)
    if any(start + length > after for (start, length), (after, _) in pairwise([*spans, (end, 0)])):
        yield OVERLAPPING


def _find_entry_faults(path: Path, entries: Sequence[zipfile.ZipInfo], name: str) -> list[Problem]:
    """Return a problem for each kind of fault, with the first file that has it and the number of others."""
    found: dict[Fault, list[str]] = {}
    with path.open("rb") as file:
        for entry in entries:
            fault = _find_fault(entry) or (None if _says_the_same(file, entry) else DAMAGED)
            if fault:
                found.setdefault(fault, []).append(entry.filename)
    return [count_others(name, fault, names) for fault, names in found.items()]


def _find_fault(entry: zipfile.ZipInfo) -> Fault | None:
    """Return what is wrong with one file of an archive, or None."""
    mode, folder = entry.external_attr >> 16, _is_folder(entry)
    checks: tuple[tuple[bool, Fault], ...] = (
        (not is_inside(entry.filename), OUTSIDE),
        (not is_plain_name(entry.filename) and entry.filename != HERE, HIDDEN),
        (entry.header_offset < 0, DAMAGED),
        (bool(entry.flag_bits & 0x1), LOCKED),
        (stat.S_IFMT(mode) not in (0, stat.S_IFDIR if folder else stat.S_IFREG), LINK),
        (folder and entry.file_size > 0, DAMAGED),
        (entry.compress_type not in METHODS, UNUSUAL),
    )
    return next((fault for wrong, fault in checks if wrong), None)


def _is_folder(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.endswith("/")


def _says_the_same(file: BinaryIO, entry: zipfile.ZipInfo) -> bool:
    """Return whether a file in an archive says of its sizes what the directory of the archive says.

    Who reads the one place would see another file than who reads the other.
    """
    file.seek(entry.header_offset)
    head = file.read(LOCAL_HEADER).ljust(LOCAL_HEADER, b"\0")
    flags, method, *_, packed, size = struct.unpack_from("<6xHHHHIII", head)
    told_behind, large = bool(flags & 0x8), SAID_ELSEWHERE in (packed, size)
    told = told_behind or large or (packed, size) == (entry.compress_size, entry.file_size)
    plain = entry.compress_type != zipfile.ZIP_STORED or entry.compress_size == entry.file_size
    return told and plain and method == entry.compress_type


def extract_zip(path: Path, folder: Path, *, name: str) -> list[Member]:
    """Unpack an archive into a folder, files named by number and ending: no name inside it is used.

    Files of one stem, in whatever case, keep a common number: they are a set.

    Raises
    ------
    DataFileError
        See `check_zip`; also if a file is larger than it says, damaged, or an archive itself.
    """
    members = []
    stems: dict[PurePosixPath, int] = {}
    entries = check_zip(path, name=name)
    with zipfile.ZipFile(path) as archive:
        for place, entry in enumerate(entries):
            inner = inner_path(entry.filename)
            ending = _safe_ending(inner.suffix)
            number = stems.setdefault(inner.with_suffix(""), len(stems))
            target = folder / (f"{number}{ending}" if ending else f"other{place}")
            _unpack(archive, entry, target, name)
            members.append(Member(target, show_name(entry.filename)))
    return members


def _safe_ending(ending: str) -> str:
    return ending if ending[1:].isascii() and ending[1:].isalnum() else ""


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, name: str) -> None:
    try:
        with archive.open(entry) as source, target.open("xb") as sink:
            chunk = source.read(CHUNK)
            if chunk.startswith(PACKED):
                raise DataFileError(count_others(name, NESTED, [entry.filename]))
            while chunk:
                sink.write(chunk)
                chunk = source.read(CHUNK)
            whole = sink.tell() == entry.file_size
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zlib.error) as error:
        if getattr(error, "errno", None) in FULL:
            raise
        whole = False
    if not whole:
        raise DataFileError(count_others(name, DAMAGED, [entry.filename]))
