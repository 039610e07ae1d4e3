"""The command line: a thin skin over the same functions as the screens. Messages go to standard error.

Exit status: 0 fine · 1 the data has differences · 2 nothing could be done, and the message says why.
"""

from __future__ import annotations

import gc
import sys
from dataclasses import replace
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from geo.atlas import check_published, open_atlas
from geo.audit import describe, describe_intake, has_differences, summarise, summarise_intake
from geo.book import make_sheet
from geo.commands_book import BOOK_COMMANDS
from geo.commands_kept import KEPT_COMMANDS
from geo.commands_store import COMMANDS
from geo.errors import GeoError, Problem, ViewError
from geo.files import write_file
from geo.formats import FORMATS, OF_YEARS, require_format
from geo.intake import take_in, write_ledger
from geo.model import LANGUAGES, LAYER_NAMES, LAYOUTS, LEVELS, RESOLUTIONS, View
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
from geo.words import number, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Language, LayerName

PROGRAM: Final = "python -m geo"


def _read_layers(_: click.Context, option: click.Parameter, asked: str | None) -> tuple[LayerName, ...]:
    """Return the layers asked for; none asked for are the usual ones, "" is none."""
    if asked is None:
        return View(year=0).layers
    names = {name for name in asked.split(",") if name}
    unknown = names.difference(LAYER_NAMES)
    if unknown:
        raise ViewError(
            _explain(
                "bad_value",
                option=option.opts[0],
                value=", ".join(sorted(unknown)),
                choices=", ".join(LAYER_NAMES),
            )
        )
    return tuple(name for name in LAYER_NAMES if name in names)


@click.group(help=help_words("help"))
def cli() -> None:
    """Hold the commands together."""


@cli.command(help=help_words("demo"))
@data_option
@language_option
def demo(folder: Path, language: Language) -> None:
    """Write the synthetic city."""
    written = import_module("geo.demo").write_demo(folder)
    note("written", language, count=number(len(written), language), place=folder)


@cli.command(help=help_words("check"))
@data_option
@json_option
@language_option
def check(folder: Path, report: Path | None, language: Language) -> int:
    """Print the ledger and the published figures."""
    try:
        atlas = open_atlas(folder)
    except GeoError as error:
        write_json(
            report, {"problems": [{"vi": one.say("vi"), "en": one.say("en")} for one in error.problems]}
        )
        raise
    comparisons = check_published(atlas)
    differs = has_differences(atlas, comparisons)
    write_json(report, summarise(atlas, comparisons))
    click.echo(describe(atlas, comparisons, language))
    note("differs" if differs else "fine", language)
    return int(differs)


@cli.command("map", help=help_words("map"))
@data_option
@click.option("--year", type=int, required=True, help=option_words("year"))
@click.option("--year2", type=int, help=option_words("year2"))
@click.option("--all-years", is_flag=True, help=option_words("all_years"))
@click.option("--level", type=click.Choice(LEVELS), default="hamlet", help=option_words("level"))
@click.option("--indicator", default="safety", help=option_words("indicator"))
@click.option("--ward", "wards", multiple=True, metavar="CODE", help=option_words("wards"))
@click.option("--layers", callback=_read_layers, metavar=",".join(LAYER_NAMES), help=option_words("layers"))
@click.option("--patterns", is_flag=True, help=option_words("patterns"))
@click.option("--paper", type=click.Choice(list(LAYOUTS)), default="a4_landscape", help=option_words("paper"))
@click.option(
    "--dpi", type=click.Choice(list(map(str, RESOLUTIONS.values()))), default="300", help=option_words("dpi")
)
@click.option("--shapes", is_flag=True, help=option_words("shapes"))
@language_option
@out_option()
def draw_map(folder: Path, out: Path, paper: str, **words: Any) -> None:  # noqa: ANN401  the fields of View, as click read them
    """Draw one view, two years of it or all years into a file, and note its page id."""
    year2, every, shapes, dpi = (words.pop(word) for word in ("year2", "all_years", "shapes", "dpi"))
    view = View(**words)
    if every and year2 is not None:
        raise ViewError(_explain("not_together", option="--year2, --all-years"))
    known = FORMATS if year2 is None and not every else OF_YEARS
    suffix = out.suffix.lower().lstrip(".")
    require_format(suffix, known)
    atlas, desk = open_atlas(folder), import_module("geo.handout")
    sheet = make_sheet(atlas, "pair" if year2 is not None else "years" if every else "map", view, year2)
    layout = replace(LAYOUTS[paper], dpi=int(dpi))
    content, noted = desk.hand_out(atlas, sheet, suffix, layout=layout, shapes=shapes)
    write_file(out, content)
    note("saved", view.language, place=out)
    if not noted:
        click.echo(say("reissue.not_noted", view.language), err=True)


@cli.command("match", help=help_words("match"))
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


def _explain(key: str, *, option: str, value: str | None = None, choices: str = "") -> Problem:
    """Return a problem of the command line in both languages."""
    vi, en = (say(f"command.{key}", language) for language in LANGUAGES)
    remedy = "choose" if choices else "more_help"
    return Problem(
        file=f"{PROGRAM} {option}".rstrip(),
        value=value,
        what_vi=vi,
        what_en=en,
        remedy_vi=say(f"command.{remedy}", "vi", choices=choices),
        remedy_en=say(f"command.{remedy}", "en", choices=choices),
    )


def _explain_usage(error: click.UsageError, words: Sequence[str]) -> Problem:
    """Return what click found wrong with the command line, without its English."""
    if isinstance(error, click.NoSuchOption):
        return _explain("no_option", option=error.option_name)
    if isinstance(error, click.NoSuchCommand):
        return _explain("no_command", option=error.command_name, choices=", ".join(sorted(cli.commands)))
    if isinstance(error, click.MissingParameter | click.BadParameter) and error.param and error.ctx:
        is_option = isinstance(error.param, click.Option)
        names = error.param.opts if is_option else [error.param.make_metavar(error.ctx)]
        choices = error.param.type.choices if isinstance(error.param.type, click.Choice) else ()
        key = "missing" if isinstance(error, click.MissingParameter) else "bad_value"
        value = next(reversed(_find_values(words, names)), None)
        return _explain(key, option=", ".join(names), value=value, choices=", ".join(choices))
    return _explain("bad_usage", option="")


def choose_language(words: Sequence[str]) -> Language:
    """Return the language of messages: what ``--lang`` asks for, else Vietnamese."""
    return "en" if _find_values(words, ["--lang"])[-1:] == ["en"] else "vi"


def _find_values(words: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return what the command line gives to an option."""
    apart = [after for before, after in pairwise(words) if before in names]
    joined = [word.partition("=") for word in words]
    return [*apart, *(value for name, equals, value in joined if equals and name in names)]


def main(words: Sequence[str]) -> int:
    """Run one command and return its exit status; what is wrong is said in words, never as a traceback."""
    language = choose_language(words)
    try:
        return int(cli.main(list(words) or ["--help"], prog_name=PROGRAM, standalone_mode=False) or 0)
    except click.UsageError as error:
        click.echo(_explain_usage(error, words).say(language), err=True)
    except GeoError as error:
        click.echo(error.say(language), err=True)
    except click.Abort:
        return 130
    return 2


for command in (*COMMANDS, *KEPT_COMMANDS, *BOOK_COMMANDS):
    cli.add_command(command)

if __name__ == "__main__":
    gc.freeze()  # what was imported stays for good: the collector need not look through it again and again
    sys.exit(main(sys.argv[1:]))
