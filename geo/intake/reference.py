"""What a foreign layer is held against, and what one of its rows says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from geo.lookup.gazetteer import make_gazetteer
from geo.lookup.place import Place
from geo.lookup.resolve import resolve
from geo.units import pick_valid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd

    from geo.lookup.gazetteer import Gazetteer
    from geo.model import Boundaries
    from geo.names import KindLevel


@dataclass(frozen=True, eq=False)
class Reference:
    """The units that a layer is held against.

    Parameters
    ----------
    level
        Of the layer.
    year
        On whose last day the units are taken.
    boundaries
        Known units and borders.
    gazetteer
        Their names in that year.
    """

    level: KindLevel
    year: int
    boundaries: Boundaries
    gazetteer: Gazetteer

    @property
    def units(self) -> gpd.GeoDataFrame:
        """The known units of the level, of all times."""
        return self.boundaries.wards if self.level == "ward" else self.boundaries.hamlets

    def find(self, code: str) -> Mapping[str, str] | None:
        """Return a known unit as it is in the year, else as it was last, or None."""
        return self._known.get(code)

    @cached_property
    def _known(self) -> dict[str, Mapping[str, str]]:
        """Units by code: every row of a layer asks for one."""
        known = self.units.drop(columns=self.units.geometry.name)
        ordered = pd.concat([known, pick_valid(known, self.year)])
        return dict(zip(map(str, ordered.index), ordered.to_dict("records"), strict=True))

    def list_times(self, code: str) -> Sequence[Mapping[str, str]]:
        """Return what a code meant at all times."""
        return self._times.get(code, ())

    @cached_property
    def _times(self) -> dict[str, list[Mapping[str, str]]]:
        known = self.units.drop(columns=self.units.geometry.name)
        times: dict[str, list[Mapping[str, str]]] = {}
        for code, unit in zip(map(str, known.index), known.to_dict("records"), strict=True):
            times.setdefault(code, []).append(unit)
        return times

    def describe(self, code: str, name: str, ward: str) -> str:
        """Return a unit as messages call it: code and name in full."""
        known = self.gazetteer.units.get(code)
        if known is None and self.gazetteer.wards and ward in self.gazetteer.wards.units:
            name = f"{name} ({self.gazetteer.wards.units[ward].name})"
        return f"{code} {known.name if known else name}"


class Cells(NamedTuple):
    """What a row says."""

    code: str
    name: str
    ward: str
    ward_code: str
    kind: str


def open_reference(boundaries: Boundaries, level: KindLevel, year: int, aliases: pd.DataFrame) -> Reference:
    """Return the units of a level as a layer is held against them."""
    return Reference(level, year, boundaries, make_gazetteer(boundaries, level, year, aliases))


def find_home(cells: Cells, reference: Reference) -> str:
    """Return the code of the ward of a hamlet: named, or how its code begins."""
    wards = reference.gazetteer.wards
    if wards is None:
        return ""
    if cells.ward or cells.ward_code:
        return resolve(wards, Place(code=cells.ward_code, name=cells.ward)).unit
    return next((code for code in wards.units if cells.code.startswith(code)), "")
