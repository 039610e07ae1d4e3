"""Cells become values in the style of their column; what is open or wrong is said, and nothing becomes 0."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from conftest import SHIPPED
from hypothesis import given
from hypothesis import strategies as st

from geo.clerks import clerk_values
from geo.clerks.cells import make_cell
from geo.clerks.clerk import Cell
from geo.clerks.clerk_values import (
    NOT_COUNT,
    NOT_GRADE,
    NOT_STATUS,
    PARSERS,
    parse_count,
    parse_day,
    parse_number,
    parse_status,
    parse_tick,
    parse_year,
)
from geo.clerks.styles import find_style
from geo.clerks.vocabulary_read import read_vocabulary

if TYPE_CHECKING:
    from pathlib import Path

VOCABULARY = read_vocabulary(SHIPPED / "indicators" / "indicators.toml")
RESERVATIONS = tomllib.loads((SHIPPED / "indicators" / "indicators.toml").read_text())["table_words"][
    "reservations"
]


def text(value: str) -> Cell:
    return Cell("text", value)


def number(value: float, kind: str = "number") -> Cell:
    return Cell(kind, f"{value:g}", float(value))


def read_column(kind: str, cells: list[Cell]) -> list[float | str | None]:
    style, _ = find_style(kind, cells)
    return [PARSERS[kind](cell, style, VOCABULARY)[0] for cell in cells]


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1.234", "987"], [1234, 987]),
        (["1,234", "12"], [1234, 12]),
        (["1 234", "1\u00a0234", "7"], [1234, 1234, 7]),
        (["1.234.567"], [1234567]),
        (["12 hộ", "1.020 hộ"], [12, 1020]),
        (["09", "0"], [9, 0]),
        (["12.0", "13,0"], [12, 13]),
        (["'12", "' 7"], [12, 7]),
        (["-", "–", "−", "...", "chưa có số liệu"], [None] * 5),
    ],
)
def test_counts_as_text_follow_the_separator_of_their_column(cells: list[str], values: list[float]) -> None:
    assert read_column("count", [text(cell) for cell in cells]) == values


@pytest.mark.parametrize(
    "cell", ["1.23", "-5", "98,3%", "mười", "12 con", "1,5", "0.123", "3 tin 4", "1.234,5"]
)
def test_what_is_no_count_is_refused_not_rounded(cell: str) -> None:
    style, _ = find_style("count", [text(cell)])
    value, fault = parse_count(text(cell), style, VOCABULARY)
    assert value is None
    assert fault is not None


def test_a_column_with_two_separators_leaves_its_open_cells_open() -> None:
    cells = [text("1.234"), text("2,345"), text("17"), number(88)]
    style, sure = find_style("count", cells)
    assert (style, sure) == ("mixed", False)
    assert read_column("count", cells) == [None, None, 17, 88]


def test_spreadsheet_numbers_stand_beside_texts_with_separators() -> None:
    assert read_column("count", [text("1.234"), number(1234), number(0)]) == [1234, 1234, 0]


def test_a_count_that_the_spreadsheet_took_for_decimals_is_refused() -> None:
    """ "1.234" typed into an English Excel is 1.234: whether a thousand was meant, nobody can tell."""
    value, fault = parse_count(number(1.234), "whole", VOCABULARY)
    assert value is None
    assert "hàng nghìn" in fault.vi


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["98,3%", "100%", "97 %"], [98.3, 100, 97]),
        (["98.3%", "1,234.5"], [98.3, 1234.5]),
        (["1.234,5", "0,983"], [1234.5, 0.983]),
        (["12.5", "1.250"], [12.5, 1.25]),
        (["12,5", "1.250"], [12.5, 1250]),
        (["1 234,5"], [1234.5]),
        (["0.983"], [0.983]),
        (["-3,5"], [-3.5]),
    ],
)
def test_numbers_follow_the_style_that_their_column_shows(cells: list[str], values: list[float]) -> None:
    assert read_column("number", [text(cell) for cell in cells]) == pytest.approx(values)


GRADES = """
[[table]]
file = "grades"
level = "hamlet"
columns = { grade = "number", visits = "count" }

