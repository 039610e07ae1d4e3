"""The rows below a header: which are units, and which are sums, names of wards, signatures or nothing.

No row vanishes: what is no unit is kept with the reason. What only might be no unit stays one, so that it
turns up in the ledger instead of being dropped.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import PLACES, cell_at
from geo.clerks.header_words import name_field
from geo.clerks.headers import FEWEST_LABELS, is_numbering
from geo.clerks.lines import Line, LineReader
from geo.clerks.rows_nameless import keep_nameless
from geo.clerks.rows_slipped import (
    has_result_aside,
    has_slipped,
    is_hamlet_aside,
    is_listed,
    is_named,
    is_numbered,
)
from geo.clerks.sections import DASHED, find_titled, list_texts, name_section, strip_number
from geo.clerks.sums import ROMAN, is_total
from geo.clerks.sums_above import find_sums_above
from geo.clerks.titles import may_name_ward
from geo.clerks.tokens import WORD, goes_on, tokenise
from geo.model import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.clerks.clerk import ClerkColumn
    from geo.clerks.headers import Header, Row
    from geo.clerks.lines import LineKind
    from geo.clerks.vocabulary import Vocabulary

REASONS: Final[dict[LineKind, Text]] = {
    "title": Text("dòng tiêu đề bảng", "title of the table"),
    "header": Text("dòng tiêu đề cột", "header of the columns"),
    "blank": Text("dòng trống", "blank row"),
    "repeat": Text("tiêu đề cột lặp lại", "header repeated"),
    "numbering": Text("dòng đánh số cột", "numbers of the columns"),
    "total": Text("dòng cộng", "row of a sum"),
    "section": Text("dòng tên xã, phường của các dòng dưới", "name of the ward of the rows below"),
    "footer": Text("chữ ký, ghi chú dưới bảng", "signature or note below the table"),
    "stray": Text("không có tên đơn vị và số liệu", "names no unit and holds no data"),
}

LOST_LETTER: Final = re.compile(r"[^\W\d_]\?|\?[^\W\d_]")
"""A sign that stands for a letter that was lost: "K?t qu?" is no "k.t." of a signature."""

REMARK_SIGNS: Final = ("(", "*")
LONG_REMARK: Final = 3

SIGNING_DAY: Final = re.compile(r"ngày.{0,8}tháng.{0,8}năm", re.IGNORECASE)


def classify_lines(
    rows: Sequence[Row], header: Header, columns: Sequence[ClerkColumn], vocabulary: Vocabulary
) -> list[Line]:
    """Return what each row of a sheet is, in order.

    Parameters
    ----------
    rows
        Cells of the sheet, decoded.
    header, columns
        What was understood of its header.
    vocabulary
        Clerks' words.
    """
    headings = frozenset(_texts(rows[row]) for row in range(header.first, header.last + 1))
    reader = LineReader(header, columns, vocabulary, headings, outlined=False)
    serials = [reader.text(row, "serial").strip() for row in rows[header.last + 1 :]]
    numbered = any(serial.replace(".", "").isdecimal() for serial in serials)
    outlined = numbered and any(map(ROMAN.fullmatch, serials))
    lines = list(_walk(rows, replace(reader, outlined=outlined)))
    lines = find_titled(_leave_pages(lines, rows), rows, reader)
    sums = find_sums_above(lines, rows, reader)
    lines = [replace(one, kind="section", ward=sums[one.row]) if one.row in sums else one for one in lines]
    return keep_nameless(lines, rows, reader, sums)


def _leave_pages(lines: Sequence[Line], rows: Sequence[Row]) -> list[Line]:
    """Return the lines; a number alone right above a header that is repeated is that of a page."""
    following = [*(line.kind for line in lines[1:]), ""]
    return [
        replace(line, kind="stray", lone=False)
        if below == "repeat" and _is_lone_number(rows[line.row])
        else line
        for line, below in zip(lines, following, strict=True)
    ]


def _is_lone_number(row: Row) -> bool:
    texts = [cell.text.strip() for cell in row if cell]
    return len(texts) == 1 and texts[0].isdecimal()


def _walk(rows: Sequence[Row], reader: LineReader) -> Iterator[Line]:
    below, signed = False, False
    listed = [number for number, row in enumerate(rows) if is_listed(row, reader)]
    valued = [number for number in listed if reader.has_value(rows[number])]
    last = max(valued or [number for number in listed if reader.text(rows[number], "hamlet")], default=0)
    for number, row in enumerate(rows):
        if number <= reader.header.last:
            kind: LineKind = "header" if number >= reader.header.first else "title"
            yield Line(number, kind if any(row) else "blank")
            continue
        first = below or _counts_on(rows[number : number + 2], reader)
        line = _classify(number, row, reader, below=first, signed=signed)
        line = replace(line, lone=line.lone and not _goes_on_remark(rows[number - 1], row, reader))
        # Below a header, also one that is repeated, the columns may be numbered.
        below = below and line.kind != "repeat"
        # A note between units ends no table.
        signed = signed or (line.kind == "footer" and number > last)
        below = below or line.kind == "unit"
        yield line


def _counts_on(rows: Sequence[Row], reader: LineReader) -> bool:
    """Return whether the second of two rows goes on from the serial number of the first: they are units."""
    serials = [reader.text(row, "serial").strip() for row in rows]
    return len(serials) > 1 and goes_on(*serials)


def _classify(number: int, row: Row, reader: LineReader, *, below: bool, signed: bool) -> Line:
    tests: tuple[tuple[LineKind, bool], ...] = (
        ("blank", not any(row)),
        ("repeat", _is_heading(row, reader)),
        ("numbering", not below and is_numbering(row)),
        ("total", is_total(row, reader)),
        ("footer", _is_footer(row, reader) and not (reader.has_value(row) or is_listed(row, reader))),
        ("stray", _is_note(row, reader)),
    )
    kind = next((kind for kind, true in tests if true), None)
    if kind:
        return Line(number, kind)
    ward = "" if has_slipped(row, reader, anywhere=True) else name_section(row, reader, signed=signed)
    # With values it is the sum of a ward, if there is such a ward: else it may be a hamlet that is misspelt.
    opens = bool(ward) and (reader.knows_ward(ward) or not reader.has_value(row))
    kind = "section" if opens else _unit_or_not(row, reader, below=below, signed=signed)
    return Line(number, kind, ward, lone=kind in ("stray", "unit") and _is_lone(row, reader))


def _is_lone(row: Row, reader: LineReader) -> bool:
    """Return whether a row is words only that may name a ward; "Trang 2", "(tiếp theo)", "Thôn 5" do not."""
    texts = list_texts(row)
    if len(texts) != 1 or sum(map(bool, row)) > 1:
        return False
    text = DASHED.sub("", strip_number(texts[0]))
    words = tokenise(text)
    numbered = any(map(str.isdecimal, words)) and reader.vocabulary.begins(text, "hamlet")
    hamlet = numbered or name_field(texts[0], reader.vocabulary) == ("hamlet", True)
    if words in reader.vocabulary.wards:
        return True  # also a number alone: hamlet 3, or ward 3
    if _is_remark(text) and not reader.vocabulary.begins(text, "ward"):
        return False
    if not may_name_ward(text, reader.vocabulary):
        return False
    return not hamlet and not all(map(str.isdecimal, words))


def _goes_on_remark(above: Row, row: Row, reader: LineReader) -> bool:
    """Return whether the one text of a row goes on what stands above it in a column that is not read."""
    place = next((place for place, cell in enumerate(row) if cell), len(row))
    fields = [column.field for column in reader.columns]
    right = place < len(fields) and not {*PLACES}.isdisjoint(fields[:place])
    return right and fields[place] == "other" and bool(cell_at(above, place))


def _is_note(row: Row, reader: LineReader) -> bool:
    """Return whether a row is only a note: "Lưu ý: …", "(tiếp theo)", "-----"; no known place, no value."""
    texts = list_texts(row)
    if len(texts) != 1 or sum(map(bool, row)) > 1 or reader.vocabulary.knows_place(texts[0]):
        return False
    if reader.has_value(row):
        return False  # "chưa đạt" below the results is one whose name is missing
    words = tokenise(texts[0])
    noted = not words or reader.starts(words, "page_words") is not None
    return noted or texts[0].lstrip()[:1] in REMARK_SIGNS


def _is_remark(text: str) -> bool:
    """Return whether a text stands in brackets, or is several words that begin with a small letter."""
    words = WORD.findall(text)
    return text.lstrip()[:1] in REMARK_SIGNS or (len(words) >= LONG_REMARK and words[0][0].islower())


def _unit_or_not(row: Row, reader: LineReader, *, below: bool, signed: bool) -> LineKind:
    named = is_named(row, reader)
    valued = reader.has_value(row)
    if named and (valued or is_listed(row, reader)):
        return "unit"
    if is_numbered(row, reader):
        return "unit"  # also without values: a hamlet whose name is missing
    if signed:
        return "footer"
    several = sum(map(bool, row)) > 1
    aside = several and is_hamlet_aside(row, reader)
    slipped = aside or has_slipped(row, reader, anywhere=several) or (below and has_result_aside(row, reader))
    return "unit" if named or valued or slipped else "stray"


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(" ".join(cell.text.split()).casefold() for cell in row if cell)


def _is_heading(row: Row, reader: LineReader) -> bool:
    """Return whether a row repeats the header: the same texts, or words for the same fields."""
    if _texts(row) in reader.headings:
        return True
    # "Đạt" heads a column, but beside a hamlet it is its result: such a row is never skipped.
    if reader.has_value(row):
        return False
    pairs = [(column.field, cell.text) for column, cell in zip(reader.columns, row, strict=False) if cell]
    same = [
        name_field(text, reader.vocabulary) == (field, True) and not reader.names_ward(text)
        for field, text in pairs
    ]
    return sum(same) >= FEWEST_LABELS and sum(same) * 2 > len(same)


def _is_footer(row: Row, reader: LineReader) -> bool:
    days = {column for column, known in enumerate(reader.columns) if known.field == "date"}
    return any(
        SIGNING_DAY.search(cell.text) or reader.starts(tokenise(cell.text), "footer") is not None
        for place, cell in enumerate(row)
        if cell and cell.kind == "text" and place not in days and not LOST_LETTER.search(cell.text)
    )
