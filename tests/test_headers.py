"""Where the header of a clerk's table stands: units, numbers and blank rows between its rows hide none."""

from __future__ import annotations

import pytest
from test_tables import TRUTH, VOCABULARY, WORDS, read, sheet, understood

from geo.clerks.tables import read_tables
from geo.clerks.tokens import LONGEST_RUN, Words, find_words
from geo.errors import IndicatorError

TOP = ["STT", "Xã, phường", "Tên thôn, tổ dân phố", "Kết quả", "Số liệu", "", ""]
LOW = ["", "", "", "", "Số hộ", "Nhân khẩu", "Số nguồn tin"]
BODY = [
    [number, ward, hamlet, WORDS[met], households, 7, 8]
    for number, (ward, hamlet, met, households) in enumerate(TRUTH, 1)
]
FIELDS = ["serial", "ward", "hamlet", "meets_standard", "households", "population", "tips"]

BETWEEN = {
    "unit of each column": ["", "", "", "", "(hộ)", "(người)", "tin"],
    "units in one cell": ["ĐVT: hộ, người, tin"],
    "units at the end": ["", "", "", "", "", "", "Đơn vị tính: tin"],
    "percent": ["", "", "", "%", "", "", ""],
    "numbers": ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
    "nothing": [],
}


@pytest.mark.parametrize("between", BETWEEN.values(), ids=BETWEEN)
def test_a_row_between_two_header_rows_hides_none(between):
    for rows in ([TOP, between, LOW], [between, TOP, between, LOW], [TOP, LOW, between]):
        table = read([*rows, *BODY])
        assert [column.field for column in table.columns] == FIELDS
        assert understood(table) == TRUTH
        assert [row.values["population"] for row in table.units()] == [7] * len(TRUTH)


def test_labels_that_are_units_too_are_labels_below_a_group():
    top = [*TOP[:4], "Số lượng", "", ""]
    table = read([top, ["", "", "", "", "Hộ", "Khẩu", "Tin"], *BODY])
    assert [column.field for column in table.columns] == FIELDS


def test_units_below_a_group_give_way_to_the_labels_below_them():
    top = [*TOP[:4], "Số liệu", "", ""]
    table = read([top, ["", "", "", "", "(hộ)", "khẩu", "ĐVT: tin"], LOW, *BODY])
    assert table.header_rows == (1, 2, 3)
    assert [column.field for column in table.columns] == FIELDS
    assert not table.problems


def test_a_group_in_a_group_is_followed_to_its_lowest_labels():
    top = ["STT", "Xã, phường", "Tên thôn, tổ dân phố", "Kết quả", "Kết quả năm 2018", "", ""]
    table = read([top, ["", "", "", "", "Số liệu"], LOW, *BODY])
    assert [column.field for column in table.columns] == FIELDS


def test_the_header_ends_where_a_section_or_a_unit_begins():
    rows = [[*TOP[:4], "Số hộ"], ["", "", "", "", "hộ"], ["I", "", "Phường Trần Phú"]]
    (table,) = read_tables("bang.xlsx", [sheet([*rows, [1, "", "Tổ dân phố 1", "Đạt", 5]])], VOCABULARY)
    assert table.header_rows == (1, 2)
    assert [row.cells["ward"] for row in table.units()] == ["Phường Trần Phú"]


def test_kinds_in_a_label_say_more_than_that_it_is_a_name():
    table = read([["Tên KDC", "Tên phường", "KQ"], ["Tổ 1", "Trần Phú", "Đạt"]])
    assert [column.field for column in table.columns[:2]] == ["hamlet", "ward"]


def test_of_a_cell_of_thousands_of_words_not_every_run_is_looked_up() -> None:
    class Counted(dict[tuple[str, ...], str]):
        asked = 0

        def __contains__(self, run: object) -> bool:
            Counted.asked += 1
            return super().__contains__(run)

    assert find_words(("a",) * 6000, Words(Counted(), Counted())) is None
    assert 0 < Counted.asked <= 6000 * LONGEST_RUN


def test_a_lower_row_says_more_of_each_column_and_is_what_counts():
    top = ["STT", "Xã, phường", "Tên thôn, tổ dân phố", "Kết quả", "Dân số", "Nguồn tin"]
    low = ["", "", "", "Xếp loại", "Số hộ", "Số tin"]
    rows = [[*row[:5], row[6]] for row in BODY]
    for between in ([], [["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]]):
        table = read([top, low, *between, *rows])
        assert table.header_rows[:2] == (1, 2)
        assert understood(table) == TRUTH
        assert {row.values["tips"] for row in table.units()} == {8}


def test_a_lower_row_with_words_that_may_name_another_value_is_asked_about():
    top = ["Xã, phường", "Tên thôn, tổ dân phố", "Dân số"]
    (problem,) = read([top, ["", "", "Số hộ bổ sung"], ["Trần Phú", "Tổ 1", 7]]).problems
    assert "second row of the header" in problem.say("en")


def test_a_row_of_results_without_a_name_is_no_header():
    top = ["Xã, phường", "Tên thôn, tổ dân phố", "Kết quả", "Số hộ"]
    rows = [["", "", "Đạt", ""], ["Trần Phú", "Tổ 1", "Đạt", 7]]
    assert read([top, *rows]).header_rows == (1,)


@pytest.mark.parametrize("unit", ["Đơn vị tính: khu dân cư", "ĐVT: tin", "(ĐVT: thôn, TDP)"])
def test_the_unit_of_the_numbers_above_a_group_of_columns_is_no_part_of_their_header(unit: str) -> None:
    letterhead = [["UBND", "", "", "", "CỘNG HÒA XÃ HỘI"], ["CÔNG AN", "", "", "", "Độc lập - Tự do"], [""]]
    title = [["THỐNG KÊ"], ["", "", "", "", "", unit], [""]]
    header = [
        ["STT", "Phường", "Thôn", "Số tin", "", ""],
        ["", "", "", "6 tháng đầu năm", "6 tháng cuối năm", "Cả năm"],
    ]
    table = read(
        [*letterhead, *title, *header, [1, "Trần Phú", "Thôn 1", 1, 2, 3], [2, "", "Thôn 2", 2, 2, 4]]
    )
    assert table.header_rows == (7, 8)
    assert [row.values["tips"] for row in table.units()] == [3, 4]


def test_a_row_that_begins_with_a_number_is_no_header_though_its_words_head_columns():
    rows = [[number, "Phường Trần Phú", "Tổ", number, "Đạt"] for number in range(1, 5)]
    with pytest.raises(IndicatorError, match="không tìm thấy dòng tiêu đề"):
        read(rows)
    assert len(read([["STT", "Phường", "Loại", "Tên tổ", "Kết quả"], *rows]).units()) == len(rows)
