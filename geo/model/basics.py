"""What all nouns share: levels, kinds, languages, the keys of classes without a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

Level = Literal["hamlet", "ward", "cluster"]

Kind = Literal["typology", "rate", "count", "band"]

Rule = Literal["value", "sum", "share", "per", "distinct"]

Language = Literal["vi", "en"]

Pattern = Literal["solid", "hatch", "crosshatch", "dots", "horizontal", "backhatch", "dense"]

LayerName = Literal["models", "wards", "clusters", "labels"]

RowStatus = Literal["matched", "proposed", "ambiguous", "unmatched", "refused", "duplicate", "ignored"]

LEVELS: Final[tuple[Level, ...]] = get_args(Level)

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

LAYER_NAMES: Final[tuple[LayerName, ...]] = get_args(LayerName)

ROW_STATUSES: Final[tuple[RowStatus, ...]] = get_args(RowStatus)

CRS: Final = "EPSG:5898"
"""VN-2000 / TM-3, central meridian 108°00′, in metres: the CRS of a city that names none."""

MISSING: Final = "no_data"
"""Key of the class of units without a value; it is the last class of every legend."""

WITHHELD: Final = "withheld"
"""Key of the class of hamlets whose count is hidden, because a ward total would give it back."""


@dataclass(frozen=True)
class Text:
    """A word or a phrase in the languages of the product."""

    vi: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en
