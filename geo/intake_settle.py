"""Rows that may mean several units, as a name was cut → the one on whose known ground their shape lies.

On the ground of the unit that is written it is a match, on that of another one a proposal; anywhere else
nobody can tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import shapely

from geo.intake_cut import SCORE
from geo.intake_rows import accept, describe_known
from geo.model import Text
from geo.resolve import Resolution
from geo.units import pick_valid

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import geopandas as gpd
    import pandas as pd

    from geo.intake_reference import Reference

MOST: Final = 0.5
"""A shape lies on the ground of a unit by more than that share of its area."""


def settle_rivals(
    rows: pd.DataFrame, shapes: gpd.GeoSeries, reference: Reference, accepted: Collection[int]
) -> pd.DataFrame:
    """Return the rows with those settled that have rivals and lie on the ground of one of them.

    Parameters
    ----------
    rows
        From `geo.intake_rows.match_borders`.
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


def _find_owner(shape: shapely.Geometry | None, codes: Sequence[str], reference: Reference) -> str:
    """Return the unit on whose ground most of a shape lies, or ""; that of the ward if wards differ."""
    if shape is None or not shape.area:
        return ""
    homes = [reference.gazetteer.units[code].ward_code for code in codes]
    by_ward = len(set(homes)) > 1
    known = pick_valid(reference.boundaries.wards if by_ward else reference.units, reference.year).geometry
    sound = shapely.make_valid(shape)
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
