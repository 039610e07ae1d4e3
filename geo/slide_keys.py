"""Legend, signs and table of a slide: native, for PowerPoint to edit."""

from __future__ import annotations

from string import digits as DIGITS  # noqa: N812  as a constant
from typing import TYPE_CHECKING, Final

import numpy as np
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

from geo.fonts import wrap
from geo.legend import OUTSIDE, draw_sign, list_entries, list_lines, list_shades, name_surroundings
from geo.legend_words import legend_title, legend_total
from geo.model import ThematicMap
from geo.model_pair import YearPair
from geo.native import INK, add_grid, add_outline, add_text, fill_with, name_shape, rgb, set_type
from geo.outlines import line, rectangle
from geo.package import ink_on
from geo.scene import Box, Stroke
from geo.shown import head_of, list_brief, years_of
from geo.words import number, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pptx.slide import Slide
    from pptx.table import Table, _Cell

    from geo.listing import Column
    from geo.model_pair import Shown
    from geo.scene import Fill

KEYS: Final = Box(211.0, 36.0, 117.0, 139.0)
ROW: Final = 5.6
"""Height of a row of a native table, in millimetres."""

SIGN_ROW: Final = 5.0
AROUND: Final = Stroke("#5b6b7a", 0.15)
TABLE_SIZE: Final = 8.5
SHARES: Final = {
    "name": 0.3,
    "ward": 0.38,
    "kind": 0.2,
    "value": 0.3,
    "text": 0.36,
    "previous": 0.34,
    "year": 0.3,
    "change": 0.34,
}
"""Columns of the table on a slide, and their shares of its width; those of years bear their year."""


def add_legends(slide: Slide, shown: Shown, top: float) -> float:
    """Add the legend of the values and, of two years, that of the change; return where they end."""
    years = years_of(shown)
    down = _add_legend(slide, years, top, titled=not isinstance(shown, ThematicMap))
    if isinstance(shown, YearPair):
        down = _add_legend(slide, (shown.change,), down, titled=False)
    return down


def _add_legend(slide: Slide, maps: Sequence[ThematicMap], top: float, *, titled: bool) -> float:
    """Add the legend of maps as a table, with a column of counts a map; return where it ends."""
    last, wide = maps[-1], min(18.0, 36.0 / len(maps))
    entries = list_entries(last)
    rows = _list_rows(maps, titled=titled)
    box = Box(KEYS.left, top, KEYS.width, ROW * len(rows))
    frame = add_grid(slide, box, rows, (11.0, KEYS.width - 11.0 - wide * len(maps), *[wide] * len(maps)))
    name_shape(frame, say("table.legend", last.view.language))
    for place, row in enumerate(frame.table.rows):
        if 1 <= place <= len(entries):
            fill_with(row.cells[0], entries[place - 1].fill)
        for cell in list(row.cells)[2:]:
            cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
    set_type(frame.table.cell(0, 1).text_frame, size=10.5, colour=INK, bold=True)
    return box.bottom + 3.0


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
    return [("", legend_title(last), *head), *(("", *row) for row in rows), ("", foot, *sums)]


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
        drawn = add_outline(slide, sign, (0.0, 0.0))
        if drawn is not None:
            name_shape(drawn, words)
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
        drawn = add_outline(slide, sample, (0.0, 0.0))
        if drawn is not None:
            name_shape(drawn, words)
        box = Box(left + 7.5, down, KEYS.width / 2 - 7.5, SIGN_ROW)
        text = add_text(slide, box, [words], size=8, colour=INK)
        text.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    return top + -(-len(samples) // 2) * SIGN_ROW + (3.0 if samples else 0.0)


def add_table(slide: Slide, shown: Shown, top: float) -> None:
    """Add the first rows of the table, exceptions first, and say how many more there are."""
    thematic_map = head_of(shown)
    columns = [column for column in list_brief(shown) if column.key.rstrip(DIGITS) in SHARES]
    if not columns:
        return
    shares = [SHARES[column.key.rstrip(DIGITS)] for column in columns]
    widths = [KEYS.width * share / sum(shares) for share in shares]
    cells = [tuple(map(str, row)) for row in zip(*(column.cells for column in columns), strict=True)]
    heights = [ROW * _count_lines(row, widths) for row in cells]
    count = sum(height <= KEYS.bottom - top - 2 * ROW for height in np.cumsum(heights))
    if not count:
        return
    rows = [tuple(column.title for column in columns), *cells[:count]]
    if count < len(cells):
        rows.append((_say_rest(thematic_map, len(cells) - count), *[""] * (len(columns) - 1)))
    tall = ROW * (len(rows) - count) + sum(heights[:count])
    frame = add_grid(slide, Box(KEYS.left, top, KEYS.width, tall), rows, widths)
    name_shape(frame, say("table.sheet", thematic_map.view.language))
    _dress_table(frame.table, thematic_map, columns, count)


def _count_lines(row: Sequence[str], widths: Sequence[float]) -> int:
    """Return how many lines the fullest cell of a row needs."""
    return max(len(wrap(text, width - 2.4, TABLE_SIZE)) for text, width in zip(row, widths, strict=True))


def _say_rest(thematic_map: ThematicMap, rest: int) -> str:
    language = thematic_map.view.language
    return "…" + say("words.and_more", language, count=number(rest, language))


def _dress_table(table: Table, thematic_map: ThematicMap, columns: Sequence[Column], shown: int) -> None:
    """Give the table its head, its type and the colours of the classes."""
    table.first_row = True
    shades = list_shades(thematic_map)
    for place, column in enumerate(columns):
        for row in range(len(table.rows)):
            cell = table.cell(row, place)
            set_type(cell.text_frame, size=TABLE_SIZE, colour=INK, bold=row == 0)
            if row == 0:
                cell.fill.solid()
                cell.fill.fore_color.rgb = rgb("#e9edf0")
            elif column.kind == "class" and row <= shown:
                _mark_class(cell, shades[str(column.cells[row - 1])])
    if len(table.rows) > shown + 1:
        table.cell(shown + 1, 0).merge(table.cell(shown + 1, len(columns) - 1))


def _mark_class(cell: _Cell, fill: Fill) -> None:
    """Give a cell the plain colour of its class; a pattern would lie under the words."""
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(fill.colour)
    set_type(cell.text_frame, size=TABLE_SIZE, colour=ink_on(fill.colour))
