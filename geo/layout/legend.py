"""The keys beside a map: classes with their counts, community models, lines, numbered names."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.drawing.fonts import measure
from geo.drawing.outlines import line, paper_path, rectangle
from geo.drawing.patterns import fill_of
from geo.drawing.scene import POINT, Area, Box, Entry, Fill, Path, Placement, Stroke
from geo.drawing.terrain import read_sites
from geo.drawing.typeset import GREY, Block, Type, go_on, paragraph, put, right, stack
from geo.layout.legend_words import label_of, legend_title, legend_total, name_lines
from geo.tools.symbols import CHANGE_SIGNS, sign_of
from geo.tools.words import number, say

if TYPE_CHECKING:
    from geo.drawing.scene import Item
    from geo.model import ThematicMap
    from geo.tools.symbols import Sign

SIGN_SCALE: Final = 100
"""Units of a sign's path in one unit of its square."""

MARK: Final = "#8a3200"
"""Ink of what marks an exception."""

OUTSIDE: Final = Fill("#f1f3f5")
"""How what is not in view is filled."""

BLACK: Final = "#000000"

LONG: Final = 8
"""From so many rows on the key of the models comes in two parts."""


def list_entries(thematic_map: ThematicMap) -> tuple[Entry, ...]:
    """Return the lines of the legend: every class with its count, also the empty ones."""
    view, classes = thematic_map.view, thematic_map.classes
    return tuple(
        Entry(entry.key, label_of(entry, view.language), fill_of(entry, patterns=view.patterns), count)
        for entry, count in zip(classes.entries, thematic_map.counts, strict=True)
    )


def list_shades(thematic_map: ThematicMap) -> dict[str, Fill]:
    """Return the fill of each class by the words for it in a table."""
    view = thematic_map.view
    entries = thematic_map.classes.entries
    return {entry.label[view.language]: fill_of(entry, patterns=view.patterns) for entry in entries}


def ink_of(key: str, *, patterns: bool) -> str:
    """Return the ink of mark, border and name of an exception: a change has its own."""
    if patterns:
        return BLACK
    return CHANGE_SIGNS[key].colour if key in CHANGE_SIGNS else MARK


def draw_mark(x: float, y: float, side: float, *, patterns: bool, key: str = "") -> tuple[Area, ...]:
    """Return the mark of an exception: a cross in a disc, or the sign of a change; told apart without colour.

    Parameters
    ----------
    key
        Of the class of the exception.
    """
    ink = ink_of(key, patterns=patterns)
    if key in CHANGE_SIGNS:
        return (_draw_shape(CHANGE_SIGNS[key], (x, y), side, (ink, "#ffffff", 0.07)),)
    angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    disc = np.column_stack([x + side / 2 * np.cos(angles), y + side / 2 * np.sin(angles)])
    arm = side * 0.22
    cross = paper_path(
        [(x - arm, y - arm), (x + arm, y + arm)], [(x - arm, y + arm), (x + arm, y - arm)], closed=False
    )
    return (
        Area(paper_path(disc), fill=Fill("#ffffff"), stroke=Stroke(ink, side * 0.14)),
        Area(cross, stroke=Stroke(ink, side * 0.16)),
    )


def draw_sign(position: int, x: float, y: float, side: float, *, patterns: bool) -> Area:
    """Return the sign of the n-th kind of community models at a point of the page."""
    looks = ("#ffffff", BLACK, 0.09) if patterns else (sign_of(position).colour, "#ffffff", 0.05)
    return _draw_shape(sign_of(position), (x, y), side, looks)


def _draw_shape(sign: Sign, at: tuple[float, float], side: float, looks: tuple[str, str, float]) -> Area:
    """Return a sign in a fill, with an edge as wide as a share of its side."""
    fill, ink, width = looks
    return Area(
        _trace_sign(sign),
        Placement(*at, side / 12 / SIGN_SCALE),
        Fill(fill),
        Stroke(ink, side * width),
    )


@cache
def _trace_sign(sign: Sign) -> Path:
    return Path((np.rint(np.array(sign.points) * SIGN_SCALE).astype(np.int64),))


def draw_classes(thematic_map: ThematicMap, width: float, kind: Type) -> Block:
    """Return the legend of the classes; its last line says the number that the counts add up to."""
    language = thematic_map.view.language
    rows = [
        _row(sample, entry.label, number(entry.count, language), width, kind)
        for entry, sample in zip(list_entries(thematic_map), list_samples(thematic_map, kind), strict=True)
    ]
    head = paragraph(legend_title(thematic_map), width, Type(kind.size, "bold"))
    foot = paragraph(legend_total(thematic_map), width, kind.smaller(0.92, colour=GREY))
    return stack([head, *rows, foot], gap=kind.size * POINT * 0.3)


def list_samples(thematic_map: ThematicMap, kind: Type) -> list[tuple[Item, ...]]:
    """Return a sample of each class, beside type of a size."""
    marked = {entry.key for entry in thematic_map.classes.entries if entry.marked}
    return [
        swatch(
            entry.fill,
            kind,
            mark=entry.key if entry.key in marked else None,
            patterns=thematic_map.view.patterns,
        )
        for entry in list_entries(thematic_map)
    ]


