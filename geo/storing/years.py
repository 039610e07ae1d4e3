"""The year of a file that was sent: it must be said somewhere, and a new one joins the years of the city."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from geo.errors import IndicatorError, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.clerks.clerk import ClerkTable
    from geo.storing.desk import Desk

CITY: Final = "city.toml"
YEARS: Final = re.compile(r"^(years\s*=\s*\[)[^\]]*(\])", re.MULTILINE)


def require_years(tables: Sequence[ClerkTable], asked: int | None) -> None:
    """Make sure that each row says its year, or its table does, or a person did.

    Raises
    ------
    IndicatorError
        Nothing says it.
    """
    problems = [
        Problem(
            file=table.file,
            row=row.row,
            what_vi="không rõ số liệu của năm nào: bảng, tiêu đề và dòng này đều không ghi năm",
            what_en="it is not known which year this is about: neither table, title nor this row says it",
            remedy_vi="chọn năm của số liệu",
            remedy_en="choose the year of the figures",
        )
        for table in tables
        for row in table.units()
        if asked is None and table.title_year is None and "year" not in row.values
    ]
    if problems:
        raise IndicatorError(problems[0])


def add_years(desk: Desk, years: Collection[int], *, file: str) -> dict[str, bytes | None]:
    """Return ``city.toml`` with new years among those that can be chosen; nothing if there are none.

    Raises
    ------
    IndicatorError
        A year is still to come, or ``city.toml`` must be edited by a person.
    """
    for year in sorted(years):
        if year > datetime.now(UTC).year + 1:
            raise IndicatorError(_still_to_come(file, year))
    new = sorted(set(years).difference(desk.city.years))
    if not new:
        return {}
    text = (desk.folder / CITY).read_bytes().decode("utf-8-sig")
    wanted = sorted({*desk.city.years, *new})
    edited = YEARS.sub(lambda found: f"{found[1]}{', '.join(map(str, wanted))}{found[2]}", text, count=1)
    if tomllib.loads(edited) != tomllib.loads(text) | {"years": wanted}:
        raise IndicatorError(_by_hand(new))
    return {CITY: edited.encode()}


def _still_to_come(file: str, year: int) -> Problem:
    return Problem(
        file=file,
        value=str(year),
        what_vi="năm này chưa đến",
        what_en="this year is still to come",
        remedy_vi="sửa năm trong tệp, hoặc chọn năm khác",
        remedy_en="mend the year in the file, or choose another",
    )


def _by_hand(years: Sequence[int]) -> Problem:
    listed = ", ".join(map(str, years))
    return Problem(
        file=CITY,
        column="years",
        what_vi=f"chưa có năm {listed}",
        what_en=f"does not have the year {listed}",
        remedy_vi=f"thêm {listed} vào danh sách years rồi nhập lại",
        remedy_en=f"add {listed} to years, then import again",
    )
