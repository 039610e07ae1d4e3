"""The store: a change is there completely or not at all, whatever happens while it is written."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from geo.__main__ import main
from geo.errors import ConflictError, GeoError, StoreError
from geo.store import Change, commit, is_new, look, undo
from geo.storing.history import (
    Difference,
    Note,
    find_head,
    list_versions,
    read_history,
    read_object,
    read_state,
)
from geo.storing.words import say_counts
from geo.tools import journal
from geo.tools.journal import HISTORY, lock_folder, read_steadily, settle

OLD = {"city.toml": b"old city", "boundaries/a.shp": b"old shp", "boundaries/a.dbf": b"old dbf"}
NEW = {
    "boundaries/a.shp": b"new shp",
    "boundaries/a.dbf": None,
    "boundaries/a.prj": b"new prj",
    "indicators/t.csv": b"new table",
}
AFTER = {
    "city.toml": b"old city",
    "boundaries/a.shp": b"new shp",
    "boundaries/a.prj": b"new prj",
    "indicators/t.csv": b"new table",
}
NOTE = Note(
    "import",
    subject="t",
    sources={"bảng.xlsx": "0"},
    counts={"matched": 1},
    differences=(Difference(2018, "21013001", "tips", None, 3.0),),
)
CHANGE = Change(NOTE, NEW, kept=(b"what was sent",))


class Killed(BaseException):
    """The process is gone: nothing of it runs any more, not even what tidies up."""


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "data"
    for name, content in OLD.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    return place


def contents(folder):
    return {name: path.read_bytes() for name, path in journal.list_data(folder).items()}


def everything(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def store(folder, change=CHANGE, who="An"):
    return commit(folder, change, base=look(folder), who=who)


# ---- one version after the other


def test_a_change_is_stored_with_who_when_what_and_differences(folder):
    version = store(folder)
    assert contents(folder) == AFTER
    assert (version.number, version.who, version.note) == (2, "An", NOTE)
    assert version.when.endswith("Z")
    assert list_versions(folder)[0] == version


def test_the_first_version_is_the_folder_as_it_was_found(folder):
    store(folder)
    first = list_versions(folder)[-1]
    assert first.note.kind == "begin"
    assert {name: read_object(folder, sha) for name, sha in first.files.items()} == OLD


def test_what_was_sent_is_kept_byte_for_byte(folder):
    store(folder)
    assert b"what was sent" in {path.read_bytes() for path in (folder / HISTORY / "objects").iterdir()}


def test_the_same_change_twice_is_one_version(folder):
    version = store(folder)
    assert not is_new(CHANGE, look(folder))
    assert store(folder) == version
    assert len(list_versions(folder)) == 2


def test_undo_returns_to_any_version_and_can_be_undone(folder):
    store(folder)
    store(folder, Change(Note("import"), {"city.toml": b"third"}))
    undo(folder, 1, base=look(folder), who="Bình")
    assert contents(folder) == OLD
    undo(folder, 3, base=look(folder), who="Bình")
    assert contents(folder) == AFTER | {"city.toml": b"third"}
    versions = list_versions(folder)
    assert [version.note.restores for version in versions] == [3, 1, None, None, None]


def test_undo_of_an_unknown_version_says_so_and_changes_nothing(folder):
    store(folder)
    with pytest.raises(StoreError, match="không có phiên bản này"):
        undo(folder, 9, base=look(folder), who="An")
    assert contents(folder) == AFTER


def test_a_change_by_hand_becomes_a_version_before_the_next_one(folder):
    store(folder)
    (folder / "city.toml").write_bytes(b"by hand")
    store(folder, Change(Note("import"), {"city.toml": b"by import"}))
    assert [version.note.kind for version in list_versions(folder)] == [
        "import",
        "outside",
        "import",
        "begin",
    ]
    undo(folder, 3, base=look(folder), who="An")
    assert (folder / "city.toml").read_bytes() == b"by hand"


def test_the_history_hides_behind_a_dot_and_data_files_stay_plain(folder):
    store(folder)
    assert {name for name in everything(folder) if not name.startswith(".")} == set(AFTER)
    assert all(not (folder / name).is_symlink() for name in AFTER)
    assert all((folder / name).stat().st_nlink == 1 for name in AFTER), (
        "an edit in place must not reach the history"
    )


def test_the_mode_of_a_replaced_file_is_kept(folder):
    (folder / "boundaries/a.shp").chmod(0o640)
    store(folder)
    assert (folder / "boundaries/a.shp").stat().st_mode & 0o777 == 0o640


def test_drafts_of_excel_and_hidden_files_are_no_data(folder):
    (folder / "indicators").mkdir()
    (folder / "indicators" / "~$t.csv").write_bytes(b"x")
    (folder / "indicators" / ".~lock.t.csv#").write_bytes(b"x")
    assert set(look(folder)) == set(OLD)


@pytest.mark.parametrize("who", ["", "  ", "a\u202eb", "\x07", "x" * 500])
def test_nobody_in_particular_cannot_store(folder, who):
    with pytest.raises(StoreError):
        store(folder, who=who)
    assert contents(folder) == OLD


def test_a_damaged_history_is_said_and_the_data_stays(folder):
    version = store(folder)
    (folder / HISTORY / "objects" / version.files["boundaries/a.shp"]).write_bytes(b"rotten")
    undo(folder, 1, base=look(folder), who="An")
    with pytest.raises(StoreError, match="bị hỏng"):
        undo(folder, 2, base=look(folder), who="An")
    assert contents(folder) == OLD
    assert read_history(folder)[1] == ()
    (folder / HISTORY / "versions" / "000002.json").write_bytes(b"{")
    assert [one.number for one in list_versions(folder)] == [3, 1]
    assert [one.file for one in read_history(folder)[1]] == [".history/000002.json"]
    (folder / HISTORY / "head").write_bytes(b"?")
    assert [one.number for one in list_versions(folder)] == [3, 1]
    assert [one.file for one in read_history(folder)[1]] == [".history/000002.json", ".history/head"]
    with pytest.raises(StoreError, match="bị hỏng"):
        find_head(folder)


@pytest.mark.parametrize("head", [None, b"1\n"])
def test_a_head_of_before_lets_no_version_be_written_over(folder, head):
    """A program that copies folders brings the files one by one, or leaves the old one of two."""
    store(folder)
    before = list_versions(folder)
    path = folder / HISTORY / "head"
    path.unlink() if head is None else path.write_bytes(head)
    assert list_versions(folder) == before
    undo(folder, 1, base=look(folder), who="An")
    assert [version.number for version in list_versions(folder)] == [3, 2, 1]
    assert list_versions(folder)[1:] == before


def test_a_version_that_is_gone_and_a_head_that_leads_nowhere_are_said(folder):
    store(folder)
    undo(folder, 1, base=look(folder), who="An")
    (folder / HISTORY / "versions" / "000002.json").unlink()
    assert [one.number for one in list_versions(folder)] == [3, 1]
    (damaged,) = read_history(folder)[1]
    assert "000002.json: phần lịch sử này bị hỏng hoặc bị xóa" in damaged.say("vi")
    (folder / HISTORY / "head").write_bytes(b"7\n")
    with pytest.raises(StoreError, match="head: phần lịch sử này bị hỏng"):
        find_head(folder)


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ('"number": 2', '"number": "2"'),
        ('"who": "An"', '"who": 5'),
        ("indicators/t.csv", "../../evil.csv"),
        ("indicators/t.csv", "indicators/../../evil.csv"),
        ("indicators/t.csv", "/etc/evil.csv"),
        ("indicators/t.csv", ".history/head"),
    ],
)
def test_a_history_that_somebody_tampered_with_leads_nowhere(folder, said, instead):
    store(folder)
    path = folder / HISTORY / "versions" / "000002.json"
    path.write_text(path.read_text().replace(said, instead))
    with pytest.raises(StoreError, match="bị hỏng"):
        undo(folder, 2, base=look(folder), who="An")
    path.write_text("[" * 100_000)
    assert [one.number for one in list_versions(folder)] == [1]
    assert len(read_history(folder)[1]) == 1
    (folder / HISTORY / "head").write_bytes(b"9" * 5000)
    with pytest.raises(StoreError, match="bị hỏng"):
        find_head(folder)
    assert not list(folder.parent.rglob("evil.csv"))


@pytest.mark.parametrize("content", ["", "{}", "[" * 100_000, '[["../victim", false, true]]', '[["a"]]'])
def test_a_journal_that_is_damaged_stops_everybody_in_words_and_touches_nothing(folder, content):
    victim = folder.parent / "victim"
    victim.write_bytes(b"x")
    (folder / HISTORY / "pending").mkdir(parents=True)
    (folder / HISTORY / "pending" / journal.JOURNAL).write_text(content)
    for act in (lambda: look(folder), lambda: store(folder)):
        with pytest.raises(StoreError, match="bị hỏng"):
            act()
    assert victim.read_bytes() == b"x"
    assert contents(folder) == OLD


# ---- two editors


def test_the_second_editor_is_told_who_changed_what_and_overwrites_nothing(folder):
    base = look(folder)
    store(folder, who="Người thứ nhất")
    with pytest.raises(ConflictError, match="Người thứ nhất") as told:
        commit(folder, Change(Note("import"), {"boundaries/a.shp": b"second"}), base=base, who="Hai")
    assert "bảng.xlsx" in str(told.value)
    assert "version 2 just now, 1 value changed" in told.value.say("en")
    assert contents(folder) == AFTER


def test_the_second_editor_is_told_of_an_undo_as_such(folder):
    store(folder)
    base = look(folder)
    undo(folder, 1, base=base, who="Người thứ nhất")
    with pytest.raises(ConflictError, match="phiên bản 3, quay về phiên bản 1; phần của bạn") as told:
        commit(folder, Change(Note("import"), {"boundaries/a.shp": b"second"}), base=base, who="Hai")
    assert "version 3 just now, back to version 1; yours is not" in told.value.say("en")
    assert say_counts(list_versions(folder)[0], "vi") == ""


def test_the_second_editor_is_told_of_a_change_by_hand(folder):
    base = look(folder)
    (folder / "city.toml").write_bytes(b"by hand")
    with pytest.raises(ConflictError, match=r"city\.toml"):
        commit(folder, CHANGE, base=base, who="Hai")
    store(folder)
    base = look(folder)
    store(folder, Change(Note("import", sources={"b.csv": "0"}), {"city.toml": b"third"}))
    (folder / "boundaries/a.prj").write_bytes(b"by hand")
    with pytest.raises(ConflictError, match=r"b\.csv") as told:
        commit(folder, Change(Note("import"), {"city.toml": b"x"}), base=base, who="Hai")
    assert "a.prj" in str(told.value)


def test_of_two_writers_at_once_one_is_stored_and_the_other_told(folder):
    base, told = look(folder), []

    def write(number):
        change = Change(
            Note("import"), {"boundaries/a.shp": b"%d" % number, "boundaries/a.dbf": b"%d" % number}
        )
        try:
            commit(folder, change, base=base, who=f"Người {number}")
        except ConflictError as error:
            told.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 3
    assert len(list_versions(folder)) == 2
    assert (folder / "boundaries/a.shp").read_bytes() == (folder / "boundaries/a.dbf").read_bytes()


def test_a_writer_does_not_wait_for_ever(folder):
    with (
        lock_folder(folder),
        pytest.raises(StoreError, match="người khác đang ghi"),
        lock_folder(folder, timeout=0.05),
    ):
        pass


def test_readers_never_see_half_a_state(folder):
    pair = ("boundaries/a.shp", "boundaries/a.dbf")
    store(folder, Change(Note("import"), dict.fromkeys(pair, b"0")))
    seen, done = set(), threading.Event()

    def watch():
        while not done.is_set():
            seen.add(
                tuple(read_steadily(folder, lambda place: [(place / name).read_bytes() for name in pair]))
            )

    readers = [threading.Thread(target=watch) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(1, 25):
        store(folder, Change(Note("import"), dict.fromkeys(pair, b"%d" % number)))
    done.set()
    for reader in readers:
        reader.join()
    assert seen
    assert all(first == second for first, second in seen), seen


def test_what_a_reader_finds_wrong_in_a_quiet_folder_is_said_at_once(folder):
    def read(_):
        raise GeoError(())

    with pytest.raises(GeoError) as told:
        read_steadily(folder, read)
    assert not isinstance(told.value, StoreError)


def test_a_reader_of_a_folder_that_never_rests_is_told(folder, monkeypatch):
    monkeypatch.setattr(journal, "PAUSES", (0.0, 0.0))

    def read(place):
        (place / "city.toml").write_bytes(os.urandom(8))

    with pytest.raises(StoreError, match="người khác đang ghi"):
        read_steadily(folder, read)


# ---- killed at any moment, disk full, input and output failing

CALLS = [
    (os, name)
    for name in ("fsync", "replace", "rename", "link", "unlink", "rmdir", "mkdir", "open", "chmod", "stat")
] + [(Path, "open")]


class Trouble:
    """Lets the calls of the operating system through up to the n-th, which fails."""

    def __init__(self, monkeypatch, at, error, *, once=False):
        self.count, self.at, self.error, self.once = 0, at, error, once
        for owner, name in CALLS:
            monkeypatch.setattr(owner, name, self.watch(getattr(owner, name)))

    def watch(self, call):
        def watched(*given, **named):
            self.count += 1
            if self.count == self.at or (self.count > self.at and not self.once):
                raise self.error
            return call(*given, **named)

        return watched


def count_calls(folder, change):
    with pytest.MonkeyPatch.context() as patch:
        trouble = Trouble(patch, 10**9, Killed())
        commit(folder, change, base=read_state(folder), who="An")
    return trouble.count


def run_into(trouble_at, folder, error, *, once):
    """Store with the n-th call failing; return whether it was said to be stored."""
    base = read_state(folder)
    with pytest.MonkeyPatch.context() as patch:
        Trouble(patch, trouble_at, error, once=once)
        try:
            commit(folder, CHANGE, base=base, who="An")
        except (Killed, StoreError):
            return False
    return True


@pytest.mark.parametrize(
    ("error", "once", "begun"),
    [
        (Killed(), False, False),
        (Killed(), False, True),
        (OSError(errno.EIO, "input/output error"), True, True),
        (OSError(errno.EIO, "input/output error"), False, True),
        (OSError(errno.ENOSPC, "no space left on device"), True, False),
    ],
    ids=["killed at first", "killed later", "one call fails", "all calls fail from here", "full"],
)
def test_at_every_call_the_folder_is_old_or_new_after_the_next_start(tmp_path, folder, error, once, begun):
    if begun:
        store(folder, Change(Note("import"), {"city.toml": b"x"}))
        store(folder, Change(Note("import"), {"city.toml": OLD["city.toml"]}))
    backup = tmp_path / "backup"
    copy(folder, backup)
    total = count_calls(folder, CHANGE)
    new_files = everything(folder)
    restore(backup, folder)
    old_files = everything(folder)
    seen = set()
    for at in range(1, total + 1):
        said = run_into(at, folder, error, once=once)
        settle(folder)
        now = contents(folder)
        assert now in (OLD, AFTER), f"call {at}"
        assert not said or now == AFTER, f"call {at}: said to be stored"
        assert said or isinstance(error, Killed) or now == OLD, f"call {at}: said to have failed"
        left = everything(folder) - {f"{HISTORY}/lock"}
        assert left == (new_files if now == AFTER else old_files) - {f"{HISTORY}/lock"}, f"call {at}"
        assert (find_head(folder).files if now == AFTER or begun else read_state(folder)) == read_state(
            folder
        )
        seen.add(now == AFTER)
        restore(backup, folder)
    assert False in seen
    assert total > 40


def copy(source, target):
    for path in source.rglob("*"):
        if path.is_file():
            (target / path.relative_to(source)).parent.mkdir(parents=True, exist_ok=True)
            (target / path.relative_to(source)).write_bytes(path.read_bytes())


def restore(backup, folder):
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    copy(backup, folder)


def test_a_kill_while_the_last_kill_is_cleared_up_loses_nothing(tmp_path, folder):
    store(folder, Change(Note("import"), {"city.toml": b"x"}))
    backup = tmp_path / "backup"
    copy(folder, backup)
    half = next(at for at in range(1, 200) if leave_half(folder, at) or restore(backup, folder))
    assert (folder / HISTORY / "pending" / "journal.json").exists(), half
    state = tmp_path / "half"
    copy(folder, state)
    before = {name: (backup / name).read_bytes() for name in journal.list_data(backup)}
    for at in range(1, 200):
        with pytest.MonkeyPatch.context() as patch:
            trouble = Trouble(patch, at, Killed())
            with suppress(Killed):
                settle(folder)
        settle(folder)
        assert contents(folder) == before, f"call {at}"
        if trouble.count < at:
            break
        restore(state, folder)
    assert at > 10


def test_the_history_of_a_half_done_switch_is_that_of_the_old_state(tmp_path, folder, capsys):
    """What is listed after a power cut is what the data are, not a version that is taken back later."""
    store(folder, Change(Note("import"), {"city.toml": b"x"}))
    backup = tmp_path / "backup"
    copy(folder, backup)
    main(["history", "--data", str(folder)])
    told = capsys.readouterr().out
    halves = 0
    for at in range(1, 200):
        if leave_half(folder, at):
            halves += 1
            main(["history", "--data", str(folder)])
            assert capsys.readouterr().out == told, f"call {at}"
        restore(backup, folder)
    assert halves > 10


def leave_half(folder, at):
    """Be killed at a call; return whether data files were half switched then."""
    run_into(at, folder, Killed(), once=False)
    journalled = (folder / HISTORY / "pending" / "journal.json").exists()
    return journalled and contents(folder).get("boundaries/a.shp") == b"new shp"


def test_without_links_the_old_state_is_kept_as_copies(folder, monkeypatch):
    def refuse(*_, **__):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    store(folder)
    assert contents(folder) == AFTER
    undo(folder, 1, base=look(folder), who="An")
    assert contents(folder) == OLD


def test_every_new_file_is_synced_before_it_is_moved_and_its_folder_after(folder, monkeypatch):
    events = []
    fsync, replace, unlink = os.fsync, os.replace, os.unlink
    monkeypatch.setattr(
        os,
        "fsync",
        lambda handle: (
            events.append(("sync", str(Path(f"/proc/self/fd/{handle}").readlink()))),
            fsync(handle),
        ),
    )
    monkeypatch.setattr(
        os, "replace", lambda a, b, **k: (events.append(("move", str(a), str(b))), replace(a, b, **k))
    )
    monkeypatch.setattr(os, "unlink", lambda a, **k: (events.append(("remove", str(a))), unlink(a, **k)))
    store(folder)
    moves = [place for place, event in enumerate(events) if event[0] == "move"]
    commit_point = next(
        p for p, event in enumerate(events) if event[0] == "remove" and event[1].endswith("journal.json")
    )
    assert len(moves) >= 6
    for place in moves:
        source, target = Path(events[place][1]), Path(events[place][2])
        assert ("sync", str(source)) in events[:place]
        assert ("sync", str(target.parent)) in events[place:commit_point]


WRITER = """
import sys
from pathlib import Path
from geo.storing.history import Note
from geo.store import Change, commit, look
folder = Path(sys.argv[1])
pair = ("boundaries/a.shp", "boundaries/a.dbf", "indicators/t.csv")
for number in range(10**6):
    content = b"%d" % number * 50_000
    commit(folder, Change(Note("import"), dict.fromkeys(pair, content)), base=look(folder), who="An")
    print(number, flush=True)
"""


@pytest.mark.parametrize("delay", [0.001, 0.004, 0.011])
def test_a_writer_that_is_really_killed_leaves_one_whole_state(folder, delay):
    command = [sys.executable, "-c", WRITER, str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(Path.cwd())}
    ) as writer:
        writer.stdout.readline()
        threading.Event().wait(delay)
        writer.send_signal(signal.SIGKILL)
    settle(folder)
    texts = {
        (folder / name).read_bytes() for name in ("boundaries/a.shp", "boundaries/a.dbf", "indicators/t.csv")
    }
    assert len(texts) == 1
    assert find_head(folder).files == read_state(folder)
    assert not (folder / HISTORY / "pending").exists()
    store(folder)
    assert contents(folder) == AFTER


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "ổ đĩa của thư mục dữ liệu đã đầy"), (errno.EACCES, "quyền ghi")]
)
def test_a_full_disk_is_called_so(folder, monkeypatch, number, words):
    def refuse(*_):
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(StoreError, match=words):
        store(folder)
    assert contents(folder) == OLD
