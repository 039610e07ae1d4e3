"""The commands of paper that stays: the ward atlas, and a page again by its id."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from geo.atlas import open_atlas
from geo.book import FORMATS, Plan
from geo.errors import Problem, ViewError
from geo.files import write_file
from geo.options import data_option, help_words, language_option
from geo.reissue_words import write_found
from geo.words import number, say

if TYPE_CHECKING:
    from geo.model import Language

PAINTERS: Final = (".pdf", ".png")


@click.command("atlas", help=help_words("atlas"))
@data_option
@click.option("--year", "years", type=int, multiple=True, required=True)
@click.option("--indicator", "indicators", multiple=True, default=("safety",))
@click.option("--ward", "wards", multiple=True, metavar="CODE")
@click.option("--workers", type=click.IntRange(1, 16))
@language_option
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar=f"FILE.({'|'.join(FORMATS)})")
def write_atlas(
    folder: Path, out: Path, workers: int | None, language: Language, **words: tuple[str, ...]
) -> int:
    """Write the ward atlas into a file."""
    years = tuple(dict.fromkeys(int(year) for year in words["years"]))
    plan = Plan(
        years, tuple(dict.fromkeys(words["indicators"])), tuple(dict.fromkeys(words["wards"])), language
    )

    def tell(done: int, total: int, name: str) -> None:
        _say("drawing", language, done=number(done, language), total=number(total, language), name=name)

    write_book = import_module("geo.bookshelf").write_book  # with it come the libraries that draw
    noted = write_book(open_atlas(folder), plan, out, progress=tell, workers=workers)
    click.echo(say("command.saved", language, place=out), err=True)
    if not noted:
        _say("not_noted", language)
    return 0


def _say(key: str, language: Language, **values: object) -> None:
    click.echo(say(f"reissue.{key}", language, **values), err=True)


@click.command("reissue", help=help_words("reissue"))
@click.argument("page_id", metavar="ID")
@data_option
@language_option
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE.(pdf|png)")
def reissue(page_id: str, folder: Path, language: Language, out: Path) -> int:
    """Draw a page again by its id; where that cannot be the same page, say what has changed."""
    suffix = out.suffix.lower()
    if suffix not in PAINTERS:
        raise ViewError(_no_format(out.name))
    desk, paint = import_module("geo.reissue"), import_module("geo.paint")
    atlas = open_atlas(folder)
    found = desk.find_page(atlas, page_id)
    for line in write_found(found, language):
        click.echo(line, err=True)
    if found.state in ("data", "gone"):
        return 1
    pages = desk.draw_pages(atlas, found)
    if suffix == ".png" and len(pages) > 1:
        raise ViewError(_no_format(out.name))
    write_file(out, paint.paint_pdf(pages) if suffix == ".pdf" else paint.paint_png(pages[0]))
    click.echo(say("command.saved", language, place=out), err=True)
    return int(found.state != "same")


def _no_format(name: str) -> Problem:
    return Problem(
        file="python -m geo",
        column="--out",
        value=name,
        what_vi="không ghi được trang này thành kiểu tệp này",
        what_en="this page cannot be written as this kind of file",
        remedy_vi="chọn .pdf (một hoặc nhiều tờ) hoặc .png (một tờ)",
        remedy_en="choose .pdf (one sheet or several) or .png (one sheet)",
    )


BOOK_COMMANDS: Final = (write_atlas, reissue)
