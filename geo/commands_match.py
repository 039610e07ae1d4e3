"""The command that holds a clerk's table against the units, and stores nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from geo.audit import describe_intake, summarise_intake
from geo.files import write_file
from geo.intake import take_in, write_ledger
from geo.options import (
    data_option,
    help_words,
    json_option,
    language_option,
    note,
    option_words,
    out_option,
    write_json,
)
from geo.store_corrections import read_corrections

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
    intake = take_in(folder, path, year=words["year"], correction=read_corrections(folder))
    write_file(out, write_ledger(intake, language))
    write_json(report, summarise_intake(intake))
    click.echo(describe_intake(intake, language), err=True)
    note("saved", language, place=out)


COMMANDS: Final = (match,)
