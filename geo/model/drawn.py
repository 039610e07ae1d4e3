"""The answer: a layer, its classes, and the map that both drawers draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from geo.model.catalogue import Indicator, LegendClass, Measure
    from geo.model.city import City
    from geo.model.view import View


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
    city
        What the city is: "thị xã".
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
    city: str
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