[[indicator]]
id = "grades"
[indicator.hamlet]
kind = "typology"
column = "grade"
classes = [
  { value = 0, label = { vi = "Yếu", en = "Weak" } },
  { value = 1, label = { vi = "Khá", en = "Fair" } },
]
[indicator.ward]
kind = "typology"
column = "grade"
classes = [{ value = 2, label = { vi = "Yếu kém", en = "Fair" } }]
"""


def test_the_name_of_a_class_is_its_value(tmp_path: Path) -> None:
    """A name of two values names none, and no name is a count."""
    words = (SHIPPED / "indicators" / "indicators.toml").read_text(encoding="utf-8")
    (tmp_path / "indicators.toml").write_text(words + GRADES, encoding="utf-8")
    vocabulary = read_vocabulary(tmp_path / "indicators.toml")
    cells = [text(one) for one in ("KHÁ", " yếu. ", "Weak", "Yếu  kém", "1", "-")]
    assert [parse_number(cell, "whole", vocabulary) for cell in cells] == [
        *((1.0, None), (0.0, None), (0.0, None), (2.0, None), (1.0, None), (None, None))
    ]
    for unknown in ("Fair", "khá lên", "đạt"):
        assert parse_number(text(unknown), "whole", vocabulary) == (None, NOT_GRADE)
    assert parse_count(text("Khá"), "whole", vocabulary) == (None, NOT_COUNT)


def test_a_number_that_may_be_either_is_read_the_vietnamese_way_and_marked_unsure() -> None:
    style, sure = find_style("number", [text("1.234")])
    assert (style, sure) == ("dots", False)


def test_percent_of_a_spreadsheet_is_what_it_shows() -> None:
    assert parse_number(number(0.983, "percent"), "whole", VOCABULARY) == (98.3, None)
    assert parse_count(number(0.5, "percent"), "whole", VOCABULARY)[0] is None


@given(value=st.integers(0, 10**9), mark=st.sampled_from([".", ",", " "]))
def test_any_count_survives_any_separator(value: int, mark: str) -> None:
    written = f"{value:,}".replace(",", mark)
    assert read_column("count", [text(written)]) == [value]


@pytest.mark.parametrize(
    "word",
    [
        "Đạt (100%)",
        "“Đạt”",
        "'Đạt",
        "Loại đạt",
        "Đạt",
        "đạt",
        "Đ",
        "ĐẠT",
        "Đạt.",
        "x",
        "X",
        "Có",
        "1",
        "true",
        "dat",
        "ĐẠT CHUẨN",
        "an toàn",
    ],
)
def test_words_of_met(word: str) -> None:
    assert parse_status(text(word), "status", VOCABULARY) == (1.0, None)


@pytest.mark.parametrize(
    "word",
    [
        "Không đạt (tệ nạn)",
        "K.Đ.",
        "K/Đ",
        "K.đạt",
        "0 đạt",
        "C.đạt",
        "Không đạt",
        "KĐ",
        "kđ",
        "Chưa đạt",
        "0",
        "không",
        "khong dat",
        "False",
        "Ko đạt",
    ],
)
def test_words_of_not_met(word: str) -> None:
    assert parse_status(text(word), "status", VOCABULARY) == (0.0, None)


@pytest.mark.parametrize("word", ["-", "–", "…", "Chưa có số liệu", "chưa phân loại"])
def test_words_of_no_data_are_no_value_and_no_fault(word: str) -> None:
    assert parse_status(text(word), "status", VOCABULARY) == (None, None)


@pytest.mark.parametrize(
    "word",
    [
        "Đạt/Không đạt",
        "Đạt (chưa công nhận)",
        "0.1",
        "1-0",
        "K",
        "T",
        "24",
        "khá",
        "Đạt có điều kiện",
        "Đạt (nợ tiêu chí)",
        "Dat (no tieu chi)",
        "Đạt (năm trước)",
        "Đạt (2017)",
        "Không đạt (năm 2017)",
        "Đạt (chờ phúc tra)",
        "Đạt (kiểm tra lại)",
        "Đạt (?)",
        "Đạt (có 1 vụ?)",
        "#N/A",
        "y",
    ],
)
def test_other_words_of_a_status_are_a_fault(word: str) -> None:
    value, fault = parse_status(text(word), "status", VOCABULARY)
    assert value is None
    assert fault is not None


@pytest.mark.parametrize("word", RESERVATIONS)
def test_every_reservation_behind_a_result_takes_it_back(word: str) -> None:
    assert parse_status(text(f"Đạt ({word})"), "status", VOCABULARY)[0] is None


@pytest.mark.parametrize(("word", "value"), [('"Đạt chuẩn"', 1.0), ("“Chưa đạt tiêu chuẩn”", 0.0)])
def test_quotes_around_a_result_change_nothing(word: str, value: float) -> None:
    assert parse_status(text(word), "status", VOCABULARY)[0] == value


def test_statuses_may_be_numbers() -> None:
    assert parse_status(number(1), "status", VOCABULARY) == (1.0, None)
    assert parse_status(number(0), "status", VOCABULARY) == (0.0, None)
    assert parse_status(number(2), "status", VOCABULARY)[1] is not None


@pytest.mark.parametrize(
    ("word", "ticked"),
    [("x", 1.0), ("có", 1.0), ("Không đạt", 1.0), ("không", None), ("0", None), ("-", None)],
)
def test_a_column_of_its_own_for_not_met_is_ticked(word: str, ticked: float | None) -> None:
    assert parse_tick(text(word), "tick", VOCABULARY) == (ticked, None)


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        (number(2018), 2018),
        (text("2018"), 2018),
        (text("Năm 2018"), 2018),
        (text("31/12/2018"), 2018),
        (Cell("date", "2018-12-31"), 2018),
        (number(43465), 2018),
        (text("-"), None),
    ],
)
def test_years_in_every_guise(cell: Cell, year: int | None) -> None:
    assert parse_year(cell, "year", VOCABULARY) == (year, None)


@pytest.mark.parametrize("cell", [text("2017-2018"), text("18"), number(5), text("nay")])
def test_what_is_no_year_is_a_fault(cell: Cell) -> None:
    assert parse_year(cell, "year", VOCABULARY)[1] is not None


@given(day=st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
def test_a_day_is_the_same_as_text_serial_iso_and_words(day: dt.date) -> None:
    serial = number((day - dt.date(1899, 12, 30)).days)
    written = [
        f"{day:%d/%m/%Y}",
        f"{day:%d-%m-%Y}",
        f"{day.day}/{day.month}/{day:%y}",
        day.isoformat(),
        f"ngày {day.day} tháng {day.month} năm {day.year}",
    ]
    for cell in [serial, Cell("date", day.isoformat()), *map(text, written)]:
        assert parse_day(cell, "dmy", VOCABULARY) == (day.isoformat(), None)


def test_order_of_dates_is_that_of_the_column() -> None:
    american = [text("12/31/2018"), text("03/04/2018")]
    assert read_column("date", american) == ["2018-12-31", "2018-03-04"]
    vietnamese = [text("31/12/2018"), text("03/04/2018")]
    assert read_column("date", vietnamese) == ["2018-12-31", "2018-04-03"]
    both = [text("31/12/2018"), text("12/31/2018")]
    assert find_style("date", both) == ("mixed", False)
    assert read_column("date", both) == [None, None]


@pytest.mark.parametrize("cell", [text("30/02/2018"), text("tháng 12"), number(12), text("32/1/2018")])
def test_what_is_no_day_is_a_fault(cell: Cell) -> None:
    assert parse_day(cell, "dmy", VOCABULARY)[1] is not None


@pytest.mark.parametrize("stored", [[0.983, 1.0, 0.75], [1, 1, 0], [0.983, 1.05]])
def test_numbers_that_may_be_percents_without_their_sign_are_asked_about(stored: list[float]) -> None:
    cells = [number(one) for one in stored]
    assert find_style("number", cells) == ("mixed", False)
    assert [parse_number(cell, "share", VOCABULARY)[0] for cell in cells] == [
        pytest.approx(one * 100) for one in stored
    ]


@pytest.mark.parametrize("stored", [[98.3, 100.0, 0.5], [1, 2, 3], [-0.5, 0.5]])
def test_numbers_that_are_no_parts_of_one_are_read_as_they_stand(stored: list[float]) -> None:
    assert find_style("number", [number(one) for one in stored])[0] != "mixed"


def test_percents_that_a_spreadsheet_shows_as_such_leave_no_doubt() -> None:
    assert find_style("number", [number(0.983, "percent"), number(1, "percent")])[0] != "mixed"


def test_a_share_in_percent_is_no_result() -> None:
    assert parse_status(number(1, "percent"), "status", VOCABULARY) == (None, NOT_STATUS)


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_a_dash_beside_plus_signs_is_what_a_person_says(dash: str) -> None:
    column = [text("+"), text(dash), text("Tổng cộng")]
    assert find_style("status", column) == ("mixed", False)
    assert find_style("status", [text("x"), text(dash)]) == ("status", True)
    assert parse_status(text(dash), "mixed", VOCABULARY) == (None, NOT_STATUS)
    assert parse_status(text(dash), "plus_minus", VOCABULARY) == (0.0, None)
    assert parse_status(text(dash), "status", VOCABULARY) == (None, None)
    assert parse_status(text("+"), "plus_minus", VOCABULARY) == (1.0, None)


def test_the_words_of_statuses_are_not_gone_through_for_each_unknown_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stripped: list[str] = []
    monkeypatch.setattr(clerk_values, "strip_accents", lambda word: stripped.append(word) or word)
    fresh = replace(VOCABULARY)
    for number in range(1000):
        assert parse_status(Cell("text", f"a{number}"), "status", fresh) == (None, NOT_STATUS)
    assert len(stripped) == len(fresh.statuses)


@pytest.mark.parametrize("word", ["true", "false"])
def test_a_box_that_is_ticked_is_no_number(word: str) -> None:
    value, fault = parse_count(text(word), "whole", VOCABULARY)
    assert value is None
    assert fault


@pytest.mark.parametrize("word", ["false", "no", "0", "không"])
def test_what_says_no_ticks_no_column_of_not_met(word: str) -> None:
    assert parse_tick(text(word), "tick", VOCABULARY) == (None, None)


@pytest.mark.parametrize("word", ["9 \ntin", "9\r\ntin", "9  tin", "9\ttin"])
def test_a_line_break_before_the_unit_of_a_number_says_nothing(word: str) -> None:
    assert parse_count(text(word), "whole", VOCABULARY) == (9.0, None)


def test_two_blanks_between_thousands_are_one() -> None:
    assert parse_count(text("1  356"), "spaces", VOCABULARY) == (1356.0, None)


@pytest.mark.parametrize(("halves", "read_as"), [(2, [None, None, 450.0]), (1, [None, 1.0, 450.0])])
def test_where_thousands_became_decimals_a_small_number_may_be_such(
    halves: int, read_as: list[object]
) -> None:
    """1.234 and 1.000 households that a spreadsheet took for 1.234 and 1."""
    cells = [make_cell(1.234), make_cell(1), make_cell(450), *[make_cell(2.081)] * (halves - 1)]
    style, _ = find_style("count", cells)
    assert [parse_count(cell, style, VOCABULARY)[0] for cell in cells[:3]] == read_as
