"""What the files of an office suite share: sealed packages, alternative texts, colours."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

from geo.tools.colours import measure_light
from geo.tools.words import say

if TYPE_CHECKING:
    from geo.model import Furniture, ThematicMap

BORN: Final = datetime(2000, 1, 1)  # noqa: DTZ001  the same map gives the same bytes; Office's times have no zone
ZIP_BORN: Final = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip file can name."""

LONG: Final = 600
"""Letters of a sentence that lists units; of a longer one they stand in the table alone."""


def seal(content: bytes) -> bytes:
    """Return a package whose bytes depend on its parts only, not on the hour when it was written."""
    buffer = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as parts,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as sealed,
    ):
        for part in parts.infolist():
            sealed.writestr(zipfile.ZipInfo(part.filename, ZIP_BORN), parts.read(part), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def describe_page(thematic_map: ThematicMap) -> str:
    """Return banner and page id: what a file says of itself in its properties."""
    furniture = thematic_map.furniture
    words = f"{say('map.page_id', thematic_map.view.language)} {furniture.page_id}"
    return f"{furniture.banner}. {words}" if furniture.banner else words


def choose_sentence(furniture: Furniture) -> str:
    """Return the sentence of a map for a text; the brief one where the other would fill much of its page."""
    long = len(furniture.sentence) > LONG
    return furniture.brief if long and furniture.brief else furniture.sentence


def list_foot(thematic_map: ThematicMap) -> list[str]:
    """Return what stands at the foot of a page: source, dates, projection, page id."""
    furniture = thematic_map.furniture
    facts = f"{furniture.data_date} · {furniture.vintage} · {furniture.projection}"
    return [
        furniture.source,
        facts,
        f"{furniture.office} · {say('map.page_id', thematic_map.view.language)} {furniture.page_id}",
    ]


def ink_on(colour: str) -> str:
    """Return white or black, whichever stands out more from a colour: at least 4.5 to 1 (WCAG 2)."""
    light = measure_light(colour)
    return "#ffffff" if 1.05 / (light + 0.05) > (light + 0.05) / 0.05 else "#000000"
