"""Cells of a sheet in whatever character set → Unicode, column by column."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from geo.clerks.clerk import TEXTS, cell_at
from geo.legacy_text import decode_texts
from geo.text.textgate import settle_cell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.clerks.clerk import Cell, RawSheet
    from geo.text.charsets import Encoding

NOT_OLD: Final = ("ascii", "latin-1", "utf-8")
"""What is no old character set: a doubtful column beside Unicode is Unicode too, as it stands."""

SYMBOLS: Final = {"ü": "✓", "þ": "☑", "û": "✗", "\uf0fc": "✓", "\uf0fe": "☑", "\uf0fb": "✗", "\uf0fd": "☒"}
"""Letters that Wingdings draws as ticks, alone in their cells, as Excel and Word keep them."""


@dataclass(frozen=True)
class Decoded:
    """A sheet whose texts are Unicode, and the character set of each column."""

    rows: tuple[tuple[Cell | None, ...], ...]
    encodings: tuple[Encoding, ...]
    sure: tuple[bool, ...]


def decode_sheet(sheet: RawSheet, chosen: Mapping[int, Encoding] | None = None) -> Decoded:
    """Return a sheet with its texts decoded column by column; doubtful columns follow the sure ones.

    Parameters
    ----------
    sheet
        Cells as they stand.
    chosen
        Columns (0-based) whose character set a person chose.
    """
    told = chosen or {}
    drawn = [[_draw(cell) for cell in row] for row in sheet.rows]
    width = max(map(len, drawn), default=0)
    texts = [
        [cell.text for row in drawn if (cell := cell_at(row, place)) and cell.kind in TEXTS]
        for place in range(width)
    ]
    alone = [decode_texts(column, told.get(place)) for place, column in enumerate(texts)]
    known = Counter(one.detection.encoding for one in alone if one.detection.sure)
    usual = next((name for name, _ in known.most_common() if name not in NOT_OLD), None)
    decoded = [
        one if one.detection.sure else decode_texts(column, prefer=usual)
        for one, column in zip(alone, texts, strict=True)
    ]
    values = [iter(one.values) for one in decoded]
    rows = tuple(
        tuple(
            _settle(cell, next(values[place])) if cell and cell.kind in TEXTS else cell
            for place, cell in enumerate(row)
        )
        for row in drawn
    )
    return Decoded(
        rows,
        tuple(one.detection.encoding for one in decoded),
        tuple(one.detection.sure for one in decoded),
    )


def _draw(cell: Cell | None) -> Cell | None:
    """Return a cell with the tick that is seen in place of the letter that a font draws so."""
    symbol = SYMBOLS.get(normalize("NFC", cell.text.strip())) if cell and cell.kind == "text" else None
    return replace(cell, text=symbol) if cell and symbol else cell


def _settle(cell: Cell, text: str) -> Cell | None:
    settled = settle_cell(text)
    if not settled.strip():
        return None
    return cell if settled == cell.text else replace(cell, text=settled)
