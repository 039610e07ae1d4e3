"""ThematicMap → one HTML file that opens anywhere, without internet: folium's map, all it needs inside.

Names come from files, so they reach the page as text only: JSON that scripts put in with ``textContent``, and
escaped words around the map. Nothing of them is ever read as markup or script.
"""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from html import escape
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import folium
import shapely
from branca.element import Element

from geo.browser.standalone_facts import colour_sign, list_facts, list_labels
from geo.drawing.fonts import subset
from geo.drawing.patterns import fill_of
from geo.drawing.svg import write_pattern
from geo.layout.legend_words import label_of, legend_title, legend_total, name_lines
from geo.office.listing import list_columns
from geo.office.package import choose_sentence
from geo.tools.symbols import sign_of
from geo.tools.words import number, say

if TYPE_CHECKING:
    from geo.model import Furniture, ThematicMap

TOLERANCE: Final = 2.0
"""Metres by which borders may be simplified, as a coverage: shared borders stay shared."""
SCREEN_TILE: Final = 4.7
"""Pixels for one millimetre of a fill pattern, so that it looks as on the map page."""
BORDER: Final = {"color": "#5b6b7a", "weight": 0.7, "fillOpacity": 1}
STRONG: Final = {"color": "#8a3200", "weight": 2.2, "fillOpacity": 1}
HERE: Final = Path(__file__).parent / "standalone_assets"


class _Part(Element):
    """A part of the page as it stands.

    Its content is a value of the template, never the template: braces in a name would be a program that runs
    in this process.
    """

    def __init__(self, content: str) -> None:
        super().__init__("{{ this.content }}")
        self.content = content


def write_html(thematic_map: ThematicMap) -> bytes:
    """Return the view as one self-contained interactive page.

    The same input gives the same bytes; nothing in it asks for anything from outside.
    """
    figure = _draw_map(thematic_map)
    root: Any = figure.get_root()
    root.title = escape(thematic_map.furniture.title)
    style = f"{_read('leaflet.css')}{_read_style(thematic_map)}"
    root.header.add_child(_Part(f"<style>{style}</style>"))
    root.header.add_child(_Part(f"<script>{_read('leaflet.js')}</script>"), name="leaflet")
    root.html.add_child(_Part(_write_around(thematic_map)))
    root.script.add_child(_Part(_write_script(thematic_map, figure)))
    return str(root.render()).replace("<html>", f'<html lang="{thematic_map.view.language}">', 1).encode()


def _draw_map(thematic_map: ThematicMap) -> folium.Map:
    drawn = folium.Map(tiles=None, crs="Simple", zoom_snap=0.25, attribution_control=False)
    drawn._id = "city"  # noqa: SLF001  folium draws a new random name each time
    # Each of these would be fetched from an address outside.
    drawn.default_js, drawn.default_css = [], []
    units = folium.GeoJson(
        _list_shapes(thematic_map), name="units", style_function=lambda unit: unit["properties"]["style"]
    )
    units._id = "units"  # noqa: SLF001
    units.add_to(drawn)
    return drawn


def _list_shapes(thematic_map: ThematicMap) -> dict[str, Any]:
    frame = thematic_map.layer.frame
    shapes = shapely.coverage_simplify(frame.geometry.to_numpy(), TOLERANCE)
    entries = thematic_map.classes.entries
    features = [
        {
            "type": "Feature",
            "id": str(code),
            "properties": {"style": _style(thematic_map, place), "mark": entries[place].marked, "at": at},
            "geometry": shapely.geometry.mapping(shapely.set_precision(shape, 0.1)),
        }
        for at, (code, place, shape) in enumerate(zip(frame.index, frame["class"], shapes, strict=True))
    ]
    return {"type": "FeatureCollection", "features": features}


def _style(thematic_map: ThematicMap, place: int) -> dict[str, Any]:
    entry = thematic_map.classes.entries[place]
    fill = fill_of(entry, patterns=thematic_map.view.patterns)
    colour = fill.colour if fill.pattern == "solid" else f"url(#class{place})"
    return {**(STRONG if entry.marked else BORDER), "fillColor": colour}


def _write_script(thematic_map: ThematicMap, figure: folium.Map) -> str:
    facts = json.dumps(list_facts(thematic_map), ensure_ascii=False, separators=(",", ":"))
    content = facts.replace("<", "\\u003c")
    page, marks = ((HERE / name).read_text(encoding="utf-8") for name in ("page.js", "marks.js"))
    call = f"({page})({figure.get_name()}, geo_json_units, {content}, {marks})"
    return f'document.addEventListener("DOMContentLoaded", () => {{ {call}; }});'


