"""Rows that mean no unit: which of them a person may name the ward or the unit of, and what is offered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from geo.clerks.body import REASONS
from geo.clerks.sections import strip_number
from geo.lookup.place import Place
from geo.matching.clerk import Years, find_level, make_look_up, read_place, tell_year
from geo.storing.named import place_wards
from geo.units import pick_valid

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from geo.clerks.clerk import ClerkRow, ClerkTable
    from geo.lookup.place import Resolution
    from geo.model import RowStatus
    from geo.names import KindLevel
    from geo.storing.desk import Desk
    from geo.storing.named import Spot
    from geo.storing.table import Preview

    LookUp = Callable[[KindLevel, int, Place], Resolution]

ASKED: Final[tuple[RowStatus, ...]] = ("ambiguous", "unmatched", "refused")
"""Statuses of rows whose unit is asked for; of a proposal it is asked first whether it is right."""


@dataclass(frozen=True)
class OpenWard:
    """Rows of hamlets whose ward nobody knows.

    Parameters
    ----------
    sheet, rows
        Where they stand.
    ward
        As they write it; "" where they write none.
    above
        The ward above rows that may be of it, or of another one.
    units
        Codes of the wards that it may be.
    meant
        Code of the one that stands above, or "".
    """

    sheet: str
    rows: tuple[int, ...]
    ward: str
    above: str
    units: tuple[str, ...]
    meant: str = ""


@dataclass(frozen=True)
class OpenUnit:
    """Rows that write one name, which means no unit for one reason.

    Parameters
    ----------
    spots
        Sheet and row of each.
    reason_vi, reason_en
        Why.
    level, year, ward
        What it is a unit of; the ward is "" where it is not known.
    """

    spots: tuple[Spot, ...]
    reason_vi: str
    reason_en: str
    level: KindLevel
    year: int
    ward: str


def offer_units(desk: Desk, preview: Preview, one: OpenUnit) -> tuple[tuple[str, ...], int]:
    """Return what some rows may be, first those that no other row is about; and how many these are."""
    rows = preview.ledger.rows
    spots = pd.Series(list(zip(rows["sheet"], rows["row"], strict=True)), index=rows.index)
    others = set(rows["unit"][(rows["year"] == one.year) & ~spots.isin(one.spots)])
    units = sorted(_list_codes(desk, one.level, one.year, one.ward), key=others.__contains__)
    return tuple(units), sum(unit not in others for unit in units)


def list_open(desk: Desk, preview: Preview) -> tuple[list[OpenWard], list[OpenUnit]]:
    """Return what a person may name in a file; what was named stays open to another choice."""
    rows, decisions = preview.ledger.rows, preview.wish.decisions
    years = Years(preview.wish.year, desk.city.years[-1])
    named = {(sheet, row) for sheet, row, _ in decisions.units}
    lines = rows.loc[~rows["closed"], ["sheet", "row", "status"]].itertuples(index=False)
    spots = {(sheet, row) for sheet, row, status in lines if status in ASKED or (sheet, row) in named}
    placed = {(sheet, row) for sheet, row, _ in decisions.wards}
    wards = [
        one
        for table in preview.tables
        if find_level(table, desk.boundaries) == "hamlet"
        for one in _list_wards(desk, table, years)
        if any((one.sheet, row) in spots | placed for row in one.rows)
    ]
    # A ward that is written and not known comes first: it may tell all of its hamlets.
    waiting = {(one.sheet, row) for one in wards if one.ward for row in one.rows} - placed
    tables = place_wards(preview.tables, decisions)
    return wards, _list_units(desk, tables, rows, spots - waiting, years)


def _list_wards(desk: Desk, table: ClerkTable, years: Years) -> list[OpenWard]:
    """Return the wards of a table of hamlets that nobody knows, and the runs of rows without one."""
    look_up = make_look_up(desk.boundaries, desk.aliases)
    found: dict[tuple[str, int], OpenWard] = {}
    for row, ward, above, run in _list_homeless(table):
        on = tell_year(table, row, years)
        home = _find_home(look_up, table, row, on) if ward else None
        if home and (home.unit or home.closed):
            continue
        known = found.get((ward, run))
        if known:
            found[ward, run] = replace(known, rows=(*known.rows, row.row))
            continue
        told = [look_up("ward", on, Place(name=name)) for name in (above, strip_number(above))]
        meant = next((one.unit for one in told if one.status == "matched"), "")
        units = _list_codes(desk, "ward", on)
        found[ward, run] = OpenWard(table.sheet, (row.row,), ward, above, units, meant)
    return list(found.values())


def _list_homeless(table: ClerkTable) -> Iterator[tuple[ClerkRow, str, str, int]]:
    """Yield rows with the ward that they write, or with what stands above their run, and where it begins."""
    places = {row.row: read_place(table, row, "hamlet") for row in table.units()}
    unsaid = not any(place.ward or place.ward_code or place.code for place in places.values())
    above, run = "", 0
    for row in table.rows:
        place = places.get(row.row)
        if place and (place.ward or place.ward_code or place.code):
            above, run = place.ward, 0
            if place.ward and not (place.ward_code or place.code):
                yield row, place.ward, "", 0
        elif place and (unsaid or row.ward_source == "unknown"):
            run = 0 if unsaid and not above else run or row.row
            yield row, "", above, run
        elif row.ignored == REASONS["section"]:
            above, run = row.cells.get("hamlet") or row.cells.get("ward", ""), 0


def _list_units(
    desk: Desk, tables: Sequence[ClerkTable], rows: pd.DataFrame, spots: Collection[Spot], years: Years
) -> list[OpenUnit]:
    look_up = make_look_up(desk.boundaries, desk.aliases)
    told = zip(*(rows[name].tolist() for name in ("sheet", "row", "reason_vi", "reason_en")), strict=True)
    reasons = {(sheet, row): (vi, en) for sheet, row, vi, en in told}
    found: dict[tuple[object, ...], OpenUnit] = {}
    for table in tables:
        level = find_level(table, desk.boundaries)
        for row in table.units():
            spot, on = (table.sheet, row.row), tell_year(table, row, years)
            if spot not in spots:
                continue
            key = (level, read_place(table, row, level), *reasons[spot])
            if key in found:
                found[key] = replace(found[key], spots=(*found[key].spots, spot))
                continue
            home = _find_home(look_up, table, row, on) if level == "hamlet" else None
            ward = home.unit if home and home.status == "matched" else ""
            found[key] = OpenUnit((spot,), *reasons[spot], level, on, ward)
    return list(found.values())


def _find_home(look_up: LookUp, table: ClerkTable, row: ClerkRow, year: int) -> Resolution:
    place = read_place(table, row, "hamlet")
    return look_up("ward", year, Place(place.ward_code, place.ward, kinds=place.ward_kinds))


def _list_codes(desk: Desk, level: KindLevel, year: int, ward: str = "") -> tuple[str, ...]:
    """Return the codes of the units of a year, of one ward or of all."""
    units = pick_valid(desk.boundaries.wards if level == "ward" else desk.boundaries.hamlets, year)
    return tuple(units.index[units["ward_code"] == ward] if ward else units.index)
