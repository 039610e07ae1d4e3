"""What a foreign boundary file may be: bytes and sizes are checked before GDAL sees it.

A file called .shp or .geojson can hold VRT, GDALG or WFS text, which makes GDAL read other files and call
addresses. The ending decides what is looked for, and only exactly that passes.
"""

from __future__ import annotations

import re
import struct
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from geo.gate.documents import check_geojson, check_geopackage
from geo.gate.faults import CUT, LAYER_MISMATCH, POINTS_OUTSIDE, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

SIDES: Final[Mapping[str, tuple[str, ...]]] = {
    ".shp": (".dbf",),
    ".tab": (".dat", ".map", ".id"),
    ".mif": (".mid",),
    ".gpkg": (),
    ".geojson": (),
    ".json": (),
}
"""Ending of a file that holds a layer → endings of the files that it cannot do without."""

INDEX: Final = ".shx"
"""Ending of the file that says where each shape of a shapefile begins; it can be told from the shapes."""

MAX_LAYER: Final = 200 * 1024 * 1024
MAX_HEAD: Final = 64 * 1024
MAX_RECORDS: Final = 200_000

SHAPE_CODE: Final = 9994
SHAPE_VERSION: Final = 1000
SHAPE_HEADER: Final = 100
SHAPE_TYPES: Final = frozenset({1, 3, 5, 8, 11, 13, 15, 18, 21, 23, 25, 28})
SHORTEST_RECORD: Final = 4
SHAPE_RECORD: Final = 12
"""Number, length and kind, which each shape begins with."""

DBF_VERSIONS: Final = frozenset({0x03, 0x30, 0x31, 0x43, 0x63, 0x83, 0x8B})
DBF_HEADER: Final = 32
DBF_FIELD: Final = 32
DBF_FIELDS_END: Final = 0x0D
DBF_PADDING: Final = b"\x1a\0 \r\n"
MAP_COOKIE: Final = 42_424_242
MAP_COOKIE_AT: Final = 0x100
WKT: Final = re.compile(r"\s*(PROJC(R)?S|GEOGC(R)?S|BOUNDCRS|COMPD_CS|COMPOUNDCRS|GEODCRS|PROJCS)\s*\[")
TAB_HEAD: Final = re.compile(rb"\s*!table", re.IGNORECASE)
TAB_NATIVE: Final = re.compile(rb"\btype\s+native\b", re.IGNORECASE)
TAB_OUTSIDE: Final = re.compile(
    rb"open\s+table|create\s+view|\bfile\s+\"|\btype\s+(?!native)|seamless", re.IGNORECASE
)
MIF_HEAD: Final = re.compile(rb"\s*version\s+\d", re.IGNORECASE)
CHARSET: Final = re.compile(rb"(charset\s+)\"?\w+\"?", re.IGNORECASE)


def check_layer(path: Path, *, name: str) -> None:
    """Make sure that a file is a layer of the kind its ending says, and clean it for GDAL.

    Parameters
    ----------
    path
        The file, a copy: GeoJSON and the heads of MapInfo files are written anew; side files lie beside it
        under the same stem, a .prj that is no WKT is removed.
    name
        Its name for messages.

    Raises
    ------
    DataFileError
        It is anything else.
    """
    missing = [ending for ending in SIDES[path.suffix] if not path.with_suffix(ending).exists()]
    if missing:
        listed = ", ".join(missing)
        refuse(
            name,
            (
                f"thiếu tệp {listed} đi kèm",
                f"comes without its {listed}",
                "gửi đủ bộ tệp, nén .zip",
                "send the whole set, zipped",
            ),
        )
    if any(part.stat().st_size > MAX_LAYER for part in path.parent.glob(f"{path.stem}.*")):
        limit = MAX_LAYER >> 20
        refuse(
            name,
            (
                f"lớn hơn {limit} MB",
                f"is larger than {limit} MB",
                "chỉ gửi ranh giới",
                "send the borders only",
            ),
        )
    CHECKS[path.suffix](path, name)


def _check_shapefile(path: Path, name: str) -> None:
    if not path.with_suffix(INDEX).exists():
        path.with_suffix(INDEX).write_bytes(_list_shapes(path.read_bytes()))
    shape, index = (path.with_suffix(ending).read_bytes() for ending in (".shp", INDEX))
    for content in (shape, index):
        _check_shape_header(content, name)
    count, rest = divmod(len(index) - SHAPE_HEADER, 8)
    if rest:
        refuse(name, CUT)
    spans = [(2 * start, 2 * length) for start, length in struct.iter_unpack(">ii", index[SHAPE_HEADER:])]
    inside = all(
        start >= SHAPE_HEADER and length >= SHORTEST_RECORD and start + length + 8 <= len(shape)
        for start, length in spans
    )
    behind = max((start + length + 8 for start, length in spans), default=SHAPE_HEADER)
    if (
        not inside
        or _is_record(shape[behind : behind + SHAPE_RECORD], count + 1, room=len(shape) - behind)
        or check_dbf(path.with_suffix(".dbf"), name) != count
    ):
        refuse(name, CUT)
    projection = path.with_suffix(".prj")
    if projection.exists() and not _is_wkt(projection):
        projection.unlink()


