"""A page → SVG: text is text in an embedded subset of its type, each unit says what it is."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from geo.drawing.fonts import FAMILY, clean, rim, subset
from geo.drawing.patterns import PATTERNS, TILE
from geo.drawing.scene import Area, Fill, Picture, Window, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from geo.drawing.patterns import Lines
    from geo.drawing.scene import Anchor, Box, Face, Item, Page, Placement, Stroke

WEIGHTS: Final[Mapping[Face, tuple[int, str]]] = {
    "regular": (400, "normal"),
    "medium": (500, "normal"),
    "bold": (600, "normal"),
    "italic": (400, "italic"),
}
POINT: Final = 25.4 / 72


def write_svg(page: Page) -> bytes:
    """Return a page as one SVG file that needs no other file; its numbers are millimetres."""
    items = tuple(_flatten(page.items))
    fills = dict.fromkeys(
        item.fill for item in items if isinstance(item, Area) and item.fill and item.fill.pattern != "solid"
    )
    names = {fill: f"pattern{place}" for place, fill in enumerate(fills)}
    size = f'width="{page.width:g}mm" height="{page.height:g}mm" viewBox="0 0 {page.width:g} {page.height:g}"'
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} xml:lang="{page.language}" role="img">',
        f"<title>{escape(page.title)}</title>",
        f"<desc>{escape(page.subject)}</desc>",
        _write_metadata(page),
        "<defs>",
        f"<style>{_write_style(items)}</style>",
        *(write_pattern(fill, name) for fill, name in names.items()),
        *(_write_clip(window.box, place) for place, window in enumerate(_windows(page.items))),
        "</defs>",
        f'<rect width="{page.width:g}" height="{page.height:g}" fill="#ffffff"/>',
        *_write_items(page.items, names, iter(range(len(items))), _write_paths(list(_list_areas(items)))),
        "</svg>\n",
    ]
    return "\n".join(parts).encode()


def _flatten(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        if isinstance(item, Window):
            yield from _flatten(item.items)


def _windows(items: Iterable[Item]) -> list[Window]:
    return [item for item in _flatten(items) if isinstance(item, Window)]


def _write_metadata(page: Page) -> str:
    about = (
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    words = f"<dc:creator>{escape(page.author)}</dc:creator><dc:identifier>{page.page_id}</dc:identifier>"
    described = f'<rdf:Description rdf:about="">{words}</rdf:Description>'
    return f"<metadata><rdf:RDF {about}>{described}</rdf:RDF></metadata>"


def _write_style(items: Iterable[Item]) -> str:
    """Return the fonts, each with the letters that are used, and how text is set."""
    letters: dict[Face, set[str]] = {}
    for item in items:
        if isinstance(item, Words):
            letters.setdefault(item.face, set()).update(clean(item.text))
    rules = []
    for face, used in sorted(letters.items()):
        weight, style = WEIGHTS[face]
        data = b64encode(subset(face, used)).decode()
        rules.append(
            f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};font-style:{style};"
            f"src:url(data:font/ttf;base64,{data}) format('truetype')}}"
        )
    return "".join(rules) + f"text{{font-family:'{FAMILY}',sans-serif;font-kerning:none;white-space:pre}}"


def write_pattern(fill: Fill, name: str, *, scale: float = 1) -> str:
    """Return a fill pattern as an element of ``<defs>``; its square is `TILE` times the scale."""
    families, width = PATTERNS[fill.pattern]
    unit = TILE / 8
    strokes = " ".join(_rule(lines, offset) for lines, offset in families)
    caps = "round" if families[0][0] == "points" else "butt"
    larger = "" if scale == 1 else f' patternTransform="scale({scale:g})"'
    return (
        f'<pattern id="{name}" width="{TILE}" height="{TILE}" patternUnits="userSpaceOnUse"'
        f"{larger}>"
        f'<rect width="{TILE}" height="{TILE}" fill="{fill.colour}"/>'
        f'<path transform="scale({unit:g})" d="{strokes}" stroke="{fill.ink}" stroke-width="{width}" '
        f'stroke-linecap="{caps}" fill="none"/></pattern>'
    )


def _rule(lines: Lines, offset: float) -> str:
    """Return the lines of a pattern in its square of 8 units."""
    return {
        "rising": "M-2,2L2,-2M0,8L8,0M6,10L10,6",
        "falling": "M-2,6L2,10M0,0L8,8M6,-2L10,2",
        "level": f"M0,{offset:g}L8,{offset:g}",
        "points": f"M{offset:g},{offset:g}h0.01",
    }[lines]


def _write_clip(box: Box, place: int) -> str:
    return f'<clipPath id="window{place}">{_write_box(box)}</clipPath>'


def _write_box(box: Box) -> str:
    return f'<rect x="{box.left:.3f}" y="{box.top:.3f}" width="{box.width:.3f}" height="{box.height:.3f}"/>'


def _write_items(
    items: Iterable[Item], fills: Mapping[Fill, str], windows: Iterator[int], paths: Iterator[str]
) -> Iterator[str]:
    for item in items:
        if isinstance(item, Area):
            yield _write_area(item, fills, next(paths))
        elif isinstance(item, Words):
            halo = rim(item)
            if halo is not None:
                yield _write_area(halo, fills, next(paths))
            yield _write_words(item)
        elif isinstance(item, Picture):
            yield _write_picture(item)
        else:
            yield f'<g clip-path="url(#window{next(windows)})">'
            yield from _write_items(item.items, fills, windows, paths)
            yield "</g>"


def _list_areas(items: Iterable[Item]) -> Iterator[Area]:
    """Yield what has outlines, in the order in which it is written."""
    for item in items:
        area = rim(item) if isinstance(item, Words) else item
        if isinstance(area, Area):
            yield area


def _write_area(area: Area, fills: Mapping[Fill, str], path: str) -> str:
    looks = [_write_fill(area.fill, fills), _write_stroke(area.stroke)]
    unit = f" data-unit={quoteattr(area.unit)}" if area.unit else ""
    start = f'<path{unit} d="{path}" {" ".join(looks)}'
    return f"{start}><title>{escape(clean(area.title))}</title></path>" if area.title else f"{start}/>"


def _write_fill(fill: Fill | None, fills: Mapping[Fill, str]) -> str:
    if fill is None:
        return 'fill="none"'
    return f'fill="{fill.colour if fill.pattern == "solid" else f"url(#{fills[fill]})"}"'


def _write_stroke(stroke: Stroke | None) -> str:
    if stroke is None:
        return ""
    dash = f' stroke-dasharray="{" ".join(f"{length:g}" for length in stroke.dash)}"' if stroke.dash else ""
    joins = 'stroke-linejoin="round" stroke-linecap="round"'
    return f'stroke="{stroke.colour}" stroke-width="{stroke.width:.4g}" {joins}{dash}'


def _write_paths(areas: Sequence[Area]) -> Iterator[str]:
    """Yield the outlines of each area in hundredths of a millimetre, as differences."""
    lines = [(line, area.place) for area in areas for line in area.path.lines]
    written = _write_lines(*zip(*lines, strict=True)) if lines else iter(())
    for area in areas:
        ends = "z" if area.path.closed else ""
        drawn = [next(written) for _ in area.path.lines]
        yield "".join(line + ends * ("l" in line) for line in drawn)


def _write_lines(lines: Sequence[NDArray[np.int64]], places: Sequence[Placement]) -> Iterator[str]:
    """Yield each line, without its end; for all of a page at once it is a third of the work."""
    counts = [len(line) for line in lines]
    starts = np.cumsum([0, *counts[:-1]])
    at = np.repeat([(place.left, place.top) for place in places], counts, axis=0)
    scales = np.repeat([place.scale for place in places], counts)[:, None]
    points = np.rint((np.concatenate(lines) * scales + at) * 100)
    steps = np.diff(points, axis=0, prepend=points[:1]).astype(np.int32)
    moved = steps.any(axis=1)
    moved[starts] = False
    moves = _write_steps(steps[moved])
    ends = np.cumsum(moved)[starts + counts - 1].tolist()
    for (x, y), begin, end in zip((points[starts] / 100).tolist(), [0, *ends], ends, strict=False):
        yield f"M{x:g},{y:g}{'l' * (end > begin)}{' '.join(moves[begin:end])}"


def _write_steps(steps: NDArray[np.int32]) -> list[str]:
    """Return steps in hundredths of a millimetre as text; most of a page occur several times."""
    known, rows = np.unique(steps.view(np.int64), return_inverse=True)
    pairs = known.view(np.int32).reshape(-1, 2) / 100
    texts = np.array([f"{across:g},{down:g}" for across, down in pairs.tolist()], dtype=object)
    written: list[str] = texts[rows.ravel()].tolist()
    return written


def _write_words(words: Words) -> str:
    weight, style = WEIGHTS[words.face]
    slant = ' font-style="italic"' if style == "italic" else ""
    anchors: dict[Anchor, str] = {"start": "", "middle": ' text-anchor="middle"', "end": ' text-anchor="end"'}
    size = f'font-size="{words.size * POINT:.3f}" font-weight="{weight}"{slant}'
    return (
        f'<text x="{words.x:.3f}" y="{words.y:.3f}" {size}'
        f'{anchors[words.anchor]} fill="{words.colour}">{escape(clean(words.text))}</text>'
    )


def _write_picture(picture: Picture) -> str:
    data = b64encode(picture.png).decode()
    place = _write_box(picture.box).removeprefix("<rect ").removesuffix("/>")
    return (
        f'<image {place} href="data:image/png;base64,{data}"><title>{escape(picture.title)}</title></image>'
    )
