"""Rows that say no ward: the one they lie in is theirs, and a person is asked where nothing else says so."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import shapely
import shapely.affinity
from conftest import CELL, draw_cell, draw_wards
from forks import read_in_forks
from test_intake_borders import assert_as_drawn, refused, save, sent, statuses, take

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import geopandas as gpd


@pytest.fixture(scope="module", autouse=True)
def forking_child(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with read_in_forks(tmp_path_factory.mktemp("children")):
        yield


def test_hamlets_without_their_ward_are_of_the_one_they_lie_in(small_city: Path, tmp_path: Path) -> None:
    """Two wards have a Tổ dân phố 1; each lies where it is known to lie."""
    assert_as_drawn(take(small_city, save(tmp_path, sent().drop(columns="TEN_XA"))))


def test_a_ward_only_in_the_first_row_of_its_block_is_that_of_the_ground(
    small_city: Path, tmp_path: Path
) -> None:
    told = sent()
    assert_as_drawn(take(small_city, save(tmp_path, told.assign(TEN_XA=told["TEN_XA"].drop_duplicates()))))


def drawn_anew() -> gpd.GeoDataFrame:
    """Return hamlets without their wards, two of which have little of their known ground left."""
    frame = sent().drop(columns="TEN_XA")
    left, bottom, right, _ = draw_cell(0, 0).bounds
    heights = [bottom + part * CELL for part in (0.0, 0.6, 1.6, 2.0)]
    lower, middle, upper = (shapely.box(left, low, right, high) for low, high in pairwise(heights))
    frame.loc[[0, 2], "geometry"] = [middle, shapely.MultiPolygon([lower, upper])]
    return frame


def test_a_ward_told_by_ground_alone_is_asked_about(small_city: Path, tmp_path: Path) -> None:
    """The hamlets lie off their known ground, as where that was made up: so may the wards be."""
    files = save(tmp_path, drawn_anew())
    intake = take(small_city, files)
    assert [row for row, status in statuses(intake).items() if status == "proposed"] == [2]
    assert intake.rows["unit"][0] == "21013001"
    assert "không ghi xã, phường" in intake.problems[0].say()
    assert not take(small_city, files, accepted=[2]).problems


def test_wards_that_are_sent_with_their_hamlets_tell_theirs(small_city: Path, tmp_path: Path) -> None:
    """Both were drawn by one office."""
    files = save(tmp_path, draw_wards()[["code", "name", "geometry"]], stem="xa")
    wards = take(small_city, files, kind="wards", alone=False)
    hamlets = take(small_city, save(tmp_path, drawn_anew()), wards=wards)
    assert set(hamlets.rows["status"]) == {"matched"}


def test_a_hamlet_across_two_wards_is_of_neither(small_city: Path, tmp_path: Path) -> None:
    frame = sent().drop(columns="TEN_XA")
    frame.loc[0, "geometry"] = shapely.affinity.translate(draw_cell(1, 0), yoff=CELL / 2)
    said = refused(small_city, save(tmp_path, frame.iloc[[0]]))
    assert "có thể là một trong 2 đơn vị" in said
    assert "chưa rõ xã, phường" in said


def test_an_unknown_hamlet_is_a_new_one_of_the_ward_it_lies_in(small_city: Path, tmp_path: Path) -> None:
    frame = sent()
    frame.loc[7, ["TEN_THON", "TEN_XA"]] = ["Thôn Bình Minh", None]
    row = take(small_city, save(tmp_path, frame)).rows.iloc[7]
    assert (row["status"], row["new"], row["unit"]) == ("unmatched", True, "21202004")
