"""Clerks' words for columns, values and rows, as ``indicators.toml`` lists them, and how they compare."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, Generic, Literal, TypeVar, get_args

from geo.clerks.clerk import STRUCTURE, Status, ValueKind
from geo.errors import IndicatorError
from geo.text.charsets import ETH
from geo.text.syllables import TONES
from geo.tools.settings import open_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from geo.clerks.clerk import Field
    from geo.tools.settings import Section

Key = TypeVar("Key")
Meaning = TypeVar("Meaning")
Tokens = tuple[str, ...]
Personal = Literal["name", "phone", "id_number", "birth", "address", "trait", "tip_text", "coordinates"]
TableWord = Literal[
    "total",
    "total_tails",
    "footer",
    "hamlet_kinds",
    "ward_kinds",
    "city_kinds",
    "province_kinds",
    "units",
    "unit_marks",
    "fillers",
    "multipliers",
    "channels",
    "channel_words",
    "groups",
    "reservations",
    "page_words",
]

MOST_DIGITS: Final = 18
DBF_WIDTH: Final = 10
LONGEST_RUN: Final = 30
"""Words of one entry; of a cell of thousands of words not every run is looked up."""

VOCABULARY_KEYS: Final = ("synonyms", "status_words", "table_words", "personal_words", "marks")
WORD: Final = re.compile(r"\d+|[^\W\d_]+(?:['’‘ʼ][^\W\d_]+)*")
"""Letters or digits: "TDP01" and "P.1" are two words, with a blank between them or without; "P'Ré" is one."""

APOSTROPHES: Final = str.maketrans(dict.fromkeys("’‘ʼ", "'"))

BEHIND_WARD: Final = re.compile(r"[,;:/–—-]")
"""What stands between ward and hamlet in one cell."""

REMARK: Final = re.compile(r"\s*\((?![^()]*(?:đạt|đat|dat|không|khong|chưa|chua)[^()]*\))[^()]*\)$")
PLAIN_STATUS: Final = re.compile(r"(?:[^\W_]|[\u0300-\u036f]|[\s\"'“”‘’.,;:/*-])+")
OTHER_YEAR: Final = re.compile(r"(?:năm|nam)?\s?(?:19|20)\d\d")
SIGNS: Final = frozenset({"...", "."})
"""Cells that are nothing but full stops."""


@dataclass(frozen=True, eq=False)
class Words(Generic[Meaning]):
    """Runs of words and what they mean, as written and as typed without accents."""

    exact: Mapping[Tokens, Meaning]
    plain: Mapping[Tokens, Meaning]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Clerks' words, as tokens.

    Parameters
    ----------
    fields
        Words of a header → the field they name.
    statuses
        Key of a cell (`cell_key`) → 1.0 met, 0.0 not met, None no data.
    kinds
        Column of the catalogue's tables → what its cells hold.
    cut
        Words of a header as a DBF keeps them, whose names of columns have ten letters → the field they name.
    personal
        Words of a header → the kind of personal data that they announce.
    rows
        Words that make a row a sum, a footer or the name of a ward; units behind numbers; words that may
        stand around those of a header without changing what they mean.
    wards
        Names of the wards of the city, if they are known.
    ward_names
        Words of a ward's name without accents → kind and name, where no other ward has them.
    city
        Name of the city without its kind, if it is known.
    hamlets
        Ward → names of its hamlets, if they are known: without kinds and accents.
    dittos
        Marks that stand for the cell above, as `ditto_key` gives them.
    reservations
        Words in brackets behind a result that take it back in part, or to another year.
    """

    fields: Words[Field]
    statuses: Mapping[str, float | None]
    kinds: Mapping[Field, ValueKind]
    personal: Words[Personal]
    rows: Mapping[TableWord, frozenset[Tokens]]
    wards: frozenset[Tokens] = frozenset()
    ward_names: Mapping[Tokens, str] = field(default_factory=dict)
    city: Tokens = ()
    hamlets: Mapping[Tokens, frozenset[Tokens]] = field(default_factory=dict)
    cut: Mapping[str, Field] = field(default_factory=dict)
    dittos: frozenset[str] = frozenset()
    reservations: Words[bool] = field(default_factory=lambda: Words({}, {}))

    def know_wards(self, names: Iterable[str], city: str = "", kinds: Iterable[str] = ()) -> Vocabulary:
        """Return a vocabulary that knows the wards of a city: a row "TỊNH KHÊ" names one without its kind.

        Parameters
        ----------
        names
            Of the wards.
        city
            Name of the city, with its kind or without: it may stand behind the name of a ward.
        kinds
            Of the wards, in the same order.
        """
        words = tokenise(city)
        before = (kind for kind in self.rows["city_kinds"] if words[: len(kind)] == kind)
        own = words[max(map(len, before), default=0) :]
        every = dict(zip_longest(names, kinds, fillvalue=""))
        written: dict[Tokens, list[str]] = {}
        for name, kind in every.items():
            written.setdefault(_plain(tokenise(name)), []).append(f"{kind} {name}".strip())
        alone = {words: told[0] for words, told in written.items() if len(told) == 1}
        return replace(self, wards=frozenset(map(tokenise, every)), ward_names=alone, city=own)

    def know_hamlets(self, names: Iterable[tuple[str, str]]) -> Vocabulary:
        """Return a vocabulary that knows the hamlets of a city.

        Parameters
        ----------
        names
            Ward and name of each.
        """
        found: dict[Tokens, set[Tokens]] = {}
        for ward, name in names:
            found.setdefault(_plain(tokenise(ward)), set()).add(self._drop_kind(name))
        return replace(self, hamlets={ward: frozenset(told) for ward, told in found.items()})

    def _drop_kind(self, name: str) -> Tokens:
        """Return the words of a hamlet without its kind and without accents."""
        tokens, more = tokenise(name), self.rows["hamlet_kinds"]
        lengths = range(len(tokens) - 1, 0, -1)
        heads = (n for n in lengths if self.fields.exact.get(tokens[:n]) == "hamlet" or tokens[:n] in more)
        return _plain(tokens[next(heads, 0) :])

    def has_hamlet(self, ward: str, name: str) -> bool:
        """Return whether a ward, with its kind or without, has a hamlet of a name, whatever its kind."""
        tokens = _plain(tokenise(ward))
        kinds = {_plain(kind) for kind in self.rows["ward_kinds"]} | {()}
        told = (tokens[n:] for n in range(len(tokens)) if tokens[:n] in kinds)
        known = next((self.hamlets[one] for one in told if one in self.hamlets), frozenset[Tokens]())
        return self._drop_kind(name) in known

    def knows_place(self, text: str) -> bool:
        """Return whether a text is the name of a known ward or hamlet, or begins with a kind of them."""
        name = self._drop_kind(text)
        known = any(name in names for names in self.hamlets.values())
        return known or self.names_ward(text) or self.begins(text, "hamlet") or self.begins(text, "ward")

    def begins(self, text: str, field: Field) -> bool:
        """Return whether a text begins with the kind of a unit: "Thôn" of a hamlet, "Phường" of a ward."""
        tokens = tokenise(text)
        heads = [tokens[:length] for length in range(1, len(tokens))]
        more = self.rows["hamlet_kinds"] if field == "hamlet" else ()
        return any(self.fields.exact.get(head) == field or head in more for head in heads)

    def tells_hamlet(self, text: str) -> bool:
        """Return whether a text begins with a hamlet, or has one behind its ward: "Xã Tịnh Khê - Thôn 2".

        "K.P 1" is such a beginning, not "P 1" behind the letter of a list.
        """
        return any(self.begins(part, "hamlet") for part in (text, *BEHIND_WARD.split(text)[1:]))

    def names_ward(self, text: str) -> bool:
        """Return whether a text is the name of a known ward, with its kind or without."""
        tokens = tokenise(text)
        kinds = (tokens[:length] for length in range(1, len(tokens)))
        return tokens in self.wards or any(
            kind in self.rows["ward_kinds"] and tokens[len(kind) :] in self.wards for kind in kinds
        )

    def names_only_ward(self, text: str) -> bool:
        """Return whether a text is the name of a known ward and of no hamlet, where hamlets are known."""
        if not self.hamlets or not self.names_ward(text):
            return False
        tokens = _plain(tokenise(text))
        return not any(tokens[at:] in names for names in self.hamlets.values() for at in range(len(tokens)))

    def names_plainly(self, tokens: Tokens) -> bool:
        """Return whether words without accents are kind and name of a known ward: "phuong Tran Phu"."""
        kinds = {_plain(kind) for kind in self.rows["ward_kinds"]}
        names = {_plain(name) for name in self.wards}
        return any(tokens[:length] in kinds and tokens[length:] in names for length in range(1, len(tokens)))


