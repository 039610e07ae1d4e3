"""YearPair → what the comparing screen in the browser draws: three maps of one legend, flow, years, wards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo.interactive import write_coded, write_positions, write_values
from geo.model.pair import GONE, NEW
from geo.tools.symbols import CHANGE_SIGNS
from geo.tools.words import number, percent, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from geo.model import Language, ThematicMap
    from geo.model.pair import Flow, WardLine, WardYears, YearPair

SIGNS: Final = ("✕", "✓")
"""Of a status that is the exception, and of one that is not."""

NOTHING: Final = "–"
FLOOR_STEP: Final = 10
WORDS: Final = (
    "flow", "flow_corner", "total", "multiples", "wards", "wards_line", "wards_share", "wards_status",
    "wards_none", "pick_before", "pick_after",
)  # fmt: skip


def write_pair(pair: YearPair, units: Mapping[int, pd.Index]) -> dict[str, Any]:
    """Return what changes with the pair: the maps, the words, the flow.

    Parameters
    ----------
    units
        Year → codes of all units of the level in the order of the geometry of that year.
    """
    language = pair.after.view.language
    years = {"before": pair.before.view.year, "after": pair.after.view.year}
    changes = write_values(pair.change, units[years["after"]])
    return {
        "view": changes["view"],
        "furniture": changes["furniture"],
        "years": years,
        "note": pair.note,
        "before": _write_year(pair.before, units[years["before"]]),
        "after": _write_year(pair.after, units[years["after"]]),
        "change": {
            **changes,
            "columns": _write_columns(pair),
            "classes": _sign_classes(pair, changes["classes"]),
            "signed": True,
        },
        "flow": _write_flow(pair.flow, language),
        "words": {
            **changes["words"],
            **{key: say(f"compare.{key}", language, **_fill(key, years)) for key in WORDS},
        },
    }


def _write_year(year: ThematicMap, units: pd.Index) -> dict[str, Any]:
    """Return one of the two maps, without the strip of numbers, which stands on the front page."""
    values = {key: value for key, value in write_values(year, units).items() if key != "strip"}
    return {**values, "year_title": say("map.value", year.view.language, year=year.view.year)}


def _fill(key: str, years: Mapping[str, int]) -> Mapping[str, int]:
    return years if key in ("flow", "flow_corner") else {}


def _write_columns(pair: YearPair) -> list[dict[str, Any]]:
    """Return the columns of the table of changes: the one year, the other, what became of it."""
    language, frame = pair.after.view.language, pair.change.layer.frame
    columns = [
        _write_column(year, frame.index, say("map.value", language, year=year.view.year))
        for year in (pair.before, pair.after)
    ]
    return [*columns, write_coded(say("compare.change", language), frame["text"], frame["class"])]


def _write_column(year: ThematicMap, units: pd.Index, title: str) -> dict[str, Any]:
    """Return a year's column for the units of the later year; a unit that was not there then says so."""
    frame, by_class = year.layer.frame, year.measure.kind in ("typology", "band")
    texts = frame["text"].reindex(units).fillna(say("compare.new", year.view.language))
    order = frame["class"].astype(float) if by_class else frame["value"]
    return write_coded(title, texts, order.reindex(units))


def _sign_classes(pair: YearPair, classes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the entries of the legend with border and sign; among hamlets only exceptions have a sign."""
    crowded = pair.change.view.level == "hamlet"
    signed = []
    for entry in classes:
        sign = CHANGE_SIGNS.get(entry["key"])
        path = {"path": sign.path} if sign and (entry["exception"] or not crowded) else {}
        signed.append({**entry, **path, **({"edge": sign.colour} if sign else {})})
    return signed


def _write_flow(flow: Flow, language: Language) -> dict[str, Any]:
    """Return the flow table; the ends that no unit came from or went to are left out."""
    rows = [row for row in range(len(flow.before)) if flow.before[row].key != NEW or flow.row_totals[row]]
    columns = [c for c in range(len(flow.after)) if flow.after[c].key != GONE or flow.column_totals[c]]
    return {
        "columns": [flow.after[column].label[language] for column in columns],
        "rows": [
            {
                "label": flow.before[row].label[language],
                "cells": [number(flow.counts[row][column], language) for column in columns],
                "same": columns.index(row) if row in columns and flow.before[row].key != NEW else None,
                "total": number(flow.row_totals[row], language),
            }
            for row in rows
        ],
        "totals": [number(flow.column_totals[column], language) for column in columns],
        "total": number(flow.total, language),
    }


def write_multiples(years: Sequence[ThematicMap], units: Mapping[int, pd.Index]) -> list[dict[str, Any]]:
    """Return all years in small: classes by position, a caption, the sentence that says the map."""
    return [
        {
            "year": year.view.year,
            "positions": write_positions(year.layer.frame["class"], units[year.view.year]),
            "caption": _caption(year),
            "sentence": year.furniture.sentence,
        }
        for year in years
    ]


def _caption(year: ThematicMap) -> str:
    language, entries = year.view.language, year.classes.entries[: year.classes.missing]
    known = year.counts[: year.classes.missing]
    if year.measure.kind != "typology":
        words = {"known": number(sum(known), language), "total": number(sum(year.counts), language)}
        return say("compare.multiple_known", language, **words)
    if not any(known):
        return year.classes.entries[year.classes.missing].label[language]
    met = sum(count for entry, count in zip(entries, known, strict=True) if not entry.exception)
    return say("compare.multiple", language, met=number(met, language), known=number(sum(known), language))


def write_wards(wards: WardYears, language: Language) -> dict[str, Any]:
    """Return one line a ward: the share of each year to draw and as "x/y", and the ward's own status."""
    known = [100 * part / whole for line in wards.lines for part, whole in filter(None, line.shares)]
    low = min(min(known, default=0) // FLOOR_STEP * FLOOR_STEP, 100 - FLOOR_STEP)
    words = {"low": percent(low, 100, language, 0), "high": percent(100, 100, language, 0)}
    return {
        "years": list(wards.years),
        "low": low,
        "note": say("compare.wards_note", language, **words),
        "signs": [
            {"sign": _sign(wards, place), "label": entry.label[language]}
            for place, entry in enumerate(wards.classes)
        ],
        "rows": [_write_ward(line, language) for line in wards.lines],
    }


def _sign(wards: WardYears, place: int) -> str:
    missing = place == len(wards.classes) - 1
    return NOTHING if missing else SIGNS[not wards.classes[place].exception]


def _write_ward(line: WardLine, language: Language) -> dict[str, Any]:
    other = say("compare.other_borders", language)
    texts = [f"{number(s[0], language)}/{number(s[1], language)}" if s else NOTHING for s in line.shares]
    return {
        "code": line.code,
        "name": line.name,
        "shares": [text if same else other for text, same in zip(texts, line.same, strict=True)],
        "line": [round(100 * share[0] / share[1], 2) if share else None for share in line.shares],
        "statuses": list(line.statuses),
    }
