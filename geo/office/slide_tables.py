"""Slides of words and tables: title, foot and banner, and a native table on as many slides as it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

from geo.drawing.scene import Box
from geo.office.native import (
    INK,
    add_text,
    fit_size,
    name_shape,
    place_of,
    rgb,
    set_margins,
    set_type,
)
from geo.office.package import list_foot
from geo.office.slide_laid import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pptx.presentation import Presentation as Show
    from pptx.slide import Slide
    from pptx.table import Table

    from geo.drawing.scene import Fill
    from geo.model import ThematicMap
    from geo.office.listing import Section
    from geo.office.slide_laid import Laid

PAPER: Final = (338.667, 190.5)
TITLE: Final = Box(10.0, 7.0, 318.0, 13.0)
FOOT: Final = Box(10.0, 176.5, 196.0, 11.0)
BANNER: Final = Box(211.0, 177.5, 117.0, 7.0)

BODY: Final = Box(10.0, 24.0, PAPER[0] - 20.0, 150.0)
ROOM: Final = Box(BODY.left, 30.0, BODY.width, BODY.bottom - 30.0)
"""Of a table under the lines of its section."""

BESIDE: Final = 10.0
"""Between two halves of a table that stand beside each other, in millimetres."""

SIZES: Final = ((10.0, 6.2), (9.0, 5.6))
"""Type in points and height of a row with one line in millimetres: usual, and where it saves a slide."""

FEW: Final = 8
"""So many rows stand in one part, however narrow they are."""

ALARM: Final = ("#8a3200", "#fff4e5")
GREY: Final = "#55616d"


def start_slide(show: Show, title: str, cover: ThematicMap) -> Slide:
    """Add a slide with the title, the foot and the banner that it has from a map."""
    slide: Slide = show.slides.add_slide(show.slide_layouts[5])
    fill_title(slide, title)
    add_foot(slide, cover)
    return slide


def fill_title(slide: Slide, words: str) -> None:
    """Put the title of a slide into its place."""
    title = slide.placeholders[0]
    title.left, title.top, title.width, title.height = place_of(TITLE)
    title.text_frame.text = words
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    set_margins(title.text_frame)
    set_type(title.text_frame, size=fit_size(words, TITLE, 24.0, 12.0), colour=INK, bold=True)


def add_foot(slide: Slide, thematic_map: ThematicMap) -> None:
    """Add what stands at the foot of every slide: source, dates, page id, and the banner if there is one."""
    add_text(slide, FOOT, list_foot(thematic_map), size=7.5, colour=GREY)
    words, (ink, ground) = thematic_map.furniture.banner, ALARM
    if not words:
        return
    banner = add_text(slide, BANNER, [words], size=10.5, colour=ink, bold=True)
    banner.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    banner.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    banner.fill.solid()
    banner.fill.fore_color.rgb = rgb(ground)
    banner.line.color.rgb = rgb(ink)


def add_table(
    show: Show, section: Section, cover: ThematicMap, shades: Mapping[str, Fill] | None = None
) -> list[tuple[Slide, Table]]:
    """Add the slides of a table; return its parts in their order, each with the slide on which it stands.

    Parameters
    ----------
    cover
        Its foot and its banner stand on the slides.
    shades
        Words of the legend → the fill of their class.
    """
    added = []
    laid = lay_table(section, cover)
    for number, parts in enumerate(split_rows(laid)):
        slide = start_slide(show, section.title, cover)
        if section.lines and number == 0:
            add_text(slide, Box(BODY.left, 21.0, BODY.width, 7.0), section.lines, size=11, colour=GREY)
        left = ROOM.left
        for part in parts:
            table = laid.put(slide, (left, ROOM.top), part, shades=shades)
            name_shape(slide.shapes[-1], section.title)
            added.append((slide, table))
            left += sum(laid.widths) + BESIDE
    return added


def lay_table(section: Section, cover: ThematicMap) -> Laid:
    """Return the table of a section in the form that takes the fewest slides, and breaks the fewest rows.

    It is as wide as a slide, or half as wide in two parts beside each other.
    """
    widths = (BODY.width, (BODY.width - BESIDE) / 2)[: 1 + (len(section.columns[0].cells) > FEW)]
    forms = [
        lay_out(section.columns, cover.view.language, width, *size) for size in SIZES for width in widths
    ]
    return min(forms, key=_rank)


def _rank(laid: Laid) -> tuple[int, int, float, float]:
    slides = list(split_rows(laid))
    wrapped = sum(height > min(laid.heights) for height in laid.heights)
    highest = max(sum(laid.heights[first : first + count]) for parts in slides for first, count in parts)
    return len(slides), wrapped, -laid.size, highest


def split_rows(laid: Laid) -> Iterator[list[tuple[int, int]]]:
    """Yield the parts of a table that stand beside each other on a slide: first row, and number of rows.

    On the last slide they are about as high as each other.
    """
    beside = 2 if 2 * sum(laid.widths) + BESIDE <= BODY.width * 1.001 else 1
    first = 0
    while first < len(laid.rows):
        parts = _fill(laid, first, beside, ROOM.height)
        if sum(parts[-1]) == len(laid.rows):
            least = laid.head + sum(laid.heights[first:]) / beside
            ends = (min(least + more, ROOM.height) for more in laid.heights[first:])
            tried = (_fill(laid, first, beside, end) for end in ends)
            parts = next((even for even in tried if sum(even[-1]) == len(laid.rows)), parts)
        yield parts
        first = sum(parts[-1])


def _fill(laid: Laid, first: int, beside: int, height: float) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    while len(parts) < beside and first < len(laid.rows):
        parts.append((first, max(1, laid.take(first, height))))
        first = sum(parts[-1])
    return parts
