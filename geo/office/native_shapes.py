"""Outlines of a page → native shapes of a slide, several of them as one group.

They are written as XML at once: the library's builder walks all points again for each point, and its setters
look every part up by name; with them a city of 900 units takes many seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

import numpy as np
import shapely
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Mm

from geo.office.native import PATTERNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from pptx.slide import Slide

    from geo.drawing.scene import Area, Box, Fill, Path, Stroke

    Points = NDArray[np.float64]
    Ring = NDArray[np.int64]

NOTHING: Final = "<a:noFill/>"
WHOLE: Final = 100_000
"""What dashes are measured in: thousandths of a percent of the width of their line."""


@dataclass(frozen=True, eq=False)
class Outline:
    """An area of a page as a shape of a slide.

    Parameters
    ----------
    name, about
        What it is called, and what it says to who cannot see it.
    seen
        What lies outside this box of the page is cut off: a slide has no windows.
    """

    area: Area
    name: str
    about: str = ""
    seen: Box | None = None


def add_outlines(
    slide: Slide, outlines: Sequence[Outline], corner: tuple[float, float], name: str, about: str
) -> None:
    """Add outlines as one group; those that show nothing are left out.

    Parameters
    ----------
    corner
        Where their page begins on the slide, in millimetres.
    name, about
        Of the group.
    """
    traced = [(outline, rings) for outline in outlines if (rings := _trace(outline, corner))]
    if not traced:
        return
    numbers = _count_numbers(slide)
    left, top, wide, high = _measure([ring for _, rings in traced for ring in rings])
    head = f'<p:cNvPr id="{next(numbers)}" name={quoteattr(name)} descr={quoteattr(about)}/>'
    place = (
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/>'
        f'<a:chOff x="{left}" y="{top}"/><a:chExt cx="{wide}" cy="{high}"/></a:xfrm>'
    )
    shapes = "".join(_write_shape(outline, rings, next(numbers)) for outline, rings in traced)
    _append(
        slide,
        f"<p:grpSp {nsdecls('p', 'a')}><p:nvGrpSpPr>{head}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        f"<p:grpSpPr>{place}</p:grpSpPr>{shapes}</p:grpSp>",
    )


def add_outline(slide: Slide, outline: Outline) -> None:
    """Add an outline whose page is the slide."""
    rings = _trace(outline, (0.0, 0.0))
    if rings:
        shape = _write_shape(outline, rings, next(_count_numbers(slide)))
        _append(slide, shape.replace("<p:sp>", f"<p:sp {nsdecls('p', 'a')}>", 1))


def _count_numbers(slide: Slide) -> count[int]:
    return count(slide.shapes._next_shape_id)  # noqa: SLF001  the library has no other way


def _append(slide: Slide, xml: str) -> None:
    shapes = slide.shapes
    shapes._spTree.insert_element_before(parse_xml(xml), "p:extLst")  # noqa: SLF001  the library has no other way
    shapes.turbo_add_enabled = shapes.turbo_add_enabled  # shapes that follow go on with the next number


def _trace(outline: Outline, corner: tuple[float, float]) -> list[Ring]:
    """Return the rings or lines that are seen, in EMU."""
    path, seen = outline.area.path, outline.seen
    lines = [outline.area.place.apply(line) for line in path.lines]
    shown = lines if seen is None else [part for line in lines for part in _cut(line, seen, path)]
    return [np.rint(Mm(1) * (line + corner)).astype(np.int64) for line in shown if len(line) > 1]


def _cut(line: Points, seen: Box, path: Path) -> list[Points]:
    """Return what lies inside a box of an outline of a path."""
    low, high = line.min(axis=0), line.max(axis=0)
    if low[0] >= seen.left and low[1] >= seen.top and high[0] <= seen.right and high[1] <= seen.bottom:
        return [line]
    closed = path.closed and len(line) > 2  # noqa: PLR2004  two points are a line
    shape = shapely.Polygon(line) if closed else shapely.LineString(line)
    inside = shapely.clip_by_rect(shape, seen.left, seen.top, seen.right, seen.bottom)
    parts = shapely.get_parts(inside)
    if closed:
        return [shapely.get_coordinates(part.exterior)[:-1] for part in parts if part.geom_type == "Polygon"]
    return [shapely.get_coordinates(part) for part in parts]


def _measure(rings: Sequence[Ring]) -> tuple[int, int, int, int]:
    """Return left, top, width and height of rings."""
    points = np.concatenate(rings)
    (left, top), (right, bottom) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return left, top, right - left, bottom - top


def _write_shape(outline: Outline, rings: Sequence[Ring], number: int) -> str:
    left, top, wide, high = _measure(rings)
    area = outline.area
    end = "<a:close/>" if area.path.closed else ""
    paths = "".join(_write_ring(ring - (left, top)) + end for ring in rings)
    about = f" descr={quoteattr(outline.about)}" if outline.about else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(outline.name)}{about}/><p:cNvSpPr/><p:nvPr/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        f'<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="l" t="t" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{wide}" h="{high}">{paths}</a:path></a:pathLst></a:custGeom>'
        f"{_write_fill(area.fill)}{_write_stroke(area.stroke)}</p:spPr></p:sp>"
    )


def _write_ring(ring: Ring) -> str:
    first, *rest = (f'<a:pt x="{x}" y="{y}"/>' for x, y in ring.tolist())
    lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in rest)
    return f"<a:moveTo>{first}</a:moveTo>{lines}"


def _write_fill(fill: Fill | None) -> str:
    if fill is None:
        return NOTHING
    if fill.pattern == "solid":
        return f"<a:solidFill>{_write_colour(fill.colour)}</a:solidFill>"
    inks = f"<a:fgClr>{_write_colour(fill.ink)}</a:fgClr><a:bgClr>{_write_colour(fill.colour)}</a:bgClr>"
    return f'<a:pattFill prst="{PATTERNS[fill.pattern].xml_value}">{inks}</a:pattFill>'


def _write_stroke(stroke: Stroke | None) -> str:
    if stroke is None:
        return f"<a:ln>{NOTHING}</a:ln>"
    on, off = (int(WHOLE * part / stroke.width) for part in (*stroke.dash, 0.0, 0.0)[:2])
    dashes = f'<a:custDash><a:ds d="{on}" sp="{off}"/></a:custDash>' if on else ""
    ink = f"<a:solidFill>{_write_colour(stroke.colour)}</a:solidFill>"
    return f'<a:ln w="{int(Mm(stroke.width))}">{ink}{dashes}</a:ln>'


def _write_colour(colour: str) -> str:
    return f'<a:srgbClr val="{colour.removeprefix("#").upper()}"/>'
