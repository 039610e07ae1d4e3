"""A map in words: the sentence that says it (caption, alt text, description) and the value of each unit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import isnan
from typing import TYPE_CHECKING

from geo.model import WITHHELD
from geo.tools.words import listed, listed_few, name_unit, number, percent, say, say_units

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

    from geo.change import Change
    from geo.model import Classes, Indicator, Language, Measure, View


@dataclass(frozen=True, eq=False)
class Reading:
    """What there is to say of a map.

    Parameters
    ----------
    view, indicator, measure, classes
        What is drawn.
    frame
        Units in view with ``class``, ``value`` and ``text``.
    changes
        Number of units by change since the year before, for a status whose year before is known; else None.
    brief
        Whether many names are counted and not listed.
    """

    view: View
    indicator: Indicator
    measure: Measure
    classes: Classes
    frame: gpd.GeoDataFrame
    changes: Mapping[Change, int] | None = None
    brief: bool = False

    @cached_property
    def home(self) -> str:
        """The ward that all units are in, or ""."""
        return find_home(self.frame)

    def list_names(self, names: list[str]) -> str:
        """Return names of units as they stand in the sentence."""
        return (listed_few if self.brief else listed)(names, self.view.language)


def name_units(frame: gpd.GeoDataFrame, *, home: str = "") -> list[str]:
    """Return the full names of the units of a frame, in its order; without their ward where that is home."""
    rows = zip(*(frame[column].tolist() for column in ("name", "kind", "ward_name")), strict=True)
    # A hamlet is called by its name alone, in its ward as anywhere: "Xóm Đình", though its kind is thôn.
    return [name if home else name_unit(name, kind, ward) for name, kind, ward in rows]


def find_home(frame: gpd.GeoDataFrame) -> str:
    """Return the ward that all hamlets of a frame are in, to be said once for all of them; else ""."""
    wards = set(frame["ward_name"].tolist())
    return str(wards.pop()) if len(wards) == 1 else ""


def call_units(view: View, home: str, count: int) -> str:
    """Return what so many units in view are called: ``thôn, tổ dân phố thuộc xã Nghĩa Hà``."""
    units = say_units(view.level, view.language, count)
    return say("sentence.of_ward", view.language, units=units, ward=home) if home else units


def describe_value(value: float, part: float, whole: float, measure: Measure, language: Language) -> str:
    """Return a value in words: ``12 nguồn tin``, ``98,3 % (237 trên 241)``; NaN is "no data"."""
    if isnan(value):
        return say("value.no_data", language)
    if measure.rule == "share" and whole > 0:
        return say(
            "value.share",
            language,
            percent=percent(part, whole, language, measure.decimals),
            part=number(part, language),
            whole=number(whole, language),
        )
    if measure.unit.en == "%":
        return percent(value, 100, language, measure.decimals)
    shown, unit = number(value, language, measure.decimals), measure.unit[language]
    return say("value.with_unit", language, number=shown, unit=unit) if unit else shown


def describe_units(
    frame: gpd.GeoDataFrame, classes: Classes, measure: Measure, language: Language
) -> list[str]:
    """Return the value of each unit in words.

    Parameters
    ----------
    frame
        ``class``, ``value``, ``part``, ``whole``, ``reported`` and ``total`` of each unit.
    """
    columns = ("class", "value", "part", "whole", "reported", "total")
    labels = [entry.label[language] for entry in classes.entries]
    by_label = measure.kind in ("typology", "band")
    hidden = [entry.key == WITHHELD for entry in classes.entries]
    texts = []
    for place, value, part, whole, reported, total in zip(*(frame[name] for name in columns), strict=True):
        if place == classes.missing and measure.rule in ("sum", "per") and 0 < reported < total:
            # Some hamlets reported, not all of them: that is why there is no total.
            texts.append(say("value.incomplete", language, reported=reported, total=total))
        elif by_label or hidden[place] or place == classes.missing:
            texts.append(labels[place])
        else:
            texts.append(describe_value(value, part, whole, measure, language))
    return texts


def write_sentence(reading: Reading) -> str:
    """Return the map as one sentence in the view's language."""
    frame, missing = reading.frame, reading.classes.missing
    if frame.empty:
        return say("sentence.empty", reading.view.language) + "."
    if set(frame["class"].tolist()) == {missing}:
        return _say_nothing(reading) + "."
    if reading.measure.kind == "typology":
        return _say_typology(reading) + _say_changes(reading) + "."
    if reading.measure.kind == "band" or frame["value"].isna().all():
        return _say_classes(reading) + "."
    return _say_range(reading) + _say_gaps(reading) + "."


