"""Notes on cells, text boxes and the like: nobody reads them, but the file is kept as it was sent.

So they are looked through for what no note on a hamlet holds: numbers of phones or identity cards, mail
addresses, homes, long tellings. Who wrote a note is not asked.
"""

from __future__ import annotations

import re
import zipfile
from html import unescape
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import Cell
from geo.clerks.personal import PHONE, WORDS, look_at_cells
from geo.errors import IndicatorError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geo.clerks.clerk import RawSheet

NOTE: Final = re.compile(
    rb"<(/?)(?:\w+:)?(comment|threadedComment|sp|annotation|custom-shape|frame)(?:\s[^<>]*)?(?<!/)>"
)
"""Where a note or a text box of XLSX and ODS begins or ends, whatever its part is called."""

TAG: Final = re.compile(rb"<[^<>]*>")
RUN: Final = re.compile(rb"</(?:\w+:)?(?:r|t|span)>")
"""Ends inside a word, where only its look changes."""

COPIES: Final = re.compile(r"pivotcache|charts/|sharedstrings", re.IGNORECASE)
"""Parts that may hold what stands in no cell any more: pivot tables, charts, texts left over."""

COPY: Final = re.compile(rb'<(?:\w+:)?s [^<>]*\bv="([^"<>]+)"|<(?:\w+:)?(?:v|t)(?: [^<>]*)?>([^<>]+)<')
NUMBER: Final = re.compile(r"-?(?:[1-9]\d*|0)(?:\.\d+)?(?:[eE][-+]?\d+)?")
LONGEST_PART: Final = 64 << 20


def refuse_personal_notes(path: Path, name: str, sheets: Sequence[RawSheet]) -> None:
    """Let a spreadsheet pass whose notes hold no personal data.

    Parameters
    ----------
    sheets
        What its cells hold, which others look through.

    Raises
    ------
    IndicatorError
        A note looks like it; what it says is not repeated.
    """
    old = path.suffix.lower() == ".xls"
    for texts in _list_old_notes(path, sheets) if old else _list_notes(path, sheets):
        kind = look_at_cells("other", [Cell("text", text) for text in texts], 1)
        if kind:
            vi, en = WORDS[kind]
            raise IndicatorError(
                Problem(
                    file=name,
                    what_vi=f"có ghi chú ở ô, hộp chữ, bảng tổng hợp, biểu đồ có vẻ chứa {vi}; không lưu gì",
                    what_en=f"has a note, text box, pivot table or chart that looks like {en}; nothing kept",
                    remedy_vi="xóa các phần đó, hoặc chép bảng sang tệp mới (chỉ dán giá trị) rồi gửi lại",
                    remedy_en="delete them, or copy the table into a new file (values only); send again",
                )
            )


def _list_notes(path: Path, sheets: Sequence[RawSheet]) -> Iterator[Sequence[str]]:
    """Yield each note, and together the texts of a part that stand in no cell."""
    rows = (row for sheet in sheets for row in (*sheet.rows, *sheet.aside))
    cells = {cell.text.strip() for row in rows for cell in row if cell}
    with zipfile.ZipFile(path) as archive:
        for part in archive.infolist():
            if part.file_size <= LONGEST_PART and part.filename.casefold().endswith(".xml"):
                content = archive.read(part)
                yield from ([note] for note in _find_notes(content))
                if COPIES.search(part.filename):
                    copies = (
                        unescape((one[1] or one[2]).decode("utf-8", "replace"))
                        for one in COPY.finditer(content)
                    )
                    yield [
                        copy for copy in copies if copy.strip() not in cells and not NUMBER.fullmatch(copy)
                    ]


def _find_notes(content: bytes) -> Iterator[str]:
    kind, start = b"", 0
    for found in NOTE.finditer(content):
        if not kind and not found[1]:
            kind, start = found[2], found.end()
        elif found[1] and found[2] == kind:
            plain = TAG.sub(b" ", RUN.sub(b"", content[start : found.start()]))
            yield " ".join(unescape(plain.decode("utf-8", errors="replace")).split())
            kind = b""


def _list_old_notes(path: Path, sheets: Sequence[RawSheet]) -> Iterator[Sequence[str]]:
    """Yield the phone numbers of an XLS that stand in no cell: a letter takes one or two bytes there.

    Between two cells stands how long the second one is, which may look like a digit ("2": 50 letters).
    """
    content = path.read_bytes()
    rows = (row for sheet in sheets for row in (*sheet.rows, *sheet.aside))
    cells = "\n".join(cell.text for row in rows for cell in row if cell)
    for text in (content.decode("latin-1"), *(content[n:].decode("utf-16-le", "replace") for n in (0, 1))):
        numbers = (found[0] for found in PHONE.finditer(text))
        yield from ([number] for number in numbers if number not in cells and number[:-1] not in cells)
