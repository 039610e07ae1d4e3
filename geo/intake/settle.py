"""Rows whose name leaves the unit open → the one on whose known ground their shape lies.

A name that was cut: on the ground of the unit that is written it is a match, on that of another one a
proposal; anywhere else nobody can tell. No name at all: what lies on the ground of a unit that no row names
is proposed to be it, else it is no unit. A new name beside a known code: on the ground of its unit it may be
its new name, elsewhere one of the two is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import shapely

from geo.intake.cut import SCORE
from geo.intake.doubts import pair_units
from geo.intake.newcomers import describe_row
from geo.intake.rows import accept, describe_known
from geo.lookup import reasons
from geo.lookup.place import Resolution
from geo.model import Text
from geo.places.overlaps import share_ground
from geo.places.tangles import make_sound
from geo.tools.words import listed
from geo.units import pick_valid

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import geopandas as gpd
    import pandas as pd

    from geo.intake.reference import Reference

MOST: Final = 0.5
"""A shape lies on the ground of a unit by more than that share of its area."""


def settle_rivals(
    rows: pd.DataFrame, shapes: gpd.GeoSeries, reference: Reference, accepted: Collection[int]
) -> pd.DataFrame:
    """Return the rows with those settled that have rivals and lie on the ground of one of them.

    Parameters
    ----------
    rows
        From `geo.intake.rows.match_borders`.
    shapes
        Of the rows, in the CRS of the city.
    accepted
        Rows whose proposal a person accepted.
    """
    settled = rows.copy()
    for place, (row, codes) in enumerate(rows[["row", "rivals"]].itertuples(index=False)):
        code = _find_owner(shapes.iloc[place], codes, reference) if codes else ""
        unit = reference.find(code)
        if unit is not None:
            line = describe_known(_answer(code, codes, reference), unit, reference)
            for column, cell in accept(line, row in accepted).items():
                settled.loc[rows.index[place], column] = cell
    return settled


def settle_nameless(
    rows: pd.DataFrame, shapes: gpd.GeoSeries, reference: Reference, accepted: Collection[int]
) -> pd.DataFrame:
    """Return the rows with those that name no unit asked about where they cover the ground of missing ones.

    Parameters
    ----------
    rows, shapes, accepted
        As for `settle_rivals`.
    """
    known = pick_valid(reference.units, reference.year)
    missing = known.geometry[~known.index.isin(rows["unit"])]
    settled = rows.copy()
    for place, (row, status) in enumerate(rows[["row", "status"]].itertuples(index=False)):
        line = _name_by_ground(shapes.iloc[place], missing, reference) if status == "ignored" else None
        for column, cell in accept(line, row in accepted).items() if line else ():
            settled.loc[rows.index[place], column] = cell
    return settled


def settle_renamed(rows: pd.DataFrame, shapes: gpd.GeoSeries, reference: Reference) -> pd.DataFrame:
    """Return the rows with those refused that give a known code a new name and lie off its ground.

    Where most units do, the known borders are others altogether and tell nothing.

    Parameters
    ----------
    rows, shapes
        As for `settle_rivals`, of the year; a person may have accepted the name, not knowing where it lies.
    """
    known = pick_valid(reference.units, reference.year)
    told = rows[["status", "unit", "name"]].itertuples(index=False)
    off = [
        (place, code, name)
        for place, (status, code, name) in enumerate(told)
        if status in ("matched", "proposed") and code in known.index and name != known["name"][code]
        if not share_ground(shapes.iloc[place], known.geometry[code])
    ]
    pairs = zip(*pair_units(rows, shapes, reference), strict=True) if off else ()
    there = [share_ground(shapes.iloc[place], known.geometry.iloc[own]) for place, own in pairs]
    settled = rows.copy()
    for place, code, name in off if sum(there) >= MOST * len(there) else ():
        line = describe_row(_refuse(code, name, reference), name=name, kind="", ward_code="")
        for column, cell in line.items():
            settled.loc[rows.index[place], column] = cell
    return settled


def _refuse(code: str, name: str, reference: Reference) -> Resolution:
    told = reasons.code_and_name(reference.gazetteer.units[code].name, name)
    reason = Text(f"{told.vi}, và hình nằm ở chỗ khác", f"{told.en}, and the shape lies elsewhere")
    return Resolution("refused", reason=reason)


def _name_by_ground(
    shape: shapely.Geometry | None, missing: gpd.GeoSeries, reference: Reference
) -> dict[str, Any] | None:
    """Return the line of a row without a name that covers the ground of missing units, or None."""
    if shape is None or not shape.area:
        return None
    sound, ground = make_sound(shape), missing.to_numpy()
    common = shapely.area(shapely.intersection(sound, ground))
    most = common > MOST * shapely.area(ground)
    covered = [str(code) for code, held in zip(missing.index, most, strict=True) if held]
    if not covered:
        return None
    names = [reference.describe(code, "", "") for code in covered]
    reason = Text(
        f"không ghi tên, và nằm ở chỗ của {listed(names, 'vi')}",
        f"has no name, and lies where {listed(names, 'en')} lay",
    )
    unit = reference.find(covered[0])
    if len(covered) > 1 or common.max() <= MOST * sound.area or unit is None:
        return describe_row(Resolution("unmatched", reason=reason), name="", kind="", ward_code="")
    return describe_known(Resolution("proposed", covered[0], reason, SCORE), unit, reference)


def _find_owner(shape: shapely.Geometry | None, codes: Sequence[str], reference: Reference) -> str:
    """Return the unit on whose ground most of a shape lies, or ""; that of the ward if wards differ."""
    if shape is None or not shape.area:
        return ""
    homes = [reference.gazetteer.units[code].ward_code for code in codes]
    by_ward = len(set(homes)) > 1
    known = pick_valid(reference.boundaries.wards if by_ward else reference.units, reference.year).geometry
    sound = make_sound(shape)
    shares = shapely.area(shapely.intersection(sound, known[homes if by_ward else list(codes)].to_numpy()))
    most = int(shares.argmax())
    return codes[most] if shares[most] > MOST * sound.area else ""


def _answer(unit: str, codes: Sequence[str], reference: Reference) -> Resolution:
    if unit == codes[0]:
        return Resolution("matched", unit, score=1.0)
    where = reference.describe(unit, "", "")
    reason = Text(
        f"tên có vẻ bị cắt ở độ rộng của cột, và hình nằm ở chỗ của {where}",
        f"the name looks cut at the width of its field, and the shape lies where {where} lay",
    )
    return Resolution("proposed", unit, reason, SCORE)
