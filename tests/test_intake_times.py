"""A boundary file may hold a code at several times, each a unit of its own; a new file loses none of them."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from conftest import draw_cell, draw_hamlets, draw_wards, write_boundaries
from forks import read_in_forks

from geo.errors import BoundaryError
from geo.intake.borders import take_in_borders
from geo.intake.cover import find_homeless
from geo.intake.times import is_of_year, read_days
from geo.read import read_boundaries
from geo.store import commit
from geo.storing.borders import BorderWish, make_border_change, preview_borders
from geo.storing.desk import open_desk
from geo.units import list_units

EVE, DAY = "2018-12-31", "2019-01-01"


@pytest.fixture(scope="module", autouse=True)
def forking_child(tmp_path_factory):
    with read_in_forks(tmp_path_factory.mktemp("children")):
        yield


def merge_wards():
    """Return wards of which the first two become one in 2019, that keeps the code of the first."""
    wards = draw_wards()
    ends = [EVE if code != "21202" else "" for code in wards["code"]]
    merged = wards.iloc[[0]].assign(name="Thành Công", valid_from=DAY)
    merged = merged.set_geometry([shapely.union_all(wards.geometry.iloc[:2])], crs=wards.crs)
    return pd.concat([wards.assign(valid_to=ends), merged], ignore_index=True)


def merge_hamlets():
    """Return hamlets of which those of the second ward get codes of the first one in 2019."""
    hamlets = draw_hamlets()
    moving = hamlets["ward_code"] == "21019"
    ends = [EVE if moves else "" for moves in moving]
    moved = hamlets[moving].assign(
        code=["21013004", "21013005"],
        name=["Tổ dân phố 4", "Tổ dân phố 5"],
        ward_code="21013",
        valid_from=DAY,
    )
    return pd.concat([hamlets.assign(valid_to=ends), moved], ignore_index=True)


def send(folder, **frames):
    files = []
    for name, frame in frames.items():
        path = folder / f"{name}.geojson"
        frame.to_crs("EPSG:4756").to_file(path, engine="pyogrio")
        files.append((path.name, path.read_bytes()))
    return tuple(files)


def store(folder, files, **wish):
    desk = open_desk(folder)
    preview = preview_borders(desk, files, BorderWish(("wards", "hamlets"), crs="EPSG:4756", **wish))
    commit(folder, make_border_change(preview), base=desk.base, who="An")
    return preview


def test_days_are_read_as_text_and_tell_the_units_of_a_year():
    frame = pd.DataFrame(
        {
            "valid_from": [pd.Timestamp("2019-01-01"), pd.NaT, pd.NaT],
            "valid_to": ["", "2018-12-30", "hết năm"],
        }
    )
    days = read_days(frame)
    assert days["valid_from"].tolist() == ["2019-01-01", "", ""]
    assert is_of_year(days, 2018).tolist() == [False, False, True], "a day that is none says nothing"
    assert is_of_year(read_days(frame[[]]), 2018).tolist() == [True, True, True]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2019-07-01T00:00:00", "2019-07-01"),
        ("2019/07/01 00:00:00+00:00", "2019-07-01"),
        ("2019-07-01 00:00:00.000Z", "2019-07-01"),
        ("2019/07/01", "2019-07-01"),
        ("01/07/2019", "2019-07-01"),
        ("1/7/2019", "1/7/2019"),
        ("2019-07-01T17:00:00", "2019-07-01T17:00:00"),
    ],
)
def test_days_are_read_as_programs_and_decrees_write_them(written, read):
    """With a digit for the day it may be of a program that has the month first: that is asked."""
    assert read_days(pd.DataFrame({"valid_from": [written]}))["valid_from"].tolist() == [read]


def test_a_unit_that_ends_before_it_begins_is_asked_about(city_copy, tmp_path):
    hamlets = draw_hamlets()
    hamlets.loc[0, ["valid_from", "valid_to"]] = ["2018-07-01", "2018-01-01"]
    files = send(tmp_path, hamlets=hamlets)
    preview = preview_borders(open_desk(city_copy), files, BorderWish(("hamlets",), crs="EPSG:4756"))
    (problem,) = preview.problems
    assert problem.row == 2
    assert "valid_to trước valid_from" in problem.say()


def test_two_vintages_of_a_code_are_stored_and_each_year_has_its_own(city_copy, tmp_path):
    preview = store(city_copy, send(tmp_path, wards=merge_wards(), hamlets=merge_hamlets()), everything=True)
    assert [intake.rows["status"].eq("matched").all() for intake in preview.intakes] == [True, True]
    boundaries = read_boundaries(city_copy)
    assert list(list_units(boundaries, "ward", 2018)["name"]) == ["Trần Phú", "Nghĩa Chánh", "Tịnh Ấn Đông"]
    assert list(list_units(boundaries, "ward", 2019)["name"]) == ["Thành Công", "Tịnh Ấn Đông"]
    merged = list_units(boundaries, "ward", 2019).geometry["21013"]
    assert merged.symmetric_difference(shapely.union_all(draw_wards().geometry.iloc[:2])).area < 5
    assert "21013005" in list_units(boundaries, "hamlet", 2019).index


def test_another_name_under_a_known_code_waits_for_a_person(city_copy, tmp_path):
    files = send(tmp_path, wards=merge_wards(), hamlets=merge_hamlets())
    preview = preview_borders(open_desk(city_copy), files, BorderWish(("wards", "hamlets"), crs="EPSG:4756"))
    assert any(problem.value == "Thành Công" for problem in preview.problems)
    assert "thời gian khác" in preview.problems[0].say("vi")


def test_known_units_of_other_times_are_known_again_by_code_and_name(city_copy, tmp_path):
    write_boundaries(city_copy / "boundaries", merge_wards(), merge_hamlets())
    preview = store(city_copy, send(tmp_path, wards=merge_wards(), hamlets=merge_hamlets()))
    assert preview.problems == ()
    wards = read_boundaries(city_copy).wards
    assert wards.loc["21013", "name"].tolist() == ["Trần Phú", "Thành Công"]
    assert "21013005" in list_units(read_boundaries(city_copy), "hamlet", 2019).index


def test_borders_of_which_none_is_in_force_at_the_vintage_are_refused_for_that(city_copy, tmp_path):
    with pytest.raises(BoundaryError, match=r"không dòng nào có hiệu lực vào 31/12/2018.*vintage"):
        store(city_copy, send(tmp_path, wards=draw_wards().assign(valid_from=DAY), hamlets=draw_hamlets()))


def test_a_ward_that_hamlets_are_in_must_be_there_in_their_year(small_atlas):
    wards = draw_wards().assign(valid_from=[DAY, "", ""], valid_to="")
    found = find_homeless(wards, small_atlas.boundaries, 2018, file="a.shp")
    assert [one.value for one in found] == ["21013 Trần Phú"]
    assert not list(find_homeless(wards, small_atlas.boundaries, 2019, file="a.shp"))


def test_the_same_code_on_the_same_day_is_refused_with_both_rows(small_city, tmp_path):
    wards = merge_wards()
    wards.loc[0, "valid_to"] = "2019-06-30"
    (file,) = send(tmp_path, wards=wards)
    intake = take_in_borders(
        small_city, [(tmp_path / file[0], file[0])], kind="wards", crs="EPSG:4756", accepted={5}
    )
    (problem,) = [one for one in intake.problems if "cùng thời gian" in one.say("vi")]
    assert problem.value == "21013"
    assert {problem.row, int("dòng 2" in problem.say("vi"))} == {5, 1}


def test_a_new_file_of_the_year_does_not_lose_the_units_of_other_years(city_copy, tmp_path):
    write_boundaries(city_copy / "boundaries", merge_wards(), merge_hamlets())
    undated = [frame.drop(columns=["valid_from", "valid_to"]) for frame in (draw_wards(), draw_hamlets())]
    preview = store(city_copy, send(tmp_path, wards=undated[0], hamlets=undated[1]))
    assert preview.problems == ()
    boundaries = read_boundaries(city_copy)
    assert boundaries.wards.loc["21013", "name"].tolist() == ["Trần Phú", "Thành Công"]
    assert list(list_units(boundaries, "ward", 2019)["name"]) == ["Thành Công", "Tịnh Ấn Đông"]


def test_a_vintage_that_changes_is_told_beside_the_one_that_stays(city_copy, tmp_path):
    write_boundaries(city_copy / "boundaries", merge_wards(), merge_hamlets())
    wards = merge_wards()
    grown = wards.geometry.iloc[3].union(draw_cell(0, 2))
    shapes = gpd.GeoSeries([*wards.geometry.iloc[:3], grown], crs=wards.crs)
    files = send(tmp_path, wards=wards.set_geometry(shapes), hamlets=merge_hamlets())
    preview = preview_borders(
        open_desk(city_copy), files, BorderWish(("wards", "hamlets"), crs="EPSG:4756", everything=True)
    )
    changed = [(one.unit, one.column, one.before, one.after) for one in preview.differences]
    assert changed == [("21013", "border", 1.25, 1.5)]
