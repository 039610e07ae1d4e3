"""A clerk's tables → the ledger: what became of each row of the spreadsheet, and the values that it says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from geo.errors import IndicatorError
from geo.lookup import reasons
from geo.lookup.gazetteer import make_gazetteer
from geo.lookup.ledger import list_missing, settle_repeats
from geo.lookup.place import Place, Resolution
from geo.matching.cut import resolve_cut
from geo.matching.kinds import Kinds, find_kinds
from geo.model import Text
from geo.names import make_keys
from geo.units import list_latest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geo.clerks.clerk import ClerkRow, ClerkTable
    from geo.errors import Problem
    from geo.lookup.gazetteer import Gazetteer
    from geo.model import Boundaries
    from geo.names import KindLevel

WRITTEN: Final = ("cell", "block", "merged")
"""Sources of a ward that stands in its column, which has a width."""

NUMBER_ALONE: Final = 0.8
NO_VALUES: Final = ("year", "date")
"""Fields that are no values of an indicator."""

COLUMNS: Final = (
    "sheet",
    "row",
    "year",
    "level",
    "status",
    "unit",
    "score",
    "reason_vi",
    "reason_en",
    "closed",
    "scope",
)


@dataclass(frozen=True, eq=False)
class ClerkLedger:
    """What became of the rows of a clerk's file, and of the units.

    Parameters
    ----------
    rows
        Frame sheet, row, year, level, status, unit, hamlet_code, ward_code, score, reason_vi, reason_en,
        closed (nobody may name its unit), and a column for each value (NaN = no data): one row for each row
        of the tables.
    values
        Names of the value columns.
    missing
        Frame year, level, unit: units of the years of the file that no row is about.
    """

    rows: pd.DataFrame
    values: tuple[str, ...]
    missing: pd.DataFrame


@dataclass(frozen=True)
class Years:
    """Which year the rows of a file are about.

    Parameters
    ----------
    asked
        Year that the file is said to be about; a row that names another one is refused. None takes what the
        file says.
    last
        Year of the units where nothing says one.
    """

    asked: int | None
    last: int


def match_tables(
    tables: Sequence[ClerkTable],
    boundaries: Boundaries,
    *,
    years: Years,
    aliases: pd.DataFrame | None = None,
) -> ClerkLedger:
    """Hold the tables of a clerk's file against the units; nothing is stored.

    Parameters
    ----------
    tables
        As `geo.clerks.tables.read_tables` understood them.
    aliases
        Spellings accepted before, as `geo.read.read_aliases` gives them.

    Raises
    ------
    IndicatorError
        A person must decide something about a table first.
    """
    problems = [problem for table in tables for problem in table.problems]
    if problems:
        raise IndicatorError(problems)
    look_up = make_look_up(boundaries, aliases)
    apart = len({table.title_year for table in tables}) > 1
    lines = [
        line for table in tables for line in _match_table(table, boundaries, years, look_up, apart=apart)
    ]
    fields = dict.fromkeys(field for table in tables for row in table.units() for field in row.values)
    values = [field for field in fields if field not in NO_VALUES]
    rows = pd.DataFrame(lines, columns=[*COLUMNS, *values])
    rows = rows.astype(dict.fromkeys(values, float) | {"year": "Int64", "score": float, "closed": bool})
    several = len({table.sheet for table in tables}) > 1
    names = rows["row"].astype(str)
    names = rows["sheet"] + "!" + names if several else names
    settled = settle_repeats(rows, rows[values], rows["scope"], rows=names)
    return ClerkLedger(_add_codes(settled, boundaries), tuple(values), _find_missing(settled, boundaries))


def make_look_up(
    boundaries: Boundaries, aliases: pd.DataFrame | None
) -> Callable[[KindLevel, int, Place], Resolution]:
    """Return what tells which unit of a level a place means in a year; each place is looked up once."""

    @cache
    def open_year(level: KindLevel, year: int) -> Gazetteer:
        return make_gazetteer(boundaries, level, year, aliases)

    @cache
    def look_up(level: KindLevel, year: int, place: Place) -> Resolution:
        return resolve_cut(open_year(level, year), place)

    return look_up


def _match_table(
    table: ClerkTable,
    boundaries: Boundaries,
    years: Years,
    look_up: Callable[[KindLevel, int, Place], Resolution],
    *,
    apart: bool,
) -> Iterator[dict[str, Any]]:
    """Yield the lines of the ledger for each row of a table.

    Where the tables of a file name several years, or some of them none, each is about its own only: the
    title of a sheet that was copied may still be that of last year.
    """
    level = find_level(table, boundaries)
    fields = sorted({field for row in table.units() for field in row.values})
    for row in table.rows:
        own, year = _read_year(row) or (table.title_year if apart else None), tell_year(table, row, years)
        found = _settle_before(row, own, years.asked) or look_up(level, year, read_place(table, row, level))
        found = _doubt_number(found, row) if row.ward_source == "unknown" else found
        found = _tell_hidden(found) if row.hidden and found.status == "matched" else found
        yield {
            "sheet": table.sheet,
            "row": row.row,
            "year": None if found.status == "ignored" else year,
            "level": level,
            "status": found.status,
            "unit": found.unit,
            "score": found.score,
            "reason_vi": found.reason.vi,
            "reason_en": found.reason.en,
            "closed": found.closed,
            "scope": f"{year} {level} {fields}",
            **{field: value for field, value in row.values.items() if field not in NO_VALUES},
        }


def _doubt_number(found: Resolution, row: ClerkRow) -> Resolution:
    """Return what the number of a hamlet means in a row whose ward is not known, while others have one.

    It may be the only one of its kind in the city; with a slip of the kind it is that of another ward.
    """
    numbered = not make_keys(row.cells.get("hamlet", ""), "hamlet")[0].letters
    told = any(row.cells.get(field) for field in ("code", "ward", "ward_code"))
    if found.status != "matched" or told or not numbered:
        return found
    return replace(found, status="proposed", reason=reasons.WARD_OPEN, score=NUMBER_ALONE)


def _tell_hidden(found: Resolution) -> Resolution:
    """Return a match that says that its row is not shown in the file: the sender may not mean it."""
    vi, en = (f"{own}; " if own else "" for own in (found.reason.vi, found.reason.en))
    return replace(found, reason=Text(vi + reasons.HIDDEN_ROW.vi, en + reasons.HIDDEN_ROW.en))


def find_level(table: ClerkTable, boundaries: Boundaries) -> KindLevel:
    """Return the level of a clerk's table: wards, if no column can say a hamlet."""
    fields = {column.field for column in table.columns}
    codes = {row.cells["code"] for row in table.units() if row.cells.get("code")}
    only_wards = bool(codes) and not codes.isdisjoint(boundaries.wards.index)
    return "hamlet" if "hamlet" in fields or ("code" in fields and not only_wards) else "ward"


