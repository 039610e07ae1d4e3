"""GeoPackage and GeoJSON before GDAL sees them: expected contents only, GeoJSON written anew."""

from __future__ import annotations

import json
import re
import sqlite3
import struct
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from geo.clerks.clerk import Cell
from geo.clerks.personal import WORDS, look_at_cells
from geo.gate.faults import CUT, EXPORT_AGAIN, LAYER_MISMATCH, POINTS_OUTSIDE, refuse
from geo.gate.gate import starts_with

if TYPE_CHECKING:
    from pathlib import Path

    from geo.errors import Fault

MAX_JSON: Final = 50 * 1024 * 1024
SQLITE: Final = b"SQLite format 3\0"
DATABASE_HEADER: Final = 100
LARGEST_PAGE: Final = 65_536
GPKG_IDS: Final = frozenset({0x47504B47, 0x47503130, 0x47503131})
CRS_NAME: Final = re.compile(r"(urn:ogc:def:crs:|EPSG:{1,2})[\w:.]*", re.IGNORECASE)

NO_FEATURES: Final[Fault] = (
    "nội dung không đúng với đuôi tệp: không phải GeoJSON (FeatureCollection), hay bị cụt",
    "its content is not what its ending says: no GeoJSON (FeatureCollection), or cut",
    "xuất lại dưới dạng GeoJSON hoặc .gpkg từ phần mềm bản đồ",
    "export it as GeoJSON or .gpkg from the mapping software",
)
NO_CRS_NAME: Final[Fault] = (
    "mục crs không ghi hệ tọa độ bằng mã EPSG",
    "its crs member does not name a CRS by its EPSG code",
    "xóa mục crs khỏi tệp, hoặc xuất lại ranh giới từ phần mềm bản đồ",
    "take the crs member out of the file, or export the borders again from the mapping software",
)

KNOWN_TABLES: Final = frozenset(
    {
        *("gpkg_contents", "gpkg_spatial_ref_sys", "gpkg_geometry_columns", "gpkg_extensions"),
        *("gpkg_ogr_contents", "gpkg_metadata", "gpkg_metadata_reference", "gpkg_data_columns"),
        *("gpkg_data_column_constraints", "gpkg_tile_matrix", "gpkg_tile_matrix_set", "gpkgext_relations"),
        *("layer_styles", "qgis_projects"),
    }
)
LISTED: Final = (
    "SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes', 'aspatial')"
)
"""Tables that are read as layers; one of another kind would be kept unread."""
INNER_TABLE: Final = re.compile(r"sqlite_\w+|rtree_.+_(node|parent|rowid)", re.IGNORECASE)
TRIGGER_NAME: Final = re.compile(
    r"(rtree_|gpkg_|trigger_(insert|delete)_feature_count_|fgti_)", re.IGNORECASE
)
TARGET: Final = re.compile(r"\b(?:into|update(?:\s+or\s+\w+)?|delete\s+from)\s+[\"'\[`]?(\w+)", re.IGNORECASE)
INNER_TARGET: Final = re.compile(r"rtree_|gpkg_ogr_contents$", re.IGNORECASE)
RAISED: Final = re.compile(r"raise\s*\(\s*\w+\s*,\s*'(?:[^']|'')*'\s*\)", re.IGNORECASE)
CALL: Final = re.compile(r"\b(load_extension|readfile|writefile|fts3_tokenizer|edit)\s*\(", re.IGNORECASE)
GENERATED: Final = re.compile(r"\bgenerated\b|\bas\s*\(", re.IGNORECASE)
RTREE: Final = re.compile(
    r"create\s+virtual\s+table\s+(?:\"(?:[^\"]|\"\")+\"|\S+)\s+using\s+rtree\s*\(", re.IGNORECASE
)
"""A layer may be called "Thôn, tổ"; its index has the name in it."""


def check_geopackage(path: Path, name: str) -> None:
    """Refuse a GeoPackage with anything that does not belong in one, looked at without running any of it."""
    if not starts_with(path, SQLITE):
        refuse(name, LAYER_MISMATCH)
    if not _fills_its_file(path):
        refuse(name, CUT)
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as database:
            database.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
            database.execute("PRAGMA trusted_schema = OFF")
            known = database.execute("PRAGMA application_id").fetchone()[0] in GPKG_IDS
            objects = database.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
            # What is called a table may be a view that never ends: it is asked only after this.
            known &= ("table", "gpkg_contents") in {(row[0], row[1]) for row in objects}
            listed = LISTED if known else "SELECT NULL"
            contents = {str(row[0]).lower() for row in database.execute(listed)}
    except sqlite3.Error:
        refuse(name, LAYER_MISMATCH)
    if not known:
        refuse(name, LAYER_MISMATCH)
    strange = [str(row[1]) for row in objects if not _is_expected(row, contents)]
    if strange:
        what = (
            "có bảng, khung nhìn hoặc trigger lạ",
            "holds a table, view or trigger that does not belong there",
        )
        refuse(name, (*what, *EXPORT_AGAIN), value=strange[0][:60])


