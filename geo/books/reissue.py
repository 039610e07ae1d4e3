"""A page id → the page again: the same when data and program are the same, else what has changed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import chain, combinations
from typing import TYPE_CHECKING, Final, Literal

from geo.atlas import list_levels, make_page_id
from geo.books.book import Plan, Sheet, list_sheets, read_sheet
from geo.books.pages import compose_book
from geo.books.reissue_log import SHAPES, Line, compare_files, list_fingerprints, read_log
from geo.books.sheet import OF_BOOK, TAKEN
from geo.books.version import name_version
from geo.books.views import draw_view_sheet, read_emblem, show_view
from geo.errors import Problem, ViewError
from geo.formats import FORMATS, OF_YEARS, make_file, require_format
from geo.model import A4_LANDSCAPE, LANGUAGES, LAYER_NAMES, View, find_layout
from geo.paint import paint_pdf, paint_png

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.drawing.scene import Page
    from geo.model import Atlas, LayerName

ID: Final = re.compile(r"[A-Z2-7]{8}")
MISREAD: Final = str.maketrans("018", "OIB")
"""Digits that no page id has, and the letters that they are taken for on paper."""

State = Literal["same", "program", "data", "gone"]


@dataclass(frozen=True)
class Found:
    """What a page id names, and what has become of it.

    Parameters
    ----------
    page_id, address, paper
        What was issued; on several papers: the last one.
    state
        ``same``: it can be drawn again bit for bit; ``program``: the data is the same, the program is
        another; ``data``: the data is another; ``gone``: this data does not have the view any more.
    when, version
        When it was issued and by which program; "" where that was not noted.
    files
        Data files that are ``changed``, ``new`` or ``gone`` since; empty where nobody knows.
    now_id
        Id of the same view of the present data; "" if it is gone.
    problems
        What of the view is gone.
    """

    page_id: str
    address: str
    paper: str
    state: State
    when: str
    version: str
    files: Mapping[str, tuple[str, ...]]
    now_id: str
    problems: tuple[Problem, ...] = ()


def find_page(atlas: Atlas, text: str, paper: str | None = None) -> Found:
    """Return what a page id, as somebody typed it, names.

    Parameters
    ----------
    paper
        Name of the layout that is meant where the page was issued on several; None is the last one.

    Raises
    ------
    ViewError
        It is no page id, or none that this data folder knows.
    """
    # Spaces within mean nothing; copied with the words before it, or as the name of a file, it stands last.
    parts = ("".join(text.split()), *reversed(re.findall("[A-Za-z0-9]+", text)))
    read = (part.upper().translate(MISREAD) for part in parts)
    page_id = next(filter(ID.fullmatch, read), None)
    if page_id is None:
        raise ViewError(_no_id(text))
    lines = [line for line in read_log(atlas.folder) if line.page_id == page_id]
    if lines:
        return _describe(atlas, [line for line in lines if line.paper == paper] or lines)
    for fingerprint in dict.fromkeys((atlas.fingerprint, *list_fingerprints(atlas.folder))):
        then = replace(atlas, fingerprint=fingerprint)
        address = next((known for known, made in _list_usual(then) if made == page_id), None)
        if address is not None:
            usual = paper or A4_LANDSCAPE.name
            return _judge(atlas, Line(page_id, address, usual, fingerprint, "", ""))
    raise ViewError(_unknown(page_id))


def _describe(atlas: Atlas, lines: list[Line]) -> Found:
    """Return what the log says of a page; of several lines that of this program counts, else the latest."""
    own = [line for line in lines if line.version == name_version()]
    return _judge(atlas, (own or lines)[-1])


def _judge(atlas: Atlas, line: Line) -> Found:
    """Return what became of a page; a line without a version was found without the log."""
    now_id, problems = _find_now(atlas, line.address)
    same_data = line.fingerprint == atlas.fingerprint
    same_program = line.version in ("", name_version())
    state: State = "gone" if problems else "data" if not same_data else "same" if same_program else "program"
    files = {} if same_data else compare_files(atlas.folder, line.fingerprint) or {}
    return Found(
        line.page_id, line.address, line.paper, state, line.when, line.version, files, now_id, problems
    )


def _find_now(atlas: Atlas, address: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the id of an address on the present data, or what of it is gone."""
    try:
        sheet = read_sheet(address, atlas)
    except ViewError as error:
        return "", tuple(error.problems)
    return make_page_id(atlas, sheet.view, sheet.more), ()


def draw_pages(atlas: Atlas, found: Found) -> list[Page]:
    """Return what a page id names, drawn from the present data: one page, or those of a long table.

    Raises
    ------
    ViewError
        This data does not have the view any more.
    """
    sheet = _require(atlas, found)
    if sheet.plan is not None:
        parts = compose_book(atlas, sheet.plan)
        return list(next(part.pages for part in parts if part.sheet.kind == sheet.kind))
    return list(draw_view_sheet(atlas, sheet, find_layout(found.paper)))


