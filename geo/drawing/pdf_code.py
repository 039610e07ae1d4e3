"""The operators of PDF: paths, colours and strings as they stand in a stream."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.tools.keep import keep

if TYPE_CHECKING:
    from geo.drawing.scene import Fill, Path, Stroke

PLAIN: Final = frozenset(range(32, 127)) - set(b"()\\")
"""Bytes of a string that stand for themselves."""

ESCAPED: Final = tuple(chr(code) if code in PLAIN else f"\\{code:03o}" for code in range(256))
"""How each byte stands in a string."""


@keep
def write_path(path: Path) -> str:
    """Return a path in the operators of PDF."""
    end = "h\n" if path.closed else ""
    pattern = "".join(["%d %d m " + "%d %d l " * (len(points) - 1) + end for points in path.lines])
    return pattern % tuple(path.points.ravel().tolist())


@lru_cache(maxsize=256)
def write_colour(colour: str) -> str:
    """Return a colour as the operands of `rg` and `RG`."""
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5))


def write_string(codes: bytes) -> str:
    """Return a string: the codes of its letters in their font."""
    return "(" + "".join(map(ESCAPED.__getitem__, codes)) + ")"


@lru_cache(maxsize=4096)
def list_state(fill: Fill | None, stroke: Stroke | None, scale: float) -> tuple[str, ...]:
    """Return the commands that set colours, width and dashes in the units of a path."""
    commands = [f"{write_colour(fill.colour)} rg"] if fill else []
    if stroke is not None:
        dash = " ".join(f"{length / scale:.4g}" for length in stroke.dash)
        commands += [f"{write_colour(stroke.colour)} RG", f"{stroke.width / scale:.5g} w", f"[{dash}] 0 d"]
    return tuple(commands)
