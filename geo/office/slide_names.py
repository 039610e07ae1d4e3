"""The names that have no place on the map of a slide: a native table by wards, on slides that follow it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.lettering.name_lines import abbreviate, shorten
from geo.office.listing import Column, Section
from geo.office.slide_tables import add_table
from geo.tools.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pptx.presentation import Presentation as Show

    from geo.drawing.scene import Naming, Page
    from geo.model import ThematicMap


def add_names(show: Show, page: Page, thematic_map: ThematicMap) -> None:
    """Add the slides of the names that have no place on a map, if there are any.

    Parameters
    ----------
    page
        The map as it stands on its slide.
    thematic_map
        Whose units they are.
    """
    lost = [naming for naming in page.report if naming.how == "omitted"]
    if not lost:
        return
    language = page.language
    wards, values, names = zip(*_list_rows(lost, thematic_map), strict=True)
    columns = (
        Column("ward", say("map.ward", language), wards),
        Column("text", say("map.value", language, year=thematic_map.view.year), values),
        Column("name", say("map.unit", language), names),
    )
    lines = (say("page.key_listed", language),)
    add_table(show, Section(say("page.more", language, title=page.title), lines, columns), thematic_map)


def _list_rows(lost: Sequence[Naming], thematic_map: ThematicMap) -> Iterator[tuple[str, str, str]]:
    """Yield ward, value and names: a row for the units of a ward with one value, and one for all else."""
    frame = thematic_map.layer.frame
    known = frame[frame.index.isin([naming.code for naming in lost])]
    groups: dict[tuple[str, str], list[str]] = {}
    for ward, text, name in zip(known["ward_name"], known["text"], known["name"], strict=True):
        groups.setdefault((ward, text), []).append(shorten(name))
    others = [naming.text for naming in lost if naming.code not in known.index]
    for (ward, text), names in [*groups.items(), *([(("", ""), others)] if others else [])]:
        yield ward[:1].upper() + ward[1:], text, ", ".join(abbreviate(names))
