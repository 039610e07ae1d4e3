"""The city as ``city.toml`` tells it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.model.basics import CRS, Text

if TYPE_CHECKING:
    from collections.abc import Mapping


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
