"""Lines of text: numbers keep their words, the last line is no scrap, and nothing is lost."""

import pytest

from geo.drawing.breaks import break_lines
from geo.drawing.fonts import measure

SENTENCE = (
    "Năm 2018, 9 trong 9 thôn, tổ dân phố (100,0 %) đạt tiêu chuẩn; "
    "chưa đạt: Thôn 3 (xã Tịnh Hòa); so với năm 2017: 1 thiếu số liệu."
)


@pytest.mark.parametrize("width", [25.0, 40.0, 63.0, 90.0, 150.0, 300.0])
def test_no_word_is_lost_and_no_line_too_wide(width):
    lines = break_lines(SENTENCE, width, 8.0)
    assert " ".join(lines) == SENTENCE
    assert all(measure(line, 8.0) <= width for line in lines)


@pytest.mark.parametrize("width", [40.0, 63.0, 90.0, 150.0])
def test_a_number_stays_with_its_word(width):
    text = " | ".join(break_lines(SENTENCE, width, 8.0))
    for tied in ("Năm 2018", "(100,0 %)", "Thôn 3", "năm 2017", "1 thiếu", "9 thôn"):
        assert tied in text


@pytest.mark.parametrize("width", [30.0, 45.0, 60.0, 75.0, 90.0])
def test_a_dot_between_two_facts_stands_at_no_end_of_a_line(width):
    facts = "Số liệu đến ngày 31/12/2018 · Ranh giới tại ngày 31/12/2018 · VN-2000, kinh tuyến trục 108°00"
    lines = break_lines(facts, width, 8.0)
    assert not any(line.startswith("·") or line.endswith("·") for line in lines)
    assert " ".join(lines).replace(" ·", "") == facts.replace(" ·", "")


def test_a_last_line_is_no_scrap():
    text = "Năm 2018, 9 trong 9 thôn, tổ dân phố (100,0 %) đạt tiêu chuẩn; so với năm 2017: không thay đổi."
    width = measure(text, 8.0) * 0.93
    assert break_lines(text, width, 8.0) == (
        "Năm 2018, 9 trong 9 thôn, tổ dân phố (100,0 %) đạt tiêu chuẩn;",
        "so với năm 2017: không thay đổi.",
    )


def test_a_narrow_column_breaks_even_what_is_tied():
    assert break_lines("Cụm liên hoàn số 1", 24.0, 8.0) == ("Cụm liên hoàn", "số 1")
    assert "".join(break_lines("1.000.000 người", 6.0, 8.0)).replace(" ", "") == "1.000.000người"


@pytest.mark.parametrize("text", ["", " ", "x"])
def test_little_is_one_line(text):
    assert break_lines(text, 10.0, 8.0) == (text,)
