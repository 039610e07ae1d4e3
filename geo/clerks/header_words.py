"""What the words above a column say it holds.

A column is read only if all words of its label are known: "Số hộ nghèo" is not "Số hộ".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import PLACES
from geo.clerks.tokens import Words, cell_key, find_words, strip_accents, tokenise
from geo.errors import reveal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geo.clerks.clerk import Field
    from geo.clerks.tokens import Tokens
    from geo.clerks.vocabulary import Personal, Vocabulary

BRACKETS: Final = re.compile(r"[(\[{][^)\]}]*[)\]}]?")
RESULTS: Final = ("meets_standard", "not_met")
LEVELS: Final = ("hamlet", "ward")
YEAR: Final = re.compile(r"(?<!\d)(20\d\d|19\d\d)(?!\d)")


@dataclass(frozen=True)
class Label:
    """The words above a column, and what they say.

    Parameters
    ----------
    words
        Header rows from top to bottom, joined with " / ".
    field
        What the words name; "other" if they name nothing.
    sure
        Whether every word is known; False is a guess that is not acted on.
    personal
        Kind of personal data that the words announce, or None.
    year
        Year in the words, or None.
    """

    words: str
    field: Field
    sure: bool
    personal: Personal | None = None
    year: int | None = None


def read_label(texts: Sequence[str], vocabulary: Vocabulary) -> Label:
    """Return what the texts above a column say: the lowest if it is sure, else all of them together."""
    words = " / ".join(dict.fromkeys(texts))
    years = {int(year) for text in texts for year in YEAR.findall(text)}
    year = years.pop() if len(years) == 1 else None
    personal = find_words(tokenise(words), vocabulary.personal)
    if personal:
        return Label(reveal(words), "other", sure=True, personal=personal[1], year=year)
    if texts and _says_no_data(texts[-1], vocabulary):
        return Label(reveal(words), "other", sure=True, year=year)
    lowest, together = (name_field(text, vocabulary) for text in (texts[-1] if texts else "", words))
    field, sure = lowest if lowest[1] or not together[1] else together
    return Label(reveal(words), field or "other", sure, year=year)


def _says_no_data(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether a label is the word of a result that is not there: a tick below "Chưa xét" is none."""
    key = cell_key(text)
    return any(map(str.isalpha, key)) and vocabulary.statuses.get(key, 1.0) is None


@lru_cache(maxsize=16_384)
def name_field(text: str, vocabulary: Vocabulary) -> tuple[Field, bool]:
    """Return the field that a label names ("" if none), and whether all its words are known.

    "Đơn vị" and "tên" say least: any other words, also those in brackets, come before them.
    """
    cut = vocabulary.cut.get(text.strip().casefold())
    if cut:
        return cut, True
    outside, inside = tokenise(BRACKETS.sub(" ", text)), tokenise(" ".join(BRACKETS.findall(text)))
    plain = _leave_units(vocabulary)
    found = find_words(outside, plain) or find_words(inside, plain) or find_words(outside, vocabulary.fields)
    if found is None:
        return "", False
    field, doubtful = _weigh_more(outside, found, vocabulary)
    denied = find_words(outside, _list_not_met(vocabulary)) if field in RESULTS else None
    if denied:
        found = denied
        field, unclear = _take_side(outside, denied[0], vocabulary)
        doubtful = doubtful or unclear
    rest = _drop_known(outside, found, vocabulary)
    doubtful = doubtful or any((token,) in vocabulary.rows["multipliers"] for token in inside)
    whole = field == "year" and (YEAR.search(text) or outside in vocabulary.rows["total"])
    return field, not rest and not doubtful and not whole


@lru_cache(maxsize=8)
def _leave_units(vocabulary: Vocabulary) -> Words[Field]:
    """Return the words of headers that say more than "đơn vị"."""
    return _pick_words(vocabulary, lambda field: field != "unit")


