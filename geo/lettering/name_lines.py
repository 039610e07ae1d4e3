"""Ways to write a name: in its unit, beside it, in a list; on one line or several, in full or short."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from geo.drawing.fonts import measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@lru_cache(maxsize=4096)
def write_inside(name: str, value: str = "") -> tuple[tuple[str, ...], ...]:
    """Return the ways to write a name inside its unit, with a value under it: full, wrapped, short."""
    names = dict.fromkeys((name, shorten(name)))
    ways = [way for text in names for way in ((text,), *halve(text))]
    return tuple(dict.fromkeys((*way, value) if value else way for way in ways))


def write_beside(name: str, ward: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways to write a name away from its unit: with its ward, on one line or on two."""
    short = shorten(name)
    return ((f"{short}, {ward}",), (f"{short},", ward)) if ward else ((short,),)


def shorten(name: str) -> str:
    """Return a name with its kind abbreviated, as it is usual on maps and in tables: ``TDP 7``."""
    return name.replace("Tổ dân phố", "TDP")


def halve(text: str) -> list[tuple[str, ...]]:
    """Return a text in two lines of like length, and in one line a word."""
    words = text.split(" ")
    if len(words) == 1:
        return []
    cuts = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    even = min(cuts, key=lambda pair: max(measure(part, 8.0) for part in pair))
    return [even] if len(words) < 4 else [even, _thirds(words)]  # noqa: PLR2004  three lines need more than three words


def _thirds(words: list[str]) -> tuple[str, ...]:
    size = -(-len(words) // 3)
    return tuple(" ".join(words[start : start + size]) for start in range(0, len(words), size))


def abbreviate(names: Iterable[str]) -> Iterator[str]:
    """Yield the names of a list; neighbours that differ in their numbers share words: ``TDP 3``, ``7``."""
    before = ""
    for name in names:
        words, _, last = name.rpartition(" ")
        numbered = last[:1].isdigit()
        yield last if numbered and words == before else name
        before = words if numbered else ""
