"""Numbers, dates and shares are written as each language writes them."""

import unicodedata
from itertools import pairwise

import pytest

from geo.model import LANGUAGES
from geo.tools.words import (
    catalogue,
    day,
    listed,
    name_number,
    name_unit,
    number,
    percent,
    rank_name,
    say,
    say_units,
    signed,
)


@pytest.mark.parametrize(
    ("value", "decimals", "vietnamese", "english"),
    [
        (1000, 0, "1.000", "1,000"),
        (98.34, 1, "98,3", "98.3"),
        (261_417, 0, "261.417", "261,417"),
        (0, 0, "0", "0"),
        (5, 2, "5,00", "5.00"),
        (1234.5, 1, "1.234,5", "1,234.5"),
        (81.25, 1, "81,3", "81.3"),
        (74.05, 1, "74,1", "74.1"),
    ],
)
def test_a_number_has_the_separators_of_its_language(value, decimals, vietnamese, english):
    assert number(value, "vi", decimals) == vietnamese
    assert number(value, "en", decimals) == english


def test_a_share_has_one_decimal_and_a_space_that_does_not_break_in_vietnamese():
    assert percent(237, 241, "vi") == "98,3\u00a0%"
    assert percent(237, 241, "en") == "98.3%"


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [(3, 0, "+3"), (-3, 0, "−3"), (0, 0, "±0"), (0.04, 1, "±0"), (0.05, 1, "+0,1"), (-1234.5, 1, "−1.234,5")],
)
def test_a_difference_carries_a_true_minus_and_no_difference_says_so(value, decimals, words):
    assert signed(value, "vi", decimals) == words


def test_a_day_is_written_in_the_order_of_its_language():
    assert day("2018-12-31", "vi") == "31/12/2018"
    assert day("2018-12-31", "en") == "31 December 2018"


def test_a_long_list_counts_what_it_does_not_name():
    assert listed(["a", "b", "c"], "vi", limit=2) == "a, b và 1 đơn vị khác"
    assert listed(["a", "b"], "en", limit=2) == "a, b"
    assert listed([], "en") == ""


@pytest.mark.parametrize(
    ("name", "kind", "ward", "full"),
    [
        ("Trần Phú", "phường", "", "phường Trần Phú"),
        ("Tổ dân phố 7", "tổ dân phố", "phường Trần Phú", "Tổ dân phố 7 (phường Trần Phú)"),
        ("Cụm số 1", "", "", "Cụm số 1"),
        ("Phường Lộc Sơn", "phường", "", "Phường Lộc Sơn"),  # the kind stands in the name already
        ("Phường 1", "Phường", "", "Phường 1"),
        ("Xãn", "xã", "", "xã Xãn"),
    ],
)
def test_a_hamlet_is_named_with_its_ward_because_its_number_repeats(name, kind, ward, full):
    assert name_unit(name, kind, ward) == full


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("2", "thôn", "Thôn 2"),
        ("30/4", "tổ dân phố", "Tổ dân phố 30/4"),
        ("2A", "TDP", "TDP 2A"),
        ("Thôn 2", "thôn", "Thôn 2"),
        ("Độc Lập", "thôn", "Độc Lập"),
    ],
)
def test_a_hamlet_that_is_but_a_number_is_named_with_its_kind(name, kind, shown):
    assert name_number(name, kind) == shown


def test_a_placeholder_is_filled():
    assert say("words.and_more", "en", count="3") == " and 3 more"


@pytest.mark.parametrize(("count", "words"), [(1, "1 unit"), (0, "0 units"), ("1,000", "1,000 units")])
def test_an_english_word_follows_its_count(count, words):
    assert say("words.many", "en", count=count) == words


def test_a_key_that_nobody_wrote_is_a_defect_and_not_an_empty_label():
    with pytest.raises(KeyError):
        say("words.nothing_like_it", "vi")


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_words_are_composed_unicode(language):
    assert all(unicodedata.is_normalized("NFC", words) for words in catalogue(language).values())


@pytest.mark.parametrize(
    "names",
    [
        ["Xã Tịnh Ấn Đông", "Xã Tịnh Ấn Tây", "Xã Tịnh Châu", "Xã Tịnh Thiện"],
        ["Da", "Dạ", "Đa", "Đào", "Ea", "Tổ", "Tổ 2", "Tổ 10", "Tổ An", "Ủy", "Ưng"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
    ],
)
def test_names_stand_in_the_order_of_a_vietnamese_dictionary(names):
    assert all(rank_name(one) < rank_name(other) for one, other in pairwise(names))


def test_a_name_has_its_place_in_any_unicode_form():
    assert rank_name(unicodedata.normalize("NFD", "Đồng Ấp")) == rank_name("Đồng Ấp")


@pytest.mark.parametrize(("count", "words"), [(0, "wards"), (1, "ward"), (2, "wards")])
def test_one_unit_is_no_plural(count, words):
    assert say_units("ward", "en", count) == words
    assert say_units("ward", "vi", count) == "xã, phường"
