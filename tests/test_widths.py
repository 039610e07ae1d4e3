"""A spreadsheet made from a file with fields has names that end where the longest of their column does."""

from __future__ import annotations

import pytest
from test_tables import VOCABULARY, Rows, read

KNOWING = VOCABULARY.know_wards(["Trần Phú", "Trần Hưng Đạo", "Vĩnh Thạnh", "Vĩnh Thạnh Đông"]).know_hamlets(
    [("Trần Phú", "Tổ dân phố 1"), ("Vĩnh Thạnh", "Ấp Đông"), ("Vĩnh Thạnh Đông", "Ấp Đông Bình")]
)


def read_room(*names: tuple[str, str]) -> list[dict[str, int]]:
    """What is told of the room of each row's hamlet and ward."""
    rows: Rows = [["Xã, phường", "Tên thôn, tổ dân phố", "Kết quả"]]
    rows += [[ward, hamlet, "Đạt"] for ward, hamlet in names]
    return [dict(row.room) for row in read(rows, vocabulary=KNOWING).units()]


def test_a_name_that_ends_where_a_cut_one_does_has_no_room() -> None:
    told = read_room(("Phường Trần Hưn", "Tổ 1"), ("Xã Vĩnh Thạnh", "Ấp Đông"), ("Phường Trần Phú", "Tổ 2"))
    assert told == [{"ward": 0}, {"ward": 2}, {"ward": 0}]


def test_the_blank_at_which_a_name_was_cut_shows_that_it_was() -> None:
    assert read_room(("Xã Vĩnh Thạnh ", "Ấp Đông"), ("Xã Vĩnh Thạnh ", "Ấp Tây")) == [{"ward": 1}] * 2


def test_a_column_padded_with_blanks_leaves_its_names_their_room() -> None:
    told = read_room(("Xã Vĩnh Thạnh".ljust(30), "Ấp Đông"), ("Phường Trần Phú".ljust(30), "Tổ 1"))
    assert told == [{"ward": 17}, {"ward": 15}]


def test_the_name_of_a_hamlet_may_show_the_width_of_its_column() -> None:
    assert read_room(("Xã Vĩnh Thạnh", "Ấp Đông B"), ("Xã Vĩnh Thạnh", "Ấp Đông"))[1] == {"hamlet": 2}


@pytest.mark.parametrize("ward", ["Phường Trần Hưng Đạo", "Phường Khác", "phuong tran hung dao", "Trần Phú"])
def test_names_that_are_whole_or_unknown_tell_no_width(ward: str) -> None:
    assert read_room((ward, "Tổ dân phố 1"), ("Trần Phú", "Tổ dân phố 1")) == [{}, {}]


def test_a_ward_that_stands_once_for_its_block_is_as_long_for_all_rows() -> None:
    told = read_room(
        *[("Xã Vĩnh Thạnh ", "Thôn 1"), ("", "Thôn 2"), ("Phường Trần", "Thôn 1"), ("", "Thôn 2")]
    )
    assert [room.get("ward") for room in told] == [1, 1, 3, 3]


def test_where_blanks_stand_behind_results_they_were_typed() -> None:
    header = ["Xã, phường", "Tên thôn, tổ dân phố", "Kết quả"]
    rows: Rows = [header, ["Xã Vĩnh Thạnh ", "Ấp Đông", "Đạt "], ["Xã Vĩnh Thạnh", "Ấp Tây", "Đạt"]]
    assert [dict(row.room) for row in read(rows, vocabulary=KNOWING).units()] == [{}, {}]


def test_words_between_the_rows_have_no_width() -> None:
    told = read_room(
        ("Khu dân cư đạt tiêu chuẩn: 2", ""), ("Xã Vĩnh Thạnh ", "Ấp Đông"), ("Xã Khác", "Ấp Tây")
    )
    assert [room.get("ward") for room in told] == [-14, 1, 7]
