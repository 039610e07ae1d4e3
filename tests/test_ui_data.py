"""The stamp of the data folder changes with any data file; one that vanishes meanwhile is no error."""

from __future__ import annotations

import os

from ui.data import stamp_folder


def test_the_stamp_changes_with_a_data_file_only(city_copy):
    before = stamp_folder(city_copy)
    (city_copy / ".history").mkdir()
    (city_copy / ".history" / "head").write_text("1")
    assert stamp_folder(city_copy) == before
    (city_copy / "indicators" / "tips.csv").write_text("year,hamlet_code,tips\n")
    assert stamp_folder(city_copy) != before


def test_a_file_that_vanishes_while_the_folder_is_scanned_is_not_there(city_copy, monkeypatch):
    (city_copy / "empty").mkdir()
    scan = os.scandir

    class Late:
        """The entries of a folder, of which one is gone by the time it is looked at."""

        def __init__(self, place):
            self.found = scan(place)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.found.close()

        def __iter__(self):
            for entry in self.found:
                if entry.name == "tips.csv":
                    os.unlink(entry.path)  # noqa: PTH108  os.scandir is what is watched
                if entry.name == "empty":
                    os.rmdir(entry.path)  # noqa: PTH106  as above
                yield entry

    def look(place):
        return Late(place)

    monkeypatch.setattr(os, "scandir", look)
    racing = stamp_folder(city_copy)
    monkeypatch.undo()
    assert racing == stamp_folder(city_copy)
    assert not (city_copy / "empty").exists()
