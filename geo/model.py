"""The nouns: what the road carries from files to a picture. No files, no drawing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal, get_args
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

Level = Literal["hamlet", "ward", "cluster"]
Kind = Literal["typology", "rate", "count", "band"]
Rule = Literal["value", "sum", "share", "per", "distinct"]
Language = Literal["vi", "en"]
Pattern = Literal["solid", "hatch", "crosshatch", "dots", "horizontal", "backhatch", "dense"]
LayerName = Literal["models", "wards", "clusters", "labels"]
RowStatus = Literal["matched", "proposed", "ambiguous", "unmatched", "refused", "duplicate", "ignored"]

LEVELS: Final[tuple[Level, ...]] = get_args(Level)
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
LAYER_NAMES: Final[tuple[LayerName, ...]] = get_args(LayerName)
ROW_STATUSES: Final[tuple[RowStatus, ...]] = get_args(RowStatus)

CRS: Final = "EPSG:5898"
"""VN-2000 / TM-3, central meridian 108°00′, in metres: the CRS of a city that names none."""

MISSING: Final = "no_data"
"""Key of the class of units without a value; it is the last class of every legend."""

WITHHELD: Final = "withheld"
"""Key of the class of hamlets whose count is hidden, because a ward total would give it back."""


@dataclass(frozen=True)
class Text:
    """A word or a phrase in the languages of the product."""

    vi: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True)
class City:
    """What ``city.toml`` says of the city.

    Parameters
    ----------
    name, office
        Shown in titles; the office is the author of exported documents.
    years
        Years that can be chosen, ascending.
    data_dates
        Year → the day up to which the figures of that year count, as ISO date.
    vintage
        Date of the boundaries, as ISO date.
    boundary_source
        Where the borders come from.
    suppress_below
        k of the small-count rule: counts of 1 to k-1 tips are never shown exactly at hamlet level.
    synthetic
        Whether boundaries or any table are made up for illustration.
    area_km2
        Published area, or None.
    emblem
        File name of a PNG beside ``city.toml``, or "".
    inner_wards
        Codes of the small wards of the centre, which one click zooms to; may be empty.
    population_source
        Where the inhabitants come from, and for which years they stand; may be empty.
    model_kinds
        Kind code → words of the community models; the order gives the symbol.
    crs
        The one that everything is kept and drawn in: VN-2000 in metres, "EPSG:…".
    box
        Where the city lies: west, south, east, north in degrees (WGS 84); or None. Borders that are elsewhere
        declare a wrong CRS.
    """

    name: Text
    office: Text
    years: tuple[int, ...]
    data_dates: Mapping[int, str]
    vintage: str
    boundary_source: Text
    suppress_below: int
    synthetic: bool
    area_km2: float | None = None
    emblem: str = ""
    inner_wards: tuple[str, ...] = ()
    population_source: Text = field(default_factory=lambda: Text("", ""))
    model_kinds: Mapping[str, Text] = field(default_factory=dict)
    crs: str = CRS
    box: tuple[float, float, float, float] | None = None


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


@dataclass(frozen=True)
class UnitChange:
    """What became of one unit on a day.

    Parameters
    ----------
    day
        ISO date from which the new unit is there.
    level
        Of both units.
    ward_before, name_before
        Code of the old unit, or of the ward of a hamlet; its name.
    ward_after, name_after
        The same of the new unit.
    whole
        Whether all of the old unit went there; of a part nobody published how much it is.
    """

    day: str
    level: Level
    ward_before: str
    name_before: str
    ward_after: str
    name_after: str
    whole: bool


@dataclass(frozen=True, eq=False)
class Boundaries:
    """The units and their borders, in the CRS of the city, metres.

    Parameters
    ----------
    hamlets, wards
        GeoDataFrames indexed by ``code`` (str, ascending): name, kind, valid_from, valid_to (ISO or ""),
        geometry; hamlets also ward_code. A unit whose borders changed has a row for each time: its code
        stands several times, in the order of valid_from, and no two rows have a day in common.
    clusters
        DataFrame cluster_code, name, ward_code, valid_from, valid_to: membership, a row each.
    rivers
        GeoDataFrame name, geometry: lines that give bearings; may be empty.
    changes
        What became of units that were merged, split or renamed, by day.
    """

    hamlets: gpd.GeoDataFrame
    wards: gpd.GeoDataFrame
    clusters: pd.DataFrame
    rivers: gpd.GeoDataFrame
    changes: tuple[UnitChange, ...] = ()


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

    ``comparable`` figures have a year and a level and are held against the loaded data.
    """

    figure_id: str
    indicator: str
    level: str
    year: int | None
    numerator: int | None
    denominator: int | None
    value: str
    comparable: bool
    meaning: str
    period: str
    quote: str
    warning: str
    source: str


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


