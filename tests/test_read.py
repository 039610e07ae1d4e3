"""A data folder is read as a whole; its fingerprint changes with every byte that matters, no other."""

from __future__ import annotations

import pytest
from conftest import SHIPPED, write_table

from geo.atlas import open_atlas
from geo.read import fingerprint


def test_the_fingerprint_is_the_same_for_the_same_bytes(small_city, city_copy):
    assert fingerprint(small_city) == fingerprint(city_copy)


@pytest.mark.parametrize(
    "name",
    [
        "city.toml",
        "boundaries/wards.shp",
        "boundaries/hamlets.dbf",
        "boundaries/wards.prj",
        "indicators/tips.csv",
    ],
)
def test_any_byte_of_a_data_file_changes_the_fingerprint(small_city, city_copy, name):
    path = city_copy / name
    path.write_bytes(path.read_bytes() + b"\n")
    assert fingerprint(small_city) != fingerprint(city_copy)


def test_two_files_that_change_places_change_the_fingerprint(small_city, city_copy):
    one, other = city_copy / "indicators/tips.csv", city_copy / "indicators/models.csv"
    text = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(text)
    assert fingerprint(small_city) != fingerprint(city_copy)


def test_notes_and_drafts_change_nothing(small_city, city_copy):
    (city_copy / "README.md").write_text("x")
    (city_copy / "indicators/.tips.csv.draft").write_text("x")
    (city_copy / "indicators/.hidden.csv").write_text("x")
    assert fingerprint(small_city) == fingerprint(city_copy)


def test_a_city_without_optional_tables_opens(city_copy):
    for name in ("models", "model_sites", "clusters", "published_figures", "tips"):
        (city_copy / f"indicators/{name}.csv").unlink()
    atlas = open_atlas(city_copy)
    assert atlas.boundaries.clusters.empty
    assert atlas.published == ()
    (report,) = [report for report in atlas.reports if report.file == "tips.csv"]
    assert report.rows.empty
    assert len(report.missing) == 2 * 8


def test_accepted_spellings_are_used_when_a_city_opens(city_copy):
    write_table(
        city_copy, "aliases", "source_name,ward,unit_code,who,when\nXóm Đình,21202,21202001,Lan,2019-02-01\n"
    )
    write_table(city_copy, "tips", "year,ward,hamlet,tips\n2018,Tịnh Ấn Đông,Xóm Đình,12\n")
    values = open_atlas(city_copy).observations.values
    assert values[values["column"] == "tips"][["unit", "value"]].to_numpy().tolist() == [["21202001", 12.0]]


def test_every_row_of_the_shipped_city_is_settled():
    for report in open_atlas(SHIPPED).reports:
        assert set(report.rows["status"]) == {"matched"}, report.file
