"""What the look of a text says: raised digits are footnotes, struck words are taken back.

"Tổ 1" with a small 2 behind it is not "Tổ 12", and "Đạt" that is struck is no result. Cells whose runs look
so are told by their place, for every kind of spreadsheet.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from geo.clerks.clerk import Cell

Spot = tuple[int, int]
"""Row and column, 0-based."""

OFF: Final = ("0", "false", "none")


@dataclass(frozen=True)
class Run:
    """A part of a text that looks the same."""

    text: str
    raised: bool = False
    struck: bool = False


@dataclass(frozen=True)
class Look:
    """A cell that does not say what its letters say: its text, or None where that is as it stands."""

    text: str | None
    struck: bool


def join_runs(runs: Sequence[Run]) -> Look:
    """Return a text with raised digits in brackets, and whether a part of it is struck."""
    text = "".join(
        f"({run.text.strip(' ()')})" if run.raised and any(map(str.isdigit, run.text)) else run.text
        for run in runs
    )
    return Look(text, any(run.struck and run.text.strip() for run in runs))


def apply_looks(
    rows: Iterable[Sequence[Cell | None]], looks: Mapping[Spot, Look]
) -> Iterator[list[Cell | None]]:
    """Yield rows with the cells that do not say what their letters say as such."""
    for number, row in enumerate(rows):
        yield [apply_look(cell, looks.get((number, place))) for place, cell in enumerate(row)]


def apply_look(cell: Cell | None, look: Look | None) -> Cell | None:
    """Return a cell as it looks."""
    if cell is None or look is None:
        return cell
    text = cell.text if look.text is None or cell.kind != "text" else look.text
    return replace(cell, text=text, kind="struck" if look.struck else cell.kind)


def read_inline(path: Path, part: str) -> dict[Spot, Look]:
    """Return the looks of texts that stand in a sheet of an XLSX itself, not in its list of texts.

    Parameters
    ----------
    path
        The file, which passed the gate: it has no DTD.
    part
        Of the sheet.
    """
    from openpyxl.utils.cell import coordinate_to_tuple  # noqa: PLC0415  slow to import, seldom needed

    looks: dict[Spot, Look] = {}
    with zipfile.ZipFile(path) as archive, archive.open(part) as content:
        for _, node in ET.iterparse(content):  # noqa: S314  the gate refuses a DTD
            if plain_tag(node) == "c":
                runs = [_read_run(run) for run in node.iter() if plain_tag(run) == "r"]
                place = node.get("r", "")
                if place and any(run.raised or run.struck for run in runs):
                    row, column = coordinate_to_tuple(place)
                    looks[row - 1, column - 1] = join_runs(runs)
            if plain_tag(node) in ("c", "row"):
                node.clear()
    return looks


def _read_run(node: ET.Element) -> Run:
    parts = {plain_tag(part): part for part in node.iter()}
    raised, struck = parts.get("vertAlign"), parts.get("strike")
    return Run(
        parts["t"].text or "" if "t" in parts else "",
        raised is not None and raised.get("val") == "superscript",
        struck is not None and struck.get("val", "1") not in OFF,
    )


def plain_tag(node: ET.Element) -> str:
    """Return the name of an element without its namespace."""
    return node.tag.rpartition("}")[2]
