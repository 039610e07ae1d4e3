"""The ward that only the name of a sheet or a file says: "TranPhu", "Phuong Tran Phu 2018.xlsx"."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from geo.clerks.titles import list_title_wards, says_year
from geo.clerks.tokens import plain_words, strip_accents, tokenise
from geo.errors import Problem, quote, quote_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerks.clerk import ClerkTable
    from geo.clerks.vocabulary import Vocabulary

SIGNS: Final = re.compile(r"[_.-]+")
HUMP: Final = re.compile(r"(?<=[^\W\d_A-ZĐ])(?=[A-ZĐ])")
"""Between words that are written together: "TranPhu"."""


def take_file_ward(tables: Sequence[ClerkTable], vocabulary: Vocabulary) -> list[ClerkTable]:
    """Return the tables with the ward that the name of their sheet says, or that of the file if none does.

    Parameters
    ----------
    tables
        Of the file.
    vocabulary
        Clerks' words; it knows the wards.
    """
    told = [
        table if _names_wards(table) else replace(table, title_ward=find_name_ward(table.tab, vocabulary))
        for table in tables
    ]
    named = not told or any(map(_names_wards, told))
    ward = "" if named else find_name_ward(PurePath(told[0].file).stem, vocabulary)
    return [replace(table, title_ward=ward) if ward else table for table in told]


def find_rival_wards(table: ClerkTable, titles: Sequence[str], vocabulary: Vocabulary) -> list[Problem]:
    """Return that titles, sheet and file name different wards, where nothing in the table names one.

    A sheet or a file that was copied for another ward keeps the name or the title of the first.

    Parameters
    ----------
    titles
        Texts above the header.
    vocabulary
        Clerks' words; it knows the wards.
    """
    if _holds_wards(table):
        return []
    known = (
        vocabulary.ward_names.get(plain_words(ward), "") for ward in list_title_wards(titles, vocabulary)
    )
    tab, file = table.tab, PurePath(table.file).stem
    told = {
        ("tiêu đề", "the title"): {*known},
        (f"trang tính {quote(tab)}", f"sheet {quote(tab)}"): {find_name_ward(tab, vocabulary)},
        ("tên tệp", "the file's name"): {find_name_ward(file, vocabulary)},
    }
    said = {where: wards - {""} for where, wards in told.items() if wards - {""}}
    if not said or set.intersection(*said.values()):
        return []
    vi, en = (
        "; ".join(f"{where[place]} {verb} {quote_all(sorted(wards))}" for where, wards in said.items())
        for place, verb in enumerate(("ghi", "says"))
    )
    return [
        Problem(
            file=table.file,
            what_vi=f"không rõ các dòng là của xã, phường nào: {vi}",
            what_en=f"whose rows these are is not known: {en}",
            remedy_vi="sửa tiêu đề, tên trang tính, tên tệp cho thống nhất, hoặc thêm cột “Xã, phường”",
            remedy_en="let title, sheet and file say the same, or add a column that names the wards",
        )
    ]


def _names_wards(table: ClerkTable) -> bool:
    return bool(table.title_ward) or _holds_wards(table)


def _holds_wards(table: ClerkTable) -> bool:
    """Return whether a column, or a row between the others, says the wards of the rows."""
    columns = {column.field for column in table.columns} & {"ward", "ward_code", "code"}
    return bool(columns) or any(row.ward_source for row in table.rows)


def find_name_ward(title: str, vocabulary: Vocabulary) -> str:
    """Return the one ward that the name of a sheet or a file says, with accents or without, or "".

    Without a kind before it a name counts only where it is all that stands there, but for numbers.
    """
    names = vocabulary.ward_names
    text = HUMP.sub(" ", SIGNS.sub(" ", title))
    tokens = tuple(map(strip_accents, tokenise(text)))
    kinds = sorted((tuple(map(strip_accents, kind)) for kind in vocabulary.rows["ward_kinds"]), key=len)
    words = tuple(token for token in tokens if not token.isdecimal())
    found = {words} & names.keys()
    place = 0
    while place < len(tokens):
        kind = next((one for one in reversed(kinds) if tokens[place : place + len(one)] == one), ())
        rest = tokens[place + len(kind) :] if kind else ()
        name = next((rest[:length] for length in range(len(rest), 0, -1) if rest[:length] in names), ())
        found |= {name} - {()}
        place += len(kind) + len(name) or 1
    if any(says_year(*pair) for pair in pairwise(tokens)):
        found |= {name[:-1] for name in found if name[-1] == "nam"} & names.keys()
    return names[found.pop()] if len(found) == 1 else ""
