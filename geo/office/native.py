"""Native texts and tables of a slide, and its fills."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Mm, Pt

from geo.drawing.fonts import wrap
from geo.drawing.scene import POINT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pptx.shapes.autoshape import Shape
    from pptx.shapes.base import BaseShape
    from pptx.shapes.graphfrm import GraphicFrame
    from pptx.slide import Slide
    from pptx.table import Table, _Cell
    from pptx.text.text import TextFrame, _Run

    from geo.drawing.scene import Box, Fill
    from geo.model import Pattern

FONT: Final = "Arial"
"""Every office suite has it, with all Vietnamese letters; a presentation brings no font of its own."""

INK: Final = "#1c2733"
NOTHING: Final = "\u00a0"
"""Of a cell without words: an empty one would take the height of the template's type."""

PATTERNS: Final[Mapping[Pattern, MSO_PATTERN]] = {
    "hatch": MSO_PATTERN.DARK_UPWARD_DIAGONAL,
    "backhatch": MSO_PATTERN.LIGHT_DOWNWARD_DIAGONAL,
    "crosshatch": MSO_PATTERN.DIAGONAL_CROSS,
    "horizontal": MSO_PATTERN.LIGHT_HORIZONTAL,
    "dense": MSO_PATTERN.NARROW_HORIZONTAL,
    "dots": MSO_PATTERN.PERCENT_20,
}


def rgb(colour: str) -> RGBColor:
    """Return a colour as the library wants it."""
    return RGBColor(*(int(colour[at : at + 2], 16) for at in (1, 3, 5)))


def place_of(box: Box) -> tuple[Mm, Mm, Mm, Mm]:
    """Return left, top, width and height of a box."""
    return Mm(box.left), Mm(box.top), Mm(box.width), Mm(box.height)


def set_margins(frame: TextFrame, margin: float = 0.8) -> None:
    """Set all margins of a text, in millimetres, and let it wrap."""
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Mm(margin)
    frame.word_wrap = True


def set_type(frame: TextFrame, *, size: float, colour: str, bold: bool = False) -> None:
    """Set the type of everything that a text says."""
    for paragraph in frame.paragraphs:
        paragraph.alignment = paragraph.alignment or PP_ALIGN.LEFT
        for run in paragraph.runs:
            run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
            run.font.color.rgb = rgb(colour)


def fit_size(words: str, box: Box, size: float, floor: float = 7.0) -> float:
    """Return the largest size of type, from a wished one down to a floor, at which lines fit into a box.

    The type that a reader's office suite puts in place of ours may be wider: a tenth of the room stays free.
    """
    sizes = np.arange(size, floor, -0.5)
    fitting = (
        float(smaller)
        for smaller in sizes
        if _measure_height(words, (box.width - 1.6) * 0.9, smaller) <= box.height - 1.6
    )
    return next(fitting, floor)


def _measure_height(words: str, width: float, size: float) -> float:
    return sum(len(wrap(line, width, size)) or 1 for line in words.split("\n")) * size * POINT * 1.25


def add_text(
    slide: Slide, box: Box, lines: Sequence[str], *, size: float, colour: str, bold: bool = False
) -> Shape:
    """Add lines of text in a box."""
    added = slide.shapes.add_textbox(*place_of(box))
    added.text_frame.text = "\n".join(lines)
    set_margins(added.text_frame)
    set_type(added.text_frame, size=size, colour=colour, bold=bold)
    return added


def add_halo(shape: Shape, width: float) -> None:
    """Give the words of a shape a white rim, so that they can be read over patterns and borders."""
    for run in shape.text_frame.paragraphs[0].runs:
        rim = f'<a:glow rad="{int(Mm(width))}"><a:srgbClr val="FFFFFF"/></a:glow>'
        effects = parse_xml(f"<a:effectLst {nsdecls('a')}>{rim}</a:effectLst>")
        fill = run.font._element.find(qn("a:solidFill"))  # noqa: SLF001  the library has no effects
        fill.addnext(effects)


def link_to(slide: Slide, run: _Run, target: Slide) -> None:
    """Let words of a slide lead to another one."""
    link = run._r.get_or_add_rPr().add_hlinkClick(slide.part.relate_to(target.part, RELATIONSHIP_TYPE.SLIDE))  # noqa: SLF001  the library links to addresses only
    link.set("action", "ppaction://hlinksldjump")


def name_shape(shape: BaseShape, name: str, description: str = "") -> None:
    """Name a shape, and say what it shows to who cannot see it."""
    shape.name = name
    if description:
        shape._element.xpath(".//p:cNvPr")[0].set("descr", description)  # noqa: SLF001  the library has no other way


def fill_with(target: _Cell, fill: Fill) -> None:
    """Give a cell the fill of a class, pattern included."""
    if fill.pattern == "solid":
        target.fill.solid()
        target.fill.fore_color.rgb = rgb(fill.colour)
        return
    target.fill.patterned()
    target.fill.pattern = PATTERNS[fill.pattern]
    target.fill.fore_color.rgb, target.fill.back_color.rgb = rgb(fill.ink), rgb(fill.colour)


def add_grid(slide: Slide, box: Box, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> GraphicFrame:
    """Return a native table of texts without the template's colours."""
    frame = slide.shapes.add_table(len(rows), len(widths), *place_of(box))
    table = frame.table
    table.horz_banding = table.first_row = False
    for place, width in enumerate(widths):
        table.columns[place].width = Mm(width)
    for place, texts in enumerate(rows):
        table.rows[place].height = Mm(box.height / len(rows))
        for column, text in enumerate(texts):
            cell = table.cell(place, column)
            cell.text = text or NOTHING
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_top = cell.margin_bottom = Mm(0.2)
            cell.margin_left = cell.margin_right = Mm(1.0)
            cell.fill.background()
            set_type(cell.text_frame, size=10, colour=INK)
    return frame


def join_cells(table: Table, row: int, last: int) -> None:
    """Let the first cell of a row go on to another one: those between are empty."""
    for place in range(1, last + 1):
        table.cell(row, place).text = ""  # a joined cell takes over every line of the others
    table.cell(row, 0).merge(table.cell(row, last))
