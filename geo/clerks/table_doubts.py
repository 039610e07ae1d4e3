"""What a person must decide about a table before its rows are used: what its header leaves open."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk_values import PARSERS, TICKS, parse_status
from geo.clerks.columns import EMPTY, kind_of
from geo.clerks.columns_blank import find_blank
from geo.clerks.columns_places import MOST, STRANGE_WORDS, UNKNOWN, share_of_hamlets
from geo.clerks.header_words import name_field
from geo.clerks.styles import find_style
from geo.clerks.tokens import cell_key, tokenise
from geo.errors import Problem
from geo.model import LANGUAGES
from geo.tools.words import catalogue as known_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.clerks.clerk import Cell, ClerkColumn, ClerkTable, Field
    from geo.clerks.columns_places import Found
    from geo.clerks.headers import Row
    from geo.clerks.lines import Line
    from geo.clerks.vocabulary import Vocabulary

FEWEST_ROWS: Final = 3
STATUSES: Final = ("meets_standard", "not_met")
COUNT: Final = re.compile(r"[2-9]|[1-9]\d{1,5}")
"""No result: those that are numbers are 0 and 1."""

FEWEST_COUNTS: Final = 2
MANY: Final = 0.2


def find_doubts(
    found: Sequence[Found], columns: Sequence[ClerkColumn], vocabulary: Vocabulary, *, file: str
) -> list[Problem]:
    """Return a problem for each column that is not read although it may hold what is asked for.

    Parameters
    ----------
    found
        Labels and cells.
    columns
        What was understood of them.
    vocabulary
        Clerks' words.
    file
        Name for messages.
    """
    return [
        *find_blank(found, columns, vocabulary, file=file),
        *_find_unnamed(found, columns, vocabulary, file=file),
        *_find_unread(found, columns, vocabulary, file=file),
    ]


def _find_unnamed(
    found: Sequence[Found], columns: Sequence[ClerkColumn], vocabulary: Vocabulary, *, file: str
) -> Iterator[Problem]:
    """Yield a problem for each column without a header that goes on the column of values on its left.

    Below a group ("Kết quả") with several columns only the first has its words, where cells are not merged:
    which year or which kind each column is, nobody can tell.
    """
    kind = ""
    for column, one in zip(columns, found, strict=True):
        if column.words:
            kind = kind_of(column.field, vocabulary) if column.field in vocabulary.kinds else ""
        elif (kind and _share_of_values(one.cells, kind, vocabulary) > MOST) or (
            len(one.cells) >= FEWEST_ROWS and share_of_hamlets(one.cells, vocabulary) > MOST
        ):
            yield _unnamed(file, column)


def _find_unread(
    found: Sequence[Found], columns: Sequence[ClerkColumn], vocabulary: Vocabulary, *, file: str
) -> Iterator[Problem]:
    """Yield a problem for each column with unknown words whose cells are values that no other column has.

    Its rows would be joined without a value that stands in the file.
    """
    claimed = {column.field: len(one.cells) for column, one in zip(columns, found, strict=True)}
    longest = max(claimed.values(), default=0)
    for column, one in zip(columns, found, strict=True):
        if column.field != "other" or column.reason not in (UNKNOWN, STRANGE_WORDS) or not column.words:
            continue
        field = _guess_field(column.guess, one.cells, vocabulary)
        # A status that stands where the column of the status is empty is the other of two ticked columns; one
        # whose header says so too is a second opinion: "Xã đánh giá", "Thành phố công nhận".
        apart = field in STATUSES and claimed.get(field, 0) + len(one.cells) <= longest
        if field and (field not in claimed or apart or column.guess in STATUSES):
            yield _unread(file, column, field)


def _guess_field(guess: Field, cells: Sequence[Cell], vocabulary: Vocabulary) -> Field:
    """Return the values that a column may hold, by a word of its header or by what its cells say, or ""."""
    if guess in vocabulary.kinds or guess == "not_met":
        return guess if _share_of_values(cells, kind_of(guess, vocabulary), vocabulary) > MOST else ""
    if guess == "year":
        # "Năm 2018" alone says nothing of what stands below it.
        return next(
            (
                field
                for field, kind in vocabulary.kinds.items()
                if _share_of_values(cells, kind, vocabulary) > MOST
            ),
            "",
        )
    if guess != "other":
        return ""
    words = sum(_is_status_word(cell, vocabulary) for cell in cells)
    statuses = [field for field, kind in vocabulary.kinds.items() if kind == "status"]
    return statuses[0] if statuses and words > MOST * len(cells) else ""


def _is_status_word(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Return whether a cell is the word of a status; a sign or a yes may be about anything."""
    value, _ = parse_status(cell, "status", vocabulary)
    return value is not None and cell_key(cell.text) not in {*TICKS, "0", "không"}


