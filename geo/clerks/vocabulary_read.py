"""Clerks' words for columns, values and rows, as ``indicators.toml`` lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar, get_args

from geo.clerks.clerk import STRUCTURE, Status, ValueKind
from geo.clerks.tokens import Words, cell_key, ditto_key, plain_words, tokenise
from geo.clerks.vocabulary import Personal, TableWord, Vocabulary
from geo.errors import IndicatorError
from geo.model import LEVELS
from geo.tools.settings import open_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from geo.clerks.clerk import Field
    from geo.clerks.tokens import Tokens
    from geo.tools.settings import Section

Key = TypeVar("Key")
Meaning = TypeVar("Meaning")

VOCABULARY_KEYS: Final = ("synonyms", "status_words", "table_words", "personal_words", "marks")
DBF_WIDTH: Final = 10


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
        labels=_read_labels(settings, kinds),
        dittos=frozenset(map(ditto_key, marks.words("ditto"))),
        reservations=_spread(dict.fromkeys(map(tokenise, table_words.words("reservations")), True)),
    )
    if settings.problems:
        raise IndicatorError(settings.problems)
    return vocabulary


def _read_labels(settings: Section, kinds: Mapping[str, ValueKind]) -> dict[str, float]:
    """Return the names of classes in both languages and their values; one that has two values names none."""
    found: dict[str, set[float]] = {}
    for indicator in settings.sections("indicator"):
        for part in (indicator.section(level, required=False) for level in LEVELS):
            if kinds.get(str(part.values.get("column"))) != "number":
                continue
            for style in part.sections("classes"):
                label = style.text("label")
                for word in (label.vi, label.en):
                    found.setdefault(cell_key(word), set()).add(style.get("value", float))
    return {word: values.pop() for word, values in found.items() if word and len(values) == 1}


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
    listed = [(plain_words(words), meaning) for words, meaning in reversed(list(table.items()))]
    together = {("".join(words),): meaning for words, meaning in listed if "".join(words).isalpha()}
    return Words(table, together | dict(listed))


def _cut_headers(headers: Mapping[Tokens, Field]) -> dict[str, Field]:
    """Return headers cut at the width of a DBF, written together or with "_", where they mean one field."""
    found: dict[str, set[Field]] = {}
    for words, meaning in headers.items():
        for whole in ("".join(plain_words(words)), "_".join(plain_words(words))):
            if len(whole) > DBF_WIDTH:
                found.setdefault(whole[:DBF_WIDTH], set()).add(meaning)
    return {start: meanings.pop() for start, meanings in found.items() if len(meanings) == 1}
