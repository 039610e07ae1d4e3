"""Place name → match key: Unicode, case, kind words, tone placement, numerals. Pure text to text.

Two names have one key only if they are one name written in two ways: "Thôn Hòa Bình" and "thôn hoà bình",
"TDP 5" and "Tổ dân phố số 05". A key keeps letters and tones, so "Nghĩa Dũng" is not "Nghĩa Dõng".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Final, Literal

TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
"""Combining grave, acute, tilde, hook above and dot below."""

INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
RAISED: Final = dict.fromkeys(map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹"))
"""Digits of footnotes: no part of a name."""

LOOKALIKES: Final = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ", "ʼ": "'", "ʻ": "'"})
"""Letters of other tongues that are drawn as Đ or as an apostrophe."""

WORD: Final = re.compile(r"\d+|(?:[^\W\d_]|[\u0300-\u036f])+")
ROMAN: Final = re.compile(r"(x{0,3})(ix|iv|v?i{0,3})")
ROMAN_SIGNS: Final = str.maketrans(
    {chr(sign): unicodedata.normalize("NFKC", chr(sign)) for sign in range(0x2160, 0x2180)}
)
SYLLABLES: Final = ("vi", "xi")
"""Roman numerals that are Vietnamese syllables too."""

WORDS: Final = 65_536
"""Words and names that are remembered: those of a table repeat, and of a city each is compared with many."""

KindLevel = Literal["hamlet", "ward"]

KIND_WORDS: Final[dict[KindLevel, dict[str, tuple[str, ...]]]] = {
    "hamlet": {
        "tổ dân phố": ("tổ dân phố", "tdp", "t d p", "tổ dp", "tổ d p", "tổ"),
        "thôn": ("thôn",),
        "khu dân cư": ("khu dân cư", "kdc", "k d c", "khu dc"),
        "khu phố": ("khu phố", "kp", "k p"),
        "khu vực": ("khu vực", "kv", "k v"),
        "tiểu khu": ("tiểu khu", "tk", "t k"),
        "khối phố": ("khối phố",),
        "khối": ("khối",),
        "khóm": ("khóm", "k"),
        "khu": ("khu",),
        "phố": ("phố",),
        "xóm": ("xóm",),
        "ấp": ("ấp",),
        "bản": ("bản",),
        "làng": ("làng",),
        "buôn": ("buôn",),
        "bon": ("bon",),
        "phum": ("phum",),
        "sóc": ("sóc",),
        "đội": ("đội",),
        "cụm dân cư": ("cụm dân cư", "cụm"),
    },
    "ward": {
        "phường": ("phường", "cap", "p", "f", "ph", "phg"),
        "xã": ("xã", "x", "cax"),
        "thị trấn": ("thị trấn", "tt", "t t", "t trấn", "catt"),
        "đặc khu": ("đặc khu", "đk", "đ k"),
    },
}
"""Kind of a unit → how it is written before a name."""

SHARED_WORDS: Final = {
    "k": ("khối", "khối phố", "khu", "khu phố"),
    "kp": ("khối phố",),
    "k p": ("khối phố",),
}
"""Short ways to write a kind of hamlets that are usual for others too: which one is meant the ward shows."""

AROUND: Final = "khu dân cư"
"""May stand before a hamlet with its own kind: "KDC Thôn 1" is Thôn 1."""

ANY_KIND: Final = "*"
"""Of a number that may be a unit of every kind."""

NUMBER_WORD: Final = "số"
MOST_DIGITS: Final = 18

OFFICES: Final = re.compile(
    r"(?:(?:ban )?công an|ubnd|(?:ủy|uỷ) ban nhân dân|hđnd|ca|đảng (?:ủy|uỷ|bộ)|(?:ub)?mttq(?:vn)?)[\s.:]+",
    re.IGNORECASE,
)
"""Offices that are written before a ward for the ward itself: "UBND phường Trần Phú"."""

COUNTED: Final = re.compile(r"(?:\d{1,3}|[ivx]{1,6}|[a-zđ])\s*[.):/]\s*(\S.*)", re.IGNORECASE)
"""A name with a number or letter before it, as lists have: "1. Phường Trần Phú"."""

KIND_BEHIND: Final = re.compile(r"(.*?\S)\s*\(([^()]+)\)")
"""A name with its kind behind it: "Trần Phú (phường)"."""


@dataclass(frozen=True)
class NameKey:
    """What two spellings of one name have in common.

    Parameters
    ----------
    kind
        "tổ dân phố", "thôn", "phường" …, or "" where the name does not say.
    stem
        The words after it, each with its tone at its end; numbers without leading zeros.
    plain_kind
        Whether the accents of the kind are missing ("to dan pho"): then it is read, but not relied on.
    """

    kind: str
    stem: str
    plain_kind: bool = field(default=False, compare=False)

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of the name, in order."""
        return tuple(word for word in self.stem.split() if word.isdecimal())

    @cached_property
    def letters(self) -> str:
        """The words of the name that are no numbers."""
        return " ".join(word for word in self.stem.split() if not word.isdecimal())


