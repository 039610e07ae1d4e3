"""The units of a year by code and by the words of their names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING, Final, TypeVar

import pandas as pd

from geo.names import KIND_WORDS, NameKey, canonical_kind, fold, make_keys
from geo.tools.keep import keep
from geo.tools.words import name_unit
from geo.units import find_valid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from geo.model import Boundaries
    from geo.names import KindLevel

Part = TypeVar("Part")

ANYWHERE: Final = ""
"""Instead of a ward: the whole city."""


@dataclass(frozen=True)
class Known:
    """A unit, as names are held against it.

    Parameters
    ----------
    code, name
        Its code, and its name in full ("Tổ dân phố 7 (phường Trần Phú)").
    ward_code
        Ward of a hamlet; "" for a ward.
    keys
        The ways its name may be written; each says a kind.
    valid_from, valid_to
        ISO or "".
    valid
        Whether it exists in the year of the gazetteer.
    """

    code: str
    name: str
    ward_code: str
    keys: tuple[NameKey, ...]
    valid_from: str
    valid_to: str
    valid: bool


@dataclass(frozen=True)
class Alias:
    """A spelling that a person accepted for a unit; from a year on, or (0) whenever the unit exists."""

    unit: str
    year: int
    who: str
    when: str


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """The units of one level, of all times, looked at from one year.

    Parameters
    ----------
    level, year
        Of the units; None is any year.
    units
        By code; of one with several vintages that of the year.
    code_width
        Digits of every code, or 0 where the codes are not numbers of one length.
    by_stem
        (ward code or `ANYWHERE`, stem of a key) → units.
    by_numbers
        (ward code or `ANYWHERE`, numbers in the name) → units of the year.
    numbered
        (ward code or `ANYWHERE`, words without accents) of the units of the year that have a number.
    aliases
        (ward code or `ANYWHERE`, stem) → alias.
    kinds
        Kinds of its units that are no usual ones: names begin with them as with those.
    wards
        The wards of the same year, for a gazetteer of hamlets.
    """

    level: KindLevel
    year: int | None
    units: Mapping[str, Known]
    code_width: int
    by_stem: Mapping[tuple[str, str], Sequence[Known]]
    by_numbers: Mapping[tuple[str, tuple[str, ...]], Sequence[Known]]
    numbered: frozenset[tuple[str, str]]
    aliases: Mapping[tuple[str, str], Alias]
    kinds: tuple[str, ...] = ()
    wards: Gazetteer | None = None


def make_gazetteer(
    boundaries: Boundaries, level: KindLevel, year: int | None, aliases: pd.DataFrame | None = None
) -> Gazetteer:
    """Return the units of a level as they are looked up for a year.

    Parameters
    ----------
    year
        None takes the units of all years as existing.
    aliases
        source_name, ward (code, or "" = anywhere), unit_code, who, when; year, if it holds from a year on.
    """
    found = _index_units(boundaries, level, _list_valid(boundaries, level, year))
    return replace(
        found,
        year=year,
        aliases=_index_aliases(aliases, level, found.units),
        wards=make_gazetteer(boundaries, "ward", year, aliases) if level == "hamlet" else None,
    )


def teach(gazetteer: Gazetteer, name: str, unit: str, ward: str) -> Gazetteer:
    """Return a gazetteer that knows one more spelling of a unit, in a ward or `ANYWHERE`."""
    place = ward, make_keys(name, gazetteer.level)[-1].stem
    return replace(gazetteer, aliases={**gazetteer.aliases, place: Alias(unit, 0, "", "")})


@keep
def _index_units(boundaries: Boundaries, level: KindLevel, valid: tuple[bool, ...]) -> Gazetteer:
    """Return the units of a level, some of which exist: years with the same ones share it."""
    kinds = _list_own_kinds(boundaries, level)
    listed = list(_list_units(boundaries, level, valid, kinds))
    units = {unit.code: unit for unit in listed}
    existing = [unit for unit in units.values() if unit.valid]
    return Gazetteer(
        level=level,
        year=None,
        units=units,
        code_width=_measure_codes(units),
        by_stem=_index(listed, lambda key: key.stem),
        by_numbers=_index(existing, lambda key: key.numbers),
        numbered=frozenset(
            _index([unit for unit in existing if unit.keys[0].numbers], lambda key: fold(key.letters))
        ),
        aliases={},
        kinds=kinds,
    )


def _list_own_kinds(boundaries: Boundaries, level: KindLevel) -> tuple[str, ...]:
    """Return the kinds of a city's units that are no usual ones, as "tổ nhân dân"."""
    frame = boundaries.wards if level == "ward" else boundaries.hamlets
    kinds = {canonical_kind(kind, level) for kind in frame["kind"].unique()}
    return tuple(sorted(kinds - {""} - KIND_WORDS[level].keys()))