def _say_nothing(reading: Reading) -> str:
    view = reading.view
    return say(
        "sentence.nothing",
        view.language,
        year=view.year,
        title=_lower_first(reading.indicator.title[view.language]),
        total=number(len(reading.frame), view.language),
        units=call_units(view, reading.home, len(reading.frame)),
    )


def _say_typology(reading: Reading) -> str:
    view, frame, classes = reading.view, reading.frame, reading.classes
    best = next(i for i, entry in enumerate(classes.entries) if not entry.exception)
    named = _name_by_class(reading)
    count = len(named.get(best, ()))
    known = len(frame) - len(named.get(classes.missing, ()))
    words = say(
        "sentence.typology",
        view.language,
        year=view.year,
        count=number(count, view.language),
        total=number(known, view.language),
        units=call_units(view, reading.home, known),
        percent=percent(count, known, view.language),
        met=_lower_first(classes.entries[best].label[view.language]),
    )
    for position, entry in enumerate(classes.entries):
        if entry.exception:
            names = named.get(position, [])
            key = "sentence.exceptions" if names else "sentence.exceptions_none"
            label = _lower_first(entry.label[view.language])
            words += say(key, view.language, label=label, names=reading.list_names(names))
    return words + _say_gaps(reading)


def _say_gaps(reading: Reading) -> str:
    """Return the units whose value is not known, and those whose value is not told."""
    classes, language = reading.classes, reading.view.language
    named, words = _name_by_class(reading), ""
    for position, entry in enumerate(classes.entries):
        names = named.get(position, [])
        if names and position == classes.missing:
            words += say("sentence.no_data", language, names=reading.list_names(names))
        elif names and entry.key == WITHHELD:
            label = _lower_first(entry.label[language])
            words += say("sentence.exceptions", language, label=label, names=reading.list_names(names))
    return words


def _name_by_class(reading: Reading) -> dict[int, list[str]]:
    frame, named = reading.frame, dict[int, list[str]]()
    for position, name in zip(frame["class"].tolist(), name_units(frame, home=reading.home), strict=True):
        named.setdefault(position, []).append(name)
    return named


def _say_changes(reading: Reading) -> str:
    view, changes = reading.view, reading.changes
    if changes is None:
        return ""
    items = [
        say(
            "sentence.change_item",
            view.language,
            count=number(count, view.language),
            change=say(f"change.{change}", view.language),
        )
        for change, count in changes.items()
        if count and change != "kept"
    ]
    if not items:
        return say("sentence.change_none", view.language, year=view.year - 1)
    return say("sentence.change", view.language, year=view.year - 1, changes=", ".join(items))


def _say_classes(reading: Reading) -> str:
    view, frame = reading.view, reading.frame
    items = [
        say(
            "sentence.band_item",
            view.language,
            label=_lower_first(entry.label[view.language]),
            count=number(int((frame["class"] == position).sum()), view.language),
        )
        for position, entry in enumerate(reading.classes.entries)
        if (frame["class"] == position).any()
    ]
    return say(
        "sentence.band",
        view.language,
        year=view.year,
        total=number(len(frame), view.language),
        units=call_units(view, reading.home, len(frame)),
        unit=reading.measure.unit[view.language],
        classes="; ".join(items),
    )


def _say_range(reading: Reading) -> str:
    view, frame, measure = reading.view, reading.frame, reading.measure
    known = frame["value"].dropna()
    low, high = known.idxmin(), known.idxmax()
    words = say(
        "sentence.range" if known[low] < known[high] else "sentence.range_one",
        view.language,
        year=view.year,
        title=_lower_first(reading.indicator.title[view.language]),
        count=number(len(known), view.language),
        units=call_units(view, reading.home, len(known)),
        low=frame["text"][low],
        high=frame["text"][high],
    )
    # A ward may be in two clusters, so clusters have no total.
    if measure.rule == "sum" and view.level == "ward" and len(known) == len(frame):
        total = describe_value(float(known.sum()), 0, 0, measure, view.language)
        words += say("sentence.total", view.language, total=total)
    return words


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]
