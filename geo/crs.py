"""Which CRS a file really is in, and why we think so.

A .prj is missing, copied from another file, or names a datum that PROJ does not know ("VN2000": 225 m off);
MapInfo has no VN-2000 and writes WGS 84 instead; a list of corners has northing first. What a file says is
held against where its coordinates lie: the city's own box is computed in every CRS in use in Viet Nam, and
the file must fall into one. Two datums 225 m apart fall into the same box: that is asked, or told by known
borders (`geo.places.placing`), never guessed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pyproj
from pyproj import Transformer
from pyproj.aoi import AreaOfInterest
from pyproj.exceptions import ProjError

from geo.errors import BoundaryError
from geo.model import Text
from geo.places.crs_words import explain_choice, explain_open, no_coordinates
from geo.places.declared import (
    CANDIDATES,
    TWINS,
    WEB_MERCATOR,
    call_crs,
    is_exactly,
    name_crs,
    parse_crs,
    pin_datum,
    recognise_crs,
    require_known_shift,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

Box = tuple[float, float, float, float]

MARGIN_M: Final = 2_000.0


@dataclass(frozen=True)
class Home:
    """Where the city lies.

    Parameters
    ----------
    box
        minx, miny, maxx, maxy in metres.
    crs
        What they are in: VN-2000, "EPSG:…".
    """

    box: Box
    crs: str


@dataclass(frozen=True)
class Candidate:
    """A CRS under which the coordinates of a file lie in the city."""

    epsg: int
    swapped: bool

    @property
    def crs(self) -> str:
        """The CRS as "EPSG:5898"."""
        return f"EPSG:{self.epsg}"

    def describe(self) -> Text:
        """Return code, name, and whether the axes are swapped."""
        name = f"{self.crs} ({pyproj.CRS.from_epsg(self.epsg).name})"
        return Text(f"{name}, đảo trục", f"{name}, axes swapped") if self.swapped else Text(name, name)


@dataclass(frozen=True)
class Conclusion:
    """What the coordinates of a file are taken for.

    Parameters
    ----------
    crs
        "EPSG:5898", or what the file declares if that is none of the usual ones (EPSG code or WKT).
    swapped
        Whether the file has northing (latitude) first.
    reason
        Why, in words to show before anything is stored.
    differs
        Whether this is not what the file says of itself: show it as a warning.
    """

    crs: str
    swapped: bool
    reason: Text
    differs: bool


def conclude_crs(
    declared: str | None, bounds: Box, home: Home, *, driver: str = "", file: str = ""
) -> Conclusion:
    """Return which CRS a file is in.

    Parameters
    ----------
    declared
        What the file says (WKT, "EPSG:…" or PROJ), or None.
    bounds
        minx, miny, maxx, maxy of its coordinates as stored.
    home
        The city's own box.
    driver
        GDAL's name of the format; "MapInfo File" is not believed when it says WGS 84.
    file
        Name for messages.

    Raises
    ------
    BoundaryError
        The coordinates lie in the city under no CRS, or under several that cannot be told apart.
    """
    if not all(map(math.isfinite, bounds)):
        raise BoundaryError(no_coordinates(file))
    said = parse_crs(declared)
    known = recognise_crs(said, driver=driver) if said else ()
    if said and not known and _lies_in(said, bounds, home):
        return _take_as_said(pin_datum(said), home, file)
    own = chosen = list_candidates(bounds, home, known)
    if not own:  # only now do the others matter, and the boxes of all of them take long
        fitting = list_candidates(bounds, home)
        if any(_overlap(bounds, home_box(home, epsg)) for epsg in known):
            own = [*(Candidate(epsg, swapped=False) for epsg in known), *fitting]
        chosen = own or _prefer_datum(fitting, known)
    if len(chosen) != 1:
        raise BoundaryError(explain_open([one.describe() for one in chosen], said, bounds, file))
    return _conclude(chosen[0], said, agrees=bool(own))


def find_home(degrees: Box, crs: str) -> Home:
    """Return where a city lies from its box in degrees (WGS 84)."""
    # Told where the points lie, PROJ need not look for all that the two CRSs could have to do elsewhere.
    area: Any = AreaOfInterest(*degrees)  # Any: the stubs of pyproj have two classes of this name
    way = Transformer.from_crs("EPSG:4326", crs, always_xy=True, area_of_interest=area)
    return Home(way.transform_bounds(*degrees), crs)


@cache
def home_box(home: Home, epsg: int) -> Box:
    """Return the city's box, grown by 2 km, in a CRS."""
    west, south, east, north = home.box
    grown = (west - MARGIN_M, south - MARGIN_M, east + MARGIN_M, north + MARGIN_M)
    return Transformer.from_crs(home.crs, f"EPSG:{epsg}", always_xy=True).transform_bounds(*grown)


def list_candidates(bounds: Box, home: Home, among: Collection[int] = CANDIDATES) -> list[Candidate]:
    """Return the CRSs under which some bounds lie in the city, as they stand first, then swapped.

    Parameters
    ----------
    among
        EPSG codes of the candidates that are tried.
    """
    turned = (bounds[1], bounds[0], bounds[3], bounds[2])
    return [
        Candidate(epsg, swapped=swapped)
        for swapped, corners in ((False, bounds), (True, turned))
        for epsg in CANDIDATES
        if epsg in among and _within(corners, home_box(home, epsg))
    ]


def _within(inner: Box, outer: Box) -> bool:
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _lies_in(crs: pyproj.CRS, bounds: Box, home: Home) -> bool:
    try:
        box = Transformer.from_crs(crs, home.crs, always_xy=True).transform_bounds(*bounds)
    except ProjError:  # it can be read, and still be nothing that PROJ could compute
        return False
    return all(map(math.isfinite, box)) and _overlap(box, home.box)


def _take_as_said(said: pyproj.CRS, home: Home, file: str) -> Conclusion:
    """Return a declared CRS that is none of the usual ones, if its datum is known."""
    degrees = Transformer.from_crs(home.crs, "EPSG:4326", always_xy=True).transform_bounds(*home.box)
    require_known_shift(said, home.crs, degrees, file=file)
    called = call_crs(said)
    reason = Text(f"tệp ghi {called.vi}", f"the file says {called.en}")
    return Conclusion(name_crs(said), swapped=False, reason=reason, differs=False)


def _prefer_datum(fitting: Sequence[Candidate], known: Sequence[int]) -> list[Candidate]:
    """Return the candidates on the datum of a projected CRS whose zone is wrong, if any; else all.

    Degrees under a projected CRS are no wrong zone: somebody transformed them, and to which datum is open.
    """
    zones = [epsg for epsg in known if _has_zones(epsg)]
    on_wgs84 = {epsg in TWINS for epsg in zones}
    same = [one for one in fitting if _has_zones(one.epsg) and {one.epsg in TWINS} == on_wgs84]
    return same or list(fitting)


def _has_zones(epsg: int) -> bool:
    return epsg != WEB_MERCATOR and bool(pyproj.CRS.from_epsg(epsg).is_projected)


def _conclude(chosen: Candidate, said: pyproj.CRS | None, *, agrees: bool) -> Conclusion:
    exact = said is not None and is_exactly(said, chosen.epsg)
    reason = explain_choice(chosen.describe(), chosen.crs, said, agrees=agrees, exact=exact)
    return Conclusion(chosen.crs, chosen.swapped, reason, differs=not exact or chosen.swapped)
