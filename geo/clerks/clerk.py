"""The nouns of clerks' tables: cells as they stand, what was understood of them, and what was not."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.errors import Problem
    from geo.model import Text
    from geo.text.charsets import Encoding

CellKind = Literal["text", "number", "percent", "date", "error", "formula", "shared", "struck"]
TEXTS: Final[tuple[CellKind, ...]] = ("text", "struck")
"""Kinds of cells whose letters say something: those of a struck one, that it is struck."""

MergedRange = tuple[int, int, int, int]
"""First row, first column, last row, last column of a merged cell, 0-based."""

Field = str
"""What a column holds: a place (`PLACES`), "year", "date", "serial", "not_met", a column of the catalogue
("meets_standard", "tips", …), or "other": known or not, it is not read."""

PLACES: Final[tuple[Field, ...]] = ("hamlet", "ward", "code", "ward_code")
STRUCTURE: Final[tuple[Field, ...]] = (*PLACES, "unit", "year", "date", "serial", "not_met", "other")
"""Fields that every vocabulary has; the others are the columns of the catalogue's tables."""

ValueKind = Literal["status", "count", "number"]
Status = Literal["met", "not_met", "no_data"]

Style = Literal[
    "text",
    "status",
    "plus_minus",
    "tick",
    "digits",
    "crosses",
    "thousands",
    "whole",
    "dots",
    "commas",
    "spaces",
    "share",
    "dmy",
    "mdy",
    "year",
    "mixed",
]
"""How the cells of a column are written.

``dots``: 1.234,5 (Vietnamese); ``commas``: 1,234.5; ``spaces``: 1 234,5; ``whole``: no separators;
``share``: numbers are parts of 1, shown or meant as percent (0.983 is 98.3 %); ``dmy``, ``mdy``: order of a
date; ``tick``: a sign is a yes; ``digits``: 0 and 1 may be results or counts; ``crosses``: x may be the
opposite of another sign; ``thousands``: a spreadsheet made decimals of 1.234, so that 1 may be 1.000;
``plus_minus``: a dash is the opposite of a plus sign, elsewhere it is no data; ``mixed``: the cells can be
read in two ways, and a person must say.
"""
STYLES: Final[tuple[Style, ...]] = get_args(Style)


FORMULA_TEXT: Final = "=f(x)"
"""Stands for a formula without a stored result: such a cell is not empty, and nothing above holds for it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it stands in the file; an empty one is None.

    Parameters
    ----------
    kind
        "percent" is a number that the spreadsheet shows with %; "formula" has no stored result; "shared" is a
        number in a merged cell, of several units together; "struck" is struck through, in part or as a whole.
    text
        What stands there; numbers with a decimal point, dates as ISO, `FORMULA_TEXT` for a formula.
    number
        Of numbers and percents as stored (98,3 % is 0.983), else NaN.
    """

    kind: CellKind
    text: str
    number: float = math.nan


