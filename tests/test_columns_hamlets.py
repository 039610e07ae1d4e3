"""Kinds of hamlets and hamlets of wards in columns of their own; headers cut by a DBF."""

from __future__ import annotations

import pytest
from test_tables import VOCABULARY, Rows, read

from geo.clerks.clerk import Correction
from geo.clerks.header_words import name_field

KNOWING = VOCABULARY.know_wards(["Trần Phú", "Nghĩa Lộ"], "thành phố Quảng Ngãi").know_hamlets(
    [
        *(("Trần Phú", f"Tổ dân phố {number}") for number in range(1, 25)),
        *(("Nghĩa Lộ", f"Tổ dân phố {number}") for number in range(1, 18)),
        ("Nghĩa Lộ", "Thôn Độc Lập"),
    ]
)


@pytest.mark.parametrize("header", ["Loại", "Loại hình", "Kiểu", ""])
def test_kinds_in_a_column_of_their_own_stand_before_the_names(header: str) -> None:
    rows: Rows = [["Xã, phường", header, "Tên thôn, TDP", "Kết quả"]]
    rows += [
        ["Trần Phú", "TDP", 1, "Đạt"],
        ["Trần Phú", "Thôn", "Độc Lập", "Đạt"],
        ["Trần Phú", "", "Tổ 3", "Đạt"],
    ]
    table = read(rows)
    assert [row.cells["hamlet"] for row in table.units()] == ["TDP 1", "Thôn Độc Lập", "Tổ 3"]
    assert "kinds of units" in table.columns[1].reason["en"]


SIDES: Rows = [
    ["Xã, phường", "Tên thôn", "Tổ dân phố", "Kết quả", "Số hộ"],
    ["Nghĩa Lộ", "Độc Lập", "", "Đạt", 10],
    ["Nghĩa Lộ", "", 1, "Đạt", 20],
    ["Nghĩa Lộ", "", "TDP 2", "Đạt", 30],
    ["", "Cộng", "", "", 60],
    ["Trần Phú", "", "02", "Đạt", 40],
]


def test_kinds_above_names_that_stand_beside_each_other_are_those_of_the_names() -> None:
    table = read(SIDES, vocabulary=KNOWING)
    names = [row.cells["hamlet"] for row in table.units()]
    assert names == ["thôn Độc Lập", "Tổ dân phố 1", "TDP 2", "Tổ dân phố 02"]
    assert not table.problems


def test_two_columns_of_names_that_are_both_filled_or_counts_are_asked_about() -> None:
    both = [*SIDES, ["Trần Phú", "An Hòa", 4, "Đạt", 50]]
    counts = [
        SIDES[0],
        ["Trần Phú", "", 24, "Đạt", 9],
        ["Nghĩa Lộ", "", 17, "Đạt", 9],
        ["Nghĩa Dũng", 5, "", "Đạt", 9],
    ]
    counts.append(["Chánh Lộ", "", 18, "Đạt", 9])
    for rows in (both, counts):
        (problem,) = read(rows, vocabulary=KNOWING).problems
        assert "Tổ dân phố" in str(problem.what_vi)


def test_a_column_with_other_words_holds_no_kinds() -> None:
    rows: Rows = [["Xã, phường", "Loại", "Tên thôn, TDP", "Kết quả"]]
    rows += [["Trần Phú", "TDP", 1, "Đạt"], ["Trần Phú", "Loại 1", 2, "Đạt"]]
    assert [row.cells["hamlet"] for row in read(rows).units()] == ["1", "2"]


@pytest.mark.parametrize("cells", [(4, "07"), ("Độc lập", 17)])
def test_a_column_that_may_name_hamlets_of_the_wards_is_asked_about(cells: tuple[object, object]) -> None:
    rows: Rows = [["Xã, phường", "Số hiệu", "Kết quả"]]
    wards = ("P. Nghĩa Lộ", "PHƯỜNG TRẦN PHÚ") if isinstance(cells[0], str) else ("Trần Phú", "Nghĩa Lộ")
    rows += [[ward, cell, "Đạt"] for ward, cell in zip(wards, cells, strict=True)]
    (problem,) = read(rows, vocabulary=KNOWING).problems
    assert problem.column == "Số hiệu"
    assert not read(rows, vocabulary=KNOWING, correction=Correction(fields={"Số hiệu": "other"})).problems


def test_a_ward_that_is_misspelt_takes_no_doubt_away() -> None:
    rows: Rows = [["Xã, phường", "Cụm", "Kết quả"], ["P. Tràn Phú", 1, "Đạt"], ["P. Trần Phú", 2, "Đạt"]]
    (problem,) = read(rows, vocabulary=KNOWING).problems
    assert problem.column == "Cụm"


@pytest.mark.parametrize("cells", [(4, 25), (0, 3), ("tốt", "khá")])
def test_a_column_that_can_name_no_hamlets_of_the_wards_is_left_alone(cells: tuple[object, object]) -> None:
    rows: Rows = [["Xã, phường", "Số hiệu", "Kết quả"]]
    rows += [[ward, cell, "Đạt"] for ward, cell in zip(("Trần Phú", "Nghĩa Lộ"), cells, strict=True)]
    assert not read(rows, vocabulary=KNOWING).problems


@pytest.mark.parametrize(
    ("header", "field"),
    [("TENXAPHUON", "ward"), ("TEN_XA_PHU", "ward"), ("Ten_To_Dan", "hamlet"), ("so_nguon_t", "tips")],
)
def test_a_header_cut_by_a_dbf_is_what_it_was(header: str, field: str) -> None:
    assert name_field(header, VOCABULARY) == (field, True)


def test_a_header_that_a_dbf_may_have_cut_from_several_is_none_of_them() -> None:
    assert "ket_qua_ph" in VOCABULARY.cut
    assert all(len(start) == 10 for start in VOCABULARY.cut)
    assert not name_field("TENXAPHU", VOCABULARY)[1]