def _write_around(thematic_map: ThematicMap) -> str:
    furniture, language = thematic_map.furniture, thematic_map.view.language
    banner = f'<p class="banner">{escape(furniture.banner)}</p>' if furniture.banner else ""
    classes = "".join(
        f"<li>{_swatch(thematic_map, place)}<span>{escape(label_of(entry, language))}</span>"
        f"<b>{number(count, language)}</b></li>"
        for place, (entry, count) in enumerate(
            zip(thematic_map.classes.entries, thematic_map.counts, strict=True)
        )
    )
    sources = [
        furniture.source,
        f"{furniture.data_date}.",
        f"{furniture.vintage}.",
        f"{furniture.projection}.",
        f"{say('map.page_id', language)} {furniture.page_id}",
    ]
    return (
        f"<header>{banner}<p>{escape(furniture.office)}</p><h1>{escape(furniture.title)}</h1></header>"
        f"<aside><h2>{escape(legend_title(thematic_map))}</h2><ul>{classes}</ul>"
        f"<p>{escape(legend_total(thematic_map))}</p>"
        f'<p id="left" data-words="{escape(say("map.names_left", language, count="{count}"))}" hidden></p>'
        f"{_write_lines(thematic_map)}{_write_kinds(thematic_map)}</aside>"
        f"<footer>{_write_sentence(furniture)}<p>{escape(' '.join(sources))}</p></footer>"
        f'<svg width="0" height="0" aria-hidden="true"><defs>{_write_patterns(thematic_map)}</defs></svg>'
    )


def _write_sentence(furniture: Furniture) -> str:
    """Return the sentence; a long one opens from its brief form, so that the map keeps its room."""
    brief, whole = escape(choose_sentence(furniture)), escape(furniture.sentence)
    return f"<p>{whole}</p>" if brief == whole else f"<details><summary>{brief}</summary>{whole}</details>"


def _write_lines(thematic_map: ThematicMap) -> str:
    rows = "".join(
        f'<li><span class="stroke {name}"></span><span>{escape(words)}</span></li>'
        for name, words in name_lines(thematic_map).items()
    )
    return f'<ul class="lines">{rows}</ul>' if rows else ""


def _write_patterns(thematic_map: ThematicMap) -> str:
    fills = [fill_of(entry, patterns=thematic_map.view.patterns) for entry in thematic_map.classes.entries]
    return "".join(
        write_pattern(fill, f"class{place}", scale=SCREEN_TILE)
        for place, fill in enumerate(fills)
        if fill.pattern != "solid"
    )


def _swatch(thematic_map: ThematicMap, place: int) -> str:
    fill = _style(thematic_map, place)["fillColor"]
    return (
        '<svg viewBox="0 0 28 18" aria-hidden="true">'
        f'<rect x=".5" y=".5" width="27" height="17" fill="{fill}" stroke="#3c4a57"/></svg>'
    )


def _write_kinds(thematic_map: ThematicMap) -> str:
    sites, language = thematic_map.sites, thematic_map.view.language
    counts = sites.groupby("kind")["model_code"].nunique()
    rows = "".join(
        f'<li><svg viewBox="-8 -8 16 16" aria-hidden="true"><path d="{sign_of(place).path}" '
        f'fill="{colour_sign(thematic_map, place)}" stroke="#1c2733"/></svg>'
        f"<span>{escape(words[language])}</span>"
        f"<b>{number(int(counts[kind]), language)}</b></li>"
        for place, (kind, words) in enumerate(thematic_map.city.model_kinds.items())
        if kind in counts
    )
    note = f"<p>{escape(say('map.together', language))}</p>"
    return f"<h2>{escape(say('map.models', language))}</h2><ul>{rows}</ul>{note}" if rows else ""


def _read_style(thematic_map: ThematicMap) -> str:
    letters = set(_write_around(thematic_map)) | set("0123456789.,%…")
    letters |= {letter for label in list_labels(thematic_map) for letter in label["name"]}
    letters |= {
        letter
        for column in list_columns(thematic_map)
        for cell in (column.title, *column.cells)
        for letter in str(cell)
    }
    face = b64encode(subset("regular", letters)).decode()
    return (
        "@font-face{font-family:'Be Vietnam Pro';"
        f"src:url(data:font/ttf;base64,{face}) format('truetype')}}"
        + (HERE / "page.css").read_text(encoding="utf-8")
    )


@cache
def _read(name: str) -> str:
    """Return a file of Leaflet, which is installed as a package."""
    package = distribution("XStatic-Leaflet")
    path = next(found for found in package.files or () if found.name == name)
    return Path(str(package.locate_file(path))).read_text(encoding="utf-8")
