"""Borders are told apart by the units that their rows name; nobody need say whose they are."""

from __future__ import annotations

import pytest
from conftest import draw_hamlets, draw_wards
from forks import forking_child  # noqa: F401  a fixture of all tests here

from geo.clerks.vocabulary_read import read_vocabulary
from geo.intake.guess import guess_kinds
from geo.read import read_aliases


@pytest.fixture
def guess(small_city, small_atlas, tmp_path):
    def guess_frames(**frames):
        """Return whose borders some layers are, each sent as a file of the name."""
        paths = []
        for name, frame in frames.items():
            frame.to_file(tmp_path / f"{name}.geojson", engine="pyogrio")
            paths.append((tmp_path / f"{name}.geojson", f"{name}.geojson"))
        return guess_kinds(
            paths,
            small_atlas.boundaries,
            read_vocabulary(small_city / "indicators" / "indicators.toml"),
            read_aliases(small_city, small_atlas.boundaries),
            year=2018,
        )

    return guess_frames


def test_a_layer_is_of_the_units_that_its_rows_name(guess):
    assert guess(lop=draw_wards()) == ("wards",)
    assert guess(lop=draw_hamlets()) == ("hamlets",)


def test_names_alone_tell_it_too(guess):
    assert guess(lop=draw_wards()[["name", "geometry"]].rename(columns={"name": "ten_xa"})) == ("wards",)


def test_hamlets_beside_the_names_of_their_wards_are_hamlets_though_one_is_unknown(guess):
    hamlets, wards = draw_hamlets(), draw_wards().set_index("code")["name"]
    named = hamlets.assign(TEN=hamlets["name"], XA=hamlets["ward_code"].map(wards))[["TEN", "XA", "geometry"]]
    named.loc[0, "TEN"] = "Thôn Lạ"
    assert guess(lop=named) == ("hamlets",)
    assert guess(lop=named.assign(TEN="Thôn Lạ")) == ("hamlets",)


def test_two_files_are_both(guess):
    assert guess(a=draw_wards(), b=draw_hamlets()) == ("wards", "hamlets")


def test_two_layers_of_one_file_are_both(guess, small_city, small_atlas, tmp_path):
    path = tmp_path / "both.gpkg"
    draw_wards().to_file(path, layer="wards", engine="pyogrio")
    draw_hamlets().to_file(path, layer="hamlets", engine="pyogrio")
    words = read_vocabulary(small_city / "indicators" / "indicators.toml")
    aliases = read_aliases(small_city, small_atlas.boundaries)
    found = guess_kinds([(path, "both.gpkg")], small_atlas.boundaries, words, aliases, year=2018)
    assert found == ("wards", "hamlets")


def test_what_cannot_be_read_is_refused_later(guess, small_atlas, small_city, tmp_path):
    path = tmp_path / "broken.geojson"
    path.write_bytes(b"{")
    words = read_vocabulary(small_city / "indicators" / "indicators.toml")
    aliases = read_aliases(small_city, small_atlas.boundaries)
    assert guess_kinds([(path, path.name)], small_atlas.boundaries, words, aliases, year=2018) == ("hamlets",)
