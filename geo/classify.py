"""Values and a scheme → classes: breaks, labels, colours, patterns. Fitted once, over the whole city and all years.

Missing values are set apart before anything is computed, and have a class of their own (the last). A status is never
put through quantiles: a typology keeps the classes of the catalogue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import jenkspy
import numpy as np
import pandas as pd

from geo.errors import ClassifyError, Problem
from geo.model import WITHHELD, Classes, LegendClass, Text
from geo.words import number, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from geo.model import Catalogue, Language, Measure


def quantile_breaks(values: NDArray[np.float64], k: int) -> NDArray[np.float64]:
    """Return the k-1 inner quantiles."""
    return np.quantile(values, np.linspace(0, 1, k + 1)[1:-1])


def equal_breaks(values: NDArray[np.float64], k: int) -> NDArray[np.float64]:
    """Return k-1 breaks at equal steps between the least and the greatest value."""
    return np.linspace(values.min(), values.max(), k + 1)[1:-1]


def natural_breaks(values: NDArray[np.float64], k: int) -> NDArray[np.float64]:
    """Return the natural breaks (Jenks 1967; Fisher's exact optimum), as lower bounds of the upper classes."""
    upper = np.asarray(jenkspy.jenks_breaks(values, n_classes=k), dtype=float)[1:-1]
    ordered = np.unique(values)
    return ordered[np.searchsorted(ordered, upper, side="right")]


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
    rounded = np.round(values[np.isfinite(values)], measure.decimals)
    distinct = np.unique(rounded)
    k = min(measure.k, len(distinct))
    if k < 2:  # noqa: PLR2004  one class has no break
        return ()
    computed = np.round(COMPUTED[measure.scheme](rounded, k), measure.decimals)
    return tuple(float(b) for b in np.unique(computed) if b > distinct[0])


def range_label(
    low: float, above: float | None, *, first: bool, measure: Measure, language: Language
) -> str:
    """Return the words of one class: integers as 1–4 and 10 trở lên, rates as half-open ranges without a gap."""
    step = 10**-measure.decimals

    def show(value: float) -> str:
        return number(value, language, measure.decimals)

    if above is None:
        if measure.unit.en == "%" and low >= 100:  # noqa: PLR2004  nothing lies above all of them
            return show(low)
        return say("classes.and_more", language, low=show(low))
    if first and measure.kind == "rate":
        return say("classes.below", language, above=show(above))
    top = above - step
    return show(low) if abs(top - low) < step / 2 else f"{show(low)}–{show(top)}"  # noqa: RUF001


def range_key(low: float, above: float | None) -> str:
    """Return the stable code of a class of numbers: ``0``, ``1-4``, ``10+``."""
    if above is None:
        return f"{low:g}+"
    return f"{low:g}" if above - low == 1 else f"{low:g}-{above - 1:g}"


def spread(palette: tuple[str, ...], count: int) -> list[str]:
    """Return ``count`` colours from low to high, spread over the palette."""
    return [palette[round(i)] for i in np.linspace(0, len(palette) - 1, max(count, 2))][-count:]


def number_classes(
    breaks: tuple[float, ...], measure: Measure, catalogue: Catalogue, lowest: float
) -> list[LegendClass]:
    """Return legend entries for classes of numbers, from low to high."""
    bounds = [lowest, *breaks]
    above = [*breaks, None]
    colours = spread(measure.palette, len(bounds))
    labels = [
        Text(
            vi=range_label(low, top, first=low == lowest, measure=measure, language="vi"),
            en=range_label(low, top, first=low == lowest, measure=measure, language="en"),
        )
        for low, top in zip(bounds, above, strict=True)
    ]
    return [
        LegendClass(key=range_key(low, top), label=label, colour=colour, pattern=pattern)
        for low, top, label, colour, pattern in zip(
            bounds, above, labels, colours, catalogue.ramp, strict=False
        )
    ]


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
        The entries end with "no data"; "withheld" stands before it.

    Raises
    ------
    ClassifyError
        More classes than the palette or the pattern ramp has, or an infinite value.
    """
    known = values.dropna().to_numpy(dtype=float)
    if measure.kind == "typology":
        return Classes((*measure.classes, catalogue.no_data), codes=measure.codes)
    if np.isinf(known).any():
        raise ClassifyError(_infinite(measure))
    breaks = find_breaks(known, measure)
    lowest = 0.0 if measure.scheme == "own" else float(np.round(known.min(), measure.decimals)) if len(known) else 0.0
    if len(breaks) + 1 > min(len(measure.palette), len(catalogue.ramp)):
        raise ClassifyError(_too_many(measure, len(breaks) + 1))
    entries = number_classes(breaks, measure, catalogue, lowest)
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
        shown = np.round(numbers[known], classes.decimals)
        position[known] = np.searchsorted(np.asarray(classes.breaks), shown, side="right")
    if withheld is not None:
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
