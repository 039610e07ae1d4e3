"""The command that holds a clerk's table against the units, and stores nothing."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from geo.commands.options import (
    data_option,
    help_words,
    json_option,
    language_option,
    note,
    option_words,
    out_option,
    write_json,
)
from geo.errors import IndicatorError
from geo.gate.child_process import start_child
from geo.tools.files import write_file

if TYPE_CHECKING:
    from geo.model import Language


@click.command("match", help=help_words("match"))
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE")
@data_option
@click.option("--year", type=int, help=option_words("year_of_rows"))
@json_option
@language_option
@out_option("FILE.csv")
def match(path: Path, out: Path, report: Path | None, language: Language, **words: Any) -> None:  # noqa: ANN401  click
    """Write what became of each row of a clerk's table."""
    folder = words["folder"]
    with start_child("tables", [(path, path.name)], IndicatorError) as finish:
        # What this process needs is imported while the child reads.
        desk, audit = import_module("geo.intake.intake"), import_module("geo.commands.audit")
        correction = import_module("geo.storing.corrections").read_corrections(folder)
        intake = desk.take_in_started(folder, path.name, finish, year=words["year"], correction=correction)
    write_file(out, desk.write_ledger(intake, language))
    write_json(report, audit.summarise_intake(intake))
    click.echo(audit.describe_intake(intake, language), err=True)
    note("saved", language, place=out)


COMMANDS: Final = (match,)
