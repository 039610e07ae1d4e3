"""CSV tables → cells as they stand, with the row where each stands."""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from geo.errors import IndicatorError, Problem
from geo.tools.settings import STEERED, STEERING, TYPE_AGAIN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from geo.model import Table


@dataclass(frozen=True)
class Sheet:
    """A table while it is checked: its rows, and the problems found so far."""

    file: str
    rows: pd.DataFrame
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, row: int | None, column: str, value: str | None, what: Sequence[str]) -> None:
        """Collect a problem; the words are Vietnamese, English, and a remedy in both or none."""
        vi, en, remedy_vi, remedy_en = (*what, "", "")[:4]
        self.problems.append(Problem(self.file, vi, en, remedy_vi, remedy_en, row, column, value))

    def require_text(self, columns: Iterable[str]) -> None:
        """Collect a problem for each empty cell of some columns."""
        for column in columns:
            for row in self.rows["row"][self.rows[column] == ""]:
                self.refuse(int(row), column, None, ("ô trống", "is empty"))

    def require_once(self, column: str) -> None:
        """Collect a problem for each cell of a column that stands there before."""
        for row, cell in self.rows.loc[self.rows[column].duplicated(), ["row", column]].itertuples(
            index=False
        ):
            first = int(self.rows["row"][self.rows[column] == cell].iloc[0])
            self.refuse(row, column, cell, (f"đã có ở dòng {first}", f"stands in row {first} already"))

    def finish(self) -> pd.DataFrame:
        """Return the rows.

        Raises
        ------
        IndicatorError
            Problems were collected.
        """
        if self.problems:
            raise IndicatorError(self.problems)
        return self.rows


def read_cells(path: Path, *, required: Collection[str] = (), absent: Collection[str] = ()) -> Sheet:
    """Return the cells of a CSV file in UTF-8, as they stand but in NFC and without blanks around them.

    Parameters
    ----------
    required
        Columns that the header must have.
    absent
        Columns of the empty sheet that stands for a file that is not there.

    Raises
    ------
    IndicatorError
        The file is no such table; all its problems at once.
    """
    if not path.exists():
        return Sheet(
            path.name,
            pd.DataFrame({"row": pd.Series(dtype=int)} | dict.fromkeys(absent, pd.Series(dtype=str))),
        )
    lines = _split_cells(path)
    header = [cell.strip() for cell in lines[0]] if lines else []
    _require_header(path.name, header, required)
    rows = [(number, cells) for number, cells in enumerate(lines[1:], 2) if cells]
    _require_width(path.name, len(header), rows)
    filled = [
        [cell.strip() for cell in cells[: len(header)]] + [""] * (len(header) - len(cells))
        for _, cells in rows
    ]
    frame = pd.DataFrame(filled, columns=header, dtype=str)
    frame.insert(0, "row", [number for number, _ in rows])
    return Sheet(path.name, frame)


def _split_cells(path: Path) -> list[list[str]]:
    reader = csv.reader(io.StringIO(_read_text(path), newline=""), strict=True)
    try:
        return list(reader)
    except csv.Error:
        raise IndicatorError(
            Problem(
                file=path.name,
                row=reader.line_num,
                what_vi="dấu nháy kép không khép, hoặc ô quá dài",
                what_en="a double quote is not closed, or a cell is too long",
                remedy_vi="trong ô có nháy kép, viết hai dấu nháy liền nhau",
                remedy_en="write a double quote inside a cell twice",
            )
        ) from None


def _read_text(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        raise IndicatorError(
            Problem(
                file=path.name,
                row=reason.object[: reason.start].count(b"\n") + 1,
                what_vi="không phải bảng mã UTF-8",
                what_en="is not in UTF-8",
                remedy_vi="lưu lại tệp dạng CSV UTF-8",
                remedy_en="save the file again as CSV UTF-8",
            )
        ) from None
    if "\0" in text:
        raise IndicatorError(
            Problem(
                file=path.name,
                row=text[: text.index("\0")].count("\n") + 1,
                what_vi="có ký tự NUL, không phải tệp CSV",
                what_en="has a NUL character, so it is no CSV file",
                remedy_vi="lưu lại tệp dạng CSV UTF-8",
                remedy_en="save the file again as CSV UTF-8",
            )
        )
    if found := STEERING.search(text):
        row = text[: found.start()].count("\n") + 1
        raise IndicatorError(
            Problem(path.name, *STEERED, *TYPE_AGAIN, row=row, value=text.split("\n")[row - 1][:60])
        )
    return unicodedata.normalize("NFC", text)


def _require_header(file: str, header: Sequence[str], required: Collection[str]) -> None:
    shown = ", ".join(cell for cell in header if cell)
    problems = [
        Problem(
            file=file,
            row=1,
            column=column,
            what_vi="thiếu cột này",
            what_en="this column is missing",
            remedy_vi=f"dòng đầu hiện có: {shown or 'không có gì'}",
            remedy_en=f"the first row has: {shown or 'nothing'}",
        )
        for column in required
        if column not in header
    ]
    problems += [
        Problem(
            file=file, row=1, column=cell, what_vi="cột này có hai lần", what_en="this column stands twice"
        )
        for cell in sorted({cell for cell in header if cell and header.count(cell) > 1})
    ]
    if "row" in header:
        problems.append(
            Problem(
                file=file, row=1, column="row", what_vi="tên cột không dùng được", what_en="is no usable name"
            )
        )
    if problems:
        raise IndicatorError(problems)


def _require_width(file: str, width: int, rows: Sequence[tuple[int, Sequence[str]]]) -> None:
    problems = [
        Problem(
            file=file,
            row=number,
            value=next(cell for cell in cells[width:] if cell.strip()),
            what_vi=f"dòng có {len(cells)} ô, tiêu đề chỉ có {width}",
            what_en=f"the row has {len(cells)} cells, the header only {width}",
            remedy_vi="đặt ô có dấu phẩy trong dấu nháy kép",
            remedy_en="put cells with a comma in double quotes",
        )
        for number, cells in rows
        if any(cell.strip() for cell in cells[width:])
    ]
    if problems:
        raise IndicatorError(problems)


def read_table(path: Path, table: Table) -> pd.DataFrame:
    """Return the cells of a tidy table, one row a unit and a year; no file is an empty table.

    Returns
    -------
    pandas.DataFrame
        row (int, as a spreadsheet counts), and the columns of the file as text.

    Raises
    ------
    IndicatorError
        A column is missing or the file is no CSV in UTF-8; all its problems at once.
    """
    code = f"{table.level}_code"
    sheet = read_cells(path, required=("year", *table.columns), absent=("year", code, *table.columns))
    if code not in sheet.rows and table.level not in sheet.rows:
        sheet.refuse(
            1,
            code,
            None,
            (
                "thiếu cột này",
                "this column is missing",
                f"thêm cột mã {code}, hoặc cột tên {table.level}",
                f"add the codes as {code}, or the names as {table.level}",
            ),
        )
    return sheet.finish()