def read_vocabulary(path: Path) -> Vocabulary:
    """Return the words of ``indicators.toml``.

    Raises
    ------
    IndicatorError
        The file is missing, no TOML, or a word stands for two things; all problems at once.
    """
    settings = open_settings(path, IndicatorError)
    synonyms, statuses, table_words, personal, marks = (
        settings.section(key, required=False) for key in VOCABULARY_KEYS
    )
    kinds = {
        str(name): kind
        for table in settings.sections("table")
        for name, kind in table.section("columns").values.items()
        if kind in get_args(ValueKind)
    }
    synonyms.require_known((*STRUCTURE, *kinds))
    statuses.require_known(get_args(Status))
    table_words.require_known(get_args(TableWord))
    personal.require_known(get_args(Personal))
    marks.require_known(("ditto",))
    values: dict[str, float | None] = {"met": 1.0, "not_met": 0.0, "no_data": None}
    own_names = {tokenise(name): name for name in kinds}
    headers = own_names | _index(synonyms, {key: key for key in (*STRUCTURE, *kinds)}, tokenise)
    vocabulary = Vocabulary(
        fields=_spread(headers),
        cut=_cut_headers(headers),
        statuses=_index(statuses, values, cell_key),
        kinds=kinds,
        personal=_spread(_index(personal, {key: key for key in get_args(Personal)}, tokenise)),
        rows={key: frozenset(map(tokenise, table_words.words(key))) for key in get_args(TableWord)},
        dittos=frozenset(map(ditto_key, marks.words("ditto"))),
        reservations=_spread(dict.fromkeys(map(tokenise, table_words.words("reservations")), True)),
    )
    if settings.problems:
        raise IndicatorError(settings.problems)
    return vocabulary


