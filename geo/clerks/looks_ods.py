"""Raised and struck texts of an ODS, by sheet and place."""

from __future__ import annotations

import re
import zipfile
from itertools import product
from typing import IO, TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from geo.clerks.looks import OFF, Look, Run, join_runs, plain_tag
from geo.gate.gate import part_contains

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from geo.clerks.looks import Spot

    Style = tuple[bool, bool]
    """Raised, struck."""

CONTENT: Final = "content.xml"
LOOKS: Final = re.compile(rb'text-position="(?:super|[1-9])|text-line-through-(?:style|type)="(?!none)')
CELLS: Final = ("table-cell", "covered-table-cell")
SIGNS: Final = {"s": " ", "tab": "\t", "line-break": "\n"}
MOST_REPEATS: Final = 200
"""Copies of one cell that are told; further ones stand below any table."""


def read_ods_looks(path: Path) -> dict[str, dict[Spot, Look]]:
    """Return the looks of each sheet of an ODS by its name; nothing of one without raised or struck texts."""
    with zipfile.ZipFile(path) as archive:
        if not part_contains(archive, CONTENT, LOOKS):
            return {}
        try:
            with archive.open(CONTENT) as content:
                return _read_sheets(content)
        except ET.ParseError:
            return {}


def _read_sheets(content: IO[bytes]) -> dict[str, dict[Spot, Look]]:
    styles: dict[str, Style] = {}
    sheets: dict[str, dict[Spot, Look]] = {}
    looks: dict[Spot, Look] = {}
    row = 0
    for event, node in ET.iterparse(content, events=("start", "end")):  # noqa: S314  the gate refuses a DTD
        tag = plain_tag(node)
        if event == "start" and tag == "table":
            looks, row = sheets.setdefault(find_attribute(node, "name"), {}), 0
        elif event == "end" and tag == "style":
            styles[find_attribute(node, "name")] = _read_style(node)
        elif event == "end" and tag == "table-row":
            rows = count_repeats(node, "number-rows-repeated")
            looks |= _read_row(node, row, min(rows, MOST_REPEATS), styles)
            row += rows
            node.clear()
    return sheets


def find_attribute(node: ET.Element, name: str) -> str:
    """Return an attribute by its name without a namespace, or ""."""
    return next((value for key, value in node.items() if key.rpartition("}")[2] == name), "")


def _read_style(node: ET.Element) -> Style:
    told = [part for part in node if plain_tag(part) == "text-properties"]
    raised = any(_is_raised(find_attribute(part, "text-position")) for part in told)
    lines = [
        find_attribute(part, "text-line-through-style") or find_attribute(part, "text-line-through-type")
        for part in told
    ]
    return raised, any(line and line not in OFF for line in lines)


def _is_raised(position: str) -> bool:
    first = position.partition(" ")[0]
    return first == "super" or (first.endswith("%") and not first.startswith("-") and first != "0%")


def _read_row(line: ET.Element, row: int, rows: int, styles: Mapping[str, Style]) -> dict[Spot, Look]:
    """Return the looks of a row that stands several times."""
    looks: dict[Spot, Look] = {}
    column = 0
    for cell in (node for node in line if plain_tag(node) in CELLS):
        columns = count_repeats(cell, "number-columns-repeated")
        look = _read_cell(cell, styles)
        if look:
            places = product(range(row, row + rows), range(column, column + min(columns, MOST_REPEATS)))
            looks |= dict.fromkeys(places, look)
        column += columns
    return looks


def count_repeats(node: ET.Element, name: str) -> int:
    """Return how many times a row, a column or a cell stands there."""
    count = find_attribute(node, name)
    return int(count) if count.isdecimal() and len(count) < 10 else 1  # noqa: PLR2004  more than any sheet


def _read_cell(cell: ET.Element, styles: Mapping[str, Style]) -> Look | None:
    """Return the look of a cell, or None where it is plain."""
    _, struck = styles.get(find_attribute(cell, "style-name"), (False, False))
    runs = [run for node in cell if plain_tag(node) == "p" for run in _list_runs(node, styles, raised=False)]
    if not struck and not any(run.raised or run.struck for run in runs):
        return None
    raised = any(run.raised for run in runs)
    look = join_runs(runs)
    return Look(look.text if raised else None, (struck and bool(runs)) or look.struck)


def _list_runs(node: ET.Element, styles: Mapping[str, Style], *, raised: bool) -> Iterator[Run]:
    span = plain_tag(node) == "span"
    own, struck = styles.get(find_attribute(node, "style-name"), (False, False)) if span else (raised, False)
    sign = SIGNS.get(plain_tag(node), "")
    yield Run(sign + (node.text or ""), own or raised, struck)
    for part in node:
        if plain_tag(part) != "annotation":
            yield from _list_runs(part, styles, raised=own or raised)
        yield Run(part.tail or "", own or raised, struck)
