"""Pages → PDF: vector, with text that can be searched, the same bytes for the same pages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Final

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFStreamFilterZCompress
from reportlab.pdfgen.canvas import Canvas
from zlib_ng import zlib_ng

from geo.drawing.pdf_draw import MM, Writer, list_paths, register
from geo.drawing.scene import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Language

rl_config.useA85 = 0  # streams in plain bytes: a fifth smaller, and written several times faster

CREATOR: Final = "safety-map"
LANGUAGES: Final = {"vi": "vi-VN", "en": "en-GB"}

_one_at_a_time = Lock()
"""All documents read the letters that they embed from the same types, by one place in each."""


class _Packed(bytes):
    """A stream that was packed as soon as it was complete: a long document is never in memory unpacked."""


class _Packing(PDFStreamFilterZCompress):  # type: ignore[misc]
    """Packs streams five times faster than zlib into a twentieth more bytes."""

    def encode(self, text: str | bytes) -> bytes:
        if isinstance(text, _Packed):
            return text
        return _Packed(zlib_ng.compress(text.encode() if isinstance(text, str) else text, 3))


def write_pdf(pages: Sequence[Page], *, packed: bool = True) -> bytes:
    """Return a document of some pages, at least one; what stands on several pages is written once.

    Parameters
    ----------
    packed
        Whether streams are compressed; a page that only becomes pixels need not be.
    """
    uses = Counter(path.key for page in pages for path in list_paths(page.items))
    return Press(pages[0].language, uses, packed=packed).bind(pages)


@dataclass(frozen=True, eq=False)
class Printed(Page):
    """A page whose items a press has printed already; those that it has stand over them.

    Parameters
    ----------
    code
        The operators, packed.
    forms
        What they name.
    """

    code: bytes = b""
    forms: tuple[str, ...] = ()


class Press:
    """Makes one document; a long one need not have all its pages in memory.

    Parameters
    ----------
    language
        Of the document.
    uses
        How often each path stands in it, by its key; None where the pages come one by one.
    packed
        Whether streams are compressed.
    """

    def __init__(
        self, language: Language, uses: Counter[bytes] | None = None, *, packed: bool = True
    ) -> None:
        self._buffer = BytesIO()
        self._canvas = Canvas(
            self._buffer,
            invariant=1,
            pageCompression=0,
            pdfVersion=(1, 5),
            lang=LANGUAGES[language],
            initialFontName=register("regular").fontName,
        )
        packing = _Packing()
        self._pack = packing.encode if packed else str.encode
        if packed:
            self._canvas._doc.defaultStreamFilters = [packing]  # noqa: SLF001  reportlab has no other way to choose
        self._writer = Writer(self._canvas, uses, self._pack)

    def print(self, page: Page) -> Printed:
        """Return a page as this document will have it, small in memory; `bind` gives it its place."""
        canvas = self._canvas
        self._writer.draw(page.items, page.height)
        code = zlib_ng.compress("\n".join(canvas._code).encode(), 1)  # noqa: SLF001  a canvas has one page
        forms = tuple(canvas._formsinuse)  # noqa: SLF001
        canvas._code, canvas._formsinuse = [], []  # noqa: SLF001
        known = vars(replace(page, items=(), legend=(), units=None))
        return Printed(**known, code=code, forms=forms)

    def bind(self, pages: Sequence[Page]) -> bytes:
        """Return the document of some pages, at least one, printed by this press or not; once only."""
        canvas, first = self._canvas, pages[0]
        canvas.setTitle(first.title)
        canvas.setAuthor(first.author)
        canvas.setSubject(first.subject)
        canvas.setKeywords([page.page_id for page in pages])
        canvas.setCreator(CREATOR)
        canvas.setViewerPreference("DisplayDocTitle", "true")
        for number, page in enumerate(pages):
            canvas.setPageSize((page.width * MM, page.height * MM))
            canvas.bookmarkPage(f"page-{number}")
            canvas.addOutlineEntry(page.title, f"page-{number}")
            if isinstance(page, Printed):
                canvas.addLiteral(zlib_ng.decompress(page.code).decode())
                canvas._formsinuse.extend(page.forms)  # noqa: SLF001
            self._writer.draw(page.items, page.height)
            canvas.showPage()
            made = canvas._doc.Pages.pages[-1]  # noqa: SLF001
            made.stream = self._pack(made.stream)
        with _one_at_a_time:
            canvas.save()
        return self._buffer.getvalue()
