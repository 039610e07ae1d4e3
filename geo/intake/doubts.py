"""Rows that name a unit and lie where it cannot be: nothing is joined on the word of a name alone.

A second shape for a unit is a part of it only where no other unit is missing that it could be; a unit that
lies where another one lay has perhaps the other one's name; one that covers the ground of a unit which is not
there any more has taken it over, or got a number that was another's. All are proposed, with the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.model import Text
from geo.places.repair_shapes import drop_points
from geo.places.tangles import make_sound
from geo.tools.words import listed
from geo.units import pick_valid

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from geo.intake.reference import Reference

    Shapes = NDArray[np.object_]

SAME_M: Final = 0.01
FARTHER: Final = 3.0
LEAST_M: Final = 50.0
"""A unit has moved if its middle is that much farther from its old middle than from another unit's; or less
far, in a dense quarter, if it is like the other one."""

MOST: Final = 0.5
"""If more units than that have moved and more of them are like no known unit, the known borders are others
altogether and tell nothing; a shape is like another one, or covers its ground, by more than that share."""

FEW: Final = 2
"""So few units are no sign that all borders are others."""

SORTED: Final = Text(
    "; nhiều đơn vị như vậy: có lẽ bảng .dbf đã bị sắp xếp riêng, lệch khỏi hình",
    "; as many units do: the table (.dbf) was sorted apart from its shapes, perhaps",
)


def doubt_rows(
    rows: pd.DataFrame, shapes: gpd.GeoSeries, reference: Reference, accepted: Collection[int]
) -> pd.DataFrame:
    """Return the rows with those proposed that name a unit and lie where it should not.

    Parameters
    ----------
    rows
        From `geo.intake.rows.match_borders`.
    shapes
        Of the rows, in the CRS of the city.
    accepted
        Rows that a person looked at: they stay as they are.
    """
    doubted = rows.copy()
    moved = dict(_find_moved(rows, shapes, reference))
    found = {
        **dict(_find_grown(rows, shapes.to_numpy(), reference, moved)),
        **dict(_find_parts(rows, shapes.to_numpy(), reference)),
        **moved,
    }
    for place, (status, reason) in found.items():
        if status == "duplicate" or rows["row"].iloc[place] not in accepted:
            label = rows.index[place]
            doubted.loc[label, ["status", "reason_vi", "reason_en"]] = [status, reason.vi, reason.en]
            doubted.loc[label, "score"] = 0.0 if status == "duplicate" else 0.5
    return doubted


def _find_parts(
    rows: pd.DataFrame, shapes: Shapes, reference: Reference
) -> Iterator[tuple[int, tuple[str, Text]]]:
    """Yield the further rows of a unit: the same shape again, or one that may be another unit's."""
    missing = _count_missing(rows, reference)
    elsewhere = _find_elsewhere(rows, shapes, reference)
    firsts: dict[str, int] = {}
    for place, (status, unit, home) in enumerate(
        rows[["status", "unit", "ward_code"]].itertuples(index=False)
    ):
        if status != "matched":
            continue
        further = firsts.setdefault(unit, place) != place
        first = str(rows["spot"].iloc[firsts[unit]])
        if further and _are_same(shapes[place], shapes[firsts[unit]]):
            yield place, ("duplicate", Text(f"trùng hình với dòng {first}", f"the same shape as row {first}"))
        elif further and home in missing:
            yield place, ("proposed", _explain_part(first, missing[home]))
        elif place in elsewhere:
            yield place, ("proposed", elsewhere[place])


def _find_elsewhere(rows: pd.DataFrame, shapes: Shapes, reference: Reference) -> dict[int, Text]:
    """Return the rows of units in several rows that lie where another unit lay, with that unit as reason."""
    known = pick_valid(reference.units, reference.year).geometry
    given = ~(shapely.is_empty(shapes) | shapely.is_missing(shapes))
    parts = (rows["status"] == "matched") & rows["unit"].duplicated(keep=False) & given
    held = np.flatnonzero(parts & rows["unit"].isin(known.index))
    sound = np.array([make_sound(shape) for shape in shapes[held]], dtype=object)
    part, ground = shapely.STRtree(known.to_numpy()).query(sound)
    common = shapely.area(shapely.intersection(sound[part], known.to_numpy()[ground]))
    other = ground != known.index.get_indexer(rows["unit"].iloc[held])[part]
    off = other & (common > MOST * shapely.area(sound[part]))
    if len(held) > FEW and off.sum() > MOST * len(held):
        return {}
    where = [reference.describe(str(known.index[place]), "", "") for place in ground[off]]
    return {
        int(held[place]): Text(f"một phần nằm ở chỗ của {name}", f"a part lies where {name} lay")
        for place, name in zip(part[off], where, strict=True)
    }


