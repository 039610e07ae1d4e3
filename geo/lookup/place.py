"""What a row says of its unit, and what that means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.lookup import reasons

if TYPE_CHECKING:
    from geo.model import RowStatus, Text


@dataclass(frozen=True)
class Place:
    """What a row says of its unit; "" where it says nothing.

    Parameters
    ----------
    code, name
        Of the unit.
    ward, ward_code
        Name or code of its ward.
    kinds, ward_kinds
        Of which kind the unit and its ward may be, where their names are numbers; `geo.names.ANY_KIND` last.
    room, ward_room
        How many bytes their names leave free in fields of a fixed width, else None.
    """

    code: str = ""
    name: str = ""
    ward: str = ""
    ward_code: str = ""
    kinds: tuple[str, ...] = ()
    ward_kinds: tuple[str, ...] = ()
    room: int | None = None
    ward_room: int | None = None


@dataclass(frozen=True)
class Resolution:
    """What a written place means.

    Parameters
    ----------
    status
        ``matched``, ``proposed``, ``ambiguous``, ``unmatched`` or ``refused``.
    unit
        Code of the unit that is meant or proposed, or "".
    reason
        Why, "" for a plain match.
    score
        1 for a match, below it for a proposal, 0 otherwise.
    closed
        Whether nobody may name a unit in its stead: the row itself must be mended.
    """

    status: RowStatus
    unit: str = ""
    reason: Text = reasons.NO_REASON
    score: float = 0.0
    closed: bool = False
