"""The year that headers of values name: "Kết quả năm 2017" is no result of 2018."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.clerks.columns import CORRECTED
from geo.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Collection

    from geo.clerks.clerk import ClerkColumn, ClerkTable, Field


def take_header_year(table: ClerkTable, values: Collection[Field], asked: int | None) -> ClerkTable:
    """Return a table whose headers say its year where nothing else does, and what contradicts it as problems.

    Parameters
    ----------
    table
        As it was understood.
    values
        Fields that hold values.
    asked
        Year that the file is said to be about.

    Notes
    -----
    A column that a person chose is that of the year whatever its header says.
    """
    columns = [
        column
        for column in table.columns
        if column.year and column.reason != CORRECTED and column.field in (*values, "not_met")
    ]
    years = {column.year for column in columns}
    if not years:
        return table
    told = {int(year) for row in table.units() if (year := row.values.get("year"))}
    if told:
        problems = [_other_year(table.file, one, min(told)) for one in columns if told != {one.year}]
        return replace(table, problems=(*table.problems, *problems))
    year = asked or table.title_year or max(filter(None, years))
    problems = [_other_year(table.file, column, year) for column in columns if column.year != year]
    return replace(table, title_year=table.title_year or year, problems=(*table.problems, *problems))


def _other_year(file: str, column: ClerkColumn, year: int) -> Problem:
    return Problem(
        file=file,
        column=column.words,
        what_vi=f"cột {column.letter} ghi năm {column.year}, không phải năm {year}",
        what_en=f"column {column.letter} says {column.year}, not {year}",
        remedy_vi="chọn năm, ghi lại tiêu đề, hoặc chọn cột này là gì (hay không đọc)",
        remedy_en="choose the year, write the header anew, or choose what it holds (or not to read it)",
    )
