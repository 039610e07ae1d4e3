"""The ward atlas as PDF against the usual tools, and what a page costs as the city grows."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING

import numpy as np
import shapely
from adjustText import adjust_text
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.collections import LineCollection, PathCollection

from benchmarks.clocks import take_turns
from benchmarks.growth import measure_growth
from benchmarks.rivals import HALO, draw_furniture, draw_signs, make_path, start_page
from benchmarks.tables import Row
from geo.atlas import make_map, open_atlas
from geo.books.book import Plan
from geo.books.bookshelf import make_book
from geo.model import View
from geo.page import compose_page
from geo.paint import paint_pdf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from matplotlib.axes import Axes

    from geo.model import ThematicMap


def measure_book(data: Path) -> list[Row]:
    atlas = open_atlas(data)
    year = atlas.city.years[-1]
    maps = [make_map(atlas, View(year, wards=(code,))) for code in atlas.boundaries.wards.index]
    plan = Plan((year,), ("safety",))
    taken = take_turns(
        {
            "ours": lambda: paint_pdf([compose_page(one) for one in maps]),
            "book": lambda: make_book(atlas, plan, "pdf", workers=1),
            "tuned": lambda: draw_pages(maps, tuned=True),
        },
        3,
    )
    start = time.perf_counter()
    usual = draw_pages(maps, tuned=False)
    usual_taken = time.perf_counter() - start
    sizes = {
        "ours": len(paint_pdf([compose_page(one) for one in maps])),
        "tuned": len(draw_pages(maps, tuned=True)),
        "usual": len(usual),
    }
    mine = sizes["ours"] / 1000
    return [
        Row(
            "23 ward pages, PDF",
            taken["ours"],
            "s",
            "geopandas + adjustText + savefig",
            usual_taken,
            most=1 / 40,
        ),
        Row("23 ward pages, PDF", taken["ours"], "s", "tuned matplotlib", taken["tuned"], most=0.2),
        Row("  bytes", mine, "kB", "geopandas + adjustText + savefig", sizes["usual"] / 1000, most=0.2),
        Row("  bytes", mine, "kB", "tuned matplotlib", sizes["tuned"] / 1000),
        Row("whole atlas: cover, contents, 23 pages with tables, notes", taken["book"], "s"),
        *measure_growth(data),
    ]


def draw_pages(maps: Sequence[ThematicMap], *, tuned: bool) -> bytes:
    """Return the ward pages as others draw them: one document, every hamlet named."""
    buffer = io.BytesIO()
    with PdfPages(buffer) as document:
        for drawn in maps:
            figure, axes = start_page()
            (draw_tuned if tuned else draw_usual)(axes, drawn)
            draw_signs(axes, drawn)
            texts = [
                axes.text(point.x, point.y, name, fontsize=7, ha="center", path_effects=HALO)
                for point, name in zip(
                    drawn.layer.frame.representative_point(), drawn.layer.frame["name"], strict=True
                )
            ]
            draw_furniture(figure, axes, drawn)
            west, south, east, north = drawn.layer.frame.total_bounds
            axes.set(xlim=(west - 100, east + 100), ylim=(south - 100, north + 100), aspect="equal")
            if not tuned:
                adjust_text(texts, ax=axes)
            document.savefig(figure)
    return buffer.getvalue()


def draw_usual(axes: Axes, drawn: ThematicMap) -> None:
    frame = drawn.layer.frame
    drawn.wards.plot(ax=axes, color="#f1f3f5", edgecolor="#c3ccd4", linewidth=0.4)
    for place, entry in enumerate(drawn.classes.entries):
        units = frame[frame["class"] == place]
        if len(units):
            hatch = "////" if entry.pattern == "hatch" else None
            units.plot(ax=axes, color=entry.colour, edgecolor="#666666", linewidth=0.4, hatch=hatch)
    drawn.rivers.plot(ax=axes, color="#6fa8cf", linewidth=2)


def draw_tuned(axes: Axes, drawn: ThematicMap) -> None:
    frame = drawn.layer.frame
    around = [make_path(shape) for shape in drawn.wards.geometry]
    axes.add_collection(PathCollection(around, facecolor="#f1f3f5", edgecolor="#c3ccd4", linewidth=0.4))
    paths = np.empty(len(frame), dtype=object)
    paths[:] = [make_path(shape) for shape in frame.geometry]
    for place, entry in enumerate(drawn.classes.entries):
        chosen = paths[(frame["class"] == place).to_numpy()]
        hatch = "////" if entry.pattern == "hatch" else None
        axes.add_collection(
            PathCollection(chosen, facecolor=entry.colour, edgecolor="#666666", linewidth=0.4, hatch=hatch)
        )
    rivers = [shapely.get_coordinates(line) for line in drawn.rivers.geometry]
    axes.add_collection(LineCollection(rivers, color="#6fa8cf", linewidth=2))
