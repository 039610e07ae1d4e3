"""The rows of a layer that are units → one sound polygon for each, and what they cover together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd

from geo.errors import BoundaryError
from geo.intake_cover import cover, explain_rows
from geo.repair import repair_units
from geo.units import pick_valid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.coverage_report import CoverageReport
    from geo.errors import Problem
    from geo.intake_reference import Reference
    from geo.model import City
    from geo.repair import Repair

DAYS: Final = ("valid_from", "valid_to")


@dataclass(frozen=True, eq=False)
class Placed:
    """The rows of a layer and their shapes in EPSG:5898; positions of shapes whose rings were open."""

    rows: pd.DataFrame
    shapes: gpd.GeoSeries
    closed: tuple[int, ...]
    file: str


def mend_units(
    placed: Placed, reference: Reference, city: City, problems: Sequence[Problem]
) -> tuple[gpd.GeoDataFrame, tuple[Repair, ...], CoverageReport]:
    """Return the units with one sound polygon each, what was mended, and what they cover.

    Raises
    ------
    BoundaryError
        No row is a unit, or the shapes have no single right answer; with what is wrong with the rows.
    """
    rows = placed.rows
    usable = (
        (rows["unit"] != "") & rows["status"].isin(("matched", "proposed", "unmatched", "duplicate"))
    ).to_numpy()
    if not usable.any():
        raise BoundaryError(problems or explain_rows(rows.assign(status="unmatched"), placed.file))
    shapes = placed.shapes.to_numpy()[usable]
    frame = gpd.GeoDataFrame(rows[usable].reset_index(drop=True), geometry=shapes, crs=placed.shapes.crs)
    parts = zip(frame["unit"], frame["name"], frame["ward_code"], strict=True)
    frame["label"] = [reference.describe(*part) for part in parts]
    places = {int(old): new for new, old in enumerate(usable.nonzero()[0])}
    closed = [places[place] for place in placed.closed if place in places]
    try:
        mended = repair_units(frame, unit="label", closed=closed, file=placed.file)
        covered = mended.frame.set_index("label").geometry
        # What a person must decide first may be what the area lacks.
        published = None if problems else city.area_km2
        coverage = cover(covered, reference, published_km2=published, file=placed.file)
    except BoundaryError as error:
        raise BoundaryError([*error.problems, *problems]) from None
    units = mended.frame.rename(columns={"unit": "code"}).reset_index(drop=True)
    return units, mended.notes, coverage


def carry_others(frame: gpd.GeoDataFrame, reference: Reference) -> gpd.GeoDataFrame:
    """Return the units in the columns of the product, with known units of other times beside them."""
    home = ["ward_code"] if reference.level == "hamlet" else []
    columns = ["code", "name", "kind", *home, *DAYS, "geometry"]
    known = reference.units
    others = known.drop(index=pick_valid(known, reference.year).index)
    others = others[~others.index.isin(frame["code"])].rename_axis("code").reset_index()
    joined = (
        pd.concat([frame[columns], others[columns]], ignore_index=True) if len(others) else frame[columns]
    )
    return gpd.GeoDataFrame(joined, crs=frame.crs).sort_values("code", ignore_index=True)