@dataclass(frozen=True)
class RawSheet:
    """A sheet of a file; ``rows[0]`` is row 1 of the spreadsheet, blank rows included.

    A hidden sheet has no rows: what the sender does not see is not read, but it is named; what it holds is
    aside. Merged cells stand in the rows once, at their first row and column. Columns of a DBF have widths in
    bytes, 0 where they hold no text. Hidden rows and columns (0-based) of a sheet that is seen are read.
    """

    name: str
    rows: tuple[tuple[Cell | None, ...], ...]
    hidden: bool = False
    merged: tuple[MergedRange, ...] = ()
    aside: tuple[tuple[Cell | None, ...], ...] = ()
    widths: tuple[int, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()


@dataclass(frozen=True)
class Correction:
    """What a person set right in the reading of a table; kept by header words, so it serves next year too.

    Parameters
    ----------
    fields
        Header words (`ClerkColumn.words`) → field; "other" leaves a column out.
    styles, encodings
        Header words → style, character set.
    header_row
        First row of the header (1-based), or None to find it.
    words
        Header words → word of a cell → the result that it means.
    """

    fields: Mapping[str, Field] = field(default_factory=dict)
    styles: Mapping[str, Style] = field(default_factory=dict)
    encodings: Mapping[str, Encoding] = field(default_factory=dict)
    header_row: int | None = None
    words: Mapping[str, Mapping[str, Status]] = field(default_factory=dict)


@dataclass(frozen=True)
class ClerkColumn:
    """A column and what it was taken for.

    Parameters
    ----------
    letter
        As the spreadsheet shows it ("A").
    words
        The header as found, its rows joined with " / ".
    field
        What it holds; "other" is not read.
    style
        How its cells are written.
    encoding
        Character set of its texts.
    reason
        Why it is read so, or why it is not read.
    year
        Year named in the header, or None.
    sure
        Whether nothing speaks against it; if not, show it first.
    guess
        Field that an unread column may hold, or "other".
    """

    letter: str
    words: str
    field: Field
    style: Style
    encoding: Encoding
    reason: Text
    year: int | None = None
    sure: bool = True
    guess: Field = "other"


WardSource = Literal["", "cell", "merged", "block", "section", "unknown"]
INHERITED: Final[tuple[WardSource, ...]] = ("section", "block")
"""Sources of a ward that a row took from above."""


@dataclass(frozen=True)
class ClerkRow:
    """A row above, in or below the header; every row up to the last that is not blank has exactly one.

    Parameters
    ----------
    row
        Row of the spreadsheet, 1-based.
    cells
        Field → text as it stands, decoded; only of the columns that are read.
    values
        Field → value: meets_standard 1.0 or 0.0, counts, numbers, year, date (ISO); absent = no data.
    ignored
        Why the row is no unit ("dòng cộng"), or None.
    problems
        Why the row cannot be used as it is.
    ward_source
        Where ``cells["ward"]`` stands: in the row ("cell"), in a merged cell that covers it ("merged"), in
        the first row of its block ("block"), in a row above the block ("section"), nowhere (""), or nowhere
        though other rows have one ("unknown").
    room
        How many bytes the names leave free in fields of a fixed width.
    hidden
        Whether the spreadsheet does not show the row.
    """

    row: int
    cells: Mapping[Field, str]
    values: Mapping[Field, float | str]
    ignored: Text | None = None
    problems: tuple[Problem, ...] = ()
    ward_source: WardSource = ""
    room: Mapping[Field, int] = field(default_factory=dict)
    hidden: bool = False


@dataclass(frozen=True)
class ClerkTable:
    """A clerk's table as it was understood; nothing is stored before a person has seen it.

    Parameters
    ----------
    file, sheet
        Where it stands; one of several tables side by side has the letters of its columns behind the name.
    header_rows
        Rows of the header, 1-based.
    columns
        All columns, also those that are not read.
    rows
        Title rows, units, sums, signatures, blank rows between: all of them, in order.
    title_year, title_ward
        What the title or the name of the sheet says, or None and "".
    problems
        What a person must decide before the table can be used: two columns for one thing, no place.
    tab
        Name of the sheet in the file.
    period
        Part of a year that the title or the name of the sheet says ("Quý III"), or "".
    """

    file: str
    sheet: str
    header_rows: tuple[int, ...]
    columns: tuple[ClerkColumn, ...]
    rows: tuple[ClerkRow, ...]
    title_year: int | None = None
    title_ward: str = ""
    problems: tuple[Problem, ...] = ()
    tab: str = ""
    period: str = ""

    def units(self) -> tuple[ClerkRow, ...]:
        """Return the rows that name a unit."""
        return tuple(row for row in self.rows if row.ignored is None)


def cell_at(row: Sequence[Cell | None], place: int) -> Cell | None:
    """Return the cell of a row at a place; rows may be of different lengths."""
    return row[place] if place < len(row) else None
