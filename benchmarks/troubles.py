"""Clerks' tables of the shipped city with every kind of trouble: what each row means is known.

A table is a list of `Line`: the cells of a spreadsheet row, and the row that it tells, if it tells one. Rarer
ways to lay a table out are in `benchmarks.layouts`.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

import openpyxl

from tests.test_legacy_text import encode_cp1258, encode_tcvn3, encode_vni

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from geo.model import Boundaries

HEADER = ["TT", "Xã, phường", "Thôn, tổ dân phố", "Kết quả phân loại", "Số nguồn tin", "Số hộ"]


@dataclass(frozen=True)
class Told:
    """A row as it is true, and how it is written."""

    code: str
    ward: str
    hamlet: str
    met: bool
    tips: int
    households: int
    shown: tuple[Any, Any, Any] = (None, None, None)


@dataclass(frozen=True)
class Line:
    """A row of a spreadsheet, of the sheet of that number; its ward's cell may cover several rows."""

    cells: list[Any]
    told: Told | None = None
    sheet: int = 0
    wards: int = 1


def list_truth(boundaries: Boundaries) -> list[Told]:
    wards = boundaries.wards
    return [
        Told(
            code=code,
            ward=f"{wards['kind'][ward].capitalize()} {wards['name'][ward]}",
            hamlet=name,
            met=n % 11 > 0,
            tips=n * 5 % 13,
            households=700 + n * 37 % 900,
        )
        for n, (code, name, ward) in enumerate(boundaries.hamlets[["name", "ward_code"]].itertuples())
    ]


# ---- how names and values are written


def plain(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def names(hamlet: Callable[[str], str] = str, ward: Callable[[str], str] = str) -> Callable[[Told], Told]:
    return lambda told: replace(told, hamlet=hamlet(told.hamlet), ward=ward(told.ward))


def status(met: str, not_met: str) -> Callable[[Told], Told]:
    return lambda told: replace(told, shown=(met if told.met else not_met, *told.shown[1:]))


def dots(told: Told) -> Told:
    """Numbers as text with a point for the thousands, as a Vietnamese clerk types them."""
    return replace(told, shown=(*told.shown[:2], f"{told.households:,}".replace(",", ".")))


def number(text: str, form: str) -> str:
    *words, last = text.split()
    return " ".join([*words, form.format(int(last))]) if last.isdecimal() else text


ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def roman(text: str) -> str:
    *words, last = text.split()
    tens, ones = divmod(int(last), 10) if last.isdecimal() else (9, 0)
    return " ".join([*words, "X" * tens + ROMAN[ones]]) if tens < 4 else text


def wide(text: str) -> str:
    """Digits as a Chinese or Japanese keyboard types them."""
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isdecimal() else sign for sign in text)


ROWS: dict[str, Callable[[Told], Told]] = {
    "nothing wrong": names(),
    "all in capitals": names(str.upper, str.upper),
    "all in small letters": names(str.lower, str.lower),
    "decomposed letters": names(*[lambda text: unicodedata.normalize("NFD", text)] * 2),
    "TDP for tổ dân phố": names(lambda text: text.replace("Tổ dân phố", "TDP")),
    "tổ số 05": names(lambda text: number(text.replace("Tổ dân phố", "Tổ số"), "{:02d}")),
    "P. and X. for the ward": names(ward=lambda text: text.replace("Phường ", "P.").replace("Xã ", "X.")),
    "no kind of ward": names(ward=lambda text: text.split(" ", 1)[1]),
    "tone on the other vowel": names(*[lambda text: text.replace("òa", "oà").replace("ũy", "uỹ")] * 2),
    "Ð for Đ": names(*[lambda text: text.replace("Đ", "Ð")] * 2),
    "blanks everywhere": names(*[lambda text: f"  {text.replace(' ', chr(0xA0) + ' ')} "] * 2),
    "Đ and KĐ": status("Đ", "KĐ"),
    "x and nothing else": status("x", "không đạt"),
    "Có and Không": status("Có", "Không"),
    "1.234 as text": dots,
    "TDP.1 and T.D.P": names(lambda text: text.replace("Tổ dân phố ", "T.D.P.")),
    "P. Trần Phú, X.Tịnh Kỳ in capitals": names(
        ward=lambda text: text.replace("Phường ", "P. ").replace("Xã ", "X.").upper()
    ),
    "capitals and small letters mixed": names(str.swapcase, str.title),
    "full-width digits": names(wide),
    "zero-width blanks": names(*[lambda text: text.replace(" ", "\u200b ") + "\ufeff"] * 2),
    "roman numerals": names(roman),
    "12 tin, 350 hộ": lambda told: replace(
        told, shown=(None, f"{told.tips} tin", f"{told.households:,} hộ".replace(",", "."))
    ),
    "offices for wards": names(ward=lambda text: f"Công an {text.lower()}"),
    "the kind of the ward behind it": names(
        ward=lambda text: "{1} ({0})".format(*text.lower().split(" ", 1))
    ),
    "the city behind the ward": names(ward=lambda text: f"{text}, TP Quảng Ngãi"),
    "the ward behind the hamlet too": lambda told: replace(told, hamlet=f"{told.hamlet} ({told.ward})"),
    "the ward before the hamlet": lambda told: replace(told, hamlet=f"{told.ward} - {told.hamlet}", ward=""),
    "without accents": names(plain, plain),
    "hamlets without their kind": names(lambda text: text.removeprefix("Tổ dân phố ").removeprefix("Thôn ")),
    "no ward at all": names(ward=lambda _: ""),
    "numbers that do not exist": names(lambda text: number(text, "9{}")),
    "a ward of another city": names(ward=lambda text: f"{text} Thượng"),
    "a letter more": names(lambda text: f"{text}h"),
}
"""Trouble → what it does to a row; the first ones leave no doubt."""

