"""Ways of writing names and headers that anybody reads at once are read, not asked about."""

from __future__ import annotations

import pytest
from test_tables import VOCABULARY, Rows, sheet
from test_wards_above import HEADER, KNOWN, wards

from geo.clerks.header_words import name_field
from geo.clerks.tables import read_tables
from geo.clerks.titles import find_title_ward
from geo.names import make_keys


@pytest.mark.parametrize("text", ["TDP01", "Khóm1", "K.P1", "tổ 1"])
def test_a_number_may_follow_its_kind_without_a_blank(text: str) -> None:
    assert VOCABULARY.begins(text, "hamlet")


@pytest.mark.parametrize("text", ["F. Trần Phú", "F.Trần Phú", "P.Trần Phú"])
def test_letters_stand_for_a_ward(text: str) -> None:
    assert KNOWN.names_ward(text)
    assert make_keys(text, "ward")[0].kind == "phường"


def test_one_letter_and_a_number_are_a_ward() -> None:
    assert make_keys("F1", "ward") == make_keys("Phường 1", "ward")[:1] + make_keys("F1", "ward")[1:]


def test_a_letter_of_a_list_is_no_kind_of_a_ward() -> None:
    rows: Rows = [HEADER, ["", "Phường Trần Phú"], [1, "Tổ 1", 5], ["F. TỊNH KHÊ"], [1, "Thôn 1", 6]]
    assert wards(rows)["Thôn 1"] == "TỊNH KHÊ"


@pytest.mark.parametrize("tail", [" - 11 tổ", ": 11 đơn vị", " (11 thôn, TDP)"])
@pytest.mark.parametrize("name", ["D. NGHĨA AN", "Xã Nghĩa An"])
def test_a_ward_may_have_the_number_of_its_hamlets_behind_it(name: str, tail: str) -> None:
    rows: Rows = [HEADER, ["", "Phường Trần Phú"], [1, "Tổ 1", 5], [name + tail], [1, "Thôn 1", 6]]
    assert wards(rows)["Thôn 1"].casefold().endswith("nghĩa an")


def test_an_unknown_ward_with_the_number_of_its_hamlets_ends_the_one_above() -> None:
    rows: Rows = [HEADER, ["", "Trần Phú"], [1, "Tổ 1", 5], ["D. NGHĨA AM - 11 tổ"], [1, "Tổ 2", 6]]
    assert wards(rows)["Tổ 2"] == "?"


def test_a_ward_with_the_number_of_one_hamlet_is_no_title_of_rows_below() -> None:
    rows: Rows = [HEADER, [1, "Phường Trần Phú; 8", ""], [2, "Phường Trần Phú; 9", 6]]
    assert list(wards(rows)) == ["Phường Trần Phú; 8", "Phường Trần Phú; 9"]


@pytest.mark.parametrize("header", ["Xã, phường, thôn, TDP", "Xã, phường/ Thôn, TDP", "Thôn (xã), phường"])
def test_a_header_of_both_levels_leaves_it_to_the_cells(header: str) -> None:
    assert name_field(header, VOCABULARY) == ("unit", True)
    rows: Rows = [[header, "Số hộ"], ["Phường Trần Phú"], ["Tổ 1", 5], ["Tổ 2", ""], ["Tổ 3", 7]]
    (table,) = read_tables("a.xlsx", [sheet(rows, "Sheet1")], KNOWN)
    assert [row.cells["hamlet"] for row in table.units()] == ["Tổ 1", "Tổ 2", "Tổ 3"]


def test_all_wards_together_are_none() -> None:
    assert (
        find_title_ward(["PHÂN LOẠI XÃ, PHƯỜNG AN TOÀN VỀ ANTT", "Phường Trần Phú"], KNOWN)
        == "Phường Trần Phú"
    )
    assert find_title_ward(["Các xã, phường Trần Phú"], KNOWN) == "phường Trần Phú"


def test_a_town_is_no_commune() -> None:
    assert find_title_ward(["CÔNG AN THỊ XÃ SƠN TÂY"], KNOWN) == ""
    assert find_title_ward(["UBND XÃ SƠN TÂY"], KNOWN) == "XÃ SƠN TÂY"


