"""A file's CRS is concluded from what it says and where it lies, and asked where both leave it open."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pyproj
import pytest
import shapely

from geo.crs import Home, conclude_crs, home_box, list_candidates
from geo.errors import BoundaryError
from geo.model import CRS
from geo.places.declared import CANDIDATES, recognise_crs
from geo.places.placing import compare_with_borders, measure_distance, place_frame

BOX = (581318.0, 1669378.0, 602390.0, 1685305.0)
HOME = Home(BOX, CRS)
DA_LAT = Home((560000.0, 1310000.0, 590000.0, 1335000.0), "EPSG:9216")
"""Another city in a CRS of its own: nothing here is Quảng Ngãi's."""
NAMED_VN2000 = (
    'PROJCS["VN2000_TM3_108",GEOGCS["GCS_VN2000",DATUM["VN2000",SPHEROID["WGS_1984",6378137.0,298.257223563]'
    '{shift}],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",{meridian}],'
    'PARAMETER["Scale_Factor",{scale}],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)
SHIFT = ",TOWGS84[-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278]"
WGS84_TM = NAMED_VN2000.replace('"VN2000_TM3_108"', '"unnamed"').replace('DATUM["VN2000"', 'DATUM["WGS_1984"')


def cells(home: Home = HOME) -> gpd.GeoSeries:
    """Twelve irregular units inside the city."""
    rng = np.random.default_rng(7)
    points = shapely.multipoints(rng.uniform(home.box[:2], home.box[2:], (12, 2)))
    parts = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=shapely.box(*home.box)))
    return gpd.GeoSeries(shapely.intersection(parts, shapely.box(*home.box)), crs=home.crs)


def stored(epsg: int, *, swapped: bool = False, shapes: gpd.GeoSeries | None = None) -> gpd.GeoSeries:
    """The shapes as a file in another CRS holds them, without saying which."""
    there = (cells() if shapes is None else shapes).to_crs(epsg).to_numpy()
    return gpd.GeoSeries(shapely.transform(there, lambda xy: xy[:, ::-1]) if swapped else there)


def bounds(shapes: gpd.GeoSeries) -> tuple[float, float, float, float]:
    return tuple(float(value) for value in shapes.total_bounds)


def test_the_boxes_of_the_city_are_where_they_were_measured() -> None:
    """Computed from the box in 5898; the numbers were measured independently (2 km less on each side)."""
    measured = {
        3406: (258912, 1669762, 280081, 1685816),
        32649: (259105, 1669646, 280275, 1685700),
        9217: (554461, 1669301, 575514, 1685203),
        5899: (608176, 1669486, 629267, 1685438),
    }
    for epsg, box in measured.items():
        margins = np.abs(np.array(home_box(HOME, epsg)) - box)
        assert margins == pytest.approx(2000, abs=120)


@pytest.mark.parametrize("epsg", CANDIDATES)
def test_a_correct_declaration_is_believed(epsg: int) -> None:
    concluded = conclude_crs(f"EPSG:{epsg}", bounds(stored(epsg)), HOME)
    assert (concluded.crs, concluded.swapped, concluded.differs) == (f"EPSG:{epsg}", False, False)


@pytest.mark.parametrize("epsg", [5898, 5899, 9217, 9215, 3857])
@pytest.mark.parametrize("swapped", [False, True])
def test_without_a_declaration_the_one_crs_that_fits_is_taken(epsg: int, swapped: bool) -> None:
    concluded = conclude_crs(None, bounds(stored(epsg, swapped=swapped)), HOME)
    assert (concluded.crs, concluded.swapped, concluded.differs) == (f"EPSG:{epsg}", swapped, True)
    assert "không ghi" in concluded.reason.vi


@pytest.mark.parametrize("epsg", [4326, 4756, 32648, 32649, 3405, 3406])
@pytest.mark.parametrize("swapped", [False, True])
def test_two_datums_without_a_declaration_are_asked_not_guessed(epsg: int, swapped: bool) -> None:
    with pytest.raises(BoundaryError, match="không phân biệt được") as caught:
        conclude_crs(None, bounds(stored(epsg, swapped=swapped)), HOME, file="hc.shp")
    assert f"EPSG:{epsg}" in caught.value.say("en")
    assert caught.value.problems[0].file == "hc.shp"


