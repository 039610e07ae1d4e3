"""The browser gets the borders once and holds no value in them; after that it gets classes and words."""

import json

import numpy as np
import pandas as pd
import pytest
import shapely
from builders import atlas, boundaries, observations, view

from geo.atlas import make_map
from geo.interactive import (
    OUTSIDE,
    name_geometry,
    write_geometry,
    write_values,
)
from geo.model import LEVELS
from geo.units import list_units

NAN = float("nan")
UNITS = boundaries({"1": 2, "2": 1}, clusters=[("A", "1"), ("B", "1"), ("B", "2")])
TABLES = {
    (2017, "hamlet", "meets_standard"): {"1001": 0},
    (2018, "hamlet", "meets_standard"): {"1001": 1, "1002": 0},
    (2018, "hamlet", "tips"): {"1001": 20, "1002": 30, "2001": 400},
}
MODELS = {
    "models": [("M", "team", 2018, pd.NA), ("N", "camera", 2018, pd.NA)],
    "sites": [("M", "1001"), ("M", "2001"), ("N", "2001")],
}
ATLAS = atlas(UNITS, observations(TABLES, **MODELS))


def geometry(units=UNITS, year=2018):
    return json.loads(write_geometry(units, year))


def values(**asked):
    wanted = view(**{"language": "en", **asked})
    return write_values(make_map(ATLAS, wanted), list_units(UNITS, wanted.level, wanted.year).index)


def unroll(ring):
    return np.cumsum(np.array(ring).reshape(-1, 2), axis=0)


# ---- borders
def test_the_borders_of_every_level_are_there_in_the_order_of_the_units():
    content = geometry()
    for level in LEVELS:
        assert [unit["code"] for unit in content["levels"][level]] == list(
            list_units(UNITS, level, 2018).index
        )


def test_a_ring_is_the_border_in_whole_metres_from_the_corner_of_the_city():
    ring = unroll(geometry()["levels"]["hamlet"][1]["rings"][0])
    assert shapely.Polygon(ring).equals(shapely.box(500, 0, 1000, 500))


def test_the_corner_that_the_rings_count_from_is_told_so_that_years_can_be_laid_over_each_other():
    west, south, *_ = UNITS.wards.total_bounds
    assert geometry()["corner"] == [west, south]


def test_neighbours_share_their_border_point_for_point_after_rounding():
    hamlets = [shapely.Polygon(unroll(unit["rings"][0])) for unit in geometry()["levels"]["hamlet"]]
    assert shapely.coverage_is_valid(hamlets)


def test_a_hole_is_a_ring_of_its_own():
    units = boundaries({"1": 1})
    holed = shapely.box(0, 0, 90, 90).difference(shapely.box(30, 30, 60, 60))
    for frame in (units.hamlets, units.wards):
        frame.loc[:, "geometry"] = [holed]
    rings = geometry(units)["levels"]["hamlet"][0]["rings"]
    assert [abs(shapely.Polygon(unroll(ring)).area) for ring in rings] == [8100, 900]


def test_a_hamlet_knows_its_ward_and_has_a_short_name():
    units = boundaries({"1": 1})
    units.hamlets.loc[:, "name"] = "Tổ dân phố 7"
    hamlet = geometry(units)["levels"]["hamlet"][0]
    assert [hamlet[key] for key in ("wardCode", "ward", "wardPlace", "short")] == ["1", "Xã 1", 0, "TDP 7"]


def test_the_point_of_a_unit_lies_inside_it():
    for unit in geometry()["levels"]["hamlet"]:
        assert shapely.Polygon(unroll(unit["rings"][0])).contains(shapely.Point(unit["point"]))


def test_the_borders_hold_no_value():
    keys = {key for level in LEVELS for unit in geometry()["levels"][level] for key in unit}
    drawn = {"code", "name", "kind", "point", "area", "rings"}
    assert keys == drawn | {"wardCode", "ward", "wardPlace", "short", "members"}
    other = atlas(UNITS, observations({}))
    assert write_geometry(ATLAS.boundaries, 2018) == write_geometry(other.boundaries, 2018)


def test_rivers_are_lines():
    units = boundaries({"1": 1})
    river = shapely.LineString([(586_000, 1_672_000), (586_100, 1_672_050)])
    rivers = type(units.hamlets)({"name": ["Trà Khúc"]}, geometry=[river], crs="EPSG:5898")
    content = geometry(type(units)(units.hamlets, units.wards, units.clusters, rivers))
    assert unroll(content["rivers"][0]["rings"][0]).tolist() == [[0, 0], [100, 50]]


def test_other_borders_have_another_address_and_the_same_ones_the_same():
    here, there = write_geometry(UNITS, 2018), write_geometry(boundaries({"1": 3}), 2018)
    assert name_geometry(here) == name_geometry(write_geometry(UNITS, 2018))
    assert name_geometry(here) != name_geometry(there)
    assert name_geometry(here).startswith("geometry-")


# ---- values
def test_each_unit_has_the_position_of_its_class():
    assert values()["positions"] == "102"
    assert [entry["key"] for entry in values()["classes"]] == ["not_met", "met", "no_data"]
    assert [entry["shown"] for entry in values()["classes"]] == ["1", "1", "1"]


