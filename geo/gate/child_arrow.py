"""In the child process: files that passed the gate → Arrow, read by GDAL with four drivers."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyogrio
import pyogrio.raw

from geo.errors import DataFileError, Problem
from geo.gate.child_widths import read_widths
from geo.gate.faults import LONGEST_TEXT, TOO_LONG, refuse
from geo.places.repair_shapes import EVERY_ROW

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    import numpy as np

    from geo.errors import Fault

DRIVERS: Final[Mapping[str, str]] = {
    ".shp": "ESRI Shapefile",
    ".tab": "MapInfo File",
    ".mif": "MapInfo File",
    ".gpkg": "GPKG",
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
}
OLD_TEXT: Final = ("ESRI Shapefile", "MapInfo File")
"""Formats whose text may be in any character set: it is handed on byte for byte, as Latin-1."""

OWN_TABLES: Final = ("layer_styles", "qgis_projects")
"""What mapping software keeps in a GeoPackage for itself."""

NO_SHAPES: Final[Fault] = (
    "có bảng không có hình, sẽ không được đọc",
    "holds a table without shapes, which would not be read",
    "bỏ bảng đó khỏi tệp; gửi riêng nếu cần nhập",
    "take it out of the file; send it on its own if it is to be imported",
)

MOST_SHAPES: Final = 10_000
TOO_MANY: Final[Fault] = (
    "có hơn 10.000 dòng, nhiều hơn mọi thành phố",
    "has more than 10,000 rows, as no city has",
    "chỉ để lại ranh giới của thành phố này rồi xuất lại",
    "keep the borders of this city only and export them again",
)

LATIN1: Final = "ISO-8859-1"
GEOMETRY: Final = "wkb"
ALWAYS: Final = frozenset({"MEM"})
"""GDAL keeps its memory driver whatever is skipped; it opens no file."""


def write_layers(files: Sequence[tuple[Path, str]], drivers: Collection[str]) -> list[dict[str, Any]]:
    """Write ``0.arrow``, ``1.arrow`` …; return what each holds: file, layer, driver, CRS, columns, widths.

    Raises
    ------
    RuntimeError
        GDAL has more drivers than it was given: the walls do not stand, so nothing is read.
    """
    if not ALWAYS.union(drivers).issuperset(pyogrio.list_drivers()):
        raise RuntimeError
    found = [layer for path, name in files for layer in _read_file(path, name)]
    for number, (_, table) in enumerate(found):
        with pa.OSFile(f"{number}.arrow", "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
    return [description for description, _ in found]


def _read_file(path: Path, name: str) -> list[tuple[dict[str, Any], pa.Table]]:
    old_text = DRIVERS[path.suffix] in OLD_TEXT
    try:
        return _read_layers(path, name, old_text=old_text)
    except UnicodeDecodeError:
        # A format that is always Unicode, with the bytes of a program that did not know it.
        return _read_layers(path, name, old_text=True)


def _read_layers(path: Path, name: str, *, old_text: bool) -> list[tuple[dict[str, Any], pa.Table]]:
    driver = DRIVERS[path.suffix]
    encoding = LATIN1 if old_text else None
    found = []
    for layer, kind in pyogrio.list_layers(path):
        if kind is None:
            _require_empty(path, str(layer), name)
            continue
        info = pyogrio.read_info(path, layer=layer, encoding=encoding, force_feature_count=True)
        if info["features"] > MOST_SHAPES:
            refuse(name, TOO_MANY)
        # With a limit of rows given to it, a mere warning of PROJ about the CRS would end the reading.
        meta, _, shapes, columns = pyogrio.raw.read(
            path, layer=layer, encoding=encoding, datetime_as_string=True, where=EVERY_ROW
        )
        if len(shapes) > MOST_SHAPES:
            refuse(name, TOO_MANY)
        arrays = [pa.array(shapes, pa.binary()), *map(_to_arrow, columns)]
        _refuse_long_texts(name, arrays[1:])
        table = pa.table(arrays, names=[GEOMETRY, *(f"f{n}" for n in range(len(columns)))])
        fields = [str(field) for field in meta["fields"]]
        description = {
            "file": name,
            "layer": str(layer) if driver == "GPKG" else PurePath(name).stem,
            "driver": driver,
            "declared": meta["crs"],
            "columns": fields,
            "widths": read_widths(path, str(layer), fields),
            "old_text": old_text,
        }
        found.append((description, table))
    return found


def _refuse_long_texts(name: str, columns: Sequence[pa.Array]) -> None:
    """Refuse texts that no table holds: nothing that follows need be ready for them."""
    for column in columns:
        longest = pc.max(pc.utf8_length(column)).as_py() if pa.types.is_string(column.type) else 0
        if (longest or 0) > LONGEST_TEXT:
            place = pc.index(pc.greater(pc.utf8_length(column), LONGEST_TEXT), value=True).as_py()
            raise DataFileError(Problem(name, *TOO_LONG, row=place + 2))


def _require_empty(path: Path, layer: str, name: str) -> None:
    """Refuse a table without shapes: it would be kept with the file, and nobody would have looked into it."""
    if layer in OWN_TABLES:
        return
    rows = {"columns": [], "read_geometry": False, "return_fids": True, "where": EVERY_ROW}
    if len(pyogrio.raw.read(path, layer=layer, **rows)[1]):
        refuse(name, NO_SHAPES, value=layer[:60])


def _to_arrow(values: np.ndarray[Any, Any]) -> pa.Array:
    """Return a column as Arrow: numbers as they are, everything else as text."""
    if values.dtype.kind in "biuf":
        return pa.array(values, from_pandas=True)
    return pa.array([None if value is None else str(value) for value in values], pa.string())
