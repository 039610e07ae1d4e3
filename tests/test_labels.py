"""Names and signs: none over another, none outside the map, none lost without being reported."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.drawing.ground import CELL, add_up, place_signs, split_ground, stamp, sums, take, to_cells
from geo.drawing.scene import Area, Box, Path, Placement
from geo.lettering import leaders
from geo.lettering.labels import place_labels
from geo.lettering.name_lines import shorten, write_beside, write_inside
from geo.lettering.naming import middle_of
from geo.lettering.wishes import Names, Wish, list_unplaced, size_box

MAP = Box(10.0, 20.0, 60.0, 40.0)


def square(left: float, top: float, side: float) -> np.ndarray:
    return np.array(
        [(left, top), (left + side, top), (left + side, top + side), (left, top + side)], dtype=float
    )


def make_ground(*squares: tuple[float, float, float]):
    ground = split_ground(MAP)
    return type(ground)(
        ground.box,
        (stamp(ground, [[to_cells(ground, square(*place))] for place in squares]),),
        ground.burden,
        ground.taken,
    )


def make_wish(text: str, place: tuple[float, float, float], owner: int | None = 0, **words) -> Wish:
    left, top, side = place
    middle = (left + side / 2, top + side / 2)
    room = Box(left, top, side, side)
    settings = {"texts": write_inside(text, ""), "sizes": (7.6, 6.8, 5.9), **words}
    return Wish(text, at=middle, room=room, owner=None if owner is None else (0, owner), **settings)


def assert_apart(placed):
    boxes = [item.box for item in placed if item.box is not None]
    for place, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[place + 1 :])
        assert box.left >= MAP.left - 1e-9
        assert box.right <= MAP.right + CELL
        assert box.top >= MAP.top - 1e-9
        assert box.bottom <= MAP.bottom + CELL


def test_a_name_with_room_stands_whole_in_the_middle_of_its_unit():
    ground = make_ground((20, 25, 30))
    (placed,) = place_labels([make_wish("Trần Phú", (20, 25, 30))], ground)
    assert placed.how == "inside"
    assert placed.lines == ("Trần Phú",)
    assert placed.size == 7.6
    assert np.hypot(placed.box.centre[0] - 35, placed.box.centre[1] - 40) < 2 * CELL


def test_a_name_that_is_too_long_wraps_before_it_shrinks():
    ground = make_ground((20, 25, 19))
    (placed,) = place_labels([make_wish("Trương Quang Trọng", (20, 25, 19))], ground)
    assert placed.how == "wrapped"
    assert " ".join(placed.lines) == "Trương Quang Trọng"


def test_a_name_without_room_goes_beside_its_unit_with_a_line_that_ends_at_it():
    ground = make_ground((30, 35, 3))
    (placed,) = place_labels([make_wish("Nguyễn Nghiêm", (30, 35, 3))], ground)
    assert placed.how == "leader"
    start, end = placed.leader
    assert start == (31.5, 36.5)
    assert placed.box.left <= end[0] <= placed.box.right
    assert placed.box.top <= end[1] <= placed.box.bottom


def test_a_name_without_any_room_becomes_a_number_and_then_is_reported():
    ground = make_ground((20, 25, 4))
    ground.taken[:] = True
    ground.taken[ground.at(20, 25)[0] : ground.at(24, 29)[0], ground.at(20, 25)[1] : ground.at(24, 29)[1]] = (
        False
    )
    wishes = [make_wish("Nguyễn Nghiêm", (20, 25, 4)), make_wish("Trần Hưng Đạo", (20, 25, 4))]
    keyed, lost = place_labels(wishes, ground)
    assert (keyed.how, keyed.number, keyed.lines) == ("keyed", 1, ("1",))
    assert (lost.how, lost.box) == ("omitted", None)
    assert list_unplaced((keyed, lost)) == Names((keyed,), (lost,), by_ward=True)


def test_a_key_never_gets_more_numbers_than_it_has_room_for():
    ground = make_ground((20, 25, 6))
    ground.taken[:] = True
    ground.taken[10:26, 20:40] = False
    wishes = [make_wish(f"Tổ dân phố rất dài tên {n}", (20, 25, 6)) for n in range(6)]
    placed = place_labels(wishes, ground, most=2)
    assert sum(item.number > 0 for item in placed) <= 2
    assert len(placed) == 6


def test_leader_lines_cross_no_name():
    ground = make_ground((30, 35, 2), (33, 35, 2), (36, 35, 2), (39, 35, 2))
    wishes = [make_wish(f"Nguyễn Nghiêm {n}", (30 + 3 * n, 35, 2), n) for n in range(4)]
    placed = place_labels(wishes, ground)
    for item in placed:
        start, end = (np.array(point) for point in item.leader)
        for other in placed:
            if other is not item:
                inner = other.box.shrink(CELL)
                points = start + np.linspace(0, 1, 50)[:, None] * (end - start)
                inside = (abs(points - inner.centre) < np.array([inner.width, inner.height]) / 2).all(axis=1)
                assert not inside.any()


def test_names_of_the_surroundings_are_left_out_rather_than_led():
    ground = make_ground((30, 35, 2))
    (placed,) = place_labels([make_wish("Nguyễn Nghiêm", (30, 35, 2), must=False)], ground)
    assert placed.how == "omitted"
    assert list_unplaced([placed]) == Names()


PLACES = st.tuples(
    st.floats(min_value=8, max_value=66),
    st.floats(min_value=18, max_value=56),
    st.floats(min_value=0.5, max_value=20),
)
TEXTS = st.text(alphabet="Tổ dân phố Ấ12", min_size=1, max_size=40).filter(str.strip)


@given(st.lists(st.tuples(TEXTS, PLACES, st.booleans()), max_size=12), st.integers(min_value=0, max_value=4))
def test_whatever_is_asked_names_stand_apart_and_each_is_accounted_for(asked, most):
    ground = make_ground(*(place for _, place, _ in asked))
    wishes = [
        make_wish(text, place, owner if inside else None) for owner, (text, place, inside) in enumerate(asked)
    ]
    placed = place_labels(wishes, ground, most=most)
    assert [item.wish for item in placed] == wishes
    assert_apart(placed)
    numbers = [item.number for item in placed if item.number]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) <= most
    for item in placed:
        assert (item.box is None) is (item.how == "omitted")
        assert (item.leader is not None) or item.how != "leader"


@given(
    st.lists(
        st.tuples(st.floats(min_value=10, max_value=70), st.floats(min_value=20, max_value=60)), max_size=25
    )
)
def test_signs_stand_apart_however_many_want_the_same_place(points):
    ground = split_ground(MAP)
    places = place_signs(points, 2.5, ground)
    assert len(places) == len(points)
    for place, (x, y) in enumerate(places):
        for a, b in places[place + 1 :]:
            assert max(abs(x - a), abs(y - b)) >= 2.5 - 1e-6


def test_a_sign_with_room_stands_at_its_site():
    (place,) = place_signs([(40.2, 40.1)], 2.5, split_ground(MAP))
    assert np.hypot(place[0] - 40.2, place[1] - 40.1) <= CELL


@given(st.integers(1, 6), st.integers(1, 6))
def test_sums_over_boxes_are_those_of_adding_up(rows, columns):
    cells = np.arange(56).reshape(7, 8) % 5
    found = sums(add_up(cells), rows, columns)
    for row in range(7 - rows + 1):
        for column in range(8 - columns + 1):
            assert found[row, column] == cells[row : row + rows, column : column + columns].sum()


def test_taking_a_box_takes_all_its_cells():
    ground = split_ground(MAP)
    take(ground, Box(20.0, 30.0, 5.0, 2.0))
    assert ground.taken.sum() == 10 * 4


def test_boxes_of_names_are_wide_and_high_enough_for_their_lines():
    one = size_box(("Trần Phú",), 8.0, "medium")
    two = size_box(("Trần Phú", "x"), 8.0, "medium")
    assert two[1] == pytest.approx(2 * one[1])
    assert two[0] == one[0] > size_box(("Trần",), 8.0, "medium")[0]


def test_names_away_from_their_unit_carry_their_ward():
    assert write_beside("Tổ dân phố 7", "phường Trần Phú") == (
        ("TDP 7, phường Trần Phú",),
        ("TDP 7,", "phường Trần Phú"),
    )


def test_the_full_name_is_tried_before_the_short_one():
    ways = write_inside("Tổ dân phố 7", "12")
    assert ways[0] == ("Tổ dân phố 7", "12")
    assert ("TDP 7", "12") in ways
    assert write_inside("Cụm 1") == (("Cụm 1",), ("Cụm", "1"))


def test_a_name_shrinks_before_it_loses_its_value():
    ground = make_ground((20, 25, 11))
    wish = make_wish("Lê Hồng Phong", (20, 25, 11), texts=write_inside("Lê Hồng Phong", "16"))
    wish = replace(wish, spare=write_inside("Lê Hồng Phong"))
    (placed,) = place_labels([wish], ground)
    assert placed.how == "shrunk"
    assert placed.lines[-1] == "16"
    assert shorten("Thôn 7") == "Thôn 7"


def test_where_a_led_name_stands_does_not_depend_on_how_far_it_is_looked_first(monkeypatch):
    """Places of the same cost come in the order of their rows and columns: the same on every machine."""
    places = [(20 + 7 * across, 24 + 6 * down, 2) for across in range(6) for down in range(6)]
    wishes = [make_wish("Nguyễn Nghiêm", place, owner) for owner, place in enumerate(places)]
    found = []
    first, most = leaders.REACHES
    for reach in (2.0, first, most):
        monkeypatch.setattr(leaders, "REACHES", (reach, most))
        found.append(
            [(item.how, item.box, item.leader) for item in place_labels(wishes, make_ground(*places))]
        )
    assert found[0] == found[1] == found[2]
    assert any(how == "leader" for how, _, _ in found[0])


@pytest.mark.parametrize(("most", "how"), [(40.0, "leader"), (20.0, "omitted")])
def test_no_leader_line_is_longer_than_an_eye_follows(most, how, monkeypatch):
    monkeypatch.setattr(leaders, "REACHES", (10.0, most))
    ground = make_ground((12, 38, 2))
    ground.taken[:] = True
    ground.taken[:, int(30.0 / CELL) :] = False
    ground.taken[int(18.0 / CELL) : int(20.0 / CELL)] = False  # a line has room there, a name has none
    (placed,) = place_labels([make_wish("Nguyễn Nghiêm", (12, 38, 2))], ground, most=0)
    assert placed.how == how


def test_the_name_of_a_ward_with_far_islands_is_at_its_largest_piece():
    coast, island = square(0, 0, 100).astype(int), square(900, 500, 20).astype(int)
    for lines in ((coast, island), (island, coast)):
        x, y = middle_of(Area(Path(lines), Placement(0.0, 0.0, 1.0)))
        assert 0 < x < 100
        assert 0 < y < 100
