"""What is said of borders before they are stored: rows to decide, days, gaps, hamlets outside their ward."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.errors import BoundaryError, Problem
from geo.places.coverage_report import report_coverage
from geo.places.repair_faults import BROKEN
from geo.reading.borders import VIET_NAM, Drawing
from geo.reading.nesting import check_nesting
from geo.tools.values import explain_cell, is_day
from geo.tools.words import listed, number
from geo.units import list_latest, pick_valid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd
    import pandas as pd

    from geo.errors import Fault
    from geo.intake.reference import Reference
    from geo.model import Boundaries
    from geo.places.coverage_report_words import CoverageReport

ABROAD: Final[Fault] = (
    "có tọa độ nằm ngoài Việt Nam",
    "has coordinates outside Viet Nam",
    "sửa hình này trong phần mềm bản đồ rồi xuất lại",
    "mend this shape in the mapping software and export again",
)
NOWHERE: Final[Fault] = (
    "hầu hết các hình có tọa độ nằm ngoài Việt Nam: hệ tọa độ khai sai, hoặc tọa độ đã bị dời gốc",
    "most shapes lie outside Viet Nam: the CRS is declared wrongly, or the coordinates have another origin",
    "xuất lại bằng tọa độ VN-2000 đủ số (mét) kèm hệ tọa độ, hoặc chọn đúng hệ tọa độ khi nhập",
    "export it again in full VN-2000 metres with its CRS, or choose the right CRS when importing",
)
BACKWARDS: Final[Fault] = (
    "valid_to trước valid_from",
    "has valid_to before valid_from",
    "sửa hai cột này rồi xuất lại",
    "mend the two columns and export again",
)
MOST_CORNERS: Final = 600_000
"""Mending as many takes half a minute, or one where 10,000 units are each drawn for itself; the borders of
250 hamlets have them with a corner every 1.3 m."""

MOST_RINGS: Final = 5_000
"""Holes and further parts of all units: Hạ Long bay, which has most islands of all, has 2,000."""

LOST: Final = 0
"""Row that a person accepts where units are lost: none of the file is about them."""

MOST: Final = 0.5
"""More than that share of its ground is somebody else's if a unit was merged."""

REMEDIES: Final = {
    "proposed": ("chấp nhận đề nghị, hoặc sửa tên trong tệp", "accept the proposal, or mend the name"),
    "loose": (
        "nếu chỉ do hai nơi vẽ khác nhau thì chấp nhận; nếu không, nhập cùng ranh giới xã, hoặc sửa hình",
        "accept it if only two offices drew the lines; if not, import wards with it, or mend the shape",
    ),
    "new": ("chấp nhận là đơn vị mới, hoặc sửa tên trong tệp", "accept it as a new unit, or mend the name"),
    "other": ("sửa tên, mã hoặc xã, phường trong tệp", "mend name, code or ward in the file"),
}


def explain_rows(rows: pd.DataFrame, file: str) -> list[Problem]:
    """Return a problem for each row that a person must decide about."""
    open_rows = rows[~rows["status"].isin(("matched", "duplicate", "ignored"))]
    return [
        Problem(
            file,
            line["reason_vi"],
            line["reason_en"],
            *REMEDIES[_choose_remedy(line)],
            row=line["row"],
            value=str(line["name"]) or None,
        )
        for line in open_rows.to_dict("records")
    ]


def _choose_remedy(line: Mapping[Any, Any]) -> str:
    if line["status"] == "proposed":
        return "loose" if line.get("loose") else "proposed"
    return "new" if line["new"] else "other"


