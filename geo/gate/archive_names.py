"""Names of files in a zip: whether one may be used, and what it says where its character set is not told."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from geo.legacy_text import decode_column

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zipfile import ZipInfo

UNICODE_FLAG: Final = 0x800
UNTOLD: Final = "cp437"
"""What the names of a zip are in that does not say, by its standard; hardly any program keeps to it."""

JUNK_FOLDERS: Final = frozenset({"__macosx", ".git", ".svn"})
JUNK_FILES: Final = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
SHOWN: Final = 120


def decode_names(entries: Sequence[ZipInfo]) -> list[str]:
    """Return the names in an archive; where it does not tell their character set, an old Vietnamese one."""
    names = [entry.orig_filename for entry in entries]
    untold = [place for place, entry in enumerate(entries) if not entry.flag_bits & UNICODE_FLAG]
    decoded = decode_column([names[place].encode(UNTOLD) for place in untold])
    if decoded.detection.sure:
        for place, name in zip(untold, decoded.values, strict=True):
            names[place] = name
    return names


def is_inside(name: str) -> bool:
    """Return whether a name stays inside its archive: relative, no "..", no drive."""
    path = as_path(name)
    return not path.is_absolute() and ".." not in path.parts and ":" not in name


def is_plain_name(name: str) -> bool:
    """Return whether a name can be shown and names something."""
    return name.isprintable() and bool(inner_path(name).name)


def as_path(name: str) -> PurePosixPath:
    """Return a name as a path, whichever way its folders are parted."""
    return PurePosixPath(name.replace("\\", "/"))


def inner_path(name: str) -> PurePosixPath:
    """Return a name as a path that is equal for names which some system takes for one."""
    return as_path(unicodedata.normalize("NFC", name).casefold())


def is_junk(name: str) -> bool:
    """Return whether a file is one that a system puts beside the others for itself."""
    path = inner_path(name)
    return (
        bool(JUNK_FOLDERS.intersection(path.parts)) or path.name in JUNK_FILES or path.name.startswith("._")
    )


def show_name(name: str) -> str:
    """Return a name with its folders, for messages: files of one name lie in several of them."""
    return str(as_path(name))[-SHOWN:]
