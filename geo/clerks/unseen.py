"""What of a file was read although it is not shown, and what was not read: said before anything is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import quote
from geo.model import LANGUAGES, Text
from geo.tools.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.clerks.clerk import ClerkTable, RawSheet


def list_unread(tables: Sequence[ClerkTable], sheets: Sequence[RawSheet]) -> tuple[str, ...]:
    """Return the names of the sheets that have no table, and of hidden ones."""
    read = {table.tab for table in tables}
    return tuple(sheet.name for sheet in sheets if sheet.name not in read and (sheet.rows or sheet.hidden))


def list_unseen_notes(tables: Sequence[ClerkTable], sheets: Sequence[RawSheet]) -> Iterator[Text]:
    """Yield which sheets were not read, and how many units were that the spreadsheet hides.

    Parameters
    ----------
    tables
        Of the file, as they were understood.
    sheets
        All of its sheets.
    """
    unread = [quote(name) for name in list_unread(tables, sheets)]
    if unread:
        yield Text(
            f"trang {listed(unread, 'vi')} không đọc: bị ẩn hoặc không có bảng",
            f"not read, as hidden or without a table: sheet {listed(unread, 'en')}",
        )
    for table in tables:
        rows = [str(row.row) for row in table.units() if row.hidden]
        vi, en = (listed(rows, language) for language in LANGUAGES)
        if rows:
            yield Text(
                f"trang {quote(table.sheet)}: {len(rows)} dòng bị ẩn hoặc bị lọc vẫn được đọc (dòng {vi})",
                f"sheet {quote(table.sheet)}: what is hidden or filtered is read, too (row {en})",
            )
