"""The light of a colour is that of WCAG 2, by which letters are chosen and patterns are ordered."""

import pytest

from geo.tools.colours import measure_light


@pytest.mark.parametrize(
    ("colour", "light"), [("#000000", 0.0), ("#ffffff", 1.0), ("#ff0000", 0.2126), ("#777777", 0.1845)]
)
def test_light_is_as_the_standard_has_it(colour, light):
    assert measure_light(colour) == pytest.approx(light, abs=0.0005)
