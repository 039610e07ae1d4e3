"""The tables of a data folder → what was observed, and what became of each of their rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

import pandas as pd

from geo.errors import BoundaryError, Problem, do_all, do_both
from geo.match import match_models, match_rows
from geo.model import Observations
from geo.reading.lists import ALIASES, read_aliases, read_models
from geo.reading.tables import read_table
from geo.tools.keep import keep
from geo.units import find_valid, last_day

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model import Boundaries, Catalogue, City, MatchReport, Table


@dataclass(frozen=True)
class _Source:
    """A table as it lies in a folder; it equals another one of the same bytes that is read in the same way.

    Parameters
    ----------
    says
        What the answer depends on: bytes of the table and of the aliases, how it is declared, the years.
    path, table, years, aliases
        Where and how to read it.
    """

    says: str
    path: Path = field(compare=False)
    table: Table = field(compare=False)
    years: tuple[int, ...] = field(compare=False)
    aliases: pd.DataFrame | None = field(compare=False, repr=False)


def observe(
    folder: Path, city: City, catalogue: Catalogue, boundaries: Boundaries
) -> tuple[Observations, tuple[MatchReport, ...]]:
    """Return what the tables of a folder say, and a report of each.

    Raises
    ------
    BoundaryError
        There are no wards in a year of the city.
    IndicatorError
        Tables cannot be used; all their problems at once.
    MatchError
        A table has rows, and none of them is a unit of the boundaries.
    DataFileError
        Several of these.
    """
    aliases: list[pd.DataFrame] = []

    def match(table: Table) -> tuple[pd.DataFrame, MatchReport]:
        # A table may be as wrong as the aliases are.
        source = _find_source(folder, table, city.years, aliases[0] if aliases else None)
        return _match_table(boundaries, source)

    def match_sites() -> tuple[pd.DataFrame, pd.DataFrame, MatchReport]:
        models, sites = read_models(folder, city.model_kinds)
        return models, *match_models(models, sites, boundaries)

    def read_names() -> None:
        aliases.append(read_aliases(folder, boundaries))

    def match_all() -> list[tuple[pd.DataFrame, MatchReport]]:
        return do_all(partial(match, table) for table in catalogue.tables)

    _, (matched, (models, coded_sites, sites_report)) = do_both(
        lambda: do_all((partial(_require_wards, city, boundaries), read_names)),
        lambda: do_both(match_all, match_sites),
    )
    observations = Observations(pd.concat([values for values, _ in matched]), models, coded_sites)
    return observations, (*(report for _, report in matched), sites_report)


def _require_wards(city: City, boundaries: Boundaries) -> None:
    empty = [year for year in city.years if not find_valid(boundaries.wards, year).any()]
    if empty:
        raise BoundaryError([_explain_empty(year) for year in empty])


def _explain_empty(year: int) -> Problem:
    return Problem(
        file="city.toml",
        column="years",
        value=str(year),
        what_vi=f"không xã, phường nào có hiệu lực ngày 31/12/{year}",
        what_en=f"no ward is valid on {last_day(year)}",
        remedy_vi="bỏ năm này, hoặc sửa cột valid_from của boundaries/wards",
        remedy_en="take the year out, or correct valid_from in boundaries/wards",
    )


@keep
def _match_table(boundaries: Boundaries, source: _Source) -> tuple[pd.DataFrame, MatchReport]:
    rows = read_table(source.path, source.table)
    return match_rows(rows, boundaries, source.table, years=source.years, aliases=source.aliases)


def _find_source(folder: Path, table: Table, years: tuple[int, ...], aliases: pd.DataFrame | None) -> _Source:
    path = folder / "indicators" / f"{table.file}.csv"
    digest = sha256(repr((table, years)).encode())
    for file in (path, folder / ALIASES):
        digest.update(sha256(file.read_bytes() if file.is_file() else b"").digest())
    return _Source(digest.hexdigest(), path, table, years, aliases)