def _list_missing(rows: pd.DataFrame, reference: Reference) -> gpd.GeoDataFrame:
    """Return the units of the year that no row names."""
    units = pick_valid(reference.units, reference.year)
    return units[~units.index.isin(rows["unit"])]


def _count_missing(rows: pd.DataFrame, reference: Reference) -> dict[str, int]:
    """Return how many units no row names, by ward ("" for wards)."""
    left = _list_missing(rows, reference)
    homes = left["ward_code"] if reference.level == "hamlet" else left["kind"].map(lambda _: "")
    return {str(home): int(count) for home, count in homes.value_counts().items()}


def _explain_part(first: str, missing: int) -> Text:
    return Text(
        f"cùng tên với dòng {first} nhưng khác hình, trong khi còn thiếu {missing} đơn vị",
        f"the name of row {first} with another shape, while {missing} units are missing",
    )


def _are_same(one: shapely.Geometry | None, other: shapely.Geometry | None) -> bool:
    if one is None or other is None:
        return False
    pair = [shapely.normalize(shapely.remove_repeated_points(drop_points(shape))) for shape in (one, other)]
    return bool(shapely.equals_exact(*pair, tolerance=SAME_M))


def _find_grown(
    rows: pd.DataFrame, shapes: Shapes, reference: Reference, moved: Collection[int]
) -> Iterator[tuple[int, tuple[str, Text]]]:
    """Yield the rows whose unit covers most of the ground of units that have moved, or that no row names."""
    left = _list_missing(rows.drop(index=rows.index[list(moved)]), reference)
    ground = left.geometry.to_numpy()
    held = np.flatnonzero((rows["status"] == "matched") & ~shapely.is_missing(shapes))
    missing, near = shapely.STRtree(shapes[held]).query(ground)
    sound = {place: make_sound(shapes[place]) for place in set(held[near].tolist())}
    over = np.array([sound[place] for place in held[near].tolist()], dtype=object)
    common = shapely.area(shapely.intersection(over, ground[missing]))
    most = common > MOST * shapely.area(ground[missing])
    for place in dict.fromkeys(held[near[most]].tolist()):
        codes = left.index[missing[most & (held[near] == place)]]
        names = [reference.describe(str(code), "", "") for code in codes]
        reason = Text(
            f"phủ lên chỗ của {listed(names, 'vi')}, theo tệp thì không còn ở đó",
            f"covers the ground of {listed(names, 'en')}, which the file no longer has there",
        )
        yield place, ("proposed", reason)


def pair_units(
    rows: pd.DataFrame, shapes: gpd.GeoSeries, reference: Reference
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the rows (by position) that alone name a known unit of the year, and which one (by position)."""
    known = pick_valid(reference.units, reference.year)
    given = ~(shapely.is_empty(shapes.to_numpy()) | shapely.is_missing(shapes.to_numpy()))
    alone = ~rows["unit"].duplicated(keep=False) & given
    held = np.flatnonzero((rows["status"] == "matched") & rows["unit"].isin(known.index) & alone)
    return held, known.index.get_indexer(rows["unit"].iloc[held])


def _find_moved(
    rows: pd.DataFrame, shapes: gpd.GeoSeries, reference: Reference
) -> Iterator[tuple[int, tuple[str, Text]]]:
    """Yield the rows whose unit lies where another one lay."""
    known = pick_valid(reference.units, reference.year)
    middles = shapely.centroid(known.geometry.to_numpy())
    held, own = pair_units(rows, shapes, reference)
    if not len(held):
        return
    now = shapely.centroid(shapes.to_numpy()[held])
    nearest = shapely.STRtree(middles).nearest(now)
    away, near = shapely.distance(now, middles[own]), shapely.distance(now, middles[nearest])
    like = differ(shapes.to_numpy()[held], known.geometry.to_numpy()[nearest]) < 1 - MOST
    moved = (nearest != own) & (away > FARTHER * near) & (like | (away > LEAST_M))
    many = len(held) > FEW and moved.mean() > MOST
    if many and like[moved].mean() <= MOST:
        return
    why = SORTED if many else Text("", "")
    for place, at, metres in zip(held[moved], nearest[moved], away[moved], strict=True):
        code = str(known.index[at])
        where = reference.describe(code, "", "")
        reason = Text(
            f"nằm ở chỗ của {where}, cách chỗ cũ {metres:.0f} m{why.vi}",
            f"lies where {where} lay, {metres:.0f} m from its old place{why.en}",
        )
        yield int(place), ("proposed", reason)


def differ(some: Shapes, others: Shapes) -> NDArray[np.float64]:
    """Return which share of two outlines is not common ground; of their hulls, a shape may be broken."""
    one, other = shapely.convex_hull(some), shapely.convex_hull(others)
    common = shapely.area(shapely.intersection(one, other))
    shares: NDArray[np.float64] = 1 - common / shapely.area(shapely.union(one, other))
    return shares
