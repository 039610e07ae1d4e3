"""Items of a page → operators of PDF on a canvas, and what several pages share."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import groupby
from threading import Lock
from typing import TYPE_CHECKING, Final

import numpy as np
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFStream
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont, TTFontMaker

from geo.drawing.fonts import STYLES, clean, measure, outline_text, rim, unhinted
from geo.drawing.patterns import hatch
from geo.drawing.pdf_code import list_state, write_colour, write_path, write_string
from geo.drawing.scene import Area, Box, Picture, Window, Words

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reportlab.pdfgen.canvas import Canvas

    from geo.drawing.scene import Face, Item, Path, Placement

MM: Final = 72 / 25.4
"""Points of the PDF in one millimetre."""

WORTH: Final = 100
"""From so many points saved on a path is written once, as a form, and only named where it stands again."""

OFTEN: Final = 3
"""How often a path is taken to stand in a document whose pages are not known yet."""


_one_at_a_time = Lock()


def register(face: Face) -> TTFont:
    """Return a face as reportlab knows it: one object, in which each document has its letters."""
    with _one_at_a_time:
        return _register(face)


@cache
def _register(face: Face) -> TTFont:
    font = TTFont(f"BeVietnamPro-{STYLES[face]}", BytesIO(_build(unhinted(face))))
    registerFont(font)
    return font


def _build(tables: Mapping[str, bytes]) -> bytes:
    maker = TTFontMaker()
    for tag, content in tables.items():
        maker.add(tag, content)
    return maker.makeStream()  # type: ignore[no-any-return]


def list_paths(items: Iterable[Item]) -> Iterator[Path]:
    """Yield all outlines of some items, also those of the rims of texts."""
    for item in items:
        if isinstance(item, Area):
            yield item.path
        elif isinstance(item, Window):
            yield from list_paths(item.items)
        elif isinstance(item, Words) and item.halo:
            yield outline_text(item.text, item.face)


def _run(item: Item) -> tuple[object, ...]:
    """Return what items that are drawn together share; outside the map a pattern stands for itself."""
    if not isinstance(item, Area):
        return (type(item),)
    alone = not item.unit and item.fill is not None and item.fill.pattern != "solid"
    return item.place, bool(item.unit), item if alone else None


class Writer:
    """Draws items on a canvas; ``height`` turns y downwards into y upwards.

    Parameters
    ----------
    uses
        How often each path stands in the document, by its key; None where nobody knows yet.
    pack
        Makes of the operators of a form what the document has of them.
    """

    def __init__(self, canvas: Canvas, uses: Counter[bytes] | None, pack: Callable[[str], bytes]) -> None:
        self.canvas = canvas
        self.uses = uses
        self.pack = pack
        self.forms: dict[tuple[bytes, str], str] = {}
        self.strings: dict[tuple[str, Face], list[tuple[str, str]]] = {}
        self.height = 0.0

    def draw(self, items: Iterable[Item], height: float) -> None:
        """Draw items on the page that the canvas is at."""
        self.height = height
        self._draw(items)

    def _draw(self, items: Iterable[Item]) -> None:
        for _, group in groupby(items, key=_run):
            run = list(group)
            areas = [item for item in run if isinstance(item, Area)]
            if areas:
                self._draw_areas(areas, areas[0].place)
            self._draw_words([item for item in run if isinstance(item, Words)])
            for item in run:
                if isinstance(item, Picture):
                    self._draw_picture(item)
                elif isinstance(item, Window):
                    self._draw_window(item)

    def _draw_window(self, window: Window) -> None:
        box = window.box
        corner = f"{box.left * MM:.3f} {(self.height - box.bottom) * MM:.3f}"
        self._write(f"q {corner} {box.width * MM:.3f} {box.height * MM:.3f} re W n")
        self._draw(window.items)
        self._write("Q")

    def _draw_picture(self, picture: Picture) -> None:
        box = picture.box
        self.canvas.drawImage(
            ImageReader(BytesIO(picture.png)),
            box.left * MM,
            (self.height - box.bottom) * MM,
            box.width * MM,
            box.height * MM,
            mask="auto",
        )

    def _write(self, code: str) -> None:
        self.canvas.addLiteral(code)

    def _draw_areas(self, areas: Sequence[Area], place: Placement) -> None:
        """Draw outlines of one placement: fills and strokes, then patterns, then strokes over patterns."""
        scale = place.scale * MM
        left, top = place.left * MM, (self.height - place.top) * MM
        enter = f"{scale:.7g} 0 0 {-scale:.7g} {left:.4f} {top:.4f} cm"
        self._write(f"q {enter} 1 j 1 J")
        self._draw_each(areas, place)
        patterned = [area for area in areas if area.fill is not None and area.fill.pattern != "solid"]
        for area in patterned:
            self._draw_hatch(area)
        self._draw_each([replace(area, fill=None) for area in patterned if area.stroke is not None], place)
        self._write("Q")

    def _draw_each(self, areas: Sequence[Area], place: Placement) -> None:
        state: tuple[str, ...] = ()
        for area in areas:
            wanted = list_state(area.fill, area.stroke, place.scale)
            if wanted != state:
                self._write(" ".join(command for command in wanted if command not in state))
                state = wanted
            operator = "B" if area.fill and area.stroke else "f" if area.fill else "S"
            self._draw_path(area.path, operator)

    def _draw_path(self, path: Path, operator: str) -> None:
        key = path.key
        uses = OFTEN if self.uses is None else self.uses[key]
        if (uses - 1) * len(path.points) < WORTH:
            self._write(f"{write_path(path)}{operator}")
            return
        name = self.forms.get((key, operator))
        if name is None:
            name = self.forms[key, operator] = self._store(path, operator)
        self.canvas.doForm(name)

    def _store(self, path: Path, operator: str) -> str:
        """Write a path as a form: its colours and widths are those of the place where it is drawn."""
        name = f"P{len(self.forms)}"
        left, top, right, bottom = path.bounds
        room = max(right - left, bottom - top)
        # Ready strings: `PDFFormXObject` formats each of many numbers by itself, and `beginForm` adds a font.
        head = {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": f"[{left - room} {top - room} {right + room} {bottom + room}]",
            "Resources": "<< >>",
        }
        form = PDFStream(PDFDictionary(head), self.pack(f"{write_path(path)}{operator}"))
        self.canvas._doc.addForm(name, form)  # noqa: SLF001  there is no other way for a form that is ready
        return name

    def _draw_hatch(self, area: Area) -> None:
        """Draw the pattern of an area inside it: many small clips are faster than one that is large."""
        fill, place = area.fill, area.place
        if fill is None or not area.path.lines:
            return
        points = place.apply(np.concatenate(area.path.lines))
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        lines = hatch(fill.pattern, Box(left, top, right - left, bottom - top))
        back = 1 / place.scale
        self._write(f"q {write_path(area.path)}W n")
        self._write(f"{back:.7g} 0 0 {back:.7g} {-place.left * back:.4f} {-place.top * back:.4f} cm")
        caps = f"1 J [{lines.dash[0]} {lines.dash[1]:.4f}] 0 d" if lines.dash else "0 J [] 0 d"
        self._write(f"{write_colour(fill.ink)} RG {lines.width:.4f} w {caps}")
        self._write("\n".join(f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l" for a, b, c, d in lines.ends) + " S Q")

    def _draw_words(self, words: Sequence[Words]) -> None:
        for item in words:
            halo = rim(item)
            if halo is not None:
                self._draw_areas([halo], halo.place)
        colour = ""
        for item in words:
            if item.colour != colour:
                self._write(f"{write_colour(item.colour)} rg")
                colour = item.colour
            back = {"start": 0.0, "middle": 0.5, "end": 1.0}[item.anchor]
            x = item.x - back * measure(item.text, item.size, item.face) if back else item.x
            shown = [
                f"{font} {item.size:.5g} Tf {text} Tj" for font, text in self._encode(item.text, item.face)
            ]
            self._write(f"BT {x * MM:.2f} {(self.height - item.y) * MM:.2f} Td {' '.join(shown)} ET")

    def _encode(self, text: str, face: Face) -> list[tuple[str, str]]:
        """Return the strings of a text, each with the name of its part of the type in this document."""
        key = text, face
        if key not in self.strings:
            font, document = register(face), self.canvas._doc  # noqa: SLF001  the type keeps its letters there
            self.strings[key] = [
                (font.getSubsetInternalName(part, document), write_string(codes))
                for part, codes in font.splitString(clean(text), document)
            ]
        return self.strings[key]
