"""Coordinates as concluded → the CRS of the city; and the datum told by borders that are already known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.crs import Candidate, Conclusion
from geo.errors import BoundaryError, Problem
from geo.model import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import geopandas as gpd

    Measure = Callable[[gpd.GeoSeries, gpd.GeoSeries], float]

SAMPLE: Final = 2_000
NEAR_M: Final = 25.0
"""Borders of two surveys of the same unit lie this near each other, at the median."""

APART: Final = 3.0
"""A candidate wins if the next one is this many times farther off."""


def place_frame(frame: gpd.GeoDataFrame, conclusion: Conclusion, crs: str) -> gpd.GeoDataFrame:
    """Return a copy of a frame in a CRS: axes turned if they were swapped, heights dropped.

    Parameters
    ----------
    frame
        Shapes as stored; its own CRS is not looked at.
    conclusion
        What they are in.
    crs
        What they are wanted in: that of the city.
    """
    flat = shapely.force_2d(frame.geometry.to_numpy())
    if conclusion.swapped:
        flat = shapely.transform(flat, lambda corners: corners[:, ::-1])
    placed = frame.set_geometry(flat, crs=None).set_crs(conclusion.crs, allow_override=True)
    return placed.to_crs(crs)


def compare_with_borders(
    shapes: gpd.GeoSeries,
    candidates: Sequence[Candidate],
    known: gpd.GeoSeries,
    *,
    measure: Measure | None = None,
    file: str = "",
) -> Conclusion:
    """Return the candidate under which shapes lie on borders that are already known.

    Parameters
    ----------
    shapes
        Polygons with coordinates as stored.
    candidates
        What `geo.crs.list_candidates` left open.
    known
        Borders of the city.
    measure
        How far shapes in the CRS of the city lie from known borders, in metres; `measure_distance` if None.
    file
        Name for messages.

    Raises
    ------
    BoundaryError
        No candidate lies on the known borders, or several do equally well.
    """
    far = measure or measure_distance
    distances = {one: far(_place(shapes, one, str(known.crs)), known) for one in candidates}
    ranked = sorted(distances.items(), key=lambda item: item[1])
    if not ranked:
        raise BoundaryError(_undecided(file, distances))
    (best, nearest), *others = ranked
    if nearest > NEAR_M or any(distance < APART * max(nearest, 1.0) for _, distance in others):
        raise BoundaryError(_undecided(file, distances))
    name = best.describe()
    reason = Text(
        f"so với ranh giới đã có: theo {name.vi} thì lệch {nearest:.0f} m",
        f"compared with known borders: under {name.en} they are {nearest:.0f} m apart",
    )
    return Conclusion(best.crs, best.swapped, reason, differs=True)


def measure_distance(shapes: gpd.GeoSeries, known: gpd.GeoSeries) -> float:
    """Return how far the corners of shapes lie from the nearest known border: the median, in metres."""
    corners = shapely.points(shapely.get_coordinates(shapes.to_numpy()))
    sample = corners[:: len(corners) // SAMPLE + 1]
    borders = shapely.STRtree(shapely.get_parts(shapely.boundary(known.to_numpy())))
    _, distances = borders.query_nearest(sample, return_distance=True, all_matches=False)
    return float(np.median(distances)) if len(distances) else float("inf")


def _place(shapes: gpd.GeoSeries, candidate: Candidate, crs: str) -> gpd.GeoSeries:
    as_if = Conclusion(candidate.crs, candidate.swapped, Text("", ""), differs=True)
    return place_frame(shapes.to_frame("geometry"), as_if, crs).geometry


def _undecided(file: str, distances: dict[Candidate, float]) -> Problem:
    found = ", ".join(f"{one.crs}: {distance:.0f} m" for one, distance in distances.items())
    return Problem(
        file=file,
        what_vi=f"so với ranh giới đã có vẫn không phân biệt được hệ tọa độ ({found})",
        what_en=f"known borders do not tell the CRS either ({found})",
        remedy_vi="hỏi nơi gửi tệp rồi chọn hệ tọa độ",
        remedy_en="ask who sent the file, then choose the CRS",
    )
