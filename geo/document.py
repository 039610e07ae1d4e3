"""ThematicMap → DOCX: the figure, its caption and its table, on the paper of an official report."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from geo.legend import list_entries
from geo.model import FIGURE_160
from geo.model_pair import Shown, YearPair
from geo.package import BORN, describe_page, is_dark, list_foot, seal
from geo.paint import paint_png
from geo.shown import compose_shown, head_of, list_shown
from geo.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as Report
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

    from geo.listing import Column
    from geo.model import ThematicMap
    from geo.scene import Page

FONT: Final = "Times New Roman"
MARGINS: Final = {"top_margin": 20.0, "bottom_margin": 20.0, "left_margin": 30.0, "right_margin": 20.0}
"""Margins of an official document, in millimetres: 160 mm are left for text and figure."""

FIGURE_YEARS: Final = replace(FIGURE_160, height=150.0)
"""Several maps share a figure, which may be as high as the words around it allow."""

FIGURE: Final = "figure"
"""How the bookmarks of the figures begin; their number follows."""

BODY: Final = 13.0
TABLE: Final = 10.5
DPI: Final = 300
LOCALES: Final = {"vi": "vi-VN", "en": "en-GB"}
HEAD: Final = "e9edf0"
ALARM: Final = RGBColor(0x8A, 0x32, 0x00)
SHARES: Final = {"code": 0.24, "name": 0.28, "ward": 0.38, "kind": 0.2, "models": 0.14, "tips": 0.22}
"""Widths of columns, as shares that are made to add up; those that are not named have ``SHARE``."""

SHARE: Final = 0.33


def write_docx(shown: Shown | Sequence[Shown]) -> bytes:
    """Return a report: each map, two years or all years with title, sentence, figure, caption and table.

    Parameters
    ----------
    shown
        One or several; title, author and language are those of the first.
    """
    several = [shown] if isinstance(shown, Shown) else list(shown)
    report = Document()
    set_up(report, head_of(several[0]))
    for place, one in enumerate(several, 1):
        if place > 1:
            report.add_page_break()
        add_figure(report, one, place)
    buffer = BytesIO()
    report.save(buffer)
    return seal(buffer.getvalue())


def set_up(report: Report, thematic_map: ThematicMap) -> None:
    """Set paper, margins, type, language, properties and the foot of the pages."""
    furniture, section = thematic_map.furniture, report.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, margin in MARGINS.items():
        setattr(section, name, Mm(margin))
    for name in ("Normal", "Title", "Heading 1", "Caption", "Header", "Footer"):
        _set_style(report, name, LOCALES[thematic_map.view.language])
    properties = report.core_properties
    properties.title, properties.author = furniture.title[:255], furniture.office[:255]
    properties.subject, properties.comments = furniture.sentence[:255], describe_page(thematic_map)[:255]
    properties.language = LOCALES[thematic_map.view.language]
    properties.last_modified_by = furniture.office[:255]
    properties.created = properties.modified = BORN
    head = section.header.paragraphs[0]
    write_words(head, furniture.banner, size=11, bold=True, colour=ALARM)
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _set_style(report: Report, name: str, language: str) -> None:
    style = report.styles[name]
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(BODY), RGBColor(0, 0, 0)
    style.font.italic = name == "Caption"
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(kind), FONT)
    for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(kind), None)
    words = OxmlElement("w:lang")
    words.set(qn("w:val"), language)
    properties.append(words)


def write_words(
    paragraph: Paragraph,
    words: str,
    *,
    size: float = BODY,
    bold: bool = False,
    colour: RGBColor | None = None,
) -> None:
    """Add words to a paragraph."""
    run = paragraph.add_run(words)
    run.bold, run.font.size = bold, Pt(size)
    if colour is not None:
        run.font.color.rgb = colour


def add_figure(report: Report, shown: Shown, place: int, *, listed: bool = True) -> None:
    """Add a figure with its words and, if it is listed, its table; ``place`` numbers figure and table."""
    thematic_map = head_of(shown)
    furniture, language = thematic_map.furniture, thematic_map.view.language
    about = shown.note if isinstance(shown, YearPair) else furniture.subtitle
    columns = list_shown(shown) if listed else ()
    write_words(add_paragraph(report, WD_ALIGN_PARAGRAPH.LEFT), furniture.office, size=BODY)
    title = report.add_paragraph(style="Heading 1")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    write_words(title, furniture.title, size=14, bold=True)
    _mark(title, f"{FIGURE}{place}", place)
    write_words(add_paragraph(report, WD_ALIGN_PARAGRAPH.JUSTIFY), furniture.sentence)
    layout = FIGURE_160 if shown is thematic_map else FIGURE_YEARS
    _add_picture(report, compose_shown(shown, layout))
    _add_caption(report, say("report.figure", language), place, furniture.title)
    for line in (about, *list_foot(thematic_map)):
        write_words(add_paragraph(report, WD_ALIGN_PARAGRAPH.LEFT, after=0), line, size=10)
    if columns:
        _add_caption(report, say("report.table", language), place, furniture.title, before=True)
        _add_table(report, thematic_map, columns)


def add_paragraph(report: Report, alignment: WD_ALIGN_PARAGRAPH, after: float = 6) -> Paragraph:
    """Add a paragraph; ``after`` is the space under it in points."""
    paragraph = report.add_paragraph()
    paragraph.alignment = alignment
    paragraph.paragraph_format.space_after = Pt(after)
    return paragraph


def _mark(paragraph: Paragraph, name: str, number: int) -> None:
    """Give a paragraph a name to which links lead."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.insert(1, start)  # noqa: SLF001  the library has no bookmarks; the first child has its looks
    paragraph._p.append(end)  # noqa: SLF001


