"""A cross beside another sign may be its opposite: who ticks what was met with "✓" crosses out with "x"."""

from __future__ import annotations

import pytest
from test_tables import VOCABULARY, Rows, read

from geo.clerks.clerk import Correction, Status
from geo.clerks.tables import NO_CORRECTION
from geo.clerks.value_words import list_unknown

OPEN = "?"


def tell(*signs: str, header: str = "Kết quả", correction: Correction = NO_CORRECTION) -> list[object]:
    """What the rows of a table say: met, not met, no data, or that a person is asked."""
    rows: Rows = [["Xã, phường", "Tổ dân phố", header]]
    rows += [["Phường Trần Phú", f"Tổ {n}", sign] for n, sign in enumerate(signs, 1)]
    units = read(rows, correction=correction).units()
    return [OPEN if row.problems else row.values.get("meets_standard") for row in units]


@pytest.mark.parametrize("sign", ["✓", "v", "+", "1", "Đ", "Đạt", "Có"])
def test_a_cross_beside_another_sign_for_met_is_asked_about(sign: str) -> None:
    assert tell(sign, sign, "x", sign, "X", "") == [1.0, 1.0, OPEN, 1.0, OPEN, None]
    assert tell(sign, "x", header="Đạt") == [1.0, OPEN]


def test_a_cross_beside_a_sign_that_nobody_knows_is_asked_about() -> None:
    assert tell("O", "X", "O") == [OPEN] * 3
    assert tell("chưa họp", "x", "x") == [OPEN, 1.0, 1.0]


@pytest.mark.parametrize("word", ["KĐ", "Không đạt", "0"])
def test_a_cross_is_met_where_words_say_what_was_not_met(word: str) -> None:
    assert tell("x", "Đ", word, "✓", "x") == [1.0, 1.0, 0.0, 1.0, 1.0]


def test_a_cross_alone_is_met() -> None:
    assert tell("x", "", "X", "-") == [1.0, None, 1.0, None]
    rows: Rows = [["Phường", "Tổ dân phố", "Đạt", "Không đạt"]]
    rows += [["Trần Phú", "Tổ 1", "✓", ""], ["Trần Phú", "Tổ 2", "x", ""], ["Trần Phú", "Tổ 3", "", "x"]]
    assert [row.values["meets_standard"] for row in read(rows).units()] == [1.0, 1.0, 0.0]


def test_a_person_says_what_a_cross_means() -> None:
    rows: Rows = [["Phường", "Tổ dân phố", "Kết quả"], ["Trần Phú", "Tổ 1", "✓"], ["Trần Phú", "Tổ 2", "x"]]
    assert [unknown.word for unknown in list_unknown([read(rows)])] == ["x"]
    words: dict[str, dict[str, Status]] = {"Kết quả": {"x": "not_met"}}
    assert tell("✓", "x", correction=Correction(words=words)) == [1.0, 0.0]
    assert tell("✓", "x", correction=Correction(styles={"Kết quả": "status"})) == [1.0, 1.0]


def test_what_a_cross_meant_in_one_file_is_nothing_for_those_who_only_cross() -> None:
    said = Correction(words={"Kết quả": {"x": "not_met", "✗": "not_met"}})
    assert tell("x", "", "x", correction=said) == [1.0, None, 1.0]
    assert tell("x", "✗", "KĐ", correction=said) == [1.0, 0.0, 0.0]
    assert tell("Đạt", "X", correction=said) == [1.0, 0.0]


def test_the_words_of_this_test_are_those_of_the_catalogue() -> None:
    assert VOCABULARY.statuses["x"] == VOCABULARY.statuses["✓"] == 1.0
