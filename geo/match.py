"""Rows → unit codes + MatchReport: nothing is guessed, no row and no unit is lost."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import pandas as pd

from geo.errors import IndicatorError
from geo.lookup import reasons
from geo.lookup.gazetteer import make_gazetteer
from geo.lookup.ledger import list_missing, report_rows, require_some, settle_repeats
from geo.lookup.place import Place, Resolution
from geo.lookup.resolve import resolve
from geo.model import MatchReport
from geo.tools.values import PARSERS, explain_cell, parse_year

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from geo.lookup.gazetteer import Gazetteer
    from geo.model import Boundaries, Level, Table
    from geo.names import KindLevel

SITES_FILE: Final = "model_sites.csv"


def match_rows(
    rows: pd.DataFrame,
    boundaries: Boundaries,
    table: Table,
    *,
    years: Iterable[int] = (),
    aliases: pd.DataFrame | None = None,
) -> tuple[pd.DataFrame, MatchReport]:
    """Join the rows of a tidy table to the units of its level.

    Parameters
    ----------
    rows
        Cells as they stand: row, year, the columns of the table, and what says the unit: ``hamlet_code`` or
        ``ward_code``, or names in ``hamlet`` and ``ward``. A code and a name are held against each other.
    years
        Years for which every unit should have a row, beside those of the table.
    aliases
        Spellings accepted before, as `geo.read.read_aliases` gives them.

    Returns
    -------
    values
        year, level, unit, column, value: of the matched rows, an empty cell as NaN.
    report
        What became of each row and of each unit.

    Raises
    ------
    IndicatorError
        A cell holds no value of its column; all such cells at once.
    MatchError
        There are rows, and none of them is a unit.
    """
    file = f"{table.file}.csv"
    values = _parse_cells(rows, table, file)
    answers = _resolve_rows(rows, boundaries, table.level, aliases)
    report = settle_repeats(answers, values, answers["year"])
    require_some(report, file)
    wanted = sorted({*years, *(int(year) for year in report["year"].dropna())})
    missing = list_missing(boundaries, table.level, wanted, report)
    matched = report["status"] == "matched"
    return _lay_out(report[matched], values[matched], table.level), MatchReport(file, report, missing)


def match_models(
    models: pd.DataFrame, sites: pd.DataFrame, boundaries: Boundaries
) -> tuple[pd.DataFrame, MatchReport]:
    """Join the sites of community models to hamlets.

    Parameters
    ----------
    models
        model_code and more.
    sites
        Cells as they stand: row, model_code, and ``hamlet_code`` or names in ``hamlet`` and ``ward``.

    Returns
    -------
    coded_sites
        model_code, hamlet_code: each site once.
    report
        Years are <NA>; ``missing`` names the models that have no site, as units.

    Raises
    ------
    MatchError
        There are sites, and none of them is a hamlet.
    """
    known = set(models["model_code"])
    places = _list_places(sites, "hamlet")
    look_up = _make_look_up(boundaries, "hamlet", None)
    found = [
        _is_blank(cells) or (look_up(None, place) if model in known else _refuse_model(model))
        for cells, model, place in zip(_list_cells(sites), sites["model_code"], places, strict=True)
    ]
    answers = report_rows(sites, [None] * len(found), found)
    report = settle_repeats(answers, pd.DataFrame(index=sites.index), sites["model_code"])
    require_some(report, SITES_FILE)
    matched = report["status"] == "matched"
    coded = pd.DataFrame({"model_code": sites["model_code"][matched], "hamlet_code": report["unit"][matched]})
    missing = models.loc[~models["model_code"].isin(coded["model_code"]), "model_code"]
    absent = pd.DataFrame(
        {"year": pd.array([None] * len(missing), dtype="Int64"), "unit": missing.to_numpy()}
    )
    return coded.reset_index(drop=True), MatchReport(SITES_FILE, report, absent)


def _refuse_model(code: str) -> Resolution:
    return Resolution("refused", reason=reasons.unknown_model(code))


def _parse_cells(rows: pd.DataFrame, table: Table, file: str) -> pd.DataFrame:
    """Return the values of the table's columns, on the index of the rows."""
    numbers = rows["row"].tolist()
    problems = [
        explain_cell("year", file, row, "year", cell)
        for row, cell in zip(numbers, rows["year"].tolist(), strict=True)
        if cell and parse_year(cell) is None
    ]
    values = {}
    for column, kind in table.columns.items():
        cells = rows[column].tolist()
        parsed = {cell: PARSERS[kind](cell) for cell in dict.fromkeys(cells)}
        problems += [
            explain_cell(kind, file, row, column, cell)
            for row, cell in zip(numbers, cells, strict=True)
            if parsed[cell] is None
        ]
        values[column] = pd.Series([parsed[cell] for cell in cells], index=rows.index, dtype=float)
    if problems:
        raise IndicatorError(sorted(problems, key=lambda problem: problem.row or 0))
    return pd.DataFrame(values, index=rows.index)


def _resolve_rows(
    rows: pd.DataFrame, boundaries: Boundaries, level: Level, aliases: pd.DataFrame | None
) -> pd.DataFrame:
    kind: KindLevel = "ward" if level == "ward" else "hamlet"
    look_up = _make_look_up(boundaries, kind, aliases)
    years = [parse_year(cell) if cell else None for cell in rows["year"].tolist()]
    found = [
        _is_blank(cells)
        or (look_up(year, place) if year else Resolution("unmatched", reason=reasons.NO_YEAR))
        for cells, year, place in zip(_list_cells(rows), years, _list_places(rows, kind), strict=True)
    ]
    return report_rows(rows, years, found)


def _make_look_up(
    boundaries: Boundaries, level: KindLevel, aliases: pd.DataFrame | None
) -> Callable[[int | None, Place], Resolution]:
    """Return what resolves a place in a year, each place once."""

    @cache
    def open_year(year: int | None) -> Gazetteer:
        return make_gazetteer(boundaries, level, year, aliases)

    @cache
    def look_up(year: int | None, place: Place) -> Resolution:
        return resolve(open_year(year), place)

    return look_up


def _list_cells(rows: pd.DataFrame) -> list[tuple[str, ...]]:
    return list(zip(*(cells.tolist() for _, cells in rows.drop(columns="row").items()), strict=True))


def _is_blank(cells: Collection[str]) -> Resolution | None:
    return None if any(cells) else Resolution("ignored", reason=reasons.EMPTY_ROW)


def _list_places(rows: pd.DataFrame, level: KindLevel) -> list[Place]:
    """Return what each row says of its unit."""
    nothing = [""] * len(rows)
    code, name, ward, ward_code = (
        rows[column].tolist() if column in rows else nothing
        for column in (f"{level}_code", level, "ward", "ward_code")
    )
    if level == "ward":
        ward = ward_code = nothing
    return [Place(*words) for words in zip(code, name, ward, ward_code, strict=True)]


def _lay_out(report: pd.DataFrame, values: pd.DataFrame, level: Level) -> pd.DataFrame:
    """Return the values of matched rows as a tidy frame."""
    wide = pd.DataFrame({"year": report["year"].astype(int), "level": level, "unit": report["unit"]})
    columns = [wide.assign(column=str(column), value=values[column]) for column in values]
    return pd.concat(columns, ignore_index=True)
