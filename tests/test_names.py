"""Two names have one key only if they are one name written in two ways."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geo.names import (
    NameKey,
    canonical_kind,
    fold,
    list_kinds,
    make_keys,
    move_tone,
    normalise_text,
    read_roman,
)

WORDS = (
    *("Nghĩa", "Dũng", "Dõng", "Tịnh", "Ấn", "An", "Đông", "Tây", "Hòa", "Bình", "Độc", "Lập", "Tự", "Do"),
    *("Cổ", "Lũy", "Nam", "Mỹ", "Lai", "Thanh", "Trần", "Phú", "Hưng", "Đạo", "Quảng", "Thúy", "Khuê", "Quý"),
)
HAMLET_WAYS = {
    "tổ dân phố": ("Tổ dân phố", "TDP", "T.D.P", "tổ", "Tổ DP", "TỔ DÂN PHỐ"),
    "thôn": ("Thôn", "thôn", "THÔN"),
    "khu dân cư": ("Khu dân cư", "KDC", "K.D.C"),
}

names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
numbers = st.integers(min_value=1, max_value=39)
kinds = st.sampled_from(sorted(HAMLET_WAYS))


def key_of(name: str, level: str = "hamlet") -> NameKey:
    return make_keys(name, level)[0]


def write_roman(number: int) -> str:
    ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    return "X" * (number // 10) + ones[number % 10]


def set_tone_late(name: str) -> str:
    """Return a name with the tone of oa, oe, uy on the second vowel: hoà instead of hòa."""
    late = {"òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "ùy": "uỳ", "úy": "uý", "ũy": "uỹ"}
    for early, placed in late.items():
        name = name.replace(early, placed)
    return name


@given(names, kinds, st.data())
def test_spelling_of_the_kind_does_not_matter(name, kind, data):
    first, second = (data.draw(st.sampled_from(HAMLET_WAYS[kind])) for _ in range(2))
    assert key_of(f"{first} {name}") == key_of(f"{second} {name}")


@given(names, kinds)
def test_another_kind_is_another_key(name, kind):
    others = [other for other in HAMLET_WAYS if other != kind]
    assert all(key_of(f"{kind} {name}") != key_of(f"{other} {name}") for other in others)


@given(names)
def test_case_unicode_form_and_tone_placement_do_not_matter(name):
    key = key_of(f"Thôn {name}")
    for written in (name.upper(), name.lower(), set_tone_late(name), unicodedata.normalize("NFD", name)):
        assert key_of(f"Thôn {written}") == key


@given(names)
def test_invisible_signs_blanks_and_lookalikes_of_d_do_not_matter(name):
    dirty = name.replace("Đ", "Ð").replace(" ", "\u00a0 \u200b")
    assert key_of(f"\ufeffThôn\t{dirty}\u00ad ") == key_of(f"Thôn {name}")


@given(names, names)
def test_other_letters_or_tones_are_another_key(one, other):
    assume(one != other)
    assert key_of(f"Thôn {one}") != key_of(f"Thôn {other}")


@given(numbers, st.sampled_from(["{}", "0{}", "số {}", "so 0{}", ".{}", "-{}"]))
def test_a_number_is_itself_however_it_is_written(number, pattern):
    key = key_of(f"Tổ dân phố {number}")
    assert key_of(f"TDP {pattern.format(number)}") == key
    assert key.numbers == (str(number),)
    assert key.letters == ""


@given(numbers)
def test_a_roman_numeral_is_its_number(number):
    assert key_of(f"Thôn {write_roman(number)}") == key_of(f"Thôn {number}")


@given(numbers, numbers)
def test_another_number_is_another_key(one, other):
    assume(one != other)
    assert key_of(f"Thôn {one}") != key_of(f"Thôn {other}")
    assert key_of(f"Thôn {write_roman(one)}") != key_of(f"Thôn {other}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TDP 5", "Tổ dân phố số 05"),
        ("TDP5", "tổ dân phố 5"),
        ("Tổ dân phố Ⅳ", "Tổ 4"),
        ("Tổ dân phố 5A", "TDP 5 a"),
        ("Tổ dân phố ５", "Tổ dân phố 5"),
        ("Thôn hoà bình", "THÔN HÒA BÌNH"),
        ("Thôn Ðộc Lập", "Thôn Độc Lập"),
        *((f"Buôn Krông K{sign}Mar", "Buôn Krông K'Mar") for sign in "’‘ʼʻ`´′"),
    ],
)
def test_one_hamlet_in_two_spellings(one, other):
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("short", "full"),
    [("K. 1", "Khóm 1"), ("K1", "Khối 1"), ("K. Mỹ Tây", "Khu phố Mỹ Tây"), ("KP 5", "Khối phố 5")],
)
def test_a_short_way_to_write_several_kinds_may_be_each_of_them(short, full):
    assert key_of(full) in make_keys(short, "hamlet")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thôn 1", "Thôn 11"),
        ("Thôn 5", "Thôn 5A"),
        ("Thôn 5²", "Thôn 52"),
        ("Thôn 5-6", "Thôn 56"),
        ("Thôn Vi", "Thôn 6"),
        ("thôn xi", "Thôn 11"),
        ("Thôn X\u0311", "Thôn X"),
    ],
)
def test_two_hamlets_that_look_alike(one, other):
    assert key_of(one) != key_of(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Nghĩa Dũng", "Nghĩa Dõng"), ("Tịnh Ấn Đông", "Tịnh Ấn Tây"), ("Tịnh Ấn", "Tịnh An")]
)
def test_two_wards_that_look_alike(one, other):
    assert key_of(one, "ward") != key_of(other, "ward")


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("P. Trần Phú", "phường"),
        ("P.Trần Phú", "phường"),
        ("X. Trần Phú", "xã"),
        ("TT. Trần Phú", "thị trấn"),
        ("ĐK Trần Phú", "đặc khu"),
        ("Trần Phú", ""),
    ],
)
def test_short_kinds_of_wards_are_read(written, kind):
    assert key_of(written, "ward") == NameKey(kind, key_of("phường Trần Phú", "ward").stem)


def test_a_kind_alone_is_a_name():
    assert key_of("Thôn") == NameKey("", "thôn")
    assert key_of("P", "ward") == NameKey("", "p")


def test_a_kind_without_accents_is_read_and_marked():
    key = key_of("to dan pho 5")
    assert key == key_of("Tổ dân phố 5")
    assert key.plain_kind
    assert not key_of("Tổ dân phố 5").plain_kind


def test_several_words_with_wrong_accents_are_the_kind_but_one_word_is_a_name():
    assert key_of("Tô dân phố 5").kind == "tổ dân phố"
    assert key_of("Bàn Thạch").kind == ""
    assert key_of("ban Thạch").kind == "bản"


def test_a_name_is_read_with_and_without_its_first_word_as_the_kind():
    parsed, bare = make_keys("Xóm Mới", "hamlet")
    assert parsed == NameKey("xóm", move_tone("mới"))
    assert bare == NameKey("", f"{move_tone('xóm')} {move_tone('mới')}")
    assert len(make_keys("Độc Lập", "hamlet")) == 1


def test_vi_in_a_name_in_capitals_is_the_word_or_behind_a_kind_the_number():
    """It may be the name Vi: nothing is guessed."""
    assert make_keys("THÔN VI", "hamlet")[:2] == (key_of("Thôn Vi"), key_of("Thôn 6"))
    assert make_keys("P. XI", "ward")[:2] == (key_of("P. Xi", "ward"), key_of("Phường 11", "ward"))
    assert make_keys("VI", "hamlet") == (NameKey("", "vi"),)
    assert make_keys("Thôn VI", "hamlet")[:-1] == (key_of("Thôn 6"),)


@pytest.mark.parametrize(
    ("word", "shouted", "read"),
    [
        ("VI", False, "6"),
        ("VI", True, "VI"),
        ("Vi", False, "Vi"),
        ("XIX", True, "19"),
        ("iv", False, "4"),
        ("C", True, "C"),
    ],
)
def test_roman_numerals(word, shouted, read):
    assert read_roman(word, shouted=shouted) == read


@given(st.text(max_size=40))
def test_any_text_has_a_key_and_normalising_twice_changes_nothing(text):
    assert make_keys(text, "hamlet")
    clean = normalise_text(text)
    assert normalise_text(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)


def test_folding_leaves_plain_letters():
    assert fold("Đường Trần Hưng Đạo") == "duong tran hung dao"


def test_a_kind_is_canonical_and_an_unknown_one_stays():
    assert canonical_kind("TDP", "hamlet") == "tổ dân phố"
    assert canonical_kind("Phường", "ward") == "phường"
    assert canonical_kind("Làng nghề", "hamlet") == "làng nghề"


@pytest.mark.parametrize(
    ("header", "kinds"),
    [
        ("Tên thôn, TDP", ("thôn", "tổ dân phố")),
        ("Tổ dân phố/Tổ", ("tổ dân phố",)),
        ("Đơn vị", ()),
    ],
)
def test_the_kinds_that_a_header_names(header, kinds):
    assert list_kinds(header, "hamlet") == kinds


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("1. Phường Trần Phú", "Phường Trần Phú"),
        ("II/ Xã Tịnh Khê", "Xã Tịnh Khê"),
        ("a) xã Tịnh Khê", "Xã Tịnh Khê"),
        ("UBND phường Trần Phú", "Phường Trần Phú"),
        ("Công an xã Tịnh Khê", "Xã Tịnh Khê"),
        ("CAX Tịnh Khê", "Xã Tịnh Khê"),
        ("CAP Trần Phú", "Phường Trần Phú"),
        ("Trần Phú (phường)", "Phường Trần Phú"),
        ("Tịnh Khê (Xã)", "Xã Tịnh Khê"),
    ],
)
def test_what_stands_around_a_ward_is_no_part_of_its_name(written: str, plain: str) -> None:
    assert key_of(written, "ward") == key_of(plain, "ward")


@pytest.mark.parametrize(
    ("written", "plain"), [("1. Tổ dân phố 2", "Tổ dân phố 2"), ("Hòa Bình (thôn)", "Thôn Hòa Bình")]
)
def test_what_stands_around_a_hamlet_is_no_part_of_its_name(written: str, plain: str) -> None:
    assert key_of(written) == key_of(plain)


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("1. Hòa Bình", "Hòa Bình"),
        ("Thôn 1 (cũ)", "Thôn 1"),
        ("Thôn 1 (2)", "Thôn 1"),
        ("Công an Trần Phú", "Trần Phú"),
        ("Tổ 1.2", "Tổ 2"),
    ],
)
def test_what_may_be_part_of_a_name_stays(written: str, other: str) -> None:
    assert key_of(written, "ward") != key_of(other, "ward")
    assert key_of(written) != key_of(other)


DIFFERENT = """
Buôn Alê A|Buôn Alê B|Buôn Păm Lăm|Buôn Pam Lam|Tân Lập|Tân Lập 1|Tân Lập 1A|Tân Lập 11|Tân Lâp|Tân Lạp
Khối 5|Khối 5A|Khối 15|Khối phố 5|Khối Vinh Quang|Khối Vĩnh Quang|Ấp Bình Hòa|Ấp Bình Hòa A|Ấp Bình Hóa
Bản Nà Lốc|Bản Na Lốc|Bản Ná Lốc|Làng O|Làng Ơ|Làng Ô|Làng Ó|Làng Mrông Yố 1|Làng Mrông Yố 2|Plei Op|Plei Ốp
Thôn Nhất|Thôn Nhì|Thôn Đông|Thôn Đồng|Thôn Động|Thôn Dông|La Hà|Là Ha|La Hạ|Tổ 1|Tổ 1A|Tổ 10|Tổ 11|Tổ 1 & 2
Thôn Vi|Thôn Vì|Thôn Xi|Thôn Mỹ Khê|Thôn Mĩ Khê|Đắk Lắk|Đăk Lăk|Đắc Lắc|Thôn H'Mông|Thôn Mông
Làng K'Tu|Làng Ktu|Thôn Phú Thọ 2|Thôn 2 Phú Thọ|Thôn 2|Thôn 22|Thôn An Hòa Bắc
Thôn Hòa An Bắc|Bản Bản|Xóm Mới|Xóm Mơi|Khóm 6
"""


def test_names_of_other_cities_that_differ_have_different_keys() -> None:
    """Hamlets of Đắk Lắk, Gia Lai, Nghệ An, An Giang and Quảng Ngãi that only a careless reader mixes up."""
    listed = [name for line in DIFFERENT.split("\n") for name in line.split("|") if name]
    keys = {name: {key for key in make_keys(name, "hamlet") if key.kind} or {key_of(name)} for name in listed}
    same = [(a, b) for a in listed for b in listed if a < b and keys[a] & keys[b]]
    assert same == []
    assert all(make_keys(key.stem, "hamlet")[-1].stem == key.stem for found in keys.values() for key in found)


def test_a_word_for_all_hamlets_may_stand_before_one_with_its_own_kind() -> None:
    for name in ("KDC Thôn 1", "Khu dân cư thôn số 01"):
        assert make_keys(name, "hamlet")[0] == make_keys("Thôn 1", "hamlet")[0]
    assert make_keys("KDC 1", "hamlet")[0].kind == "khu dân cư"
    assert make_keys("Thôn Xóm Mới", "hamlet")[0] == NameKey("thôn", make_keys("Xóm Mới", "hamlet")[-1].stem)
