"""About where the pages of a document end: what its contents say until a text processor has counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from geo.drawing.breaks import break_lines
from geo.drawing.scene import POINT
from geo.tools.keep import keep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as Report
    from docx.parts.story import StoryPart
    from docx.section import Section
    from docx.styles.style import ParagraphStyle
    from docx.table import Table, _Cell, _Row
    from docx.text.parfmt import ParagraphFormat

LINE: Final = 1.149
"""Distance of single lines of Times New Roman, as a share of their size."""

LOOSE: Final = 1.15
"""Distance of lines where nothing else is said, in single lines."""

AFTER: Final = 10.0
"""Space under a paragraph where nothing else is said, in points."""

NARROW: Final = 0.885
"""Width of Times New Roman as a share of the type in which words are measured."""

PAD: Final = 3.8
"""What the sides of a cell take of its width, in millimetres."""

RULE: Final = 0.18
"""Of a line between rows, in millimetres."""

FALL: Final = 0.2
"""What a line is deeper than a picture that stands in it, as a share of the line."""

USUAL: Final = 26
"""Size of type where nothing else is said, in half points."""


def number_marks(report: Report) -> dict[str, str]:
    """Return about the number of the page on which each bookmark stands, by its name."""
    section = report.sections[0]
    marks: dict[str, str] = {}
    page, used, room = 1, 0.0, _room(section)
    for part in report.iter_inner_content():
        for height, repeated, fresh in _list_heights(part, section):
            if fresh or used + height > room:
                page, used = page + 1, repeated
            used += height
        if isinstance(part, Paragraph):
            marks |= {str(mark.get(qn("w:name"))): str(page) for mark in part._p.iter(qn("w:bookmarkStart"))}  # noqa: SLF001  the library has no bookmarks
    return marks


def measure_rest(report: Report, first: int) -> float:
    """Return about the room that is left on a page by what a document has from a number of parts on."""
    section, parts = report.sections[0], list(report.iter_inner_content())[first:]
    used = sum(height for part in parts for height, _, _ in _list_heights(part, section))
    return _room(section) - used


def _room(section: Section) -> float:
    heights = section.page_height, section.top_margin, section.bottom_margin
    whole, top, bottom = (height.mm if height is not None else 0.0 for height in heights)
    return whole - top - bottom


def _list_heights(part: Paragraph | Table, section: Section) -> Iterator[tuple[float, float, bool]]:
    """Yield height, height of what is repeated before it on a new page, and whether it begins one."""
    if isinstance(part, Paragraph):
        left, right, whole = section.left_margin, section.right_margin, section.page_width
        width = sum(one.mm for one in (whole,) if one) - sum(one.mm for one in (left, right) if one)
        yield _measure(part, width, AFTER, LOOSE), 0.0, bool(part.paragraph_format.page_break_before)
        return
    head = _measure_row(part.rows[0])
    repeats = part.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None  # noqa: SLF001  the library has none
    for place, row in enumerate(part.rows):
        yield _measure_row(row), head if repeats and place else 0.0, False


def _measure_row(row: _Row) -> float:
    return max(map(_measure_cell, row.cells)) + RULE


def _measure_cell(cell: _Cell) -> float:
    width = (cell.width or Mm(0)).mm - PAD
    return sum(_measure(paragraph, width, 0.0, 1.0) for paragraph in cell.paragraphs)


@keep
def _find_format(part: StoryPart, style: str | None) -> ParagraphFormat:
    """Return the format of a style by its id; of none: that of usual paragraphs."""
    found = cast("ParagraphStyle", part.get_style(style, WD_STYLE_TYPE.PARAGRAPH))
    return cast("ParagraphFormat", found.paragraph_format)


def _measure(paragraph: Paragraph, width: float, usual: float, spaced: float) -> float:
    """Return the height of a paragraph with the spaces around it, in millimetres."""
    pictures = [int(extent.get("cy")) for extent in paragraph._p.iter(qn("wp:extent"))]  # noqa: SLF001  the library does not list them
    style = _find_format(paragraph.part, paragraph._p.style)  # noqa: SLF001  the library looks through all styles
    own = paragraph.paragraph_format
    before, after = own.space_before, own.space_after
    before = style.space_before if before is None else before
    after = style.space_after if after is None else after
    sizes = [int(size.get(qn("w:val"))) for size in paragraph._p.iter(qn("w:sz"))]  # noqa: SLF001  also of linked words
    size = max(sizes, default=USUAL) / 2
    face = "bold" if any(run.bold for run in paragraph.runs) else "regular"
    lines = len(break_lines(paragraph.text or " ", width / NARROW, size, face))
    loose = next((one for one in (own.line_spacing, style.line_spacing) if isinstance(one, float)), spaced)
    line = size * POINT * LINE * loose
    inside = sum(pictures) / Mm(1) + FALL * line if pictures else lines * line
    around = (before or Pt(0)).pt + (Pt(usual) if after is None else after).pt
    return float(inside + around * POINT)
