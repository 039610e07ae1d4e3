"""A boundary file (shapefile, GeoPackage or GeoJSON, any declared CRS) → its rows in the CRS of the city."""

from __future__ import annotations

import unicodedata
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj.exceptions import ProjError

from geo.crs import conclude_crs
from geo.errors import BoundaryError, Problem
from geo.places.declared import name_crs, recognise_crs, write_meridian
from geo.places.repair_shapes import EVERY_ROW
from geo.reading.borders import Drawing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geo.crs import Conclusion, Home


@dataclass(frozen=True)
class Place:
    """Where the borders of a city are wanted: the CRS, and where it lies in it, if that is known."""

    crs: str
    home: Home | None = None


SUFFIXES: Final = (".shp", ".gpkg", ".geojson")
"""Kinds of boundary files, by the end of their names."""

SHAPEFILE_PARTS: Final = (".dbf", ".shx")
UTF8_NAMES: Final = ("utf-8", "utf8", "65001")


def find_file(folder: Path, name: str) -> Path | None:
    """Return the boundary file of a name, whatever its kind, or None.

    Raises
    ------
    BoundaryError
        There are several: one of them would be read and the other forgotten.
    """
    found = [path for path in (folder / f"{name}{suffix}" for suffix in SUFFIXES) if path.exists()]
    if len(found) > 1:
        listed = ", ".join(path.name for path in found)
        raise BoundaryError(
            Problem(
                file=name,
                value=listed,
                what_vi="có nhiều tệp cùng tên, không rõ dùng tệp nào",
                what_en="there are several files of this name",
                remedy_vi="chỉ giữ lại một tệp",
                remedy_en="keep one of them",
            )
        )
    return found[0] if found else None


def read_shapes(path: Path, columns: Sequence[str], place: Place) -> Drawing:
    """Return a boundary file with the columns asked for as text, in the CRS of the city.

    Raises
    ------
    BoundaryError
        The file cannot be read, has no CRS or a wrong one, or lacks a column.
    """
    _require_parts(path)
    encoding = _require_encoding(path) if path.suffix == ".shp" else None
    layer = _choose_layer(path)
    try:
        # What GDAL warns of (a ring that is not closed) comes out as no shape, and is named as a problem.
        with warnings.catch_warnings(action="ignore", category=RuntimeWarning):
            frame = pyogrio.read_dataframe(
                path,
                layer=layer,
                encoding=encoding,
                where=EVERY_ROW,
                force_2d=True,
                on_invalid="ignore",
                use_arrow=False,
            )
    except UnicodeDecodeError:
        raise BoundaryError(_explain_encoding(path, "")) from None
    except (DataSourceError, DataLayerError):
        raise BoundaryError(_unreadable(path)) from None
    _require_columns(path, frame, columns, place.crs)
    texts = {name: _to_text(frame[name]) for name in (*columns, *_find_days(frame))}
    days = {name: pd.Series("", index=frame.index, dtype=str) for name in ("valid_from", "valid_to")}
    shapes = gpd.GeoDataFrame(days | texts, geometry=_transform(path, frame.geometry, place))
    return Drawing(path.name, shapes)


def _require_parts(path: Path) -> None:
    missing = [
        part for part in SHAPEFILE_PARTS if path.suffix == ".shp" and not path.with_suffix(part).exists()
    ]
    if missing:
        names = ", ".join(path.with_suffix(part).name for part in missing)
        raise BoundaryError(
            Problem(
                file=path.name,
                what_vi=f"thiếu {names}",
                what_en=f"{names} is missing",
                remedy_vi="chép đủ các tệp .shp, .shx, .dbf, .prj, .cpg của cùng một lớp",
                remedy_en="put all of .shp, .shx, .dbf, .prj, .cpg of the layer there",
            )
        )


def _require_encoding(path: Path) -> str:
    """Return the encoding to read a shapefile's table in; one without .cpg must turn out to be UTF-8."""
    declared = path.with_suffix(".cpg")
    name = declared.read_text(encoding="latin-1").strip() if declared.exists() else "UTF-8"
    if name.lower() not in UTF8_NAMES:
        raise BoundaryError(_explain_encoding(path, name))
    return "UTF-8"


def _explain_encoding(path: Path, name: str) -> Problem:
    return Problem(
        file=path.name,
        value=name or None,
        what_vi="bảng thuộc tính không ở bảng mã UTF-8",
        what_en="the attribute table is not in UTF-8",
        remedy_vi="lưu lại lớp với bảng mã UTF-8 (QGIS: Xuất đối tượng, Bảng mã = UTF-8)",
        remedy_en="save the layer again in UTF-8 (QGIS: Export, Encoding = UTF-8)",
    )


def _choose_layer(path: Path) -> str | None:
    """Return the layer to read: the one named as the file, or the only one."""
    try:
        listed = [(str(name), kind) for name, kind in pyogrio.list_layers(path)]
    except DataSourceError:
        raise BoundaryError(_unreadable(path)) from None
    # QGIS keeps styles as a table beside the layer.
    layers = [name for name, kind in listed if kind is not None] or [name for name, _ in listed]
    if path.stem in layers or len(layers) == 1:
        return path.stem if path.stem in layers else layers[0]
    raise BoundaryError(
        Problem(
            file=path.name,
            value=", ".join(layers) or None,
            what_vi=f"không rõ dùng lớp nào: không có lớp tên {path.stem}",
            what_en=f"no layer is named {path.stem}",
            remedy_vi=f"đổi tên lớp cần dùng thành {path.stem}",
            remedy_en=f"rename the layer that is meant to {path.stem}",
        )
    )