def _list_shapes(content: bytes) -> bytes:
    """Return the .shx of a .shp that came without one: where each shape begins, as they stand in a row.

    It says the same of the whole as the .shp does; where shapes do not stand in a row it lacks some, and is
    refused with its layer as any that does.
    """
    places: list[bytes] = []
    at = SHAPE_HEADER
    while _is_record(content[at : at + SHAPE_RECORD], len(places) + 1, room=len(content) - at):
        length = struct.unpack_from(">i", content, at + 4)[0]
        places.append(struct.pack(">ii", at // 2, length))
        at += 2 * length + 8
    size = (SHAPE_HEADER + sum(map(len, places))) // 2
    return b"".join([content[:24], struct.pack(">i", size), content[28:SHAPE_HEADER], *places])


def _is_record(begins: bytes, number: int, *, room: int) -> bool:
    """Return whether a shape of the number begins here; room left by an edited shape is none.

    Parameters
    ----------
    room
        Bytes from here to the end of the file.
    """
    if len(begins) < SHAPE_RECORD:
        return False
    said, length, kind = struct.unpack_from(">ii", begins) + struct.unpack_from("<i", begins, 8)
    return said == number and SHORTEST_RECORD <= 2 * length <= room - 8 and kind in SHAPE_TYPES | {0}


def _check_shape_header(content: bytes, name: str) -> None:
    if len(content) < SHAPE_HEADER or struct.unpack_from(">i", content)[0] != SHAPE_CODE:
        refuse(name, LAYER_MISMATCH)
    version, kind = struct.unpack_from("<ii", content, 28)
    if version != SHAPE_VERSION or kind not in SHAPE_TYPES:
        refuse(name, LAYER_MISMATCH)
    if struct.unpack_from(">i", content, 24)[0] * 2 != len(content) or len(content) % 2:
        refuse(name, CUT)


def check_dbf(path: Path, name: str) -> int:
    """Return the number of records of a DBF whose header agrees with its size.

    Raises
    ------
    DataFileError
        It is none, or cut.
    """
    with path.open("rb") as file:
        head = file.read(MAX_HEAD)
    if len(head) < DBF_HEADER or head[0] not in DBF_VERSIONS:
        refuse(name, LAYER_MISMATCH)
    records, start, width = struct.unpack_from("<IHH", head, 4)
    end = start + records * width
    if records > MAX_RECORDS or not start or path.stat().st_size < end or not _ends(path, end):
        refuse(name, CUT)
    # A record begins with the mark of deletion.
    if sum(field[16] for field in list_dbf_fields(head[DBF_HEADER:start])) >= width:
        refuse(name, CUT)
    return int(records)


def _ends(path: Path, end: int) -> bool:
    """Return whether nothing but the sign of the end, and padding, stands behind the records of a DBF."""
    with path.open("rb") as file:
        file.seek(end)
        return not any(chunk.strip(DBF_PADDING) for chunk in iter(partial(file.read, MAX_HEAD), b""))


def list_dbf_fields(described: bytes) -> Iterator[bytes]:
    """Yield what the head of a DBF says of each field: its name, kind and width at fixed places."""
    fields = (described[at : at + DBF_FIELD] for at in range(0, len(described), DBF_FIELD))
    return takewhile(lambda field: len(field) == DBF_FIELD and field[0] != DBF_FIELDS_END, fields)


def _is_wkt(path: Path) -> bool:
    head = path.read_bytes()[: MAX_HEAD + 1]
    return len(head) <= MAX_HEAD and bool(WKT.match(head.decode("latin-1")))


def _check_tab(path: Path, name: str) -> None:
    content = path.read_bytes()
    if len(content) > MAX_HEAD or not TAB_HEAD.match(content) or b"\0" in content:
        refuse(name, LAYER_MISMATCH)
    if not TAB_NATIVE.search(content) or TAB_OUTSIDE.search(content):
        refuse(name, POINTS_OUTSIDE)
    check_dbf(path.with_suffix(".dat"), name)
    shapes = path.with_suffix(".map").read_bytes()[: MAP_COOKIE_AT + 4]
    if len(shapes) < MAP_COOKIE_AT + 4 or struct.unpack_from("<i", shapes, MAP_COOKIE_AT)[0] != MAP_COOKIE:
        refuse(name, LAYER_MISMATCH)
    path.write_bytes(CHARSET.sub(rb'\1"Neutral"', content))


def _check_mif(path: Path, name: str) -> None:
    """Check a MIF and declare its bytes neutral: GDAL must not decode them, its own decoders drop letters."""
    content = path.read_bytes()
    if not MIF_HEAD.match(content) or b"\0" in content:
        refuse(name, LAYER_MISMATCH)
    head, body = content[:MAX_HEAD], content[MAX_HEAD:]
    path.write_bytes(CHARSET.sub(rb'\1"Neutral"', head, count=1) + body)


CHECKS: Final[Mapping[str, Callable[[Path, str], None]]] = {
    ".shp": _check_shapefile,
    ".gpkg": check_geopackage,
    ".geojson": check_geojson,
    ".json": check_geojson,
    ".tab": _check_tab,
    ".mif": _check_mif,
}
