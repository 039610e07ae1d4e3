"""The type of screen and page: how wide words are, how letters look, which files they come from.

Be Vietnam Pro (SIL Open Font License 1.1) comes from a package; it has all 146 Vietnamese letters, but only
composed, so every text is in NFC before it is measured or drawn.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib import import_module
from io import BytesIO
from itertools import accumulate
from threading import RLock
from typing import TYPE_CHECKING, Final

import fontpkg_be_vietnam_pro
import numpy as np
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from geo.drawing.scene import POINT, Area, Path, Placement, Stroke

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path as File

    from geo.drawing.scene import Face, Words

FAMILY: Final[str] = fontpkg_be_vietnam_pro.FAMILY
STYLES: Final[Mapping[Face, str]] = {
    "regular": "Regular",
    "medium": "Medium",
    "bold": "SemiBold",
    "italic": "Italic",
}
ASCENT: Final = 0.74
"""Height of the capitals, without the marks above them, as a share of the size."""


COARSE: Final = 90
"""A longer half of a curve is drawn as two straight pieces in an outline, in units of the type."""

STAND_INS: Final = str.maketrans({"′": "'", "″": '"', "→": "›", "✓": "√", "\t": " "})
"""What stands for signs that the type does not have."""

_one_at_a_time = RLock()
"""A type is read as it is needed, place after place: two threads would read each other's bytes."""


def font_file(face: Face) -> File:
    """Return the file of a face."""
    return fontpkg_be_vietnam_pro.ROOT / "files" / f"BeVietnamPro-{STYLES[face]}.ttf"  # type: ignore[no-any-return]


@cache
def _open(face: Face) -> TTFont:
    # From memory: read lazily from a file, the type would hold that file open for good.
    return TTFont(BytesIO(font_file(face).read_bytes()), lazy=True)


@cache
def _letters(face: Face) -> dict[int, str]:
    with _one_at_a_time:
        return dict(_open(face).getBestCmap())


