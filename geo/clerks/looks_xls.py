"""Raised and struck texts of an XLS, and what of it is hidden, by sheet and place."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from geo.clerks.looks import Look, Run, join_runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import xlrd

    from geo.clerks.cells_hidden import Hidden
    from geo.clerks.looks import Spot

    Style = tuple[bool, bool]
    """Raised, struck."""


def read_xls(path: Path) -> tuple[dict[str, dict[Spot, Look]], dict[str, Hidden]]:
    """Return the looks of each sheet of an XLS by its name, and its hidden rows and columns.

    Of a workbook in which anything is not as it should be nothing: what reads its cells says what is wrong.
    """
    import xlrd  # noqa: PLC0415  slow to import, seldom needed

    try:
        with xlrd.open_workbook(path, logfile=StringIO(), formatting_info=True) as book:
            fonts = [(font.escapement == 1, bool(font.struck_out)) for font in book.font_list]
            styles = [fonts[form.font_index] for form in book.xf_list]
            dressed = book.sheets() if any(map(any, fonts)) else []
            looks = {sheet.name: dict(_list_looks(sheet, fonts, styles)) for sheet in dressed}
            return looks, {sheet.name: _find_hidden(sheet) for sheet in book.sheets()}
    except Exception:  # noqa: BLE001  a damaged file makes this reader stumble in any way that Python knows
        return {}, {}


def _find_hidden(sheet: xlrd.sheet.Sheet) -> Hidden:
    rows, columns = (
        tuple(sorted(place for place, one in told.items() if one.hidden))
        for told in (sheet.rowinfo_map, sheet.colinfo_map)
    )
    return rows, columns


def _list_looks(
    sheet: xlrd.sheet.Sheet, fonts: Sequence[Style], styles: Sequence[Style]
) -> Iterator[tuple[Spot, Look]]:
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            style = styles[cell.xf_index]
            runs = sheet.rich_text_runlist_map.get((row, column), [])
            if runs:
                yield (row, column), _read_runs(cell.value, style, [(at, fonts[font]) for at, font in runs])
            elif style[1]:
                yield (row, column), Look(None, struck=True)


def _read_runs(text: str, style: Style, runs: Sequence[tuple[int, Style]]) -> Look:
    """Return the look of a text of which parts have a style of their own."""
    starts = [(0, style), *runs]
    stops = [*(start for start, _ in runs), len(text)]
    told = [Run(text[start:stop], *own) for (start, own), stop in zip(starts, stops, strict=True)]
    look = join_runs(told)
    return look if any(run.raised for run in told) else Look(None, look.struck)
