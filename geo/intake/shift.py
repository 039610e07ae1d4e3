"""Units that all lie the same way beside their known borders.

The CRS is another one, or the datum shift was lost on the way (225 m, hard to see), or somebody moved the
layer by hand. It is asked; a person who chooses the CRS is believed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from pyproj import Transformer

from geo.crs import list_candidates
from geo.errors import BoundaryError, Problem
from geo.intake.crs import explain_other, find_box
from geo.intake.doubts import differ, pair_units
from geo.model import Text
from geo.places.declared import TWINS, VN2000_DEGREES
from geo.places.placing import NEAR_M, compare_with_borders
from geo.units import pick_valid

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from geo.crs import Conclusion, Home
    from geo.intake.reference import Reference
    from geo.sandbox import ForeignLayer

    Points = NDArray[np.float64]
    Shapes = NDArray[np.object_]

LEAST_UNITS: Final = 10
"""So many units tell a shift by their middles; of fewer, one line drawn anew moves the middles of most."""

ALIKE: Final = 3.0
"""A shift is one if it is this many times longer than the units differ about it, at the median."""

MOST: Final = 0.5

WINDS: Final = (
    *(("bắc", "north"), ("đông bắc", "north-east"), ("đông", "east"), ("đông nam", "south-east")),
    *(("nam", "south"), ("tây nam", "south-west"), ("tây", "west"), ("tây bắc", "north-west")),
)
WGS84_DEGREES: Final = next(wgs84 for wgs84, vn2000 in TWINS.items() if vn2000 == VN2000_DEGREES)


@dataclass(frozen=True, eq=False)
class Held:
    """The rows of a layer, to be held against where their units lay.

    Parameters
    ----------
    rows
        From `geo.intake.rows.match_borders`.
    now
        Which of them are units of the year.
    reference
        Known units.
    """

    rows: pd.DataFrame
    now: NDArray[np.bool_]
    reference: Reference

    def measure(self, shapes: gpd.GeoSeries) -> Points:
        """Return how far east and north of its known place each unit lies: all shapes in the city's CRS."""
        lie, lay = map(shapely.centroid, self.pair(shapes))
        ways: Points = shapely.get_coordinates(lie) - shapely.get_coordinates(lay)
        return ways

    def pair(self, shapes: gpd.GeoSeries) -> tuple[Shapes, Shapes]:
        """Return the shapes of the units that are known, and their known shapes."""
        placed = shapes[self.now]
        held, own = pair_units(self.rows[self.now], placed, self.reference)
        known = pick_valid(self.reference.units, self.reference.year).geometry.to_numpy()
        return placed.to_numpy()[held], known[own]


def find_shift(held: Held, shapes: gpd.GeoSeries) -> Points | None:
    """Return how far all units lie from their known places, the same way; None if they do not.

    Parameters
    ----------
    shapes
        Of the rows, in the CRS of the city.
    """
    ways = held.measure(shapes)
    if not len(ways):
        return None
    shift: Points = np.median(ways, axis=0)
    length = float(np.hypot(*shift))
    if length <= NEAR_M:
        return None
    differ = float(np.median(np.hypot(*(ways - shift).T)))
    if length <= ALIKE * differ:
        return None
    return shift if len(ways) >= LEAST_UNITS or _fits_better(*held.pair(shapes), shift) else None


def _fits_better(lie: Shapes, lay: Shapes, shift: Points) -> bool:
    """Return whether most outlines are the known ones if they are moved back, and are not as they lie."""
    back = shapely.transform(lie, lambda corners: corners - shift)
    better = differ(lie, lay) > ALIKE * differ(back, lay)
    return bool(better.mean() > MOST)


def refuse_shift(
    shift: Points, held: Held, layer: ForeignLayer, found: Conclusion, home: Home
) -> BoundaryError:
    """Return why shifted units are not taken: which CRS they are in instead, if known borders tell."""
    try:
        lies = compare_with_borders(
            layer.frame.geometry,
            list_candidates(find_box(layer), home),
            held.reference.units.geometry,
            measure=lambda placed, _: float(np.median(np.hypot(*held.measure(placed).T))),
            file=layer.file,
        )
    except BoundaryError:
        return BoundaryError(_explain(shift, layer.file, found, home))
    return BoundaryError(explain_other(found, lies, layer.file))


def describe_shift(shift: Points) -> Text:
    """Return how far units lie from their known places, and where."""
    length = float(np.hypot(*shift))
    vi, en = WINDS[round(np.degrees(np.arctan2(*shift)) / 45) % len(WINDS)]
    return Text(
        f"các đơn vị đều lệch {length:.0f} m về phía {vi} so với ranh giới đã có",
        f"all units lie {length:.0f} m {en} of their known borders",
    )


def _explain(shift: Points, file: str, found: Conclusion, home: Home) -> Problem:
    what = describe_shift(shift)
    vi, en = f"chọn hệ tọa độ {found.crs} rồi nhập lại", f"choose the CRS {found.crs} and import it again"
    if not found.crs.startswith("EPSG:"):
        vi = f"xuất lại sang {home.crs} rồi chọn hệ tọa độ đó khi nhập"
        en = f"export it again in {home.crs} and choose that when importing"
    if not _is_datum(shift, home):
        return Problem(
            file,
            f"{what.vi}: có thể lớp đã bị dời bằng tay, hoặc theo hệ cũ (HN-72, Indian 1960)",
            f"{what.en}: moved by hand perhaps, or of an old datum (HN-72, Indian 1960)",
            f"hỏi nơi gửi tệp; nếu tệp đúng thì {vi}",
            f"ask who sent the file; if it is right, {en}",
        )
    return Problem(
        file,
        f"{what.vi}, đúng bằng độ lệch giữa WGS 84 và VN-2000: đã có lần chuyển hệ tọa độ thiếu tham số",
        f"{what.en}, as far as WGS 84 lies from VN-2000: it was once transformed without the datum shift",
        f"chuyển lại từ tệp gốc với đủ tham số; nếu tệp này đúng thì {vi}",
        f"transform it again with the shift; if this file is right, {en}",
    )


def _is_datum(shift: Points, home: Home) -> bool:
    """Return whether a shift is the one between the two datums, one way or the other."""
    middle = (home.box[0] + home.box[2]) / 2, (home.box[1] + home.box[3]) / 2
    degrees = Transformer.from_crs(home.crs, f"EPSG:{VN2000_DEGREES}", always_xy=True).transform(*middle)
    lost = Transformer.from_crs(f"EPSG:{WGS84_DEGREES}", home.crs, always_xy=True).transform(*degrees)
    between = np.subtract(lost, middle)
    return bool(min(np.hypot(*(shift - between)), np.hypot(*(shift + between))) < NEAR_M)
