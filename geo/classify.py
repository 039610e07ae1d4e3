"""Values and a scheme → classes: breaks, labels, colours, patterns; fitted once, whole city, all years.

Missing values are set apart before anything is computed, and have a class of their own (the last). A status
is never put through quantiles: a typology keeps the classes of the catalogue.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import jenkspy
import numpy as np
import pandas as pd

from geo.errors import ClassifyError, Problem
from geo.model import WITHHELD, Classes, LegendClass, Text
from geo.tools.colours import measure_light
from geo.tools.rounding import round_half_up
from geo.tools.words import number, say

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from numpy.typing import NDArray

    from geo.model import Catalogue, Language, Measure, Pattern


def quantile_breaks(values: NDArray[np.float64], k: int) -> NDArray[np.float64]:
    """Return the k-1 inner quantiles."""
    return np.quantile(values, np.linspace(0, 1, k + 1)[1:-1])


def equal_breaks(values: NDArray[np.float64], k: int) -> NDArray[np.float64]:
    """Return k-1 breaks at equal steps between the least and the greatest value."""
    return np.linspace(values.min(), values.max(), k + 1)[1:-1]


def natural_breaks(values: NDArray[np.float64], k: int) -> NDArray[np.float64]:
    """Return the natural breaks (Jenks 1967; Fisher's exact optimum): lower bounds of the upper classes."""
    upper = np.asarray(jenkspy.jenks_breaks(values, n_classes=k), dtype=float)[1:-1]
    ordered = np.unique(values)
    return ordered[np.searchsorted(ordered, upper, side="right")]


ALL_OF_THEM: Final = 100
"""In percent."""

COMPUTED: Final[dict[str, Callable[[NDArray[np.float64], int], NDArray[np.float64]]]] = {
    "quantile": quantile_breaks,
    "equal": equal_breaks,
    "natural": natural_breaks,
}


def find_breaks(values: NDArray[np.float64], measure: Measure) -> tuple[float, ...]:
    """Return the lower bounds of the classes after the first, rounded to what the legend shows.

    Fewer distinct values than classes give one class per value; none or one give no break.
    """
    if measure.scheme == "own":
        return measure.breaks
    rounded = round_half_up(values[np.isfinite(values)], measure.decimals)
    distinct = np.unique(rounded)
    k = min(measure.k, len(distinct))
    if k <= 1:
        return ()
    computed = round_half_up(COMPUTED[measure.scheme](rounded, k), measure.decimals)
    return tuple(float(b) for b in np.unique(computed) if b > distinct[0])


def range_label(low: float, above: float | None, measure: Measure, language: Language) -> str:
    """Return the words of one class: 1–4 and 10 trở lên, so that no number lies between two classes."""
    first = number(low, language, measure.decimals)
    if above is None:
        nothing_above = measure.unit.en == "%" and low >= ALL_OF_THEM
        return first if nothing_above else say("classes.and_more", language, low=first)
    last = number(above - 10**-measure.decimals, language, measure.decimals)
    return first if first == last else f"{first}–{last}"


def range_key(low: float, above: float | None, decimals: int) -> str:
    """Return the stable code of a class of numbers: ``0``, ``1-4``, ``10+``, ``80.0-89.9``."""
    first = f"{low:.{decimals}f}"
    if above is None:
        return f"{first}+"
    last = f"{above - 10**-decimals:.{decimals}f}"
    return first if first == last else f"{first}-{last}"


def spread(palette: tuple[str, ...], count: int) -> list[str]:
    """Return ``count`` colours from low to high, spread over the palette; a single one is from its middle.

    Where all units have one value there is neither little nor much: the darkest colour would be an alarm.
    """
    if count == 1:
        return [palette[(len(palette) - 1) // 2]]
    return [palette[round(i)] for i in np.linspace(0, len(palette) - 1, count)]


def _order_patterns(ramp: tuple[Pattern, ...], colours: Sequence[str]) -> tuple[Pattern, ...]:
    """Return patterns that get darker as the colours do: what stands out in colour does so without it."""
    return ramp[::-1] if measure_light(colours[0]) < measure_light(colours[-1]) else ramp


def number_classes(
    lowest: float, breaks: tuple[float, ...], measure: Measure, catalogue: Catalogue
) -> list[LegendClass]:
    """Return legend entries for classes of numbers, from low to high."""
    bounds = [lowest, *breaks]
    colours = spread(measure.palette, len(bounds))
    patterns = _order_patterns(catalogue.ramp[: len(bounds)], colours)
    return [
        LegendClass(range_key(low, above, measure.decimals), label, colour, pattern)
        for low, above, label, colour, pattern in zip(
            bounds, [*breaks, None], _label_ranges(bounds, measure), colours, patterns, strict=True
        )
    ]


def _label_ranges(bounds: list[float], measure: Measure) -> list[Text]:
    """Return the words of the ranges: a rate begins with "below", and one single number is no range."""

    def words(place: int, language: Language) -> str:
        above = bounds[place + 1] if place + 1 < len(bounds) else None
        if above is None and place == 0 and measure.scheme != "own":
            return number(bounds[0], language, measure.decimals)
        if above is not None and place == 0 and measure.kind == "rate":
            return say("classes.below", language, above=number(above, language, measure.decimals))
        return range_label(bounds[place], above, measure, language)

    return [Text(vi=words(place, "vi"), en=words(place, "en")) for place in range(len(bounds))]


def fit_classes(
    values: pd.Series, measure: Measure, catalogue: Catalogue, *, some_withheld: bool = False
) -> Classes:
    """Fit the classes of one measure.

    Parameters
    ----------
    values
        All values of the measure, whole city and all years; NaN = no data.
    measure
        How it is classed.
    catalogue
        Styles of "no data" and of withheld counts.
    some_withheld
        Whether any total is withheld; bands have that class in any case.

    Returns
    -------
    Classes
        The entries end with "no data"; "withheld" stands before it where a count can be withheld.

    Raises
    ------
    ClassifyError
        More classes than the palette or the pattern ramp has, or an infinite value.
    """
    if measure.kind == "typology":
        return Classes((*measure.classes, catalogue.no_data), codes=measure.codes)
    known = values.dropna().to_numpy(dtype=float)
    if np.isinf(known).any():
        raise ClassifyError(_infinite(measure))
    breaks = find_breaks(known, measure)
    if len(breaks) + 1 > min(len(measure.palette), len(catalogue.ramp)):
        raise ClassifyError(_too_many(measure, len(breaks) + 1))
    computed = measure.scheme != "own" and len(known) > 0
    lowest = float(round_half_up(known.min(), measure.decimals)) if computed else 0.0
    # Computed classes of nothing are none; classes that somebody chose stand there whatever there is.
    chosen = measure.scheme == "own" or len(known) > 0
    entries = number_classes(lowest, breaks, measure, catalogue) if chosen else []
    special = [catalogue.withheld] if measure.kind == "band" or some_withheld else []
    return Classes((*entries, *special, catalogue.no_data), breaks=breaks, decimals=measure.decimals)


def assign_classes(values: pd.Series, classes: Classes, withheld: pd.Series | None = None) -> pd.Series:
    """Return the position in ``classes.entries`` of each value (int, index kept).

    Raises
    ------
    ClassifyError
        A status that the catalogue does not name.
    """
    numbers = values.to_numpy(dtype=float)
    known = ~np.isnan(numbers)
    position = np.full(len(numbers), classes.missing)
    if classes.codes:
        _require_known_codes(values[known], classes)
        position[known] = [classes.codes.index(value) for value in numbers[known]]
    else:
        shown = round_half_up(numbers[known], classes.decimals)
        position[known] = np.searchsorted(np.asarray(classes.breaks), shown, side="right")
    if withheld is not None and withheld.any():
        keys = [entry.key for entry in classes.entries]
        position[withheld.to_numpy(dtype=bool)] = keys.index(WITHHELD)
    return pd.Series(position, index=values.index, dtype=int)


def count_classes(positions: pd.Series, classes: Classes) -> tuple[int, ...]:
    """Return how many units each entry has; the counts add up to the units."""
    return tuple(int(n) for n in np.bincount(positions, minlength=len(classes.entries)))


def _require_known_codes(values: pd.Series, classes: Classes) -> None:
    unknown = values[~values.isin(classes.codes)]
    if len(unknown):
        raise ClassifyError(
            [
                Problem(
                    file="indicators.toml",
                    value=f"{value:g}",
                    what_vi=f"đơn vị {unit} có giá trị không thuộc lớp nào",
                    what_en=f"unit {unit} has a value that belongs to no class",
                    remedy_vi="thêm lớp vào danh mục hoặc sửa bảng",
                    remedy_en="add a class to the catalogue or mend the table",
                )
                for unit, value in unknown.items()
            ]
        )


def _infinite(measure: Measure) -> Problem:
    return Problem(
        file=f"{measure.table}.csv",
        column=measure.column,
        what_vi="có giá trị vô hạn, thường do chia cho 0",
        what_en="has an infinite value, usually a division by 0",
        remedy_vi="kiểm tra mẫu số",
        remedy_en="check the denominator",
    )


def _too_many(measure: Measure, count: int) -> Problem:
    return Problem(
        file="indicators.toml",
        column=measure.column,
        what_vi=f"{count} lớp nhưng không đủ màu hoặc họa tiết",
        what_en=f"{count} classes but not enough colours or patterns",
        remedy_vi="bớt ngưỡng hoặc thêm màu vào palette",
        remedy_en="use fewer breaks or add colours to the palette",
    )


def take_off(classes: Classes, keys: Collection[str]) -> Classes:
    """Return the classes with those of some keys off the map; their places stay as they are."""
    if not keys:
        return classes
    return replace(classes, entries=tuple(replace(entry, off=entry.key in keys) for entry in classes.entries))