def _index(
    section: Section, meanings: Mapping[str, Meaning], key_of: Callable[[str], Key]
) -> dict[Key, Meaning]:
    found: dict[Key, Meaning] = {}
    for name, meaning in meanings.items():
        for word in section.words(name):
            if found.setdefault(key_of(word), meaning) != meaning:
                section.refuse(
                    name,
                    (f"“{word}” đã có nghĩa khác", f"“{word}” already means something else"),
                    ("để từ này ở một mục thôi", "keep the word in one place only"),
                )
    return found


def _spread(table: Mapping[Tokens, Meaning]) -> Words[Meaning]:
    """Return a table with its words without accents too, written apart and together ("SOTIN").

    Of two that become alike the first stands.
    """
    listed = [(_plain(words), meaning) for words, meaning in reversed(list(table.items()))]
    together = {("".join(words),): meaning for words, meaning in listed if "".join(words).isalpha()}
    return Words(table, together | dict(listed))


@lru_cache(maxsize=16_384)
def fold_word(word: str) -> str:
    """Return a word in lower case, its tone behind it: "Hòa" and "hoà" are the same, "hoa" is not."""
    parts = unicodedata.normalize("NFD", unicodedata.normalize("NFC", word).casefold().translate(ETH))
    bare = "".join(mark for mark in parts if mark not in TONES)
    return unicodedata.normalize("NFC", bare) + "".join(mark for mark in parts if mark in TONES)


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


def cell_key(text: str) -> str:
    """Return a status cell for comparing: folded, single spaces, no stop at the end; signs are kept."""
    flat = " ".join(unicodedata.normalize("NFC", text).split())
    return WORD.sub(lambda found: fold_word(found[0]), flat if flat in SIGNS else flat.rstrip(".;:,! "))


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


def _cut_headers(headers: Mapping[Tokens, Field]) -> dict[str, Field]:
    """Return headers cut at the width of a DBF, written together or with "_", where they mean one field."""
    found: dict[str, set[Field]] = {}
    for words, meaning in headers.items():
        for whole in ("".join(_plain(words)), "_".join(_plain(words))):
            if len(whole) > DBF_WIDTH:
                found.setdefault(whole[:DBF_WIDTH], set()).add(meaning)
    return {start: meanings.pop() for start, meanings in found.items() if len(meanings) == 1}


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


def _plain(words: Tokens) -> Tokens:
    return tuple(strip_accents(word) for word in words)
