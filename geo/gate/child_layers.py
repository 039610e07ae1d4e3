"""In the child process: boundary files → layers as Arrow; refusals come before GDAL is loaded."""

from __future__ import annotations

import importlib
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final

from geo.errors import DataFileError, Problem
from geo.gate.archive_faults import NO_ZIP, count_others
from geo.gate.archives import check_zip, extract_zip
from geo.gate.faults import refuse
from geo.gate.gate import TABLE_ENDINGS
from geo.gate.layers import INDEX, SIDES, check_layer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.errors import Fault

KEPT: Final = frozenset({*SIDES, *(side for sides in SIDES.values() for side in sides), INDEX, ".prj"})
"""Endings of the files that GDAL gets to see; also no .cpg: text is handed on byte for byte."""

BESIDE: Final = frozenset(
    {
        *(
            ".cpg",
            ".qpj",
            ".qix",
            ".sbn",
            ".sbx",
            ".ind",
            ".idm",
            ".cst",
            ".atx",
            ".ain",
            ".aih",
            ".fbn",
            ".fbx",
        ),
        *(".xml", ".qmd", ".qml", ".sld", ".lyr", ".lyrx", ".mxd", ".qgs", ".wor", ".txt"),
    }
)
"""Endings of what mapping software writes beside a layer for itself: nothing of it is wanted."""

ARCHIVES: Final = frozenset({".zip", ".rar", ".7z", ".gz", ".tgz", ".tar"})
"""Endings of what is said to be an archive itself (`geo.gate.archives.extract_zip`)."""

TABLES: Final = frozenset(TABLE_ENDINGS) - {".txt", ".dbf"}
"""Beside borders a text is what their software wrote about them; a DBF belongs to a layer."""

NO_LAYER: Final[Fault] = (
    "không có lớp ranh giới nào được nhận",
    "holds no layer of borders that is taken",
    "gửi .shp kèm .shx .dbf .prj (nén .zip), hoặc .gpkg, .geojson, .tab, .mif",
    "send .shp with .shx .dbf .prj (zipped), or .gpkg, .geojson, .tab, .mif",
)

TABLE_BESIDE: Final[Fault] = (
    "là bảng nằm trong tệp nén ranh giới: sẽ không được đọc",
    "is a table in an archive of borders: it would not be read",
    "bỏ bảng ra khỏi tệp nén; gửi riêng nếu cần nhập",
    "take the table out of the archive; send it on its own if it is to be imported",
)

UNREAD: Final[Fault] = (
    "sẽ không được đọc: ranh giới chỉ đọc từ .shp, .gpkg, .geojson, .tab, .mif",
    "would not be read: borders are read from .shp, .gpkg, .geojson, .tab, .mif only",
    "nếu là ranh giới cần nhập thì xuất lại sang một dạng trên; nếu không thì không gửi kèm",
    "if it holds the borders, export it as one of these; if not, do not send it with them",
)
"""What is sent is kept as it came: what nobody looked into has no place in it."""


def answer(files: Sequence[tuple[Path, str]], request: Mapping[str, Any]) -> dict[str, Any]:
    """Return the layers of a request (see `geo.gate.child_arrow`).

    Raises
    ------
    DataFileError
        Nothing in the files is a layer that is taken, or one of them is not what it says.
    """
    for path, name in files:
        _refuse_unread(path, name)
    members = [member for place, file in enumerate(files) for member in _unpack(place, *file)]
    layers = [member for member in members if member[0].suffix in SIDES]
    stems = {path.with_suffix("") for path, _ in layers}
    loose = [name for path, name in members if path.suffix == ".dbf" and path.with_suffix("") not in stems]
    if layers and loose:
        raise DataFileError([Problem(name, *TABLE_BESIDE) for name in loose])
    if not layers:
        refuse(files[0][1], NO_LAYER)
    for path, name in layers:
        check_layer(path, name=name)
    described: list[dict[str, Any]] = importlib.import_module("geo.gate.child_arrow").write_layers(
        layers, request["drivers"]
    )
    return {"layers": described}


def _refuse_unread(path: Path, name: str) -> None:
    """Refuse what holds no layer that is taken, alone or in an archive: it would be kept unread.

    Raises
    ------
    DataFileError
        There is some, or the archive is hostile.
    """
    if path.suffix != ".zip":
        if path.suffix not in KEPT | BESIDE:
            refuse(name, NO_ZIP if path.suffix in ARCHIVES else UNREAD)
        return
    inside = [PurePath(entry.filename) for entry in check_zip(path, name=name)]
    tables = [f"{name}/{one}" for one in inside if one.suffix.lower() in TABLES]
    if tables:
        raise DataFileError([Problem(title, *TABLE_BESIDE) for title in tables])
    unread = [str(one) for one in inside if one.suffix.lower() not in KEPT | BESIDE | ARCHIVES]
    if unread:
        raise DataFileError(count_others(name, UNREAD, unread))


def _unpack(place: int, path: Path, name: str) -> list[tuple[Path, str]]:
    """Return the files of an archive, or the file itself; what no layer needs is deleted."""
    members = [(path, name)]
    if path.suffix == ".zip":
        folder = Path(f"unpacked{place}")
        folder.mkdir()
        members = [(one.path, f"{name}/{one.name}") for one in extract_zip(path, folder, name=name)]
    for member, _ in members:
        if member.suffix not in KEPT:
            member.unlink()
    return [(member, title) for member, title in members if member.suffix in KEPT]
