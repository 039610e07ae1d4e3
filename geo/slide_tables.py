"""Slides of words and tables: title, foot and banner, and a native table on as many slides as it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pptx.enum.text import MSO_ANCHOR
from pptx.util import Mm

from geo.fonts import wrap
from geo.native import INK, add_grid, add_text, fit_size, name_shape, place_of, rgb, set_margins, set_type
from geo.package import list_foot
from geo.page_table import write_cell
from geo.scene import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pptx.presentation import Presentation as Show
    from pptx.slide import Slide
    from pptx.table import Table

    from geo.listing import Section
    from geo.model import ThematicMap

PAPER: Final = (338.667, 190.5)
TITLE: Final = Box(10.0, 7.0, 318.0, 13.0)
FOOT: Final = Box(10.0, 176.5, 196.0, 11.0)
BANNER: Final = Box(211.0, 177.5, 117.0, 7.0)

BODY: Final = Box(10.0, 24.0, PAPER[0] - 20.0, 150.0)
ALARM: Final = "#8a3200"
SMALL: Final = 10.0
LINE: Final = 4.6
"""Height of a line of a small table, in millimetres."""

PAD: Final = 1.6
WIDE: Final = 0.26
NARROW: Final = 0.11
LONG: Final = 16
"""Letters from which on a column of a table is a wide one."""

GREY: Final = "#55616d"


def start_slide(show: Show, title: str, cover: ThematicMap) -> Slide:
    """Add a slide with the title, the foot and the banner that it has from a map."""
    slide: Slide = show.slides.add_slide(show.slide_layouts[5])
    fill_title(slide, title)
    add_text(slide, FOOT, list_foot(cover), size=7.5, colour=GREY)
    if cover.furniture.banner:
        add_text(slide, BANNER, [cover.furniture.banner], size=10.5, colour=ALARM, bold=True)
    return slide


def fill_title(slide: Slide, words: str) -> None:
    """Put the title of a slide into its place."""
    title = slide.placeholders[0]
    title.left, title.top, title.width, title.height = place_of(TITLE)
    title.text_frame.text = words
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    set_margins(title.text_frame)
    set_type(title.text_frame, size=fit_size(words, TITLE, 24.0, 12.0), colour=INK, bold=True)


def add_table(
    show: Show, section: Section, cover: ThematicMap, shares: Sequence[float] = ()
) -> list[tuple[Slide, Table]]:
    """Add the slides of a table; return each with its part of it.

    Parameters
    ----------
    cover
        Its foot and its banner stand on the slides.
    shares
        Of the columns in the width; none: by their words.
    """
    added = []
    widths = [share * BODY.width for share in shares] or share_widths(section)
    head = [column.title for column in section.columns]
    for number, rows in enumerate(split_rows(section, widths, cover)):
        slide = start_slide(show, section.title, cover)
        lines = section.lines if number == 0 else ()
        add_text(slide, Box(BODY.left, 21.0, BODY.width, 7.0), lines, size=11, colour=GREY)
        heights = [_height(row, widths) for row in (head, *rows)]
        box = Box(BODY.left, 30.0, BODY.width, sum(heights))
        frame = add_grid(slide, box, [head, *rows], widths)
        name_shape(frame, section.title)
        for place, height in enumerate(heights):
            frame.table.rows[place].height = Mm(height)
            for cell in frame.table.rows[place].cells:
                set_type(cell.text_frame, size=SMALL, colour=INK, bold=place == 0)
                if place == 0:
                    cell.fill.solid()
                    cell.fill.fore_color.rgb = rgb("#e9edf0")
        added.append((slide, frame.table))
    return added


def share_widths(section: Section) -> list[float]:
    """Return the widths of the columns of a table, in millimetres."""
    shares = [
        WIDE if max((len(str(cell)) for cell in column.cells), default=0) > LONG else NARROW
        for column in section.columns
    ]
    return [share * BODY.width / sum(shares) for share in shares]


def _height(row: Sequence[str], widths: Sequence[float]) -> float:
    # The type of the slide is wider than ours: a line less room keeps the estimate on the safe side.
    lines = max(
        len(wrap(text, (width - 2.4) * 0.9, SMALL)) if text else 1
        for text, width in zip(row, widths, strict=True)
    )
    return lines * LINE + PAD


def split_rows(section: Section, widths: Sequence[float], cover: ThematicMap) -> Iterator[list[list[str]]]:
    """Yield the rows of each slide."""
    language = cover.view.language
    columns = [[write_cell(cell, column, language) for cell in column.cells] for column in section.columns]
    shown: list[list[str]] = []
    used = 2 * LINE
    for cells in zip(*columns, strict=True):
        row = list(cells)
        used += _height(row, widths)
        if shown and used > BODY.bottom - 32.0:
            yield shown
            shown, used = [], 2 * LINE + _height(row, widths)
        shown.append(row)
    yield shown
