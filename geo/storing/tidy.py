"""New values into a tidy table, row by row: what does not change keeps its bytes, and each change is told."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from geo.match import match_rows
from geo.reading.tables import read_table
from geo.storing.history import Difference
from geo.tools.keep import keep
from geo.tools.values import PARSERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from geo.model import Table
    from geo.storing.desk import Desk

Place = tuple[int, str]
"""Year and unit."""

STATUS_TEXT: Final = {1.0: "true", 0.0: "false"}


@dataclass(frozen=True, eq=False)
class Tidied:
    """A tidy table with new values.

    Parameters
    ----------
    path
        Of the table, in the data folder.
    content
        Its new bytes.
    differences
        Values that are others than before.
    kept
        Units of the same years that the new values say nothing of.
    """

    path: str
    content: bytes
    differences: tuple[Difference, ...]
    kept: tuple[Place, ...]


def put_values(desk: Desk, table: Table, values: Mapping[Place, Mapping[str, float]]) -> Tidied:
    """Return a tidy table in which the values of some units are others; NaN takes a value away.

    Parameters
    ----------
    table
        Of the catalogue.
    values
        (year, unit) → column → value; columns that are not named stay.

    Raises
    ------
    IndicatorError, MatchError
        The stored table itself cannot be used.
    """
    path = f"indicators/{table.file}.csv"
    file = desk.folder / path
    rows, places = _read_stored(desk, table.file)
    code = f"{table.level}_code"
    frame = rows.drop(columns="row") if code in rows else rows.assign(**{code: ""}).drop(columns="row")
    lines = frame.to_dict("records")
    sorted_before = _is_sorted(lines, code)
    differences = []
    for place, cells in values.items():
        at = places.get(place) or [_append(lines, frame.columns, code, place)]
        for column, value in cells.items():
            difference = _write(lines, at, column, value, table)
            if difference:
                differences.append(Difference(place[0], place[1], column, *difference))
    if sorted_before:
        lines.sort(key=lambda line: (line["year"], line[code]))
    changed = bool(differences) or len(lines) > len(frame)
    years = {year for year, _ in values}
    kept = tuple(place for place in places if place[0] in years and place not in values)
    content = _write_csv(frame.columns, lines, file) if changed else file.read_bytes()
    return Tidied(path, content, tuple(differences), kept)


@keep
def _read_stored(desk: Desk, file: str) -> tuple[pd.DataFrame, dict[Place, list[int]]]:
    """Return the rows of a stored table, and which of them are about which unit and year."""
    table = next(table for table in desk.catalogue.tables if table.file == file)
    rows = read_table(desk.folder / "indicators" / f"{file}.csv", table)
    return rows, {} if rows.empty else _list_places(desk, table, rows)


def _list_places(desk: Desk, table: Table, rows: pd.DataFrame) -> dict[Place, list[int]]:
    _, report = match_rows(rows, desk.boundaries, table, aliases=desk.aliases)
    told = report.rows.reset_index(drop=True)
    told = told[told["status"].isin(("matched", "duplicate", "refused")) & (told["unit"] != "")]
    places: dict[Place, list[int]] = {}
    for position, year, unit in told[["year", "unit"]].itertuples():
        places.setdefault((int(year), unit), []).append(position)
    return places


def _is_sorted(lines: Sequence[Mapping[Any, str]], code: str) -> bool:
    keys = [(line["year"], line[code]) for line in lines]
    return keys == sorted(keys)


def _append(lines: list[dict[Any, str]], columns: pd.Index, code: str, place: Place) -> int:
    lines.append({**dict.fromkeys(columns, ""), "year": str(place[0]), code: place[1]})
    return len(lines) - 1


def _write(
    lines: list[dict[Any, str]], at: Sequence[int], column: str, value: float, table: Table
) -> tuple[float | None, float | None] | None:
    """Write a value into the rows of a unit; return what it was and is, if that differs."""
    parse = PARSERS[table.columns[column]]
    before = parse(lines[at[0]][column])
    for position in at:
        if not _same(parse(lines[position][column]), value):
            lines[position][column] = show_value(value, table.columns[column])
    return None if _same(before, value) else (_known(before), _known(value))


def _same(one: float | None, other: float) -> bool:
    return one == other or (pd.isna(one) and pd.isna(other))


def _known(value: float | None) -> float | None:
    return None if value is None or pd.isna(value) else value


def show_value(value: float, kind: str) -> str:
    """Return a value as a tidy table has it."""
    if pd.isna(value):
        return ""
    if kind == "status":
        return STATUS_TEXT[value]
    return f"{value:.0f}" if value == int(value) else repr(value)


def _write_csv(columns: pd.Index, lines: Sequence[Mapping[Any, str]], file: Path) -> bytes:
    """Return the table as CSV in UTF-8, with the mark at its start and the line ends that it had before."""
    before = file.read_bytes() if file.exists() else b""
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(columns), lineterminator="\r\n" if b"\r\n" in before else "\n")
    writer.writeheader()
    writer.writerows(lines)
    return mark + text.getvalue().encode()
