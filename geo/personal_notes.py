"""Notes on cells, text boxes and the like: nobody reads them, but the file is kept as it was sent.

So they are looked through for what no note on a hamlet holds: numbers of phones or identity cards, mail
addresses, homes, long tellings. Who wrote a note is not asked.
"""

from __future__ import annotations

import re
import zipfile
from html import unescape
from typing import TYPE_CHECKING, Final

from geo.clerk import Cell
from geo.errors import IndicatorError, Problem
from geo.personal import PHONE, WORDS, look_at_cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geo.clerk import RawSheet

NOTE: Final = re.compile(
    rb"<(/?)(?:\w+:)?(comment|threadedComment|sp|annotation|custom-shape|frame)(?:\s[^<>]*)?(?<!/)>"
)
"""Where a note or a text box of XLSX and ODS begins or ends, whatever its part is called."""

TAG: Final = re.compile(rb"<[^<>]*>")
RUN: Final = re.compile(rb"</(?:\w+:)?(?:r|t|span)>")
"""Ends inside a word, where only its look changes."""

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
    for note in _list_old_notes(path, sheets) if path.suffix.lower() == ".xls" else _list_notes(path):
        kind = look_at_cells("other", [Cell("text", note)], 1)
        if kind:
            vi, en = WORDS[kind]
            raise IndicatorError(
                Problem(
                    file=name,
                    what_vi=f"có ghi chú ở ô hoặc hộp chữ có vẻ chứa {vi}; không dòng nào được lưu",
                    what_en=f"has a note on a cell or a text box that looks like {en}; nothing of it is kept",
                    remedy_vi="xóa ghi chú và hộp chữ (Xem lại › Xóa ghi chú) rồi gửi lại tệp",
                    remedy_en="delete the notes and text boxes and send the file again",
                )
            )


def _list_notes(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        for part in archive.infolist():
            if part.file_size <= LONGEST_PART and part.filename.casefold().endswith(".xml"):
                yield from _find_notes(archive.read(part))


def _find_notes(content: bytes) -> Iterator[str]:
    kind, start = b"", 0
    for found in NOTE.finditer(content):
        if not kind and not found[1]:
            kind, start = found[2], found.end()
        elif found[1] and found[2] == kind:
            plain = TAG.sub(b" ", RUN.sub(b"", content[start : found.start()]))
            yield " ".join(unescape(plain.decode("utf-8", errors="replace")).split())
            kind = b""


def _list_old_notes(path: Path, sheets: Sequence[RawSheet]) -> Iterator[str]:
    """Yield the phone numbers of an XLS that stand in no cell: a letter takes one or two bytes there."""
    content = path.read_bytes()
    rows = (row for sheet in sheets for row in (*sheet.rows, *sheet.aside))
    cells = "\n".join(cell.text for row in rows for cell in row if cell)
    for text in (content.decode("latin-1"), *(content[n:].decode("utf-16-le", "replace") for n in (0, 1))):
        yield from (found[0] for found in PHONE.finditer(text) if found[0] not in cells)
