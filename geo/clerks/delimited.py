"""CSV and TSV → cells as they stand: character set and delimiter are found, values are not touched.

A file that is neither UTF-8 nor UTF-16 keeps its bytes, as Latin-1 letters: which old Vietnamese character
set they are is decided column by column (`geo.legacy_text`).
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import Cell, RawSheet
from geo.errors import IndicatorError, Problem

if TYPE_CHECKING:
    from pathlib import Path

DELIMITERS: Final = (";", "\t", ",", "|")
MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAX_BYTES: Final = 20 * 1024 * 1024
MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 200
SAMPLE_ROWS: Final = 60
UTF16_SHARE: Final = 0.3


def read_delimited(path: Path, *, name: str = "") -> tuple[RawSheet, ...]:
    """Return the one sheet of a CSV or TSV file.

    Parameters
    ----------
    path
        The file.
    name
        Its name for messages, if it is another; without its ending it is that of the sheet.

    Raises
    ------
    IndicatorError
        The file is too large, binary, or has an open quote.
    """
    file = name or path.name
    raw = path.read_bytes()[: MAX_BYTES + 1]
    if len(raw) > MAX_BYTES:
        raise IndicatorError(_too_large(file))
    text = decode_file(raw)
    if "\0" in text:
        raise IndicatorError(_binary(file))
    try:
        rows = split_rows(text)
    except csv.Error:
        raise IndicatorError(_broken(file)) from None
    if len(rows) > MAX_ROWS or max(map(len, rows), default=0) > MAX_COLUMNS:
        raise IndicatorError(_too_large(file))
    return (RawSheet(PurePath(file).stem, tuple(tuple(map(_cell, row)) for row in rows)),)


def decode_file(raw: bytes) -> str:
    """Return the text of a file: UTF-8 and UTF-16 decoded, anything else as Latin-1 letters."""
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return raw.removeprefix(mark).decode(encoding, errors="replace")
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = raw[start::2].count(0)
        if zeros > UTF16_SHARE * len(raw) / 2 and not raw[1 - start :: 2].count(0):
            return raw.decode(encoding, errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def split_rows(text: str) -> list[list[str]]:
    """Return the rows of a delimited text, blank ones included, under the delimiter that suits it best.

    Excel's first line ``sep=;`` names the delimiter and is no row of the spreadsheet.
    """
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return _parse(rest, first.strip()[-1])
    sample = "".join(islice(_lines(text), SAMPLE_ROWS))
    return _parse(text, max(DELIMITERS, key=lambda delimiter: _regularity(sample, delimiter)))


def _lines(text: str) -> io.StringIO:
    """Return the lines of a text, split at line ends only: byte 85 is no line end in a Vietnamese file."""
    return io.StringIO(text, newline="")


def _parse(text: str, delimiter: str) -> list[list[str]]:
    # What is too long for a cell is refused as such, not as a quote that is open.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    return list(csv.reader(_lines(text), delimiter=delimiter, strict=True))


def _regularity(sample: str, delimiter: str) -> tuple[float, int]:
    """Return how many rows agree on a number of columns above one, and that number."""
    try:
        widths = Counter(len(row) for row in csv.reader(_lines(sample), delimiter=delimiter))
    except csv.Error:
        return (0, 0)
    width, count = max(((w, n) for w, n in widths.items() if w > 1), key=lambda pair: pair[1], default=(0, 0))
    return (count, width)


def _cell(text: str) -> Cell | None:
    return Cell("text", text) if text.strip() else None


def _too_large(file: str) -> Problem:
    return Problem(
        file=file,
        what_vi=f"lớn quá: tối đa {MAX_ROWS} dòng, {MAX_COLUMNS} cột, {MAX_BYTES >> 20} MB",
        what_en=f"is too large: at most {MAX_ROWS} rows, {MAX_COLUMNS} columns, {MAX_BYTES >> 20} MB",
        remedy_vi="chỉ để lại bảng cần nhập",
        remedy_en="keep the table only",
    )


def _binary(file: str) -> Problem:
    return Problem(
        file=file,
        what_vi="không phải tệp chữ (có ký tự NUL)",
        what_en="is no text file (it holds NUL characters)",
        remedy_vi="lưu lại dưới dạng CSV UTF-8",
        remedy_en="save it again as CSV UTF-8",
    )


def _broken(file: str) -> Problem:
    return Problem(
        file=file,
        what_vi="có dấu nháy kép mở mà không đóng",
        what_en="has a double quote that is never closed",
        remedy_vi="sửa dấu nháy, hoặc lưu lại từ Excel",
        remedy_en="mend the quote, or save it again from the spreadsheet",
    )
