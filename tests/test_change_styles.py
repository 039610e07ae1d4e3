"""A change is told apart in grey, by its pattern and by its sign; it is never red against green."""

import colorsys
from itertools import combinations

import pytest
from builders import bands, catalogue, distinct, share, status, totals

from geo.model import LANGUAGES, MISSING, WITHHELD, LegendClass, Measure, Text
from geo.pairs.change_styles import KEYS, choose_scheme, style_changes
from geo.tools.symbols import CHANGE_SIGNS

CATALOGUE = catalogue()


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def entries(scheme):
    some_withheld = scheme in ("bands", "numbers")
    return {entry.key: entry for entry in style_changes(scheme, CATALOGUE, some_withheld=some_withheld)}


def test_a_status_of_two_classes_is_won_or_lost_and_any_other_one_only_changed():
    grades = tuple(LegendClass(key, Text(key, key), "#ffffff") for key in "abc")
    ranks = Measure("ward", "typology", "value", "t", "c", classes=grades, codes=(0.0, 1.0, 2.0))
    assert choose_scheme(status()) == "status"
    assert choose_scheme(ranks) == "other_status"


def test_hamlet_tips_are_compared_by_bands_and_numbers_as_numbers():
    assert choose_scheme(bands()) == "bands"
    assert [choose_scheme(measure) for measure in (totals(), share(), distinct())] == ["numbers"] * 3


@pytest.mark.parametrize("scheme", KEYS)
def test_missing_data_closes_the_legend_and_withheld_counts_stand_before_it(scheme):
    keys = list(entries(scheme))
    assert keys[-1] == MISSING
    assert (keys[-2] == WITHHELD) == (scheme in ("bands", "numbers"))
    assert WITHHELD not in [entry.key for entry in style_changes(scheme, CATALOGUE)]


@pytest.mark.parametrize("scheme", KEYS)
def test_in_black_and_white_every_change_has_a_pattern_of_its_own(scheme):
    patterns = [entry.pattern for entry in entries(scheme).values()]
    assert len(patterns) == len(set(patterns))


def test_gained_and_lost_differ_in_grey_and_by_their_sign():
    found = entries("status")
    assert contrast(found["gained"].colour, found["lost"].colour) >= 1.5
    assert contrast(found["gained"].colour, found["kept"].colour) >= 1.5
    assert CHANGE_SIGNS["gained"].points != CHANGE_SIGNS["lost"].points


@pytest.mark.parametrize("pair", list(combinations(["up", "unchanged", "down"], 2)))
def test_up_unchanged_and_down_differ_in_grey(pair):
    found = entries("numbers")
    assert contrast(*(found[key].colour for key in pair)) >= 1.5


@pytest.mark.parametrize("scheme", KEYS)
def test_no_change_is_red_or_green(scheme):
    for entry in entries(scheme).values():
        red, green, blue = (int(entry.colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
        reddish, greenish = hue < 0.03 or hue > 0.95, 0.22 < hue < 0.45
        assert saturation < 0.3 or not (reddish or greenish), entry.key


def test_a_sign_can_be_seen_on_the_fill_that_it_stands_on():
    """The white rim around the sign counts: it is the sign's border against a dark fill."""
    for scheme in KEYS:
        for key, entry in entries(scheme).items():
            if key in CHANGE_SIGNS:
                assert contrast(CHANGE_SIGNS[key].colour, "#ffffff") >= 4.5
                assert (
                    max(contrast(entry.colour, ground) for ground in (CHANGE_SIGNS[key].colour, "#ffffff"))
                    >= 3
                )


def test_what_is_lost_or_gained_is_named_and_what_is_kept_is_calm():
    assert [key for key, entry in entries("status").items() if entry.exception] == [
        "lost",
        "still_not_met",
        "gained",
    ]
    assert not any(entry.exception for entry in entries("numbers").values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", KEYS)
def test_every_change_has_words_of_its_own(scheme, language):
    words = [entry.label[language] for entry in entries(scheme).values()]
    assert all(words)
    assert len(words) == len(set(words))
