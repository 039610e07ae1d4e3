"""ThematicMap → PPTX: a slide a map, with title, legend and table that PowerPoint can edit."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from pptx import Presentation
from pptx.enum.text import PP_ALIGN
from pptx.util import Mm

from geo.drawing.fonts import measure
from geo.drawing.scene import POINT, Area, Box, Window, Words
from geo.layout.legend import list_shades
from geo.layout.shown import compose_picture, head_of, list_brief
from geo.model import Layout, ThematicMap
from geo.model.pair import Shown, YearPair
from geo.office.listing import Section
from geo.office.native import (
    INK,
    add_halo,
    add_text,
    fit_size,
    name_shape,
    place_of,
    set_margins,
)
from geo.office.native_shapes import Outline, add_outlines
from geo.office.package import BORN, describe_page, list_foot, seal
from geo.office.slide_keys import KEYS, add_kinds, add_legends, add_lines, add_rows
from geo.office.slide_names import add_names
from geo.office.slide_tables import PAPER, add_foot, add_table, fill_title
from geo.paint import paint_png
from geo.tools.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pptx.presentation import Presentation as Show
    from pptx.slide import Slide

    from geo.drawing.scene import Item, Page
    from geo.model import Furniture

SENTENCE: Final = Box(10.0, 20.0, 318.0, 15.0)
MAP: Final = Layout("slide_map", 196.0, 139.0, 0.2, 9.0, 12.0, 8.6, headed=False, floor=7.5)
MAP_BOX: Final = Box(10.0, 36.0, MAP.width, MAP.height)

ALIGN: Final = {"start": PP_ALIGN.LEFT, "middle": PP_ALIGN.CENTER, "end": PP_ALIGN.RIGHT}
DPI: Final = 220
READABLE: Final = 9.0
"""Least size of the sentence, in points, as long as there is a briefer one."""

FOLLOWS: Final = 60
"""Rows of a list that follows whole: two slides. One map of all hamlets of a city is to stay one slide."""


def write_pptx(shown: Shown | Sequence[Shown], *, shapes: bool = False) -> bytes:
    """Return a presentation: a 16:9 slide for each map, two years or all years; a short table follows whole.

    Parameters
    ----------
    shown
        One or several; title, author and language are those of the first.
    shapes
        Whether the map is made of native shapes named after the units, instead of a picture.
    """
    several = [shown] if isinstance(shown, Shown) else list(shown)
    show = Presentation()
    show.slide_width, show.slide_height = Mm(PAPER[0]), Mm(PAPER[1])
    describe_show(show, head_of(several[0]))
    for one in several:
        add_slide(show, one, shapes=shapes, tabled=len(head_of(one).layer.frame) <= FOLLOWS)
    buffer = BytesIO()
    show.save(buffer)
    return seal(buffer.getvalue())


def describe_show(show: Show, thematic_map: ThematicMap) -> None:
    """Give a presentation the title, author and language of a map."""
    furniture, properties = thematic_map.furniture, show.core_properties
    properties.title, properties.author, properties.subject = (
        furniture.title[:255],
        furniture.office[:255],
        furniture.sentence[:255],
    )
    properties.comments = describe_page(thematic_map)[:255]
    properties.language = thematic_map.view.language
    properties.last_modified_by = furniture.office[:255]
    properties.created = properties.modified = BORN


def add_slide(show: Show, shown: Shown, *, shapes: bool, tabled: bool = False) -> Slide:
    """Add the slide of a map, of two years or of all years.

    Parameters
    ----------
    shapes
        As for `write_pptx`.
    tabled
        Whether the whole table follows on more slides if it has no room on this one; else, and where there
        is none, the names follow that have no place on the map.
    """
    slide: Slide = show.slides.add_slide(show.slide_layouts[5])
    thematic_map = head_of(shown)
    furniture = thematic_map.furniture
    page = compose_picture(shown, MAP)
    fill_title(slide, furniture.title)
    _add_sentence(slide, furniture)
    if shapes:
        _add_shapes(slide, page)
    else:
        _add_picture(slide, page)
    down = add_legends(slide, shown, KEYS.top, shapes=shapes)
    if isinstance(shown, ThematicMap):
        down = add_kinds(slide, shown, down)
        down = add_lines(slide, shown, down)
    whole = add_rows(slide, shown, down, follows=tabled)
    add_foot(slide, thematic_map)
    about = shown.note if isinstance(shown, YearPair) else furniture.subtitle
    notes = slide.notes_slide.notes_text_frame
    if notes is not None:  # the template has it
        said = (furniture.banner, furniture.sentence, about, *list_foot(thematic_map))
        notes.text = "\n".join(filter(None, said))
    columns = list_brief(shown) if tabled else ()
    if not columns:
        add_names(show, page, shown)
    elif not whole:
        more = say("page.more", page.language, title=furniture.title)
        add_table(show, Section(more, (), columns), thematic_map, list_shades(thematic_map))
    return slide


def _add_sentence(slide: Slide, furniture: Furniture) -> None:
    """Add the sentence; the brief one where the other would be too small to be read from a chair."""
    size = fit_size(furniture.sentence, SENTENCE, 13.0, 5.0)
    said = furniture.brief if furniture.brief and size < READABLE else furniture.sentence
    add_text(slide, SENTENCE, [said], size=fit_size(said, SENTENCE, 13.0, 5.0), colour=INK)


def _add_picture(slide: Slide, page: Page) -> None:
    picture = slide.shapes.add_picture(BytesIO(paint_png(page, DPI)), *place_of(MAP_BOX))
    name_shape(picture, page.title, page.subject)


def _walk(items: Iterable[Item], seen: Box) -> Iterator[tuple[Item, Box]]:
    """Yield the items that are no windows, each with the box in which it is seen."""
    for item in items:
        if isinstance(item, Window):
            yield from _walk(item.items, item.box)
        else:
            yield item, seen


def _add_shapes(slide: Slide, page: Page) -> None:
    """Draw the page as native shapes: units by name, and names as text."""
    slide.shapes.turbo_add_enabled = True  # else the library looks for the highest number at every shape
    sheet = Box(0.0, 0.0, page.width, page.height)
    items = list(_walk(page.items, sheet))
    usual = say("table.picture", page.language)
    outlines = [
        Outline(area, f"{area.unit} {area.title}".strip() or usual, area.title, seen)
        for area, seen in items
        if isinstance(area, Area)
    ]
    add_outlines(slide, outlines, (MAP_BOX.left, MAP_BOX.top), page.title, page.subject)
    for item, _ in items:
        if isinstance(item, Words):
            _add_name(slide, item)


def _add_name(slide: Slide, words: Words) -> None:
    width = measure(words.text, words.size, words.face) * 1.15 + 2.0
    height = words.size * POINT * 1.3
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[words.anchor] * width
    left, top = MAP_BOX.left + words.x - shift, MAP_BOX.top + words.y - words.size * POINT
    text = add_text(
        slide,
        Box(left, top, width, height),
        [words.text],
        size=words.size * 0.94,
        colour=words.colour,
        bold=words.face == "bold",
    )
    set_margins(text.text_frame, 0.0)
    text.text_frame.paragraphs[0].alignment = ALIGN[words.anchor]
    if words.halo:
        add_halo(text, words.halo)
