"""Bytes read in a character set, and how Vietnamese the words are that come out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.text.charsets import ENCODINGS, Encoding, decode_bytes, restore_lost_u
from geo.text.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMON: Final = (
    "thôn tổ dân phố khu cư xóm ấp xã phường thị trấn tên số năm hộ khẩu đạt không chưa có đ kđ nguồn tin "
    "kết quả tổng cộng cụm mô hình ghi chú đơn vị đội"
)
"""Words that clerks' tables are full of; they decide between two readings that are both pronounceable."""

COMMON_WORDS: Final = frozenset(COMMON.split())
CONSONANTS: Final = frozenset("BCDĐGHKLMNPQRSTVX")
CHUNK: Final = re.compile(rb"[A-Za-z\x80-\xff]+")
PUNCTUATION: Final = re.compile(r"[\s“”‘’–—…•]+")


@dataclass(frozen=True)
class Reading:
    """One way of reading the words with accents, and the points of each word (see `_grade`)."""

    encoding: Encoding
    words: tuple[str, ...]
    points: tuple[int, ...]

    @property
    def score(self) -> float:
        """Share of the words that are Vietnamese."""
        return sum(point > 0 for point in self.points) / max(len(self.points), 1)

    def lead(self, other: Reading) -> float:
        """Return by how many points a word this reading is ahead, where the two differ; inf if nowhere."""
        rows = zip(self.words, other.words, self.points, other.points, strict=True)
        leads = [mine - theirs for word, rival, mine, theirs in rows if word != rival]
        return sum(leads) / len(leads) if leads else float("inf")


def read_all(sample: Sequence[bytes]) -> list[Reading]:
    """Return some texts read in every character set."""
    return [read_sample(sample, encoding) for encoding in ENCODINGS if encoding != "ascii"]


def read_sample(sample: Sequence[bytes], encoding: Encoding) -> Reading:
    """Return some texts read in a character set: their words with accents, and how Vietnamese each is."""
    # Only the end of a value may be cut inside a character.
    chunks = dict.fromkeys(
        found[0] + b" " * (found.end() < len(raw))
        for raw in sample
        for found in CHUNK.finditer(raw)
        if not found[0].isascii()
    )
    words = tuple(finish(decode_bytes(chunk, encoding), encoding) for chunk in chunks)
    return Reading(encoding, words, tuple(map(_grade, words)))


def _grade(word: str) -> int:
    """Return 2 for a common word or abbreviation, 1 for syllables, 0 for anything else.

    A word with a capital in the midst of small letters ("CÈm") is that of another character set.
    """
    pieces = [piece for piece in PUNCTUATION.split(word) if piece]
    if not all(piece in (piece.lower(), piece.upper(), piece.capitalize()) for piece in pieces):
        return 0
    if pieces and all(piece.casefold() in COMMON_WORDS for piece in pieces):
        return 2
    return int(bool(pieces) and all(is_syllable(piece) or _is_abbreviation(piece) for piece in pieces))


def _is_abbreviation(piece: str) -> bool:
    return "Đ" in piece and CONSONANTS.issuperset(piece)


def finish(text: str, encoding: Encoding) -> str:
    """Return a decoded text with what its character set tends to lose put back."""
    return restore_lost_u(text) if encoding == "tcvn3" else text
