"""What lies on the desk before anything is stored: the data folder as it was read, a file that was sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from geo.clerks.vocabulary_read import read_vocabulary
from geo.matching.words import know_units
from geo.read import read_aliases, read_boundaries, read_catalogue, read_city
from geo.reading.boundaries import tells_units
from geo.reading.lists import ALIASES
from geo.reading.tables import read_cells
from geo.sandbox import read_foreign_tables
from geo.storing.corrections import read_corrections
from geo.storing.history import hash_bytes, read_state
from geo.text.textgate import safe_name
from geo.tools.journal import read_steadily
from geo.tools.scratch import open_scratch

if TYPE_CHECKING:
    import pandas as pd

    from geo.clerks.clerk import Correction, RawSheet
    from geo.clerks.vocabulary import Vocabulary
    from geo.model import Boundaries, Catalogue, City
    from geo.storing.history import State


@dataclass(frozen=True, eq=False)
class Desk:
    """A data folder, as far as a file is held against it.

    Parameters
    ----------
    folder, base
        Where it is, and in which state it was read.
    city, catalogue, boundaries, vocabulary
        What it says.
    aliases
        As `geo.read.read_aliases` gives them, and source, the file that they came from.
    correction
        How columns were to be read in files that were stored before.
    """

    folder: Path
    base: State
    city: City
    catalogue: Catalogue
    boundaries: Boundaries
    aliases: pd.DataFrame
    vocabulary: Vocabulary
    correction: Correction


@dataclass(frozen=True)
class Sent:
    """A file that somebody sent, as its bytes and as its sheets.

    Parameters
    ----------
    name
        File name, without its folder.
    content
        Its bytes.
    sheets
        Cells as they stand.
    """

    name: str
    content: bytes = field(repr=False)
    sheets: tuple[RawSheet, ...] = field(repr=False)

    @property
    def sha(self) -> str:
        """SHA-256 (hex) of the bytes."""
        return hash_bytes(self.content)


def open_desk(folder: Path, *, known: Desk | None = None) -> Desk:
    """Return a data folder as it is now, all of it from one state.

    Parameters
    ----------
    folder
        The data folder.
    known
        As it was before: borders that have not changed since then are not read again.

    Raises
    ------
    DataFileError
        City, catalogue, boundaries or aliases cannot be read.
    StoreError
        The folder does not come to rest.
    """
    return read_steadily(folder, partial(_read, known=known))


def _read(folder: Path, *, known: Desk | None) -> Desk:
    city, base = read_city(folder), read_state(folder)
    if known and _name_sources(city, base) == _name_sources(known.city, known.base):
        boundaries = known.boundaries
    else:
        boundaries = read_boundaries(folder, city.crs, city.box)
    words = read_vocabulary(folder / "indicators" / "indicators.toml")
    return Desk(
        folder=folder,
        base=base,
        city=city,
        catalogue=read_catalogue(folder, city),
        boundaries=boundaries,
        aliases=_read_aliases(folder, boundaries),
        vocabulary=know_units(words, boundaries, city.name.vi),
        correction=read_corrections(folder),
    )


def _name_sources(city: City, state: State) -> tuple[object, ...]:
    """Return all that borders are read from."""
    return city.crs, city.box, {name: sha for name, sha in state.items() if tells_units(name)}


def _read_aliases(folder: Path, boundaries: Boundaries) -> pd.DataFrame:
    aliases = read_aliases(folder, boundaries)
    cells = read_cells(folder / ALIASES).rows
    return aliases.assign(source=cells.get("source", ""))


def receive(name: str, content: bytes) -> Sent:
    """Return a clerk's file that was sent; it is opened in a limited process of its own.

    Raises
    ------
    IndicatorError
        It is refused.
    """
    name = safe_name(name)
    with open_scratch() as made:
        path = made / f"sent{Path(name).suffix.lower()}"
        path.write_bytes(content)
        return Sent(name, content, read_foreign_tables(path, name=name))
