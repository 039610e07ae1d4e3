"""The commands that change the data folder: import, history, undo."""

from __future__ import annotations

import getpass
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from geo.commands.audit import ROWS_SHOWN, SETTLED, describe_intake, summarise_intake
from geo.commands.options import (
    data_option,
    help_words,
    json_option,
    language_option,
    note,
    option_words,
    write_json,
)
from geo.commands.wait import tell_stages
from geo.errors import DataFileError, Problem, StoreError
from geo.gate.child_process import require_size
from geo.intake.intake import Intake
from geo.store import commit, is_new, look, undo
from geo.storing.borders import KINDS, BorderWish, make_border_change, preview_borders
from geo.storing.desk import open_desk, receive
from geo.storing.history import read_history
from geo.storing.kinds import find_targets
from geo.storing.named import Decisions
from geo.storing.table import Wish, make_change, preview_table
from geo.storing.words import say_counts, say_difference, say_time, say_version
from geo.tools.journal import read_steadily
from geo.tools.words import number, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.intake.borders import Kind
    from geo.model import Language
    from geo.store import Change
    from geo.storing.desk import Desk
    from geo.storing.history import Difference, Version
    from geo.storing.sets import Files
    from geo.storing.table import Preview

BORDERS: Final[Mapping[str, tuple[Kind, ...]]] = {kind: (kind,) for kind in KINDS} | {"borders": KINDS}
"""Kinds of import that are borders; "borders" are those of wards and hamlets at once."""

NO_FILE: Final = (
    "không có tệp này, hoặc không đọc được",
    "there is no such file, or it cannot be read",
    "kiểm tra tên và thư mục của tệp",
    "check its name and folder",
)
ONE_FILE: Final = (
    "mỗi lần chỉ nhập một bảng",
    "one table is imported at a time",
    "nhập từng tệp",
    "import the files one by one",
)
NO_HISTORY: Final = (
    "chưa có phiên bản nào để quay lại",
    "there is no version to return to yet",
    "lịch sử bắt đầu từ lần nhập đầu tiên",
    "the history begins with the first import",
)


