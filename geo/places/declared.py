"""What a declared CRS can mean, of those that files in Viet Nam come in.

The name of a datum decides nothing by itself: "VN2000", "unnamed" and WGS 84 all stand on files that are in
VN-2000. The projection's parameters do.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from pyproj import CRS, Transformer
from pyproj.aoi import AreaOfInterest
from pyproj.exceptions import CRSError, ProjError

from geo.errors import BoundaryError, Problem, quote
from geo.model import Text

TM3: Final = (5896, 5897, 5898, 5899, *range(9205, 9219))
"""VN-2000 / TM-3: the national zones and those of the provinces."""

IN_METRES: Final = (*TM3, 3405, 3406)
"""VN-2000 in metres: what a city can be kept and drawn in."""

TWINS: Final = {4326: 4756, 32648: 3405, 32649: 3406}
"""A CRS on WGS 84 → the one on VN-2000 with the same projection: 225 m apart, so in the same box."""

WEB_MERCATOR: Final = 3857
VN2000_DEGREES: Final = 4756
CANDIDATES: Final = (*TM3, *TWINS.values(), *TWINS, WEB_MERCATOR)
"""EPSG codes of the CRSs that files in Viet Nam come in."""

VN2000_NAME: Final = re.compile(r"v(iet)?[\s_-]*n(am)?[\s_-]*2000", re.IGNORECASE)
VN2000_DATUM: Final = "Vietnam 2000"
WGS84_NAME: Final = re.compile(r"wgs[\s_-]*(19)?84|world geodetic system", re.IGNORECASE)
WGS84_AXIS_M: Final = 6_378_137.0
ORIGIN: Final = "Longitude of natural origin"
MAPINFO: Final = "MapInfo File"
NAMELESS: Final = re.compile(r"(unnamed|unknown|custom)\b", re.IGNORECASE)
"""What software writes for a CRS that nobody has given a name."""

UNDEFINED: Final = re.compile(r"undefined\b", re.IGNORECASE)
"""What stands in a GeoPackage for no CRS at all."""

COMMANDS: Final = re.compile(
    r"[+](?:init|nadgrids|geoidgrids|grids|file)=(?!@null)|PARAMETERFILE", re.IGNORECASE
)


def parse_crs(declared: str | None) -> CRS | None:
    """Return a declared CRS, or None if there is none or nobody can read it.

    Commands to PROJ inside one are not followed: they can name files and addresses.
    """
    if not declared or COMMANDS.search(declared):
        return None
    try:
        crs = CRS.from_user_input(declared)
    except CRSError:
        return None
    return crs if (crs.is_projected or crs.is_geographic) and not UNDEFINED.match(crs.name) else None


def call_crs(crs: CRS) -> Text:
    """Return what a declared CRS calls itself, for messages."""
    if NAMELESS.match(crs.name):
        return Text("một hệ tọa độ không tên", "a CRS without a name")
    return Text(quote(crs.name), quote(crs.name))


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
    if not _is_wgs84_sized(plain):
        return ()
    same_shape = [epsg for epsg in CANDIDATES if _projection_of(epsg) == _projection(plain)]
    if len(same_shape) == 1 and same_shape[0] not in TWINS:
        return tuple(same_shape)
    names = _list_names(plain)
    if VN2000_NAME.search(names) or (crs.is_bound and any(_shift(crs))):
        return tuple(epsg for epsg in same_shape if epsg in TWINS.values())
    if WGS84_NAME.search(names) and driver != MAPINFO:
        return tuple(epsg for epsg in same_shape if epsg in TWINS)
    return tuple(same_shape)


def pin_datum(crs: CRS) -> CRS:
    """Return a CRS of a shape of its own (feet, another false easting) on the VN-2000 that its name says.

    What PROJ does not know by its name it transforms without a shift.
    """
    plain = crs.source_crs if crs.is_bound and crs.source_crs else crs
    if not VN2000_NAME.search(_list_names(plain)) or not _is_wgs84_sized(plain) or not plain.is_projected:
        return crs
    described = plain.to_json_dict()
    described["base_crs"] = CRS.from_epsg(VN2000_DEGREES).to_json_dict()
    return CRS.from_json_dict(described)


def require_known_shift(
    crs: CRS, home: str, degrees: tuple[float, float, float, float], *, file: str
) -> None:
    """Raise if PROJ does not know how the datum of a CRS lies to that of the city, where the city is.

    Of Hanoi 1972 and Indian 1960 it knows that in parts of the country; elsewhere it takes both for the same.

    Parameters
    ----------
    home, degrees
        CRS of the city, and its box in degrees.

    Raises
    ------
    BoundaryError
        It would put the borders somewhere near: off by up to hundreds of metres.
    """
    area: Any = AreaOfInterest(*degrees)  # Any: the stubs of pyproj have two classes of this name
    try:
        Transformer.from_crs(crs, home, allow_ballpark=False, area_of_interest=area)
    except ProjError:
        raise BoundaryError(_unknown_datum(crs, file)) from None


def is_exactly(crs: CRS, epsg: int) -> bool:
    """Return whether PROJ transforms a declared CRS as it does the EPSG one.

    A datum that is only called "VN2000" compares equal, but is transformed without its shift.
    """
    exact = CRS.from_epsg(epsg)
    if crs.datum is None or exact.datum is None or not crs.equals(exact, ignore_axis_order=True):
        return False
    return exact.datum.name != VN2000_DATUM or crs.datum.name == VN2000_DATUM


def _list_names(crs: CRS) -> str:
    return f"{crs.name} {crs.geodetic_crs and crs.geodetic_crs.name} {crs.datum and crs.datum.name}"


def _is_wgs84_sized(crs: CRS) -> bool:
    return crs.ellipsoid is not None and abs(crs.ellipsoid.semi_major_metre - WGS84_AXIS_M) <= 1


def _shift(crs: CRS) -> list[float]:
    return list(crs.coordinate_operation.towgs84) if crs.coordinate_operation else []


@cache
def _projection_of(epsg: int) -> tuple[object, ...]:
    return _projection(CRS.from_epsg(epsg))


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


def _unknown_datum(crs: CRS, file: str) -> Problem:
    return Problem(
        file=file,
        value=None if NAMELESS.match(crs.name) else crs.name,
        what_vi="không rõ hệ tọa độ này lệch bao nhiêu so với VN-2000: ranh giới có thể sai hàng trăm mét",
        what_en="it is not known how this CRS lies to VN-2000: the borders may be hundreds of metres off",
        remedy_vi="chuyển ranh giới sang VN-2000 trong phần mềm bản đồ rồi gửi lại",
        remedy_en="transform the borders to VN-2000 in the mapping software and send them again",
    )
