"""Tables of a data folder → observations: years without units are refused, the same table is matched once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import draw_hamlets, draw_wards, write_boundaries, write_table

from geo.atlas import open_atlas
from geo.errors import BoundaryError
from geo.match import match_rows
from geo.read import read_boundaries

if TYPE_CHECKING:
    from pathlib import Path


def test_a_year_of_the_city_without_a_single_ward_is_refused(city_copy: Path) -> None:
    wards = draw_wards()
    wards["valid_from"] = "2018-06-01"
    write_boundaries(city_copy / "boundaries", wards, draw_hamlets())
    with pytest.raises(BoundaryError) as caught:
        open_atlas(city_copy)
    (problem,) = caught.value.problems
    assert (problem.file, problem.column, problem.value) == ("city.toml", "years", "2017")
    assert "31/12/2017" in problem.what_vi
    assert "2017-12-31" in problem.what_en


def test_a_table_is_matched_again_only_when_it_or_its_spellings_have_changed(
    city_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    borders, matched = read_boundaries(city_copy), []

    def match(rows, boundaries, table, **words):
        matched.append(table.file)
        return match_rows(rows, boundaries, table, **words)

    monkeypatch.setattr("geo.observe.match_rows", match)
    first = open_atlas(city_copy, borders=borders)
    tables = [table.file for table in first.catalogue.tables]
    assert matched == tables
    assert open_atlas(city_copy, borders=borders).reports[0] is first.reports[0]
    assert matched == tables
    path = city_copy / "indicators" / "tips.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    open_atlas(city_copy, borders=borders)
    assert matched == [*tables, "tips"]
    write_table(city_copy, "aliases", "source_name,ward,unit_code,year,who,when\n")
    open_atlas(city_copy, borders=borders)
    assert matched == [*tables, "tips", *tables]
