"""Rarer ways to lay a clerk's table out, rarer files that it comes in, and all troubles mixed at random."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from benchmarks.troubles import (
    CLEAR,
    FILES,
    HEADER,
    ROWS,
    SHEETS,
    Line,
    Told,
    lay_plain,
    lay_sections,
    lay_ward_once,
    make_book,
    save_xlsx,
    write,
)
from tests.test_legacy_text import encode_tcvn3

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

PAGE = 40


def group_wards(rows: list[Told]) -> list[list[Told]]:
    return [list(block) for _, block in groupby(rows, lambda told: told.code[:5])]


def lay_groups(rows: list[Told]) -> list[Line]:
    """A group within a group, and below it a row of units and one that counts the columns."""
    top = ["TT", "Địa bàn", None, "Số liệu năm 2018", None, None]
    middle = [None, *HEADER[1:3], "An ninh trật tự", None, HEADER[5]]
    below = [None, None, None, *HEADER[3:5], None]
    units = [None, None, None, None, "(tin)", "(hộ)"]
    return [*map(Line, (top, middle, below, units, ["A", "B", "C", 1, 2, 3])), *lay_plain(rows)[1:]]


def lay_units_between(rows: list[Told]) -> list[Line]:
    top = ["TT", *HEADER[1:3], "Năm 2018", None, None]
    return [
        *map(Line, (top, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"], [None, None, None, *HEADER[3:]])),
        *lay_plain(rows)[1:],
    ]


def lay_pages(rows: list[Told]) -> list[Line]:
    """The header again on each printed page, with what the page carries on."""
    lines = lay_plain(rows)
    broken = lines[:1]
    for start in range(1, len(lines), PAGE):
        carried = [Line([None, "Mang sang"]), Line(HEADER), Line(["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"])]
        broken += [*(carried if start > 1 else []), *lines[start : start + PAGE]]
    return broken


def lay_merged(rows: list[Told]) -> list[Line]:
    """The ward in a merged cell, which begins anew where a page does."""
    lines = [Line(HEADER)]
    for block in group_wards(rows):
        for start in range(0, len(block), PAGE // 4):
            page = block[start : start + PAGE // 4]
            lines += [replace(write(told, n, ward=n == 1), wards=1) for n, told in enumerate(page, 1)]
            lines[-len(page)] = replace(lines[-len(page)], wards=len(page))
    return lines


def lay_dittos(rows: list[Told]) -> list[Line]:
    marks = ("nt", "″", "-nt-", "như trên")
    lines = lay_ward_once(rows)
    return [
        replace(line, cells=[line.cells[0], line.cells[1] or marks[n % 4], *line.cells[2:]])
        for n, line in enumerate(lines)
    ]


def lay_right(rows: list[Told]) -> list[Line]:
    """The ward in the last column."""
    lines = lay_plain(rows)
    return [replace(line, cells=[line.cells[0], *line.cells[2:], line.cells[1]]) for line in lines]


def lay_blanks(rows: list[Told]) -> list[Line]:
    lines = lay_ward_once(rows)
    return [part for n, line in enumerate(lines) for part in ([line, Line([])] if n % 7 == 3 else [line])]


def lay_numbered_wards(rows: list[Told]) -> list[Line]:
    """Wards as rows with roman numbers, with their sums and how many hamlets they have."""
    lines = []
    for line in lay_sections(rows):
        ward = line.cells[1] if line.told is None and line.cells[0] is None else None
        lines.append(Line(["II", f"{ward} (12 thôn, tổ)", None, 99, 9999]) if ward else line)
    return lines


def lay_ticks(rows: list[Told]) -> list[Line]:
    top = [*HEADER[:3], "Kết quả", None, *HEADER[4:]]
    lines = [Line(top), Line([None, None, None, "Đạt", "Không đạt", None, None])]
    for n, told in enumerate(rows, 1):
        cells = write(told, n).cells
        ticks = ["x", None] if told.met else [None, "x"]
        lines.append(Line([*cells[:3], *ticks, *cells[4:]], told))
    return lines


def lay_years(rows: list[Told]) -> list[Line]:
    """The results of two years beside each other; those of the other year are all the opposite."""
    top = [*HEADER[:3], "Kết quả phân loại", None, *HEADER[4:]]
    lines = [Line(top), Line([None, None, None, 2017, 2018, None, None])]
    for n, told in enumerate(rows, 1):
        cells = write(told, n).cells
        other = "Không đạt" if told.met else "Đạt"
        lines.append(Line([*cells[:3], other, *cells[3:]], told))
    return lines


def lay_sheets(rows: list[Told]) -> list[Line]:
    """A sheet for each half of the wards."""
    half = rows[len(rows) // 2].code[:5]
    first, second = ([told for told in rows if (told.code[:5] < half) == here] for here in (True, False))
    return [*lay_plain(first), *(replace(line, sheet=1) for line in lay_plain(second))]


def lay_errors(rows: list[Told]) -> list[Line]:
    """Formulas that failed: their rows cannot be used, the others can."""
    wrong = ("#N/A", "#REF!", "#DIV/0!")
    lines = lay_plain(rows)
    return [
        replace(line, cells=[*line.cells[:4], wrong[n % 3], line.cells[5]]) if n % 9 == 5 else line
        for n, line in enumerate(lines)
    ]


def lay_split(rows: list[Told]) -> list[Line]:
    """The kind of a hamlet in one column, its number or name in the next."""
    lines = [Line([*HEADER[:2], "Loại", "Tên gọi", *HEADER[3:]])]
    for line in lay_plain(rows)[1:]:
        words = line.cells[2].split()
        kind = 3 if words[0] == "Tổ" else 1
        cells = [*line.cells[:2], " ".join(words[:kind]), " ".join(words[kind:]), *line.cells[3:]]
        lines.append(replace(line, cells=cells))
    return lines


def lay_beside(rows: list[Told]) -> list[Line]:
    """The second half beside the first, without a header of its own: nobody may lose it in silence."""
    half = len(rows) // 2
    lines = lay_plain(rows[:half])
    more = [[], *(write(told, n).cells for n, told in enumerate(rows[half:], 1))]
    return [
        replace(line, cells=[*line.cells, None, *cells]) for line, cells in zip(lines, more, strict=False)
    ]


def lay_mixed_letters(rows: list[Told]) -> list[Line]:
    """Every third row was pasted from an old file."""
    old = [
        encode_tcvn3(told.hamlet).decode("latin-1") if n % 3 == 0 else told.hamlet
        for n, told in enumerate(rows)
    ]
    lines = lay_plain(rows)[1:]
    pasted = (
        replace(line, cells=[*line.cells[:2], name, *line.cells[3:]])
        for line, name in zip(lines, old, strict=True)
    )
    return [Line(HEADER), *pasted]


MORE_SHEETS: dict[str, Callable[[list[Told]], list[Line]]] = {
    "groups within groups": lay_groups,
    "numbers between header rows": lay_units_between,
    "a header on each page": lay_pages,
    "merged wards over page breaks": lay_merged,
    "ditto marks": lay_dittos,
    "the ward on the right": lay_right,
    "blank rows inside": lay_blanks,
    "wards as numbered rows with sums": lay_numbered_wards,
    "two columns to tick": lay_ticks,
    "two years beside each other": lay_years,
    "two sheets": lay_sheets,
}
DOUBTFUL_SHEETS: dict[str, Callable[[list[Told]], list[Line]]] = {
    "formulas that failed": lay_errors,
    "kind and name in two columns": lay_split,
    "a second table beside the first": lay_beside,
    "two character sets in a column": lay_mixed_letters,
}


def save_hidden(path: Path, lines: Iterable[Line]) -> Path:
    """A hidden sheet, hidden rows (a filter leaves them so) and a hidden column."""
    book = make_book(lines)
    for row in range(5, book.active.max_row, 5):
        book.active.row_dimensions[row].hidden = True
    book.active.column_dimensions["E"].hidden = True
    book.create_sheet("cũ").append(HEADER)
    book.worksheets[-1].sheet_state = "hidden"
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


def save_noted(path: Path, lines: Iterable[Line]) -> Path:
    book = make_book(lines)
    for row in range(2, book.active.max_row, 9):
        book.active.cell(row, 3).comment = Comment("đã kiểm tra lại", "xã")
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


def save_1904(path: Path, lines: Iterable[Line]) -> Path:
    """A column of days in a workbook that counts them from 1904."""
    days = [[*line.cells, date(2018, 12, 31) if line.told else "Ngày công nhận"] for line in lines]
    book = make_book([])
    book.epoch = CALENDAR_MAC_1904
    for cells in days:
        book.active.append(cells)
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


MORE_FILES: dict[str, Callable[[Path, Iterable[Line]], Path]] = {
    "hidden rows, column and sheet": save_hidden,
    "notes on cells": save_noted,
    "days counted from 1904": save_1904,
}

MIXES = 12


def mix(rows: list[Told]) -> Iterator[tuple[str, list[Line], Callable[..., Path]]]:
    """Yield tables with up to three troubles of rows, a layout and a file, drawn at random."""
    layouts = {**SHEETS, **MORE_SHEETS}
    for number in range(MIXES):
        draw = random.Random(number)  # noqa: S311  the same troubles each time
        spoiling: list[str] = draw.sample(list(ROWS)[:CLEAR], 3)
        layout = draw.choice(list(layouts))
        one_sheet = layout != "two sheets" and "merged" not in layout
        texts = {name: save for name, save in FILES.items() if name.startswith("CSV")}
        saves = texts if one_sheet and draw.random() < 0.5 else {"XLSX": save_xlsx}
        file = draw.choice(list(saves))
        spoilt = rows
        for spoil in spoiling:
            spoilt = [ROWS[spoil](told) for told in spoilt]
        yield f"mixed: {', '.join([*spoiling, layout, file])}", layouts[layout](spoilt), saves[file]
