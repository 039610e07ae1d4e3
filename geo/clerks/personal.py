"""Columns that look like personal data: the file is refused, and nothing of it is kept.

The tool holds places and counts. A header that announces names, phones, ID numbers, addresses, coordinates
or the text of a tip is enough; and so are cells that look like it under a harmless header.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import PLACES
from geo.clerks.tokens import fold_word, strip_accents
from geo.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.clerks.clerk import Cell, Field
    from geo.clerks.header_words import Label
    from geo.clerks.vocabulary import Personal

WORDS: Final[dict[Personal, tuple[str, str]]] = {
    "name": ("họ tên người", "names of people"),
    "phone": ("số điện thoại hoặc địa chỉ thư", "phone numbers or mail addresses"),
    "id_number": ("số giấy tờ tùy thân", "numbers of identity papers"),
    "birth": ("ngày sinh hoặc giới tính", "dates of birth or sex"),
    "address": ("địa chỉ nhà", "home addresses"),
    "trait": (
        "đặc điểm của từng người (dân tộc, tôn giáo, nghề nghiệp…)",
        "traits of persons (ethnicity, religion, occupation…)",
    ),
    "tip_text": ("nội dung tin", "the text of tips"),
    "coordinates": ("tọa độ", "coordinates"),
}

SURNAMES: Final = frozenset(
    map(
        fold_word,
        (
            *(
                "Nguyễn",
                "Trần",
                "Lê",
                "Phạm",
                "Huỳnh",
                "Hoàng",
                "Phan",
                "Vũ",
                "Võ",
                "Đặng",
                "Bùi",
                "Đỗ",
                "Hồ",
            ),
            *(
                "Ngô",
                "Dương",
                "Lý",
                "Trương",
                "Đinh",
                "Đoàn",
                "Lâm",
                "Mai",
                "Trịnh",
                "Đào",
                "Cao",
                "Tạ",
                "Hà",
            ),
            *("Lương", "Châu", "Thái", "Tô", "Bạch", "Nghiêm", "Tống", "Kiều", "Phùng", "Tiêu", "Thạch"),
            *(
                "Quách",
                "Từ",
                "Mạc",
                "Ông",
                "Khổng",
                "Âu",
                "Giàng",
                "Vàng",
                "Lò",
                "Sùng",
                "Vừ",
                "Thào",
                "Hạng",
            ),
            *("Chu", "Doãn", "Đàm", "Giáp", "Hứa", "Lại", "Lục", "Lữ", "Mã", "Nông", "Ninh", "Phí", "Tăng"),
            *("Tôn", "Triệu", "Ung", "Vương", "Lưu", "Thân", "Tiết", "Hàn", "Nhan", "Ngụy", "La", "Sầm"),
        ),
    )
)
PLAIN_SURNAMES: Final = frozenset(map(strip_accents, SURNAMES))
MIDDLE: Final = frozenset(map(fold_word, ("Văn", "Thị", "Van", "Thi")))
"""Behind a surname these make a name of a person, however it is written."""

TITLES: Final = re.compile(r"^\s*(ông|bà|anh|chị|đ/c|đc)\b[\s.:]*", re.IGNORECASE)
AROUND: Final = re.compile(r"^\s*\d+[.)]\s*|^[^:]{1,30}:|\([^)]*\)|\s*[,;/–-].*$")
"""What stands around a name in a note: its number, a role before or behind it, a second name."""

DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—−_"), "-")
PHONE: Final = re.compile(
    r"(?<![\d.,/-])(?<!\d\s)(?:\+?84|0084|0)(?:[\s.()-]{0,2}\d){8,10}(?!\d)(?!/(?!\s?0\d{8}))"
    r"|(?<![\d.,/-])0\d{2,3}([,/])\d{3}\1\d{3,4}(?![\d/])"
)
MAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.\w")
"""Bounded: in a long text without any "@" each letter is a start, and none may cost the rest of it."""

ID_NUMBER: Final = re.compile(r"(?<!\d)(?<!\d[.,])(?:\d{9}|\d{12})(?!\d)")
CITIZEN: Final = re.compile(r"0\d{11}")
"""Number of an identity card; no code of a unit has as many digits."""

LOST_ZERO: Final = re.compile(r"(?!\d*000$)[1-9]\d{10}")
"""Number of an identity card that a spreadsheet took for a number; a round one is a sum of money."""

PASSPORT: Final = re.compile(r"[A-Z]\d{7,8}")
PHONE_NUMBER: Final = re.compile(r"[35789]\d{8}")
DEGREES: Final = re.compile(r"(?:1\d\d|\d\d?)[.,]\d{4,}|\d{1,3}°\s*\d{1,2}['’′]")
HOUSE: Final = re.compile(r"\bsố nhà\b|\b(?:hẻm|ngõ|kiệt)\s+\d|^\s*\d[/\w]*\s+đường\b", re.IGNORECASE)
STREET: Final = re.compile(r"\s*(?:[Ss]ố\s+)?[A-Za-z]?\d+[A-Za-z]?(?:/\d+[A-Za-z]?)*,?\s+(.+)", re.DOTALL)
"""A number and what stands behind it: 25/3 Hùng Vương."""

STREET_WORDS: Final = 2
BORN: Final = re.compile(r"\bsinh\s+(?:ngày\s+|năm\s+)?(?:\d{1,2}[/.-]\d{1,2}[/.-])?\d{4}\b", re.IGNORECASE)
TELLING: Final = re.compile(
    r"\b(?:lúc|khoảng|vào)\s+\d{1,2}\s*(?:giờ|h)\b|\bnhà\s+(?:ông|bà|anh|chị)\b|\bđối tượng\s+(?:lạ|tên|là)\b"
    r"|\bthanh niên\b|\btôi\b|\bhàng xóm\b|\bnghi (?:vấn|ngờ)\b|\bgiấu tên\b",
    re.IGNORECASE,
)
"""How somebody tells what they saw; a reason for a status counts cases."""

TOLD_WORDS: Final = 6

MOST: Final = 0.6
SEVERAL: Final = 3
NAME_WORDS: Final = range(2, 6)
LONG: Final = 80
VERY_LONG: Final = 200
OFTEN: Final = 0.3
"""One cell of more than 200 characters, or many of more than 80, is no note on a hamlet."""


def find_personal(
    labels: Sequence[Label], columns: Sequence[Sequence[Cell]], *, file: str, fewest: int = 1
) -> list[Problem]:
    """Return a problem for each column that looks like personal data.

    Parameters
    ----------
    labels
        What the headers say.
    columns
        Cells below each header that are not empty.
    file
        Name for messages.
    fewest
        Number of cells with a phone number or the like from which a column is refused.
    """
    found = [
        (label, label.personal or look_at_cells(label.field, cells, fewest))
        for label, cells in zip(labels, columns, strict=True)
    ]
    return [_problem(file, label.words, kind) for label, kind in found if kind]


def look_at_cells(field: Field, cells: Sequence[Cell], fewest: int) -> Personal | None:
    """Return what the cells of a column look like; of places only what no place looks like."""
    texts = Counter[str]()
    for text, times in Counter(cell.text for cell in cells).items():
        texts[_plain(text)] += times
    checks: list[tuple[Personal, Callable[[str], object], float]] = [
        ("phone", PHONE.search, 0),
        ("phone", MAIL.search, 0),
        ("address", HOUSE.search, 0),
        ("id_number", CITIZEN.fullmatch, MOST),
    ]
    if field not in PLACES:
        checks += [("id_number", ID_NUMBER.search, 0)]
    if field == "other":
        checks += [
            ("phone", PHONE_NUMBER.fullmatch, MOST),
            ("coordinates", DEGREES.match, MOST),
            ("id_number", LOST_ZERO.fullmatch, MOST),
            ("id_number", PASSPORT.fullmatch, MOST),
            ("address", is_street, MOST),
            ("name", is_name, MOST),
            ("name", lambda text: is_name(text, surely=True), OFTEN),
            ("birth", BORN.search, OFTEN),
            ("tip_text", tells, OFTEN),
            ("tip_text", lambda text: len(text) > VERY_LONG, 0),
            ("tip_text", lambda text: len(text) > LONG, OFTEN),
        ]
    for kind, looks, share in checks:
        count = sum(times for text, times in texts.items() if looks(text))
        if count > share * len(cells) and count >= (SEVERAL if share else fewest):
            return kind
    return None


def _plain(text: str) -> str:
    """Return a text in NFC, with plain digits and dashes."""
    said = unicodedata.normalize("NFC", text.strip()).translate(DASHES)
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in said)


def is_name(text: str, *, surely: bool = False) -> bool:
    """Return whether a text looks like a person's name: a surname and one to four capitalised words.

    Parameters
    ----------
    surely
        Only with "văn" or "thị" behind the surname, which no place has; then also without capitals.
    """
    words = TITLES.sub("", AROUND.sub("", text).strip()).replace(".", " ").split()
    if len(words) not in NAME_WORDS or not all(word.isalpha() for word in words):
        return False
    surname = fold_word(words[0])
    if surname not in SURNAMES and not (text.isascii() and surname in PLAIN_SURNAMES):
        return False
    sure = len(words) > NAME_WORDS.start and fold_word(words[1]) in MIDDLE
    return sure or (not surely and all(word[:1].isupper() for word in words))


def is_street(text: str) -> bool:
    """Return whether a text is a number and at least two words with capitals, as a house in a street has."""
    found = STREET.fullmatch(text)
    words = found[1].replace(",", " ").split()[:STREET_WORDS] if found else []
    return len(words) == STREET_WORDS and all(word[:1].isupper() and word.isalpha() for word in words)


def tells(text: str) -> bool:
    """Return whether a text tells what somebody saw."""
    return len(text.split()) >= TOLD_WORDS and bool(TELLING.search(text))


def _problem(file: str, words: str, kind: Personal) -> Problem:
    vi, en = WORDS[kind]
    return Problem(
        file=file,
        column=words,
        what_vi=f"có vẻ chứa {vi}; hệ thống không nhận dữ liệu cá nhân, không dòng nào được lưu",
        what_en=f"looks like {en}; personal data are not taken in, nothing of the file is kept",
        remedy_vi="xóa cột này rồi gửi lại tệp",
        remedy_en="delete this column and send the file again",
    )
