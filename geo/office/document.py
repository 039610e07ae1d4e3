"""ThematicMap → DOCX: the figure, its caption and its table, on the paper of an official report."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from io import BytesIO
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from geo.drawing.scene import Area, Window, Words
from geo.layout.legend import list_shades
from geo.layout.shown import compose_shown, head_of, list_brief
from geo.model import FIGURE_160
from geo.model.pair import Shown, YearPair
from geo.office.document_fields import add_field, mark
from geo.office.document_pages import measure_rest
from geo.office.document_table import TEXT, add_table
from geo.office.package import BORN, choose_sentence, describe_page, list_foot, seal
from geo.paint import paint_png
from geo.tools.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as Report
    from docx.text.paragraph import Paragraph

    from geo.drawing.scene import Page
    from geo.model import ThematicMap
    from geo.office.listing import Column

    Forms = tuple[tuple[float, tuple[float, ...]], ...]

FONT: Final = "Times New Roman"
MARGINS: Final = {"top_margin": 20.0, "bottom_margin": 20.0, "left_margin": 30.0, "right_margin": 20.0}
"""Margins of an official document, in millimetres: 160 mm are left for text and figure."""

FIGURE: Final = replace(FIGURE_160, height=104.0, footed=False)
"""Source, dates and page id are words of the document."""

TALL: Final = 150.0
"""Height of a figure without a table, or with several maps: as high as the words around it allow."""

FORMS: Final = ((TEXT, (FIGURE.height,)), (9.5, (FIGURE.height, 92.0, 78.0)))
"""Sizes of the type of a table, and heights of the figure over it, in millimetres; largest first."""

FORMS_OF_YEARS: Final = ((TEXT, (TALL, 130.0, 112.0)), (9.5, (TALL, 130.0, 112.0)))
"""The same under several maps."""

KEPT: Final = 0.6
"""How large the map of a lower figure stays at least, as a share of the usual one: else the table goes on."""

ROW: Final = 4.0
"""Least height of a row of a table, in millimetres."""

FIGURE_MARK: Final = "figure"
"""How the bookmarks of the figures begin; their number follows."""

BODY: Final = 13.0
DPI: Final = 300
LOCALES: Final = {"vi": "vi-VN", "en": "en-GB"}
AROUND: Final = {"Heading 1": (8.0, 6.0), "Caption": (0.0, 4.0)}
"""Space before and after headings and captions, in points."""

ALARM: Final = RGBColor(0x8A, 0x32, 0x00)


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
        add_figure(report, one, place, fresh=place > 1)
    buffer = BytesIO()
    report.save(buffer)
    return seal(buffer.getvalue())


def set_up(report: Report, thematic_map: ThematicMap) -> None:
    """Set paper, margins, type, language, properties and the foot of the pages."""
    furniture, section = thematic_map.furniture, report.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, margin in MARGINS.items():
        setattr(section, name, Mm(margin))
    section.header_distance = Mm(8)
    for name in ("Normal", "Title", "Heading 1", "Caption", "Header", "Footer"):
        _set_style(report, name, LOCALES[thematic_map.view.language])
    properties = report.core_properties
    properties.title, properties.author = furniture.title[:255], furniture.office[:255]
    properties.subject, properties.comments = furniture.sentence[:255], describe_page(thematic_map)[:255]
    properties.language = LOCALES[thematic_map.view.language]
    properties.last_modified_by = furniture.office[:255]
    properties.created = properties.modified = BORN
    section.different_first_page_header_footer = True
    number_ = section.header.add_paragraph()
    number_.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_field(number_, "PAGE", "2", BODY)  # the first page has no number
    for header in (section.first_page_header, section.header):
        write_words(header.paragraphs[0], furniture.banner, size=11, bold=True, colour=ALARM)
        header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _set_style(report: Report, name: str, language: str) -> None:
    style = report.styles[name]
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(BODY), RGBColor(0, 0, 0)
    if name == "Caption":
        style.font.italic, style.font.bold = True, False
    if name in AROUND:
        before, after = AROUND[name]
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
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


def add_figure(
    report: Report, shown: Shown, place: int, *, listed: bool = True, fresh: bool = True, bound: bool = False
) -> None:
    """Add a figure with its words and, if it is listed, its table: on one page if they have room there.

    Parameters
    ----------
    place
        The number of figure and table.
    fresh
        Whether it begins a page.
    bound
        Whether the document says on its first page whose it is.
    """
    thematic_map, first = head_of(shown), len(list(report.iter_inner_content()))
    furniture, language = thematic_map.furniture, thematic_map.view.language
    office = None if bound else add_paragraph(report, WD_ALIGN_PARAGRAPH.LEFT)
    if office is not None:
        write_words(office, furniture.office)
    title = report.add_paragraph(style="Heading 1")
    (office or title).paragraph_format.page_break_before = fresh
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    write_words(title, furniture.title, size=14, bold=True)
    mark(title, f"{FIGURE_MARK}{place}", place)
    write_words(add_paragraph(report, WD_ALIGN_PARAGRAPH.JUSTIFY), choose_sentence(furniture))
    picture = add_paragraph(report, WD_ALIGN_PARAGRAPH.CENTER)
    picture.paragraph_format.keep_with_next = True
    _add_caption(report, say("report.figure", language), place, furniture.title)
    about = shown.note if isinstance(shown, YearPair) else furniture.subtitle
    small = add_paragraph(report, WD_ALIGN_PARAGRAPH.LEFT, after=0)
    small.paragraph_format.line_spacing = 1.0
    write_words(small, " ".join(filter(None, (about, " · ".join(list_foot(thematic_map))))), size=9.5)
    columns = list_brief(shown) if listed else ()
    if columns:
        words = say("report.table_of", language, place=place)
        _add_caption(report, say("report.table", language), place, words, before=True)
    page = _fit_figure(report, shown, columns, first)
    _add_picture(picture, page)
    for more in reversed(page.more):
        below = add_paragraph(report, WD_ALIGN_PARAGRAPH.CENTER)
        small._p.addnext(below._p)  # noqa: SLF001  the library adds at the end only
        _add_picture(below, more)


def _fit_figure(report: Report, shown: Shown, columns: Sequence[Column], first: int) -> Page:
    """Add the table and return the page of the figure, both in the largest form that has room on a page.

    Parameters
    ----------
    columns
        Of the table; none: there is no table.
    first
        The first part of the report that stands on the page.
    """
    thematic_map = head_of(shown)
    most = measure_rest(report, first)
    draw = cache(lambda height: compose_shown(shown, replace(FIGURE, height=height, tallest=most)))
    if not columns:
        return draw(min(TALL, most))
    forms: Forms = FORMS if shown is thematic_map else FORMS_OF_YEARS
    usual, lowest = forms[0][1][0], forms[-1][1][-1]
    shades = {label: fill.colour for label, fill in list_shades(thematic_map).items()}
    insert = partial(add_table, report, columns, thematic_map.view.language, shades)
    fitting = (measure_rest(report, first) - lowest) / ROW
    for size, heights in forms if len(columns[0].cells) <= fitting else ():
        table = insert(size=size)
        room = measure_rest(report, first)
        for height in heights:
            if height > room or draw(height).height > room:
                continue
            if _measure_scale(draw(height)) >= KEPT * _measure_scale(draw(usual)):
                return draw(height)
        table._tbl.getparent().remove(table._tbl)  # noqa: SLF001  the library cannot take a table away
    insert()
    return draw(min(usual, most))


def _measure_scale(page: Page) -> float:
    """Return how large a figure draws its units."""
    windows = (item for item in page.items if isinstance(item, Window))
    return max(area.place.scale for one in windows for area in one.items if isinstance(area, Area))


def add_paragraph(report: Report, alignment: WD_ALIGN_PARAGRAPH, after: float = 6) -> Paragraph:
    """Add a paragraph; ``after`` is the space under it in points."""
    paragraph = report.add_paragraph()
    paragraph.alignment = alignment
    paragraph.paragraph_format.space_after = Pt(after)
    return paragraph


def _add_picture(paragraph: Paragraph, page: Page) -> None:
    """Add the figure, 160 mm wide, or what goes on with it, with the sentence as its alternative text."""
    ends = (item.y for item in page.items if isinstance(item, Words))
    low = page if page.units is not None else replace(page, height=max(ends) + FIGURE.margin)
    picture = paragraph.add_run().add_picture(BytesIO(paint_png(low, DPI)), width=Mm(page.width))
    inline = picture._inline  # noqa: SLF001  the library has no other way to an alternative text
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")  # where it is not said, some programs move the picture into the margin
    about = inline.docPr
    about.set("descr", page.subject)
    about.set("title", page.title)


def _add_caption(report: Report, kind: str, place: int, words: str, *, before: bool = False) -> None:
    """Add a caption with its number: under a figure, above a table."""
    paragraph = report.add_paragraph(style="Caption")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = before
    paragraph.paragraph_format.space_before = Pt(10 if before else 0)
    write_words(paragraph, f"{kind} ", size=12)
    # A table has the number of its figure, also where a figure before has none.
    add_field(paragraph, f"SEQ {kind} \\* ARABIC" + f" \\r {place}" * before, str(place), 12)
    write_words(paragraph, f". {words}", size=12)
