"""A row takes the ward above it only where that is surely its own: its hamlet may be one of another."""

from __future__ import annotations

import pytest
from test_tables import VOCABULARY, Rows, sheet

from geo.clerks.tables import read_tables

KNOWN = VOCABULARY.know_wards(["Trần Phú", "Tịnh Khê", "Nghĩa An", "Phường 1"], "thành phố Quảng Ngãi")
HEADER: list[object] = ["TT", "Thôn, TDP", "Số hộ"]


def wards(rows: Rows, name: str = "Sheet1") -> dict[str, str]:
    """Hamlet → its ward, "?" where it is not known."""
    (table,) = read_tables("a.xlsx", [sheet(rows, name)], KNOWN)
    return {
        row.cells["hamlet"]: "?" if row.ward_source == "unknown" else row.cells.get("ward", "")
        for row in table.units()
    }


@pytest.mark.parametrize(
    "row",
    [
        ["X. Nghĩa An (17 thôn)"],
        ["", "X. Nghĩa An (17 thôn)", 90],
        ["Nghĩa An (9 thôn)"],
        ["K", "X. Nghĩa An"],
        [2, "UBND xã Nghĩa An", 90],
        ["*", "Công an xã Nghĩa An"],
        ["II.. Công an xã Nghĩa An"],
    ],
)
def test_a_ward_is_known_by_its_name_with_an_office_before_and_a_count_behind(row: list[object]) -> None:
    rows: Rows = [HEADER, ["", "Phường Trần Phú"], [1, "Tổ 1", 5], row, [1, "Thôn 1", 6]]
    assert "Nghĩa An" in wards(rows)["Thôn 1"]


@pytest.mark.parametrize("words", ["Cụm số 3 mới", "Đơn vị số 3", "Nghia Ann 2"])
def test_words_with_a_number_that_may_name_a_ward_end_the_one_above(words: str) -> None:
    rows: Rows = [HEADER, ["", "Phường Trần Phú"], [1, "Tổ 1", 5], [words], [1, "Thôn 1", 6]]
    assert wards(rows)["Thôn 1"] == "?"


@pytest.mark.parametrize("words", ["Trang 2", "Trang 2/5", "(tiếp theo trang 1)", "Năm 2018", "2", "ĐVT: hộ"])
def test_words_of_the_page_do_not(words: str) -> None:
    rows: Rows = [HEADER, ["", "Phường Trần Phú"], [1, "Tổ 1", 5], [words], [2, "Tổ 2", 6]]
    assert wards(rows)["Tổ 2"] == "Phường Trần Phú"


NOTES = ["Lưu ý: Tổ 3 mới tách", "Đề nghị bổ sung số liệu", "Các tổ còn lại", "* riêng Tổ 2", "-----"]


@pytest.mark.parametrize("words", NOTES)
@pytest.mark.parametrize("before", [0, 1, 2])
def test_a_note_among_the_rows_is_no_unit_and_ends_no_ward(words: str, before: int) -> None:
    rows: Rows = [HEADER, ["", "Phường Trần Phú"], [1, "Tổ 1", 5], [*[""] * before, words], [2, "Tổ 2", 6]]
    assert wards(rows) == {"Tổ 1": "Phường Trần Phú", "Tổ 2": "Phường Trần Phú"}


def test_a_known_hamlet_that_is_called_like_a_note_is_a_unit() -> None:
    rows: Rows = [HEADER, ["", "Phường Trần Phú"], [1, "Tổ 1", 5], ["", "Nguồn"]]
    knowing = KNOWN.know_hamlets([("Trần Phú", "Thôn Nguồn")])
    for vocabulary, units in ((KNOWN, 1), (knowing, 2)):
        assert len(read_tables("a.xlsx", [sheet(rows)], vocabulary)[0].units()) == units


