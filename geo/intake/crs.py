"""The CRS of a foreign layer: what a person says, what the file says, else what known borders say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.crs import Candidate, Conclusion, conclude_crs, list_candidates
from geo.errors import BoundaryError, Problem
from geo.model import Text
from geo.places.declared import CANDIDATES, TWINS, name_crs, parse_crs
from geo.places.placing import compare_with_borders

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from geo.crs import Box, Home
    from geo.sandbox import ForeignLayer

PAIRS: Final = {f"EPSG:{one}": (one, other) for pair in TWINS.items() for one, other in (pair, pair[::-1])}
"""CRS → itself and the one 225 m off that lies in the same box."""

SAME_MERIDIAN: Final = (5897, 3405, 32648)
"""On 105° east: TM-3 and UTM differ in scale and datum only, by up to 700 m, so lie in the same box."""

CRSS: Final = tuple(dict.fromkeys([*PAIRS, *(f"EPSG:{code}" for code in CANDIDATES)]))
"""What a person may say that a layer is in; those that a file leaves open most often come first."""


def settle_crs(layer: ForeignLayer, home: Home, known: gpd.GeoSeries, *, said: str | None) -> Conclusion:
    """Return which CRS a layer is in.

    Parameters
    ----------
    layer
        As it was sent.
    home
        The city's own box.
    known
        Borders of the city, for what the box leaves open.
    said
        What a person chose ("EPSG:3405"), or None.

    Raises
    ------
    BoundaryError
        It cannot be told, or what was said cannot be.
    """
    bounds = find_box(layer)
    if said:
        return _take_word(said, bounds, home, layer.file)
    try:
        found = conclude_crs(layer.declared, bounds, home, driver=layer.driver, file=layer.file)
    except BoundaryError:
        open_ones = list_candidates(bounds, home)
        if len(open_ones) < len(PAIRS["EPSG:4326"]):
            raise
        return compare_with_borders(layer.frame.geometry, open_ones, known, file=layer.file)
    _check_rivals(layer, found, known)
    return found


def settle_layer(layer: ForeignLayer, home: Home, known: gpd.GeoSeries, *, said: str | None) -> Conclusion:
    """Return which CRS a layer is in (`settle_crs`); those of one that is several all agree.

    Raises
    ------
    BoundaryError
        They do not, it cannot be told, or what was said cannot be.
    """
    alone: list[tuple[str, Conclusion]] = []
    faults: list[BoundaryError] = []
    for part in layer.parts:
        try:
            alone.append((part.label, settle_crs(part, home, known, said=said)))
        except BoundaryError as error:
            faults.append(error)
    if len({(one.crs, one.swapped) for _, one in alone}) > 1:
        raise BoundaryError(_other_crs(layer, alone))
    if len({(part.declared, part.driver) for part in layer.parts}) > 1:
        # What one of them declares says nothing of the others.
        if faults:
            raise faults[0]
        return alone[0][1]
    try:
        return settle_crs(layer, home, known, said=said)
    except BoundaryError:
        if alone and faults:
            raise faults[0] from None
        raise


def find_box(layer: ForeignLayer) -> Box:
    """Return minx, miny, maxx and maxy of a layer as it was sent."""
    left, bottom, right, top = (float(value) for value in layer.frame.total_bounds)
    return left, bottom, right, top


def _take_word(said: str, bounds: Box, home: Home, file: str) -> Conclusion:
    """Return what a person said, if the coordinates lie in the city then; axes are turned if need be."""
    crs = parse_crs(said)
    if crs is None:
        raise BoundaryError(_no_crs(said, file))
    found = conclude_crs(said, bounds, home, file=file)
    if found.crs != name_crs(crs):
        raise BoundaryError(_not_there(said, found, file))
    turned = Text("; đảo trục", "; axes swapped") if found.swapped else Text("", "")
    name = f"{found.crs} ({crs.name})"
    reason = Text(f"người dùng chọn {name}{turned.vi}", f"the user chose {name}{turned.en}")
    return Conclusion(found.crs, found.swapped, reason, differs=found.swapped)


def _check_rivals(layer: ForeignLayer, found: Conclusion, known: gpd.GeoSeries) -> None:
    """Raise if known borders say that a file means another CRS of the same box than it declares."""
    pair = PAIRS.get(found.crs, ())
    rivals = next((group for group in (SAME_MERIDIAN, pair) if found.crs in map("EPSG:{}".format, group)), ())
    candidates = [Candidate(epsg, found.swapped) for epsg in rivals]
    try:
        lies = compare_with_borders(layer.frame.geometry, candidates, known)
    except BoundaryError:
        return
    if lies.crs != found.crs:
        raise BoundaryError(explain_other(found, lies, layer.file))


def _other_crs(layer: ForeignLayer, alone: Sequence[tuple[str, Conclusion]]) -> Problem:
    told: dict[str, list[str]] = {}
    for label, one in alone:
        told.setdefault(one.crs, []).append(label)
    most, *others = sorted(told, key=lambda crs: -len(told[crs]))
    odd = "; ".join(f"{crs}: {', '.join(told[crs])}" for crs in others) or most
    return Problem(
        file=layer.file,
        value=odd,
        what_vi=f"các lớp không cùng hệ tọa độ: phần lớn là {most}",
        what_en=f"its layers are not in one CRS: most are in {most}",
        remedy_vi="gửi riêng các lớp khác đó (thôn của xã khác giữ nguyên)",
        remedy_en="send the others on their own (hamlets of other wards stay)",
    )


def _no_crs(said: str, file: str) -> Problem:
    return Problem(
        file=file,
        value=said,
        what_vi="không phải hệ tọa độ nào",
        what_en="is no coordinate reference system",
        remedy_vi="ghi mã EPSG, ví dụ EPSG:5898",
        remedy_en="write an EPSG code, such as EPSG:5898",
    )


def _not_there(said: str, found: Conclusion, file: str) -> Problem:
    return Problem(
        file=file,
        value=said,
        what_vi=f"theo hệ tọa độ đã chọn thì nằm ngoài địa bàn; theo {found.crs} thì nằm trong",
        what_en=f"lies outside the area under the CRS that was chosen; under {found.crs} it is inside",
        remedy_vi="chọn hệ tọa độ khác, hoặc để chương trình tự nhận",
        remedy_en="choose another CRS, or none",
    )


def explain_other(found: Conclusion, lies: Conclusion, file: str) -> Problem:
    """Return the problem of a layer that lies on known borders under another CRS than the one found.

    One without an EPSG code cannot be chosen: it is what the file says anyway.
    """
    both = [crs for crs in (found.crs, lies.crs) if crs.startswith("EPSG:")]
    return Problem(
        file=file,
        what_vi=f"{found.reason.vi}; nhưng {lies.reason.vi}",
        what_en=f"{found.reason.en}; but {lies.reason.en}",
        remedy_vi=f"hỏi nơi gửi tệp rồi chọn {' hoặc '.join(both)}",
        remedy_en=f"ask who sent the file, then choose {' or '.join(both)}",
    )