def link_to(paragraph: Paragraph, name: str) -> None:
    """Let the words of a paragraph lead to the one that has a name."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), name)
    for run in paragraph.runs:
        run.underline = True
        link.append(run._r)  # noqa: SLF001  the library has no links inside the document
    paragraph._p.append(link)  # noqa: SLF001


def _add_picture(report: Report, page: Page) -> None:
    """Add the figure, 160 mm wide, with the sentence as its alternative text."""
    paragraph = add_paragraph(report, WD_ALIGN_PARAGRAPH.CENTER)
    paragraph.paragraph_format.keep_with_next = True
    picture = paragraph.add_run().add_picture(BytesIO(paint_png(page, DPI)), width=Mm(page.width))
    about = picture._inline.docPr  # noqa: SLF001  the library has no other way to an alternative text
    about.set("descr", page.subject)
    about.set("title", page.title)


def _add_caption(report: Report, kind: str, place: int, words: str, *, before: bool = False) -> None:
    """Add a caption with its number: under a figure, above a table."""
    paragraph = report.add_paragraph(style="Caption")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = before
    paragraph.paragraph_format.space_before = Pt(10 if before else 0)
    write_words(paragraph, f"{kind} {place}. {words}", size=12)


def _add_table(report: Report, thematic_map: ThematicMap, columns: Sequence[Column]) -> None:
    """Add the table of the units in view, exceptions first, with its head repeated on every page."""
    rows = [[column.title for column in columns], *_list_rows(thematic_map, columns)]
    table = report.add_table(len(rows), len(columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    widths = _list_widths(columns)
    for column_, width in zip(table.columns, widths, strict=True):
        column_.width = Mm(width)
    classes = {entry.label: entry.fill.colour for entry in list_entries(thematic_map)}
    for number_, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        for cell, column, text, width in zip(row.cells, columns, texts, widths, strict=True):
            cell.width = Mm(width)
            shade = HEAD if number_ == 0 else classes.get(text, "")[1:] if column.kind == "class" else ""
            fill_cell(cell, text, shade, bold=number_ == 0)
    repeat_head(table)


def _list_rows(thematic_map: ThematicMap, columns: Sequence[Column]) -> list[list[str]]:
    decimal = "," if thematic_map.view.language == "vi" else "."

    def write(cell: object, column: Column) -> str:
        if isinstance(cell, float):
            return f"{cell:.{column.decimals}f}".replace(".", decimal)
        return "" if cell is None else str(cell)

    return [
        [write(cell, column) for cell, column in zip(cells, columns, strict=True)]
        for cells in zip(*(column.cells for column in columns), strict=True)
    ]


def _list_widths(columns: Sequence[Column]) -> list[float]:
    shares = [SHARES.get(column.key, SHARE) for column in columns]
    return [FIGURE_160.width * share / sum(shares) for share in shares]


def fill_cell(cell: _Cell, text: str, shade: str, *, bold: bool) -> None:
    """Fill a cell of a table; ``shade`` is its colour as hex digits, or ""."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    colour = RGBColor(0xFF, 0xFF, 0xFF) if shade and is_dark(f"#{shade}") else None
    write_words(paragraph, text, size=TABLE, bold=bold, colour=colour)
    if shade:
        fill = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", shade)):
            fill.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(fill)  # noqa: SLF001  the library has no shading


def repeat_head(table: Table) -> None:
    """Let the head of a table stand on each page, and no row break."""
    for number_, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001  the library has no repeated heads
        properties.append(OxmlElement("w:cantSplit"))
        if number_ == 0:
            properties.append(OxmlElement("w:tblHeader"))
