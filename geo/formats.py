"""The kinds of file a view can be taken away as: which module makes each, and what it is called elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, Literal

from geo.model import A4_LANDSCAPE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.model import Layout, ThematicMap
    from geo.model_pair import YearPair


@dataclass(frozen=True)
class Format:
    """A kind of file.

    Parameters
    ----------
    module, function
        What makes its bytes; imported when it is asked for, because each brings a library of its own.
    takes
        ``page``: a composed page on a chosen paper; ``map``: the view itself.
    mime
        Its media type.
    """

    module: str
    function: str
    takes: Literal["page", "map"]
    mime: str


OFFICE: Final = "application/vnd.openxmlformats-officedocument"
FORMATS: Final[Mapping[str, Format]] = {
    "pdf": Format("geo.paint", "paint_pdf", "page", "application/pdf"),
    "png": Format("geo.paint", "paint_png", "page", "image/png"),
    "svg": Format("geo.paint", "paint_svg", "page", "image/svg+xml"),
    "pptx": Format("geo.slides", "write_pptx", "map", f"{OFFICE}.presentationml.presentation"),
    "docx": Format("geo.document", "write_docx", "map", f"{OFFICE}.wordprocessingml.document"),
    "html": Format("geo.standalone", "write_html", "map", "text/html"),
    "csv": Format("geo.export", "write_csv", "map", "text/csv"),
    "xlsx": Format("geo.office", "write_xlsx", "map", f"{OFFICE}.spreadsheetml.sheet"),
    "gpkg": Format("geo.export", "write_gpkg", "map", "application/geopackage+sqlite3"),
    "geojson": Format("geo.export", "write_geojson", "map", "application/geo+json"),
}

PAGES: Final = tuple(suffix for suffix, kind in FORMATS.items() if kind.takes == "page")
"""The kinds of file for pages of several maps."""


def make_file(
    thematic_map: ThematicMap, suffix: str, *, layout: Layout = A4_LANDSCAPE, emblem: bytes = b""
) -> bytes:
    """Return a view as a file.

    Parameters
    ----------
    suffix
        A key of `FORMATS`.
    layout, emblem
        Paper, and the picture beside the office's name, for pages.
    """
    kind = FORMATS[suffix]
    write = getattr(import_module(kind.module), kind.function)
    if kind.takes == "map":
        return bytes(write(thematic_map))
    return bytes(write(import_module("geo.page").compose_page(thematic_map, layout, emblem=emblem)))


def make_pair_file(
    pair: YearPair, suffix: str, *, layout: Layout = A4_LANDSCAPE, emblem: bytes = b""
) -> bytes:
    """Return the page of two years as a file of a kind of `PAGES`."""
    page = import_module("geo.page_pair").compose_pair(pair, layout, emblem=emblem)
    return bytes(getattr(import_module(FORMATS[suffix].module), FORMATS[suffix].function)(page))


def make_years_file(
    maps: Sequence[ThematicMap], suffix: str, *, layout: Layout = A4_LANDSCAPE, emblem: bytes = b""
) -> bytes:
    """Return the page of all years as a file of a kind of `PAGES`."""
    page = import_module("geo.page_pair").compose_years(maps, layout, emblem=emblem)
    return bytes(getattr(import_module(FORMATS[suffix].module), FORMATS[suffix].function)(page))
