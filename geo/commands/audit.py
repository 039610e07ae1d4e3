"""What became of the loaded tables: as text for people, as data for machines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from geo.atlas import check_published
from geo.clerks.columns import EMPTY
from geo.intake.standing import look_at_borders
from geo.model import ROW_STATUSES
from geo.reading.nesting import list_outside, tell_outside
from geo.tools.words import catalogue as known_words
from geo.tools.words import listed, name_unit, number, say
from geo.units import list_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.intake.intake import Intake
    from geo.intake.standing import Standing
    from geo.model import Atlas, Comparison, Language, MatchReport, RowStatus

SETTLED: Final[tuple[RowStatus, ...]] = ("matched", "duplicate", "ignored")
"""What may become of a row without anybody having to look at it."""

ROWS_SHOWN: Final = 40
"""Rows of a table that are explained one by one; the rest are counted."""


def find_open_rows(report: MatchReport) -> pd.DataFrame:
    """Return the rows that somebody must look at."""
    return report.rows[~report.rows["status"].isin(SETTLED)]


@dataclass(frozen=True)
class Audit:
    """What is looked at in a city.

    Parameters
    ----------
    atlas
        The city.
    comparisons
        Published figures held against the loaded ones.
    borders
        What is to be said of the borders.
    """

    atlas: Atlas
    comparisons: Sequence[Comparison]
    borders: Sequence[Standing]

    @property
    def differs(self) -> bool:
        """Whether a published figure differs from the loaded ones, a row is open or a border is wrong."""
        return (
            any(len(find_open_rows(report)) for report in self.atlas.reports)
            or any(found.state == "differs" for found in self.comparisons)
            or any(found.wrong for found in self.borders)
        )


def look_at(atlas: Atlas) -> Audit:
    """Return what is to be looked at in a city."""
    borders = look_at_borders(atlas.boundaries, atlas.city.years[-1], atlas.city.area_km2)
    return Audit(atlas, check_published(atlas), borders)


def summarise(audit: Audit) -> dict[str, Any]:
    """Return ledger, borders and figures as plain data, the same each time for the same files."""
    return {
        "fingerprint": audit.atlas.fingerprint,
        "differs": audit.differs,
        "tables": [_summarise_table(report) for report in audit.atlas.reports],
        "borders": [
            {"wrong": found.wrong, "vi": found.text.vi, "en": found.text.en} for found in audit.borders
        ],
        "published": [
            {
                "figure_id": found.figure.figure_id,
                "indicator": found.figure.indicator,
                "level": found.figure.level,
                "year": found.figure.year,
                "state": found.state,
                "published": [found.figure.numerator, found.figure.denominator],
                "loaded": [found.numerator, found.denominator],
            }
            for found in audit.comparisons
        ],
    }


def _summarise_table(report: MatchReport) -> dict[str, Any]:
    columns = ["row", "status", "unit", "reason_vi", "reason_en"]
    return {
        "file": report.file,
        "rows": len(report.rows),
        "statuses": {status: report.count(status) for status in ROW_STATUSES},
        "open_rows": find_open_rows(report)[columns].to_dict("records"),
        "missing": {year: list(units) for year, units in _group_missing(report)},
    }


def _group_missing(report: MatchReport) -> Iterator[tuple[str, pd.Series]]:
    """Yield each year with its units without a row; "" stands for no year."""
    for year, units in report.missing.groupby("year", dropna=False)["unit"]:
        yield "" if pd.isna(year) else str(year), units


def describe(audit: Audit, language: Language) -> str:
    """Return all as text: tables by status, rows to look at, units without a row, borders, figures."""
    atlas = audit.atlas
    parts = [
        [*_describe_statuses(atlas, language)],
        [*_describe_rows(atlas, language)],
        [*_describe_missing(atlas, language)],
        [*_describe_outside(atlas, language), *(found.text[language] for found in audit.borders)],
        [*_describe_figures(audit.comparisons, language)],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def _describe_statuses(atlas: Atlas, language: Language) -> Iterator[str]:
    heads = [say("check.rows", language), *(say(f"check.{status}", language) for status in ROW_STATUSES)]
    width = max(len(say("check.table", language)), *(len(report.file) for report in atlas.reports))
    yield "  ".join([say("check.table", language).ljust(width), *heads])
    for report in atlas.reports:
        counts = [len(report.rows), *(report.count(status) for status in ROW_STATUSES)]
        cells = [number(count, language).rjust(len(head)) for count, head in zip(counts, heads, strict=True)]
        note = [say("check.absent", language)] if _is_absent(atlas, report) else []
        yield "  ".join([report.file.ljust(width), *cells, *note])


def _describe_rows(atlas: Atlas, language: Language) -> Iterator[str]:
    for report in atlas.reports:
        rows = find_open_rows(report)
        shown = rows[["row", "status", f"reason_{language}"]].head(ROWS_SHOWN)
        for row, status, reason in shown.itertuples(index=False):
            word = say(f"check.{status}", language)
            yield say("check.row", language, file=report.file, row=row, status=word, reason=reason)
        if len(rows) > ROWS_SHOWN:
            rest = number(len(rows) - ROWS_SHOWN, language)
            yield say("check.more_rows", language, file=report.file, count=rest)


def _is_absent(atlas: Atlas, report: MatchReport) -> bool:
    return not (atlas.folder / "indicators" / report.file).exists()


def _describe_missing(atlas: Atlas, language: Language) -> Iterator[str]:
    for report in atlas.reports:
        if _is_absent(atlas, report):
            continue  # the table of statuses says so; its units need no list
        for year, units in _group_missing(report):
            names = listed(_name_units(atlas, year, units), language)
            key = "check.missing" if year else "check.missing_sites"
            count = number(len(units), language)
            yield say(key, language, file=report.file, year=year, count=count, names=names)


def _describe_outside(atlas: Atlas, language: Language) -> Iterator[str]:
    outside = list_outside(atlas.boundaries.hamlets, atlas.boundaries.wards)
    if outside:
        yield tell_outside(outside)[language]


def _name_units(atlas: Atlas, year: str, units: pd.Series) -> list[str]:
    """Return the full names of hamlets or wards; models are named as models."""
    if not year:
        models = atlas.observations.models.set_index("model_code")["name"]
        return [f"{code} {models[code]}" for code in units]
    known = {
        code: name_unit(name, kind, ward)
        for level in ("ward", "hamlet")
        for code, name, kind, ward in list_units(atlas.boundaries, level, int(year))[
            ["name", "kind", "ward_name"]
        ].itertuples()
    }
    return [known[code] for code in units]


def summarise_intake(intake: Intake) -> dict[str, Any]:
    """Return how a clerk's file was understood and what became of its rows, as plain data."""
    rows, missing = intake.ledger.rows, intake.ledger.missing
    return {
        "columns": [
            {"sheet": table.sheet, "column": column.letter, "words": column.words, "field": column.field}
            for table in intake.tables
            for column in table.columns
            if column.words or column.reason != EMPTY
        ],
        "unread_sheets": list(intake.unread),
        "rows": len(rows),
        "statuses": {status: int((rows["status"] == status).sum()) for status in ROW_STATUSES},
        "missing": {str(year): list(units) for year, units in missing.groupby("year")["unit"]},
    }


