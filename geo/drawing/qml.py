"""The fills of a legend → a style that QGIS reads: the same classes, colours and words as on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from geo.drawing.scene import Stroke

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.drawing.scene import Entry
    from geo.model import Pattern

BRUSHES: Final[Mapping[Pattern, str]] = {
    "hatch": "b_diagonal",
    "backhatch": "f_diagonal",
    "crosshatch": "diagonal_x",
    "horizontal": "horizontal",
    "dense": "dense4",
    "dots": "dense6",
}
"""QGIS's brush that looks most like a pattern; one that is solid has none."""

EDGE: Final = Stroke("#5b6b7a", 0.2)


def write_qml(entries: Sequence[Entry], field: str) -> str:
    """Return a style.

    Parameters
    ----------
    entries
        The lines of the legend, in their order.
    field
        Column that holds their keys.
    """
    root = Element("qgis", styleCategories="Symbology")
    renderer = SubElement(root, "renderer-v2", type="categorizedSymbol", attr=field)
    categories, symbols = SubElement(renderer, "categories"), SubElement(renderer, "symbols")
    for place, entry in enumerate(entries):
        SubElement(
            categories, "category", value=entry.key, label=entry.label, symbol=str(place), render="true"
        )
        symbol = SubElement(symbols, "symbol", type="fill", name=str(place), alpha="1")
        _add_layer(symbol, entry.fill.colour, "solid")
        if entry.fill.pattern in BRUSHES:
            _add_layer(symbol, entry.fill.ink, BRUSHES[entry.fill.pattern])
    return tostring(root, encoding="unicode")


def _add_layer(symbol: Element, colour: str, brush: str) -> None:
    looks = {
        "color": _write_colour(colour),
        "style": brush,
        "outline_color": _write_colour(EDGE.colour),
        "outline_style": "solid",
        "outline_width": str(EDGE.width),
        "outline_width_unit": "MM",
    }
    layer = SubElement(symbol, "layer", {"class": "SimpleFill", "enabled": "1", "pass": "0"})
    for name, value in looks.items():
        SubElement(layer, "prop", k=name, v=value)


def _write_colour(colour: str) -> str:
    return ",".join(str(part) for part in (*bytes.fromhex(colour.removeprefix("#")), 255))
