"""What a page of the ward atlas costs, and what it keeps in memory, as a city grows from 23 to 690 wards."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from benchmarks.tables import Row
from geo.atlas import complete_atlas, open_atlas
from geo.books.book import Plan
from geo.books.bookshelf import make_book

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.model import Atlas

WARDS = 23
"""Wards of the city, and pages of the shorter atlas."""

SIZES = (1, 10, 30)
"""Copies of the city side by side: 23, 230 and 690 wards."""

SHIFT = (30_000.0, 25_000.0)


@dataclass(frozen=True)
class Run:
    """One atlas in a process of its own: seconds of its processor, pages, peak memory in MB."""

    seconds: float
    pages: int
    memory: float


def measure_growth(data: Path) -> list[Row]:
    whole = [grow(data, size) for size in SIZES]
    short = [grow(data, size, WARDS) for size in SIZES]
    cost = [1000 * run.seconds / run.pages for run in whole]
    return [
        *(
            Row(f"  a page of the atlas of {WARDS * size} wards", page, "ms", f"of {WARDS} wards", cost[0])
            for size, page in zip(SIZES, cost, strict=True)
        ),
        *(
            Row(f"  peak memory, {run.pages} pages", run.memory, "MB", f"{few.pages} pages of it", few.memory)
            for run, few in zip(whole, short, strict=True)
        ),
    ]


def grow(data: Path, size: int, pages: int = 0) -> Run:
    """Return what an atlas takes of all wards, or of some, of a city of that many copies."""
    command = [sys.executable, "-m", "benchmarks.growth", str(data), str(size), str(pages)]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return Run(float(found[0]), int(found[1]), float(found[2]))


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


def time_book(atlas: Atlas, pages: int) -> tuple[float, int]:
    """Return seconds and pages of an atlas of the first wards, or of all."""
    wards = tuple(sorted(atlas.boundaries.wards.index)[:pages]) if pages else ()
    plan = Plan(atlas.city.years[-1:], ("safety",), wards)
    start = time.process_time()  # the work itself: others may be busy on the machine meanwhile
    made = make_book(atlas, plan, "pdf", workers=1)
    return time.process_time() - start, len(made.issued)


if __name__ == "__main__":
    seconds, drawn = time_book(enlarge(open_atlas(Path(sys.argv[1])), int(sys.argv[2])), int(sys.argv[3]))
    # Not what `resource` tells: that includes the process that started this one.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    print(seconds, drawn, int(status.split("VmHWM:")[1].split()[0]) / 1000)
