"""Rows of units outside every table: above a header that repeats a damaged one, or on a sheet without any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import PLACES
from geo.clerks.clerk_values import parse_status
from geo.clerks.decoded import decode_sheet
from geo.clerks.headers import is_numbering
from geo.clerks.tokens import cell_key, tokenise
from geo.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.clerks.clerk import ClerkTable, RawSheet
    from geo.clerks.headers import Row
    from geo.clerks.lines import Line, LineReader
    from geo.clerks.tokens import Tokens
    from geo.clerks.vocabulary import Vocabulary

FEWEST_ROWS: Final = 2
FEWEST_ON_SHEET: Final = 3


def find_rows_above(
    lines: Sequence[Line], rows: Sequence[Row], reader: LineReader, *, file: str
) -> list[Problem]:
    """Return that titles of a table have names and values in its columns: they would be lost.

    Parameters
    ----------
    lines
        Rows of the table, and what they are.
    rows
        Cells of the sheet.
    reader
        Of the table.
    file
        Name for messages.
    """
    found = [
        line.row + 1
        for line in lines
        if line.kind == "title"
        and (
            (any(reader.text(rows[line.row], place) for place in PLACES) and reader.has_value(rows[line.row]))
            or _tells_result(rows[line.row], reader.vocabulary)
        )
    ]
    if len(found) < FEWEST_ROWS:
        return []
    return [
        Problem(
            file=file,
            row=found[0],
            what_vi=f"và {len(found) - 1} dòng khác ở trên dòng tiêu đề cột có tên đơn vị và số liệu",
            what_en=f"and {len(found) - 1} other rows above the header hold names and values",
            remedy_vi="ghi lại tiêu đề các cột ở trên các dòng này, hoặc chọn dòng tiêu đề",
            remedy_en="write the headers of the columns above these rows, or choose the header row",
        )
    ]


def find_headless(
    file: str, sheets: Sequence[RawSheet], tables: Sequence[ClerkTable], vocabulary: Vocabulary
) -> list[Problem]:
    """Return the sheets beside those with tables that hold hamlets and something about them, but no header.

    So does one that has some headers of a table that was read, but not that of the names.

    Parameters
    ----------
    file
        Name for messages.
    sheets
        Of the file; what is hidden is not looked at.
    tables
        That were read.
    vocabulary
        Clerks' words.
    """
    read = {table.tab for table in tables}
    heads = [{tokenise(column.words) for column in table.columns if column.words} for table in tables]
    headless = []
    for sheet in sheets:
        rows = decode_sheet(sheet).rows if sheet.name not in read else ()
        hamlets = sum(_tells_hamlet(row, vocabulary) for row in rows)
        if hamlets >= FEWEST_ON_SHEET or any(_repeats_some(row, heads) for row in rows):
            headless.append(sheet.name)
    return [
        Problem(
            file=file,
            value=name,
            what_vi="trang tính có tên thôn, tổ dân phố nhưng không tìm thấy dòng tiêu đề cột",
            what_en="the sheet holds names of hamlets, but no header of columns was found",
            remedy_vi="ghi tiêu đề cột cho trang này, hoặc ẩn hay xóa trang rồi gửi lại tệp",
            remedy_en="write the headers of its columns, or hide or delete the sheet and send the file again",
        )
        for name in headless
    ]


def _repeats_some(row: Row, heads: Sequence[Collection[Tokens]]) -> bool:
    """Return whether a row has some of the headers of one table."""
    words = {tokenise(cell.text) for cell in row if cell}
    return any(len(words & {*told}) >= FEWEST_ON_SHEET for told in heads)


def _tells_result(row: Row, vocabulary: Vocabulary) -> bool:
    """Return whether a row has several cells, numbers or a result among them: a title has none."""
    cells = [cell for cell in row if cell]
    words = [cell for cell in cells if cell_key(cell.text) in vocabulary.statuses and len(cell.text) > 1]
    numbers = [cell for cell in cells if cell.kind == "number" or cell.text.strip().isdecimal()]
    told = bool(words and numbers) or len(numbers) >= FEWEST_ROWS
    return len(cells) >= FEWEST_ON_SHEET and told and not is_numbering(row)


def _tells_hamlet(row: Row, vocabulary: Vocabulary) -> bool:
    """Return whether a row names a hamlet, with words or numbers about it beside its serial number."""
    cells = [cell for cell in row if cell]
    named = [
        place
        for place, cell in enumerate(cells)
        if cell.kind == "text" and vocabulary.begins(cell.text, "hamlet")
    ]
    if not named:
        return False
    told = any(parse_status(cell, "status", vocabulary)[0] is not None for cell in cells)
    behind = any(cell.kind == "number" for cell in cells[named[0] + 1 :])
    return len(cells) > len(named) and (told or behind or len(cells) > FEWEST_ON_SHEET)
