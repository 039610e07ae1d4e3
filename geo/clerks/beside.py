"""Tables side by side on one sheet: wards 1 to 12 on the left, the rest on the right, each with its header.

They are read as if one stood below the other, but a ward is not carried from the foot of one to the top of
the next: rows may have been filled in across both. Only tables with the same full header are parted; anything
else stays one sheet, and a person is asked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import PLACES
from geo.clerks.decoded import decode_sheet
from geo.clerks.headers import FEWEST_LABELS, MAX_HEADER_ROWS, SEARCHED_ROWS, find_header, is_numbering
from geo.clerks.pieces import split_tables
from geo.clerks.titles import find_title_year
from geo.clerks.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerks.clerk import Cell, MergedRange, RawSheet
    from geo.clerks.headers import Header, Row
    from geo.clerks.vocabulary import Vocabulary

SEVERAL: Final = 2
UNITS: Final = (*PLACES, "unit")


@dataclass(frozen=True)
class Span:
    """The columns of one of several tables, 0-based, ``end`` not included."""

    start: int
    end: int

    def name(self) -> str:
        """Return the letters of the columns: "A–E"."""
        letter = import_module("openpyxl.utils").get_column_letter  # slow to import, seldom needed
        return f"{letter(self.start + 1)}–{letter(self.end)}"

    def holds(self, place: int) -> bool:
        """Return whether a column belongs to the table."""
        return self.start <= place < self.end


def part_sheet(sheet: RawSheet, vocabulary: Vocabulary) -> list[tuple[str, RawSheet]]:
    """Return the tables that stand side by side on a sheet as sheets of their own, else the sheet itself.

    Parameters
    ----------
    sheet
        Cells as they stand.
    vocabulary
        Clerks' words.

    Returns
    -------
    list
        Name, with the letters of its columns if there are several, and sheet; rows and columns keep their
        numbers.
    """
    whole = [(sheet.name, sheet)]
    head = decode_sheet(replace(sheet, rows=sheet.rows[: SEARCHED_ROWS + MAX_HEADER_ROWS])).rows
    header = find_header(head, vocabulary)
    spans = find_spans(header) if header else []
    if not header or len(spans) < SEVERAL:
        return whole
    rows = decode_sheet(sheet).rows
    if len(split_tables(rows, vocabulary)) > 1 or _have_more(rows[header.last + 1 :], spans):
        return whole
    parts = [_cut(sheet, header, spans, span) for span in spans]
    years = {find_title_year(_list_texts(decode_sheet(part).rows[: header.first])) for part in parts}
    return (
        whole
        if len(years) > 1
        else [(f"{sheet.name} ({span.name()})", part) for span, part in zip(spans, parts, strict=True)]
    )


def find_spans(header: Header) -> list[Span]:
    """Return the columns of each table below a header that says the same several times, else nothing."""
    keys = [tokenise(label.words) for label in header.labels]
    first = next((place for place, key in enumerate(keys) if key), len(keys))
    starts = [place for place, key in enumerate(keys) if key and key == keys[first]]
    spans = [
        Span(start, end - sum(not any(keys[place:end]) for place in range(start, end)))
        for start, end in zip(starts, [*starts[1:], len(keys)], strict=True)
    ]
    blocks = {tuple(keys[span.start : span.end]) for span in spans}
    labels = header.labels[first : spans[0].end] if spans else ()
    named = any(label.sure and label.field in UNITS for label in labels)
    return spans if len(blocks) == 1 and named and sum(map(bool, labels)) >= FEWEST_LABELS else []


def _have_more(rows: Sequence[Row], spans: Sequence[Span]) -> bool:
    """Return whether a cell below the header stands in a column of no table; numbers of columns may."""
    return any(
        cell and not any(span.holds(place) for span in spans)
        for row in rows
        if not is_numbering(row)
        for place, cell in enumerate(row)
    )


def _cut(sheet: RawSheet, header: Header, spans: Sequence[Span], span: Span) -> RawSheet:
    """Return a sheet with one of its tables only: what stands above or across all of them belongs to each."""
    rows = [
        _keep_title(row, spans, span) if number < header.first else _keep(row, span)
        for number, row in enumerate(sheet.rows)
    ]
    for top, left, _, right in sheet.merged:
        across = left < span.start <= right or (span.holds(left) and right >= span.end)
        if across and top >= header.first and left < len(sheet.rows[top]):
            rows[top] = _put(rows[top], max(left, span.start), sheet.rows[top][left])
    return replace(sheet, rows=tuple(rows), merged=tuple(_shrink(sheet.merged, span)))


def _keep_title(row: Row, spans: Sequence[Span], span: Span) -> tuple[Cell | None, ...]:
    """Return the titles of one table: those above it, where several have one of their own, else all."""
    filled = [one for one in spans if any(cell and one.holds(place) for place, cell in enumerate(row))]
    return _keep(row, span) if len(filled) > 1 else tuple(row)


def _keep(row: Row, span: Span) -> tuple[Cell | None, ...]:
    return tuple(cell if span.holds(place) else None for place, cell in enumerate(row[: span.end]))


def _put(row: Sequence[Cell | None], place: int, cell: Cell | None) -> tuple[Cell | None, ...]:
    wide = [*row, *[None] * (place + 1 - len(row))]
    wide[place] = wide[place] or cell
    return tuple(wide)


def _shrink(merged: Sequence[MergedRange], span: Span) -> list[MergedRange]:
    """Return the merged cells within the columns of a table."""
    return [
        (top, max(left, span.start), bottom, min(right, span.end - 1))
        for top, left, bottom, right in merged
        if left < span.end and right >= span.start
    ]


def _list_texts(rows: Sequence[Row]) -> list[str]:
    return [cell.text for row in rows for cell in row if cell and cell.kind == "text"]
