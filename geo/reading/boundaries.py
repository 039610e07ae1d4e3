"""The boundary files of a data folder → Boundaries, checked, in the CRS of the city."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd

from geo.crs import find_home
from geo.errors import BoundaryError, Problem
from geo.model import CRS, Boundaries
from geo.reading.borders import LINES, POLYGONS, Drawing, check_shapes, check_units
from geo.reading.lists import CHANGES, CLUSTERS, read_changes, read_clusters
from geo.reading.nesting import check_nesting
from geo.reading.shapes import SUFFIXES, Place, find_file, read_shapes
from geo.tools.words import name_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geo.crs import Box

ALSO_READ: Final = (CLUSTERS, CHANGES)


def read_boundaries(folder: Path, crs: str = CRS, box: Box | None = None) -> Boundaries:
    """Return the units and their borders.

    Parameters
    ----------
    folder
        Has ``boundaries/`` with ``wards.*`` and ``hamlets.*``, perhaps ``rivers.*``; perhaps `ALSO_READ`.
    crs
        What the borders are wanted in.
    box
        Where the city lies, in degrees (`geo.model.City.box`): what lies elsewhere declares a wrong CRS.

    Raises
    ------
    BoundaryError
        A boundary file is missing or wrong; all problems of all boundary files at once.
    IndicatorError
        The list of clusters, or of changes, is wrong.
    """
    borders = folder / "boundaries"
    place = Place(crs, find_home(box, crs) if box else None)
    problems: list[Problem] = []
    wards = _read_units(borders, "wards", ("code", "name", "kind"), place, problems)
    hamlets = _read_units(borders, "hamlets", ("code", "name", "kind", "ward_code"), place, problems)
    rivers = _read_rivers(borders, place, problems)
    if not problems:
        check_nesting(hamlets, wards)
        problems = hamlets.problems
    if problems:
        raise BoundaryError(problems)
    # "2" alone would be said of a hamlet on maps and in tables, where its kind stands nowhere else.
    named = map(name_number, hamlets.frame["name"], hamlets.frame["kind"])
    units = hamlets.frame.assign(name=list(named))
    clusters = read_clusters(folder, set(wards.frame.index))
    return Boundaries(units, wards.frame, clusters, rivers.frame, read_changes(folder))


def tells_units(name: str) -> bool:
    """Return whether a data file, by its path in the folder, is one of those that `read_boundaries` reads."""
    return name.startswith("boundaries/") or name in ALSO_READ


def _read_units(
    folder: Path, name: str, columns: Sequence[str], place: Place, problems: list[Problem]
) -> Drawing:
    """Return wards or hamlets by code; what is wrong goes to ``problems``."""
    empty = Drawing(
        name, gpd.GeoDataFrame(dict.fromkeys(columns, pd.Series(dtype=str)), geometry=[], crs=place.crs)
    )
    try:
        path = find_file(folder, name)
        drawing = read_shapes(path, columns, place) if path else empty
    except BoundaryError as error:
        problems += error.problems
        return empty
    if path is None:
        problems.append(_absent(name))
        return empty
    check_units(drawing, columns)
    check_shapes(drawing, POLYGONS)
    problems += drawing.problems
    frame = drawing.frame.sort_values(["code", "valid_from"], kind="stable").set_index("code")
    return Drawing(drawing.file, frame[[*columns[1:], "valid_from", "valid_to", "geometry"]])


def _absent(name: str) -> Problem:
    kinds = ", ".join(f"{name}{suffix}" for suffix in SUFFIXES)
    return Problem(
        file=f"boundaries/{name}",
        what_vi="không có tệp ranh giới này",
        what_en="there is no such boundary file",
        remedy_vi=f"chép vào một trong: {kinds}",
        remedy_en=f"put one of these there: {kinds}",
    )


def _read_rivers(folder: Path, place: Place, problems: list[Problem]) -> Drawing:
    """Return the rivers; no file is no river."""
    empty = Drawing("rivers", gpd.GeoDataFrame({"name": pd.Series(dtype=str)}, geometry=[], crs=place.crs))
    try:
        path = find_file(folder, "rivers")
        drawing = read_shapes(path, ("name",), place) if path else empty
    except BoundaryError as error:
        problems += error.problems
        return empty
    check_shapes(drawing, LINES)
    problems += drawing.problems
    return Drawing(drawing.file, drawing.frame[["name", "geometry"]])