def _unreadable(path: Path) -> Problem:
    return Problem(
        file=path.name,
        what_vi="không đọc được, tệp hỏng hoặc không phải tệp ranh giới",
        what_en="cannot be read: it is broken or no boundary file",
        remedy_vi="xuất lại lớp ranh giới từ phần mềm bản đồ",
        remedy_en="export the layer again from the map software",
    )


def _require_columns(path: Path, frame: gpd.GeoDataFrame, columns: Sequence[str], crs: str) -> None:
    if not isinstance(frame, gpd.GeoDataFrame):
        raise BoundaryError(Problem(file=path.name, what_vi="không có hình học", what_en="has no geometry"))
    shown = ", ".join(str(name) for name in frame.columns if name != "geometry")
    problems = [
        Problem(
            file=path.name,
            column=column,
            what_vi="thiếu cột này",
            what_en="this column is missing",
            remedy_vi=f"tệp hiện có: {shown or 'không có cột nào'}",
            remedy_en=f"the file has: {shown or 'no column'}",
        )
        for column in columns
        if column not in frame.columns
    ]
    if frame.crs is None:
        meridian = write_meridian(crs)
        problems.append(
            Problem(
                file=path.name,
                what_vi="không khai hệ tọa độ",
                what_en="declares no coordinate reference system",
                remedy_vi=f"gán đúng hệ tọa độ rồi xuất lại; VN-2000 kinh tuyến trục {meridian} là {crs}",
                remedy_en=f"assign it and export again; VN-2000, central meridian {meridian}, is {crs}",
            )
        )
    if problems:
        raise BoundaryError(problems)


def _find_days(frame: gpd.GeoDataFrame) -> list[str]:
    return [name for name in ("valid_from", "valid_to") if name in frame.columns]


def _to_text(cells: pd.Series) -> pd.Series:
    """Return cells as text in NFC: whole numbers without a point, days as ISO dates, nothing as ""."""
    if pd.api.types.is_datetime64_any_dtype(cells):
        cells = cells.dt.strftime("%Y-%m-%d")
    elif pd.api.types.is_float_dtype(cells) and (cells.dropna() % 1 == 0).all():
        cells = cells.astype("Int64")
    texts = ["" if pd.isna(cell) else unicodedata.normalize("NFC", str(cell)).strip() for cell in cells]
    return pd.Series(texts, index=cells.index, dtype=str)


def _transform(path: Path, shapes: gpd.GeoSeries, place: Place) -> gpd.GeoSeries:
    """Return shapes in the CRS of the city."""
    declared = _settle_crs(path, shapes, place)
    try:
        return shapes.set_crs(declared, allow_override=True).to_crs(place.crs)
    except ProjError:
        raise BoundaryError(
            Problem(
                file=path.name,
                value=str(shapes.crs.name),
                what_vi="không chuyển được sang VN-2000",
                what_en="cannot be transformed to VN-2000",
                remedy_vi=f"xuất lại lớp trong {place.crs} hoặc EPSG:4326",
                remedy_en=f"export the layer again in {place.crs} or EPSG:4326",
            )
        ) from None


def _settle_crs(path: Path, shapes: gpd.GeoSeries, place: Place) -> str:
    """Return the CRS to read shapes in: the declared one, by its code where only its datum is odd.

    A datum that is only called "VN2000" would be transformed 225 m off.
    """
    known = [f"EPSG:{code}" for code in recognise_crs(shapes.crs)]
    declared = known[0] if len(known) == 1 else name_crs(shapes.crs)
    bounds = shapes.total_bounds
    if place.home is None or not np.isfinite(bounds).all():
        return declared
    left, bottom, right, top = (float(side) for side in bounds)
    found = conclude_crs(shapes.crs.to_wkt(), (left, bottom, right, top), place.home, file=path.name)
    if found.swapped or found.crs not in (declared, *known):
        raise BoundaryError(_elsewhere(path, found))
    return found.crs


def _elsewhere(path: Path, found: Conclusion) -> Problem:
    if found.swapped:
        return Problem(
            file=path.name,
            what_vi=f"ghi tung độ (vĩ độ) trước hoành độ: {found.reason.vi}",
            what_en=f"has northing (latitude) first: {found.reason.en}",
            remedy_vi="đổi hai trục rồi xuất lại, hoặc nhập tệp bằng lệnh python -m geo import borders",
            remedy_en="swap the axes and export again, or take it in with python -m geo import borders",
        )
    return Problem(
        file=path.name,
        what_vi=f"hệ tọa độ khai sai: {found.reason.vi}",
        what_en=f"declares a wrong CRS: {found.reason.en}",
        remedy_vi="gán lại hệ tọa độ, hoặc nhập tệp bằng lệnh python -m geo import borders",
        remedy_en="assign the right CRS, or take the file in with python -m geo import borders",
    )
