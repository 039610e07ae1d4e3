"""Text and blocks: pieces of a page that know their size, and how they stand under and beside each other."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from geo.drawing.breaks import break_lines
from geo.drawing.fonts import clean
from geo.drawing.scene import DARK, POINT, Area, Box, Picture, Placement, Window, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.drawing.scene import Face, Item

LEADING: Final = 1.3
"""Distance of lines as a share of the size."""

RISE: Final = 1.0
"""Baseline of the first line below the top of a text, as a share of the size: capitals carry two marks."""

ROUND: Final = 1e-6
"""Sums of heights are as exact as this, in millimetres."""

GREY: Final = "#55616d"


@dataclass(frozen=True, eq=False)
class Block:
    """A piece of a page with its upper left corner at (0, 0), in millimetres.

    Parameters
    ----------
    own
        What it draws itself.
    joined
        Whether it goes on with the piece above it, without a gap, when both stand in one column.
    lead
        Room above it where it goes on at the top of a column: its rows stand beside those before it.
    parts
        Pieces that it is made of, each with how far down it stands.
    """

    height: float
    own: tuple[Item, ...] = ()
    joined: bool = False
    lead: float = 0.0
    parts: tuple[tuple[Block, float], ...] = ()

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All that it draws; of many keys that are tried for their height only few are drawn."""
        return self.own + tuple(item for part, down in self.parts for item in put(part, 0.0, down))


@dataclass(frozen=True)
class Type:
    """How a text is set: size in points, face, colour; what is made smaller of it stays above the floor."""

    size: float
    face: Face = "regular"
    colour: str = DARK
    floor: float = 0.0

    @property
    def line(self) -> float:
        """Distance of lines in millimetres."""
        return self.size * POINT * LEADING

    def smaller(self, share: float, face: Face = "regular", colour: str = DARK) -> Type:
        """Return a share of the type, in a face and colour."""
        return Type(min(self.size, max(self.size * share, self.floor)), face, colour, self.floor)


def move(item: Item, across: float, down: float) -> Item:
    """Return an item moved on the page."""
    # Made anew field by field: a page moves thousands of items, and `replace` takes three times as long.
    if isinstance(item, Area):
        at = item.place
        place = Placement(at.left + across, at.top + down, at.scale)
        return Area(item.path, place, item.fill, item.stroke, item.unit, item.title)
    if isinstance(item, Words):
        x, y = item.x + across, item.y + down
        return Words(item.text, x, y, item.size, item.face, item.anchor, item.colour, item.halo)
    box = Box(item.box.left + across, item.box.top + down, item.box.width, item.box.height)
    if isinstance(item, Picture):
        return replace(item, box=box)
    return Window(box, tuple(move(inner, across, down) for inner in item.items))


def put(block: Block, left: float, top: float) -> list[Item]:
    """Return the items of a block at a place of the page."""
    if not left and not top:
        return list(block.items)
    return [move(item, left, top) for item in block.items]


@lru_cache(maxsize=2048)  # the words of keys and heads are the same on many pages
def paragraph(text: str, width: float, kind: Type) -> Block:
    """Return text in lines of at most a width."""
    lines = break_lines(text, width, kind.size, kind.face) if text else ()
    rise = kind.size * POINT * RISE
    items = tuple(
        Words(line, 0.0, rise + number * kind.line, kind.size, kind.face, colour=kind.colour)
        for number, line in enumerate(lines)
    )
    return Block(len(lines) * kind.line, items)


def fit(text: str, width: float, kind: Type, *, lines: int, floor: float = 0.7) -> Block:
    """Return text in at most some lines, as large as that allows; at the floor lines are more."""
    shares = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, floor)
    for share in shares:
        smaller = kind.smaller(share, kind.face, kind.colour)
        if len(break_lines(text, width, smaller.size, smaller.face)) <= lines or share == floor:
            return paragraph(text, width, smaller)
    return paragraph(text, width, kind)


def right(text: str, width: float, kind: Type) -> Words:
    """Return one line that ends at a width."""
    return Words(clean(text), width, kind.size * POINT * RISE, kind.size, kind.face, "end", kind.colour)


def stack(blocks: Sequence[Block], gap: float = 0.0) -> Block:
    """Return blocks under each other; those without height leave no gap."""
    parts: list[tuple[Block, float]] = []
    shown = [block for block in blocks if block.height > 0]
    filled, gaps = shown[0].lead if shown else 0.0, 0
    for number, block in enumerate(shown):
        filled += block.height
        gaps += number > 0 and not block.joined
        parts.append((block, filled + gap * gaps - block.height))
    return Block(filled + gap * gaps, parts=tuple(parts))


def go_on(block: Block, gap: float, lead: float) -> Block:
    """Return a block that goes on with the one above it, at the distance of their rows.

    Parameters
    ----------
    lead
        Height of the head over the first rows: where the block begins a column, as much stays free above it.
    """
    return Block(block.height + gap, joined=True, lead=lead, parts=((block, gap),))


def flow(blocks: Sequence[Block], columns: int, gap: float) -> list[list[Block]]:
    """Return blocks in columns, in their order, so that the tallest column is as short as possible."""
    shown = [block for block in blocks if block.height > 0]
    tallest = max((block.lead + block.height for block in shown), default=0.0)
    ends = list(accumulate((block.height + gap * (not block.joined) for block in shown), initial=0.0))
    starts = [end + gap * (not block.joined) for end, block in zip(ends, shown, strict=False)]
    spans = {ends[j] - starts[i] + shown[i].lead for i in range(len(shown)) for j in range(i + 1, len(ends))}
    limits = sorted({tallest, *spans})
    place = bisect_left(limits, -columns, key=lambda limit: -len(fill(shown, limit + ROUND, gap)))
    return fill(shown, limits[place] + ROUND, gap) if place < len(limits) else [shown]


def fill(blocks: Sequence[Block], limit: float, gap: float) -> list[list[Block]]:
    """Return blocks in columns, in their order, as many as it takes for none to be higher than a limit."""
    filled: list[list[Block]] = [[]]
    used = 0.0
    for block in blocks:
        more = block.height + gap * (not block.joined)
        if filled[-1] and used + more > limit:
            filled.append([])
        used = used + more if filled[-1] else block.lead + block.height
        filled[-1].append(block)
    return filled


def height_of(blocks: Sequence[Block], gap: float) -> float:
    """Return the height of blocks under each other."""
    lead = blocks[0].lead if blocks else 0.0
    return lead + sum(block.height for block in blocks) + gap * sum(not block.joined for block in blocks[1:])
