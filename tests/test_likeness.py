"""What may be proposed to a person, with which score; another number is never proposed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.lookup.likeness import SCORES, compare_keys, is_one_edit
from geo.names import make_keys


def compare(written: str, known: str, level: str = "hamlet"):
    return compare_keys(make_keys(written, level)[0], make_keys(known, level)[0])


@pytest.mark.parametrize(
    ("written", "known", "differences"),
    [
        ("thôn MỸ LAI", "Thôn Mỹ Lai", ()),
        ("Mỹ Lai", "Thôn Mỹ Lai", ("kind_missing",)),
        ("KDC Mỹ Lai", "Thôn Mỹ Lai", ("kind_other",)),
        ("Thôn My Lai", "Thôn Mỹ Lai", ("accents",)),
        ("thon my lai", "Thôn Mỹ Lai", ("accents",)),
        ("to dan pho 5", "Tổ dân phố 5", ("kind_accents",)),
        ("Thôn Mĩ Lai", "Thôn Mỹ Lai", ("y_for_i",)),
        ("Thôn Quí Lâm", "Thôn Quý Lâm", ("y_for_i",)),
        ("Thôn Thah An", "Thôn Thanh An", ("letter",)),
        ("Thôn Thanh Ân", "Thôn Thanh An", ("letter",)),
        ("Thôn Thanh Ấn", "Thôn Thanh An", ("letter",)),
        ("KDC Thah An", "Thôn Thanh An", ("kind_other", "letter")),
    ],
)
def test_each_difference_is_named(written, known, differences):
    found = compare(written, known)
    assert found.differences == differences
    score = 1.0
    for difference in differences:
        score *= SCORES[difference]
    assert found.score == pytest.approx(score, abs=0.01)


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("Thôn 1", "Thôn 11"),
        ("Thôn 2", "Thôn 3"),
        ("Thôn Tai", "Thôn Tây"),
        ("Thôn Án", "Thôn Ân"),
        ("Thôn Hoà Bình", "Thôn Hóa Bính"),
        ("Thôn Nghĩa Hà", "Thôn Nghĩa Lộ"),
        ("Thôn An Bình 1", "Thôn An Bình 2"),
        ("Thôn Tịnh Ấn Đông", "Thôn Tịnh Ấn Tây"),
    ],
)
def test_different_names_are_not_alike(written, known):
    assert compare(written, known) is None


@pytest.mark.parametrize(
    ("written", "known"), [("Tổ dâm phố 5", "Tổ dân phố 5"), ("Thôm Thanh An", "Thôn Thanh An")]
)
def test_a_misspelt_kind_is_one_letter(written, known):
    bare = make_keys(written, "hamlet")[-1]
    assert compare_keys(bare, make_keys(known, "hamlet")[0]).differences == ("letter",)


@given(st.integers(0, 99), st.integers(0, 99))
def test_another_number_is_never_alike(one, other):
    found = compare(f"Thôn An Bình {one}", f"Thôn An Bình {other}")
    assert (found is not None) == (one == other)


@given(st.text("abcđ", max_size=6), st.text("abcđ", max_size=6))
def test_one_edit_is_what_a_slow_definition_says(one, other):
    edits = {one}
    for place in range(len(one) + 1):
        head, tail = one[:place], one[place:]
        edits |= {head + letter + tail for letter in "abcđ"} | {head + tail[1:]}
        edits |= {head + letter + tail[1:] for letter in "abcđ" if tail}
        edits |= {head + tail[1::-1] + tail[2:]} if len(tail) > 1 else set()
    assert is_one_edit(one, other) == (other in edits)