GROUP: Rows = [
    ["STT", "Tên thôn, TDP", "Nguồn tin", "", "", "Ghi chú"],
    ["", "", "Tổng số", "Hình sự", "Khác", ""],
    [1, "Tổ 1", 5, 2, 3, ""],
    [2, "Tổ 2", 7, 7, 0, ""],
]


@pytest.mark.parametrize("whole", ["Tổng số", "Tổng cộng", "Cả năm"])
@pytest.mark.parametrize("parts", [["Hình sự", "Khác"], ["ANTT", "Kinh tế"], ["Quý I", "Quý II"]])
def test_of_a_number_and_its_parts_the_number_is_read(whole: str, parts: list[str]) -> None:
    rows: Rows = [GROUP[0], ["", "", whole, *parts, ""], *GROUP[2:]]
    (table,) = read_tables("a.xlsx", [sheet(rows, "Sheet1")], KNOWN)
    assert not table.problems
    assert [row.values for row in table.units()] == [{"tips": 5}, {"tips": 7}]


def test_a_sum_below_the_header_is_no_part_of_it() -> None:
    rows: Rows = [["STT", "Thôn", "Số tin", "Số hộ"], ["", "Tổng số", "", ""], [1, "Thôn 1", 5, 7]]
    (table,) = read_tables("a.xlsx", [sheet(rows, "Sheet1")], KNOWN)
    assert table.header_rows == (1,)


def test_a_tick_below_not_yet_judged_is_no_result() -> None:
    rows: Rows = [
        ["Thôn", "Kết quả", "", ""],
        ["", "Đạt", "Không đạt", "Chưa xét"],
        *(["Thôn 1", "x", "", ""], ["Thôn 2", "", "x", ""], ["Thôn 3", "", "", "x"]),
    ]
    (table,) = read_tables("a.xlsx", [sheet(rows, "Sheet1")], KNOWN)
    assert not table.problems
    assert [row.values for row in table.units()] == [{"meets_standard": 1}, {"meets_standard": 0}, {}]


YEARS: Rows = [
    ["Thôn", "Năm 2017", "Năm 2018"],
    *(["Thôn 1", "Đạt", "Không đạt"], ["Thôn 2", "Không đạt", "Đạt"], ["Thôn 3", "Đạt", ""]),
]


def test_words_of_results_below_years_are_the_results_of_these_years() -> None:
    (table,) = read_tables("a.xlsx", [sheet(YEARS, "Sheet1")], KNOWN, year=2018)
    assert not table.problems
    assert [row.values.get("meets_standard") for row in table.units()] == [0, 1, None]


def test_ticks_below_years_are_asked_about() -> None:
    rows: Rows = [YEARS[0], ["Thôn 1", "x", ""], ["Thôn 2", "", "x"], ["Thôn 3", "x", "x"]]
    (table,) = read_tables("a.xlsx", [sheet(rows, "Sheet1")], KNOWN, year=2018)
    assert not any(row.values for row in table.units())
    assert table.problems


def test_the_header_in_another_language_begins_no_table() -> None:
    rows: Rows = [
        ["STT", "Thôn", "Kết quả", "Số tin"],
        ["No", "Hamlet", "Status", ""],
        [1, "Thôn 1", "Đạt", 2],
    ]
    (table,) = read_tables("a.xlsx", [sheet(rows, "Sheet1")], KNOWN)
    assert [row.values for row in table.units()] == [{"meets_standard": 1, "tips": 2}]


@pytest.mark.parametrize("name", ["1.2. Xã Tịnh Khê", "1.2 Tịnh Khê", "2.1) X. Tịnh Khê"])
def test_a_ward_may_have_a_number_of_two_parts_before_it(name: str) -> None:
    rows: Rows = [HEADER, ["", "1.1. Phường Trần Phú"], [1, "Tổ 1", 5], [name], [1, "Thôn 1", 6]]
    assert wards(rows)["Thôn 1"].endswith("Tịnh Khê")


def test_a_sum_may_say_of_how_many() -> None:
    rows: Rows = [HEADER, ["", "Tổng 95 thôn, TDP", 11], ["", "Phường Trần Phú"], [1, "Tổ 1", 5]]
    assert wards(rows) == {"Tổ 1": "Phường Trần Phú"}


