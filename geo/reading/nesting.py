"""Whether hamlets lie in their wards: most of each must, and what lies outside is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd
import shapely

from geo.model import Text
from geo.tools.values import share_a_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from geo.reading.borders import Drawing

LEAST_OUTSIDE: Final = 0.01
"""Share of a hamlet outside its ward that is told: borders drawn twice never agree to the last metre."""

MOST_OUTSIDE: Final = 0.5
"""Share that is refused: what lies elsewhere for the most part is no hamlet of that ward."""

LAST_DAY: Final = "9999-12-31"
"""Of what has no end."""


class Outside(NamedTuple):
    """A hamlet, its ward, and which share of it lies outside."""

    code: str
    name: str
    ward: str
    share: float


def list_outside(hamlets: gpd.GeoDataFrame, wards: gpd.GeoDataFrame) -> list[Outside]:
    """Return the hamlets that lie outside their ward by ``LEAST_OUTSIDE`` and more.

    Parameters
    ----------
    hamlets, wards
        By code, shapes valid; a ward that is not known has no hamlets outside.
    """
    pairs = _pair_vintages(hamlets, wards)
    shapes = hamlets.geometry.to_numpy()[pairs[:, 0]]
    homes = wards.geometry.to_numpy()[pairs[:, 1]]
    shapely.prepare(homes)
    loose = ~shapely.covers(homes, shapes)
    shares = shapely.area(shapely.difference(shapes[loose], homes[loose])) / shapely.area(shapes[loose])
    names, homes_of = hamlets["name"].to_numpy(), hamlets["ward_code"].to_numpy()
    return [
        Outside(str(hamlets.index[place]), str(names[place]), str(homes_of[place]), float(share))
        for (place, _), share in zip(pairs[loose], shares, strict=True)
        if share > LEAST_OUTSIDE
    ]


def tell_outside(outside: Sequence[Outside]) -> Text:
    """Return how many hamlets lie in part outside their ward, and which one most."""
    most = max(outside, key=lambda one: one.share)
    count = len({one.code for one in outside})
    return Text(
        f"{count} thôn, tổ dân phố nằm ngoài xã, phường từ {LEAST_OUTSIDE:.0%} diện tích; "
        f"nhiều nhất {most.code} {most.name}: {most.share:.0%}",
        f"{count} hamlets lie outside their ward by {LEAST_OUTSIDE:.0%} of their area and more; "
        f"most {most.code} {most.name}: {most.share:.0%}",
    )


def check_nesting(hamlets: Drawing, wards: Drawing) -> None:
    """Collect the hamlets whose ward does not exist, ends before them, or has less than half of them.

    Parameters
    ----------
    hamlets, wards
        Checked, indexed by code; the problems go to ``hamlets``.
    """
    frame = hamlets.frame
    known = frame["ward_code"].isin(wards.frame.index)
    for code, ward in frame.loc[~known, "ward_code"].items():
        hamlets.refuse(
            None,
            "ward_code",
            ward,
            (f"đơn vị {code} thuộc một xã, phường không có", f"unit {code}: no such ward"),
        )
    inner = frame[known]
    _check_times(hamlets, inner, wards.frame)
    for code, name, ward, share in list_outside(inner, wards.frame):
        if share > MOST_OUTSIDE:
            hamlets.refuse(
                None,
                "geometry",
                code,
                (
                    f"{share:.0%} diện tích {name} nằm ngoài xã, phường {ward}",
                    f"{share:.0%} of the area of {name} lie outside ward {ward}",
                    "nếu đúng là vậy, nhập cùng lúc ranh giới mới của xã, phường; nếu sai, sửa hình này",
                    "if that is right, import new borders of the wards with it; if not, mend this shape",
                ),
            )


def _pair_vintages(hamlets: pd.DataFrame, wards: pd.DataFrame) -> NDArray[np.intp]:
    """Return the positions of each hamlet and of every vintage of its ward that it meets in time."""
    sides = []
    for name, frame, code in (("hamlet", hamlets, hamlets["ward_code"]), ("ward", wards, wards.index)):
        days = list(zip(frame["valid_from"], frame["valid_to"], strict=True))
        sides.append(pd.DataFrame({"code": code.to_numpy(), name: range(len(frame)), f"{name}_days": days}))
    pairs = sides[0].merge(sides[1], on="code")
    meet = [share_a_day(*days) for days in zip(pairs["hamlet_days"], pairs["ward_days"], strict=True)]
    return pairs.loc[meet, ["hamlet", "ward"]].to_numpy(dtype=np.intp)


def _check_times(hamlets: Drawing, inner: pd.DataFrame, wards: pd.DataFrame) -> None:
    """Collect the hamlets that would be in no ward after theirs has ended: no map would show them."""
    open_ends = wards["valid_to"].replace("", LAST_DAY)
    ends = dict(open_ends.groupby(level=0).max())
    for code, ward, end in inner[["ward_code", "valid_to"]].itertuples():
        if (end or LAST_DAY) > ends[ward]:
            hamlets.refuse(
                None,
                "valid_to",
                end or None,
                (
                    f"đơn vị {code} còn hiệu lực sau khi xã, phường {ward} hết hiệu lực ({ends[ward]})",
                    f"unit {code} is valid longer than its ward {ward} (until {ends[ward]})",
                    "ghi valid_to của đơn vị, và thêm đơn vị kế tiếp với ward_code mới",
                    "write the valid_to of the unit, and add its successor with the new ward_code",
                ),
            )
