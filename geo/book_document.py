"""An atlas or a report as DOCX: title page with the numbers, contents, each map with its table, notes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from geo.document import (
    FIGURE,
    HEAD,
    add_figure,
    add_paragraph,
    fill_cell,
    link_to,
    repeat_head,
    set_up,
    write_words,
)
from geo.model import FIGURE_160
from geo.package import list_foot, seal
from geo.page_table import write_cell
from geo.shown import head_of
from geo.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from docx.document import Document as Report
    from docx.text.paragraph import Paragraph

    from geo.book_notes import Section
    from geo.book_sheet import Item
    from geo.model import Figure, Language, ThematicMap

LONG: Final = 16
"""Letters from which on a column of a table is a wide one."""


def write_book_docx(
    cover: ThematicMap, items: Iterable[Item], sections: Callable[[], Sequence[Section]]
) -> bytes:
    """Return an atlas or a report as a document.

    Parameters
    ----------
    cover
        Its furniture and its numbers stand on the first page.
    items
        With figure and table each; they are drawn one by one as they come.
    sections
        Asked for when the maps are drawn: what stands at the end.
    """
    report, language = Document(), cover.view.language
    set_up(report, cover)
    _add_cover(report, cover)
    report.add_page_break()
    contents = report.add_paragraph(style="Heading 1")
    write_words(contents, say("book.contents", language), size=14, bold=True)
    named = []
    for place, item in enumerate(items, 1):
        report.add_page_break()
        head = head_of(item.shown)
        # The hamlets of the whole city stand in the tables of their wards.
        add_figure(
            report, item.shown, place, listed=item.tabled or head is not item.shown or head.view.wards != ()
        )
        named.append((item.name, head.furniture.page_id))
    _add_contents(report, contents, named, language)
    report.add_page_break()
    for section in sections():
        _add_section(report, section, language)
    buffer = BytesIO()
    report.save(buffer)
    return seal(buffer.getvalue())


def _add_contents(
    report: Report, heading: Paragraph, listed: Sequence[tuple[str, str]], language: Language
) -> None:
    """Add the contents under their heading: each name leads to its figure."""
    heads = [say("report.figure", language), say("book.meaning", language), say("map.page_id", language)]
    table = report.add_table(1 + len(listed), 3, style="Table Grid")
    for number, (row, texts) in enumerate(zip(table.rows, [heads, *_number(listed)], strict=True)):
        for cell, text, width in zip(row.cells, texts, (16, 112, 32), strict=True):
            cell.width = Mm(width)
            fill_cell(cell, text, "" if number else HEAD, bold=number == 0)
        if number:
            link_to(row.cells[1].paragraphs[0], f"{FIGURE}{number}")
    repeat_head(table)
    heading._p.addnext(table._tbl)  # noqa: SLF001  the library adds at the end only


def _number(listed: Sequence[tuple[str, str]]) -> list[list[str]]:
    return [[str(place), name, page_id] for place, (name, page_id) in enumerate(listed, 1)]


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
    heading = report.add_paragraph(style="Heading 1")
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