@lru_cache(maxsize=256)
def swatch(fill: Fill, kind: Type, *, mark: str | None = None, patterns: bool = False) -> tuple[Item, ...]:
    """Return a sample of a fill, as wide as two letters; the sample of an exception carries its mark.

    Parameters
    ----------
    mark
        Key of the class of an exception.
    """
    width, height = swatch_size(kind)
    box = Box(0.0, 0.0, width, height)
    if mark is None:
        return (rectangle(box, fill, Stroke("#5b6b7a", 0.15)),)
    sample = rectangle(box, fill, Stroke(ink_of(mark, patterns=patterns), 0.3))
    return (sample, *draw_mark(*box.centre, height * 0.72, patterns=patterns, key=mark))


def swatch_size(kind: Type) -> tuple[float, float]:
    """Return width and height of a sample in millimetres."""
    return kind.size * POINT * 2.3, kind.size * POINT * 1.25


@lru_cache(maxsize=1024)
def _row(sample: tuple[Item, ...], label: str, count: str, width: float, kind: Type) -> Block:
    """Return a line of a key: sample, words, and at its end a count."""
    wide, high = swatch_size(kind)
    gap = kind.size * POINT * 0.6
    room = width - wide - gap - (measure(count, kind.size, "medium") + gap if count else 0.0)
    words = paragraph(label, room, kind)
    height = max(words.height, high)
    down = max(0.0, (kind.line - high) / 2)
    end = (right(count, width, Type(kind.size, "medium")),) if count else ()
    items = [*put(Block(high, sample), 0.0, down), *put(words, wide + gap, 0.0), *end]
    return Block(height, tuple(items))


def draw_kinds(thematic_map: ThematicMap, width: float, kind: Type, *, most: int = LONG) -> list[Block]:
    """Return the key of the community models in view: sign, kind, number of distinct models.

    Parameters
    ----------
    most
        A key of more rows comes in two parts, which may stand in two columns.
    """
    sites, language = thematic_map.sites, thematic_map.view.language
    if sites.empty:
        return []
    models = read_sites(sites).models
    rows = []
    for position, (code, words) in enumerate(thematic_map.city.model_kinds.items()):
        if code in models:
            sign = _sample_sign(position, kind, patterns=thematic_map.view.patterns)
            rows.append(_row(sign, words[language], number(models[code], language), width, kind))
    total = say(
        "page.models_total",
        language,
        models=number(models[""], language),
        sites=number(len(sites), language),
    )
    head = paragraph(say("map.models", language), width, Type(kind.size, "bold"))
    foot = paragraph(total, width, kind.smaller(0.92, colour=GREY))
    cut = len(rows) if len(rows) <= most else -(-len(rows) // 2)
    gap = kind.size * POINT * 0.22
    if cut == len(rows):
        return [stack([head, *rows, foot], gap)]
    return [stack([head, *rows[:cut]], gap), go_on(stack([*rows[cut:], foot], gap), gap, head.height)]


@lru_cache(maxsize=256)
def _sample_sign(position: int, kind: Type, *, patterns: bool) -> tuple[Item, ...]:
    wide, high = swatch_size(kind)
    return (draw_sign(position, wide / 2, high / 2, high * 1.05, patterns=patterns),)


def list_lines(thematic_map: ThematicMap) -> list[tuple[Stroke, str]]:
    """Return the lines on the map that need words."""
    strokes = {"wards": ward_stroke, "clusters": cluster_stroke, "rivers": river_stroke}
    return [(strokes[name](thematic_map), words) for name, words in name_lines(thematic_map).items()]


def river_stroke(thematic_map: ThematicMap) -> Stroke:
    """Return how rivers are drawn: wider than the borders that run along them."""
    return Stroke("#b9b9b9" if thematic_map.view.patterns else "#7db3dd", 1.3)


def ward_stroke(thematic_map: ThematicMap) -> Stroke:
    """Return how the borders of the wards in view are drawn."""
    return Stroke(BLACK if thematic_map.view.patterns else "#33414e", 0.38)


def cluster_stroke(thematic_map: ThematicMap) -> Stroke:
    """Return how the outlines of the clusters are drawn."""
    return Stroke(BLACK if thematic_map.view.patterns else "#5b2a86", 0.75, (2.2, 1.1))


def draw_lines(thematic_map: ThematicMap, width: float, kind: Type) -> Block:
    """Return the key of the lines, and of the units around those in view."""
    rows = [
        _row(_sample_line(stroke, kind), words, "", width, kind) for stroke, words in list_lines(thematic_map)
    ]
    around = name_surroundings(thematic_map)
    if around:
        rows.append(_row(swatch(OUTSIDE, kind), around, "", width, kind))
    return stack(rows, gap=kind.size * POINT * 0.22)


@lru_cache(maxsize=256)
def _sample_line(stroke: Stroke, kind: Type) -> tuple[Item, ...]:
    wide, high = swatch_size(kind)
    return (line([(0.0, high / 2), (wide, high / 2)], stroke),)


def name_surroundings(thematic_map: ThematicMap) -> str:
    """Return what the pale units of the map are, or "" where there are none."""
    wards, language = thematic_map.wards, thematic_map.view.language
    if len(thematic_map.in_view) < len(wards):
        return say("map.outside", language)
    if thematic_map.view.level != "cluster":
        return ""
    members = {code for codes in thematic_map.layer.frame["members"] for code in codes}
    return say("page.no_cluster", language) if members < set(wards.index) else ""
