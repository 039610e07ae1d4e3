"""Names on the pages as a reader of the PDF finds them: how many there are, and what lies over others."""

from __future__ import annotations

import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.tables import Row
from geo.atlas import make_map, open_atlas
from geo.model import View
from geo.page import compose_page
from geo.paint import paint_pdf
from geo.units import list_units

WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
ACROSS, DOWN = 75.0, 24.0
"""How far apart the words of one name may stand, in points: it may be in two or three lines."""

ALLOWED = 0.3
"""Words whose boxes share less than this many points only touch."""


@dataclass(frozen=True)
class Word:
    """A word of a page with its box, in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: Word) -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        return min(across, min(self.bottom, other.bottom) - max(self.top, other.top)) > ALLOWED

    def is_near(self, other: Word) -> bool:
        return abs(self.left - other.left) <= ACROSS and abs(self.top - other.top) <= DOWN


def measure_labels(data: Path) -> list[Row]:
    atlas, year = open_atlas(data), 2018
    wards = list_units(atlas.boundaries, "ward", year)
    hamlets = list_units(atlas.boundaries, "hamlet", year)
    city = read_words(paint_pdf(compose_page(make_map(atlas, View(year)))))
    missed_wards = [name for name in wards["name"] if not is_named(name, city)]
    overlaps, missed = count_overlaps(city), 0
    for code in wards.index:
        page = read_words(paint_pdf(compose_page(make_map(atlas, View(year, wards=(code,))))))
        overlaps += count_overlaps(page)
        own = hamlets.loc[hamlets["ward_code"] == code, "name"]
        missed += sum(not is_named(name, page) for name in own)
    return [
        Row(f"wards of {len(wards)} without a name on the page of the city", len(missed_wards), "", most=0),
        Row(f"hamlets of {len(hamlets)} without a name on the pages of the wards", missed, "", most=0),
        Row(f"words over others on these {len(wards) + 1} pages", overlaps, "", most=0),
    ]


def read_words(pdf: bytes) -> list[Word]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.pdf"
        file.write_bytes(pdf)
        found = subprocess.run(
            ["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True, text=True
        )
    return [Word(text, *map(float, box)) for *box, text in WORD.findall(found.stdout)]


def is_named(name: str, words: list[Word]) -> bool:
    """Return whether all words of a name stand near its last one; "Tổ dân phố" may be "TDP"."""
    forms = {name, name.replace("Tổ dân phố", "TDP")}
    return any(stands(form.split(), words) for form in forms)


def stands(parts: list[str], words: list[Word]) -> bool:
    return any(
        all(any(word.text == part and word.is_near(last) for word in words) for part in parts[:-1])
        for last in words
        if last.text == parts[-1]
    )


def count_overlaps(words: list[Word]) -> int:
    return sum(word.covers(other) for place, word in enumerate(words) for other in words[place + 1 :])
