"""The page of a map as others draw it: geopandas with adjustText, and matplotlib tuned by hand.

Both draw what our page has: fills by class, borders, river, 130 signs, the names of the wards and of the
exceptions with a halo, heads, legend, scale, arrow and footer, on A4 at 300 dpi.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path as File
from typing import TYPE_CHECKING

import fontpkg_be_vietnam_pro
import matplotlib as mpl
import numpy as np
import shapely
from adjustText import adjust_text
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from PIL import Image

from geo.sentence import name_units

if TYPE_CHECKING:
    import geopandas as gpd
    from matplotlib.axes import Axes

    from geo.model import ThematicMap

MM = 1 / 25.4
SIZE = (297 * MM, 210 * MM)
DPI = 300
HALO = [withStroke(linewidth=2, foreground="white")]
MARKERS = "o^s*pDhPvXd8"


@cache
def use_font() -> None:
    for file in File(fontpkg_be_vietnam_pro.ROOT).rglob("*.ttf"):
        font_manager.fontManager.addfont(str(file))
    mpl.rcParams["font.family"] = "Be Vietnam Pro"


def draw_with_geopandas(drawn: ThematicMap) -> bytes:
    """Return the page as ``geopandas.plot`` + adjustText + ``savefig`` make it."""
    figure, axes = start_page()
    frame = drawn.layer.frame
    for place, entry in enumerate(drawn.classes.entries):
        units = frame[frame["class"] == place]
        if len(units):
            hatch = "////" if entry.pattern == "hatch" else None
            units.plot(ax=axes, color=entry.colour, edgecolor="#666666", linewidth=0.3, hatch=hatch)
    drawn.wards.boundary.plot(ax=axes, color="#222222", linewidth=0.9)
    drawn.rivers.plot(ax=axes, color="#6fa8cf", linewidth=2)
    draw_signs(axes, drawn)
    texts = [
        axes.text(x, y, name, fontsize=7, ha="center", path_effects=HALO) for x, y, name in list_names(drawn)
    ]
    draw_furniture(figure, axes, drawn)
    adjust_text(texts, ax=axes)
    buffer = io.BytesIO()
    figure.savefig(buffer, dpi=DPI, format="png")
    return buffer.getvalue()


def draw_with_matplotlib(drawn: ThematicMap) -> bytes:
    """Return the page as tuned matplotlib makes it: kept paths, one collection a class, names unplaced."""
    figure, axes = start_page()
    frame = drawn.layer.frame
    paths = np.array(hamlet_paths(Kept(frame.geometry)), dtype=object)
    for place, entry in enumerate(drawn.classes.entries):
        chosen = paths[(frame["class"] == place).to_numpy()]
        hatch = "////" if entry.pattern == "hatch" else None
        axes.add_collection(
            PathCollection(chosen, facecolor=entry.colour, edgecolor="#666666", linewidth=0.3, hatch=hatch)
        )
    axes.add_collection(
        LineCollection(ward_lines(Kept(drawn.wards.geometry)), color="#222222", linewidth=0.9)
    )
    rivers = [shapely.get_coordinates(line) for line in drawn.rivers.geometry]
    axes.add_collection(LineCollection(rivers, color="#6fa8cf", linewidth=2))
    draw_signs(axes, drawn)
    for x, y, name in list_names(drawn):
        axes.text(x, y, name, fontsize=7, ha="center", path_effects=HALO)
    draw_furniture(figure, axes, drawn)
    figure.canvas.draw()
    buffer = io.BytesIO()
    picture = Image.fromarray(np.asarray(figure.canvas.buffer_rgba())[:, :, :3])
    picture.save(buffer, "PNG", compress_level=1, dpi=(DPI, DPI))
    return buffer.getvalue()


class Kept:
    """A frame's shapes as the key of a cache: the same frame has the same paths."""

    def __init__(self, shapes: gpd.GeoSeries) -> None:
        self.shapes = shapes

    def __hash__(self) -> int:
        return hash(tuple(self.shapes.index))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Kept) and list(self.shapes.index) == list(other.shapes.index)


@cache
def hamlet_paths(kept: Kept) -> list[Path]:
    return [make_path(shape) for shape in kept.shapes]


@cache
def ward_lines(kept: Kept) -> list[np.ndarray]:
    return [shapely.get_coordinates(line) for line in shapely.get_parts(shapely.boundary(kept.shapes.array))]


def make_path(shape: shapely.Geometry) -> Path:
    rings = shapely.get_parts(shapely.boundary(shape))
    return Path.make_compound_path(*(Path(shapely.get_coordinates(ring), closed=True) for ring in rings))


def start_page() -> tuple[Figure, Axes]:
    use_font()
    figure = Figure(figsize=SIZE, dpi=DPI)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.03, 0.09, 0.7, 0.7))
    axes.set(xticks=[], yticks=[])
    return figure, axes


def draw_signs(axes: Axes, drawn: ThematicMap) -> None:
    for marker, (_, sites) in zip(MARKERS, drawn.sites.groupby("kind_label"), strict=False):
        axes.scatter(sites["x"], sites["y"], s=14, marker=marker, edgecolor="white", linewidth=0.4, zorder=4)


def list_names(drawn: ThematicMap) -> list[tuple[float, float, str]]:
    frame = drawn.layer.frame
    exceptions = [place for place, entry in enumerate(drawn.classes.entries) if entry.exception]
    failed = frame[frame["class"].isin(exceptions)]
    points = [*drawn.wards.representative_point(), *failed.representative_point()]
    return [
        (point.x, point.y, name)
        for point, name in zip(points, [*drawn.wards["name"], *name_units(failed)], strict=True)
    ]


def draw_furniture(figure: Figure, axes: Axes, drawn: ThematicMap) -> None:
    words = drawn.furniture
    figure.text(0.03, 0.94, words.office, fontsize=8)
    figure.text(0.97, 0.94, words.banner, fontsize=8, ha="right", color="#8a3000")
    figure.text(0.03, 0.9, words.title, fontsize=14, weight="bold")
    figure.text(0.03, 0.87, words.subtitle, fontsize=8)
    figure.text(0.03, 0.81, words.sentence, fontsize=8, wrap=True)
    footer = f"{words.source}\n{words.data_date} · {words.vintage} · {words.projection}"
    figure.text(0.03, 0.05, footer.replace("\N{PRIME}", "'"), fontsize=6)  # the font has no prime
    figure.text(0.97, 0.05, words.page_id, fontsize=7, ha="right")
    entries = zip(drawn.classes.entries, drawn.counts, strict=True)
    handles: list[Patch | Line2D] = [
        Patch(facecolor=entry.colour, label=f"{entry.label['vi']} {count}") for entry, count in entries
    ]
    handles += [
        Line2D([], [], marker=marker, linestyle="", label=f"{kind} {sites['model_code'].nunique()}")
        for marker, (kind, sites) in zip(MARKERS, drawn.sites.groupby("kind_label"), strict=False)
    ]
    figure.legend(handles=handles, loc="upper left", bbox_to_anchor=(0.74, 0.8), fontsize=7, frameon=False)
    west, south, east, north = drawn.wards.total_bounds
    axes.set(xlim=(west - 500, east + 500), ylim=(south - 500, north + 500), aspect="equal")
    axes.plot([east - 2500, east - 500], [south - 200, south - 200], color="black", linewidth=2)
    axes.text(east - 1500, south - 50, "2 km", fontsize=7, ha="center")
    axes.annotate(
        "B",
        (east - 3200, south + 500),
        (east - 3200, south - 300),
        arrowprops={"arrowstyle": "->"},
        fontsize=7,
    )
