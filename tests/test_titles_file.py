"""The name of a file says the ward of its hamlets only where nothing in it does."""

from __future__ import annotations

from pathlib import PurePath

import pytest
from test_tables import VOCABULARY, Rows, sheet

from geo.clerks.tables import read_tables
from geo.clerks.titles import find_title_ward
from geo.clerks.titles_file import find_name_ward

KNOWING = VOCABULARY.know_wards(
    ["Trần Phú", "Tịnh An", "Tịnh Ấn Đông", "Nghĩa Lộ", "1"], "thành phố Quảng Ngãi"
)
ROWS: Rows = [["Thôn", "Kết quả"], ["Thôn 1", "Đạt"]]


@pytest.mark.parametrize(
    ("file", "ward"),
    [
        ("Phường Trần Phú.xlsx", "Trần Phú"),
        ("Bao cao phuong Tran Phu 2018.xlsx", "Trần Phú"),
        ("ANTT_P_TranPhu_2018.xls", "Trần Phú"),
        ("2018-xã-Tịnh-Ấn-Đông.csv", "Tịnh Ấn Đông"),
        ("x. tinh an.ods", "Tịnh An"),
        ("Tran Phu 2018.xlsx", "Trần Phú"),
        ("bao cao Tran Phu.xlsx", ""),
        ("phường Trần Phú, phường Nghĩa Lộ.xlsx", ""),
        ("bang tong hop 1.xlsx", ""),
        ("xa hoi.xlsx", ""),
    ],
)
def test_a_ward_is_found_in_the_name_of_a_file(file: str, ward: str) -> None:
    assert find_name_ward(PurePath(file).stem, KNOWING) == ward


@pytest.mark.parametrize("name", ["TranPhu", "Tran Phu", "1. P. Tran Phu", "13.Trần Phú"])
def test_the_name_of_a_sheet_says_the_ward_without_accents_and_before_that_of_the_file(name: str) -> None:
    tables = read_tables("Phường Nghĩa Lộ.xlsx", [sheet(ROWS, name), sheet(ROWS, "Sheet2")], KNOWING)
    assert [table.title_ward for table in tables] == ["Trần Phú", ""]


def test_a_ward_that_is_a_number_is_found_with_its_kind() -> None:
    known = VOCABULARY.know_wards(["12", "Trần Phú"], "", ["phường", "phường"])
    assert find_name_ward("Phuong 12", known) == "phường 12"
    assert not find_name_ward("12", known)


def tell_ward(rows: Rows, name: str = "Sheet1") -> str:
    return read_tables("Phường Trần Phú.xlsx", [sheet(rows, name)], KNOWING)[0].title_ward


def test_what_the_file_holds_comes_before_its_name() -> None:
    assert tell_ward(ROWS) == "Trần Phú"
    assert tell_ward([["PHƯỜNG NGHĨA LỘ"], *ROWS]) == "PHƯỜNG NGHĨA LỘ"
    assert tell_ward(ROWS, "P. Nghĩa Lộ") == "P. Nghĩa Lộ"
    assert tell_ward([[*ROWS[0], "Phường"], [*ROWS[1], ""]]) == ""
    assert tell_ward([ROWS[0], ["Phường Nghĩa Lộ", ""], ROWS[1]]) == ""


@pytest.mark.parametrize(
    "words", ["Người lập: Công an xã {}", "Nơi nhận: UBND phường {}", "TM. UBND PHƯỜNG {}"]
)
def test_who_wrote_or_gets_a_table_is_not_its_ward(words: str) -> None:
    rows = [["Thôn", "Kết quả", ""], ["Thôn 1", "Đạt", ""]]
    (table,) = read_tables("a.xlsx", [sheet([[words.format("Nghĩa Lộ")], *rows])], KNOWING)
    assert not table.title_ward


