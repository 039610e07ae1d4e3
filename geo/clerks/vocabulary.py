"""The words of clerks and the names of units: what a text of a table may mean by them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, Literal

from geo.clerks.tokens import Tokens, Words, plain_words, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.clerks.clerk import Field, ValueKind

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

BEHIND_WARD: Final = re.compile(r"[,;:/–—-]")
"""What stands between ward and hamlet in one cell."""


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
        Ward → names of its hamlets, if they are known, without kinds and accents → place in the city's list.
    dittos
        Marks that stand for the cell above, as `ditto_key` gives them.
    labels
        Key of a cell that is the name of a class → its value, for typologies in columns of numbers.
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
    hamlets: Mapping[Tokens, Mapping[Tokens, int]] = field(default_factory=dict)
    cut: Mapping[str, Field] = field(default_factory=dict)
    dittos: frozenset[str] = frozenset()
    labels: Mapping[str, float] = field(default_factory=dict)
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
            written.setdefault(plain_words(tokenise(name)), []).append(f"{kind} {name}".strip())
        alone = {words: told[0] for words, told in written.items() if len(told) == 1}
        return replace(self, wards=frozenset(map(tokenise, every)), ward_names=alone, city=own)

    def know_kinds(self, kinds: Iterable[str]) -> Vocabulary:
        """Return a vocabulary that knows the kinds of a city's hamlets: "Tổ nhân dân" heads their column."""
        own = {tokenise(kind) for kind in kinds} - {()} - self.fields.exact.keys() - self.rows["hamlet_kinds"]
        exact = {**self.fields.exact, **dict.fromkeys(own, "hamlet")}
        plain = {**dict.fromkeys(map(plain_words, own), "hamlet"), **self.fields.plain}
        return replace(self, fields=Words(exact, plain))

    def know_hamlets(self, names: Iterable[tuple[str, str]]) -> Vocabulary:
        """Return a vocabulary that knows the hamlets of a city.

        Parameters
        ----------
        names
            Ward and name of each, in the order of the city's list.
        """
        found: dict[Tokens, dict[Tokens, int]] = {}
        for place, (ward, name) in enumerate(names):
            found.setdefault(plain_words(tokenise(ward)), {}).setdefault(self._drop_kind(name), place)
        return replace(self, hamlets=found)

    def _drop_kind(self, name: str) -> Tokens:
        """Return the words of a hamlet without its kind and without accents."""
        tokens, more = tokenise(name), self.rows["hamlet_kinds"]
        lengths = range(len(tokens) - 1, 0, -1)
        heads = (n for n in lengths if self.fields.exact.get(tokens[:n]) == "hamlet" or tokens[:n] in more)
        return plain_words(tokens[next(heads, 0) :])

    def _drop_ward_kind(self, name: str) -> Tokens:
        """Return the words of a ward without its kind and without accents."""
        tokens = plain_words(tokenise(name))
        kinds = {plain_words(kind) for kind in self.rows["ward_kinds"]}
        return next((tokens[n:] for n in range(1, len(tokens)) if tokens[:n] in kinds), tokens)

    def has_hamlet(self, ward: str, name: str) -> bool:
        """Return whether a ward, with its kind or without, has a hamlet of a name, whatever its kind."""
        return self._drop_kind(name) in self._list_hamlets(ward)

    def lists_before(self, ward: str, name: str, other: str) -> bool:
        """Return whether the city's list has one hamlet of a ward before another one."""
        known = self._list_hamlets(ward)
        one, two = (known.get(self._drop_kind(text)) for text in (name, other))
        return one is not None and two is not None and one < two

    def _list_hamlets(self, ward: str) -> Mapping[Tokens, int]:
        own = plain_words(tokenise(ward))
        told = (one for one in (own, self._drop_ward_kind(ward)) if one in self.hamlets)
        return self.hamlets.get(next(told, ()), {})

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

    def begins_name(self, text: str, field: Field) -> bool:
        """Return whether a text is but the beginning of the name of a known ward or hamlet."""
        start = self._drop_ward_kind(text) if field == "ward" else self._drop_kind(text)
        names, written = self._plain_names["ward" if field == "ward" else "hamlet"], " ".join(start)
        return written not in names and any(name.startswith(written) for name in names)

    @cached_property
    def _plain_names(self) -> Mapping[str, frozenset[str]]:
        """Names of the wards and hamlets of the city without kinds and accents."""
        hamlets = {name for own in self.hamlets.values() for name in own}
        wards = map(plain_words, self.wards)
        return {"ward": frozenset(map(" ".join, wards)), "hamlet": frozenset(map(" ".join, hamlets))}

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
        tokens = plain_words(tokenise(text))
        return not any(tokens[at:] in names for names in self.hamlets.values() for at in range(len(tokens)))

    def names_plainly(self, tokens: Tokens) -> bool:
        """Return whether words without accents are kind and name of a known ward: "phuong Tran Phu"."""
        kinds = {plain_words(kind) for kind in self.rows["ward_kinds"]}
        names = {plain_words(name) for name in self.wards}
        return any(tokens[:length] in kinds and tokens[length:] in names for length in range(1, len(tokens)))
