"""How light a colour is."""

from __future__ import annotations


def measure_light(colour: str) -> float:
    """Return the relative luminance (WCAG 2) of a colour such as "#1c6275": 0 is black, 1 white."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    """Return the light of a part of a colour, from what a file says of it (sRGB)."""
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  as the standard has it
