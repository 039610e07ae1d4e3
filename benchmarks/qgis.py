"""Pages and atlas against QGIS, where it is installed: its print layout over the same data and classes.

Its pages are the lighter ones: no signs of models, no inset, names that find no place are left out.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import fontpkg_be_vietnam_pro

from benchmarks.clocks import take_turns
from benchmarks.tables import Row
from geo.atlas import make_map, open_atlas
from geo.model import View
from geo.page import compose_page
from geo.paint import paint_pdf, paint_png, paint_svg

if TYPE_CHECKING:
    from geo.model import Atlas, ThematicMap

PYTHON: Final = "/usr/bin/python3"
"""The Python of the system has PyQGIS: Debian's packages qgis and python3-qgis."""

SCRIPT: Final = Path(__file__).parent / "qgis_pages.py"
RIVAL: Final = "QGIS"


def measure_qgis(data: Path) -> list[Row]:
    if not has_qgis():
        return [Row("nothing: QGIS is missing (apt-get install qgis python3-qgis)", 0, "runs")]
    atlas = open_atlas(data)
    year = atlas.city.years[-1]
    views = [View(year, wards=(code,)) for code in atlas.boundaries.wards.index]
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        folder = Path(made)
        hand_over(atlas, make_map(atlas, View(year)), folder)
        theirs = run_qgis(folder)
        theirs["cold"] = time_process([PYTHON, "-P", str(SCRIPT), str(folder), "cold"])
        command = [sys.executable, "-m", "geo", "atlas", "--data", str(data), "--year", str(year)]
        cold = time_process([*command, "--indicator", "safety", "--out", str(folder / "ours.pdf")])
    ours = take_turns(
        {
            "png": lambda: paint_png(compose_page(make_map(atlas, View(year)))),
            "svg": lambda: paint_svg(compose_page(make_map(atlas, View(year)))),
            "atlas": lambda: paint_pdf([compose_page(make_map(atlas, view)) for view in views]),
            "pictures": lambda: [paint_png(compose_page(make_map(atlas, view))) for view in views],
        },
        3,
    )
    size = len(paint_pdf([compose_page(make_map(atlas, view)) for view in views]))
    return [
        Row("A4 PNG of the city, 300 dpi", ours["png"], "s", RIVAL, theirs["png"], most=1 / 3),
        Row("SVG of the city", ours["svg"], "s", RIVAL, theirs["svg"], most=1 / 5),
        Row("23 ward pages, PDF", ours["atlas"], "s", RIVAL, theirs["atlas"], most=1 / 8),
        Row("  bytes", size / 1000, "kB", RIVAL, theirs["bytes"] / 1000, most=1 / 5),
        Row("23 ward pages, PNG", ours["pictures"], "s", RIVAL, theirs["pictures"], most=1 / 6),
        Row("whole atlas, process and all", cold, "s", f"{RIVAL}, 23 pages", theirs["cold"], most=1 / 3),
    ]


def has_qgis() -> bool:
    if not shutil.which(PYTHON):
        return False
    return (
        subprocess.run([PYTHON, "-c", "import qgis.core"], check=False, capture_output=True).returncode == 0
    )


def hand_over(atlas: Atlas, drawn: ThematicMap, folder: Path) -> None:
    """Write what QGIS is to draw: units with their class, wards, rivers, and the words of the page."""
    keys = [entry.key for entry in drawn.classes.entries]
    frame = drawn.layer.frame
    units = frame[["name", "geometry"]].assign(class_key=[keys[place] for place in frame["class"]])
    units.to_file(folder / "hamlets.gpkg")
    drawn.wards[["name", "geometry"]].to_file(folder / "wards.gpkg")
    drawn.rivers[["name", "geometry"]].to_file(folder / "rivers.gpkg")
    words = drawn.furniture
    classes = [
        {
            "key": entry.key,
            "label": f"{entry.label['vi']} {count}",
            "colour": entry.colour,
            "hatch": "hatch" in entry.pattern,
        }
        for entry, count in zip(drawn.classes.entries, drawn.counts, strict=True)
    ]
    page = {
        "office": words.office,
        "banner": words.banner,
        "title": words.title,
        "sentence": words.sentence,
        "source": f"{words.source}\n{words.data_date} · {words.vintage} · {words.projection}",
        "page_id": words.page_id,
        "legend": atlas.catalogue.indicators[drawn.view.indicator].title["vi"],
        "classes": classes,
        "fonts": [str(file) for file in sorted(Path(fontpkg_be_vietnam_pro.ROOT).rglob("*.ttf"))],
    }
    (folder / "page.json").write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")


def run_qgis(folder: Path) -> dict[str, float]:
    done = subprocess.run(
        [PYTHON, "-P", str(SCRIPT), str(folder)], check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def time_process(command: list[str]) -> float:
    """Return the seconds from the start of a command to its end.

    It runs once before, so that files are at hand and modules compiled, as after any installation.
    """
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(2):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=around)
    return time.perf_counter() - start