def _measure_codes(codes: Iterable[str]) -> int:
    widths = {len(code) if code.isdecimal() else 0 for code in codes}
    return widths.pop() if len(widths) == 1 else 0


@keep
def _list_valid(boundaries: Boundaries, level: KindLevel, year: int | None) -> tuple[bool, ...]:
    """Return which units of all years exist in one, in their order."""
    frame = boundaries.wards if level == "ward" else boundaries.hamlets
    return (True,) * len(frame) if year is None else tuple(find_valid(frame, year).tolist())


def _list_units(
    boundaries: Boundaries, level: KindLevel, valid: tuple[bool, ...], kinds: tuple[str, ...]
) -> Iterator[Known]:
    """Yield the units of all years, marked with whether they exist."""
    wards, frame = boundaries.wards, boundaries.wards if level == "ward" else boundaries.hamlets
    words = pd.DataFrame(frame[["name", "kind", "valid_from", "valid_to"]])
    wards_by_code = zip(wards.index, wards["name"], wards["kind"], strict=True)
    ward_names = {code: name_unit(name, kind, "") for code, name, kind in wards_by_code}
    homes = list(frame["ward_code"]) if level == "hamlet" else [""] * len(frame)
    columns = (words[column] for column in words)
    lines = zip(valid, words.index, homes, *columns, strict=True)
    # Of a code with several vintages the one of the year comes last, so that it is the one to be found.
    for here, code, home, name, kind, start, end in sorted(lines, key=itemgetter(0)):
        full, keys = name_unit(name, kind, ward_names.get(home, home)), _list_keys(name, kind, level, kinds)
        yield Known(str(code), full, home, keys, start, end, here)


def _list_keys(name: str, kind: str, level: KindLevel, kinds: tuple[str, ...]) -> tuple[NameKey, ...]:
    """Return the keys of a unit: its name may repeat its kind, or begin with a word that is a kind, too.

    Phường Đúc is written "Phường Phường Đúc" as well, and Xã Xa Dung is no "Xã Dung".
    """
    own = canonical_kind(kind, level)
    *parsed, bare = make_keys(name, level, kinds)
    repeated = [key for key in parsed if key.kind == own and not (key.plain_kind and key.letters)]
    others = [] if repeated else [key for key in parsed if not key.plain_kind]
    return (*repeated, NameKey(own, bare.stem), *others)


def _index(units: Iterable[Known], part: Callable[[NameKey], Part]) -> dict[tuple[str, Part], list[Known]]:
    found: dict[tuple[str, Part], list[Known]] = defaultdict(list)
    for unit in units:
        for place in {(ward, part(key)) for key in unit.keys for ward in (unit.ward_code, ANYWHERE)}:
            found[place].append(unit)
    return dict(found)


def _index_aliases(
    aliases: pd.DataFrame | None, level: KindLevel, units: Mapping[str, Known]
) -> dict[tuple[str, str], Alias]:
    if aliases is None:
        return {}
    return {place: alias for place, alias in _list_aliases(aliases, level) if alias.unit in units}


@keep
def _list_aliases(aliases: pd.DataFrame, level: KindLevel) -> tuple[tuple[tuple[str, str], Alias], ...]:
    columns = ["source_name", "ward", "unit_code", "year", "who", "when"]
    return tuple(
        ((ward, make_keys(name, level)[-1].stem), Alias(unit, int(year or 0), who, when))
        for name, ward, unit, year, who, when in aliases[columns].itertuples(index=False)
    )