def require_workable(shapes: gpd.GeoSeries, file: str) -> None:
    """Raise if there is more to mend than can be in good time: drawings of that size are no borders.

    Raises
    ------
    BoundaryError
        There are too many corners, or too many holes and islands.
    """
    parts = shapely.get_parts(shapes.to_numpy())
    corners = int(shapely.get_num_coordinates(parts).sum())
    rings = len(parts) - len(shapes) + int(shapely.get_num_interior_rings(parts).sum())
    if corners > MOST_CORNERS:
        raise BoundaryError(_too_many_corners(corners, file))
    if rings > MOST_RINGS:
        raise BoundaryError(_too_many_rings(rings, file))


def _too_many_corners(corners: int, file: str) -> Problem:
    return Problem(
        file,
        f"có {number(corners, 'vi')} đỉnh, nhiều hơn {number(MOST_CORNERS, 'vi')} đỉnh mà chương trình nhận",
        f"has {number(corners, 'en')} vertices; at most {number(MOST_CORNERS, 'en')} are taken",
        "đơn giản hóa đường ranh giới trong phần mềm bản đồ (sai lệch 1 m) rồi xuất lại",
        "simplify the borders in the mapping software (to 1 m) and export again",
    )


def _too_many_rings(rings: int, file: str) -> Problem:
    return Problem(
        file,
        f"có {number(rings, 'vi')} lỗ và mảnh rời, nhiều hơn {number(MOST_RINGS, 'vi')} mà chương trình nhận",
        f"has {number(rings, 'en')} holes and loose parts; at most {number(MOST_RINGS, 'en')} are taken",
        "xóa các lỗ và mảnh không phải ranh giới trong phần mềm bản đồ rồi xuất lại",
        "delete what is no border among them in the mapping software and export again",
    )


def check_days(rows: pd.DataFrame, file: str) -> list[Problem]:
    """Return a problem for each validity that is no day, or ends before it begins."""
    problems = [
        explain_cell("day", file, row, column, day)
        for column in ("valid_from", "valid_to")
        for row, day in rows[["row", column]].itertuples(index=False)
        if day and not is_day(day)
    ]
    return problems or [
        Problem(file, *BACKWARDS, row=int(row), value=f"{first} – {last}")
        for row, first, last in rows[["row", "valid_from", "valid_to"]].itertuples(index=False)
        if first and last and last < first
    ]


def require_country(rows: pd.DataFrame, shapes: gpd.GeoSeries, file: str) -> None:
    """Raise if a shape reaches out of Viet Nam, or has a corner that is no number: it may lie anywhere.

    Where most shapes do, it is the CRS.

    Raises
    ------
    BoundaryError
        Some do; all of them at once.
    """
    left, bottom, right, top = VIET_NAM
    bounds = shapely.bounds(shapes.to_numpy())
    inside = (bounds[:, 0] > left) & (bounds[:, 1] > bottom) & (bounds[:, 2] < right) & (bounds[:, 3] < top)
    given = ~(shapely.is_missing(shapes.to_numpy()) | shapely.is_empty(shapes.to_numpy()))
    corners, owners = shapely.get_coordinates(shapes.to_numpy(), return_index=True)
    broken = np.isin(np.arange(len(shapes)), owners[~np.isfinite(corners).all(axis=1)])
    if (given & (broken | ~inside)).sum() > given.sum() / 2:
        raise BoundaryError(Problem(file, *NOWHERE))
    problems = [
        Problem(file, *fault, row=int(row), value=str(name) or None)
        for wrong, fault in ((broken, BROKEN), (given & ~broken & ~inside, ABROAD))
        for row, name in rows.loc[wrong, ["row", "name"]].itertuples(index=False)
    ]
    if problems:
        raise BoundaryError(problems)


def cover(
    units: gpd.GeoSeries, reference: Reference, *, published_km2: float | None, file: str
) -> CoverageReport:
    """Return what units cover; they are named by code and name.

    Parameters
    ----------
    units
        Sound polygons by label (`Reference.describe`).

    Raises
    ------
    BoundaryError
        The area is not that of the city.
    """
    known = pick_valid(reference.units, reference.year)
    expected = [reference.describe(str(code), "", "") for code in known.index]
    outline = None
    if reference.level == "hamlet":
        wards = pick_valid(reference.boundaries.wards, reference.year)
        outline = wards.geometry.union_all()
    return report_coverage(units, expected=expected, published_km2=published_km2, outline=outline, file=file)


