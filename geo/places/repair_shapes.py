"""Shapes as they come out of a file: read as far as they can be, without rings that are no rings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Shapes = NDArray[np.object_]

AREAS: Final = ("Polygon", "MultiPolygon")
EVERY_ROW: Final = "1=1"
"""A filter that all rows pass: without one GDAL reads as many as a GeoPackage notes that it has, and programs
that change one may leave the note as it was."""


def read_shapes(wkb: Sequence[bytes | None]) -> tuple[Shapes, list[int]]:
    """Return shapes from WKB, and the positions of those whose rings were open and have been closed.

    What cannot be read at all is None.
    """
    raw = np.asarray(wkb, dtype=object)
    # A coordinate that is no number is found in `repair_units`; numpy need not tell of it too.
    with np.errstate(invalid="ignore"):
        shapes = shapely.from_wkb(raw, on_invalid="ignore")
    given = np.array([one is not None for one in raw], dtype=bool)
    broken = np.flatnonzero(shapely.is_missing(shapes) & given)
    with np.errstate(invalid="ignore"):
        mended = shapely.from_wkb(raw[broken], on_invalid="fix")
    shapes[broken] = mended
    return shapes, [int(place) for place in broken[~shapely.is_missing(mended)]]


def drop_points(shape: shapely.Geometry) -> shapely.Geometry:
    """Return an area without rings that are one point over and over: GEOS cannot work with them."""
    if shape.geom_type not in AREAS or shapely.length(shapely.get_rings(shapely.get_parts(shape))).all():
        return shape
    parts = [
        shapely.Polygon(part.exterior, [ring for ring in part.interiors if ring.length])
        for part in shapely.get_parts(shape)
        if part.exterior.length
    ]
    return shapely.MultiPolygon(parts)
