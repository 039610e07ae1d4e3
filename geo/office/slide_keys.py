"""Legend, signs and table of a slide: native, for PowerPoint to edit."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from string import digits as DIGITS  # noqa: N812  as a constant
from typing import TYPE_CHECKING, Final

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Mm

from geo.drawing.fonts import wrap
from geo.drawing.outlines import line, rectangle
from geo.drawing.scene import Area, Box, Page, Stroke
from geo.drawing.typeset import Block, Type, put
from geo.layout.furniture import draw_inset
from geo.layout.legend import (
    OUTSIDE,
    draw_sign,
    list_entries,
    list_lines,
    list_samples,
    list_shades,
    name_surroundings,
    swatch_size,
)
from geo.layout.legend_words import legend_title, legend_total
from geo.layout.shown import head_of, list_brief, years_of
from geo.model import ThematicMap
from geo.model.pair import YearPair
from geo.office.native import (
    INK,
    add_grid,
    add_text,
    fill_with,
    fit_size,
    join_cells,
    name_shape,
    place_of,
    set_type,
)
from geo.office.native_shapes import Outline, add_outline, add_outlines
from geo.office.slide_laid import NARROW, SIDES, lay_out
from geo.paint import paint_png
from geo.tools.words import name_unit, number, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pptx.slide import Slide

    from geo.drawing.scene import Fill, Item
    from geo.model.pair import Shown
    from geo.office.listing import Column

KEYS: Final = Box(211.0, 36.0, 117.0, 139.0)
ROW: Final = 5.6
"""Height of a row of a native table, in millimetres."""

LINE: Final = 4.2
"""Height of each further line in it."""

SIGN_ROW: Final = 5.0
AROUND: Final = Stroke("#5b6b7a", 0.15)
TITLE_SIZE: Final = 10.5
LABEL_SIZE: Final = 10.0
SWATCH: Final = 11.0
LABEL: Final = 38.0
YEAR: Final = 12.0
"""Width of the samples of a legend, least width of its words, and of a year if it can be, in millimetres."""

SAMPLE: Final = Type(8.6)
"""Type beside which samples of classes are as high as a row has room for."""

RIM: Final = 0.2
"""Around a sample, in millimetres: half of its edge lies outside it."""

INSET: Final = Box(KEYS.right - 34.0, KEYS.top, 34.0, 28.0)
"""The small map that says where the wards in view lie, with its head: beside the legend."""

SIZES: Final = ((8.5, ROW), (8.0, 5.0))
"""Type and height of a row of the table, usual and where all rows have room only so."""

FIRST: Final = 24
"""Rows that share the width of a table of which only the first have room."""

BRIEF: Final = {"name", "ward", "kind", "value", "text", "previous", "year", "change"}
"""Columns of the table on a slide; those of years bear their year."""

OF_HAMLETS: Final = {"tips", "models"}
"""They have room too where no column of wards stands in the table."""


def add_legends(slide: Slide, shown: Shown, top: float, *, shapes: bool) -> float:
    """Add locator, legend of the values and, of two years, that of the change; return where they end.

    Parameters
    ----------
    shapes
        As for `write_pptx`: samples are fills of cells then, else pictures, as the map is.
    """
    if isinstance(shown, ThematicMap):
        inset = _add_inset(slide, shown)
        width = INSET.left - KEYS.left - 4.0 if inset else KEYS.width
        legend = _add_legend(slide, (shown,), Box(KEYS.left, top, width, 0.0), titled=False, shapes=shapes)
        return max(legend, inset)
    box = Box(KEYS.left, top, KEYS.width, 0.0)
    down = _add_legend(slide, years_of(shown), box, titled=True, shapes=shapes)
    if isinstance(shown, YearPair):
        down = _add_legend(slide, (shown.change,), replace(box, top=down), titled=False, shapes=shapes)
    return down


def _add_inset(slide: Slide, thematic_map: ThematicMap) -> float:
    """Add the small map of the city with the wards in view; return where it ends, 0 where there is none."""
    head = 5.5
    inset = draw_inset(thematic_map, INSET.width, INSET.height - head)
    if not inset.height:
        return 0.0
    words = say("page.locator", thematic_map.view.language)
    box = Box(INSET.left, INSET.top, INSET.width, head)
    add_text(slide, box, [words], size=fit_size(words, box, 9.5), colour=INK, bold=True)
    wards = thematic_map.wards.loc[list(thematic_map.in_view)]
    places = [name_unit(name, kind, "") for name, kind in zip(wards["name"], wards["kind"], strict=True)]
    outlines = [Outline(item, item.title or words) for item in inset.items if isinstance(item, Area)]
    corner = (INSET.left + 0.8, INSET.top + head)
    add_outlines(slide, outlines, corner, words, f"{words}: {', '.join(places)}")
    return INSET.top + head + inset.height + 3.0


def _add_legend(slide: Slide, maps: Sequence[ThematicMap], box: Box, *, titled: bool, shapes: bool) -> float:
    """Add the legend of maps as a table, with a column of counts a map; return where it ends."""
    last, count = maps[-1], min(max(36.0 / len(maps), YEAR), (box.width - SWATCH - LABEL) / len(maps), 18.0)
    entries = list_entries(last)
    rows = _list_rows(maps, titled=titled)
    widths = (SWATCH, box.width - SWATCH - count * len(maps), *[count] * len(maps))
    across = 1 if titled else len(widths) - 1  # the title goes on over columns that have no head
    words = [(rows[0][0], sum(widths[: across + 1]), TITLE_SIZE)]
    words += [(row[1], widths[1], LABEL_SIZE) for row in rows[1:]]
    heights = [ROW + LINE * (len(wrap(text, wide - SIDES, size * NARROW)) - 1) for text, wide, size in words]
    box = replace(box, height=sum(heights))
    frame = add_grid(slide, box, rows, widths)
    name_shape(frame, say("table.legend", last.view.language))
    for place, (row, height) in enumerate(zip(frame.table.rows, heights, strict=True)):
        row.height = Mm(height)
        if shapes and 1 <= place <= len(entries):
            fill_with(row.cells[0], entries[place - 1].fill)
        for cell in list(row.cells)[2:]:
            size = fit_size(cell.text, Box(0.0, 0.0, count - SIDES, ROW), LABEL_SIZE, 5.0)
            set_type(cell.text_frame, size=size, colour=INK)
            cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
    join_cells(frame.table, 0, across)
    set_type(frame.table.cell(0, 0).text_frame, size=TITLE_SIZE, colour=INK, bold=True)
    samples = [] if shapes else list_samples(last, SAMPLE)
    for place, (entry, sample) in enumerate(zip(entries, samples, strict=False), 1):
        middle = box.top + sum(heights[:place]) + heights[place] / 2
        _add_sample(slide, sample, entry.label, (box.left + widths[0] / 2, middle))
    return box.bottom + 3.0


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


def _list_rows(maps: Sequence[ThematicMap], *, titled: bool) -> list[tuple[str, ...]]:
    """Return the rows of a legend: head, a row a class, total; columns that are titled bear year and sum."""
    last = maps[-1]
    language = last.view.language
    counts = [[number(count, language) for count in (*one.counts, sum(one.counts))] for one in maps]
    labels = [entry.label for entry in list_entries(last)]
    if not titled:
        nothing = [""] * len(maps)
        foot, head, sums = legend_total(last), nothing, nothing
    else:
        foot = f"{say('compare.total', language)} ({say(f'units.{last.view.level}', language)})"
        head, sums = [str(one.view.year) for one in maps], [column[-1] for column in counts]
    rows = zip(labels, *(column[:-1] for column in counts), strict=True)
    return [(legend_title(last), "", *head), *(("", *row) for row in rows), ("", foot, *sums)]


def add_kinds(slide: Slide, thematic_map: ThematicMap, top: float) -> float:
    """Add the signs of the community models with their words, in two columns; return where they end."""
    sites, language = thematic_map.sites, thematic_map.view.language
    if sites.empty:
        return top
    models = sites.groupby("kind")["model_code"].nunique()
    kinds = [
        (place, code, words) for place, (code, words) in enumerate(thematic_map.city.model_kinds.items())
    ]
    shown = [
        (place, words[language], int(models[code])) for place, code, words in kinds if code in models.index
    ]
    add_text(
        slide,
        Box(KEYS.left, top, KEYS.width, 5.5),
        [say("map.models", language)],
        size=10.5,
        colour=INK,
        bold=True,
    )
    height = -(-len(shown) // 2)
    for at, (place, words, count) in enumerate(shown):
        left = KEYS.left + (at // height) * KEYS.width / 2
        down = top + 6.0 + (at % height) * SIGN_ROW
        sign = draw_sign(place, left + 2.5, down + SIGN_ROW / 2, 3.2, patterns=thematic_map.view.patterns)
        add_outline(slide, Outline(sign, words))
        box = Box(left + 5.0, down, KEYS.width / 2 - 5.0, SIGN_ROW)
        text = add_text(slide, box, [f"{words}: {number(count, language)}"], size=8, colour=INK)
        text.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    return top + 6.0 + height * SIGN_ROW + 3.0


def add_lines(slide: Slide, thematic_map: ThematicMap, top: float) -> float:
    """Add the lines and the pale ground of the map in two columns, with words; return where they end."""
    samples: list[tuple[Stroke, Fill | None, str]] = [
        (stroke, None, words) for stroke, words in list_lines(thematic_map)
    ]
    around = name_surroundings(thematic_map)
    samples += [(AROUND, OUTSIDE, around)] if around else []
    for at, (stroke, fill, words) in enumerate(samples):
        left, down = KEYS.left + (at % 2) * KEYS.width / 2, top + (at // 2) * SIGN_ROW
        middle = down + SIGN_ROW / 2
        sample = (
            rectangle(Box(left + 0.8, middle - 1.5, 5.4, 3.0), fill, stroke)
            if fill
            else line([(left + 0.8, middle), (left + 6.2, middle)], stroke)
        )
        add_outline(slide, Outline(sample, words))
        box = Box(left + 7.5, down, KEYS.width / 2 - 7.5, SIGN_ROW)
        text = add_text(slide, box, [words], size=8, colour=INK)
        text.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    return top + -(-len(samples) // 2) * SIGN_ROW + (3.0 if samples else 0.0)


def add_rows(slide: Slide, shown: Shown, top: float, *, follows: bool) -> bool:
    """Add the rows of the table that have room, exceptions first, and say how many there are besides.

    Parameters
    ----------
    follows
        Whether the whole table follows on other slides if it has no room here.

    Returns
    -------
    bool
        Whether all of it has room.
    """
    thematic_map, room = head_of(shown), KEYS.bottom - top
    language, columns = thematic_map.view.language, _list_columns(shown)
    if not columns:
        return True
    tables = [lay_out(columns, language, KEYS.width, *size) for size in SIZES]
    laid = next((laid for laid in tables if laid.height <= room), tables[0])
    every = count = len(laid.rows)
    rest = ""
    if laid.height > room:
        first = tuple(replace(column, cells=column.cells[:FIRST]) for column in columns)
        tables = [lay_out(first, language, KEYS.width, *size) for size in SIZES]
        laid = max(tables, key=lambda laid: laid.take(0, room - ROW))
        count = laid.take(0, room - ROW)
        key, told = ("table.follows", every) if follows else ("words.and_more", every - count)
        rest = "…" + say(key, language, count=number(told, language))
    if count > 0:
        laid.put(slide, (KEYS.left, top), (0, count), foot=rest, shades=list_shades(thematic_map))
        name_shape(slide.shapes[-1], say("table.sheet", language))
    return not rest


def _list_columns(shown: Shown) -> tuple[Column, ...]:
    """Return the columns of a table beside a map: the fewer where the ward of each unit is one of them."""
    columns = list_brief(shown)
    wanted = BRIEF if any(column.key == "ward" for column in columns) else BRIEF | OF_HAMLETS
    return tuple(column for column in columns if column.key.rstrip(DIGITS) in wanted)
