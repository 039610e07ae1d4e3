"""Whose borders were sent: of wards, of hamlets, or of both, by what their rows and their layers say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.errors import BoundaryError
from geo.gate.foreign import decode_layer
from geo.intake.borders import LEVELS
from geo.intake.columns import find_columns
from geo.intake.layers import choose_layer, join_layers, tell_kind
from geo.intake.reference import open_reference
from geo.intake.rows import match_borders
from geo.sandbox import read_foreign_layers

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import pandas as pd

    from geo.clerks.vocabulary import Vocabulary
    from geo.intake.borders import Kind
    from geo.intake.reference import Reference
    from geo.model import Boundaries
    from geo.sandbox import ForeignLayer

BOTH: Final[tuple[Kind, ...]] = ("wards", "hamlets")


def guess_kinds(
    files: Sequence[tuple[Path, str]],
    known: Boundaries,
    vocabulary: Vocabulary,
    aliases: pd.DataFrame,
    *,
    year: int,
) -> tuple[Kind, ...]:
    """Return whose borders some files are: of the units that more of their rows name, each its own.

    Parameters
    ----------
    files
        Path and name of each file that was sent together.
    known, vocabulary, aliases, year
        The units of the city, how clerks call things, and on whose last day the units are taken.

    Returns
    -------
    tuple
        One kind, or both where two layers were sent. What cannot be read counts as hamlets: why it cannot is
        said when it is taken in.
    """
    several = len({Path(name).stem.casefold() for _, name in files}) > 1
    try:
        layers = read_foreign_layers(files)
    except BoundaryError:
        return BOTH if several else ("hamlets",)
    told = {tell_kind(layer, vocabulary) for layer in layers}
    if told.issuperset(BOTH):
        return BOTH
    references = {kind: open_reference(known, level, year, aliases) for kind, level in LEVELS.items()}
    if several and told != {"hamlets"}:
        # What their layers do not tell, the rows of each may.
        alone = {_guess_kind([layer], references, vocabulary) for layer in layers}
        return alone.pop() if len(alone) == 1 and len(join_layers(layers, vocabulary)) == 1 else BOTH
    return _guess_kind(layers, references, vocabulary)


def _guess_kind(
    layers: Sequence[ForeignLayer], references: Mapping[Kind, Reference], vocabulary: Vocabulary
) -> tuple[Kind, ...]:
    """Return of which kind layers name more known units; hamlets if of none."""
    counts = {kind: _count_known(layers, kind, one, vocabulary) for kind, one in references.items()}
    return ("wards",) if counts["wards"] > counts["hamlets"] else ("hamlets",)


def _count_known(
    layers: Sequence[ForeignLayer], kind: Kind, reference: Reference, vocabulary: Vocabulary
) -> int:
    """Return how many known units of a kind a layer may hold."""
    try:
        decoded = decode_layer(choose_layer(layers, kind, vocabulary))
        columns = find_columns(decoded.frame, vocabulary, reference.level, file="")
    except BoundaryError:
        return 0
    rows = match_borders(decoded, columns, reference, ())
    return count_alone(rows, ("matched", "proposed"))


def count_alone(rows: pd.DataFrame, statuses: Collection[str]) -> int:
    """Return how many units one row alone names: a ward that many rows name is the one that they lie in."""
    named = rows.loc[rows["status"].isin(statuses), "unit"]
    return int((named.value_counts() == 1).sum())
