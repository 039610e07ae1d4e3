"""All that was read, once per process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.model.basics import Level
    from geo.model.boundaries import Boundaries
    from geo.model.catalogue import Catalogue
    from geo.model.city import City
    from geo.model.drawn import Classes
    from geo.model.observations import MatchReport, Observations, PublishedFigure, Withheld


@dataclass(frozen=True, eq=False)
class Atlas:
    """All that was read, once per process.

    Parameters
    ----------
    folder
        Where it was read from.
    city, boundaries, observations
        The data.
    catalogue
        Tables, indicators and styles.
    published
        Published figures.
    reports
        What became of the rows of each table.
    classes
        (indicator, level) → classes, fitted over all years.
    withheld
        Counts that are never shown.
    fingerprint
        SHA-256 (hex) over the bytes of all files read.
    """

    folder: Path
    city: City
    boundaries: Boundaries
    observations: Observations
    catalogue: Catalogue
    published: tuple[PublishedFigure, ...]
    reports: tuple[MatchReport, ...]
    classes: Mapping[tuple[str, Level], Classes]
    withheld: Withheld
    fingerprint: str
