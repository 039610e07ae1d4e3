"""The last pages of an atlas in words: published figures, sources, notes, rows and names without a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.atlas import check_published
from geo.office.listing import Column, Section
from geo.telling.captions import data_day, write_projection
from geo.tools.words import day, number, say, signed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.books.book import Plan
    from geo.drawing.scene import Naming
    from geo.model import Atlas, Comparison, Language, RowStatus

OPEN: Final[tuple[RowStatus, ...]] = ("proposed", "ambiguous", "unmatched", "refused")
"""What may have become of a row that no unit got a value from."""

ROWS: Final = 60
"""Rows of a table that are listed one by one; the rest are counted."""


def write_notes(atlas: Atlas, plan: Plan, names: Sequence[Naming]) -> tuple[Section, ...]:
    """Return the notes of an atlas.

    Parameters
    ----------
    names
        What became of the names of the units on all its sheets.
    """
    language = plan.language
    return (
        _write_figures(check_published(atlas), language),
        Section(say("book.sources", language), tuple(dict.fromkeys(_list_sources(atlas, plan)))),
        Section(say("book.notes", language), tuple(dict.fromkeys(_list_notes(atlas, plan)))),
        _write_rows(atlas, language),
        Section(say("book.names", language), tuple(_list_names(names, language))),
    )


def _write_figures(comparisons: Sequence[Comparison], language: Language) -> Section:
    if not comparisons:
        return Section(say("book.published", language), (say("book.no_published", language),))
    figures = [found.figure for found in comparisons]

    def column(key: str, cells: Iterable[str]) -> Column:
        return Column(key, say(f"book.{key}", language), tuple(cells))

    return Section(
        say("book.published", language),
        (say("book.published_note", language),),
        (
            column("meaning", (figure.meaning[language] for figure in figures)),
            column("period", (figure.period[language] for figure in figures)),
            column("figure", (figure.value for figure in figures)),
            column("loaded", (_write_loaded(found, language) for found in comparisons)),
            column("result", (_write_result(found, language) for found in comparisons)),
            column("warning", (figure.warning[language] for figure in figures)),
        ),
    )


def _write_loaded(found: Comparison, language: Language) -> str:
    if found.numerator is None or found.state == "not_comparable":
        return "–"
    whole = "" if found.denominator is None else f"/{number(found.denominator, language)}"
    return number(found.numerator, language) + whole


def _write_result(found: Comparison, language: Language) -> str:
    if found.state != "differs":
        return say(f"book.{found.state}", language)
    difference = (found.numerator or 0) - (found.figure.numerator or 0)
    return say("book.differs", language, difference=signed(difference, language))


def _list_sources(atlas: Atlas, plan: Plan) -> Iterator[str]:
    language, city = plan.language, atlas.city
    for name in plan.indicators:
        indicator = atlas.catalogue.indicators[name]
        yield f"{indicator.title[language]}: {indicator.source[language]}."
    yield say("book.borders", language, source=city.boundary_source[language])
    if city.population_source[language]:
        yield say("book.people", language, source=city.population_source[language])
    for year in sorted(plan.years):
        last = day(data_day(city, year), language)
        yield say("book.data_date", language, year=year, day=last)
    yield say("furniture.vintage", language, day=day(city.vintage, language)) + "."
    yield write_projection(city, language) + "."


def _list_notes(atlas: Atlas, plan: Plan) -> Iterator[str]:
    language, k = plan.language, atlas.city.suppress_below
    if atlas.city.synthetic or any(entry.synthetic for entry in atlas.catalogue.indicators.values()):
        yield say("furniture.banner", language) + "."
    for name in plan.indicators:
        for measure in atlas.catalogue.indicators[name].measures.values():
            if measure.note[language]:
                yield measure.note[language]
    yield say("book.independent", language)
    if "tips" in atlas.catalogue.indicators:
        yield say("book.bands", language, below=number(k, language))
    yield say("book.missing", language)


def _write_rows(atlas: Atlas, language: Language) -> Section:
    title = say("book.unmatched", language)
    found = [
        (report.file, str(row), say(f"check.{status}", language), reason)
        for report in atlas.reports
        for row, status, reason in report.rows[["row", "status", f"reason_{language}"]].itertuples(
            index=False
        )
        if status in OPEN
    ]
    rows = sum(len(report.rows) for report in atlas.reports)
    if not found:
        return Section(title, (say("book.all_matched", language, rows=number(rows, language)),))
    heads = ("file", "row", "status", "reason")
    columns = tuple(
        Column(head, say(f"book.{head}", language), cells)
        for head, cells in zip(heads, zip(*found[:ROWS], strict=True), strict=True)
    )
    lines = [
        say("book.some_unmatched", language, count=number(len(found), language), rows=number(rows, language))
    ]
    if len(found) > ROWS:
        part = say("data.ledger", language)
        lines.append(say("book.more_rows", language, count=number(len(found) - ROWS, language), part=part))
    return Section(title, tuple(lines), columns)


def _list_names(names: Sequence[Naming], language: Language) -> Iterator[str]:
    """Yield how many names stand on the maps of the wards, and which ones stand nowhere."""
    units = [name for name in names if not name.code.startswith("ward:")]
    lost = [name for name in units if name.how == "omitted"]
    keyed = sum(name.how == "keyed" for name in units)
    yield say(
        "book.named",
        language,
        named=number(len(units) - len(lost), language),
        total=number(len(units), language),
        keyed=number(keyed, language),
    )
    if lost:
        yield say("book.lost", language, names=", ".join(f"{name.text} ({name.code})" for name in lost))
