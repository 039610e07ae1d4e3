"""The commands that look at the city: its ledger, a map of it, and the illustrative one written again."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import click

from geo.atlas import list_levels, open_atlas
from geo.books.book import make_sheet
from geo.clerks.vocabulary_read import read_vocabulary
from geo.commands.audit import describe, look_at, summarise
from geo.commands.options import (
    data_option,
    explain_option,
    help_words,
    json_option,
    language_option,
    note,
    option_words,
    out_option,
    write_json,
)
from geo.errors import GeoError, ViewError
from geo.formats import FORMATS, OF_YEARS, require_format
from geo.model import LAYER_NAMES, LAYOUTS, LEVELS, RESOLUTIONS, View
from geo.tools.files import write_file
from geo.tools.words import number, say

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model import Atlas, Language, LayerName, Level


def _read_layers(_: click.Context, option: click.Parameter, asked: str | None) -> tuple[LayerName, ...]:
    """Return the layers asked for; none asked for are the usual ones, "" is none."""
    if asked is None:
        return View(year=0).layers
    names = {name for name in asked.split(",") if name}
    unknown = names.difference(LAYER_NAMES)
    if unknown:
        raise ViewError(
            explain_option(
                "bad_value",
                option=option.opts[0],
                value=", ".join(sorted(unknown)),
                choices=", ".join(LAYER_NAMES),
            )
        )
    return tuple(name for name in LAYER_NAMES if name in names)


@click.command("demo", help=help_words("demo"))
@data_option
@language_option
def demo(folder: Path, language: Language) -> None:
    """Write the synthetic city."""
    written = import_module("geo.demo").write_demo(folder)
    note("written", language, count=number(len(written), language), place=folder)


@click.command("check", help=help_words("check"))
@data_option
@json_option
@language_option
def check(folder: Path, report: Path | None, language: Language) -> int:
    """Print the ledger and the published figures."""
    try:
        atlas = open_atlas(folder)
        read_vocabulary(folder / "indicators" / "indicators.toml")  # what the data screen reads besides
    except GeoError as error:
        write_json(
            report, {"problems": [{"vi": one.say("vi"), "en": one.say("en")} for one in error.problems]}
        )
        raise
    audit = look_at(atlas)
    write_json(report, summarise(audit))
    click.echo(describe(audit, language))
    note("differs" if audit.differs else "fine", language)
    return int(audit.differs)


@click.command("map", help=help_words("map"))
@data_option
@click.option("--year", type=int, help=option_words("year"))
@click.option("--year2", type=int, help=option_words("year2"))
@click.option("--all-years", is_flag=True, help=option_words("all_years"))
@click.option("--level", type=click.Choice(LEVELS), help=option_words("level"))
@click.option("--indicator", help=option_words("indicator"))
@click.option("--ward", "wards", multiple=True, metavar="CODE", help=option_words("wards"))
@click.option("--layers", callback=_read_layers, metavar=",".join(LAYER_NAMES), help=option_words("layers"))
@click.option("--kind", "kinds", multiple=True, metavar="CODE", help=option_words("kinds"))
@click.option("--off", multiple=True, metavar="KEY", help=option_words("off"))
@click.option("--patterns", is_flag=True, help=option_words("patterns"))
@click.option("--paper", type=click.Choice(list(LAYOUTS)), default="a4_landscape", help=option_words("paper"))
@click.option(
    "--dpi", type=click.Choice(list(map(str, RESOLUTIONS.values()))), default="300", help=option_words("dpi")
)
@click.option("--shapes", is_flag=True, help=option_words("shapes"))
@language_option
@out_option()
def draw_map(folder: Path, out: Path, paper: str, language: Language, **words: Any) -> None:  # noqa: ANN401  the fields of View, as click read them
    """Draw one view, two years of it or all years into a file, and note its page id."""
    year2, every, shapes, dpi = (words.pop(word) for word in ("year2", "all_years", "shapes", "dpi"))
    if every and year2 is not None:
        raise ViewError(explain_option("not_together", option="--year2, --all-years"))
    known = FORMATS if year2 is None and not every else OF_YEARS
    suffix = out.suffix.lower().lstrip(".")
    require_format(suffix, known)
    atlas, desk = open_atlas(folder), import_module("geo.books.handout")
    view = _choose_view(atlas, language=language, **words)
    sheet = make_sheet(atlas, "pair" if year2 is not None else "years" if every else "map", view, year2)
    layout = replace(LAYOUTS[paper], dpi=int(dpi))
    content, noted = desk.hand_out(atlas, sheet, suffix, layout=layout, shapes=shapes)
    write_file(out, content)
    note("saved", language, place=out)
    if not noted:
        click.echo(say("reissue.not_noted", language), err=True)


def _choose_view(
    atlas: Atlas,
    *,
    year: int | None,
    level: Level | None,
    indicator: str | None,
    **words: Any,  # noqa: ANN401
) -> View:
    """Return the view asked for; unsaid is the latest year, the first indicator and its finest level."""
    levels = {name: list_levels(known) for name, known in atlas.catalogue.indicators.items()}
    offered = [name for name, own in levels.items() if level in (None, *own)]
    indicator = indicator or next(iter(offered or levels), "")
    level = level or levels.get(indicator, LEVELS)[0]
    return View(year or atlas.city.years[-1], level=level, indicator=indicator, **words)


COMMANDS: Final = (demo, check, draw_map)
