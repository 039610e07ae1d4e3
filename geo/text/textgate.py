"""The one gate that every foreign text passes: what may be stored as a name, and what as a code."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Final

from geo.model import Text
from geo.text.charsets import tidy_text

LONGEST: Final = 120
LONGEST_ENDING: Final = 20
CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")

FORBIDDEN: Final = {
    "Cc": Text("có ký tự điều khiển", "holds a control character"),
    "Cf": Text("có ký tự ẩn hoặc đổi chiều chữ", "holds a hidden or direction-changing character"),
    "Co": Text("có ký tự riêng của một phông chữ", "holds a character of one font only"),
    "Cs": Text("có ký tự hỏng", "holds a broken character"),
    "Cn": Text("có ký tự không tồn tại", "holds a character that does not exist"),
    "Mn": Text("có dấu thanh đứng lẻ", "holds an accent that belongs to no letter"),
    "Me": Text("có dấu bao quanh chữ", "holds an enclosing mark"),
}
"""Unicode categories that no name has; after NFC no Vietnamese letter needs a combining mark."""

UNSEEN: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Signs without width, pasted in from a page or a PDF; they say nothing."""

WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Letters, digits and signs of East Asian width → the plain ones."""

ALIKE: Final = str.maketrans("аеорсухіАВЕКМНОРСТХІοΑΒΕΗΙΚΜΝΟΡΤΧ", "aeopcyxiABEKMHOPCTXIoABEHIKMNOPTX")
"""Cyrillic and Greek letters that are drawn as Latin ones; no Vietnamese word has them."""

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"


def clean_text(text: str) -> str:
    """Return a text in NFC with Đ for Ð, every kind of space or line break as one space, none at the ends."""
    return " ".join(tidy_text(text).split())


def safe_name(name: str) -> str:
    """Return a file name to be shown and kept: no folder, nothing hidden; a long one keeps its ending."""
    plain = "".join(letter for letter in clean_text(name).replace("\\", "/") if letter.isprintable())
    path = PurePosixPath(plain.rsplit("/", 1)[-1])
    ending = path.suffix[:LONGEST_ENDING]
    room = LONGEST - len(ending)
    stem = path.stem if len(path.stem) <= room else f"{path.stem[: room - 1]}…"
    return f"{stem}{ending}" or "?"


@lru_cache(maxsize=16_384)  # the texts of a table repeat
def settle_cell(text: str) -> str:
    """Return the text of a clerk's cell as it is seen: no signs without width, letters and digits of ours."""
    return text.translate(UNSEEN).translate(WIDE).translate(ALIKE)


@lru_cache(maxsize=16_384)
def find_fault(text: str) -> Text | None:
    """Return why a cleaned text cannot be stored as a name, or None.

    Parameters
    ----------
    text
        From `clean_text`.
    """
    for letter in text:
        fault = FORBIDDEN.get(unicodedata.category(letter))
        if fault:
            return fault
    if REPLACEMENT in text:
        return Text("có chữ không giải mã được", "holds a letter that cannot be decoded")
    if len(text) > LONGEST:
        return Text(f"dài quá {LONGEST} ký tự", f"is longer than {LONGEST} characters")
    if not any(letter.isalnum() for letter in text):
        return Text("không có chữ hay số nào", "holds no letter or digit")
    return None


def find_code_fault(text: str) -> Text | None:
    """Return why a text cannot be stored as a code, or None: plain letters, digits, ".", "_" and "-" only."""
    if CODE.fullmatch(text):
        return None
    return Text(
        "mã chỉ được gồm chữ không dấu, số và . _ - (tối đa 32 ký tự)",
        "a code may have plain letters, digits and . _ - only (at most 32 characters)",
    )
