"""An atlas or a report as a file: PDF, PPTX or DOCX, under its name only when it is complete."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

from geo.books.book import FORMATS, list_sheets, name_ground, name_sheet
from geo.books.notes import write_notes
from geo.books.pages import bind, compose_book
from geo.books.reissue_log import Issued, record_pages
from geo.books.sheet import TAKEN, Item, Sheet
from geo.books.views import draw_sheet_map, show_view
from geo.books.workers import choose_workers
from geo.drawing.pdf import Press
from geo.formats import require_format
from geo.layout.shown import head_of
from geo.tools.files import write_file
from geo.tools.words import say
from geo.units import list_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geo.books.pages import Progress
    from geo.books.sheet import Plan
    from geo.model import Atlas
    from geo.office.listing import Section

OFFICE: Final = {
    "pptx": ("geo.books.slides", "write_book_pptx"),
    "docx": ("geo.books.document", "write_book_docx"),
}


@dataclass(frozen=True)
class Made:
    """A book as bytes, and the pages that it issues."""

    content: bytes
    issued: tuple[Issued, ...]


def make_book(
    atlas: Atlas, plan: Plan, suffix: str, *, progress: Progress | None = None, workers: int | None = None
) -> Made:
    """Return an atlas as a file.

    Parameters
    ----------
    suffix
        One of `FORMATS`.
    progress
        Told what is drawn now; what it raises stops the work.
    workers
        Processes that draw pages of a PDF; None chooses. Office files are written by one.

    Raises
    ------
    ViewError
        The plan cannot be drawn, or there is no such kind of file.
    """
    require_format(suffix, FORMATS)
    if suffix in OFFICE:
        return _make_office(atlas, plan, suffix, progress)
    number = choose_workers(len(list_sheets(atlas, plan)), workers)
    press = Press(plan.language)
    parts = compose_book(atlas, plan, progress=progress, workers=number, press=press.print)
    issued = tuple(Issued(part.pages[0].page_id, part.sheet.address, part.sheet.paper) for part in parts)
    return Made(press.bind(bind(atlas, parts)), issued)


def write_book(
    atlas: Atlas, plan: Plan, path: Path, *, progress: Progress | None = None, workers: int | None = None
) -> bool:
    """Write an atlas; a run that is stopped or killed leaves nothing under the name of the file.

    Returns
    -------
    bool
        Whether the page ids could be noted in the data folder, so that they can be told from others later.

    Raises
    ------
    ViewError
        The plan cannot be drawn, or there is no such kind of file.
    DataFileError
        The place cannot be written.
    """
    made = make_book(atlas, plan, path.suffix.lower().lstrip("."), progress=progress, workers=workers)
    write_file(path, made.content)
    return record_pages(atlas, made.issued)


def _make_office(atlas: Atlas, plan: Plan, suffix: str, progress: Progress | None) -> Made:
    sheets = list_sheets(atlas, plan)
    cover = draw_sheet_map(atlas, sheets[0])
    views = _list_views(atlas, sheets)
    issued = [Issued(cover.furniture.page_id, sheets[0].address, "sheet")]

    def draw() -> Iterator[Item]:
        for place, (name, sheet, tabled) in enumerate(views):
            if progress:
                progress(place, len(views), name)
            shown = show_view(atlas, sheet)
            issued.append(Issued(head_of(shown).furniture.page_id, sheet.address, suffix))
            yield Item(name, shown, tabled=tabled)

    def close() -> tuple[Section, ...]:
        if progress:
            progress(len(views), len(views), say("book.notes", plan.language))
        return write_notes(atlas, plan, ())[
            :-1
        ]  # the names on a picture are not those of the page of the PDF

    module, function = OFFICE[suffix]
    write = getattr(import_module(module), function)
    return Made(bytes(write(cover, draw(), close)), tuple(issued))


def _list_views(atlas: Atlas, sheets: Sequence[Sheet]) -> list[tuple[str, Sheet, bool]]:
    """Return what has a slide or a figure, by name, and whether its whole table belongs to it.

    Of an atlas it is the map of each page, with the tables of the wards, and of a city that is one ward that
    of the ward alone; of a report it is what was chosen.
    """
    cover, plan = sheets[0], sheets[0].plan
    shown = [sheet for sheet in sheets if sheet.plan is None]
    if plan is not None and plan.chosen:
        return [(name_sheet(atlas, sheet), sheet, sheet.kind not in TAKEN) for sheet in shown]
    name = (
        name_sheet if len({(sheet.view.year, sheet.view.indicator) for sheet in shown}) > 1 else _name_place
    )
    return [
        (name(atlas, sheet), Sheet("map", sheet.view), bool(sheet.view.wards))
        for sheet in (cover, *shown)
        if sheet.view.wards or len(list_units(atlas.boundaries, "ward", sheet.view.year)) > 1
    ]


def _name_place(atlas: Atlas, sheet: Sheet) -> str:
    """Return the place alone: what of it is shown on every sheet, the title says."""
    return name_ground(atlas, sheet.view)
