"""ThematicMap → PPTX: a slide a map, with title, legend and table that PowerPoint can edit."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

import numpy as np
from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Mm

from geo.fonts import measure, wrap
from geo.legend import draw_sign, list_entries
from geo.listing import list_readable
from geo.model import Layout, ThematicMap
from geo.native import (
    INK,
    add_grid,
    add_outline,
    add_text,
    fill_with,
    name_shape,
    place_of,
    rgb,
    set_margins,
    set_type,
)
from geo.package import BORN, describe_page, is_dark, list_foot, seal
from geo.page import compose_map
from geo.paint import paint_png
from geo.scene import POINT, Area, Box, Window, Words
from geo.words import number, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pptx.presentation import Presentation as Show
    from pptx.slide import Slide
    from pptx.table import Table, _Cell

    from geo.listing import Column
    from geo.scene import Item, Page

PAPER: Final = (338.667, 190.5)
TITLE: Final = Box(10.0, 7.0, 318.0, 13.0)
SENTENCE: Final = Box(10.0, 20.0, 318.0, 13.0)
MAP: Final = Layout("slide_map", 196.0, 139.0, 0.2, 9.0, 12.0, 8.6, headed=False)
MAP_BOX: Final = Box(10.0, 36.0, MAP.width, MAP.height)
KEYS: Final = Box(211.0, 36.0, 117.0, 139.0)
FOOT: Final = Box(10.0, 176.5, 196.0, 11.0)
BANNER: Final = Box(211.0, 177.5, 117.0, 7.0)

GREY: Final = "#55616d"
ALIGN: Final = {"start": PP_ALIGN.LEFT, "middle": PP_ALIGN.CENTER, "end": PP_ALIGN.RIGHT}
DPI: Final = 220
ROW: Final = 5.6
"""Height of a row of a native table, in millimetres."""

SIGN_ROW: Final = 5.0
TABLE_SIZE: Final = 8.5
SHARES: Final = {"name": 0.3, "ward": 0.38, "kind": 0.2, "value": 0.3, "text": 0.36, "previous": 0.34}
"""Columns of the table on a slide, and their shares of its width."""


def write_pptx(maps: ThematicMap | Sequence[ThematicMap], *, shapes: bool = False) -> bytes:
    """Return a presentation: a 16:9 slide a map.

    Parameters
    ----------
    maps
        One map or several; title, author and language are those of the first.
    shapes
        Whether the map is made of native shapes named after the units, instead of a picture.
    """
    several = [maps] if isinstance(maps, ThematicMap) else list(maps)
    show = Presentation()
    show.slide_width, show.slide_height = Mm(PAPER[0]), Mm(PAPER[1])
    describe_show(show, several[0])
    for thematic_map in several:
        add_slide(show, thematic_map, shapes=shapes)
    buffer = BytesIO()
    show.save(buffer)
    return seal(buffer.getvalue())


def describe_show(show: Show, thematic_map: ThematicMap) -> None:
    """Give a presentation the title, author and language of a map."""
    furniture, properties = thematic_map.furniture, show.core_properties
    properties.title, properties.author, properties.subject = (
        furniture.title[:255],
        furniture.office[:255],
        furniture.sentence[:255],
    )
    properties.comments = describe_page(thematic_map)[:255]
    properties.language = thematic_map.view.language
    properties.last_modified_by = furniture.office[:255]
    properties.created = properties.modified = BORN


def add_slide(show: Show, thematic_map: ThematicMap, *, shapes: bool) -> None:
    """Add the slide of a map."""
    slide = show.slides.add_slide(show.slide_layouts[5])
    furniture = thematic_map.furniture
    page = compose_map(thematic_map, MAP)
    _fill_title(slide, furniture.title)
    add_text(slide, SENTENCE, [furniture.sentence], size=13, colour=INK)
    if shapes:
        _add_shapes(slide, page)
    else:
        _add_picture(slide, page)
    down = _add_legend(slide, thematic_map, KEYS.top)
    down = _add_kinds(slide, thematic_map, down)
    _add_table(slide, thematic_map, down)
    if furniture.banner:
        banner = add_text(slide, BANNER, [furniture.banner], size=10.5, colour="#8a3200", bold=True)
        banner.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        banner.fill.solid()
        banner.fill.fore_color.rgb = rgb("#fff4e5")
        banner.line.color.rgb = rgb("#8a3200")
    add_text(slide, FOOT, list_foot(thematic_map), size=7.5, colour=GREY)
    slide.notes_slide.notes_text_frame.text = "\n".join(
        filter(None, [furniture.banner, furniture.sentence, furniture.subtitle, *list_foot(thematic_map)])
    )


def _fill_title(slide: Slide, words: str) -> None:
    title = slide.placeholders[0]
    title.left, title.top, title.width, title.height = place_of(TITLE)
    title.text_frame.text = words
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    set_margins(title.text_frame)
    set_type(title.text_frame, size=24 if len(words) < 75 else 18, colour=INK, bold=True)  # noqa: PLR2004


def _add_picture(slide: Slide, page: Page) -> None:
    picture = slide.shapes.add_picture(BytesIO(paint_png(page, DPI)), *place_of(MAP_BOX))
    name_shape(picture, page.title, page.subject)


def _walk(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        if isinstance(item, Window):
            yield from _walk(item.items)
        else:
            yield item


def _add_shapes(slide: Slide, page: Page) -> None:
    """Draw the page as native shapes: units by name, and names as text."""
    group = slide.shapes.add_group_shape()
    words = []
    for item in _walk(page.items):
        if isinstance(item, Area):
            drawn = add_outline(group.shapes, item, (MAP_BOX.left, MAP_BOX.top))
            if drawn is not None:
                name_shape(
                    drawn,
                    f"{item.unit} {item.title}".strip() or say("table.picture", page.language),
                    item.title,
                )
        elif isinstance(item, Words):
            words.append(item)
    name_shape(group, page.title, page.subject)
    for item in words:
        _add_name(slide, item)


def _add_name(slide: Slide, words: Words) -> None:
    width = measure(words.text, words.size, words.face) * 1.15 + 2.0
    height = words.size * POINT * 1.3
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[words.anchor] * width
    left, top = MAP_BOX.left + words.x - shift, MAP_BOX.top + words.y - words.size * POINT
    text = add_text(
        slide,
        Box(left, top, width, height),
        [words.text],
        size=words.size * 0.94,
        colour=words.colour,
        bold=words.face == "bold",
    )
    set_margins(text.text_frame, 0.0)
    text.text_frame.word_wrap = False
    text.text_frame.paragraphs[0].alignment = ALIGN[words.anchor]


def _add_legend(slide: Slide, thematic_map: ThematicMap, top: float) -> float:
    """Add the legend as a table; return where it ends."""
    language = thematic_map.view.language
    entries = list_entries(thematic_map)
    unit = thematic_map.measure.unit[language]
    title = thematic_map.indicator.title[language]
    total = say(
        "map.legend_total",
        language,
        count=number(sum(thematic_map.counts), language),
        units=say(f"units.{thematic_map.view.level}", language),
    )
    rows = [("", f"{title} ({unit})" if unit else title, "")]
    rows += [("", entry.label, number(entry.count, language)) for entry in entries]
    rows.append(("", total, ""))
    box = Box(KEYS.left, top, KEYS.width, ROW * len(rows))
    frame = add_grid(slide, box, rows, (11.0, KEYS.width - 29.0, 18.0))
    name_shape(frame, say("table.legend", language))
    for place, entry in enumerate(entries, 1):
        fill_with(frame.table.cell(place, 0), entry.fill)
        frame.table.cell(place, 2).text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
    set_type(frame.table.cell(0, 1).text_frame, size=10.5, colour=INK, bold=True)
    return box.bottom + 3.0


def _add_kinds(slide: Slide, thematic_map: ThematicMap, top: float) -> float:
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
        drawn = add_outline(slide.shapes, sign, (0.0, 0.0))
        if drawn is not None:
            name_shape(drawn, words)
        box = Box(left + 5.0, down, KEYS.width / 2 - 5.0, SIGN_ROW)
        text = add_text(slide, box, [f"{words}: {number(count, language)}"], size=8, colour=INK)
        text.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    return top + 6.0 + height * SIGN_ROW + 3.0


def _add_table(slide: Slide, thematic_map: ThematicMap, top: float) -> None:
    """Add the first rows of the table, exceptions first, and say how many more there are."""
    columns = [column for column in list_readable(thematic_map) if column.key in SHARES]
    total = sum(SHARES[column.key] for column in columns)
    widths = [KEYS.width * SHARES[column.key] / total for column in columns]
    cells = [tuple(map(str, row)) for row in zip(*(column.cells for column in columns), strict=True)]
    heights = [ROW * _count_lines(row, widths) for row in cells]
    shown = sum(height <= KEYS.bottom - top - 2 * ROW for height in np.cumsum(heights))
    if not shown:
        return
    rows = [tuple(column.title for column in columns), *cells[:shown]]
    if shown < len(cells):
        rows.append((_say_rest(thematic_map, len(cells) - shown), *[""] * (len(columns) - 1)))
    tall = ROW * (len(rows) - shown) + sum(heights[:shown])
    frame = add_grid(slide, Box(KEYS.left, top, KEYS.width, tall), rows, widths)
    name_shape(frame, say("table.sheet", thematic_map.view.language))
    _dress_table(frame.table, thematic_map, columns, shown)


def _count_lines(row: Sequence[str], widths: Sequence[float]) -> int:
    """Return how many lines the fullest cell of a row needs."""
    return max(len(wrap(text, width - 2.4, TABLE_SIZE)) for text, width in zip(row, widths, strict=True))


def _say_rest(thematic_map: ThematicMap, rest: int) -> str:
    language = thematic_map.view.language
    return "…" + say("words.and_more", language, count=number(rest, language))


def _dress_table(table: Table, thematic_map: ThematicMap, columns: Sequence[Column], shown: int) -> None:
    """Give the table its head, its type and the colours of the classes."""
    table.first_row = True
    for place, column in enumerate(columns):
        for row in range(len(table.rows)):
            cell = table.cell(row, place)
            set_type(cell.text_frame, size=TABLE_SIZE, colour=INK, bold=row == 0)
            if row == 0:
                cell.fill.solid()
                cell.fill.fore_color.rgb = rgb("#e9edf0")
            elif column.kind == "class" and row <= shown:
                _mark_class(cell, thematic_map, str(column.cells[row - 1]))
    if len(table.rows) > shown + 1:
        table.cell(shown + 1, 0).merge(table.cell(shown + 1, len(columns) - 1))


def _mark_class(cell: _Cell, thematic_map: ThematicMap, label: str) -> None:
    """Give a cell the plain colour of its class; a pattern would lie under the words."""
    entry = next(entry for entry in list_entries(thematic_map) if entry.label == label)
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(entry.fill.colour)
    set_type(cell.text_frame, size=TABLE_SIZE, colour="#ffffff" if is_dark(entry.fill.colour) else INK)
