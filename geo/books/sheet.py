"""The nouns of a book: its plan, and a sheet with its address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args
from urllib.parse import urlencode

from geo.model import A4_LANDSCAPE
from geo.telling.views import CLUSTERS

if TYPE_CHECKING:
    from geo.model import Language, View
    from geo.model.pair import Shown

SheetKind = Literal["cover", "contents", "notes", "city", "ward", "map", "table", "pair", "years", "clusters"]
KINDS: Final[tuple[SheetKind, ...]] = get_args(SheetKind)

OF_BOOK: Final[tuple[SheetKind, ...]] = ("cover", "contents", "notes")
"""Sheets that are about the whole book; the others show one view each."""

CHOICES: Final[tuple[SheetKind, ...]] = ("map", "table", "pair", "years", "clusters")
"""Sheets that a report is chosen from: a map, a map with its table, two years, all years, the clusters."""

TAKEN: Final[tuple[SheetKind, ...]] = ("map", "pair", "years", "clusters")
"""Sheets that are also taken away one by one, on any paper; their address is that of the screen."""


@dataclass(frozen=True)
class Plan:
    """What a book is made of: an atlas of wards, or a report of chosen sheets.

    Parameters
    ----------
    years, indicators
        A page a ward for each year and indicator; the first indicator in the latest year stands on the cover.
    wards
        GSO codes; () is every ward.
    language
        Of every word.
    chosen
        Addresses of the sheets of a report, in their order; () is an atlas.
    title
        Of a report; "" is the usual one.
    """

    years: tuple[int, ...]
    indicators: tuple[str, ...]
    wards: tuple[str, ...] = ()
    language: Language = "vi"
    chosen: tuple[str, ...] = ()
    title: str = ""

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """What the address of a sheet says of its book."""
        if self.chosen:
            return (("title", self.title), *(("sheet", address) for address in self.chosen))
        years = ",".join(map(str, self.years))
        return ("years", years), ("indicators", ",".join(self.indicators)), ("wards", ",".join(self.wards))


@dataclass(frozen=True)
class Sheet:
    """A sheet of a book: one page, or several when its table is long.

    Parameters
    ----------
    year2
        The earlier one of two years.
    """

    kind: SheetKind
    view: View
    plan: Plan | None = None
    year2: int | None = None

    @property
    def more(self) -> str:
        """What the address has beside the view."""
        if self.kind in TAKEN:
            other = {"pair": f"&year2={self.year2}", "years": "&years=all", "clusters": CLUSTERS}
            return other.get(self.kind, "")
        words = (("page", self.kind), *(self.plan.words if self.plan else ()))
        return "&" + urlencode(words, safe=",")

    @property
    def address(self) -> str:
        """The sheet as the query of an address."""
        return self.view.address + self.more

    @property
    def paper(self) -> str:
        """Name of the layout on which a book has the sheet; "sheet" is the one that books alone have."""
        return A4_LANDSCAPE.name if self.kind in TAKEN else "sheet"


@dataclass(frozen=True, eq=False)
class Item:
    """What has a slide or a figure in a book of an office suite.

    Parameters
    ----------
    name
        What it is called in the contents.
    tabled
        Whether its whole table belongs to it, however long.
    """

    name: str
    shown: Shown
    tabled: bool = False
