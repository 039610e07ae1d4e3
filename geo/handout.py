"""A map, two years or all years as a file that leaves: made, and its page id noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.book_sheet import Sheet
from geo.book_views import read_emblem
from geo.formats import FORMATS, make_file
from geo.model import A4_LANDSCAPE
from geo.model_pair import YearPair, YearSeries
from geo.reissue_log import SHAPES, Issued, record_pages
from geo.shown import head_of

if TYPE_CHECKING:
    from geo.model import Atlas, Layout
    from geo.model_pair import Shown


def hand_out(
    atlas: Atlas, shown: Shown, suffix: str, *, layout: Layout = A4_LANDSCAPE, shapes: bool = False
) -> tuple[bytes, bool]:
    """Return a file as it leaves, and whether its page id could be noted in the data folder.

    Parameters
    ----------
    suffix
        A key of `geo.formats.FORMATS`.
    layout
        Paper, for pages.
    shapes
        Whether the map on a slide is made of shapes.
    """
    content = make_file(shown, suffix, layout=layout, emblem=read_emblem(atlas), shapes=shapes)
    paper = layout.name if FORMATS[suffix].takes == "page" else suffix
    if shapes and suffix == "pptx":
        paper = SHAPES
    issued = Issued(head_of(shown).furniture.page_id, name_sheet_of(shown).address, paper)
    return content, record_pages(atlas, [issued])


def name_sheet_of(shown: Shown) -> Sheet:
    """Return the sheet that shows what is shown."""
    view = head_of(shown).view
    if isinstance(shown, YearPair):
        return Sheet("pair", view, year2=shown.before.view.year)
    return Sheet("years" if isinstance(shown, YearSeries) else "map", view)
