"""The kinds of file that can be taken away: which module makes each, and what it is called elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, Literal

from geo.errors import Problem, ViewError
from geo.model import A4_LANDSCAPE
from geo.tools.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.model import Layout
    from geo.model.pair import Shown


@dataclass(frozen=True)
class Format:
    """A kind of file.

    Parameters
    ----------
    module, function
        What makes its bytes; imported when it is asked for, because each brings a library of its own.
    takes
        ``page``: a composed page on a chosen paper; ``shown``: a map, two years or all years; ``map``: one
        map.
    mime
        Its media type.
    """

    module: str
    function: str
    takes: Literal["page", "shown", "map"]
    mime: str


OFFICE: Final = "application/vnd.openxmlformats-officedocument"
FORMATS: Final[Mapping[str, Format]] = {
    "pdf": Format("geo.paint", "paint_pdf", "page", "application/pdf"),
    "png": Format("geo.paint", "paint_png", "page", "image/png"),
    "svg": Format("geo.paint", "paint_svg", "page", "image/svg+xml"),
    "pptx": Format("geo.office.slides", "write_pptx", "shown", f"{OFFICE}.presentationml.presentation"),
    "docx": Format("geo.office.document", "write_docx", "shown", f"{OFFICE}.wordprocessingml.document"),
    "html": Format("geo.browser.standalone", "write_html", "map", "text/html"),
    "csv": Format("geo.export", "write_csv", "map", "text/csv"),
    "xlsx": Format("geo.office.workbook", "write_xlsx", "map", f"{OFFICE}.spreadsheetml.sheet"),
    "gpkg": Format("geo.export", "write_gpkg", "map", "application/geopackage+sqlite3"),
    "geojson": Format("geo.export", "write_geojson", "map", "application/geo+json"),
}

OF_YEARS: Final = tuple(suffix for suffix, kind in FORMATS.items() if kind.takes != "map")
"""The kinds of file for several maps on one page."""


def require_format(suffix: str, kinds: Iterable[str]) -> None:
    """Let a kind of file pass that is one of some.

    Raises
    ------
    ViewError
        It is none of them; they are named.
    """
    known = tuple(kinds)
    if suffix in known:
        return
    choices = ", ".join(f".{kind}" for kind in known)
    problem = Problem(
        file="",
        column="out",
        value=f".{suffix}" if suffix else None,
        what_vi=say("command.no_format", "vi"),
        what_en=say("command.no_format", "en"),
        remedy_vi=say("command.choose", "vi", choices=choices),
        remedy_en=say("command.choose", "en", choices=choices),
    )
    raise ViewError(problem)


def make_file(
    shown: Shown, suffix: str, *, layout: Layout = A4_LANDSCAPE, emblem: bytes = b"", shapes: bool = False
) -> bytes:
    """Return a map, two years or all years as a file.

    Parameters
    ----------
    suffix
        A key of `FORMATS`; for several maps one of `OF_YEARS`.
    layout, emblem
        Paper, and the picture beside the office's name, for pages.
    shapes
        Whether the map on a slide is made of shapes that can be edited, instead of a picture.
    """
    kind = FORMATS[suffix]
    write = getattr(import_module(kind.module), kind.function)
    if kind.takes == "page":
        page = import_module("geo.layout.shown").compose_shown(shown, layout, emblem=emblem)
        return bytes(write(page, layout.dpi) if suffix == "png" else write(page))
    return bytes(write(shown, shapes=True) if shapes and suffix == "pptx" else write(shown))
