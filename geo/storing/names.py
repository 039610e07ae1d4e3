"""Spellings that a person accepted: kept in ``aliases.csv`` with who, when, where from; withdrawn again."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pandas as pd

from geo.errors import Problem, StoreError
from geo.lookup.gazetteer import make_gazetteer, teach
from geo.lookup.place import Place
from geo.lookup.resolve import IN_WARD, resolve
from geo.names import KIND_WORDS, canonical_kind, make_keys, normalise_text
from geo.reading.lists import ALIAS_COLUMNS, ALIASES
from geo.reading.tables import read_table
from geo.store import Change
from geo.storing.history import Note
from geo.text.textgate import find_fault

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.lookup.gazetteer import Gazetteer
    from geo.model import Table
    from geo.names import KindLevel
    from geo.storing.desk import Desk

NUMBER: Final = re.compile(r"\b\d+(?: [^\W\d]\b)?")
"""In a stem, with the letter behind it: "7B" is another one than 7."""

COLUMNS: Final = (*ALIAS_COLUMNS, "source")


def find_aliases(desk: Desk, place: Place, unit: str, *, year: int, level: KindLevel) -> list[dict[str, str]]:
    """Return what must be known of the spellings of a place, so that it means a unit next time.

    Parameters
    ----------
    place
        As it was written.
    unit
        Code of the unit that a person said it means.

    Returns
    -------
    list of dict
        source_name, ward, unit_code, year: the name, the name of its ward, both or neither.
    """
    gazetteer = make_gazetteer(desk.boundaries, level, year, desk.aliases)
    if level == "ward":
        return _learn(gazetteer, place.name, unit, ward="")
    home = gazetteer.units[unit].ward_code
    both = IN_WARD.fullmatch(normalise_text(place.name))
    name, ward = (both[1], both[2]) if both else (place.name, place.ward)
    found = [] if gazetteer.wards is None else _learn(gazetteer.wards, ward, home, ward="")
    # A name that is like none may be that of a hamlet in any ward: it is kept for its own only.
    alike = resolve(gazetteer, Place(name=name)).status == "proposed"
    anywhere = alike and not (ward or place.ward_code)
    return [*found, *_learn(gazetteer, name, unit, ward="" if anywhere else home)]


def _learn(gazetteer: Gazetteer, name: str, unit: str, *, ward: str) -> list[dict[str, str]]:
    """Return a name as an alias, unless it means the unit anyway, cannot be kept, or may say something else.

    Another number, or the name of a unit elsewhere, may be a slip in this one file; a name that is like
    several units, or like another one, may be that one in the next file; a kind alone is no name, and a
    unit's name stays its own.
    """
    if not name or find_fault(name):
        return []
    told = resolve(gazetteer, Place(name=name, ward_code=ward))
    if told.status != "unmatched" and (told.status, told.unit) != ("proposed", unit):
        return []
    numbers = NUMBER.findall(make_keys(name, gazetteer.level)[-1].stem)
    if numbers and all(numbers != NUMBER.findall(key.stem) for key in gazetteer.units[unit].keys):
        return []
    if canonical_kind(name, gazetteer.level) in KIND_WORDS[gazetteer.level]:
        return []
    if resolve(teach(gazetteer, name, unit, ward), Place(name=name, ward_code=ward)).unit != unit:
        return []
    return [{"source_name": name, "ward": ward, "unit_code": unit, "year": str(gazetteer.year)}]


def add_aliases(desk: Desk, new: Sequence[dict[str, str]]) -> pd.DataFrame:
    """Return the aliases with new ones; an old one of the same spelling and ward gives way."""
    fresh = pd.DataFrame(list(new), columns=list(COLUMNS), dtype=str).fillna("")
    joined = pd.concat([desk.aliases, fresh], ignore_index=True).fillna("")
    return joined.drop_duplicates(["source_name", "ward"], keep="last")


def write_aliases(aliases: pd.DataFrame) -> bytes:
    """Return aliases as the bytes of their file."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(COLUMNS), lineterminator="\n")
    writer.writeheader()
    rows = aliases.reindex(columns=list(COLUMNS)).fillna("")
    writer.writerows(dict(zip(COLUMNS, row, strict=True)) for row in rows.itertuples(index=False, name=None))
    return text.getvalue().encode()


def accept_stored(desk: Desk, table: Table, told: pd.DataFrame, *, who: str) -> Change:
    """Return the change that keeps the spellings of proposed rows of a stored table as aliases.

    Parameters
    ----------
    table
        Of the catalogue.
    told
        Those rows of its ledger: row, year, unit.
    who
        Name of the person.
    """
    level: KindLevel = "ward" if table.level == "ward" else "hamlet"
    cells = read_table(desk.folder / "indicators" / f"{table.file}.csv", table).set_index("row")
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row, year, unit in told[["row", "year", "unit"]].itertuples(index=False):
        line = cells.loc[row]
        name, ward, ward_code = (str(line.get(word, "")) for word in (level, "ward", "ward_code"))
        place = Place(name=name, ward=ward, ward_code=ward_code)
        for alias in find_aliases(desk, place, unit, year=int(year), level=level):
            found.setdefault((alias["source_name"], alias["ward"]), alias)
    day = datetime.now(UTC).date().isoformat()
    signed = [{**alias, "who": who, "when": day, "source": f"{table.file}.csv"} for alias in found.values()]
    return Change(Note("accept", subject=table.file), {ALIASES: write_aliases(add_aliases(desk, signed))})


def withdraw_aliases(desk: Desk, places: Collection[int]) -> Change:
    """Return the change that takes back some aliases, by their position among the desk's.

    Raises
    ------
    StoreError
        There is no such alias.
    """
    if not set(places) <= set(range(len(desk.aliases))):
        raise StoreError(_absent())
    kept = desk.aliases.reset_index(drop=True).drop(index=list(places))
    return Change(Note("alias", subject="aliases"), {ALIASES: write_aliases(kept)})


def find_places(desk: Desk, spelling: str, *, ward: str | None = None) -> list[int]:
    """Return the positions of the aliases of a spelling, in a ward or wherever they hold.

    Raises
    ------
    StoreError
        There is none.
    """
    aliases = desk.aliases
    same = (aliases["source_name"] == normalise_text(spelling)) | (aliases["source_name"] == spelling)
    here = same if ward is None else same & (aliases["ward"] == ward)
    if not here.any():
        raise StoreError(_absent())
    return [place for place, found in enumerate(here) if found]


def _absent() -> Problem:
    return Problem(
        file="aliases.csv",
        what_vi="không có tên gọi này, có thể đã được rút lại",
        what_en="there is no such alias, perhaps it was withdrawn already",
        remedy_vi="xem lại các tên đã ghi nhớ (mục “Đã ghi nhớ” hoặc lệnh kept)",
        remedy_en="look at what is remembered (“Remembered”, or the command kept)",
    )
