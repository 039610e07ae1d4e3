"""One row of a clerk's table → its cells, its values, and what is wrong with them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.clerks.body import REASONS
from geo.clerks.clerk import ClerkRow
from geo.clerks.clerk_values import PARSERS
from geo.clerks.columns import UNREAD, kind_of
from geo.clerks.hometown import drop_city
from geo.errors import Problem
from geo.model import Text
from geo.text.textgate import clean_text, find_code_fault, find_fault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from geo.clerks.clerk import Cell, ClerkColumn, ClerkTable, Field, RawSheet, WardSource
    from geo.clerks.headers import Row
    from geo.clerks.lines import Line
    from geo.clerks.vocabulary import Vocabulary

CODES: Final = ("code", "ward_code")
NAMES: Final = ("hamlet", "ward")
STATUS: Final = "meets_standard"

WHOLE: Final = re.compile(r"^(\d+)\.0+$")
"""A code that passed through a program which took it for a number: 21013.0."""

BETWEEN_DIGITS: Final = re.compile(r"(?<=\d)[\s.](?=\d{3}$)")
"""Between the code of a ward and the number of a hamlet: "21253 001", "21253.001"."""

NAMELESS: Final = Text("không có tên hoặc mã đơn vị", "has neither the name nor the code of a unit")
NO_RESULT: Final = Text(
    "là công thức chưa có kết quả trong tệp", "is a formula whose result is not in the file"
)
SHARED: Final = Text(
    "là ô gộp của nhiều đơn vị, không rõ mỗi đơn vị bao nhiêu",
    "is a merged cell of several units, and what each of them has is not known",
)
STRUCK: Final = Text(
    "bị gạch ngang, không rõ còn dùng không; hãy xóa dòng, hoặc bỏ gạch",
    "is struck through: whether it still holds is not known; delete the row, or take the line away",
)
PUSHED: Final = Text(
    "có một ô trống và một ô thừa ở cuối dòng: các ô có thể đã bị đẩy sang phải",
    "has an empty cell and one too many at its end: its cells may have been pushed to the right",
)
CONTINUED: Final = Text(
    "tên xã, phường viết tiếp ở dòng dưới; hãy ghi đủ tên trong một ô",
    "has the name of its ward in two rows; write all of it in one cell",
)
PULLED: Final = Text(
    "ghi tên thôn, tổ dân phố ở cột số thứ tự: các ô có thể đã bị kéo sang trái",
    "names a hamlet in the column of serial numbers: its cells may have been pulled to the left",
)
BOTH: Final = Text(
    "đánh dấu cả đạt và không đạt: chỉ để lại một dấu", "is ticked both as met and as not met: leave one tick"
)


@dataclass(frozen=True)
class RowReader:
    """What reading a row needs to know of its table; of the rows `pushed` the cells slipped to the right.

    The ward of the rows `continued` goes on in the row below.
    """

    file: str
    columns: Sequence[ClerkColumn]
    vocabulary: Vocabulary
    pushed: Collection[int] = ()
    continued: Collection[int] = ()

    def read_cells(self, row: Row) -> dict[Field, str]:
        """Return the texts of the columns that are read, by field."""
        texts = {column.field: self._show(column, cell) for column, cell in self._filled(row)}
        return texts | {field: drop_city(texts[field], self.vocabulary) for field in NAMES if field in texts}

    def read_serial(self, row: Row) -> str:
        """Return the serial number of a row, or ""."""
        pairs = zip(self.columns, row, strict=False)
        return next((cell.text for column, cell in pairs if cell and column.field == "serial"), "")

    def read_row(
        self, line: Line, row: Row, texts: Mapping[Field, str], ward: tuple[str, WardSource]
    ) -> ClerkRow:
        """Return a row as it was understood; rows that are no unit have no values.

        Parameters
        ----------
        line
            What the row is.
        row
            Its cells.
        texts
            From `read_cells`.
        ward
            Its ward and where that stands.
        """
        name, source = ward
        known = {field: text for field, text in texts.items() if field != "ward" or source != "unknown"}
        cells = {**known, "ward": name} if name else known
        if line.kind != "unit":
            return ClerkRow(line.row + 1, cells, {}, ignored=REASONS[line.kind], ward_source=source)
        values: dict[Field, float | str] = {}
        problems = list(self._check_names(line.row + 1, texts))
        for column, cell in self._filled(row):
            value, fault = self._parse(column, cell)
            if fault:
                problems.append(self._problem(line.row + 1, column.words, cell.text, fault))
            elif value is not None:
                values[column.field] = value
        problems += self._join_ticks(line.row + 1, values)
        if line.row in self.pushed:
            problems.append(self._problem(line.row + 1, None, None, PUSHED))
        if line.row in self.continued:
            problems.append(self._problem(line.row + 1, None, texts.get("ward"), CONTINUED))
        if texts.get("hamlet", "").isdecimal() and self.vocabulary.begins(self.read_serial(row), "hamlet"):
            problems.append(self._problem(line.row + 1, None, None, PULLED))
        return ClerkRow(line.row + 1, cells, values, problems=tuple(problems), ward_source=source)

    def _show(self, column: ClerkColumn, cell: Cell) -> str:
        if column.field not in CODES:
            lines = [clean_text(line) for line in cell.text.splitlines()]
            # Hamlet and ward on a line each are two names; else a line ends where the column does.
            wards = [self.vocabulary.names_ward(line) for line in lines]
            both = any(wards) and any(self.vocabulary.begins(line, "hamlet") for line in lines)
            return ", ".join(lines) if both and not all(wards) else clean_text(cell.text)
        code = WHOLE.sub(r"\1", clean_text(cell.text).removeprefix("'"))
        return BETWEEN_DIGITS.sub("", code) if cell.kind == "text" else code

    def _filled(self, row: Row) -> Iterator[tuple[ClerkColumn, Cell]]:
        for column, cell in zip(self.columns, row, strict=False):
            if cell and column.field not in UNREAD:
                yield column, cell

    def _parse(self, column: ClerkColumn, cell: Cell) -> tuple[float | str | None, Text | None]:
        if cell.kind == "formula":
            return None, NO_RESULT
        if cell.kind == "shared":
            return None, SHARED
        if cell.kind == "struck":
            return None, STRUCK
        kind = kind_of(column.field, self.vocabulary)
        value, fault = PARSERS[kind](cell, column.style, self.vocabulary) if kind in PARSERS else (None, None)
        # A day is shown and never stored: one that cannot be read stands in nobody's way.
        return value, None if kind == "date" else fault

    def _check_names(self, row: int, texts: Mapping[Field, str]) -> Iterator[Problem]:
        fields = {column.field for column in self.columns}
        unit = ("hamlet", "code") if fields & {"hamlet", "code"} else ("ward", "ward_code")
        if not any(texts.get(field) for field in unit):
            yield self._problem(row, None, None, NAMELESS)
        for fields_checked, check in ((NAMES, find_fault), (CODES, find_code_fault)):
            for field in fields_checked:
                fault = check(texts[field]) if texts.get(field) else None
                if fault:
                    yield self._problem(row, self._header_of(field), texts[field], fault)

    def _header_of(self, field: Field) -> str | None:
        return next((column.words for column in self.columns if column.field == field and column.words), None)

    def _join_ticks(self, row: int, values: dict[Field, float | str]) -> Iterator[Problem]:
        """Take the column "không đạt" into the status; both ticked is a problem."""
        if values.pop("not_met", None) is None:
            return
        if values.get(STATUS) == 1:
            del values[STATUS]
            yield self._problem(row, None, None, BOTH)
        else:
            values[STATUS] = 0.0

    def _problem(self, row: int, column: str | None, value: str | None, what: Text) -> Problem:
        return Problem(self.file, what.vi, what.en, row=row, column=column, value=value)


def mark_hidden(table: ClerkTable, sheet: RawSheet) -> ClerkTable:
    """Return a table whose rows and columns say that the spreadsheet hides them; a column is then doubted."""
    rows, columns = set(sheet.hidden_rows), set(sheet.hidden_columns)
    if not rows and not columns:
        return table
    return replace(
        table,
        rows=tuple(replace(row, hidden=row.row - 1 in rows) for row in table.rows),
        columns=tuple(
            replace(column, sure=False, reason=_hide(column.reason))
            if place in columns and column.field not in UNREAD
            else column
            for place, column in enumerate(table.columns)
        ),
    )


def _hide(reason: Text) -> Text:
    return Text(f"cột bị ẩn trong tệp; {reason.vi}", f"hidden in the file; {reason.en}")
