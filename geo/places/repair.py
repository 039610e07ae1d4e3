"""Borders as they were sent → one sound polygon for each unit; what has no single right answer is refused.

Mended, each with a note: rings that cross themselves where every method gives the same area, rings left
open, vertices written twice, a unit in several rows, the same shape twice, slivers narrower than a tolerance
within a unit and between neighbours. Refused, all at once: points and lines, units without a shape or with a
coordinate that is no number, two different shapes for one unit, units that overlap by more than the
tolerance. A slit open to the outside stays: it cannot be told from the border (see
`geo.places.coverage_report`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.errors import BoundaryError, Problem
from geo.model import Text
from geo.places.overlaps import are_slivers, find_overlaps, is_sliver
from geo.places.repair_faults import (
    BROKEN,
    CROSSING,
    NO_AREA,
    NO_SHAPE,
    TOO_NARROW,
    TWO_SHAPES,
    UNFIT,
    gather,
    overlapping,
)
from geo.places.repair_shapes import AREAS, drop_points
from geo.places.slits import fill_slits
from geo.places.tangles import is_tangled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from geo.errors import Fault

    Shapes = NDArray[np.object_]

TOLERANCE_M: Final = 2.0
"""Width up to which a gap, an overlap or a part is a slip of drawing."""

SAME_M2: Final = 1.0
SAME_SHARE: Final = 1e-4
SNAPS_M: Final = (0.01, 0.001, 0.05)
"""Within which vertices snap to each other, tried in turn: where slivers are just as wide as one of them,
GEOS gives the whole of a unit to its neighbour."""

CLOSED: Final = Text("khép vành hở", "open ring closed")


@dataclass(frozen=True)
class Repair:
    """Something that was mended.

    Parameters
    ----------
    unit
        Name or code of the unit.
    what
        What was done, with numbers.
    """

    unit: str
    what: Text


@dataclass(frozen=True, eq=False)
class Repaired:
    """Units with one sound polygon each, and what was mended on the way.

    Parameters
    ----------
    frame
        A row a unit, in the order of their first rows, with that row's index and attributes.
    notes
        What was mended.
    """

    frame: gpd.GeoDataFrame
    notes: tuple[Repair, ...]


def repair_units(
    frame: gpd.GeoDataFrame,
    *,
    unit: str,
    tolerance: float = TOLERANCE_M,
    closed: Iterable[int] = (),
    file: str = "",
) -> Repaired:
    """Return the units of a boundary file with one sound polygon each.

    Parameters
    ----------
    frame
        In the CRS of the city, metres, a row a shape.
    unit
        Column that tells the units apart: a code, or ward and name together.
    tolerance
        Width in metres up to which a gap, an overlap or a part is mended.
    closed
        Positions of shapes whose rings had to be closed (`geo.places.repair_shapes.read_shapes`).
    file
        Name for messages.

    Raises
    ------
    BoundaryError
        Something has no single right answer; all of it at once.
    """
    names = frame[unit].astype(str).to_numpy()
    work = _Workshop(file, tolerance)
    work.notes.extend(Repair(names[place], CLOSED) for place in closed)
    sound = [work.mend_shape(name, shape) for name, shape in zip(names, frame.geometry, strict=True)]
    work.stop_at_problems()
    rows = frame.reset_index(drop=True).groupby(names, sort=False).indices
    joined = [work.join_rows(name, [sound[place] for place in places]) for name, places in rows.items()]
    work.stop_at_problems()
    kept = frame.iloc[[places[0] for places in rows.values()]]
    fitted = work.fit_together(list(rows), np.array(joined, dtype=object))
    work.stop_at_problems()
    return Repaired(kept.set_geometry(fitted, crs=frame.crs), tuple(work.notes))


@dataclass(frozen=True)
class _Workshop:
    """Mends shapes and collects what was done and what cannot be."""

    file: str
    tolerance: float
    notes: list[Repair] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def stop_at_problems(self) -> None:
        if self.problems:
            raise BoundaryError(list(gather(self.problems)))

    def mend_shape(self, name: str, shape: shapely.Geometry | None) -> shapely.Geometry:
        """Return a shape with sound rings, without doubled vertices and slivers."""
        if shape is None or shape.is_empty:
            return self._refuse(name, NO_SHAPE)
        if shape.geom_type == "GeometryCollection":
            shape = self._keep_areas(name, shape)
        if shape.geom_type not in AREAS:
            return self._refuse(name, NO_AREA)
        if not np.isfinite(shapely.get_coordinates(shape)).all():
            return self._refuse(name, BROKEN)
        real = drop_points(shape)
        if real.is_empty:
            return self._refuse(name, NO_AREA)
        lean = shapely.remove_repeated_points(real)
        doubled = shapely.get_num_coordinates(shape) - shapely.get_num_coordinates(lean)
        if doubled:
            self._note(name, f"bỏ {doubled} đỉnh lặp", f"{doubled} repeated vertices dropped")
        whole = lean if shapely.is_valid(lean) else self._mend_rings(name, lean)
        return self._drop_slivers(name, whole)

    def _keep_areas(self, name: str, shape: shapely.Geometry) -> shapely.Geometry:
        """Return the areas of a collection without the points and lines among them if it has any."""
        parts = shapely.get_parts(shapely.get_parts(shape))
        areas = [part for part in parts if part.geom_type == "Polygon"]
        if areas and len(areas) < len(parts):
            count = len(parts) - len(areas)
            self._note(name, f"bỏ {count} điểm, đường lẫn vào", f"{count} points and lines among it dropped")
        return shapely.MultiPolygon(areas) if areas else shape

    def _mend_rings(self, name: str, shape: shapely.Geometry) -> shapely.Geometry:
        """Return a shape whose rings no longer cross, if all methods agree on the ground it covers."""
        if is_tangled(shape):
            return self._refuse(name, CROSSING)
        by_rings = shapely.make_valid(shape, method="structure", keep_collapsed=False)
        by_lines = shapely.make_valid(shape, method="linework")
        if shapely.symmetric_difference(by_rings, by_lines).area > max(SAME_M2, SAME_SHARE * by_rings.area):
            return self._refuse(name, CROSSING)
        if not by_rings.area:
            return self._refuse(name, NO_AREA)
        reason = shapely.is_valid_reason(shape).partition("[")[2].rstrip("]")
        self._note(name, f"sửa vành tự cắt tại {reason}", f"ring that crossed itself mended at {reason}")
        return by_rings

    def _drop_slivers(self, name: str, shape: shapely.Geometry) -> shapely.Geometry:
        """Return the polygons of a shape, without parts narrower than the tolerance beside a real one."""
        parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
        if len(parts) == 1:
            return parts[0]
        wide = [
            part
            for part, thin in zip(
                parts, are_slivers(np.array(parts, dtype=object), self.tolerance), strict=True
            )
            if not thin
        ]
        if wide and len(wide) < len(parts):
            count = len(parts) - len(wide)
            self._note(name, f"bỏ {count} mảnh vụn", f"{count} slivers dropped")
        return shapely.union_all(wide or parts)

    def join_rows(self, name: str, shapes: Sequence[shapely.Geometry]) -> shapely.Geometry:
        """Return one shape for a unit, wide enough to be ground; see `_join`."""
        joined = self._join(name, shapes)
        if not joined.is_empty and is_sliver(joined, self.tolerance):
            return self._refuse(name, TOO_NARROW)
        return joined

    def _join(self, name: str, shapes: Sequence[shapely.Geometry]) -> shapely.Geometry:
        """Return one shape for a unit of several rows: parts are joined, the same shape twice is one."""
        if len(shapes) == 1:
            return shapes[0]
        distinct: list[shapely.Geometry] = []
        for shape in shapes:
            alike = [is_sliver(shapely.symmetric_difference(shape, one), self.tolerance) for one in distinct]
            if not any(alike):
                distinct.append(shape)
        if len(distinct) < len(shapes):
            self._note(name, "bỏ hình trùng nhau", "the same shape given twice, one kept")
        overlaps = find_overlaps(np.array(distinct, dtype=object), self.tolerance)
        if any(not overlap.sliver for overlap in overlaps):
            return self._refuse(name, TWO_SHAPES)
        if len(distinct) > 1:
            self._note(name, f"nối {len(distinct)} phần thành một", f"{len(distinct)} parts joined into one")
        return shapely.union_all(distinct)

    def fit_together(self, names: Sequence[str], shapes: Shapes) -> Shapes:
        """Return shapes that share borders vertex for vertex, slivers between them given to a neighbour."""
        if shapely.coverage_is_valid(shapes, gap_width=self.tolerance):
            return shapes
        overlaps = find_overlaps(shapes, self.tolerance)
        self.problems.extend(
            overlapping(self.file, names[one.first], names[one.second], one.area)
            for one in overlaps
            if not one.sliver
        )
        if self.problems:
            return shapes
        for snap in SNAPS_M:
            clean = fill_slits(shapely.coverage_clean(shapes, snapping_distance=snap), self.tolerance)
            moved = shapely.symmetric_difference(shapes, clean)
            thin = are_slivers(moved, 2 * self.tolerance)  # a gap and an overlap may lie beside each other
            if thin.all():
                break
        for name, ground, mended in zip(names, shapely.area(moved), thin, strict=True):
            if not mended:
                self._refuse(name, UNFIT)
            elif ground >= SAME_M2:
                self._note(
                    name, f"nắn {ground:.0f} m² khe hở, chồng lấn", f"{ground:.0f} m² of slivers mended"
                )
        return np.asarray(clean)

    def _note(self, name: str, vi: str, en: str) -> None:
        self.notes.append(Repair(name, Text(vi, en)))

    def _refuse(self, name: str, fault: Fault) -> shapely.Geometry:
        self.problems.append(Problem(self.file, *fault, value=name))
        return shapely.Polygon()
