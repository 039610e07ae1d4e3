"""Two years in words: the sentence that says the change, and the note that says what could be compared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.lineage import Fate, list_fates
from geo.pairs.change_styles import is_comparable
from geo.sentence import call_units, find_home, name_units
from geo.telling.captions import data_day, name_place
from geo.tools.words import day, listed, listed_few, number, say, say_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    import pandas as pd

    from geo.model import Atlas, Classes, Furniture, Language, ThematicMap


FEW: Final = 2
"""So many names of a change stand in a brief sentence."""


def write_change(
    before: ThematicMap, after: ThematicMap, frame: gpd.GeoDataFrame, classes: Classes, *, brief: bool = False
) -> str:
    """Return what became of the units as one sentence: how many of each change, the exceptions by name.

    Parameters
    ----------
    before, after
        The two years.
    frame
        Units of the later year; ``class`` is the position of its change in ``classes``.
    brief
        Whether no names stand where there are many.
    """
    view, language = after.view, after.view.language
    if frame.empty:
        return say("sentence.empty", language) + "."
    years = {"before": before.view.year, "after": view.year}
    keys = [classes.entries[place].key for place in frame["class"]]
    if not any(is_comparable(key) for key in keys):
        title = after.indicator.title[language]
        return say("compare.none", language, indicator=title[:1].lower() + title[1:], **years)
    home = find_home(frame)
    names = name_units(frame, home=home)
    items = []
    for entry in classes.entries:
        here = [name for name, key in zip(names, keys, strict=True) if key == entry.key]
        if here:
            label = entry.label[language]
            words = {"count": number(len(here), language), "change": label[:1].lower() + label[1:]}
            named = (entry.exception or entry is classes.entries[-1]) and not (brief and len(here) > FEW)
            items.append(
                say("compare.item_named", language, names=listed(here, language), **words)
                if named
                else say("compare.item", language, **words)
            )
    return say(
        "compare.sentence",
        language,
        total=number(len(frame), language),
        units=call_units(view, home, len(frame)),
        changes="; ".join(items),
        **years,
    )


def tell_gone(atlas: Atlas, before: ThematicMap, after: ThematicMap, same: pd.Index) -> tuple[str, ...]:
    """Return the units of the earlier year that are no more the same, with what became of them."""
    frame = before.layer.frame
    gone = frame[~frame.index.isin(same)]
    years = (before.view.year, after.view.year)
    fates = list_fates(atlas.boundaries, before.view.level, gone, years)
    return tell_fates(name_units(gone), fates, before.view.language)


def tell_fates(names: Sequence[str], fates: Sequence[Fate | None], language: Language) -> tuple[str, ...]:
    """Return the names of units that are no more, each with what became of it as far as that is known."""
    return tuple(
        name
        if fate is None
        else say(
            "compare.fate" if fate.whole else "compare.fate_parts",
            language,
            unit=name,
            day=day(fate.day, language),
            names=listed(list(fate.names), language),
        )
        for name, fate in zip(names, fates, strict=True)
    )


def write_note(
    before: ThematicMap,
    after: ThematicMap,
    *,
    same: int,
    new: tuple[str, ...],
    gone: tuple[str, ...],
    brief: bool = False,
) -> str:
    """Return on which borders two years are compared, and which units cannot be.

    Parameters
    ----------
    same
        Number of units that are the same in both years.
    new, gone
        Names of the others, of the later and of the earlier year.
    brief
        Whether many names are counted and not listed.
    """
    language, tell = after.view.language, listed_few if brief else listed
    years = {"before": before.view.year, "after": after.view.year}
    words = {
        "count": number(same, language),
        "units": say_units(after.view.level, language, same),
        **years,
    }
    if not new and not gone:
        return say("compare.note_all", language, **words)
    parts = [
        say("compare.note_some", language, **words) if same else say("compare.note_none", language, **years)
    ]
    if new:
        parts.append(say("compare.note_new", language, names=tell(list(new), language)))
    if gone:
        names = tell(list(gone), language)
        parts.append(say("compare.note_gone", language, names=names, before=before.view.year))
    return " ".join(parts)


def furnish_change(
    atlas: Atlas, before: ThematicMap, after: ThematicMap, *, sentence: str, brief: str, page_id: str
) -> Furniture:
    """Return the words around the map of changes."""
    view, language = after.view, after.view.language
    years = {"before": before.view.year, "after": view.year}
    days = [day(data_day(atlas.city, year), language) for year in years.values()]
    return replace(
        after.furniture,
        title=say(
            "compare.title",
            language,
            indicator=after.indicator.title[language],
            place=name_place(atlas, view),
            **years,
        ),
        data_date=say("compare.data_dates", language, before=days[0], after=days[1]),
        page_id=page_id,
        sentence=sentence,
        brief=brief,
    )
