"""A clerk's file held against the data folder: what it would change, row by row and unit by unit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from geo.clerks.clerk import Correction
from geo.clerks.personal_sheets import refuse_personal_sheets
from geo.clerks.tables import read_tables
from geo.clerks.unseen import list_unseen_notes
from geo.errors import IndicatorError, Problem
from geo.matching.blocks import doubt_blocks
from geo.matching.clerk import Years
from geo.model import ROW_STATUSES, Text
from geo.reading.lists import ALIASES
from geo.store import Change
from geo.storing.corrections import CORRECTIONS, join_corrections, write_corrections
from geo.storing.history import Note, hash_bytes
from geo.storing.kinds import find_targets, list_columns, pick_targets
from geo.storing.match import (
    collect_values,
    learn_names,
    refuse_disputes,
    settle_rows,
    write_ledger,
)
from geo.storing.named import Decisions
from geo.storing.names import add_aliases, write_aliases
from geo.storing.notes import explain_nothing, note_named, note_tables, note_values
from geo.storing.tidy import put_values
from geo.storing.trial import cover_counts, try_contents
from geo.storing.years import add_years, require_years

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.clerks.clerk import ClerkTable
    from geo.matching.clerk import ClerkLedger
    from geo.model import Level
    from geo.storing.desk import Desk, Sent
    from geo.storing.history import Difference
    from geo.storing.kinds import Targets
    from geo.storing.match import Values


@dataclass(frozen=True)
class Wish:
    """How a file is to be taken.

    Parameters
    ----------
    kind
        Indicator or table that it is for.
    year
        Year that it is about; None takes what the file says.
    correction
        What is read otherwise than understood.
    decisions
        On proposals.
    """

    kind: str
    year: int | None = None
    correction: Correction = field(default_factory=Correction)
    decisions: Decisions = field(default_factory=Decisions)


@dataclass(frozen=True, eq=False)
class Preview:
    """What a file would change.

    Parameters
    ----------
    sent, wish
        The file, and how it is taken.
    tables
        As they were understood.
    ledger
        What becomes of their rows.
    targets
        Level → the table that rows of this level go to.
    differences
        By unit; counts that are protected as the classes that a map would show.
    notes
        What a person should know before storing it.
    contents
        Data files that would be others.
    values
        Level → what the file says of each year and unit.
    names
        Spellings that accepted proposals teach.
    problems
        Why there is nothing to store yet.
    """

    sent: Sent
    wish: Wish
    tables: tuple[ClerkTable, ...]
    ledger: ClerkLedger
    targets: Targets
    differences: tuple[Difference, ...]
    notes: tuple[Text, ...]
    contents: Mapping[str, bytes | None]
    values: Mapping[Level, Values]
    names: tuple[Mapping[str, str], ...]
    problems: tuple[Problem, ...] = ()


def understand(desk: Desk, sent: Sent, wish: Wish) -> tuple[ClerkTable, ...]:
    """Return the tables of a file as they are read, with what was set right before and now.

    Raises
    ------
    IndicatorError
        There is no table, or the file holds personal data.
    """
    correction = join_corrections(desk.correction, wish.correction)
    tables = read_tables(sent.name, sent.sheets, desk.vocabulary, correction, wish.year)
    refuse_personal_sheets(sent.name, sent.sheets, {table.tab for table in tables}, desk.vocabulary)
    years = Years(wish.year, desk.city.years[-1])
    return doubt_blocks(tables, desk.boundaries, years=years, aliases=desk.aliases)


def preview_table(desk: Desk, sent: Sent, wish: Wish) -> Preview:
    """Return what a file would change; nothing is stored.

    Raises
    ------
    DataFileError, MatchError
        The file cannot be used as it is, or the stored table cannot.
    """
    tables = understand(desk, sent, wish)
    targets = pick_targets(tables, desk.boundaries, find_targets(desk.catalogue, wish.kind))
    columns = list_columns(tables, desk.boundaries, targets)
    require_years(tables, wish.year)
    settled = settle_rows(desk, tables, targets, year=wish.year, decisions=wish.decisions)
    settled = refuse_disputes(settled, columns)
    values = collect_values(settled, columns)
    tidied = [put_values(desk, targets[level], values[level]) for level in targets if level in values]
    years = {year for places in values.values() for year, _ in places}
    contents = {one.path: one.content for one in tidied} | add_years(desk, years, file=sent.name)
    trial = try_contents(desk, contents)
    differences = [difference for one in tidied for difference in one.differences]
    names = tuple(learn_names(desk, tables, settled))
    return Preview(
        sent=sent,
        wish=wish,
        tables=tables,
        ledger=settled.ledger,
        targets=targets,
        differences=cover_counts(differences, trial),
        notes=(
            *list_unseen_notes(tables, sent.sheets),
            *note_tables(desk, tables, wish.kind, wish.year),
            *note_values(desk, tidied, years),
            *note_named(settled, names),
        ),
        contents=contents,
        values=values,
        names=names,
        problems=() if values else (explain_nothing(sent.name, settled),),
    )


def make_change(desk: Desk, preview: Preview, who: str) -> Change:
    """Return what is to be stored of a preview, with the spellings and corrections that somebody answers for.

    Parameters
    ----------
    who
        Name of the person.

    Raises
    ------
    IndicatorError
        There is nothing to store.
    """
    if preview.problems:
        raise IndicatorError(preview.problems)
    day = datetime.now(UTC).date().isoformat()
    sent, ledger = preview.sent, write_ledger(preview.ledger)
    statuses = preview.ledger.rows["status"]
    note = Note(
        kind="import",
        subject=preview.wish.kind,
        sources={sent.name: sent.sha},
        ledger=hash_bytes(ledger),
        counts={status: int((statuses == status).sum()) for status in ROW_STATUSES},
        differences=preview.differences,
    )
    contents = dict(preview.contents)
    if preview.names:
        signed = [{**name, "who": who, "when": day, "source": sent.name} for name in preview.names]
        contents[ALIASES] = write_aliases(add_aliases(desk, signed))
    corrected = write_corrections(desk.folder, preview.wish.correction, who=who, day=day)
    if corrected:
        contents[CORRECTIONS] = corrected
    return Change(note, contents, (sent.content, ledger))
