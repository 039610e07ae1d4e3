"""Cell → value: status words, whole counts, numbers. An empty cell is no data (NaN), never 0."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from geo.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

CellKind = Literal["status", "count", "number"]

STATUS_WORDS: Final = {
    "true": 1.0,
    "1": 1.0,
    "đạt": 1.0,
    "false": 0.0,
    "0": 0.0,
    "không đạt": 0.0,
    "chưa đạt": 0.0,
}
"""Words of a status, in lower case; anything else is asked about, not guessed."""

LARGEST_COUNT: Final = 10**12
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200

WHOLE: Final = re.compile(r"[0-9]+(\.0+)?")
NUMBER: Final = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,2})?")


def parse_status(cell: str) -> float | None:
    """Return 1 for met, 0 for not met, NaN for an empty cell, None for anything else."""
    return STATUS_WORDS.get(" ".join(cell.lower().split())) if cell else math.nan


def parse_count(cell: str) -> float | None:
    """Return a whole number that is not negative, NaN for an empty cell, None for anything else."""
    if not cell:
        return math.nan
    return float(cell) if WHOLE.fullmatch(cell) and float(cell) <= LARGEST_COUNT else None


def parse_number(cell: str) -> float | None:
    """Return a number with a decimal point, NaN for an empty cell, None for anything else."""
    if not cell:
        return math.nan
    return float(cell) if NUMBER.fullmatch(cell) else None


def parse_year(cell: str) -> int | None:
    """Return a year, or None where the cell holds none."""
    year = parse_count(cell)
    return int(year) if year is not None and FIRST_YEAR <= year <= LAST_YEAR else None


def is_day(cell: str) -> bool:
    """Return whether a cell is a date as 2018-12-31."""
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


def share_a_day(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Return whether two validities (first and last day as 2018-12-31, "" = open) have a day in common."""
    return (not one[1] or one[1] >= other[0]) and (not other[1] or other[1] >= one[0])


PARSERS: Final[dict[CellKind, Callable[[str], float | None]]] = {
    "status": parse_status,
    "count": parse_count,
    "number": parse_number,
}

EXPECTED: Final[dict[CellKind | Literal["answer", "year", "day"], tuple[str, str, str, str]]] = {
    "status": (
        "không phải kết quả phân loại",
        "is no status",
        "ghi đạt hoặc không đạt (true, false, 1, 0); để trống nếu chưa có số liệu",
        "write true or false (1, 0, đạt, không đạt); leave it empty if there is no data",
    ),
    "count": (
        "không phải số đếm",
        "is no count",
        "ghi số nguyên không âm, không có dấu phân cách; để trống nếu chưa có số liệu",
        "write a whole number that is not negative, without separators; leave it empty if there is no data",
    ),
    "number": (
        "không phải số",
        "is no number",
        "ghi số với dấu chấm thập phân; để trống nếu chưa có số liệu",
        "write a number with a decimal point; leave it empty if there is no data",
    ),
    "answer": (
        "không phải có hay không",
        "is neither yes nor no",
        "ghi true (có) hoặc false (không)",
        "write true (yes) or false (no)",
    ),
    "year": (
        "không phải năm",
        "is no year",
        "ghi năm bằng bốn chữ số, ví dụ 2018",
        "write the year with four digits, such as 2018",
    ),
    "day": (
        "không phải ngày",
        "is no date",
        "ghi như 2018-12-31, hoặc để trống",
        "write it as 2018-12-31, or leave it empty",
    ),
}


def explain_cell(
    kind: CellKind | Literal["answer", "year", "day"], file: str, row: int, column: str, cell: str
) -> Problem:
    """Return what is wrong with a cell that a parser refused, and what to write instead."""
    what_vi, what_en, remedy_vi, remedy_en = EXPECTED[kind]
    return Problem(
        file=file,
        row=row,
        column=column,
        value=cell,
        what_vi=what_vi,
        what_en=what_en,
        remedy_vi=remedy_vi,
        remedy_en=remedy_en,
    )
