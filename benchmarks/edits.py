"""Clerks' tables after a hand went through them: notes, copied rows, sums above, wards named again."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from benchmarks.layouts import PAGE
from benchmarks.troubles import HEADER, Line, lay_sections, lay_ward_once, write

if TYPE_CHECKING:
    from benchmarks.troubles import Told

NOTES = (
    "Lưu ý: số liệu chưa đối chiếu",
    "Đề nghị bổ sung",
    "-----",
    "(tiếp theo)",
    "* Các tổ còn lại",
    "Trang 2",
)
EVERY = 9


def lay_notes(rows: list[Told]) -> list[Line]:
    """A note below every ninth row, in one column after the other."""
    lines: list[Line] = []
    for n, line in enumerate(lay_sections(rows)):
        lines.append(line)
        if n and n % EVERY == 0:
            lines.append(Line([*[None] * (n % 3), NOTES[n % len(NOTES)]]))
    return lines


def lay_kinds(rows: list[Told]) -> list[Line]:
    """The names of thôn in one column, the numbers of tổ dân phố in the next."""
    lines = [Line([*HEADER[:2], "Thôn", "Tổ dân phố", *HEADER[3:]])]
    for n, told in enumerate(rows, 1):
        thon, number = told.hamlet.removeprefix("Thôn "), told.hamlet.removeprefix("Tổ dân phố ")
        names: list[Any] = [thon, None] if thon != told.hamlet else [None, int(number)]
        lines.append(
            Line([n, told.ward, *names, "Đạt" if told.met else "KĐ", told.tips, told.households], told)
        )
    return lines


def lay_wards_again(rows: list[Told]) -> list[Line]:
    """The ward on the first row of its block, and on that of a page."""
    lines = lay_ward_once(rows)
    for line in lines[PAGE::PAGE]:
        if line.told:
            line.cells[1] = line.told.ward
    return lines


def lay_copied(rows: list[Told]) -> list[Line]:
    """A row once more at the end: only of that one nobody knows the ward."""
    lines = lay_ward_once(rows)
    return [*lines, Line([*lines[-PAGE].cells[:1], None, *lines[-PAGE].cells[2:]], lines[-PAGE].told)]


def lay_sums_above(rows: list[Told]) -> list[Line]:
    """Above its hamlets each ward with their number and sums, in the columns of names and values."""
    lines = [Line(list(HEADER))]
    for ward, group in groupby(rows, lambda told: told.ward):
        block = list(group)
        sums = [sum(told.tips for told in block), sum(told.households for told in block)]
        lines.append(Line([None, ward, len(block), None, *sums]))
        lines += [write(told, n, ward=False) for n, told in enumerate(block, 1)]
    return lines


def lay_bare_wards(rows: list[Told]) -> list[Line]:
    """Numbered wards without their kind above their hamlets, beside how many met the standard."""
    lines = [Line([HEADER[0], *HEADER[2:]])]
    for n, (ward, group) in enumerate(groupby(rows, lambda told: told.ward), 1):
        block = list(group)
        lines.append(Line([n, ward.split(" ", 1)[1], f"{sum(told.met for told in block)}/{len(block)}"]))
        for at, told in enumerate(block, 1):
            cells = write(told, at).cells
            lines.append(Line([cells[0], *cells[2:]], told))
    return lines


EDITS = {
    "notes among the rows": lay_notes,
    "thôn and tổ dân phố in columns of their own": lay_kinds,
    "the ward again on each page": lay_wards_again,
    "a row copied to the end": lay_copied,
    "sums and numbers of hamlets above them": lay_sums_above,
    "numbered wards without their kind": lay_bare_wards,
}