BELOW: Rows = [
    HEADER,
    *([1, "Tổ 1", 5], [2, "Tổ 2", 6], ["", "Phường Trần Phú", 11]),
    *([1, "Tổ 1", 7], [2, "Tổ 3", 8], ["", "Xã Tịnh Khê", 15]),
]


def test_wards_named_in_the_sums_below_their_hamlets_are_asked_about() -> None:
    assert wards(BELOW) == {"Tổ 1": "?", "Tổ 2": "", "Tổ 3": "?"}
    assert wards([*BELOW[:1], *BELOW[2:]])["Tổ 3"] == "?"


def test_the_first_ward_may_stand_in_the_title() -> None:
    assert wards([["PHƯỜNG NGHĨA AN"], *BELOW])["Tổ 3"] == "Phường Trần Phú"


def test_the_city_above_the_wards_is_a_sum() -> None:
    rows: Rows = [
        HEADER,
        ["", "Thành phố Quảng Ngãi", 99],
        ["", "Toàn TP", 99],
        ["I", "Xã Tịnh Khê", 9],
        [1, "Thôn 1", 9],
    ]
    assert wards(rows) == {"Thôn 1": "Xã Tịnh Khê"}


@pytest.mark.parametrize("place", [0, 3])
@pytest.mark.parametrize("words", ["Tổng", "Tổng cộng", "Thành phố Quảng Ngãi"])
def test_words_of_a_sum_beside_a_hamlet_lose_no_row(place: int, words: str) -> None:
    row: list[object] = ["Phường Trần Phú", "Tổ 1", 5, ""]
    row[place] = words
    rows: Rows = [["Xã, phường", "Thôn, TDP", "Số hộ", "Ghi chú"], row, ["Phường Trần Phú", "Tổ 2", 6, ""]]
    assert list(wards(rows)) == ["Tổ 1", "Tổ 2"]


def test_numbers_of_rows_inside_numbers_of_wards_show_a_ward_that_was_forgotten() -> None:
    rows: Rows = [HEADER, [1, "Xã Tịnh Khê"], ["1.1", "Thôn 1", 5], ["1.2", "Thôn 2", 5]]
    rows += [["2.1", "Thôn 3", 5], [3, "Phường Trần Phú"], ["3.1", "Tổ 1", 5]]
    assert wards(rows) == {
        "Thôn 1": "Xã Tịnh Khê",
        "Thôn 2": "Xã Tịnh Khê",
        "Thôn 3": "?",
        "Tổ 1": "Phường Trần Phú",
    }


def test_a_number_and_a_stroke_before_a_ward_are_the_hamlet_where_it_has_values() -> None:
    rows: Rows = [
        ["Địa bàn", "Số hộ"],
        ["Tổ 10/Phường Trần Phú", 5],
        ["11/Phường Trần Phú", 6],
        ["Tổ 1/Xã Tịnh Khê", 7],
    ]
    assert wards(rows) == dict.fromkeys(
        ["Tổ 10/Phường Trần Phú", "11/Phường Trần Phú", "Tổ 1/Xã Tịnh Khê"], ""
    )


def test_wards_with_their_hamlets_behind_them_are_no_table_of_wards() -> None:
    rows: Rows = [["Đơn vị", "Số hộ"], *([f"Phường Trần Phú - Tổ {n}", n] for n in (1, 2, 3))]
    assert list(wards(rows)) == ["Phường Trần Phú - Tổ 1", "Phường Trần Phú - Tổ 2", "Phường Trần Phú - Tổ 3"]


def test_tables_side_by_side_below_titles_with_a_year_lose_no_row() -> None:
    header: list[object] = ["Xã, phường", "Thôn, TDP", "Số hộ"]
    rows: Rows = [["ĐỘI PHONG TRÀO", "", "", "Độc lập"], ["PHỤ LỤC NĂM 2018"], [*header, "", *header]]
    rows += [["Phường Trần Phú", f"Tổ {n}", n, "", "Xã Tịnh Khê", f"Thôn {n}", n] for n in (1, 2, 3)]
    tables = read_tables("a.xlsx", [sheet(rows)], KNOWN, year=2018)
    told = [row.cells["hamlet"] for table in tables for row in table.units()]
    assert len(told) == 6 or tables[0].problems


