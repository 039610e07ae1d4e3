"""Page scene → PDF, PNG, SVG. The PNG is the PDF drawn as pixels, so that both look the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.drawing.pdf import write_pdf
from geo.drawing.scene import Page, list_pages
from geo.drawing.svg import write_svg
from geo.tools.png import INCH, encode, render

if TYPE_CHECKING:
    from collections.abc import Sequence


def paint_pdf(page: Page | Sequence[Page]) -> bytes:
    """Return a page, or a document of several pages, as PDF: vector, searchable, the same bytes each time.

    Pages that go on with one of them follow it.
    """
    pages = [page] if isinstance(page, Page) else page
    return write_pdf([one for first in pages for one in list_pages(first)])


def paint_png(page: Page, dpi: float = 300) -> bytes:
    """Return a page as PNG with exactly the pixels of its size; dpi and description are in the file."""
    width, height = round(page.width / INCH * dpi), round(page.height / INCH * dpi)
    words = {
        "Title": page.title,
        "Author": page.author,
        "Description": page.subject,
        "Comment": page.page_id,
    }
    return encode(render(write_pdf([page], packed=False), width, height), dpi, words)


def paint_svg(page: Page) -> bytes:
    """Return a page as SVG: text is text, fonts are inside, each unit has its name and value as a title."""
    return write_svg(page)
