"""A row with values whose name is missing is told: it is no name of a ward for the rows below it."""

from __future__ import annotations

import pytest
from test_tables import VOCABULARY, Rows, read

from geo.clerks.cells import make_cell
from geo.clerks.clerk import RawSheet
from geo.clerks.tables import read_tables

KNOWING = VOCABULARY.know_wards(["Trần Phú", "Nghĩa Lộ", "Chánh Lộ"], "thành phố Quảng Ngãi")
HEADER = ["STT", "Xã, phường", "Tên thôn, tổ dân phố", "Kết quả", "Số hộ"]


def list_hamlets(*, full: bool) -> Rows:
    return [
        [number, f"Phường {ward}" if full or number == 1 else "", f"Tổ dân phố {number}", "Đạt", 100 + number]
        for ward in ("Trần Phú", "Nghĩa Lộ", "Chánh Lộ")
        for number in range(1, 5)
    ]


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("place", [0, 3, 4, 6, 11])
def test_a_row_whose_name_is_missing_is_refused_wherever_it_stands(place: int, full: bool) -> None:
    rows = list_hamlets(full=full)
    rows[place][2] = ""
    units = read([HEADER, *rows], vocabulary=KNOWING).units()
    assert [bool(row.problems) for row in units] == [at == place for at in range(12)]
    wards = [row.cells["ward"] for at, row in enumerate(units) if at != place]
    assert wards == [
        f"Phường {ward}"
        for at, ward in enumerate(w for w in ("Trần Phú", "Nghĩa Lộ", "Chánh Lộ") for _ in "1234")
        if at != place
    ]


