"""In the child process: how many bytes the text fields of a layer hold; what fills its field may be cut."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.gate.layers import DBF_HEADER, MAX_HEAD, list_dbf_fields

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TABLES: Final[Mapping[str, str]] = {".shp": ".dbf", ".tab": ".dat"}
"""Ending of a layer → that of the DBF beside it, whose fields have a width."""

MIF_COLUMNS: Final = re.compile(rb"^\s*columns\s+(\d+)\s*$(.*)", re.IGNORECASE | re.MULTILINE | re.DOTALL)
MIF_TEXT: Final = re.compile(rb"\s*\S+\s+char\s*\(\s*(\d+)\s*\)", re.IGNORECASE)


def read_widths(path: Path) -> list[int]:
    """Return how many bytes each field of a layer holds, 0 for one without text; [] where none has a width.

    Parameters
    ----------
    path
        A layer that passed the gate (`geo.gate.layers.check_layer`).
    """
    if path.suffix == ".mif":
        return _read_mif(path.read_bytes()[:MAX_HEAD])
    if path.suffix not in TABLES:
        return []
    with path.with_suffix(TABLES[path.suffix]).open("rb") as file:
        head = file.read(MAX_HEAD)
    return [field[16] if field[11:12] == b"C" else 0 for field in list_dbf_fields(head[DBF_HEADER:])]


def _read_mif(head: bytes) -> list[int]:
    found = MIF_COLUMNS.search(head)
    lines = found[2].strip().splitlines()[: int(found[1])] if found else []
    return [int(text[1]) if (text := MIF_TEXT.match(line)) else 0 for line in lines]
