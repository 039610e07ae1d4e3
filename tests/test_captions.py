"""The words around a map name what, where, when, from where; and what is made up says so everywhere."""

from dataclasses import replace

import pytest
from builders import atlas, boundaries, catalogue, full_catalogue, observations, status, view

from geo.atlas import make_map
from geo.model import LANGUAGES, Text
from geo.telling.captions import call_city, is_synthetic, name_place, write_projection

UNITS = boundaries({"1": 1, "2": 1, "3": 1, "4": 1}, since={"4": "2019-01-01", "4001": "2019-01-01"})


def furnish(indicators=None, *, fields=None, **asked):
    made = atlas(UNITS, observations({}), indicators, **(fields or {}))
    return make_map(made, view(**asked)).furniture


def test_the_title_says_what_where_and_when():
    assert furnish().title == "Chỉ tiêu safety – thành phố Thử Nghiệm, năm 2018"
    assert furnish(language="en").title == "Indicator safety – Thử Nghiệm city, 2018"


@pytest.mark.parametrize(
    ("wards", "place"),
    [
        (("2",), "Xã 2, thành phố Thử Nghiệm"),
        (("3", "1"), "Xã 1, Xã 3, thành phố Thử Nghiệm"),
        (("4",), "Xã 4, thành phố Thử Nghiệm"),
        ((), "thành phố Thử Nghiệm"),
    ],
)
def test_chosen_wards_are_named_before_the_city(wards, place):
    assert name_place(atlas(UNITS, observations({})), view(wards=wards)) == place


def test_a_city_that_is_one_ward_is_named_once():
    made = atlas(UNITS, observations({}))
    alone = replace(made, city=replace(made.city, name=Text("Xã 2", "Xã 2")))
    assert name_place(alone, view(wards=("2",))) == "Xã 2"


def test_more_than_three_wards_are_counted():
    made = atlas(boundaries(dict.fromkeys("12345", 1)), observations({}))
    assert name_place(made, view(wards=tuple("1234"))) == "4 xã, phường, thành phố Thử Nghiệm"


def test_the_subtitle_says_the_level_and_the_note_of_the_measure():
    noted = replace(status(), note=Text("Ghi chú.", "Note."))
    assert furnish(catalogue(("safety", noted))).subtitle == "Theo thôn, tổ dân phố. Ghi chú."
    assert furnish(language="en").subtitle == "By hamlets."


def test_the_source_names_the_table_and_the_borders():
    assert furnish().source == "Nguồn: nguồn. Ranh giới: ranh giới minh họa."


def test_the_day_of_the_data_is_that_of_the_city_or_the_end_of_the_year():
    assert furnish().data_date == "Số liệu đến ngày 15/12/2018"
    assert furnish(year=2017).data_date == "Số liệu đến ngày 31/12/2017"
    assert furnish().vintage == "Ranh giới theo đơn vị hành chính tại ngày 31/12/2018"


def test_the_projection_and_the_office_are_named():
    assert furnish().projection == "VN-2000, kinh tuyến trục 108°00′"
    city = atlas(UNITS, observations({})).city
    assert write_projection(replace(city, crs="EPSG:5899"), "en") == "VN-2000, central meridian 107°45′"
    assert furnish(language="en").office == "City Police"


def real(indicators):
    entries = {name: replace(entry, synthetic=False) for name, entry in indicators.indicators.items()}
    return replace(indicators, indicators=entries)


def test_the_banner_stands_as_long_as_anything_is_made_up():
    banner = "Số liệu và ranh giới minh họa – không dùng để báo cáo"
    assert furnish(real(full_catalogue()), fields={"synthetic": True}).banner == banner
    assert furnish(full_catalogue()).banner == banner
    assert furnish(real(full_catalogue())).banner == ""


def test_one_made_up_table_marks_the_maps_of_all_others():
    indicators = real(full_catalogue())
    tips = replace(indicators.indicators["tips"], synthetic=True)
    mixed = replace(indicators, indicators={**indicators.indicators, "tips": tips})
    assert is_synthetic(atlas(UNITS, observations({}), mixed))
    assert furnish(mixed, indicator="safety").banner


@pytest.mark.parametrize(
    ("name", "called"),
    [
        (Text("thành phố Huế", "Huế city"), Text("thành phố", "city")),
        (Text("Thành phố Huế", "Huế City"), Text("thành phố", "area")),
        (Text("thị xã Đức Phổ", "Đức Phổ town"), Text("thị xã", "town")),
        (Text("huyện Mộ Đức", "Mộ Đức district"), Text("huyện", "district")),
        (Text("Mộ Đức", "Mộ Đức"), Text("địa bàn", "area")),
    ],
)
def test_a_city_is_called_what_its_name_says_that_it_is(name, called):
    city = replace(atlas(UNITS, observations({})).city, name=name)
    assert Text(*(call_city(city, language) for language in LANGUAGES)) == called
