"""Legend, signs and table of a slide: native, for PowerPoint to edit."""

from __future__ import annotations

from dataclasses import replace
from string import digits as DIGITS  # noqa: N812  as a constant
from typing import TYPE_CHECKING, Final

from pptx.enum.text import MSO_ANCHOR

from geo.drawing.outlines import line, rectangle
from geo.drawing.scene import Area, Box, Stroke
from geo.layout.furniture import draw_inset
from geo.layout.legend import (
    OUTSIDE,
    draw_sign,
    list_lines,
    list_shades,
    name_surroundings,
)
from geo.layout.shown import head_of, list_brief, years_of
from geo.model import ThematicMap
from geo.model.pair import YearPair
from geo.office.native import (
    INK,
    add_text,
    fit_size,
    name_shape,
)
from geo.office.native_shapes import Outline, add_outline, add_outlines
from geo.office.slide_laid import lay_out
from geo.office.slide_legend import ROW, add_legend
from geo.tools.words import name_unit, number, say

if TYPE_CHECKING:
    from pptx.slide import Slide

    from geo.drawing.scene import Fill
    from geo.model.pair import Shown
    from geo.office.listing import Column

KEYS: Final = Box(211.0, 36.0, 117.0, 139.0)
SIGN_ROW: Final = 5.0
AROUND: Final = Stroke("#5b6b7a", 0.15)
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
        legend = add_legend(slide, (shown,), Box(KEYS.left, top, width, 0.0), titled=False, shapes=shapes)
        return max(legend, inset)
    box = Box(KEYS.left, top, KEYS.width, 0.0)
    down = add_legend(slide, years_of(shown), box, titled=True, shapes=shapes)
    if isinstance(shown, YearPair):
        down = add_legend(slide, (shown.change,), replace(box, top=down), titled=False, shapes=shapes)
    return down


def _add_inset(slide: Slide, thematic_map: ThematicMap) -> float:
    """Add the small map of the city with the wards in view; return where it ends, 0 where there is none."""
    head = 5.5
    inset = draw_inset(thematic_map, INSET.width, INSET.height - head)
    if not inset.height:
        return 0.0
    words = say("page.locator", thematic_map.view.language, city=thematic_map.furniture.city)
    box = Box(INSET.left, INSET.top, INSET.width, head)
    add_text(slide, box, [words], size=fit_size(words, box, 9.5), colour=INK, bold=True)
    wards = thematic_map.wards.loc[list(thematic_map.in_view)]
    places = [name_unit(name, kind, "") for name, kind in zip(wards["name"], wards["kind"], strict=True)]
    outlines = [Outline(item, item.title or words) for item in inset.items if isinstance(item, Area)]
    corner = (INSET.left + 0.8, INSET.top + head)
    add_outlines(slide, outlines, corner, words, f"{words}: {', '.join(places)}")
    return INSET.top + head + inset.height + 3.0


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
