"""What is checked of borders: rows have their words, shapes are valid, hamlets lie in their wards."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import shapely

from geo.errors import Problem
from geo.values import explain_cell, is_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

POLYGONS: Final = ("Polygon", "MultiPolygon")
LINES: Final = ("LineString", "MultiLineString")

SHAPE_WORDS: Final[dict[tuple[str, ...], tuple[str, str]]] = {
    POLYGONS: ("không phải vùng khép kín", "is no polygon"),
    LINES: ("không phải đường", "is no line"),
}

VIET_NAM: Final = (-200_000.0, 800_000.0, 1_100_000.0, 2_700_000.0)
"""Where the country lies in EPSG:5898, generously, in metres: left, bottom, right, top."""

LARGEST_OUTSIDE: Final = 0.01
"""Share of a hamlet that may lie outside its ward: borders drawn twice never agree to the last metre."""

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
    first = dict(zip(frame["code"][::-1], frame.index[::-1], strict=True))
    for place, code in frame["code"].items():
        if code and not (code.isascii() and code.isalnum()):
            drawing.refuse(
                place + FIRST_ROW,
                "code",
                code,
                ("mã chỉ được gồm chữ không dấu và số", "a code has plain letters and digits only"),
            )
        elif code and first[code] != place:
            row = first[code] + FIRST_ROW
            drawing.refuse(
                place + FIRST_ROW,
                "code",
                code,
                (
                    f"mã đã có ở dòng {row}",
                    f"the code stands in row {row} already",
                    "mỗi đơn vị một mã và một vùng",
                    "each unit has one code and one shape",
                ),
            )
    for place, start, end in frame[["valid_from", "valid_to"]].itertuples():
        _check_days(drawing, place + FIRST_ROW, start, end)


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
    """Collect the hamlets whose ward does not exist, or that lie outside it.

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
    shapes = inner.geometry.to_numpy()
    homes = wards.frame.geometry.reindex(inner["ward_code"]).to_numpy()
    shapely.prepare(homes)
    loose = ~shapely.covers(homes, shapes)
    outside = np.zeros(len(inner))
    outside[loose] = shapely.area(shapely.difference(shapes[loose], homes[loose])) / shapely.area(
        shapes[loose]
    )
    for code, share in pd.Series(outside, index=inner.index)[outside > LARGEST_OUTSIDE].items():
        ward = inner["ward_code"][code]
        hamlets.refuse(
            None,
            "geometry",
            str(code),
            (
                f"{share:.0%} diện tích nằm ngoài xã, phường {ward}",
                f"{share:.0%} of its area lie outside ward {ward}",
                "kiểm tra ward_code và ranh giới của đơn vị này",
                "check ward_code and the border of this unit",
            ),
        )
