"""A clerk's file and a data folder → what the file says and what became of its rows; nothing is stored."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from geo.clerks.periods import list_period_notes
from geo.clerks.personal_sheets import refuse_personal_sheets
from geo.clerks.tables import NO_CORRECTION, read_tables
from geo.clerks.unseen import list_unread, list_unseen_notes
from geo.clerks.vocabulary_read import read_vocabulary
from geo.errors import IndicatorError
from geo.gate.child_process import start_child
from geo.matching.blocks import doubt_blocks
from geo.matching.clerk import ClerkLedger, Years, match_tables
from geo.matching.words import know_units
from geo.read import read_aliases, read_boundaries, read_city
from geo.sandbox import build_sheets
from geo.tools.formulas import defuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from geo.clerks.clerk import ClerkTable, Correction
    from geo.gate.child_process import Finish
    from geo.model import Language, Text
    from geo.tools.values import CellKind

LEADING: Final = ("sheet", "row", "status", "hamlet_code", "ward_code", "reason")


@dataclass(frozen=True, eq=False)
class Intake:
    """A clerk's file, held against the units.

    Parameters
    ----------
    tables
        As they were understood.
    ledger
        What became of their rows.
    unread
        Names of the sheets that have no table, and of hidden ones.
    kinds
        Value column → what its cells hold.
    notes
        What a person should know of sheets and rows that are not shown.
    """

    tables: tuple[ClerkTable, ...]
    ledger: ClerkLedger
    unread: tuple[str, ...]
    kinds: Mapping[str, CellKind]
    notes: tuple[Text, ...] = ()


def take_in(
    folder: Path, path: Path, *, year: int | None = None, correction: Correction = NO_CORRECTION
) -> Intake:
    """Return what a clerk's file says of the units of a data folder.

    Parameters
    ----------
    folder
        The data folder; it is only read.
    path
        A spreadsheet or delimited text; it is read in a process of its own.
    year
        Year that the file is about; None takes what the file says, else the last year of the city.
    correction
        What was set right in the reading of earlier files, and is kept.

    Raises
    ------
    DataFileError
        The file cannot be used, or the data folder is wrong.
    """
    with start_child("tables", [(path, path.name)], IndicatorError) as finish:
        return take_in_started(folder, path.name, finish, year=year, correction=correction)


def take_in_started(
    folder: Path,
    name: str,
    finish: Finish,
    *,
    year: int | None = None,
    correction: Correction = NO_CORRECTION,
) -> Intake:
    """Return what a clerk's file says that `geo.gate.child_process.start_child` has started to read.

    Parameters
    ----------
    name
        Of the file.
    finish
        Waits for the child; the data folder is read meanwhile.
    """
    city = read_city(folder)
    boundaries = read_boundaries(folder, city.crs, city.box)
    words = read_vocabulary(folder / "indicators" / "indicators.toml")
    vocabulary = know_units(words, boundaries, city.name.vi)
    aliases = read_aliases(folder, boundaries)
    _, answer = finish()
    sheets = build_sheets(answer)
    years = Years(year, city.years[-1])
    tables = read_tables(name, sheets, vocabulary, correction, year)
    tables = doubt_blocks(tables, boundaries, years=years, aliases=aliases)
    ledger = match_tables(tables, boundaries, years=years, aliases=aliases)
    read = {table.tab for table in tables}
    refuse_personal_sheets(name, sheets, read, vocabulary)
    notes = (*list_unseen_notes(tables, sheets), *list_period_notes(tables, vocabulary.kinds, year))
    return Intake(tables, ledger, list_unread(tables, sheets), vocabulary.kinds, notes)


def write_ledger(intake: Intake, language: Language) -> bytes:
    """Return the ledger as CSV in UTF-8: a line for each row of the file, values under their field names."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*LEADING, *intake.ledger.values, "year", "score"])
    writer.writerows(_list_lines(intake, language))
    return text.getvalue().encode()


def _list_lines(intake: Intake, language: Language) -> Iterator[list[str]]:
    values = intake.ledger.values
    for line in intake.ledger.rows.rename(columns={f"reason_{language}": "reason"}).to_dict("records"):
        known = [_show_value(line[field], intake.kinds.get(field)) for field in values]
        year = "" if pd.isna(line["year"]) else str(line["year"])
        score = f"{line['score']:.2f}" if line["score"] else ""
        yield [*(defuse(str(line[name])) for name in LEADING), *known, year, score]


def _show_value(value: float, kind: CellKind | None) -> str:
    if pd.isna(value):
        return ""
    if kind == "status":
        return "true" if value else "false"
    return f"{value:.0f}" if value == int(value) else repr(value)
