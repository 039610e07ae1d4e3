"""What the scripts of the HTML file are told: units, names, lines and symbols, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely

from geo.layout.legend_words import name_lines
from geo.office.listing import list_columns
from geo.tools.symbols import sign_of
from geo.tools.words import name_unit, number, say

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.model import ThematicMap


def list_facts(thematic_map: ThematicMap) -> dict[str, Any]:
    """Return what the page draws beside the units themselves, in metres and words."""
    columns = [column for column in list_columns(thematic_map) if column.key != "code"]
    cells = zip(*(column.cells for column in columns), strict=True)
    listed = dict(zip(_codes(thematic_map), cells, strict=True))
    frame = thematic_map.layer.frame
    sites = thematic_map.sites
    kinds = list(thematic_map.city.model_kinds)
    city = _corners(thematic_map.wards)
    return {
        "heads": [column.title for column in columns],
        "units": {code: [_say(cell, thematic_map) for cell in cells] for code, cells in listed.items()},
        "labels": list_labels(thematic_map),
        "rivers": [_points(shape) for shape in thematic_map.rivers.geometry],
        "wards": _split_wards(thematic_map),
        "clusters": [_points(shape) for shape in thematic_map.clusters.geometry.boundary],
        "sites": [
            [x, y, name, sign_of(kinds.index(kind)).path, colour_sign(thematic_map, kinds.index(kind))]
            for x, y, name, kind in sites[["x", "y", "name", "kind"]].itertuples(index=False)
        ],
        "city": city,
        "bounds": _corners(frame) if len(frame) else city,
    }


def _corners(frame: gpd.GeoDataFrame) -> list[list[float]]:
    west, south, east, north = (float(side) for side in frame.total_bounds)
    return [[south, west], [north, east]]


def colour_sign(thematic_map: ThematicMap, kind: int) -> str:
    """Return the colour of the symbol of a kind of models; in black and white its shape tells."""
    return "#ffffff" if thematic_map.view.patterns else sign_of(kind).colour


def list_labels(thematic_map: ThematicMap) -> list[dict[str, Any]]:
    """Return the names that may stand on the map: exceptions, clusters, wards, other units."""
    frame, level = thematic_map.layer.frame, thematic_map.view.level
    entries, wanted = thematic_map.classes.entries, "labels" in thematic_map.view.layers
    alone = len(thematic_map.view.wards) == 1
    rest = {"hamlet": "unit", "ward": "ward", "cluster": "cluster"}[level]
    labels = []
    rows = zip(frame["name"], frame["kind"], frame["ward_name"], frame["class"], frame.geometry, strict=True)
    for name, kind, ward, place, shape in rows:
        if entries[place].marked:
            words = name if alone else name_unit(name, kind if level == "hamlet" else "", ward)
            labels.append({"kind": "exception", "name": words, "place": _place(shape)})
        elif wanted:
            labels.append({"kind": rest, "name": name, "place": _place(shape)})
    if wanted and level == "hamlet" and not alone:
        within = thematic_map.wards[thematic_map.wards.index.isin(frame["ward_code"])]
        labels += [
            {"kind": "ward", "name": name, "place": _place(shape)}
            for name, shape in zip(within["name"], within.geometry, strict=True)
        ]
    return labels


def _place(shape: shapely.Geometry) -> list[int]:
    """Return a point of a unit, and the side of a square as large as the unit, in metres."""
    point = shape.representative_point()
    return [round(point.x), round(point.y), round(shape.area**0.5)]


def _split_wards(thematic_map: ThematicMap) -> dict[str, list[list[list[list[float]]]]]:
    """Return the borders of the wards in view and of those beside it, if they are to be drawn."""
    chosen, wards = thematic_map.view.wards, thematic_map.wards
    drawn = wards if "wards" in name_lines(thematic_map) else wards.iloc[:0]
    within = drawn.index.isin(chosen or drawn.index)
    return {
        name: [_points(shape) for shape in drawn[rows].geometry.boundary]
        for name, rows in (("within", within), ("beside", ~within))
    }


def _codes(thematic_map: ThematicMap) -> tuple[str, ...]:
    found = next(column for column in list_columns(thematic_map) if column.key == "code")
    return tuple(str(code) for code in found.cells)


def _say(cell: str | float | None, thematic_map: ThematicMap) -> str:
    if cell is None:
        return say("value.no_data", thematic_map.view.language)
    return (
        cell
        if isinstance(cell, str)
        else number(cell, thematic_map.view.language, 0 if cell == int(cell) else 2)
    )


def _points(shape: shapely.Geometry) -> list[list[list[float]]]:
    lines = shapely.get_parts(shape)
    return [[[round(y, 1), round(x, 1)] for x, y in line.coords] for line in lines]
