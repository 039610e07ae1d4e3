"""What the rows above a table and the name of its sheet say of year and ward."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from geo.clerks.tokens import plain_words, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.clerks.tokens import Tokens
    from geo.clerks.vocabulary import Vocabulary

YEAR: Final = re.compile(r"năm\s*:?\s*((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
KIND_AND_NUMBER: Final = re.compile(r"(?<=[^\W\d_])(?=\d)")
"""Between the letter of a kind and the number of a ward: "P1"."""

BEFORE_YEAR: Final = re.compile(r"\s*:?\s*(?:19|20)\d\d(?!\d)")

SHEET_YEAR: Final = re.compile(r"(?<![\d./-])((?:19|20)\d\d)(?![\d./-])")
"""A year in the name of a sheet; that of a day ("15-01-2019") is when somebody wrote it."""

WARD: Final = re.compile(
    r"\b((?<!thị )xã(?!\s+hội\s+chủ)|phường|thị trấn)(?:\s*:\s*|\s+)(?=(\S.*))", re.IGNORECASE
)
"""A kind and what follows; that of the motto ("xã hội chủ nghĩa") and of a town ("thị xã") is none."""

KINDS: Final = re.compile(r"\b(?:xã|phường|thị trấn)\s*(?:[,;/-]|và|hoặc)\s*$", re.IGNORECASE)
"""Before another kind all wards are meant: "XÃ, PHƯỜNG AN TOÀN VỀ ANTT" names none."""

WORD: Final = r"[^\W\d_]+(?:['’][^\W\d_]+)*"
ORDINAL: Final = r"\d{1,2}(?!\w)"
NAME: Final = re.compile(rf"(?:{WORD}\s+){{0,4}}{WORD}(?:\s+{ORDINAL})?|{ORDINAL}")
"""Words ("Ea H'leo"), a number behind them ("Đại Ân 1"), or a number alone ("Phường 1")."""

ANOTHER: Final = re.compile(r"\s*(?:[,;/&+]|và\s)\s*(?:(?:xã|phường|thị trấn)\s+)?(?=\S)", re.IGNORECASE)
"""What stands between the names of several wards: "phường Trần Phú, Nghĩa Lộ", "phường 1 và 2"."""

ALIKE: Final = 0.8
"""Share of letters that a misspelt name has in common: of a short one a letter differs."""

PUNCTUATION: Final = ".,;:()[]*"
REST_ALIKE: Final = 0.6
"""Share of letters that the rest of a name has in common: of three letters one is lost."""

LONGEST_NAME: Final = 5
"""Words of the name of a ward, with its kind and a letter of a list before it."""

NUMBER: Final = re.compile(r"^\s*\d+[\s.)_-]*")
STOP_WORDS: Final = "năm trực thuộc trên và thị đạt quý tháng theo về của có"


def find_title_year(texts: Sequence[str], sheet: str = "") -> int | None:
    """Return the one year that titles name ("NĂM 2018"), or None if they name none or several.

    One that is a title of its own comes before those of sentences ("so với năm 2017").

    Parameters
    ----------
    texts
        Titles.
    sheet
        Name of the sheet: its year needs no word before it ("2018", "ANTT 2018").
    """
    years = {int(year) for text in texts for year in YEAR.findall(text)}
    alone = {int(year[1]) for text in texts if (year := YEAR.fullmatch(text.strip(" .:;()")))}
    years = alone if len(alone) == 1 else years
    years |= {int(year) for year in SHEET_YEAR.findall(sheet)}
    return years.pop() if len(years) == 1 else None


def find_title_ward(texts: Sequence[str], vocabulary: Vocabulary) -> str:
    """Return the one ward that titles name ("UBND PHƯỜNG TRẦN PHÚ"), or "" if they name none or several.

    A title, or the name of a sheet, that is nothing but the name of a known ward needs no kind.
    """
    found = list_title_wards(texts, vocabulary)
    return next(iter(found.values())) if len(found) == 1 else ""


def list_title_wards(texts: Sequence[str], vocabulary: Vocabulary) -> dict[Tokens, str]:
    """Return the wards that titles name, known or not: words of the name → kind and name as written."""
    return {
        tokenise(name): f"{kind} {name}".strip()
        for text in texts
        if not _signs(text, vocabulary)
        for kind, name in _list_wards(" ".join(text.split()), vocabulary)
    }


def carry_ward(above: str, titles: Sequence[str], vocabulary: Vocabulary) -> str:
    """Return the ward of the tables above on a sheet if it is that of one with other titles, or "".

    "II. TÌNH HÌNH TIẾP NHẬN NGUỒN TIN" goes on with the report of a ward; a short title may name another one
    that is misspelt.
    """
    return above if titles and not any(may_name_ward(text, vocabulary) for text in titles) else ""


def may_name_ward(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether a text may name a ward, misspelt or without its kind.

    It is short, or has the kind of a ward in it, or words that are like the name of one.
    """
    words = tokenise(text)
    kinds = {kind[-1] for kind in vocabulary.rows["ward_kinds"]}
    letters = [word for word in plain_words(words) if not word.isdecimal()]
    short = len(letters) <= LONGEST_NAME
    return short or not kinds.isdisjoint(words) or any(_list_alike(letters, vocabulary))


