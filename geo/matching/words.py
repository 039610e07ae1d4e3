"""The clerks' words together with the names of the units of a city: what a table may mean by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.clerks.vocabulary import Vocabulary
    from geo.model import Boundaries


def know_units(words: Vocabulary, boundaries: Boundaries, city: str) -> Vocabulary:
    """Return clerks' words that know the wards and hamlets of a city, of all times, and their kinds.

    Parameters
    ----------
    words
        Of the catalogue.
    city
        Its name in Vietnamese.
    """
    wards = boundaries.wards["name"].to_dict()
    homes, names = boundaries.hamlets["ward_code"], boundaries.hamlets["name"]
    pairs = [(str(wards[home]), str(name)) for home, name in zip(homes, names, strict=True) if home in wards]
    knowing = words.know_wards(boundaries.wards["name"], city, boundaries.wards["kind"])
    return knowing.know_kinds(boundaries.hamlets["kind"].unique()).know_hamlets(pairs)
