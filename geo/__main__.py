"""The command line: a thin skin over the same functions as the screens. Messages go to standard error.

Exit status: 0 fine · 1 the data has differences · 2 nothing could be done, and the message says why.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import warnings
from dataclasses import replace
from importlib import import_module
from itertools import pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

import click

from geo.commands.options import PROGRAM, explain_option, help_words
from geo.errors import GeoError, Problem
from geo.tools.scratch import sweep

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.model import Language

MODULES: Final = {
    **dict.fromkeys(("demo", "check", "map"), "geo.commands.map"),
    **dict.fromkeys(("import", "history", "undo"), "geo.commands.store"),
    **dict.fromkeys(("kept", "withdraw"), "geo.commands.kept"),
    **dict.fromkeys(("atlas", "report", "reissue"), "geo.commands.book"),
    "match": "geo.commands.match",
}
"""Where each command is."""


class Commands(click.Group):
    """All commands; what one needs is imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's
        """Return the names of the commands."""
        return sorted(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's
        """Return the command of a name, if there is one."""
        if cmd_name not in MODULES:
            return None
        commands: Iterable[click.Command] = import_module(MODULES[cmd_name]).COMMANDS
        return next(command for command in commands if command.name == cmd_name)


@click.group(cls=Commands, help=help_words("help"))
def cli() -> None:
    """Hold the commands together."""


def _explain_usage(error: click.UsageError, words: Sequence[str]) -> Problem:
    """Return what click found wrong with the command line, without its English."""
    if isinstance(error, click.NoSuchOption):
        return explain_option("no_option", option=error.option_name)
    if isinstance(error, click.NoSuchCommand):
        return explain_option("no_command", option=error.command_name, choices=", ".join(sorted(MODULES)))
    if isinstance(error, click.MissingParameter | click.BadParameter) and error.param and error.ctx:
        is_option = isinstance(error.param, click.Option)
        names = error.param.opts if is_option else [error.param.make_metavar(error.ctx)]
        choices = error.param.type.choices if isinstance(error.param.type, click.Choice) else ()
        key = "missing" if isinstance(error, click.MissingParameter) else "bad_value"
        value = next(reversed(_find_values(words, names)), None)
        return explain_option(key, option=", ".join(names), value=value, choices=", ".join(choices))
    return explain_option("bad_usage", option="")


def _explain_system(error: OSError) -> Problem:
    """Return that the system does not let a file or folder be used, without its English and its paths."""
    return Problem(
        file=PurePath(str(error.filename)).name if error.filename else "",
        what_vi="hệ thống không cho đọc hoặc ghi",
        what_en="the system does not let it be read or written",
        remedy_vi="kiểm tra tệp, thư mục, quyền và dung lượng trống",
        remedy_en="check the file, its folder, the permissions and the free space",
    )


def _name_options(problem: Problem, words: Sequence[str]) -> Problem:
    """Return a problem of a view with its option in the place of the word of an address."""
    option = f"--{problem.column}"
    asked = any(word == option or word.startswith(f"{option}=") for word in words)
    if problem.file or problem.column is None or not asked:
        return problem
    return replace(problem, file=f"{PROGRAM} {option}", column=None)


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
        told = type(error)(_name_options(problem, words) for problem in error.problems)
        click.echo(told.say(language), err=True)
    except OSError as error:
        click.echo(_explain_system(error).say(language), err=True)
    except click.Abort:
        return 130
    return 2


def _stop_tidily() -> None:
    """Let a signal that ends this process end it as an error does: children stop, temporary folders go."""
    own = os.getpid()

    def stop(number: int, _: object) -> None:
        if os.getpid() != own:  # a fork has nothing of its own to tidy
            os._exit(128 + number)
        sys.exit(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)


if __name__ == "__main__":
    _stop_tidily()
    sweep()
    # What a command imports and reads stays until it is over: the collector need not look through it often.
    gc.set_threshold(500_000, 50, 100)
    # What a library warns of, in its own words and with paths, is no message of ours.
    warnings.simplefilter("ignore")
    status = main(sys.argv[1:])
    gc.freeze()  # or the last look through all that was read takes longer than ten pages of an atlas
    sys.exit(status)
