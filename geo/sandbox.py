"""Foreign files → cells and layers, read in a child process (`geo.gate.child_process`).

What comes back is JSON and Arrow, checked again here; nothing in this process opens the file itself. A
message never holds a library's words or a path of the machine.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, count
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pyarrow as pa

from geo.clerks.clerk import Cell, RawSheet
from geo.errors import BoundaryError, IndicatorError, reveal
from geo.gate.child_process import run_child
from geo.places.repair_shapes import read_shapes
from geo.text.textgate import clean_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from geo.clerks.clerk import CellKind


@dataclass(frozen=True, eq=False)
class ForeignLayer:
    """A layer of a foreign file, as it stands.

    Parameters
    ----------
    file
        Name of the file; of one in an archive "archive.zip/name.shp".
    layer
        Name of the layer.
    driver
        GDAL's name of the format.
    declared
        CRS that the file declares (EPSG code or WKT), or None; nothing is concluded from it yet.
    frame
        Columns and shapes without a CRS; a shape that cannot be read is None.
    closed
        Positions of shapes whose rings were open and have been closed.
    widths
        Column → how many bytes its field holds; only columns of text of formats that have a width.
    old_text
        Whether names and texts are bytes shown as Latin-1, to be decoded by `geo.legacy_text`.
    parts
        The layers that it was made of, one after the other, if it is several (`geo.intake.layers`).
    """

    file: str
    layer: str
    driver: str
    declared: str | None
    frame: gpd.GeoDataFrame
    old_text: bool
    closed: tuple[int, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)
    parts: tuple[ForeignLayer, ...] = ()

    @property
    def label(self) -> str:
        """The layer as messages call it: its file, and its own name where that is another one."""
        return self.file if PurePath(self.file).stem == self.layer else f"{self.file} ({self.layer})"


def read_foreign_tables(path: Path, *, name: str = "") -> tuple[RawSheet, ...]:
    """Return the sheets of a clerk's file.

    Parameters
    ----------
    path
        The file: .xlsx, .xls, .ods, .csv, .tsv or .txt.
    name
        Its name for messages, if it is another (a temporary file of an upload).

    Raises
    ------
    IndicatorError
        It is refused; the message names the file, the place and the remedy.
    """
    with run_child("tables", [(path, name or path.name)], IndicatorError) as (_, answer):
        return build_sheets(answer)


def build_sheets(answer: Mapping[str, Any]) -> tuple[RawSheet, ...]:
    """Return the sheets that a child has answered with."""
    return tuple(
        RawSheet(
            reveal(title),
            _build_rows(rows),
            hidden,
            tuple((top, left, bottom, right) for top, left, bottom, right in merged),
            _build_rows(aside),
            tuple(widths),
            tuple(hidden_rows),
            tuple(hidden_columns),
        )
        for title, hidden, rows, merged, aside, widths, hidden_rows, hidden_columns in answer["sheets"]
    )


def _build_rows(rows: Sequence[Sequence[Any]]) -> tuple[tuple[Cell | None, ...], ...]:
    return tuple(tuple(cell and _build_cell(*cell) for cell in row) for row in rows)


@lru_cache(maxsize=16_384)  # the cells of a table repeat
def _build_cell(kind: CellKind, text: str, number: float | None) -> Cell:
    return Cell(kind, text, math.nan if number is None else float(number))


def read_foreign_layers(files: Sequence[tuple[Path, str]]) -> tuple[ForeignLayer, ...]:
    """Return the layers of boundary files that were sent together.

    Parameters
    ----------
    files
        Path and name of each: a .zip, .gpkg, .geojson, .json, or a set (.shp .shx .dbf .prj; .tab .dat .map
        .id; .mif .mid).

    Raises
    ------
    BoundaryError
        They are refused.
    """
    with run_child("layers", files, BoundaryError) as (folder, answer):
        return tuple(
            _build_layer(folder / f"{number}.arrow", description)
            for number, description in enumerate(answer["layers"])
        )


def _build_layer(path: Path, description: Mapping[str, Any]) -> ForeignLayer:
    with pa.OSFile(str(path)) as source, pa.ipc.open_file(source) as reader:
        table = reader.read_all()
    table.validate(full=True)
    shapes, closed = read_shapes(table.column("wkb").to_pylist())
    names = [clean_text(name) if not description["old_text"] else name for name in description["columns"]]
    columns = make_unique(names, ("geometry",))
    data = {name: table.column(f"f{n}").to_pandas() for n, name in enumerate(columns)}
    widths = zip(columns, description["widths"], strict=True)
    return ForeignLayer(
        file=description["file"],
        layer=description["layer"],
        driver=description["driver"],
        declared=description["declared"],
        frame=gpd.GeoDataFrame(data, geometry=shapes),
        old_text=description["old_text"],
        closed=tuple(closed),
        widths={name: width for name, width in widths if width},
    )


def make_unique(names: Sequence[str], others: Sequence[str] = ()) -> list[str]:
    """Return names with a number behind those that were there before, or that are those of others."""
    taken, unique = set(others), []
    for name in names:
        numbered = (f"{name} ({number})" for number in count(2))
        fresh = next(title for title in chain([name], numbered) if title not in taken)
        taken.add(fresh)
        unique.append(fresh)
    return unique
