"""The days of the rows of a boundary file: which are units of the year in question, which of another time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pandas as pd

from geo.errors import BoundaryError, Problem
from geo.reading.borders import find_doubled
from geo.tools.values import is_day, share_a_day
from geo.units import pick_valid

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    from numpy.typing import NDArray

    from geo.intake.reference import Reference

DAYS: Final = ("valid_from", "valid_to")

MIDNIGHT: Final = re.compile(
    r"(?P<year>\d{4})([-/])(?P<month>\d\d)\2(?P<day>\d\d)([T ]00:00(:00(\.0+)?)?(Z|[+-]00:?00)?)?"
)
"""A day of a field of date and time."""

WRITTEN: Final = re.compile(r"(?P<day>\d\d)/(?P<month>\d\d)/(?P<year>\d{4})")
"""A day as decrees write it; with one digit it may be of a program that has the month first."""


def read_days(frame: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the days that the rows of a layer say, as text, in the columns that it has of `DAYS`."""
    return pd.DataFrame(
        {column: [_show(cell) for cell in frame[column]] for column in DAYS if column in frame},
        index=frame.index,
    )


def _show(cell: object) -> str:
    if cell is None or pd.isna(cell):  # type: ignore[call-overload]
        return ""
    if isinstance(cell, pd.Timestamp):
        return str(cell.date())
    told = str(cell).strip()
    found = MIDNIGHT.fullmatch(told) or WRITTEN.fullmatch(told)
    return f"{found['year']}-{found['month']}-{found['day']}" if found else told


def is_of_year(days: pd.DataFrame, year: int) -> pd.Series:
    """Return which rows are units of a year, as far as they say; a day that is none says nothing."""
    told = pd.DataFrame(
        {column: _drop_odd(days[column]) if column in days else "" for column in DAYS}, index=days.index
    )
    return pd.Series(told.index.isin(pick_valid(told, year).index), index=told.index)


def require_year(now: NDArray[np.bool_], year: int, file: str) -> None:
    """Raise if no row is a unit of the year that the borders are stored for.

    Raises
    ------
    BoundaryError
        The file is of another time.
    """
    if now.any():
        return
    raise BoundaryError(
        Problem(
            file,
            f"theo valid_from, valid_to thì không dòng nào có hiệu lực vào 31/12/{year}",
            f"by valid_from and valid_to, no row is in force on 31 December {year}",
            "sửa vintage trong city.toml nếu là ranh giới của năm khác, hoặc sửa hai cột này rồi nhập lại",
            "set vintage of city.toml if these are borders of another year, or mend the two columns",
        )
    )


def _drop_odd(cells: pd.Series) -> list[str]:
    return [cell if is_day(cell) else "" for cell in cells]


def complete_days(days: pd.DataFrame, rows: pd.DataFrame, reference: Reference) -> dict[str, list[str]]:
    """Return both days of each row: what the file says, else what is known of its unit."""
    return {
        column: list(days[column])
        if column in days
        else [_known_day(reference, unit, column) for unit in rows["unit"]]
        for column in DAYS
    }


def _known_day(reference: Reference, unit: str, column: str) -> str:
    known = reference.find(unit)
    return "" if known is None else str(known[column])


def check_vintages(units: gpd.GeoDataFrame, file: str) -> list[Problem]:
    """Return a problem for each unit that has two shapes on one day: both rows are named.

    Parameters
    ----------
    units
        row, spot, code, valid_from, valid_to.
    """
    frame = units.reset_index(drop=True)
    return [
        Problem(
            file,
            f"cùng mã với dòng {frame['spot'][first]} trong cùng thời gian",
            f"has the code of row {frame['spot'][first]} at the same time",
            "ghi valid_from và valid_to không trùng ngày",
            "write valid_from and valid_to that do not meet",
            row=int(frame["row"][place]),
            value=str(frame["code"][place]),
        )
        for place, first in find_doubled(frame)
    ]


def list_others(frame: gpd.GeoDataFrame, reference: Reference) -> gpd.GeoDataFrame:
    """Return the known units of other years that no unit of a file is instead of: same code, a day in common.

    Parameters
    ----------
    frame
        code, valid_from, valid_to of the units of the file.
    """
    known = reference.units.reset_index()
    current = known.index.isin(pick_valid(known, reference.year).index)
    told: dict[str, list[tuple[str, str]]] = {}
    for code, *days in frame[["code", *DAYS]].itertuples(index=False):
        told.setdefault(code, []).append((days[0], days[1]))
    meets = [
        any(share_a_day((start, end), days) for days in told.get(code, ()))
        for code, start, end in zip(known[known.columns[0]], *(known[day] for day in DAYS), strict=True)
    ]
    others = known[~current & ~pd.Series(meets, index=known.index)]
    return others.rename(columns={known.columns[0]: "code"})
