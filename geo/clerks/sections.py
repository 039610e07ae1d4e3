"""Rows above the hamlets of a ward: its name alone, numbered, or with its sums beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import PLACES, TEXTS
from geo.clerks.headers import FEWEST_LABELS
from geo.clerks.rows_slipped import is_hamlet_aside
from geo.clerks.sums import ENUMERATION, ROMAN
from geo.clerks.titles import find_title_ward, list_title_wards
from geo.clerks.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerks.headers import Row
    from geo.clerks.lines import Line, LineReader

DASHED: Final = re.compile(r"^\s*\d{1,3}\s*[-–/]\s*")
"""Before the name of a ward only in a row without data; else "5 - Phường Trần Phú" is hamlet 5 of it."""

COUNTED: Final = re.compile(r"\s*(?:\([^()]*\)|[:;,–-]\s*\d+\s+[^\W\d_][^\d]*)\s*$")
"""Behind the name of a ward: "Phường Nghĩa Lộ (12 tổ)", "Phường Nghĩa Lộ: 12 tổ"."""

REMARKED: Final = re.compile(r"\s+\W?[^\W\d_].*")
"""Behind a ward words are a note on it, or the rest of another's name: "Xã Vĩnh Thạnh Đ?ng"."""

LISTED: Final = re.compile(r"^\s*[A-H]\s*[.)/:]")
"""A letter of a list before a name; "P." and "X." are kinds of wards."""

TITLES: Final = ("blank", "stray", "total", "footer", "section")
"""What titles between two tables may have been taken for."""

WITH_NUMBER: Final = re.compile(r"(.+?)\s*[,;:/–—-]\s*\d{1,3}\w?")
"""A ward and the number of a hamlet in one cell: "Phường Trần Phú; 8"."""


def name_section(row: Row, reader: LineReader, *, signed: bool) -> str:
    """Return the ward that a row names for the rows below it, or ""."""
    if "hamlet" not in {column.field for column in reader.columns}:
        return ""
    hamlet, ward = reader.text(row, "hamlet"), reader.text(row, "ward")
    if reader.outlined and ROMAN.fullmatch(reader.text(row, "serial").strip()):
        named = ward or hamlet or next(iter(list_texts(row)[1:]), "")
        return _as_ward(named, reader, bare=True) or strip_number(named)
    if is_hamlet_aside(row, reader):
        return ""
    bare = not signed and not reader.has_value(row)
    first = hamlet or next(iter(list_texts(row)), "")
    named = first if reader.names_ward(first) else strip_number(first)  # "X. Tịnh Khê" is no tenth of a list
    # 12 of a list is no ward 12.
    counted = named.isdecimal() and reader.has_value(row) and named == reader.text(row, "serial").strip()
    if reader.vocabulary.names_only_ward(named) and not counted and (hamlet or _leads(row, reader)):
        return "" if hamlet and ward else named
    if hamlet:
        return "" if ward else _as_ward(hamlet, reader, bare=bare and not reader.text(row, "serial"))
    found = next(filter(None, (_as_ward(text, reader, bare=bare) for text in list_texts(row))), "")
    return found or (ward if bare and any(map(str.isalpha, ward)) else "")


def find_titled(lines: Sequence[Line], rows: Sequence[Row], reader: LineReader) -> list[Line]:
    """Return the lines; titles right above a header that comes again name the ward of the rows below it.

    "BIỂU 2: PHƯỜNG TRẦN PHÚ" does, whatever else it says. Of several wards, or of one that nobody knows, only
    this is sure: what stands above is no ward of the rows below.
    """
    if "hamlet" not in {column.field for column in reader.columns}:
        return list(lines)
    told = list(lines)
    for place, line in enumerate(lines):
        above = place
        while line.kind == "repeat" and above and _is_title(lines[above - 1], rows, reader):
            above -= 1
        titles = [one for one in range(above, place) if any(rows[one])]
        texts = [text for one in titles for text in list_texts(rows[one])]
        wards = list_title_wards(texts, reader.vocabulary)
        if not wards or any(lines[one].ward for one in titles):
            continue
        named = next(iter(wards.values()))
        if len(wards) == 1 and reader.names_ward(named):
            told[titles[-1]] = replace(lines[titles[-1]], kind="section", ward=named, lone=False)
        else:
            told[titles[-1]] = replace(lines[titles[-1]], kind="stray", lone=True)
    return told


def _is_title(line: Line, rows: Sequence[Row], reader: LineReader) -> bool:
    """Return whether a row may be a title: a few texts, no value and no place."""
    row = rows[line.row]
    cells = [cell for cell in row if cell]
    if len(cells) >= FEWEST_LABELS or not all(cell.kind == "text" for cell in cells):
        return False
    place = reader.has_value(row) or any(map(reader.vocabulary.knows_place, list_texts(row)))
    return line.kind in TITLES or (line.kind == "unit" and not place)


def _leads(row: Row, reader: LineReader) -> bool:
    """Return whether the first text of a row stands no further right than the names do."""
    place = next(place for place, cell in enumerate(row) if cell and cell.kind in TEXTS)
    return any(column.field in PLACES for column in reader.columns[place:])


def list_texts(row: Row) -> list[str]:
    """Return the texts of a row; a formula without a result is one."""
    return [cell.text for cell in row if cell and cell.kind in (*TEXTS, "formula")]


def strip_number(text: str) -> str:
    """Return a text without the number or letter of a list before it and a stop behind it."""
    return " ".join(ENUMERATION.sub("", text).split()).strip(":. ")


def _as_ward(text: str, reader: LineReader, *, bare: bool) -> str:
    """Return a text that is the name of a ward, else "": with its kind, or alone in its row and known."""
    if DASHED.match(text) and not bare:
        return ""
    whole = COUNTED.sub("", text)
    plain = strip_number(DASHED.sub("", whole))
    tokens = tokenise(plain)
    if tokens not in reader.vocabulary.wards and _has_hamlet(text, reader):
        return ""
    known = tokens in reader.vocabulary.wards and not tokens[0].isdecimal()
    named = bool(reader.starts(tokens, "ward_kinds")) or (bare and known)
    if bare and not reader.vocabulary.begins(plain, "hamlet"):
        # "Phường Nghĩa Lộ (12 tổ)", "Đơn vị: xã Tịnh Khê": more words than the ward's.
        titled = find_title_ward([plain], reader.vocabulary)
        # "≈12" names no ward, though one be called 12.
        if any(map(str.isalpha, titled)) and reader.names_ward(titled):
            return "" if REMARKED.fullmatch(plain.rpartition(titled.split()[-1])[2]) else titled
    if LISTED.match(text) and known:
        return plain
    if tokenise(whole) not in reader.vocabulary.wards and reader.names_ward(whole):
        return whole.strip(":. ")  # "X. Tịnh Khê" is no tenth of a list
    return plain if named or reader.vocabulary.names_plainly(tokens) else ""


def _has_hamlet(text: str, reader: LineReader) -> bool:
    """Return whether a text names a hamlet, alone or behind its ward."""
    numbered = WITH_NUMBER.fullmatch(text)
    return reader.vocabulary.tells_hamlet(text) or bool(numbered and reader.names_ward(numbered[1]))
