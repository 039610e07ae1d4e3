"""One cell of a clerk's table → its value, in the style of its column; None is no data, never 0."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.clerks.styles import DASHES, DAY, GROUPED
from geo.clerks.tokens import cell_key, status_keys, strip_accents, tokenise
from geo.model import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.clerks.clerk import Cell, Style
    from geo.clerks.vocabulary import Vocabulary

Reading = tuple["float | str | None", "Text | None"]
"""A value or None, and what is wrong with the cell or None."""

EMPTY: Final[Reading] = (None, None)
NUMBER: Final = re.compile(r"[-+]?\d[\d.,\s\u00a0\u202f]*")
PLAIN: Final = re.compile(r"[-+]?\d+")
ZERO_DECIMALS: Final = re.compile(r"[-+]?\d+[.,]0{1,2}")
YEAR: Final = re.compile(r"(?:19|20|21)\d\d")
LONG_DAY: Final = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
ISO_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
BLANKS: Final = re.compile(r"[ \t\r\n]+")
SERIAL: Final = re.compile(r"\d{5}")
EXCEL_EPOCH: Final = date(1899, 12, 30)
EXCEL_DAYS: Final = (20_000, 80_000)  # 1954 to 2119
CENTURY: Final = 2000
TICKS: Final = frozenset(map(cell_key, ("x", "1", "+", "v", "✓", "✔", "√", "☑", "có", "true", "yes")))
"""What ticks a column "không đạt"; "đạt" in it contradicts its header."""
CROSS: Final = "x"
NO_TICKS: Final = ("0", "không", "false", "no")
LARGEST: Final = 10**9
HUNDRED: Final = 100
"""What becomes of 100.000 where its separator is taken for decimals: smaller numbers may be such."""

LONGEST: Final = 30
"""Signs of a number; what has more is no number that anybody wrote."""


NOT_TICK: Final = Text("trái với tiêu đề cột “không đạt”", "contradicts its header, which says not met")
NOT_STATUS: Final = Text("không phải kết quả phân loại", "is no status")
MAYBE_COUNT: Final = Text(
    "ở bảng xã, phường có thể là số thôn, không rõ có phải kết quả",
    "may be a number of hamlets in a table of wards, not surely a result",
)
MAYBE_OPPOSITE: Final = Text(
    "có thể là đạt hoặc không đạt, vì cột còn có dấu khác",
    "may be met or not met: the column has another sign as well",
)
UNKNOWN_WORDS: Final = frozenset({NOT_STATUS.en, MAYBE_COUNT.en, MAYBE_OPPOSITE.en})
"""What is said of a cell whose meaning a person can tell."""

NOT_COUNT: Final = Text("không phải số đếm (số nguyên không âm)", "is no count (a whole number from 0)")
NOT_NUMBER: Final = Text("không phải số", "is no number")
NOT_GRADE: Final = Text(
    "không phải số, cũng không phải tên lớp của chỉ tiêu", "is neither a number nor the name of a class"
)
NOT_YEAR: Final = Text("không phải năm", "is no year")
NOT_DAY: Final = Text("không phải ngày", "is no date")
TWO_STYLES: Final = Text(
    "cột viết số theo hai kiểu, không rõ dấu này là phần nghìn hay thập phân",
    "the column writes numbers in two ways: this sign may be thousands or decimals",
)
TWO_ORDERS: Final = Text(
    "cột viết ngày theo hai kiểu, không rõ ngày trước hay tháng trước",
    "the column writes dates in two orders: day or month may come first",
)
HALF_COUNT: Final = Text(
    "là số lẻ; nếu là số hàng nghìn thì bảng tính đã hiểu nhầm dấu chấm",
    "is no whole number; if it is thousands, the spreadsheet took the separator for decimals",
)
MAYBE_THOUSANDS: Final = Text(
    "có thể là số hàng nghìn (1.000 thành 1): ở các dòng khác bảng tính đã hiểu nhầm dấu chấm",
    "may be thousands (1.000 became 1): the spreadsheet took their separator for decimals in other rows",
)


def parse_status(cell: Cell, style: Style, vocabulary: Vocabulary) -> Reading:
    """Return 1.0 for met, 0.0 for not met."""
    if cell.kind == "percent":
        return None, NOT_STATUS
    if style == "digits" and PLAIN.fullmatch(cell.text.strip()):
        return None, MAYBE_COUNT
    if style == "crosses" and cell_key(cell.text) == CROSS:
        return None, MAYBE_OPPOSITE
    if style in ("plus_minus", "mixed") and cell.text.strip() in DASHES:
        return (0.0, None) if style == "plus_minus" else (None, NOT_STATUS)
    keys = status_keys(cell.text, vocabulary.reservations)
    for key in keys:
        if key in vocabulary.statuses:
            return vocabulary.statuses[key], None
    meanings = {value for key in keys for value in _list_plain(vocabulary).get(key, ())}
    return (meanings.pop(), None) if len(meanings) == 1 else (None, NOT_STATUS)


@lru_cache(maxsize=8)
def _list_plain(vocabulary: Vocabulary) -> Mapping[str, frozenset[float | None]]:
    """Return the words of statuses without accents, and what each may mean: asked for every unknown cell."""
    plain: dict[str, frozenset[float | None]] = {}
    for word, value in vocabulary.statuses.items():
        bare = strip_accents(word)
        plain[bare] = plain.get(bare, frozenset()) | {value}
    return plain


def parse_tick(cell: Cell, style: Style, vocabulary: Vocabulary) -> Reading:
    """Return 1.0 for a cell of a column "không đạt" that is ticked, or that says so in words."""
    key = cell_key(cell.text)
    if key in NO_TICKS:
        return EMPTY
    value, fault = parse_status(cell, style, vocabulary)
    if value == 1 and key not in TICKS:
        return None, NOT_TICK
    says_so = value == 0 and len(tokenise(cell.text)) > 0
    return (1.0 if value == 1 or says_so else None), fault


def parse_count(cell: Cell, style: Style, vocabulary: Vocabulary) -> Reading:
    """Return a whole number from 0."""
    value, fault = parse_number(cell, style, vocabulary, whole=True)
    if fault or value is None:
        return None, NOT_COUNT if fault is NOT_NUMBER else fault
    number = float(value)
    if cell.kind == "percent" or not 0 <= number <= LARGEST:
        return None, NOT_COUNT
    if style == "thousands" and cell.kind == "number" and number.is_integer() and number < HUNDRED:
        return None, MAYBE_THOUSANDS
    return (number, None) if number.is_integer() else (None, HALF_COUNT)


def parse_number(cell: Cell, style: Style, vocabulary: Vocabulary, *, whole: bool = False) -> Reading:
    """Return a number; of a share the percent (98,3 % is 98.3), of the name of a class its value."""
    if cell.kind == "percent" or (cell.kind == "number" and style == "share"):
        return round(cell.number * 100, 9), None
    if cell.kind == "number":
        return cell.number, None
    text = BLANKS.sub(" ", cell.text).strip().lstrip("'").rstrip("*").strip()
    if not whole and cell_key(text) in vocabulary.labels:
        return vocabulary.labels[cell_key(text)], None
    if _is_no_data(text, vocabulary):
        return EMPTY
    found = NUMBER.match(text)
    read = found and len(found[0]) <= LONGEST and _is_unit(text[found.end() :], vocabulary, whole=whole)
    if cell.kind != "text" or not found or not read:
        return None, NOT_GRADE if vocabulary.labels and not whole else NOT_NUMBER
    return _read_digits(found[0].strip(" \u00a0\u202f"), style)


def _read_digits(text: str, style: Style) -> Reading:
    if PLAIN.fullmatch(text) or ZERO_DECIMALS.fullmatch(text):
        return float(text.replace(",", ".")), None
    if style == "mixed":
        return None, TWO_STYLES
    group, point = {"commas": (",", "."), "spaces": (" ", ",")}.get(style, (".", ","))
    whole, mark, decimals = text.replace("\u00a0", " ").replace("\u202f", " ").partition(point)
    grouped = PLAIN.fullmatch(whole) or GROUPED[_style_of(group)].fullmatch(whole.lstrip("+-"))
    if not grouped or (mark and not decimals.isdecimal()):
        return None, NOT_NUMBER
    return float(whole.replace(group, "") + ("." + decimals if mark else "")), None


def _style_of(group: str) -> Style:
    styles: dict[str, Style] = {",": "commas", " ": "spaces", ".": "dots"}
    return styles[group]


def _is_no_data(text: str, vocabulary: Vocabulary) -> bool:
    key = cell_key(text)
    return key in vocabulary.statuses and vocabulary.statuses[key] is None


def _is_unit(rest: str, vocabulary: Vocabulary, *, whole: bool) -> bool:
    """Return whether what stands behind a number is nothing, a percent sign or a known unit."""
    return (
        not rest.strip() or (not whole and rest.strip() == "%") or tokenise(rest) in vocabulary.rows["units"]
    )


def parse_year(cell: Cell, style: Style, vocabulary: Vocabulary) -> Reading:
    """Return a year: a number, "Năm 2018", or the year of a date."""
    found = YEAR.findall(cell.text)
    if cell.kind in ("number", "text") and len(found) == 1 and not _other_digits(cell.text, found[0]):
        return float(found[0]), None
    if _is_no_data(cell.text, vocabulary):
        return EMPTY
    day, _ = parse_day(cell, "dmy" if style == "year" else style, vocabulary)
    return (float(str(day)[:4]), None) if day else (None, NOT_YEAR)


def _other_digits(text: str, year: str) -> bool:
    return any(letter.isdigit() for letter in text.replace(year, "", 1))


def parse_day(cell: Cell, style: Style, vocabulary: Vocabulary) -> Reading:
    """Return an ISO date: a date of the spreadsheet, its serial number, 31/12/2018, or words."""
    if cell.kind == "date":
        return cell.text, None
    if cell.kind == "number":
        return _read_serial(cell.number)
    text = " ".join(cell.text.split())
    if SERIAL.fullmatch(text):
        return _read_serial(float(text))
    return EMPTY if _is_no_data(text, vocabulary) else _read_day(text, style)


def _read_serial(number: float) -> Reading:
    if not EXCEL_DAYS[0] <= number <= EXCEL_DAYS[1]:
        return None, NOT_DAY
    return (EXCEL_EPOCH + timedelta(days=int(number))).isoformat(), None


def _read_day(text: str, style: Style) -> Reading:
    if found := ISO_DAY.fullmatch(text):
        return _make_day(*map(int, found.groups()))
    if found := LONG_DAY.fullmatch(text):
        return _make_day(*map(int, reversed(found.groups())))
    if not (found := DAY.fullmatch(text)):
        return None, NOT_DAY
    if style == "mixed":
        return None, TWO_ORDERS
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    day, month = (second, first) if style == "mdy" else (first, second)
    return _make_day(year + CENTURY if len(found[3]) < len("2018") else year, month, day)


def _make_day(year: int, month: int, day: int) -> Reading:
    try:
        return date(year, month, day).isoformat(), None
    except ValueError:
        return None, NOT_DAY


PARSERS: Final[dict[str, Callable[[Cell, Style, Vocabulary], Reading]]] = {
    "status": parse_status,
    "tick": parse_tick,
    "count": parse_count,
    "number": parse_number,
    "year": parse_year,
    "date": parse_day,
}
