"""The ward atlas as a plan: which sheets it has, in which order, and the address of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args
from urllib.parse import parse_qs, urlencode

from geo.address import read_view
from geo.captions import name_place
from geo.errors import Problem, ViewError
from geo.model import View
from geo.units import list_units
from geo.views import list_levels, require_view
from geo.words import listed

if TYPE_CHECKING:
    from geo.model import Atlas, Language

SheetKind = Literal["cover", "contents", "city", "ward", "notes"]
KINDS: Final[tuple[SheetKind, ...]] = get_args(SheetKind)
FORMATS: Final = ("pdf", "pptx", "docx")
"""Kinds of file of an atlas."""

OF_BOOK: Final[tuple[SheetKind, ...]] = ("cover", "contents", "notes")
"""Sheets that are about the whole book; the others show one view each."""


@dataclass(frozen=True)
class Plan:
    """What an atlas is made of.

    Parameters
    ----------
    years, indicators
        A page a ward for each year and indicator; the first indicator in the latest year stands on the cover.
    wards
        GSO codes; () is every ward.
    language
        Of every word.
    """

    years: tuple[int, ...]
    indicators: tuple[str, ...]
    wards: tuple[str, ...] = ()
    language: Language = "vi"

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """What the address of a sheet says of its book."""
        years = ",".join(map(str, self.years))
        return ("years", years), ("indicators", ",".join(self.indicators)), ("wards", ",".join(self.wards))


@dataclass(frozen=True)
class Sheet:
    """A sheet of an atlas: one page, or several when its table is long."""

    kind: SheetKind
    view: View
    plan: Plan | None = None

    @property
    def more(self) -> str:
        """What the address has beside the view."""
        words = (("page", self.kind), *(self.plan.words if self.plan else ()))
        return "&" + urlencode(words, safe=",")

    @property
    def address(self) -> str:
        """The sheet as the query of an address."""
        return self.view.address + self.more


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
    """Return the sheets of an atlas in their order: cover, contents, city, wards, notes.

    Raises
    ------
    ViewError
        The plan cannot be drawn.
    """
    require_plan(atlas, plan)
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


def name_sheet(atlas: Atlas, sheet: Sheet) -> str:
    """Return what is drawn on a sheet that shows a view: place, indicator and year."""
    title = atlas.catalogue.indicators[sheet.view.indicator].title[sheet.view.language]
    return f"{name_place(atlas, sheet.view).split(',')[0]} – {title}, {sheet.view.year}"


def name_years(plan: Plan) -> str:
    """Return the years of a plan in words."""
    return listed([str(year) for year in sorted(plan.years)], plan.language)


def read_sheet(address: str, atlas: Atlas) -> Sheet | None:
    """Return the sheet that an address names; None if it names a view alone.

    Raises
    ------
    ViewError
        It cannot be drawn from this data any more.
    """
    words = parse_qs(address, keep_blank_values=True)
    kind = next((kind for kind in KINDS if [kind] == words.get("page")), None)
    if kind is None:
        return None
    view, problems = read_view(words, atlas)
    if problems:
        raise ViewError(problems)
    if kind not in OF_BOOK:
        return Sheet(kind, view)
    plan = Plan(
        tuple(int(year) for year in _split(words, "years") if year.isdecimal()),
        _split(words, "indicators"),
        _split(words, "wards"),
        view.language,
    )
    require_plan(atlas, plan)
    return Sheet(kind, view, plan)


def _split(words: dict[str, list[str]], word: str) -> tuple[str, ...]:
    return tuple(part for part in ",".join(words.get(word, ())).split(",") if part)
