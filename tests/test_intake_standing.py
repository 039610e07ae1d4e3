"""Borders that nobody imported are looked at: overlaps and a wrong area are wrong, gaps are told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import shapely

from geo.intake.standing import look_at_borders

if TYPE_CHECKING:
    from geo.model import Atlas

HAMLET = "21013001"


def look(
    atlas: Atlas, shape: shapely.Geometry | None = None, area_km2: float | None = None
) -> list[tuple[str, bool]]:
    hamlets = atlas.boundaries.hamlets.copy()
    if shape is not None:
        hamlets.loc[HAMLET, "geometry"] = shape
    found = look_at_borders(replace(atlas.boundaries, hamlets=hamlets), atlas.city.years[-1], area_km2)
    assert all(bool(one.text.vi) and bool(one.text.en) for one in found)
    return [(one.text.vi, one.wrong) for one in found]


@pytest.fixture
def square(small_atlas: Atlas) -> shapely.Geometry:
    return small_atlas.boundaries.hamlets.geometry[HAMLET]


def test_borders_that_fit_say_nothing(small_atlas: Atlas) -> None:
    assert look(small_atlas) == []


def test_hamlets_on_each_other_are_wrong_and_named(small_atlas: Atlas, square: shapely.Geometry) -> None:
    wide = shapely.union(square, shapely.affinity.translate(square, 100))
    ((text, wrong),) = look(small_atlas, wide)
    assert wrong
    assert text.startswith(
        "Ranh giới thôn, tổ dân phố: 1 cặp đơn vị chồng lên nhau, tổng 50.000 m², nhiều nhất"
    )
    assert "Tổ dân phố 1 (phường Trần Phú)" in text


def test_slivers_are_told_but_are_no_wrong_ground(small_atlas: Atlas, square: shapely.Geometry) -> None:
    wide = shapely.union(square, shapely.affinity.translate(square, 0.05))
    ((text, wrong),) = look(small_atlas, wide)
    assert not wrong
    assert "tổng 25 m²" in text


def test_a_hole_between_hamlets_may_be_a_river(small_atlas: Atlas, square: shapely.Geometry) -> None:
    ((text, wrong),) = look(small_atlas, square.buffer(-50, join_style="mitre"))
    assert not wrong
    assert "1 khoảng trống, tổng 0,09 km²" in text


@pytest.mark.parametrize("share", [1.1, 2])
def test_an_area_that_is_not_the_published_one_is_wrong(small_atlas: Atlas, share: float) -> None:
    own = small_atlas.boundaries.wards.union_all().area / 1e6
    ((text, wrong),) = look(small_atlas, area_km2=own * share)
    assert wrong
    assert text.startswith("Ranh giới xã, phường: diện tích")
    assert look(small_atlas, area_km2=own * 1.03) == []
