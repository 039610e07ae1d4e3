"""The legend of a slide: a native table with samples of the classes, and counts by maps."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

from pptx.enum.text import PP_ALIGN
from pptx.util import Mm

from geo.drawing.fonts import wrap
from geo.drawing.scene import Box, Page
from geo.drawing.typeset import Block, Type, put
from geo.layout.legend import list_entries, list_samples, swatch_size
from geo.layout.legend_words import legend_title, legend_total
from geo.office.native import INK, add_grid, fill_with, fit_size, join_cells, name_shape, place_of, set_type
from geo.office.slide_laid import NARROW, SIDES
from geo.paint import paint_png
from geo.tools.words import number, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pptx.slide import Slide
    from pptx.table import Table

    from geo.drawing.scene import Item
    from geo.model import ThematicMap

ROW: Final = 5.6
"""Height of a row, in millimetres."""

LINE: Final = 4.2
"""Height of each further line in it."""

TITLE_SIZE: Final = 10.5
LABEL_SIZE: Final = 10.0
READABLE: Final = 8.0
"""Least size of a count, in points: where columns have no room at it each map has a row."""

SWATCH: Final = 11.0
LABEL: Final = 38.0
YEAR: Final = 12.0
"""Width of the samples of a legend, least width of its words, and of a year if it can be, in millimetres."""

WIDEST: Final = 18.0
"""Most width of a column of counts, in millimetres."""

SAMPLE: Final = Type(8.6)
"""Type beside which samples of classes are as high as a row has room for."""

RIM: Final = 0.2
"""Around a sample, in millimetres: half of its edge lies outside it."""


def add_legend(slide: Slide, maps: Sequence[ThematicMap], box: Box, *, titled: bool, shapes: bool) -> float:
    """Add the legend of maps with a column of counts a map; return where it ends.

    Of more maps than the width has room for each has a row, and each class a column.

    Parameters
    ----------
    titled
        Whether columns bear their year and their sum.
    shapes
        Whether samples are fills of cells, else they are pictures, as the map is.
    """
    last = maps[-1]
    width = min(max(36.0 / len(maps), YEAR), (box.width - SWATCH - LABEL) / len(maps), WIDEST)
    labels = [entry.label for entry in list_entries(last)]
    columns = [_list_counts(one) for one in maps]
    if titled and _fit([text for column in columns for text in column], width) < READABLE:
        names = [(legend_title(last), ""), *(("", label) for label in labels)]
        down = _add_rows(slide, last, box, names, 0.0, shapes=shapes)
        return _add_turned(slide, last, replace(box, top=down - 3.0), columns, shapes=shapes)
    total = (
        say("compare.total", last.view.language) + f" ({say(f'units.{last.view.level}', last.view.language)})"
    )
    foot = total if titled else legend_total(last)
    heads = [(column[0], column[-1]) if titled else ("", "") for column in columns]
    rows = [(legend_title(last), "", *(head for head, _ in heads))]
    rows += [("", *row) for row in zip(labels, *(column[1:-1] for column in columns), strict=True)]
    rows.append(("", foot, *(units for _, units in heads)))
    return _add_rows(slide, last, box, rows, width, shapes=shapes)


def _list_counts(thematic_map: ThematicMap) -> list[str]:
    """Return the year of a map, how many units each class has, and how many there are."""
    counts = (*thematic_map.counts, sum(thematic_map.counts))
    shown = [number(count, thematic_map.view.language) for count in counts]
    return [str(thematic_map.view.year), *shown]


def _fit(texts: Sequence[str], width: float) -> float:
    """Return the size of type at which all texts have room in a column."""
    return min(fit_size(text, Box(0.0, 0.0, width - SIDES, ROW), LABEL_SIZE, 5.0) for text in texts)


def _add_rows(
    slide: Slide,
    thematic_map: ThematicMap,
    box: Box,
    rows: Sequence[Sequence[str]],
    count: float,
    *,
    shapes: bool,
) -> float:
    """Add a title and a row a class, with columns of counts of a width; return where the next key begins."""
    counts = len(rows[0]) - 2
    widths = (SWATCH, box.width - SWATCH - count * counts, *[count] * counts)
    across = 1 if any(rows[0][2:]) else len(widths) - 1  # the title goes on over columns that have no head
    words = [(rows[0][0], sum(widths[: across + 1]), TITLE_SIZE)]
    words += [(row[1], widths[1], LABEL_SIZE) for row in rows[1:]]
    heights = [ROW + LINE * (len(wrap(text, wide - SIDES, size * NARROW)) - 1) for text, wide, size in words]
    box = replace(box, height=sum(heights))
    frame = add_grid(slide, box, rows, widths)
    name_shape(frame, say("table.legend", thematic_map.view.language))
    for row, height in zip(frame.table.rows, heights, strict=True):
        row.height = Mm(height)
    _set_counts(frame.table, rows, count, first=2)
    join_cells(frame.table, 0, across)
    set_type(frame.table.cell(0, 0).text_frame, size=TITLE_SIZE, colour=INK, bold=True)
    middles = [box.top + sum(heights[:place]) + height / 2 for place, height in enumerate(heights)]
    entries = list_entries(thematic_map)
    if shapes:
        for entry, row in zip(entries, list(frame.table.rows)[1:], strict=False):
            fill_with(row.cells[0], entry.fill)
        return box.bottom + 3.0
    samples = zip(entries, list_samples(thematic_map, SAMPLE), middles[1:], strict=False)
    for entry, sample, middle in samples:
        _add_sample(slide, sample, entry.label, (box.left + widths[0] / 2, middle))
    return box.bottom + 3.0


def _add_turned(
    slide: Slide, thematic_map: ThematicMap, box: Box, columns: Sequence[Sequence[str]], *, shapes: bool
) -> float:
    """Add a row of counts a map under samples of the classes; return where the next key begins."""
    entries, language = list_entries(thematic_map), thematic_map.view.language
    rows = [["", *[""] * len(entries), say("compare.total", language)], *columns]
    width = min(WIDEST, box.width / len(rows[0]))
    box = Box(box.left, box.top, width * len(rows[0]), ROW * len(rows))
    frame = add_grid(slide, box, rows, [width] * len(rows[0]))
    name_shape(frame, say("table.legend", language))
    _set_counts(frame.table, rows, width, first=1)
    for place, (entry, sample) in enumerate(zip(entries, list_samples(thematic_map, SAMPLE), strict=True), 1):
        if shapes:
            fill_with(frame.table.cell(0, place), entry.fill)
            continue
        wide, _ = swatch_size(SAMPLE)
        middle = (box.left + (place + 1) * width - 1.0 - wide / 2, box.top + ROW / 2)
        _add_sample(slide, sample, entry.label, middle)
    return box.bottom + 3.0


def _set_counts(table: Table, rows: Sequence[Sequence[str]], width: float, *, first: int) -> None:
    """Let the counts from a column on end at its right side, all in a type at which the longest has room."""
    texts = [text for row in rows for text in row[first:]]
    size = _fit(texts, width) if texts else LABEL_SIZE
    for row in table.rows:
        for cell in list(row.cells)[first:]:
            set_type(cell.text_frame, size=size, colour=INK)
            cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def _add_sample(slide: Slide, sample: tuple[Item, ...], words: str, middle: tuple[float, float]) -> None:
    """Add the sample of a class as a picture: an office suite draws patterns of its own."""
    wide, high = (side + 2 * RIM for side in swatch_size(SAMPLE))
    place = place_of(Box(middle[0] - wide / 2, middle[1] - high / 2, wide, high))
    picture = slide.shapes.add_picture(BytesIO(_paint_sample(sample)), *place)
    name_shape(picture, words, words)


@lru_cache(maxsize=256)
def _paint_sample(sample: tuple[Item, ...]) -> bytes:
    wide, high = (side + 2 * RIM for side in swatch_size(SAMPLE))
    items = tuple(put(Block(high, sample), RIM, RIM))
    return paint_png(Page(wide, high, items, "", "", "", "vi", ""), 300)
