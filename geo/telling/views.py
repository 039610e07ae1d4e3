"""What can be asked of an atlas, and the name of the answer."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Final

from geo.errors import Problem, ViewError
from geo.model import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.model import Atlas, Indicator, Level, Measure, View

CLUSTERS: Final = "&screen=clusters"
"""What the address of the map of clusters has beside the view."""


def list_levels(indicator: Indicator) -> tuple[Level, ...]:
    """Return the levels at which an indicator can be drawn, from fine to coarse."""
    return tuple(level for level in LEVELS if level in indicator.measures)


def require_view(atlas: Atlas, view: View) -> tuple[Indicator, Measure]:
    """Return the indicator and the measure of a view.

    Raises
    ------
    ViewError
        Year, indicator, level, ward, kind of models or class are not in the atlas; all problems at once.
    """
    wards = atlas.boundaries.wards.index
    indicator = atlas.catalogue.indicators.get(view.indicator)
    problems = [_unknown("ward", code, sorted(set(wards))) for code in view.wards if code not in wards]
    kinds = atlas.city.model_kinds
    problems += [_unknown("kinds", kind, kinds) for kind in view.kinds if kind not in kinds]
    classes = list_classes(atlas, view.level, view.indicator)
    problems += [_unknown("off", key, classes) for key in view.off if classes and key not in classes]
    if view.year not in atlas.city.years:
        problems.append(_unknown("year", str(view.year), [str(year) for year in atlas.city.years]))
    if indicator is None:
        problems.append(_unknown("indicator", view.indicator, atlas.catalogue.indicators))
    elif view.level not in indicator.measures:
        problems.append(_unknown("level", view.level, list_levels(indicator)))
    if problems or indicator is None:
        raise ViewError(problems)
    return indicator, indicator.measures[view.level]


def list_classes(atlas: Atlas, level: Level, indicator: str) -> tuple[str, ...]:
    """Return the keys of the classes of an indicator at a level in the order of the legend; () without it."""
    classes = atlas.classes.get((indicator, level))
    return tuple(entry.key for entry in classes.entries) if classes else ()


def _unknown(field: str, value: str, choices: Iterable[str]) -> Problem:
    return Problem(
        file="",
        column=field,
        value=value,
        what_vi="không có trong dữ liệu",
        what_en="is not in the data",
        remedy_vi=f"chọn một trong: {', '.join(choices)}",
        remedy_en=f"choose one of: {', '.join(choices)}",
    )


def make_page_id(atlas: Atlas, view: View, more: str = "") -> str:
    """Return eight characters that name this view of this data: another view or byte of data changes them.

    Parameters
    ----------
    more
        What the address of the screen has beside the view.
    """
    digest = hashlib.sha256(f"{view.address}{more}\n{atlas.fingerprint}".encode()).digest()
    return base64.b32encode(digest)[:8].decode()
