"""An atlas of wards → its pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from geo.books.book import list_sheets, name_sheet
from geo.books.contents import list_contents
from geo.books.notes import write_notes
from geo.books.views import draw_sheet_map, draw_view_sheet, read_emblem
from geo.books.workers import draw_all
from geo.drawing.scene import POINT, Page, Words, list_pages
from geo.drawing.typeset import GREY, Type, paragraph, stack
from geo.layout.sheet import compose_cover
from geo.layout.sheet_words import compose_words
from geo.layout.table import draw_grid
from geo.tools.words import number, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geo.books.sheet import Plan, Sheet
    from geo.drawing.scene import Naming
    from geo.layout.sheet_words import Piece
    from geo.model import Atlas, ThematicMap
    from geo.office.listing import Section

    Progress = Callable[[int, int, str], None]

TEXT: Final = 8.0
HEADING: Final = 10.5
SIZES: Final = (1.0, 0.92)
"""Sizes of the type of the notes: usual, and where it saves a page that had few lines."""


@dataclass(frozen=True, eq=False)
class Part:
    """The pages of one sheet."""

    sheet: Sheet
    pages: tuple[Page, ...]


def compose_book(
    atlas: Atlas,
    plan: Plan,
    *,
    progress: Progress | None = None,
    workers: int = 1,
    press: Callable[[Page], Page] | None = None,
) -> tuple[Part, ...]:
    """Return an atlas, sheet by sheet.

    Parameters
    ----------
    progress
        Told after each sheet how many are done, how many there are, and which it was; what it raises stops
        the work.
    workers
        Processes that draw.
    press
        Takes each page as soon as it is drawn and gives what is kept of it; None keeps all.

    Raises
    ------
    ViewError
        The plan cannot be drawn from this data.
    """
    sheets = list_sheets(atlas, plan)
    tell = progress or (lambda *_: None)
    drawn: dict[Sheet, tuple[Page, ...]] = {}
    cover, contents, *shown, notes = sheets
    for sheet, pages in draw_all(atlas, (cover, *shown), _draw_view_or_cover, workers=workers):
        drawn[sheet] = tuple(map(press, pages)) if press else pages
        tell(len(drawn), len(sheets), name_sheet(atlas, sheet))
    named = [pages for sheet, pages in drawn.items() if sheet.kind not in ("cover", "city")]
    names = [naming for pages in named for naming in pages[0].report]
    for sheet in (notes, contents):
        pages = _draw_book_sheet(atlas, sheet, names, [(other, drawn.get(other, ())) for other in sheets])
        drawn[sheet] = tuple(map(press, pages)) if press else pages
        tell(len(drawn), len(sheets), draw_sheet_map(atlas, sheet).furniture.title)
    return tuple(Part(sheet, drawn[sheet]) for sheet in sheets)


def _draw_view_or_cover(atlas: Atlas, sheet: Sheet) -> tuple[Page, ...]:
    """Return the pages of a sheet that does not depend on the others."""
    if sheet.kind != "cover":
        return draw_view_sheet(atlas, sheet)
    thematic_map = draw_sheet_map(atlas, sheet)
    return list_pages(compose_cover(thematic_map, thematic_map.strip, emblem=read_emblem(atlas)))


def _draw_book_sheet(
    atlas: Atlas, sheet: Sheet, names: Sequence[Naming], parts: Sequence[tuple[Sheet, tuple[Page, ...]]]
) -> tuple[Page, ...]:
    thematic_map = draw_sheet_map(atlas, sheet)
    if sheet.kind == "notes" and sheet.plan is not None:
        write = partial(_set_sections, thematic_map, write_notes(atlas, sheet.plan, names))
        return min(
            (tuple(compose_words(thematic_map, partial(write, share=share))) for share in SIZES), key=len
        )
    length = 1
    while True:
        section = list_contents(atlas, sheet, _number_sheets(parts, length))
        pages = compose_words(thematic_map, partial(_set_sections, thematic_map, (section,)))
        if len(pages) == length:
            return tuple(pages)
        length = len(pages)


def _number_sheets(parts: Sequence[tuple[Sheet, tuple[Page, ...]]], contents: int) -> dict[Sheet, int]:
    """Return the number of the first page of each sheet, where the contents take some pages."""
    lengths = [contents if sheet.kind == "contents" else max(len(pages), 1) for sheet, pages in parts]
    starts = accumulate(lengths, initial=1)
    return {sheet: start for (sheet, _), start in zip(parts, starts, strict=False)}


def _set_sections(
    thematic_map: ThematicMap, sections: Sequence[Section], width: float, share: float = 1.0
) -> list[Piece]:
    language, text = thematic_map.view.language, TEXT * share
    kind = Type(text)
    pieces: list[Piece] = []
    for section in sections:
        heading = paragraph(section.title, width, Type(HEADING, "bold"))
        lines = [paragraph(text, width, kind) for text in section.lines]
        head = stack([heading, *lines], gap=text * POINT * 0.4)
        if section.columns:
            pieces.append((head, draw_grid(section.columns, width, Type(text * 0.88), language)))
        else:
            pieces.append(head)
    return pieces


def bind(atlas: Atlas, parts: Sequence[Part]) -> list[Page]:
    """Return the pages of a book with their numbers, and with short titles for the bookmarks."""
    total = sum(len(part.pages) for part in parts)
    return [
        _stamp(replace(page, title=title), place, total)
        for place, (title, page) in enumerate(_list_titled(atlas, parts), 1)
    ]


def _list_titled(atlas: Atlas, parts: Sequence[Part]) -> Iterator[tuple[str, Page]]:
    for part in parts:
        for page in part.pages:
            language = part.sheet.view.language
            title = say("book.contents", language) if part.sheet.kind == "contents" else page.title
            yield (name_sheet(atlas, part.sheet) if part.sheet.plan is None else title), page


def _stamp(page: Page, place: int, total: int) -> Page:
    kind = Type(TEXT * 0.86, "regular", GREY)
    said = say(
        "book.number", page.language, number=number(place, page.language), total=number(total, page.language)
    )
    stamp = Words(said, page.width - 12.0, page.height - 6.5, kind.size, kind.face, "end", kind.colour)
    return replace(page, items=(*page.items, stamp))
