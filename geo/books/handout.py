"""A sheet as a file that leaves: made, and its page id noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.books.reissue_log import SHAPES, Issued, record_pages
from geo.books.views import read_emblem, show_view
from geo.formats import FORMATS, make_file
from geo.model import A4_LANDSCAPE
from geo.telling.views import make_page_id

if TYPE_CHECKING:
    from geo.books.sheet import Sheet
    from geo.model import Atlas, Layout


def hand_out(
    atlas: Atlas, sheet: Sheet, suffix: str, *, layout: Layout = A4_LANDSCAPE, shapes: bool = False
) -> tuple[bytes, bool]:
    """Return a file as it leaves, and whether its page id could be noted in the data folder.

    Parameters
    ----------
    sheet
        A map, two years, all years or the clusters, as `geo.books.book.make_sheet` names it.
    suffix
        A key of `geo.formats.FORMATS`.
    layout
        Paper, for pages.
    shapes
        Whether the map on a slide is made of shapes.

    Raises
    ------
    ViewError
        The sheet cannot be drawn from this data.
    """
    shown = show_view(atlas, sheet)
    content = make_file(shown, suffix, layout=layout, emblem=read_emblem(atlas), shapes=shapes)
    paper = layout.code if suffix == "png" else layout.name if FORMATS[suffix].takes == "page" else suffix
    if shapes and suffix == "pptx":
        paper = SHAPES
    issued = Issued(make_page_id(atlas, sheet.view, sheet.more), sheet.address, paper)
    return content, record_pages(atlas, [issued])
