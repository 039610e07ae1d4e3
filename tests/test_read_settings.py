"""``city.toml`` is read whole or refused whole, with every wrong key named."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from conftest import CITY

from geo.errors import IndicatorError
from geo.reading.settings import read_city

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, text: str) -> Path:
    (folder / "city.toml").write_text(text, encoding="utf-8")
    return folder


def problems_of(folder: Path) -> list:
    with pytest.raises(IndicatorError) as caught:
        read_city(folder)
    for problem in caught.value.problems:
        assert problem.say("vi") != problem.say("en")
    return list(caught.value.problems)


def keys_of(folder: Path, text: str) -> list[str]:
    return [problem.column for problem in problems_of(write(folder, text))]


def test_the_city_is_read(small_city):
    city = read_city(small_city)
    assert city.name.vi == "thành phố Thử Nghiệm"
    assert city.years == (2017, 2018)
    assert city.data_dates == {2017: "2017-12-31", 2018: "2018-12-31"}
    assert (city.vintage, city.suppress_below, city.synthetic, city.area_km2) == ("2018-12-31", 5, True, 2.0)
    assert city.inner_wards == ("21013",)
    assert list(city.model_kinds) == ["security_camera", "family_group", "civil_defence"]


def test_what_may_be_left_out_has_its_default(tmp_path):
    text = CITY.replace('inner_wards = ["21013"]\nemblem = ""\n', "").replace("area_km2 = 2.0\n", "")
    city = read_city(write(tmp_path, text.split("[data_dates]", maxsplit=1)[0]))
    assert (city.area_km2, city.emblem, city.inner_wards) == (None, "", ())
    assert city.data_dates == {}
    assert city.model_kinds == {}


def test_a_city_is_drawn_in_its_own_zone(tmp_path):
    zone = 'crs = "EPSG:9216"\n'
    assert read_city(write(tmp_path, CITY)).crs == "EPSG:5898"
    assert read_city(write(tmp_path, zone + CITY)).crs == "EPSG:9216"


def test_text_is_composed_and_a_mark_of_byte_order_is_no_text(tmp_path):
    city = read_city(write(tmp_path, "\ufeff" + unicodedata.normalize("NFD", CITY)))
    assert city.office.vi == "Công an thành phố Thử Nghiệm"


@pytest.mark.parametrize("sign", ["\\u001b", "\\u202e", "\\u0007"])
def test_a_sign_that_steers_a_terminal_or_turns_a_text_is_refused(tmp_path, sign):
    text = CITY.replace("thành phố Thử Nghiệm", f"thành phố {sign}[31m")
    assert keys_of(tmp_path, text) == ["name.vi", "office.vi"]


def test_years_are_put_in_order(tmp_path):
    assert read_city(write(tmp_path, CITY.replace("[2017, 2018]", "[2018, 2017, 2018]"))).years == (
        2017,
        2018,
    )


def test_a_whole_number_may_be_an_area(tmp_path):
    assert read_city(write(tmp_path, CITY.replace("area_km2 = 2.0", "area_km2 = 2"))).area_km2 == 2.0


def test_a_missing_file_says_how_to_make_one(tmp_path):
    (found,) = problems_of(tmp_path)
    assert found.file == "city.toml"
    assert "python -m geo demo" in found.say("vi")


def test_a_slip_of_the_syntax_is_named_with_its_line(tmp_path):
    (found,) = problems_of(write(tmp_path, CITY.replace("years = [2017, 2018]", "years = [2017,, 2018]")))
    assert found.row == 3


def test_another_encoding_is_refused(tmp_path):
    (tmp_path / "city.toml").write_bytes(CITY.encode("utf-16"))
    (found,) = problems_of(tmp_path)
    assert "UTF-8" in found.say("vi")


def test_an_empty_file_names_every_key_that_is_needed(tmp_path):
    wanted = {"name", "office", "years", "vintage", "boundary_source", "suppress_below", "synthetic"}
    assert set(keys_of(tmp_path, "")) == wanted


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("synthetic = true", 'synthetic = "yes"', "synthetic"),
        ("suppress_below = 5", "suppress_below = 0", "suppress_below"),
        ("suppress_below = 5", "suppress_below = true", "suppress_below"),
        ("area_km2 = 2.0", "area_km2 = -1", "area_km2"),
        ("years = [2017, 2018]", 'years = [2017, 2018]\ncrs = "EPSG:4326"', "crs"),
        ("years = [2017, 2018]", "years = []", "years"),
        ("years = [2017, 2018]", 'years = ["2017"]', "years"),
        ("years = [2017, 2018]", "years = [17]", "years"),
        ("vintage = 2018-12-31", 'vintage = "31/12/2018"', "vintage"),
        ('inner_wards = ["21013"]', "inner_wards = [21013]", "inner_wards"),
        ('emblem = ""', 'emblem = "nothing.png"', "emblem"),
        ('emblem = ""', 'emblem = "../city.toml"', "emblem"),
        ("2017 = 2017-12-31", '"năm" = 2017-12-31', "data_dates.năm"),
        ("2017 = 2017-12-31", "2017 = 17", "data_dates.2017"),
        ("security_camera =", '"máy quay" =', "model_kinds"),
        ('vi = "Camera an ninh", ', "", "model_kinds.security_camera.vi"),
        ("emblem", "emblen", "emblen"),
    ],
)
def test_each_wrong_key_is_named(tmp_path, old, new, key):
    assert CITY.count(old) == 1
    assert keys_of(tmp_path, CITY.replace(old, new)) == [key]


def test_all_wrong_keys_are_named_at_once(tmp_path):
    text = CITY.replace("synthetic = true", "synthetic = 1").replace("2018-12-31\ninner", '"x"\ninner')
    assert keys_of(tmp_path, text) == ["vintage", "synthetic"]


def test_an_emblem_beside_the_file_is_taken(tmp_path):
    (tmp_path / "emblem.png").write_bytes(b"png")
    assert (
        read_city(write(tmp_path, CITY.replace('emblem = ""', 'emblem = "emblem.png"'))).emblem
        == "emblem.png"
    )


@pytest.mark.parametrize("value", [f"{'[' * 5000}{']' * 5000}", f"{'{a=' * 3000}1{'}' * 3000}", "9" * 6000])
def test_what_no_machine_keeps_is_no_valid_toml(tmp_path, value):
    """A nesting too deep, or a number too long, ends in the message of any other slip of syntax."""
    (problem,) = problems_of(write(tmp_path, f"area_km2 = {value}\n"))
    assert problem.what_vi == "sai cú pháp TOML"