def describe_intake(intake: Intake, language: Language) -> str:
    """Return how a clerk's file was understood and what became of its rows, as text."""
    summary = summarise_intake(intake)
    fields = known_words(language)
    columns = [
        {**column, "field": fields.get(f"fields.{column['field']}", column["field"])}
        for column in summary["columns"]
    ]
    lines = [say("check.column", language, **column) for column in columns]
    lines += [f"{note[language][:1].upper()}{note[language][1:]}" for note in intake.notes]
    counts = [
        f"{say(f'check.{status}', language)}: {number(count, language)}"
        for status, count in summary["statuses"].items()
        if count
    ]
    gaps = [
        say("check.gap", language, year=year, count=number(len(units), language))
        for year, units in summary["missing"].items()
    ]
    return "\n".join([*lines, " · ".join(counts), *gaps])


def _describe_figures(comparisons: Sequence[Comparison], language: Language) -> Iterator[str]:
    for found in comparisons:
        figure = found.figure
        if found.state != "not_comparable":
            yield say(
                f"check.figure_{found.state}",
                language,
                id=figure.figure_id,
                meaning=figure.meaning[language],
                year=figure.year,
                published=f"{figure.numerator}/{figure.denominator}",
                loaded=f"{found.numerator}/{found.denominator}",
            )
    quoted = sum(found.state == "not_comparable" for found in comparisons)
    if quoted:
        yield say("check.figures_quoted", language, count=number(quoted, language))