def make_again(atlas: Atlas, found: Found, suffix: str) -> bytes:
    """Return what a page id names as a file, drawn from the present data.

    Parameters
    ----------
    suffix
        One that `list_kinds` gives.

    Raises
    ------
    ViewError
        This data does not have the view any more, or it cannot be written as this kind of file.
    """
    sheet = _require(atlas, found)
    require_format(suffix, list_kinds(sheet))
    if sheet.kind in TAKEN:
        layout, emblem = find_layout(found.paper), read_emblem(atlas)
        shapes = found.paper == SHAPES
        return make_file(show_view(atlas, sheet), suffix, layout=layout, emblem=emblem, shapes=shapes)
    pages = draw_pages(atlas, found)
    if suffix == "pdf":
        return paint_pdf(pages)
    require_format(suffix, ("pdf", "png") if len(pages) == 1 else ("pdf",))
    return paint_png(pages[0])


def list_kinds(sheet: Sheet) -> tuple[str, ...]:
    """Return the kinds of file that a sheet is taken away as."""
    if sheet.kind == "map":
        return tuple(FORMATS)
    return OF_YEARS if sheet.kind in TAKEN else ("pdf", "png")


def list_ways(atlas: Atlas, found: Found) -> tuple[str, ...]:
    """Return the kinds of file that a page can be made again as; the one that was handed out comes first.

    Raises
    ------
    ViewError
        This data does not have the view any more.
    """
    sheet = _require(atlas, found)
    kinds = list_kinds(sheet)
    if sheet.kind in OF_BOOK or (sheet.kind not in TAKEN and len(draw_pages(atlas, found)) > 1):
        kinds = ("pdf",)  # a picture is of one page, and those about a book are slow to draw only to count
    handed = "pptx" if found.paper == SHAPES else found.paper
    return tuple(sorted(kinds, key=lambda kind: kind != handed))


def _require(atlas: Atlas, found: Found) -> Sheet:
    if found.problems:
        raise ViewError(found.problems)
    return read_sheet(found.address, atlas)


def _list_usual(atlas: Atlas) -> Iterator[tuple[str, str]]:
    """Yield the addresses that are usual, with their ids: for pages that nobody noted."""
    for sheet in chain(_list_view_sheets(atlas), _list_book_sheets(atlas)):
        yield sheet.address, make_page_id(atlas, sheet.view, sheet.more)


def _list_view_sheets(atlas: Atlas) -> Iterator[Sheet]:
    """Yield each usual view as a map, with its table, with each earlier year, and over all years."""
    for view in _list_views(atlas):
        yield Sheet("map", view)
        yield Sheet("table", view)
        yield Sheet("clusters", view)
        for year in atlas.city.years:
            if year < view.year:
                yield Sheet("pair", view, year2=year)
        if view.year == atlas.city.years[-1]:
            yield Sheet("years", view)


def _list_views(atlas: Atlas) -> Iterator[View]:
    """Yield the whole city with any layers, and each ward with the usual ones."""
    usual = View(year=0).layers
    layers = chain.from_iterable(combinations(LAYER_NAMES, size) for size in range(len(LAYER_NAMES) + 1))
    scopes: list[tuple[tuple[str, ...], tuple[LayerName, ...]]] = [((), chosen) for chosen in layers]
    scopes += [((code,), usual) for code in sorted(set(atlas.boundaries.wards.index))]
    for year in atlas.city.years:
        for indicator in atlas.catalogue.indicators.values():
            for level in list_levels(indicator):
                for wards, chosen in scopes:
                    for language in LANGUAGES:
                        for patterns in (False, True):
                            yield View(year, level, indicator.id, wards, chosen, language, patterns)


def _list_book_sheets(atlas: Atlas) -> Iterator[Sheet]:
    """Yield the sheets of the atlases of one year and one indicator, and of every ward."""
    for language in LANGUAGES:
        for year in atlas.city.years:
            for indicator in atlas.catalogue.indicators:
                for sheet in list_sheets(atlas, Plan((year,), (indicator,), (), language)):
                    yield sheet
                    if sheet.kind == OF_BOOK[0]:
                        yield Sheet("city", sheet.view)


def _no_id(text: str) -> Problem:
    return Problem(
        file="",
        value=text.strip()[:40],
        what_vi="không phải là mã trang",
        what_en="is no page id",
        remedy_vi="mã trang có 8 ký tự A–Z và 2–7, in ở góc dưới mỗi trang",
        remedy_en="a page id has 8 characters A–Z and 2–7 and stands at the foot of each page",
    )


def _unknown(page_id: str) -> Problem:
    return Problem(
        file="",
        value=page_id,
        what_vi="mã này không có trong sổ các trang đã xuất từ thư mục dữ liệu này",
        what_en="is in no list of the pages that were issued from this data folder",
        remedy_vi="kiểm tra lại từng chữ; trang có thể được vẽ từ dữ liệu khác",
        remedy_en="check it letter by letter; the page may have been drawn from other data",
    )