@dataclass(frozen=True)
class View:
    """What a reader asked to see; its fields are the words of the address.

    Parameters
    ----------
    year, level, indicator
        What is drawn.
    wards
        GSO codes of the wards in view; () is the whole city.
    layers
        What stands on top.
    language
        Language of every word.
    patterns
        Black and white: patterns instead of colours.
    kinds
        Kinds of community models that the layer of models shows; () is all of them.
    off
        Keys of the classes that were taken off the map.
    """

    year: int
    level: Level = "hamlet"
    indicator: str = "safety"
    wards: tuple[str, ...] = ()
    layers: tuple[LayerName, ...] = ("models", "wards", "labels")
    language: Language = "vi"
    patterns: bool = False
    kinds: tuple[str, ...] = ()
    off: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The view as the query of an address: stable codes in a fixed order, never translated labels."""
        words: list[tuple[str, str]] = [
            ("year", str(self.year)),
            ("level", self.level),
            ("indicator", self.indicator),
            *(("ward", code) for code in sorted(self.wards)),
            ("layers", ",".join(sorted(self.layers))),
            ("lang", self.language),
        ]
        if self.patterns:
            words.append(("patterns", "true"))
        if self.kinds:
            words.append(("kinds", ",".join(sorted(self.kinds))))
        if self.off:
            words.append(("off", ",".join(sorted(self.off))))
        return urlencode(words, safe=",")


@dataclass(frozen=True, eq=False)
class Layer:
    """One row per unit in view, rows in = rows out.

    Parameters
    ----------
    frame
        GeoDataFrame (CRS of the city) indexed by unit code: name, kind, ward_code, ward_name ("" above the
        hamlets), value (float, NaN = no data), previous (float: the same unit the year before), part and
        whole (float: "x of y", NaN unless the rule is share), reported and total (int: hamlets with data,
        hamlets of the unit), models (int: distinct community models; absent where the city lists none),
        geometry.
    """

    frame: gpd.GeoDataFrame


@dataclass(frozen=True)
class Classes:
    """The classes of one measure, fitted once over the whole city and all years.

    Parameters
    ----------
    entries
        Legend entries in order; the last one is "no data", and "withheld" stands before it where it can
        occur.
    breaks
        Lower bounds of the classes after the first; () for a typology.
    codes
        Value of each class of a typology; () for numbers.
    decimals
        Decimals shown; values are classed as they are shown.
    """

    entries: tuple[LegendClass, ...]
    breaks: tuple[float, ...] = ()
    codes: tuple[float, ...] = ()
    decimals: int = 0

    @property
    def missing(self) -> int:
        """Index of the class "no data"."""
        return len(self.entries) - 1


@dataclass(frozen=True)
class Figure:
    """One big number of the strip above the map.

    Parameters
    ----------
    key
        Stable name.
    value, label, detail
        Ready to show, in the view's language.
    change
        Against the year before ("+3"), or "" if it is not known.
    check
        "" | "equal" | "differs": against the published figure of the same scope.
    check_text
        Words of the check.
    """

    key: str
    value: str
    label: str
    detail: str = ""
    change: str = ""
    check: Literal["", "equal", "differs"] = ""
    check_text: str = ""


@dataclass(frozen=True)
class Furniture:
    """The words around a map, in the view's language: the same on screen and on paper.

    Parameters
    ----------
    title, subtitle
        What, where and when; the note of the measure.
    banner
        Words of the synthetic banner, or "".
    source, data_date, vintage, projection
        Ready to print, each a full phrase.
    office
        Name of the office.
    page_id
        Eight characters that name view and data.
    sentence
        The map as one sentence: its text equivalent.
    brief
        The same with counts in place of many names, for a place without room for them; or "".
    """

    title: str
    subtitle: str
    banner: str
    source: str
    data_date: str
    vintage: str
    projection: str
    office: str
    page_id: str
    sentence: str
    brief: str = ""


@dataclass(frozen=True)
class Aside:
    """A box on a page with far islands that are drawn near the land.

    Parameters
    ----------
    box
        West, south, east and north on the ground of the page, in metres.
    nearer
        By how many metres.
    """

    box: tuple[float, float, float, float]
    nearer: float


@dataclass(frozen=True, eq=False)
class ThematicMap:
    """All that is drawn; both drawers take the same one.

    Parameters
    ----------
    view, city, indicator, measure
        What was asked for.
    layer
        The units in view; its frame also has ``class`` and ``previous_class`` (int, position in
        ``classes.entries``), ``text`` and ``previous_text`` (the value in words), and ``tips`` (the tips in
        words: a band at hamlet level) where the catalogue has them and they are not what is drawn. For bands
        ``value`` and ``previous`` are all NaN here: an exact hamlet count cannot reach a drawer.
    classes, counts
        The legend: one count per entry; they add up to the units in view.
    wards
        GeoDataFrame of all wards of the year (name, geometry): outlines and context.
    in_view
        Codes of the wards in view (all of them for the whole city).
    clusters
        GeoDataFrame indexed by cluster_code (name, members, geometry), dissolved; empty when not asked for.
    rivers
        GeoDataFrame name, geometry.
    sites
        DataFrame model_code, name, kind, kind_label, hamlet_code, hamlet, ward, x, y (metres): a row a site
        in view; empty when not asked for.
    strip
        The big numbers.
    furniture
        The words around the map.
    asides
        Where far islands are drawn; only a page has any.
    """

    view: View
    city: City
    indicator: Indicator
    measure: Measure
    layer: Layer
    classes: Classes
    counts: tuple[int, ...]
    wards: gpd.GeoDataFrame
    in_view: tuple[str, ...]
    clusters: gpd.GeoDataFrame
    rivers: gpd.GeoDataFrame
    sites: pd.DataFrame
    strip: tuple[Figure, ...]
    furniture: Furniture
    asides: tuple[Aside, ...] = ()


@dataclass(frozen=True, eq=False)
class Atlas:
    """All that was read, once per process.

    Parameters
    ----------
    folder
        Where it was read from.
    city, boundaries, observations
        The data.
    catalogue
        Tables, indicators and styles.
    published
        Published figures.
    reports
        What became of the rows of each table.
    classes
        (indicator, level) → classes, fitted over all years.
    withheld
        Counts that are never shown.
    fingerprint
        SHA-256 (hex) over the bytes of all files read.
    """

    folder: Path
    city: City
    boundaries: Boundaries
    observations: Observations
    catalogue: Catalogue
    published: tuple[PublishedFigure, ...]
    reports: tuple[MatchReport, ...]
    classes: Mapping[tuple[str, Level], Classes]
    withheld: Withheld
    fingerprint: str


@dataclass(frozen=True)
class Layout:
    """A paper and what stands on it.

    Parameters
    ----------
    name
        Stable code; its words are ``paper.<name>``.
    width, height, margin
        Millimetres.
    text, title, names
        Size of text, of the title and of the names on the map, in points.
    headed
        Whether title, subtitle, office and sentence stand on the page; a figure in a text page leaves title
        and sentence to the caption under it.
    footed
        Whether source, dates and page id stand on the page; under a figure of a document they are its text.
    dpi
        Of a picture of the page, as in `RESOLUTIONS`.
    kept
        How large a map stays when names stand in its key, as a share of its size without them.
    """

    name: str
    width: float
    height: float
    margin: float
    text: float
    title: float
    names: float
    headed: bool = True
    footed: bool = True
    dpi: int = 300
    kept: float = 0.7

    @property
    def code(self) -> str:
        """Name of the paper, with the resolution where it is not that of print."""
        return self.name if self.dpi == RESOLUTIONS["print"] else f"{self.name}@{self.dpi}"


RESOLUTIONS: Final[Mapping[str, int]] = {"print": 300, "letter": 150, "screen": 192}
"""Of pictures, in dpi: for print, for letters, and for screens with two pixels in the place of one."""

A4_LANDSCAPE: Final = Layout("a4_landscape", 297.0, 210.0, 10.0, 8.0, 15.0, 7.6)
A4_PORTRAIT: Final = Layout("a4_portrait", 210.0, 297.0, 12.0, 8.0, 14.0, 7.6)
FIGURE_160: Final = Layout("figure_160", 160.0, 112.0, 1.0, 7.0, 10.0, 6.2, headed=False)
SLIDE_16_9: Final = Layout("slide_16_9", 338.667, 190.5, 9.0, 10.5, 20.0, 8.6)

LAYOUTS: Final[Mapping[str, Layout]] = {
    layout.name: layout for layout in (A4_LANDSCAPE, A4_PORTRAIT, FIGURE_160, SLIDE_16_9)
}
"""The papers that can be chosen, by name."""


def find_layout(code: str) -> Layout:
    """Return the layout that has a code; A4 across for what names none."""
    name, _, dpi = code.partition("@")
    layout = LAYOUTS.get(name, A4_LANDSCAPE)
    return replace(layout, dpi=int(dpi)) if dpi in map(str, RESOLUTIONS.values()) else layout
