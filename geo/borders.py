"""What is checked of borders: rows have their words, shapes are valid, hamlets lie in their wards."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import shapely

from geo.errors import Problem
from geo.values import explain_cell, is_day, share_a_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

POLYGONS: Final = ("Polygon", "MultiPolygon")
LINES: Final = ("LineString", "MultiLineString")

SHAPE_WORDS: Final[dict[tuple[str, ...], tuple[str, str]]] = {
    POLYGONS: ("không phải vùng khép kín", "is no polygon"),
    LINES: ("không phải đường", "is no line"),
}

ODD_CODE: Final = ("mã chỉ được gồm chữ không dấu và số", "a code has plain letters and digits only")

VIET_NAM: Final = (-200_000.0, 800_000.0, 1_100_000.0, 2_700_000.0)
"""Where the country lies in VN-2000 of any zone, generously, in metres: left, bottom, right, top."""

LARGEST_OUTSIDE: Final = 0.01
"""Share of a hamlet that may lie outside its ward: borders drawn twice never agree to the last metre."""

LAST_DAY: Final = "9999-12-31"
"""Of what has no end."""

FIRST_ROW: Final = 2
"""Row of the first unit as a spreadsheet counts: the header is row 1."""


@dataclass(frozen=True, eq=False)
class Drawing:
    """A boundary file while it is checked: what it holds, and the problems found so far."""

    file: str
    frame: gpd.GeoDataFrame
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, row: int | None, column: str | None, value: str | None, what: Sequence[str]) -> None:
        """Collect a problem; the words are Vietnamese, English, and a remedy in both or none."""
        vi, en, remedy_vi, remedy_en = (*what, "", "")[:4]
        self.problems.append(Problem(self.file, vi, en, remedy_vi, remedy_en, row, column, value))


def check_units(drawing: Drawing, columns: Sequence[str]) -> None:
    """Collect what is wrong with the words of wards or hamlets: empty cells, codes, days.

    Parameters
    ----------
    columns
        Columns in which no cell may be empty.
    """
    frame = drawing.frame.reset_index(drop=True)
    if frame.empty:
        drawing.refuse(None, None, None, ("không có đơn vị nào", "has no unit"))
    for column in columns:
        for place in frame.index[frame[column] == ""]:
            drawing.refuse(place + FIRST_ROW, column, None, ("ô trống", "is empty"))
    doubled = dict(find_doubled(frame))
    for place, code in frame["code"].items():
        if code and not (code.isascii() and code.isalnum()):
            drawing.refuse(place + FIRST_ROW, "code", code, ODD_CODE)
        elif place in doubled:
            drawing.refuse(place + FIRST_ROW, "code", code, _explain_doubled(doubled[place] + FIRST_ROW))
    for place, start, end in frame[["valid_from", "valid_to"]].itertuples():
        _check_days(drawing, place + FIRST_ROW, start, end)


def _explain_doubled(row: int) -> tuple[str, str, str, str]:
    return (
        f"mã đã có ở dòng {row} trong cùng thời gian",
        f"the code stands in row {row} already, at the same time",
        "mỗi mã một vùng; nếu ranh giới đã đổi, ghi valid_from và valid_to không trùng ngày",
        "a code has one shape; if the borders changed, write valid_from and valid_to that do not meet",
    )


def find_doubled(frame: pd.DataFrame) -> Iterator[tuple[int, int]]:
    """Yield the rows (by position) whose code an earlier row has on a day of theirs, with that row.

    Parameters
    ----------
    frame
        code, valid_from, valid_to; a validity that is no day is passed over.
    """
    codes = frame["code"].to_numpy()
    days = list(zip(frame["valid_from"], frame["valid_to"], strict=True))
    readable = [all(not day or is_day(day) for day in pair) for pair in days]
    for place in np.flatnonzero(frame["code"].duplicated() & (frame["code"] != "")):
        earlier = np.flatnonzero(codes[:place] == codes[place])
        for first in earlier:
            if readable[place] and readable[first] and share_a_day(days[place], days[first]):
                yield int(place), int(first)
                break


def _check_days(drawing: Drawing, row: int, start: str, end: str) -> None:
    wrong = [
        (column, day) for column, day in (("valid_from", start), ("valid_to", end)) if day and not is_day(day)
    ]
    for column, day in wrong:
        drawing.problems.append(explain_cell("day", drawing.file, row, column, day))
    if start and end and not wrong and end < start:
        drawing.refuse(row, "valid_to", end, (f"trước valid_from {start}", f"is before valid_from {start}"))


def check_shapes(drawing: Drawing, kinds: tuple[str, ...]) -> None:
    """Collect what is wrong with shapes: none, of another kind, invalid, or not in Viet Nam."""
    shapes = drawing.frame.geometry.to_numpy()
    types = drawing.frame.geometry.geom_type.to_numpy()
    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    valid = shapely.is_valid(shapes)
    left, bottom, right, top = VIET_NAM
    bounds = shapely.bounds(shapes)
    inside = (bounds[:, 0] > left) & (bounds[:, 1] > bottom) & (bounds[:, 2] < right) & (bounds[:, 3] < top)
    names = drawing.frame["name"].to_numpy()
    for place, (name, kind) in enumerate(zip(names, types, strict=True)):
        row = place + FIRST_ROW
        if empty[place]:
            drawing.refuse(row, "geometry", name, ("không có hình", "has no shape"))
        elif kind not in kinds:
            drawing.refuse(row, "geometry", name, SHAPE_WORDS[kinds])
        elif not valid[place]:
            drawing.refuse(row, "geometry", name, _explain_invalid(shapes[place]))
    if len(shapes) and not empty.any() and not inside.all():
        drawing.refuse(
            None,
            "geometry",
            None,
            (
                "tọa độ nằm ngoài Việt Nam",
                "the coordinates lie outside Viet Nam",
                "hệ tọa độ khai sai, hoặc đảo trục x và y: gán lại rồi xuất lại",
                "the declared CRS is wrong, or x and y are swapped: assign it again and export again",
            ),
        )


def _explain_invalid(shape: shapely.Geometry) -> tuple[str, str, str, str]:
    """Return where a shape is invalid: the place GEOS names, in metres."""
    place = shapely.is_valid_reason(shape).partition("[")[2].rstrip("]").split()
    where = ", ".join(f"{float(part):.0f}" for part in place) if len(place) == 2 else ""  # noqa: PLR2004  x and y
    return (
        f"đường bao tự cắt hoặc chồng lên chính nó{where and f', tại ({where})'}",
        f"the outline crosses or overlaps itself{where and f', at ({where})'}",
        "sửa hình học trong phần mềm bản đồ (QGIS: Fix geometries) rồi xuất lại",
        "mend it in the map software (QGIS: Fix geometries) and export again",
    )


def check_nesting(hamlets: Drawing, wards: Drawing) -> None:
    """Collect the hamlets whose ward does not exist, ends before them, or does not hold them.

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
    pairs = _pair_vintages(inner, wards.frame)
    shapes = inner.geometry.to_numpy()[pairs[:, 0]]
    homes = wards.frame.geometry.to_numpy()[pairs[:, 1]]
    shapely.prepare(homes)
    loose = ~shapely.covers(homes, shapes)
    lost = shapely.area(shapely.difference(shapes[loose], homes[loose])) / shapely.area(shapes[loose])
    for (place, _), share in zip(pairs[loose], lost, strict=True):
        if share > LARGEST_OUTSIDE:
            name, ward = inner["name"].iloc[place], inner["ward_code"].iloc[place]
            hamlets.refuse(
                None,
                "geometry",
                str(inner.index[place]),
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
