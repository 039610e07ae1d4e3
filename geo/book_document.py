"""An atlas as DOCX: a title page with the numbers, each map with its table, published figures and notes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from geo.document import HEAD, add_figure, add_paragraph, fill_cell, repeat_head, set_up, write_words
from geo.model import FIGURE_160
from geo.package import list_foot, seal
from geo.page_table import write_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from docx.document import Document as Report

    from geo.book_notes import Section
    from geo.model import Figure, Language, ThematicMap

LONG: Final = 16
"""Letters from which on a column of a table is a wide one."""


def write_book_docx(
    cover: ThematicMap, maps: Iterable[ThematicMap], sections: Callable[[], Sequence[Section]]
) -> bytes:
    """Return an atlas as a report.

    Parameters
    ----------
    cover
        Its furniture and its numbers stand on the first page.
    maps
        With figure and table each; they are drawn one by one as they come.
    sections
        Asked for when the maps are drawn: what stands at the end.
    """
    report = Document()
    set_up(report, cover)
    _add_cover(report, cover)
    for place, thematic_map in enumerate(maps, 1):
        report.add_page_break()
        # The hamlets of the whole city stand in the tables of their wards.
        add_figure(report, thematic_map, place, listed=bool(thematic_map.view.wards))
    report.add_page_break()
    for section in sections():
        _add_section(report, section, cover.view.language)
    buffer = BytesIO()
    report.save(buffer)
    return seal(buffer.getvalue())


def _add_cover(report: Report, cover: ThematicMap) -> None:
    furniture = cover.furniture
    write_words(add_paragraph(report, WD_ALIGN_PARAGRAPH.LEFT, after=90), furniture.office)
    write_words(
        add_paragraph(report, WD_ALIGN_PARAGRAPH.CENTER, after=18), furniture.title, size=22, bold=True
    )
    write_words(add_paragraph(report, WD_ALIGN_PARAGRAPH.CENTER, after=30), furniture.subtitle)
    if cover.strip:
        _add_strip(report, cover.strip)
    write_words(add_paragraph(report, WD_ALIGN_PARAGRAPH.JUSTIFY, after=30), furniture.sentence)
    for line in list_foot(cover):
        write_words(add_paragraph(report, WD_ALIGN_PARAGRAPH.LEFT, after=0), line, size=10)


def _add_strip(report: Report, figures: Sequence[Figure]) -> None:
    """Add the big numbers, a row each."""
    table = report.add_table(len(figures), 3, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for row, figure in zip(table.rows, figures, strict=True):
        details = " · ".join(filter(None, (figure.detail, figure.change, figure.check_text)))
        for cell, text, width in zip(
            row.cells, (figure.value, figure.label, details), (35, 60, 65), strict=True
        ):
            cell.width = Mm(width)
            fill_cell(cell, text, "", bold=text == figure.value)
    repeat_head(table)
    add_paragraph(report, WD_ALIGN_PARAGRAPH.LEFT)


def _add_section(report: Report, section: Section, language: Language) -> None:
    heading = add_paragraph(report, WD_ALIGN_PARAGRAPH.LEFT)
    heading.paragraph_format.keep_with_next = True
    write_words(heading, section.title, size=14, bold=True)
    for line in section.lines:
        write_words(add_paragraph(report, WD_ALIGN_PARAGRAPH.JUSTIFY), line, size=12)
    if not section.columns:
        return
    columns = section.columns
    texts = [[write_cell(cell, column, language) for cell in column.cells] for column in columns]
    rows = [[column.title for column in columns], *map(list, zip(*texts, strict=True))]
    wide = [2.2 if max(map(len, cells), default=0) > LONG else 1.0 for cells in texts]
    table = report.add_table(len(rows), len(columns), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = [Mm(FIGURE_160.width * share / sum(wide)) for share in wide]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
        for cell, text, width in zip(row.cells, cells, widths, strict=True):
            cell.width = width
            fill_cell(cell, text, "" if number else HEAD, bold=number == 0)
    repeat_head(table)
    add_paragraph(report, WD_ALIGN_PARAGRAPH.LEFT)