def normalise_text(text: str) -> str:
    """Return a text in NFC without invisible signs, with single blanks and the letter Đ as it should be."""
    clean = unicodedata.normalize("NFC", text).translate(INVISIBLE | RAISED).translate(LOOKALIKES)
    return unicodedata.normalize("NFC", " ".join(clean.split()))


@lru_cache(maxsize=WORDS)
def move_tone(word: str) -> str:
    """Return a word in small letters with its tone at the end: "hòa" and "hoà" become one."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = "".join(mark for mark in parts if mark in TONES)
    bare = "".join(mark for mark in parts if mark not in TONES)
    return unicodedata.normalize("NFC", bare) + tones


@lru_cache(maxsize=WORDS)
def fold(text: str) -> str:
    """Return a text in small letters without any accent: what is left when a clerk types plain letters."""
    parts = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(mark for mark in parts if not unicodedata.combining(mark))


def read_roman(word: str, *, shouted: bool) -> str:
    """Return the number of a Roman numeral up to XXXIX, or the word itself.

    Parameters
    ----------
    shouted
        Whether the whole name stands in capitals: then "VI" may be a word of the name as well.
    """
    small = word.lower()
    parts = ROMAN.fullmatch(small)
    if not parts or (small in SYLLABLES and (shouted or word != word.upper())):
        return word
    ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"].index(parts[2])
    return str(10 * len(parts[1]) + ones)


@cache
def canonical_kind(kind: str, level: KindLevel) -> str:
    """Return the usual word for a kind of unit: "tổ dân phố" for "TDP"; an unknown kind stays as it is."""
    return _list_prefixes(level).get(_fold_words(normalise_text(kind)), normalise_text(kind).lower())


@cache
def list_kinds(text: str, level: KindLevel) -> tuple[str, ...]:
    """Return the kinds of units that a text names, one after the other: of "Tên thôn, TDP" two."""
    words, kinds = _fold_words(normalise_text(text)), list[str]()
    while words:
        found = next((prefix for prefix in _list_prefixes(level) if words[: len(prefix)] == prefix), ())
        kinds += [_list_prefixes(level)[found]] if found else []
        words = words[max(len(found), 1) :]
    return tuple(dict.fromkeys(kinds))


@lru_cache(maxsize=WORDS)
def make_keys(name: str, level: KindLevel, kinds: tuple[str, ...] = ()) -> tuple[NameKey, ...]:
    """Return the ways to read a name: with its first words as a kind, and last as a name that says no kind.

    Parameters
    ----------
    name
        "Tổ dân phố số 05", "TDP 5", "P. Trần Phú", "Độc Lập".
    level
        Whose kind words may stand before it.
    kinds
        Further kinds of its city ("tổ nhân dân"), in the words of `canonical_kind`.
    """
    shouted = name == name.upper()
    words = WORD.findall(_cut_around(normalise_text(name).translate(ROMAN_SIGNS), level, kinds))
    folded = tuple(move_tone(word) for word in words)
    kind, plain, length = _find_kind(folded, level, kinds)
    bare = NameKey("", _make_stem(words, shouted=shouted))
    if not kind:
        return (bare,)
    if kind == AROUND and (inner := make_keys(" ".join(words[length:]), level, kinds))[0].kind:
        return (*inner[:-1], NameKey(kind, inner[-1].stem, plain), bare)
    shared = _list_shared().get(folded[:length], ()) if level == "hamlet" else ()
    # Behind a kind "VI" of "TỔ VI" may be the number as well as the word: the units show which.
    stems = dict.fromkeys(_make_stem(words[length:], shouted=way) for way in (shouted, False))
    return (*(NameKey(one, stem, plain) for one in (kind, *shared) for stem in stems), bare)


def _cut_around(name: str, level: KindLevel, kinds: tuple[str, ...]) -> str:
    """Return a name without what stands around it, where the kind shows where the name begins."""
    behind = KIND_BEHIND.fullmatch(name)
    if behind and _fold_words(behind[2]) in _list_prefixes(level, kinds):
        return f"{behind[2]} {behind[1]}"
    counted = COUNTED.fullmatch(name)
    if counted and _says_kind(counted[1], level, kinds):
        return counted[1]
    office = OFFICES.match(name) if level == "ward" else None
    if office and _says_kind(name[office.end() :], level, kinds):
        return name[office.end() :]
    return name


def _says_kind(name: str, level: KindLevel, kinds: tuple[str, ...]) -> bool:
    kind, plain, _ = _find_kind(_fold_words(name), level, kinds)
    return bool(kind) and not plain


def _fold_words(text: str) -> tuple[str, ...]:
    return tuple(move_tone(word) for word in WORD.findall(text))


def _make_stem(words: list[str], *, shouted: bool) -> str:
    read = [_read_digits(word) if word.isdecimal() else read_roman(word, shouted=shouted) for word in words]
    if len(read) > 1 and read[1].isdecimal() and fold(read[0]) == fold(NUMBER_WORD):
        read = read[1:]
    return " ".join(move_tone(word) for word in read)


def _read_digits(word: str) -> str:
    """Return a number without leading zeros; one that is too long for any unit stays as it is."""
    return str(int(word)) if len(word) <= MOST_DIGITS else word


@cache
def _list_prefixes(level: KindLevel, kinds: tuple[str, ...] = ()) -> dict[tuple[str, ...], str]:
    """Return the ways to write a kind, as words with their tones at the end; the longest come first."""
    spellings = {_fold_words(kind): kind for kind in kinds} | {
        tuple(move_tone(word) for word in spelling.split()): kind
        for kind, ways in KIND_WORDS[level].items()
        for spelling in ways
    }
    return dict(sorted(spellings.items(), key=lambda entry: -len(entry[0])))


@cache
def _list_shared() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the further kinds of words that stand for several, as `_list_prefixes` has them."""
    return {tuple(map(move_tone, spelling.split())): kinds for spelling, kinds in SHARED_WORDS.items()}


