"""An atlas of wards → its pages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from geo.atlas import make_map, make_page_id
from geo.book import list_sheets, name_sheet, name_years
from geo.book_notes import Section, write_notes
from geo.book_workers import draw_all
from geo.keep import keep
from geo.listing import Column
from geo.model import Figure, View
from geo.page_table import draw_grid
from geo.scene import POINT, Page, Words
from geo.sheet import compose_cover, compose_sheet, compose_words
from geo.typeset import GREY, Type, paragraph, stack
from geo.units import list_latest, list_units
from geo.words import name_unit, number, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from geo.book import Plan, Sheet
    from geo.model import Atlas, Language, ThematicMap
    from geo.scene import Naming
    from geo.sheet import Piece

    Progress = Callable[[int, int, str], None]

TEXT: Final = 8.0
HEADING: Final = 10.5
STATUS: Final = "safety"
"""Indicator whose result of the ward itself stands in the strip of its page."""


@dataclass(frozen=True, eq=False)
class Part:
    """The pages of one sheet."""

    sheet: Sheet
    pages: tuple[Page, ...]


def read_emblem(atlas: Atlas) -> bytes:
    """Return the PNG of the emblem, or nothing where the city has none."""
    return (atlas.folder / atlas.city.emblem).read_bytes() if atlas.city.emblem else b""


def draw_sheet_map(atlas: Atlas, sheet: Sheet) -> ThematicMap:
    """Return the map of a sheet, with the page id of the sheet."""
    thematic_map = make_map(atlas, sheet.view)
    page_id = make_page_id(atlas, sheet.view, sheet.more)
    furniture = replace(thematic_map.furniture, page_id=page_id)
    if sheet.plan is not None:
        place = atlas.city.name[sheet.view.language]
        key = "book.notes_title" if sheet.kind == "notes" else "book.title"
        title = say(key, sheet.view.language, place=place, years=name_years(sheet.plan))
        about = "" if sheet.kind == "notes" else _write_about(atlas, sheet.plan)
        sentence = "" if sheet.kind == "notes" else furniture.sentence
        furniture = replace(furniture, title=title, subtitle=about, sentence=sentence)
    return replace(thematic_map, furniture=furniture)


def _write_about(atlas: Atlas, plan: Plan) -> str:
    titles = [atlas.catalogue.indicators[name].title[plan.language] for name in plan.indicators]
    count = len({sheet.view.wards for sheet in list_sheets(atlas, plan) if sheet.kind == "ward"})
    return say("book.about", plan.language, indicators="; ".join(titles), count=number(count, plan.language))


def draw_view_sheet(atlas: Atlas, sheet: Sheet) -> tuple[Page, ...]:
    """Return the pages of a sheet that shows a view: the city, or a ward with its table."""
    thematic_map, emblem = draw_sheet_map(atlas, sheet), read_emblem(atlas)
    if sheet.kind == "city":
        return (compose_cover(thematic_map, thematic_map.strip, emblem=emblem),)
    return tuple(compose_sheet(thematic_map, list_ward_figures(atlas, thematic_map), emblem=emblem))


def list_ward_figures(atlas: Atlas, thematic_map: ThematicMap) -> list[Figure]:
    """Return the strip of a ward: its own result in place of "1/1 wards", its clusters by name."""
    view = thematic_map.view
    clusters = list_units(atlas.boundaries, "cluster", view.year)
    own = [
        name
        for name, codes in zip(clusters["name"], clusters["members"], strict=True)
        if view.wards[0] in codes
    ]
    ward = thematic_map.wards.loc[view.wards[0]]
    instead = {
        "wards": Figure(
            key="wards",
            value=_list_status(atlas, view.year, view.language).get(
                view.wards[0], say("strip.unknown", view.language)
            ),
            label=name_unit(ward["name"], ward["kind"], ""),
        ),
        "clusters": Figure(
            key="clusters",
            value=", ".join(own) or say("strip.unknown", view.language),
            label=say("strip.clusters", view.language),
        ),
    }
    return [instead.get(figure.key, figure) for figure in thematic_map.strip]


@keep
def _list_status(atlas: Atlas, year: int, language: Language) -> Mapping[str, str]:
    """Return the result of each ward itself, in words; nothing where the catalogue has none."""
    indicator = atlas.catalogue.indicators.get(STATUS)
    if indicator is None or "ward" not in indicator.measures:
        return {}
    city = make_map(atlas, View(year, "ward", STATUS, layers=(), language=language))
    return {str(code): str(text) for code, text in city.layer.frame["text"].items()}


def compose_book(
    atlas: Atlas, plan: Plan, *, progress: Progress | None = None, workers: int = 1
) -> tuple[Part, ...]:
    """Return an atlas, sheet by sheet.

    Parameters
    ----------
    progress
        Told before each sheet how many are done, how many there are, and what is drawn now; what it raises
        stops the work.
    workers
        Processes that draw.

    Raises
    ------
    ViewError
        The plan cannot be drawn from this data.
    """
    sheets = list_sheets(atlas, plan)
    tell = progress or (lambda *_: None)
    shown = [sheet for sheet in sheets if sheet.plan is None]
    drawn: dict[Sheet, tuple[Page, ...]] = {}
    for sheet, pages in draw_all(atlas, shown, draw_view_sheet, workers=workers):
        drawn[sheet] = pages
        tell(len(drawn), len(sheets), name_sheet(atlas, sheet))
    names = [naming for sheet, pages in drawn.items() if sheet.kind == "ward" for naming in pages[0].report]
    for sheet in (sheets[0], sheets[-1], sheets[1]):
        tell(len(drawn), len(sheets), draw_sheet_map(atlas, sheet).furniture.title)
        drawn[sheet] = _draw_book_sheet(
            atlas, sheet, names, [(other, drawn.get(other, ())) for other in sheets]
        )
    return tuple(Part(sheet, drawn[sheet]) for sheet in sheets)


def _draw_book_sheet(
    atlas: Atlas, sheet: Sheet, names: Sequence[Naming], parts: Sequence[tuple[Sheet, tuple[Page, ...]]]
) -> tuple[Page, ...]:
    thematic_map = draw_sheet_map(atlas, sheet)
    if sheet.plan is None or sheet.kind == "cover":
        return (compose_cover(thematic_map, thematic_map.strip, emblem=read_emblem(atlas)),)
    if sheet.kind == "notes":
        write = partial(_set_sections, thematic_map, write_notes(atlas, sheet.plan, names))
        return tuple(compose_words(thematic_map, write))
    length = 1
    while True:
        starts = _number_wards(parts, length)
        section = _list_contents(atlas, sheet, starts)
        pages = compose_words(thematic_map, partial(_set_sections, thematic_map, (section,)))
        if len(pages) == length:
            return tuple(pages)
        length = len(pages)


def _number_wards(parts: Sequence[tuple[Sheet, tuple[Page, ...]]], contents: int) -> dict[str, int]:
    """Return the number of the first page of each ward, where the contents take some pages."""
    starts: dict[str, int] = {}
    page = 1
    for sheet, pages in parts:
        if sheet.kind == "ward":
            starts.setdefault(sheet.view.wards[0], page)
        page += contents if sheet.kind == "contents" else max(len(pages), 1)
    return starts


def _list_contents(atlas: Atlas, sheet: Sheet, starts: Mapping[str, int]) -> Section:
    """Return the wards with what every indicator says of them, and with their pages."""
    view, language = sheet.view, sheet.view.language
    known = list_latest(atlas.boundaries, "ward").loc[list(starts)]
    names = tuple(name_unit(name, kind, "") for name, kind in zip(known["name"], known["kind"], strict=True))
    columns = [Column("name", say("map.ward", language), names)]
    for indicator in atlas.catalogue.indicators.values():
        if "ward" in indicator.measures:
            every = replace(view, level="ward", indicator=indicator.id, wards=(), layers=())
            texts = make_map(atlas, every).layer.frame["text"].reindex(list(starts)).fillna("–")
            columns.append(Column(indicator.id, indicator.title[language], tuple(texts)))
    pages = tuple(float(page) for page in starts.values())
    columns.append(Column("page", say("book.page", language), pages, "number"))
    return Section(say("book.contents", language), (), tuple(columns))


def _set_sections(thematic_map: ThematicMap, sections: Sequence[Section], width: float) -> list[Piece]:
    language, kind = thematic_map.view.language, Type(TEXT)
    pieces: list[Piece] = []
    for section in sections:
        heading = paragraph(section.title, width, Type(HEADING, "bold"))
        lines = [paragraph(text, width, kind) for text in section.lines]
        head = stack([heading, *lines], gap=TEXT * POINT * 0.4)
        if section.columns:
            pieces.append((head, draw_grid(section.columns, width, Type(TEXT * 0.88), language)))
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


def count_names(parts: Sequence[Part]) -> dict[str, int]:
    """Return how many names of units stand how on the sheets of the wards."""
    counts: dict[str, int] = defaultdict(int)
    for part in parts:
        if part.sheet.kind == "ward":
            for naming in part.pages[0].report:
                counts[naming.how] += not naming.code.startswith("ward:")
    return dict(counts)
