"""The nouns of two years side by side: what changed, where each unit went, one line a ward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

    from geo.model import LegendClass, ThematicMap

NEW: Final = "new"
"""Row of a flow: units of the later year that were not there, with these borders, in the earlier one."""

GONE: Final = "gone"
"""Column of a flow: units of the earlier year that are no more."""


@dataclass(frozen=True)
class Flow:
    """How many units went from each class of the earlier year to each class of the later one.

    Every unit of either year stands in exactly one cell. The totals of the rows are the counts of the earlier
    legend, and `NEW`; the totals of the columns those of the later one, and `GONE`.

    Parameters
    ----------
    before, after
        Legend entries of rows and of columns: those of the map; `NEW` closes the rows, `GONE` the columns.
    counts
        A row of counts for each entry of ``before``.
    """

    before: tuple[LegendClass, ...]
    after: tuple[LegendClass, ...]
    counts: tuple[tuple[int, ...], ...]

    @property
    def row_totals(self) -> tuple[int, ...]:
        """Units of each row."""
        return tuple(sum(row) for row in self.counts)

    @property
    def column_totals(self) -> tuple[int, ...]:
        """Units of each column."""
        return tuple(sum(column) for column in zip(*self.counts, strict=True))

    @property
    def total(self) -> int:
        """Units of both years, each once."""
        return sum(self.row_totals)


@dataclass(frozen=True, eq=False)
class YearPair:
    """Two years of one view.

    Parameters
    ----------
    before, after
        The two years, the earlier one first; both have the classes that are fitted over all years.
    change
        The units of the later year by what became of them, drawn as any map is: ``classes`` are the changes.
    flow
        Where each unit went.
    new, gone
        Names of units of the later year that cannot be compared, and of the earlier year that are no more.
    note
        On which borders this is compared, and what cannot be.
    """

    before: ThematicMap
    after: ThematicMap
    change: ThematicMap
    flow: Flow
    new: tuple[str, ...]
    gone: tuple[str, ...]
    note: str


@dataclass(frozen=True, eq=False)
class WardYears:
    """One line a ward over the years: hamlets that met the standard, and the ward's own status.

    Parameters
    ----------
    years
        Ascending.
    wards
        Frame by ward code, wards of the year in view: name, kind.
    part, whole
        Frames by ward code, a column a year: "x of y" hamlets; NaN where it is not known.
    status
        Frame by ward code, a column a year: position in ``classes`` of the ward's own status.
    classes
        Legend entries of the status, the last one "no data"; () where wards have none.
    comparable
        Frame by ward code, a column a year: whether the ward had the borders it has in the year in view.
    """

    years: tuple[int, ...]
    wards: pd.DataFrame
    part: pd.DataFrame
    whole: pd.DataFrame
    status: pd.DataFrame
    classes: tuple[LegendClass, ...]
    comparable: pd.DataFrame
