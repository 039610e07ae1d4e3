"""An atlas or a report as DOCX: title page with the numbers, contents, each map with its table, notes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from geo.layout.shown import head_of
from geo.office.document import FIGURE_MARK, add_figure, add_paragraph, set_up, write_words
from geo.office.document_fields import add_field, link_to, number_pages
from geo.office.document_pages import number_marks
from geo.office.document_table import HEAD, TEXT, add_grid, add_table, fill_cell, repeat_head
from geo.office.package import choose_sentence, list_foot, seal
from geo.tools.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from docx.document import Document as Report
    from docx.text.paragraph import Paragraph

    from geo.books.sheet import Item
    from geo.model import Figure, Language, ThematicMap
    from geo.office.listing import Section


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
    contents = report.add_paragraph(style="Heading 1")
    contents.paragraph_format.page_break_before = True
    write_words(contents, say("book.contents", language), size=14, bold=True)
    named = []
    for place, item in enumerate(items, 1):
        head = head_of(item.shown)
        # The hamlets of the whole city stand in the tables of their wards.
        listed = item.tabled or head is not item.shown or head.view.wards != ()
        add_figure(report, item.shown, place, listed=listed, bound=True)
        named.append((item.name, head.furniture.page_id))
    _add_contents(report, contents, named, language)
    for place, section in enumerate(sections()):
        _add_section(report, section, language, fresh=place == 0)
    number_pages(report, number_marks(report))
    buffer = BytesIO()
    report.save(buffer)
    return seal(buffer.getvalue())


def _add_contents(
    report: Report, heading: Paragraph, listed: Sequence[tuple[str, str]], language: Language
) -> None:
    """Add the contents under their heading: each name leads to its figure, and the page is counted."""
    keys = ("report.figure", "book.meaning", "map.page_id", "book.page")
    rows = [[say(key, language) for key in keys], *_number(listed)]
    table = add_grid(report, len(rows), (14.0, 106.0, 26.0, 14.0))
    for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        for cell, text in zip(row.cells, texts, strict=True):
            fill_cell(cell, text, "" if number else HEAD, bold=number == 0)
        if number:
            link_to(row.cells[1].paragraphs[0], f"{FIGURE_MARK}{number}")
            add_field(row.cells[3].paragraphs[0], f"PAGEREF {FIGURE_MARK}{number}", "…", TEXT)
    repeat_head(table)
    heading._p.addnext(table._tbl)  # noqa: SLF001  the library adds at the end only


def _number(listed: Sequence[tuple[str, str]]) -> list[list[str]]:
    return [[str(place), name, page_id, ""] for place, (name, page_id) in enumerate(listed, 1)]


def _add_cover(report: Report, cover: ThematicMap) -> None:
    furniture = cover.furniture
    write_words(add_paragraph(report, WD_ALIGN_PARAGRAPH.LEFT, after=90), furniture.office)
    write_words(
        add_paragraph(report, WD_ALIGN_PARAGRAPH.CENTER, after=18), furniture.title, size=22, bold=True
    )
    write_words(add_paragraph(report, WD_ALIGN_PARAGRAPH.CENTER, after=30), furniture.subtitle)
    if cover.strip:
        _add_strip(report, cover.strip)
    words = choose_sentence(furniture)
    write_words(add_paragraph(report, WD_ALIGN_PARAGRAPH.JUSTIFY, after=30), words)
    for line in list_foot(cover):
        write_words(add_paragraph(report, WD_ALIGN_PARAGRAPH.LEFT, after=0), line, size=10)


def _add_strip(report: Report, figures: Sequence[Figure]) -> None:
    """Add the big numbers, a row each."""
    rows = [(figure.value, figure.label, _write_details(figure)) for figure in figures]
    table = add_grid(report, len(rows), (35.0, 60.0, 65.0))
    for row, texts in zip(table.rows, rows, strict=True):
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            fill_cell(cell, text, "", bold=place == 0)
    add_paragraph(report, WD_ALIGN_PARAGRAPH.LEFT)


def _write_details(figure: Figure) -> str:
    return " · ".join(filter(None, (figure.detail, figure.change, figure.check_text)))


def _add_section(report: Report, section: Section, language: Language, *, fresh: bool) -> None:
    heading = report.add_paragraph(style="Heading 1")
    heading.paragraph_format.page_break_before = fresh
    write_words(heading, section.title, size=14, bold=True)
    for line in section.lines:
        write_words(add_paragraph(report, WD_ALIGN_PARAGRAPH.JUSTIFY), line, size=12)
    if section.columns:
        add_table(report, section.columns, language)
        add_paragraph(report, WD_ALIGN_PARAGRAPH.LEFT)
