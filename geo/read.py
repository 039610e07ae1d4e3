"""A data folder → the nouns of the road. All validation of shape happens in the modules behind this one."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from geo.reading.boundaries import read_boundaries
from geo.reading.catalogue import read_catalogue
from geo.reading.lists import read_aliases, read_models, read_published
from geo.reading.settings import read_city
from geo.reading.tables import read_table

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "fingerprint",
    "read_aliases",
    "read_boundaries",
    "read_catalogue",
    "read_city",
    "read_models",
    "read_published",
    "read_table",
]

DATA_FILES: Final = {
    ".": (".toml", ".png"),
    "boundaries": (".shp", ".shx", ".dbf", ".prj", ".cpg", ".gpkg", ".geojson"),
    "indicators": (".toml", ".csv"),
    "facts": (".csv",),
}
"""Folder → kinds of files in it that the product reads."""


def fingerprint(folder: Path) -> str:
    """Return the SHA-256 (hex) over names and bytes of all data files, in a fixed order."""
    digest = hashlib.sha256()
    for part, suffixes in DATA_FILES.items():
        for path in sorted((folder / part).glob("*")):
            if path.suffix in suffixes and not path.name.startswith("."):
                content = path.read_bytes()
                digest.update(f"{part}/{path.name}\n{len(content)}\n".encode())
                digest.update(content)
    return digest.hexdigest()
