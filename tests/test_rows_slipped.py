"""Values that somebody pushed to the right by inserting a cell are asked about, never read as other ones."""

from __future__ import annotations

from test_tables import Rows, read


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
    rows += [["Trần Phú", "Thôn 1", 7, 30, ""], ["Trần Phú", "Thôn 2", None, 7, "31"]]
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