@pytest.mark.parametrize(
    ("declared", "really", "swapped"),
    [
        (5897, 5898, False),
        (9217, 5898, False),
        (5898, 9217, False),
        (3405, 3406, False),
        (32648, 32649, False),
        (4326, 5898, False),
        (3857, 5898, False),
        (5898, 5898, True),
        (4326, 4326, True),
        (4756, 4756, True),
        (3406, 3406, True),
        (9217, 5898, True),
    ],
)
def test_a_wrong_declaration_is_put_right_and_said(declared: int, really: int, swapped: bool) -> None:
    there = bounds(stored(really, swapped=swapped))
    concluded = conclude_crs(f"EPSG:{declared}", there, HOME)
    assert (concluded.crs, concluded.swapped) == (f"EPSG:{really}", swapped)
    assert concluded.differs


def test_degrees_declared_over_utm_metres_are_asked() -> None:
    """The declaration is false, so its datum says nothing either: 3406 and 32649 stay open."""
    with pytest.raises(BoundaryError) as caught:
        conclude_crs("EPSG:4326", bounds(stored(32649)), HOME)
    assert "EPSG:3406" in caught.value.say()
    assert "EPSG:32649" in caught.value.say()


def test_degrees_declared_as_metres_are_asked() -> None:
    """Somebody transformed them: to VN-2000 or to WGS 84, the old .prj does not say."""
    with pytest.raises(BoundaryError) as caught:
        conclude_crs("EPSG:5898", bounds(stored(4326)), HOME)
    assert "EPSG:4326" in caught.value.say()
    assert "EPSG:4756" in caught.value.say()


def test_feet_on_a_datum_only_called_vn2000_are_on_vn2000() -> None:
    """A shape that is none of the usual ones is still moved from the datum that its name says."""
    feet = NAMED_VN2000.format(shift="", meridian=108, scale=0.9999).replace('"Meter",1.0', '"Foot",0.3048')
    feet = feet.replace('"False_Easting",500000.0', f'"False_Easting",{500000 / 0.3048}')
    there = gpd.GeoSeries(shapely.transform(cells().to_numpy(), lambda xy: xy / 0.3048))
    concluded = conclude_crs(feet.replace('"VN2000"', '"VN_2000_cu"'), bounds(there), HOME)
    assert pyproj.CRS(concluded.crs).datum == pyproj.CRS("EPSG:4756").datum
    placed = place_frame(there.to_frame("geometry"), concluded, "EPSG:32649")
    assert placed.geometry.hausdorff_distance(cells().to_crs(32649)).max() < 0.01


@pytest.mark.parametrize(
    "declared",
    [
        pyproj.CRS("EPSG:2045").to_wkt(),
        "EPSG:4147",
        NAMED_VN2000.format(shift="", meridian=108, scale=0.9999).replace(
            "6378137.0,298.257", "6378245.0,298.3"
        ),
    ],
    ids=["Hanoi 1972 in metres", "Hanoi 1972 in degrees", "VN2000 on another ellipsoid"],
)
def test_a_datum_that_nobody_can_move_is_refused(declared: str) -> None:
    there = tuple(pyproj.Transformer.from_crs(CRS, declared, always_xy=True).transform_bounds(*BOX))
    with pytest.raises(BoundaryError, match="có thể sai hàng trăm mét"):
        conclude_crs(declared, there, HOME)


@pytest.mark.parametrize("shift", ["", SHIFT])
@pytest.mark.parametrize(
    ("meridian", "scale", "epsg"), [(108, 0.9999, 5898), (108.25, 0.9999, 9217), (111, 0.9996, 3406)]
)
def test_a_datum_only_called_vn2000_is_set_to_the_epsg_of_its_parameters(
    shift: str, meridian: float, scale: float, epsg: int
) -> None:
    wkt = NAMED_VN2000.format(shift=shift, meridian=meridian, scale=scale)
    concluded = conclude_crs(wkt, bounds(stored(epsg)), HOME)
    assert concluded.crs == f"EPSG:{epsg}"
    assert concluded.differs
    assert "tham số" in concluded.reason.vi