def test_units_outside_the_view_are_marked_and_rows_are_found_by_their_place():
    assert values()["at"] is None
    part = values(wards=("2",))
    assert part["positions"] == f"{OUTSIDE}{OUTSIDE}2"
    assert part["at"] == [-1, -1, 0]


def test_classes_that_need_a_second_look_are_marked():
    assert [(e["key"], e["marked"]) for e in values()["classes"]] == [
        ("not_met", True),
        ("met", False),
        ("no_data", True),
    ]
    assert [e["key"] for e in values(indicator="tips")["classes"] if e["marked"]] == ["withheld", "no_data"]


def cells(column):
    return column.get("texts") or [column["labels"][int(code, 36)] for code in column["codes"]]


def test_the_columns_are_the_value_the_year_before_tips_and_models():
    columns = {column["title"]: cells(column) for column in values()["columns"]}
    assert columns == {
        "2018": ["Met the standard", "Did not meet", "No data"],
        "2017": ["Did not meet", "No data", "No data"],
        "Tips": ["10 or more"] * 3,
        "Models": ["1", "0", "2"],
    }


def test_an_indicator_is_not_its_own_second_column():
    assert [c["title"] for c in values(indicator="tips")["columns"]] == ["2018", "2017", "Models"]
    titles = [c["title"] for c in values(indicator="models", level="ward")["columns"]]
    assert titles == ["2018", "2017", "Tips"]


def test_numbers_are_sorted_as_numbers_and_missing_ones_have_no_place():
    column = values(indicator="tips", level="ward")["columns"][0]
    assert column["texts"] == ["50 tips", "400 tips"]
    assert column["order"] == [50, 400]
    assert values(indicator="tips", level="ward", year=2017)["columns"][0]["order"] == [None, None]


def test_tips_in_words_are_sorted_by_their_size_and_not_by_their_letters():
    tips = next(c for c in values(level="ward")["columns"] if c["title"] == "Tips")
    assert tips["labels"] == ["50 tips", "400 tips"]
    assert tips["codes"] == "01"


def test_more_different_words_than_digits_are_written_out():
    units = boundaries({str(n): 1 for n in range(100, 140)})
    tips = {f"{n}001": n for n in range(100, 140)}
    made = atlas(units, observations({(2018, "hamlet", "tips"): tips}))
    drawn = make_map(made, view(level="ward", language="en"))
    column = next(
        c
        for c in write_values(drawn, list_units(units, "ward", 2018).index)["columns"]
        if c["title"] == "Tips"
    )
    assert column["texts"][:2] == ["100 tips", "101 tips"]
    assert column["order"][:2] == [100, 101]


def test_sites_are_listed_by_kind_with_a_sign_for_each():
    drawn = values()
    assert [(kind["label"], kind["shown"]) for kind in drawn["kinds"]] == [
        ("Security cameras", "1"),
        ("Team", "1"),
    ]
    assert len({kind["path"] for kind in drawn["kinds"]}) == 2
    sites = {
        (code, drawn["site_names"][name], drawn["kinds"][kind]["label"])
        for code, name, kind in drawn["sites"]
    }
    assert sites == {
        ("1001", "Mô hình M", "Team"),
        ("2001", "Mô hình M", "Team"),
        ("2001", "Mô hình N", "Security cameras"),
    }


def test_a_kind_keeps_its_sign_when_other_kinds_leave_the_view():
    whole = {kind["label"]: kind["path"] for kind in values()["kinds"]}
    part = {kind["label"]: kind["path"] for kind in values(wards=("1",))["kinds"]}
    assert part == {"Team": whole["Team"]}


def test_sites_that_were_not_asked_for_are_not_sent():
    assert values(layers=())["sites"] == []
    assert values(layers=())["kinds"] == []


def test_the_view_comes_back_with_its_values():
    sent = values(level="ward", wards=("2",), layers=("labels",), patterns=True)["view"]
    assert sent == {
        "language": "en",
        "level": "ward",
        "year": 2018,
        "wards": ["2"],
        "layers": ["labels"],
        "patterns": True,
    }


def test_the_words_around_the_map_are_those_of_the_page():
    drawn = make_map(ATLAS, view())
    sent = write_values(drawn, list_units(UNITS, "hamlet", 2018).index)["furniture"]
    assert sent == {key: getattr(drawn.furniture, key) for key in sent}
    assert {"title", "sentence", "source", "data_date", "vintage", "page_id"} <= set(sent)


@pytest.mark.parametrize("level", LEVELS)
def test_all_that_is_sent_can_be_written_as_plain_json(level):
    indicator = "tips" if level == "cluster" else "safety"
    text = json.dumps(values(level=level, indicator=indicator), allow_nan=False)
    assert json.loads(text)["view"]["level"] == level


def test_a_name_is_sent_as_it_is_and_never_as_markup():
    units = boundaries({"1": 1})
    units.hamlets.loc[:, "name"] = "<b>`${x}`</b>"
    assert geometry(units)["levels"]["hamlet"][0]["name"] == "<b>`${x}`</b>"
