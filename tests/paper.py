"""Maps of the shipped city, and what the tests of pages look at."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.atlas import make_map, open_atlas
from geo.drawing.scene import Area, Window, Words
from geo.model import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.drawing.scene import Item
    from geo.model import Atlas, ThematicMap

SHIPPED = Path(__file__).parent.parent / "data"


@cache
def shipped_atlas() -> Atlas:
    """Return the atlas of the shipped city; nobody may change it."""
    return open_atlas(SHIPPED)


def shipped_map(**words: Any) -> ThematicMap:
    """Return a map of the shipped city in 2018, or as the words of the view say."""
    return make_map(shipped_atlas(), View(**{"year": 2018, **words}))


def walk(items: Iterable[Item]) -> Iterator[Item]:
    """Yield all items of a page, also those inside windows."""
    for item in items:
        yield item
        if isinstance(item, Window):
            yield from walk(item.items)


def texts_of(items: Iterable[Item]) -> list[str]:
    """Return the lines of text of a page."""
    return [item.text for item in walk(items) if isinstance(item, Words)]


def units_of(items: Iterable[Item]) -> list[Area]:
    """Return the units of a page."""
    return [item for item in walk(items) if isinstance(item, Area) and item.unit]


@dataclass(frozen=True)
class Word:
    """A word as a reader of the PDF finds it, in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: Word) -> float:
        """Return the smaller side of the rectangle that two words share; 0 or less is none."""
        across = min(self.right, other.right) - max(self.left, other.left)
        return min(across, min(self.bottom, other.bottom) - max(self.top, other.top))


def read_words(pdf: bytes, folder: Path) -> list[Word]:
    """Return the words of a one-page PDF with their boxes, as pdftotext finds them."""
    file = folder / "page.pdf"
    file.write_bytes(pdf)
    found = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True, text=True)
    pattern = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
    return [
        Word(text, float(left), float(top), float(right), float(bottom))
        for left, top, right, bottom, text in re.findall(pattern, found.stdout)
    ]


def list_overlaps(words: list[Word], allowed: float = 0.3) -> list[tuple[str, str]]:
    """Return the pairs of words that lie over each other by more than some points."""
    return [
        (word.text, other.text)
        for place, word in enumerate(words)
        for other in words[place + 1 :]
        if word.overlap(other) > allowed
    ]