def _share_of_values(cells: Sequence[Cell], kind: str, vocabulary: Vocabulary) -> float:
    style, _ = find_style(kind, cells)
    read = [PARSERS[kind](cell, style, vocabulary) for cell in cells]
    return sum(value is not None and fault is None for value, fault in read) / max(len(read), 1)


def find_hidden_header(
    lines: Sequence[Line], rows: Sequence[Row], columns: Sequence[ClerkColumn], vocabulary: Vocabulary
) -> int | None:
    """Return the row (0-based) between header and units that holds labels of values, or None.

    A second row of a header that could not be joined to the first would leave values under the wrong words.
    """
    for line in lines:
        if line.kind == "unit":
            return None
        if line.kind == "stray" and _labels_value(rows[line.row], columns, vocabulary):
            return line.row
    return None


def find_block_beside(
    lines: Sequence[Line], rows: Sequence[Row], columns: Sequence[ClerkColumn], *, file: str
) -> list[Problem]:
    """Return that a second table without a header stands beside the first: its rows would not be read.

    One cell that no header heads is a note; two of them, side by side in a row, are a row of another table.
    So is a list of wards beyond an empty column that ends above the middle of the hamlets.
    """
    apart = _find_list_beside(lines, rows, columns)
    if apart:
        return [_beside(file, apart[0] + 1, columns[apart[1]])]
    for line in lines:
        bare = [
            bool(cell) and not column.words for cell, column in zip(rows[line.row], columns, strict=False)
        ]
        places = [place for place, (one, other) in enumerate(pairwise(bare)) if one and other]
        if places and line.kind in ("unit", "stray"):
            return [_beside(file, line.row + 1, columns[places[0]])]
    return []


def _find_list_beside(
    lines: Sequence[Line], rows: Sequence[Row], columns: Sequence[ClerkColumn]
) -> tuple[int, int] | None:
    """Return first row and column of a list of wards that stands beside a table of hamlets, or None."""
    fields = [column.field for column in columns]
    if "hamlet" not in fields or "ward" not in fields[fields.index("hamlet") :]:
        return None
    first, last = fields.index("hamlet"), len(fields) - 1 - fields[::-1].index("ward")
    units = [line.row for line in lines if line.kind == "unit"]
    filled = [row for row in units if last < len(rows[row]) and rows[row][last]]
    gap = any(column.reason == EMPTY and not column.words for column in columns[first:last])
    ends = bool(filled) and 2 * (units.index(filled[-1]) + 1) < len(units)
    return (filled[0], last) if gap and ends and len(filled) > 1 else None


def _labels_value(row: Row, columns: Sequence[ClerkColumn], vocabulary: Vocabulary) -> bool:
    """Return whether a row holds a label of a value, or words that may be one of another value than above."""
    values = {*vocabulary.kinds, "not_met"}
    pairs = zip(columns, row, strict=False)
    told = [
        (column, name_field(cell.text, vocabulary)) for column, cell in pairs if cell and cell.kind == "text"
    ]
    return any(
        field in values and (sure or (column.field in values and column.field != field))
        for column, (field, sure) in told
    )


def find_table_doubts(table: ClerkTable, lines: Sequence[Line]) -> list[Problem]:
    """Return what speaks against the rows of a table as a whole."""
    return [*_find_no_unit(table, lines), *_find_many_rows(table), *_find_counts(table)]


def _find_no_unit(table: ClerkTable, lines: Sequence[Line]) -> list[Problem]:
    """Return that no row below a header names a unit although something stands there.

    Names of wards with nothing named below them are no headings either.
    """
    sections = [line.row + 1 for line in lines if line.kind == "section"]
    strange = [line.row + 1 for line in lines if line.kind == "stray"]
    units = table.units()
    if not sections and (units or not strange):
        return []
    if units and any(row.cells.get(field) for row in units for field in ("hamlet", "code")):
        return []
    strange = sorted([*strange, *sections])
    return [
        Problem(
            file=table.file,
            row=strange[0],
            what_vi=f"không đọc được đơn vị nào: {len(strange)} dòng có chữ nhưng không có tên và số liệu",
            what_en=f"no row is a unit: {len(strange)} rows have text, but neither a name nor data",
            remedy_vi="kiểm tra dấu phân cách cột của tệp, hoặc chọn dòng tiêu đề và cột tên đơn vị",
            remedy_en="check how the columns are separated, or choose the header row and the column of names",
        )
    ]


