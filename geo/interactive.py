"""ThematicMap → what the map in the browser draws: geometry once, values after that.

The geometry is fetched once by an address with its content hash and holds no value; a change of year or
indicator moves only a string of class positions, the legend and the words.
"""

from __future__ import annotations

import hashlib
import json
from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.layout.legend_words import legend_title, legend_total, name_lines
from geo.model import LEVELS, MISSING, WITHHELD
from geo.tools.symbols import sign_of
from geo.tools.words import number, say
from geo.units import list_units

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from geo.model import Boundaries, Language, LegendClass, ThematicMap

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
OUTSIDE = "-"
NOW = ("class", "text", "value")
BEFORE = ("previous_class", "previous_text", "previous")
WORDS = (
    "strip", "page_id", "models", "together", "inner_city", "unit", "ward", "table", "empty",
    "outside", "zoom_in", "zoom_out", "search", "not_found", "trail", "close", "cluster", "people",
    "year", "meeting", "unnamed", "published",
)  # fmt: skip


def write_geometry(boundaries: Boundaries, year: int) -> bytes:
    """Return the borders of all levels of a year as JSON, whole metres from the city's south-west corner.

    Returns
    -------
    bytes
        ``{"levels": {level: [{code, name, kind, point, area, rings, …}]}, "rivers": […]}``; each ring is a
        flat list of coordinate differences. Rounding to 1 m is the same for both sides of a border, so it
        stays shared.
    """
    units = {level: list_units(boundaries, level, year) for level in LEVELS}
    corner = np.floor(units["ward"].total_bounds[:2])
    levels = {level: _units(frame, corner) for level, frame in units.items()}
    hamlets, places = units["hamlet"], {code: place for place, code in enumerate(units["ward"].index)}
    for unit, code, ward in zip(levels["hamlet"], hamlets["ward_code"], hamlets["ward_name"], strict=True):
        unit |= {
            "wardCode": code,
            "ward": ward,
            "wardPlace": places.get(code),
            "short": _shorten(unit["name"]),
        }
    for unit, members in zip(levels["cluster"], units["cluster"]["members"], strict=True):
        unit["members"] = list(members)
    rivers = [{"rings": _rings(shape, corner)} for shape in boundaries.rivers.geometry]
    content = {"levels": levels, "rivers": rivers, "corner": [int(c) for c in corner]}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def name_geometry(content: bytes) -> str:
    """Return the file name of a geometry: another content has another address."""
    return f"geometry-{hashlib.sha256(content).hexdigest()[:16]}.json"


def _shorten(name: str) -> str:
    return name.replace("Tổ dân phố", "TDP")


def _units(frame: gpd.GeoDataFrame, corner: np.ndarray[Any, Any]) -> list[dict[str, Any]]:
    points = frame.geometry.representative_point()
    rows = zip(frame.index, frame["name"], frame["kind"], frame.geometry, points, strict=True)
    return [
        {
            "code": code,
            "name": name,
            "kind": kind,
            "point": [round(point.x - corner[0]), round(point.y - corner[1])],
            "area": round(shape.area),
            "rings": _rings(shape, corner),
        }
        for code, name, kind, shape, point in rows
    ]


def _rings(shape: shapely.Geometry, corner: np.ndarray[Any, Any]) -> list[list[int]]:
    lines = shapely.get_parts(shape if shape.geom_type.endswith("LineString") else shapely.boundary(shape))
    return [_differences(shapely.get_coordinates(line), corner) for line in lines]


def _differences(points: np.ndarray[Any, Any], corner: np.ndarray[Any, Any]) -> list[int]:
    whole = np.rint(points - corner).astype(int)
    return [int(n) for n in np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=int)).ravel()]


def write_values(thematic_map: ThematicMap, all_units: pd.Index) -> dict[str, Any]:
    """Return what changes with the view: positions of the classes, legend, words, table columns, sites.

    Parameters
    ----------
    all_units
        Codes of all units of the level in the order of the geometry; those not in view are marked as outside.
    """
    view, furniture = thematic_map.view, thematic_map.furniture
    frame = thematic_map.layer.frame
    at = frame.index.get_indexer(all_units)
    return {
        "view": {
            "language": view.language,
            "level": view.level,
            "year": view.year,
            "wards": list(view.wards),
            "layers": list(view.layers),
            "patterns": view.patterns,
        },
        "furniture": {
            key: getattr(furniture, key)
            for key in (
                "title",
                "banner",
                "sentence",
                "source",
                "data_date",
                "vintage",
                "projection",
                "page_id",
            )
        },
        "words": {
            **{key: say(f"map.{key}", view.language) for key in WORDS},
            "whole_city": say("map.whole_city", view.language, city=furniture.city),
        },
        "strip": [{k: v for k, v in vars(figure).items() if v} for figure in thematic_map.strip],
        "classes": [
            _write_class(entry, count, view.language)
            for entry, count in zip(thematic_map.classes.entries, thematic_map.counts, strict=True)
        ],
        "legend_title": legend_title(thematic_map),
        "legend_total": legend_total(thematic_map),
        "lines": name_lines(thematic_map),
        "positions": write_positions(frame["class"], all_units),
        "at": [int(i) for i in at] if (at < 0).any() else None,
        "columns": _write_columns(thematic_map),
        **_write_sites(thematic_map),
    }


