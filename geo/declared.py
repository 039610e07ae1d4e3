"""What a declared CRS can mean, of those that files in Viet Nam come in.

The name of a datum decides nothing by itself: "VN2000", "unnamed" and WGS 84 all stand on files that are in
VN-2000. The projection's parameters do.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pyproj import CRS
from pyproj.exceptions import CRSError

TM3: Final = (5896, 5897, 5898, 5899, *range(9205, 9219))
"""VN-2000 / TM-3: the national zones and those of the provinces."""

IN_METRES: Final = (*TM3, 3405, 3406)
"""VN-2000 in metres: what a city can be kept and drawn in."""

TWINS: Final = {4326: 4756, 32648: 3405, 32649: 3406}
"""A CRS on WGS 84 → the one on VN-2000 with the same projection: 225 m apart, so in the same box."""

WEB_MERCATOR: Final = 3857
CANDIDATES: Final = (*TM3, *TWINS.values(), *TWINS, WEB_MERCATOR)
"""EPSG codes of the CRSs that files in Viet Nam come in."""

VN2000_NAME: Final = re.compile(r"v(iet)?[\s_-]*n(am)?[\s_-]*2000", re.IGNORECASE)
VN2000_DATUM: Final = "Vietnam 2000"
WGS84_NAME: Final = re.compile(r"wgs[\s_-]*(19)?84|world geodetic system", re.IGNORECASE)
WGS84_AXIS_M: Final = 6_378_137.0
ORIGIN: Final = "Longitude of natural origin"
MAPINFO: Final = "MapInfo File"


def parse_crs(declared: str | None) -> CRS | None:
    """Return a declared CRS, or None if there is none or nobody can read it."""
    if not declared:
        return None
    try:
        crs = CRS.from_user_input(declared)
    except CRSError:
        return None
    return crs if crs.is_projected or crs.is_geographic else None


@cache
def write_meridian(crs: str) -> str:
    """Return the central meridian of a projected CRS in degrees and minutes: ``108°00′``."""
    operation = CRS.from_user_input(crs).coordinate_operation
    found = next(one.value for one in operation.params if one.name == ORIGIN) if operation else 0.0
    degrees, minutes = divmod(round(float(found) * 60), 60)
    return f"{degrees}°{minutes:02}\N{PRIME}"


def name_crs(crs: CRS) -> str:
    """Return "EPSG:…" where the CRS has a code, else its WKT."""
    code = crs.to_epsg()
    return f"EPSG:{code}" if code else crs.to_wkt()


def recognise_crs(crs: CRS, *, driver: str = "") -> tuple[int, ...]:
    """Return the candidates that a declared CRS can mean: several if its datum is open, () if none.

    Parameters
    ----------
    crs
        What the file declares.
    driver
        GDAL's name of the format; "MapInfo File" is not believed when it says WGS 84.

    Notes
    -----
    A Transverse Mercator of scale 0.9999 is VN-2000 / TM-3 whatever datum is named: nothing else uses it.
    """
    plain = crs.source_crs if crs.is_bound and crs.source_crs else crs
    if plain.ellipsoid is None or abs(plain.ellipsoid.semi_major_metre - WGS84_AXIS_M) > 1:
        return ()
    same_shape = [epsg for epsg in CANDIDATES if _projection(CRS.from_epsg(epsg)) == _projection(plain)]
    if len(same_shape) == 1 and same_shape[0] not in TWINS:
        return tuple(same_shape)
    names = (
        f"{plain.name} {plain.geodetic_crs and plain.geodetic_crs.name} {plain.datum and plain.datum.name}"
    )
    if VN2000_NAME.search(names) or (crs.is_bound and any(_shift(crs))):
        return tuple(epsg for epsg in same_shape if epsg in TWINS.values())
    if WGS84_NAME.search(names) and driver != MAPINFO:
        return tuple(epsg for epsg in same_shape if epsg in TWINS)
    return tuple(same_shape)


def is_exactly(crs: CRS, epsg: int) -> bool:
    """Return whether PROJ transforms a declared CRS as it does the EPSG one.

    A datum that is only called "VN2000" compares equal, but is transformed without its shift.
    """
    exact = CRS.from_epsg(epsg)
    if crs.datum is None or exact.datum is None or not crs.equals(exact, ignore_axis_order=True):
        return False
    return exact.datum.name != VN2000_DATUM or crs.datum.name == VN2000_DATUM


def _shift(crs: CRS) -> list[float]:
    return list(crs.coordinate_operation.towgs84) if crs.coordinate_operation else []


@cache
def _projection(crs: CRS) -> tuple[object, ...]:
    """Return method and parameters of a projection, rounded; () for degrees."""
    operation = crs.coordinate_operation
    if crs.is_geographic or operation is None:
        return ("degrees",) if crs.is_geographic else (crs.name,)
    values = {
        parameter.name: round(float(parameter.value), 6) for parameter in operation.params if parameter.value
    }
    return (operation.method_name, *sorted(values.items()))