def _find_counts(table: ClerkTable) -> list[Problem]:
    """Return that a column of results holds counts: "Đạt" above 7 and 1 is how many, and 1 is no result."""
    found = []
    for column in table.columns:
        if column.field not in STATUSES:
            continue
        told = [row for row in table.units() if row.cells.get(column.field)]
        counts = [text for row in told if COUNT.fullmatch(text := row.cells[column.field].strip())]
        if len(counts) >= FEWEST_COUNTS and len(counts) > MANY * len(told):
            found.append(_counts(table.file, column, counts[0]))
    return found


def _find_many_rows(table: ClerkTable) -> list[Problem]:
    """Return that a table of wards names them again and again: its rows are about something inside them.

    Beside a column of which nobody knows what it holds, one that comes twice is enough.
    """
    if {"hamlet", "code"} & {column.field for column in table.columns}:
        return []
    named = [
        (row.cells.get("ward_code") or tokenise(row.cells.get("ward", "")), row.values.get("year"))
        for row in table.units()
    ]
    known = [place for place in named if place[0]]
    unknown = any(column.reason in (UNKNOWN, STRANGE_WORDS) for column in table.columns)
    again = len(named) >= FEWEST_ROWS and 2 * len(set(named)) < len(named)
    if not again and not (unknown and len(set(known)) < len(known)):
        return []
    return [
        Problem(
            file=table.file,
            what_vi=f"có {len(named)} dòng cho {len(set(named))} xã, phường mà không có cột tên thôn",
            what_en=f"has {len(named)} rows for {len(set(named))} wards, but no column that names hamlets",
            remedy_vi="chọn cột nào là tên thôn, tổ dân phố",
            remedy_en="choose the column that names the hamlets",
        )
    ]


def _counts(file: str, column: ClerkColumn, count: str) -> Problem:
    return Problem(
        file=file,
        column=column.words,
        value=count,
        what_vi="có vẻ là số đếm, không phải kết quả của từng đơn vị",
        what_en="looks like a count, not the result of each unit",
        remedy_vi="chọn cột nào là kết quả phân loại, hoặc chọn không đọc cột này",
        remedy_en="choose the column of results, or that this one is not read",
    )


def _unnamed(file: str, column: ClerkColumn) -> Problem:
    return Problem(
        file=file,
        column=column.letter,
        what_vi="không có tiêu đề, nhưng có số liệu như cột bên trái hoặc tên thôn, tổ dân phố",
        what_en="has no header, but values like the column on its left, or names of hamlets",
        remedy_vi="ghi tiêu đề (năm, nội dung) cho cột này, hoặc xóa cột",
        remedy_en="give this column a header (its year, what it holds), or delete it",
    )


def _beside(file: str, row: int, column: ClerkColumn) -> Problem:
    return Problem(
        file=file,
        row=row,
        column=column.letter,
        what_vi="và cột bên phải có số liệu mà không có tiêu đề: có thể là một bảng nữa đặt cạnh bảng này",
        what_en="and the next hold data without a header: perhaps a second table beside this one",
        remedy_vi="ghi tiêu đề cho các cột này, đặt hai bảng trên dưới nhau, hoặc xóa phần thừa",
        remedy_en="give them headers, put the tables below each other, or delete what is not needed",
    )


def _unread(file: str, column: ClerkColumn, field: Field) -> Problem:
    vi, en = (known_words(language).get(f"fields.{field}", field) for language in LANGUAGES)
    return Problem(
        file=file,
        column=column.words,
        what_vi=f"cột {column.letter} có số liệu, nhưng tiêu đề có chữ chưa biết (có thể là “{vi}”)",
        what_en=f"column {column.letter} holds values, but its header has unknown words (it may be “{en}”)",
        remedy_vi="chọn cột này là gì, hoặc chọn không đọc; lần sau hệ thống sẽ nhớ",
        remedy_en="choose what this column holds, or that it is not read; it is kept for the next time",
    )


def hidden_header(file: str, row: int) -> Problem:
    """Return that a row below the header looks like a part of it."""
    return Problem(
        file=file,
        row=row + 1,
        what_vi="có vẻ là dòng tiêu đề thứ hai, nhưng không rõ chữ nào thuộc cột nào",
        what_en="looks like a second row of the header, but which label belongs to which column is not clear",
        remedy_vi="gộp ô tiêu đề nhóm, hoặc ghi đủ tiêu đề trên một dòng",
        remedy_en="merge the cells of the group's label, or write the whole header in one row",
    )
