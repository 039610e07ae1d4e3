"""An atlas or a report as PPTX: title slide with the numbers, contents, a slide a map, figures and notes."""

from __future__ import annotations

from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pptx import Presentation
from pptx.util import Mm

from geo.book_notes import Section
from geo.fonts import wrap
from geo.listing import Column
from geo.native import INK, add_grid, add_text, fit_size, link_to, name_shape, rgb, set_type
from geo.package import list_foot, seal
from geo.page_table import write_cell
from geo.scene import Box
from geo.shown import head_of, list_brief
from geo.slides import FOOT, GREY, PAPER, TITLE, add_slide, describe_show, fill_title
from geo.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pptx.presentation import Presentation as Show
    from pptx.slide import Slide
    from pptx.table import Table

    from geo.book_sheet import Item
    from geo.model import Figure, ThematicMap

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


def write_book_pptx(
    cover: ThematicMap, items: Iterable[Item], sections: Callable[[], Sequence[Section]]
) -> bytes:
    """Return an atlas or a report as a presentation.

    Parameters
    ----------
    cover
        Its furniture and its numbers stand on the first slide.
    items
        A slide each; they are drawn one by one as they come.
    sections
        Asked for when the maps are drawn: what stands on the last slides.
    """
    show = Presentation()
    show.slide_width, show.slide_height = Mm(PAPER[0]), Mm(PAPER[1])
    describe_show(show, cover)
    _add_cover(show, cover)
    listed = [_add_item(show, item) for item in items]
    _add_contents(show, listed, cover)
    for tabled, group in groupby(sections(), key=lambda section: bool(section.columns)):
        if tabled:
            for section in group:
                _add_table(show, section, cover)
        else:
            _add_words(show, list(group), cover)
    buffer = BytesIO()
    show.save(buffer)
    return seal(buffer.getvalue())


def _add_item(show: Show, item: Item) -> tuple[str, str, Slide]:
    """Add the slide of an item, and its whole table on more; return its name, its page id and its slide."""
    slide, head = add_slide(show, item.shown, shapes=False), head_of(item.shown)
    if item.tabled:
        _add_table(show, Section(head.furniture.title, (), list_brief(item.shown)), head)
    return item.name, head.furniture.page_id, slide


def _add_contents(show: Show, listed: Sequence[tuple[str, str, Slide]], cover: ThematicMap) -> None:
    """Add the contents after the cover, each name a link to its slide."""
    places = {slide.slide_id: place for place, slide in enumerate(show.slides, 1)}
    draft = _list_contents(listed, places, 0, cover)
    length = len(list(_split_rows(draft, _share_widths(draft), cover)))
    section = _list_contents(listed, places, length, cover)
    targets = iter(slide for _, _, slide in listed)
    for slide, table in _add_table(show, section, cover):
        for row in list(table.rows)[1:]:
            link_to(slide, row.cells[0].text_frame.paragraphs[0].runs[0], next(targets))
    order = show.slides._sldIdLst  # noqa: SLF001  the library cannot move a slide
    for place, added in enumerate(list(order)[-length:], 1):
        order.insert(place, added)


def _list_contents(
    listed: Sequence[tuple[str, str, Slide]], places: Mapping[int, int], more: int, cover: ThematicMap
) -> Section:
    """Return the contents where some more slides come before those that are there."""
    language = cover.view.language
    names, ids, slides = zip(*listed, strict=True)
    numbers = tuple(float(places[slide.slide_id] + more) for slide in slides)
    columns = (
        Column("name", say("book.meaning", language), names),
        Column("page_id", say("map.page_id", language), ids),
        Column("page", say("book.page", language), numbers, "number"),
    )
    return Section(say("book.contents", language), (), columns)


def _start(show: Show, title: str, cover: ThematicMap) -> Slide:
    slide: Slide = show.slides.add_slide(show.slide_layouts[5])
    fill_title(slide, title)
    add_text(slide, FOOT, list_foot(cover), size=7.5, colour=GREY)
    if cover.furniture.banner:
        box = Box(211.0, 177.5, 117.0, 7.0)
        add_text(slide, box, [cover.furniture.banner], size=10.5, colour=ALARM, bold=True)
    return slide


def _add_cover(show: Show, cover: ThematicMap) -> None:
    furniture = cover.furniture
    slide = _start(show, furniture.title, cover)
    for words, top, height in ((furniture.office, 26.0, 11.0), (furniture.subtitle, 37.0, 11.0)):
        box = Box(TITLE.left, top, TITLE.width, height)
        add_text(slide, box, [words], size=fit_size(words, box, 16.0), colour=INK)
    room = Box(TITLE.left, 52.0, TITLE.width, 46.0)
    add_text(slide, room, [furniture.sentence], size=fit_size(furniture.sentence, room, 16.0), colour=INK)
    if cover.strip:
        _add_strip(slide, cover.strip)


def _add_strip(slide: Slide, figures: Sequence[Figure]) -> None:
    rows = [
        [figure.value for figure in figures],
        [figure.label for figure in figures],
        [figure.detail for figure in figures],
        [figure.change for figure in figures],
        [figure.check_text for figure in figures],
    ]
    box = Box(BODY.left, 100.0, BODY.width, 58.0)
    frame = add_grid(slide, box, rows, [box.width / len(figures)] * len(figures))
    name_shape(frame, " · ".join(f"{figure.value} {figure.label}" for figure in figures))
    for column in range(len(figures)):
        set_type(frame.table.cell(0, column).text_frame, size=26, colour=INK, bold=True)
        set_type(frame.table.cell(1, column).text_frame, size=13, colour=INK, bold=True)
        for row in (2, 3, 4):
            set_type(frame.table.cell(row, column).text_frame, size=11, colour=GREY)


def _add_words(show: Show, sections: Sequence[Section], cover: ThematicMap) -> None:
    """Add sections without a table on one slide."""
    slide = _start(show, " · ".join(section.title for section in sections), cover)
    lines = [line for section in sections for line in (section.title.upper(), *section.lines, "")]
    add_text(slide, BODY, lines, size=13, colour=INK)


def _add_table(show: Show, section: Section, cover: ThematicMap) -> list[tuple[Slide, Table]]:
    """Add the slides of a table; return each with its part of it."""
    added = []
    widths = _share_widths(section)
    head = [column.title for column in section.columns]
    for number, rows in enumerate(_split_rows(section, widths, cover)):
        slide = _start(show, section.title, cover)
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


def _share_widths(section: Section) -> list[float]:
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


def _split_rows(section: Section, widths: Sequence[float], cover: ThematicMap) -> Iterator[list[list[str]]]:
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