@pytest.mark.parametrize(
    ("title", "tab", "file", "asked"),
    [
        ("PHƯỜNG NGHĨA LỘ", "Trần Phú", "a.xlsx", True),
        ("PHƯỜNG NGHĨA LỘ", "Sheet1", "Phuong Tran Phu 2018.xlsx", True),
        ("Năm 2018", "TranPhu", "phường Nghĩa Lộ.xlsx", True),
        ("PHƯỜNG NGHĨA LỘ", "Nghia Lo", "Phuong Nghia Lo.xlsx", False),
        ("Công an phường Trần Phú gửi phường Nghĩa Lộ", "Nghĩa Lộ", "a.xlsx", False),
        ("PHƯỜNG NGHĨA LÔ", "Nghĩa Lộ", "a.xlsx", False),
    ],
)
def test_title_sheet_and_file_of_different_wards_are_asked_about(
    title: str, tab: str, file: str, *, asked: bool
) -> None:
    (table,) = read_tables(file, [sheet([[title], *ROWS], tab)], KNOWING)
    assert any("Nghĩa Lộ" in one.what_vi and "Trần Phú" in one.what_en for one in table.problems) == asked


def test_wards_in_a_column_or_between_the_rows_need_no_title() -> None:
    column: Rows = [["PHƯỜNG NGHĨA LỘ"], [*ROWS[0], "Phường"], [*ROWS[1], "Phường Trần Phú"]]
    between: Rows = [["PHƯỜNG NGHĨA LỘ"], ROWS[0], ["Phường Trần Phú", ""], ROWS[1]]
    for rows in (column, between):
        assert not read_tables("a.xlsx", [sheet(rows, "Trần Phú")], KNOWING)[0].problems


def test_a_year_behind_a_ward_without_accents_may_be_the_end_of_the_name_of_another() -> None:
    """Hòa Khánh in the year 2018, or Hòa Khánh Nam: nobody can tell."""
    known = VOCABULARY.know_wards(["Hòa Khánh", "Hòa Khánh Nam"], kinds=["phường"] * 2)
    assert find_name_ward("Bao cao Phuong Hoa Khanh nam 2018", known) == ""
    assert find_name_ward("Hoa Khanh nam 2018", known) == ""
    assert find_name_ward("2018 Hoa Khanh Nam", known) == "phường Hòa Khánh Nam"
    assert find_name_ward("Bao cao Phuong Hoa Khanh Nam", known) == "phường Hòa Khánh Nam"
    assert find_title_ward(["Báo cáo phường Hòa Khánh nam 2018"], known) == ""
    assert find_title_ward(["Báo cáo phường Hòa Khánh năm 2018"], known) == "phường Hòa Khánh"
    assert find_title_ward(["Báo cáo phường Hòa Khánh Nam năm 2018"], known) == "phường Hòa Khánh Nam"


@pytest.mark.parametrize("rest", ["?ây", "Tòy:", "Tay", "tây"])
def test_a_ward_behind_which_the_name_of_a_longer_one_goes_on_damaged_is_none_for_sure(rest: str) -> None:
    known = VOCABULARY.know_wards(
        ["Phước Mỹ", "Phước Mỹ Tây", "Hòa Khánh", "Hòa Khánh Nam"], kinds=["phường"] * 4
    )
    told = find_title_ward([f"Báo cáo phường Phước Mỹ {rest}"], known)
    assert told == ("phường Phước Mỹ tây" if rest == "tây" else "")


@pytest.mark.parametrize(("ward", "rest"), [("Hòa Khánh", "N?m"), ("Tân Tiến", "?"), ("Tân Tiến", "\ufffd")])
def test_a_lost_letter_may_be_any(ward: str, rest: str) -> None:
    names = ["Hòa Khánh", "Hòa Khánh Nam", "Tân Tiến", "Tân Tiến B"]
    known = VOCABULARY.know_wards(names, kinds=["phường"] * 4)
    assert find_title_ward([f"Đơn vị: Phường {ward} {rest}"], known) == ""


@pytest.mark.parametrize("rest", ["năm 2018", "báo cáo", "(tiếp)", "đạt chuẩn"])
def test_other_words_behind_a_ward_leave_it_what_it_is(rest: str) -> None:
    known = VOCABULARY.know_wards(["Phước Mỹ", "Phước Mỹ Tây"], kinds=["phường"] * 2)
    assert find_title_ward([f"Báo cáo phường Phước Mỹ {rest}"], known) == "phường Phước Mỹ"
