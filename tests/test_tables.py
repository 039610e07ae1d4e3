"""A clerk's table is found and understood: every row accounted for, nothing guessed."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import openpyxl
import pytest
from conftest import SHIPPED
from hypothesis import given
from hypothesis import strategies as st
from test_legacy_text import encode_cp1258, encode_tcvn3, encode_vni

from geo.clerks.cells import make_cell, read_workbook
from geo.clerks.clerk import FORMULA_TEXT, Cell, ClerkTable, Correction, RawSheet
from geo.clerks.delimited import read_delimited
from geo.clerks.header_words import name_field
from geo.clerks.tables import read_tables
from geo.clerks.vocabulary_read import read_vocabulary
from geo.errors import IndicatorError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

VOCABULARY = read_vocabulary(SHIPPED / "indicators" / "indicators.toml")
Rows = list[list[object]]

TRUTH = [
    ("Trần Phú", "Tổ dân phố 1", 1.0, 120),
    ("Trần Phú", "Tổ dân phố 2", 0.0, 1234),
    ("Trần Phú", "Tổ dân phố 11", None, 80),
    ("Tịnh Ấn Đông", "Thôn Độc Lập", 1.0, None),
    ("Tịnh Ấn Đông", "Thôn Hòa Bình", 1.0, 95),
    ("Nghĩa Lộ", "Tổ dân phố 1", 0.0, 1001),
    ("Nghĩa Lộ", "Tổ dân phố 2", 1.0, 77),
]
HEADER = ["STT", "Xã, phường", "Tên thôn, tổ dân phố", "Kết quả", "Số hộ"]
WORDS = {1.0: "Đạt", 0.0: "Không đạt", None: ""}


def plain() -> Rows:
    body = [
        [number, ward, hamlet, WORDS[met], households]
        for number, (ward, hamlet, met, households) in enumerate(TRUTH, 1)
    ]
    return [list(HEADER), *body]


def sheet(rows: Rows, name: str = "Sheet1") -> RawSheet:
    return RawSheet(name, tuple(tuple(make_cell(value) for value in row) for row in rows))


def read(rows: Rows, **options: object) -> ClerkTable:
    vocabulary = options.pop("vocabulary", VOCABULARY)
    (table,) = read_tables("bang.xlsx", [sheet(rows)], vocabulary, **options)
    return table


def understood(table: ClerkTable) -> list[tuple[str, str, float | None, float | None]]:
    return [
        (
            row.cells.get("ward", ""),
            row.cells["hamlet"],
            row.values.get("meets_standard"),
            row.values.get("households"),
        )
        for row in table.units()
    ]


def reasons(table: ClerkTable) -> dict[int, str]:
    return {row.row: row.ignored.vi for row in table.rows if row.ignored}


def blank(values: list[object], *places: int) -> list[object]:
    return ["" if place in places else value for place, value in enumerate(values)]


# ---- kinds of trouble: each turns the plain table into what a clerk sends


def with_titles(rows: Rows) -> Rows:
    return [["CÔNG AN THÀNH PHỐ QUẢNG NGÃI"], ["DANH SÁCH PHÂN LOẠI NĂM 2018"], [], *rows]


def with_two_header_rows(rows: Rows) -> Rows:
    top = ["STT", "Địa bàn", "", "Số liệu", ""]
    return [top, ["", "Xã, phường", "Tên thôn, tổ dân phố", "Kết quả", "Số hộ"], *rows[1:]]


def with_column_numbers(rows: Rows) -> Rows:
    return [rows[0], ["(1)", "(2)", "(3)", "(4)", "(5)"], *rows[1:]]


def with_block_wards(rows: Rows) -> Rows:
    seen: set[object] = set()
    return [rows[0], *(blank(row, 1) if row[1] in seen or seen.add(row[1]) else row for row in rows[1:])]


def with_section_rows(rows: Rows) -> Rows:
    made, last = [rows[0]], None
    for row in rows[1:]:
        if row[1] != last:
            kind = "Xã" if str(row[1]).startswith("Tịnh") else "Phường"
            made.append(
                [
                    ["I", "II", "III"][len({r[1] for r in made[1:] if r[1]}) % 3],
                    "",
                    f"{kind} {row[1]}",
                    "",
                    "",
                ]
            )
        last = row[1]
        made.append(row)
    return [blank(row, 1) if place else row for place, row in enumerate(made)]


def with_sums(rows: Rows) -> Rows:
    return [*rows[:4], ["", "Cộng phường Trần Phú", "", "", 1434], *rows[4:], ["", "Tổng cộng", "", "", 2607]]


def with_signatures(rows: Rows) -> Rows:
    foot = [
        ["", "", "Quảng Ngãi, ngày 05 tháng 11 năm 2018"],
        ["", "NGƯỜI LẬP BIỂU", "", "TRƯỞNG CÔNG AN"],
        [],
    ]
    return [*rows, [], *foot, ["", "Nguyễn Văn A", "", "Trần B"]]


def with_blank_rows(rows: Rows) -> Rows:
    return [*rows[:3], [], [], *rows[3:]]


def with_repeated_header(rows: Rows) -> Rows:
    return [*rows[:4], list(HEADER), *rows[4:]]


def with_separators(rows: Rows) -> Rows:
    return [rows[0], *([*row[:4], f"{row[4]:,}".replace(",", ".") if row[4] else "-"] for row in rows[1:])]


def with_other_status_words(rows: Rows) -> Rows:
    words = {
        "Đạt": ["x", "ĐẠT", "Đ", "có", "1"],
        "Không đạt": ["KĐ", "chưa đạt"],
        "": ["-", "chưa có số liệu"],
    }
    picked = ([*row[:3], words[row[3]][n % len(words[row[3]])], row[4]] for n, row in enumerate(rows[1:]))
    return [rows[0], *picked]


def with_two_tick_columns(rows: Rows) -> Rows:
    head = [
        ["STT", "Xã, phường", "Tên thôn, tổ dân phố", "Kết quả", "", "Số hộ"],
        ["", "", "", "Đạt", "Không đạt", ""],
    ]
    ticks = {"Đạt": ["x", ""], "Không đạt": ["", "x"], "": ["", ""]}
    return [*head, *([*row[:3], *ticks[row[3]], row[4]] for row in rows[1:])]


def with_decomposed_text(rows: Rows) -> Rows:
    return [
        [unicodedata.normalize("NFD", value) if isinstance(value, str) else value for value in row]
        for row in rows
    ]


def with_eth(rows: Rows) -> Rows:
    return [[value.replace("Đ", "Ð") if isinstance(value, str) else value for value in row] for row in rows]


def with_capital_headers(rows: Rows) -> Rows:
    return [["TT", "PHƯỜNG/XÃ", "TÊN THÔN\n(TỔ DÂN PHỐ)", "KẾT QUẢ\nPHÂN LOẠI", "TỔNG SỐ HỘ"], *rows[1:]]


def with_plain_headers(rows: Rows) -> Rows:
    return [["STT", "Xa phuong", "Ten thon", "Ket qua", "So ho"], *rows[1:]]


def with_columns_moved(rows: Rows) -> Rows:
    return [
        ["", row[3], row[2], row[4], "", row[1], row[0], "ghi gì đó" if place else "Ghi chú"]
        for place, row in enumerate(rows)
    ]


def with_an_indent(rows: Rows) -> Rows:
    return [[], *([None, None, *row] for row in rows)]


def with_spaces(rows: Rows) -> Rows:
    return [
        [f"  {value}\u00a0 " if isinstance(value, str) and value else value for value in row] for row in rows
    ]


def in_encoding(encode: Callable[[str], bytes]) -> Callable[[Rows], Rows]:
    def spoil(rows: Rows) -> Rows:
        return [
            [encode(value).decode("latin-1") if isinstance(value, str) else value for value in row]
            for row in rows
        ]

    return spoil


def without_soft_hyphens(rows: Rows) -> Rows:
    return [
        [value.replace("\xad", "") if isinstance(value, str) else value for value in row]
        for row in in_encoding(encode_tcvn3)(rows)
    ]


TROUBLES = {
    "titles": with_titles,
    "two header rows": with_two_header_rows,
    "column numbers": with_column_numbers,
    "wards once a block": with_block_wards,
    "wards as rows": with_section_rows,
    "sums": with_sums,
    "signatures": with_signatures,
    "blank rows": with_blank_rows,
    "header repeated": with_repeated_header,
    "separators": with_separators,
    "status words": with_other_status_words,
    "two tick columns": with_two_tick_columns,
    "decomposed": with_decomposed_text,
    "eth": with_eth,
    "capital headers": with_capital_headers,
    "headers without accents": with_plain_headers,
    "columns moved": with_columns_moved,
    "an indent": with_an_indent,
    "spaces": with_spaces,
    "TCVN3": in_encoding(encode_tcvn3),
    "VNI": in_encoding(encode_vni),
    "cp1258": in_encoding(encode_cp1258),
    "UTF-8 as Latin-1": in_encoding(str.encode),
    "soft hyphens lost": without_soft_hyphens,
}
TOGETHER = [
    (
        with_other_status_words,
        with_separators,
        with_block_wards,
        with_sums,
        with_column_numbers,
        with_signatures,
        with_titles,
        with_decomposed_text,
    ),
    (
        with_section_rows,
        with_blank_rows,
        with_signatures,
        with_titles,
        with_an_indent,
        in_encoding(encode_tcvn3),
    ),
    (
        with_separators,
        with_block_wards,
        with_repeated_header,
        with_capital_headers,
        with_sums,
        in_encoding(encode_vni),
    ),
    (with_two_tick_columns, with_block_wards, with_titles, with_spaces, with_eth),
]


def expected(rows: Rows) -> list[tuple[str, str, float | None, float | None]]:
    """The truth; a ward named in a row of its own keeps its kind."""
    kinds = any("Phường Trần Phú" in map(str, row) for row in rows)
    named = {"Trần Phú": "Phường Trần Phú", "Nghĩa Lộ": "Phường Nghĩa Lộ", "Tịnh Ấn Đông": "Xã Tịnh Ấn Đông"}
    return [(named[ward] if kinds else ward, *rest) for ward, *rest in TRUTH]


def assert_true(table: ClerkTable, truth: list[tuple[str, str, float | None, float | None]]) -> None:
    got = [(ward.casefold(), hamlet.casefold(), met, count) for ward, hamlet, met, count in understood(table)]
    assert got == [(ward.casefold(), hamlet.casefold(), met, count) for ward, hamlet, met, count in truth]
    assert not [problem.say() for row in table.rows for problem in row.problems]
    assert not table.problems


@pytest.mark.parametrize("trouble", TROUBLES)
def test_one_kind_of_trouble_changes_nothing_of_what_is_understood(trouble: str) -> None:
    rows = TROUBLES[trouble](plain())
    truth = expected(with_section_rows(plain())) if trouble == "wards as rows" else expected(plain())
    assert_true(read(rows), truth)


@pytest.mark.parametrize("troubles", TOGETHER)
def test_many_kinds_at_once_change_nothing(troubles: tuple[Callable[[Rows], Rows], ...]) -> None:
    rows = plain()
    for trouble in troubles:
        rows = trouble(rows)
    truth = expected(with_section_rows(plain())) if with_section_rows in troubles else expected(plain())
    assert_true(read(rows), truth)


@pytest.mark.parametrize("trouble", TROUBLES)
def test_every_row_has_one_line_and_its_own_number(trouble: str) -> None:
    rows = TROUBLES[trouble](plain())
    table = read(rows)
    assert [row.row for row in table.rows] == list(range(1, len(rows) + 1))
    assert {row.row for row in table.units()}.isdisjoint(table.header_rows)


def test_what_is_no_unit_says_why() -> None:
    rows = with_titles(with_signatures(with_sums(with_blank_rows(with_column_numbers(plain())))))
    said = reasons(read(rows))
    assert said[1] == said[2] == "dòng tiêu đề bảng"
    assert said[3] == "dòng trống"
    assert said[4] == "dòng tiêu đề cột"
    assert said[5] == "dòng đánh số cột"
    assert list(said.values()).count("dòng cộng") == 2
    assert list(said.values()).count("chữ ký, ghi chú dưới bảng") == 3


# ---- what must not be guessed


def test_a_gap_in_a_filled_ward_column_is_not_filled() -> None:
    """The ward above would be a guess: rows need not be sorted."""
    rows = plain()
    rows[6][1] = ""
    assert understood(read(rows))[5][0] == ""
    shuffled = [plain()[place] for place in (0, 4, 1, 7, 2, 6, 3, 5)]
    shuffled[4][1] = ""
    assert understood(read(shuffled))[3][0] == ""


def test_a_ward_of_a_block_is_said_to_come_from_it() -> None:
    sources = [row.ward_source for row in read(with_block_wards(plain())).units()]
    assert sources == ["cell", "block", "block", "cell", "block", "cell", "block"]


def test_a_hamlet_called_cong_hoa_is_no_sum() -> None:
    rows = [*plain(), [8, "Nghĩa Lộ", "Cộng Hòa", "Đạt", 5], [9, "Nghĩa Lộ", "Tổng Đội", "Đạt", 5]]
    assert [row.cells["hamlet"] for row in read(rows).units()][-2:] == ["Cộng Hòa", "Tổng Đội"]


def test_a_hamlet_without_any_value_is_a_unit_without_data() -> None:
    rows = [*plain(), ["", "", "Thôn Tự Do", "", ""], [9, "Nghĩa Lộ", "Tổ dân phố 9", "Đạt", 4]]
    units = read(rows).units()
    assert units[-2].cells["hamlet"] == "Thôn Tự Do"
    assert units[-2].values == {}


def test_values_without_a_name_are_a_problem_not_a_loss() -> None:
    rows = [*plain(), [8, "Nghĩa Lộ", "", "Đạt", 55]]
    last = read(rows).rows[-1]
    assert last.ignored is None
    assert "không có tên" in last.problems[0].say()
    assert last.problems[0].row == len(rows)


@pytest.mark.parametrize("header", ["Số hộ nghèo", "Số hộ cận nghèo", "Hộ chưa có nhà"])
def test_a_header_with_a_word_that_changes_it_is_not_read_but_offered(header: str) -> None:
    rows = plain()
    rows[0][4] = header
    column = read(rows).columns[4]
    assert (column.field, column.guess, column.sure) == ("other", "households", False)


def test_two_columns_for_one_thing_are_asked() -> None:
    rows = [[*row, row[3]] for row in plain()]
    table = read(rows)
    assert "cùng chỉ một nội dung" in table.problems[0].say()
    words = table.columns[3].words
    assert words == table.columns[5].words


def test_of_columns_of_several_years_the_one_asked_for_is_read() -> None:
    rows = [
        ["Xã, phường", "Thôn", "Kết quả phân loại", ""],
        ["", "", "Năm 2017", "Năm 2018"],
        ["Trần Phú", "Tổ dân phố 1", "Đạt", "KĐ"],
    ]
    assert read(rows).problems
    for year, met in ((2017, 1.0), (2018, 0.0)):
        table = read(rows, year=year)
        assert not table.problems
        assert table.units()[0].values == {"meets_standard": met}


def test_both_ticks_at_once_are_a_problem() -> None:
    rows = with_two_tick_columns(plain())
    rows[2][4] = "x"
    row = read(rows).units()[0]
    assert "meets_standard" not in row.values
    assert "cả đạt và không đạt" in row.problems[0].say()


def test_a_bad_cell_names_file_row_column_value_and_leaves_no_value() -> None:
    rows = plain()
    rows[2][4] = "khoảng 100"
    row = read(rows).units()[1]
    assert "households" not in row.values
    assert row.problems[0].say().startswith("bang.xlsx, dòng 3, cột “Số hộ”, giá trị “khoảng 100”:")


def test_names_pass_the_text_gate_and_codes_are_plain() -> None:
    rows = plain()
    rows[1][2] = "Thôn\u202e 1"
    rows.append([8, "Nghĩa Lộ", "a" * 121, "Đạt", 1])
    faults = [problem.say() for row in read(rows).units() for problem in row.problems]
    assert len(faults) == 2
    coded = [["Mã thôn", "Kết quả"], [21013001, "Đạt"], ["2101'; --", "Đạt"], ["'21013002", "Đạt"]]
    units = read(coded).units()
    assert [bool(row.problems) for row in units] == [False, True, False]
    assert [row.cells["code"] for row in units][::2] == ["21013001", "21013002"]


def test_a_formula_without_a_result_is_a_problem_of_its_row() -> None:
    assert "công thức" in read_uncomputed(plain(), (1, 4)).units()[0].problems[0].say()


def read_uncomputed(rows: Rows, *places: tuple[int, int]) -> ClerkTable:
    """A table in which some cells are formulas without a result."""
    cells = [list(row) for row in sheet(rows).rows]
    for row, column in places:
        cells[row][column] = Cell("formula", FORMULA_TEXT)
    (table,) = read_tables("bang.xlsx", [RawSheet("a", tuple(map(tuple, cells)))], VOCABULARY)
    return table


def test_a_name_that_is_a_formula_without_a_result_makes_its_row_no_heading() -> None:
    (first, *others) = read_uncomputed(plain(), (1, 2)).units()
    (problem,) = first.problems
    assert (problem.row, problem.column, problem.value) == (2, "Tên thôn, tổ dân phố", FORMULA_TEXT)
    assert len(others) == len(TRUTH) - 1


def test_below_a_ward_that_is_a_formula_without_a_result_no_other_ward_holds() -> None:
    blocks = [["Xã", "Thôn", "Kết quả"], ["Tịnh Kỳ", "Thôn 1", "Đạt"], ["", "Thôn 2", "Đạt"]]
    blocks += [["?", "Thôn 1", "Đạt"], ["", "Thôn 2", "Đạt"]]
    wards = [row.cells.get("ward", "") for row in read_uncomputed(blocks, (3, 0)).units()]
    assert wards == ["Tịnh Kỳ", "Tịnh Kỳ", FORMULA_TEXT, FORMULA_TEXT]
    sections = [["Thôn", "Kết quả"], ["Xã Tịnh Kỳ", ""], ["Thôn 1", "Đạt"], ["?", ""], ["Thôn 2", "Đạt"]]
    wards = [row.cells.get("ward", "") for row in read_uncomputed(sections, (3, 0)).units()]
    assert wards[0] == "Xã Tịnh Kỳ"
    assert wards[-1] == ""


# ---- what kind of table


@pytest.mark.parametrize("header", ["Xã, phường", "Đơn vị", "Tên đơn vị"])
def test_a_table_of_wards_has_wards_as_units(header: str) -> None:
    table = read([["STT", header, "Kết quả"], [1, "Phường Trần Phú", "Đạt"], [2, "Xã Tịnh Kỳ", "Đạt"]])
    assert [row.cells["ward"] for row in table.units()] == ["Phường Trần Phú", "Xã Tịnh Kỳ"]


def test_unit_means_hamlet_beside_a_ward_and_ward_beside_a_hamlet() -> None:
    beside_ward = read([["Xã, phường", "Đơn vị", "Kết quả"], ["Trần Phú", "TDP 1", "Đạt"]])
    assert [column.field for column in beside_ward.columns] == ["ward", "hamlet", "meets_standard"]
    beside_hamlet = read([["Đơn vị", "Thôn, TDP", "Kết quả"], ["Trần Phú", "TDP 1", "Đạt"]])
    assert [column.field for column in beside_hamlet.columns] == ["ward", "hamlet", "meets_standard"]


def test_sections_in_the_column_of_the_hamlets_name_the_ward() -> None:
    rows = [
        ["TT", "Đơn vị", "Kết quả"],
        ["I", "Phường Trần Phú", ""],
        [1, "TDP 1", "Đạt"],
        ["II", "Xã Tịnh Kỳ", ""],
        [1, "Thôn 1", "KĐ"],
    ]
    table = read(rows)
    assert [(row.cells["ward"], row.cells["hamlet"]) for row in table.units()] == [
        ("Phường Trần Phú", "TDP 1"),
        ("Xã Tịnh Kỳ", "Thôn 1"),
    ]
    assert [row.ward_source for row in table.units()] == ["section", "section"]


def test_roman_numbers_beside_arabic_ones_make_sections_without_a_kind() -> None:
    rows = [
        ["TT", "Đơn vị", "Kết quả"],
        ["I", "TRẦN PHÚ", ""],
        [1, "TDP 1", "Đạt"],
        ["II", "Tịnh Kỳ", "Đạt"],
        [1, "Thôn 1", "KĐ"],
    ]
    assert [row.cells["ward"] for row in read(rows).units()] == ["TRẦN PHÚ", "Tịnh Kỳ"]


def test_the_name_of_a_known_ward_alone_in_a_row_is_a_section() -> None:
    rows = [
        ["Thôn, TDP", "Kết quả"],
        ["TRẦN PHÚ"],
        ["TDP 1", "Đạt"],
        ["TỊNH KỲ"],
        ["Thôn 1", ""],
        ["Thôn 2", "Đạt"],
    ]
    (table,) = read_tables("a", [sheet(rows)], VOCABULARY.know_wards(["Trần Phú", "Tịnh Kỳ"]))
    assert [(row.cells["ward"], row.cells["hamlet"]) for row in table.units()] == [
        ("TRẦN PHÚ", "TDP 1"),
        ("TỊNH KỲ", "Thôn 1"),
        ("TỊNH KỲ", "Thôn 2"),
    ]


def test_a_ward_in_the_middle_of_its_block_is_not_carried_down() -> None:
    rows = plain()
    for row, ward in zip(rows[1:], ["", "Trần Phú", "", "", "Tịnh Ấn Đông", "", ""], strict=True):
        row[1] = ward
    assert [row.ward_source for row in read(rows).units()] == [
        *("unknown", "cell", "unknown", "unknown"),
        *("cell", "unknown", "unknown"),
    ]


def test_wards_beside_the_middle_of_their_blocks_are_told_by_the_numbers_of_the_hamlets() -> None:
    header = ["Xã, phường", "Tên thôn, tổ dân phố", "Kết quả"]
    rows: Rows = [header, ["Phường Trần Phú", "Tổ dân phố 1", "Đạt"]]
    for ward in ("Phường Nghĩa Lộ", "Phường Chánh Lộ"):
        rows += [[ward * (n == 3), f"Tổ dân phố {n}", "Đạt"] for n in range(1, 6)]
    assert {row.ward_source for row in read(rows).units()} == {"cell", "unknown"}
    tops: Rows = [header]
    for ward in ("Phường Nghĩa Lộ", "Phường Chánh Lộ"):
        tops += [[ward * (n == 1), f"Tổ dân phố {n}", "Đạt"] for n in range(1, 6)]
    assert {row.ward_source for row in read(tops).units()} == {"cell", "block"}


def test_a_number_1_inside_a_block_is_a_ward_whose_name_was_forgotten() -> None:
    header = ["STT", "Tên thôn, tổ dân phố", "Kết quả"]
    blocks = [("Phường Trần Phú", 3), ("", 2), ("Phường Nghĩa Lộ", 2)]
    rows: Rows = [header]
    for ward, count in blocks:
        rows += [["", ward, ""]] * bool(ward)
        rows += [[n, f"Tổ dân phố {n}", "Đạt"] for n in range(1, count + 1)]
    sources = [row.ward_source for row in read(rows).units()]
    assert sources == ["section"] * 3 + ["unknown"] * 2 + ["section"] * 2
    rows[5], rows[6] = ([n, f"Tổ dân phố {n}", "Đạt"] for n in (4, 5))
    assert {row.ward_source for row in read(rows).units()} == {"section"}


def test_a_row_that_may_name_an_unknown_ward_ends_the_one_above() -> None:
    """Its hamlets would else be joined to the ward before, which has hamlets of the same names."""
    rows = [
        ["TT", "Thôn, TDP", "Kết quả"],
        ["", "Phường Trần Phú", ""],
        [1, "TDP 1", "Đạt"],
        ["Khu vực mới", "", ""],
        [2, "TDP 2", "Đạt"],
    ]
    assert [row.cells.get("ward", "") for row in read(rows).units()] == ["Phường Trần Phú", ""]


def test_the_title_says_year_and_ward() -> None:
    table = read([["UBND PHƯỜNG TRẦN PHÚ"], ["Phân loại các thôn, TDP năm 2018"], *plain()])
    assert (table.title_year, table.title_ward) == (2018, "PHƯỜNG TRẦN PHÚ")
    table = read([["Tổng hợp các xã, phường năm 2018, so với năm 2017"], *plain()])
    assert (table.title_year, table.title_ward) == (None, "")


KNOWN = VOCABULARY.know_wards(["Trần Phú", "Tịnh Khê", "Phường 1", "2", "Ea H'leo", "Đại Ân 1"])


@pytest.mark.parametrize(
    ("titles", "name", "ward"),
    [
        (["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CÔNG AN PHƯỜNG TRẦN PHÚ"], "Sheet1", "PHƯỜNG TRẦN PHÚ"),
        (["DANH SÁCH XÃ TỊNH KHÊ MỚI NHẤT"], "Sheet1", "XÃ TỊNH KHÊ"),
        ([], "Trần Phú", "Trần Phú"),
        ([], "2. Trần Phú", "Trần Phú"),
        ([], "P.Trần Phú", "P. Trần Phú"),
        (["UBND XÃ TỊNH KHÊ"], "Trần Phú", ""),
        (["UBND XÃ BÌNH HẢI"], "Sheet1", "XÃ BÌNH HẢI"),
        (["CÁC TDP CỦA PHƯỜNG 1 NĂM 2018"], "Sheet1", "PHƯỜNG 1"),
        (["CÁC TDP CỦA PHƯỜNG 2"], "Sheet1", "PHƯỜNG 2"),
        (["CÁC TDP CỦA PHƯỜNG 12"], "Sheet1", ""),
        (["DANH SÁCH XÃ EA H'LEO (06 đơn vị)"], "Sheet1", "XÃ EA H'LEO"),
        (["UBND XÃ ĐẠI ÂN 1 (07 đơn vị)"], "Sheet1", "XÃ ĐẠI ÂN 1"),
        (["Các phường 1, 2"], "Sheet1", ""),
        (["Các phường 1 và 2"], "Sheet1", ""),
        (["Phường Trần Phú, Tịnh Khê năm 2018"], "Sheet1", ""),
        (["Phường Trần Phú, thành phố Quảng Ngãi"], "Sheet1", "Phường Trần Phú"),
    ],
)
def test_a_known_ward_is_found_in_titles_and_sheet_names(titles: list[str], name: str, ward: str) -> None:
    rows = [*([title] for title in titles), *plain()]
    (table,) = read_tables("a", [sheet(rows, name)], KNOWN)
    assert table.title_ward == ward


def test_years_stand_below_a_group_as_numbers_too() -> None:
    rows = [
        ["TT", "Xã, phường", "Thôn, TDP", "Kết quả phân loại", "", ""],
        ["", "", "", 2016, 2017, 2018],
        [1, "Trần Phú", "Tổ dân phố 1", "Đạt", "Đạt", "Không đạt"],
    ]
    (row,) = read(rows, year=2018).units()
    assert row.values["meets_standard"] == 0
    table = read(rows)
    assert "cùng chỉ một nội dung" in table.problems[0].what_vi


@pytest.mark.parametrize("label", ["Đạt/Không đạt", "Đạt hay không đạt", "Không đạt / đạt"])
def test_a_header_that_names_both_results_is_a_column_of_results(label: str) -> None:
    (row,) = read([["Xã, phường", "Thôn", label], ["Trần Phú", "Tổ 1", "Đạt"]]).units()
    assert row.values == {"meets_standard": 1}


@pytest.mark.parametrize(
    "label",
    [
        "Không đạt an toàn về ANTT",
        "Chưa đạt an toàn về ANTT",
        "Khong dat an toan ve ANTT",
        "Không đạt chuẩn an toàn",
        "Chưa được công nhận đạt chuẩn",
        "Không đạt tiêu chuẩn an toàn về an ninh trật tự năm 2018",
        "Không đạt ATANTT",
    ],
)
def test_a_tick_below_the_denial_of_the_standard_is_not_met(label: str) -> None:
    """The words of the standard stand in it too: read as those, every tick would be its contrary."""
    rows = [["Xã, phường", "Thôn", label], ["Trần Phú", "Tổ 1", "x"], ["Trần Phú", "Tổ 2", ""]]
    assert [row.values.get("meets_standard") for row in read(rows, year=2018).units()] == [0, None]
    met = label.replace("Không đạt", "Đạt").replace("Chưa đ", "Đ").replace("Khong dat", "Dat")
    both = [["Xã, phường", "Thôn", met.replace("Chưa được", "Được"), label]]
    both += [["Trần Phú", "Tổ 1", "x", ""], ["Trần Phú", "Tổ 2", "", "x"]]
    assert [row.values["meets_standard"] for row in read(both, year=2018).units()] == [1, 0]


def test_a_header_that_may_deny_the_standard_or_ask_for_it_is_asked_about() -> None:
    rows = [["Xã, phường", "Thôn", "Kết quả không đạt"], ["Trần Phú", "Tổ 1", "x"]]
    table = read(rows)
    assert [row.values for row in table.units()] == [{}]
    assert table.problems


def test_a_header_of_something_else_that_was_not_met_is_not_read() -> None:
    rows = [["Xã, phường", "Thôn", "Số hộ không đạt"], ["Trần Phú", "Tổ 1", 5], ["Trần Phú", "Tổ 2", 1]]
    assert [row.values for row in read(rows).units()] == [{}, {}]


def test_met_in_a_column_of_not_met_contradicts_it() -> None:
    (row,) = read([["Xã, phường", "Thôn", "Không đạt"], ["Trần Phú", "Tổ 1", "Đạt"]]).units()
    assert row.values == {}
    assert "trái với tiêu đề" in row.problems[0].what_vi


def test_a_table_without_any_unit_is_refused() -> None:
    """A file cut at the wrong separator has a header and rows, and nothing of it may vanish."""
    header = "STT^Xã, phường^Thôn, tổ dân phố^Kết quả phân loại"
    (problem,) = read([header.split(","), ["1^Phường Trần Phú^Tổ dân phố 1^Đạt"]]).problems
    assert (problem.row, "không đọc được đơn vị nào" in problem.what_vi) == (2, True)


@pytest.mark.parametrize(
    "words", ["Cộng Trần Phú", "Trần Phú cộng", "TỔNG CỘNG (I+II)", "TC", "Tong cong", "∑", "Toàn TP"]
)
def test_sums_in_any_words_are_no_units(words: str) -> None:
    rows = [*plain(), ["", words, "", "", 9999]]
    (table,) = read_tables("a", [sheet(rows)], KNOWN)
    assert table.rows[-1].ignored
    assert table.rows[-1].ignored.vi == "dòng cộng"


@pytest.mark.parametrize("name", ["Tổ Cộng Hòa", "Thôn Tổng", "Thôn Cong", "Xóm Cộng"])
def test_names_that_begin_like_a_sum_stay_units(name: str) -> None:
    (row,) = read([["Xã, phường", "Thôn", "Số hộ"], ["Trần Phú", name, 5]]).units()
    assert row.cells["hamlet"] == name


def test_signs_that_nobody_sees_and_letters_of_other_alphabets_are_read_as_seen() -> None:
    rows = [["Xã, phường", "Th\u00adôn", "\ufeffSố hộ"], ["Trần\u200b Phú", "Tổ\u2060 １", "１.２３４"]]
    (row,) = read(rows).units()
    assert (row.cells["ward"], row.cells["hamlet"], row.values) == ("Trần Phú", "Tổ 1", {"households": 1234})
    rows = [["Xã, phường", "Thôn", "K\u0435t qua"], ["Trần Phú", "Tổ 1", "Đạt"]]
    assert read(rows).units()[0].values == {"meets_standard": 1}


def test_a_doubtful_column_beside_unicode_is_unicode() -> None:
    rows = [["Xã, phường", "Thôn", "Ghi chú"], ["Tịnh Ấn", "Thôn Bình Tân", "Th\u00adôn"]]
    (row,) = read(rows).units()
    assert "\ufffd" not in "".join(row.cells.values())


def test_codes_that_a_program_took_for_numbers_are_codes() -> None:
    rows = [["Mã thôn", "Kết quả"], ["21013001.0", "Đạt"], [21013002.0, "Đạt"], ["'21013003", "Đạt"]]
    assert [row.cells["code"] for row in read(rows).units()] == ["21013001", "21013002", "21013003"]


def test_our_own_tidy_tables_are_read_too() -> None:
    table = read(
        [
            ["year", "hamlet_code", "meets_standard"],
            ["2018", "21013001", "true"],
            ["2018", "21013002", "false"],
        ]
    )
    assert [dict(row.values) for row in table.units()] == [
        {"year": 2018, "meets_standard": 1},
        {"year": 2018, "meets_standard": 0},
    ]


def test_every_sheet_with_a_table_is_a_table() -> None:
    tables = read_tables(
        "a.xlsx",
        [sheet(plain(), "Trần Phú"), sheet([["ghi chú"]], "x"), sheet(plain(), "Nghĩa Lộ")],
        VOCABULARY,
    )
    assert [table.sheet for table in tables] == ["Trần Phú", "Nghĩa Lộ"]


def test_a_table_without_header_is_refused_and_says_what_is_needed() -> None:
    with pytest.raises(IndicatorError, match="không tìm thấy dòng tiêu đề"):
        read(plain()[1:])


def test_personal_columns_refuse_the_file_with_all_of_them_named() -> None:
    rows = [[*row, "" if place else "Tổ trưởng", "" if place else "SĐT"] for place, row in enumerate(plain())]
    with pytest.raises(IndicatorError) as caught:
        read(rows)
    assert [problem.column for problem in caught.value.problems] == ["Tổ trưởng", "SĐT"]


# ---- corrections


def test_a_person_can_set_fields_styles_encodings_and_header_right() -> None:
    rows = [["ghi"], ["x", "y", "z"], ["Trần Phú", encode_tcvn3("Tổ dân phố 1").decode("latin-1"), "1,234"]]
    right = Correction(
        fields={"x": "ward", "y": "hamlet", "z": "households"},
        styles={"z": "dots"},
        encodings={"y": "latin-1"},
        header_row=2,
    )
    table = read(rows, correction=right)
    assert [column.field for column in table.columns] == ["ward", "hamlet", "households"]
    assert table.units()[0].cells["hamlet"] == rows[2][1]
    assert table.units()[0].problems
    assert read(rows, correction=Correction(fields=right.fields, header_row=2)).units()[0].values == {
        "households": 1234
    }


def test_a_correction_decides_between_two_columns() -> None:
    rows = [[*row, row[4]] for row in plain()]
    rows[0][5] = "Số hộ dân"
    assert read(rows).problems
    table = read(rows, correction=Correction(fields={"Số hộ dân": "other"}))
    assert not table.problems


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Thôn, khu dân cư", "hamlet"),
        ("Tên thôn/tổ dân phố", "hamlet"),
        ("Danh sách thôn", "hamlet"),
        ("Tên khu dân cư (thôn, TDP)", "hamlet"),
        ("Đơn vị (thôn, TDP)", "hamlet"),
        ("Xã/phường/thị trấn", "ward"),
        ("Thuộc xã, phường", "ward"),
        ("Đơn vị hành chính cấp xã", "ward"),
        ("Kết quả xét công nhận đạt tiêu chuẩn “An toàn về ANTT” năm 2018", "meets_standard"),
        ("Xếp loại", "meets_standard"),
        ("Chưa đạt", "not_met"),
        ("Số nguồn tin quần chúng cung cấp", "tips"),
        ("Tổng số tin tiếp nhận trong năm", "tips"),
        ("Số hộ (hộ)", "households"),
        ("Số nhân khẩu (người)", "population"),
        ("Năm báo cáo", "year"),
        ("Mã số", "code"),
    ],
)
def test_headers_in_many_spellings(header: str, field: str) -> None:
    assert name_field(header, VOCABULARY) == (field, True)


WORDS_OF_THE_FIELD = [
    *HEADER,
    "Đạt",
    "KĐ",
    "x",
    "Tổng cộng",
    "I",
    "1",
    "Phường Trần Phú",
    "TDP 1",
    "1.234",
    "Ngày",
    "",
    "-",
]
cells = st.one_of(
    st.none(),
    st.sampled_from(WORDS_OF_THE_FIELD),
    st.text(max_size=12),
    st.floats(),
    st.integers(0, 10**6),
    st.dates(),
)


@given(rows=st.lists(st.lists(cells, max_size=7), max_size=12), known=st.booleans())
def test_whatever_stands_in_a_sheet_is_a_table_or_a_message(rows: Rows, known: bool) -> None:
    """And every row of a table has its line, whatever it holds."""
    rows = [list(HEADER), *rows] if known else rows
    try:
        tables = read_tables("a.xlsx", [sheet(rows)], VOCABULARY)
    except IndicatorError as error:
        assert error.problems  # noqa: PT017  either outcome is right
        return
    assert [row.row for row in tables[0].rows] == list(range(1, len(rows) + 1))


# ---- whole files


def test_a_merged_workbook_is_read_through_its_file(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    for row in with_titles(with_two_header_rows(with_block_wards(plain()))):
        page.append(row)
    for merged in ("A1:E1", "A4:A5", "B4:C4", "D4:E4", "B6:B8"):
        page.merge_cells(merged)
    book.save(tmp_path / "bang.xlsx")
    (table,) = read_tables("bang.xlsx", read_workbook(tmp_path / "bang.xlsx"), VOCABULARY)
    assert_true(table, expected(plain()))
    assert table.header_rows == (4, 5)


@pytest.mark.parametrize("encode", [str.encode, encode_tcvn3, encode_vni, encode_cp1258])
def test_a_text_file_in_an_old_encoding_is_read_through_its_file(
    tmp_path: Path, encode: Callable[[str], bytes]
) -> None:
    rows = with_titles(with_separators(with_block_wards(plain())))
    lines = (";".join("" if value is None else str(value) for value in row) for row in rows)
    (tmp_path / "bang.csv").write_bytes(b"\r\n".join(map(encode, lines)))
    (table,) = read_tables("bang.csv", read_delimited(tmp_path / "bang.csv"), VOCABULARY)
    assert_true(table, expected(plain()))


def test_ten_thousand_rows_are_all_read() -> None:
    body = [
        [n, f"Phường {n // 100}", f"Tổ dân phố {n}", "Đạt", f"{n:,}".replace(",", ".")]
        for n in range(1, 10_001)
    ]
    table = read([HEADER, *body])
    assert len(table.units()) == 10_000


# ---- several tables in a sheet


def test_a_second_table_with_other_columns_is_read_by_its_own_header() -> None:
    rows = [
        ["Phường Trần Phú"],
        ["STT", "Thôn, TDP", "Số hộ", "Nguồn tin"],
        [1, "TDP 1", 120, 3],
        [],
        ["Xã Tịnh Khê"],
        ["STT", "Thôn, TDP", "Nguồn tin", "Số hộ", "Kết quả"],
        [1, "Thôn 1", 7, 95, "Đạt"],
    ]
    first, second = read_tables("a", [sheet(rows)], KNOWN)
    assert (first.title_ward, first.units()[0].values) == ("Phường Trần Phú", {"households": 120, "tips": 3})
    assert second.title_ward == "Xã Tịnh Khê"
    assert second.units()[0].values == {"tips": 7, "households": 95, "meets_standard": 1}
    assert [row.row for table in (first, second) for row in table.rows] == [1, 2, 3, 4, 5, 6, 7]


def test_tables_of_several_years_below_each_other_keep_their_years() -> None:
    header = ["Xã, phường", "Thôn, TDP", "Kết quả"]
    rows = [
        *(["KẾT QUẢ NĂM 2017"], header, ["Trần Phú", "TDP 1", "Đạt"]),
        *([], ["KẾT QUẢ NĂM 2018"], header, ["Trần Phú", "TDP 1", "Không đạt"]),
    ]
    tables = read_tables("a", [sheet(rows)], KNOWN)
    told = [(table.title_year, table.units()[0].values["meets_standard"]) for table in tables]
    assert told == [(2017, 1), (2018, 0)]


def test_the_first_of_two_headers_counts_also_if_the_second_says_more() -> None:
    rows = [["Xã, phường", "Thôn"], ["Trần Phú", "TDP 1", "x"], [], HEADER, *plain()[1:]]
    first, second = read_tables("a", [sheet(rows)], KNOWN)
    assert (len(first.units()), len(second.units())) == (1, len(TRUTH))


def test_a_lost_letter_makes_no_signature_of_a_row_and_hides_none_below_it() -> None:
    rows = [*plain()[:3], ["", "K?t qu? t?nh Qu?ng Ng?i", "", "", ""], ["", "Trần Phú", "Thôn 9", "?", ""]]
    table = read(rows)
    assert [row.cells["hamlet"] for row in table.units()][-1] == "Thôn 9"
    assert "chữ ký, ghi chú dưới bảng" not in reasons(table).values()


def test_a_header_repeated_on_each_page_begins_no_table() -> None:
    rows = plain()
    page = [["", "", "", "", "Trang 1"], ["BẢNG TỔNG HỢP (tiếp theo)"], list(HEADER)]
    table = read([*rows[:4], *page, *rows[4:]])
    assert understood(table) == expected(plain())


def test_the_ward_of_the_title_is_not_that_of_rows_below_other_wards() -> None:
    rows = [
        *(["Phường Trần Phú"], ["Thôn, TDP", "Số hộ"], ["TDP 1", 5]),
        *(["Xã Tịnh Khê"], ["", 99], ["Thôn 1", 6], ["Khu mới"], ["Thôn 2", 7]),
    ]
    (table,) = read_tables("a", [sheet(rows)], KNOWN)
    told = {row.cells.get("hamlet"): row.ward_source for row in table.units()}
    assert (told["TDP 1"], told["Thôn 1"], told["Thôn 2"]) == ("", "section", "unknown")


def test_a_lone_name_that_is_no_known_ward_ends_the_block_above_it() -> None:
    """A ward that is misspelt must not leave its hamlets to the ward above."""
    rows = [["TT", "Thôn", "Số hộ"], ["", "TRẦN PHÚ"], [1, "Tổ 1", 5], ["", "TỊNH KHEE"], [1, "Tổ 2", 6]]
    rows += [["", "TỊNH KHÊ"], [1, "Tổ 3", 5], ["", "Tổ 4"], [2, "Tổ 5", 5]]
    (table,) = read_tables("a", [sheet(rows)], KNOWN)
    wards = {row.cells["hamlet"]: row.cells.get("ward", "") for row in table.units()}
    assert (wards["Tổ 1"], wards["Tổ 2"], wards["Tổ 5"]) == ("TRẦN PHÚ", "", "TỊNH KHÊ")


def test_a_ward_called_by_a_number_heads_its_rows_with_a_count_behind() -> None:
    rows = [["Thôn, TDP", "Kết quả"], ["Phường 1 (02 đơn vị)"], ["TDP 1", "Đạt"], ["TDP 2", "Đạt!"]]
    (table,) = read_tables("a", [sheet(rows)], KNOWN)
    assert [row.cells["ward"] for row in table.units()] == ["Phường 1", "Phường 1"]
    assert [row.values["meets_standard"] for row in table.units()] == [1, 1]


def test_a_gap_in_the_ward_column_does_not_take_the_ward_of_the_title() -> None:
    rows = plain()
    rows[6][1] = ""
    assert read([["UBND PHƯỜNG TRẦN PHÚ"], *rows]).units()[5].ward_source == "unknown"


def test_a_column_of_results_without_a_header_is_asked_about() -> None:
    rows = [["Thôn, TDP", "Kết quả", ""], ["TDP 1", "Đạt", "Không đạt"], ["TDP 2", "Đạt", "Đạt"]]
    (problem,) = read(rows).problems
    assert (problem.column, "không có tiêu đề" in problem.what_vi) == ("C", True)


def test_a_ward_typed_without_accents_heads_its_block() -> None:
    rows = [["Thôn, TDP", "Số hộ"], ["I. phuong Tran Phu", ""], ["TDP 1", 5], ["xa mang", ""]]
    (table,) = read_tables("a", [sheet(rows)], KNOWN)
    assert table.units()[0].cells["ward"] == "phuong Tran Phu"


def test_rows_about_hamlets_never_become_rows_of_their_wards() -> None:
    """The column of hamlets has a header that nobody knows: its cells tell; if not, the table is refused."""
    rows = [["Phường", "Mục A", "Kết quả"], *(["Trần Phú", f"Tổ {n}", "Đạt"] for n in (1, 2, 3))]
    assert [row.cells["hamlet"] for row in read(rows).units()] == ["Tổ 1", "Tổ 2", "Tổ 3"]
    rows = [["Phường", "Mục A", "Kết quả"], *(["Trần Phú", f"T? {n}", "Đạt"] for n in (1, 2, 3))]
    (problem,) = read(rows).problems
    assert "không có cột tên thôn" in problem.what_vi


def test_a_table_of_wards_may_name_each_once_a_year() -> None:
    rows = [["Năm", "Phường", "Kết quả"], *([year, "Trần Phú", "Đạt"] for year in (2016, 2017, 2018))]
    assert not read(rows).problems


def test_a_number_and_a_dash_before_a_ward_may_be_the_hamlet() -> None:
    rows = [["TT", "Thôn, TDP", "Kết quả"], [1, "1 - Phường Trần Phú", "Đạt"], ["", "2 - Xã Tịnh Khê"]]
    rows += [[1, "Thôn 1", "Đạt"]]
    first, second = read(rows).units()
    assert first.cells["hamlet"] == "1 - Phường Trần Phú"
    assert second.cells["ward"] == "Xã Tịnh Khê"


def test_a_hamlet_whose_name_is_made_of_words_of_headers_begins_no_table() -> None:
    rows = [
        ["Xã, phường", "Thôn", "Kết quả"],
        *(["Xã Tịnh Khê", name, "Dat"] for name in ("Tự Do", "Thôn Tự Do")),
    ]
    assert [row.cells["hamlet"] for row in read(rows).units()] == ["Tự Do", "Thôn Tự Do"]


def test_an_empty_column_stands_for_nothing_that_another_one_holds() -> None:
    rows = [["Thôn", "Kết quả", "Kết quả năm 2018"], ["Tổ 1", "Đạt"]]
    (row,) = read(rows, year=2018).units()
    assert row.values == {"meets_standard": 1}


@pytest.mark.parametrize("rows", [[], [["", ""], []]], ids=["no rows", "blank rows"])
def test_a_table_without_any_cell_says_so_instead_of_asking_for_headers(rows):
    with pytest.raises(IndicatorError, match="không có ô nào"):
        read(rows)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Thôn 2\nXã Tịnh Khê", "Thôn 2, Xã Tịnh Khê"),
        ("Công an xã Tịnh Khê\nThôn 2", "Công an xã Tịnh Khê, Thôn 2"),
        ("Tổ dân phố\n2", "Tổ dân phố 2"),
    ],
)
def test_hamlet_and_ward_on_a_line_each_are_two_names(cell: str, name: str) -> None:
    known = VOCABULARY.know_wards(["Trần Phú", "Tịnh Khê"])
    table = read([["STT", "Địa bàn", "Số tin"], [1, cell, 7], [2, "Thôn 1", 7]], vocabulary=known)
    assert table.units()[0].cells["hamlet"] == name


def test_a_first_row_of_numbers_that_the_next_one_goes_on_from_numbers_no_columns() -> None:
    header = ["STT", "Tổ dân phố", "Số tin"]
    told = read([["Phường Trần Phú"], header, [1, 2, 3], [2, 3, 0], [3, 5, 1]])
    assert [row.cells["hamlet"] for row in told.units()] == ["2", "3", "5"]
    told = read([["Phường Trần Phú"], header, [1, 2, 3], [1, 2, 0], [2, 3, 1]])
    assert [row.cells["hamlet"] for row in told.units()] == ["2", "3"]
