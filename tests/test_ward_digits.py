"""0 and 1 below “Đạt” and “Không đạt” of wards are asked about: one hamlet that failed is no such ward."""

from __future__ import annotations

import pytest
from test_tables import VOCABULARY, Rows, read

from geo.clerks.clerk import Correction
from geo.clerks.value_words import list_unknown

WARDS = ["Phường Trần Phú", "Phường Nghĩa Lộ", "Xã Tịnh Khê", "Xã Tịnh Ấn Đông"]
PAIRS: list[tuple[object, object]] = [(1, 0), (1, None), (0, 1), ("1", "0")]


def lay(header: list[object], cells: list[tuple[object, ...]], names: list[str] = WARDS) -> Rows:
    return [
        ["STT", "Xã, phường", *header],
        *([number, name, *row] for number, (name, row) in enumerate(zip(names, cells, strict=True), 1)),
        ["", "Tổng cộng", *(3 for _ in header)],
    ]


def values(rows: Rows, **correction: object) -> list[float | None]:
    table = read(rows, correction=Correction(**correction))  # type: ignore[arg-type]
    assert not table.problems
    return [row.values.get("meets_standard") for row in table.units()]


@pytest.mark.parametrize(
    "header", [["Đạt", "Không đạt"], ["Đạt chuẩn", "Chưa đạt chuẩn"], ["Kết quả", "Không đạt"]]
)
def test_a_pair_of_digits_in_a_table_of_wards_is_asked_about(header: list[object]) -> None:
    rows = lay(header, PAIRS)
    assert values(rows) == [None] * 4
    table = read(rows)
    assert all("có thể là số thôn" in row.problems[0].say() for row in table.units())
    assert {(one.header, one.word) for one in list_unknown([table])} == {
        (header[0], "1"),
        (header[0], "0"),
        (header[1], "1"),
    }


@pytest.mark.parametrize("header", ["Đạt", "Không đạt", "Đạt tiêu chuẩn"])
def test_so_is_one_column_whose_header_is_itself_a_result(header: str) -> None:
    assert values(lay([header], [(1,), (0,), (1,), (1,)])).count(None) == 4


def test_one_count_among_them_does_not_make_the_others_ticks() -> None:
    assert values(lay(["Đạt", "Không đạt"], [(1, 0), (1, 0), (0, 1), (1, 2)])) == [None] * 4


def test_a_person_says_that_they_are_ticks_by_a_word_or_by_the_way_of_writing() -> None:
    rows, told = lay(["Đạt", "Không đạt"], PAIRS), [1.0, 1.0, 0.0, 1.0]
    assert values(rows, words={"Đạt": {"1": "met"}}) == told
    assert values(rows, words={"Không đạt": {"1": "not_met"}}) == told
    assert values(rows, styles={"Đạt": "status"}) == told
    assert values(rows, styles={"Không đạt": "tick"}) == told


def test_a_column_of_counts_that_is_not_read_leaves_the_other_in_doubt() -> None:
    rows = lay(["Đạt", "Không đạt"], [(7, 0), (9, 1), (6, 0), (8, 1)])
    table = read(rows, correction=Correction(fields={"Đạt": "other"}))
    assert [row.values for row in table.units()] == [{}] * 4
    assert [one.word for one in list_unknown([table])] == ["1"]


@pytest.mark.parametrize(
    "rows",
    [
        lay(["Đạt", "Không đạt"], [(1, 0), (1, 0), (0, 1), ("x", "")]),
        lay(["Đạt", "Không đạt"], [(1, ""), (1, ""), ("", "x"), (1, "")]),
        lay(["Kết quả"], [(1,), (1,), (0,), (1,)]),
        lay(["Đạt/Không đạt"], [(1,), (1,), (0,), (1,)]),
    ],
)
def test_a_word_a_sign_or_a_header_of_results_shows_that_they_are_results(rows: Rows) -> None:
    assert values(rows) == [1.0, 1.0, 0.0, 1.0]


def test_hamlets_have_no_counts_of_hamlets() -> None:
    rows = lay(["Đạt", "Không đạt"], PAIRS)
    rows[0][0] = "Thôn"
    for number, row in enumerate(rows[1:5], 1):
        row[0] = f"Thôn {number}"
    assert values(rows) == [1.0, 1.0, 0.0, 1.0]


def test_wards_in_a_column_of_hamlets_are_wards() -> None:
    rows = lay(["Đạt", "Không đạt"], PAIRS)
    rows[0][1:2] = ["Mã", "Đơn vị"]
    rows = [rows[0], *([*row[:1], f"2100{n}", *row[1:]] for n, row in enumerate(rows[1:]))]
    assert values(rows, words={}) == [None] * 4


@pytest.mark.parametrize("whole", ["Số thôn", "Tổng số thôn, TDP", "Tổng số"])
def test_beside_the_number_of_hamlets_they_are_counts_and_no_results(whole: str) -> None:
    rows = lay([whole, "Đạt", "Không đạt"], [(9, 8, 1), (5, 5, 0), (7, 6, None), (4, 2, 2)])
    table = read([*rows[:-1], ["", "Tổng cộng", 25, 21, 3]])
    assert not table.problems
    assert not any(row.values for row in table.units())


@pytest.mark.parametrize("cells", [[(9, 1, 0), (5, 0, 1), (7, 1, 0), (4, 1, 0)], [(3, 8, 1), (5, 5, 0)] * 2])
def test_beside_it_they_are_asked_about_where_they_may_be_anything_else(
    cells: list[tuple[object, ...]],
) -> None:
    table = read(lay(["Số thôn", "Đạt", "Không đạt"], cells))
    assert table.problems or all(row.problems for row in table.units())


@pytest.mark.parametrize("header", [["Thôn"], ["Thôn", "Xã"]])
def test_a_hamlet_called_like_a_ward_is_no_ward_below_the_word_for_hamlets(header: list[object]) -> None:
    names = ["Trần Phú", "Tịnh Khê", "Nghĩa An"]
    rows = [
        [name, *["Xã Tịnh Khê"] * (len(header) - 1), *cells]
        for name, cells in zip(names, PAIRS, strict=False)
    ]
    known = VOCABULARY.know_wards(names)
    table = read([[*header, "Đạt", "Không đạt"], *rows], vocabulary=known)
    assert [row.values.get("meets_standard") for row in table.units()] == [1.0, 1.0, 0.0]
    assert not any(row.problems for row in table.units())


@pytest.mark.parametrize("header", [["Số KDC", "KDC đạt", "Kết quả"], ["Kết quả", "Số TDP"]])
def test_numbers_of_hamlets_beside_wards_that_stand_once_are_no_names_of_hamlets(
    header: list[object],
) -> None:
    cells = [tuple("Đạt" if one == "Kết quả" else 24 - at for one in header) for at in range(4)]
    assert values(lay(header, cells)) == [1.0] * 4
    assert "hamlet" not in {column.field for column in read(lay(header, cells)).columns}


def test_numbers_below_names_of_wards_that_come_again_are_hamlets() -> None:
    rows = lay(["TDP số", "Kết quả"], [(at, "Đạt") for at in (1, 2, 1, 2)], [*WARDS[:1] * 2, *WARDS[1:2] * 2])
    assert [row.cells["hamlet"] for row in read(rows).units()] == ["1", "2", "1", "2"]
