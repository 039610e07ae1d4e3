"""The commands of paper that stays: the ward atlas, a report of chosen pages, and a page again by its id."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

import click

from geo.atlas import open_atlas
from geo.books.book import FORMATS, Plan, plan_report
from geo.books.reissue_words import write_found
from geo.commands.options import data_option, help_words, language_option, option_words, out_option
from geo.model import LAYOUTS
from geo.tools.files import write_file
from geo.tools.words import number, say

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model import Atlas, Language


@click.command("atlas", help=help_words("atlas"))
@data_option
@click.option("--year", "years", type=int, multiple=True, help=option_words("years"))
@click.option("--indicator", "indicators", multiple=True, help=option_words("indicators"))
@click.option("--ward", "wards", multiple=True, metavar="CODE", help=option_words("pages"))
@click.option("--workers", type=click.IntRange(1, 16), help=option_words("workers"))
@language_option
@out_option(f"FILE.({'|'.join(FORMATS)})")
def write_atlas(
    folder: Path, out: Path, workers: int | None, language: Language, **words: tuple[str, ...]
) -> int:
    """Write the ward atlas into a file."""
    atlas = open_atlas(folder)
    years = tuple(dict.fromkeys(int(year) for year in words["years"])) or (atlas.city.years[-1],)
    indicators = tuple(dict.fromkeys(words["indicators"])) or tuple(atlas.catalogue.indicators)[:1]
    plan = Plan(years, indicators, tuple(dict.fromkeys(words["wards"])), language)
    return _write_book(atlas, plan, out, workers)


def _write_book(atlas: Atlas, plan: Plan, out: Path, workers: int | None) -> int:
    language = plan.language

    def tell(done: int, total: int, name: str) -> None:
        _say("drawing", language, done=number(done, language), total=number(total, language), name=name)

    write_book = import_module("geo.books.bookshelf").write_book  # with it come the libraries that draw
    noted = write_book(atlas, plan, out, progress=tell, workers=workers)
    click.echo(say("command.saved", language, place=out), err=True)
    if not noted:
        _say("not_noted", language)
    return 0


@click.command("report", help=help_words("report"))
@click.argument("addresses", metavar="ADDRESS|ID...", nargs=-1, required=True)
@data_option
@click.option("--title", default="", help=option_words("title"))
@language_option
@out_option(f"FILE.({'|'.join(FORMATS)})")
def write_report(addresses: tuple[str, ...], folder: Path, language: Language, title: str, out: Path) -> int:
    """Write chosen maps and tables as one document; each is named by its address or by its page id."""
    atlas, find_page = open_atlas(folder), import_module("geo.books.reissue").find_page
    # What is copied from a browser has a place before the view; what has no "=" is the foot of a page.
    asked = [
        address.rpartition("?")[2] if "=" in address else find_page(atlas, address).address
        for address in addresses
    ]
    return _write_book(atlas, plan_report(atlas, asked, language, title), out, None)


def _say(key: str, language: Language, **values: object) -> None:
    click.echo(say(f"reissue.{key}", language, **values), err=True)


@click.command("reissue", help=help_words("reissue"))
@click.argument("page_id", metavar="ID")
@data_option
@click.option("--paper", type=click.Choice(list(LAYOUTS)), help=option_words("paper_again"))
@language_option
@out_option()
def reissue(page_id: str, folder: Path, paper: str | None, language: Language, out: Path) -> int:
    """Draw a page again by its id; where that cannot be the same page, say what has changed."""
    desk = import_module("geo.books.reissue")
    atlas = open_atlas(folder)
    found = desk.find_page(atlas, page_id, paper)
    for line in write_found(found, language):
        click.echo(line, err=True)
    if found.state in ("data", "gone"):
        return 1
    write_file(out, desk.make_again(atlas, found, out.suffix.lower().lstrip(".")))
    click.echo(say("command.saved", language, place=out), err=True)
    return int(found.state != "same")


COMMANDS: Final = (write_atlas, write_report, reissue)
