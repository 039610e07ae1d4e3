"""A clerk's file held against the data folder: what it would change, row by row and unit by unit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import Correction
from geo.clerks.periods import list_period_notes
from geo.clerks.personal_sheets import refuse_personal_sheets
from geo.clerks.tables import read_tables
from geo.clerks.unseen import list_unseen_notes
from geo.errors import IndicatorError, Problem
from geo.matching.blocks import doubt_blocks
from geo.matching.clerk import Years
from geo.model import LANGUAGES, ROW_STATUSES, Text
from geo.reading.lists import ALIASES
from geo.store import Change
from geo.storing.corrections import CORRECTIONS, join_corrections, write_corrections
from geo.storing.history import Note, hash_bytes
from geo.storing.kinds import find_kinds, find_targets, list_columns, pick_targets
from geo.storing.match import (
    collect_values,
    learn_names,
    refuse_disputes,
    settle_rows,
    write_ledger,
)
from geo.storing.named import Decisions
from geo.storing.names import add_aliases, write_aliases
from geo.storing.tidy import put_values
from geo.storing.trial import cover_counts, try_contents
from geo.storing.words import say_subject
from geo.storing.years import add_years, require_years

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from geo.clerks.clerk import ClerkTable
    from geo.matching.clerk import ClerkLedger
    from geo.model import Level
    from geo.storing.desk import Desk, Sent
    from geo.storing.history import Difference
    from geo.storing.kinds import Targets
    from geo.storing.match import Settled, Values
    from geo.storing.tidy import Tidied

ACCEPT: Final = Text("chấp nhận các đề nghị, hoặc chọn từng đơn vị", "accept proposals, or choose the units")
CHECK: Final = Text("kiểm tra cột tên, cột mã và năm", "check the names, the codes and the year")
MEND_FILE: Final = Text("sửa các dòng này trong tệp rồi gửi lại", "mend these rows and send the file again")
REMEDIES: Final = {"proposed": ACCEPT, "ambiguous": ACCEPT, "unmatched": CHECK}
"""Status of a row that cannot be stored → what to do; of others the file itself is wrong."""


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
            *_list_notes(desk, tables, wish, tidied, years),
            *_note_named(settled, names),
        ),
        contents=contents,
        values=values,
        names=names,
        problems=() if values else (_nothing(sent.name, settled),),
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


def _nothing(file: str, settled: Settled) -> Problem:
    """Return that no row can be stored, and why the first of them cannot."""
    rows = settled.ledger.rows
    told = rows[rows["status"] != "ignored"]
    if told.empty:
        return Problem(
            file=file,
            what_vi="bảng không có dòng số liệu nào: dưới tiêu đề cột không nêu thôn, xã nào",
            what_en="the table has no row of figures: no hamlet or ward stands below its header",
            remedy_vi="điền các dòng rồi gửi lại",
            remedy_en="fill in its rows and send it again",
        )
    first = told.iloc[0]
    remedy = REMEDIES.get(str(first["status"]), MEND_FILE)
    return Problem(
        file=file,
        row=int(first["row"]),
        what_vi=f"không dòng nào lưu được; dòng này: {first['reason_vi']}",
        what_en=f"no row can be stored; this row: {first['reason_en']}",
        remedy_vi=remedy.vi,
        remedy_en=remedy.en,
    )


def _list_notes(
    desk: Desk,
    tables: Sequence[ClerkTable],
    wish: Wish,
    tidied: Sequence[Tidied],
    years: Collection[int],
) -> Iterator[Text]:
    """Yield what a person should know before storing."""
    yield from _note_others(desk, tables, wish.kind)
    beside = ", ".join(dict.fromkeys(table.sheet for table in tables if table.sheet != table.tab))
    if beside:
        yield Text(
            f"các bảng đặt cạnh nhau được đọc như nối tiếp nhau, mỗi bảng theo tiêu đề của nó: {beside}",
            f"tables side by side are read as one below the other, each by its own header: {beside}",
        )
    yield from list_period_notes(tables, desk.vocabulary.kinds, wish.year)
    new = sorted(set(years).difference(desk.city.years))
    if new:
        listed = ", ".join(map(str, new))
        yield Text(
            f"năm {listed} sẽ được thêm vào các năm chọn được; bản đồ sẽ ghi “số liệu đến ngày” 31/12, "
            "ngày khác thì ghi ở data_dates trong city.toml",
            f"{listed} will join the years to choose from; maps will say “figures up to” 31 December of it, "
            "another day belongs in data_dates of city.toml",
        )
    kept = sum(len(one.kept) for one in tidied)
    if kept:
        yield Text(
            f"{kept} đơn vị không có trong tệp giữ số liệu đã lưu",
            f"{kept} units that are not in the file keep what was stored",
        )


def _note_named(settled: Settled, names: Sequence[Mapping[str, str]]) -> Iterator[Text]:
    """Yield how many rows go where a person said, and which spellings are remembered from it."""
    if settled.named:
        learnt = ", ".join(f"“{name['source_name']}”" for name in names) or "–"
        yield Text(
            f"{len(settled.named)} dòng được lưu theo đơn vị hoặc xã, phường do người lưu chỉ ra; "
            f"cách viết được nhớ cho lần sau: {learnt}",
            f"{len(settled.named)} rows go to the unit or ward that the person who stores them named; "
            f"spellings kept for next time: {learnt}",
        )


def _note_others(desk: Desk, tables: Sequence[ClerkTable], kind: str) -> Iterator[Text]:
    """Yield that a file says more than what it is taken for now."""
    others = [one for one in find_kinds(tables, desk.boundaries, desk.catalogue) if one != kind]
    if others:
        vi, en = (
            ", ".join(f"“{say_subject(one, desk.catalogue, language)}”" for one in others)
            for language in LANGUAGES
        )
        yield Text(
            f"tệp còn có số liệu loại {vi}: loại đó được lưu riêng",
            f"the file has values of {en}, too: they are stored apart",
        )