def _own_name() -> str:
    """Return the name under which this person is logged in."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


who_option = click.option(
    "--who", default=_own_name, metavar="NAME", show_default=False, help=option_words("who")
)


@dataclass(frozen=True, eq=False)
class Offer:
    """What a file would change, for the person who asked."""

    change: Change
    told: str
    summary: dict[str, Any]


@click.command("import", help=help_words("import"))
@click.argument("kind", metavar="hamlets|wards|borders|INDICATOR")
@click.argument("paths", type=click.Path(path_type=Path), metavar="FILE...", nargs=-1, required=True)
@data_option
@click.option("--year", type=int, help=option_words("year_of_rows"))
@who_option
@click.option("--crs", metavar="EPSG:CODE", help=option_words("crs"))
@click.option("--accept-proposals", "everything", is_flag=True, help=option_words("accept_proposals"))
@click.option("--yes", "sure", is_flag=True, help=option_words("yes"))
@click.option("--preview", "only_look", is_flag=True, help=option_words("preview"))
@json_option
@language_option
def import_file(kind: str, paths: tuple[Path, ...], language: Language, **words: Any) -> int:  # noqa: ANN401  click
    """Take a file into the data folder, as one version."""
    desk = open_desk(words["folder"])
    files = _read_files(paths)
    offer = (_offer_borders if kind in BORDERS else _offer_table)(desk, kind, files, language, words)
    click.echo(offer.told, err=True)
    new = is_new(offer.change, desk.base)
    wanted = new and not words["only_look"] and (words["sure"] or _ask(offer.change, language))
    version = commit(words["folder"], offer.change, base=desk.base, who=words["who"]) if wanted else None
    write_json(words["report"], {"version": version.number if version else None, **offer.summary})
    if version:
        note("stored", language, version=version.number)
    else:
        note("not_stored" if new else "nothing_new", language)
    return 0 if version or not new or words["only_look"] else 2


def _read_files(paths: Sequence[Path]) -> Files:
    """Return names and bytes; what is no file may never end, and what is huge need not be read."""
    absent = next((path for path in paths if not path.is_file()), None)
    if absent:
        raise DataFileError(Problem(absent.name, *NO_FILE))
    try:
        require_size([(path, path.name) for path in paths], DataFileError)
        return tuple((path.name, path.read_bytes()) for path in paths)
    except OSError as error:
        raise DataFileError(Problem(Path(str(error.filename or paths[0])).name, *NO_FILE)) from None


def _offer_table(desk: Desk, kind: str, files: Files, language: Language, words: dict[str, Any]) -> Offer:
    if len(files) > 1:
        raise DataFileError(Problem(files[1][0], *ONE_FILE))
    find_targets(desk.catalogue, kind)
    wish = Wish(kind, words["year"], decisions=Decisions(everything=words["everything"]))
    preview = preview_table(desk, receive(*files[0]), wish)
    told = _describe(desk, preview, language)
    if preview.problems:
        click.echo(told, err=True)
    return Offer(make_change(desk, preview, words["who"]), told, _summarise(preview))


def _offer_borders(desk: Desk, kind: str, files: Files, language: Language, words: dict[str, Any]) -> Offer:
    wish = BorderWish(BORDERS[kind], crs=words["crs"], everything=words["everything"])
    with tell_stages(language) as tell:
        preview = preview_borders(desk, files, wish, tell)
    change = make_border_change(preview)
    lines = [
        *(text[language] for text in preview.notes),
        *_list_differences(desk, preview.differences, language),
    ]
    summary = {
        "files": [intake.file for intake in preview.intakes],
        "statuses": dict(change.note.counts),
        "notes": [asdict(text) for text in preview.notes],
        "differences": [asdict(one) for one in preview.differences],
    }
    return Offer(change, "\n".join(lines), summary)


def _ask(change: Change, language: Language) -> bool:
    """Return whether to store; only a person at a terminal is asked, and only if there is a doubt."""
    counts = change.note.counts
    doubts = sum(counts[status] for status in ("proposed", "ambiguous", "unmatched", "refused"))
    replaced = any(one.before is not None for one in change.note.differences)
    if not sys.stdin.isatty() or not (doubts or replaced):
        return True
    return click.confirm(say("command.ask", language), err=True)


def _describe(desk: Desk, preview: Preview, language: Language) -> str:
    """Return what a file was taken for, what becomes of its rows, and what it changes."""
    intake = Intake(preview.tables, preview.ledger, (), desk.vocabulary.kinds)
    lines = [describe_intake(intake, language), *(text[language] for text in preview.notes)]
    rows = preview.ledger.rows[~preview.ledger.rows["status"].isin(SETTLED)]
    said = rows[["row", "status", f"reason_{language}"]].head(ROWS_SHOWN)
    for row, status, reason in said.itertuples(index=False):
        word = say(f"check.{status}", language)
        lines.append(say("check.row", language, file=preview.sent.name, row=row, status=word, reason=reason))
    if len(rows) > ROWS_SHOWN:
        rest = number(len(rows) - ROWS_SHOWN, language)
        lines.append(say("check.more_rows", language, file=preview.sent.name, count=rest))
    lines += _list_differences(desk, preview.differences, language)
    return "\n".join(line for line in lines if line)


def _list_differences(desk: Desk, differences: Sequence[Difference], language: Language) -> Iterator[str]:
    """Yield the values that would be replaced, one by one; those that would be new are counted."""
    replaced = [one for one in differences if one.before is not None]
    for one in replaced[:ROWS_SHOWN]:
        yield say_difference(one, desk.boundaries, desk.catalogue, language)
    if len(replaced) > ROWS_SHOWN:
        yield say("store.more_differences", language, count=number(len(replaced) - ROWS_SHOWN, language))
    new = len(differences) - len(replaced)
    if new:
        yield say("store.new_values", language, count=number(new, language))


def _summarise(preview: Preview) -> dict[str, Any]:
    """Return what a file was taken for and what it changes, as plain data."""
    intake = Intake(preview.tables, preview.ledger, (), {})
    return {
        **summarise_intake(intake),
        "notes": [asdict(text) for text in preview.notes],
        "differences": [asdict(one) for one in preview.differences],
    }


@click.command("history", help=help_words("history"))
@data_option
@json_option
@language_option
def show_history(folder: Path, report: Path | None, language: Language) -> None:
    """List the versions of the data folder, the latest first; then what of the history is damaged."""
    versions, damaged = read_steadily(folder, read_history)
    if report:
        write_json(report, [_plain(version) for version in versions])
    for version in [] if report else versions:
        words = [str(version.number), say_time(version.when, language), version.who]
        words += [say_version(version, language), say_counts(version, language)]
        click.echo(" · ".join(word for word in words if word))
    if damaged:
        raise StoreError(damaged)
    if not (versions or report):
        note("no_history", language)


def _plain(version: Version) -> dict[str, Any]:
    said = asdict(version)
    return {**said.pop("note"), **said}


@click.command("undo", help=help_words("undo"))
@click.argument("number", type=int, metavar="VERSION", required=False)
@data_option
@who_option
@language_option
def undo_version(number: int | None, folder: Path, who: str, language: Language) -> None:
    """Return the data to how it was at a version."""
    base, (versions, damaged) = look(folder), read_history(folder)
    if damaged and not number:
        raise StoreError(damaged)
    if len(versions) < (1 if number else 2):
        raise StoreError(Problem("", *NO_HISTORY))
    before = versions[0]
    version = undo(folder, number or versions[1].number, base=base, who=who)
    note("nothing_new" if version == before else "stored", language, version=version.number)


COMMANDS: Final = (import_file, show_history, undo_version)
