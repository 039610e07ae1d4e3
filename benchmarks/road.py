"""The road: files → atlas, cold and warm; a view → a map, asked for the first time and again."""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.clocks import take_turns
from benchmarks.tables import Row
from geo.atlas import make_map, open_atlas
from geo.interactive import write_geometry, write_values
from geo.model import View
from geo.units import list_units

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model import Atlas

COLD = """
import sys, time
from pathlib import Path
start = time.perf_counter()
from geo.atlas import open_atlas
loaded = time.perf_counter()
open_atlas(Path(sys.argv[1]))
print(loaded - start, time.perf_counter() - loaded)
"""


def measure_road(data: Path) -> list[Row]:
    cold = [open_cold(data) for _ in range(3)]
    atlas = open_atlas(data)
    warm = take_turns({"open": lambda: open_atlas(data)}, 3)["open"]
    first = first_maps(data)
    view = View(atlas.city.years[-1])
    units = list_units(atlas.boundaries, view.level, view.year).index
    drawn = make_map(atlas, view)
    again = take_turns(
        {"map": lambda: make_map(atlas, view), "values": lambda: write_values(drawn, units)}, 20
    )
    return [
        Row("import geo.atlas in a new process", median(load for load, _ in cold), "s"),
        Row("open_atlas, first run in a new process", median(taken for _, taken in cold), "s", most=1),
        Row("open_atlas again", warm, "s"),
        Row("make_map, a view asked for the first time", 1000 * median(first), "ms", most=20),
        Row("make_map, the slowest of them", 1000 * max(first), "ms"),
        Row("make_map again", 1000 * again["map"], "ms"),
        Row("write_values of 241 hamlets", 1000 * again["values"], "ms"),
        Row("borders of a year, sent once", len(write_geometry(atlas.boundaries, view.year)) / 1000, "kB"),
    ]


def open_cold(data: Path) -> tuple[float, float]:
    """Return the seconds that a new process takes to import the product, and then to open the atlas."""
    run = subprocess.run([sys.executable, "-c", COLD, str(data)], check=True, capture_output=True, text=True)
    load, taken = map(float, run.stdout.split())
    return load, taken


def first_maps(data: Path) -> list[float]:
    """Return the seconds of each view of the city, asked for once, on an atlas just opened."""
    atlas = open_atlas(data)
    make_map(atlas, View(atlas.city.years[-1]))  # the app warms the atlas with this one
    return [time_map(atlas, view) for view in list_views(atlas)]


def list_views(atlas: Atlas) -> list[View]:
    return [
        View(year, level, indicator.id)
        for year in atlas.city.years
        for indicator in atlas.catalogue.indicators.values()
        for level in indicator.measures
    ]


def time_map(atlas: Atlas, view: View) -> float:
    start = time.perf_counter()
    make_map(atlas, view)
    return time.perf_counter() - start
