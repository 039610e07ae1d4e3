"""Values that somebody pushed to the right by inserting a cell are asked about, never read as other ones."""

from __future__ import annotations

from test_tables import VOCABULARY, Rows, read


def test_a_row_pushed_to_the_right_from_a_value_on_is_asked_about() -> None:
    rows = [
        ["Phường", "Thôn", "Số tin", "Số hộ"],
        ["Trần Phú", "Thôn 1", 7, 30],
        ["Trần Phú", "Thôn 2", None, 7, 31],
    ]
    pushed = read([*rows, ["Trần Phú", "Thôn 3", 7, None, "chưa rõ"], ["Trần Phú", "Thôn 4", None, 30]])
    assert [bool(row.problems) for row in pushed.units()] == [False, True, False, False]


def test_a_row_pushed_into_the_column_of_notes_is_asked_about() -> None:
    rows: Rows = [["Phường", "Thôn", "Số tin", "Số hộ", "Ghi chú"]]
    rows += [["Trần Phú", "Thôn 1", 7, 30, ""], ["Trần Phú", "Thôn 2", None, 7, "1.031"]]
    rows += [["Trần Phú", "Thôn 3", 7, None, "chưa rõ"], ["Trần Phú", "Thôn 4", None, 30, "sáp nhập"]]
    assert [bool(row.problems) for row in read(rows).units()] == [False, True, False, False]


def test_numbers_of_a_column_that_is_not_read_push_nothing() -> None:
    rows: Rows = [["Phường", "Thôn", "Số tin", "Số hộ", "Tỷ lệ"]]
    rows += [["Trần Phú", f"Thôn {n}", 7, 30, 98] for n in range(1, 4)]
    rows += [["Trần Phú", "Thôn 4", None, 7, 31]]
    assert not any(row.problems for row in read(rows).units())


def test_a_row_pulled_to_the_left_has_its_hamlet_in_the_column_of_serial_numbers_and_is_asked_about() -> None:
    rows: Rows = [["TT", "Thôn, TDP", "Số tin", "Số hộ"]]
    rows += [[1, "Thôn 1", 7, 30], ["Thôn 2", "1", 30], ["Thôn 2", "Hòa Bình", 7, 30], ["*", "4", 7, 30]]
    assert [bool(row.problems) for row in read(rows).units()] == [False, True, False, False]


def test_a_hamlet_pulled_into_the_column_of_wards_heads_no_rows_where_no_values_stand_either() -> None:
    known = VOCABULARY.know_wards(["Trần Phú", "Nghĩa Lộ"]).know_hamlets([("Trần Phú", "Tổ Trung Tâm")])
    rows: Rows = [["TT", "Phường", "Thôn, TDP", "Ghi chú"]]
    rows += [[n, "Phường Trần Phú", f"Tổ {n}", ""] for n in range(1, 4)]
    pulled: Rows = [[4, "Tổ 4"], [4, "Phường Trần Phú"]]
    for row in (*pulled, ["Phường Trần Phú", "Tổ 4"], ["Phường Trần Phú", "Trung Tâm"]):
        told = read([*rows, row, [5, "Phường Trần Phú", "Tổ 5", ""]], vocabulary=known).units()
        assert [bool(one.problems) for one in told] == [False, False, False, True, False]


def test_a_hamlet_pulled_into_the_column_of_serial_numbers_is_told_where_its_ticks_say_nothing() -> None:
    rows: Rows = [["TT", "Thôn, TDP", "Đạt", "Không đạt"], [1, "Tổ 1", "x", ""], ["Tổ 2", "", "", "?"]]
    assert [bool(row.problems) for row in read(rows).units()] == [False, True]


def test_a_ward_whose_name_goes_on_in_the_row_below_is_asked_about() -> None:
    known = VOCABULARY.know_wards(["Hòa Khánh", "Hòa Khánh Nam"])
    rows: Rows = [
        ["Phường", "Thôn, TDP", "Kết quả"],
        ["P. Hòa Khánh", "Tổ 1", "Đạt"],
        ["P. Hòa Khánh", "Tổ 2", "Đạt"],
    ]
    told = read([*rows, ["Nam", "", ""], ["P. Hòa Khánh", "Tổ 3", "Đạt"]], vocabulary=known).units()
    assert [bool(row.problems) for row in told if row.cells.get("hamlet")] == [False, True, False]


def test_a_gap_below_words_that_are_not_known_is_one_of_values_too() -> None:
    rows: Rows = [["TT", "Thôn, tổ dân phố", "Số ti", "Số hộ", "Tiêu chí 1"]]
    rows += [[n, f"Thôn {n}", 4, 90 + n, 15] for n in range(1, 7)]
    rows[4] = [4, "Thôn 4", None, 5, 94, 15]
    assert [bool(row.problems) for row in read(rows).units()] == [n == 4 for n in range(1, 7)]


def test_rows_pushed_from_the_name_on_show_that_others_were_pushed_too() -> None:
    rows: Rows = [["TT", "Thôn, tổ dân phố", "Số tin", "Số hộ", "Ghi chú"]]
    rows += [[n, f"Thôn {n}", 4, 90 + n, "sáp nhập" if n == 2 else None] for n in range(1, 9)]
    for n in (3, 5, 6):
        rows[n] = [n, None, *rows[n][1:4]]
    rows[7] = [7, "Thôn 7", None, 4, 97]
    assert [bool(row.problems) for row in read(rows).units()] == [n in (3, 5, 6, 7) for n in range(1, 9)]
