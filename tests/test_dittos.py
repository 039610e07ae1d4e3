"""A mark for the cell above is that cell; what only looks like the name of a ward is no ward."""

from __future__ import annotations

import pytest
from test_tables import HEADER, VOCABULARY, plain, read, reasons, understood

from geo.clerks.tokens import ditto_key

KNOWING = VOCABULARY.know_wards(["Trần Phú", "Tịnh Ấn Đông", "Nghĩa Lộ"], "thành phố Quảng Ngãi")


@pytest.mark.parametrize("mark", ["nt", "N.T", "-nt-", "Như trên", '"', "″", "〃", "”", "''", "//", '- " -'])
def test_a_mark_below_a_ward_is_that_ward(mark: str) -> None:
    rows = plain()
    above = ""
    for row in rows[1:]:
        above, row[1] = row[1], mark if row[1] == above else row[1]
    assert understood(read(rows)) == understood(read(plain()))


def test_a_mark_takes_the_ward_of_a_unit_not_that_of_a_header_between() -> None:
    rows = plain()
    rows[2][1] = "nt"
    rows.insert(2, list(HEADER))
    assert understood(read(rows)) == understood(read(plain()))


def test_a_mark_with_nothing_above_it_stands_as_it_is() -> None:
    rows = plain()
    rows[1][1] = "nt"
    assert read(rows).units()[0].cells["ward"] == "nt"


@pytest.mark.parametrize("right", ["", "TRƯỞNG CÔNG AN"])
def test_words_below_signatures_are_no_marks(right: str) -> None:
    rows = plain()
    above = ""
    for row in rows[1:]:
        above, row[1] = row[1], "" if row[1] == above else row[1]
    rows += [["", "Nơi nhận:", "", ""], ["", "- Như trên;", "", right], ["", "- Lưu: VT.", "", ""]]
    assert understood(read(rows)) == understood(read(plain()))


@pytest.mark.parametrize("mark", ["nt", "-nt-", "như trên", '"'])
def test_a_mark_among_results_is_the_result_of_the_unit_right_above(mark: str) -> None:
    rows = plain()
    above = ""
    for row in rows[1:]:
        above, row[3] = row[3], mark if row[3] == above else row[3]
    assert any(row[3] == mark for row in rows)
    assert understood(read(rows)) == understood(read(plain()))


@pytest.mark.parametrize(
    "between", [["", "", "", ""], ["", "", "Phường Trần Phú", "Không đạt"], [3, "", "", "Đạt"]]
)
def test_a_mark_below_no_result_of_a_unit_is_refused(between: list[object]) -> None:
    rows = plain()[:2]
    rows += [between if any(between) else [*plain()[2][:3], ""], [*plain()[3][:3], "nt"]]
    assert "nt" in read(rows, vocabulary=KNOWING).units()[-1].problems[0].say()


def test_marks_are_not_read_where_the_table_was_sorted() -> None:
    rows = [[number, *row[1:3], "nt"] for number, row in zip((1, 4, 2, 5), plain()[1:5], strict=True)]
    rows[0][3] = "Đạt"
    table = read([HEADER, *rows])
    assert [bool(row.problems) for row in table.units()] == [False, True, True, True]


def test_a_mark_among_numbers_is_not_read() -> None:
    rows = [[*row, 7] for row in plain()]
    rows[0][4], rows[2][4] = "Số hộ", "nt"
    (problem,) = read(rows).units()[1].problems
    assert "nt" in problem.say()


def test_a_dash_is_no_mark() -> None:
    assert not {ditto_key(text) for text in ("-", "–", "...", "")} & VOCABULARY.dittos


@pytest.mark.parametrize("header", ["Ấp, khóm", "Buôn, thôn, TDP", "Bản, tiểu khu", "Thôn, làng, tổ dân phố"])
def test_a_header_may_list_what_it_heads(header: str) -> None:
    rows = plain()
    rows[0][2] = header
    assert understood(read(rows)) == understood(read(plain()))


def test_the_first_row_of_a_header_repeated_alone_begins_no_table() -> None:
    top, below = ["TT", "Xã, phường", "Thôn", "Năm 2018", ""], ["", "", "", "Kết quả", "Số hộ"]
    numbers = ["(1)", "(2)", "(3)", "(4)", "(5)"]
    rows = [top, below, numbers, *plain()[1:4], top, numbers, *plain()[4:]]
    assert understood(read(rows)) == understood(read(plain()))


