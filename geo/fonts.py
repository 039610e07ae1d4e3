"""The type of screen and page: how wide words are, how letters look, which files they come from.

Be Vietnam Pro (SIL Open Font License 1.1) comes from a package; it has all 146 Vietnamese letters, but only
composed, so every text is in NFC before it is measured or drawn.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

import fontpkg_be_vietnam_pro
import numpy as np
from fontTools.pens.basePen import BasePen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from geo.scene import PAPER, POINT, Area, Path, Stroke

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path as File

    from geo.scene import Face, Words

FAMILY: Final[str] = fontpkg_be_vietnam_pro.FAMILY
STYLES: Final[Mapping[Face, str]] = {
    "regular": "Regular",
    "medium": "Medium",
    "bold": "SemiBold",
    "italic": "Italic",
}
ASCENT: Final = 0.74
"""Height of the capitals, without the marks above them, as a share of the size."""

STEPS: Final = (0.5, 1.0)
"""Where a curve is cut into straight pieces when the outline of a letter is traced."""

STAND_INS: Final = str.maketrans({"′": "'", "″": '"', "→": "›", "✓": "√", "\t": " "})
"""What stands for signs that the type does not have."""


def font_file(face: Face) -> File:
    """Return the file of a face."""
    return fontpkg_be_vietnam_pro.ROOT / "files" / f"BeVietnamPro-{STYLES[face]}.ttf"  # type: ignore[no-any-return]


@cache
def _open(face: Face) -> TTFont:
    return TTFont(font_file(face), lazy=True)


@cache
def _letters(face: Face) -> dict[int, str]:
    return dict(_open(face).getBestCmap())


@cache
def _widths(face: Face) -> dict[str, float]:
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
        for t in STEPS:
            a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
            self.lines[-1].append((a * x0 + b * pt1[0] + c * pt2[0], a * y0 + b * pt1[1] + c * pt2[1]))


@cache
def outline(letter: str, face: Face) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.int64]], ...]:
    """Return the outlines of a letter in thousandths of the size, y downwards from the baseline."""
    glyph = _letters(face).get(ord(letter))
    if glyph is None:
        return ()
    pen = _Tracer(_open(face))
    pen.glyphSet[glyph].draw(pen)
    scale = 1000 / _open(face)["head"].unitsPerEm
    return tuple(np.rint(np.array(points) * (scale, -scale)).astype(np.int64) for points in pen.lines)


def rim(words: Words) -> Area | None:
    """Return the white rim around a line of text: outlines of its letters, so the text itself stands once."""
    if not words.halo:
        return None
    text = clean(words.text)
    scale = words.size * POINT / 1000 / PAPER.scale
    width = measure(text, words.size, words.face)
    left = words.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[words.anchor]
    lines = []
    for letter in text:
        at = (left / PAPER.scale, words.y / PAPER.scale)
        lines += [np.rint(points * scale + at).astype(np.int64) for points in outline(letter, words.face)]
        left += measure(letter, words.size, words.face)
    return Area(Path(tuple(lines)), stroke=Stroke("#ffffff", 2 * words.halo))


def subset(face: Face, letters: Iterable[str]) -> bytes:
    """Return a font file (TrueType) with the letters that are used; the same letters, the same bytes."""
    options = Options(layout_features=["ccmp", "mark"], name_IDs=[1, 2], notdef_outline=True, hinting=False)
    font = TTFont(font_file(face), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(set(letters))))
    subsetter.subset(font)
    buffer = BytesIO()
    font.save(buffer)
    return buffer.getvalue()
