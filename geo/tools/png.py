"""A page of a PDF → PNG: PDFium draws it, zlib-ng packs it."""

from __future__ import annotations

import struct
from threading import Lock
from typing import TYPE_CHECKING, Final

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from zlib_ng import zlib_ng

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

INCH: Final = 25.4
UP: Final = 2
"""The filter that stores each row as its difference from the row above: flat areas become zeros."""

STRIP: Final = 64
"""Rows that are filtered and packed at a time: few enough to stay in the cache of the processor."""

_one_at_a_time = Lock()
"""PDFium draws one page at a time in a process."""


def render(pdf: bytes, width: int, height: int) -> NDArray[np.uint8]:
    """Return the first page of a document as pixels: height, width, red-green-blue."""
    pixels = np.full((height, width, 3), 255, np.uint8)  # white paper; PDFium itself is slow to fill it
    buffer = np.ctypeslib.as_ctypes(pixels.reshape(-1))
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        bitmap = pypdfium2.PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_BGR, buffer=buffer)
        page = document[0]
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_REVERSE_BYTE_ORDER)
        page.close()
        bitmap.close()
        document.close()
    return pixels


def encode(pixels: NDArray[np.uint8], dpi: float, words: Mapping[str, str]) -> bytes:
    """Return pixels as a PNG.

    Parameters
    ----------
    dpi
        Written into the file, as pixels a metre.
    words
        Keyword → text (Title, Author, Description …), written as UTF-8.
    """
    height, width, _ = pixels.shape
    metre = round(dpi / INCH * 1000)
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"pHYs", struct.pack(">IIB", metre, metre, 1)),
        *((b"iTXt", key.encode("latin-1") + b"\0\0\0\0\0" + text.encode()) for key, text in words.items()),
        (b"IDAT", _pack(pixels.reshape(height, width * 3))),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _pack(rows: NDArray[np.uint8]) -> bytes:
    """Return rows of pixels filtered and packed, strip by strip."""
    packer = zlib_ng.compressobj(1)  # twice as fast as the next level, into a fifth more bytes
    filtered = np.full((STRIP, 1 + rows.shape[1]), UP, np.uint8)
    packed, above = [], np.zeros_like(rows[:1])
    for top in range(0, len(rows), STRIP):
        strip = rows[top : top + STRIP]
        np.subtract(strip[:1], above, out=filtered[:1, 1:])
        np.subtract(strip[1:], strip[:-1], out=filtered[1 : len(strip), 1:])
        packed.append(packer.compress(filtered[: len(strip)].data))
        above = strip[-1:]
    return b"".join([*packed, packer.flush()])


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib_ng.crc32(content, zlib_ng.crc32(kind))
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)
