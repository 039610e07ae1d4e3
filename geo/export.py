"""ThematicMap → CSV, GeoPackage, GeoJSON, and the names of files that are taken away."""

from __future__ import annotations

import csv
import json
import sqlite3
import unicodedata
from contextlib import closing
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Final

import pyogrio
import shapely

from geo.drawing.qml import write_qml
from geo.layout.legend import list_entries
from geo.office.listing import list_columns, list_notes
from geo.tools.formulas import defuse
from geo.tools.rounding import round_half_up
from geo.tools.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from geo.model import ThematicMap
    from geo.model.clusters import PlainTable
    from geo.office.listing import Cell, Column

BOM: Final = "\ufeff"
KEPT: Final = (
    "name", "kind", "ward_code", "ward_name", "value", "text", "previous_text", "models", "geometry",
)  # fmt: skip
"""Columns of a layer that may leave."""

LAYER: Final = "units"
STYLES: Final = (
    "id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256), "
    "f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, "
    "useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME"
)
"""Columns of the table of styles, as QGIS makes it."""

CLOCK: Final = "2000-01-01T00:00:00.000Z"
DEGREE: Final = 1e-7
"""Precision of longitude and latitude: about a centimetre."""

NAMED: Final = 3
LONGEST: Final = 48


def write_csv(thematic_map: ThematicMap) -> bytes:
    """Return the table of the units in view as CSV: UTF-8 with BOM, heads in the view's language.

    The head is the first row, so that filters and programs find it. Every row of made-up data says so
    itself (the last column), because rows are sorted, filtered and copied; source, dates and page id stand
    under the table, after an empty row, where a spreadsheet leaves them out of its filter. Decimals are
    those of the language.
    """
    language = thematic_map.view.language
    columns = list_columns(thematic_map)
    heads = [
        f"{thematic_map.indicator.title[language]}, {column.title}" if column.key == "value" else column.title
        for column in columns
    ]
    rows = [
        [_write(cell, column, language) for cell, column in zip(cells, columns, strict=True)]
        for cells in zip(*(column.cells for column in columns), strict=True)
    ]
    return _write_rows(heads, rows, thematic_map)


def write_table_csv(table: PlainTable, thematic_map: ThematicMap) -> bytes:
    """Return a table that stands beside a map as CSV, under the rules of `write_csv`."""
    rows = [
        ["" if cell is None else defuse(cell) if isinstance(cell, str) else str(cell) for cell in row]
        for row in table.rows
    ]
    return _write_rows(table.heads, rows, thematic_map)


def _write_rows(heads: Sequence[str], rows: Sequence[Sequence[str]], thematic_map: ThematicMap) -> bytes:
    """Return head and rows, each with the banner if there is one, and the notes of the map under them.

    No text is a formula, whatever stands in it; those of the rows are defused already.
    """
    banner = thematic_map.furniture.banner
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    titles, marks = [defuse(head) for head in heads], [defuse(banner)] if banner else []
    writer.writerow([*titles, say("table.notice", thematic_map.view.language)] if banner else titles)
    writer.writerows([*row, *marks] for row in rows)
    writer.writerow([])
    writer.writerows([defuse(note)] for note in list_notes(thematic_map))
    return (BOM + buffer.getvalue()).encode()


def _write(cell: Cell, column: Column, language: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return defuse(cell)
    shown = f"{float(round_half_up(cell, column.decimals)):.{column.decimals}f}"
    return shown.replace(".", ",") if language == "vi" else shown


def write_gpkg(thematic_map: ThematicMap) -> bytes:
    """Return the units in view with their attributes as a GeoPackage in the CRS of the city.

    Title, source, dates, page id and banner are metadata of the layer, and QGIS opens it in the classes of
    the map; the time in it is fixed, so that the same map gives the same bytes.
    """
    described = {note_key: words for note_key, words in _describe(thematic_map).items() if words}
    buffer = BytesIO()
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": CLOCK})
    try:
        pyogrio.write_dataframe(
            _list_attributes(thematic_map),
            buffer,
            driver="GPKG",
            layer=LAYER,
            layer_metadata=described,
            dataset_metadata={"title": thematic_map.furniture.title},
        )
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
    return _add_style(buffer.getvalue(), thematic_map)


def _add_style(content: bytes, thematic_map: ThematicMap) -> bytes:
    """Return a GeoPackage with the table in which QGIS looks for how to draw its layer."""
    with closing(sqlite3.connect(":memory:")) as package:
        package.deserialize(content)
        column = package.execute("SELECT column_name FROM gpkg_geometry_columns").fetchone()[0]
        package.execute(f"CREATE TABLE layer_styles ({STYLES})")
        style = write_qml(list_entries(thematic_map), "class_key")
        title = thematic_map.furniture.title
        package.execute(
            "INSERT INTO layer_styles VALUES (1, '', '', ?, ?, ?, ?, NULL, 1, ?, '', NULL, ?)",
            (LAYER, column, title[:30], style, title, CLOCK),
        )
        package.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change)"
            " VALUES ('layer_styles', 'attributes', 'layer_styles', ?)",
            (CLOCK,),
        )
        package.commit()
        return package.serialize()


