"""Rows that say no ward → the one that they lie in: the name of a hamlet is its own inside its ward only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import shapely

from geo.lookup.place import Place
from geo.lookup.resolve import resolve
from geo.places.overlaps import MOST_GROUND, share_ground
from geo.places.tangles import make_sound
from geo.units import pick_valid

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import geopandas as gpd
    import pandas as pd

    from geo.intake.reference import Cells, Reference

SCORE: Final = 0.7


def house(said: Sequence[Cells], shapes: gpd.GeoSeries, reference: Reference) -> list[Cells]:
    """Return what the rows say, those that may be of several wards with the code of the one they lie in.

    Parameters
    ----------
    said
        What the rows say of their units.
    shapes
        Of the rows, in the CRS of the city.
    """
    housed = list(said)
    if reference.gazetteer.wards is None:
        return housed
    wards = pick_valid(reference.boundaries.wards, reference.year).geometry
    tree = shapely.STRtree(wards.to_numpy())
    for place, (cells, shape) in enumerate(zip(said, shapes, strict=True)):
        if shape is None or not shape.area or not _is_homeless(cells, reference):
            continue
        sound = make_sound(shape)
        near = tree.query(sound)
        shares = shapely.area(shapely.intersection(sound, wards.to_numpy()[near]))
        homes = wards.index[near[shares > MOST_GROUND * sound.area]]
        if len(homes) == 1:  # borders that nobody imported may lie on each other
            housed[place] = cells._replace(ward_code=str(homes[0]))
    return housed


def _is_homeless(cells: Cells, reference: Reference) -> bool:
    if not cells.name or cells.code or cells.ward or cells.ward_code:
        return False
    return resolve(reference.gazetteer, Place(name=cells.name)).status != "matched"


def doubt_homes(
    rows: pd.DataFrame, shapes: gpd.GeoSeries, reference: Reference, accepted: Collection[int]
) -> pd.DataFrame:
    """Return the rows with those proposed whose ward is that of their ground, and whose own ground is new.

    The borders of the wards that are known may be others than those of the hamlets.

    Parameters
    ----------
    rows
        From `geo.intake.rows.match_borders`.
    shapes
        Of the rows, in the CRS of the city.
    accepted
        Rows that a person looked at: they stay as they are.
    """
    known = pick_valid(reference.units, reference.year).geometry
    doubted = rows.copy()
    told = rows[["row", "status", "unit", "housed"]].itertuples(index=False)
    for place, (row, status, unit, housed) in enumerate(told):
        if (
            not housed
            or status != "matched"
            or row in accepted
            or share_ground(shapes.iloc[place], known[unit])
        ):
            continue
        label, where = rows.index[place], reference.describe(unit, "", "")
        doubted.loc[label, ["status", "reason_vi", "reason_en"]] = [
            "proposed",
            f"không ghi xã, phường; theo chỗ nằm thì là {where}",
            f"says no ward; by where it lies it is {where}",
        ]
        doubted.loc[label, "score"] = SCORE
    return doubted