CLEAR = 27


# ---- how they stand on the sheet


def write(told: Told, place: int, *, ward: bool = True) -> Line:
    met, tips, households = (
        told.shown[0] or ("Đạt" if told.met else "Không đạt"),
        told.tips if told.shown[1] is None else told.shown[1],
        told.households if told.shown[2] is None else told.shown[2],
    )
    return Line([place, told.ward if ward else None, told.hamlet, met, tips, households], told)


def lay_plain(rows: list[Told]) -> list[Line]:
    return [Line(HEADER), *(write(told, n) for n, told in enumerate(rows, 1))]


def lay_with_title(rows: list[Told]) -> list[Line]:
    above = [["CÔNG AN THÀNH PHỐ QUẢNG NGÃI"], ["BẢNG TỔNG HỢP NĂM 2018"], []]
    below = [[], [None, None, None, "NGƯỜI LẬP BIỂU"], [None, None, None, "(đã ký)"]]
    return [*map(Line, above), *lay_plain(rows), *map(Line, below)]


def lay_ward_once(rows: list[Told]) -> list[Line]:
    lines = [Line(HEADER)]
    for _, group in groupby(rows, lambda told: told.code[:5]):
        lines += [write(told, n, ward=n == 1) for n, told in enumerate(group, 1)]
    return lines


def lay_sections(rows: list[Told]) -> list[Line]:
    lines = [Line([HEADER[0], *HEADER[2:]])]
    for _, group in groupby(rows, lambda told: told.code[:5]):
        block = list(group)
        lines.append(Line([None, block[0].ward]))
        for n, told in enumerate(block, 1):
            cells = write(told, n).cells
            lines.append(Line([cells[0], *cells[2:]], told))
    return lines


def lay_totals(rows: list[Told]) -> list[Line]:
    lines = [Line(HEADER)]
    for _, group in groupby(rows, lambda told: told.code[:5]):
        block = list(group)
        lines += [write(told, n) for n, told in enumerate(block, 1)]
        lines.append(Line([None, "Cộng", None, None, sum(told.tips for told in block)]))
    return [*lines, Line([None, "TỔNG CỘNG", None, None, sum(told.tips for told in rows)])]


def lay_two_headers(rows: list[Told]) -> list[Line]:
    top = ["TT", "Xã, phường", "Thôn, tổ dân phố", "Năm 2018", None, "Số hộ"]
    return [Line(top), Line([None, None, None, *HEADER[3:5], None]), *lay_plain(rows)[1:]]


def lay_twice(rows: list[Told]) -> list[Line]:
    """Every tenth row stands there twice, every seventh not at all."""
    kept = [told for n, told in enumerate(rows) if n % 7]
    return lay_plain([*kept, *kept[::10]])


SHEETS: dict[str, Callable[[list[Told]], list[Line]]] = {
    "title and signatures": lay_with_title,
    "ward on the first row of its block": lay_ward_once,
    "ward as a row of its own": lay_sections,
    "a sum below each ward": lay_totals,
    "two header rows": lay_two_headers,
    "rows twice and missing": lay_twice,
}


# ---- what file they come in


def make_book(lines: Iterable[Line]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for line in lines:
        while len(book.worksheets) <= line.sheet:
            book.create_sheet()
        sheet = book.worksheets[line.sheet]
        sheet.append(line.cells or [None])
        if line.wards > 1:
            row = sheet.max_row
            sheet.merge_cells(start_row=row, end_row=row + line.wards - 1, start_column=2, end_column=2)
    return book


def save_xlsx(path: Path, lines: Iterable[Line]) -> Path:
    make_book(lines).save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


def save_old(encode: Callable[[str], bytes]) -> Callable[[Path, Iterable[Line]], Path]:
    """Return a writer of a spreadsheet whose texts are the bytes of an old character set."""

    def save(path: Path, lines: Iterable[Line]) -> Path:
        spoilt = (
            Line([encode(cell).decode("latin-1") if isinstance(cell, str) else cell for cell in line.cells])
            for line in lines
        )
        return save_xlsx(path, spoilt)

    return save


def save_text(encoding: str, sign: str) -> Callable[[Path, Iterable[Line]], Path]:
    def save(path: Path, lines: Iterable[Line]) -> Path:
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=sign, lineterminator="\r\n")
        writer.writerows(line.cells for line in lines)
        path = path.with_suffix(".csv")
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    return save


FILES: dict[str, Callable[[Path, Iterable[Line]], Path]] = {
    "TCVN3 in cells": save_old(encode_tcvn3),
    "VNI in cells": save_old(encode_vni),
    "cp1258 in cells": save_old(encode_cp1258),
    "CSV, UTF-8 with BOM, semicolons": save_text("utf-8-sig", ";"),
    "CSV, UTF-16, tabs": save_text("utf-16", "\t"),
}


def spoil_all(rows: list[Told]) -> list[Line]:
    """Return the rows with everything wrong that leaves no doubt."""
    ways = (
        "TDP for tổ dân phố",
        "P. and X. for the ward",
        "Ð for Đ",
        "blanks everywhere",
        "Đ and KĐ",
        "1.234 as text",
    )
    for way in ways:
        rows = [ROWS[way](told) for told in rows]
    lines = lay_totals(rows)
    for line in lines[2:]:
        if line.told and line.cells[0] != 1:
            line.cells[1] = None
    return [*lay_with_title([])[:3], *lines, *lay_with_title([])[-3:]]