def test_setting_the_epsg_of_a_named_datum_moves_it_onto_the_right_place() -> None:
    """As declared the shapes would come out 225 m off; as concluded they come out within a metre."""
    wkt = NAMED_VN2000.format(shift="", meridian=108, scale=0.9999)
    as_declared = stored(5898).set_crs(wkt, allow_override=True).to_crs(4326)
    truth = cells().to_crs(4326)
    assert measure_distance(as_declared.to_crs(32649), truth.to_crs(32649)) > 50
    concluded = conclude_crs(wkt, bounds(stored(5898)), HOME)
    placed = place_frame(stored(5898).to_frame("geometry"), concluded, CRS)
    assert measure_distance(placed.geometry, cells()) < 1


def test_mapinfo_that_lost_the_datum_of_tm3_is_5898() -> None:
    wkt = WGS84_TM.format(shift="", meridian=108, scale=0.9999)
    concluded = conclude_crs(wkt, bounds(stored(5898)), HOME, driver="MapInfo File")
    assert (concluded.crs, concluded.differs) == ("EPSG:5898", True)


@pytest.mark.parametrize(("said", "other"), [(32649, 3406), (4326, 4756)])
def test_mapinfo_is_not_believed_when_it_says_wgs84(said: int, other: int) -> None:
    """MapInfo has no VN-2000: a map in VN-2000 UTM comes out of it as WGS 84 UTM."""
    with pytest.raises(BoundaryError, match=f"EPSG:{other}"):
        conclude_crs(f"EPSG:{said}", bounds(stored(other)), HOME, driver="MapInfo File")
    believed = conclude_crs(f"EPSG:{said}", bounds(stored(said)), HOME, driver="ESRI Shapefile")
    assert believed.crs == f"EPSG:{said}"


def test_a_utm_whose_name_says_vn2000_is_on_vn2000_whatever_its_datum() -> None:
    wkt = WGS84_TM.format(shift="", meridian=111, scale=0.9996).replace("unnamed", "VN-2000 UTM zone 49N")
    assert recognise_crs(pyproj.CRS(wkt)) == (3406,)


def test_a_crs_without_a_name_is_said_in_words() -> None:
    """Software writes "unnamed" or "unknown" there; a GeoPackage without a CRS "Undefined geographic SRS"."""
    wkt = WGS84_TM.format(shift="", meridian=108, scale=0.9999)
    found = conclude_crs(wkt, bounds(stored(5898)), HOME)
    assert found.crs == "EPSG:5898"
    assert "tệp ghi một hệ tọa độ không tên" in found.reason.vi
    assert "unnamed" not in found.reason.en
    undefined = wkt.replace('PROJCS["unnamed"', 'PROJCS["Undefined Cartesian SRS"')
    assert "tệp không ghi hệ tọa độ" in conclude_crs(undefined, bounds(stored(5898)), HOME).reason.vi


def test_a_datum_without_a_name_leaves_degrees_open() -> None:
    wkt = (
        'GEOGCS["unnamed",DATUM["unknown",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],'
        'UNIT["degree",0.0174532925199433]]'
    )
    assert set(recognise_crs(pyproj.CRS(wkt))) == {4326, 4756}
    with pytest.raises(BoundaryError):
        conclude_crs(wkt, bounds(stored(4326)), HOME)


def test_an_old_crs_that_is_declared_and_fits_is_used_as_it_is() -> None:
    """Indian 1960 has an ellipsoid of its own: none of the candidates, but PROJ knows it."""
    concluded = conclude_crs("EPSG:3149", bounds(stored(3149)), HOME)
    assert (concluded.crs, concluded.differs) == ("EPSG:3149", False)


def test_a_file_of_another_city_is_refused() -> None:
    elsewhere = bounds(cells(DA_LAT))
    for declared in ("EPSG:5898", None, "EPSG:4326", "this is no CRS"):
        with pytest.raises(BoundaryError, match="không nằm trong địa bàn"):
            conclude_crs(declared, elsewhere, HOME)