def test_serial_numbers_that_go_back_show_a_table_that_was_sorted() -> None:
    rows: Rows = [["TT", "Xã, phường", "Thôn, TDP", "Số hộ"], [1, "Phường Trần Phú", "Tổ 1", 5]]
    rows += [[4, "Xã Tịnh Khê", "Thôn 1", 6], [2, "", "Tổ 2", 7], [5, "", "Thôn 2", 8], [3, "", "Tổ 3", 9]]
    assert wards(rows) == {"Tổ 1": "Phường Trần Phú", "Thôn 1": "Xã Tịnh Khê"} | dict.fromkeys(
        ["Tổ 2", "Thôn 2", "Tổ 3"], "?"
    )
    for number, row in enumerate(rows[1:], 1):
        row[0] = number
    assert wards(rows)["Tổ 3"] == "Xã Tịnh Khê"


LONG = "B. Các tổ dân phố không đạt tiêu chuẩn an toàn"


@pytest.mark.parametrize(
    ("words", "ward"),
    [
        (LONG, "Phường Trần Phú"),
        ("B. Nghia Ann", "?"),
        (LONG + " của xã Nghia Ann", "?"),
        (LONG + " ở Tinh Khêê", "?"),
        (LONG + " thuộc Nghĩa An", "?"),
    ],
)
def test_a_long_text_without_the_kind_of_a_ward_between_the_rows_names_none(words: str, ward: str) -> None:
    rows: Rows = [HEADER, ["", "Phường Trần Phú"], [1, "Tổ 1", 5], [words], [2, "Tổ 2", 6]]
    assert wards(rows)["Tổ 2"] == ward


def test_a_remark_that_goes_on_below_its_cell_ends_no_ward() -> None:
    """As copied from a PDF: a line of a cell is a row."""
    rows: Rows = [[*HEADER, "Ghi chú"], ["", "Phường Trần Phú"], [1, "Tổ 1", 5, "Có đối tượng"]]
    rows += [["", "", "", "hình sự"], [2, "Tổ 2", 6]]
    assert wards(rows)["Tổ 2"] == "Phường Trần Phú"
    rows[3] = ["", "", "", ""]
    rows[4] = ["", "", "", "Nghia Ann"]
    assert wards([*rows, [3, "Tổ 3", 6]])["Tổ 3"] == "?"


@pytest.mark.parametrize(
    ("title", "ward"),
    [
        ("II. TÌNH HÌNH TIẾP NHẬN NGUỒN TIN BÁO", "PHƯỜNG TRẦN PHÚ"),
        ("II. Nghia Ann", ""),
        ("Tình hình tiếp nhận nguồn tin của xã Nghia Ann", "xã Nghia Ann"),
        ("TÌNH HÌNH TIẾP NHẬN NGUỒN TIN THÔN NGHĨA AN", ""),
        ("TÌNH HÌNH TIẾP NHẬN NGUỒN TIN BÁO TINH KHE", ""),
    ],
)
def test_the_next_table_of_a_sheet_is_of_the_same_ward_if_its_title_names_no_other(
    title: str, ward: str
) -> None:
    first: Rows = [["PHƯỜNG TRẦN PHÚ"], ["TT", "Thôn, TDP", "Kết quả"], [1, "Tổ 1", "Đạt"]]
    second: Rows = [[], [title], ["TT", "Thôn, TDP", "Số tin"], [1, "Tổ 1", 3]]
    tables = read_tables("a.xlsx", [sheet([*first, *second])], KNOWN)
    assert [table.title_ward for table in tables] == ["PHƯỜNG TRẦN PHÚ", ward]
