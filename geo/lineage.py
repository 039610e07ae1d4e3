"""Units over time: what became of those that are no more, followed through every merger and new name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.units import last_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd

    from geo.model import Boundaries, Level, UnitChange


@dataclass(frozen=True)
class Fate:
    """What became of a unit.

    Parameters
    ----------
    day
        ISO date of the last change.
    names
        Units that its ground is in.
    whole
        Whether all of it went into one unit: only then can its counts be carried there. A status never can.
    """

    day: str
    names: tuple[str, ...]
    whole: bool


def find_fate(
    boundaries: Boundaries, level: Level, unit: tuple[str, str], years: tuple[int, int]
) -> Fate | None:
    """Return what became of a unit between two years, or None if nobody wrote it down.

    Parameters
    ----------
    unit
        Code of the ward (its own, or of the ward that a hamlet is in) and name, in the earlier year.
    years
        The earlier and the later one.
    """
    first, last = (last_day(year) for year in years)
    later = [change for change in boundaries.changes if first < change.day <= last and change.level == level]
    here, day, whole = {unit}, "", True
    # By day: what went into a unit goes with it where that goes next.
    for date in dict.fromkeys(change.day for change in later):
        moved = [one for one in later if one.day == date and (one.ward_before, one.name_before) in here]
        if moved:
            here, day, whole = _move(here, moved), date, whole and all(one.whole for one in moved)
    return Fate(day, tuple(sorted(name for _, name in here)), whole and len(here) == 1) if day else None


def _move(here: Iterable[tuple[str, str]], moved: Iterable[UnitChange]) -> set[tuple[str, str]]:
    gone = {(one.ward_before, one.name_before) for one in moved}
    return {unit for unit in here if unit not in gone} | {(one.ward_after, one.name_after) for one in moved}


def list_fates(
    boundaries: Boundaries, level: Level, gone: gpd.GeoDataFrame, years: tuple[int, int]
) -> list[Fate | None]:
    """Return what became of some units, in their order; nothing is written down of clusters."""
    keys = zip(gone["ward_code"], gone["name"], strict=True)
    return [find_fate(boundaries, level, (str(ward), str(name)), years) for ward, name in keys]
