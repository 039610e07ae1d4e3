"""What the commands share: where the data lies, which language is spoken, and how a command talks."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from geo.files import write_file
from geo.model import LANGUAGES
from geo.words import say

if TYPE_CHECKING:
    from geo.model import Language

SHIPPED: Final = Path(__file__).parent.parent / "data"
STANDARD_OUTPUT: Final = Path("-")


def data_folder() -> Path:
    """Return the folder of the city: ``$SAFETY_MAP_DATA``, else the shipped one."""
    return Path(os.environ.get("SAFETY_MAP_DATA") or SHIPPED)


def help_words(key: str) -> str:
    """Return words of the help, in both languages: nobody has chosen one yet."""
    return f"{say(f'command.{key}', 'vi')} {say(f'command.{key}', 'en')}"


def note(key: str, language: Language, **values: object) -> None:
    """Say something to the person on standard error."""
    click.echo(say(f"command.{key}", language, **values), err=True)


def write_json(path: Path | None, content: Any) -> None:  # noqa: ANN401  whatever JSON can hold
    """Write plain data for machines: into a file, to standard output for "-", nowhere for None."""
    if path is None:
        return
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
    if path == STANDARD_OUTPUT:
        click.echo(text)
    else:
        write_file(path, f"{text}\n".encode())


data_option = click.option(
    "--data",
    "folder",
    type=click.Path(path_type=Path),
    default=data_folder,
    metavar="DIR",
    show_default=False,
)
language_option = click.option("--lang", "language", type=click.Choice(LANGUAGES), default="vi")
json_option = click.option(
    "--json",
    "report",
    type=click.Path(path_type=Path, allow_dash=True),
    is_flag=False,
    flag_value="-",
    metavar="FILE",
)
