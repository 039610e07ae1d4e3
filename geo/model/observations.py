"""What was observed of the units, what became of each row, what was published, what is hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

    from geo.model.basics import Level, RowStatus, Text


@dataclass(frozen=True, eq=False)
class Observations:
    """What was observed.

    Parameters
    ----------
    values
        Tidy frame year (int), level, unit (code), column, value (float; NaN = no data, never 0).
    models
        model_code, name, kind, started, ended (Int64, <NA> = still active).
    sites
        model_code, hamlet_code.
    """

    values: pd.DataFrame
    models: pd.DataFrame
    sites: pd.DataFrame


@dataclass(frozen=True, eq=False)
class MatchReport:
    """What became of each row of one table, and of each unit.

    Parameters
    ----------
    file
        Name of the table.
    rows
        Frame row (1-based, header counts), year (Int64), status (`RowStatus`), unit, score (1 = matched,
        less = proposed), reason_vi, reason_en. A refused row with a unit disagrees with another row about it.
    missing
        Frame year (Int64), unit: units valid in that year that no row is about; of the sites of models, the
        models without a site.
    """

    file: str
    rows: pd.DataFrame
    missing: pd.DataFrame

    def count(self, status: RowStatus) -> int:
        """Return the number of rows with a status."""
        return int((self.rows["status"] == status).sum())


@dataclass(frozen=True)
class PublishedFigure:
    """A figure that somebody published, quoted with its source; never mixed with loaded data.

    ``comparable`` figures have a year and a level and are held against the loaded data. What is noted of it
    is in both languages, and the quote in that of who published it.
    """

    figure_id: str
    indicator: str
    level: str
    year: int | None
    numerator: int | None
    denominator: int | None
    value: str
    comparable: bool
    meaning: Text
    period: Text
    quote: str
    warning: Text
    source: Text


@dataclass(frozen=True)
class Comparison:
    """A published figure held against what was loaded.

    Parameters
    ----------
    figure
        What was published.
    numerator, denominator
        What the loaded tables say, or None where no table says it.
    state
        ``equal`` | ``differs`` | ``not_loaded`` | ``not_comparable``.
    """

    figure: PublishedFigure
    numerator: int | None
    denominator: int | None
    state: Literal["equal", "differs", "not_loaded", "not_comparable"]


@dataclass(frozen=True)
class Withheld:
    """Counts of tips that are hidden, because something else that is shown would give a small one back.

    Parameters
    ----------
    hamlets
        (year, hamlet code) whose band is hidden.
    totals
        (year, ward code) whose total is hidden.
    columns
        Columns of the tables that this is about.
    """

    hamlets: frozenset[tuple[int, str]] = frozenset()
    totals: frozenset[tuple[int, str]] = frozenset()
    columns: frozenset[str] = frozenset()

    def among(self, units: pd.Index, level: Level, year: int) -> list[bool]:
        """Return which of some hamlets or wards are hidden in a year."""
        hidden = self.hamlets if level == "hamlet" else self.totals
        return [(year, str(unit)) in hidden for unit in units]
