"""Papers, and what stands on them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Layout:
    """A paper and what stands on it.

    Parameters
    ----------
    name
        Stable code; its words are ``paper.<name>``.
    width, height, margin
        Millimetres.
    text, title, names
        Size of text, of the title and of the names on the map, in points.
    headed
        Whether title, subtitle, office and sentence stand on the page; a figure in a text page leaves title
        and sentence to the caption under it.
    footed
        Whether source, dates and page id stand on the page; under a figure of a document they are its text.
    dpi
        Of a picture of the page, as in `RESOLUTIONS`.
    kept
        How large a map stays when names stand in its key, as a share of its size without them.
    floor
        Least size of type that can be read on it, in points; what has no room at it stands elsewhere.
    tallest
        Height to which a figure of a text page may grow, in millimetres.
    """

    name: str
    width: float
    height: float
    margin: float
    text: float
    title: float
    names: float
    headed: bool = True
    footed: bool = True
    dpi: int = 300
    kept: float = 0.7
    floor: float = 6.0
    tallest: float = math.inf

    @property
    def code(self) -> str:
        """Name of the paper, with the resolution where it is not that of print."""
        return self.name if self.dpi == RESOLUTIONS["print"] else f"{self.name}@{self.dpi}"


RESOLUTIONS: Final[Mapping[str, int]] = {"print": 300, "letter": 150, "screen": 192}
"""Of pictures, in dpi: for print, for letters, and for screens with two pixels in the place of one."""

A4_LANDSCAPE: Final = Layout("a4_landscape", 297.0, 210.0, 10.0, 8.0, 15.0, 7.6)

A4_PORTRAIT: Final = Layout("a4_portrait", 210.0, 297.0, 12.0, 8.0, 14.0, 7.6)

FIGURE_160: Final = Layout("figure_160", 160.0, 112.0, 1.0, 7.0, 10.0, 6.2, headed=False)

SLIDE_16_9: Final = Layout("slide_16_9", 338.667, 190.5, 9.0, 10.5, 20.0, 8.6, floor=7.5)

LAYOUTS: Final[Mapping[str, Layout]] = {
    layout.name: layout for layout in (A4_LANDSCAPE, A4_PORTRAIT, FIGURE_160, SLIDE_16_9)
}
"""The papers that can be chosen, by name."""


def find_layout(code: str) -> Layout:
    """Return the layout that has a code; A4 across for what names none."""
    name, _, dpi = code.partition("@")
    layout = LAYOUTS.get(name, A4_LANDSCAPE)
    return replace(layout, dpi=int(dpi)) if dpi in map(str, RESOLUTIONS.values()) else layout
