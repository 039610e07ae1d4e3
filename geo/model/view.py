"""What is asked of an atlas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from geo.model.basics import Language, LayerName, Level


@dataclass(frozen=True)
class View:
    """What a reader asked to see; its fields are the words of the address.

    Parameters
    ----------
    year, level, indicator
        What is drawn.
    wards
        GSO codes of the wards in view; () is the whole city.
    layers
        What stands on top.
    language
        Language of every word.
    patterns
        Black and white: patterns instead of colours.
    kinds
        Kinds of community models that the layer of models shows; () is all of them.
    off
        Keys of the classes that were taken off the map.
    """

    year: int
    level: Level = "hamlet"
    indicator: str = "safety"
    wards: tuple[str, ...] = ()
    layers: tuple[LayerName, ...] = ("models", "wards", "labels")
    language: Language = "vi"
    patterns: bool = False
    kinds: tuple[str, ...] = ()
    off: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The view as the query of an address: stable codes in a fixed order, never translated labels."""
        words: list[tuple[str, str]] = [
            ("year", str(self.year)),
            ("level", self.level),
            ("indicator", self.indicator),
            *(("ward", code) for code in sorted(self.wards)),
            ("layers", ",".join(sorted(self.layers))),
            ("lang", self.language),
        ]
        if self.patterns:
            words.append(("patterns", "true"))
        if self.kinds:
            words.append(("kinds", ",".join(sorted(self.kinds))))
        if self.off:
            words.append(("off", ",".join(sorted(self.off))))
        return urlencode(words, safe=",")
