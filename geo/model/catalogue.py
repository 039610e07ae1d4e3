"""What is known of the indicators: tables, measures, classes and their styles."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from geo.model.basics import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.model.basics import Kind, Level, Pattern, Rule


@dataclass(frozen=True)
class LegendClass:
    """One entry of a legend: how the units of one class are drawn and called.

    Parameters
    ----------
    key
        Stable code ("met", "not_met", "0", "1-4", "no_data").
    label
        Words of the legend.
    colour
        "#rrggbb".
    pattern
        Drawn over the colour; the only sign left in black and white.
    exception
        Whether the units of this class stand out: listed first, always named on the map.
    off
        Whether a reader took the class off the map: its units are counted and listed, but drawn white and
        without a mark.
    """

    key: str
    label: Text
    colour: str
    pattern: Pattern = "solid"
    exception: bool = False
    off: bool = False

    @property
    def marked(self) -> bool:
        """Whether the units of this class stand out on the map."""
        return self.exception and not self.off


@dataclass(frozen=True)
class Measure:
    """How an indicator is computed and drawn at one level.

    Parameters
    ----------
    level, kind
        Level of the units; kind of map.
    rule
        ``value``: read from ``table``; ``sum``: total of the hamlets; ``share``: met hamlets of the
        classified ones; ``per``: total per ``per`` of the denominator; ``distinct``: number of distinct
        community models.
    table, column
        Where the values (or the hamlets' values) come from.
    denominator
        Column of the same unit that divides (rule ``per``), else "".
    per
        Multiplier of rule ``per`` (1000 = per 1,000).
    scheme
        ``typology`` | ``own`` | ``quantile`` | ``equal`` | ``natural``.
    breaks
        Lower bounds of the classes after the first, for scheme ``own``.
    k
        Number of classes for computed schemes.
    classes
        Styles of the classes of a typology, in the order of the legend, without "no data"; else ().
    codes
        The values of ``classes`` in the table, parallel to them.
    palette
        Colours from low to high, for rates, counts and bands.
    unit
        Words after a number ("tin", "tin / 1.000 dân").
    decimals
        Decimals shown.
    note
        What a reader must know before reading the map ("" if nothing).
    """

    level: Level
    kind: Kind
    rule: Rule
    table: str
    column: str
    denominator: str = ""
    per: float = 1.0
    scheme: str = "own"
    breaks: tuple[float, ...] = ()
    k: int = 5
    classes: tuple[LegendClass, ...] = ()
    codes: tuple[float, ...] = ()
    palette: tuple[str, ...] = ()
    unit: Text = field(default_factory=lambda: Text("", ""))
    decimals: int = 0
    note: Text = field(default_factory=lambda: Text("", ""))


@dataclass(frozen=True, eq=False)
class Indicator:
    """An entry of the catalogue: what is measured, at which levels, from which source."""

    id: str
    title: Text
    source: Text
    synthetic: bool
    measures: Mapping[Level, Measure]


@dataclass(frozen=True)
class Table:
    """A tidy table beside the catalogue, as the catalogue declares it.

    Parameters
    ----------
    file
        Name without ".csv".
    level
        Level of its units: "hamlet" (column hamlet_code) or "ward" (column ward_code).
    columns
        Column → what its cells hold: "status" (true/false), "count" (whole number ≥ 0) or "number".
    """

    file: str
    level: Level
    columns: Mapping[str, Literal["status", "count", "number"]]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """What ``indicators.toml`` says.

    Parameters
    ----------
    tables
        Tables to read.
    indicators
        By id, in the order of the file.
    no_data, withheld
        Legend entries for units without a value and for hidden counts.
    ramp
        Patterns of computed classes in black and white, from low to high.
    """

    tables: tuple[Table, ...]
    indicators: Mapping[str, Indicator]
    no_data: LegendClass
    withheld: LegendClass
    ramp: tuple[Pattern, ...]
