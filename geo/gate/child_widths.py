"""In the child process: how much the text fields of a layer hold; what fills its field may be cut."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Final

from geo.gate.layers import DBF_HEADER, MAX_HEAD, list_dbf_fields

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

TABLES: Final[Mapping[str, str]] = {".shp": ".dbf", ".tab": ".dat"}
"""Ending of a layer → that of the DBF beside it, whose fields have a width."""

MIF_COLUMNS: Final = re.compile(rb"^\s*columns\s+(\d+)\s*$(.*)", re.IGNORECASE | re.MULTILINE | re.DOTALL)
MIF_TEXT: Final = re.compile(rb"\s*\S+\s+char\s*\(\s*(\d+)\s*\)", re.IGNORECASE)
GPKG_TEXT: Final = re.compile(r"(?:text|(?:var)?char\w*)\s*\(\s*(\d+)\s*\)", re.IGNORECASE)


def read_widths(path: Path, layer: str, fields: Sequence[str]) -> list[int]:
    """Return how much each field of a layer holds, 0 for one without text or without a width.

    Parameters
    ----------
    path
        A file that passed the gate (`geo.gate.layers.check_layer`).
    layer, fields
        Names of a layer in it, and of its fields.

    Returns
    -------
    list of int
        Bytes; of a GeoPackage characters.
    """
    if path.suffix == ".gpkg":
        return _read_geopackage(path, layer, fields)
    widths = _read_mif(path.read_bytes()[:MAX_HEAD]) if path.suffix == ".mif" else _read_dbf(path)
    return widths if len(widths) == len(fields) else [0] * len(fields)


def _read_dbf(path: Path) -> list[int]:
    if path.suffix not in TABLES:
        return []
    with path.with_suffix(TABLES[path.suffix]).open("rb") as file:
        head = file.read(MAX_HEAD)
    return [field[16] if field[11:12] == b"C" else 0 for field in list_dbf_fields(head[DBF_HEADER:])]


def _read_geopackage(path: Path, layer: str, fields: Sequence[str]) -> list[int]:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        database.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
        told = dict(database.execute("SELECT name, type FROM pragma_table_info(?)", [layer]).fetchall())
    kinds = (GPKG_TEXT.fullmatch(told.get(field, "")) for field in fields)
    return [int(kind[1]) if kind else 0 for kind in kinds]


def _read_mif(head: bytes) -> list[int]:
    found = MIF_COLUMNS.search(head)
    lines = found[2].strip().splitlines()[: int(found[1])] if found else []
    return [int(text[1]) if (text := MIF_TEXT.match(line)) else 0 for line in lines]
