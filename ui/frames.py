"""Tables of plain texts on a screen: as wide as their words, those of long texts in lines."""

from __future__ import annotations

from heapq import nlargest
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.drawing.fonts import measure, wrap
from geo.drawing.scene import POINT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROW_PIXELS: Final = 35
LINE_PIXELS: Final = 20
LINES: Final = (3, 8)
"""Fewest and most lines of a row of long texts: Streamlit wraps them in rows of more than 4 rem only."""

ROWS_AT_ONCE: Final = 12
WRAPPED_PIXELS: Final = 600
"""Height of the rows of long texts that are shown at once."""

FRAME_PIXELS: Final = 1000
"""Room for a table beside the sidebar of a screen of 1366 pixels."""

LETTER_PIXELS: Final = 14
CELL_PIXELS: Final = 22
"""Room of a cell beside its text."""

MEASURED: Final = 20
"""Texts of a column of which the widest is looked for: those with most letters."""


def draw_frame(cells: Mapping[str, Sequence[object]], *, alt: str, key: str) -> None:
    """Draw a table of plain texts; those too long for one line of a laptop's screen wrap."""
    texts = {name: [str(cell) for cell in column] for name, column in cells.items()}
    # The browser looks at a few texts of a column only, and takes a long one among short ones for an outlier.
    wished = {name: _wish(name, column) for name, column in texts.items()}
    widths = fit_columns(wished, FRAME_PIXELS)
    row, most = ROW_PIXELS, ROWS_AT_ONCE
    if widths != wished:
        row = LINE_PIXELS * _count_lines(texts, widths) + 6
        most = WRAPPED_PIXELS // row
    length = max(map(len, texts.values()), default=0)
    st.dataframe(
        texts,
        hide_index=True,
        height=ROW_PIXELS + row * min(length, most) + 3,
        row_height=row,
        column_config={name: st.column_config.TextColumn(width=width) for name, width in widths.items()},
        alt=alt,
        key=key,
    )


def fit_columns(wished: Mapping[str, int], width: int) -> dict[str, int]:
    """Return the widths of columns in pixels, as wished if all have room.

    Else the widest columns become as narrow as each other, until all have room; their texts wrap.
    """
    if sum(wished.values()) <= width:
        return dict(wished)
    narrow, free = sorted(wished.values()), width
    while narrow and narrow[0] * len(narrow) <= free:
        free -= narrow.pop(0)
    return {name: min(wish, free // len(narrow)) for name, wish in wished.items()}


def _wish(name: str, column: Sequence[str]) -> int:
    """Return the pixels that the widest text of a column needs, its name being one."""
    widest = max(measure(text, LETTER_PIXELS) for text in _find_longest(name, column))
    return round(widest / POINT) + CELL_PIXELS


def _count_lines(texts: Mapping[str, Sequence[str]], widths: Mapping[str, int]) -> int:
    """Return the lines that a row needs: all rows of a table are as high as each other."""
    fewest, most = LINES
    needed = (
        len(wrap(text, (widths[name] - CELL_PIXELS) * POINT, LETTER_PIXELS))
        for name, column in texts.items()
        for text in _find_longest(name, column)
    )
    return min(max(fewest, *needed), most)


def _find_longest(name: str, column: Sequence[str]) -> list[str]:
    """Return the texts of a column that may be the widest: to measure all of a long table takes time."""
    return [name, *nlargest(MEASURED, set(column), key=len)]
