"""ThematicMap → CSV, and the names of files that are taken away."""

from __future__ import annotations

import csv
import unicodedata
from io import StringIO
from typing import TYPE_CHECKING, Final

from geo.listing import list_columns, list_notes
from geo.words import say

if TYPE_CHECKING:
    from geo.listing import Cell, Column
    from geo.model import ThematicMap

BOM: Final = "\ufeff"
RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that make a spreadsheet take a text for a formula."""

NAMED: Final = 3
LONGEST: Final = 48


def write_csv(thematic_map: ThematicMap) -> bytes:
    """Return the table of the units in view as CSV: UTF-8 with BOM, heads in the language of the view.

    The head is the first row, so that filters and programs find it. Every row of made-up data says so
    itself (the last column), because rows are sorted, filtered and copied; source, dates and page id stand
    under the table, after an empty row, where a spreadsheet leaves them out of its filter. Decimals are
    those of the language.
    """
    language, banner = thematic_map.view.language, thematic_map.furniture.banner
    columns = list_columns(thematic_map)
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    heads = [
        f"{thematic_map.indicator.title[language]}, {column.title}" if column.key == "value" else column.title
        for column in columns
    ]
    writer.writerow([*heads, say("table.notice", language)] if banner else heads)
    for cells in zip(*(column.cells for column in columns), strict=True):
        row = [_write(cell, column, language) for cell, column in zip(cells, columns, strict=True)]
        writer.writerow([*row, banner] if banner else row)
    writer.writerow([])
    writer.writerows([_defuse(note)] for note in list_notes(thematic_map))
    return (BOM + buffer.getvalue()).encode()


def _write(cell: Cell, column: Column, language: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _defuse(cell)
    shown = f"{cell:.{column.decimals}f}"
    return shown.replace(".", ",") if language == "vi" else shown


def _defuse(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(RISKY) else text


def file_name(thematic_map: ThematicMap, suffix: str) -> str:
    """Return a file name that says what, of which units, where and when, in plain letters.

    Parameters
    ----------
    suffix
        Kind of file: "pdf", "png", "csv" …

    Examples
    --------
    ``phan-loai-an-toan-ve-an-ninh-trat-tu_thon-to-dan-pho_phuong-tran-phu_2018_IQLR5TCL.pdf``
    """
    view = thematic_map.view
    parts = (
        _plain(thematic_map.indicator.title[view.language]),
        _plain(say(f"units.{view.level}", view.language)),
        _plain(_where(thematic_map)),
        str(view.year),
        thematic_map.furniture.page_id,
    )
    return "_".join(part for part in parts if part) + "." + suffix.lstrip(".")


def _where(thematic_map: ThematicMap) -> str:
    view, wards = thematic_map.view, thematic_map.wards
    chosen = wards.loc[[code for code in view.wards if code in wards.index]]
    if chosen.empty:
        return thematic_map.city.name[view.language]
    if len(chosen) > NAMED:
        return say("furniture.wards_many", view.language, count=len(chosen))
    return " ".join(f"{kind} {name}" for kind, name in zip(chosen["kind"], chosen["name"], strict=True))


def _plain(text: str) -> str:
    """Return text in small ASCII letters and digits, with hyphens between words, cut at a word."""
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    kept = "".join(
        letter if letter.isascii() and letter.isalnum() else " "
        for letter in letters
        if not unicodedata.combining(letter)
    )
    short = "-".join(kept.split())
    return short if len(short) <= LONGEST else short[: LONGEST + 1].rpartition("-")[0] or short[:LONGEST]
