"""The signs of the community models are told apart by shape alone and by colour alone."""

import itertools

import pytest
import shapely

from geo.tools.symbols import SIGNS, sign_of


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_stands_out_from_white_by_3_to_1(sign):
    assert 1.05 / (luminance(sign.colour) + 0.05) >= 3


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_fits_its_square_and_fills_a_fair_part_of_it(sign):
    shape = shapely.Polygon(sign.points)
    assert shape.is_valid
    assert max(abs(c) for point in sign.points for c in point) <= 7
    assert 40 <= shape.area <= 120


def test_no_two_signs_have_the_same_colour():
    assert len({sign.colour for sign in SIGNS}) == len(SIGNS)


def test_no_two_signs_have_the_same_shape():
    shapes = [shapely.Polygon(sign.points) for sign in SIGNS]
    for one, other in itertools.combinations(shapes, 2):
        assert one.symmetric_difference(other).area > 0.1 * min(one.area, other.area)


def test_the_path_is_a_closed_outline_of_all_corners():
    path = SIGNS[0].path
    assert path.startswith("M")
    assert path.endswith("Z")
    assert path.count("L") == len(SIGNS[0].points) - 1


def test_a_triangle_points_up_on_a_screen_whose_y_runs_down():
    top = min(SIGNS[1].points, key=lambda point: point[1])
    assert top == (0.0, -6.6)


def test_the_thirteenth_kind_takes_the_first_sign_again():
    assert sign_of(len(SIGNS)) is SIGNS[0]
    assert sign_of(3) is SIGNS[3]
