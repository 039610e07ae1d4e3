"""The shipped city: what the code writes and nothing else, with exact and plausible borders."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
import unicodedata
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pyproj
import pytest
import shapely
from shipped import read_table

from geo.demo import DATA, NORTH_OF_RIVER, SPLIT, read_facts, write_demo
from geo.errors import DataFileError

ROOT = Path(__file__).parent.parent
TABLES = {
    "safety_hamlets": ["year", "hamlet_code", "meets_standard"],
    "safety_wards": ["year", "ward_code", "meets_standard"],
    "tips": ["year", "hamlet_code", "tips"],
    "population": ["year", "hamlet_code", "households", "population"],
    "models": ["model_code", "name", "kind", "started", "ended"],
    "model_sites": ["model_code", "hamlet_code"],
    "clusters": ["cluster_code", "name", "ward_code", "valid_from", "valid_to"],
    "aliases": ["source_name", "ward", "unit_code", "who", "when"],
    "published_figures": [
        *("figure_id", "indicator", "level", "year", "numerator", "denominator", "value", "comparable"),
        *("meaning", "period", "quote", "warning", "source"),
        *("meaning_en", "period_en", "warning_en", "source_en"),
    ],
}


def contents(folder, paths):
    """Return the bytes of files by name, without hidden ones: locks and versions of a running app."""
    names = {path: path.relative_to(folder) for path in paths}
    return {
        name.as_posix(): path.read_bytes()
        for path, name in names.items()
        if "/." not in f"/{name.as_posix()}"
    }


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A data folder that another process wrote, with other hashes, another zone and another language."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    code = "import sys, pathlib; from geo.demo import write_demo; write_demo(pathlib.Path(sys.argv[1]))"
    surroundings = {**os.environ, "PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True, cwd=ROOT, env=surroundings)
    return folder


@pytest.fixture(scope="module")
def river():
    return gpd.read_file(DATA / "boundaries" / "rivers.shp")


def test_the_shipped_folder_is_what_the_code_writes(written):
    """Nobody edits the shipped city by hand, and it is the same on every machine and every day."""
    made = contents(written, [path for path in written.rglob("*") if path.is_file()])
    shipped = contents(DATA, [path for path in DATA.rglob("*") if path.is_file()])
    assert sorted(made) == sorted(shipped)
    assert [name for name in made if made[name] != shipped[name]] == []


def test_writing_again_changes_no_byte(written):
    before = contents(written, written.rglob("*.*"))
    paths = write_demo(written)
    assert contents(written, paths) == before
    assert list(paths) == sorted(paths)


def test_a_folder_with_real_data_is_refused_and_untouched(tmp_path):
    settings = (
        (DATA / "city.toml").read_text(encoding="utf-8").replace("synthetic = true", "synthetic = false")
    )
    (tmp_path / "city.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(DataFileError, match="dữ liệu thật"):
        write_demo(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["city.toml"]


@pytest.mark.parametrize("name", ["wards", "hamlets", "rivers"])
def test_a_shapefile_says_its_system_encoding_and_a_fixed_date(name):
    path = DATA / "boundaries" / f"{name}.shp"
    assert path.with_suffix(".cpg").read_text() == "UTF-8"
    assert pyproj.CRS(path.with_suffix(".prj").read_text()).to_epsg() == 5898
    assert pyogrio.read_info(path)["crs"] == "EPSG:5898"
    assert tuple(path.with_suffix(".dbf").read_bytes()[1:4]) == (118, 12, 31)


def test_the_projection_file_places_a_known_point_exactly():
    """A .prj without the real datum would report the same system and lie 225 m off."""
    crs = pyproj.CRS((DATA / "boundaries" / "wards.prj").read_text())
    place = pyproj.Transformer.from_crs("EPSG:4326", crs, always_xy=True).transform(108.8045, 15.1205)
    assert place == pytest.approx((586274.501, 1672427.192), abs=0.01)


def test_vietnamese_survives_the_dbf(shipped_wards, shipped_hamlets, river, ward_facts):
    assert shipped_wards["name"].to_dict() == ward_facts["name"].to_dict()
    assert shipped_hamlets.loc["21202001", "name"] == "Thôn Hòa Bình"
    assert river["name"].item() == "Sông Trà Khúc"


def test_all_text_is_composed():
    for path in [*DATA.rglob("*.csv"), *DATA.rglob("*.md"), *DATA.rglob("*.toml")]:
        text = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), path.name


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_its_columns_and_nothing_about_a_person(name):
    assert list(read_table(name).columns) == TABLES[name]


@pytest.mark.parametrize("part", ["boundaries", "indicators"])
def test_a_note_beside_the_files_says_synthetic(part):
    assert "synthetic = true" in (DATA / part / "README.md").read_text(encoding="utf-8")
    assert tomllib.loads((DATA / "city.toml").read_text(encoding="utf-8"))["synthetic"] is True


def test_every_row_of_the_borders_says_synthetic(shipped_wards, shipped_hamlets):
    assert set(shipped_wards["synthetic"]) == set(shipped_hamlets["synthetic"]) == {"true"}


def test_there_are_23_wards_and_241_hamlets(shipped_wards, shipped_hamlets):
    assert shipped_wards["kind"].value_counts().to_dict() == {"xã": 14, "phường": 9}
    assert len(shipped_hamlets) == 241
    assert shipped_hamlets.index.is_unique


def test_published_hamlet_counts_and_names_are_kept(shipped_hamlets):
    counts = shipped_hamlets["ward_code"].value_counts()
    assert (counts["21013"], counts["21202"]) == (24, 6)
    seen = read_facts("hamlet_names_seen")
    named = shipped_hamlets.loc[shipped_hamlets["ward_code"] == "21202", "name"]
    assert list(named) == list(seen.loc[seen["ward_code"] == "21202", "hamlet"])


def test_the_other_hamlets_are_shared_out_by_population(shipped_hamlets, ward_facts):
    counts = shipped_hamlets["ward_code"].value_counts().drop(["21013", "21202"]).sort_index()
    people = ward_facts["population_2019"].astype(int)[counts.index]
    assert (counts - people * 211 / people.sum()).abs().max() < 1


def test_a_code_is_ward_and_number_and_a_name_is_of_its_kind(shipped_hamlets, shipped_wards):
    assert (shipped_hamlets.index.str[:5] == shipped_hamlets["ward_code"]).all()
    for ward, group in shipped_hamlets.groupby("ward_code"):
        assert list(group.index.str[5:].astype(int)) == list(range(1, len(group) + 1))
        kind, word = (
            ("tổ dân phố", "Tổ dân phố") if shipped_wards.loc[ward, "kind"] == "phường" else ("thôn", "Thôn")
        )
        assert (group["kind"] == kind).all()
        assert group["name"].str.startswith(word).all()
        assert group["name"].is_unique


def test_the_coverage_is_exact(shipped_wards, shipped_hamlets):
    for units in (shipped_wards, shipped_hamlets):
        assert units.geometry.is_valid.all()
        assert set(units.geom_type) == {"Polygon"}
        assert shapely.coverage_is_valid(units.geometry.to_numpy())


def test_hamlets_union_to_their_ward_vertex_for_vertex(shipped_wards, shipped_hamlets):
    union = shipped_hamlets.dissolve("ward_code", method="coverage").geometry
    for code, border in shipped_wards.geometry.items():
        assert shapely.equals_exact(union[code], border, normalize=True)


def test_the_city_has_its_published_area_and_no_hole(shipped_wards):
    city = tomllib.loads((DATA / "city.toml").read_text(encoding="utf-8"))
    assert shipped_wards.area.sum() / 1e6 == pytest.approx(city["area_km2"], rel=0.01)
    outline = shapely.coverage_union_all(shipped_wards.geometry.to_numpy())
    assert outline.geom_type == "Polygon"
    assert not outline.interiors


def test_wards_with_a_published_area_have_it(shipped_wards, ward_facts):
    published = pd.to_numeric(ward_facts["published_area_km2"]).dropna()
    assert len(published) == 5
    assert (shipped_wards.area[published.index] / 1e6 / published - 1).abs().max() < 0.03


def test_wards_lie_in_their_boxes(shipped_wards, ward_facts):
    """The two wards with a joint box are held against their half of it."""
    degrees = ward_facts[["bbox_west", "bbox_south", "bbox_east", "bbox_north"]].astype(float).to_numpy()
    boxes = gpd.GeoSeries(shapely.box(*degrees.T), index=ward_facts.index, crs="EPSG:4326").to_crs(
        shipped_wards.crs
    )
    for code, bounds in SPLIT.items():
        boxes[code] = shapely.box(*bounds)
    inside = shipped_wards.intersection(boxes, align=True).area / shipped_wards.area
    assert inside.min() > 0.8
    assert inside.median() > 0.95


def test_no_hamlet_is_a_sliver_and_no_border_a_straight_line(shipped_hamlets):
    circle = shapely.length(
        shapely.maximum_inscribed_circle(shipped_hamlets.geometry.to_numpy(), tolerance=2)
    )
    assert shipped_hamlets.area.min() > 40_000
    assert (circle / np.sqrt(shipped_hamlets.area / np.pi)).min() > 0.5
    assert (shipped_hamlets.area / shipped_hamlets.convex_hull.area).min() > 0.6
    assert shapely.get_num_coordinates(shipped_hamlets.geometry.to_numpy()).min() > 15


def test_hamlets_are_numbered_so_that_neighbours_follow(shipped_hamlets):
    adjoin = []
    for _, group in shipped_hamlets.groupby("ward_code"):
        shapes = group.geometry.to_numpy()
        adjoin += list(shapely.length(shapely.intersection(shapes[:-1], shapes[1:])) > 0)
    assert np.mean(adjoin) > 0.9


def test_the_file_stays_light(shipped_hamlets):
    assert shapely.get_num_coordinates(shipped_hamlets.geometry.to_numpy()).sum() < 16_000


def test_the_coast_is_in_the_east(shipped_wards):
    """Going east from the coastal shipped_wards there is no more land."""
    city = shapely.coverage_union_all(shipped_wards.geometry.to_numpy())
    for code in ("21190", "21211", "21253", "21262"):
        middle = shapely.point_on_surface(shipped_wards.geometry[code])
        line = shapely.LineString([(middle.x, middle.y), (middle.x + 20_000, middle.y)])
        assert line.intersection(city).length < line.intersection(shipped_wards.geometry[code]).length + 1_500
        assert shipped_wards.geometry[code].boundary.intersection(city.boundary).length > 1_000


def test_the_river_is_the_border_of_the_northern_wards_from_end_to_end(shipped_wards, river):
    course = river.geometry.item()
    assert course.geom_type == "LineString"
    assert course.is_simple
    is_north = shipped_wards.index.isin(NORTH_OF_RIVER)
    north, south = (
        shapely.coverage_union_all(shipped_wards.geometry[side].to_numpy()) for side in (is_north, ~is_north)
    )
    assert shapely.covers(north.boundary, course)
    assert shapely.covers(south.boundary, course)
    assert course.length == pytest.approx(north.boundary.intersection(south.boundary).length)
    assert course.coords[0][0] < course.coords[-1][0] - 10_000


def test_units_are_those_of_each_year(shipped_wards, shipped_hamlets):
    assert set(shipped_wards["valid_from"]) == {"2014-04-01"}
    assert shipped_wards["valid_to"].isna().all()
    assert shipped_hamlets["valid_from"].isna().all()
    assert shipped_hamlets["valid_to"].isna().all()


def test_the_demo_needs_nothing_but_the_repository(tmp_path):
    """The facts are read beside the package: a copy of the repository elsewhere writes the same city."""
    for name in ("geo", "data"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.shp"))
    code = "from geo import demo; print(demo.read_facts('wards_2018').shape, demo.DATA)"
    told = subprocess.run(
        [sys.executable, "-c", code], check=True, cwd=tmp_path, capture_output=True, text=True
    )
    assert told.stdout.split() == ["(23,", "16)", str(tmp_path / "data")]