def test_the_box_is_that_of_the_city_at_hand() -> None:
    assert conclude_crs(None, bounds(cells(DA_LAT)), DA_LAT).crs == "EPSG:9216"
    with pytest.raises(BoundaryError):
        conclude_crs(None, bounds(cells(HOME)), DA_LAT)


def test_one_ward_is_enough_to_tell_the_zone() -> None:
    ward = stored(9217, shapes=cells().iloc[[3]])
    assert conclude_crs(None, bounds(ward), HOME).crs == "EPSG:9217"


def test_a_map_that_reaches_beyond_the_city_is_believed_as_declared() -> None:
    province = (BOX[0] - 60_000, BOX[1] - 80_000, BOX[2] + 9_000, BOX[3] + 40_000)
    concluded = conclude_crs("EPSG:5898", province, HOME)
    assert (concluded.crs, concluded.swapped, concluded.differs) == ("EPSG:5898", False, False)


@pytest.mark.parametrize(("right", "up"), [(1, 0), (-1, 0), (0, 1), (0, -1)])
def test_a_map_that_ends_where_the_city_begins_is_none_of_it(right: int, up: int) -> None:
    west, south, east, north = home_box(HOME, 5898)
    across, along = right * (east - west), up * (north - south)
    with pytest.raises(BoundaryError):
        conclude_crs("EPSG:5898", (west + across, south + along, east + across, north + along), HOME)


def test_no_coordinates_is_a_problem_of_the_file() -> None:
    with pytest.raises(BoundaryError, match="không có tọa độ"):
        conclude_crs(None, (float("nan"),) * 4, HOME)


@pytest.mark.parametrize("epsg", [4326, 4756, 3406, 32649])
@pytest.mark.parametrize("swapped", [False, True])
def test_known_borders_tell_the_datum(epsg: int, swapped: bool) -> None:
    """Three of the wards, drawn again by somebody else (5 m off): the datums are 225 m apart."""
    drawn = cells().iloc[2:5].translate(3, 4)
    shapes = stored(epsg, swapped=swapped, shapes=drawn)
    concluded = compare_with_borders(shapes, list_candidates(bounds(shapes), HOME), cells())
    assert (concluded.crs, concluded.swapped) == (f"EPSG:{epsg}", swapped)
    placed = place_frame(shapes.to_frame("geometry"), concluded, CRS)
    assert measure_distance(placed.geometry, drawn) < 1.5


def test_borders_that_are_not_the_same_tell_nothing() -> None:
    other = cells().translate(900, -700)
    shapes = stored(4326, shapes=other)
    with pytest.raises(BoundaryError, match="EPSG:4756"):
        compare_with_borders(shapes, list_candidates(bounds(shapes), HOME), cells())


def test_placing_drops_heights_and_keeps_rows() -> None:
    high = gpd.GeoSeries(shapely.force_3d(stored(5898).to_numpy(), 12.0))
    frame = gpd.GeoDataFrame({"name": range(len(high))}, geometry=high).set_index(high.index + 100)
    concluded = conclude_crs(None, bounds(high), HOME)
    placed = place_frame(frame, concluded, CRS)
    assert not placed.geometry.has_z.any()
    assert placed.index.equals(frame.index)
    assert frame.geometry.has_z.all()


@pytest.mark.parametrize(
    "word",
    ["+proj=tmerc +nadgrids=/etc/passwd", "+init=/etc/passwd:1", "+proj=nothing"],
    ids=["grid", "init", "odd"],
)
def test_a_declaration_with_commands_to_proj_is_none_and_one_that_cannot_be_computed_tells_nothing(
    word: str,
) -> None:
    declared = (
        NAMED_VN2000.format(shift="", meridian=108.0, scale=0.9997)[:-1] + f',EXTENSION["PROJ4","{word}"]]'
    )
    found = conclude_crs(declared, bounds(stored(5898)), HOME, file="a.shp")
    assert found.crs == "EPSG:5898"
