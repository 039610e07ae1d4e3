"""What is stored: the ledger of all tables."""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from geo.intake.standing import look_at_borders
from geo.model import ROW_STATUSES
from geo.storing.names import accept_stored
from geo.storing.words import say_subject, say_unit
from geo.tools.formulas import defuse
from geo.tools.words import number, say
from ui.data_page.parts import ask_who, draw_hints, draw_rows, press, store
from ui.frames import draw_frame
from ui.held import hold

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.model import Atlas, Language, MatchReport
    from geo.storing.desk import Desk

SHOWN_COLUMNS: Final = ("row", "status", "year", "unit")


def draw_ledger(atlas: Atlas, desk: Desk, language: Language) -> None:
    """Draw what became of every row of the stored tables, and the units that none is about."""
    reports = {report.file: report for report in atlas.reports}
    subjects = {file: _say_subject(desk, file, language) for file in reports}
    counts = {
        say("check.table", language): [file.removesuffix(".csv") for file in reports],
        say("data.kind", language): list(subjects.values()),
        say("check.rows", language): [number(len(report.rows), language) for report in reports.values()],
        **{
            say(f"check.{status}", language): [
                number(report.count(status), language) for report in reports.values()
            ]
            for status in ROW_STATUSES
        },
        say("data.without", language): [number(len(report.missing), language) for report in reports.values()],
    }
    draw_frame(counts, alt=say("data.ledger", language), key="ledger_files")
    borders = look_at_borders(atlas.boundaries, atlas.city.years[-1], atlas.city.area_km2)
    draw_hints([found.text[language] for found in borders])
    hold("ledger_file", reports)
    file = st.selectbox(
        say("check.table", language),
        list(reports),
        format_func=lambda one: " – ".join(filter(None, (one, subjects[one]))),
        key="ledger_file",
    )
    report = reports[file]

    def name(unit: str) -> str:
        return say_unit(unit, atlas.boundaries)

    draw_rows(report.rows, name, language, key=f"stored_{file}")
    _draw_missing(report, name_of=name, language=language)
    st.download_button(
        say("data.download", language),
        _write(report, language),
        file_name=f"ledger_{file}",
        mime="text/csv",
        on_click="ignore",
        key=f"download_{file}",
    )
    _draw_stored_proposals(desk, report, language)


def _say_subject(desk: Desk, file: str, language: Language) -> str:
    """Return what a table holds and of which units, in words; "" of one that the catalogue does not have."""
    table = next((one for one in desk.catalogue.tables if f"{one.file}.csv" == file), None)
    if table is None:
        return ""
    return f"{say_subject(table.file, desk.catalogue, language)} ({say(f'units.{table.level}', language)})"


def _draw_missing(report: MatchReport, *, name_of: Callable[[str], str], language: Language) -> None:
    for year, units in report.missing.groupby("year", dropna=False)["unit"]:
        words = "" if pd.isna(year) else str(year)
        with st.expander(say("data.missing_in", language, year=words or "–", count=len(units))):
            st.text("\n".join(name_of(unit) for unit in units))


def _write(report: MatchReport, language: Language) -> bytes:
    """Return the ledger of a table as CSV that a spreadsheet opens."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*SHOWN_COLUMNS, "reason"])
    rows = report.rows[[*SHOWN_COLUMNS, f"reason_{language}"]].astype(object).fillna("")
    writer.writerows([defuse(str(cell)) for cell in row] for row in rows.itertuples(index=False, name=None))
    return codecs.BOM_UTF8 + text.getvalue().encode()


def _draw_stored_proposals(desk: Desk, report: MatchReport, language: Language) -> None:
    """Draw the proposals of a stored table: those that are accepted become aliases."""
    proposed = report.rows[report.rows["status"] == "proposed"]
    table = next((one for one in desk.catalogue.tables if f"{one.file}.csv" == report.file), None)
    if proposed.empty or table is None:
        return
    st.subheader(say("data.proposals", language), anchor=False)
    reasons = dict(zip(proposed["row"], proposed[f"reason_{language}"], strict=True))
    chosen = st.multiselect(
        say("data.choose_rows", language),
        list(reasons),
        default=list(reasons),
        format_func=lambda row: say("data.proposal_border", language, row=row, words=reasons[row]),
        key=f"accept_{table.file}",
    )
    who = ask_who(language)
    if press(say("data.accept", language), who, language, key="accept_stored", off=not chosen):
        told = proposed[proposed["row"].isin(chosen)]
        store(desk, accept_stored(desk, table, told, who=who), who, language)