def write_geojson(thematic_map: ThematicMap) -> bytes:
    """Return the units in view with their attributes as GeoJSON (RFC 7946): degrees of WGS 84."""
    frame = _list_attributes(thematic_map).to_crs("EPSG:4326")
    frame = frame.set_geometry(shapely.orient_polygons(shapely.set_precision(frame.geometry, DEGREE)))
    collection = json.loads(frame.to_json(drop_id=True))
    return json.dumps({**collection, "metadata": _describe(thematic_map)}, ensure_ascii=False).encode()


def _list_attributes(thematic_map: ThematicMap) -> gpd.GeoDataFrame:
    """Return the units with the columns that may leave: what the map shows, nothing finer."""
    frame, language = thematic_map.layer.frame, thematic_map.view.language
    entries = [thematic_map.classes.entries[place] for place in frame["class"]]
    banner = thematic_map.furniture.banner
    return (
        frame[[name for name in KEPT if name in frame]]
        .assign(
            code=[str(code) for code in frame.index],
            year=thematic_map.view.year,
            indicator=thematic_map.indicator.id,
            class_key=[entry.key for entry in entries],
            class_label=[entry.label[language] for entry in entries],
            notice=banner,
            page_id=thematic_map.furniture.page_id,
        )
        .reset_index(drop=True)
    )


def _describe(thematic_map: ThematicMap) -> dict[str, str]:
    furniture = thematic_map.furniture
    return {
        "title": furniture.title,
        "notice": furniture.banner,
        "sentence": furniture.sentence,
        "source": furniture.source,
        "data_date": furniture.data_date,
        "vintage": furniture.vintage,
        "office": furniture.office,
        "page_id": furniture.page_id,
    }


def file_name(thematic_map: ThematicMap, suffix: str, title: str = "") -> str:
    """Return a file name that says what, of which units, where and when, in plain letters.

    Parameters
    ----------
    suffix
        Kind of file: "pdf", "png", "csv" …
    title
        What is in the file, if it is not the indicator of the map.

    Examples
    --------
    ``phan-loai-an-toan-ve-an-ninh-trat-tu_thon-to-dan-pho_phuong-tran-phu_2018_IQLR5TCL.pdf``
    """
    view = thematic_map.view
    parts = (
        _plain(title or thematic_map.indicator.title[view.language]),
        _plain(say(f"units.{view.level}", view.language)),
        _plain(_where(thematic_map)),
        str(view.year),
        thematic_map.furniture.page_id,
    )
    return "_".join(part for part in parts if part) + "." + suffix.lstrip(".")


def _where(thematic_map: ThematicMap) -> str:
    view, wards = thematic_map.view, thematic_map.wards
    codes = [code for code in view.wards if code in wards.index]
    if not codes:
        return thematic_map.city.name[view.language]
    chosen = wards.loc[codes]
    if len(chosen) > NAMED:
        return say("furniture.wards_many", view.language, count=len(chosen))
    return " ".join(f"{kind} {name}" for kind, name in zip(chosen["kind"], chosen["name"], strict=True))


def _plain(text: str) -> str:
    """Return text in small ASCII letters and digits, with hyphens between words, cut at a word."""
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    kept = "".join(
        letter if letter.isascii() and letter.isalnum() else " "
        for letter in letters
        if not unicodedata.combining(letter)
    )
    short = "-".join(kept.split())
    return short if len(short) <= LONGEST else short[: LONGEST + 1].rpartition("-")[0] or short[:LONGEST]
