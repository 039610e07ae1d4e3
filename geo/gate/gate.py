"""What a foreign table may be: ending, first bytes and structure must agree before a library reads it."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from geo.gate.archives import check_zip
from geo.gate.faults import BROKEN, DTD, EMPTY, LINKS, LOCKED, MACROS, MISMATCH, NO_RESULTS, NO_XML, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


TABLE_ENDINGS: Final = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".txt", ".dbf")
BORDER_ENDINGS: Final = (".shp", ".gpkg", ".geojson", ".json", ".tab", ".mif", ".zip")
WORKBOOKS: Final = (".xlsx", ".xls", ".ods")
MAX_TABLE: Final = 20 * 1024 * 1024
OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP: Final = b"PK\x03\x04"
CHUNK: Final = 1 << 20
OVERLAP: Final = 64
DECLARATION: Final = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
XML_ENDINGS: Final = (".xml", ".rels", ".rdf")
XML_STARTS: Final = (b"<", b"\xef\xbb\xbf<")
WIDE_STARTS: Final = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
HYPERLINK: Final = "/hyperlink"
"""The only relation to something outside that a cell may have: it is never followed."""

MACRO_TYPES: Final = re.compile(rb"macroEnabled|vbaProject|macrosheet|dialogsheet", re.IGNORECASE)
LINK_TYPES: Final = re.compile(rb"externalLink|connections\+xml|queryTable|activeX", re.IGNORECASE)
WORKBOOK_START: Final = re.compile(rb"\x09\x08(?:\x10\0\0\x06\x05\0.{12}|\x08\0\0\x05\x05\0.{4})", re.DOTALL)
"""The record that begins the workbook of an XLS, of version 8 or 5."""

FILEPASS: Final = 0x2F
FIRST_RECORDS: Final = 4  # a password, of whatever kind, is said right at the beginning

UNCOMPUTED: Final = re.compile(
    rb"<(?:\w+:)?(?:covered-)?table-cell\s(?=[^<>]*\bformula=)(?![^<>]*\bvalue-type=)"
)
"""A formula of an ODS without a stored result; its reader takes it for an empty cell."""

ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


def check_table(path: Path, *, name: str) -> None:
    """Make sure that a file is a table of the kind its ending says, without macros, links or declarations.

    Parameters
    ----------
    path
        The file.
    name
        Its name for messages.

    Raises
    ------
    DataFileError
        It is anything else; the message names the file and the remedy.
    """
    ending = path.suffix.lower()
    if ending not in TABLE_ENDINGS:
        endings = ", ".join(TABLE_ENDINGS)
        remedy = (f"gửi tệp {endings}", f"send one of {endings}")
        if ending in BORDER_ENDINGS:
            remedy = (
                f"{remedy[0]}; nếu là ranh giới thì nhập với loại hamlets, wards hoặc borders",
                f"{remedy[1]}; if it holds borders, import it as hamlets, wards or borders",
            )
        refuse(name, ("không phải loại tệp bảng được nhận", "is no kind of table that is taken", *remedy))
    if not path.stat().st_size:
        refuse(name, EMPTY)
    if path.stat().st_size > MAX_TABLE:
        limit = MAX_TABLE >> 20
        refuse(
            name,
            (
                f"lớn hơn {limit} MB",
                f"is larger than {limit} MB",
                "chỉ để lại bảng cần nhập",
                "keep the table only",
            ),
        )
    CHECKS.get(ending, _check_text)(path, name)


def _check_xlsx(path: Path, name: str) -> None:
    if starts_with(path, OLE) and ENCRYPTED in path.read_bytes():
        refuse(name, LOCKED)
    parts = _list_parts(path, name, ("[content_types].xml", "xl/workbook.xml"))
    lower = [part.casefold() for part in parts]
    macros = ("xl/macrosheets/", "xl/dialogsheets/")
    outside = ("xl/externallinks/", "xl/embeddings/", "xl/connections.xml", "xl/querytables/", "xl/activex/")
    with zipfile.ZipFile(path) as archive:
        _refuse_declarations(archive, parts, name)
        # What a part is, its type says; its name is only a habit.
        types = b"".join(archive.read(part) for part in parts if part.casefold() == "[content_types].xml")
        if MACRO_TYPES.search(types) or any("vbaproject" in one or one.startswith(macros) for one in lower):
            refuse(name, MACROS)
        if LINK_TYPES.search(types) or any(one.startswith(outside) for one in lower):
            refuse(name, LINKS)
        for part in parts:
            if part.casefold().endswith(".rels"):
                _check_relations(archive.read(part), name, part)


def _check_relations(relations: bytes, name: str, part: str) -> None:
    """Refuse relations to anything outside the file that could be followed, and to macros.

    They are read as XML, as any software reads them: a word may be written with character references.
    """
    try:
        found = [one.attrib for one in ET.fromstring(relations)]  # noqa: S314  a DTD was refused before
    except ET.ParseError:
        refuse(name, NO_XML, value=part[:60])
    for relation in found:
        kind = relation.get("Type", "")
        if MACRO_TYPES.search(kind.encode()):
            refuse(name, MACROS)
        if relation.get("TargetMode", "").casefold() == "external" and not kind.endswith(HYPERLINK):
            refuse(name, LINKS)


def _check_ods(path: Path, name: str) -> None:
    parts = _list_parts(path, name, ("mimetype", "content.xml"))
    if any(part.casefold().startswith(("basic/", "scripts/")) for part in parts):
        refuse(name, MACROS)
    with zipfile.ZipFile(path) as archive:
        if not archive.read("mimetype").startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            refuse(name, MISMATCH)
        if "META-INF/manifest.xml" in parts and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            refuse(name, LOCKED)
        _refuse_declarations(archive, parts, name)
        if UNCOMPUTED.search(archive.read("content.xml")):
            refuse(name, NO_RESULTS)


def _list_parts(path: Path, name: str, required: tuple[str, ...]) -> list[str]:
    """Return the names in a zipped document; it must start as a zip and hold its main parts."""
    if not starts_with(path, ZIP):
        refuse(name, MISMATCH)
    if not zipfile.is_zipfile(path):
        refuse(name, BROKEN)  # who sends a spreadsheet has zipped nothing
    parts = [entry.filename for entry in check_zip(path, name=name)]
    if not {part.casefold() for part in parts}.issuperset(required):
        refuse(name, MISMATCH)
    return parts


def _refuse_declarations(archive: zipfile.ZipFile, parts: list[str], name: str) -> None:
    """Refuse DTDs: no spreadsheet needs one, and entities can grow without bound. XML must be in UTF-8.

    Any part may be read as XML, whatever its name ends with.
    """
    for part in parts:
        with archive.open(part) as stream:
            start = stream.read(16)
        said_xml = part.casefold().endswith(XML_ENDINGS)
        if start.startswith(WIDE_STARTS) or part_contains(archive, part, DECLARATION):
            refuse(name, DTD, value=part[:60])
        if said_xml and not start.startswith(XML_STARTS):
            refuse(name, NO_XML, value=part[:60])


def part_contains(archive: zipfile.ZipFile, part: str, pattern: re.Pattern[bytes]) -> bool:
    """Return whether a pattern (of at most 64 bytes) occurs in a part of a zipped document."""
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            if pattern.search(tail + chunk):
                return True
            tail = chunk[-OVERLAP:]
    return False


def _check_xls(path: Path, name: str) -> None:
    if not starts_with(path, OLE):
        refuse(name, MISMATCH)
    content = path.read_bytes()
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        refuse(name, MACROS)
    if any(_is_locked(content[found.end() :]) for found in WORKBOOK_START.finditer(content)):
        refuse(name, LOCKED)


def _is_locked(records: bytes) -> bool:
    """Return whether the first records of an XLS, behind the very first, say that it has a password."""
    at = 0
    for _ in range(FIRST_RECORDS):
        kind, length = (int.from_bytes(records[place : place + 2], "little") for place in (at, at + 2))
        if kind == FILEPASS:
            return True
        at += 4 + length
    return False


def _check_text(path: Path, name: str) -> None:
    """Refuse what only calls itself a text: documents, images and programs have known first bytes."""
    if starts_with(path, ZIP, OLE, b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"MZ", b"\x7fELF", b"<", b"{\\rtf"):
        refuse(name, MISMATCH)


def starts_with(path: Path, *magics: bytes) -> bool:
    """Return whether a file begins with one of some bytes."""
    with path.open("rb") as file:
        return file.read(16).startswith(magics)


CHECKS: Final[Mapping[str, Callable[[Path, str], None]]] = {
    ".xlsx": _check_xlsx,
    ".xls": _check_xls,
    ".ods": _check_ods,
}
