"""The data folder as a store: every change is one version, complete or not there at all, and can be undone.

The folder stays plain files that a spreadsheet and a map program open. Whoever changes it says which state
they looked at; if that is not the present one any more, they are told what happened meanwhile and nothing is
written. What somebody changed by hand becomes a version of its own before anything else is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from geo.errors import ConflictError, Problem, StoreError
from geo.storing.history import (
    Note,
    Version,
    find_head,
    hash_bytes,
    object_path,
    read_object,
    read_state,
    read_version,
    version_path,
    write_version,
)
from geo.text.textgate import clean_text, find_fault
from geo.tools.journal import HISTORY, lock_folder, read_steadily, switch_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.storing.history import State

Contents = dict[str, "bytes | None"]

HEAD: Final = f"{HISTORY}/head"
NOBODY: Final = "–"
"""Who made a version that was only found."""


@dataclass(frozen=True)
class Change:
    """What is to be stored.

    Parameters
    ----------
    note
        What the version is about; who and when are added.
    contents
        Path of a data file → its new bytes, or None to remove it.
    kept
        Bytes that the history keeps beside the data: what was sent, the ledger.
    """

    note: Note
    contents: Mapping[str, bytes | None]
    kept: tuple[bytes, ...] = field(default=(), repr=False)


def look(folder: Path) -> State:
    """Return the state of a data folder; hand it to `commit` with what was made of it.

    Raises
    ------
    StoreError
        The folder does not come to rest.
    """
    return read_steadily(folder, read_state)


def commit(folder: Path, change: Change, *, base: State, who: str) -> Version:
    """Store a change as a new version, and return it; a change of nothing returns the present version.

    Parameters
    ----------
    base
        State that the change was made for, from `look`.
    who
        Name of the person.

    Raises
    ------
    ConflictError
        The folder is not in that state any more; the problems say who changed what.
    StoreError
        Somebody else is writing, or the folder cannot be written. In every case it is as it was.
    """
    name = _check_name(who)
    with lock_folder(folder):
        present = read_state(folder)
        if present != base:
            raise ConflictError(explain_conflict(folder, base, present))
        head, files = _adopt(folder, present)
        after = _apply(present, change.contents)
        version = head
        if after != present:
            version = Version(head.number + 1, name, _now(), change.note, after)
            new = {
                path: change.contents[path]
                for path in change.contents
                if after.get(path) != present.get(path)
            }
            added = [content for content in new.values() if content is not None]
            files |= new | _record(folder, version, [*added, *change.kept])
        if files:
            switch_files(folder, files)
        return version


def undo(folder: Path, number: int, *, base: State, who: str) -> Version:
    """Return the data to how it was at a version; that is a new version, so an undo can be undone.

    Parameters
    ----------
    number
        Version to return to.
    base, who
        As for `commit`.

    Raises
    ------
    StoreError
        As for `commit`; also if there is no such version.
    """
    wanted = read_version(folder, number).files
    contents: Contents = {path: None for path in base if path not in wanted}
    contents |= {path: read_object(folder, sha) for path, sha in wanted.items() if base.get(path) != sha}
    return commit(folder, Change(Note("undo", restores=number), contents), base=base, who=who)


def is_new(change: Change, base: State) -> bool:
    """Return whether a change changes anything: the same file a second time does not."""
    return _apply(base, change.contents) != base


def _adopt(folder: Path, present: State) -> tuple[Version, Contents]:
    """Return the version that the folder is at, and the files that make it one if it is none yet."""
    head = find_head(folder)
    if head and head.files == present:
        return head, {}
    contents = [(folder / path).read_bytes() for path in present]
    version = Version(
        number=head.number + 1 if head else 1,
        who=NOBODY,
        when=_now(),
        note=Note("outside" if head else "begin"),
        files=dict(zip(present, map(hash_bytes, contents), strict=True)),
    )
    if version.files != present:
        raise ConflictError(_explain_files(present, version.files))
    return version, _record(folder, version, contents)


def _apply(state: State, contents: Mapping[str, bytes | None]) -> State:
    after = {path: sha for path, sha in state.items() if path not in contents}
    after |= {path: hash_bytes(content) for path, content in contents.items() if content is not None}
    return dict(sorted(after.items()))


def _record(folder: Path, version: Version, kept: list[bytes]) -> Contents:
    """Return the files of the history that a version adds."""
    objects = {object_path(hash_bytes(content)): content for content in kept}
    new = {path: content for path, content in objects.items() if not (folder / path).exists()}
    number = f"{version.number}\n".encode()
    return {**new, version_path(version.number): write_version(version), HEAD: number}


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _check_name(who: str) -> str:
    name = clean_text(who)
    fault = find_fault(name)
    if fault:
        raise StoreError(_explain_name(fault.vi, fault.en, name))
    return name


def explain_conflict(folder: Path, base: State, present: State) -> list[Problem]:
    """Return what was stored since a state, latest first; and by file what was changed by hand."""
    head = find_head(folder)
    later: list[Version] = []
    number = head.number if head else 0
    while number and (version := read_version(folder, number)).files != base:
        later.append(version)
        number -= 1
    if not number or not later:
        return [_explain_files(base, present)]
    problems = [_explain_version(version) for version in later]
    return (
        problems if head and head.files == present else [*problems, _explain_files(later[0].files, present)]
    )


def _explain_version(version: Version) -> Problem:
    note, number = version.note, version.number
    count = len(note.differences)
    what_vi, what_en = f"đổi {count} giá trị", f"{count} {'value' if count == 1 else 'values'} changed"
    if note.restores is not None:
        what_vi, what_en = f"quay về phiên bản {note.restores}", f"back to version {note.restores}"
    return Problem(
        file=note.source or note.subject,
        what_vi=f"{version.who} vừa lưu phiên bản {number}, {what_vi}; phần của bạn chưa được lưu",
        what_en=f"{version.who} stored version {number} just now, {what_en}; yours is not",
        remedy_vi="xem lại những chỗ khác rồi lưu lần nữa",
        remedy_en="look at the differences again, then store",
    )


def _explain_files(before: State, after: State) -> Problem:
    names = sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
    return Problem(
        file=", ".join(names),
        what_vi="đã bị sửa bên ngoài sau khi bạn xem; phần của bạn chưa được lưu",
        what_en="was changed by hand after you looked; yours is not stored",
        remedy_vi="xem lại rồi lưu lần nữa",
        remedy_en="look again, then store",
    )


def _explain_name(vi: str, en: str, name: str) -> Problem:
    return Problem(
        file="",
        value=name or None,
        what_vi=f"tên người lưu {vi}",
        what_en=f"the name of who stores {en}",
        remedy_vi="ghi tên người hoặc bộ phận chịu trách nhiệm",
        remedy_en="write who is responsible",
    )
