"""The rows of a layer that are units → one sound polygon for each, and what they cover together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geo.errors import BoundaryError
from geo.intake.cover import cover, explain_rows, find_lost
from geo.intake.kept import label_kept
from geo.intake.times import DAYS, list_others
from geo.places.repair import repair_units

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from geo.errors import Problem
    from geo.intake.reference import Reference
    from geo.model import City
    from geo.places.coverage_report_words import CoverageReport
    from geo.places.repair import Repair, Repaired


@dataclass(frozen=True, eq=False)
class Placed:
    """Rows of a layer, with their shapes in the CRS of the city.

    Parameters
    ----------
    closed
        Positions of shapes whose rings were open.
    file
        Name for messages.
    fewer
        Whether a person accepted that units are lost.
    kept
        Stored units that stay beside them (`geo.intake.kept`).
    """

    rows: pd.DataFrame
    shapes: gpd.GeoSeries
    closed: tuple[int, ...]
    file: str
    fewer: bool
    kept: gpd.GeoDataFrame


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
    closed = {places[place] for place in placed.closed if place in places}
    try:
        mended = [_mend_time(frame, chosen, closed, placed.file) for chosen in _list_times(frame)]
        own = mended[0].frame.set_index("label").geometry
        covered = pd.concat([own, label_kept(placed.kept, reference)])
        # What a person must decide first may be what the area lacks.
        lost = () if problems else find_lost(covered, reference)
        published = None if problems or (lost and not placed.fewer) else city.area_km2
        coverage = replace(cover(covered, reference, published_km2=published, file=placed.file), lost=lost)
    except BoundaryError as error:
        # What is wrong with a row may be why its shape does not fit.
        raise BoundaryError([*problems, *error.problems]) from None
    units = pd.concat([one.frame for one in mended], ignore_index=True).rename(columns={"unit": "code"})
    return units, tuple(note for one in mended for note in one.notes), coverage


def _list_times(frame: gpd.GeoDataFrame) -> Iterator[pd.Series]:
    """Yield which rows are mended together: those of the year, then those of each other time."""
    yield frame["now"]
    for start, end in frame.loc[~frame["now"], list(DAYS)].drop_duplicates().itertuples(index=False):
        yield ~frame["now"] & (frame["valid_from"] == start) & (frame["valid_to"] == end)


def _mend_time(frame: gpd.GeoDataFrame, chosen: pd.Series, closed: Collection[int], file: str) -> Repaired:
    """Return the units of one time with one sound polygon each."""
    places = [int(place) for place in chosen.to_numpy().nonzero()[0]]
    among = [new for new, old in enumerate(places) if old in closed]
    return repair_units(frame.iloc[places], unit="label", closed=among, file=file)


def carry_others(frame: gpd.GeoDataFrame, reference: Reference, kept: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the units in the columns of the product, with those that stay and those of other times."""
    home = ["ward_code"] if reference.level == "hamlet" else []
    columns = ["code", "name", "kind", *home, *DAYS, "geometry"]
    others = [list_others(frame, reference), kept.rename_axis("code").reset_index()]
    joined = pd.concat([frame[columns], *(one[columns] for one in others if len(one))], ignore_index=True)
    return gpd.GeoDataFrame(joined, crs=frame.crs).sort_values(
        ["code", "valid_from"], kind="stable", ignore_index=True
    )
