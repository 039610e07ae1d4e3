"""One A4 page of the city as PNG at 300 dpi, against the same page by the usual tools; bytes of files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.clocks import take_turns
from benchmarks.rivals import draw_with_geopandas, draw_with_matplotlib
from benchmarks.tables import Row
from geo.atlas import make_map, open_atlas
from geo.export import write_csv
from geo.model import View
from geo.office.workbook import write_xlsx
from geo.page import compose_page
from geo.paint import paint_pdf, paint_png, paint_svg

if TYPE_CHECKING:
    from pathlib import Path


def measure_paper(data: Path) -> list[Row]:
    atlas = open_atlas(data)
    drawn = make_map(atlas, View(atlas.city.years[-1]))
    taken = take_turns(
        {
            "ours": lambda: paint_png(compose_page(drawn)),
            "tuned": lambda: draw_with_matplotlib(drawn),
            "usual": lambda: draw_with_geopandas(drawn),
            "compose": lambda: compose_page(drawn),
        },
        5,
    )
    page = compose_page(drawn)
    files = {
        "PNG": paint_png(page),
        "PDF": paint_pdf(page),
        "SVG": paint_svg(page),
        "CSV": write_csv(drawn),
        "XLSX": write_xlsx(drawn),
    }
    ours = taken["ours"]
    return [
        Row("A4 PNG, 300 dpi", ours, "s", "geopandas + adjustText + savefig", taken["usual"], most=1 / 8),
        Row("A4 PNG, 300 dpi", ours, "s", "tuned matplotlib", taken["tuned"], most=1 / 1.5),
        Row("  of it, placing names and laying out", taken["compose"], "s"),
        *(Row(f"{name} of this view", len(content) / 1000, "kB") for name, content in files.items()),
    ]
