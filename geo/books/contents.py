"""The contents of a book: of an atlas its wards with what is known of each, of a report its sheets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.atlas import make_map, make_page_id
from geo.books.book import name_sheet
from geo.office.listing import Column, Section
from geo.tools.words import name_unit, say
from geo.units import list_latest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.books.sheet import Sheet
    from geo.model import Atlas


def list_contents(atlas: Atlas, contents: Sheet, starts: Mapping[Sheet, int]) -> Section:
    """Return the contents of a book.

    Parameters
    ----------
    contents
        The sheet on which they stand.
    starts
        The number of the first page of each sheet.
    """
    title = say("book.contents", contents.view.language)
    chosen = contents.plan is not None and contents.plan.chosen
    columns = list_entries(atlas, starts) if chosen else _list_wards(atlas, contents, starts)
    return Section(title, (), columns)


def list_entries(atlas: Atlas, starts: Mapping[Sheet, int]) -> tuple[Column, ...]:
    """Return the sheets that show a view, with their page ids and their pages."""
    shown = {sheet: start for sheet, start in starts.items() if sheet.plan is None}
    language = next(iter(starts)).view.language
    return (
        Column("name", say("book.meaning", language), tuple(name_sheet(atlas, sheet) for sheet in shown)),
        Column(
            "page_id",
            say("map.page_id", language),
            tuple(make_page_id(atlas, sheet.view, sheet.more) for sheet in shown),
        ),
        Column("page", say("book.page", language), tuple(map(float, shown.values())), "number"),
    )


def _list_wards(atlas: Atlas, contents: Sheet, starts: Mapping[Sheet, int]) -> tuple[Column, ...]:
    """Return the wards with what every indicator says of them, and with their pages."""
    view, language = contents.view, contents.view.language
    first: dict[str, int] = {}
    for sheet, start in starts.items():
        if sheet.kind == "ward":
            first.setdefault(sheet.view.wards[0], start)
    known = list_latest(atlas.boundaries, "ward").loc[list(first)]
    names = tuple(name_unit(name, kind, "") for name, kind in zip(known["name"], known["kind"], strict=True))
    columns = [Column("name", say("map.ward", language), names)]
    for indicator in atlas.catalogue.indicators.values():
        if "ward" in indicator.measures:
            every = replace(view, level="ward", indicator=indicator.id, wards=(), layers=(), off=())
            texts = make_map(atlas, every).layer.frame["text"].reindex(list(first)).fillna("–")
            columns.append(Column(indicator.id, indicator.title[language], tuple(texts)))
    pages = tuple(float(page) for page in first.values())
    columns.append(Column("page", say("book.page", language), pages, "number"))
    return tuple(columns)