def write_positions(classes: pd.Series, all_units: pd.Index) -> str:
    """Return the class of each unit as a digit, in the order of the geometry; a dash is outside the view."""
    digits = dict(zip(classes.index, (DIGITS[place] for place in classes), strict=True))
    return "".join(digits.get(code, OUTSIDE) for code in all_units)


def _write_class(entry: LegendClass, count: int, language: Language) -> dict[str, Any]:
    return {
        "key": entry.key,
        "label": entry.label[language],
        "colour": entry.colour,
        "pattern": entry.pattern,
        "exception": entry.exception,
        "marked": entry.exception or entry.key in (MISSING, WITHHELD),
        "off": entry.off,
        "shown": number(count, language),
    }


def _write_columns(thematic_map: ThematicMap) -> list[dict[str, Any]]:
    """Return the columns of tooltip and table: value, the year before, tips and models if not the value."""
    view, frame = thematic_map.view, thematic_map.layer.frame
    now = say("map.value", view.language, year=view.year)
    before = say("map.value", view.language, year=view.year - 1)
    columns = [
        _write_column(thematic_map, now, NOW),
        _write_column(thematic_map, before, BEFORE),
    ]
    if "tips" in frame:
        columns.append(write_coded(say("map.tips", view.language), frame["tips"], frame["tips_order"]))
    if "models" in frame and thematic_map.indicator.id != "models":
        counts = [int(n) for n in frame["models"]]
        shown = [number(n, view.language) for n in counts]
        columns.append({"title": say("map.models", view.language), "texts": shown, "order": counts})
    return columns


def _write_column(thematic_map: ThematicMap, title: str, names: tuple[str, str, str]) -> dict[str, Any]:
    frame = thematic_map.layer.frame
    position, text, value = names
    if thematic_map.measure.kind in ("typology", "band"):
        labels = [entry.label[thematic_map.view.language] for entry in thematic_map.classes.entries]
        return {"title": title, "labels": labels, "codes": "".join(DIGITS[p] for p in frame[position])}
    return {"title": title, "texts": list(frame[text]), "order": _write_order(frame[value])}


def _write_order(values: pd.Series) -> list[float | None]:
    return [None if isnan(value) else round(float(value), 4) for value in values]


def write_coded(title: str, texts: pd.Series, order: pd.Series) -> dict[str, Any]:
    """Return a column of few distinct texts as a string of digits, in their order; of many, as they are."""
    labels = list(dict.fromkeys(texts.loc[order.sort_values(kind="stable").index]))
    if len(labels) > len(DIGITS):
        return {"title": title, "texts": list(texts), "order": _write_order(order)}
    places = {label: DIGITS[place] for place, label in enumerate(labels)}
    return {"title": title, "labels": labels, "codes": "".join(places[text] for text in texts)}


def _write_sites(thematic_map: ThematicMap) -> dict[str, Any]:
    sites, language = thematic_map.sites, thematic_map.view.language
    order = [kind for kind in thematic_map.city.model_kinds if kind in set(sites["kind"])]
    names = list(dict.fromkeys(sites["name"]))
    models = sites.groupby("kind")["model_code"].nunique()
    signs = {kind: sign_of(place) for place, kind in enumerate(thematic_map.city.model_kinds)}
    return {
        "kinds": [
            {
                "label": thematic_map.city.model_kinds[kind][language],
                "shown": number(int(models[kind]), language),
                "path": signs[kind].path,
                "colour": signs[kind].colour,
            }
            for kind in order
        ],
        "site_names": names,
        "sites": [
            [hamlet, names.index(name), order.index(kind)]
            for hamlet, name, kind in zip(sites["hamlet_code"], sites["name"], sites["kind"], strict=True)
        ],
    }
