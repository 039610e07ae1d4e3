"""Tables that stand beside a map → XLSX: a sheet a table, with the notes of the map under it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from geo.office.listing import list_notes
from geo.office.workbook import HEAD, fit_rows, format_of, open_book, set_widths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook

    from geo.model import ThematicMap
    from geo.model.clusters import PlainTable

LONGEST_NAME: Final = 31
"""Letters that the name of a sheet may have."""


def write_tables_xlsx(tables: Sequence[PlainTable], thematic_map: ThematicMap) -> bytes:
    """Return tables as a workbook; the head stays in view, every column can be filtered."""
    buffer = BytesIO()
    with open_book(buffer, thematic_map) as book:
        for table in tables:
            _write_sheet(book, table, thematic_map)
    return buffer.getvalue()


def _write_sheet(book: Workbook, table: PlainTable, thematic_map: ThematicMap) -> None:
    sheet = book.add_worksheet(table.title[:LONGEST_NAME])
    head, plain = format_of(book, **HEAD), format_of(book, text_wrap=True)
    note, number = format_of(book), format_of(book, align="left")
    for place, title in enumerate(table.heads):
        sheet.write_string(0, place, title, head)
    columns = zip(table.heads, *([str(cell or "") for cell in row] for row in table.rows), strict=True)
    widths = set_widths(sheet, list(columns))
    for row, cells in enumerate(table.rows, 1):
        for place, cell in enumerate(cells):
            if cell is None:
                sheet.write_blank(row, place, None, plain)
            elif isinstance(cell, int):
                sheet.write_number(row, place, cell, number)
            else:
                sheet.write_string(row, place, cell, plain)
    fit_rows(sheet, 1, table.rows, widths)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.heads) - 1)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for row, words in enumerate(list_notes(thematic_map), len(table.rows) + 2):
        sheet.write_string(row, 0, words, note)
