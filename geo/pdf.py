"""Pages → PDF: vector, with text that can be searched, the same bytes for the same pages."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Final

import numpy as np
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from geo.fonts import STYLES, clean, font_file, rim
from geo.patterns import hatch
from geo.scene import Area, Box, Picture, Window, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.scene import Face, Fill, Item, Page, Path, Placement, Stroke

rl_config.useA85 = 0  # streams in plain bytes: a fifth smaller, and written several times faster

MM: Final = 72 / 25.4
"""Points of the PDF in one millimetre."""

CREATOR: Final = "safety-map"
LANGUAGES: Final = {"vi": "vi-VN", "en": "en-GB"}
WORTH: Final = 100
"""From so many points saved on a path is written once, as a form, and only named where it stands again."""


@cache
def _register(face: Face) -> str:
    name = f"BeVietnamPro-{STYLES[face]}"
    registerFont(TTFont(name, str(font_file(face))))
    return name


def write_pdf(pages: Sequence[Page], *, packed: bool = True) -> bytes:
    """Return a document of some pages, at least one; what stands on several pages is written once.

    Parameters
    ----------
    packed
        Whether streams are compressed; a page that only becomes pixels need not be.
    """
    buffer = BytesIO()
    first = pages[0]
    canvas = Canvas(
        buffer,
        pagesize=(first.width * MM, first.height * MM),
        invariant=1,
        pageCompression=int(packed),
        pdfVersion=(1, 5),
        lang=LANGUAGES[first.language],
        initialFontName=_register("regular"),
    )
    canvas.setTitle(first.title)
    canvas.setAuthor(first.author)
    canvas.setSubject(first.subject)
    canvas.setKeywords([page.page_id for page in pages])
    canvas.setCreator(CREATOR)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    writer = _Writer(canvas, _count_paths(pages))
    for number, page in enumerate(pages):
        canvas.setPageSize((page.width * MM, page.height * MM))
        canvas.bookmarkPage(f"page-{number}")
        canvas.addOutlineEntry(page.title, f"page-{number}")
        writer.draw(page.items, page.height)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _count_paths(pages: Sequence[Page]) -> Counter[bytes]:
    return Counter(area.path.key for page in pages for area in _areas(page.items))


def _areas(items: Iterable[Item]) -> Iterator[Area]:
    """Yield all outlines of some items, also the rims of texts."""
    for item in items:
        if isinstance(item, Area):
            yield item
        elif isinstance(item, Window):
            yield from _areas(item.items)
        elif isinstance(item, Words) and (halo := rim(item)) is not None:
            yield halo


def write_path(path: Path) -> str:
    """Return a path in the operators of PDF."""
    end = "h" if path.closed else ""
    drawn = []
    for points in path.lines:
        (x, y), *rest = points.tolist()
        drawn.append(f"{x} {y} m " + " ".join([f"{a} {b} l" for a, b in rest]) + " " + end)
    return "\n".join(drawn)


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5))


def _run(item: Item) -> tuple[object, ...]:
    """Return what items that are drawn together share; outside the map a pattern stands for itself."""
    if not isinstance(item, Area):
        return (type(item),)
    alone = not item.unit and item.fill is not None and item.fill.pattern != "solid"
    return item.place, bool(item.unit), item if alone else None


class _Writer:
    """Draws items on a canvas; ``height`` turns y downwards into y upwards."""

    def __init__(self, canvas: Canvas, uses: Counter[bytes]) -> None:
        self.canvas = canvas
        self.uses = uses
        self.forms: dict[tuple[bytes, str], str] = {}
        self.height = 0.0

    def draw(self, items: Iterable[Item], height: float) -> None:
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
            wanted = _state(area.fill, area.stroke, place.scale)
            self._write(" ".join(command for command in wanted if command not in state))
            state = wanted
            operator = "B" if area.fill and area.stroke else "f" if area.fill else "S"
            self._draw_path(area.path, operator)

    def _draw_path(self, path: Path, operator: str) -> None:
        key = path.key
        if (self.uses[key] - 1) * sum(map(len, path.lines)) < WORTH:
            self._write(f"{write_path(path)} {operator}")
            return
        name = self.forms.get((key, operator))
        if name is None:
            name = self.forms[key, operator] = self._store(path, operator)
        self.canvas.doForm(name)

    def _store(self, path: Path, operator: str) -> str:
        """Write a path as a form: its colours and widths are those of the place where it is drawn."""
        name = f"P{len(self.forms)}"
        low = np.min([line.min(axis=0) for line in path.lines], axis=0)
        high = np.max([line.max(axis=0) for line in path.lines], axis=0)
        room = float((high - low).max())
        self.canvas.beginForm(name, low[0] - room, low[1] - room, high[0] + room, high[1] + room)
        self.canvas.init_graphics_state()
        self._write(f"{write_path(path)} {operator}")
        self.canvas.endForm()
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
        self._write(f"q {write_path(area.path)} W n")
        self._write(f"{back:.7g} 0 0 {back:.7g} {-place.left * back:.4f} {-place.top * back:.4f} cm")
        caps = f"1 J [{lines.dash[0]} {lines.dash[1]:.4f}] 0 d" if lines.dash else "0 J [] 0 d"
        self._write(f"{_rgb(fill.ink)} RG {lines.width:.4f} w {caps}")
        self._write("\n".join(f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l" for a, b, c, d in lines.ends) + " S Q")

    def _draw_words(self, words: Sequence[Words]) -> None:
        for item in words:
            halo = rim(item)
            if halo is not None:
                self._draw_areas([halo], halo.place)
        for item in words:
            self.canvas.setFont(_register(item.face), item.size)
            self.canvas.setFillColorRGB(*(int(item.colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))
            draw = {
                "start": self.canvas.drawString,
                "middle": self.canvas.drawCentredString,
                "end": self.canvas.drawRightString,
            }[item.anchor]
            draw(item.x * MM, (self.height - item.y) * MM, clean(item.text))


def _state(fill: Fill | None, stroke: Stroke | None, scale: float) -> tuple[str, ...]:
    """Return the commands that set colours, width and dashes in the units of a path."""
    commands = [f"{_rgb(fill.colour)} rg"] if fill else []
    if stroke is not None:
        dash = " ".join(f"{length / scale:.4g}" for length in stroke.dash)
        commands += [f"{_rgb(stroke.colour)} RG", f"{stroke.width / scale:.5g} w", f"[{dash}] 0 d"]
    return tuple(commands)
