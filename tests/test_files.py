"""A file is replaced at once or stays as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from geo.errors import DataFileError
from geo.tools.files import write_file


def test_a_file_is_written_and_replaced(tmp_path):
    path = tmp_path / "map.pdf"
    write_file(path, b"old")
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_has_the_permissions_that_the_user_wants(tmp_path):
    mask = os.umask(0o027)
    try:
        write_file(tmp_path / "map.pdf", b"x")
    finally:
        os.umask(mask)
    assert (tmp_path / "map.pdf").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_when_writing_fails_the_old_file_is_as_it_was_and_nothing_is_left(tmp_path, monkeypatch, step):
    path = tmp_path / "map.pdf"
    write_file(path, b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), fail)
    with pytest.raises(DataFileError, match="map"):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_said_in_words(tmp_path):
    with pytest.raises(DataFileError) as caught:
        write_file(tmp_path / "no" / "map.pdf", b"x")
    assert "map.pdf" in caught.value.say("vi")
    assert str(tmp_path) not in caught.value.say("en")
