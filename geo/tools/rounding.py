"""Numbers → as they are shown: half of the last digit goes up, as in Excel and in reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

EXACT: Final = 9
"""Digits behind the last one that is shown in which a number is held for what it was written as."""


def round_half_up(values: ArrayLike, decimals: int) -> NDArray[np.float64]:
    """Return numbers as they are shown everywhere: 81.25 is 81.3, where numpy has 81.2.

    A half goes away from zero, nothing has no sign; no number stays none.
    """
    numbers = np.asarray(values, dtype=float)
    whole = np.floor(np.round(np.abs(numbers) * 10.0**decimals, EXACT) + 0.5)
    rounded: NDArray[np.float64] = np.copysign(whole / 10.0**decimals, numbers) + 0.0
    return rounded
