"""The city behind the name of a ward: "Phường Nghĩa Lộ, TP Quảng Ngãi" says no more than its ward.

It is dropped where it is the city of the data folder; another one stays, so that its row is refused.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.clerks.tokens import WORD, fold_word, strip_accents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.clerks.tokens import Tokens
    from geo.clerks.vocabulary import Vocabulary

BETWEEN: Final = " \t\n,;.(–—-/"
"""What may stand between a ward and its city."""

LONGEST_PROVINCE: Final = 4


@lru_cache(maxsize=16_384)
def drop_city(text: str, vocabulary: Vocabulary) -> str:
    """Return a name without the city, or city and province, that stands behind it."""
    if not vocabulary.city:
        return text
    plain = unicodedata.normalize("NFC", text)
    found = list(WORD.finditer(plain))
    words = tuple(fold_word(one[0]) for one in found)
    for place in range(1, len(words)):
        if _is_home(words[place:], vocabulary):
            return plain[: found[place].start()].rstrip(BETWEEN)
    return text


def _is_home(words: Tokens, vocabulary: Vocabulary) -> bool:
    """Return whether words are the city, its city and any province, or the province of its name."""
    cities = set(_spell(vocabulary.rows["city_kinds"], vocabulary.city))
    provinces = vocabulary.rows["province_kinds"]
    bare = tuple(map(strip_accents, words))
    if {words, bare} & (cities | {(_shorten(vocabulary.city),)} | set(_spell(provinces, vocabulary.city))):
        return True
    for length in range(1, len(words)):
        rest = words[length:]
        behind = {rest[len(kind) :] for kind in provinces if rest[: len(kind)] == kind}
        if {words[:length], bare[:length]} & cities and any(
            0 < len(name) <= LONGEST_PROVINCE for name in behind
        ):
            return True
    return False


def _spell(kinds: Iterable[Tokens], name: Tokens) -> Iterator[Tokens]:
    """Yield a name behind each kind, with its accents and without."""
    for kind in kinds:
        yield (*kind, *name)
        yield tuple(map(strip_accents, (*kind, *name)))


def _shorten(name: Tokens) -> str:
    """Return the usual abbreviation of a city: "tpqn"."""
    return "tp" + "".join(strip_accents(word)[0] for word in name)
