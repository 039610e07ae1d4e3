"""Names on the pages as a reader of the PDF finds them: how many there are, and what lies over others."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.tables import Row
from geo.atlas import make_map, open_atlas
from geo.model import View
from geo.page import compose_page
from geo.paint import paint_pdf
from geo.units import list_units
from tests.paper import Word, list_overlaps, read_words

if TYPE_CHECKING:
    from geo.model import Atlas

ACROSS, DOWN = 75.0, 24.0
"""How far apart the words of one name may stand, in points: it may be in two or three lines."""


def measure_labels(data: Path) -> list[Row]:
    with tempfile.TemporaryDirectory() as made:
        return _measure(open_atlas(data), Path(made))


def _measure(atlas: Atlas, folder: Path) -> list[Row]:
    year = atlas.city.years[-1]
    wards = list_units(atlas.boundaries, "ward", year)
    hamlets = list_units(atlas.boundaries, "hamlet", year)
    city = read_words(paint_pdf(compose_page(make_map(atlas, View(year)))), folder)
    missed_wards = [name for name in wards["name"] if not is_named(name, city)]
    overlaps, missed = len(list_overlaps(city)), 0
    for code in wards.index:
        page = read_words(paint_pdf(compose_page(make_map(atlas, View(year, wards=(code,))))), folder)
        overlaps += len(list_overlaps(page))
        own = hamlets.loc[hamlets["ward_code"] == code, "name"]
        missed += sum(not is_named(name, page) for name in own)
    return [
        Row(f"wards of {len(wards)} without a name on the page of the city", len(missed_wards), "", most=0),
        Row(f"hamlets of {len(hamlets)} without a name on the pages of the wards", missed, "", most=0),
        Row(f"words over others on these {len(wards) + 1} pages", overlaps, "", most=0),
    ]


def is_named(name: str, words: list[Word]) -> bool:
    """Return whether all words of a name stand near its last one; "Tổ dân phố" may be "TDP"."""
    forms = {name, name.replace("Tổ dân phố", "TDP")}
    return any(stands(form.split(), words) for form in forms)


def is_near(one: Word, other: Word) -> bool:
    return abs(one.left - other.left) <= ACROSS and abs(one.top - other.top) <= DOWN


def stands(parts: list[str], words: list[Word]) -> bool:
    return any(
        all(any(word.text == part and is_near(word, last) for word in words) for part in parts[:-1])
        for last in words
        if last.text == parts[-1]
    )
