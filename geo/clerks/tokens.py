"""How words compare: letters folded, signs between them dropped, with accents or as typed without them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from geo.text.charsets import ETH
from geo.text.syllables import TONES

if TYPE_CHECKING:
    from collections.abc import Mapping

Meaning = TypeVar("Meaning")
Tokens = tuple[str, ...]

MOST_DIGITS: Final = 18
LONGEST_RUN: Final = 30
"""Words of one entry; of a cell of thousands of words not every run is looked up."""

LETTERS: Final = r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*"
"""A tone that was put at the end of its word may be of no letter there."""

WORD: Final = re.compile(rf"\d+|{LETTERS}(?:['’‘ʼ]{LETTERS})*")
"""Letters or digits: "TDP01" and "P.1" are two words, with a blank between them or without; "P'Ré" is one."""

APOSTROPHES: Final = str.maketrans(dict.fromkeys("’‘ʼ", "'"))

REMARK: Final = re.compile(r"\s*\((?![^()]*(?:đạt|đat|dat|không|khong|chưa|chua|\?)[^()]*\))[^()]*\)$")
PLAIN_STATUS: Final = re.compile(r"(?:[^\W_]|[\u0300-\u036f]|[\s\"'“”‘’.,;:/*-])+")
OTHER_YEAR: Final = re.compile(r"(?:năm|nam)?\s?(?:19|20)\d\d")
SIGNS: Final = frozenset({"...", "."})
"""Cells that are nothing but full stops."""


@dataclass(frozen=True, eq=False)
class Words(Generic[Meaning]):
    """Runs of words and what they mean, as written and as typed without accents."""

    exact: Mapping[Tokens, Meaning]
    plain: Mapping[Tokens, Meaning]


@lru_cache(maxsize=16_384)
def fold_word(word: str) -> str:
    """Return a word in lower case, its tone behind it: "Hòa" and "hoà" are the same, "hoa" is not."""
    parts = unicodedata.normalize("NFD", unicodedata.normalize("NFC", word).casefold().translate(ETH))
    bare = "".join(mark for mark in parts if mark not in TONES)
    return unicodedata.normalize("NFC", bare) + "".join(mark for mark in parts if mark in TONES)


@lru_cache(maxsize=16_384)
def strip_accents(text: str) -> str:
    """Return a text without accents, as it is typed on a keyboard that has none."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(mark for mark in parts if not unicodedata.combining(mark))


@lru_cache(maxsize=16_384)  # the texts of a table repeat
def tokenise(text: str) -> Tokens:
    """Return the words of a text, folded; punctuation separates and is dropped, and "01" is "1"."""
    words = WORD.findall(unicodedata.normalize("NFC", text).translate(APOSTROPHES))
    return tuple(
        str(int(word)) if word.isdecimal() and len(word) <= MOST_DIGITS else fold_word(word) for word in words
    )


def read_number(text: str) -> int:
    """Return a number, or 0: one of more digits than any row or hamlet has is none."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 0


def goes_on(first: str, second: str) -> bool:
    """Return whether a serial number follows another."""
    return 0 < read_number(first) == read_number(second) - 1


def cell_key(text: str) -> str:
    """Return a status cell for comparing: folded, single spaces, no stop at the end; signs are kept."""
    flat = " ".join(unicodedata.normalize("NFC", text).split())
    return WORD.sub(lambda found: fold_word(found[0]), flat if flat in SIGNS else flat.rstrip(".;:,! "))


@lru_cache(maxsize=16_384)
def ditto_key(text: str) -> str:
    """Return a cell that may be a mark for the one above: its letters, or without any its other signs."""
    signs = "".join(unicodedata.normalize("NFC", text).casefold().split())
    return "".join(sign for sign in signs if sign.isalnum()) or signs.strip("-–—.")


@lru_cache(maxsize=16_384)
def status_keys(text: str, reservations: Words[bool]) -> tuple[str, ...]:
    """Return the ways to read a status cell: as it stands, without a remark, without signs between letters.

    "Đạt (100%)" is "đạt", "K.Đ." is "kđ", "“Không đạt”" is "không đạt"; a remark that has a word of a status
    itself, or that takes the result back ("nợ tiêu chí", "năm trước"), is not dropped.
    """
    key = cell_key(text)
    bare = REMARK.sub("", key)
    words, remark = tokenise(bare), tokenise(key[len(bare) :])
    if find_words(remark, reservations) or OTHER_YEAR.fullmatch(" ".join(remark)):
        return (key,)
    if not PLAIN_STATUS.fullmatch(bare) or not any(word[0].isalpha() for word in words):
        return (key,)
    return (key, " ".join(words), "".join(words))


def find_words(tokens: Tokens, words: Words[Meaning]) -> tuple[Tokens, Meaning] | None:
    """Return the longest run of words that a table knows, and its meaning; of equal ones the first.

    A text typed without accents is compared without accents.
    """
    table = words.plain if all(token.isascii() for token in tokens) else words.exact
    for length in range(min(len(tokens), LONGEST_RUN), 0, -1):
        for start in range(len(tokens) - length + 1):
            run = tokens[start : start + length]
            if run in table:
                return run, table[run]
    return None


def plain_words(words: Tokens) -> Tokens:
    """Return words without accents."""
    return tuple(strip_accents(word) for word in words)
