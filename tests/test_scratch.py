"""Temporary folders: gone when the work is, and after a kill at the next start; nobody else's is touched."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from geo.errors import DataFileError
from geo.tools.scratch import PREFIX, open_scratch, sweep

HOLDER = """
import time
from geo.tools.scratch import open_scratch

with open_scratch() as folder:
    print(folder, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """A folder that is the system's for temporary files."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def hold():
    """Start a process that holds a temporary folder; return both."""
    process = subprocess.Popen([sys.executable, "-c", HOLDER], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    return process, Path(process.stdout.readline().strip())


def test_a_folder_is_gone_when_its_work_is_whatever_happened(temporary):
    with open_scratch() as folder:
        (folder / "a").write_text("1")
    with pytest.raises(KeyError), open_scratch():
        raise KeyError
    assert list(temporary.iterdir()) == []


def test_what_a_killed_process_left_is_removed_and_what_a_living_one_has_is_not(temporary):
    (living, kept), (killed, left) = hold(), hold()
    try:
        (left / "sub").mkdir()
        killed.kill()
        killed.wait()
        sweep()
        assert list(temporary.iterdir()) == [kept]
    finally:
        living.kill()
        living.wait()
        living.stdout.close()
        killed.stdout.close()
    subprocess.run([sys.executable, "-m", "geo", "--help"], cwd=ROOT, check=True, capture_output=True)
    assert list(temporary.iterdir()) == []


def test_only_folders_that_are_certainly_ours_are_removed(temporary):
    aim = temporary / "aim"
    aim.mkdir(mode=0o700)
    (temporary / f"{PREFIX}link").symlink_to(aim, target_is_directory=True)
    (temporary / f"{PREFIX}file").write_text("1")
    (temporary / f"{PREFIX}shared").mkdir(mode=0o755)
    (temporary / "geo-other").mkdir(mode=0o700)
    before = sorted(temporary.iterdir())
    (temporary / f"{PREFIX}ours").mkdir(mode=0o700)
    (temporary / f"{PREFIX}ours" / "link").symlink_to(aim, target_is_directory=True)
    (aim / "kept").write_text("1")
    sweep()
    assert sorted(temporary.iterdir()) == before
    assert (aim / "kept").read_text() == "1"


def test_a_folder_taken_before_it_was_locked_is_made_again(temporary, monkeypatch):
    found = []

    def is_the_same(folder, held):
        found.append(folder)
        return len(found) > 1

    monkeypatch.setattr("geo.tools.scratch._is_the_same", is_the_same)
    with open_scratch() as folder:
        assert folder == found[1] != found[0]


def test_a_full_disk_is_said_and_leaves_nothing(temporary):
    with pytest.raises(DataFileError, match="ổ đĩa đầy") as caught, open_scratch():
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "sent.xlsx")
    assert str(temporary) not in caught.value.say()
    assert list(temporary.iterdir()) == []
    with pytest.raises(PermissionError), open_scratch():
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "sent.xlsx")


def test_no_place_for_temporary_files_is_said(monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    with pytest.raises(DataFileError, match="tệp tạm"), open_scratch():
        pass
    sweep()