def test_the_own_results_of_all_wards_are_no_hamlets() -> None:
    rows: Rows = []
    for at, row in enumerate(list_hamlets(full=True)):
        rows += [[["I", "II", "III"][at // 4], row[1], "", "Đạt", 500]] * (at % 4 == 0) + [row]
    table = read([HEADER, *rows], vocabulary=KNOWING)
    assert len(table.units()) == 12
    assert not any(row.problems for row in table.units())


def test_a_ward_with_values_above_another_ward_is_told() -> None:
    rows = [
        ["Thôn, tổ dân phố", "Kết quả"],
        ["Phường Trần Phú", "Đạt"],
        ["Phường Nghĩa Lộ", "Đạt"],
        ["Tổ 1", "Đạt"],
    ]
    names = [row.cells["hamlet"] for row in read(rows, vocabulary=KNOWING).units()]
    assert names == ["Phường Trần Phú", "Tổ 1"]


def test_a_table_of_nothing_but_names_of_wards_is_told() -> None:
    rows = [["Thôn, tổ dân phố", "Kết quả"], ["Phường Trần Phú", ""], ["Phường Nghĩa Lộ", ""]]
    (problem,) = read(rows, vocabulary=KNOWING).problems
    assert "no row is a unit" in problem.say("en")


def test_a_note_between_units_ends_no_table() -> None:
    rows = [[*row[1:3], "" if at > 7 else row[3]] for at, row in enumerate(list_hamlets(full=True))]
    rows.insert(4, ["", "Ghi chú: đã đối chiếu", ""])
    rows[-1][2] = "Đạt"
    table = read([HEADER[1:4], *rows], vocabulary=KNOWING)
    assert len(table.units()) == 12


@pytest.mark.parametrize("mark", ["như trên", "đã ký"])
def test_a_word_of_signatures_beside_a_hamlet_is_no_signature(mark: str) -> None:
    rows = [["Thôn, tổ dân phố", "Kết quả"], *([number, mark] for number in range(1, 4)), [4, "Đạt"]]
    assert len(read(rows).units()) == 4


def test_a_hamlet_that_slipped_into_the_next_column_is_told() -> None:
    rows = [["Thôn, tổ dân phố", "Số hộ"], ["Tổ 1", 5], ["", "Tổ 2"], ["Tổ 3", 7]]
    assert [bool(row.problems) for row in read(rows).units()] == [False, True, False]


def test_a_sheet_of_hamlets_and_numbers_without_a_header_is_told() -> None:
    good = [["Thôn", "Số hộ"], ["Thôn 1", 5], ["Thôn 2", 6]]
    bad = [["Thn", "Số hộ"], ["Thôn 1", 5], ["Thôn 2", 6], ["Thôn 3", 9]]
    sheets = [
        RawSheet(name, tuple(tuple(map(make_cell, row)) for row in rows))
        for name, rows in (("a", good), ("b", bad))
    ]
    (table,) = read_tables("bang.xlsx", sheets, VOCABULARY)
    assert [problem.value for problem in table.problems] == ["b"]


def test_a_sheet_with_other_headers_of_a_table_but_none_of_names_is_told() -> None:
    good = [["TT", "Thôn", "Kết quả", "Số hộ"], [1, "Thôn 1", "Đạt", 5]]
    bad = [["TT", "", "Kết quả", "Số hộ"], [1, 5, "Đạt", 9]]
    sheets = [
        RawSheet(name, tuple(tuple(map(make_cell, row)) for row in rows))
        for name, rows in (("a", good), ("b", bad))
    ]
    (table,) = read_tables("bang.xlsx", sheets, VOCABULARY)
    assert [problem.value for problem in table.problems] == ["b"]


def test_results_above_the_header_that_was_found_are_told() -> None:
    rows = [
        ["TT", "Nơi", "Kết quả"],
        [1, "Số 4", "Đạt"],
        [2, "Số 5", "Không đạt"],
        [],
        ["TT", "Xã, phường", "Số hộ"],
    ]
    table = read([*rows, [1, "Phường Trần Phú", 7]], vocabulary=KNOWING)
    assert any("above the header" in problem.say("en") for problem in table.problems)


@pytest.mark.parametrize(
    "slipped",
    [
        ["", "Phường Nghĩa Lộ", "1) Tổ 1", "Đạt", ""],
        ["", "", "Đạt", "Phường Nghĩa Lộ", ""],
        ["Phường Nghĩa Lộ", "Tổ 1", "Đạt", "TM. UBND", ""],
        ["", "", "Phường Nghĩa Lộ", 7, "Tổ 1"],
    ],
)
def test_a_row_whose_cells_slipped_is_neither_a_ward_nor_a_signature(slipped: list[object]) -> None:
    rows = list_hamlets(full=True)
    rows[4] = slipped
    units = read([HEADER, *rows], vocabulary=KNOWING).units()
    assert [row.row - 2 for row in units if row.problems or row.cells["hamlet"][:2] != "Tổ"] == [4]
    assert len(units) == 12


def test_a_number_of_a_page_above_a_header_that_is_repeated_is_no_hamlet() -> None:
    head = ["Tổ dân phố", "Kết quả"]
    rows = [head, [1, "Đạt"], ["2", ""], head, [3, "Đạt"]]
    assert [row.cells["hamlet"] for row in read(rows).units()] == ["1", "3"]


def test_numbers_above_the_header_that_was_found_are_told() -> None:
    rows = [["TT", "", "Số hộ"], [1, 1, "7"], [2, 2, "9"], [], ["TT", "Xã, phường", "Kết quả"]]
    table = read([*rows, [1, "Phường Trần Phú", "Đạt"]], vocabulary=KNOWING)
    assert any("above the header" in problem.say("en") for problem in table.problems)


def test_a_remark_between_rows_ends_no_ward() -> None:
    rows = [["Thôn, tổ dân phố", "Kết quả"], ["Phường Trần Phú", ""], ["Tổ 1", "Đạt"], ["Tổ 2", "Đạt"]]
    for remark in ("(số liệu chưa đủ)", "* Chưa nhận báo cáo", "đã đối chiếu xong"):
        told = read([*rows[:3], ["", remark], rows[3]], vocabulary=KNOWING).units()
        assert [row.cells["ward"] for row in told] == ["Phường Trần Phú"] * 2


def test_a_ward_that_slipped_into_the_next_column_is_told() -> None:
    rows = [["Xã, phường", "Số hộ"], ["Phường Trần Phú", 5], ["", "Phường Nghĩa Lộ"], ["Phường Chánh Lộ", 7]]
    assert [bool(row.problems) for row in read(rows, vocabulary=KNOWING).units()] == [False, True, False]


NAMES = KNOWING.know_hamlets(
    (ward, f"Tổ dân phố {n}") for ward in ("Trần Phú", "Nghĩa Lộ", "Chánh Lộ") for n in range(1, 5)
)


@pytest.mark.parametrize("serials", [("1", "2", "3"), ("A", "B", "C"), ("", "", ""), ("I", "II", "III")])
@pytest.mark.parametrize("restart", [True, False])
@pytest.mark.parametrize("sums", [("4/4", 900), ("", "")])
@pytest.mark.parametrize("together", [True, False])
def test_the_name_of_a_ward_and_of_no_hamlet_heads_the_rows_below_it(
    serials: tuple[str, ...], restart: bool, sums: tuple[object, ...], together: bool
) -> None:
    rows: Rows = [["STT", "Thôn, tổ dân phố", "Kết quả", "Số hộ"]]
    for at, ward in enumerate(("TRẦN PHÚ", "NGHĨA LỘ", "CHÁNH LỘ")):
        head = [f"{serials[at]}. {ward}", ""] if together and serials[at] else [serials[at], ward]
        rows.append([*head, *sums])
        rows += [[n if restart else at * 4 + n, f"Tổ dân phố {n}", "Đạt", 200] for n in range(1, 5)]
    units = read(rows, vocabulary=NAMES).units()
    assert not any(row.problems for row in units)
    assert [row.cells["ward"] for row in units] == [
        ward for ward in ("TRẦN PHÚ", "NGHĨA LỘ", "CHÁNH LỘ") for _ in "1234"
    ]


def test_a_hamlet_amid_the_count_is_no_ward_whatever_it_is_called() -> None:
    rows: Rows = [["STT", "Phường", "Thôn", "Kết quả"]]
    rows += [
        [1, "Chánh Lộ", "Tổ dân phố 1", "Đạt"],
        [2, "", "Trần Phú", "Đạt"],
        [3, "", "Tổ dân phố 2", "Đạt"],
    ]
    assert [row.cells["hamlet"] for row in read(rows, vocabulary=NAMES).units()] == [
        "Tổ dân phố 1",
        "Trần Phú",
        "Tổ dân phố 2",
    ]


def test_hamlets_counted_within_their_wards_leave_roman_numbers_to_the_wards() -> None:
    rows: Rows = [
        ["STT", "Đơn vị", "Kết quả"],
        ["I", "Tân An", ""],
        ["1.1", "Tổ 1", "Đạt"],
        ["II", "Tân Hải", ""],
    ]
    table = read([*rows, ["2.1", "Tổ 1", "Đạt"]], vocabulary=KNOWING)
    assert [row.cells["ward"] for row in table.units()] == ["Tân An", "Tân Hải"]


def test_a_letter_that_is_a_kind_of_wards_is_no_letter_of_a_list() -> None:
    known = VOCABULARY.know_wards(["12", "Nghĩa Lộ"]).know_hamlets([("12", "Tổ 1"), ("Nghĩa Lộ", "Tổ 1")])
    rows: Rows = [["STT", "Tổ dân phố", "Số tin"], [1, "P. 12", 5], [1, "Tổ 1", 5], [2, "X. Nghĩa Lộ", 7]]
    units = read([*rows, [1, "Tổ 1", 7]], vocabulary=known).units()
    assert [row.cells["ward"] for row in units] == ["P. 12", "X. Nghĩa Lộ"]


@pytest.mark.parametrize(
    "wards", [("Trần Phú", "Trần Phú", "Nghĩa Lộ"), ("Trần Phú", "Nghĩa Lộ", "Chánh Lộ")]
)
@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("kind", ["Phường ", ""])
def test_in_a_table_that_names_the_ward_in_each_row_a_row_without_a_name_heads_no_others(
    wards: tuple[str, ...], place: int, kind: str
) -> None:
    rows: Rows = [[ward and kind + ward, f"Tổ dân phố {n}", 7, 30] for n, ward in enumerate(wards, 1)]
    rows[place][1] = ""
    table = read([["Phường", "Tổ dân phố", "Số tin", "Số hộ"], *rows], vocabulary=NAMES)
    assert [bool(row.problems) for row in table.units()] == [at == place for at in range(3)]


def test_a_row_amid_the_count_whose_cells_slipped_is_told() -> None:
    rows: Rows = [["STT", "Phường", "Kết quả", "Số tin", "Tổ dân phố"]]
    rows += [[n, "Trần Phú" if n < 3 else "Nghĩa Lộ", "Đạt", n, f"Tổ dân phố {n}"] for n in range(1, 6)]
    rows[4] = [4, "", "Nghĩa Lộ", "Đạt", 4, "Tổ dân phố 4"]
    assert len(read(rows, vocabulary=NAMES).units()) == 5


def test_the_serial_number_of_a_row_without_a_name_is_no_ward_that_is_called_by_a_number() -> None:
    known = VOCABULARY.know_wards(["Trần Phú", "3"], "", ["phường", "phường"]).know_hamlets([("3", "Tổ 1")])
    rows: Rows = [["TT", "Thôn, TDP", "Kết quả"], ["", "Phường Trần Phú"]]
    rows += [["1", "Tổ 1", "Đạt"], ["2", "Tổ 2", "Đạt"], ["3", "", "Đạt"], ["4", "Tổ 4", "Đạt"]]
    units = read(rows, vocabulary=known).units()
    assert [bool(row.problems) for row in units] == [False, False, True, False]
    assert units[3].cells["ward"] == "Phường Trần Phú"


def test_the_name_of_a_ward_in_the_column_of_serial_numbers_heads_rows_with_its_sums_too() -> None:
    rows: Rows = [["STT", "Thôn, tổ dân phố", "Kết quả", "Số hộ"]]
    for ward in ("TRẦN PHÚ", "NGHĨA LỘ"):
        rows += [[ward, "", "4/4", 900], *([n, f"Tổ dân phố {n}", "Đạt", 200] for n in range(1, 5))]
    assert [row.cells["ward"] for row in read(rows, vocabulary=NAMES).units()] == ["TRẦN PHÚ"] * 4 + [
        "NGHĨA LỘ"
    ] * 4


def test_rows_without_a_name_in_most_wards_are_no_headings_where_they_stand_amid_them() -> None:
    """One of them is the first of its ward, as a heading with its sums would be."""
    rows = list_hamlets(full=True)
    for place in (1, 4, 9):
        rows[place][2] = ""
    units = read([HEADER, *rows], vocabulary=KNOWING).units()
    assert [at for at, row in enumerate(units) if row.problems] == [1, 4, 9]


def test_a_counted_row_without_a_name_heads_nothing_where_the_column_of_wards_has_lost_its_header() -> None:
    rows = list_hamlets(full=True)[:4]
    rows[2][2] = ""
    units = read([["STT", "", *HEADER[2:]], *rows], vocabulary=KNOWING).units()
    assert [bool(row.problems) for row in units] == [False, False, True, False]


@pytest.mark.parametrize("result", ["chưa đạt", "Đạt", "không"])
def test_a_result_alone_in_its_row_is_that_of_a_hamlet_without_a_name(result: str) -> None:
    rows: Rows = [["TT", "Đơn vị", "Kết quả"], [1, "PHƯỜNG TRẦN PHÚ"], ["", "Tổ dân phố 1", "Đạt"]]
    told = read([*rows, ["", "", result], ["", "Tổ dân phố 3", "Đạt"]], vocabulary=KNOWING)
    assert [bool(row.problems) for row in told.units()] == [False, True, False]


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("cut", [[2], [0, 1, 2], [2, 3, 5], [9, 10, 11]])
def test_a_ward_alone_where_names_have_their_ward_in_the_cell_is_a_name_that_was_cut(
    numbered: bool, cut: list[int]
) -> None:
    rows = [
        [at + 1 if numbered else "", f"Phường {ward}: Tổ dân phố {at % 4 + 1}", "Đạt", 100 + at]
        for at, ward in enumerate(w for w in ("Trần Phú", "Nghĩa Lộ", "Chánh Lộ") for _ in "1234")
    ]
    for at in cut:
        rows[at][1] = str(rows[at][1]).partition(":")[0]
    header = ["STT", "Tên thôn, tổ dân phố", "Kết quả", "Số hộ"]
    assert len(read([header, *rows], vocabulary=KNOWING).units()) == 12


def test_the_same_ward_again_and_again_with_values_heads_nothing() -> None:
    rows = [["Thôn, tổ dân phố", "Kết quả"], *[["Phường Trần Phú", "Đạt"]] * 3, ["Phường Tr", "Đạt"]]
    assert len(read(rows, vocabulary=KNOWING).units()) == 4


def test_rows_without_a_name_that_are_counted_with_the_others_head_nothing() -> None:
    """The column of wards has no header: it is not known that they name theirs."""
    rows = list_hamlets(full=True)
    rows = [[at, *row[1:]] for at, row in enumerate(rows, 1)]
    for at in (5, 7):
        rows[at][2] = ""
    assert len(read([["STT", "", *HEADER[2:]], *rows], vocabulary=KNOWING).units()) == 12


@pytest.mark.parametrize("note", [None, "xem phụ lục"])
@pytest.mark.parametrize("result", ["Đạt", "Dat"])
def test_a_row_with_its_hamlet_in_a_column_of_notes_is_one_of_a_hamlet(result: str, note: str | None) -> None:
    rows: Rows = [["STT", "Xã, phường", "Kết quả", "Ghi chú", "Tên thôn, tổ dân phố"]]
    rows += [[n, "Phường Trần Phú", result, note, f"Tổ dân phố {n}"] for n in range(1, 5)]
    rows[2] = [*rows[2][1:], None]
    assert [bool(row.problems) for row in read(rows, vocabulary=KNOWING).units()] == [
        False,
        True,
        False,
        False,
    ]


def test_a_note_amid_a_list_without_values_ends_it_not() -> None:
    """A hamlet that slipped into the notes below it is told."""
    rows: Rows = [["STT", "Xã, phường", "Tên thôn, tổ dân phố", "Ghi chú"]]
    rows += [[n, "Phường Trần Phú", f"Tổ dân phố {n}", None] for n in range(1, 7)]
    rows[5] = [5, "Phường Trần Phú", None, "Tổ dân phố 5"]
    rows.insert(3, ["* Ghi chú: số liệu tạm tính", None, None, None])
    assert [bool(row.problems) for row in read(rows, vocabulary=KNOWING).units()] == [
        *[False] * 4,
        True,
        False,
    ]


def test_a_number_that_is_no_value_is_no_ward_that_is_called_so() -> None:
    numbered = VOCABULARY.know_wards(["12", "Tân Lập"], "thành phố Bến Lộc")
    rows: Rows = [["Phường 12", None, None], ["TT", "Thôn", "Xếp loại"]]
    rows += [[n, f"Thôn {n}", "Đạt"] for n in range(1, 5)]
    rows[3] = [2, None, "≈12"]
    assert [bool(row.problems) for row in read(rows, vocabulary=numbered).units()] == [
        False,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("serial", [True, False])
def test_the_first_rows_of_wards_have_lost_their_names_where_their_numbers_are_no_sums(serial: bool) -> None:
    rows = list_hamlets(full=True)
    for at in (0, 4):
        rows[at][2] = ""
    table = read([HEADER[not serial :], *(row[not serial :] for row in rows)], vocabulary=KNOWING)
    assert [bool(row.problems) for row in table.units()] == [at in (0, 4) for at in range(12)]


def test_rows_below_a_note_whose_values_are_none_are_told_in_lists_of_codes_and_of_wards() -> None:
    rows: Rows = [
        ["STT", "Mã xã", "Mã thôn", "Kết quả"],
        *[[n, "21001", f"2100100{n}", "Đạt"] for n in range(1, 4)],
    ]
    rows += [["Lưu ý: số liệu tạm tính", None, None, None], [4, "21001", "21001004", "Đạt?"]]
    assert len(read(rows, vocabulary=KNOWING).units()) == 4
    rows = [["STT", "Xã, phường", "Kết quả"], [1, "Phường Trần Phú", "Đạt"]]
    rows += [["Lưu ý: số liệu tạm tính", None, None], [2, "Phường Nghĩa Lô", "12,5"]]
    assert len(read(rows, vocabulary=KNOWING).units()) == 2


@pytest.mark.parametrize("ward", ["Phường Trần Phú", "như trên", "//"])
def test_a_row_of_a_list_without_values_that_is_counted_is_one_without_a_name(ward: str) -> None:
    rows: Rows = [["STT", "Xã, phường", "Tên thôn, tổ dân phố"]]
    rows += [[n, "Phường Trần Phú" if n == 1 else ward, f"Tổ dân phố {n}"] for n in range(1, 7)]
    rows += [["Nơi nhận:", None, None], ["- Như trên;", None, None]]
    rows[6][2] = None
    assert [bool(row.problems) for row in read(rows, vocabulary=KNOWING).units()] == [*[False] * 5, True]


def test_the_last_row_below_another_one_with_the_name_of_a_ward_and_values_heads_nothing() -> None:
    rows: Rows = [["Thôn, tổ dân phố", "Kết quả"], ["Tổ dân phố 1", "Đạt"]]
    rows += [["Phường Trần Phú", "Đạt"], ["Phường Nghĩa Lộ", "Đạt"]]
    names = [row.cells["hamlet"] for row in read(rows, vocabulary=KNOWING).units()]
    assert names == ["Tổ dân phố 1", "Phường Trần Phú", "Phường Nghĩa Lộ"]


def test_the_first_row_of_all_is_counted_with_those_below_it() -> None:
    rows: Rows = [["STT", "", "Thôn, tổ dân phố", "Đạt", "Không đạt"]]
    rows += [[n, "Phường Trần Phú", f"Tổ dân phố {n}", "x", None] for n in range(1, 5)]
    rows[1][2] = None
    assert len(read(rows, vocabulary=KNOWING).units()) == 4
