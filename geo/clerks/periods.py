"""Parts of a year in titles and names of sheets: "Tháng 3", "QUÝ III/2018", "6 tháng đầu năm".

A count of one month is no count of the year, and those of several sheets are not the same figure twice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.errors import Problem, quote
from geo.model import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.clerks.clerk import ClerkTable, Field, ValueKind

DAY: Final = re.compile(r"ngày.{0,8}tháng.{0,8}năm", re.IGNORECASE)
PERIOD: Final = re.compile(
    r"(?<!\w)(?:(?:tháng|quý)\s*(?:\d{1,2}|[ivx]{1,4})(?!\w)|(?!12\s)\d{1,2}\s+tháng(?:\s+(?:đầu|cuối)\s+năm)?(?!\w))",
    re.IGNORECASE,
)
"""A month or quarter with its number, or several months; "ngày 12 tháng 11 năm 2018" is a day."""


def find_period(texts: Sequence[str]) -> str:
    """Return the one part of a year that titles name, as they write it, or "" if none or several."""
    found = {
        " ".join(period.casefold().split()): " ".join(period.split())
        for text in texts
        for period in PERIOD.findall(DAY.sub(" ", text))
    }
    return next(iter(found.values())) if len(found) == 1 else ""


def find_several_periods(tables: Sequence[ClerkTable], kinds: Mapping[Field, ValueKind]) -> list[Problem]:
    """Return that a count is told for several parts of a year: what the year has is unknown."""
    told: dict[Field, list[ClerkTable]] = {}
    for table in tables:
        for column in table.columns:
            if kinds.get(column.field) == "count" and table.period:
                told.setdefault(column.field, []).append(table)
    several = [group for group in told.values() if len({table.period.casefold() for table in group}) > 1]
    return [_several(several[0])] if several else []


def list_period_notes(
    tables: Sequence[ClerkTable], kinds: Mapping[Field, ValueKind], chosen: int | None
) -> Iterator[Text]:
    """Yield what is told of the time before tables are stored.

    That is which part of a year tables with counts name, and titles of another year than the chosen one.
    """
    counted = (table for table in tables if any(kinds.get(one.field) == "count" for one in table.columns))
    for period in dict.fromkeys(table.period for table in counted if table.period):
        yield Text(
            f"tiêu đề ghi {quote(period)}: số đếm có thể chỉ là của một phần năm",
            f"the title says {quote(period)}: the counts may be those of a part of the year only",
        )
    for said in dict.fromkeys(table.title_year for table in tables if chosen and table.title_year):
        if said != chosen:
            yield Text(
                f"tiêu đề bảng ghi năm {said}, bạn chọn năm {chosen}",
                f"the title of the table says {said}, you chose {chosen}",
            )


def _several(tables: Sequence[ClerkTable]) -> Problem:
    listed = ", ".join(dict.fromkeys(f"{quote(table.period)} ({table.sheet})" for table in tables))
    return Problem(
        file=tables[0].file,
        what_vi=f"có số đếm của nhiều phần trong năm: {listed}; không rõ cả năm là bao nhiêu",
        what_en=f"has counts of several parts of a year: {listed}; what the year has is not known",
        remedy_vi="gửi một bảng có số của cả năm, hoặc gửi riêng từng trang tính",
        remedy_en="send one table with the counts of the year, or one sheet at a time",
    )
