"""An atlas or a report as PPTX: title slide with the numbers, contents, a slide a map, figures and notes."""

from __future__ import annotations

from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Mm

from geo.drawing.scene import Box
from geo.layout.shown import head_of
from geo.office.listing import Column, Section
from geo.office.native import INK, add_grid, add_text, fit_size, link_to, name_shape, set_type
from geo.office.package import choose_sentence, seal
from geo.office.slide_tables import BODY, GREY, PAPER, TITLE, add_table, lay_table, split_rows, start_slide
from geo.office.slides import add_slide, describe_show
from geo.tools.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pptx.presentation import Presentation as Show
    from pptx.slide import Slide

    from geo.books.sheet import Item
    from geo.model import Figure, ThematicMap

STRIP: Final = (13.0, 12.0, 6.5, 6.5, 6.5)
"""Heights of the rows of the big numbers: value, label, and what is said of it."""


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
                add_table(show, section, cover)
        else:
            _add_words(show, list(group), cover)
    buffer = BytesIO()
    show.save(buffer)
    return seal(buffer.getvalue())


def _add_item(show: Show, item: Item) -> tuple[str, str, Slide]:
    """Add the slides of an item; return its name, its page id and the slide of its map."""
    slide = add_slide(show, item.shown, shapes=False, tabled=item.tabled)
    return item.name, head_of(item.shown).furniture.page_id, slide


def _add_contents(show: Show, listed: Sequence[tuple[str, str, Slide]], cover: ThematicMap) -> None:
    """Add the contents after the cover, each name a link to its slide."""
    places = {slide.slide_id: place for place, slide in enumerate(show.slides, 1)}
    draft = _list_contents(listed, places, 0, cover)
    length = len(list(split_rows(lay_table(draft, cover))))
    section = _list_contents(listed, places, length, cover)
    targets = iter(slide for _, _, slide in listed)
    for slide, table in add_table(show, section, cover):
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


def _add_cover(show: Show, cover: ThematicMap) -> None:
    furniture = cover.furniture
    slide = start_slide(show, furniture.title, cover)
    for words, top, height in ((furniture.office, 26.0, 11.0), (furniture.subtitle, 37.0, 11.0)):
        box = Box(TITLE.left, top, TITLE.width, height)
        add_text(slide, box, [words], size=fit_size(words, box, 16.0), colour=INK)
    room = Box(TITLE.left, 52.0, TITLE.width, 46.0)
    words = choose_sentence(furniture)
    add_text(slide, room, [words], size=fit_size(words, room, 16.0), colour=INK)
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
    box = Box(BODY.left, 100.0, BODY.width, sum(STRIP))
    frame = add_grid(slide, box, rows, [box.width / len(figures)] * len(figures))
    name_shape(frame, " · ".join(f"{figure.value} {figure.label}" for figure in figures))
    for row, height in zip(frame.table.rows, STRIP, strict=True):
        row.height = Mm(height)
    for cell in frame.table.iter_cells():
        cell.vertical_anchor = MSO_ANCHOR.TOP
    for column in range(len(figures)):
        set_type(frame.table.cell(0, column).text_frame, size=26, colour=INK, bold=True)
        set_type(frame.table.cell(1, column).text_frame, size=13, colour=INK, bold=True)
        for place in (2, 3, 4):
            set_type(frame.table.cell(place, column).text_frame, size=11, colour=GREY)


def _add_words(show: Show, sections: Sequence[Section], cover: ThematicMap) -> None:
    """Add sections without a table on one slide."""
    slide = start_slide(show, " · ".join(section.title for section in sections), cover)
    titles = [section.title for section in sections]
    lines = [line for section in sections for line in ("", section.title, *section.lines)][1:]
    added = add_text(slide, BODY, lines, size=fit_size("\n".join(lines), BODY, 13.0), colour=INK)
    for paragraph in added.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.bold = paragraph.text in titles
