"""Rows and columns of an XLSX that the spreadsheet hides: they are read, and it is told."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from geo.clerks.looks import OFF, plain_tag

if TYPE_CHECKING:
    from pathlib import Path

HIDDEN: Final = re.compile(rb"<(?:\w+:)?(?:row|col)\s[^>]*\bhidden=")


def read_hidden(path: Path, part: str, width: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the hidden rows and columns of a sheet, 0-based.

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
