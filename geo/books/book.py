"""A book as a plan: which sheets an atlas of wards or a report has, in their order, each with its address."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from geo.books.sheet import KINDS, OF_BOOK, TAKEN, Plan, Sheet
from geo.errors import Problem, ViewError
from geo.model import View
from geo.pairs.pair import settle_pair
from geo.telling.address import read_view, read_year2
from geo.telling.captions import name_place
from geo.telling.views import list_levels, require_view
from geo.tools.words import listed, say
from geo.units import list_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.books.sheet import SheetKind
    from geo.model import Atlas, Language

__all__ = ["FORMATS", "Plan", "Sheet", "list_sheets", "make_sheet", "name_sheet", "plan_report", "read_sheet"]

FORMATS: Final = ("pdf", "pptx", "docx")
"""Kinds of file of a book."""


def require_plan(atlas: Atlas, plan: Plan) -> None:
    """Let a plan pass that can be drawn.

    Raises
    ------
    ViewError
        Years, indicators or wards are not in the atlas, or there are none; all problems at once.
    """
    problems = [
        _nothing(column)
        for column, values in (("year", plan.years), ("indicator", plan.indicators))
        if not values
    ]
    for year in plan.years or atlas.city.years[-1:]:
        for indicator in plan.indicators or tuple(atlas.catalogue.indicators)[:1]:
            try:
                require_view(atlas, _view(atlas, plan, year, indicator, plan.wards))
            except ViewError as error:
                problems += error.problems
    if problems:
        raise ViewError(list(dict.fromkeys(problems)))


def _nothing(column: str) -> Problem:
    return Problem(
        file="",
        column=column,
        what_vi="chưa chọn gì",
        what_en="nothing is chosen",
        remedy_vi="chọn ít nhất một",
        remedy_en="choose at least one",
    )


def _view(atlas: Atlas, plan: Plan, year: int, indicator: str, wards: tuple[str, ...]) -> View:
    """Return the view of an indicator at the finest level that it has."""
    known = atlas.catalogue.indicators.get(indicator)
    level = list_levels(known)[0] if known else "hamlet"
    return View(year=year, level=level, indicator=indicator, wards=wards, language=plan.language)


def list_sheets(atlas: Atlas, plan: Plan) -> tuple[Sheet, ...]:
    """Return the sheets of a book in their order: cover, contents, city and wards or what was chosen, notes.

    Raises
    ------
    ViewError
        The plan cannot be drawn.
    """
    require_plan(atlas, plan)
    if plan.chosen:
        return _list_chosen(atlas, plan)
    pairs = [(year, indicator) for year in sorted(plan.years, reverse=True) for indicator in plan.indicators]
    city = [_view(atlas, plan, year, indicator, ()) for year, indicator in pairs]
    years = {year: list_units(atlas.boundaries, "ward", year).index for year in plan.years}
    codes = sorted(
        {code for known in years.values() for code in known if not plan.wards or code in plan.wards}
    )
    wards = [
        _view(atlas, plan, year, indicator, (code,))
        for code in codes
        for year, indicator in pairs
        if code in years[year]
    ]
    return (
        Sheet("cover", city[0], plan),
        Sheet("contents", city[0], plan),
        *(Sheet("city", view) for view in city[1:]),
        *(Sheet("ward", view) for view in wards),
        Sheet("notes", city[0], plan),
    )


def _list_chosen(atlas: Atlas, plan: Plan) -> tuple[Sheet, ...]:
    chosen = [read_sheet(address, atlas) for address in plan.chosen]
    first = _view(atlas, plan, chosen[0].view.year, chosen[0].view.indicator, ())
    return (Sheet("cover", first, plan), Sheet("contents", first, plan), *chosen, Sheet("notes", first, plan))


def plan_report(atlas: Atlas, addresses: Sequence[str], language: Language, title: str = "") -> Plan:
    """Return the plan of a report of chosen sheets, each once, all in one language.

    Raises
    ------
    ViewError
        Nothing is chosen, or an address cannot be drawn; all problems at once.
    """
    sheets, problems = [], [] if addresses else [_nothing("ADDRESS")]
    for address in addresses:
        try:
            sheet = read_sheet(address, atlas)
        except ViewError as error:
            problems += error.problems
            continue
        if sheet.plan is not None:
            problems.append(_of_book(sheet.kind))
        sheets.append(replace(sheet, view=replace(sheet.view, language=language)))
    if problems:
        raise ViewError(list(dict.fromkeys(problems)))
    years = {year for sheet in sheets for year in _list_years(atlas, sheet)}
    return Plan(
        years=tuple(sorted(years)),
        indicators=tuple(dict.fromkeys(sheet.view.indicator for sheet in sheets)),
        language=language,
        chosen=tuple(dict.fromkeys(sheet.address for sheet in sheets)),
        title=" ".join(title.split()),
    )


def _of_book(kind: SheetKind) -> Problem:
    return Problem(
        file="",
        column="page",
        value=kind,
        what_vi="là trang của cả một tập, không đứng riêng trong báo cáo được",
        what_en="is a page about a whole book, and cannot stand in a report",
        remedy_vi="chọn trang bản đồ, bảng, so sánh hai năm hoặc mọi năm",
        remedy_en="choose a page with a map, a table, two years or all years",
    )


def _list_years(atlas: Atlas, sheet: Sheet) -> tuple[int, ...]:
    """Return the years that a sheet shows, ascending."""
    if sheet.kind == "years":
        return tuple(atlas.city.years)
    return (sheet.view.year,) if sheet.year2 is None else (sheet.year2, sheet.view.year)


def make_sheet(atlas: Atlas, kind: SheetKind, view: View, year2: int | None = None) -> Sheet:
    """Return the sheet that shows a view, as it is called whichever year it was asked for from.

    Raises
    ------
    ViewError
        Both years of a pair are one.
    """
    if kind == "pair" and year2 is not None:
        later, earlier = settle_pair(atlas, view, year2)
        return Sheet(kind, later, year2=earlier)
    return Sheet(kind, replace(view, year=atlas.city.years[-1]) if kind == "years" else view)


def name_sheet(atlas: Atlas, sheet: Sheet) -> str:
    """Return what is drawn on a sheet that shows a view: place, indicator and years; of a chosen one more."""
    view = sheet.view
    title = atlas.catalogue.indicators[view.indicator].title[view.language]
    place = name_ground(atlas, view)
    shown = _list_years(atlas, sheet)
    years = "–".join(map(str, dict.fromkeys((shown[0], shown[-1]))))
    if sheet.kind == "clusters":
        return f"{place} – {say('sheet.clusters', view.language)}, {years}"
    name = f"{place} – {title}, {years}"
    if sheet.kind in ("city", "ward", *OF_BOOK):
        return name
    units, kind = (say(key, view.language) for key in (f"units.{view.level}", f"sheet.{sheet.kind}"))
    return f"{name} ({units}; {kind[:1].lower()}{kind[1:]})"


def name_ground(atlas: Atlas, view: View) -> str:
    """Return what of the city a view shows: the wards without the city behind them, or the city."""
    return name_place(atlas, view).removesuffix(f", {atlas.city.name[view.language]}")


def name_years(plan: Plan) -> str:
    """Return the years of a plan in words."""
    return listed([str(year) for year in sorted(plan.years)], plan.language)


def read_sheet(address: str, atlas: Atlas) -> Sheet:
    """Return the sheet that an address names.

    Raises
    ------
    ViewError
        It cannot be drawn from this data.
    """
    words = parse_qs(address, keep_blank_values=True)
    view, problems = read_view(words, atlas)
    kind = next((kind for kind in KINDS if [kind] == words.get("page")), None)
    if kind in OF_BOOK:
        _refuse(problems)
        return Sheet(kind, view, _read_plan(words, atlas, view.language))
    if kind is not None and kind not in TAKEN:
        _refuse(problems)
        return Sheet(kind, view)
    if "year2" not in words:
        _refuse(problems)
        return make_sheet(atlas, _find_kind(words), view)
    year2, missing = read_year2(words, atlas, view.year)
    _refuse((*problems, *missing))
    if year2 is None:
        raise ViewError(_one_year(words["year2"][0], view.year))
    return make_sheet(atlas, "pair", view, year2)


def _find_kind(words: dict[str, list[str]]) -> SheetKind:
    if words.get("screen") == ["clusters"]:
        return "clusters"
    return "years" if words.get("years") == ["all"] else "map"


def _one_year(asked: str, year: int) -> Problem:
    return Problem(
        file="",
        column="year2",
        value=asked,
        what_vi="không có trong dữ liệu",
        what_en="is not in the data",
        remedy_vi=f"dữ liệu chỉ có năm {year}: không có năm nào để so sánh",
        remedy_en=f"the data has {year} only: there is no year to compare with",
    )


def _refuse(problems: Sequence[Problem]) -> None:
    """Refuse an address: nothing is drawn in the place of what it asks for."""
    if problems:
        vi, en = "chép địa chỉ của trang từ màn hình", "copy the address of the page from the screen"
        raise ViewError(
            replace(
                problem, column=None, value=f"{problem.column}={problem.value}", remedy_vi=vi, remedy_en=en
            )
            for problem in problems
        )


def _read_plan(words: dict[str, list[str]], atlas: Atlas, language: Language) -> Plan:
    if "sheet" in words:
        return plan_report(atlas, words["sheet"], language, words.get("title", [""])[0])
    plan = Plan(
        tuple(int(year) for year in _split(words, "years") if year.isdecimal()),
        _split(words, "indicators"),
        _split(words, "wards"),
        language,
    )
    require_plan(atlas, plan)
    return plan


def _split(words: dict[str, list[str]], word: str) -> tuple[str, ...]:
    return tuple(part for part in ",".join(words.get(word, ())).split(",") if part)
