"""The ward atlas as PDF against the usual tools, and what a page costs as the city grows to 690 wards."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from adjustText import adjust_text
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.collections import LineCollection, PathCollection

from benchmarks.clocks import take_turns
from benchmarks.rivals import HALO, draw_furniture, draw_signs, make_path, start_page
from benchmarks.tables import Row
from geo.atlas import complete_atlas, make_map, open_atlas
from geo.book import Plan
from geo.bookshelf import make_book
from geo.model import View
from geo.page import compose_page
from geo.paint import paint_pdf

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from matplotlib.axes import Axes

    from geo.model import Atlas, ThematicMap

SIZES = (1, 10, 30)
"""Copies of the city side by side: 23, 230 and 690 wards."""

SHIFT = (30_000.0, 25_000.0)


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
    grown = [grow(data, size) for size in SIZES]
    per_page = [1000 * taken_ / pages for taken_, pages, _ in grown]
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
        *(
            Row(f"  a page of the atlas of {23 * size} wards", cost, "ms", "of 23 wards", per_page[0])
            for size, cost in zip(SIZES, per_page, strict=True)
        ),
        *(
            Row(f"  peak memory, {23 * size} wards", memory, "MB")
            for size, (_, _, memory) in zip(SIZES, grown, strict=True)
        ),
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


def grow(data: Path, size: int) -> tuple[float, int, float]:
    """Return seconds, pages and peak megabytes of an atlas of many wards, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.book", str(data), str(size)]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(found[0]), int(found[1]), float(found[2])


def enlarge(atlas: Atlas, size: int) -> Atlas:
    """Return an atlas of some copies of the city side by side, each with codes of its own."""
    made, seen = atlas.boundaries, atlas.observations
    copies = range(size)

    def move(frame: gpd.GeoDataFrame, copy: int) -> gpd.GeoDataFrame:
        across, up = SHIFT[0] * (copy % 6), SHIFT[1] * (copy // 6)
        return frame.set_geometry(frame.geometry.translate(across, up))

    def code(frame: pd.DataFrame, copy: int, *columns: str) -> pd.DataFrame:
        return frame.assign(**{column: f"{copy:02}" + frame[column] for column in columns})

    def shapes(frame: gpd.GeoDataFrame, *columns: str) -> gpd.GeoDataFrame:
        parts = [code(move(frame, copy), copy, *columns) for copy in copies]
        for copy, part in zip(copies, parts, strict=True):
            part.index = pd.Index([f"{copy:02}{name}" for name in frame.index], name=frame.index.name)
        return pd.concat(parts)

    def rows(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
        return pd.concat([code(frame, copy, *columns) for copy in copies], ignore_index=True)

    boundaries = replace(
        made,
        hamlets=shapes(made.hamlets, "ward_code"),
        wards=shapes(made.wards),
        clusters=rows(made.clusters, "cluster_code", "ward_code"),
        rivers=pd.concat([move(made.rivers, copy) for copy in copies], ignore_index=True),
    )
    observations = replace(
        seen,
        values=rows(seen.values, "unit"),
        models=rows(seen.models, "model_code"),
        sites=rows(seen.sites, "model_code", "hamlet_code"),
    )
    return complete_atlas(replace(atlas, boundaries=boundaries, observations=observations))


def time_book(atlas: Atlas) -> tuple[float, int]:
    """Return seconds and pages of an atlas."""
    plan = Plan(atlas.city.years[-1:], ("safety",))
    start = time.process_time()  # the work itself: others may be busy on the machine meanwhile
    made = make_book(atlas, plan, "pdf", workers=1)
    return time.process_time() - start, len(made.issued)


if __name__ == "__main__":
    seconds, pages = time_book(enlarge(open_atlas(Path(sys.argv[1])), int(sys.argv[2])))
    # Not what `resource` tells: that includes the process that started this one.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    print(seconds, pages, int(status.split("VmHWM:")[1].split()[0]) / 1000)
