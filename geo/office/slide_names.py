"""The names that have no place on the map of a slide: a native table by wards, on slides that follow it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.layout.shown import head_of, years_of
from geo.lettering.name_lines import abbreviate, shorten
from geo.lettering.naming import list_exceptions
from geo.model.pair import YearSeries
from geo.office.listing import Column, Section
from geo.office.slide_tables import add_table
from geo.tools.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pptx.presentation import Presentation as Show

    from geo.drawing.scene import Naming, Page
    from geo.model import ThematicMap
    from geo.model.pair import Shown

    Row = tuple[str, str, str]


LONG: Final = 600
"""Letters that a row of names has, about; what is longer goes on in the next one."""


def add_names(show: Show, page: Page, shown: Shown) -> None:
    """Add the slides of the names that have no place on a map, if there are any.

    Parameters
    ----------
    page
        The map as it stands on its slide.
    shown
        Whose units they are; of several years the exceptions of each are listed.
    """
    lost = [naming for naming in page.report if naming.how == "omitted"]
    if not lost:
        return
    years, language = years_of(shown), page.language
    thematic_map = head_of(shown)
    rows = [row for one in years for row in _list_exceptions(one)] if isinstance(shown, YearSeries) else []
    listed, heads = "page.key_years", [say(head, language) for head in ("filter.year", "table.class")]
    if not rows:
        rows, listed = list(_list_lost(lost, thematic_map)), "page.key_listed"
        heads = [say("map.ward", language), say("map.value", language, year=thematic_map.view.year)]
    heads.append(say("map.unit", language))
    cells = zip(heads, zip(*rows, strict=True), strict=True)
    columns = [Column(f"column{place}", *cell) for place, cell in enumerate(cells) if any(cell[1])]
    section = Section(say("page.more", language, title=page.title), (say(listed, language),), tuple(columns))
    add_table(show, section, thematic_map)


def _list_exceptions(thematic_map: ThematicMap) -> Iterator[Row]:
    """Yield year, class and names of the exceptions of a map: a row a class, or more that fit on a slide."""
    frame = thematic_map.layer.frame
    known = frame[frame.index.isin(list_exceptions(thematic_map))].sort_index()
    for text, units in known.groupby("text", sort=False):
        wards = [
            _write_ward(str(ward), names) for ward, names in units.groupby("ward_name", sort=False)["name"]
        ]
        yield str(thematic_map.view.year), f"{text}: {len(units)}", "; ".join(wards)


def _write_ward(ward: str, names: Iterable[str]) -> str:
    listed = ", ".join(abbreviate(map(shorten, names)))
    return f"{ward[:1].upper()}{ward[1:]}: {listed}" if ward else listed


def _list_lost(lost: Sequence[Naming], thematic_map: ThematicMap) -> Iterator[Row]:
    """Yield ward, value and names: a row for the units of a ward with one value, and one for all else."""
    frame = thematic_map.layer.frame
    known = frame[frame.index.isin([naming.code for naming in lost])]
    groups: dict[tuple[str, str], list[str]] = {}
    for ward, text, name in zip(known["ward_name"], known["text"], known["name"], strict=True):
        groups.setdefault((ward, text), []).append(shorten(name))
    others = [naming.text for naming in lost if naming.code not in known.index]
    for (ward, text), names in [*groups.items(), *([(("", ""), others)] if others else [])]:
        yield ward[:1].upper() + ward[1:], text, ", ".join(abbreviate(names))