def find_lost(units: gpd.GeoSeries, reference: Reference) -> tuple[str, ...]:
    """Return the known units of the year that are not there, and whose ground is left to nobody.

    Parameters
    ----------
    units
        As for `cover`.
    """
    known = pick_valid(reference.units, reference.year)
    names = np.array([reference.describe(str(code), "", "") for code in known.index], dtype=object)
    missing = ~np.isin(names, units.index)
    ground = known.geometry.to_numpy()[missing]
    old, new = shapely.STRtree(units.to_numpy()).query(ground)
    common = shapely.area(shapely.intersection(ground[old], units.to_numpy()[new]))
    left = np.bincount(old, common, minlength=len(ground)) < MOST * shapely.area(ground)
    return tuple(sorted(names[missing][left]))


def explain_lost(lost: Sequence[str], file: str) -> Problem:
    """Return what a person must decide where units are lost."""
    return Problem(
        file,
        f"thiếu {len(lost)} đơn vị, không đơn vị nào khác phủ lên chỗ của chúng: {listed(list(lost), 'vi')}",
        f"lacks {len(lost)} units, and no other unit covers their ground: {listed(list(lost), 'en')}",
        "gửi đủ các đơn vị trong một lần; chỉ chấp nhận nếu chúng không còn thuộc địa bàn",
        "send all units at once; accept it only if they belong to the area no longer",
    )


def find_outside(hamlets: gpd.GeoDataFrame, known: Boundaries, *, file: str) -> list[Problem]:
    """Return a problem for each hamlet that was sent and lies outside its ward."""
    drawing = Drawing(file, hamlets.set_index("code"))
    check_nesting(drawing, Drawing(file, known.wards))
    return drawing.problems


def find_left_out(wards: gpd.GeoDataFrame, known: Boundaries, *, file: str) -> list[Problem]:
    """Return one problem for all stored hamlets that do not lie in the new borders of their wards."""
    drawing = Drawing(file, known.hamlets)
    check_nesting(drawing, Drawing(file, wards.set_index("code")))
    codes = [str(problem.value) for problem in drawing.problems if problem.column == "geometry"]
    if not codes:
        return []
    return [
        Problem(
            file,
            f"{len(codes)} thôn, tổ dân phố đã lưu không nằm trong xã, phường mới: {listed(codes, 'vi')}",
            f"{len(codes)} stored hamlets do not lie in the new wards: {listed(codes, 'en')}",
            "nhập cùng lúc ranh giới thôn khớp với các xã, phường này",
            "import borders of hamlets that fit these wards with them",
        )
    ]


def find_homeless(wards: gpd.GeoDataFrame, known: Boundaries, year: int, *, file: str) -> list[Problem]:
    """Return a problem for each ward that hamlets of a year are in and new borders of wards do not have then.

    Parameters
    ----------
    wards
        What is to be stored: ``code``, ``valid_from``, ``valid_to`` and more.
    """
    wards = pick_valid(wards, year)
    homes = pick_valid(known.hamlets, year)["ward_code"].value_counts(sort=False)
    names = list_latest(known, "ward")["name"]
    return [
        Problem(
            file,
            f"thiếu xã, phường này, trong khi {count} thôn, tổ dân phố đã lưu thuộc về nó",
            f"lacks this ward, and {count} stored hamlets are in it",
            "gửi đủ các xã, phường, hoặc nhập ranh giới thôn cùng lúc",
            "send all wards, or import the borders of the hamlets with them",
            value=f"{code} {names.get(code, '')}".strip(),
        )
        for code, count in homes[~homes.index.isin(wards["code"])].items()
    ]
