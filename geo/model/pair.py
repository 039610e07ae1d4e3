"""The nouns of two years side by side: what changed, where each unit went, one line a ward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.model import ThematicMap

if TYPE_CHECKING:
    from geo.model import LegendClass

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
    brief_note
        The same with counts in place of many names, for a place without room for them.
    """

    before: ThematicMap
    after: ThematicMap
    change: ThematicMap
    flow: Flow
    new: tuple[str, ...]
    gone: tuple[str, ...]
    note: str
    brief_note: str


@dataclass(frozen=True, eq=False)
class YearSeries:
    """All years of one view.

    Parameters
    ----------
    maps
        At least one, ascending; the words around the last one are those of all of them.
    """

    maps: tuple[ThematicMap, ...]


Shown = ThematicMap | YearPair | YearSeries
"""What a page, a slide or a figure can show."""


@dataclass(frozen=True)
class WardLine:
    """One ward over the years; each tuple has one entry a year.

    Parameters
    ----------
    code, name
        The ward in the year in view, its name in full.
    same
        Whether the ward had the borders that it has in the year in view; where not, nothing is known of it.
    shares
        Hamlets that met the standard and hamlets with a result ("x of y"), or None.
    statuses
        Position of the ward's own status in `WardYears.classes`.
    """

    code: str
    name: str
    same: tuple[bool, ...]
    shares: tuple[tuple[int, int] | None, ...]
    statuses: tuple[int, ...]


@dataclass(frozen=True)
class WardYears:
    """The wards of a view over all years.

    Parameters
    ----------
    years
        Ascending.
    lines
        One a ward.
    classes
        Legend entries of the wards' own status, the last one "no data"; () where wards have none.
    """

    years: tuple[int, ...]
    lines: tuple[WardLine, ...]
    classes: tuple[LegendClass, ...]
