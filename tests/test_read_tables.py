"""Cells are read as they stand, with the row a spreadsheet shows; what is no table says where and why."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from geo.errors import IndicatorError
from geo.model import Table
from geo.reading.tables import read_cells, read_table

if TYPE_CHECKING:
    from pathlib import Path

TIPS = Table("tips", "hamlet", {"tips": "count"})


def write(folder: Path, content: str | bytes, name: str = "tips.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def problems_of(path: Path, table: Table = TIPS) -> list:
    with pytest.raises(IndicatorError) as caught:
        read_table(path, table)
    return list(caught.value.problems)


def test_cells_stay_text_with_their_rows(tmp_path):
    rows = read_table(
        write(tmp_path, "year,hamlet_code,tips\n2018,00100001,007\n\n2018,21013002, 1.0 \n"), TIPS
    )
    assert rows.to_dict("list") == {
        "row": [2, 4],
        "year": ["2018", "2018"],
        "hamlet_code": ["00100001", "21013002"],
        "tips": ["007", "1.0"],
    }


def test_a_mark_of_byte_order_is_no_part_of_the_header(tmp_path):
    assert "year" in read_table(write(tmp_path, "\ufeffyear,hamlet_code,tips\n2018,1,2\n"), TIPS)


def test_text_is_composed(tmp_path):
    decomposed = unicodedata.normalize("NFD", "year,hamlet,ward,tips\n2018,Tổ dân phố 1,Trần Phú,2\n")
    assert read_table(write(tmp_path, decomposed), TIPS)["ward"].iloc[0] == "Trần Phú"


def test_quoted_cells_may_hold_commas_and_line_breaks_and_keep_the_count_of_rows(tmp_path):
    path = write(tmp_path, 'year,hamlet,tips\n2018,"Tổ 1,\nphường A",2\n2018,Tổ 2,3\n')
    rows = read_table(path, TIPS)
    assert list(rows["row"]) == [2, 3]
    assert rows["hamlet"].iloc[0] == "Tổ 1,\nphường A"


def test_a_short_row_has_empty_cells_and_a_blank_row_stays(tmp_path):
    rows = read_table(write(tmp_path, "year,hamlet_code,tips\n2018,21013001\n,,\n"), TIPS)
    assert list(rows["tips"]) == ["", ""]


def test_a_file_that_is_not_there_is_an_empty_table(tmp_path):
    rows = read_table(tmp_path / "tips.csv", TIPS)
    assert rows.empty
    assert list(rows) == ["row", "year", "hamlet_code", "tips"]


def test_every_missing_column_is_named_with_what_the_header_has(tmp_path):
    found = problems_of(write(tmp_path, "nam,hamlet_code\n2018,1\n"))
    assert [(one.row, one.column) for one in found] == [(1, "year"), (1, "tips")]
    assert "nam, hamlet_code" in found[0].say("vi")


def test_a_table_must_say_which_unit_a_row_is_about(tmp_path):
    (found,) = problems_of(write(tmp_path, "year,tips\n2018,1\n"))
    assert found.column == "hamlet_code"


def test_an_empty_file_has_no_column(tmp_path):
    assert {one.column for one in problems_of(write(tmp_path, ""))} == {"year", "tips"}


def test_a_column_may_stand_once(tmp_path):
    (found,) = problems_of(write(tmp_path, "year,hamlet_code,tips,tips\n2018,1,2,3\n"))
    assert found.column == "tips"


def test_a_row_wider_than_the_header_is_no_table(tmp_path):
    (found,) = problems_of(write(tmp_path, "year,hamlet_code,tips\n2018,1,2\n2018,1,1,5\n"))
    assert (found.row, found.value) == (3, "5")


def test_another_encoding_is_refused_with_its_row(tmp_path):
    (found,) = problems_of(write(tmp_path, b"year,hamlet_code,tips\n2018,1,2\n2018,Tr\xc7n,1\n"))
    assert found.row == 3
    assert "UTF-8" in found.say("en")


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\x9b", "\u202e", "\u2066"])
def test_a_sign_that_steers_a_terminal_or_turns_a_text_is_refused_with_its_row(tmp_path, sign):
    (found,) = problems_of(write(tmp_path, f"year,hamlet_code,tips\n2018,1,2\n2018,T{sign}[2J,1\n"))
    assert (found.row, found.what_en) == (3, "holds a control or direction-changing character")
    assert sign not in found.say()


def test_a_binary_file_is_refused(tmp_path):
    (found,) = problems_of(write(tmp_path, "year,hamlet_code,tips\n2018,1,\0\n"))
    assert found.row == 2


def test_a_quote_that_is_not_closed_does_not_swallow_the_rest(tmp_path):
    (found,) = problems_of(write(tmp_path, 'year,hamlet_code,tips\n2018,"1,2\n2018,2,3\n'))
    assert found.row == 3


def test_only_line_breaks_end_a_row(tmp_path):
    path = write(tmp_path, "year,hamlet,tips\r\n2018,A\u2028B\x0bC,1\r\n2018,D,2\r\n")
    assert list(read_table(path, TIPS)["tips"]) == ["1", "2"]


def test_the_name_of_the_row_numbers_is_no_column(tmp_path):
    with pytest.raises(IndicatorError, match="row"):
        read_cells(write(tmp_path, "row,a\n1,2\n"))