@pytest.mark.parametrize("text", ["Phường Trần Phú - Tổ 9", "K.P 1 Đông", "P 1h"])
def test_a_row_of_values_is_no_ward_that_nobody_knows(text: str) -> None:
    rows = plain()
    rows[3][2] = text
    table = read(rows, vocabulary=KNOWING)
    assert text in [row.cells["hamlet"] for row in table.units()]


def test_a_ward_with_its_hamlet_in_one_cell_heads_no_block() -> None:
    rows = [["Thôn, tổ dân phố", "Kết quả"], ["Phường Trần Phú - Tổ 9", ""], ["Phường Nghĩa Lộ, Tổ 2", "Đạt"]]
    assert len(read(rows, vocabulary=KNOWING).units()) == len(rows) - 1


def test_an_unknown_ward_with_sums_still_ends_the_block_above_it() -> None:
    rows = [
        ["Thôn, tổ dân phố", "Kết quả", "Số hộ"],
        ["Phường Trần Phú", "", 200],
        ["Tổ 1", "Đạt", 120],
        ["Phường Lạ", "", 300],
        ["Tổ 1", "Đạt", 300],
    ]
    wards = [row.cells.get("ward", "") for row in read(rows, vocabulary=KNOWING).units()]
    assert wards == ["Phường Trần Phú", "Phường Lạ", "Phường Lạ"]


def test_what_is_carried_to_the_next_page_is_a_sum() -> None:
    rows = [*plain()[:3], ["", "Cộng trang", "", "", 9], ["", "Mang sang", "", "", 9], *plain()[3:]]
    assert list(reasons(read(rows)).values()).count("dòng cộng") == 2


def test_plus_and_dash_alone_are_asked_about() -> None:
    rows = plain()
    for row, sign in zip(rows[1:], "+-+++-+", strict=True):
        row[3] = sign
    (problem,) = read(rows).problems
    assert "+" in problem.say()
    assert "Kết quả" in problem.say()


LIKE_HEADERS = VOCABULARY.know_wards(["An Bình", "Tự An"], "thành phố Dĩ An")


@pytest.mark.parametrize("result", ["Đạt", "Không đạt", ""])
@pytest.mark.parametrize("ward", ["Phường An Bình", "PHƯỜNG TỰ AN"])
def test_wards_and_hamlets_made_of_words_of_headers_are_no_header(ward: str, result: str) -> None:
    names = ["Thôn An Toàn", "Tổ dân phố An Ninh", "Thôn Bình An", "Thôn Gia Đình"]
    rows = [["", "Xã, phường", "Thôn", "Kết quả"], *(["", ward, name, result] for name in names)]
    table = read(rows, vocabulary=LIKE_HEADERS)
    assert [row.cells["hamlet"] for row in table.units()] == names
    # A column without any result is asked about, and nothing else is.
    assert [problem.column for problem in table.problems] == ([] if result else ["Kết quả"])


def test_a_mark_below_such_a_ward_is_that_ward() -> None:
    rows = [["Phường", "Thôn", "Kết quả"], ["Phường Tự An", "Thôn 1", "Đạt"], ["nt", "Thôn 2", "Đạt"]]
    assert [row.cells["ward"] for row in read(rows, vocabulary=LIKE_HEADERS).units()] == ["Phường Tự An"] * 2


def test_marks_below_an_empty_cell_are_not_the_ward_further_up() -> None:
    rows = [
        list(HEADER),
        [1, "Trần Phú", "Tổ 1", "Đạt", 5],
        [2, "", "Tổ 1", "Đạt", 5],
        [3, "nt", "Tổ 2", "Đạt", 5],
    ]
    assert [row.cells.get("ward") for row in read(rows).units()][2] == "nt"


def test_a_mark_takes_the_ward_of_a_row_whose_name_is_missing() -> None:
    rows = [list(HEADER), [1, "Phường Trần Phú", "Tổ 1", "Đạt", 5], [2, "Phường Nghĩa Lộ", "", "Đạt", 5]]
    rows.append([3, "nt", "Tổ 2", "Đạt", 5])
    assert read(rows, vocabulary=KNOWING).units()[-1].cells["ward"] == "Phường Nghĩa Lộ"
