"""What is checked of borders: rows have their words, shapes are valid and in the country."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.errors import Problem
from geo.places.repair_faults import DRAW_AGAIN
from geo.tools.settings import STEERED, STEERING, TYPE_AGAIN
from geo.tools.values import explain_cell, is_day, share_a_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import geopandas as gpd
    import pandas as pd

    from geo.errors import Fault

POLYGONS: Final = ("Polygon", "MultiPolygon")
LINES: Final = ("LineString", "MultiLineString")

SHAPE_WORDS: Final[dict[tuple[str, ...], Fault]] = {
    POLYGONS: ("không phải vùng khép kín", "is no polygon", *DRAW_AGAIN),
    LINES: ("không phải đường", "is no line", *DRAW_AGAIN),
}

ODD_CODE: Final = ("mã chỉ được gồm chữ không dấu và số", "a code has plain letters and digits only")

VIET_NAM: Final = (-200_000.0, 800_000.0, 1_100_000.0, 2_700_000.0)
"""Where the country lies in VN-2000 of any zone, generously, in metres: left, bottom, right, top."""

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
        for place, cell in frame[column].items():
            if STEERING.search(cell):
                drawing.refuse(place + FIRST_ROW, column, cell, (*STEERED, *TYPE_AGAIN))
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
            drawing.refuse(row, "geometry", name, ("không có hình", "has no shape", *DRAW_AGAIN))
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
