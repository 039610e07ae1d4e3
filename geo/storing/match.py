"""The ledger of a file to be stored: matched as always, then with what a person decided, then by target."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from geo.lookup import reasons
from geo.lookup.place import Place
from geo.matching.clerk import ClerkLedger, Years, find_level, match_tables, read_place
from geo.model import Text
from geo.storing.named import Decisions, Spot, pick_named, place_wards
from geo.storing.names import find_aliases
from geo.tools.formulas import defuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.clerks.clerk import ClerkRow, ClerkTable
    from geo.model import Level, RowStatus
    from geo.storing.desk import Desk
    from geo.storing.kinds import Targets
    from geo.storing.tidy import Place as UnitYear

Values = dict["UnitYear", dict[str, float]]

LEDGER: Final = ("sheet", "row", "status", "year", "unit", "reason_vi", "reason_en")
ACCEPTED: Final = Text("đề nghị đã được chấp nhận", "the proposal was accepted")
CHOSEN: Final = Text("đơn vị do người lưu chỉ ra", "the unit is as the person who stores it said")
CHOSEN_WARD: Final = Text("xã, phường do người lưu chỉ ra", "the ward is as the person who stores it said")
REJECTED: Final = Text("đề nghị đã bị bác", "the proposal was rejected")
OTHER_LEVEL: Final = Text("bảng này không nhận đơn vị cấp này", "this table takes no units of this level")


@dataclass(frozen=True, eq=False)
class Settled:
    """The ledger after what a person decided.

    Parameters
    ----------
    ledger
        What becomes of the rows.
    accepted
        Rows of accepted proposals, and those whose unit was named → the unit.
    placed
        Rows whose ward was named → the ward.
    named
        Matched rows whose unit or ward was named.
    """

    ledger: ClerkLedger
    accepted: Mapping[Spot, str]
    placed: Mapping[Spot, str]
    named: frozenset[Spot]


def settle_rows(
    desk: Desk, tables: Sequence[ClerkTable], targets: Targets, *, year: int | None, decisions: Decisions
) -> Settled:
    """Return what becomes of the rows of a file.

    Raises
    ------
    IndicatorError
        A person must decide something about a table first.
    """
    years = Years(year, desk.city.years[-1])
    placed = {(sheet, row): code for sheet, row, code in decisions.wards}
    told = place_wards(tables, decisions)
    ledger = match_tables(told, desk.boundaries, years=years, aliases=desk.aliases)
    named = pick_named(ledger.rows, decisions)
    accepted = _list_accepted(ledger, decisions) | named
    before = ledger.rows
    if accepted:
        coded = [replace(table, rows=_code_rows(table, accepted)) for table in told]
        ledger = match_tables(coded, desk.boundaries, years=years, aliases=desk.aliases)
    rows = ledger.rows.copy()
    spots = pd.Series(list(zip(rows["sheet"], rows["row"], strict=True)), index=rows.index)
    matched = rows["status"] == "matched"
    _mark(rows, spots.isin(placed) & matched & (rows["reason_vi"] == ""), "matched", CHOSEN_WARD)
    _mark(rows, spots.isin(accepted) & matched, "matched", ACCEPTED)
    _tell_named(rows, before, spots.isin(named) & matched)
    rejected = spots.isin(decisions.rejected) & (rows["status"] == "proposed")
    _refuse(rows, rejected, REJECTED)
    other = ~rows["level"].isin(targets) & (rows["status"] != "ignored")
    _refuse(rows, other, OTHER_LEVEL)
    rows.loc[other, "closed"] = True
    stored = spots[rows["status"].isin(("matched", "duplicate"))]
    return Settled(replace(ledger, rows=rows), accepted, placed, frozenset(stored) & {*named, *placed})


def _tell_named(rows: pd.DataFrame, before: pd.DataFrame, where: pd.Series) -> None:
    """Write into rows whose unit was named that it was, and what spoke against their own name."""
    for reason, said in (("reason_vi", CHOSEN.vi), ("reason_en", CHOSEN.en)):
        rows.loc[where, reason] = said + "; " + before.loc[where, reason]


def _list_accepted(ledger: ClerkLedger, decisions: Decisions) -> dict[Spot, str]:
    rows = ledger.rows[ledger.rows["status"] == "proposed"]
    proposed = {
        (sheet, row): unit for sheet, row, unit in rows[["sheet", "row", "unit"]].itertuples(index=False)
    }
    chosen = set(proposed) if decisions.everything else decisions.accepted & set(proposed)
    return {spot: proposed[spot] for spot in proposed if spot in chosen - decisions.rejected}


def _code_rows(table: ClerkTable, accepted: Mapping[Spot, str]) -> tuple[ClerkRow, ...]:
    """Return the rows of a table with the code of the unit instead of names where a proposal was accepted."""
    return tuple(
        replace(row, cells={"code": accepted[table.sheet, row.row]})
        if (table.sheet, row.row) in accepted
        else row
        for row in table.rows
    )


def _mark(rows: pd.DataFrame, where: pd.Series, status: RowStatus, reason: Text) -> None:
    """Write a status and its reason into rows that nobody else has yet."""
    rows.loc[where, ["status", "reason_vi", "reason_en"]] = [status, reason.vi, reason.en]


def _refuse(rows: pd.DataFrame, where: pd.Series, reason: Text) -> None:
    _mark(rows, where, "refused", reason)
    rows.loc[where, ["unit", "hamlet_code", "ward_code"]] = ""
    rows.loc[where, "score"] = 0.0


def refuse_disputes(settled: Settled, columns: Mapping[str, Sequence[str]]) -> Settled:
    """Return the ledger with rows of different sheets refused that say different things of one unit.

    Parameters
    ----------
    columns
        Sheet → the columns that it says.
    """
    told: dict[tuple[UnitYear, str], dict[int, str]] = {}
    for index, place, cells in _list_told(settled, columns):
        for column, value in cells.items():
            told.setdefault((place, column), {})[index] = repr(value)
    rows = settled.ledger.rows.copy()
    names = rows["sheet"] + "!" + rows["row"].astype(str)
    for group in told.values():
        for index in group if len(set(group.values())) > 1 else ():
            others = [names[other] for other in group if other != index]
            _mark(
                rows,
                pd.Series(rows.index == index, index=rows.index),
                "refused",
                reasons.conflicts_with(others),
            )
    return replace(settled, ledger=replace(settled.ledger, rows=rows))


def collect_values(settled: Settled, columns: Mapping[str, Sequence[str]]) -> dict[Level, Values]:
    """Return the values of the matched rows by level, and by year and unit; NaN where a cell is empty.

    Parameters
    ----------
    columns
        Sheet → the columns that it says.
    """
    levels = settled.ledger.rows["level"]
    values: dict[Level, Values] = {}
    for index, place, cells in _list_told(settled, columns):
        values.setdefault(levels[index], {}).setdefault(place, {}).update(cells)
    return values


def _list_told(
    settled: Settled, columns: Mapping[str, Sequence[str]]
) -> Iterator[tuple[int, UnitYear, dict[str, float]]]:
    rows = settled.ledger.rows
    matched = rows[rows["status"] == "matched"]
    for index, line in zip(matched.index, matched.to_dict("records"), strict=True):
        cells = {column: float(line.get(column, math.nan)) for column in columns[line["sheet"]]}
        if cells:
            yield index, (int(line["year"]), line["unit"]), cells


def write_ledger(ledger: ClerkLedger) -> bytes:
    """Return what became of each row as CSV, without the values."""
    rows = ledger.rows[list(LEDGER)].astype({"year": object})
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(LEDGER)
    lines = rows.fillna("").itertuples(index=False, name=None)
    writer.writerows([defuse(str(cell)) for cell in line] for line in lines)
    return text.getvalue().encode()


def learn_names(desk: Desk, tables: Sequence[ClerkTable], settled: Settled) -> list[dict[str, str]]:
    """Return the spellings that accepted proposals, and units and wards that were named, teach, each once."""
    rows = settled.ledger.rows
    stored = rows[rows["status"].isin(("matched", "duplicate"))]
    years = {
        (sheet, row): int(year)
        for sheet, row, year in stored[["sheet", "row", "year"]].itertuples(index=False)
    }
    found: dict[tuple[str, str], dict[str, str]] = {}
    for table in tables:
        for row in table.rows:
            spot = (table.sheet, row.row)
            if spot in years:
                for alias in _learn(desk, table, row, settled, years[spot]):
                    found.setdefault((alias["source_name"], alias["ward"]), alias)
    return list(found.values())


def _learn(
    desk: Desk, table: ClerkTable, row: ClerkRow, settled: Settled, year: int
) -> Iterator[dict[str, str]]:
    """Yield what a row teaches: the name of its ward if that was named, its own if that was, or accepted."""
    level, spot = find_level(table, desk.boundaries), (table.sheet, row.row)
    place, ward = read_place(table, row, level), settled.placed.get(spot, "")
    if ward:
        yield from find_aliases(desk, Place(name=place.ward), ward, year=year, level="ward")
        place = replace(place, ward="", ward_code=ward)
    if spot in settled.accepted:
        yield from find_aliases(desk, place, settled.accepted[spot], year=year, level=level)
