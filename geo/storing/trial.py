"""Changes tried on a copy before they are stored: nothing is stored that the product could not open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geo.atlas import open_atlas
from geo.errors import DataFileError, GeoError
from geo.model import WITHHELD
from geo.reading.boundaries import tells_units
from geo.storing.history import hash_bytes
from geo.tools.journal import list_data
from geo.tools.keep import keep
from geo.tools.scratch import open_scratch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from geo.errors import Problem
    from geo.model import Atlas, Boundaries
    from geo.storing.desk import Desk
    from geo.storing.history import Difference


@dataclass(frozen=True, eq=False)
class Trial:
    """The data before and after a change.

    Parameters
    ----------
    before
        None if the data cannot be opened as it is.
    after
        With the change.
    """

    before: Atlas | None
    after: Atlas


def try_contents(desk: Desk, contents: Mapping[str, bytes | None]) -> Trial:
    """Return the data as it would be with some files changed.

    Parameters
    ----------
    desk
        The data folder.
    contents
        Path in the folder → bytes, or None to remove the file. Of ``city.toml`` only the years may change.

    Raises
    ------
    GeoError
        It could not be opened then, for a reason that is not there now.
    """
    before, known = _open_as_stored(desk)
    contents = {name: content for name, content in contents.items() if _changes(desk, name, content)}
    if before and not contents:
        return Trial(before, before)
    borders = None if any(map(tells_units, contents)) else desk.boundaries
    with open_scratch() as copy:
        _copy(desk.folder, copy, contents)
        after, problems = _open(copy, borders)
    if after is None:
        raise DataFileError([problem for problem in problems if problem not in known] or problems)
    return Trial(before, after)


def _changes(desk: Desk, name: str, content: bytes | None) -> bool:
    return desk.base.get(name) != (None if content is None else hash_bytes(content))


@keep
def _open_as_stored(desk: Desk) -> tuple[Atlas | None, tuple[Problem, ...]]:
    return _open(desk.folder, desk.boundaries)


def _open(folder: Path, borders: Boundaries | None) -> tuple[Atlas | None, tuple[Problem, ...]]:
    try:
        return open_atlas(folder, borders=borders), ()
    except GeoError as error:
        return None, error.problems


def _copy(folder: Path, copy: Path, contents: Mapping[str, bytes | None]) -> None:
    present = {name: path.read_bytes() for name, path in list_data(folder).items() if name not in contents}
    for name, content in {**present, **contents}.items():
        if content is not None:
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes(content)


def cover_counts(differences: Iterable[Difference], trial: Trial) -> tuple[Difference, ...]:
    """Return differences in which protected counts are the class that a map would show, not numbers."""
    return tuple(
        replace(
            one,
            before=_cover(one, one.before, trial.before),
            after=_cover(one, one.after, trial.after),
        )
        if one.column in trial.after.withheld.columns
        else one
        for one in differences
    )


def _cover(one: Difference, value: float | str | None, atlas: Atlas | None) -> float | str | None:
    """Return the key of the class in which a count of a hamlet is shown."""
    if value is None or isinstance(value, str):
        return value
    if atlas is None or one.year is None or (one.year, one.unit) in atlas.withheld.hamlets:
        return WITHHELD
    shown = [
        atlas.classes[indicator.id, "hamlet"]
        for indicator in atlas.catalogue.indicators.values()
        if "hamlet" in indicator.measures and indicator.measures["hamlet"].column == one.column
    ]
    if not shown:
        return WITHHELD
    return shown[0].entries[int(np.searchsorted(shown[0].breaks, value, side="right"))].key