@cache
def _widths(face: Face) -> dict[str, float]:
    with _one_at_a_time:
        font = _open(face)
        scale = 1 / font["head"].unitsPerEm
        return {chr(code): font["hmtx"][glyph][0] * scale for code, glyph in _letters(face).items()}


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Return text that the type can show: composed letters, and stand-ins for the few signs that it lacks."""
    return unicodedata.normalize("NFC", text).translate(STAND_INS)


@lru_cache(maxsize=16384)
def measure(text: str, size: float, face: Face = "regular") -> float:
    """Return the width of a line of text in millimetres, at a size in points."""
    widths = _widths(face)
    default = widths["n"]
    return sum(widths.get(letter, default) for letter in clean(text)) * size * POINT


def wrap(text: str, width: float, size: float, face: Face = "regular") -> list[str]:
    """Return text in lines of at most a width in millimetres; a longer word is cut, none is lost."""
    lines: list[str] = []
    for word in clean(text).split(" "):
        if lines and measure(f"{lines[-1]} {word}", size, face) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.extend(_cut(word, width, size, face))
    return lines


def _cut(word: str, width: float, size: float, face: Face) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and measure(pieces[-1] + letter, size, face) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


class _Tracer(BasePen):  # type: ignore[misc]
    """Outlines of a glyph as straight pieces, y downwards."""

    def __init__(self, font: TTFont) -> None:
        super().__init__(font.getGlyphSet())
        self.lines: list[list[tuple[float, float]]] = []

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802  the pen's protocol
        self.lines.append([pt])

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.lines[-1].append(pt)

    def _qCurveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float]) -> None:  # noqa: N802
        x0, y0 = self.lines[-1][-1]
        middle = ((x0 + 2 * pt1[0] + pt2[0]) / 4, (y0 + 2 * pt1[1] + pt2[1]) / 4)
        if abs(middle[0] - pt2[0]) + abs(middle[1] - pt2[1]) > COARSE:
            self.lines[-1].append(middle)
        self.lines[-1].append(pt2)


@cache
def outline(letter: str, face: Face) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.int64]], ...]:
    """Return the outlines of a letter in thousandths of the size, y downwards from the baseline."""
    glyph = _letters(face).get(ord(letter))
    if glyph is None:
        return ()
    with _one_at_a_time:
        pen = _Tracer(_open(face))
        pen.glyphSet[glyph].draw(pen)
        scale = 1000 / _open(face)["head"].unitsPerEm
    return tuple(np.rint(np.array(points) * (scale, -scale)).astype(np.int64) for points in pen.lines)


@lru_cache(maxsize=4096)
def outline_text(text: str, face: Face) -> Path:
    """Return the outlines of a line of text in thousandths of the size, from the left end of its baseline."""
    widths, left, lines = _widths(face), 0.0, []
    for letter in clean(text):
        lines += [np.add(points, (round(left * 1000), 0)) for points in outline(letter, face)]
        left += widths.get(letter, widths["n"])
    return Path(tuple(lines))


def rim(words: Words) -> Area | None:
    """Return the white rim around a line of text: outlines of its letters, so the text itself stands once."""
    if not words.halo:
        return None
    width = measure(words.text, words.size, words.face)
    left = words.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[words.anchor]
    place = Placement(left, words.y, words.size * POINT / 1000)
    return Area(outline_text(words.text, words.face), place, stroke=Stroke("#ffffff", 2 * words.halo))


HINTS: Final = {"fpgm", "prep", "cvt ", "gasp"}
"""Tables that fit letters to the dots of a coarse screen."""


def unhinted(face: Face) -> dict[str, bytes]:
    """Return the tables of a face without hints, which paper does not need: smaller files, drawn faster.

    Only the two tables of glyphs are made anew: fontTools takes longer to write a whole type than a page
    takes to be drawn.
    """
    with TTFont(BytesIO(font_file(face).read_bytes()), lazy=True, recalcTimestamp=False) as font:
        tables = {tag: font.reader[tag] for tag in font.reader.tables if tag not in HINTS}
        glyphs = [font["glyf"].glyphs[name] for name in font.getGlyphOrder()]
        for glyph in glyphs:
            glyph.trim(remove_hinting=True)
        plain = [glyph.compile(font["glyf"], recalcBBoxes=False) for glyph in glyphs]
        outlines = [glyph + b"\0" * (-len(glyph) % 4) for glyph in plain]
        font["loca"].set([0, *accumulate(map(len, outlines))])
        return tables | {
            "glyf": b"".join(outlines),
            "loca": font["loca"].compile(font),
            "head": font["head"].compile(font),  # says how the table of places is written
        }


LAYOUT: Final = {"GSUB", "GPOS", "GDEF"}


def subset(face: Face, letters: Iterable[str]) -> bytes:
    """Return a font file (TrueType) with the letters that are used; the same letters, the same bytes.

    Letters are measured and set one by one, so the tables that would move or join them are left out; marks
    that stand apart from their letter need theirs.
    """
    return _subset(face, "".join(sorted(set(letters))))


@lru_cache(maxsize=64)  # a page that is drawn again, and many another one, has the same letters
def _subset(face: Face, used: str) -> bytes:
    tools = import_module("fontTools.subset")  # slow to import, and PDF needs none of it
    options = tools.Options(
        layout_features=["ccmp", "mark"], name_IDs=[1, 2], notdef_outline=True, hinting=False
    )
    subsetter = tools.Subsetter(options)
    subsetter.populate(text=used)
    buffer = BytesIO()
    with TTFont(font_file(face), recalcTimestamp=False) as font:
        for table in () if any(map(unicodedata.combining, used)) else LAYOUT & set(font.keys()):
            del font[table]
        subsetter.subset(font)
        font.save(buffer)
    return buffer.getvalue()
