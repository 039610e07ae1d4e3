"""A layer and its classes → the sentence that says the map: caption, alt text, document description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.words import listed, number, percent, say

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.change import Change
    from geo.model import Classes, Indicator, Language, Measure, View


def name_unit(name: str, kind: str, ward_name: str) -> str:
    """Return the full name of a unit: ``phường Trần Phú``, ``Tổ dân phố 7 (phường Trần Phú)``, ``Cụm số 1``."""
    if ward_name:
        return f"{name} ({ward_name})"
    return f"{kind} {name}".strip()


def name_units(frame: gpd.GeoDataFrame) -> list[str]:
    """Return the full names of the units of a frame, in its order."""
    return [name_unit(*row) for row in zip(frame["name"], frame["kind"], frame["ward_name"], strict=True)]


def describe_value(value: float, part: float, whole: float, measure: Measure, language: Language) -> str:
    """Return a value in words: ``12 nguồn tin``, ``98,3 % (237 trên 241)``; NaN is "no data"."""
    if value != value:  # noqa: PLR0124  NaN
        return say("value.no_data", language)
    if measure.rule == "share" and whole > 0:
        return say(
            "value.share",
            language,
            percent=percent(part, whole, language, measure.decimals),
            part=number(part, language),
            whole=number(whole, language),
        )
    unit = measure.unit[language]
    return f"{number(value, language, measure.decimals)} {unit}".strip()


def write_sentence(
    view: View,
    indicator: Indicator,
    measure: Measure,
    frame: gpd.GeoDataFrame,
    classes: Classes,
    changes: dict[Change, int] | None,
) -> str:
    """Return the map as one sentence in the view's language.

    Parameters
    ----------
    frame
        Units in view with ``class`` and ``text``.
    changes
        Number of units by change since the year before, for a status whose year before is known; else None.
    """
    if frame.empty:
        return say("sentence.empty", view.language) + "."
    if (frame["class"] == classes.missing).all():
        return _say_nothing(view, indicator, frame) + "."
    if measure.kind == "typology":
        return _say_typology(view, frame, classes) + _say_changes(view, changes) + "."
    if measure.kind == "band":
        return _say_bands(view, measure, frame, classes) + "."
    return _say_range(view, indicator, measure, frame) + _say_missing(view, frame, classes) + "."


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def _say_nothing(view: View, indicator: Indicator, frame: gpd.GeoDataFrame) -> str:
    return say(
        "sentence.nothing",
        view.language,
        year=view.year,
        title=_lower_first(indicator.title[view.language]),
        total=number(len(frame), view.language),
        units=say(f"units.{view.level}", view.language),
    )


def _say_typology(view: View, frame: gpd.GeoDataFrame, classes: Classes) -> str:
    language = view.language
    best = next(i for i, entry in enumerate(classes.entries) if not entry.exception)
    count = int((frame["class"] == best).sum())
    words = say(
        "sentence.typology",
        language,
        year=view.year,
        count=number(count, language),
        total=number(len(frame), language),
        units=say(f"units.{view.level}", language),
        percent=percent(count, len(frame), language),
        met=_lower_first(classes.entries[best].label[language]),
    )
    for position, entry in enumerate(classes.entries):
        if entry.exception:
            names = name_units(frame[frame["class"] == position])
            key = "sentence.exceptions" if names else "sentence.exceptions_none"
            label = _lower_first(entry.label[language])
            words += say(key, language, label=label, names=listed(names, language))
    return words + _say_missing(view, frame, classes)


def _say_missing(view: View, frame: gpd.GeoDataFrame, classes: Classes) -> str:
    names = name_units(frame[frame["class"] == classes.missing])
    return say("sentence.no_data", view.language, names=listed(names, view.language)) if names else ""


def _say_changes(view: View, changes: dict[Change, int] | None) -> str:
    if changes is None:
        return ""
    shown: tuple[Change, ...] = ("gained", "lost", "still_not_met")
    items = [
        say(
            "sentence.change_item",
            view.language,
            count=number(changes[change], view.language),
            change=say(f"change.{change}", view.language),
        )
        for change in shown
        if changes[change]
    ]
    if not items:
        return say("sentence.change_none", view.language, year=view.year - 1)
    return say("sentence.change", view.language, year=view.year - 1, changes=", ".join(items))


def _say_bands(view: View, measure: Measure, frame: gpd.GeoDataFrame, classes: Classes) -> str:
    items = [
        say(
            "sentence.band_item",
            view.language,
            label=_lower_first(entry.label[view.language]),
            count=number(int((frame["class"] == position).sum()), view.language),
        )
        for position, entry in enumerate(classes.entries)
        if (frame["class"] == position).any()
    ]
    return say(
        "sentence.band",
        view.language,
        year=view.year,
        total=number(len(frame), view.language),
        units=say(f"units.{view.level}", view.language),
        unit=measure.unit[view.language],
        classes="; ".join(items),
    )


def _say_range(view: View, indicator: Indicator, measure: Measure, frame: gpd.GeoDataFrame) -> str:
    language = view.language
    known = frame.dropna(subset="value").sort_values("value")
    low, high = known.iloc[0], known.iloc[-1]
    words = say(
        "sentence.range" if low["value"] < high["value"] else "sentence.range_one",
        language,
        year=view.year,
        title=_lower_first(indicator.title[language]),
        count=number(len(known), language),
        units=say(f"units.{view.level}", language),
        low=low["text"],
        high=high["text"],
    )
    if measure.rule == "sum" and len(known) == len(frame):
        total = describe_value(float(known["value"].sum()), 0, 0, measure, language)
        words += say("sentence.total", language, total=total)
    return words
