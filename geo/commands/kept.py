"""The commands about what was accepted and set right for files to come: list it, withdraw it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from geo.commands.options import (
    data_option,
    help_words,
    json_option,
    language_option,
    note,
    option_words,
    write_json,
)
from geo.commands.store import who_option
from geo.store import commit
from geo.storing.corrections import list_corrections, withdraw_corrections
from geo.storing.desk import open_desk
from geo.storing.names import find_places, withdraw_aliases
from geo.storing.words import say_column, say_meanings, say_unit
from geo.tools.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.model import Language
    from geo.storing.desk import Desk


@click.command("kept", help=help_words("kept"))
@data_option
@json_option
@language_option
def list_kept(folder: Path, report: Path | None, language: Language) -> None:
    """List the accepted spellings and the corrected headers."""
    desk, corrections = open_desk(folder), list_corrections(folder)
    if report:
        names = desk.aliases.to_dict("records")
        write_json(report, {"names": names, "corrections": corrections.to_dict("records")})
        return
    for line in _describe(desk, language):
        click.echo(line)
    for header, field, style, encoding, words, *rest in corrections.itertuples(index=False):
        name = say_column(field, desk.catalogue, language) if field else ""
        told = say_meanings(words, desk.catalogue, language)
        parts = [say("store.kept_header", language, header=header, field=name), style, encoding, told, *rest]
        click.echo(" · ".join(part for part in parts if part))


def _describe(desk: Desk, language: Language) -> Iterator[str]:
    """Yield the accepted spellings, a line each."""
    for alias in desk.aliases.to_dict("records"):
        unit = say_unit(alias["unit_code"], desk.boundaries)
        parts = [say("store.kept_name", language, name=alias["source_name"], unit=unit)]
        parts += [alias[part] for part in ("ward", "year", "who", "when", "source")]
        yield " · ".join(part for part in parts if part)


@click.command("withdraw", help=help_words("withdraw"))
@click.argument("words", metavar="NAME|HEADER")
@click.option("--header", "is_header", is_flag=True, help=option_words("header"))
@click.option("--ward", metavar="CODE", help=option_words("ward_of_name"))
@data_option
@who_option
@language_option
def withdraw(
    words: str, folder: Path, who: str, language: Language, *, is_header: bool, ward: str | None
) -> None:
    """Forget an accepted spelling, or how a header was to be read."""
    desk = open_desk(folder)
    if is_header:
        change = withdraw_corrections(folder, [words])
    else:
        change = withdraw_aliases(desk, find_places(desk, words, ward=ward))
    version = commit(folder, change, base=desk.base, who=who)
    note("stored", language, version=version.number)


COMMANDS: Final = (list_kept, withdraw)