def _fills_its_file(path: Path) -> bool:
    """Return whether a database is as long as its file: what stands behind it would be kept unread."""
    with path.open("rb") as file:
        head = file.read(DATABASE_HEADER)
    if len(head) < DATABASE_HEADER:
        return False
    (said,), (changed, pages), (known,) = (
        struct.unpack_from(layout, head, at) for layout, at in ((">H", 16), (">II", 24), (">I", 92))
    )
    width = said if said > 1 else LARGEST_PAGE
    # Old programs leave the number of pages as it was before their change.
    return path.stat().st_size == pages * width if changed == known else path.stat().st_size % width == 0


def _is_expected(row: tuple[Any, ...], contents: set[str]) -> bool:
    """Return whether an object of a GeoPackage is one that every software writes."""
    kind, title, table, statement = (str(part or "") for part in row)
    if kind == "trigger":
        return bool(TRIGGER_NAME.match(title)) and _is_bookkeeping(statement)
    if kind == "table" and statement.lower().lstrip().startswith("create virtual"):
        return bool(RTREE.match(statement)) and title.lower().startswith("rtree_")
    if GENERATED.search(statement):
        return False
    known = table.lower() in contents or table.lower() in KNOWN_TABLES
    return kind in ("table", "index") and (known or bool(INNER_TABLE.fullmatch(table)))


def _is_bookkeeping(statement: str) -> bool:
    """Return whether a trigger only keeps the index of shapes and the count of rows."""
    body = re.split(r"\bbegin\b", RAISED.sub("", statement), maxsplit=1, flags=re.IGNORECASE)[-1]
    targets = TARGET.findall(body)
    return all(map(INNER_TARGET.match, targets)) and not CALL.search(body)


def check_geojson(path: Path, name: str) -> None:
    """Read a GeoJSON and write it anew: GDAL sees type, CRS and features only, each key once."""
    if path.stat().st_size > MAX_JSON:
        limit = MAX_JSON >> 20
        refuse(
            name,
            (f"lớn hơn {limit} MB", f"is larger than {limit} MB", "gửi dưới dạng .gpkg", "send it as .gpkg"),
        )
    try:
        document = json.loads(path.read_bytes(), object_pairs_hook=_take_once)
    except (ValueError, RecursionError):
        refuse(name, NO_FEATURES)
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or document.get("type") != "FeatureCollection":
        refuse(name, NO_FEATURES)
    _look_aside(document, ("type", "features", "crs"), name)
    clean: dict[str, Any] = {
        "type": "FeatureCollection",
        "features": [_clean_feature(one, name) for one in features],
    }
    if document.get("crs") is not None:
        clean["crs"] = _clean_crs(document["crs"], name)
    path.write_text(json.dumps(clean, ensure_ascii=True), encoding="ascii")


def _take_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON; a key that stands twice would hide one of its values.

    Raises
    ------
    ValueError
        A key does.
    """
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def _clean_feature(feature: object, name: str) -> dict[str, Any]:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        refuse(name, LAYER_MISMATCH)
    properties, geometry = feature.get("properties") or {}, feature.get("geometry")
    if not isinstance(properties, dict) or not isinstance(geometry, dict | None):
        refuse(name, LAYER_MISMATCH)
    _look_aside(feature, ("type", "properties", "geometry"), name)
    plain = {
        str(key): value if isinstance(value, str | int | float | bool | None) else _write(value)
        for key, value in properties.items()
    }
    shape = geometry and {
        key: geometry[key] for key in ("type", "coordinates", "geometries") if key in geometry
    }
    return {"type": "Feature", "properties": plain, "geometry": shape}


def _look_aside(members: dict[str, Any], read: tuple[str, ...], name: str) -> None:
    """Refuse members that are not read but are kept with the file, if they look like personal data."""
    for key, value in members.items():
        kind = None if key in read else look_at_cells("hamlet", [Cell("text", _write(value))], 1)
        if kind:
            vi, en = WORDS[kind]
            what = (
                f"có phần không được đọc có vẻ chứa {vi}",
                f"has a part that is not read and looks like {en}",
            )
            refuse(name, (*what, *EXPORT_AGAIN), value=key[:60])


def _write(value: object) -> str:
    """Return a value of JSON as text: what is nested in a property is looked at as any other text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _clean_crs(declared: object, name: str) -> dict[str, Any]:
    properties = declared.get("properties") if isinstance(declared, dict) else None
    title = properties.get("name") if isinstance(properties, dict) else None
    if isinstance(declared, dict) and declared.get("type") == "link":
        refuse(name, POINTS_OUTSIDE)
    if not isinstance(title, str) or not CRS_NAME.fullmatch(title):
        refuse(name, NO_CRS_NAME)
    return {"type": "name", "properties": {"name": title}}