@pytest.mark.parametrize("first", ["3", "Thôn 3"])
def test_a_number_without_data_is_not_taken_for_the_ward_of_that_number(first: str) -> None:
    known = VOCABULARY.know_wards(["3", "Tà Nung"])
    rows: Rows = [["Thôn", "Kết quả"], ["Xã Tà Nung"], ["Thôn 1", "Đạt"], [first, ""], ["Thôn 2", "Đạt"]]
    (table,) = read_tables("a.xlsx", [sheet(rows, "Sheet1")], known)
    assert [row.cells["hamlet"] for row in table.units()] == ["Thôn 1", first, "Thôn 2"]


def test_a_column_of_wards_with_mostly_other_names_is_that_of_hamlets() -> None:
    rows: Rows = [["Đơn vị hành chính", "Số hộ"], ["Nghĩa An"], ["Mỹ Lai", 5], ["Cổ Lũy", 6], ["An Phú", 7]]
    assert wards(rows) == {"Mỹ Lai": "Nghĩa An", "Cổ Lũy": "Nghĩa An", "An Phú": "Nghĩa An"}
    (table,) = read_tables(
        "a.xlsx",
        [sheet([["Phường", "Số hộ"], ["Tran Phu", 5], ["Tinh Khe", 6], ["Nghia An", 7]], "Sheet1")],
        KNOWN,
    )
    assert [row.cells["ward"] for row in table.units()] == ["Tran Phu", "Tinh Khe", "Nghia An"]


def test_a_letter_with_an_apostrophe_is_no_kind_of_a_ward() -> None:
    rows: Rows = [HEADER, ["", "Xã Tịnh Khê"], [1, "P’Ré", 5], [2, "Thôn 1", 6]]
    assert wards(rows)["Thôn 1"] == "Xã Tịnh Khê"


@pytest.mark.parametrize("name", ["P1", "P.1", "P 01", "Phường 01"])
def test_a_sheet_may_be_called_with_letter_and_number_of_a_ward(name: str) -> None:
    numbered = VOCABULARY.know_wards(["1", "2", "11"])
    (table,) = read_tables("a.xlsx", [sheet([HEADER, [1, "Tổ 1", 5]], name)], numbered)
    assert make_keys(table.title_ward, "ward")[0] == make_keys("Phường 1", "ward")[0]


def test_a_colon_may_stand_before_the_name_of_a_ward() -> None:
    assert find_title_ward(["Tên xã: Tịnh Khê"], KNOWN) == "xã Tịnh Khê"


@pytest.mark.parametrize(
    ("header", "field"),
    [("KETQUA", "meets_standard"), ("SOTIN", "tips"), ("SOHO", "households"), ("KP", "hamlet")],
)
def test_headers_may_be_written_together_as_names_of_fields_are(header: str, field: str) -> None:
    assert name_field(header, VOCABULARY) == (field, True)


@pytest.mark.parametrize(("name", "year"), [("2017", 2017), ("ANTT 2017", 2017), ("BC 15-01-2017", None)])
def test_the_name_of_a_sheet_may_be_a_year(name: str, year: int | None) -> None:
    (table,) = read_tables("a.xlsx", [sheet([HEADER, [1, "Tổ 1", 5]], name)], KNOWN)
    assert table.title_year == year


def test_a_cell_of_thousands_of_digits_is_no_number() -> None:
    rows: Rows = [HEADER, ["9" * 5000, "9" * 5000, "9" * 5000], [2, "Tổ 1", 5]]
    (table,) = read_tables("a.xlsx", [sheet(rows, "Sheet1")], KNOWN)
    assert [bool(row.problems) for row in table.units()] == [True, False]


@pytest.mark.parametrize("code", ["21253 001", "21253.001", "21253001"])
def test_a_code_may_have_a_blank_before_the_number_of_the_hamlet(code: str) -> None:
    (table,) = read_tables("a.xlsx", [sheet([["Mã thôn", "Kết quả"], [code, "Đạt"]])], KNOWN)
    (row,) = table.units()
    assert row.cells["code"] == "21253001"
    assert not row.problems


def test_the_sum_of_all_quarters_is_no_year() -> None:
    assert not name_field("Cả năm", VOCABULARY)[1]
    assert name_field("Năm", VOCABULARY) == ("year", True)
