"""Columns below one label: parts of a number beside their sum, and results of years that stand alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk_values import TICKS, parse_status
from geo.clerks.columns_places import BY_CELLS, MOST
from geo.clerks.header_words import RESULTS, YEAR, name_field
from geo.clerks.tokens import cell_key, tokenise
from geo.model import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerks.clerk import Cell, ClerkColumn
    from geo.clerks.columns_places import Found
    from geo.clerks.vocabulary import Vocabulary

BETWEEN: Final = " / "
COUNTED: Final = ("count", "number")
YEAR_WORDS: Final = ((), ("năm",))
PART: Final = Text("là một phần của cột tổng bên cạnh", "is a part of the sum that stands beside it")
SUM: Final = Text("cột tổng của nhóm", "the sum of its group")


def choose_sums(columns: Sequence[ClerkColumn], vocabulary: Vocabulary) -> list[ClerkColumn]:
    """Return the columns; below one label for a number the sum is that number, the others are its parts.

    "Nguồn tin" over "Tổng số", "Hình sự" and "Khác": anybody reads the first, and nobody the others.
    """
    groups: dict[str, list[ClerkColumn]] = {}
    for column in columns:
        groups.setdefault(column.words.rpartition(BETWEEN)[0], []).append(column)
    sums: dict[str, str] = {}
    for group, members in groups.items():
        field, sure = name_field(group, vocabulary)
        total = [column.letter for column in members if _is_sum(column, vocabulary)]
        if group and sure and vocabulary.kinds.get(field) in COUNTED and len(members) > len(total) == 1:
            sums[total[0]] = field
    parted = {column.words.rpartition(BETWEEN)[0] for column in columns if column.letter in sums}
    return [
        replace(column, field=sums[column.letter], sure=True, reason=SUM)
        if column.letter in sums
        else replace(column, field="other", reason=PART)
        if column.words.rpartition(BETWEEN)[0] in parted
        else column
        for column in columns
    ]


def _is_sum(column: ClerkColumn, vocabulary: Vocabulary) -> bool:
    return tokenise(column.words.rpartition(BETWEEN)[2]) in vocabulary.rows["total"]


def name_yearly_results(
    columns: Sequence[ClerkColumn], found: Sequence[Found], vocabulary: Vocabulary
) -> list[ClerkColumn]:
    """Return the columns; where none is that of the results, words of results below a year alone are those.

    "Năm 2016", "Năm 2017", "Năm 2018" over "Đạt" and "Không đạt". Ticks and numbers may be about anything.
    """
    if {column.field for column in columns} & set(RESULTS):
        return list(columns)
    return [
        replace(column, field=RESULTS[0], sure=True, reason=BY_CELLS)
        if _says_only_year(column) and _are_results(one.cells, vocabulary)
        else column
        for column, one in zip(columns, found, strict=True)
    ]


def _says_only_year(column: ClerkColumn) -> bool:
    words = tokenise(column.words)
    rest = tuple(word for word in words if not YEAR.fullmatch(word))
    return column.year is not None and column.field == "other" and rest in YEAR_WORDS


def _are_results(cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    words = [cell for cell in cells if parse_status(cell, "status", vocabulary)[1] is None]
    told = [cell for cell in words if cell_key(cell.text) not in {*TICKS, "0", "không"}]
    return bool(told) and len(told) > MOST * len(cells)