def _find_kind(words: tuple[str, ...], level: KindLevel, kinds: tuple[str, ...]) -> tuple[str, bool, int]:
    """Return kind, whether its accents are wrong, and how many words it takes; a name must be left."""
    prefixes = {
        prefix: kind for prefix, kind in _list_prefixes(level, kinds).items() if len(prefix) < len(words)
    }
    exact = next((prefix for prefix in prefixes if words[: len(prefix)] == prefix), ())
    plain = next((prefix for prefix in prefixes if _is_typed_plainly(words, prefix, len(exact))), ())
    prefix = max(exact, plain, key=len)
    return prefixes.get(prefix, ""), bool(prefix) and prefix != exact, len(prefix)


def _is_typed_plainly(words: tuple[str, ...], prefix: tuple[str, ...], known: int) -> bool:
    """Return whether words are a kind with other accents, of which the first words are a kind as it is.

    One word with other accents is another word ("Bàn" is not "bản"); several are the kind, misspelt. What
    goes on a kind ("Khu phố" of "Khu") must have no accents: "Khu Phổ Quang" is "Khu".
    """
    written = words[: len(prefix)]
    typed = tuple(map(fold, written))
    bare = typed[known:] == written[known:]
    return typed == tuple(map(fold, prefix)) and (bare if known or len(prefix) == 1 else True)