@lru_cache(maxsize=8)
def _list_not_met(vocabulary: Vocabulary) -> Words[Field]:
    """Return the words of headers that say that the standard was not met."""
    return _pick_words(vocabulary, lambda field: field == "not_met")


def _pick_words(vocabulary: Vocabulary, wanted: Callable[[Field], bool]) -> Words[Field]:
    exact, plain = (
        {words: field for words, field in table.items() if wanted(field)}
        for table in (vocabulary.fields.exact, vocabulary.fields.plain)
    )
    return Words(exact, plain)


def _weigh_more(tokens: Tokens, found: tuple[Tokens, Field], vocabulary: Vocabulary) -> tuple[Field, bool]:
    """Return the field of a label, and whether its other words name another value.

    "Số hộ không đạt" is neither a result nor the households.
    "Xã, phường, thôn" heads names of both levels: which they are, the cells tell.
    """
    words, field = found
    starts = (place for place in range(len(tokens)) if tokens[place : place + len(words)] == words)
    start = next(starts, len(tokens))
    parts = (tokens[:start], tokens[start + len(words) :])
    more = {named[1] for part in parts if (named := find_words(part, vocabulary.fields))}
    if field in LEVELS and more & set(LEVELS) - {field}:
        return "unit", False
    values = {*vocabulary.kinds, "not_met"}
    own = {*RESULTS} if field in RESULTS else {field}
    return field, field in values and bool(more & values - own)


def _take_side(tokens: Tokens, denial: Tokens, vocabulary: Vocabulary) -> tuple[Field, bool]:
    """Return the field of a label that has the words of "not met", and whether that is doubtful.

    "Đạt / Không đạt" heads a column of results. "Không đạt an toàn về ANTT" says of the standard that it was
    not met: a tick below it is no "met". "Kết quả không đạt" may be the one or the other.
    """
    start = next(place for place in range(len(tokens)) if tokens[place : place + len(denial)] == denial)
    before, after = tokens[:start], tokens[start + len(denial) :]
    if {*denial[1:]} & {*before, *after}:
        return "meets_standard", False
    named = find_words(before, vocabulary.fields)
    return ("meets_standard", True) if named and named[1] in RESULTS else ("not_met", False)


def _drop_known(tokens: Tokens, found: tuple[Tokens, Field], vocabulary: Vocabulary) -> list[str]:
    """Return the words of a label that neither name its field, nor are fillers, nor a year.

    A label may list what it heads: "Buôn, thôn, tổ dân phố" is a column of hamlets, whatever it calls them,
    and "Chưa đạt an toàn về ANTT" has words of both results.
    """
    plain = all(token.isascii() for token in tokens)
    fillers = _list_fillers(vocabulary, plain=plain)
    words, field = found
    rest = [token for token in tokens if token not in words]
    same = (field, "unit") if field in PLACES else RESULTS if field in RESULTS else ()
    while (more := find_words(tuple(rest), vocabulary.fields)) and more[1] in same:
        rest = [token for token in rest if token not in more[0]]
    return [token for token in leave_out(rest, fillers) if not YEAR.fullmatch(token)]


def leave_out(tokens: Sequence[str], words: Iterable[Tokens]) -> list[str]:
    """Return tokens without every run that is one of some words; give the longest words first."""
    rest = list(tokens)
    for run in words:
        for start in range(len(rest) - len(run), -1, -1):
            if tuple(rest[start : start + len(run)]) == run:
                del rest[start : start + len(run)]
    return rest


@lru_cache(maxsize=8)
def _list_fillers(vocabulary: Vocabulary, *, plain: bool) -> tuple[Tokens, ...]:
    """Return the fillers, the longest first: "trật tự" says nothing, "tự" alone does ("tự đánh giá")."""
    fillers = set(vocabulary.rows["fillers"])
    fillers |= {tuple(map(strip_accents, words)) for words in fillers} if plain else set()
    return tuple(sorted(fillers, key=lambda words: (-len(words), words)))
