"""Rows and columns that the spreadsheet hides, or its filter: they are read, and it is told."""

from __future__ import annotations

import re
import zipfile
from typing import IO, TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from geo.clerks.looks import OFF, plain_tag
from geo.clerks.looks_ods import CONTENT, count_repeats, find_attribute
from geo.gate.gate import part_contains

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    Hidden = tuple[tuple[int, ...], tuple[int, ...]]
    """Rows and columns, 0-based."""

NOTHING: Final[Hidden] = ((), ())
COLLAPSED: Final = re.compile(rb'visibility="(?:collapse|filter)"')
REPEATED: Final = {"table-row": "number-rows-repeated", "table-column": "number-columns-repeated"}
HIDDEN: Final = re.compile(rb"<(?:\w+:)?(?:row|col)\s[^>]*\bhidden=")


def read_hidden(path: Path, part: str, width: int) -> Hidden:
    """Return the hidden rows and columns of a sheet of an XLSX.

    Parameters
    ----------
    path
        The file, which passed the gate: it has no DTD.
    part
        Of the sheet.
    width
        How many columns are looked at: the last ones are often hidden together up to the end of the sheet.
    """
    rows: list[int] = []
    columns: list[int] = []
    row = 0
    with zipfile.ZipFile(path) as archive, archive.open(part) as content:
        for _, node in ET.iterparse(content):  # noqa: S314  the gate refuses a DTD
            tag = plain_tag(node)
            if tag == "row":
                row = int(node.get("r", row + 1))
                rows += [row - 1] * _is_hidden(node)
            elif tag == "col" and _is_hidden(node):
                columns += range(int(node.get("min", 1)) - 1, min(int(node.get("max", 1)), width))
            if tag in ("c", "row"):
                node.clear()
    return tuple(rows), tuple(columns)


def _is_hidden(node: ET.Element) -> bool:
    return node.get("hidden", "0") not in OFF


def read_hidden_ods(path: Path, height: int, width: int) -> dict[str, Hidden]:
    """Return the hidden rows and columns of each sheet of an ODS.

    Parameters
    ----------
    path
        The file, which passed the gate: it has no DTD.
    height, width
        How many rows and columns are looked at.
    """
    with zipfile.ZipFile(path) as archive:
        if not part_contains(archive, CONTENT, COLLAPSED):
            return {}
        try:
            with archive.open(CONTENT) as content:
                return dict(_walk_ods(content, {"table-row": height, "table-column": width}))
        except ET.ParseError:
            return {}


def _walk_ods(content: IO[bytes], limits: Mapping[str, int]) -> Iterator[tuple[str, Hidden]]:
    """Yield name and hidden rows and columns of each sheet."""
    at, hidden = dict[str, int](), dict[str, list[int]]()
    for event, node in ET.iterparse(content, events=("start", "end")):  # noqa: S314  the gate refuses a DTD
        tag = plain_tag(node)
        if tag == "table" and event == "start":
            at, hidden = dict.fromkeys(REPEATED, 0), {part: [] for part in REPEATED}
        elif tag == "table":
            yield find_attribute(node, "name"), (tuple(hidden["table-row"]), tuple(hidden["table-column"]))
        elif event == "end" and tag in at:
            after = at[tag] + count_repeats(node, REPEATED[tag])
            if find_attribute(node, "visibility") in ("collapse", "filter"):
                hidden[tag] += range(at[tag], min(after, limits[tag]))
            at[tag] = after
            node.clear()
