"""Files to be stored together: where two say different things of one unit, the last would win unseen."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from geo.errors import Problem
from geo.storing.words import say_column, say_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.storing.desk import Desk
    from geo.storing.table import Preview

Spot = tuple[str, int, str, str]
"""Table, year, unit, column."""


@dataclass(frozen=True)
class Dispute:
    """Two files that say different things.

    Parameters
    ----------
    one, other
        Their places among the files.
    spots
        What they differ about.
    """

    one: int
    other: int
    spots: tuple[Spot, ...]


def find_disputes(previews: Sequence[Preview]) -> tuple[Dispute, ...]:
    """Return the pairs of files of which the one stored last would change what the other says.

    An empty cell is another thing than a value: it takes the value away.
    """
    said = [_list_values(preview) for preview in previews]
    pairs = combinations(range(len(said)), 2)
    found = [
        Dispute(
            one,
            other,
            tuple(spot for spot in said[one] if said[other].get(spot, said[one][spot]) != said[one][spot]),
        )
        for one, other in pairs
    ]
    return tuple(dispute for dispute in found if dispute.spots)


def _list_values(preview: Preview) -> dict[Spot, str]:
    return {
        (preview.targets[level].file, year, unit, column): repr(value)
        for level, values in preview.values.items()
        for (year, unit), cells in values.items()
        for column, value in cells.items()
    }


def explain_dispute(desk: Desk, previews: Sequence[Preview], dispute: Dispute) -> Problem:
    """Return what two files differ about; the values are not told, counts may be protected."""
    _, year, unit, column = dispute.spots[0]
    name, other = say_unit(unit, desk.boundaries), previews[dispute.other].sent.name
    vi, en = (say_column(column, desk.catalogue, language) for language in ("vi", "en"))
    count = len(dispute.spots)
    return Problem(
        previews[dispute.one].sent.name,
        f"ghi khác với {other} ở {count} giá trị, trước hết là “{vi}” năm {year} của {name}",
        f"differs from {other} in {count} {'value' if count == 1 else 'values'}, the first being “{en}” "
        f"of {name} in {year}",
        "bỏ bớt tệp sai, hoặc mở từng tệp để xem rồi lưu tệp đúng",
        "take the wrong file away, or open each, look at it and store the right one",
    )