def _list_alike(words: Sequence[str], vocabulary: Vocabulary) -> Iterator[bool]:
    """Yield whether each run of words is like the name of a known ward, as far as letters go."""
    for name in vocabulary.wards:
        length, known = len(name), " ".join(plain_words(name))
        for start in range(len(words) - length + 1):
            alike = SequenceMatcher(None, known, " ".join(words[start : start + length]))
            # The first ones cost little, and most words are far from a name.
            bounds = (alike.real_quick_ratio, alike.quick_ratio, alike.ratio)
            yield all(bound() >= ALIKE for bound in bounds)


def _signs(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether a text says who wrote or gets the table, not what it is about."""
    tokens = tokenise(text)
    return any(tokens[:length] in vocabulary.rows["footer"] for length in range(1, len(tokens)))


def _list_wards(text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield kind and name of each ward in a text; a known name ends where it is known to end.

    Behind a word that heads columns of units a known one needs no kind: "Đơn vị: Trần Phú"; "Tên xã: Tịnh
    Khê" says it.
    """
    bare = NUMBER.sub("", text)
    head, _, named = bare.partition(":")
    words = KIND_AND_NUMBER.sub(" ", bare.replace(".", ". ")).split()
    if tokenise(bare) in vocabulary.wards:
        yield "", bare
    elif _heads_any(head, vocabulary) and _is_known(named, vocabulary):
        yield "", named.strip()
    elif tokenise(" ".join(words[:1])) in vocabulary.rows["ward_kinds"] and (
        tokenise(" ".join(words[1:])) in vocabulary.wards
    ):
        yield words[0], " ".join(words[1:])
    else:
        for found in WARD.finditer(text):
            every = bool(KINDS.search(text[: found.start()]))
            yield from _list_names(found[1], found[2], vocabulary, every=every)


def _heads_any(head: str, vocabulary: Vocabulary) -> bool:
    """Return whether words head columns of units and say no kind of ward, or several."""
    words = tokenise(head)
    kinds = [word for word in words if (word,) in vocabulary.rows["ward_kinds"]]
    return vocabulary.fields.exact.get(words) in ("unit", "ward") and len(kinds) != 1


def _is_known(name: str, vocabulary: Vocabulary) -> bool:
    words = tokenise(name)
    return words in vocabulary.wards and not words[-1].isdecimal()


def _list_names(kind: str, rest: str, vocabulary: Vocabulary, *, every: bool) -> Iterator[tuple[str, str]]:
    """Yield kind and name of the ward that a text begins with, and of known ones listed behind it.

    Behind several kinds unknown words are no name.
    """
    kept = _keep_known(kind, rest, vocabulary) or ("" if every else _keep_name(rest))
    while kept:
        yield kind, kept
        *shorter, last = kept.split()
        rest = rest[len(kept) :]
        if says_year(last, rest) and vocabulary.names_ward(f"{kind} {' '.join(shorter)}"):
            yield kind, " ".join(shorter)
        yield from ((kind, longer) for longer in _list_longer(kept, rest, vocabulary))
        another = ANOTHER.match(rest)
        rest = rest[another.end() :] if another else ""
        kept = _keep_known(kind, rest, vocabulary)


def _list_longer(name: str, rest: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the wards whose name begins with a known one and may go on as a text does: "Phước Mỹ ?ây"."""
    own = tokenise(name)
    behind = [word.strip(PUNCTUATION).casefold().replace("\ufffd", "?") for word in rest.split()]
    if not rest[:1].isspace() or not behind or behind[0] in STOP_WORDS.split():
        return
    for ward in vocabulary.wards:
        more = ward[len(own) :]
        if more and ward[: len(own)] == own:
            known, told = (" ".join(plain_words(tuple(words))) for words in (more, behind[: len(more)]))
            if fnmatchcase(known, told) or SequenceMatcher(None, known, told).ratio() >= REST_ALIKE:
                yield " ".join(ward)


def says_year(word: str, rest: str) -> bool:
    """Return whether the last word of a name may be "năm": it stands before a year, without its accents.

    "Phường Hòa Khánh nam 2018" may be the ward Hòa Khánh Nam, or Hòa Khánh in a year.
    """
    return word.casefold() == "nam" and bool(BEFORE_YEAR.match(rest))


def _list_words(text: str) -> list[str]:
    name = NAME.match(text)
    return name[0].split() if name else []


def _keep_known(kind: str, text: str, vocabulary: Vocabulary) -> str:
    """Return the longest run of the first words that is a known ward, or ""."""
    words = _list_words(text)
    runs = (" ".join(words[:length]) for length in range(len(words), 0, -1))
    return next((run for run in runs if vocabulary.names_ward(f"{kind} {run}")), "")


def _keep_name(text: str) -> str:
    """Return the capitalised words before the first that belongs to the sentence."""
    name: list[str] = []
    for word in _list_words(text):
        if not word[0].isupper() or word.casefold() in STOP_WORDS.split():
            break
        name.append(word)
    return " ".join(name)
