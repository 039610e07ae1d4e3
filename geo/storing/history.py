"""The history of a data folder: every version with who, when, what and why, and every file it ever had.

``.history/versions/000012.json`` says what a version is; ``.history/objects/`` holds the bytes of files, each
under its SHA-256; ``.history/head`` names the version that the folder was left at.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from geo.errors import Problem, StoreError
from geo.tools.journal import HISTORY, is_data_path, list_data

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Kind = Literal["begin", "outside", "import", "accept", "alias", "correction", "undo"]
"""What made a version: the folder as it was found, a change by hand, an import, aliases alone (accepted for a
stored table, or withdrawn), corrections withdrawn, an undo."""

State = dict[str, str]
"""Path of each data file → SHA-256 of its bytes."""

DIGITS: Final = 6
LONGEST_NUMBER: Final = 12


@dataclass(frozen=True)
class Difference:
    """What became of one value of one unit; for borders "border" is the column and the area the value.

    Parameters
    ----------
    before, after
        None is no data, or no unit.
    """

    year: int | None
    unit: str
    column: str
    before: float | str | None
    after: float | str | None


@dataclass(frozen=True)
class Note:
    """What a version is about.

    Parameters
    ----------
    kind
        What made it.
    subject
        Table or boundary file that was imported ("tips", "hamlets"), else "".
    sources
        Name → SHA-256 of each file that was sent; the bytes are kept.
    ledger
        SHA-256 of the ledger of its rows, which is kept as a CSV, or "".
    counts
        Rows by status.
    differences
        By unit.
    restores
        Version that an undo went back to.
    """

    kind: Kind
    subject: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    ledger: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    restores: int | None = None

    @property
    def source(self) -> str:
        """Names of the files that were sent."""
        return ", ".join(self.sources)


@dataclass(frozen=True)
class Version:
    """A state of the data folder, and how it came to be.

    Parameters
    ----------
    number
        From 1.
    who
        Name of the person.
    when
        UTC, as "2018-11-05T03:04:05Z".
    note
        What it is about.
    files
        All data files of the state.
    """

    number: int
    who: str
    when: str
    note: Note
    files: State


def hash_bytes(content: bytes) -> str:
    """Return the SHA-256 (hex) of some bytes."""
    return hashlib.sha256(content).hexdigest()


def read_state(folder: Path) -> State:
    """Return the data files of a folder as they are now."""
    return {name: hash_bytes(path.read_bytes()) for name, path in list_data(folder).items()}


def object_path(sha: str) -> str:
    """Return where the bytes of a file are kept, as a path in the data folder."""
    return f"{HISTORY}/objects/{sha}"


def version_path(number: int) -> str:
    """Return where a version is described, as a path in the data folder."""
    return f"{HISTORY}/versions/{number:0{DIGITS}}.json"


def read_object(folder: Path, sha: str) -> bytes:
    """Return the bytes of a file of the history.

    Raises
    ------
    StoreError
        They are gone or damaged.
    """
    path = folder / object_path(sha)
    content = path.read_bytes() if path.is_file() else b""
    if hash_bytes(content) != sha:
        raise StoreError(_damaged(path.name[:12]))
    return content


def find_head(folder: Path) -> Version | None:
    """Return the version that the folder was left at, or None if it has no history yet.

    Raises
    ------
    StoreError
        The history is damaged.
    """
    head, last = folder / HISTORY / "head", _find_last(folder)
    number = head.read_bytes().strip() if head.is_file() else str(last).encode()
    if not number.isdigit() or len(number) > LONGEST_NUMBER or int(number) > last:
        raise StoreError(_damaged(head.name))
    # A folder that is copied file by file may come with a head of before: no version is written over another.
    return read_version(folder, last) if last else None


def _find_last(folder: Path) -> int:
    """Return the number of the last version that is described, or 0."""
    names = [path.stem for path in (folder / version_path(0)).parent.glob("*.json")]
    return max((int(name) for name in names if name.isdecimal() and len(name) <= LONGEST_NUMBER), default=0)


def list_versions(folder: Path) -> tuple[Version, ...]:
    """Return all versions that can be read, the latest first."""
    return read_history(folder)[0]


def read_history(folder: Path) -> tuple[tuple[Version, ...], tuple[Problem, ...]]:
    """Return all versions that can be read, the latest first, and a problem for each part that cannot."""
    versions, damaged = [], list[Problem]()
    for number in range(_find_last(folder), 0, -1):
        try:
            versions.append(read_version(folder, number))
        except StoreError as error:
            damaged += error.problems
    try:
        find_head(folder)
    except StoreError as error:
        damaged += error.problems
    return tuple(versions), tuple(dict.fromkeys(damaged))


def read_version(folder: Path, number: int) -> Version:
    """Return one version.

    Raises
    ------
    StoreError
        There is no such version, or its description is damaged.
    """
    path = folder / version_path(number)
    if not path.is_file():
        raise StoreError(_damaged(path.name) if 0 < number < _find_last(folder) else _unknown(number))
    try:
        return _parse(json.loads(path.read_bytes()))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise StoreError(_damaged(path.name)) from None


def _parse(said: dict[str, object]) -> Version:
    """Return a version from its description, whoever wrote it.

    Raises
    ------
    ValueError, TypeError, KeyError, AttributeError
        It is none; also if it names a file that is no data file of the folder.
    """
    note = dict(said["note"])  # type: ignore[call-overload]
    differences = tuple(Difference(*row) for row in note.pop("differences"))
    version = Version(**said | {"note": Note(**note, differences=differences)})  # type: ignore[arg-type]
    if not all(isinstance(text, str) for text in (version.who, version.when, *version.files.values())):
        raise TypeError
    if type(version.number) is not int or not all(map(is_data_path, version.files)):
        raise ValueError
    return version


def write_version(version: Version) -> bytes:
    """Return the description of a version as bytes, a difference a line."""
    said = asdict(version)
    rows = [list(difference.values()) for difference in said["note"].pop("differences")]
    body = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    text = json.dumps(said, ensure_ascii=False, indent=1)
    mark = '"note": {'
    return text.replace(mark, f'{mark}\n  "differences": [{body}],', 1).encode() + b"\n"


def _unknown(number: int) -> Problem:
    return Problem(
        file="",
        value=str(number),
        what_vi="không có phiên bản này",
        what_en="there is no such version",
        remedy_vi="xem danh sách bằng lệnh python -m geo history",
        remedy_en="list them with python -m geo history",
    )


def _damaged(name: str) -> Problem:
    return Problem(
        file=f"{HISTORY}/{name}",
        what_vi="phần lịch sử này bị hỏng hoặc bị xóa; dữ liệu hiện tại không bị ảnh hưởng",
        what_en="this part of the history is damaged or gone; the present data is not affected",
        remedy_vi="lấy lại từ bản sao lưu của thư mục dữ liệu",
        remedy_en="take it from a backup of the data folder",
    )