def tell_year(table: ClerkTable, row: ClerkRow, years: Years) -> int:
    """Return the year that a row is about."""
    return _read_year(row) or years.asked or table.title_year or years.last


def _read_year(row: ClerkRow) -> int | None:
    year = row.values.get("year")
    return None if year is None else int(year)


def _settle_before(row: ClerkRow, year: int | None, asked: int | None) -> Resolution | None:
    """Return what became of a row before its unit is looked up, or None."""
    if row.ignored:
        return Resolution("ignored", reason=row.ignored, closed=True)
    if row.problems:
        return Resolution("refused", reason=_explain(row.problems), closed=True)
    if year and asked and year != asked:
        return Resolution("refused", reason=reasons.wrong_year(year, asked), closed=True)
    return None


def _explain(problems: Sequence[Problem]) -> Text:
    """Return what is wrong with a row, without its place: the ledger has that in its own columns."""
    bare = [replace(problem, file="", row=None) for problem in problems]
    vi, en = ([problem.say(language).lstrip(", ") for problem in bare] for language in ("vi", "en"))
    return reasons.unusable(vi, en)


def read_place(table: ClerkTable, row: ClerkRow, level: KindLevel) -> Place:
    """Return what a row says of its unit; a ward of the title stands for tables that name none."""
    cells, kinds = row.cells, find_kinds(table).get(row.row, Kinds())
    if level == "ward":
        code = cells.get("code") or cells.get("ward_code", "")
        return Place(code, cells.get("ward", ""), kinds=kinds.ward, room=row.room.get("ward"))
    ward_code = cells.get("ward_code", "")
    titled = "" if ward_code or row.ward_source == "unknown" else table.title_ward
    return Place(
        code=cells.get("code", ""),
        name=cells.get("hamlet", ""),
        ward=cells.get("ward", "") or titled,
        ward_code=ward_code,
        kinds=kinds.hamlet,
        ward_kinds=kinds.ward,
        room=row.room.get("hamlet"),
        ward_room=row.room.get("ward") if row.ward_source in WRITTEN else None,
    )


def _add_codes(rows: pd.DataFrame, boundaries: Boundaries) -> pd.DataFrame:
    """Return the ledger with hamlet_code and ward_code; a ward has no hamlet code."""
    is_ward = rows["level"] == "ward"
    homes = rows["unit"].map(list_latest(boundaries, "hamlet")["ward_code"]).fillna("")
    return rows.drop(columns="scope").assign(
        hamlet_code=rows["unit"].mask(is_ward, ""), ward_code=homes.mask(is_ward, rows["unit"])
    )


def _find_missing(rows: pd.DataFrame, boundaries: Boundaries) -> pd.DataFrame:
    parts = []
    levels: tuple[KindLevel, ...] = ("hamlet", "ward")
    for level in levels:
        told = rows[rows["level"] == level]
        years = sorted({int(year) for year in told["year"].dropna()})
        parts.append(list_missing(boundaries, level, years, told).assign(level=level))
    return pd.concat(parts, ignore_index=True)
