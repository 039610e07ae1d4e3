"""How like two names are that are not the same: what may be proposed to a person, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, Literal

from geo.names import WORDS, fold, move_tone

if TYPE_CHECKING:
    from geo.names import NameKey

Difference = Literal["kind_missing", "kind_accents", "kind_other", "accents", "y_for_i", "letter"]

SCORES: Final[dict[Difference, float]] = {
    "kind_missing": 0.95,
    "kind_accents": 0.9,
    "kind_other": 0.8,
    "accents": 0.85,
    "y_for_i": 0.95,
    "letter": 0.7,
}
"""How much each difference leaves of the certainty of an equal name; several differences multiply."""

LEAST_LETTERS: Final = 3
"""A name shorter than this is another name when a letter differs."""

SOLE_Y: Final = re.compile(r"\b((?:[^\W\daeiouyăâêôơư]|qu)*)y(?=\W|$)")
"""y where it is the only vowel of a syllable: Mỹ and Mĩ, Quý and Quí, but not Tây."""


@dataclass(frozen=True)
class Likeness:
    """How like a written name is to the name of a unit: 1 is the same name."""

    score: float
    differences: tuple[Difference, ...] = ()


def compare_keys(written: NameKey, known: NameKey) -> Likeness | None:
    """Return how like two names are, or None where they are different names; another number is another name.

    Parameters
    ----------
    written
        As a table has it.
    known
        A unit's; it says its kind.
    """
    if written.numbers != known.numbers:
        return None
    found = _compare_words(written, known)
    if found is None:
        return None
    score = 1.0
    for difference in found:
        score *= SCORES[difference]
    return Likeness(round(score, 2), found)


def _compare_words(written: NameKey, known: NameKey) -> tuple[Difference, ...] | None:
    stem = _compare_stems(written.stem, known.stem)
    if stem is None:
        full = f"{_spell_kind(known.kind)} {known.stem}"
        return ("letter",) if not written.kind and is_one_edit(written.stem, full) else None
    kind = _compare_kinds(written, known)
    return stem if kind == ("kind_accents",) and stem == ("accents",) else (*kind, *stem)


@cache
def _spell_kind(kind: str) -> str:
    return " ".join(move_tone(word) for word in kind.split())


def _compare_kinds(written: NameKey, known: NameKey) -> tuple[Difference, ...]:
    if not written.kind:
        return ("kind_missing",)
    if written.kind != known.kind:
        return ("kind_other",)
    return ("kind_accents",) if written.plain_kind else ()


def _compare_stems(written: str, known: str) -> tuple[Difference, ...] | None:
    if written == known:
        return ()
    pairs = list(zip(written.split(), known.split(), strict=False))
    if len(written.split()) == len(known.split()) and all(
        ours == theirs or ours == fold(theirs) for ours, theirs in pairs
    ):
        return ("accents",)
    if _join_y(written) == _join_y(known):
        return ("y_for_i",)
    if len(fold(known)) >= LEAST_LETTERS and (is_one_edit(written, known) or _is_one_accent(written, known)):
        return ("letter",)
    return None


def _is_one_accent(written: str, known: str) -> bool:
    """Return whether one word has other accents: Ấn and An differ in one letter, but in roof and tone."""
    if fold(written) != fold(known):
        return False
    return sum(ours != theirs for ours, theirs in zip(written.split(), known.split(), strict=True)) == 1


@lru_cache(maxsize=WORDS)
def _join_y(stem: str) -> str:
    return SOLE_Y.sub(r"\1i", stem)


def is_one_edit(written: str, known: str) -> bool:
    """Return whether one letter or tone put in, left out, changed or swapped tells two words apart."""
    if abs(len(written) - len(known)) > 1:
        return False
    start = 0
    while start < min(len(written), len(known)) and written[start] == known[start]:
        start += 1
    ours, theirs = written[start:], known[start:]
    return (
        ours[1:] == theirs[1:]
        or ours[1:] == theirs
        or ours == theirs[1:]
        or (ours[:2] == theirs[1::-1] and ours[2:] == theirs[2:])
    )
