"""What the commands share: where the data lies, which language is spoken, and how a command talks."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from geo.errors import Problem
from geo.model import LANGUAGES
from geo.tools.files import write_file
from geo.tools.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.model import Language

Command = TypeVar("Command", bound="Callable[..., Any] | click.Command")

SHIPPED: Final = Path(__file__).parent.parent.parent / "data"
PROGRAM: Final = "python -m geo"
STANDARD_OUTPUT: Final = Path("-")


def data_folder() -> Path:
    """Return the folder of the city: ``$SAFETY_MAP_DATA``, else the shipped one."""
    return Path(os.environ.get("SAFETY_MAP_DATA") or SHIPPED)


def help_words(key: str) -> str:
    """Return what a command does, in both languages: nobody has chosen one yet."""
    return f"{say(f'command.{key}', 'vi')} {say(f'command.{key}', 'en')}"


def option_words(key: str) -> str:
    """Return what an option is for, in both languages."""
    return f"{say(f'option.{key}', 'vi')} {say(f'option.{key}', 'en')}"


def note(key: str, language: Language, **values: object) -> None:
    """Say something to the person on standard error."""
    click.echo(say(f"command.{key}", language, **values), err=True)


def explain_option(key: str, *, option: str, value: str | None = None, choices: str = "") -> Problem:
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


def write_json(path: Path | None, content: Any) -> None:  # noqa: ANN401  whatever JSON can hold
    """Write plain data for machines: into a file, to standard output for "-", nowhere for None."""
    if path is None:
        return
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
    if path == STANDARD_OUTPUT:
        click.echo(text)
    else:
        write_file(path, f"{text}\n".encode())


def out_option(metavar: str = "FILE") -> Callable[[Command], Command]:
    """Return the option that names the file to write."""
    return click.option(
        "--out", type=click.Path(path_type=Path), required=True, metavar=metavar, help=option_words("out")
    )


data_option = click.option(
    "--data",
    "folder",
    type=click.Path(path_type=Path),
    default=data_folder,
    metavar="DIR",
    show_default=False,
    help=option_words("data"),
)
language_option = click.option(
    "--lang", "language", type=click.Choice(LANGUAGES), default="vi", help=option_words("lang")
)
json_option = click.option(
    "--json",
    "report",
    type=click.Path(path_type=Path, allow_dash=True),
    is_flag=False,
    flag_value="-",
    metavar="FILE",
    help=option_words("json"),
)
