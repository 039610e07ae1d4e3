"""A sheet of a book → what it shows, and its pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.atlas import make_map, make_page_id
from geo.books.book import list_sheets, name_years
from geo.books.sheet import TAKEN
from geo.drawing.scene import list_pages
from geo.layout.sheet import compose_cover, compose_sheet
from geo.layout.shown import compose_shown, head_of
from geo.model import A4_LANDSCAPE, Figure, View
from geo.pairs.cluster_report import make_cluster_report
from geo.pairs.pair import make_pair
from geo.pairs.pair_years import make_years
from geo.tools.keep import keep
from geo.tools.words import name_unit, number, say
from geo.units import list_units

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.books.sheet import Plan, Sheet
    from geo.drawing.scene import Page
    from geo.model import Atlas, Language, Layout, ThematicMap
    from geo.model.pair import Shown

STATUS: Final = "safety"
"""Indicator whose result of the ward itself stands in the strip of its page."""


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
        key = "report_title" if sheet.plan.chosen else "title"
        key = "notes_title" if sheet.kind == "notes" else key
        title = say(f"book.{key}", sheet.view.language, place=place, years=name_years(sheet.plan))
        if sheet.kind != "notes":
            title = sheet.plan.title or title
        about = "" if sheet.kind == "notes" else _write_about(atlas, sheet.plan)
        furniture = replace(furniture, title=title, subtitle=about)
        if sheet.kind == "notes":
            furniture = replace(furniture, sentence="", brief="")
    return replace(thematic_map, furniture=furniture)


def _write_about(atlas: Atlas, plan: Plan) -> str:
    titles = "; ".join(atlas.catalogue.indicators[name].title[plan.language] for name in plan.indicators)
    if plan.chosen:
        count = number(len(plan.chosen), plan.language)
        return say("book.report_about", plan.language, indicators=titles, count=count)
    wards = {sheet.view.wards for sheet in list_sheets(atlas, plan) if sheet.kind == "ward"}
    return say("book.about", plan.language, indicators=titles, count=number(len(wards), plan.language))


def show_view(atlas: Atlas, sheet: Sheet) -> Shown:
    """Return what a sheet shows: a map, two years or all years."""
    if sheet.kind == "pair" and sheet.year2 is not None:
        return make_pair(atlas, sheet.view, sheet.year2)
    if sheet.kind == "clusters":
        return make_cluster_report(atlas, sheet.view).map
    return make_years(atlas, sheet.view) if sheet.kind == "years" else draw_sheet_map(atlas, sheet)


def draw_view_sheet(atlas: Atlas, sheet: Sheet, layout: Layout = A4_LANDSCAPE) -> tuple[Page, ...]:
    """Return the pages of a sheet that shows a view.

    Parameters
    ----------
    layout
        Paper of what can be taken away by itself; the other sheets have a paper of their own.
    """
    shown, emblem = show_view(atlas, sheet), read_emblem(atlas)
    if sheet.kind in TAKEN:
        return list_pages(compose_shown(shown, layout, emblem=emblem))
    thematic_map = head_of(shown)
    if sheet.kind == "city":
        return list_pages(compose_cover(thematic_map, thematic_map.strip, emblem=emblem))
    one = len(sheet.view.wards) == 1
    figures = list_ward_figures(atlas, thematic_map) if one else thematic_map.strip
    return tuple(compose_sheet(thematic_map, figures, emblem=emblem))


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
            label=say("strip.clusters", view.language, count=len(own)),
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
