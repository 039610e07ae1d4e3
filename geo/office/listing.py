"""ThematicMap → its table: the columns of the screen, for the files that carry a table."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Any, Literal

from geo.tools.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.model import ThematicMap

Cell = str | float | None


@dataclass(frozen=True)
class Column:
    """A column of the table.

    Parameters
    ----------
    key
        Stable name; "value" is what the map shows.
    title
        Its head, in the language of the view.
    cells
        One a unit; None where there is nothing to say.
    kind
        ``text``; ``number``; ``class``: words of the legend.
    decimals
        Of numbers.
    """

    key: str
    title: str
    cells: tuple[Cell, ...]
    kind: Literal["text", "number", "class"] = "text"
    decimals: int = 0


@dataclass(frozen=True)
class Section:
    """A heading, lines of text under it, and a table that may be empty."""

    title: str
    lines: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()


def list_columns(thematic_map: ThematicMap) -> tuple[Column, ...]:
    """Return the table of the units in view, exceptions first, each unit once.

    A hamlet count stands in its band only, as on the map; numbers that are hidden there are hidden here.
    """
    view, frame, entries = thematic_map.view, thematic_map.layer.frame, thematic_map.classes.entries
    language, positions = view.language, frame["class"].tolist()
    order = sorted(range(len(frame)), key=lambda row: not entries[positions[row]].exception)

    def texts(cells: Iterable[object]) -> tuple[Cell, ...]:
        return tuple(map(str, _sort(cells, order)))

    def head(name: str, **values: object) -> str:
        return say(f"map.{name}", language, **values)

    columns = [
        Column("code", say("table.code", language), texts(frame.index)),
        Column("name", head("unit"), texts(frame["name"])),
    ]
    if view.level == "hamlet":
        columns.append(Column("ward", head("ward"), texts(frame["ward_name"])))
    elif view.level == "ward":
        columns.append(Column("kind", say("table.kind", language), texts(frame["kind"])))
    columns += _list_values(thematic_map, order)
    if "tips" in frame:
        columns.append(Column("tips", head("tips"), texts(frame["tips"])))
    if "models" in frame and thematic_map.indicator.id != "models":
        counts = tuple(map(float, _sort(frame["models"], order)))
        columns.append(Column("models", head("models"), counts, "number"))
    return tuple(columns)


def _list_values(thematic_map: ThematicMap, order: list[int]) -> list[Column]:
    """Return the values of the year and of the year before; numbers also as numbers, and with their class."""
    view, measure = thematic_map.view, thematic_map.measure
    frame = thematic_map.layer.frame
    labels = [entry.label[view.language] for entry in thematic_map.classes.entries]
    classes = tuple(labels[position] for position in _sort(frame["class"], order))
    now = say("map.value", view.language, year=view.year)
    before = _list_earlier(thematic_map, order)
    if measure.kind in ("typology", "band"):
        return [Column("value", now, classes, "class"), *before]
    unit = measure.unit[view.language]
    return [
        Column(
            "value",
            f"{now} ({unit})" if unit else now,
            tuple(None if isnan(cell) else float(cell) for cell in _sort(frame["value"], order)),
            "number",
            measure.decimals,
        ),
        Column("text", say("table.text", view.language), tuple(map(str, _sort(frame["text"], order)))),
        Column("class", say("table.class", view.language), classes, "class"),
        *before,
    ]


def _list_earlier(thematic_map: ThematicMap, order: list[int]) -> list[Column]:
    """Return the values of the year before, where the city has that year or anything is known of it."""
    frame, year = thematic_map.layer.frame, thematic_map.view.year - 1
    cells = tuple(map(str, _sort(frame["previous_text"], order)))
    known = year in thematic_map.city.years or (frame["previous_class"] != thematic_map.classes.missing).any()
    title = say("map.value", thematic_map.view.language, year=year)
    return [Column("previous", title, cells)] if known and any(cells) else []


def _sort(cells: Iterable[Any], order: list[int]) -> list[Any]:
    listed = list(cells)
    return [listed[row] for row in order]


def list_readable(thematic_map: ThematicMap) -> tuple[Column, ...]:
    """Return the table for readers: a number that also stands in words is left out."""
    columns = list_columns(thematic_map)
    spoken = any(column.key == "text" for column in columns)
    return tuple(column for column in columns if not (spoken and column.key == "value"))


def list_notes(thematic_map: ThematicMap) -> tuple[str, ...]:
    """Return what must stand under a table: banner, note, source, dates, page id, office."""
    furniture, language = thematic_map.furniture, thematic_map.view.language
    notes = (
        furniture.banner,
        furniture.title,
        furniture.subtitle,
        furniture.sentence,
        furniture.source,
        furniture.data_date,
        furniture.vintage,
        furniture.office,
        f"{say('map.page_id', language)} {furniture.page_id}",
    )
    return tuple(note for note in notes if note)
