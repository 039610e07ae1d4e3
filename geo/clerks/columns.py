"""What each column of a clerk's table holds and how it is written; what two columns claim is asked."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import PLACES, ClerkColumn
from geo.clerks.columns_groups import choose_sums, name_yearly_results
from geo.clerks.columns_places import STRANGE_WORDS, UNKNOWN, resolve_places
from geo.clerks.header_words import RESULTS
from geo.clerks.styles import DIGITS, find_style
from geo.errors import Problem, quote, quote_all
from geo.model import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.clerks.clerk import Cell, ClerkRow, Correction, Field
    from geo.clerks.columns_places import Found
    from geo.clerks.vocabulary import Vocabulary

CODES: Final = ("code", "ward_code")
"""Places that say nothing where they are empty: a column of hamlets without names is still one."""

UNREAD: Final = ("other", "serial")
NOT_CLAIMED: Final = (*UNREAD, "unit")
OF_ALL_YEARS: Final = (*NOT_CLAIMED, *PLACES)
"""What a year in its header says nothing of."""

READ: Final = Text("theo tiêu đề cột", "by its header")
CORRECTED: Final = Text("theo người dùng", "by the user")
KNOWN: Final = Text("không dùng đến", "not needed")
EMPTY: Final = Text("cột trống", "empty")
CONTRADICTION: Final = Text(
    "viết số theo hai kiểu trái nhau",
    "writes numbers in two ways that contradict each other",
)
TWO_WAYS: Final = {
    "status": Text(
        "chỉ có dấu + và dấu –, không rõ – là không đạt hay chưa có số liệu",
        "has only + and –: whether – means not met or no data is not known",
    ),
    "number": Text(
        "viết số theo hai kiểu, hoặc chỉ có số từ 0 đến 1, không rõ có phải phần trăm (0,983 là 98,3%)",
        "writes numbers in two ways, or only from 0 to 1: they may be percent (0.983 is 98.3 %)",
    ),
}
"""Kind of a column → what can be read in two ways in it."""

OTHER_YEAR: Final = Text("của năm khác", "of another year")


def understand_columns(
    found: Sequence[Found], vocabulary: Vocabulary, correction: Correction, year: int | None
) -> tuple[ClerkColumn, ...]:
    """Return the columns of a table in order.

    Parameters
    ----------
    found
        Labels and cells.
    vocabulary
        Clerks' words.
    correction
        What a person set right; it wins over everything else.
    year
        Year asked for: of columns of several years that one is read.
    """
    named = [_name_column(place, column, correction) for place, column in enumerate(found)]
    grouped = name_yearly_results(choose_sums(named, vocabulary), found, vocabulary)
    columns = [one if one.reason == CORRECTED else other for one, other in zip(named, grouped, strict=True)]
    placed = resolve_places(columns, found, vocabulary)
    columns = _choose_year(_leave_empty(placed, found, {*vocabulary.kinds, "not_met"}), year)
    return tuple(
        _add_style(column, one.cells, vocabulary, correction)
        for column, one in zip(columns, found, strict=True)
    )


def _name_column(place: int, found: Found, correction: Correction) -> ClerkColumn:
    label = found.label
    chosen = correction.fields.get(label.words)
    read = label.sure and label.field != "other"
    unread = KNOWN if label.sure else (UNKNOWN if label.field == "other" else STRANGE_WORDS)
    return ClerkColumn(
        letter=import_module("openpyxl.utils").get_column_letter(place + 1),  # slow to import, seldom needed
        words=label.words,
        field=chosen or (label.field if read else "other"),
        style="text",
        encoding=found.encoding,
        reason=CORRECTED if chosen else (READ if read else unread),
        year=label.year,
        sure=bool(chosen) or label.sure,
        guess=label.field,
    )


def _leave_empty(
    columns: Sequence[ClerkColumn], found: Sequence[Found], values: Collection[Field]
) -> list[ClerkColumn]:
    """Return the columns; an empty one does not stand for what another column holds.

    Nor does one of values beside others that are filled: it says nothing, not that there is no data.
    """
    filled = {column.field for column, one in zip(columns, found, strict=True) if one.cells}
    return [
        replace(column, field="other", reason=EMPTY)
        if not one.cells and (not column.words or _is_silent(column.field, filled, values))
        else column
        for column, one in zip(columns, found, strict=True)
    ]


def _is_silent(field: Field, filled: Collection[Field], values: Collection[Field]) -> bool:
    """Return whether other columns say what an empty one of a field does not."""
    same = RESULTS if field in RESULTS else (field,)
    others = field in values and any(one in values for one in filled)
    return field in (*filled, *CODES) or (others and not any(one in filled for one in same))


def _choose_year(columns: Sequence[ClerkColumn], year: int | None) -> list[ClerkColumn]:
    """Return the columns with those of other years left out, where a field has one of the year asked for.

    What was not met is the same result: in a year in which all met the standard its column is empty.
    """
    chosen: list[ClerkColumn] = []
    for column in columns:
        same = RESULTS if column.field in RESULTS else (column.field,)
        rivals = [one for one in columns if one.field in same and one.field not in OF_ALL_YEARS]
        other = len(rivals) > 1 and column.year != year and any(one.year == year for one in rivals)
        chosen.append(
            replace(column, field="other", reason=OTHER_YEAR, guess=column.field)
            if other and year
            else column
        )
    return chosen


def _add_style(
    column: ClerkColumn, cells: Sequence[Cell], vocabulary: Vocabulary, correction: Correction
) -> ClerkColumn:
    kind = kind_of(column.field, vocabulary)
    style, sure = find_style(kind, cells)
    chosen = correction.styles.get(column.words)
    # Days are never stored: in whatever order they are written, they stand in nobody's way.
    settled = bool(chosen) or sure or kind == "date"
    return replace(column, style=chosen or style, sure=column.sure and settled)


def kind_of(field: Field, vocabulary: Vocabulary) -> str:
    """Return what the cells of a field are parsed as; "text" for places."""
    if field in ("year", "date"):
        return field
    return "tick" if field == "not_met" else vocabulary.kinds.get(field, "text")


def find_conflicts(
    columns: Sequence[ClerkColumn], rows: Sequence[ClerkRow], vocabulary: Vocabulary, *, file: str
) -> list[Problem]:
    """Return what a person must decide: two columns for one thing, no place, two number styles."""
    problems = []
    claimed = [column for column in columns if column.field not in NOT_CLAIMED]
    by_field = {column.field: [one for one in claimed if one.field == column.field] for column in claimed}
    doubled = {field: rivals for field, rivals in by_field.items() if len(rivals) > 1}
    if len(doubled) > 1 and {"hamlet", "code"} & doubled.keys():
        problems.append(_two_tables(file, [rivals[1] for rivals in doubled.values()]))
    else:
        problems += [_two_columns(file, rivals) for rivals in doubled.values()]
    mixed = [column for column in claimed if column.style == "mixed" and column.field != "date"]
    for column in mixed:
        told = [one for row in rows for one in row.problems if one.column == column.words]
        doubted = [one for one in told if DIGITS.fullmatch(one.value or "")]
        problems.append(_two_styles(file, column, kind_of(column.field, vocabulary), doubted))
    if not any(column.field in PLACES for column in columns):
        problems.append(_no_place(file, columns))
    return problems


def _say_columns(columns: Sequence[ClerkColumn]) -> str:
    return ", ".join(f"{column.letter} {quote(column.words)}" for column in columns)


def _two_columns(file: str, rivals: Sequence[ClerkColumn]) -> Problem:
    letters = _say_columns(rivals)
    return Problem(
        file=file,
        column=rivals[0].words,
        what_vi=f"các cột {letters} cùng chỉ một nội dung",
        what_en=f"the columns {letters} say the same thing",
        remedy_vi="chọn năm, hoặc chọn cột nào được dùng",
        remedy_en="choose the year, or which column is read",
    )


def _two_tables(file: str, right: Sequence[ClerkColumn]) -> Problem:
    letters = _say_columns(right)
    return Problem(
        file=file,
        column=right[0].words,
        what_vi=f"có hai bảng đặt cạnh nhau: các cột {letters} lặp lại tiêu đề đã có",
        what_en=f"has two tables side by side: the columns {letters} repeat headers that stand there already",
        remedy_vi="đặt hai bảng trên dưới nhau rồi gửi lại tệp",
        remedy_en="put the tables below each other and send the file again",
    )


def _two_styles(file: str, column: ClerkColumn, kind: str, doubted: Sequence[Problem]) -> Problem:
    """Return that a column writes in two ways, with a first cell of each."""
    what = TWO_WAYS.get(kind, CONTRADICTION)
    ways = {re.sub(r"[\w\s]", "", one.value or ""): one for one in reversed(doubted)}
    shown = sorted(ways.values(), key=lambda one: one.row or 0)
    vi, en = (
        ", ".join(f"{quote(one.value or '')} ({word} {one.row})" for one in shown) for word in ("dòng", "row")
    )
    return Problem(
        file=file,
        column=column.words,
        what_vi=f"{what.vi}: {vi}" if shown else what.vi,
        what_en=f"{what.en}: {en}" if shown else what.en,
        remedy_vi="chọn cách viết của cột, hoặc sửa tệp",
        remedy_en="choose how the column is written, or mend the file",
    )


def _no_place(file: str, columns: Sequence[ClerkColumn]) -> Problem:
    words = quote_all(column.words for column in columns if column.words)
    return Problem(
        file=file,
        what_vi=f"không có cột tên thôn, xã hay mã (các cột: {words})",
        what_en=f"has no column of hamlets, wards or codes (its columns: {words})",
        remedy_vi="chọn cột nào là tên đơn vị",
        remedy_en="choose the column that names the unit",
    )
